//! What a typed line of a drill is. All that is no command is a part of the answer.

use super::super::intent::{self, Intent};
use super::super::said::{bare, is_courtesy};
use crate::error::closest;

/// Something the candidate can tell the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// The answer is complete.
    Done,
    /// A hint, please.
    Hint,
    /// Say the question again.
    Repeat,
    /// How much time is left?
    Time,
    /// Stop the clock.
    Pause,
    /// Pass on this one.
    Skip,
    /// Take the last line back.
    Undo,
    /// Open the editor.
    Edit,
    /// What was said so far.
    Notes,
    /// End here.
    Quit,
    /// What can be done here.
    Help,
}

/// All commands: name, meaning, and what it does, in the order of the help.
pub const COMMANDS: &[(&str, Command, &str)] = &[
    ("done", Command::Done, "the answer is complete (as an empty line)"),
    ("hint", Command::Hint, "ask for a hint (it is noted)"),
    ("repeat", Command::Repeat, "hear the question again"),
    ("time", Command::Time, "how much time is left"),
    ("pause", Command::Pause, "stop the clock"),
    ("skip", Command::Skip, "pass: what was said is marked, the rest is told"),
    ("undo", Command::Undo, "take the last line back"),
    ("edit", Command::Edit, "write the answer in your editor"),
    ("notes", Command::Notes, "what you said so far"),
    ("quit", Command::Quit, "end here; what was said is marked"),
    ("help", Command::Help, "this list"),
];

/// Whole lines that end the answer. The interview takes some of them for "the next step".
const DONE: &[&str] = &[
    "done",
    "im done",
    "i am done",
    "thats all",
    "that is all",
    "thats it",
    "that is it",
    "nothing else",
    "nothing to add",
    "nothing more",
    "no more",
    "next",
    "go on",
    "continue",
    "end of answer",
    "that is my answer",
    "thats my answer",
];

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A command, by name or in plain English; an empty line is [`Command::Done`].
    Command(Command),
    /// `/word` that is no command; the closest one.
    Unknown(Option<&'static str>),
    /// The candidate asks for a moment.
    Moment,
    /// The candidate does not know.
    DontKnow,
    /// The candidate asks what the marks are or what the answer is.
    Fishing,
    /// A part of the answer.
    Answer,
}

/// Reads a line.
pub fn read(line: &str) -> Line {
    let line = line.trim();
    if line.is_empty() {
        return Line::Command(Command::Done);
    }
    if let Some(line) = slash(line) {
        return line;
    }
    if DONE.contains(&bare(line).as_str()) {
        return Line::Command(Command::Done);
    }
    match intent::read(line) {
        Intent::Command(command) => Line::Command(said(command)),
        Intent::Moment => Line::Moment,
        Intent::DontKnow => Line::DontKnow,
        Intent::Skip => Line::Command(Command::Skip),
        Intent::Fishing => Line::Fishing,
        // "Yes" answers a narrow question, and a question is thinking aloud: there is no fact sheet here.
        Intent::Blank
        | Intent::UnknownCommand(_)
        | Intent::FindOut
        | Intent::Yes
        | Intent::No
        | Intent::Meaning
        | Intent::Pushback
        | Intent::Greeting
        | Intent::Talk { .. } => Line::Answer,
    }
}

/// A line that starts with a slash and one word: a command or a slip of one. `/api/v1/links` is neither.
fn slash(line: &str) -> Option<Line> {
    let word = line.strip_prefix('/')?;
    let (first, rest) = word.split_once(char::is_whitespace).unwrap_or((word, ""));
    let first = first.to_ascii_lowercase();
    let known = COMMANDS.iter().find(|(name, ..)| *name == first).map(|(_, command, _)| Line::Command(*command));
    if !rest.is_empty() {
        return known.filter(|_| is_courtesy(rest));
    }
    let word = !first.is_empty() && first.chars().all(|c| c.is_ascii_alphabetic());
    known.or_else(|| word.then(|| Line::Unknown(closest(&first, COMMANDS.iter().map(|(name, ..)| *name)))))
}

/// An interview's command, said in plain English.
fn said(command: intent::Command) -> Command {
    match command {
        // What is left of it here: "skip", "move on", "next question".
        intent::Command::Next => Command::Skip,
        intent::Command::Hint => Command::Hint,
        intent::Command::Repeat => Command::Repeat,
        intent::Command::Time => Command::Time,
        intent::Command::Pause => Command::Pause,
        intent::Command::Edit => Command::Edit,
        intent::Command::Undo => Command::Undo,
        intent::Command::Notes => Command::Notes,
        intent::Command::Quit => Command::Quit,
        intent::Command::Help => Command::Help,
    }
}

/// Whether a line says no to another question.
pub fn declines(line: &str) -> bool {
    let no = ["no", "n", "nope", "no thanks", "stop", "enough", "thats enough", "im finished", "not now"];
    read(line) == Line::Command(Command::Quit) || no.contains(&bare(line).as_str())
}

/// The list of commands, in words.
pub fn help() -> String {
    let mut lines = vec!["Type your answer, over as many lines as you like. An empty line ends it.".to_owned()];
    lines.extend(COMMANDS.iter().map(|(name, _, does)| format!("  /{name:<8}{does}")));
    let keys = ["plain English works too (\"can I get a hint?\")", "a pasted block is one line of your answer"];
    lines.extend(keys.iter().map(|key| format!("  {key}")));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_what_a_person_would_take_it_for() {
        let command = Line::Command;
        let rows: &[(&str, Line)] = &[
            ("", command(Command::Done)),
            ("   \t", command(Command::Done)),
            ("/done", command(Command::Done)),
            ("/DONE please", command(Command::Done)),
            ("That's all.", command(Command::Done)),
            ("I'm done", command(Command::Done)),
            ("skip this", command(Command::Skip)),
            ("let's move on", command(Command::Skip)),
            ("/skip", command(Command::Skip)),
            ("could I get a hint?", command(Command::Hint)),
            ("how much time is left?", command(Command::Time)),
            ("can we pause", command(Command::Pause)),
            ("scratch that", command(Command::Undo)),
            ("quit", command(Command::Quit)),
            ("/hnt", Line::Unknown(Some("hint"))),
            ("/xyzzy", Line::Unknown(None)),
            ("/", Line::Answer),
            ("/api/v1/links is the endpoint", Line::Answer),
            ("/done is what the client calls when it has finished", Line::Answer),
            ("let me think", Line::Moment),
            ("I don't know", Line::DontKnow),
            ("what's the answer?", Line::Fishing),
            ("yes", Line::Answer),
            ("---", Line::Answer),
            ("Is it a majority? I think so.", Line::Answer),
            ("When one copy is gone we skip this replica", Line::Answer),
        ];
        for (line, expected) in rows {
            assert_eq!(read(line), *expected, "{line:?}");
        }
    }
}
