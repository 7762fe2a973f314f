//! From a rubric's id to a talk that has not begun.

use std::sync::Arc;

use crate::dialogue::drill::{Drill, PreparedQuestion};
use crate::dialogue::{Interview, Prepared, SessionKind, Setup, Talk};
use crate::error::{Error, Kind, Result, closest};
use crate::messages::tr;
use crate::rubric::{self, Library, Loaded, Rubric};
use crate::text::plain;

/// A talk that has not begun.
pub struct Cast {
    /// The talk.
    pub talk: Box<dyn Talk>,
    /// Title of its rubric.
    pub title: String,
    /// Version of its rubric.
    pub version: String,
}

/// Loads a rubric for a kind of session.
///
/// # Errors
/// An unknown id, with the closest one of the kind; a rubric of the other kind; a file with faults.
pub fn cast(library: &Library, kind: SessionKind, id: &str, setup: Setup) -> Result<Cast> {
    let loaded = library.load(id).map_err(|error| only_of_kind(library, kind, id, error))?;
    let Loaded { rubric, version, .. } = loaded;
    let title = rubric.title().to_owned();
    let talk: Box<dyn Talk> = match (kind, rubric) {
        (SessionKind::Interview, Rubric::Problem(problem)) => {
            Box::new(Interview::new(Arc::new(Prepared::new(problem, library.vocabulary()?)), setup))
        }
        (SessionKind::Drill, Rubric::Question(question)) => {
            Box::new(Drill::new(Arc::new(PreparedQuestion::new(question, library.vocabulary()?)), setup))
        }
        (SessionKind::Interview, Rubric::Question(_)) => {
            let error = Error::usage(tr!("`{id}` is a question, not a problem for a whole interview", id));
            return Err(error.hint(tr!("`sparring drill {id}` asks it", id)));
        }
        (SessionKind::Drill, Rubric::Problem(_)) => {
            let error = Error::usage(tr!("`{id}` is a problem for a whole interview, not a question", id));
            return Err(error.hint(tr!("`sparring interview {id}` starts it", id)));
        }
    };
    Ok(Cast { talk, title, version })
}

/// For an unknown id, the hint names only what the session can be about.
fn only_of_kind(library: &Library, kind: SessionKind, id: &str, error: Error) -> Error {
    if error.kind() != Kind::Usage {
        return error;
    }
    let (wanted, name) = match kind {
        SessionKind::Interview => (rubric::Kind::Problem, "problem"),
        SessionKind::Drill => (rubric::Kind::Question, "question"),
    };
    let known: Vec<String> = library.list().into_iter().filter(|e| e.kind == wanted).map(|e| e.id).collect();
    let error = Error::usage(tr!("there is no {name} `{}`", plain(id), name));
    match (closest(id, known.iter().map(String::as_str)), kind) {
        (Some(near), _) => error.hint(tr!("did you mean `{near}`?", near)),
        (None, SessionKind::Interview) => error.hint(tr!("there are {}", known.join(", "))),
        (None, SessionKind::Drill) => error.hint(tr!("`sparring rubric list` shows them")),
    }
}
