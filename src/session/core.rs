//! The talk with its journal, its drafts and its clock: what happens is written down, then handled.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::safe::{self, Safe};
use super::{Shared, lock};
use crate::clock::{self, Clock};
use crate::dialogue::{Action, Event, Millis, Talk};
use crate::error::Result;
use crate::journal::{Draft, DraftFile, Journal, Record, Stamp};
use crate::messages::tr;
use crate::terminal::input::Watch;
use crate::text::plain;

/// Everything that an event changes.
pub struct Core {
    pub talk: Box<dyn Talk>,
    pub clock: Clock,
    /// `None` until the first question is on the screen: it does not wait for the disk.
    files: Option<Files>,
    /// Where the journal is that came to its end.
    closed: PathBuf,
    /// What happened before the files were there.
    waiting: Vec<Record>,
    /// What has to be said about the files.
    news: Vec<String>,
    last_key: Instant,
    /// The draft could not be kept: said once.
    draft_failed: bool,
    draft_warned: bool,
}

/// The files of a session.
pub struct Files {
    pub journal: Journal,
    pub drafts: DraftFile,
}

impl Core {
    pub fn new(talk: Box<dyn Talk>, clock: Clock) -> Self {
        Core {
            talk,
            clock,
            files: None,
            closed: PathBuf::new(),
            waiting: Vec::new(),
            news: Vec::new(),
            last_key: Instant::now(),
            draft_failed: false,
            draft_warned: false,
        }
    }

    /// Takes the session's files, and writes down what has happened already.
    pub fn open(&mut self, mut files: Files) {
        files.journal.append_derived(&std::mem::take(&mut self.waiting));
        self.files = Some(files);
    }

    /// The journal's file; empty before there is one.
    pub fn path(&self) -> PathBuf {
        self.files.as_ref().map_or_else(|| self.closed.clone(), |files| files.journal.path().to_path_buf())
    }

    /// Writes the marks down and gives the draft up: the session is over. If they cannot be written, all stays as it is.
    pub fn close(&mut self, marks: &Record) -> Result<()> {
        if let Some(files) = &mut self.files {
            files.journal.append(marks)?;
        }
        self.follow();
        if let Some(files) = self.files.take() {
            self.closed = files.journal.path().to_path_buf();
            files.drafts.remove();
        }
        Ok(())
    }

    fn derived(&mut self, records: Vec<Record>) {
        match &mut self.files {
            Some(files) => files.journal.append_derived(&records),
            None => self.waiting.extend(records),
        }
    }

    /// Writes an event down, lets the talk handle it, and writes down what it does. Once this has begun to handle an event,
    /// it does not fail.
    pub fn happen(&mut self, event: Event) -> Result<Vec<Action>> {
        let stamp = Stamp { at: self.clock.now(), time: clock::wall() };
        let record = Record::Event { stamp, event: event.clone() };
        match (&event, &mut self.files) {
            (Event::Line { .. } | Event::TimeUp { .. } | Event::Quit, Some(files)) => files.journal.append(&record)?,
            // Nothing that was typed hangs on these: they reach the disk with the next words.
            _ => self.derived(vec![record]),
        }
        let actions = self.talk.handle(stamp.at, &event);
        self.derived(actions.iter().map(|a| Record::Move { at: stamp.at, action: a.clone() }).collect());
        self.follow();
        Ok(actions)
    }

    /// The draft stands beside the journal, wherever that is now.
    fn follow(&mut self) {
        let Some(files) = &mut self.files else { return };
        let Some(moved) = files.journal.take_moved() else { return };
        let drafts = DraftFile::of(files.journal.path()).0;
        let old = std::mem::replace(&mut files.drafts, drafts);
        if moved.from != moved.to {
            old.remove();
        }
        self.news.push(safe::moved(self.talk.kind().name(), &moved));
    }

    /// What has to be said about the files.
    pub fn take_news(&mut self) -> Vec<String> {
        std::mem::take(&mut self.news)
    }

    /// Puts a line that was not written down where it is safe, and says where.
    pub fn save(&mut self, draft: &Draft) -> Safe {
        safe::keep(self.files.as_mut().map(|files| &mut files.drafts), draft)
    }

    /// Keeps the line that is being typed.
    pub fn keep(&mut self, text: &str, cursor: usize) {
        self.last_key = Instant::now();
        let draft = Draft { at: self.clock.now(), text: text.to_owned(), cursor };
        let kept = self.files.as_mut().map_or(Ok(()), |files| files.drafts.keep(&draft));
        self.draft_failed = kept.is_err();
    }

    fn idle(&self) -> Millis {
        self.last_key.elapsed().as_millis() as Millis
    }

    /// The time left in the step.
    pub fn left(&self) -> Option<Duration> {
        self.talk.left(self.clock.now()).map(Duration::from_millis)
    }
}

/// Watches the line while it is typed: keeps the draft, and lets the interviewer speak when time passes.
pub struct Watcher {
    shared: Shared,
    width: usize,
}

impl Watcher {
    pub fn new(shared: Shared, width: usize) -> Self {
        Watcher { shared, width }
    }
}

impl Watch for Watcher {
    fn draft(&self, text: &str, cursor: usize) {
        lock(&self.shared).keep(text, cursor);
    }

    fn tick(&self) -> Option<String> {
        let mut core = lock(&self.shared);
        if core.draft_failed && !core.draft_warned {
            core.draft_warned = true;
            return Some(tr!("The line you are typing cannot be kept on disk (is it full?). Press Enter often."));
        }
        let (at, idle) = (core.clock.now(), core.idle());
        if !core.talk.wants_tick(at, idle) {
            return None;
        }
        // A failed write shows when the next line is written: a remark on the time is not worth an end.
        let actions = core.happen(Event::Tick { idle }).unwrap_or_default();
        let news = core.take_news().into_iter().map(|news| textwrap::fill(&plain(&news), self.width));
        drop(core);
        let said: Vec<String> = actions
            .iter()
            .filter_map(|action| match action {
                Action::Say { text, .. } | Action::Note { text, .. } => Some(textwrap::fill(&plain(text), self.width)),
                Action::Step { .. }
                | Action::Pause
                | Action::Edit
                | Action::Restore { .. }
                | Action::Marked { .. }
                | Action::Finish => None,
            })
            .chain(news)
            .collect();
        (!said.is_empty()).then(|| said.join("\n"))
    }
}
