//! A session for browsers and other programs: one page, Markdown, JSON, a table. All progress as one page.

pub mod csv;
mod design;
mod evidence;
mod highlight;
pub mod html;
pub mod json;
mod layout;
pub mod markdown;
mod points;
pub mod progress;
mod radar;
mod timeline;
mod turns;
mod visible;

pub use visible::Visible;

use crate::dialogue::{Event, Marks, PointLine};
use crate::journal::{Header, Record};
use crate::review::transcript::Margin;

/// A session to be written.
#[derive(Debug)]
pub struct Session<'s> {
    /// The name people use for it.
    pub name: &'s str,
    /// The first line of its journal.
    pub header: &'s Header,
    /// All other lines.
    pub records: &'s [Record],
    /// The exact words that earned points, from a replay; without it the quotes of the debrief stand for them.
    pub found: Option<Vec<Margin>>,
}

impl Session<'_> {
    /// The marks, if the session came to its end.
    pub fn marks(&self) -> Option<Marks> {
        self.records.iter().rev().find_map(Record::marks)
    }

    /// All points that were marked.
    fn points(&self) -> Vec<PointLine> {
        match self.marks() {
            Some(Marks::Interview(debrief)) => debrief.steps.into_iter().flat_map(|step| step.points).collect(),
            Some(Marks::Drill(report)) => report.points,
            None => Vec::new(),
        }
    }
}

/// What the candidate typed in a record: when, and the words.
fn typed(record: &Record) -> Option<(u64, &str)> {
    match record {
        Record::Event { stamp, event: Event::Line { text } | Event::TimeUp { draft: text } }
            if !text.trim().is_empty() =>
        {
            Some((stamp.at, text))
        }
        Record::Header(_)
        | Record::Event { .. }
        | Record::Move { .. }
        | Record::Marks { .. }
        | Record::Drilled { .. } => None,
    }
}
