//! Why the interviewer did what it did: made on every event, kept nowhere, since a replay makes it again.

/// Why one line was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The line, by its id.
    pub line: String,
    /// Why this one.
    pub why: String,
    /// What else stood to choose, the next best first.
    pub stood: Vec<String>,
}
