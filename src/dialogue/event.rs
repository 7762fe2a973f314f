//! What happens to an interview, and what the interviewer does about it.

use serde::{Deserialize, Serialize};

use super::drill::Marked;
use crate::rubric::StepId;

/// Milliseconds of interview time since the start: pauses and interruptions do not count.
pub type Millis = u64;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// The interview opens.
    Start,
    /// The candidate submitted a line, or several at once.
    Line {
        /// As typed.
        text: String,
    },
    /// The step's time ran out while this stood in the line.
    TimeUp {
        /// The draft; it counts as typed.
        draft: String,
    },
    /// Time passed.
    Tick {
        /// Milliseconds since the last key.
        idle: Millis,
    },
    /// The candidate goes on after a pause.
    Resumed,
    /// The interview was interrupted (the window closed, the process ended) and goes on.
    Reopened,
    /// The input ended or the candidate left: what is there is marked.
    Quit,
}

/// Something the interviewer does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "move", rename_all = "kebab-case")]
pub enum Action {
    /// Says a line.
    Say {
        /// Which line: stable across variants.
        line: String,
        /// The words.
        text: String,
    },
    /// Tells something about the session itself: commands, time, notes.
    Note {
        /// Which note.
        line: String,
        /// The words.
        text: String,
    },
    /// A step begins.
    Step {
        /// Which.
        step: StepName,
    },
    /// The clock stops until the candidate goes on.
    Pause,
    /// The candidate's editor opens on the draft.
    Edit,
    /// The last answer is taken back and stands in the line again.
    Restore {
        /// The answer.
        text: String,
    },
    /// An answer was marked: only in drills.
    Marked {
        /// The marks.
        marked: Box<Marked>,
    },
    /// The interview is over: the debrief follows.
    Finish,
}

/// A step, by its public name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub struct StepName(pub StepId);

impl From<StepName> for &'static str {
    fn from(name: StepName) -> Self {
        name.0.name()
    }
}

impl TryFrom<String> for StepName {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        StepId::from_name(&name).map(StepName).ok_or_else(|| format!("there is no step `{name}`"))
    }
}
