//! Where words are when the journal cannot take them, and how that is said.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::journal::{Draft, DraftFile, Moved};
use crate::messages::tr;

/// Where a line is that was not written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Safe {
    /// There is none.
    Nothing,
    /// In the session's draft, from where it is gone on with.
    Draft(PathBuf),
    /// In a file with the temporary ones.
    Elsewhere(PathBuf),
    /// Nowhere: the disks are full, or may not be written to.
    Nowhere(String),
}

impl Safe {
    /// As the end of a sentence; empty if there is no line.
    pub fn says(&self) -> String {
        match self {
            Safe::Nothing => String::new(),
            Safe::Draft(path) => tr!(", the last line in {}", path.display()),
            Safe::Elsewhere(path) => {
                tr!(", the last line in {} (it has to be entered again)", path.display())
            }
            Safe::Nowhere(text) => tr!(", but the last line could be kept nowhere; here it is:\n{text}", text),
        }
    }
}

/// Keeps a line as the draft, or else in a file with the temporary ones.
pub fn keep(drafts: Option<&mut DraftFile>, draft: &Draft) -> Safe {
    let kept = drafts.and_then(|drafts| drafts.keep(draft).is_ok().then(|| drafts.path().to_path_buf()));
    match kept {
        _ if draft.text.trim().is_empty() => Safe::Nothing,
        Some(path) => Safe::Draft(path),
        None => elsewhere(&draft.text).map_or_else(|_| Safe::Nowhere(draft.text.clone()), Safe::Elsewhere),
    }
}

fn elsewhere(text: &str) -> std::io::Result<PathBuf> {
    let mut file = tempfile::Builder::new().prefix("sparring-line-").suffix(".txt").tempfile()?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_data()?;
    Ok(file.keep()?.1)
}

/// Says that a session's file was taken away, and where the session is now.
pub fn moved(kind: &str, moved: &Moved) -> String {
    let (from, to): (&Path, &Path) = (&moved.from, &moved.to);
    let gone = tr!("The file of this {kind}, {}, was {} by somebody else.", from.display(), moved.how.says(), kind);
    if from == to {
        tr!("{gone} It was written again, and nothing is missing.", gone)
    } else {
        tr!("{gone} All of it is in {} now, and goes on there.", to.display(), gone)
    }
}
