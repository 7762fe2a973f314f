//! How an answer is said: sentences, or words thrown down.

use crate::text::{Sentence, Text};

/// Words that make a sentence of content words: articles, pronouns, prepositions, auxiliaries and common verbs.
const GLUE: &[&str] = &[
    "a", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because", "before", "but", "by", "can",
    "could", "do", "does", "each", "every", "for", "from", "get", "gets", "go", "goes", "has", "have", "how", "i",
    "if", "in", "into", "is", "it", "its", "just", "keep", "let", "like", "make", "may", "more", "most", "must", "my",
    "need", "no", "not", "of", "on", "once", "one", "only", "or", "our", "out", "over", "per", "put", "should",
    "since", "so", "some", "still", "such", "take", "than", "that", "the", "their", "them", "then", "there", "these",
    "they", "this", "those", "through", "to", "too", "until", "up", "us", "use", "uses", "using", "want", "was", "we",
    "what", "when", "where", "which", "while", "who", "will", "with", "without", "would", "you", "your", "me", "am",
    "were", "been", "being", "did", "had", "might", "between",
];
/// Marks that relate one thing to another without a verb.
const RELATIONS: &[&str] = &["->", "=>", "→", "=", "<", ">", "~", ":", "+", "×", "*", "/"];
/// A list of at least this many words with less than this share of glue is no sentence.
const LIST_LENGTH: usize = 6;
const GLUE_SHARE: f64 = 0.12;

/// How each sentence of an answer is said.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    said: Vec<f64>,
}

impl Profile {
    /// Looks at a text.
    pub fn of(text: &Text<'_>) -> Self {
        Profile { said: text.sentences().iter().map(|sentence| said(text, sentence)).collect() }
    }

    /// What words of a sentence are worth as evidence: 1 in a statement, near 0 in a bare list of words.
    pub fn said(&self, sentence: u32) -> f64 {
        self.said.get(sentence as usize).copied().unwrap_or(1.0)
    }
}

fn said(text: &Text<'_>, sentence: &Sentence) -> f64 {
    let tokens = text.tokens_of(sentence);
    if tokens.len() < LIST_LENGTH {
        return 1.0;
    }
    let original = &text.original()[sentence.span.clone()];
    let relations = RELATIONS.iter().map(|mark| original.matches(mark).count()).sum::<usize>();
    let glue = tokens.iter().filter(|t| GLUE.contains(&t.word.as_str())).count();
    let share = (glue + relations) as f64 / tokens.len() as f64;
    if share >= GLUE_SHARE { 1.0 } else { 0.1 }
}
