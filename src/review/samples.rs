//! A rubric held against its own samples and model answers.

use crate::matching::{Marker, PointFound};
use crate::messages::tr;
use crate::rubric::{Rubric, Samples, StepId};
use crate::scoring::Grader;

/// A model answer must reach this mark.
pub const FULL: f64 = 0.95;

/// A sample, and whether it is marked as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The point, or the wrong belief, that it belongs to.
    pub of: String,
    /// Whether that is a wrong belief.
    pub belief: bool,
    /// The sentence.
    pub text: String,
    /// Whether it should be found.
    pub wanted: bool,
    /// Whether it is.
    pub found: bool,
}

impl Sample {
    /// Whether it is marked as it should be.
    pub fn right(&self) -> bool {
        self.wanted == self.found
    }

    /// What is found, or not, in words: "earns gradual".
    pub fn says(&self) -> String {
        let verb = match (self.belief, self.found) {
            (false, true) => "earns",
            (false, false) => &tr!("does not earn"),
            (true, true) => &tr!("is taken to hold"),
            (true, false) => &tr!("does not hold"),
        };
        format!("{verb} {}", self.of)
    }
}

/// All samples of a rubric.
pub fn samples(rubric: &Rubric, marker: &Marker) -> Vec<Sample> {
    let mut all = Vec::new();
    for (number, point) in rubric.points().enumerate() {
        let earned = |text: &str| marker.points_in(text, number..number + 1).iter().all(PointFound::earned);
        all.extend(of_one(&point.id, false, &point.samples, earned));
    }
    for (number, belief) in rubric.misconceptions().iter().enumerate() {
        let held = |text: &str| marker.find(text).misconceptions.iter().any(|m| m.number == number);
        all.extend(of_one(&belief.id, true, &belief.samples, held));
    }
    all
}

fn of_one(of: &str, belief: bool, samples: &Samples, found: impl Fn(&str) -> bool) -> Vec<Sample> {
    let both = [(&samples.hits, true), (&samples.misses, false)];
    let each = both.into_iter().flat_map(|(texts, wanted)| texts.iter().map(move |text| (text, wanted)));
    let sample = |(text, wanted): (&String, bool)| {
        let found = found(text);
        Sample { of: of.to_owned(), belief, text: text.clone(), wanted, found }
    };
    each.map(sample).collect()
}

/// The marks of the model answers, 0 to 1: one a step, or one.
pub fn models(rubric: &Rubric, marker: &Marker) -> Vec<(Option<StepId>, f64)> {
    let grader = Grader::new(rubric, marker);
    match rubric {
        Rubric::Question(question) => vec![(None, grader.grade(None, &question.answer).score)],
        Rubric::Problem(problem) => {
            problem.steps.iter().map(|(id, s)| (Some(id), grader.grade(Some(id), &s.answer).score)).collect()
        }
    }
}
