//! What a text is about, measured against every rubric of the bank: an answer that speaks of another rubric's subject is an
//! answer to another question, however good it is.
//!
//! A subject is a vector over stems, weighted by term frequency and inverse document frequency (tf-idf, the document being a
//! rubric or a step of one), of unit length; two are alike by their cosine. The bank's subjects are counted beforehand into
//! `bank.txt` (`SPARRING_BLESS=1 cargo test --test tables`); a rubric's own is counted from its file, so that a rubric of
//! the user's has one as well.

use rustc_hash::FxHashMap as HashMap;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use crate::rubric::{Point, Rubric, StepId};
use crate::text::{Text, is_function_word};

/// The strongest words of each subject of the bank that are kept.
const KEPT_WORDS: usize = 80;
/// Added to the number of subjects that hold a word. One that the bank has not is counted as if one subject had it.
const RAREST: f64 = 0.5;

/// Words and their weights; the squares of the weights add up to 1.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Subject {
    /// In order: sums over them come out the same to the last bit.
    weights: BTreeMap<String, f64>,
}

/// Another rubric of the bank that an answer speaks of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Other {
    /// Its id.
    pub name: &'static str,
    /// How alike the answer is to it, 0 to 1.
    pub alike: f64,
    /// How alike the answer is to its own question, over that.
    pub ratio: f64,
}

/// The bank's subjects.
#[derive(Debug, Default)]
struct Bank {
    /// Number of subjects.
    size: f64,
    /// How many subjects hold a stem.
    spread: HashMap<&'static str, f64>,
    /// The rubric of each subject.
    names: Vec<&'static str>,
    /// For each stem, the subjects that have it and its weight there.
    subjects: HashMap<&'static str, Vec<(usize, f64)>>,
}

static BANK: LazyLock<Bank> = LazyLock::new(|| Bank::read(include_str!("bank.txt")));

impl Bank {
    fn read(written: &'static str) -> Bank {
        let mut bank = Bank::default();
        for line in written.lines() {
            let mut words = line.split(' ');
            let name = words.next().unwrap_or_default();
            let pairs = words.filter_map(|pair| pair.rsplit_once(':'));
            let numbers = pairs.filter_map(|(word, number)| number.parse::<f64>().ok().map(|n| (word, n)));
            if name == "*" {
                bank.spread = numbers.collect();
            } else {
                let number = bank.names.len();
                bank.names.push(name);
                for (word, weight) in numbers {
                    bank.subjects.entry(word).or_default().push((number, weight / 1000.0));
                }
            }
        }
        bank.size = bank.names.len() as f64;
        bank
    }

    fn rarity(&self, stem: &str) -> f64 {
        let spread = self.spread.get(stem).copied().unwrap_or(1.0);
        ((self.size + 1.0) / (spread + RAREST)).ln().max(0.0)
    }
}

/// Whether the bank uses a stem: a word of the field, however rare.
pub fn is_of_the_field(stem: &str) -> bool {
    BANK.spread.contains_key(stem) || BANK.subjects.contains_key(stem)
}

fn stems(text: &Text<'_>) -> BTreeMap<String, f64> {
    let mut counts = BTreeMap::new();
    let tells = |word: &str| word.len() > 2 && word.starts_with(char::is_alphabetic) && !is_function_word(word);
    for token in text.tokens().iter().filter(|t| tells(&t.word)) {
        *counts.entry(token.stem.clone()).or_insert(0.0) += 1.0;
    }
    counts
}

impl Subject {
    /// The subject of a text.
    pub fn of(text: &Text<'_>) -> Subject {
        Subject::weighted(stems(text), |stem| BANK.rarity(stem))
    }

    /// The subject of an answer to what has this subject: words that neither it nor the bank knows don't count, so that
    /// padding does not dilute.
    pub fn of_answer(&self, text: &Text<'_>) -> Subject {
        let mut counts = stems(text);
        counts.retain(|stem, _| self.weights.contains_key(stem) || is_of_the_field(stem));
        Subject::weighted(counts, |stem| BANK.rarity(stem))
    }

    /// The subject of a step, or of a whole rubric.
    pub fn of_rubric(rubric: &Rubric, step: Option<StepId>) -> Subject {
        Subject::of(&Text::new(&material(rubric, step)))
    }

