//! `sparring rubric edit`.

use crate::cli::shell;
use crate::messages::tr;
use clap_complete::engine::ArgValueCandidates;
use std::fs;
use std::io::{IsTerminal as _, stdin, stdout};
use std::path::{Path, PathBuf};

use super::check::{Checked, field};
use super::findings;
use super::new::{add_schema, make};
use crate::cli::workspace::Workspace;
use crate::error::{Error, Kind as ErrorKind, Result};
use crate::journal::replace;
use crate::rubric::fault::Level;
use crate::rubric::{Library, Source};
use crate::session::open_editor;
use crate::terminal::Output;
use crate::terminal::input::{Key, Keys};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Id of a problem or question.
    #[arg(add = ArgValueCandidates::new(shell::ids))]
    id: String,
}

pub fn run(args: &Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let library = workspace.library();
    let (path, copied) = own_copy(&args.id, workspace, &library)?;
    let before = fs::read(&path).ok();
    let field = field(&library)?;
    let mut line = None;
    loop {
        output.flush()?;
        let edited = open_editor(&path, line, output.editor());
        if copied && fs::read(&path).ok() == before {
            fs::remove_file(&path).map_err(|e| Error::file(&tr!("delete"), &path, &e))?;
            output.say(&tr!("Nothing was changed: the built-in rubric stays in use."))?;
            return edited;
        }
        edited?;
        if copied && line.is_none() {
            output.say(&tr!("{} is your own copy, and takes the place of the built-in one.", path.display()))?;
        }
        let checked = Checked::new(&path, &field, &library);
        checked.print(output)?;
        let (errors, warnings) = (checked.count(Level::Error), checked.count(Level::Warning));
        let Some(first) = checked.findings.iter().max_by_key(|f| f.fault.level) else {
            let watch = tr!("`sparring rubric test {}` marks its samples.", args.id);
            return output.say(&tr!("{} is sound. {watch}", path.display(), watch));
        };
        output.say(&tr!("{errors} error(s), {warnings} warning(s) in {}", path.display(), errors, warnings))?;
        line = Some(first.line);
        if !wants_again(first.line, output)? {
            return match errors {
                0 => Ok(()),
                _ => Err(findings(tr!("{} cannot be used like this", path.display()))),
            };
        }
    }
}

/// The user's own file of a rubric; a built-in one is copied to it. Tells whether it was.
fn own_copy(id: &str, workspace: &Workspace, library: &Library) -> Result<(PathBuf, bool)> {
    let (kind, source, text) = library.text(id)?;
    let folder = match source {
        Source::File(path) => return Ok((path, false)),
        Source::BuiltIn => workspace.own_rubrics()?,
    };
    let path: PathBuf = folder.join(kind.folder()).join(format!("{id}.json"));
    make(Path::new(&path))?;
    add_schema(folder, kind)?;
    replace(&path, &text)?;
    Ok((path, true))
}

/// Whether to open the editor again, at the fault. From a pipe nothing is asked.
fn wants_again(line: usize, output: &mut Output) -> Result<bool> {
    if !stdin().is_terminal() || !stdout().is_terminal() {
        return Ok(false);
    }
    let keys = Keys::open()?;
    output.text(&tr!("Open it again at line {line}? Enter for yes, n for no: ", line))?;
    output.flush()?;
    let pressed = keys.next()?;
    drop(keys);
    output.text("\n")?;
    match pressed {
        Key::Enter | Key::Char('y' | 'Y') => Ok(true),
        Key::Interrupted => Err(Error::new(ErrorKind::Interrupted, tr!("left; the file is as you saved it"))),
        Key::Char(_) | Key::Leave | Key::Other => Ok(false),
    }
}
