//! What a clause says to the interviewer, by the templates of `said.txt`: commands in plain English, "I don't know", a
//! request for a moment, an objection, and so on.
//!
//! A template must fit a whole clause, fillers at both ends left out: "the next step is to shard" is no wish to go on. A slip
//! of the keys is put right where it makes a word of the templates out of a word that nobody knows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use strsim::damerau_levenshtein;

use super::intent::Command;
use crate::matching::subject::is_of_the_field;
use crate::text::{is_common_word, is_function_word, stem_of};

/// What a clause says, the most telling first: a line of several clauses is taken for the first of its kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    /// A command in plain English.
    Command(Command),
    /// Asks for the marks or the answer.
    Fishing,
    /// Asks what a word or the question means.
    Meaning,
    /// Objects to the question.
    Pushback,
    /// Wants another question.
    Skip,
    /// Asks for a moment.
    Moment,
    /// Does not know.
    DontKnow,
    /// Agrees.
    Yes,
    /// Declines.
    No,
    /// Says hello, or thanks.
    Greeting,
}

/// Words that change nothing at the start of a clause.
const BEFORE: &[&str] = &[
    "um",
    "uh",
    "hm",
    "hmm",
    "ok",
    "okay",
    "so",
    "well",
    "right",
    "alright",
    "sorry",
    "oh",
    "oops",
    "wait",
    "please",
    "pls",
    "hey",
    "hi",
    "now",
    "and",
    "but",
    "then",
    "actually",
    "honestly",
    "tbh",
    "maybe",
    "great",
    "cool",
    "good",
    "fine",
    "thanks",
    "thank",
    "just",
    "also",
    "yeah",
    "ah",
    "perhaps",
    "first",
    "quick",
    "basically",
];
/// And at its end.
const BEHIND: &[&str] =
    &["please", "pls", "thanks", "sorry", "now", "ok", "okay", "then", "tbh", "here", "though", "too", "honestly"];
/// Slips are looked for in clauses up to this many words.
const SHORT_CLAUSE: usize = 12;

/// A cue begins among the first words of a clause.
const CUE_REACH: usize = 4;

/// The templates, compiled: one expression a class.
struct Templates {
    /// Templates of a whole clause.
    whole: Vec<(Said, Regex)>,
    /// Cues: see `said.txt`.
    cues: Vec<(Said, Regex)>,
    words: BTreeSet<String>,
}

static TEMPLATES: LazyLock<Templates> = LazyLock::new(|| Templates::read(include_str!("said.txt")));

fn class(name: &str) -> Option<Said> {
    Some(match name {
        "fishing" => Said::Fishing,
        "meaning" => Said::Meaning,
        "pushback" => Said::Pushback,
        "skip" => Said::Skip,
        "greeting" | "thanks" => Said::Greeting,
        "moment" => Said::Moment,
        "dont-know" => Said::DontKnow,
        "yes" => Said::Yes,
        "no" => Said::No,
        _ => Said::Command(Command::from_name(name)?),
    })
}

impl Templates {
    fn read(written: &str) -> Templates {
        let mut fragments: BTreeMap<&str, String> = BTreeMap::new();
        let (mut whole, mut cues) = (Sources::new(), Sources::new());
        let mut words = BTreeSet::new();
        for (name, template) in written.lines().filter_map(|line| line.split_once(": ")) {
            let typed = template.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
            words.extend(typed.map(str::to_owned));
            if let Some(fragment) = name.strip_prefix('<').and_then(|n| n.strip_suffix('>')) {
                fragments.insert(fragment, expression(template, &BTreeMap::new()));
                continue;
            }
            let (name, sources) = match name.strip_suffix('~') {
                Some(name) => (name, &mut cues),
                None => (name, &mut whole),
            };
            if let Some(said) = class(name) {
                sources.entry(said).or_default().push(expression(template, &fragments));
            }
        }
        let reach = format!("(?:[a-z0-9]+ ){{0,{CUE_REACH}}}");
        Templates { whole: compile(whole, "", "$"), cues: compile(cues, &reach, ""), words }
    }
}

type Sources = BTreeMap<Said, Vec<String>>;

/// One expression a class. A template that cannot be read fits nothing: a test reads them all.
fn compile(sources: Sources, before: &str, behind: &str) -> Vec<(Said, Regex)> {
    let regex = |all: Vec<String>| Regex::new(&format!("^{before}(?:{}){behind}", all.join("|"))).ok();
    sources.into_iter().filter_map(|(said, all)| Some((said, regex(all)?))).collect()
}

