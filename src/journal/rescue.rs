//! What can be saved of a damaged journal.

use std::path::{Path, PathBuf};

use super::LARGEST_JOURNAL;
use super::record::Record;
use super::store::replace;
use crate::error::{Error, Result};
use crate::files;
use crate::messages::tr;

/// Writes the lines that can be read into a new file beside a damaged one, which stays as it is: where, and how many lines.
/// `None` if there is no header or nothing behind it, or if they were saved before.
///
/// # Errors
/// The file cannot be read, or the new one not be written.
pub fn rescue(path: &Path) -> Result<Option<(PathBuf, usize)>> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let to = path.with_file_name(format!("{name}.saved.jsonl"));
    let bytes = files::read(path, LARGEST_JOURNAL).map_err(|e| Error::file(&tr!("read"), path, &e))?;
    let text = String::from_utf8_lossy(&bytes);
    let good: Vec<Record> = text.lines().filter_map(Record::from_line).collect();
    let has_header = matches!(good.first(), Some(Record::Header(_)));
    if !has_header || good.len() < 2 || to.exists() || name.ends_with(".saved") {
        return Ok(None);
    }
    let lines: String = good.iter().map(Record::to_line).collect();
    replace(&to, &lines)?;
    Ok(Some((to, good.len())))
}
