//! Commands and words that open a question: tables for [`super::intent`].

use super::intent::Command;

/// All commands: name and what it does, in the order of the help.
pub const COMMANDS: &[(&str, Command, &str)] = &[
    ("next", Command::Next, "go on to the next step"),
    ("hint", Command::Hint, "ask for a hint (it is noted)"),
    ("repeat", Command::Repeat, "hear the question again"),
    ("time", Command::Time, "how much time is left"),
    ("pause", Command::Pause, "stop the clock (it is noted)"),
    ("edit", Command::Edit, "write the answer in your editor"),
    ("undo", Command::Undo, "take the last answer back"),
    ("notes", Command::Notes, "what was said so far"),
    ("quit", Command::Quit, "end here; what was said is marked"),
    ("help", Command::Help, "this list"),
];

/// First words of a question to the interviewer.
pub const OPENERS: &[&str] = &[
    "what", "whats", "how", "who", "when", "where", "which", "why", "is", "are", "do", "does", "did", "can", "could",
    "should", "shall", "will", "would", "may", "any", "has", "have", "am",
];
/// After an auxiliary, these make a question even without a mark.
pub const SUBJECTS: &[&str] = &[
    "i", "we", "you", "it", "they", "there", "the", "this", "these", "that", "users", "links", "clients", "our", "a",
    "any", "people",
];
