//! Sessions in a list.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

use crate::dialogue::drill::Report;
use crate::dialogue::{Millis, Verdict};
use crate::error::Error;
use crate::journal::{self, Header, Read, Record};

/// A line of the list of sessions.
#[derive(Debug)]
pub struct Row {
    /// The name people use: the file's stem.
    pub name: String,
    /// How it was set up.
    pub header: Header,
    /// The verdict; `None` for a session that was interrupted, and for drills.
    pub verdict: Option<Verdict>,
    /// The weighted total, 0 to 1.
    pub total: Option<f64>,
    /// The report of a drill.
    pub drilled: Option<Report>,
    /// When the last thing happened.
    pub ended: DateTime<FixedOffset>,
    /// Marks of the steps that were walked.
    pub steps: Vec<f64>,
    /// Interview time used.
    pub used: Millis,
}

impl Row {
    fn new(read: &Read) -> Row {
        let marks = read.records.iter().rev().find_map(|record| match record {
            Record::Marks { marks, .. } => Some(marks),
            Record::Header(_) | Record::Event { .. } | Record::Move { .. } | Record::Drilled { .. } => None,
        });
        let drilled = read.records.iter().rev().find_map(|record| match record {
            Record::Drilled { drilled, .. } => Some(Report::clone(drilled)),
            Record::Header(_) | Record::Event { .. } | Record::Move { .. } | Record::Marks { .. } => None,
        });
        let last = read.records.iter().rev().find_map(|record| match record {
            Record::Event { stamp, .. } => Some(*stamp),
            Record::Header(_) | Record::Move { .. } | Record::Marks { .. } | Record::Drilled { .. } => None,
        });
        Row {
            name: read.name(),
            header: read.header.clone(),
            verdict: marks.map(|m| m.verdict),
            total: marks.map(|m| m.total).or(drilled.as_ref().and_then(|d| d.grade.map(|_| d.score))),
            steps: marks.map(|m| m.steps.iter().map(|s| s.score).collect()).unwrap_or_default(),
            used: last.map_or(0, |stamp| stamp.at),
            ended: last.map_or(read.header.started, |stamp| stamp.time),
            drilled,
        }
    }
}

/// The sessions of a folder, oldest first, and the files that could not be read.
pub fn rows(folder: &Path) -> (Vec<Row>, Vec<(PathBuf, Error)>) {
    let (mut rows, mut bad) = (Vec::new(), Vec::new());
    for path in journal::sessions(folder) {
        match journal::read(&path) {
            Ok(read) => rows.push(Row::new(&read)),
            Err(error) => bad.push((path, error)),
        }
    }
    (rows, bad)
}
