//! A file of lines that only grows.
//!
//! Others can reach it while it grows: an editor, a script, a synchroniser. What was written is kept in memory as well, so that
//! whatever becomes of the file, the whole can be written again, into a file of its own.

use std::fs::{self, File, Metadata, TryLockError};
use std::io::{self, ErrorKind, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::error::{Error, Result};
use crate::files::{self, Make};
use crate::messages::tr;

/// How often, and how long between, a lock is asked for.
const LOCK_TRIES: u32 = 15;
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// The file. Only one process at a time holds it.
#[derive(Debug)]
pub(super) struct Appended {
    path: PathBuf,
    file: File,
    /// All that stands in the file.
    written: Vec<u8>,
    /// Lines that could not be written when they came, and that can wait.
    waiting: String,
    moved: Option<Moved>,
}

/// The file was not what was written any more: all of it is in a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The old file.
    pub from: PathBuf,
    /// What became of it.
    pub how: Gone,
    /// The new file.
    pub to: PathBuf,
}

/// What others did to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gone {
    /// It is not there.
    Deleted,
    /// Something else has its name.
    Replaced,
    /// It is longer or shorter.
    Changed,
}

impl Gone {
    /// As a word.
    pub fn says(self) -> &'static str {
        match self {
            Gone::Deleted => "deleted",
            Gone::Replaced => "replaced",
            Gone::Changed => "changed",
        }
    }
}

impl Appended {
    /// Starts a file of this name, or of the next that is free, with its first line. The folder is made if need be.
    pub fn create(folder: &Path, stem: &str, first: &str) -> Result<Appended> {
        let hint = tr!("choose another folder with --transcripts DIR");
        files::private_folder(folder)
            .map_err(|e| Error::file(&tr!("make the folder"), folder, &e).hint(hint.as_str()))?;
        create(folder, stem, first.as_bytes())
            .map_err(|(path, e)| Error::file(&tr!("start the journal"), &path, &e).hint(with_cause(&e, &hint)))
    }

