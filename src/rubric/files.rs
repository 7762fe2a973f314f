//! The files of rubric folders: which there are, and what stands in them.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::decode::LARGEST_FILE;
use super::fault::line_and_column;
use super::pack::{Place, places};
use crate::error::{Error, Result};
use crate::files;
use crate::messages::tr;

/// Why the text of a file cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// What is wrong, without the file's name.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Line and column, from 1, of what is no text.
    pub at: (usize, usize),
}

impl Unreadable {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Unreadable {
        Unreadable { message: message.into(), help: help.into(), at: (1, 1) }
    }
}

/// The rubric files below a folder: its problems, its questions, its vocabulary and experience, and its packs'.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let own = json_files(folder);
    let of_place = |place: Place| ["problems", "questions"].map(|name| json_files(&place.folder.join(name))).concat();
    places(folder).into_iter().rev().flat_map(of_place).chain(own).collect()
}

/// The JSON files of a folder.
pub(super) fn json_files(folder: &Path) -> Vec<PathBuf> {
    entries(folder).into_iter().filter(|p| p.extension().is_some_and(|e| e == "json")).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|e| e.path()).collect();
    paths.sort();
    paths
}

/// Files of a rubric folder that look like rubrics and are never read, with what to do: in a folder of another name, or with
/// another ending. JSON Schemas are none.
pub fn files_beside(folder: &Path) -> Vec<(PathBuf, String)> {
    let read = files_below(folder);
    let mut beside = Vec::new();
    let packs: Vec<PathBuf> = places(folder).into_iter().filter_map(|place| place.root).collect();
    // What else a pack holds is its author's business.
    for path in entries(folder).into_iter().filter(|path| !packs.contains(path)) {
        beside.extend(if path.is_dir() { entries(&path) } else { vec![path] });
    }
    let deeper = ["problems", "questions"].map(|name| entries(&folder.join(name))).concat();
    beside.extend(deeper.iter().filter(|path| path.is_dir()).flat_map(|path| entries(path)));
    beside.sort();
    beside.dedup();
    beside.retain(|path| {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_lowercase();
        name.ends_with(".json") && !name.ends_with(".schema.json") && !name.starts_with('.') && !read.contains(path)
    });
    let with_help = |path: PathBuf| {
        let folder = path.parent().and_then(|p| p.file_name()).and_then(|n| n.to_str()).unwrap_or_default();
        let help = match folder {
            "problems" | "questions" => tr!("end its name in .json, in small letters"),
            _ => tr!("move it to problems/ or questions/: only these two are read"),
        };
        (path, help)
    };
    beside.into_iter().map(with_help).collect()
}

/// Reads a rubric file. Nothing but a file is opened: a pipe would keep the program waiting.
///
/// # Errors
/// No file, too large a file, or one that is not UTF-8.
pub fn read(path: &Path) -> std::result::Result<String, Unreadable> {
    let bytes = files::read(path, LARGEST_FILE).map_err(|e| io_error(path, &e))?;
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(Unreadable::new(tr!("this is UTF-16, not UTF-8 text"), tr!("save it as UTF-8")));
    }
    let text = String::from_utf8(bytes).map_err(|e| {
        let valid = e.utf8_error().valid_up_to();
        let bad = e.as_bytes()[valid];
        let head = String::from_utf8_lossy(&e.as_bytes()[..valid]).into_owned();
        let head = head.strip_prefix('\u{feff}').unwrap_or(&head);
        let message = tr!("this is not UTF-8 text: the byte {bad} is no character", bad = format_args!("{bad:02x}"));
        Unreadable { at: line_and_column(head, head.len()), ..Unreadable::new(message, tr!("save it as UTF-8")) }
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours, and it grows")]
fn io_error(path: &Path, error: &std::io::Error) -> Unreadable {
    let link = fs::symlink_metadata(path).is_ok_and(|meta| meta.file_type().is_symlink());
    let no_file = |what: &str| Unreadable::new(tr!("this is no file but {what}", what), tr!("name a .json file"));
    match error.kind() {
        ErrorKind::IsADirectory => no_file("a folder"),
        ErrorKind::Unsupported => no_file(&tr!("a pipe or a device")),
        ErrorKind::FileTooLarge => {
            let message = tr!("this file is larger than {} MB", LARGEST_FILE >> 20);
            Unreadable::new(message, tr!("a rubric is written by hand: split it"))
        }
        ErrorKind::PermissionDenied => Unreadable::new(
            tr!("no permission to read this file"),
            tr!("check the permissions of the file and its folder"),
        ),
        _ if link => {
            Unreadable::new(tr!("this link leads nowhere, or in a circle"), tr!("mend the link, or delete it"))
        }
        ErrorKind::NotFound => Unreadable::new(tr!("there is no such file"), tr!("check the path")),
        _ => Unreadable::new(tr!("this file cannot be read: {error}", error), tr!("look at it with another program")),
    }
}

/// Reads a rubric file, for a command that cannot go on without it.
///
/// # Errors
/// As [`read`], with the file's name.
pub fn read_file(path: &Path) -> Result<String> {
    read(path).map_err(|e| {
        let (line, column) = e.at;
        let place = if e.at == (1, 1) { String::new() } else { format!(":{line}:{column}") };
        Error::data(tr!("cannot read {}{place}: {}", path.display(), e.message, place)).hint(e.help)
    })
}
