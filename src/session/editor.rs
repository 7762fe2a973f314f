//! The user's own editor on a draft.

use std::io::Write as _;
use std::process::Command;

use crate::error::{Error, Result};
use crate::terminal::Output;

/// Opens the editor on a draft; one that cannot be edited is told why and stays.
///
/// # Errors
/// The output is closed.
pub fn edit_or_keep(draft: String, output: &mut Output) -> Result<String> {
    output.flush()?;
    match edit(&draft) {
        Ok(text) => Ok(text),
        Err(error) => {
            output.text(&format!("{error}\n"))?;
            Ok(draft)
        }
    }
}

/// Opens `$VISUAL`, `$EDITOR` or `vi` on a text and returns what was saved, without the final line end.
///
/// # Errors
/// There is no such editor, or it fails. The draft is unchanged then.
pub fn edit(text: &str) -> Result<String> {
    let command =
        ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.trim().is_empty()));
    let command = command.unwrap_or_else(|| "vi".to_owned());
    let failed =
        |e: std::io::Error| Error::data(format!("the editor `{command}` cannot be used: {e}")).hint("set EDITOR");
    let mut file = tempfile::Builder::new().prefix("sparring-").suffix(".md").tempfile().map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    // As a shell would: the variable may hold arguments.
    let mut words = command.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let status = Command::new(program).args(words).arg(file.path()).status().map_err(failed)?;
    if !status.success() {
        return Err(Error::data(format!("the editor `{command}` ended with {status}; the draft is as it was")));
    }
    let saved = std::fs::read(file.path()).map_err(failed)?;
    let saved = String::from_utf8_lossy(&saved);
    Ok(saved.trim_end_matches(['\n', '\r']).to_owned())
}