    /// Takes a file to go on with: locked, and not yet read.
    pub fn open(path: &Path, patience: Patience) -> Result<Appended> {
        let file = files::private(path, Make::Not).map_err(|e| Error::file(&tr!("go on with"), path, &e))?;
        let appended =
            Appended { path: path.to_path_buf(), file, written: Vec::new(), waiting: String::new(), moved: None };
        appended.lock(patience)?;
        Ok(appended)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// All of it, from its beginning.
    pub fn read(&self, most: u64) -> io::Result<Vec<u8>> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(0))?;
        files::read_from(file, most)
    }

    /// Cuts it behind these bytes, which are its beginning.
    pub fn cut(&mut self, kept: Vec<u8>) -> io::Result<()> {
        self.file.set_len(kept.len() as u64)?;
        self.file.seek(SeekFrom::End(0))?;
        self.written = kept;
        Ok(())
    }

    /// Writes lines; they are on the disk when this returns. Those that waited go before them.
    pub fn write(&mut self, lines: &str) -> Result<()> {
        let all = self.waiting.clone() + lines;
        self.put(all.as_bytes(), File::sync_data)?;
        self.waiting.clear();
        Ok(())
    }

    /// Writes lines that nobody typed. If that fails now, they wait for the next that must not fail.
    pub fn write_in_time(&mut self, lines: &str) {
        self.waiting.push_str(lines);
        let waiting = std::mem::take(&mut self.waiting);
        if self.put(waiting.as_bytes(), |_| Ok(())).is_err() {
            self.waiting = waiting;
        }
    }

    /// Where the lines go now, if they had to go elsewhere since this was asked last.
    pub fn take_moved(&mut self) -> Option<Moved> {
        self.moved.take()
    }

    fn put(&mut self, lines: &[u8], settle: impl Fn(&File) -> io::Result<()>) -> Result<()> {
        if let Some(how) = self.gone() {
            self.begin_anew(how)?;
        }
        if let Err(e) = self.file.write_all(lines).and_then(|()| settle(&self.file)) {
            // Not half a line, nor one that would be told to be elsewhere.
            let _ = self.file.set_len(self.written.len() as u64).and_then(|()| self.file.seek(SeekFrom::End(0)));
            return Err(Error::file(&tr!("write to"), &self.path, &e));
        }
        self.written.extend_from_slice(lines);
        Ok(())
    }

    fn gone(&self) -> Option<Gone> {
        let own = self.file.metadata().ok()?;
        match fs::symlink_metadata(&self.path) {
            Ok(there) if !same(&own, &there) => Some(Gone::Replaced),
            Ok(_) if own.len() != self.written.len() as u64 => Some(Gone::Changed),
            Ok(_) => None,
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Some(Gone::Deleted),
            // A folder that may not be looked into any more: the file is still there, and open.
            Err(_) => None,
        }
    }

    /// Writes all there was into a new file: in its folder, or else where temporary files are.
    fn begin_anew(&mut self, how: Gone) -> Result<()> {
        let from = self.path.clone();
        let folder = from.parent().unwrap_or(Path::new(".")).to_path_buf();
        let stem = from.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let made = files::private_folder(&folder)
            .map_err(|e| (from.clone(), e))
            .and_then(|()| create(&folder, &stem, &self.written))
            .or_else(|_| create(&std::env::temp_dir(), &stem, &self.written));
        let made = made.map_err(|(path, e)| {
            let (gone, to) = (from.display(), path.display());
            Error::data(tr!("{gone} was {}, and it cannot be written again as {to}: {e}", how.says(), gone, to, e))
        })?;
        let moved = Moved { from, how, to: made.path.clone() };
        *self = Appended { waiting: std::mem::take(&mut self.waiting), moved: Some(moved), ..made };
        Ok(())
    }

    fn lock(&self, patience: Patience) -> Result<()> {
        let tries = match patience {
            Patience::Some => LOCK_TRIES,
            Patience::None => 1,
        };
        for _ in 0..tries {
            match self.file.try_lock() {
                Ok(()) => return Ok(()),
                // A process that was just killed, or is just being started, may hold it for a moment.
                Err(TryLockError::WouldBlock) if patience == Patience::Some => std::thread::sleep(LOCK_PAUSE),
                Err(TryLockError::WouldBlock) => {}
                // A file system without locks: better to go on than to refuse.
                Err(TryLockError::Error(_)) => return Ok(()),
            }
        }
        let message = tr!("the session {} is open in another terminal", self.path.display());
        Err(Error::usage(message).hint(tr!("go on there, or close it first")))
    }
}

/// Whether a lock that somebody holds is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Patience {
    /// For a moment.
    Some,
    /// Not at all.
    None,
}

/// Makes the first file of this name that is free, and writes it; one that cannot be written is taken away again.
fn create(folder: &Path, stem: &str, first: &[u8]) -> std::result::Result<Appended, (PathBuf, io::Error)> {
    for number in 1.. {
        let more = if number == 1 { String::new() } else { format!("-{number}") };
        let path = folder.join(format!("{stem}{more}.jsonl"));
        // A link has the name, wherever it leads.
        if fs::symlink_metadata(&path).is_ok() {
            continue;
        }
        match files::private(&path, Make::New) {
            Ok(file) => {
                let mut made = Appended { path, file, written: first.to_vec(), waiting: String::new(), moved: None };
                let _ = made.lock(Patience::Some);
                // A journal that begins reaches the disk with the first words.
                if let Err(e) = made.file.write_all(first) {
                    let _ = fs::remove_file(&made.path);
                    return Err((made.path, e));
                }
                return Ok(made);
            }
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
            Err(e) => return Err((path, e)),
        }
    }
    unreachable!("numbers do not end")
}

fn with_cause(error: &io::Error, hint: &str) -> String {
    let space = error.kind() == ErrorKind::StorageFull;
    if space { tr!("free some space, or {hint}", hint) } else { hint.to_owned() }
}

#[cfg(unix)]
fn same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    one.dev() == other.dev() && one.ino() == other.ino()
}

#[cfg(not(unix))]
fn same(one: &Metadata, other: &Metadata) -> bool {
    one.is_file() && other.is_file()
}
