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

/// Stems and a number each, in order of the stem: sums over them come out the same to the last bit.
type Weights<'t> = Vec<(&'t str, f64)>;

/// How often a text has each stem that tells something.
fn stems<'t>(text: &'t Text<'_>) -> Weights<'t> {
    let tells = |word: &str| word.len() > 2 && word.starts_with(char::is_alphabetic) && !is_function_word(word);
    let telling = text.tokens().iter().filter(|token| tells(&token.word));
    let mut all: Vec<&str> = telling.map(|token| token.stem.as_str()).collect();
    all.sort_unstable();
    all.chunk_by(|one, other| one == other).map(|same| (same[0], same.len() as f64)).collect()
}

/// The weight of each stem, from how often it is said.
fn weighted(mut counts: Weights<'_>, rarity: impl Fn(&str) -> f64) -> Weights<'_> {
    counts.iter_mut().for_each(|(stem, count)| *count = (1.0 + count.ln()) * rarity(stem));
    let length = counts.iter().map(|(_, w)| w * w).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
    counts.iter_mut().for_each(|(_, weight)| *weight /= length);
    counts
}

impl Subject {
    /// The subject of a text.
    pub fn of(text: &Text<'_>) -> Subject {
        let weights = weighted(stems(text), |stem| BANK.rarity(stem));
        Subject { weights: weights.into_iter().map(|(stem, weight)| (stem.to_owned(), weight)).collect() }
    }

    /// The subject of an answer to what has this subject: words that neither it nor the bank knows don't count, so that
    /// padding does not dilute.
    pub fn answered<'t>(&self, text: &'t Text<'_>) -> Answered<'t> {
        let mut counts = stems(text);
        counts.retain(|(stem, _)| self.weights.contains_key(*stem) || is_of_the_field(stem));
        let weights = weighted(counts, |stem| BANK.rarity(stem)).into_iter();
        Answered { words: weights.map(|(stem, said)| (stem, said, self.weights.get(stem).copied())).collect() }
    }

    /// The subject of a step, or of a whole rubric.
    pub fn of_rubric(rubric: &Rubric, step: Option<StepId>) -> Subject {
        Subject::of(&Text::split(&material(rubric, step)))
    }

    /// How alike two subjects are, 0 to 1.
    pub fn likeness(&self, other: &Subject) -> f64 {
        other.weights.iter().filter_map(|(stem, w)| self.weights.get(stem).map(|o| w * o)).sum()
    }
}

/// The subject of an answer beside the subject of what it answers.
#[derive(Debug)]
pub struct Answered<'t> {
    /// Stems in order, each with its weight in the answer, and in the other where it has it.
    words: Vec<(&'t str, f64, Option<f64>)>,
}

impl Answered<'_> {
    /// How alike the two are, 0 to 1.
    pub fn likeness(&self) -> f64 {
        self.words.iter().filter_map(|(_, said, own)| own.map(|own| said * own)).sum()
    }

    /// The rubric of the bank that the answer is most like, `id` left out. Words of neither subject don't count: padding
    /// makes an answer to another question no less one.
    pub fn nearest_other(&self, id: &str) -> Option<Other> {
        let bank = &*BANK;
        let mut shared = vec![0.0; bank.names.len()];
        for (stem, weight, _) in &self.words {
            for (subject, theirs) in bank.subjects.get(stem).into_iter().flatten() {
                shared[*subject] += weight * theirs;
            }
        }
        let others = (0..shared.len()).filter(|subject| bank.names[*subject] != id);
        let nearest = others.max_by(|a, b| shared[*a].total_cmp(&shared[*b]))?;
        let theirs = |stem: &str| bank.subjects.get(stem).is_some_and(|all| all.iter().any(|(s, _)| *s == nearest));
        let either = self.words.iter().filter(|(stem, _, own)| own.is_some() || theirs(stem));
        let length = either.map(|(_, w, _)| w * w).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
        let ratio = self.likeness() / shared[nearest].max(f64::MIN_POSITIVE);
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
    let mut written: Vec<(&str, String)> = Vec::new();
    for rubric in rubrics {
        let steps: Vec<Option<StepId>> = match rubric {
            Rubric::Question(_) => vec![None],
            Rubric::Problem(p) => p.steps.iter().map(|(id, _)| Some(id)).collect(),
        };
        written.extend(steps.into_iter().map(|step| (rubric.id(), material(rubric, step))));
    }
    let texts: Vec<(&str, Text<'_>)> = written.iter().map(|(id, material)| (*id, Text::new(material))).collect();
    let subjects: Vec<(&str, Weights<'_>)> = texts.iter().map(|(id, text)| (*id, stems(text))).collect();
    let mut spread: BTreeMap<&str, usize> = BTreeMap::new();
    for (stem, _) in subjects.iter().flat_map(|(_, counts)| counts) {
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
        let mut words = weighted(counts.clone(), rarity);
        words.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        for (stem, weight) in words.into_iter().take(KEPT_WORDS) {
            let _ = write!(out, " {stem}:{}", (weight * 1000.0).round());
        }
        out.push('\n');
    }
    out
}
