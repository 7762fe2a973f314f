//! What came of a round.

use super::round::{Mark, Outcome, Round};
use crate::dialogue::event::Millis;

/// The time an exercise took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskTime {
    /// What it was about.
    pub title: String,
    /// Questions that were right.
    pub right: usize,
    /// Questions that were reached.
    pub of: usize,
    /// The time used.
    pub used: Millis,
}

/// What came of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Questions that were right.
    pub right: usize,
    /// Questions with the right way and a slip.
    pub slips: usize,
    /// Questions that were not right.
    pub off: usize,
    /// Questions that were passed over.
    pub skipped: usize,
    /// Questions that were not reached.
    pub open: usize,
    /// What was wrong, in words, and how often; the most frequent first.
    pub faults: Vec<(&'static str, usize)>,
    /// The exercises that were begun; none in a quiz.
    pub tasks: Vec<TaskTime>,
    /// The time up to the last answer.
    pub used: Millis,
}

impl Round {
    /// What came of it by now.
    pub fn summary(&self) -> Summary {
        let count = |outcome: Outcome| self.marks.iter().filter(|m| m.outcome == outcome).count();
        let asked: usize = self.exercises.iter().map(|e| e.parts.len()).sum();
        Summary {
            right: count(Outcome::Right),
            slips: count(Outcome::Slip),
            off: count(Outcome::Off),
            skipped: count(Outcome::Skipped),
            open: asked - self.marks.len(),
            faults: self.faults(),
            tasks: self.tasks(),
            used: self.marks.last().map_or(0, |m| m.at),
        }
    }

    fn faults(&self) -> Vec<(&'static str, usize)> {
        let all: Vec<&str> = self.marks.iter().flat_map(|m| m.faults.iter().copied()).collect();
        let count = |kind: &str| all.iter().filter(|k| **k == kind).count();
        let mut counted: Vec<(&'static str, usize)> =
            KINDS.iter().map(|(kind, words)| (*words, count(kind))).filter(|(_, n)| *n > 0).collect();
        counted.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        counted
    }

    fn tasks(&self) -> Vec<TaskTime> {
        let mut from = 0;
        let mut all = Vec::new();
        for (number, exercise) in self.exercises.iter().enumerate().filter(|(_, e)| !e.is_quick()) {
            let marks: Vec<&Mark> = self.marks.iter().filter(|m| m.exercise == number).collect();
            let Some(last) = marks.last() else { continue };
            let right = marks.iter().filter(|m| m.outcome == Outcome::Right).count();
            let (title, used) = (exercise.title.clone(), last.at.saturating_sub(from));
            all.push(TaskTime { title, right, of: marks.len(), used });
            from = last.at;
        }
        all
    }
}

/// Kinds of faults in words.
const KINDS: &[(&str, &str)] = &[
    ("factor-1000", "a factor of 1,000"),
    ("bits-as-bytes", "bits and bytes"),
    ("per-day-as-per-second", "per day and per second"),
    ("period", "another period"),
    ("factor-ten", "a factor of ten"),
    ("left-out", "something left out"),
    ("upside-down", "multiplied for divided"),
    ("order", "which is faster"),
    ("other", "results that were simply off"),
];
