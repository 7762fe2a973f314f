//! What a typed line is: an answer, a question back, a command, or something said about the conversation.

use super::lines::{COMMANDS, COURTESY, DONT_KNOW, FISHING, MOMENT, OPENERS, OWN, SPOKEN, SUBJECTS, YES};
use crate::error::closest;

/// Something the candidate can tell the program, as `/name` or in plain English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Go on to the next step.
    Next,
    /// A hint, please.
    Hint,
    /// Say the question again.
    Repeat,
    /// How much time is left?
    Time,
    /// Stop the clock.
    Pause,
    /// Open the editor on the draft.
    Edit,
    /// Take the last answer back.
    Undo,
    /// What was said so far.
    Notes,
    /// End here.
    Quit,
    /// What can be done here.
    Help,
}

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intent {
    /// Nothing was typed.
    Blank,
    /// A command, by name or in plain English.
    Command(Command),
    /// `/word` that is no command; the closest one.
    UnknownCommand(Option<&'static str>),
    /// The candidate asks for a moment.
    Moment,
    /// The candidate does not know.
    DontKnow,
    /// The candidate agrees to what was offered.
    Yes,
    /// The candidate asks what the marks are or what the answer is.
    Fishing,
    /// Questions, and what was said beside them.
    Talk {
        /// Questions back, in order.
        questions: Vec<String>,
        /// The rest, to be marked; empty if there is none.
        answer: String,
    },
}

/// Reads a line.
pub fn read(line: &str) -> Intent {
    let line = line.trim();
    if !line.chars().any(char::is_alphanumeric) {
        return Intent::Blank;
    }
    if let Some(intent) = slash(line) {
        return intent;
    }
    let said = bare(line);
    let is = |lines: &[&str]| lines.contains(&said.as_str());
    if let Some((command, _)) = SPOKEN.iter().find(|(_, lines)| is(lines)) {
        return Intent::Command(*command);
    }
    if said.is_empty() || is(YES) {
        return Intent::Yes;
    }
    if is(MOMENT) {
        return Intent::Moment;
    }
    if is(DONT_KNOW) {
        return Intent::DontKnow;
    }
    if fishing(&said) {
        return Intent::Fishing;
    }
    talk(line)
}

/// A line that starts with a slash: a command, a slip of one, or text such as `/api/v1/links`.
fn slash(line: &str) -> Option<Intent> {
    let word = line.strip_prefix('/')?;
    if !word.chars().all(|c| c.is_ascii_alphabetic()) {
        let (first, rest) = word.split_once(char::is_whitespace)?;
        let known = COMMANDS.iter().find(|(name, ..)| *name == first);
        // "/next please" is a command; "/next is the endpoint that …" is an answer.
        return known.filter(|_| bare(rest).is_empty()).map(|(_, command, _)| Intent::Command(*command));
    }
    let word = word.to_ascii_lowercase();
    match COMMANDS.iter().find(|(name, ..)| *name == word) {
        Some((_, command, _)) => Some(Intent::Command(*command)),
        None => Some(Intent::UnknownCommand(closest(&word, COMMANDS.iter().map(|(name, ..)| *name)))),
    }
}

/// Lower case, letters and digits only, without courtesy words.
pub(super) fn bare(line: &str) -> String {
    let cleaned: String = line
        .to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '\'' | '’'))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words: Vec<&str> = cleaned.split_whitespace().collect();
    let mut kept = words.as_slice();
    while let [first, rest @ ..] = kept
        && COURTESY.contains(first)
    {
        kept = rest;
    }
    // "Right" at the end is no courtesy: "is that right?"
    while let [rest @ .., last] = kept
        && matches!(*last, "please" | "thanks" | "sorry" | "now" | "ok" | "okay")
    {
        kept = rest;
    }
    // "ok" alone is an answer to "shall we go on?", not mere courtesy.
    if kept.is_empty() && words.iter().any(|w| matches!(*w, "ok" | "okay" | "alright" | "great" | "cool" | "right")) {
        return "ok".to_owned();
    }
    kept.join(" ")
}

fn fishing(said: &str) -> bool {
    FISHING.contains(&said)
}

fn talk(line: &str) -> Intent {
    let mut questions = Vec::new();
    let mut answer = String::new();
    for sentence in sentences(line) {
        if is_question(sentence) {
            questions.push(sentence.trim().to_owned());
        } else {
            answer.push_str(sentence);
        }
    }
    if !answer.chars().any(char::is_alphanumeric) || (!questions.is_empty() && bare(&answer).is_empty()) {
        answer.clear();
    }
    // "What if the cache dies?" alone is asked of the interviewer; with an answer behind it, of oneself.
    let only_questions = sentences(&answer).iter().all(|s| s.trim_end().ends_with('?'));
    if questions.is_empty() && only_questions && !answer.is_empty() {
        questions = sentences(&answer).iter().map(|s| s.trim().to_owned()).collect();
        answer.clear();
    }
    Intent::Talk { questions, answer: answer.trim().to_owned() }
}

/// Sentences with their marks and line ends.
fn sentences(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut chars = line.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, n)| *n);
        let ends = c == '\n' || matches!(c, '.' | '?' | '!') && next.is_none_or(char::is_whitespace);
        if ends {
            parts.push(&line[start..i + c.len_utf8()]);
            start = i + c.len_utf8();
        }
    }
    parts.push(&line[start..]);
    parts.retain(|p| !p.trim().is_empty());
    parts
}

fn is_question(sentence: &str) -> bool {
    let marked = sentence.trim_end().ends_with('?');
    let said = bare(sentence);
    let mut words = said
        .split(' ')
        .skip_while(|w| matches!(*w, "and" | "but" | "also" | "then" | "first" | "just" | "quick" | "question"));
    let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let count = said.split(' ').count();
    if marked {
        return !OWN.contains(&said.as_str()) && !said.starts_with("what if") && !said.starts_with("what happens");
    }
    let asks = match first {
        "how" => matches!(
            second,
            "many" | "much" | "long" | "often" | "big" | "large" | "fast" | "do" | "does" | "should" | "is" | "are"
        ),
        "what" | "whats" | "which" | "who" => matches!(
            second,
            "is" | "are" | "about" | "kind" | "kinds" | "should" | "does" | "do" | "the" | "scale" | "latency" | "qps"
        ),
        "is" | "are" | "do" | "does" | "can" | "could" | "should" | "shall" | "will" | "would" | "may" => {
            SUBJECTS.contains(&second)
        }
        _ => false,
    };
    asks && OPENERS.contains(&first) && count <= 16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(line: &str) -> String {
        match read(line) {
            Intent::Blank => "blank".to_owned(),
            Intent::Command(command) => format!("{command:?}").to_lowercase(),
            Intent::UnknownCommand(near) => format!("unknown {}", near.unwrap_or("-")),
            Intent::Moment => "moment".to_owned(),
            Intent::DontKnow => "dont-know".to_owned(),
            Intent::Yes => "yes".to_owned(),
            Intent::Fishing => "fishing".to_owned(),
            Intent::Talk { questions, answer } => {
                format!("{} questions{}", questions.len(), if answer.is_empty() { "" } else { " and an answer" })
            }
        }
    }

    #[test]
    fn every_line_is_what_a_person_would_take_it_for() {
        for row in include_str!("../../tests/data/lines.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let (expected, line) = row.split_once(" | ").unwrap();
            assert_eq!(class(&line.replace("\\n", "\n")), expected.trim_end(), "{line}");
        }
    }
}
