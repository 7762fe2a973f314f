//! Sessions in a list.

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

use super::parallel::in_parallel;
use crate::dialogue::drill::Report;
use crate::dialogue::{Dimension, Millis, Verdict};
use crate::error::Error;
use crate::journal::{self, BriefStep, Depth, Ends, Header};

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
    /// The steps that were walked.
    pub steps: Vec<BriefStep>,
    /// The dimensions of the verdict.
    pub dimensions: Vec<Dimension>,
    /// Interview time used.
    pub used: Millis,
}

impl Row {
    fn new(path: &Path, ends: Ends) -> Row {
        let Ends { header, last, marks, drilled } = ends;
        let verdict = marks.as_ref().map(|m| m.verdict);
        let total = marks.as_ref().map(|m| m.total).or(drilled.as_ref().and_then(|d| d.grade.map(|_| d.score)));
        let (steps, dimensions) = marks.map(|m| (m.steps, m.dimensions)).unwrap_or_default();
        Row {
            name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            verdict,
            total,
            used: last.map_or(0, |stamp| stamp.at),
            ended: last.map_or(header.started, |stamp| stamp.time),
            steps,
            dimensions,
            header,
            drilled,
        }
    }
}

/// The sessions of these files, in their order, with as much of their marks as is asked for, and the files that could not be read.
/// `each` is called for each file.
pub fn rows(paths: &[PathBuf], depth: Depth, each: impl Fn() + Sync) -> (Vec<Row>, Vec<(PathBuf, Error)>) {
    let (mut rows, mut bad) = (Vec::with_capacity(paths.len()), Vec::new());
    let row = |path: &PathBuf| {
        let row = journal::ends(path, depth).map(|ends| Row::new(path, ends));
        each();
        row
    };
    for (path, read) in paths.iter().zip(in_parallel(paths, row)) {
        match read {
            Ok(row) => rows.push(row),
            Err(error) => bad.push((path.clone(), error)),
        }
    }
    (rows, bad)
}
