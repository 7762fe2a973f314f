//! What a full answer to a question, or to a step of a problem, speaks of.

use super::subject::{Other, Subject};
use crate::rubric::{Point, Rubric, StepId};
use crate::text::{Text, is_function_word};
use rustc_hash::FxHashSet as HashSet;

/// Content words of a stretch that is judged by itself, and what it counts beside the whole.
const STRETCH: usize = 40;
const BEST_STRETCH: f64 = 0.7;

/// The model answer and the words of the subject.
#[derive(Debug)]
pub struct Expected {
    /// The model answer.
    pub model: String,
    /// Words of the model answer.
    pub words: usize,
    /// How many different words of the subject the model answer uses.
    pub breadth: usize,
    topic: HashSet<String>,
    prompt: HashSet<String>,
    subject: Subject,
}

/// How a text relates to what is expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Relation {
    /// Share of its content words that belong to the subject and not merely to the prompt, the mean of the whole text's and
    /// of its best stretch's, so that padding costs little. Figures don't count either way.
    pub on_topic: f64,
    /// How many different words of the subject it has in sentences that say something.
    pub breadth: usize,
    /// Whether it has content words that the prompt has not.
    pub says_more: bool,
    /// How alike its subject is, 0 to 1.
    pub own: f64,
    /// The other rubric of the bank that is most alike.
    pub other: Option<Other>,
}

impl Expected {
    /// What each step of a problem expects, and the whole (`None`); of a question, the whole.
    pub fn all(rubric: &Rubric) -> Vec<(Option<StepId>, Expected)> {
        match rubric {
            Rubric::Question(q) => {
                let words = words_of(&q.points, &q.answer);
                vec![(None, Expected::new(rubric, None, &q.prompt, &q.answer, words))]
            }
            Rubric::Problem(p) => {
                let mut all = Vec::new();
                let (mut answers, mut all_words) = (String::new(), HashSet::default());
                for (id, step) in p.steps.iter() {
                    let prompt = format!("{} {}", p.prompt, step.prompt);
                    let words = words_of(&step.points, &step.answer);
                    all_words.extend(words.iter().cloned());
                    all.push((Some(id), Expected::new(rubric, Some(id), &prompt, &step.answer, words)));
                    answers.push_str(&step.answer);
                    answers.push('\n');
                }
                all.push((None, Expected::new(rubric, None, &p.prompt, &answers, all_words)));
                all
            }
        }
    }

    /// `topic` is all that is said of it; what the prompt says already is taken out.
    fn new(rubric: &Rubric, step: Option<StepId>, prompt: &str, model: &str, mut topic: HashSet<String>) -> Expected {
        let prompt = stems(prompt);
        topic.retain(|stem| !prompt.contains(stem));
        let text = Text::split(model);
        let mut expected = Expected {
            model: model.to_owned(),
            words: model.split_whitespace().count(),
            breadth: 0,
            topic,
            prompt,
            subject: Subject::of_rubric(rubric, step),
        };
        expected.breadth = expected.on_topic(&text, |_| true).1;
        expected
    }

    /// Relates a text; `said` tells which sentences say something, `id` is the rubric's own.
    pub fn relation(&self, text: &Text<'_>, id: &str, said: impl Fn(u32) -> bool) -> Relation {
        let (on_topic, breadth) = self.on_topic(text, said);
        let answered = self.subject.answered(text);
        let new = |stem: &String| !self.prompt.contains(stem);
        Relation {
            on_topic,
            breadth,
            says_more: text.tokens().iter().any(|t| !is_function_word(&t.word) && new(&t.stem)),
            own: answered.likeness(),
            other: answered.nearest_other(id),
        }
    }

    fn on_topic(&self, text: &Text<'_>, said: impl Fn(u32) -> bool) -> (f64, usize) {
        let mut different = HashSet::default();
        let figure = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        let mut fits: Vec<bool> = Vec::new();
        for token in text.tokens().iter().filter(|t| !is_function_word(&t.word) && !figure(&t.word)) {
            let fitting = self.topic.contains(&token.stem);
            fits.push(fitting);
            if fitting && said(token.sentence) {
                different.insert(token.stem.as_str());
            }
        }
        let count = |part: &[bool]| part.iter().filter(|fits| **fits).count();
        let length = STRETCH.min(fits.len()).max(1);
        let mut inside = count(&fits[..length.min(fits.len())]);
        let mut best = inside;
        for at in length..fits.len() {
            inside += usize::from(fits[at]);
            inside -= usize::from(fits[at - length]);
            best = best.max(inside);
        }
        let share = count(&fits) as f64 / fits.len().max(1) as f64;
        (share * (1.0 - BEST_STRETCH) + best as f64 / length as f64 * BEST_STRETCH, different.len())
    }
}

/// The stems of all words of a text.
pub fn stems(text: &str) -> HashSet<String> {
    Text::split(text).tokens().iter().map(|token| token.stem.clone()).collect()
}

/// The words of the subject: what the points say, ask for and answer, and the model answer.
fn words_of(points: &[Point], answer: &str) -> HashSet<String> {
    let mut all = stems(answer);
    for point in points {
        all.extend(stems(&format!("{} {}", point.says, point.answer)));
        for pattern in &point.matches {
            all.extend(stems(&pattern.replace(|c: char| !c.is_alphanumeric(), " ")));
        }
    }
    all.retain(|stem| !is_function_word(stem));
    all
}
