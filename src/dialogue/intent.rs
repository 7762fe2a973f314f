//! What a typed line is: an answer, a question back, a command, or something said about the conversation.

use std::sync::LazyLock;

use regex::Regex;

use super::lines::{COMMANDS, OPENERS, SUBJECTS};
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
/// A question without a mark has at most this many words.
const UNMARKED_QUESTION: usize = 16;

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
            Said::Command(Command::Next) | Said::Yes | Said::No => 0,
            Said::Moment | Said::DontKnow => SHORT_EXCUSE,
            Said::Command(_) | Said::Fishing | Said::Meaning | Said::Pushback => EXCUSE,
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

/// What a sentence says and what it asks: "I'd shard by user, but do we need queries across users?"
fn split_question(sentence: &str) -> (&str, &str) {
    let marked = sentence.trim_end().ends_with('?');
    if is_question(sentence) && (opens(sentence) || !marked) {
        return ("", sentence);
    }
    if marked {
        for (comma, _) in sentence.match_indices(", ") {
            let tail = &sentence[comma + 2..];
            if is_question(tail) && opens(tail) {
                return (&sentence[..comma], tail);
            }
        }
    }
    if marked && is_question(sentence) { ("", sentence) } else { (sentence, "") }
}

/// The single questions of a sentence: "how many users, and how big is a message".
fn single_questions(asked: &str) -> Vec<String> {
    let mut parts: Vec<&str> = Vec::new();
    let mut start = 0;
    let breaks =
        asked.match_indices(", ").chain(asked.match_indices(" and ")).map(|(at, found)| (at, at + found.len()));
    let mut breaks: Vec<(usize, usize)> = breaks.collect();
    breaks.sort_unstable();
    for (at, after) in breaks {
        let part = |text: &str| opens(text) && core(&words(text)).len() >= 3;
        if at > start && part(&asked[after..]) && opens(&asked[start..at]) {
            parts.push(&asked[start..at]);
            start = after;
        }
    }
    parts.push(&asked[start..]);
    parts.iter().map(|part| part.trim().to_owned()).collect()
}

/// Sentences with their marks and line ends.
fn sentences(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    let mut chars = line.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, n)| *n);
        // A question mark behind a blank is a placeholder: "WHERE tenant = ?".
        let marks = matches!(c, '.' | '!') || c == '?' && !before.is_whitespace();
        let ends = c == '\n' || marks && next.is_none_or(char::is_whitespace);
        before = c;
        if ends {
            parts.push(&line[start..i + c.len_utf8()]);
            start = i + c.len_utf8();
        }
    }
    parts.push(&line[start..]);
    parts.retain(|p| !p.trim().is_empty());
    parts
}

/// Whether a piece of text begins as a question does.
fn opens(text: &str) -> bool {
    let said = words(text);
    let said = core(&said);
    said.first().is_some_and(|w| matches!(w.as_str(), "who" | "what" | "which" | "how")) || asks(said, false)
}

fn is_question(sentence: &str) -> bool {
    let marked = sentence.trim_end().ends_with('?');
    let said = words(sentence);
    let said = core(&said);
    if marked {
        return asks(said, true);
    }
    // "Is it read heavy, yes by far, so …" answers itself; a list of columns or an arrow asks nothing.
    let answers = sentence.split([',', '-']).skip(1).any(|part| {
        matches!(
            words(part).first().map(String::as_str),
            Some("yes" | "no" | "so" | "because" | "then" | "id" | "yeah")
        )
    });
    let code = sentence.contains(|c: char| "={}>:".contains(c));
    asks(said, false) && said.len() <= UNMARKED_QUESTION && !answers && !code
}

