//! Which words are denied, and by which word.
//!
//! Scope rules after the usual treatment of negation in clinical text (a cue, a window, and terminators), with what
//! answers in interviews need beside them: positive traps ("never loses", "not only", "not until"), cues that reach
//! back ("a cache is not needed"), and claims that are quoted only to be denied ("some say X, but that is wrong").

mod words;

use super::{Sentence, Token};
use words::{
    DENIALS, DISMISSING, HARM, HARMLESS_BEFORE, HARMLESS_NEXT, LACKS, LITTLE_OF, MAY, NEEDLESS, PASS_OVER, PASSED_OVER,
    POINTERS, REASONS, REFUSALS, SPEAKERS, STOPS, SUPERFLUOUS, WRONG,
};

/// Why a token is denied: the index of the word that denies it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Negation {
    /// Index of the denying token in the text.
    pub by: usize,
    /// Whether it says that the thing is not needed or does not matter, rather than that it is not so.
    pub dismisses: bool,
}

/// A cue reaches over at most this many tokens.
const REACH: usize = 10;
/// An item of a list has at most this many words.
const LIST_ITEM: usize = 4;
/// "instead of X": a noun phrase, not a clause.
const SHORT_REACH: usize = 4;

/// Marks every denied token.
pub fn mark(tokens: &mut [Token], sentences: &[Sentence]) {
    for (number, sentence) in sentences.iter().enumerate() {
        let range = sentence.tokens.clone();
        let mut undone = None;
        for i in range.clone() {
            if undone == Some(i) {
                continue;
            }
            if let Some(cue) = cue_at(tokens, range.end, range.start, i) {
                undone = cue.apply(tokens, sentence).or(undone);
            }
        }
        deny_quoted(tokens, sentences, number);
    }
}

/// Whether a word denies what follows it.
pub fn is_cue(word: &str) -> bool {
    matches!(word, "not" | "no" | "never" | "without" | "neither" | "nor" | "none" | "hardly" | "nothing" | "nowhere")
}

enum Reach {
    /// To the end of the clause, at most this many tokens.
    Forward(usize),
    /// Over the subject before it.
    Back,
    Both,
    /// To the end of the sentence.
    Rest,
}

struct Cue {
    /// First and last token of the cue.
    at: usize,
    last: usize,
    reach: Reach,
    dismisses: bool,
}

/// Reads a cue at token `i` of the sentence that starts at `start` and ends before `end`.
fn cue_at(tokens: &[Token], end: usize, start: usize, i: usize) -> Option<Cue> {
    let word = |k: usize| if k >= start && k < end { tokens[k].word.as_str() } else { "" };
    let stem = |k: usize| if k >= start && k < end { tokens[k].stem.as_str() } else { "" };
    let back = |k: usize| if i >= start + k { word(i - k) } else { "" };
    let cue = |last, reach| Some(Cue { at: i, last, reach, dismisses: false });
    let dismissal = |last, reach| Some(Cue { at: i, last, reach, dismisses: true });
    match word(i) {
        "instead" | "rather" if matches!(word(i + 1), "of" | "than") => cue(i + 1, Reach::Forward(SHORT_REACH)),
        "leave" | "leaving" if matches!(word(i + 1), "out" | "aside") => denial(tokens, i, i + 1, start, end),
        w if PASSED_OVER.contains(&w) && back(1) == "be" && [back(2), back(3)].iter().any(|w| MAY.contains(w)) => {
            dismissal(i, Reach::Back)
        }
        w if PASS_OVER.contains(&w) && [back(1), back(2)].iter().any(|w| MAY.contains(w)) => {
            dismissal(i, Reach::Forward(SHORT_REACH))
        }
        "get" if word(i + 1) == "rid" && word(i + 2) == "of" => cue(i + 2, Reach::Forward(SHORT_REACH)),
        w if LACKS.contains(&w) => cue(i, Reach::Forward(SHORT_REACH)),
        w if STOPS.contains(&w) && word(i + 1) == "using" => cue(i + 1, Reach::Forward(SHORT_REACH)),
        "left" | "ruled" if word(i + 1) == "out" && matches!(back(1), "be" | "is" | "are") => cue(i + 1, Reach::Back),
        "out" if word(i + 1) == "of" && word(i + 2) == "the" && word(i + 3) == "question" => cue(i + 3, Reach::Back),
        "little" if LITTLE_OF.contains(&word(i + 1)) => dismissal(i + 1, Reach::Both),
        w if DENIALS.contains(&w) && (SPEAKERS.contains(&back(1)) || SPEAKERS.contains(&back(2))) => {
            denial(tokens, i, i, start, end)
        }
        w if REFUSALS.contains(&w) && [back(1), back(2)].iter().any(|w| matches!(*w, "i" | "i'd" | "would" | "id")) => {
            denial(tokens, i, i, start, end)
        }
        w if SUPERFLUOUS.contains(&w) && predicative(tokens, i, start, end) => dismissal(i, Reach::Back),
        w if is_cue(w) => {
            if HARMLESS_NEXT.contains(&word(i + 1)) || HARMLESS_BEFORE.contains(&back(1)) || waits(tokens, i, end) {
                return None;
            }
            if matches!(word(i + 1), "true" | "right" | "correct") && word(i + 2) == "that" {
                return cue(i + 2, Reach::Rest);
            }
            if word(i + 1) == "do" && matches!(word(i + 2), "this" | "that" | "following" | "it")
                || word(i + 1) == "do" && word(i + 2) == "the" && word(i + 3) == "following"
            {
                return cue(i + 2, Reach::Rest);
            }
            // "No library needed" says it of the library, "caching: no need" of what stands before.
            let last = if word(i) == "no" { i + 2 } else { i + 4 };
            let near = |stems: &[&str]| {
                let here = |k: usize| tokens.get(k).map(|t| t.clause) == Some(tokens[i].clause);
                (i + 1..last).any(|k| stems.contains(&stem(k)) && here(k))
            };
            let needless = near(NEEDLESS);
            let speaks = |word: &str| SPEAKERS.contains(&word) || word == "you";
            let subject = i > start && !speaks(back(1)) && !matches!(back(2), "we" | "i" | "you");
            let reach = if needless && subject { Reach::Both } else { Reach::Forward(REACH) };
            Some(Cue { at: i, last: i, reach, dismisses: near(DISMISSING) })
        }
        _ => None,
    }
}

