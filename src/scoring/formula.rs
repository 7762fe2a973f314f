//! From evidence to a score on the human scale: one formula, the same for every rubric.
//!
//! ```text
//! full answers    said = 0.5 coverage + 0.6 sqrt(breadth), 1 at most
//! brief answers   said = doubt + (1 - doubt) (sqrt(coverage / 0.8) + spelling) / 2
//! score = said x gates - cost, between 0 and 1
//! estimates       said is 0.18 + 0.09 figures, at most
//! ```
//!
//! *Coverage* is the weighted share of the points. *Breadth* is the number of different words of the subject in sentences
//! that say something, of [`FULL_BREADTH`]: what people mean by "explains it" and "has more to say". Its root has
//! diminishing returns. The two constants come from a least-absolute-error fit of three (the third, an offset, was 0.00) on
//! 340 graded answers to 85 questions and steps of designs; on 264 answers to 66 others the mean error before gates was 0.9
//! of 10 and the rank correlation .88. In proportion to coverage alone it was 1.2 and .82. Answers that a sentence completes
//! are marked on a curve of their own: there the first of a few points is worth more than the last, and shared spelling
//! tells more than shared words.

use super::gates::Gates;

const COVERAGE: f64 = 0.5;
const BREADTH: f64 = 0.6;
/// So many different words are a full answer's. A model answer that has fewer sets the measure of its rubric.
pub const FULL_BREADTH: f64 = 60.0;
/// Breadth counts up to this share without any point, and this much more for the whole coverage: the right words without any
/// of the points are another subject's.
const FREE_BREADTH: f64 = 8.0 / FULL_BREADTH;
const EARNED_BREADTH: f64 = 80.0 / FULL_BREADTH;

/// Where figures are asked for, an answer without any is worth this at most, and each different one lets it be worth more. Of 25
/// graded estimates with up to five figures people give more to two.
const WITHOUT_FIGURES: f64 = 0.18;
const EACH_FIGURE: f64 = 0.09;

/// A coverage from which on an answer that is heard, not written, has full marks: a fair interviewer does not ask for every
/// point that a rubric lists.
const FULL_COVERAGE: f64 = 0.8;
/// What that is worth in a step of an interview.
const NEARLY: f64 = 0.95;
/// The doubt in favour of a brief answer that may be right, over the number of points, and at most: a rubric of few points cannot
/// tell another wording from a wrong one, and is slow to condemn.
const DOUBT: f64 = 1.2;
const MOST_DOUBT: f64 = 0.5;
/// Model answers up to this many words are brief, from the second on full.
const BRIEF_ANSWER: f64 = 60.0;
const FULL_ANSWER: f64 = 120.0;

/// The values that the formula has for one answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// Weighted share of the points, 0 to 1.
    pub coverage: f64,
    /// Share of the different words of the subject that a full answer uses, 0 to 1.
    pub breadth: f64,
    /// Number of different figures, where figures are asked for.
    pub figures: Option<usize>,
    /// Shared spelling with a brief model answer, 0 to 1.
    pub spelling: f64,
    /// Number of points.
    pub points: usize,
    /// How brief the answers are that the rubric expects, 0 to 1.
    pub brief: f64,
    /// Whether a brief answer may be right in other words: it has words of the subject, and denies nothing that was asked for.
    pub may_be_right: bool,
    /// Factors, 0 to 1.
    pub gates: Gates,
    /// What is wrong costs this much.
    pub cost: f64,
}

impl Parts {
    /// What is said, before the gates.
    pub fn said(&self) -> f64 {
        let breadth = self.breadth.min(FREE_BREADTH + EARNED_BREADTH * self.coverage);
        let full = (COVERAGE * self.coverage + BREADTH * breadth.sqrt()).clamp(0.0, self.most());
        let doubt = if self.may_be_right { (DOUBT / self.points.max(1) as f64).min(MOST_DOUBT) } else { 0.0 };
        let brief = doubt + (1.0 - doubt) * (enough(self.coverage).sqrt() + self.spelling) / 2.0;
        (1.0 - self.brief) * full + self.brief * brief
    }

    /// What can be had for its figures, where figures are asked for, 0 to 1.
    pub fn most(&self) -> f64 {
        self.figures.map_or(1.0, |figures| (WITHOUT_FIGURES + EACH_FIGURE * figures as f64).min(1.0))
    }

    /// The score, 0 to 1.
    pub fn score(&self) -> f64 {
        (self.said() * self.gates.factor() - self.cost).clamp(0.0, 1.0)
    }
}

/// How brief the answers are that a rubric expects: 1 where a sentence is a full answer, 0 where a page is.
pub fn brevity(words: usize) -> f64 {
    ((FULL_ANSWER - words as f64) / (FULL_ANSWER - BRIEF_ANSWER)).clamp(0.0, 1.0)
}

/// The weighted share of credits, 0 to 1.
pub fn coverage(weighted: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (mut earned, mut possible) = (0.0, 0.0);
    for (weight, credit) in weighted {
        earned += weight * credit;
        possible += weight;
    }
    if possible <= 0.0 { 0.0 } else { earned / possible }
}

fn enough(coverage: f64) -> f64 {
    (coverage / FULL_COVERAGE).min(1.0)
}

/// The mark of a step of an interview: near full from [`FULL_COVERAGE`] on, full only when nothing is missing, less the cost of
/// what is wrong.
pub fn worth(weighted: impl Iterator<Item = (f64, f64)>, cost: f64) -> f64 {
    let coverage = coverage(weighted);
    let rest = ((coverage - FULL_COVERAGE) / (1.0 - FULL_COVERAGE)).max(0.0);
    (NEARLY * enough(coverage) + (1.0 - NEARLY) * rest - cost).clamp(0.0, 1.0)
}
