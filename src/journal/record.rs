//! The lines of a journal.

use chrono::{DateTime, Datelike as _, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::dialogue::drill::Report;
use crate::dialogue::{Action, Debrief, Event, Marks, Millis, SessionKind, Setup};

/// Version of the journal's format. A reader knows all versions up to its own.
pub const FORMAT: u32 = 2;

/// The version that a kind of session came with: an older program can still read what it knows.
pub fn format_of(kind: SessionKind) -> u32 {
    match kind {
        SessionKind::Interview => 1,
        SessionKind::Drill => 2,
    }
}

/// The longest interview, in minutes.
pub const MOST_MINUTES: f64 = 24.0 * 60.0;
/// A later time in a session is none: nobody sits there for a year.
pub const LATEST: Millis = 366 * 24 * 60 * 60 * 1_000;

/// Years in which sessions take place: days are counted on from them.
const YEARS: std::ops::Range<i32> = 1970..3000;

/// The first line of a journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Version of the format.
    pub journal: u32,
    /// What kind of session.
    pub kind: SessionKind,
    /// Id of the problem or question.
    pub rubric: String,
    /// Its title.
    pub title: String,
    /// Version of the rubric and vocabulary that marked it.
    pub version: String,
    /// Version of the program.
    pub program: String,
    /// When it began.
    pub started: DateTime<FixedOffset>,
    /// How it was set up. In a drill the minutes are those of the question; level and mode say nothing.
    pub setup: Setup,
}

impl Header {
    /// Whether this program can read what follows, and the numbers are such as a session has.
    pub(super) fn is_sound(&self) -> bool {
        let minutes = self.setup.minutes.is_none_or(|minutes| minutes <= MOST_MINUTES);
        self.journal <= FORMAT && minutes && YEARS.contains(&self.started.year())
    }
}

impl Stamp {
    /// Whether the numbers are such as a session has.
    pub(super) fn is_sound(&self) -> bool {
        self.at <= LATEST && YEARS.contains(&self.time.year())
    }
}

/// When a line was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Interview time.
    pub at: Millis,
    /// Time of day.
    pub time: DateTime<FixedOffset>,
}

/// One line of a journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Record {
    /// The first line.
    Header(Box<Header>),
    /// Something happened.
    Event {
        /// When.
        #[serde(flatten)]
        stamp: Stamp,
        /// What.
        #[serde(flatten)]
        event: Event,
    },
    /// The interviewer did something about the event before.
    Move {
        /// Interview time.
        at: Millis,
        /// What.
        #[serde(flatten)]
        action: Action,
    },
    /// The marks, at the end.
    Marks {
        /// Interview time.
        at: Millis,
        /// The debrief as it was given.
        marks: Box<Debrief>,
    },
    /// The marks of a drill, at the end.
    Drilled {
        /// Interview time.
        at: Millis,
        /// The report as it was given.
        drilled: Box<Report>,
    },
}

impl Record {
    /// The record of the marks at the end.
    pub fn of_marks(at: Millis, marks: Marks) -> Record {
        match marks {
            Marks::Interview(debrief) => Record::Marks { at, marks: Box::new(debrief) },
            Marks::Drill(report) => Record::Drilled { at, drilled: Box::new(report) },
        }
    }

    /// The marks, if this record holds them.
    pub fn marks(&self) -> Option<Marks> {
        match self {
            Record::Marks { marks, .. } => Some(Marks::Interview((**marks).clone())),
            Record::Drilled { drilled, .. } => Some(Marks::Drill((**drilled).clone())),
            Record::Header(_) | Record::Event { .. } | Record::Move { .. } => None,
        }
    }

    /// The line, with its line end.
    pub fn to_line(&self) -> String {
        let json = serde_json::to_string(self).unwrap_or_else(|e| unreachable!("records are plain data: {e}"));
        json + "\n"
    }

    /// Reads a line. `None` if it is no record of a known format.
    pub fn from_line(line: &str) -> Option<Record> {
        let record = serde_json::from_str(line).ok()?;
        let sound = match &record {
            Record::Header(header) => header.is_sound(),
            Record::Event { stamp, .. } => stamp.is_sound(),
            Record::Move { at, .. } | Record::Marks { at, .. } | Record::Drilled { at, .. } => *at <= LATEST,
        };
        sound.then_some(record)
    }
}
