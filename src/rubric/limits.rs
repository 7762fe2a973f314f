//! How much a rubric may hold. Each limit is far above what anybody writes by hand (the bank's largest has 74 points and some 700
//! patterns, 226 of them regular expressions), and low enough that a file of a stranger takes neither the memory nor the day.

use super::model::{Contrast, FollowUp, Misconception, Point, Problem, Question};
use crate::messages::tr;

/// Points of a rubric, over all steps.
pub const MOST_POINTS: usize = 300;
/// Patterns of a rubric, wherever they stand.
pub const MOST_PATTERNS: usize = 2_000;
/// Patterns of one list: each is compared with every other.
pub const MOST_IN_A_LIST: usize = 200;
/// Regular expressions among them: each may take a quarter of a megabyte once it is compiled.
pub const MOST_EXPRESSIONS: usize = 400;
/// Bytes of a pattern.
pub const LONGEST_PATTERN: usize = 8 * 1024;

/// What was counted.
#[derive(Default)]
struct Count {
    points: usize,
    patterns: usize,
    expressions: usize,
    longest: usize,
    list: usize,
}

impl Count {
    fn points<'p>(&mut self, points: impl IntoIterator<Item = &'p Point>) {
        for point in points {
            self.points += 1;
            self.patterns(&point.matches);
            self.patterns(&point.reject);
            point.estimate.iter().for_each(|estimate| self.patterns(&estimate.near));
        }
    }

    fn beside(&mut self, beliefs: &[Misconception], contrasts: &[Contrast], follow_ups: &[FollowUp]) {
        beliefs.iter().for_each(|belief| self.patterns(&belief.matches));
        for side in contrasts.iter().flat_map(|contrast| &contrast.sides) {
            self.patterns(&side.subject);
            self.patterns(&side.holds);
        }
        follow_ups.iter().for_each(|follow_up| self.patterns(&follow_up.when));
    }

    fn patterns(&mut self, patterns: &[String]) {
        self.patterns += patterns.len();
        self.list = self.list.max(patterns.len());
        self.expressions += patterns.iter().map(|pattern| expressions(pattern)).sum::<usize>();
        self.longest = patterns.iter().map(String::len).fold(self.longest, usize::max);
    }

    /// What is beyond a limit, in words.
    fn excess(&self) -> Option<String> {
        let beyond = [
            (self.points, MOST_POINTS, "points"),
            (self.patterns, MOST_PATTERNS, "patterns"),
            (self.list, MOST_IN_A_LIST, &tr!("patterns in one list")),
            (self.expressions, MOST_EXPRESSIONS, &tr!("regular expressions")),
        ];
        let too_many = beyond.iter().find(|(count, most, _)| count > most);
        let too_many = too_many
            .map(|(count, most, what)| tr!("it has {count} {what}; at most {most} are read", count, what, most));
        let long =
            tr!("it has a pattern of {} bytes; at most {LONGEST_PATTERN} are read", self.longest, LONGEST_PATTERN);
        too_many.or_else(|| (self.longest > LONGEST_PATTERN).then_some(long))
    }
}

/// Regular expressions of a pattern, each between two slashes.
fn expressions(pattern: &str) -> usize {
    pattern.bytes().filter(|b| *b == b'/').count().div_ceil(2)
}

/// What a problem holds beyond the limits, in words.
pub fn of_problem(problem: &Problem) -> Option<String> {
    let mut count = Count::default();
    count.points(problem.steps.iter().flat_map(|(_, step)| &step.points));
    problem.facts.iter().for_each(|fact| count.patterns(&fact.asks));
    problem.inputs.values().for_each(|input| count.patterns(&input.names));
    problem.components.iter().for_each(|component| count.patterns(&component.when));
    count.beside(&problem.misconceptions, &problem.contrasts, &problem.follow_ups);
    count.excess()
}

/// What a question holds beyond the limits, in words.
pub fn of_question(question: &Question) -> Option<String> {
    let mut count = Count::default();
    count.points(&question.points);
    count.beside(&question.misconceptions, &question.contrasts, &question.follow_ups);
    count.excess()
}
