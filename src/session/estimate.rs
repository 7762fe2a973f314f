//! A round of estimation exercises: read a line, judge it, show what is to be said.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::editor;
use super::safe::{self, Safe};
use crate::clock::Clock;
use crate::dialogue::Millis;
use crate::dialogue::estimate::{Exercise, Mark, Round, Said};
use crate::error::{Error, Kind, Result};
use crate::journal::{self, Draft, DraftFile, EstimateHeader, EstimateJournal, EstimateRecord};
use crate::messages::tr;
use crate::review::document::{Document, Line, Tone};
use crate::review::estimate as pages;
use crate::terminal::Output;
use crate::terminal::input::{self, Ask, Color, Input, Mode, Outcome, Watch};
use crate::text::plain;

/// Keeps the line that is being typed.
struct Keeper {
    /// `None` once the round is over.
    drafts: Mutex<Option<DraftFile>>,
    clock: Clock,
}

impl Keeper {
    fn keep(&self, text: &str, cursor: usize) {
        let draft = Draft { at: self.clock.now(), text: text.to_owned(), cursor };
        if let Some(drafts) = self.drafts.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            // A draft that cannot be kept is no reason to stop: the line itself is journaled when it is entered.
            let _ = drafts.keep(&draft);
        }
    }

    /// Puts a line that was not written down where it is safe, and says where.
    fn save(&self, draft: &Draft) -> Safe {
        safe::keep(self.drafts.lock().unwrap_or_else(PoisonError::into_inner).as_mut(), draft)
    }

    /// Keeps drafts in another file from now on.
    fn follow(&self, drafts: DraftFile, elsewhere: bool) {
        let old = self.drafts.lock().unwrap_or_else(PoisonError::into_inner).replace(drafts);
        if let (Some(old), true) = (old, elsewhere) {
            old.remove();
        }
    }

    /// Gives the draft up: all that was typed is in the journal.
    fn close(&self) {
        if let Some(drafts) = self.drafts.lock().unwrap_or_else(PoisonError::into_inner).take() {
            drafts.remove();
        }
    }
}

impl Watch for Keeper {
    fn draft(&self, text: &str, cursor: usize) {
        self.keep(text, cursor);
    }

    fn tick(&self) -> Option<String> {
        None
    }
}

/// Goes through exercises to the end, or to an interruption.
///
/// # Errors
/// The journal cannot be written; the terminal cannot be read; an interruption, after everything is safe.
pub fn run(exercises: Vec<Exercise>, folder: &Path, header: &EstimateHeader, output: &mut Output) -> Result<()> {
    let round = Round::new(exercises);
    show(&round.start(), output)?;
    output.flush()?;
    let journal = EstimateJournal::create(folder, header)?;
    for left in journal::sweep(folder) {
        let mut document = Document::default();
        let (path, text) = (left.path.display(), &left.text);
        document.paragraph(tr!(
            "A round broke off while you were typing. The line is kept in {path}: {text}",
            path,
            text
        ));
        output.document(&document)?;
    }
    output.flush()?;
    let clock = Clock::running_from(0);
    let drafts = Mutex::new(Some(DraftFile::of(journal.path()).0));
    let keeper = Arc::new(Keeper { drafts, clock: clock.clone() });
    let color = if output.is_styled() { Color::On } else { Color::Off };
    let watch: Arc<dyn Watch> = Arc::<Keeper>::clone(&keeper);
    let failed = |e: std::io::Error| Error::data(tr!("cannot read from the terminal: {e}", e));
    let input = Input::new(output.input_mode(), watch, color, Vec::new()).map_err(failed)?;
    let mut desk = Desk {
        round,
        journal,
        clock,
        keeper,
        input,
        draft: input::Draft::default(),
        entered: false,
        entered_at: 0,
        safe: Safe::Nothing,
    };
    let mut turn = Turn::Another;
    while turn == Turn::Another && !desk.round.is_over() {
        turn = desk.turn(output).map_err(|error| desk.broken(error))?;
    }
    let entered = desk.entered;
    let path = desk.finish(output)?;
    match turn {
        Turn::Another | Turn::Last => Ok(()),
        Turn::Interrupted if entered => {
            let message = tr!("interrupted; what you typed is in {}", path.display());
            Err(Error::new(Kind::Interrupted, message))
        }
        Turn::Interrupted => Err(Error::new(Kind::Interrupted, "interrupted")),
    }
}

/// What comes after a turn.
#[derive(PartialEq, Eq)]
enum Turn {
    /// One more.
    Another,
    /// The input is at its end.
    Last,
    /// The program was told to stop.
    Interrupted,
}

struct Desk {
    round: Round,
    journal: EstimateJournal,
    clock: Clock,
    keeper: Arc<Keeper>,
    input: Input,
    draft: input::Draft,
    entered: bool,
    /// When the last line was.
    entered_at: Millis,
    /// Where the line is that could not be written down.
    safe: Safe,
}

