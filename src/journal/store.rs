//! Journals as files: created, appended to, read back, cut where a write was torn.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::LARGEST_JOURNAL;
use super::appended::{Appended, Moved, Patience};
use super::ends::{Depth, Ends, ends};
use super::record::{Header, Record};
use crate::dialogue::SessionKind;
use crate::error::{Error, Result};
use crate::files::{self, Make};
use crate::messages::tr;

/// A journal that is being written. Only one process at a time holds it.
#[derive(Debug)]
pub struct Journal {
    file: Appended,
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
    whole: usize,
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
        let stem = format!("{}-{}", header.started.format("%Y-%m-%dT%H-%M-%S"), header.rubric);
        let first = Record::Header(Box::new(header.clone())).to_line();
        Ok(Journal { file: Appended::create(folder, &stem, &first)? })
    }

    /// Opens an interrupted journal to go on with it. A torn last line is cut off and kept beside it.
    ///
    /// # Errors
    /// The file cannot be read, is no journal or a finished one, or another process holds it.
    pub fn reopen(path: &Path) -> Result<(Journal, Read)> {
        let mut file = Appended::open(path, Patience::Some)?;
        let failed = |e: std::io::Error| Error::file(&tr!("mend"), path, &e);
        let mut bytes = file.read(LARGEST_JOURNAL).map_err(|e| Error::file(&tr!("read"), path, &e))?;
        let read = decode(path, &bytes)?;
        if let Some(line) = read.damaged_at {
            let message = tr!("{} is damaged at line {line}", path.display(), line);
            return Err(Error::data(message).hint(tr!("it is left as it is; start a new session")));
        }
        if read.is_finished() {
            let message = tr!("the session {} has come to its end", path.display());
            return Err(Error::usage(message).hint(tr!("`sparring review {}` shows it", read.name())));
        }
        // A torn tail may hold words: it is kept in a file of its own.
        let torn = bytes.split_off(read.whole);
        if torn.iter().any(|b| *b != 0) {
            let beside = path.with_extension("torn");
            files::private(&beside, Make::IfMissing).and_then(|mut f| f.write_all(&torn)).map_err(failed)?;
        }
        file.cut(bytes).map_err(failed)?;
        Ok((Journal { file }, read))
    }

    /// Appends what the candidate said, or what else cannot be made again; it is on the disk when this returns.
    ///
    /// # Errors
    /// The line cannot be written whole. What was written of it is cut off again.
    pub fn append(&mut self, record: &Record) -> Result<()> {
        self.file.write(&record.to_line())
    }

    /// Appends what holds no words of the candidate: it need not wait for the disk, and if it cannot be written now, it goes
    /// before what comes next.
    pub fn append_derived(&mut self, records: &[Record]) {
        self.file.write_in_time(&records.iter().map(Record::to_line).collect::<String>());
    }

    /// Where the session goes on, if its file was taken away since this was asked last.
    pub fn take_moved(&mut self) -> Option<Moved> {
        self.file.take_moved()
    }

    /// The file.
    pub fn path(&self) -> &Path {
        self.file.path()
    }
}

/// Reads a journal up to its last whole line.
///
/// # Errors
/// The file cannot be read, or does not start with a header of a known format.
pub fn read(path: &Path) -> Result<Read> {
    let bytes = files::read(path, LARGEST_JOURNAL).map_err(|e| Error::file(&tr!("read"), path, &e))?;
    decode(path, &bytes)
}

fn decode(path: &Path, bytes: &[u8]) -> Result<Read> {
    let mut records = Vec::new();
    let mut whole = 0;
    let mut damaged_at = None;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        let Some(record) = record_of(line) else {
            let later = bytes[whole + line.len()..].split_inclusive(|b| *b == b'\n');
            damaged_at = later.filter_map(record_of).next().map(|_| records.len() + 1);
            break;
        };
        records.push(record);
        whole += line.len();
    }
    if records.is_empty() {
        let hint = tr!("it may be damaged, or written by a newer version of sparring");
        return Err(Error::data(tr!("{} does not start like a journal", path.display())).hint(hint));
    }
    match records.remove(0) {
        Record::Header(header) => Ok(Read { path: path.to_path_buf(), header: *header, records, damaged_at, whole }),
        Record::Event { .. } | Record::Move { .. } | Record::Marks { .. } | Record::Drilled { .. } => {
            Err(Error::data(tr!("{} has no header", path.display())).hint(tr!("its first line is missing")))
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
    // Of one second, the first has no number: its name without the ending comes first.
    paths.sort_by(|a, b| a.file_stem().cmp(&b.file_stem()));
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

/// How the name of a file begins that is to take the place of another.
pub(super) const UNFINISHED: &str = ".sparring-";

/// Writes a file that takes the place of another at once, readable only by its owner.
///
/// # Errors
/// The file cannot be written.
pub fn replace(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let failed = |e: std::io::Error| Error::file(&tr!("write"), path, &e);
    let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_data()).map_err(failed)?;
    file.persist(path).map_err(|e| failed(e.error))?;
    Ok(())
}

/// Writes over a file that somebody else made: a link stays a link, what it leads to is written, and its permissions stay.
///
/// # Errors
/// There is no such file, or it cannot be written.
pub fn rewrite(path: &Path, text: &str) -> Result<()> {
    let failed = |e: std::io::Error| Error::file(&tr!("write"), path, &e);
    let path = path.canonicalize().map_err(failed)?;
    let permissions = fs::metadata(&path).map_err(failed)?.permissions();
    replace(&path, text)?;
    fs::set_permissions(&path, permissions).map_err(failed)
}
