//! Which words keep company: an answer that says something puts words next to each other that stand together in the
//! rubric's own sentences more often than any two of its words do. A heap of the right terms does not.

use crate::rubric::{Point, Rubric};
use crate::text::{Text, is_function_word};
use rustc_hash::FxHashMap as HashMap;

/// Neighbours stand at most this many known content words apart.
const REACH: usize = 2;
/// Fewer pairs tell nothing.
const ENOUGH_PAIRS: usize = 12;
/// Content words of an answer that are looked at: the comparison takes the square of it.
const MOST_WORDS: usize = 400;

/// The sentences of a rubric that hold each stem, one bit a sentence.
#[derive(Debug, Default)]
pub struct Company {
    sentences: HashMap<String, Vec<u64>>,
}

impl Company {
    /// Reads every sentence that a rubric's author wrote.
    pub fn of(rubric: &Rubric) -> Company {
        let mut company = Company::default();
        let mut number = 0;
        for written in written(rubric) {
            let text = Text::new(&written);
            for sentence in text.sentences() {
                for token in text.tokens_of(sentence).iter().filter(|t| is_content(&t.word)) {
                    let bits = company.sentences.entry(token.stem.clone()).or_default();
                    bits.resize(bits.len().max(number / 64 + 1), 0);
                    bits[number / 64] |= 1 << (number % 64);
                }
                number += 1;
            }
        }
        company
    }

    /// How much likelier it is that two neighbouring words of a text stand together in a sentence of the rubric than that
    /// any two of its words do: a difference of shares, -1 to 1. `None` where there are too few words to tell.
    pub fn coherence(&self, text: &Text<'_>) -> Option<f64> {
        let mut words: Vec<(u32, &str, &[u64])> = Vec::new();
        for token in text.tokens().iter().filter(|t| is_content(&t.word)) {
            if let Some(bits) = self.sentences.get(&token.stem) {
                words.push((token.sentence, &token.stem, bits));
            }
        }
        words.truncate(MOST_WORDS);
        let (mut near, mut far) = (Share::default(), Share::default());
        for (i, (sentence, stem, bits)) in words.iter().enumerate() {
            for (distance, (other_sentence, other, other_bits)) in words[i + 1..].iter().enumerate() {
                if stem == other {
                    continue;
                }
                let together = bits.iter().zip(*other_bits).any(|(a, b)| a & b != 0);
                far.add(together);
                if distance < REACH && sentence == other_sentence {
                    near.add(together);
                }
            }
        }
        (near.all >= ENOUGH_PAIRS).then(|| near.share() - far.share())
    }
}

#[derive(Default)]
struct Share {
    fitting: usize,
    all: usize,
}

impl Share {
    fn add(&mut self, fits: bool) {
        self.fitting += usize::from(fits);
        self.all += 1;
    }

    fn share(&self) -> f64 {
        self.fitting as f64 / self.all.max(1) as f64
    }
}

fn is_content(word: &str) -> bool {
    word.len() > 2 && word.starts_with(char::is_alphabetic) && !is_function_word(word)
}

fn written(rubric: &Rubric) -> Vec<String> {
    let mut all = Vec::new();
    let mut add = |answer: &str, points: &[Point]| {
        all.push(answer.to_owned());
        for point in points {
            all.extend([&point.says, &point.answer, &point.hint, &point.probe].map(Clone::clone));
            all.extend(point.samples.hits.iter().cloned());
        }
    };
    match rubric {
        Rubric::Question(q) => add(&q.answer, &q.points),
        Rubric::Problem(p) => p.steps.iter().for_each(|(_, s)| add(&s.answer, &s.points)),
    }
    all
}
