//! What a full answer to a question, or to a step of a problem, speaks of.

use super::subject::{Other, Subject};
use crate::rubric::{Point, Rubric, StepId};
use crate::text::{Text, is_function_word};
use rustc_hash::FxHashSet as HashSet;

/// Content words of a stretch that is judged by itself, and what it counts beside the whole.
const STRETCH: usize = 40;
const BEST_STRETCH: f64 = 0.7;
/// A title of so many content words names its subject where so much of it stands in one sentence: one word of it is named in
/// passing.
const TITLE_WORDS: usize = 2;
const NAMED: f64 = 0.66;

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
    title: HashSet<String>,
    /// Whether figures are asked for: then each is a word of the subject.
    figures: bool,
    subject: Subject,
}

/// How a text relates to what is expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Relation {
    /// Share of its content words that belong to the subject and not merely to the prompt, the mean of the whole text's and
    /// of its best stretch's, so that padding costs little. Figures don't count either way.
    pub on_topic: f64,
    /// How many different words of the subject it has in sentences that say something; where figures are asked for, those too.
    pub breadth: usize,
    /// How many different figures it has, where figures are asked for.
    pub figures: Option<usize>,
    /// Whether it begins by naming the subject.
    pub names_it: bool,
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
                let asked = Asked::of(&q.points, &q.answer);
                vec![(None, Expected::new(rubric, None, &q.prompt, &q.answer, asked))]
            }
            Rubric::Problem(p) => {
                let mut all = Vec::new();
                let (mut answers, mut all_asked) = (String::new(), Asked::default());
                for (id, step) in p.steps.iter() {
                    let prompt = format!("{} {}", p.prompt, step.prompt);
                    let asked = Asked::of(&step.points, &step.answer);
                    all_asked.words.extend(asked.words.iter().cloned());
                    all_asked.points += asked.points;
                    all_asked.estimates += asked.estimates;
                    all.push((Some(id), Expected::new(rubric, Some(id), &prompt, &step.answer, asked)));
                    answers.push_str(&step.answer);
                    answers.push('\n');
                }
                all.push((None, Expected::new(rubric, None, &p.prompt, &answers, all_asked)));
                all
            }
        }
    }

    fn new(rubric: &Rubric, step: Option<StepId>, prompt: &str, model: &str, asked: Asked) -> Expected {
        let prompt = stems(prompt);
        let figures = asked.figures();
        let mut topic = asked.words;
        topic.retain(|stem| !prompt.contains(stem));
        let mut title = stems(rubric.title());
        title.retain(|stem| !is_function_word(stem));
        let text = Text::split(model);
        let mut expected = Expected {
            model: model.to_owned(),
            words: model.split_whitespace().count(),
            breadth: 0,
            topic,
            prompt,
            title,
            figures,
            subject: Subject::of_rubric(rubric, step),
        };
        expected.breadth = expected.on_topic(&text, |_| true).1;
        expected
    }

    /// Relates a text; `said` tells which sentences say something, `id` is the rubric's own.
    pub fn relation(&self, text: &Text<'_>, id: &str, said: impl Fn(u32) -> bool) -> Relation {
        let figures = self.figures.then(|| self.figures_in(text, &said));
        let (on_topic, words) = self.on_topic(text, said);
        let answered = self.subject.answered(text);
        let new = |stem: &String| !self.prompt.contains(stem);
        Relation {
            on_topic,
            breadth: words + figures.unwrap_or(0),
            figures,
            names_it: self.begins(text),
            says_more: text.tokens().iter().any(|t| !is_function_word(&t.word) && new(&t.stem)),
            own: answered.likeness(),
            other: answered.nearest_other(id),
        }
    }

    /// Whether the first sentence names the subject, as answers do: "Eventual consistency means …".
    fn begins(&self, text: &Text<'_>) -> bool {
        let first = text.sentences().first().map(|sentence| text.tokens_of(sentence)).unwrap_or_default();
        let named = self.title.iter().filter(|stem| first.iter().any(|token| token.stem == **stem)).count();
        self.title.len() >= TITLE_WORDS && named as f64 >= NAMED * self.title.len() as f64
    }

    fn figures_in(&self, text: &Text<'_>, said: impl Fn(u32) -> bool) -> usize {
        let figures = text.tokens().iter().filter(|t| is_figure(&t.word) && said(t.sentence));
        figures.map(|t| t.word.as_str()).collect::<HashSet<_>>().len()
    }

    fn on_topic(&self, text: &Text<'_>, said: impl Fn(u32) -> bool) -> (f64, usize) {
        let mut different = HashSet::default();
        let mut fits: Vec<bool> = Vec::new();
        for token in text.tokens().iter().filter(|t| !is_function_word(&t.word) && !is_figure(&t.word)) {
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

fn is_figure(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// The stems of all words of a text.
pub fn stems(text: &str) -> HashSet<String> {
    Text::split(text).tokens().iter().map(|token| token.stem.clone()).collect()
}

/// What is asked for.
#[derive(Debug, Default)]
struct Asked {
    /// The words of the subject: what the points say, ask for and answer, and the model answer.
    words: HashSet<String>,
    /// How many points there are, and how many of them want a figure.
    points: usize,
    estimates: usize,
}

impl Asked {
    fn of(points: &[Point], answer: &str) -> Asked {
        let mut words = stems(answer);
        for point in points {
            words.extend(stems(&format!("{} {}", point.says, point.answer)));
            for pattern in &point.matches {
                words.extend(stems(&pattern.replace(|c: char| !c.is_alphanumeric(), " ")));
            }
        }
        words.retain(|stem| !is_function_word(stem));
        let estimates = points.iter().filter(|point| point.estimate.is_some()).count();
        Asked { words, points: points.len(), estimates }
    }

    /// Whether it is figures that are asked for: half of the points want one.
    fn figures(&self) -> bool {
        self.points > 0 && 2 * self.estimates >= self.points
    }
}
