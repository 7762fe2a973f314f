//! A past session gone through again with the rubrics of today.

use std::sync::Arc;

use crate::dialogue::{Interview, Prepared, SessionKind};
use crate::error::{Error, Result};
use crate::journal::{Header, Record};
use crate::messages::tr;
use crate::review::{Replay, replay_with};
use crate::rubric::{Library, Rubric};

/// An interview replayed, as it stands at its end.
#[derive(Debug)]
pub struct Replayed {
    /// The interview.
    pub interview: Interview,
    /// Its moves, and where they differ from the journal's.
    pub replay: Replay,
    /// Version of the rubric of today.
    pub version: String,
}

/// Replays an interview's journal; a drill is none.
///
/// # Errors
/// The rubric is gone or has faults.
pub fn interview(library: &Library, header: &Header, records: &[Record]) -> Result<Option<Replayed>> {
    if header.kind != SessionKind::Interview {
        return Ok(None);
    }
    let loaded = library.load(&header.rubric)?;
    let version = loaded.version.clone();
    let Rubric::Problem(problem) = loaded.rubric else {
        return Err(Error::data(tr!("`{}` is no problem any more", header.rubric)));
    };
    let prepared = Arc::new(Prepared::new(problem, library.vocabulary()?));
    let mut interview = Interview::new(prepared, header.setup.clone());
    let replay = replay_with(&mut interview, records);
    Ok(Some(Replayed { interview, replay, version }))
}
