//! Lines in: what the candidate types, against the clock.
//!
//! Three sources, one interface. At a capable terminal a line editor with a live countdown ([`Mode::Editor`]); at a
//! terminal that cannot move its cursor, or whose output goes elsewhere, the line as the terminal delivers it
//! ([`Mode::Terminal`]); otherwise bytes from a pipe or file ([`Mode::Piped`]).
//!
//! The line editor offers neither timeouts nor a changing prompt. Three of its public pieces together give both:
//! - it asks the [`Prompt`](rustyline::Prompt) for its text at every repaint (`prompt`), and the external printer
//!   makes it repaint (`ticker`);
//! - its interrupt handler ends a line from outside: at time-up, SIGTERM and SIGHUP we send ourselves SIGINT (`alarm`);
//! - it shows every edit to its helper, which keeps the draft that an interrupted line would lose (`helper`, `live`).

use std::io::{self, IsTerminal as _};
use std::sync::Arc;
use std::time::Duration;

mod draft;
mod signals;
mod prompt;
mod live;
mod helper;
mod alarm;
mod ticker;
mod editor;
mod stdin;
mod plain;
mod key;

pub use draft::Draft;
pub use key::{Key, Keys};
pub use signals::Stop;

use editor::LineEditor;
use plain::PlainReader;
pub(super) use signals::Signals;

/// What to ask for.
#[derive(Debug, Clone, Default)]
pub struct Ask<'a> {
    /// What the prompt says, for example `2/5 estimation`. Control characters are made visible.
    pub label: &'a str,
    /// Time to time-up; `None` is untimed. Piped input is never timed.
    pub left: Option<Duration>,
    /// Text and cursor to start from.
    pub draft: Draft,
}

/// How a line ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was entered.
    Line(String),
    /// The time is up; what was typed by then.
    TimeUp(Draft),
    /// Ctrl-C, or SIGINT since the last question.
    Interrupted(Draft),
    /// Ctrl-X Ctrl-E: the candidate wants their own editor on the draft.
    Edit(Draft),
    /// Ctrl-D on an empty line, or the end of the input.
    Eof(Draft),
    /// The program was told to stop; a terminal that went away counts as [`Stop::Hangup`].
    Signal(Draft, Stop),
}

/// Who keeps an eye on the line while it is typed.
pub trait Watch: Send + Sync {
    /// Takes the draft after an edit, to keep it safe. Called on the thread that types, so it must be quick.
    /// The cursor is a byte offset. History that is only being looked at is not an edit.
    fn draft(&self, text: &str, cursor: usize);

    /// Called about once a second while a line is typed at a terminal. Text is printed above the line, wrapped; it may
    /// be styled. Text waits while the line is taller than the screen, and is dropped when the line ends first.
    fn tick(&self) -> Option<String>;
}

/// Whether the prompt is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// Dim, then yellow in the last minute, then bold red in the last ten seconds.
    On,
    /// No style at all.
    Off,
}

/// Where lines come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The line editor.
    Editor,
    /// A terminal without the line editor.
    Terminal,
    /// A pipe or a file.
    Piped,
}

impl Mode {
    /// The mode that standard input, standard output and `TERM` allow.
    pub fn detect() -> Self {
        if !io::stdin().is_terminal() {
            return Mode::Piped;
        }
        // The three that the line editor refuses, and no name at all.
        let dumb = ["", "dumb", "cons25", "emacs"];
        let term = std::env::var("TERM").unwrap_or_default();
        let capable = !dumb.iter().any(|name| name.eq_ignore_ascii_case(&term));
        if capable && io::stdout().is_terminal() { Mode::Editor } else { Mode::Terminal }
    }
}

enum Source {
    Editor(Box<LineEditor>),
    Plain(PlainReader),
}

/// The timed line input. One at a time, on the main thread: that is where interrupts are delivered.
///
/// While one is open, SIGINT, SIGTERM and SIGHUP no longer end the program: they end the line, or the next one.
pub struct Input {
    source: Source,
    mode: Mode,
}

impl Input {
    /// Opens the input. `history` holds earlier lines, oldest first, for the arrow keys and Ctrl-R; entered lines
    /// join it, in memory only.
    pub fn new(mode: Mode, watch: Arc<dyn Watch>, color: Color, history: Vec<String>) -> io::Result<Self> {
        // Before the line editor installs its own handler, which only lives as long as a line.
        let signals = Signals::open()?;
        let source = match mode {
            Mode::Editor => Source::Editor(Box::new(LineEditor::new(watch, color, history, signals)?)),
            Mode::Terminal | Mode::Piped => Source::Plain(PlainReader::new(watch, signals, mode)?),
        };
        Ok(Input { source, mode })
    }

    /// Where lines come from.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Asks for a line and waits until it ends in one way or another.
    ///
    /// A line may hold newlines: Alt-Enter, a paste, or a trailing backslash, which is taken out.
    pub fn ask(&mut self, ask: &Ask<'_>) -> io::Result<Outcome> {
        match &mut self.source {
            Source::Editor(editor) => editor.ask(ask),
            Source::Plain(reader) => reader.ask(ask),
        }
    }

    /// Whether the last line held bytes that are not UTF-8 and that U+FFFD now stands for.
    pub fn was_repaired(&self) -> bool {
        match &self.source {
            Source::Editor(_) => false,
            Source::Plain(reader) => reader.was_repaired(),
        }
    }
}
