//! What was typed, as tokens that know their place.
//!
//! Spans index the bytes of the original text, so that evidence can be underlined in the candidate's own words.
//! Tokens are normalised (compatibility forms folded, lower case, no accents) and stemmed with Snowball English.

mod function_words;
mod lexicon;
mod negation;
pub mod order;
mod safe;
mod sweeping;
mod tokens;

use std::ops::Range;

pub use function_words::{is_function_word, is_pronoun};
pub use lexicon::{common_words, is_common_word};
pub use negation::Negation;
pub use safe::{escaped_json, is_unsafe, keep_style, plain};
pub use sweeping::sweeping;
pub use tokens::stem_of;

/// A range of bytes in the original text; both ends lie on character boundaries.
pub type Span = Range<usize>;

/// One word or number of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Where it stands in the original text.
    pub span: Span,
    /// Normalised form: lower case, `n't` and `cannot` as `not`, no possessive.
    pub word: String,
    /// Snowball stem of `word`.
    pub stem: String,
    /// Whether `word` is not what was typed but what was meant.
    pub slip: bool,
    /// Number of the sentence (or list item, or line) it stands in.
    pub sentence: u32,
    /// Number of the clause it stands in, counted over the whole text.
    pub clause: u32,
    /// Whether a hyphen or slash joins it to the token before.
    pub tight: bool,
    /// Why this token is denied, if it is.
    pub negation: Option<Negation>,
}

/// A tokenised text.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    original: &'a str,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
}

/// A sentence, list item or line: the largest stretch that evidence may span.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Where it stands in the original text.
    pub span: Span,
    /// Its tokens, as a range of indices.
    pub tokens: Range<usize>,
    /// Number of the paragraph; a blank line starts a new one.
    pub paragraph: u32,
    /// Whether it ends with a question mark.
    pub asks: bool,
}

impl<'a> Text<'a> {
    /// Splits a text into tokens, clauses and sentences, and marks what is denied. Never fails.
    pub fn new(original: &'a str) -> Self {
        Text::corrected(original, |_| None)
    }

    /// The same without looking for what is denied: for texts that are only counted.
    pub fn split(original: &'a str) -> Self {
        let (tokens, sentences) = tokens::split(original);
        Text { original, tokens, sentences }
    }

    /// The same as [`Text::new`], with each word replaced by what `right` says that was meant.
    pub fn corrected(original: &'a str, mut right: impl FnMut(&str) -> Option<String>) -> Self {
        let (mut tokens, sentences) = tokens::split(original);
        for token in &mut tokens {
            if let Some(meant) = right(&token.word) {
                token.stem = stem_of(&meant);
                token.word = meant;
                token.slip = true;
            }
        }
        negation::mark(&mut tokens, &sentences);
        Text { original, tokens, sentences }
    }

    /// The text as it was typed.
    pub fn original(&self) -> &'a str {
        self.original
    }

    /// All tokens, in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// All sentences, in order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The sentence that holds a byte of the original, by its number; between sentences there is none.
    pub fn sentence_at(&self, byte: usize) -> Option<u32> {
        self.sentences.iter().position(|s| s.span.contains(&byte)).map(|number| number as u32)
    }

    /// Whether a token denies others: a pattern may ask for the denial itself.
    pub fn is_cue(&self, token: usize) -> bool {
        negation::is_cue(&self.tokens[token].word)
    }

    /// The tokens of one sentence.
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        &self.tokens[sentence.tokens.clone()]
    }
}

/// The normalised words of a short piece of text, cut as an answer is cut.
pub fn words(piece: &str) -> Vec<String> {
    tokens::split(piece).0.into_iter().map(|token| token.word).collect()
}

#[cfg(test)]
mod tests;