impl Desk {
    fn turn(&mut self, output: &mut Output) -> Result<Turn> {
        output.measure();
        output.flush()?;
        let (number, of, letter) = self.round.place();
        let label = letter.map_or(format!("{number}/{of}"), |letter| format!("{number}/{of} {letter}"));
        let ask = Ask { label: &label, left: None, draft: std::mem::take(&mut self.draft) };
        let piped = self.input.mode() == Mode::Piped;
        match self.input.ask(&ask)? {
            Outcome::Line(text) => {
                self.keep(&text)?;
                // What is echoed is on the disk.
                if piped {
                    echo(&text, output)?;
                }
                if self.input.was_repaired() {
                    output.say(&tr!("(Some bytes were not UTF-8; \u{fffd} stands for them.)"))?;
                }
                self.judge(&text, output)?;
                Ok(Turn::Another)
            }
            Outcome::Edit(draft) => {
                self.edit(draft, output)?;
                Ok(Turn::Another)
            }
            Outcome::Eof(draft) => {
                self.leave(&draft)?;
                Ok(Turn::Last)
            }
            Outcome::Interrupted(draft) | Outcome::Signal(draft, _) | Outcome::TimeUp(draft) => {
                self.leave(&draft)?;
                Ok(Turn::Interrupted)
            }
        }
    }

    /// Writes a line down.
    fn keep(&mut self, text: &str) -> Result<()> {
        let at = self.clock.now();
        self.entered_at = at;
        if let Err(error) = self.journal.append(&EstimateRecord::Line { at, text: text.to_owned() }) {
            // The journal is gone: the words must not go with it.
            self.safe = self.keeper.save(&Draft { at, text: text.to_owned(), cursor: text.len() });
            return Err(error);
        }
        self.entered = true;
        if self.input.mode() != Mode::Piped {
            self.keeper.keep("", 0);
        }
        Ok(())
    }

    fn judge(&mut self, text: &str, output: &mut Output) -> Result<()> {
        let before = self.round.marks().len();
        let said = self.round.line(self.entered_at, text);
        let marks: Vec<EstimateRecord> = self.round.marks()[before..].iter().map(record).collect();
        self.journal.append_derived(&marks);
        show(&said, output)?;
        self.follow(output)
    }

    /// The draft stands beside the journal, wherever that is now.
    fn follow(&mut self, output: &mut Output) -> Result<()> {
        let Some(moved) = self.journal.take_moved() else { return Ok(()) };
        self.keeper.follow(DraftFile::of(self.journal.path()).0, moved.from != moved.to);
        let mut document = Document::default();
        document.paragraph(Line::default().with(Tone::Bad, safe::moved("round", &moved)));
        output.document(&document)
    }

    /// Something failed: says where the words are safe.
    fn broken(&self, error: Error) -> Error {
        if error.kind() != Kind::Data {
            return error;
        }
        let path = self.journal.path().display();
        Error::data(tr!("{error}\n  the round up to here is in {path}{}", self.safe.says(), error, path))
    }

    /// Opens the user's editor; what comes back stands in the line.
    fn edit(&mut self, draft: input::Draft, output: &mut Output) -> Result<()> {
        let text = editor::edit_or_keep(draft.text, output)?;
        self.keeper.keep(&text, text.len());
        self.draft = input::Draft::at_end(text);
        Ok(())
    }

    /// Keeps what stands in the line.
    fn leave(&mut self, draft: &input::Draft) -> Result<()> {
        if !draft.text.trim().is_empty() {
            self.entered = true;
            let at = self.clock.now();
            if let Err(error) = self.journal.append(&EstimateRecord::Left { at, draft: draft.text.clone() }) {
                self.safe = self.keeper.save(&Draft { at, text: draft.text.clone(), cursor: draft.cursor });
                return Err(error);
            }
        }
        Ok(())
    }

    /// Shows what came of it, and gives the journal's file.
    fn finish(mut self, output: &mut Output) -> Result<PathBuf> {
        let summary = self.round.summary();
        let of = self.round.marks().len();
        if of > 0 {
            let mut document = Document::default();
            pages::summary(&summary, &mut document);
            output.document(&document)?;
        }
        if self.entered {
            let end = EstimateRecord::End { at: self.clock.now(), right: summary.right, of };
            self.journal.append(&end).map_err(|error| self.broken(error))?;
            self.follow(output)?;
            let path = self.journal.path().display().to_string();
            output.text("\n")?;
            output.say(&tr!("Kept in {}.", plain(&path)))?;
        }
        self.keeper.close();
        let path = self.journal.path().to_path_buf();
        if !self.entered {
            self.journal.discard();
        }
        Ok(path)
    }
}

fn record(mark: &Mark) -> EstimateRecord {
    EstimateRecord::Mark {
        at: mark.at,
        exercise: mark.exercise + 1,
        part: mark.part + 1,
        outcome: mark.outcome.name().to_owned(),
        faults: mark.faults.iter().map(|f| (*f).to_owned()).collect(),
    }
}

fn show(said: &[Said], output: &mut Output) -> Result<()> {
    let mut document = Document::default();
    for said in said {
        pages::said(said, &mut document);
    }
    output.document(&document)
}

/// Piped input is not seen: the exercises read better with it.
fn echo(text: &str, output: &mut Output) -> Result<()> {
    let mut document = Document::default();
    document.paragraph(Line::from("> ").and(text.to_owned()));
    output.document(&document)
}
