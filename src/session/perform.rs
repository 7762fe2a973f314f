//! Turns: a line comes in, what the interviewer decides is carried out.

use super::safe::Safe;
use super::{Ended, Shared, editor, lock};
use crate::dialogue::{Action, Event, Marks};
use crate::error::{Error, Kind, Result};
use crate::journal::{self, Draft, Record};
use crate::messages::tr;
use crate::review::document::{Block, Document, Line, Tone};
use crate::review::{debrief, drill, markdown, transcript};
use crate::terminal::Output;
use crate::terminal::input::{self, Ask, Input, Outcome};
use crate::text::plain;

/// Carries out what the interviewer decides.
pub struct Performer {
    shared: Shared,
    piped: bool,
    draft: input::Draft,
    paused: bool,
    /// Where the line is that could not be written down.
    safe: Safe,
}

impl Performer {
    pub fn new(shared: Shared, piped: bool, draft: Draft) -> Self {
        let draft = input::Draft { text: draft.text, cursor: draft.cursor };
        Performer { shared, piped, draft, paused: false, safe: Safe::Nothing }
    }

    pub fn is_over(&self) -> bool {
        lock(&self.shared).talk.finished().is_some()
    }

    /// Asks for a line and acts upon how it ended.
    pub fn turn(&mut self, input: &mut Input, output: &mut Output) -> Result<()> {
        output.measure();
        output.flush()?;
        let (label, left) = self.prompt();
        let ask = Ask { label: &label, left, draft: std::mem::take(&mut self.draft) };
        match input.ask(&ask)? {
            Outcome::Line(text) if self.paused => self.go_on(text, output),
            Outcome::Line(text) => {
                let actions = self.happen(Event::Line { text: text.clone() })?;
                lock(&self.shared).keep("", 0);
                // What is echoed is on the disk.
                if self.piped && !text.is_empty() {
                    echo(&text, output)?;
                }
                if input.was_repaired() {
                    output.say(&tr!("(Some bytes were not UTF-8; \u{fffd} stands for them.)"))?;
                }
                self.carry_out(actions, output)
            }
            Outcome::TimeUp(draft) => {
                self.event(Event::TimeUp { draft: draft.line() }, output)?;
                lock(&self.shared).keep("", 0);
                Ok(())
            }
            Outcome::Edit(draft) => self.edit(draft, output),
            Outcome::Eof(_) if self.piped => self.event(Event::Quit, output),
            Outcome::Eof(draft) | Outcome::Interrupted(draft) | Outcome::Signal(draft, _) => Err(self.leave(&draft)),
        }
    }

    fn prompt(&self) -> (String, Option<std::time::Duration>) {
        if self.paused {
            return (tr!("paused, Enter goes on"), None);
        }
        let core = lock(&self.shared);
        (core.talk.label(), core.left())
    }

    /// Lets something happen and carries out what follows.
    pub fn event(&mut self, event: Event, output: &mut Output) -> Result<()> {
        let actions = self.happen(event)?;
        self.carry_out(actions, output)
    }

    /// Lets something happen. What was typed and cannot be written down is kept elsewhere.
    fn happen(&mut self, event: Event) -> Result<Vec<Action>> {
        let typed = match &event {
            Event::Line { text } | Event::TimeUp { draft: text } => text.clone(),
            Event::Start | Event::Tick { .. } | Event::Resumed | Event::Reopened | Event::Quit => String::new(),
        };
        let mut core = lock(&self.shared);
        core.happen(event).inspect_err(|_| {
            let draft = Draft { at: core.clock.now(), cursor: typed.len(), text: typed };
            self.safe = core.save(&draft);
        })
    }

    fn carry_out(&mut self, actions: Vec<Action>, output: &mut Output) -> Result<()> {
        let mut spoken: Vec<Action> = Vec::with_capacity(actions.len());
        for action in actions {
            if !spoken.last_mut().is_some_and(|before| transcript::join(before, &action)) {
                spoken.push(action);
            }
        }
        for action in spoken {
            self.perform(action, output)?;
        }
        self.tell_news(output)?;
        output.flush()
    }

    fn tell_news(&self, output: &mut Output) -> Result<()> {
        let mut document = Document::default();
        for news in lock(&self.shared).take_news() {
            document.paragraph(Line::default().with(Tone::Bad, news));
        }
        output.document(&document)
    }

    fn perform(&mut self, action: Action, output: &mut Output) -> Result<()> {
        let mut document = Document::default();
        match action {
            Action::Say { text, .. } => document.paragraph(text),
            Action::Note { text, .. } => document.paragraph(Line::default().with(Tone::Faint, text)),
            Action::Step { step } => document.blocks.push(Block::Heading(self.heading(step.0.title()))),
            Action::Pause if self.piped => return self.event(Event::Resumed, output),
            Action::Pause => {
                lock(&self.shared).clock.pause();
                self.paused = true;
            }
            Action::Edit => return self.edit(input::Draft::default(), output),
            Action::Restore { text } if !self.piped => {
                self.draft = input::Draft::at_end(text);
            }
            Action::Marked { marked } => drill::marked(&marked, &mut document),
            Action::Restore { .. } | Action::Finish => {}
        }
        output.document(&document)?;
        // A list at the end of a document leaves no space behind it.
        let listed = matches!(document.blocks.last(), Some(Block::Item(..) | Block::Excerpt(_)));
        if listed { output.text("\n") } else { Ok(()) }
    }

