//! Long texts at a terminal go through the user's pager.

use std::env;
use std::io::{self, Write as _};
use std::process::{Child, Command, Stdio};

use super::input::Signals;

/// What a pager did with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paged {
    /// The person has seen it.
    Shown,
    /// There is no pager: the text is still to be written.
    NoPager,
}

/// Shows a text in `$PAGER`, or in `less`. An empty `PAGER`, or `cat`, means none.
pub(super) fn show(text: &[u8]) -> io::Result<Paged> {
    let Some(mut child) = command().and_then(|mut command| command.spawn().ok()) else { return Ok(Paged::NoPager) };
    // Ctrl-C is for the pager: if it ended us, the shell and the pager would read from the same terminal.
    let _caught = Signals::open()?;
    feed(&mut child, text).map(|()| Paged::Shown)
}

fn feed(child: &mut Child, text: &[u8]) -> io::Result<()> {
    let written = match child.stdin.take() {
        Some(mut input) => input.write_all(text),
        None => Ok(()),
    };
    // Whatever became of the text, the terminal is the pager's until it ends.
    child.wait()?;
    match written {
        // Who leaves before the end has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

fn command() -> Option<Command> {
    let pager = env::var("PAGER").unwrap_or_else(|_| "less".to_owned());
    // As a shell would: the variable may hold arguments.
    let mut words = pager.split_whitespace();
    let program = words.next().filter(|program| *program != "cat")?;
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::piped());
    // As git does: F ends at once what fits the screen, R shows colours, X leaves the text on the screen.
    if env::var_os("LESS").is_none() {
        command.env("LESS", "FRX");
    }
    Some(command)
}
