//! A question with its patterns.

use std::sync::OnceLock;

use crate::dialogue::listening::Listening;
use crate::matching::{Field, Marker};
use crate::rubric::{FollowUp, Question, Rubric, Words};
use crate::scoring::{Grader, Scorecard};

/// A question with its patterns, which are compiled when the first words are to be marked: the prompt does not wait.
#[derive(Debug)]
pub struct PreparedQuestion {
    rubric: Rubric,
    vocabulary: Words,
    compiled: OnceLock<(Marker, Listening)>,
}

impl PreparedQuestion {
    /// Prepares a question.
    pub fn new(question: Question, vocabulary: Words) -> Self {
        PreparedQuestion { rubric: Rubric::Question(question), vocabulary, compiled: OnceLock::new() }
    }

    /// The question.
    pub fn question(&self) -> &Question {
        match &self.rubric {
            Rubric::Question(question) => question,
            Rubric::Problem(_) => unreachable!("made from a question"),
        }
    }

    fn compiled(&self) -> &(Marker, Listening) {
        self.compiled.get_or_init(|| {
            let field = Field::new(self.vocabulary.get());
            (Marker::new(&self.rubric, &field), Listening::of_question(self.question(), &field))
        })
    }

    /// Marks an answer.
    pub(super) fn grade(&self, answer: &str) -> Scorecard {
        Grader::new(&self.rubric, &self.compiled().0).grade(None, answer)
    }

    /// The follow-ups that fit an answer: those that hang on something it names, and those that always fit.
    pub(super) fn fitting(&self, answer: &str) -> Vec<&FollowUp> {
        let heard = self.compiled().1.listen(answer).follow_ups;
        let fits = |(number, follow_up): &(usize, &FollowUp)| {
            follow_up.when.is_empty() || heard.iter().any(|(named, _)| named == number)
        };
        self.question().follow_ups.iter().enumerate().filter(fits).map(|(_, follow_up)| follow_up).collect()
    }
}
