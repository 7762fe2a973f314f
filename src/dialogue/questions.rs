//! Questions inside a line: which sentences ask something of the interviewer, and which are asked of oneself.

use std::sync::LazyLock;

use regex::Regex;

use super::lines::{OPENERS, SUBJECTS};
use super::said::{bare, core, words};

/// A question without a mark has at most this many words.
const UNMARKED_QUESTION: usize = 16;

/// What a sentence says and what it asks: "I'd shard by user, but do we need queries across users?"
pub(super) fn split_question(sentence: &str) -> (&str, &str) {
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
pub(super) fn single_questions(asked: &str) -> Vec<String> {
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
pub(super) fn sentences(line: &str) -> Vec<&str> {
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
pub(super) fn opens(text: &str) -> bool {
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
pub(super) fn answers_itself(asked: &str, follows: Option<&str>) -> bool {
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
