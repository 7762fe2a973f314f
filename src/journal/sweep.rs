//! What a process that was killed left behind, put where it belongs.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::appended::{Appended, Patience};
use super::draft::DraftFile;
use super::ends::{Depth, ends};
use super::estimate::{EstimateJournal, EstimateRecord, is_estimate};
use super::store::UNFINISHED;

/// A file that is to take the place of another is written within this time.
const WRITTEN_BY_THEN: Duration = Duration::from_secs(60);
/// A longer journal of a round holds more than its header.
const HEADER: u64 = 4 * 1024;

/// A line of a round of estimates that broke off: it is in the round's journal now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// The journal.
    pub path: PathBuf,
    /// The line.
    pub text: String,
}

/// Goes through a folder: drafts of rounds that broke off join their journals, rounds in which nothing was entered go, and so
/// do drafts of sessions that came to their end and files that were never finished. What another process holds is left alone,
/// and so is the draft of an interview or a drill: it is gone on with.
pub fn sweep(folder: &Path) -> Vec<Recovered> {
    let entries: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().collect();
    let mut recovered = Vec::new();
    for path in entries.iter().map(fs::DirEntry::path) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let extension = path.extension().unwrap_or_default();
        let meta = || fs::symlink_metadata(&path).ok().filter(Metadata::is_file);
        if name.starts_with(UNFINISHED) {
            let old =
                |meta: &Metadata| meta.modified().is_ok_and(|at| at.elapsed().is_ok_and(|age| age > WRITTEN_BY_THEN));
            if meta().as_ref().is_some_and(old) {
                let _ = fs::remove_file(&path);
            }
        } else if extension == "draft" {
            let journal = path.with_extension("jsonl");
            if is_estimate(&journal) {
                recovered.extend(round(&journal));
            } else if ends(&journal, Depth::Steps).is_ok_and(|ends| ends.marks.is_some() || ends.drilled.is_some())
                && Appended::open(&journal, Patience::None).is_ok()
            {
                let _ = fs::remove_file(&path);
            }
        } else if extension == "jsonl" {
            match meta().map(|meta| meta.len()) {
                // Made, and never written to.
                Some(0) if Appended::open(&path, Patience::None).is_ok() => drop(fs::remove_file(&path)),
                Some(1..HEADER) if is_estimate(&path) => recovered.extend(round(&path)),
                Some(_) | None => {}
            }
        }
    }
    recovered
}

/// Puts the draft of a round into its journal, and takes a journal away that holds nothing else.
fn round(path: &Path) -> Option<Recovered> {
    let (mut journal, records) = EstimateJournal::reopen(path)?;
    let (file, draft) = DraftFile::of(path);
    let draft = draft.filter(|draft| !draft.text.trim().is_empty());
    let submitted = records.iter().rev().find_map(|record| match record {
        EstimateRecord::Line { text, .. } | EstimateRecord::Left { draft: text, .. } => Some(text),
        EstimateRecord::Mark { .. } | EstimateRecord::End { .. } => None,
    });
    let recovered = match draft {
        Some(draft) if submitted != Some(&draft.text) => {
            let left = EstimateRecord::Left { at: draft.at, draft: draft.text.clone() };
            // As long as it cannot be written, the draft stays.
            journal.append(&left).ok()?;
            Some(Recovered { path: path.to_path_buf(), text: draft.text })
        }
        Some(_) | None => None,
    };
    file.remove();
    if records.is_empty() && recovered.is_none() {
        journal.discard();
    }
    recovered
}
