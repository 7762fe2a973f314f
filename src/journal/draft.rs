//! The line that is being typed, on disk after every key, so that no way to die loses it.

use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::LARGEST_JOURNAL;
use crate::dialogue::Millis;
use crate::files::{self, Make};

/// A line that was not submitted yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// Interview time of the last key.
    pub at: Millis,
    /// The text.
    pub text: String,
    /// Byte of the cursor.
    pub cursor: usize,
}

/// The file of a session's draft, beside its journal. It is made at the first key.
#[derive(Debug)]
pub struct DraftFile {
    path: PathBuf,
    file: Option<File>,
}

impl DraftFile {
    /// The draft file of a journal, with the draft that an interrupted session left in it.
    pub fn of(journal: &Path) -> (DraftFile, Option<Draft>) {
        let path = journal.with_extension("draft");
        let left = files::read(&path, LARGEST_JOURNAL).ok().and_then(|bytes| decode(&bytes));
        (DraftFile { path, file: None }, left)
    }

    /// Keeps a draft. One write and no flush: it survives the end of the process, which is what happens in mid-line.
    ///
    /// # Errors
    /// The file cannot be made, or the disk is full or gone.
    pub fn keep(&mut self, draft: &Draft) -> std::io::Result<()> {
        let bytes = encode(draft);
        if self.file.as_ref().is_some_and(is_deleted) {
            self.file = None;
        }
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(files::private(&self.path, Make::IfMissing)?),
        };
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&bytes)?;
        file.set_len(bytes.len() as u64)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Removes the file: the session is over.
    pub fn remove(self) {
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(unix)]
fn is_deleted(file: &File) -> bool {
    file.metadata().is_ok_and(|meta| std::os::unix::fs::MetadataExt::nlink(&meta) == 0)
}

#[cfg(not(unix))]
fn is_deleted(_: &File) -> bool {
    false
}

/// The length comes first: what stands behind a shorter text is the end of a longer one.
fn encode(draft: &Draft) -> Vec<u8> {
    format!("{} {} {}\n{}", draft.text.len(), draft.at, draft.cursor, draft.text).into_bytes()
}

fn decode(bytes: &[u8]) -> Option<Draft> {
    let end = bytes.iter().position(|b| *b == b'\n')?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let mut numbers = head.split(' ').map(str::parse::<u64>);
    let (length, at, cursor) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    let text = bytes.get(end + 1..end + 1 + usize::try_from(length).ok()?)?;
    let text = String::from_utf8(text.to_vec()).ok()?;
    let cursor = (0..=text.len().min(cursor as usize)).rev().find(|b| text.is_char_boundary(*b)).unwrap_or(0);
    Some(Draft { at, text, cursor })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_draft_is_read_back_even_behind_a_longer_one() {
        let folder = tempfile::tempdir().unwrap();
        let journal = folder.path().join("s.jsonl");
        let (mut file, left) = DraftFile::of(&journal);
        assert_eq!(left, None);
        let long = Draft { at: 9, text: "a cache\nof hot links — ".repeat(9), cursor: 3 };
        let short = Draft { at: 10, text: "ü".to_owned(), cursor: 1 };
        file.keep(&long).unwrap();
        file.keep(&short).unwrap();
        drop(file);
        let (file, left) = DraftFile::of(&journal);
        assert_eq!(left, Some(Draft { cursor: 0, ..short }));
        file.remove();
        assert!(!journal.with_extension("draft").exists());
    }

    #[test]
    fn a_torn_draft_is_no_draft() {
        let whole = encode(&Draft { at: 1, text: "half a thought".to_owned(), cursor: 4 });
        for end in 0..whole.len() {
            assert_eq!(decode(&whole[..end]), None, "{end}");
        }
    }
}
