//! What evidence is worth: from findings to marks on the human scale, 0 to 1.

mod gates;
mod profile;
mod trigrams;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::matching::{Evidence, Findings, Marker, PointFound, span_of};
use crate::rubric::{Misconception, Point, Rubric, Severity, StepId};
use crate::text::{Span, Text};

pub use gates::{Gates, Seen};
pub use profile::Profile;

/// A coverage from which on an answer has full marks: a fair grader does not ask for every point that a rubric lists.
/// Between 0.75 and 0.85 the mean error on the graded answers to three questions was least (1.2 of 10).
const FULL_COVERAGE: f64 = 0.8;
/// A quarter of the score is breadth: different words of the subject, up to this many. It tells a vague answer that knows
/// what it talks about from one that does not.
const BREADTH_SHARE: f64 = 0.25;
const BREADTH: f64 = 20.0;
/// A step of a design has more to relate than a question: naming its parts is not yet explaining them.
const STEP_BREADTH: f64 = 40.0;
/// Breadth counts in full from this coverage on.
const SOME_COVERAGE: f64 = 0.25;
/// A subject with few words asks for this share of them.
const BREADTH_OF_TOPIC: f64 = 0.8;
/// What people give for speaking to the question without any of its points, and the breadth that shows it.
const TRIED: f64 = 0.15;
const TRIED_BREADTH: f64 = 0.2;
/// The doubt in favour of an answer, over the number of points, and at most.
const DOUBT: f64 = 1.2;
const MOST_DOUBT: f64 = 0.5;
/// The share of spelling where a sentence is a full answer.
const SPELLING_SHARE: f64 = 0.5;
/// Model answers up to this many words are brief, from this many on full.
const BRIEF_ANSWER: f64 = 60.0;
const FULL_ANSWER: f64 = 120.0;
/// What a wrong belief costs of the score, by severity.
const MINOR_COST: f64 = 0.15;
const MAJOR_COST: f64 = 0.45;
/// What each wrong step of arithmetic costs, and all of them at most.
const SLIP_COST: f64 = 0.1;
const MOST_SLIPS: f64 = 0.3;
/// A point told the wrong way round costs this much, and all of them at most.
const CONTRADICTION_COST: f64 = 0.1;
/// An attribute told of the wrong side costs this much.
const SWAP_COST: f64 = 0.2;

/// The marks of one answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Scorecard {
    /// 0 to 1: 0.8 is what a fair interviewer would give 8 of 10.
    pub score: f64,
    /// One a point, in the rubric's order.
    pub points: Vec<PointMark>,
    /// What lowered the score or was not counted.
    pub flags: Vec<Flag>,
    /// What the score was made of.
    pub parts: Parts,
}

/// The values that the formula of a score has for one answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// Weighted share of the points, 1 from [`FULL_COVERAGE`] on.
    pub coverage: f64,
    /// Share of the different words of the subject that a full answer uses.
    pub breadth: f64,
    /// Shared spelling with a brief model answer.
    pub spelling: f64,
    /// The doubt in favour of an answer.
    pub doubt: f64,
    /// How brief the answers are that the rubric expects, 0 to 1.
    pub brief: f64,
    /// Factors, 0 to 1.
    pub gates: Gates,
    /// What is wrong costs this much.
    pub cost: f64,
}

impl Parts {
    /// Coverage and breadth together, before the gates.
    pub fn said(&self) -> f64 {
        let share = BREADTH_SHARE + (SPELLING_SHARE - BREADTH_SHARE) * self.brief;
        let covered = self.coverage.powf(1.0 - self.brief / 2.0);
        // The right words without any of the points are another subject's.
        let words = self.breadth * (self.coverage / SOME_COVERAGE).min(1.0);
        let said = (1.0 - share) * covered + share * ((1.0 - self.brief) * words + self.brief * self.spelling);
        // Who speaks to the question gets something for it, whatever the points.
        let tried = TRIED * (self.breadth / TRIED_BREADTH).min(1.0) * (1.0 - self.brief);
        self.doubt + (1.0 - self.doubt) * (tried + (1.0 - tried) * said)
    }

    /// The formula: what is said, through the gates, less the cost.
    fn score(&self) -> f64 {
        (self.said() * self.gates.factor() - self.cost).clamp(0.0, 1.0)
    }
}

/// The mark of one point.
#[derive(Debug, Clone, PartialEq)]
pub struct PointMark {
    /// The point's id.
    pub id: String,
    /// 0 to 1.
    pub credit: f64,
    /// The words that earned it: bytes of the answer.
    pub evidence: Vec<Span>,
}

/// Something that lowered the score or was not counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Flag {
    /// What it is.
    pub kind: FlagKind,
    /// Which point or belief, in words.
    pub detail: String,
    /// Bytes of the answer.
    pub span: Span,
}

