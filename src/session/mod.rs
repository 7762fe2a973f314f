//! The loop: reads a line, makes it an event, lets the interviewer handle it, performs what it decides.
//!
//! There is no rule of interviewing here. What is here: an event is on the disk before it is handled, the draft after
//! every key, and nothing that is typed is lost on any way out.

mod core;
mod editor;
pub mod estimate;
mod perform;

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::clock::{self, Clock};
use crate::dialogue::{Event, Interview, Prepared, Setup};
use crate::error::{Error, Kind, Result, closest};
use crate::journal::{self, Draft, DraftFile, FORMAT, Header, Journal, Record};
use crate::rubric::{self, Library, Loaded, Rubric};
use crate::terminal::Output;
use crate::terminal::input::{Color, Input, Mode};

use self::core::{Core, Files, Watcher};

/// What a new interview needs.
pub struct Opening<'a> {
    /// The rubrics at hand.
    pub library: &'a Library,
    /// The folder of transcripts.
    pub folder: &'a Path,
    /// Id of the problem.
    pub problem: &'a str,
    /// How it is set up.
    pub setup: Setup,
}

/// Runs a new interview to its end, or to an interruption.
///
/// # Errors
/// An unknown problem; a journal that cannot be written; an interruption, after everything is safe.
pub fn start(opening: &Opening<'_>, output: &mut Output) -> Result<()> {
    let (prepared, version) = prepare(opening.library, opening.problem)?;
    let header = Header {
        journal: FORMAT,
        kind: "interview".to_owned(),
        rubric: opening.problem.to_owned(),
        title: prepared.problem().title.clone(),
        version,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        started: clock::wall(),
        setup: opening.setup.clone(),
    };
    let interview = Interview::new(Arc::new(prepared), opening.setup.clone());
    let core = Core::new(interview, Clock::running_from(0));
    let files = || {
        let journal = Journal::create(opening.folder, &header)?;
        let drafts = DraftFile::of(journal.path()).0;
        Ok(Files { journal, drafts })
    };
    run(core, Event::Start, Draft::default(), Some(files), output)
}

/// Goes on with the newest interrupted interview, of a problem if one is named.
///
/// # Errors
/// There is none; its rubric has changed so that its events no longer lead where they led; as [`start`].
pub fn resume(library: &Library, folder: &Path, problem: Option<&str>, output: &mut Output) -> Result<()> {
    let Some(open) = journal::newest_open(folder, problem) else {
        let of = problem.map_or(String::new(), |p| format!(" of `{}`", crate::text::plain(p)));
        let error = Error::usage(format!("there is no interrupted interview{of} in {}", folder.display()));
        return Err(error.hint("`sparring interview` starts a new one"));
    };
    let (mut journal, read) = Journal::reopen(&open.path)?;
    let (prepared, version) = prepare(library, &read.header.rubric)?;
    let mut interview = Interview::new(Arc::new(prepared), read.header.setup.clone());
    let mut last = None;
    let mut unwritten = Vec::new();
    for record in &read.records {
        match record {
            Record::Event { stamp, event } => {
                let moves = interview.handle(stamp.at, event).into_iter();
                unwritten = moves.map(|action| Record::Move { at: stamp.at, action }).collect();
                last = Some((stamp.at, event));
            }
            Record::Move { .. } if !unwritten.is_empty() => {
                unwritten.remove(0);
            }
            Record::Move { .. } | Record::Header(_) | Record::Marks { .. } => {}
        }
    }
    // The process may have ended between an event and the moves that follow from it.
    journal.append_derived(&unwritten)?;
    let (drafts, draft) = DraftFile::of(journal.path());
    let (at, event) = last.map_or((0, None), |(at, event)| (at, Some(event)));
    // The process may have ended between the line's record and the clearing of its draft.
    let submitted = |d: &Draft| matches!(event, Some(Event::Line { text }) if *text == d.text) && d.at <= at;
    let draft = draft.filter(|d| !submitted(d)).unwrap_or_default();
    let mut core = Core::new(interview, Clock::running_from(at.max(draft.at)));
    core.open(Files { journal, drafts })?;
    if version != read.header.version {
        output.text("The rubric has changed since this interview began; it is marked with the rubric of today.\n")?;
    }
    let event = if event.is_some() { Event::Reopened } else { Event::Start };
    run(core, event, draft, None::<fn() -> Result<Files>>, output)
}

/// Loads a problem.
fn prepare(library: &Library, id: &str) -> Result<(Prepared, String)> {
    let Loaded { rubric, version, .. } = library.load(id).map_err(|error| only_problems(library, id, error))?;
    match rubric {
        Rubric::Problem(problem) => Ok((Prepared::new(problem, library.vocabulary()?), version)),
        Rubric::Question(_) => {
            let error = Error::usage(format!("`{id}` is a question, not a problem for a whole interview"));
            Err(error.hint("`sparring rubric list` shows which are problems"))
        }
    }
}

/// For an unknown id, the hint names problems only.
fn only_problems(library: &Library, id: &str, error: Error) -> Error {
    if error.kind() != Kind::Usage {
        return error;
    }
    let problems: Vec<String> =
        library.list().into_iter().filter(|e| e.kind == rubric::Kind::Problem).map(|e| e.id).collect();
    let error = Error::usage(format!("there is no problem `{}`", crate::text::plain(id)));
    match closest(id, problems.iter().map(String::as_str)) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error.hint(format!("there are {}", problems.join(", "))),
    }
}

/// The state that the typing thread and the ticking thread share.
type Shared = Arc<Mutex<Core>>;

fn lock(shared: &Shared) -> MutexGuard<'_, Core> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs the loop. `files` makes the files of a new session, once its first question is on the screen.
fn run(
    core: Core,
    first: Event,
    draft: Draft,
    files: Option<impl FnOnce() -> Result<Files>>,
    output: &mut Output,
) -> Result<()> {
    let shared: Shared = Arc::new(Mutex::new(core));
    let mut performer = perform::Performer::new(Arc::clone(&shared), Mode::detect() == Mode::Piped, draft);
    performer.event(first, output)?;
    if let Some(files) = files {
        lock(&shared).open(files()?)?;
    }
    let color = if output.is_styled() { Color::On } else { Color::Off };
    let watcher = Arc::new(Watcher::new(shared, output.width()));
    let failed = |e: std::io::Error| Error::data(format!("cannot read from the terminal: {e}"));
    let mut input = Input::new(watcher, color, Vec::new()).map_err(failed)?;
    while !performer.is_over() {
        performer.turn(&mut input, output)?;
    }
    performer.finish(output)
}
