//! The loop: reads a line, makes it an event, lets the interviewer handle it, performs what it decides.
//!
//! There is no rule of interviewing here. What is here: an event is on the disk before it is handled, the draft after
//! every key, and nothing that is typed is lost on any way out.

mod again;
mod cast;
mod core;
mod editor;
pub mod estimate;
mod perform;
mod safe;

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::clock::{self, Clock};
use crate::dialogue::intent::{self, Intent};
use crate::dialogue::{Event, Marks, SessionKind, Setup};
use crate::error::{Error, Result};
use crate::journal::{self, Draft, DraftFile, Header, Journal, Record, format_of};
use crate::messages::tr;
use crate::rubric::Library;
use crate::terminal::Output;
use crate::terminal::input::{Ask, Color, Input, Mode, Outcome};

use self::core::{Core, Files, Watcher};
pub use again::{Replayed, interview as replay_interview};
pub use cast::{Cast, cast};
pub use editor::{edit, open as open_editor};

/// What a new session needs.
pub struct Opening<'a> {
    /// The rubrics at hand.
    pub library: &'a Library,
    /// The folder of transcripts.
    pub folder: &'a Path,
    /// Interview or drill.
    pub kind: SessionKind,
    /// Id of the problem or question.
    pub rubric: &'a str,
    /// How it is set up.
    pub setup: Setup,
}

/// How a session came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// By itself: another may follow.
    Done,
    /// The candidate has had enough, or the input is over.
    Left,
}

/// What to do between two sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Between {
    /// Begin the next; this was typed already.
    Next(String),
    /// No more.
    Enough,
}

/// Where sessions take place, one after the other: they share the input, which may hold lines for the next.
pub struct Stage<'o> {
    output: &'o mut Output,
    input: Option<(Shared, Input)>,
    marks: Option<Marks>,
}

impl<'o> Stage<'o> {
    /// A stage on which nothing has happened yet.
    pub fn new(output: &'o mut Output) -> Self {
        Stage { output, input: None, marks: None }
    }

    /// What is said between two sessions goes here.
    pub fn output(&mut self) -> &mut Output {
        self.output
    }

    /// Runs a new session to its end, or to an interruption. `draft` stands in the line at its start.
    ///
    /// # Errors
    /// An unknown rubric; a journal that cannot be written; an interruption, after everything is safe.
    pub fn start(&mut self, opening: &Opening<'_>, draft: String) -> Result<Ended> {
        let Opening { library, folder, kind, rubric, setup } = opening;
        let cast = cast(library, *kind, rubric, setup.clone())?;
        let header = Header {
            journal: format_of(*kind),
            kind: *kind,
            rubric: (*rubric).to_owned(),
            title: cast.title,
            version: cast.version,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            started: clock::wall(),
            setup: setup.clone(),
        };
        let core = Core::new(cast.talk, Clock::running_from(0));
        let files = || {
            let journal = Journal::create(folder, &header)?;
            journal::sweep(folder);
            let drafts = DraftFile::of(journal.path()).0;
            Ok(Files { journal, drafts })
        };
        let draft = Draft { at: 0, cursor: draft.len(), text: draft };
        self.run(core, Event::Start, draft, Some(files))
    }

    /// Goes on with the newest interrupted session of a kind, of a rubric if one is named.
    ///
    /// # Errors
    /// There is none; its rubric has changed so that its events no longer lead where they led; as [`Stage::start`].
    pub fn resume(
        &mut self,
        library: &Library,
        folder: &Path,
        kind: SessionKind,
        rubric: Option<&str>,
    ) -> Result<Ended> {
        let name = kind.name();
        let Some(open) = journal::newest_open(folder, Some(kind), rubric) else {
            let of = rubric.map_or(String::new(), |id| tr!(" of `{}`", crate::text::plain(id)));
            let error = Error::usage(tr!("there is no interrupted {name}{of} in {}", folder.display(), name, of));
            return Err(error.hint(tr!("`sparring {name}` starts a new one", name)));
        };
        let (mut journal, read) = Journal::reopen(&open.path)?;
        journal::sweep(folder);
        let Cast { mut talk, version, .. } = cast(library, kind, &read.header.rubric, read.header.setup.clone())?;
        let (mut last, mut typed) = (0, None);
        let mut begun = false;
        let mut unwritten = Vec::new();
        for record in &read.records {
            match record {
                Record::Event { stamp, event } => {
                    let moves = talk.handle(stamp.at, event).into_iter();
                    unwritten = moves.map(|action| Record::Move { at: stamp.at, action }).collect();
                    (last, begun) = (stamp.at, true);
                    if let Event::Line { text } | Event::TimeUp { draft: text } = event {
                        typed = Some((stamp.at, text));
                    }
                }
                Record::Move { .. } if !unwritten.is_empty() => {
                    unwritten.remove(0);
                }
                Record::Move { .. } | Record::Header(_) | Record::Marks { .. } | Record::Drilled { .. } => {}
            }
        }
        // The process may have ended between an event and the moves that follow from it.
        journal.append_derived(&unwritten);
        let (drafts, draft) = DraftFile::of(journal.path());
        // The process may have ended between the line's record and the clearing of its draft.
        let submitted = |d: &Draft| typed.is_some_and(|(at, text)| *text == d.text && d.at <= at);
        let draft = draft.filter(|d| !submitted(d)).unwrap_or_default();
        let mut core = Core::new(talk, Clock::running_from(last.max(draft.at)));
        core.open(Files { journal, drafts });
        if version != read.header.version {
            self.output.say(&tr!(
                "The rubric has changed since this {name} began; it is marked with the rubric of today.",
                name
            ))?;
        }
        let event = if begun { Event::Reopened } else { Event::Start };
        self.run(core, event, draft, None::<fn() -> Result<Files>>)
    }

