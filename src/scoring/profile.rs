//! How an answer is said: in sentences that go on about something, or in words thrown down.

use rustc_hash::FxHashSet as HashSet;

use crate::text::order::order;
use crate::text::{Sentence, Text, is_function_word, is_pronoun, sweeping};

/// Marks that relate one thing to another without a verb.
const RELATIONS: [char; 9] = ['\u{2192}', '=', '<', '>', '~', ':', '+', '\u{d7}', '*'];
/// Arrows count beside the signs that they are made of.
const ARROWS: [&str; 2] = ["->", "=>"];
/// A list of at least this many words with less than this share of function words is no sentence.
const LIST_LENGTH: usize = 6;
const GLUE_SHARE: f64 = 0.12;
/// A stretch with this many commas a word is a list, whatever stands between them.
const COMMA_SHARE: f64 = 0.3;
/// So many words without a small word, a sign or anything like a verb are thrown down.
const BARE_LIST: usize = 8;

/// What words of a bare list are worth: they name, and do not yet say. Where most of an answer is lists, next to nothing.
const LISTED: f64 = 0.5;
const ONLY_LISTED: f64 = 0.1;
const MOST: f64 = 0.6;

/// How an answer is said.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    said: Vec<f64>,
    /// Number of words.
    pub words: usize,
    /// Pronouns, figures and repeated words, as a share: prose about something has a thread, a heap of terms has none.
    pub thread: f64,
    /// Share of the sentences that deny something.
    pub denials: f64,
    /// Number of sentences.
    pub sentences: usize,
    /// How well the words stand in the order of sentences (see [`crate::text::order`]); `None` where there are too few to tell.
    pub order: Option<f64>,
    /// Sweeping words for each hundred words.
    pub sweeping: f64,
}

impl Profile {
    /// Looks at a text.
    pub fn of(text: &Text<'_>) -> Self {
        Profile {
            said: said(text),
            words: text.tokens().len(),
            thread: thread(text),
            denials: denials(text),
            sentences: text.sentences().len(),
            order: order(text),
            sweeping: sweeping(text),
        }
    }

    /// What words of a sentence are worth as evidence: 1 in a statement, near 0 in a bare list of words.
    pub fn said(&self, sentence: u32) -> f64 {
        self.said.get(sentence as usize).copied().unwrap_or(1.0)
    }
}

/// What words of each sentence are worth.
fn said(text: &Text<'_>) -> Vec<f64> {
    let listed: Vec<bool> = text.sentences().iter().map(|sentence| is_list(text, sentence)).collect();
    let in_lists = text.sentences().iter().zip(&listed).filter(|(_, listed)| **listed);
    let share = in_lists.map(|(s, _)| s.tokens.len()).sum::<usize>() as f64 / text.tokens().len().max(1) as f64;
    let worth = if share > MOST { ONLY_LISTED } else { LISTED };
    listed.into_iter().map(|listed| if listed { worth } else { 1.0 }).collect()
}

fn is_list(text: &Text<'_>, sentence: &Sentence) -> bool {
    let tokens = text.tokens_of(sentence);
    if tokens.len() < LIST_LENGTH {
        return false;
    }
    let original = &text.original()[sentence.span.clone()];
    let signs = original.matches(RELATIONS).count();
    let arrows = if signs > 0 { ARROWS.iter().map(|arrow| original.matches(arrow).count()).sum() } else { 0 };
    let relations: usize = signs + arrows;
    // "At-least-once" is one term: the small words inside it make no sentence.
    let inside = |k: usize| tokens[k].tight || tokens.get(k + 1).is_some_and(|next| next.tight);
    let glue = (0..tokens.len()).filter(|k| is_function_word(&tokens[*k].word) && !inside(*k)).count();
    let commas = original.matches(',').count() as f64 / tokens.len() as f64;
    let share = (glue + relations) as f64 / tokens.len() as f64;
    // Without commas it is a terse sentence ("hash sharding spreads load evenly"), unless nothing in it could be a verb.
    let verb = |word: &str| ["s", "ed", "ly"].iter().any(|end| word.len() > 3 && word.ends_with(end));
    let bare = share == 0.0 && tokens.len() >= BARE_LIST && !tokens.iter().any(|t| verb(&t.word));
    share < GLUE_SHARE && commas > 0.0 || commas >= COMMA_SHARE || bare
}

fn thread(text: &Text<'_>) -> f64 {
    let tokens = text.tokens();
    let content: Vec<&str> = tokens.iter().filter(|t| !is_function_word(&t.word)).map(|t| t.stem.as_str()).collect();
    if content.is_empty() {
        return 1.0;
    }
    let distinct: HashSet<&&str> = content.iter().collect();
    let pronouns = tokens.iter().filter(|t| is_pronoun(&t.word)).count();
    let figures = tokens.iter().filter(|t| t.word.starts_with(|c: char| c.is_ascii_digit())).count();
    let repeated = 1.0 - distinct.len() as f64 / content.len() as f64;
    (pronouns + figures) as f64 / tokens.len() as f64 + repeated / 2.0
}

fn denials(text: &Text<'_>) -> f64 {
    let denying = text.sentences().iter().filter(|s| s.tokens.clone().any(|k| text.is_cue(k) || denied_alone(text, k)));
    denying.count() as f64 / text.sentences().len().max(1) as f64
}

/// A word that is denied by something that is no plain "not": "we'd skip it", "that is overkill".
fn denied_alone(text: &Text<'_>, token: usize) -> bool {
    text.tokens()[token].negation.is_some()
}
