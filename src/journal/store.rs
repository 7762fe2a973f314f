//! Journals as files: created, appended to, read back, cut where a write was torn.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::ends::{Depth, Ends, ends};
use super::record::{Header, Record};
use crate::dialogue::SessionKind;
use crate::error::{Error, Result};

/// How often, and how long between, a lock is asked for.
const LOCK_TRIES: u32 = 15;
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// A journal that is being written. Only one process at a time holds it.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    length: u64,
}

/// A journal that was read.
#[derive(Debug)]
pub struct Read {
    /// Its file.
    pub path: PathBuf,
    /// The header.
    pub header: Header,
    /// All other records, in order.
    pub records: Vec<Record>,
    /// The first line that is no record although records follow it, from 1: the file is damaged, not torn.
    pub damaged_at: Option<usize>,
    /// Bytes of whole lines.
    whole: u64,
}

impl Read {
    /// The name people use for the session: the file's stem.
    pub fn name(&self) -> String {
        self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Whether the session came to its end.
    pub fn is_finished(&self) -> bool {
        self.records.iter().any(|r| matches!(r, Record::Marks { .. } | Record::Drilled { .. }))
    }
}

impl Journal {
    /// Starts a journal in a folder, which is made if need be (only for its owner).
    ///
    /// # Errors
    /// The folder or the file cannot be made or written.
    pub fn create(folder: &Path, header: &Header) -> Result<Journal> {
        make_private_folder(folder).map_err(|e| Error::file("make the folder", folder, &e))?;
        let start = header.started.format("%Y-%m-%dT%H-%M-%S");
        let mut number = 1;
        loop {
            let more = if number == 1 { String::new() } else { format!("-{number}") };
            let path = folder.join(format!("{start}-{}{more}.jsonl", header.rubric));
            match private_options().create_new(true).open(&path) {
                Ok(file) => {
                    let mut journal = Journal { path, file, length: 0 };
                    journal.lock()?;
                    // It reaches the disk with the first words.
                    journal.write(&[Record::Header(Box::new(header.clone()))])?;
                    return Ok(journal);
                }
                Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
                Err(e) => {
                    return Err(Error::file("start the journal", &path, &e)
                        .hint("choose another folder with --transcripts DIR"));
                }
            }
        }
    }

    /// Opens an interrupted journal to go on with it. A torn last line is cut off and kept beside it.
    ///
    /// # Errors
    /// The file cannot be read, is no journal, or another process holds it.
    pub fn reopen(path: &Path) -> Result<(Journal, Read)> {
        let file = private_options().open(path).map_err(|e| Error::file("open", path, &e))?;
        let mut journal = Journal { path: path.to_path_buf(), file, length: 0 };
        journal.lock()?;
        let read = read(path)?;
        if let Some(line) = read.damaged_at {
            let message = format!("{} is damaged at line {line}", path.display());
            return Err(Error::data(message).hint("it is left as it is; start a new session"));
        }
        journal.cut(read.whole)?;
        Ok((journal, read))
    }

    /// Appends what the candidate said, or what else cannot be made again; it is on the disk when this returns.
    ///
    /// # Errors
    /// The line cannot be written whole. What was written of it is cut off again.
    pub fn append(&mut self, record: &Record) -> Result<()> {
        self.write(std::slice::from_ref(record))?;
        self.file.sync_data().map_err(|e| Error::file("write to", &self.path, &e))
    }

    /// Appends what holds no words of the candidate: it need not wait for the disk.
    ///
    /// # Errors
    /// As [`Journal::append`].
    pub fn append_derived(&mut self, records: &[Record]) -> Result<()> {
        self.write(records)
    }