/// "A cache is overkill" says it of the cache; "it skips irrelevant data" says nothing against skipping.
fn predicative(tokens: &[Token], i: usize, start: usize, end: usize) -> bool {
    let is =
        |t: &Token| matches!(t.word.as_str(), "is" | "are" | "was" | "be" | "being" | "seem" | "seems" | "as" | "just");
    let closes = i + 1 >= end || tokens[i + 1].clause != tokens[i].clause;
    closes || tokens[start..i].iter().rev().take(3).any(is)
}

/// "I'd leave out X" reaches forward, "X I'd leave out" back.
fn denial(tokens: &[Token], at: usize, last: usize, start: usize, end: usize) -> Option<Cue> {
    let closes = last + 1 >= end || tokens[last + 1].clause != tokens[last].clause;
    let speaker = (start..at).rev().take(3).any(|k| SPEAKERS.contains(&tokens[k].word.as_str()));
    let reach = if closes { Reach::Back } else { Reach::Forward(REACH) };
    speaker.then_some(Cue { at, last, reach, dismisses: false })
}

/// "does not acknowledge until it is written": the denial says when, not that it does not.
fn waits(tokens: &[Token], i: usize, end: usize) -> bool {
    (i + 1..end.min(i + REACH)).any(|k| matches!(tokens[k].word.as_str(), "until" | "unless" | "till"))
}

impl Cue {
    /// Marks what the cue denies; returns a second cue that only undoes this one.
    fn apply(&self, tokens: &mut [Token], sentence: &Sentence) -> Option<usize> {
        match self.reach {
            Reach::Forward(most) => self.forward(tokens, sentence, most),
            Reach::Back => {
                self.back(tokens, sentence);
                None
            }
            Reach::Both => {
                let undone = self.forward(tokens, sentence, REACH);
                self.back(tokens, sentence);
                undone
            }
            Reach::Rest => {
                deny(tokens, self.last + 1..sentence.tokens.end, self.denies());
                None
            }
        }
    }

    fn forward(&self, tokens: &mut [Token], sentence: &Sentence, most: usize) -> Option<usize> {
        let end = self.scope_end(tokens, sentence, most);
        for k in self.last + 1..end {
            if is_cue(&tokens[k].word) {
                let joined = tokens[self.last + 1..k].iter().any(|t| matches!(t.word.as_str(), "and" | "or"));
                if tokens[k].word == "nor" || joined {
                    return None;
                }
                // "You cannot live without a cache": two cues in one clause make a yes.
                for token in &mut tokens[self.last + 1..=k] {
                    token.negation = None;
                }
                return Some(k);
            }
            tokens[k].negation = Some(self.denies());
            if HARM.contains(&tokens[k].stem.as_str()) {
                return None;
            }
        }
        None
    }

