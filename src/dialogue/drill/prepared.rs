//! A question with its patterns.

use std::sync::OnceLock;

use crate::matching::{Field, Marker};
use crate::rubric::{Question, Rubric, Words};
use crate::scoring::{Grader, Scorecard};

/// A question with its patterns, which are compiled when the first words are to be marked: the prompt does not wait.
#[derive(Debug)]
pub struct PreparedQuestion {
    rubric: Rubric,
    vocabulary: Words,
    marker: OnceLock<Marker>,
}

impl PreparedQuestion {
    /// Prepares a question.
    pub fn new(question: Question, vocabulary: Words) -> Self {
        PreparedQuestion { rubric: Rubric::Question(question), vocabulary, marker: OnceLock::new() }
    }

    /// The question.
    pub fn question(&self) -> &Question {
        match &self.rubric {
            Rubric::Question(question) => question,
            Rubric::Problem(_) => unreachable!("made from a question"),
        }
    }

    /// Marks an answer.
    pub(super) fn grade(&self, answer: &str) -> Scorecard {
        let marker = self.marker.get_or_init(|| Marker::new(&self.rubric, &Field::new(self.vocabulary.get())));
        Grader::new(&self.rubric, marker).grade(None, answer)
    }
}
