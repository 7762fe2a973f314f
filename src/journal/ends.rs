//! What a session's file says at its two ends: enough for lists and trends over thousands of sessions.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::record::{FORMAT, Header, Stamp};
use crate::dialogue::drill::Report;
use crate::dialogue::{Dimension, How, Millis, StepName, Verdict};
use crate::error::{Error, Result};

/// The ends of a session.
#[derive(Debug, Clone)]
pub struct Ends {
    /// The header.
    pub header: Header,
    /// When the last thing happened.
    pub last: Option<Stamp>,
    /// The marks of an interview that came to its end.
    pub marks: Option<Brief>,
    /// The report of a drill that came to its end.
    pub drilled: Option<Report>,
}

/// The marks of an interview without its words.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Brief {
    /// The verdict.
    pub verdict: Verdict,
    /// The weighted total, 0 to 1.
    pub total: f64,
    /// The dimensions.
    pub dimensions: Vec<Dimension>,
    /// The steps that were walked.
    pub steps: Vec<BriefStep>,
}

/// A step without its words.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct BriefStep {
    /// Which.
    pub step: StepName,
    /// 0 to 1.
    pub score: f64,
    /// Milliseconds used.
    pub used: Millis,
    /// Milliseconds given; `None` without a clock.
    pub budget: Option<Millis>,
    /// Its points.
    pub points: Vec<BriefPoint>,
}

/// A point without its words.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct BriefPoint {
    /// The id.
    pub id: String,
    /// Whether it belongs to L5.
    pub advanced: bool,
    /// 0 to 1.
    pub credit: f64,
    /// How it came; `None` when it did not.
    pub how: Option<How>,
}

#[derive(Deserialize)]
struct MarksLine {
    marks: Brief,
}

#[derive(Deserialize)]
struct DrilledLine {
    drilled: Report,
}

/// Reads a session's header and its last lines.
///
/// # Errors
/// The file cannot be read, or does not start with a header of a known format.
pub fn ends(path: &Path) -> Result<Ends> {
    let bytes = fs::read(path).map_err(|e| Error::file("read", path, &e))?;
    // What stands behind the last line end was torn.
    let whole = bytes.iter().rposition(|b| *b == b'\n').map_or(&[][..], |end| &bytes[..end]);
    let text = String::from_utf8_lossy(whole);
    let first = text.lines().next().unwrap_or_default();
    let header: Option<Header> = serde_json::from_str(first).ok();
    let Some(header) = header.filter(|h| h.journal <= FORMAT) else {
        let hint = "it may be damaged, or written by a newer version of sparring; `sparring review --doctor` says more";
        return Err(Error::data(format!("{} does not start like a journal", path.display())).hint(hint));
    };
    let last_line = text.lines().next_back().unwrap_or_default();
    let stamp = |line: &str| serde_json::from_str::<Stamp>(line).ok();
    Ok(Ends {
        marks: serde_json::from_str::<MarksLine>(last_line).ok().map(|line| line.marks),
        drilled: serde_json::from_str::<DrilledLine>(last_line).ok().map(|line| line.drilled),
        last: text.lines().rev().filter(|line| line.contains("\"time\":")).find_map(stamp),
        header,
    })
}

/// A line of a file that holds some words, as the candidate typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Interview time.
    pub at: Millis,
    /// The answer.
    pub text: String,
}

#[derive(Deserialize)]
struct SaidLine<'a> {
    at: Millis,
    #[serde(borrow)]
    event: Cow<'a, str>,
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
    #[serde(borrow)]
    draft: Option<Cow<'a, str>>,
}

/// What the candidate said in a session, as far as `wanted` likes the raw line: most lines need not be decoded.
///
/// # Errors
/// The file cannot be read.
pub fn said(path: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<Said>> {
    let bytes = fs::read(path).map_err(|e| Error::file("read", path, &e))?;
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().filter(|line| line.contains("\"event\":") && wanted(line));
    let decoded = lines.filter_map(|line| serde_json::from_str::<SaidLine<'_>>(line).ok());
    let said = decoded.filter(|line| matches!(line.event.as_ref(), "line" | "time-up"));
    Ok(said.filter_map(|line| Some(Said { at: line.at, text: line.text.or(line.draft)?.into_owned() })).collect())
}
