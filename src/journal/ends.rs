//! What a session's file says at its two ends: enough for lists and trends over thousands of sessions.

use std::borrow::Cow;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use memchr::memrchr;
use serde::Deserialize;

use super::LARGEST_JOURNAL;
use super::record::{Header, Stamp};
use crate::dialogue::drill::Report;
use crate::dialogue::{Dimension, How, Millis, StepName, Verdict};
use crate::error::{Error, Result};
use crate::files;
use crate::messages::tr;

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
#[derive(Debug, Clone, PartialEq)]
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
struct MarksLine<S> {
    marks: Told<S>,
}

/// A line of marks, with as much of each step as is asked for.
#[derive(Deserialize)]
struct Told<S> {
    verdict: Verdict,
    total: f64,
    dimensions: Vec<Dimension>,
    steps: Vec<S>,
}

/// A step whose points are passed over.
#[derive(Deserialize)]
struct StepAlone {
    step: StepName,
    score: f64,
    used: Millis,
    budget: Option<Millis>,
}

impl From<StepAlone> for BriefStep {
    fn from(alone: StepAlone) -> BriefStep {
        let StepAlone { step, score, used, budget } = alone;
        BriefStep { step, score, used, budget, points: Vec::new() }
    }
}

impl<S: Into<BriefStep>> From<Told<S>> for Brief {
    fn from(told: Told<S>) -> Brief {
        let steps = told.steps.into_iter().map(Into::into).collect();
        Brief { verdict: told.verdict, total: told.total, dimensions: told.dimensions, steps }
    }
}

/// How much of the marks is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// The marks of each step, without its points: enough for a list.
    Steps,
    /// The points as well.
    Points,
}

impl Depth {
    fn marks(self, line: &str) -> Option<Brief> {
        match self {
            Depth::Steps => serde_json::from_str::<MarksLine<StepAlone>>(line).ok().map(|line| line.marks.into()),
            Depth::Points => serde_json::from_str::<MarksLine<BriefStep>>(line).ok().map(|line| line.marks.into()),
        }
    }
}

#[derive(Deserialize)]
struct DrilledLine {
    drilled: Report,
}

/// Bytes at the beginning that hold the header, and at the end that hold the marks and the events before them.
const HEAD: usize = 4 * 1024;
const TAIL: u64 = 40 * 1024;

/// Reads a session's header and its last lines; what is between is not read.
///
/// # Errors
/// The file cannot be read, or does not start with a header of a known format.
pub fn ends(path: &Path, depth: Depth) -> Result<Ends> {
    let failed = |e: io::Error| Error::file(&tr!("read"), path, &e);
    let mut file = files::open(path).map_err(failed)?;
    let mut head = vec![0; HEAD];
    let read = file.read(&mut head).map_err(failed)?;
    head.truncate(read);
    let first = head.split(|b| *b == b'\n').next().unwrap_or_default();
    let header: Option<Header> = serde_json::from_slice(first).ok();
    let Some(header) = header.filter(Header::is_sound) else {
        let hint =
            tr!("it may be damaged, or written by a newer version of sparring; `sparring review --doctor` says more");
        return Err(Error::data(tr!("{} does not start like a journal", path.display())).hint(hint));
    };
    let length = file.metadata().map_err(failed)?.len();
    if length > LARGEST_JOURNAL {
        let message = tr!("{} is larger than {} MB", path.display(), LARGEST_JOURNAL >> 20);
        return Err(Error::data(message).hint(tr!("no session is as long as that: it is no journal")));
    }
    let mut tail = Vec::new();
    // A line of marks that is longer than the tail is read with more of the file.
    for start in [length.saturating_sub(TAIL), length.saturating_sub(4 * TAIL), 0] {
        tail.clear();
        file.seek(SeekFrom::Start(start)).map_err(failed)?;
        // It may have grown.
        (&mut file).take(LARGEST_JOURNAL).read_to_end(&mut tail).map_err(failed)?;
        if start == 0 || memrchr(b'\n', &tail[..tail.len().saturating_sub(1)]).is_some() {
            break;
        }
    }
    // What stands behind the last line end was torn.
    let whole = memrchr(b'\n', &tail).map_or(&[][..], |end| &tail[..end]);
    let (before, last_line) = memrchr(b'\n', whole).map_or((&[][..], whole), |at| (&whole[..at], &whole[at + 1..]));
    // Each attempt reads a long line through: the likelier come first, and only one succeeds. Text that is known to be text
    // is not looked at once more, string by string.
    let last_line = std::str::from_utf8(last_line).unwrap_or_default();
    let marks = depth.marks(last_line);
    let drilled = || serde_json::from_str::<DrilledLine>(last_line).ok().map(|line| line.drilled);
    let drilled = if marks.is_none() { drilled() } else { None };
    let lines = if marks.is_none() && drilled.is_none() { whole } else { before };
    let last = lines
        .rsplit(|b| *b == b'\n')
        .find_map(|line| serde_json::from_slice::<Stamp>(line).ok().filter(Stamp::is_sound));
    Ok(Ends { header, last, marks, drilled })
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

/// What the candidate said in a session that holds what `wanted` looks for: most files need not be decoded.
///
/// # Errors
/// The file cannot be read.
pub fn said(path: &Path, wanted: impl Fn(&[u8]) -> bool) -> Result<Vec<Said>> {
    let bytes = files::read(path, LARGEST_JOURNAL).map_err(|e| Error::file(&tr!("read"), path, &e))?;
    if !wanted(&bytes) {
        return Ok(Vec::new());
    }
    let lines = bytes.split(|b| *b == b'\n').filter(|line| wanted(line));
    let decoded = lines.filter_map(|line| serde_json::from_slice::<SaidLine<'_>>(line).ok());
    let said = decoded.filter(|line| matches!(line.event.as_ref(), "line" | "time-up"));
    Ok(said.filter_map(|line| Some(Said { at: line.at, text: line.text.or(line.draft)?.into_owned() })).collect())
}
