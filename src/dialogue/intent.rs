//! What a typed line is: an answer, a question back, a command, or something said about the conversation.

use std::sync::LazyLock;

use regex::Regex;

use super::lines::COMMANDS;
use super::questions::{answers_itself, sentences, single_questions, split_question};
use super::said::{Said, bare, core, is_courtesy, said, words};
use crate::error::closest;

/// Something the candidate can tell the program, as `/name` or in plain English. The order is that in which a line that says
/// several is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Command {
    /// End here.
    Quit,
    /// Stop the clock.
    Pause,
    /// Take the last answer back.
    Undo,
    /// What was said so far.
    Notes,
    /// How much time is left?
    Time,
    /// What can be done here.
    Help,
    /// A hint, please.
    Hint,
    /// Say the question again.
    Repeat,
    /// Open the editor on the draft.
    Edit,
    /// Go on to the next step.
    Next,
}

impl Command {
    /// The command of a name, without the slash.
    pub fn from_name(name: &str) -> Option<Command> {
        COMMANDS.iter().find(|(known, ..)| *known == name).map(|(_, command, _)| *command)
    }
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
    /// The candidate does not know, and says how to find out.
    FindOut,
    /// The candidate agrees to what was offered.
    Yes,
    /// The candidate declines.
    No,
    /// The candidate asks what the marks are or what the answer is.
    Fishing,
    /// The candidate asks what a word or the question means.
    Meaning,
    /// The candidate objects to the question.
    Pushback,
    /// The candidate wants another question.
    Skip,
    /// The candidate says hello, or thanks.
    Greeting,
    /// Questions, and what was said beside them.
    Talk {
        /// Questions back, in order.
        questions: Vec<String>,
        /// The rest, to be marked; empty if there is none.
        answer: String,
        /// Whether the candidate wants to go on to the next step then.
        next: bool,
    },
}

/// Most words beside a command in plain English that still are only its excuse: "sorry, someone is at the door".
const EXCUSE: usize = 8;
/// The same beside "I don't know" and "let me think": more is an answer.
const SHORT_EXCUSE: usize = 3;

/// Reads a line.
pub fn read(line: &str) -> Intent {
    let line = line.trim();
    if !line.chars().any(char::is_alphanumeric) {
        return Intent::Blank;
    }
    if let Some(intent) = slash(line) {
        return intent;
    }
    let clauses = clauses(line);
    if let ([_], Some(said)) = (clauses.as_slice(), said(line)) {
        return intent_of(said);
    }
    let kinds: Vec<Option<Said>> = clauses.iter().map(|clause| said(clause)).collect();
    let spare: Vec<&str> = clauses.iter().zip(&kinds).filter(|(_, kind)| kind.is_none()).map(|(c, _)| *c).collect();
    let spare_words: usize = spare.iter().map(|clause| core(&words(clause)).len()).sum();
    let plain = spare.iter().all(|clause| !clause.contains(|c: char| c.is_ascii_digit() || "=<>/{}()".contains(c)));
    if finds_out(line) && !line.contains('=') {
        return Intent::FindOut;
    }
    let first = kinds.iter().flatten().min().copied();
    if let Some(first) = first {
        let room = match first {
            Said::Command(Command::Next) | Said::Yes | Said::No | Said::Greeting => 0,
            Said::Moment | Said::DontKnow => SHORT_EXCUSE,
            Said::Command(_) | Said::Fishing | Said::Meaning | Said::Pushback | Said::Skip => EXCUSE,
        };
        if spare_words == 0 || (spare_words <= room && plain) {
            return intent_of(first);
        }
    }
    let (rest, next) = without_next(line);
    talk(rest, next)
}

fn intent_of(said: Said) -> Intent {
    match said {
        Said::Command(command) => Intent::Command(command),
        Said::Fishing => Intent::Fishing,
        Said::Meaning => Intent::Meaning,
        Said::Pushback => Intent::Pushback,
        Said::Skip => Intent::Skip,
        Said::Greeting => Intent::Greeting,
        Said::Moment => Intent::Moment,
        Said::DontKnow => Intent::DontKnow,
        Said::Yes => Intent::Yes,
        Said::No => Intent::No,
    }
}

/// A line that starts with a slash: a command, a slip of one, or text such as `/api/v1/links`.
fn slash(line: &str) -> Option<Intent> {
    let word = line.strip_prefix('/')?;
    if !word.chars().all(|c| c.is_ascii_alphabetic()) {
        let (first, rest) = word.split_once(char::is_whitespace)?;
        // "/next please" is a command; "/next is the endpoint that …" is an answer.
        return Command::from_name(first).filter(|_| is_courtesy(rest)).map(Intent::Command);
    }
    let word = word.to_ascii_lowercase();
    match Command::from_name(&word) {
        Some(command) => Some(Intent::Command(command)),
        None => Some(Intent::UnknownCommand(closest(&word, COMMANDS.iter().map(|(name, ..)| *name)))),
    }
}

/// The parts between sentence ends, commas, colons and dashes. A dot inside a word or number ends nothing.
fn clauses(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    let mut chars = line.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, n)| *n);
        let ends = match c {
            '\n' | ';' => true,
            '.' | '?' | '!' | ',' | ':' | '…' => next.is_whitespace() || next == c,
            '-' | '–' | '—' => before.is_whitespace() && next.is_whitespace(),
            _ => false,
        };
        if ends {
            parts.push(&line[start..i]);
            start = i + c.len_utf8();
        }
        before = c;
    }
    parts.push(&line[start..]);
    parts.retain(|part| part.chars().any(char::is_alphanumeric));
    parts
}

