//! What the line editor shows its helper, put to our use.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use rustyline::completion::Completer;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::history::SearchDirection;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Cmd, ConditionalEventHandler, Context, Event, EventContext, Helper, RepeatCount};

use super::live::Live;
use crate::text::is_unsafe;

/// How the line editor's own prompts begin while it searches the history.
const SEARCH_PROMPTS: [&str; 2] = ["(reverse-i-search)", "(failed reverse-i-search)"];

/// The helper of the line editor. It gives no help: it listens.
pub(super) struct Listener {
    live: Arc<Live>,
}

impl Listener {
    pub(super) fn new(live: Arc<Live>) -> Self {
        Listener { live }
    }
}

impl Helper for Listener {}

impl Completer for Listener {
    type Candidate = String;
}

/// The hint that is never given.
pub(super) struct NoHint;

impl Hint for NoHint {
    fn display(&self) -> &str {
        ""
    }

    fn completion(&self) -> Option<&str> {
        None
    }
}

/// Called after every edit, and the only thing that is.
impl Hinter for Listener {
    type Hint = NoHint;

    fn hint(&self, line: &str, pos: usize, context: &Context<'_>) -> Option<NoHint> {
        if is_history(line, context) {
            self.live.leafed(line, pos);
        } else {
            self.live.edited(line, pos);
        }
        None
    }
}

/// Whether the line is the entry of the history that the arrow keys stand on.
fn is_history(line: &str, context: &Context<'_>) -> bool {
    let index = context.history_index();
    index < context.history().len()
        && matches!(context.history().get(index, SearchDirection::Forward), Ok(Some(entry)) if entry.entry == line)
}

impl Highlighter for Listener {
    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _default: bool) -> Cow<'b, str> {
        if SEARCH_PROMPTS.iter().any(|search| prompt.starts_with(search)) {
            self.live.painted_search();
        } else {
            self.live.painted();
        }
        Cow::Borrowed(prompt)
    }

    fn highlight<'l>(&self, line: &'l str, _pos: usize) -> Cow<'l, str> {
        visible(line)
    }

    /// Called after every move of the cursor, too. Never asks for a repaint.
    fn highlight_char(&self, _line: &str, pos: usize, _kind: CmdKind) -> bool {
        self.live.moved(pos);
        false
    }
}

/// Only `Incomplete` and `Valid(None)`: after a message, printing above the line would eat what stands there.
impl Validator for Listener {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        // The newline goes to where the cursor is.
        let continues = context.input().ends_with('\\') && self.live.at_end();
        Ok(if continues { ValidationResult::Incomplete } else { ValidationResult::Valid(None) })
    }
}

/// The line without what a terminal would obey (a paste can hold it). The line editor gives such characters no width,
/// nor what follows an escape character, so they must take none.
fn visible(line: &str) -> Cow<'_, str> {
    if !line.chars().any(is_unsafe) {
        return Cow::Borrowed(line);
    }
    let mut escape = Escape::Outside;
    Cow::Owned(line.chars().filter(|&c| escape.shows(c)).collect())
}

/// Follows escape sequences exactly as the line editor measures them.
#[derive(Clone, Copy)]
enum Escape {
    Outside,
    Begun,
    Parameters,
}

impl Escape {
    fn shows(&mut self, c: char) -> bool {
        let (next, shown) = match (*self, c) {
            (Escape::Outside, '\u{1b}') => (Escape::Begun, false),
            (Escape::Outside, _) => (Escape::Outside, !is_unsafe(c)),
            (Escape::Begun, '[') | (Escape::Parameters, ';' | '0'..='9') => (Escape::Parameters, false),
            (Escape::Begun | Escape::Parameters, _) => (Escape::Outside, c == '\n'),
        };
        *self = next;
        shown
    }
}

/// Ctrl-X Ctrl-E: ends the line and notes why.
pub(super) struct EditRequest(pub(super) Arc<AtomicBool>);

impl ConditionalEventHandler for EditRequest {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, _: &EventContext<'_>) -> Option<Cmd> {
        self.0.store(true, SeqCst);
        Some(Cmd::Interrupt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_not_painted() {
        assert_eq!(visible("a\u{1b}[31;1mb\u{9b}c\0\td\ne"), "abc\td\ne");
        assert_eq!(visible("\u{1b}(x\u{202e}y\u{1b}"), "xy");
        assert!(matches!(visible("plain — 日本"), Cow::Borrowed(_)));
    }
}
