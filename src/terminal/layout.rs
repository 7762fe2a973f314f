//! A document on a terminal: wrapped to its width, with styles that the output stream drops where they don't belong.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{spoken, table};
use crate::review::document::{Block, Document, Line, Tone, shades};
use crate::text::plain;

/// Text is wrapped at this width at most: longer lines are hard to read.
const WIDEST: usize = 100;
/// And at this width at least, however narrow the window.
const NARROWEST: usize = 24;

/// The style of a tone. Bold, underline and the basic colours only: they read on light and dark grounds.
pub(super) fn style(tone: Tone) -> Style {
    match tone {
        Tone::Plain => Style::new(),
        Tone::Strong => Style::new().bold(),
        Tone::Good => AnsiColor::Green.on_default(),
        Tone::Bad => AnsiColor::Red.on_default(),
        Tone::Faint => Style::new().dimmed(),
        Tone::Evidence => Style::new().underline(),
    }
}

/// The width to wrap at.
pub fn width() -> usize {
    let columns = terminal_size::terminal_size().map_or(80, |(w, _)| usize::from(w.0));
    columns.saturating_sub(1).clamp(NARROWEST, WIDEST)
}

/// Rows of a terminal that can be read page by page; `None` where there is none.
pub fn height() -> Option<usize> {
    use std::io::IsTerminal as _;
    let dumb = std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb");
    if dumb || !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return None;
    }
    terminal_size::terminal_size().map(|(_, rows)| usize::from(rows.0))
}

/// How a document is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// To be seen: columns, rulers, bars.
    Seen,
    /// To be read aloud: what a drawing says is said in words.
    Spoken,
}

/// Writes a document.
///
/// # Errors
/// The output cannot be written.
pub fn write(out: &mut dyn Write, document: &Document, width: usize, form: Form) -> io::Result<()> {
    match form {
        Form::Seen => seen(out, document, width),
        Form::Spoken => spoken::write(out, document, width),
    }
}

fn seen(out: &mut dyn Write, document: &Document, width: usize) -> io::Result<()> {
    let mut listed = false;
    for block in &document.blocks {
        if listed && !block.is_listed() {
            writeln!(out)?;
        }
        listed = block.is_listed();
        match block {
            Block::Title(text) => heading(out, text, width, "=")?,
            Block::Heading(text) => heading(out, text, width, "-")?,
            Block::Paragraph(line) => {
                wrapped(out, line, "", "", width)?;
                writeln!(out)?;
            }
            Block::Item(mark, line, 0) => {
                let mark = format!("{} ", mark.drawn());
                wrapped(out, line, &mark, &" ".repeat(mark.width()), width)?;
            }
            Block::Item(_, line, _) => wrapped(out, line, "    ", "    ", width)?,
            Block::Excerpt(line) => excerpt(out, line, width)?,
            Block::Said(who, line) => said(out, who, line, width)?,
            Block::Table(heads, rows) => {
                table::write(out, heads, rows, width)?;
                writeln!(out)?;
            }
            Block::Counts(name, counts) => writeln!(out, "{name} {}", shades(counts))?,
        }
    }
    Ok(())
}

fn heading(out: &mut dyn Write, text: &str, width: usize, rule: &str) -> io::Result<()> {
    let bold = Style::new().bold();
    let text = plain(text);
    let length = text.width().min(width);
    writeln!(out, "\n{bold}{text}{bold:#}\n{}", rule.repeat(length))
}

fn said(out: &mut dyn Write, who: &str, line: &Line, width: usize) -> io::Result<()> {
    let faint = style(Tone::Faint);
    writeln!(out, "{faint}{}{faint:#}", plain(who))?;
    wrapped(out, line, "  ", "  ", width)?;
    writeln!(out)
}

/// Writes a line, wrapped, with its styles.
///
/// # Errors
/// The output cannot be written.
pub fn wrapped(out: &mut dyn Write, line: &Line, first: &str, rest: &str, width: usize) -> io::Result<()> {
    let text: String = line.0.iter().map(|piece| plain(&piece.text).into_owned()).collect();
    let tones = tones(line);
    let mut indent = first;
    for paragraph in text.split('\n') {
        let room = width.saturating_sub(indent.width()).max(NARROWEST / 2);
        // What is set out by hand (indented) stays as it is.
        let rows = if paragraph.starts_with(' ') {
            vec![paragraph.into()]
        } else {
            textwrap::wrap(paragraph, whole_words(room))
        };
        for row in rows {
            // The rows are slices of the text: their address says where.
            let start = (row.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len());
            write!(out, "{indent}")?;
            styled(out, &row, start, &tones)?;
            writeln!(out)?;
            indent = rest;
        }
    }
    Ok(())
}

/// Writes a sentence with carets under the evidence: it reads without styles as well.
fn excerpt(out: &mut dyn Write, line: &Line, width: usize) -> io::Result<()> {
    const INDENT: &str = "    ";
    let text: String = line.0.iter().map(|piece| plain(&piece.text).into_owned()).collect();
    let tones = tones(line);
    for row in textwrap::wrap(&text, whole_words(width.saturating_sub(INDENT.len()).max(NARROWEST / 2))) {
        let start = (row.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len());
        writeln!(out, "{INDENT}{row}")?;
        let under = row.char_indices().map(|(i, c)| {
            let tone = tones.iter().rev().find(|(from, _)| *from <= start + i).map_or(Tone::Plain, |(_, tone)| *tone);
            let mark = if tone == Tone::Evidence { "^" } else { " " };
            mark.repeat(c.width().unwrap_or(0))
        });
        let under: String = under.collect();
        if !under.trim().is_empty() {
            let green = style(Tone::Good);
            writeln!(out, "{INDENT}{green}{}{green:#}", under.trim_end())?;
        }
    }
    Ok(())
}

/// Wraps between words only: a path or an id that is broken cannot be copied.
pub(super) fn whole_words(width: usize) -> textwrap::Options<'static> {
    textwrap::Options::new(width).break_words(false).word_splitter(textwrap::WordSplitter::NoHyphenation)
}

/// Where each tone begins, in bytes of the joined text.
fn tones(line: &Line) -> Vec<(usize, Tone)> {
    let mut at = 0;
    let mut tones = Vec::new();
    for piece in &line.0 {
        tones.push((at, piece.tone));
        at += plain(&piece.text).len();
    }
    tones
}

fn styled(out: &mut dyn Write, text: &str, start: usize, tones: &[(usize, Tone)]) -> io::Result<()> {
    let mut at = start;
    let end = start + text.len();
    while at < end {
        let tone = tones.iter().rev().find(|(from, _)| *from <= at).map_or(Tone::Plain, |(_, tone)| *tone);
        let next = tones.iter().map(|(from, _)| *from).find(|from| *from > at).unwrap_or(end).min(end);
        let style = style(tone);
        write!(out, "{style}{}{style:#}", &text[at - start..next - start])?;
        at = next;
    }
    Ok(())
}