/// "I don't know, I would measure it": an admission, and a way to find out.
fn finds_out(line: &str) -> bool {
    static ADMITS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^(?:(?:i|im|am|i am|really|honestly|we|quite) )*(?:do not know|dont know|not sure|not certain|no idea|no clue|cant say|cannot say|cant tell|unsure|uncertain|(?:dont|do not|cant) (?:remember|recall)|idk|dunno|could not (?:say|tell)|couldnt (?:say|tell)|cant tell|never (?:used|measured|tried)|havent (?:used|measured|tried)|hard to (?:say|tell)|have no idea)\b",
        )
        .ok()
    });
    static FINDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"\b(?:id|i would|would|i will|ill|we would|wed|i should|have to|need to|i can|i could|lets|let me) (?:\w+ ){0,4}?(?:measure|measuring|benchmark|test|check|look|ask|read|profile|prototype|try|find out|google|search|sample|poc|spike|experiment|experiments|dig|verify|research|consult|instrument|simulate|compare|shadow|docs|documentation|see|microbenchmark|replay|open a ticket|fire up|push it|find)\b",
        )
        .ok()
    });
    let said = bare(line);
    let fits = |regex: &LazyLock<Option<Regex>>| regex.as_ref().is_some_and(|r| r.is_match(&said));
    let assumes = [" assume ", " say ", " because "].iter().any(|word| said.contains(word));
    fits(&ADMITS) && fits(&FINDS) && !assumes
}

/// The line without a wish to go on at its end.
fn without_next(line: &str) -> (&str, bool) {
    let mut rest = line;
    let mut wants = false;
    while let Some(last) = clauses(rest).last().copied()
        && said(last) == Some(Said::Command(Command::Next))
    {
        let start = last.as_ptr() as usize - rest.as_ptr() as usize;
        rest = rest[..start].trim_end().trim_end_matches([',', '-', ';', ':']).trim_end();
        wants = true;
    }
    (rest, wants)
}

fn talk(line: &str, next: bool) -> Intent {
    let mut questions: Vec<String> = Vec::new();
    let mut answer = String::new();
    let sentences = sentences(line);
    for (number, sentence) in sentences.iter().enumerate() {
        let follows = sentences.get(number + 1).copied();
        let (said, asked) = split_question(sentence);
        if asked.is_empty() || (answers_itself(asked, follows) && said.is_empty()) {
            answer.push_str(sentence);
        } else {
            answer.push_str(said);
            questions.extend(single_questions(asked));
        }
    }
    let spoken = |text: &str| text.chars().any(char::is_alphanumeric);
    if !spoken(&answer) || (!questions.is_empty() && core(&words(&answer)).len() <= 1 && said(&answer).is_some()) {
        answer.clear();
    }
    // "What if the cache dies?" alone is asked of the interviewer; with an answer behind it, of oneself.
    if questions.is_empty() && !answer.is_empty() && sentences.iter().all(|s| s.trim_end().ends_with('?')) {
        questions = sentences.iter().map(|s| s.trim().to_owned()).collect();
        answer.clear();
    }
    Intent::Talk { questions, answer: answer.trim().to_owned(), next }
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
            Intent::FindOut => "find-out".to_owned(),
            Intent::Yes => "yes".to_owned(),
            Intent::No => "no".to_owned(),
            Intent::Fishing => "fishing".to_owned(),
            Intent::Meaning => "meaning".to_owned(),
            Intent::Pushback => "pushback".to_owned(),
            Intent::Skip => "skip".to_owned(),
            Intent::Greeting => "greeting".to_owned(),
            Intent::Talk { questions, answer, next } => match (questions.len(), answer.is_empty(), next) {
                (0, _, false) => "answer".to_owned(),
                (0, _, true) => "answer then next".to_owned(),
                (asked, true, _) => format!("{asked} questions"),
                (asked, false, _) => format!("{asked} questions and an answer"),
            },
        }
    }

    /// The rows of a table that are read otherwise than a person would.
    fn misread(table: &str) -> (Vec<String>, usize) {
        let rows = table.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
        let rows: Vec<(&str, String)> = rows
            .map(|row| row.split_once(" | ").unwrap())
            .map(|(class, line)| (class.trim(), line.replace("\\n", "\n")))
            .collect();
        let wrong = rows.iter().filter(|(expected, line)| class(line) != *expected);
        (
            wrong.map(|(expected, line)| format!("{expected} | {line:?} is taken for `{}`", class(line))).collect(),
            rows.len(),
        )
    }

    fn at_most_three_in_a_hundred(table: &str, least: usize) {
        let (wrong, all) = misread(table);
        let list = wrong.join("\n");
        println!("{} of {all} misread\n{list}", wrong.len());
        assert!(all >= least && wrong.len() * 100 <= all * 3, "{} of {all} misread:\n{list}", wrong.len());
    }

    #[test]
    fn lines_are_what_a_person_would_take_them_for() {
        at_most_three_in_a_hundred(include_str!("../../tests/data/lines.txt"), 600);
    }

    #[test]
    fn so_are_lines_that_the_templates_were_not_written_for() {
        at_most_three_in_a_hundred(include_str!("../../tests/data/lines-unseen.txt"), 300);
    }
}