/// Kinds of flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlagKind {
    /// A point's words stand in a denial.
    Negated,
    /// A point is told the wrong way round.
    Contradiction,
    /// A point is told with the opposite of one of its words.
    Opposite,
    /// A wrong belief.
    Misconception,
    /// An attribute is told of the wrong thing.
    Swap,
    /// Words of the prompt, repeated.
    Echo,
    /// Words without sentences.
    KeywordList,
    /// An answer to something else.
    OffTopic,
    /// Written arithmetic that is wrong.
    Arithmetic,
    /// Claims that leave no room for other cases.
    Sweeping,
}

impl FlagKind {
    /// The name in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            FlagKind::Negated => "negated",
            FlagKind::Contradiction => "contradiction",
            FlagKind::Opposite => "opposite",
            FlagKind::Misconception => "misconception",
            FlagKind::Swap => "swap",
            FlagKind::Echo => "echo",
            FlagKind::KeywordList => "keyword-list",
            FlagKind::OffTopic => "off-topic",
            FlagKind::Arithmetic => "arithmetic",
            FlagKind::Sweeping => "sweeping",
        }
    }
}

/// A rubric ready to grade answers.
#[derive(Debug)]
pub struct Grader<'r> {
    rubric: &'r Rubric,
    marker: &'r Marker,
}

impl<'r> Grader<'r> {
    /// A grader over a rubric and its compiled patterns.
    pub fn new(rubric: &'r Rubric, marker: &'r Marker) -> Self {
        Grader { rubric, marker }
    }

    /// Marks an answer to one step, to a whole problem (`None`), or to a question. Never fails.
    pub fn grade(&self, step: Option<StepId>, answer: &str) -> Scorecard {
        let text = self.marker.text(answer);
        let findings = self.marker.find_in(&text);
        let range = self.marker.points_of(step);
        let points = self.points(range.clone());
        let profile = Profile::of(&text);
        let wrong = wrong_sentences(&findings, &text);
        let mut flags = Vec::new();
        let marks: Vec<PointMark> = points
            .iter()
            .zip(&findings.points[range])
            .map(|(point, found)| self.mark(point, found, &wrong, &profile, &mut flags))
            .collect();
        let cost = self.wrong(&findings, &mut flags);
        let weighted = points.iter().zip(&marks).map(|(point, mark)| (point.weight, mark.credit));
        let (on_topic, breadth) = self.marker.on_topic(step, &text, |sentence| profile.said(sentence) >= 0.5);
        let model = self.marker.model(step);
        let brief = brevity(&model);
        let (own, other) = self.marker.speaks_of(step, &text);
        let seen = Seen {
            coherence: self.marker.coherence(&text),
            own,
            other,
            on_topic,
            earned: marks.iter().filter(|m| m.credit >= 0.5).count(),
            denied: flags.iter().filter(|f| f.kind == FlagKind::Negated).count(),
            says_more: self.marker.says_more_than_prompt(step, &text),
            profile,
            brief,
        };
        let gates = Gates::of(&seen);
        flags.extend(gates.flags(answer.len()));
        let full = if step.is_some() { STEP_BREADTH } else { BREADTH };
        let wanted = full.min(self.marker.topic_size(step) as f64 * BREADTH_OF_TOPIC).max(1.0);
        let parts = Parts {
            coverage: coverage(weighted),
            breadth: (breadth as f64 / wanted).min(1.0),
            spelling: if brief > 0.0 { trigrams::recall(&model, answer).sqrt() } else { 0.0 },
            doubt: doubt(brief, points.len()),
            brief,
            gates,
            cost,
        };
        let score = if seen.profile.words == 0 { 0.0 } else { parts.score() };
        flags.sort_by_key(|f| (f.span.start, f.kind));
        Scorecard { score, points: marks, flags, parts }
    }