    fn scope_end(&self, tokens: &[Token], sentence: &Sentence, most: usize) -> usize {
        let mut clause = tokens[self.last].clause;
        let limit = sentence.tokens.end.min(self.last + 1 + most);
        for end in self.last + 1..limit {
            if tokens[end].clause != clause {
                if !lists_on(tokens, end, sentence.tokens.end) {
                    return end;
                }
                clause = tokens[end].clause;
            }
            if tokens[end].word == "and" && turns(tokens, end, sentence.tokens.end, &tokens[self.at].word) {
                return end;
            }
        }
        limit
    }

    /// Marks the subject: the clause before the cue, and the items of a list that ends in it.
    fn back(&self, tokens: &mut [Token], sentence: &Sentence) {
        let first = sentence.tokens.start;
        let mut start = self.at;
        let mut clause = tokens[self.at].clause;
        if start > first && tokens[start - 1].clause != clause {
            clause = tokens[start - 1].clause;
        }
        loop {
            while start > first && tokens[start - 1].clause == clause {
                start -= 1;
            }
            // "Failures are rare, so they can be ignored": a reason is no item of a list.
            let reasons = tokens.get(start).is_some_and(|t| REASONS.contains(&t.word.as_str()));
            let Some(before) = tokens[first..start].last().map(|t| t.clause).filter(|_| !reasons) else { break };
            let length = tokens[first..start].iter().rev().take_while(|t| t.clause == before).count();
            if length > LIST_ITEM || tokens[first..start].iter().any(|t| is_cue(&t.word)) {
                break;
            }
            clause = before;
        }
        deny(tokens, start..self.at, self.denies());
    }

    fn denies(&self) -> Negation {
        Negation { by: self.at, dismisses: self.dismisses }
    }
}

/// Whether the clause at `at` goes on a list: "no cache, queue or replica".
fn lists_on(tokens: &[Token], at: usize, end: usize) -> bool {
    let mut rest = &tokens[at..end];
    while let Some(first) = rest.first() {
        let length = rest.iter().take_while(|t| t.clause == first.clause).count();
        if length > LIST_ITEM {
            return false;
        }
        if rest[..length].iter().any(|t| matches!(t.word.as_str(), "or" | "nor")) {
            return true;
        }
        rest = &rest[length..];
    }
    false
}

/// Whether "and" opens a new statement rather than another noun.
fn turns(tokens: &[Token], and: usize, end: usize, cue: &str) -> bool {
    /// After a denied verb these begin a subject: "reads never join and the two sides scale".
    const SUBJECTS: &[&str] = &["the", "each", "every", "both", "this", "these", "all"];
    const STATEMENT: &[&str] = &[
        "i", "we", "it", "they", "you", "then", "instead", "use", "have", "keep", "add", "do", "let", "just", "is",
        "are",
    ];
    let verb = matches!(cue, "not" | "never");
    let begins = |word: &str| STATEMENT.contains(&word) || verb && SUBJECTS.contains(&word);
    tokens[and + 1..end].first().is_some_and(|t| begins(&t.word))
}

/// "Some say X, but that is wrong" and "X. That is wrong." deny X; "it is a myth that X" as well.
fn deny_quoted(tokens: &mut [Token], sentences: &[Sentence], number: usize) {
    let range = sentences[number].tokens.clone();
    let Some(wrong) =
        range.clone().find(|k| WRONG.contains(&tokens[*k].word.as_str()) && tokens[*k].negation.is_none())
    else {
        return;
    };
    let quoted = Negation { by: wrong, dismisses: false };
    if wrong + 1 < range.end && tokens[wrong + 1].word == "that" {
        deny(tokens, wrong + 2..range.end, quoted);
        return;
    }
    let Some(pointer) = (range.start..wrong).rev().take(5).find(|k| POINTERS.contains(&tokens[*k].word.as_str()))
    else {
        return;
    };
    let verb = tokens[pointer + 1..wrong]
        .iter()
        .any(|t| matches!(t.word.as_str(), "is" | "are" | "was" | "be" | "it" | "that"));
    if !verb && tokens[pointer].span.len() == tokens[pointer].word.len() {
        return;
    }
    if pointer == range.start {
        if number > 0 && range.len() <= 8 {
            deny(tokens, sentences[number - 1].tokens.clone(), quoted);
        }
    } else {
        deny(tokens, range.start..pointer, quoted);
    }
}

fn deny(tokens: &mut [Token], range: std::ops::Range<usize>, negation: Negation) {
    for token in &mut tokens[range] {
        token.negation = Some(negation);
    }
}
