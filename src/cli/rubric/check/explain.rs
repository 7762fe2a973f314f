//! `--explain`: the pages of the manual about kinds of faults.

use crate::error::{Error, Result, closest};
use crate::messages::tr;
use crate::rubric::code::Code;
use crate::terminal::Output;

pub fn run(name: &str, output: &mut Output) -> Result<()> {
    if let Some(code) = Code::from_name(name) {
        return output.text(code.page());
    }
    let names = Code::ALL.iter().map(|code| code.name());
    let error = Error::usage(tr!("there is no kind of fault `{}`", crate::text::plain(name)));
    let near = closest(&name.to_lowercase(), names.clone());
    let all = names.collect::<Vec<_>>().join(", ");
    Err(match near {
        Some(near) => error.hint(tr!("did you mean `{near}`? There are {all}", near, all)),
        None => error.hint(tr!("there are {all}", all)),
    })
}