    fn heading(&self, title: &str) -> String {
        let core = lock(&self.shared);
        let (step, of) = core.talk.progress();
        let time =
            core.left().map_or(String::new(), |left| format!(" ({})", crate::dialogue::mmss(left.as_millis() as u64)));
        if of > 1 { tr!("Step {step} of {of}: {title}{time}", step, of, title, time) } else { format!("{title}{time}") }
    }

    fn go_on(&mut self, text: String, output: &mut Output) -> Result<()> {
        self.paused = false;
        lock(&self.shared).clock.resume();
        self.draft = input::Draft::at_end(text);
        self.event(Event::Resumed, output)
    }

    /// Opens the user's editor; what comes back stands in the line.
    fn edit(&mut self, draft: input::Draft, output: &mut Output) -> Result<()> {
        if self.piped {
            return output.say(&tr!("There is no terminal to edit in."));
        }
        let text = editor::edit_or_keep(draft.text, output)?;
        lock(&self.shared).keep(&text, text.len());
        self.draft = input::Draft::at_end(text);
        Ok(())
    }

    /// Leaves for now: all is on the disk.
    fn leave(&self, draft: &input::Draft) -> Error {
        let mut core = lock(&self.shared);
        let (at, text, cursor) = (core.clock.now(), draft.text.clone(), draft.cursor);
        let safe = core.save(&Draft { at, text, cursor });
        let (kind, rubric, path) = (core.talk.kind().name(), core.talk.rubric().to_owned(), core.path());
        let message = match safe {
            Safe::Nothing | Safe::Draft(_) => tr!("interrupted; everything is saved in {}", path.display()),
            Safe::Elsewhere(_) | Safe::Nowhere(_) => {
                tr!("interrupted; the {kind} is saved in {}{}", path.display(), safe.says(), kind)
            }
        };
        Error::new(Kind::Interrupted, message).hint(tr!("`sparring {kind} {rubric} --resume` goes on", kind, rubric))
    }

    /// Something failed: says where the words are safe.
    pub fn broken(&self, error: Error) -> Error {
        let core = lock(&self.shared);
        let (kind, path) = (core.talk.kind().name(), core.path());
        if error.kind() != Kind::Data || path.as_os_str().is_empty() {
            return error;
        }
        let message = tr!("{error}\n  the {kind} up to here is in {}{}", path.display(), self.safe.says(), error, kind);
        Error::data(message).hint(tr!("once that is mended, `sparring {kind} --resume` goes on", kind))
    }

    /// The debrief, the marks in the journal, and the transcript for people.
    pub fn finish(self, output: &mut Output) -> Result<(Ended, Marks)> {
        let mut core = lock(&self.shared);
        let at = core.talk.finished().unwrap_or_else(|| core.clock.now());
        let marks = core.talk.marks();
        let closed = core.close(&Record::of_marks(at, marks.clone()));
        let (path, left) = (core.path(), core.talk.was_left());
        drop(core);
        let mut document = Document::default();
        match &marks {
            Marks::Interview(marks) => debrief::document(marks, &mut document),
            Marks::Drill(report) => drill::report(report, &mut document),
        }
        output.document(&document)?;
        closed.map_err(|error| self.broken(error))?;
        self.tell_news(output)?;
        let readable = path.with_extension("md");
        let written = journal::read(&path).and_then(|read| {
            journal::replace(&readable, &markdown::write(&transcript::document(&read.header, &read.records)))
        });
        written.map_err(|error| {
            let message = tr!(
                "{error}\n  that is the page to read; all of it is safe, marks included, in {}",
                path.display(),
                error
            );
            Error::data(message).hint(tr!("`sparring review last` shows it"))
        })?;
        output.text("\n")?;
        let saved = tr!("Saved as {}. `sparring review last` shows it again.", plain(&readable.display().to_string()));
        output.say(&format!("{}{saved}", in_short(&marks)))?;
        Ok((if left { Ended::Left } else { Ended::Done }, marks))
    }
}

/// The mark once more where the eye is at the end of a long debrief.
fn in_short(marks: &Marks) -> String {
    match marks {
        Marks::Interview(debrief) => {
            let (verdict, mark) = (debrief.verdict.says(), debrief::hundred(debrief.total));
            tr!("{verdict}, {mark} of 100. ", verdict, mark)
        }
        Marks::Drill(_) => String::new(),
    }
}

/// Piped input is not seen: the dialogue reads better with it.
fn echo(text: &str, output: &mut Output) -> Result<()> {
    let mut document = Document::default();
    document.paragraph(Line::from("> ").and(text.to_owned()));
    output.document(&document)
}
