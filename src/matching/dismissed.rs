//! Points that an answer waves away: "monitoring the queue is not necessary", "the size of a value doesn't matter".
//!
//! Such a sentence seldom has all the words of a pattern. It names the subject of a point, and the subject is told by words
//! that few other points have.

use rustc_hash::FxHashMap as HashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Evidence;
use super::lexis::Occurrence;
use crate::rubric::Rubric;
use crate::text::{Text, is_function_word, stem_of, words};

/// A word is a point's own when at most so many points of the step say it.
const SHARED: usize = 2;
/// Words that are a point's own alone count one, shared ones half; so much tells the point.
const TELLS: f64 = 1.0;
/// Words that bind a dismissal to a case: "if nobody asks", "for a small team".
const BOUND: [&str; 16] = [
    "if",
    "unless",
    "until",
    "whether",
    "when",
    "where",
    "while",
    "only",
    "small",
    "simple",
    "first",
    "initially",
    "yet",
    "beginning",
    "start",
    "here",
];

/// The words of each point.
#[derive(Debug, Default)]
pub struct Topics {
    of_stem: HashMap<String, Vec<usize>>,
}

impl Topics {
    /// The words of a rubric's points, numbered over all steps.
    pub fn of(rubric: &Rubric) -> Topics {
        let mut topics = Topics::default();
        for (number, point) in rubric.points().enumerate() {
            let said = words(&format!("{} {}", point.says, point.answer));
            let telling = said.iter().filter(|w| w.len() > 2 && !is_function_word(w));
            for stem in telling.map(|w| stem_of(w)).collect::<BTreeSet<String>>() {
                topics.of_stem.entry(stem).or_default().push(number);
            }
        }
        topics
    }

    /// For each sentence that dismisses something, the point of the range that it dismisses.
    pub fn dismissed(&self, text: &Text<'_>, range: &Range<usize>) -> Vec<(usize, Evidence)> {
        let plain = text.sentences().iter().enumerate().filter(|(_, sentence)| {
            let bound = |word: &str| BOUND.contains(&word);
            !sentence.asks && !text.tokens_of(sentence).iter().any(|t| bound(&t.word))
        });
        plain.filter_map(|(at, sentence)| self.of_sentence(text, at, sentence.tokens.clone(), range)).collect()
    }

    fn of_sentence(
        &self,
        text: &Text<'_>,
        at: usize,
        tokens: Range<usize>,
        range: &Range<usize>,
    ) -> Option<(usize, Evidence)> {
        let mut weights: BTreeMap<usize, f64> = BTreeMap::new();
        let mut told: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut seen = BTreeSet::new();
        for k in tokens {
            let token = &text.tokens()[k];
            if !token.negation.is_some_and(|n| n.dismisses) || !seen.insert(token.stem.as_str()) {
                continue;
            }
            let said_of = self.of_stem.get(&token.stem).into_iter().flatten();
            let points: Vec<usize> = said_of.copied().filter(|point| range.contains(point)).collect();
            if points.len() <= SHARED {
                points.iter().for_each(|point| *weights.entry(*point).or_insert(0.0) += 1.0 / points.len() as f64);
                told.push((k, points));
            }
        }
        let (point, weight) = weights.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        let words: Vec<usize> =
            told.into_iter().filter(|(_, points)| points.contains(&point)).map(|(k, _)| k).collect();
        let (first, last) = (*words.first()?, *words.last()?);
        let evidence = Evidence {
            spans: words.iter().map(|k| text.tokens()[*k].span.clone()).collect(),
            sentence: u32::try_from(at).ok()?,
            denied: text.tokens()[first].negation,
            tokens: Occurrence {
                start: u32::try_from(first).ok()?,
                end: u32::try_from(last + 1).ok()?,
                quantity: false,
            },
        };
        (weight >= TELLS).then_some((point, evidence))
    }
}