    fn write(&mut self, records: &[Record]) -> Result<()> {
        let lines: String = records.iter().map(Record::to_line).collect();
        if let Err(e) = self.file.write_all(lines.as_bytes()) {
            let _ = self.file.set_len(self.length).and_then(|()| self.file.seek(SeekFrom::End(0)));
            return Err(Error::file("write to", &self.path, &e));
        }
        self.length += lines.len() as u64;
        Ok(())
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn lock(&self) -> Result<()> {
        for _ in 0..LOCK_TRIES {
            match self.file.try_lock() {
                Ok(()) => return Ok(()),
                // A process that was just killed, or is just being started, may hold it for a moment.
                Err(TryLockError::WouldBlock) => std::thread::sleep(LOCK_PAUSE),
                // A file system without locks: better to go on than to refuse.
                Err(TryLockError::Error(_)) => return Ok(()),
            }
        }
        let message = format!("the session {} is open in another terminal", self.path.display());
        Err(Error::usage(message).hint("go on there, or close it first"))
    }

    /// Cuts a torn tail off, and keeps it in a file of its own: it may hold words.
    fn cut(&mut self, whole: u64) -> Result<()> {
        let failed = |e: std::io::Error| Error::file("mend", &self.path, &e);
        let length = self.file.metadata().map_err(failed)?.len();
        if length > whole {
            let mut torn = Vec::new();
            self.file.seek(SeekFrom::Start(whole)).and_then(|_| self.file.read_to_end(&mut torn)).map_err(failed)?;
            if torn.iter().any(|b| *b != 0) {
                let beside = self.path.with_extension("torn");
                private_options().create(true).open(&beside).and_then(|mut f| f.write_all(&torn)).map_err(failed)?;
            }
            self.file.set_len(whole).map_err(failed)?;
        }
        self.file.seek(SeekFrom::End(0)).map_err(failed)?;
        self.length = whole;
        Ok(())
    }
}

/// Reads a journal up to its last whole line.
///
/// # Errors
/// The file cannot be read, or does not start with a header of a known format.
pub fn read(path: &Path) -> Result<Read> {
    let bytes = fs::read(path).map_err(|e| Error::file("read", path, &e))?;
    let mut records = Vec::new();
    let mut whole = 0;
    let mut damaged_at = None;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        let Some(record) = record_of(line) else {
            let later = bytes[whole as usize + line.len()..].split_inclusive(|b| *b == b'\n');
            damaged_at = later.filter_map(record_of).next().map(|_| records.len() + 1);
            break;
        };
        records.push(record);
        whole += line.len() as u64;
    }
    if records.is_empty() {
        let hint = "it may be damaged, or written by a newer version of sparring";
        return Err(Error::data(format!("{} does not start like a journal", path.display())).hint(hint));
    }
    match records.remove(0) {
        Record::Header(header) => Ok(Read { path: path.to_path_buf(), header: *header, records, damaged_at, whole }),
        Record::Event { .. } | Record::Move { .. } | Record::Marks { .. } | Record::Drilled { .. } => {
            Err(Error::data(format!("{} has no header", path.display())).hint("its first line is missing"))
        }
    }
}

fn record_of(line: &[u8]) -> Option<Record> {
    line.strip_suffix(b"\n").and_then(|l| std::str::from_utf8(l).ok()).and_then(Record::from_line)
}

/// All journals of sessions in a folder, oldest first; rounds of estimates are none. A folder that does not exist holds
/// none.
pub fn sessions(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> =
        entries.map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "jsonl")).collect();
    paths.retain(|p| !super::estimate::is_estimate(p));
    paths.sort();
    paths
}

/// The newest session that was interrupted, of a kind and of a rubric if they are named.
pub fn newest_open(folder: &Path, kind: Option<SessionKind>, rubric: Option<&str>) -> Option<Read> {
    // The ends tell which sessions may be open: most are not, and need not be read.
    let may_be = |path: &PathBuf| {
        let Ok(Ends { header, marks, drilled, .. }) = ends(path, Depth::Steps) else { return false };
        let finished = marks.is_some() || drilled.is_some();
        !finished && kind.is_none_or(|k| k == header.kind) && rubric.is_none_or(|r| r == header.rubric)
    };
    let mut open = sessions(folder).into_iter().rev().filter(may_be).filter_map(|path| read(&path).ok());
    open.find(|read| !read.is_finished())
}

pub(super) fn private_options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

pub(super) fn make_private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Writes a file that takes the place of another at once, readable only by its owner.
///
/// # Errors
/// The file cannot be written.
pub fn replace(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let failed = |e: std::io::Error| Error::file("write", path, &e);
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_data()).map_err(failed)?;
    file.persist(path).map_err(|e| failed(e.error))?;
    Ok(())
}
