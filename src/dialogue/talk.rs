//! What the interview and the drill have in common: a conversation that events drive.

use serde::{Deserialize, Serialize};

use super::debrief::Debrief;
use super::drill::Report;
use super::event::{Action, Event, Millis};
use super::interview::Interview;
use super::trace::Reason;

/// Kind of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SessionKind {
    /// The five steps of a problem.
    Interview,
    /// One question, with one follow-up.
    Drill,
}

impl SessionKind {
    /// The name of the kind, which is also the command that starts it.
    pub fn name(self) -> &'static str {
        match self {
            SessionKind::Interview => "interview",
            SessionKind::Drill => "drill",
        }
    }
}

/// The marks of a session, at its end.
#[derive(Debug, Clone, PartialEq)]
pub enum Marks {
    /// Of an interview.
    Interview(Debrief),
    /// Of a drill.
    Drill(Report),
}

/// A conversation that the session's loop can hold: a state that events change.
pub trait Talk: Send {
    /// Takes an event at a time (never earlier than the one before) and says what follows.
    fn handle(&mut self, at: Millis, event: &Event) -> Vec<Action>;

    /// What kind of session it is.
    fn kind(&self) -> SessionKind;

    /// Id of the rubric.
    fn rubric(&self) -> &str;

    /// What the prompt says now.
    fn label(&self) -> String;

    /// Position of the step, from 1, and how many there are.
    fn progress(&self) -> (usize, usize);

    /// The time left; `None` without a clock.
    fn left(&self, at: Millis) -> Option<Millis>;

    /// Whether a [`Event::Tick`] at this time would be answered.
    fn wants_tick(&self, at: Millis, idle: Millis) -> bool;

    /// When it ended.
    fn finished(&self) -> Option<Millis>;

    /// Whether the candidate ended it and wants no other behind it.
    fn was_left(&self) -> bool;

    /// The marks of what was said so far.
    fn marks(&self) -> Marks;

    /// Why the last event was answered as it was; a talk that chooses nothing has no reasons.
    fn reasons(&self) -> &[Reason] {
        &[]
    }
}

impl Talk for Interview {
    fn handle(&mut self, at: Millis, event: &Event) -> Vec<Action> {
        Interview::handle(self, at, event)
    }

    fn kind(&self) -> SessionKind {
        SessionKind::Interview
    }

    fn rubric(&self) -> &str {
        &self.problem().id
    }

    fn label(&self) -> String {
        let (step, of) = Interview::progress(self);
        let place = if of > 1 { format!("{step}/{of} ") } else { String::new() };
        format!("{place}{}", self.step())
    }

    fn progress(&self) -> (usize, usize) {
        Interview::progress(self)
    }

    fn left(&self, at: Millis) -> Option<Millis> {
        Interview::left(self, at)
    }

    fn wants_tick(&self, at: Millis, idle: Millis) -> bool {
        Interview::wants_tick(self, at, idle)
    }

    fn finished(&self) -> Option<Millis> {
        Interview::finished(self)
    }

    fn was_left(&self) -> bool {
        Interview::finished(self).is_some()
    }

    fn marks(&self) -> Marks {
        Marks::Interview(self.debrief())
    }

    fn reasons(&self) -> &[Reason] {
        Interview::reasons(self)
    }
}
