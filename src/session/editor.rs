//! The user's own editor on a draft.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use crate::error::{Error, Result};
use crate::messages::tr;
use crate::terminal::Output;

/// Opens the editor on a draft; one that cannot be edited is told why and stays.
///
/// # Errors
/// The output is closed.
pub fn edit_or_keep(draft: String, output: &mut Output) -> Result<String> {
    output.flush()?;
    match edit(&draft, output.editor()) {
        Ok(text) => Ok(text),
        Err(error) => {
            output.text(&format!("{error}\n"))?;
            Ok(draft)
        }
    }
}

/// Opens the editor that is set, `$VISUAL`, `$EDITOR` or `vi` on a text and returns what was saved, without the final line end.
///
/// # Errors
/// There is no such editor, or it fails. The draft is unchanged then.
pub fn edit(text: &str, editor: Option<&str>) -> Result<String> {
    let failed = |e: std::io::Error| Error::data(tr!("the draft cannot be written: {e}", e)).hint(tr!("set TMPDIR"));
    let mut file = tempfile::Builder::new().prefix("sparring-").suffix(".md").tempfile().map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    open(file.path(), None, editor)?;
    let saved = std::fs::read(file.path()).map_err(failed)?;
    let saved = String::from_utf8_lossy(&saved);
    Ok(saved.trim_end_matches(['\n', '\r']).to_owned())
}

/// Opens the editor on a file, at a line if it is known how to tell the editor so, and waits until it ends.
///
/// # Errors
/// There is no such editor, or it fails.
pub fn open(path: &Path, line: Option<usize>, editor: Option<&str>) -> Result<()> {
    let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let variables = || ["VISUAL", "EDITOR"].iter().find_map(set);
    let command = editor.map(str::to_owned).or_else(variables).unwrap_or_else(|| "vi".to_owned());
    // As a shell would: the variable may hold arguments.
    let mut words = command.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let mut editor = Command::new(program);
    editor.args(words);
    match (line, at_line(program)) {
        (Some(line), Some(AtLine::Plus)) => editor.arg(format!("+{line}")).arg(path),
        (Some(line), Some(AtLine::Goto)) => editor.arg("--goto").arg(format!("{}:{line}", path.display())),
        (Some(_) | None, _) => editor.arg(path),
    };
    let status = editor.status().map_err(|e| {
        Error::data(tr!("the editor `{command}` cannot be used: {e}", command, e))
            .hint(tr!("set EDITOR, or `sparring config set editor COMMAND`"))
    })?;
    if !status.success() {
        return Err(Error::data(tr!(
            "the editor `{command}` ended with {status}; what it was given is as it left it",
            command,
            status
        )));
    }
    Ok(())
}

/// How an editor is told at which line to open a file.
enum AtLine {
    Plus,
    Goto,
}

fn at_line(program: &str) -> Option<AtLine> {
    let name = Path::new(program).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    match name {
        "vi" | "vim" | "nvim" | "gvim" | "nano" | "pico" | "emacs" | "emacsclient" | "micro" | "kak" | "joe" | "ne"
        | "gedit" => Some(AtLine::Plus),
        "code" | "codium" | "cursor" => Some(AtLine::Goto),
        _ => None,
    }
}