    fn weighted(counts: BTreeMap<String, f64>, rarity: impl Fn(&str) -> f64) -> Subject {
        let weigh = |(stem, count): (String, f64)| {
            let weight = (1.0 + count.ln()) * rarity(&stem);
            (stem, weight)
        };
        let weights: BTreeMap<String, f64> = counts.into_iter().map(weigh).collect();
        let length = weights.values().map(|w| w * w).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
        Subject { weights: weights.into_iter().map(|(stem, w)| (stem, w / length)).collect() }
    }

    /// How alike two subjects are, 0 to 1.
    pub fn likeness(&self, other: &Subject) -> f64 {
        other.weights.iter().filter_map(|(stem, w)| self.weights.get(stem).map(|o| w * o)).sum()
    }

    /// The rubric of the bank that an answer to what has this subject is most like, `id` left out. Words of neither subject
    /// don't count: padding makes an answer to another question no less one.
    pub fn nearest_other(&self, id: &str, answer: &Subject) -> Option<Other> {
        let bank = &*BANK;
        let mut shared = vec![0.0; bank.names.len()];
        for (stem, weight) in &answer.weights {
            for (subject, theirs) in bank.subjects.get(stem.as_str()).into_iter().flatten() {
                shared[*subject] += weight * theirs;
            }
        }
        let others = (0..shared.len()).filter(|subject| bank.names[*subject] != id);
        let nearest = others.max_by(|a, b| shared[*a].total_cmp(&shared[*b]))?;
        let theirs = |stem: &str| bank.subjects.get(stem).is_some_and(|all| all.iter().any(|(s, _)| *s == nearest));
        let either = answer.weights.iter().filter(|(stem, _)| self.weights.contains_key(*stem) || theirs(stem));
        let length = either.map(|(_, w)| w * w).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
        let ratio = self.likeness(answer) / shared[nearest].max(f64::MIN_POSITIVE);
        Some(Other { name: bank.names[nearest], alike: shared[nearest] / length, ratio })
    }
}

/// What a rubric says itself, prompts included.
fn material(rubric: &Rubric, step: Option<StepId>) -> String {
    let mut all = String::new();
    let mut add = |prompt: &str, answer: &str, points: &[Point]| {
        let _ = write!(all, "{prompt}\n\n{answer}\n\n");
        for point in points {
            let _ = write!(all, "{}\n\n{}\n\n", point.says, point.answer);
            all.push_str(&point.samples.hits.join("\n\n"));
            all.push_str("\n\n");
        }
    };
    match rubric {
        Rubric::Question(q) => add(&q.prompt, &q.answer, &q.points),
        Rubric::Problem(p) => {
            for (_, s) in p.steps.iter().filter(|(id, _)| step.is_none_or(|step| step == *id)) {
                add(&s.prompt, &s.answer, &s.points);
            }
        }
    }
    all
}

/// Counts a bank: the text of `bank.txt`. Questions have one subject, problems one a step.
pub fn count(rubrics: &[Rubric]) -> String {
    let mut subjects: Vec<(&str, BTreeMap<String, f64>)> = Vec::new();
    for rubric in rubrics {
        let steps: Vec<Option<StepId>> = match rubric {
            Rubric::Question(_) => vec![None],
            Rubric::Problem(p) => p.steps.iter().map(|(id, _)| Some(id)).collect(),
        };
        let counted = steps.into_iter().map(|step| stems(&Text::new(&material(rubric, step))));
        subjects.extend(counted.map(|counts| (rubric.id(), counts)));
    }
    let mut spread: BTreeMap<&str, usize> = BTreeMap::new();
    for stem in subjects.iter().flat_map(|(_, counts)| counts.keys()) {
        *spread.entry(stem).or_insert(0) += 1;
    }
    let size = subjects.len() as f64;
    let rarity = |stem: &str| ((size + 1.0) / (spread.get(stem).map_or(1.0, |n| *n as f64) + RAREST)).ln();
    let mut out = String::from("*");
    for (stem, n) in spread.iter().filter(|(_, n)| **n > 1) {
        let _ = write!(out, " {stem}:{n}");
    }
    out.push('\n');
    for (id, counts) in &subjects {
        out.push_str(id);
        let mut words: Vec<(String, f64)> = Subject::weighted(counts.clone(), rarity).weights.into_iter().collect();
        words.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        for (stem, weight) in words.into_iter().take(KEPT_WORDS) {
            let _ = write!(out, " {stem}:{}", (weight * 1000.0).round());
        }
        out.push('\n');
    }
    out
}
