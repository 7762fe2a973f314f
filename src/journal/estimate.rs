//! The journal of a round of estimation exercises: `TIME-estimate.jsonl`, beside the journals of interviews.
//!
//! It has a format of its own and is no session: there is no rubric, and nothing to resume. With the seed and the lines
//! the round can be gone through again.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::LARGEST_JOURNAL;
use super::appended::{Appended, Moved, Patience};
use super::record::FORMAT;
use crate::dialogue::Millis;
use crate::error::Result;
use crate::files;

/// Behind the time in the name of the file.
const NAME: &str = "-estimate";
/// Length of `2026-11-20T19-30-00`.
const TIME: usize = 19;

/// What was practised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EstimateHeader {
    /// Version of the format.
    pub journal: u32,
    /// Always `estimate`.
    pub kind: String,
    /// Version of the program.
    pub program: String,
    /// When it began.
    pub started: DateTime<FixedOffset>,
    /// Which exercises: `mixed`, a kind, `fixed`, or a quiz.
    pub set: String,
    /// What they were made from.
    pub seed: u64,
    /// How many there were.
    pub count: usize,
}

impl EstimateHeader {
    /// The header of a round.
    pub fn new(started: DateTime<FixedOffset>, set: impl Into<String>, seed: u64, count: usize) -> Self {
        let program = env!("CARGO_PKG_VERSION").to_owned();
        EstimateHeader { journal: FORMAT, kind: "estimate".to_owned(), program, started, set: set.into(), seed, count }
    }
}

/// A line of the journal behind its header.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum EstimateRecord {
    /// A line was entered.
    Line {
        /// Time since the start.
        at: Millis,
        /// What was typed.
        text: String,
    },
    /// A question ended.
    Mark {
        /// Time since the start.
        at: Millis,
        /// The exercise, from 1.
        exercise: usize,
        /// The question in it, from 1.
        part: usize,
        /// `right`, `slip`, `off` or `skipped`.
        outcome: String,
        /// What was wrong.
        faults: Vec<String>,
    },
    /// The round was left in the middle of a line.
    Left {
        /// Time since the start.
        at: Millis,
        /// What was typed of it.
        draft: String,
    },
    /// The round ended.
    End {
        /// Time since the start.
        at: Millis,
        /// Questions that were right.
        right: usize,
        /// Questions that were answered or passed over.
        of: usize,
    },
}

/// The journal of a round that goes on. Only one process at a time holds it.
#[derive(Debug)]
pub struct EstimateJournal {
    file: Appended,
}

impl EstimateJournal {
    /// Starts a journal in a folder, which is made if need be (only for its owner).
    ///
    /// # Errors
    /// The folder or the file cannot be made or written.
    pub fn create(folder: &Path, header: &EstimateHeader) -> Result<EstimateJournal> {
        let stem = format!("{}{NAME}", header.started.format("%Y-%m-%dT%H-%M-%S"));
        Ok(EstimateJournal { file: Appended::create(folder, &stem, &line(header))? })
    }

    /// Takes the journal of a round that broke off, with the records that can be read. `None`: it is no such journal, or its
    /// round goes on elsewhere.
    pub(super) fn reopen(path: &Path) -> Option<(EstimateJournal, Vec<EstimateRecord>)> {
        let mut file = Appended::open(path, Patience::None).ok()?;
        let bytes = file.read(LARGEST_JOURNAL).ok()?;
        let whole = bytes.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let mut lines = bytes[..whole].split(|b| *b == b'\n');
        serde_json::from_slice::<EstimateHeader>(lines.next()?).ok()?;
        let records = lines.filter_map(|line| serde_json::from_slice(line).ok()).collect();
        let kept = bytes[..whole].to_vec();
        // What is behind the last line end was torn.
        file.cut(kept).ok()?;
        Some((EstimateJournal { file }, records))
    }

    /// Appends a record; it is on the disk when this returns.
    ///
    /// # Errors
    /// The line cannot be written.
    pub fn append(&mut self, record: &EstimateRecord) -> Result<()> {
        self.file.write(&line(record))
    }

