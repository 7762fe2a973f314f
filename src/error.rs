//! What went wrong, said to a person: what, where, and what to do; and the exit code.

use crate::messages::tr;
use std::fmt;
use std::path::Path;

/// Result of everything that touches files, the terminal or what was asked for on the command line.
pub type Result<T> = std::result::Result<T, Error>;

/// The kind of an error, which decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something was checked and faults were found (1).
    Findings,
    /// The command line asks for something that does not exist (2).
    Usage,
    /// A file or its data is bad (3).
    Data,
    /// Interrupted by the user or a signal (130).
    Interrupted,
    /// The reader of our output went away: not an error (0).
    ClosedPipe,
}

/// An error with all that a person needs to go on.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    what: String,
    hint: Option<String>,
}

impl Error {
    /// An error of a kind.
    pub fn new(kind: Kind, what: impl Into<String>) -> Self {
        Error { kind, what: what.into(), hint: None }
    }

    /// Wrong usage.
    pub fn usage(what: impl Into<String>) -> Self {
        Error::new(Kind::Usage, what)
    }

    /// A bad file or bad data.
    pub fn data(what: impl Into<String>) -> Self {
        Error::new(Kind::Data, what)
    }

    /// A failed operation on a file.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours, and it grows")]
    pub fn file(doing: &str, path: &Path, error: &std::io::Error) -> Self {
        let hint = match error.kind() {
            std::io::ErrorKind::NotFound => tr!("check the path"),
            std::io::ErrorKind::PermissionDenied => tr!("check the permissions of the file and its folder"),
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => tr!("free some space"),
            _ => String::new(),
        };
        let error = Error::data(tr!("cannot {doing} {}: {error}", path.display(), doing, error));
        if hint.is_empty() { error } else { error.hint(hint) }
    }

    /// The same error with what to do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// All of it in one line.
    pub fn in_one_line(&self) -> String {
        let hint = self.hint.as_ref().map_or(String::new(), |hint| format!("; {hint}"));
        format!("{}{hint}", self.what)
    }

    /// What kind of error it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The exit code: 0 closed pipe, 1 findings, 2 usage, 3 data, 130 interrupted.
    pub fn exit_code(&self) -> u8 {
        match self.kind {
            Kind::ClosedPipe => 0,
            Kind::Findings => 1,
            Kind::Usage => 2,
            Kind::Data => 3,
            Kind::Interrupted => 130,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        match &self.hint {
            Some(hint) => write!(f, "{}", tr!("\n  hint: {hint}", hint)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

/// An error while writing output. A closed pipe is told apart: it ends the program quietly.
impl From<std::io::Error> for Error {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours, and it grows")]
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Error::new(Kind::ClosedPipe, tr!("the reader of the output is gone")),
            _ => Error::data(tr!("input or output failed: {error}", error)),
        }
    }
}

/// Names at least this similar (Jaro-Winkler, 0 to 1) are offered as "did you mean".
const SIMILAR: f64 = 0.8;

/// The known name that is closest to what was typed, if any is close.
pub fn closest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(typed, name), name))
        .filter(|(similarity, _)| *similarity >= SIMILAR)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}