/// Whether words ask something of the interviewer.
fn asks(said: &[String], marked: bool) -> bool {
    // "For how long", "in which regions", "before I start, what's the scale".
    let led = |w: &String| ["for", "in", "on", "at", "to", "by", "from", "with"].contains(&w.as_str());
    let said = match said {
        [first, rest @ ..]
            if led(first) && rest.first().is_some_and(|w| ["how", "what", "which"].contains(&w.as_str())) =>
        {
            rest
        }
        _ => said,
    };
    let word = |n: usize| said.get(n).map_or("", String::as_str);
    let (first, second, third) = (word(0), word(1), word(2));
    if ["what if", "what happens"].iter().any(|own| format!("{first} {second}") == *own) {
        return false;
    }
    if asks_indirectly(&said.join(" ")) {
        return true;
    }
    if marked {
        return true;
    }
    let auxiliary = |w: &str| {
        matches!(
            w,
            "is" | "are"
                | "do"
                | "does"
                | "did"
                | "can"
                | "could"
                | "should"
                | "must"
                | "will"
                | "would"
                | "may"
                | "has"
                | "have"
        )
    };
    match first {
        "how" => {
            let measured = matches!(
                second,
                "many"
                    | "much"
                    | "mny"
                    | "long"
                    | "often"
                    | "big"
                    | "large"
                    | "fast"
                    | "far"
                    | "high"
                    | "fresh"
                    | "old"
                    | "stale"
            );
            measured || auxiliary(second) || auxiliary(third)
        }
        "what" | "which" | "who" | "whos" => {
            let thing = matches!(
                second,
                "about" | "kind" | "kinds" | "the" | "scale" | "latency" | "qps" | "type" | "types" | "sort" | "should"
            );
            let noun = !matches!(second, "we" | "i" | "it" | "you" | "they" | "this" | "that" | "follows" | "comes");
            thing
                || auxiliary(second)
                || (noun && said.iter().any(|w| auxiliary(w)) && first != "who")
                || (first == "who" && said.len() <= 8)
                || (first == "which" && noun && said.len() <= 8)
                || (first == "what" && noun && said.len() <= 8)
        }
        "whats" | "any" => {
            said.len() <= if second == "the" { UNMARKED_QUESTION } else { 9 }
                && !matches!(second, "more" | "of" | "other" | "node" | "server")
        }
        "is" | "are" | "does" | "did" | "must" | "should" | "shall" | "will" | "would" | "could" | "may" | "can" => {
            let verb = matches!(
                second,
                "be" | "not" | "have" | "always" | "never" | "also" | "only" | "use" | "lose" | "stay" | "get" | "then"
            );
            !second.is_empty() && !verb && (SUBJECTS.contains(&second) || said.len() <= 10)
        }
        "do" | "have" | "has" => {
            SUBJECTS.contains(&second) && !matches!(second, "a" | "the" | "this" | "it" | "that")
                || (first == "do" && second.ends_with('s') && !word(2).is_empty())
        }
        "when" | "where" | "why" => auxiliary(second),
        _ => OPENERS.contains(&first) && auxiliary(first) && SUBJECTS.contains(&second),
    }
}

/// "I'd like to know …", "can you tell me …", "wondering …".
fn asks_indirectly(said: &str) -> bool {
    static INDIRECT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^(?:(?:before i start|i was|im|i am|i|just|may i|can i|could i|let me) )*(?:(?:would|d|id|wd) (?:like|love|need|want) to (?:know|understand|ask|clarify|hear)|like to know|(?:need|want) to (?:know|understand|ask|clarify)|(?:can|could|would) you (?:please )?(?:tell|share|clarify|give me|say|describe|confirm|specify)|(?:tell|talk to) me (?:about|how|what|who|which|more|if|whether|the)|(?:d|would|id) be interested in|interested in|wondering|curious|ask (?:how|what|which|if|whether|about|who))\b",
        )
        .ok()
    });
    INDIRECT.as_ref().is_some_and(|regex| regex.is_match(said))
}

/// Whether a question is asked of oneself: the design's own ("how do we handle …?"), with the answer right behind it. What
/// begins with a guess ("I'd assume …", "if not …") is no answer: the question stands.
fn answers_itself(asked: &str, follows: Option<&str>) -> bool {
    const OWN: [&str; 16] = [
        "what if",
        "what happens",
        "what about",
        "why",
        "so why",
        "how do we",
        "how do i",
        "how would",
        "where do we",
        "where do i",
        "where does",
        "what does the user",
        "what do we do",
        "who ",
        "how to",
        "how can we",
    ];
    const GUESS: [&str; 20] = [
        "if",
        "i",
        "id",
        "im",
        "assume",
        "say",
        "guess",
        "otherwise",
        "either",
        "with",
        "then",
        "so",
        "maybe",
        "probably",
        "let",
        "lets",
        "we",
        "my",
        "in",
        "for",
    ];
    let Some(follows) = follows.filter(|f| !asked.ends_with('\n') && f.chars().any(char::is_alphanumeric)) else {
        return false;
    };
    let (said, answer) = (bare(asked), words(follows));
    let first = core(&answer).first().map_or("", String::as_str);
    let guesses = GUESS.contains(&first) || first.starts_with(|c: char| c.is_ascii_digit());
    let designs = OWN.iter().any(|start| said.starts_with(start)) && !said.starts_with("who are");
    // "A library or a service? Service, because …"
    let chooses = said.contains(" or ") && first.len() > 2 && said.split(' ').any(|word| word == first);
    let named = core(&words(asked)).len() <= 2;
    !is_question(follows) && !guesses && (designs || chooses || named)
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