    /// Appends what the program can say again: if it cannot be written now, it goes before what comes next.
    pub fn append_derived(&mut self, records: &[EstimateRecord]) {
        self.file.write_in_time(&records.iter().map(line).collect::<String>());
    }

    /// Where the round goes on, if its file was taken away since this was asked last.
    pub fn take_moved(&mut self) -> Option<Moved> {
        self.file.take_moved()
    }

    /// The file.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Takes the file away again: nothing was entered.
    pub fn discard(self) {
        let _ = fs::remove_file(self.path());
    }
}

fn line(record: &impl Serialize) -> String {
    serde_json::to_string(record).unwrap_or_else(|e| unreachable!("records are plain data: {e}")) + "\n"
}

/// What came of a round: when it began, the questions that were right, and those that were asked.
pub type RoundMarks = (DateTime<FixedOffset>, usize, usize);

/// The rounds of a folder that came to their end, oldest first.
pub fn rounds(folder: &Path) -> Vec<RoundMarks> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|p| p.extension().is_some_and(|e| e == "jsonl") && is_estimate(p)).collect();
    paths.sort();
    let marks = |path: &PathBuf| -> Option<RoundMarks> {
        let text = String::from_utf8(files::read(path, LARGEST_JOURNAL).ok()?).ok()?;
        let header: EstimateHeader = serde_json::from_str(text.lines().next()?).ok()?;
        match serde_json::from_str(text.lines().next_back()?).ok()? {
            EstimateRecord::End { right, of, .. } => Some((header.started, right, of)),
            EstimateRecord::Line { .. } | EstimateRecord::Mark { .. } | EstimateRecord::Left { .. } => None,
        }
    };
    paths.iter().filter_map(marks).filter(|(.., of)| *of > 0).collect()
}

/// Whether a file is the journal of estimation exercises, by its name.
pub(super) fn is_estimate(path: &Path) -> bool {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let behind = stem.get(TIME..).and_then(|rest| rest.strip_prefix(NAME));
    behind.is_some_and(|rest| {
        rest.is_empty() || rest.strip_prefix('-').is_some_and(|n| n.chars().all(|c| c.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_own_name_is_that_of_an_estimate() {
        let is = |name: &str| is_estimate(Path::new(name));
        assert!(is("t/2026-11-20T19-30-00-estimate.jsonl"));
        assert!(is("2026-11-20T19-30-00-estimate-2.jsonl"));
        assert!(!is("2026-11-20T19-30-00-cost-estimate.jsonl"));
        assert!(!is("2026-11-20T19-30-00-estimate-formulas.jsonl"));
        assert!(!is("estimate.jsonl"));
        assert!(!is("é.jsonl"));
    }

    #[test]
    fn a_journal_is_one_object_a_line_and_two_in_a_second_do_not_meet() {
        let folder = tempfile::tempdir().unwrap();
        let started = DateTime::parse_from_rfc3339("2026-11-20T19:30:00+01:00").unwrap();
        let header = EstimateHeader::new(started, "mixed", 7, 5);
        let mut journal = EstimateJournal::create(folder.path(), &header).unwrap();
        let line = EstimateRecord::Line { at: 1_200, text: "100M x 500 B = 50 GB\n".to_owned() };
        journal.append(&line).unwrap();
        let text = fs::read_to_string(journal.path()).unwrap();
        let mut lines = text.lines();
        assert_eq!(serde_json::from_str::<EstimateHeader>(lines.next().unwrap()).unwrap(), header);
        assert_eq!(serde_json::from_str::<EstimateRecord>(lines.next().unwrap()).unwrap(), line);
        let second = EstimateJournal::create(folder.path(), &header).unwrap();
        assert!(second.path().ends_with("2026-11-20T19-30-00-estimate-2.jsonl"));
        assert_eq!(super::super::sessions(folder.path()), Vec::<PathBuf>::new());
        second.discard();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
