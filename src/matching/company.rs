//! Which words keep company: an answer that says something puts words next to each other that stand together in the
//! rubric's own sentences more often than any two of its words do. A heap of the right terms does not.

use crate::rubric::{Point, Rubric};
use crate::text::{Text, is_function_word};
use rustc_hash::FxHashMap as HashMap;

/// Neighbours stand at most this many known content words apart.
const REACH: usize = 2;
/// Fewer pairs tell nothing.
const ENOUGH_PAIRS: usize = 12;
/// Content words of an answer that are looked at: the comparison takes the square of the different ones.
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
            let text = Text::split(&written);
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
        // Each different word, the sentences that hold it and how often the text has it.
        let mut different: Vec<(&[u64], usize)> = Vec::new();
        let mut numbers: HashMap<&str, usize> = HashMap::default();
        // The words in order, by their number, with the sentence of the text that they stand in.
        let mut words: Vec<(u32, usize)> = Vec::new();
        let content = text.tokens().iter().filter(|t| is_content(&t.word));
        let known = content.filter_map(|token| Some((token, self.sentences.get(&token.stem)?)));
        for (token, bits) in known.take(MOST_WORDS) {
            let number = *numbers.entry(&token.stem).or_insert(different.len());
            if number == different.len() {
                different.push((bits, 0));
            }
            different[number].1 += 1;
            words.push((token.sentence, number));
        }
        let (mut near, mut far) = (Share::default(), Share::default());
        for (i, (sentence, word)) in words.iter().enumerate() {
            for (_, other) in words[i + 1..].iter().take(REACH).filter(|(s, other)| s == sentence && other != word) {
                near.add(stand_together(different[*word].0, different[*other].0), 1);
            }
        }
        for (i, (bits, times)) in different.iter().enumerate() {
            for (other, other_times) in &different[i + 1..] {
                far.add(stand_together(bits, other), times * other_times);
            }
        }
        (near.all >= ENOUGH_PAIRS).then(|| near.share() - far.share())
    }
}

/// Whether any sentence holds both words.
fn stand_together(one: &[u64], other: &[u64]) -> bool {
    one.iter().zip(other).any(|(a, b)| a & b != 0)
}

#[derive(Default)]
struct Share {
    fitting: usize,
    all: usize,
}

impl Share {
    fn add(&mut self, fits: bool, times: usize) {
        self.fitting += if fits { times } else { 0 };
        self.all += times;
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