    /// Runs the loop. `files` makes the files of a new session, once its first question is on the screen.
    fn run(
        &mut self,
        core: Core,
        first: Event,
        draft: Draft,
        files: Option<impl FnOnce() -> Result<Files>>,
    ) -> Result<Ended> {
        let shared = match &self.input {
            Some((shared, _)) => {
                *lock(shared) = core;
                Arc::clone(shared)
            }
            None => Arc::new(Mutex::new(core)),
        };
        let piped = Mode::detect() == Mode::Piped;
        let mut performer = perform::Performer::new(Arc::clone(&shared), piped, draft.clone());
        // The process may have ended between the last move and the marks.
        if performer.is_over() {
            return self.end(performer);
        }
        performer.event(first, self.output).map_err(|error| performer.broken(error))?;
        if let Some(files) = files {
            let mut core = lock(&shared);
            core.open(files()?);
            if !draft.text.is_empty() {
                core.keep(&draft.text, draft.cursor);
            }
        }
        let (_, input) = match &mut self.input {
            Some(input) => input,
            None => {
                let input = open_input(Arc::clone(&shared), self.output)?;
                self.input.insert((shared, input))
            }
        };
        while !performer.is_over() {
            performer.turn(input, self.output).map_err(|error| performer.broken(error))?;
        }
        self.end(performer)
    }

    fn end(&mut self, performer: perform::Performer) -> Result<Ended> {
        let (ended, marks) = performer.finish(self.output)?;
        self.marks = Some(marks);
        Ok(ended)
    }

    /// The marks of the last session that ended here.
    pub fn marks(&self) -> Option<&Marks> {
        self.marks.as_ref()
    }

    /// Offers something at a terminal; from a pipe nothing is offered.
    ///
    /// # Errors
    /// The terminal cannot be read.
    pub fn offers(&mut self, question: &str, label: &str) -> Result<bool> {
        let answer = self.asks(question, label)?;
        Ok(matches!(answer, Some(Outcome::Line(text)) if agrees(&text)))
    }

    /// Asks something between two sessions; from a pipe nothing is asked.
    fn asks(&mut self, question: &str, label: &str) -> Result<Option<Outcome>> {
        let Some((_, input)) = self.input.as_mut().filter(|(_, input)| input.mode() != Mode::Piped) else {
            return Ok(None);
        };
        self.output.text(&format!("\n{question}\n"))?;
        self.output.flush()?;
        let ask = Ask { label, ..Ask::default() };
        input.ask(&ask).map(Some).map_err(Error::from)
    }

    /// Waits until the candidate wants the next session; from a pipe it follows at once.
    ///
    /// # Errors
    /// The terminal cannot be read.
    pub fn between(&mut self) -> Result<Between> {
        Ok(match self.asks(&tr!("Enter for the next question, /quit to stop here."), "next")? {
            None => Between::Next(String::new()),
            Some(Outcome::Line(text)) if crate::dialogue::drill::commands::declines(&text) => Between::Enough,
            Some(Outcome::Line(text)) => Between::Next(text),
            Some(Outcome::Edit(_) | Outcome::TimeUp(_)) => Between::Next(String::new()),
            Some(Outcome::Interrupted(_) | Outcome::Eof(_) | Outcome::Signal(..)) => Between::Enough,
        })
    }
}

/// Enter alone, or a yes in words.
fn agrees(line: &str) -> bool {
    matches!(intent::read(line), Intent::Yes) || line.trim().is_empty()
}

fn open_input(shared: Shared, output: &Output) -> Result<Input> {
    let color = if output.is_styled() { Color::On } else { Color::Off };
    let watcher = Arc::new(Watcher::new(shared, output.width()));
    let failed = |e: std::io::Error| Error::data(tr!("cannot read from the terminal: {e}", e));
    Input::new(output.input_mode(), watcher, color, Vec::new()).map_err(failed)
}

/// The state that the typing thread and the ticking thread share.
type Shared = Arc<Mutex<Core>>;

fn lock(shared: &Shared) -> MutexGuard<'_, Core> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
