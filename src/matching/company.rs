//! Which words keep company: an answer that says something puts words next to each other that stand together in the
//! rubric's own sentences more often than any two of its words do. A heap of the right terms does not.

use crate::rubric::{Point, Rubric};
use crate::text::{Text, is_function_word};
use rustc_hash::FxHashMap as HashMap;

/// Neighbours stand at most this many known content words apart.
const REACH: usize = 2;
/// Words a little further off tell more where there are many. What stands side by side is left out then: "consumer group" and
/// "page cache" are names, which a heap has as well.
const FURTHER: usize = 4;
const NAME: usize = 1;
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

    /// How much likelier it is that two near words of a text stand together in a sentence of the rubric than that any two of
    /// its words do.
    pub fn coherence(&self, text: &Text<'_>) -> Coherence {
        // Each different word, the sentences that hold it and how often the text has it.
        let mut different: Vec<(&[u64], usize)> = Vec::new();
        let mut numbers: HashMap<&str, usize> = HashMap::default();
        // The words in order: their place and sentence in the text, and their number.
        let mut words: Vec<(usize, u32, usize)> = Vec::new();
        let content = text.tokens().iter().enumerate().filter(|(_, t)| is_content(&t.word));
        let known = content.filter_map(|(at, token)| Some((at, token, self.sentences.get(&token.stem)?)));
        for (at, token, bits) in known.take(MOST_WORDS) {
            let number = *numbers.entry(&token.stem).or_insert(different.len());
            if number == different.len() {
                different.push((bits, 0));
            }
            different[number].1 += 1;
            words.push((at, token.sentence, number));
        }
        let (mut near, mut further, mut far) = (Share::default(), Share::default(), Share::default());
        for (i, (at, sentence, word)) in words.iter().enumerate() {
            let others = words[i + 1..].iter().take(FURTHER).enumerate();
            for (steps, (place, _, other)) in others.filter(|(_, (_, s, other))| s == sentence && other != word) {
                let fits = stand_together(different[*word].0, different[*other].0);
                near.add(fits, usize::from(steps < REACH));
                further.add(fits, usize::from(place - at > NAME));
            }
        }
        for (i, (bits, times)) in different.iter().enumerate() {
            for (other, other_times) in &different[i + 1..] {
                far.add(stand_together(bits, other), times * other_times);
            }
        }
        let beyond = |share: &Share| (share.all >= ENOUGH_PAIRS).then(|| share.share() - far.share());
        Coherence { near: beyond(&near), further: beyond(&further) }
    }
}

/// How much more near words belong together than any two: differences of shares, -1 to 1. `None` where there are too few words
/// to tell.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Coherence {
    /// Of neighbours.
    pub near: Option<f64>,
    /// Of words a little further off.
    pub further: Option<f64>,
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
