//! Past sessions, with a bar where there are so many that it takes a moment.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::journal::{self, Depth};
use crate::messages::tr;
use crate::review::{Row, rows, search};
use crate::terminal::{Form, Progress};

/// The sessions of a folder, oldest first, with as much of their marks as is asked for, and the files that could not be read.
pub fn sessions(folder: &Path, depth: Depth, form: Form) -> (Vec<Row>, Vec<(PathBuf, Error)>) {
    let paths = journal::sessions(folder);
    let progress = Progress::before_output(tr!("sessions"), paths.len(), form);
    rows(&paths, depth, || progress.done_one())
}

/// The answers in these files that hold some words.
pub fn hits(paths: &[PathBuf], wanted: &str, form: Form) -> Vec<search::Hit> {
    let progress = Progress::before_output(tr!("sessions"), paths.len(), form);
    search::search(paths, wanted, || progress.done_one())
}