/// The regular expression of a template, over words that each end with a blank.
fn expression(template: &str, fragments: &BTreeMap<&str, String>) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(c) = rest.chars().next() {
        let mut taken = c.len_utf8();
        match c {
            '[' | '(' => out.push_str("(?:"),
            ']' => out.push_str(")?"),
            ')' => out.push(')'),
            '|' => out.push('|'),
            ' ' => {}
            '*' if rest.starts_with("**") => {
                out.push_str("(?:[a-z0-9]+ ){0,8}");
                taken = 2;
            }
            '*' => out.push_str("(?:[a-z0-9]+ ){0,3}"),
            '<' => {
                let end = rest.find('>').unwrap_or(rest.len() - 1);
                out.push_str("(?:");
                out.push_str(fragments.get(&rest[1..end]).map_or("", String::as_str));
                out.push(')');
                taken = end + 1;
            }
            _ => {
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
                out.push_str(&rest[..end]);
                out.push(' ');
                taken = end.max(1);
            }
        }
        rest = &rest[taken..];
    }
    out
}

/// What a clause says, if a template fits it.
pub fn said(clause: &str) -> Option<Said> {
    let words = words(clause);
    if words.is_empty() {
        return None;
    }
    let line = |words: &[String]| words.iter().flat_map(|w| [w.as_str(), " "]).collect::<String>();
    let fits = |all: &[(Said, Regex)], line: &str| all.iter().find(|(_, r)| r.is_match(line)).map(|(said, _)| *said);
    let core = core(&words);
    let found = fits(&TEMPLATES.whole, &line(&words)).or_else(|| fits(&TEMPLATES.whole, &line(core)));
    let plain = !clause.contains(|c: char| c.is_ascii_digit() || "=<>/{}()".contains(c));
    let cue = || (plain && core.len() <= SHORT_CLAUSE).then(|| fits(&TEMPLATES.cues, &line(core))).flatten();
    found.or_else(cue)
}

/// The words of a clause, lower case, without apostrophes, slips put right.
pub fn words(clause: &str) -> Vec<String> {
    let plain: String = clause
        .to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '\'' | '’'))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let short = words.len() <= SHORT_CLAUSE;
    words.iter().map(|word| if short { mended(word) } else { (*word).to_owned() }).collect()
}

/// A word of the templates in place of a slip of one.
fn mended(word: &str) -> String {
    let known = &TEMPLATES.words;
    let spelt =
        known.contains(word) || is_common_word(word) || is_function_word(word) || is_of_the_field(&stem_of(word));
    if word.len() < 3 || spelt || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let letters = |w: &str| {
        let mut all: Vec<char> = w.chars().collect();
        all.sort_unstable();
        all
    };
    let swapped = |near: &&String| near.len() == word.len() && letters(near) == letters(word);
    let slip = |near: &&String| {
        near.len() >= 4 && near.as_bytes()[0] == word.as_bytes()[0] && damerau_levenshtein(near, word) == 1
    };
    // Three letters are too few for anything but two that changed places.
    let near = |near: &&String| if word.len() < 4 { swapped(near) } else { slip(near) || swapped(near) };
    let mut found = known.iter().filter(near);
    match (found.next(), found.next()) {
        (Some(one), None) => one.clone(),
        _ => word.to_owned(),
    }
}

/// The words without fillers at both ends; all of them where nothing else is left.
pub fn core(words: &[String]) -> &[String] {
    let mut kept = words;
    while let [first, rest @ ..] = kept
        && !rest.is_empty()
        && BEFORE.contains(&first.as_str())
    {
        kept = rest;
    }
    while let [rest @ .., last] = kept
        && !rest.is_empty()
        && BEHIND.contains(&last.as_str())
    {
        kept = rest;
    }
    kept
}

/// The words without fillers, as one text.
pub fn bare(line: &str) -> String {
    core(&words(line)).join(" ")
}

/// Whether a text is mere courtesy: "please", "ok thanks".
pub fn is_courtesy(text: &str) -> bool {
    words(text).iter().all(|w| BEFORE.contains(&w.as_str()) || BEHIND.contains(&w.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_can_be_read_and_every_class_has_some() {
        let lines = include_str!("said.txt").lines().filter(|line| !line.starts_with(['#', '<']));
        let (mut whole, mut cues) = (BTreeSet::new(), BTreeSet::new());
        for (name, _) in lines.filter_map(|line| line.split_once(": ")) {
            let bare = name.trim_end_matches('~');
            let said = class(bare).unwrap_or_else(|| panic!("there is no class `{bare}`"));
            if name == bare { &mut whole } else { &mut cues }.insert(said);
        }
        assert_eq!(TEMPLATES.whole.iter().map(|(said, _)| *said).collect::<BTreeSet<_>>(), whole);
        assert_eq!(TEMPLATES.cues.iter().map(|(said, _)| *said).collect::<BTreeSet<_>>(), cues);
        assert!(whole.len() >= 14 && cues.len() >= 12);
    }
}