    /// The points of a range of positions.
    pub fn points(&self, range: Range<usize>) -> Vec<&'r Point> {
        all_points(self.rubric).skip(range.start).take(range.len()).collect()
    }

    fn mark(
        &self,
        point: &Point,
        found: &PointFound,
        wrong: &BTreeSet<u32>,
        profile: &Profile,
        flags: &mut Vec<Flag>,
    ) -> PointMark {
        let mut flag = |kind, evidence: &Evidence| {
            flags.push(Flag { kind, detail: format!("{}: {}", point.id, point.says), span: span_of(evidence) });
        };
        let mut credit: f64 = 0.0;
        let mut spans = Vec::new();
        if found.earned() {
            // What stands in a sentence that is wrong as a whole earns nothing.
            for supported in found.evidence.iter().filter(|s| !wrong.contains(&s.evidence.sentence)) {
                let worth = profile.said(supported.evidence.sentence);
                if worth > credit {
                    credit = worth;
                }
                spans.extend(supported.evidence.spans.iter().cloned());
            }
            if credit < 0.5 && !spans.is_empty() {
                flag(FlagKind::KeywordList, &found.evidence[0].evidence);
            }
        } else if let Some(rejected) = &found.rejected {
            flag(FlagKind::Contradiction, rejected);
        } else if let Some(opposed) = &found.opposed {
            flag(FlagKind::Opposite, opposed);
        } else if let Some(denied) = &found.denied {
            flag(FlagKind::Negated, denied);
        } else if let Some(echoed) = &found.echoed {
            flag(FlagKind::Echo, echoed);
        }
        spans.sort_by_key(|s| s.start);
        spans.dedup();
        PointMark { id: point.id.clone(), credit, evidence: spans }
    }

    fn wrong(&self, findings: &Findings, flags: &mut Vec<Flag>) -> f64 {
        let mut cost = 0.0;
        for found in &findings.misconceptions {
            let belief = self.marker.belief(found.number);
            cost += cost_of(belief);
            let detail = format!("{}: {}", belief.id, belief.says);
            flags.push(Flag { kind: FlagKind::Misconception, detail, span: span_of(&found.evidence) });
        }
        for swap in &findings.swaps {
            cost += SWAP_COST;
            let detail = self.marker.contrast(swap.contrast).to_owned();
            flags.push(Flag { kind: FlagKind::Swap, detail, span: swap.span.clone() });
        }
        for (span, says) in &findings.slips {
            flags.push(Flag { kind: FlagKind::Arithmetic, detail: says.clone(), span: span.clone() });
        }
        let contradicted = flags.iter().filter(|f| f.kind == FlagKind::Contradiction).count();
        cost += (contradicted as f64 * CONTRADICTION_COST).min(MOST_SLIPS);
        cost + (findings.slips.len() as f64 * SLIP_COST).min(MOST_SLIPS)
    }
}

/// Sentences that hold a wrong belief or tell a point the wrong way round.
fn wrong_sentences(findings: &Findings, text: &Text<'_>) -> BTreeSet<u32> {
    let beliefs = findings.misconceptions.iter().map(|m| m.evidence.sentence);
    let rejected = findings.points.iter().filter_map(|p| p.rejected.as_ref()).map(|e| e.sentence);
    let sentence_at = |byte: usize| text.sentences().iter().position(|s| s.span.contains(&byte));
    let swapped = findings.swaps.iter().filter_map(|s| sentence_at(s.span.start)).map(|n| n as u32);
    beliefs.chain(rejected).chain(swapped).collect()
}

/// All points of a rubric, in order.
pub fn all_points(rubric: &Rubric) -> Box<dyn Iterator<Item = &Point> + '_> {
    match rubric {
        Rubric::Problem(problem) => Box::new(problem.steps.iter().flat_map(|(_, step)| &step.points)),
        Rubric::Question(question) => Box::new(question.points.iter()),
    }
}

/// What a wrong belief costs of the score.
pub fn cost_of(belief: &Misconception) -> f64 {
    match belief.severity {
        Severity::Minor => MINOR_COST,
        Severity::Major => MAJOR_COST,
    }
}

/// What an answer gets for words that a rubric of few points does not know: it cannot tell another wording from a wrong
/// one, and is slow to condemn.
fn doubt(brief: f64, points: usize) -> f64 {
    brief * (DOUBT / points.max(1) as f64).min(MOST_DOUBT)
}

/// How brief the answers are that a rubric expects: 1 where a sentence is a full answer, 0 where a page is. In a brief
/// answer the first of a few points is worth more than the last (the square root of coverage), and shared spelling tells
/// more than shared words. Measured on graded answers of both kinds.
fn brevity(model: &str) -> f64 {
    let words = model.split_whitespace().count() as f64;
    ((FULL_ANSWER - words) / (FULL_ANSWER - BRIEF_ANSWER)).clamp(0.0, 1.0)
}

/// The weighted share of credits, 1 from [`FULL_COVERAGE`] on.
fn coverage(weighted: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (mut earned, mut possible) = (0.0, 0.0);
    for (weight, credit) in weighted {
        earned += weight * credit;
        possible += weight;
    }
    if possible <= 0.0 { 0.0 } else { (earned / possible / FULL_COVERAGE).min(1.0) }
}

/// The mark of a step of an interview: its coverage, less the cost of what is wrong.
pub fn worth(weighted: impl Iterator<Item = (f64, f64)>, cost: f64) -> f64 {
    (coverage(weighted) - cost).clamp(0.0, 1.0)
}
