//! Where text goes: styled for a terminal, plain elsewhere.

use std::io::{self, BufWriter, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use super::input::Mode;
use super::layout::{self, Form};
use super::pager::{self, Paged};
use crate::error::{Error, Kind, Result};
use crate::messages::tr;
use crate::review::document::Document;
use crate::text::{escaped_json, keep_style, plain};

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set or TERM is dumb.
    Auto,
    /// Even into a pipe.
    Always,
    /// Not at all.
    Never,
}

/// Standard output, and complaints on standard error.
pub struct Output {
    out: BufWriter<AutoStream<io::Stdout>>,
    choice: ColorChoice,
    form: Form,
    editor: Option<String>,
    width: usize,
}

impl Output {
    /// Output with the user's choice of colour and form, and the editor that the terminal is lent to, if one is set.
    pub fn new(color: Color, form: Form, editor: Option<String>) -> Self {
        let color = if form == Form::Spoken { Color::Never } else { color };
        let choice = choice(color, io::stdout().is_terminal());
        let out = BufWriter::new(AutoStream::new(io::stdout(), choice));
        Output { out, choice, form, editor, width: layout::width() }
    }

    /// The user's editor, if one is set.
    pub fn editor(&self) -> Option<&str> {
        self.editor.as_deref()
    }

    /// Where lines come from: nothing is redrawn while it is read aloud.
    pub fn input_mode(&self) -> Mode {
        match (Mode::detect(), self.form) {
            (Mode::Editor, Form::Spoken) => Mode::Terminal,
            (mode, Form::Seen | Form::Spoken) => mode,
        }
    }

    /// Whether styles are written.
    pub fn is_styled(&self) -> bool {
        self.choice != ColorChoice::Never
    }

    /// Width to wrap at, in columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Takes a changed window into account.
    pub fn measure(&mut self) {
        self.width = layout::width();
    }

    /// Writes a document.
    ///
    /// # Errors
    /// The output is closed or full.
    pub fn document(&mut self, document: &Document) -> Result<()> {
        let width = self.width;
        layout::write(&mut self.out, document, width, self.form)?;
        Ok(())
    }

    /// Writes a document to be read from its beginning: at a terminal that is too small for it, through a pager.
    ///
    /// # Errors
    /// The output is closed or full, or the pager fails.
    pub fn page(&mut self, document: &Document) -> Result<()> {
        let mut text = AutoStream::new(Vec::new(), self.choice);
        layout::write(&mut text, document, self.width, self.form)?;
        let text = text.into_inner();
        let lines = text.iter().filter(|byte| **byte == b'\n').count();
        self.out.flush()?;
        let long = self.form == Form::Seen && layout::height().is_some_and(|rows| lines >= rows);
        if !long || pager::show(&text)? == Paged::NoPager {
            self.out.write_all(&text)?;
        }
        Ok(())
    }

    /// A document without styles, to be kept in a file.
    ///
    /// # Errors
    /// None: writing to memory does not fail.
    pub fn plain(&self, document: &Document) -> Result<String> {
        let mut text = AutoStream::never(Vec::new());
        layout::write(&mut text, document, self.width, Form::Seen)?;
        Ok(String::from_utf8_lossy(&text.into_inner()).into_owned())
    }

    /// Writes text, with its styles; whatever else a terminal would obey is made visible.
    ///
    /// # Errors
    /// The output is closed or full.
    pub fn text(&mut self, text: &str) -> Result<()> {
        self.out.write_all(keep_style(text).as_bytes())?;
        Ok(())
    }

    /// Says a sentence or two on a line of their own; at a terminal, wrapped to its width.
    ///
    /// # Errors
    /// The output is closed or full.
    pub fn say(&mut self, text: &str) -> Result<()> {
        let text = if io::stdout().is_terminal() { broken(text, self.width) } else { text.to_owned() };
        self.text(&text)?;
        self.text("\n")
    }

    /// Writes JSON: what a terminal would obey is escaped, which changes nothing for a program that reads it.
    ///
    /// # Errors
    /// The output is closed or full.
    pub fn json(&mut self, json: &str) -> Result<()> {
        self.out.write_all(escaped_json(json).as_bytes())?;
        Ok(())
    }

    /// Writes what is buffered.
    ///
    /// # Errors
    /// The output is closed or full.
    pub fn flush(&mut self) -> Result<()> {
        self.out.flush()?;
        Ok(())
    }

    /// The stream itself.
    pub fn stream(&mut self) -> &mut dyn Write {
        &mut self.out
    }

    /// Says an error on standard error.
    pub fn complain(&mut self, error: &Error) {
        let _ = self.out.flush();
        if error.kind() == Kind::ClosedPipe {
            return;
        }
        let mut err = AutoStream::new(io::stderr(), choice_for_errors(self.choice));
        let red =
            if error.kind() == Kind::Interrupted { Style::new().bold() } else { AnsiColor::Red.on_default().bold() };
        let word = if error.kind() == Kind::Interrupted { "sparring".to_owned() } else { tr!("error") };
        let said = plain(&error.to_string()).into_owned();
        let said = if io::stderr().is_terminal() { broken(&said, self.width.saturating_sub(word.len())) } else { said };
        let _ = writeln!(err, "{red}{word}{red:#}: {said}");
    }
}

/// Each line broken between words where it is too long; what is one word, such as a path, stays whole.
fn broken(text: &str, width: usize) -> String {
    let options = layout::whole_words(width).subsequent_indent("  ");
    text.split('\n').map(|line| textwrap::fill(line, &options)).collect::<Vec<_>>().join("\n")
}

fn choice(color: Color, terminal: bool) -> ColorChoice {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    match color {
        Color::Always => ColorChoice::AlwaysAnsi,
        Color::Auto if terminal && !dumb && !refused => ColorChoice::AlwaysAnsi,
        Color::Auto | Color::Never => ColorChoice::Never,
    }
}

fn choice_for_errors(choice: ColorChoice) -> ColorChoice {
    if io::stderr().is_terminal() { choice } else { ColorChoice::Never }
}
