//! Full-text search over what candidates said.

use std::path::PathBuf;

use regex::RegexBuilder;
use regex::bytes::RegexBuilder as BytesBuilder;

use super::document::{Document, Line, Mark, Tone};
use super::parallel::in_parallel;
use crate::dialogue::{Millis, mmss};
use crate::journal;
use crate::messages::tr;

/// Hits that are shown; the rest is counted.
const SHOWN: usize = 40;
/// Characters around a hit.
const AROUND: usize = 60;

/// An answer that holds the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The session.
    pub session: String,
    /// Interview time.
    pub at: Millis,
    /// The words before, of, and behind the text.
    pub words: [String; 3],
}

/// Searches the answers of sessions, whatever the case of the letters. Files that cannot be read have none. `each` is called
/// for each file.
pub fn search(paths: &[PathBuf], wanted: &str, each: impl Fn() + Sync) -> Vec<Hit> {
    let Ok(regex) = RegexBuilder::new(&regex::escape(wanted)).case_insensitive(true).build() else { return Vec::new() };
    // A word of letters and digits stands in the raw line as it was typed; anything else may be escaped there.
    let plain = wanted.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ');
    let raw = BytesBuilder::new(&regex::escape(wanted)).case_insensitive(true).build().ok().filter(|_| plain);
    let likes = |bytes: &[u8]| raw.as_ref().is_none_or(|raw| raw.is_match(bytes));
    let of_file = |path: &PathBuf| -> Vec<Hit> {
        let session = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let said = journal::said(path, likes).unwrap_or_default();
        each();
        let hits = said.iter().filter_map(|said| regex.find(&said.text).map(|found| (said, found)));
        hits.map(|(said, found)| Hit {
            session: session.clone(),
            at: said.at,
            words: around(&said.text, found.range()),
        })
        .collect()
    };
    in_parallel(paths, of_file).into_iter().flatten().collect()
}

/// The words around a place, on one line.
fn around(text: &str, found: std::ops::Range<usize>) -> [String; 3] {
    let one_line = |part: &str| part.replace(['\n', '\r', '\t'], " ");
    let before: Vec<char> = text[..found.start].chars().rev().take(AROUND).collect();
    let cut = before.len() == AROUND;
    let before: String = before.into_iter().rev().collect();
    // Half a word at the start says nothing.
    let before = if cut { before.split_once(' ').map_or(before.as_str(), |(_, rest)| rest).to_owned() } else { before };
    let behind: String = text[found.end..].chars().take(AROUND).collect();
    [one_line(&before), one_line(&text[found]), one_line(&behind)]
}

/// Lays out hits, the newest session first.
pub fn document(hits: &[Hit], wanted: &str) -> Document {
    let mut out = Document::default();
    if hits.is_empty() {
        out.paragraph(tr!("Nobody said \"{wanted}\" in these sessions.", wanted));
        return out;
    }
    let mut session = "";
    for hit in hits.iter().rev().take(SHOWN) {
        if hit.session != session {
            out.heading(hit.session.clone());
            session = &hit.session;
        }
        let [before, found, behind] = &hit.words;
        let line = Line::from(format!("{}  {before}", mmss(hit.at))).with(Tone::Evidence, found.clone());
        out.item(Mark::Dash, line.and(behind.clone()));
    }
    if hits.len() > SHOWN {
        out.paragraph(tr!("{} more. --since or --problem narrows it.", hits.len() - SHOWN));
    }
    out
}
