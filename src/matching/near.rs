//! Patterns that nearly fit: which of their words stand in a sentence, and which are missing or out of reach.

use super::{Matches, Occurrence, PatternId};
use crate::text::Span;

/// A pattern of which a sentence has some words.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// The pattern's position in the point's `match`.
    pub position: usize,
    /// The sentence.
    pub sentence: u32,
    /// For each slot, the bytes of the words that would fill it in that sentence.
    pub slots: Vec<Option<Span>>,
}

impl Near {
    fn filled(&self) -> usize {
        self.slots.iter().flatten().count()
    }

    /// Whether every slot has its word, so that only their distance, order or denial is in the way.
    pub fn complete(&self) -> bool {
        self.filled() == self.slots.len()
    }
}

/// The nearest pattern: the one with the largest share of its slots in one sentence, one missing at most. Ties go to the
/// earlier pattern and sentence.
pub fn nearest(matches: &Matches<'_, '_>, patterns: &[PatternId]) -> Option<Near> {
    let share = |near: &Near| near.filled() as f64 / near.slots.len() as f64;
    let mut best: Option<Near> = None;
    for (position, pattern) in patterns.iter().enumerate() {
        for near in candidates(matches, *pattern, position) {
            if near.filled() + 1 >= near.slots.len() && best.as_ref().is_none_or(|b| share(&near) > share(b)) {
                best = Some(near);
            }
        }
    }
    best
}

fn candidates(matches: &Matches<'_, '_>, pattern: PatternId, position: usize) -> Vec<Near> {
    let slots: Vec<&[Occurrence]> = matches.fillings(pattern).collect();
    let text = matches.text();
    let in_sentence = |slot: &[Occurrence], sentence: u32| {
        slot.iter().find(|o| text.tokens()[o.start as usize].sentence == sentence).map(|o| o.span(text))
    };
    let near = |sentence| Near { position, sentence, slots: slots.iter().map(|s| in_sentence(s, sentence)).collect() };
    (0..text.sentences().len() as u32).map(near).filter(|near| near.filled() > 0).collect()
}
