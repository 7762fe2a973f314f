//! What evidence is worth: from findings to marks on the human scale, 0 to 1.

mod formula;
mod gates;
mod profile;
mod trigrams;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::matching::{Evidence, Findings, Marker, PointFound, Slip, span_of};
use crate::rubric::{Misconception, Point, Rubric, Severity, StepId};
use crate::text::{Span, Text};

use formula::{FULL_BREADTH, brevity, coverage};
pub use formula::{Parts, worth};
pub use gates::{Gates, Seen};
pub use profile::Profile;

/// What a wrong belief costs of the score, by severity.
const MINOR_COST: f64 = 0.15;
const MAJOR_COST: f64 = 0.45;
/// What each wrong step of arithmetic costs, once more where later figures rest on it, and all of them at most. Twenty graded
/// estimates with units mixed up or a factor of 1000 would have 8 of 10 without what is wrong; people give them 2.5.
const SLIP_COST: f64 = 0.2;
const CARRIED_COST: f64 = 0.2;
const MOST_SLIPS: f64 = 0.55;
/// A point told the wrong way round costs this much, one that is waved away this much, and all of them at most. Of 590 graded
/// answers without a trick 11 have one, of 53 that are confidently wrong 39.
const CONTRADICTION_COST: f64 = 0.2;
const DISMISSAL_COST: f64 = 0.1;
const MOST_CONTRADICTIONS: f64 = 0.6;
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
    /// A point's subject is said not to be needed or not to matter.
    Dismissed,
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
            FlagKind::Dismissed => "dismissed",
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
        let mut dismissed = BTreeMap::new();
        for (number, evidence) in self.marker.dismissed(self.rubric, &text, &range) {
            dismissed.entry(number).or_insert(evidence);
        }
        let mut flags = Vec::new();
        let marks: Vec<PointMark> = points
            .iter()
            .zip(range)
            .map(|(point, number)| {
                let (found, dismissed) = (&findings.points[number], dismissed.get(&number));
                self.mark(point, found, dismissed, &wrong, &profile, &mut flags)
            })
            .collect();
        let cost = self.wrong(&findings, &mut flags);
        let weighted = points.iter().zip(&marks).map(|(point, mark)| (point.weight, mark.credit));
        let expected = self.marker.expected(step);
        let brief = brevity(expected.words);
        let earned = marks.iter().filter(|m| m.credit >= 0.5).count();
        let denies = |f: &&Flag| matches!(f.kind, FlagKind::Negated | FlagKind::Dismissed);
        let denied = flags.iter().filter(denies).count();
        let told_wrongly = |f: &Flag| {
            let told = matches!(f.kind, FlagKind::Opposite | FlagKind::Contradiction | FlagKind::Arithmetic);
            told || denies(&f)
        };
        let wrongly = flags.iter().any(told_wrongly);
        let coverage = coverage(weighted);
        let seen = self.seen(step, &text, profile, (earned, denied), coverage);
        let gates = Gates::of(&seen);
        flags.extend(gates.flags(answer.len()));
        let full_breadth = FULL_BREADTH.min(expected.breadth.max(1) as f64);
        let parts = Parts {
            coverage,
            breadth: (seen.relation.breadth as f64 / full_breadth).min(1.0),
            figures: seen.relation.figures,
            spelling: if brief > 0.0 { trigrams::recall(&expected.model, answer).sqrt() } else { 0.0 },
            points: points.len(),
            brief,
            may_be_right: seen.relation.own > 0.0 && (earned > 0 || !wrongly),
            gates,
            cost,
        };
        let score = if seen.profile.words == 0 { 0.0 } else { parts.score() };
        flags.sort_by_key(|f| (f.span.start, f.kind));
        Scorecard { score, points: marks, flags, parts }
    }

    /// What the gates look at.
    fn seen(
        &self,
        step: Option<StepId>,
        text: &Text<'_>,
        profile: Profile,
        (earned, denied): (usize, usize),
        coverage: f64,
    ) -> Seen {
        Seen {
            coherence: self.marker.coherence(text),
            relation: self.marker.relation(step, text, |sentence| profile.said(sentence) >= 0.5),
            whole: step.is_none() && matches!(self.rubric, Rubric::Problem(_)),
            brief: brevity(self.marker.expected(step).words),
            earned,
            coverage,
            denied,
            profile,
        }
    }

    /// Whether something said in a conversation hangs together, 0 to 1: that it is no heap of terms and that its words stand
    /// in an order that makes sentences. What is too short to tell does.
    pub fn hangs_together(&self, step: StepId, text: &Text<'_>, profile: &Profile) -> f64 {
        if !gates::tells_form(profile) {
            return 1.0;
        }
        let gates = Gates::of(&self.seen(Some(step), text, profile.clone(), (0, 0), 0.0));
        gates.heap * gates.order
    }

    /// The points of a range of positions.
    pub fn points(&self, range: Range<usize>) -> Vec<&'r Point> {
        self.rubric.points().skip(range.start).take(range.len()).collect()
    }

    fn mark(
        &self,
        point: &Point,
        found: &PointFound,
        dismissed: Option<&Evidence>,
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
            } else if let Some(dismissed) = dismissed.filter(|_| spans.is_empty()) {
                flag(FlagKind::Dismissed, dismissed);
            }
        } else if let Some(rejected) = &found.rejected {
            flag(FlagKind::Contradiction, rejected);
        } else if let Some(opposed) = &found.opposed {
            flag(FlagKind::Opposite, opposed);
        } else if let Some(denied) = &found.denied {
            flag(if dismissed.is_some() { FlagKind::Dismissed } else { FlagKind::Negated }, denied);
        } else if let Some(echoed) = &found.echoed {
            flag(FlagKind::Echo, echoed);
        } else if let Some(dismissed) = dismissed {
            flag(FlagKind::Dismissed, dismissed);
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
            flags.push(Flag { kind: FlagKind::Swap, detail, span: swap.mixed.span.clone() });
        }
        for slip in &findings.slips {
            let rest = if slip.carried { " Later figures rest on it." } else { "" };
            let detail = format!("{}{rest}", slip.says);
            flags.push(Flag { kind: FlagKind::Arithmetic, detail, span: slip.span.clone() });
        }
        let flagged = |kind| flags.iter().filter(|f| f.kind == kind).count() as f64;
        let contradicted = flagged(FlagKind::Contradiction) * CONTRADICTION_COST;
        let dismissed = flagged(FlagKind::Dismissed) * DISMISSAL_COST;
        cost += (contradicted + dismissed).min(MOST_CONTRADICTIONS);
        cost + cost_of_slips(&findings.slips)
    }
}

/// Sentences that hold a wrong belief or tell a point the wrong way round.
fn wrong_sentences(findings: &Findings, text: &Text<'_>) -> BTreeSet<u32> {
    let beliefs = findings.misconceptions.iter().map(|m| m.evidence.sentence);
    let rejected = findings.points.iter().filter_map(|p| p.rejected.as_ref()).map(|e| e.sentence);
    let swapped = findings.swaps.iter().filter_map(|s| text.sentence_at(s.mixed.span.start));
    beliefs.chain(rejected).chain(swapped).collect()
}

/// What wrong arithmetic costs of the score.
pub fn cost_of_slips<'s>(slips: impl IntoIterator<Item = &'s Slip>) -> f64 {
    let cost = |slip: &Slip| if slip.carried { SLIP_COST + CARRIED_COST } else { SLIP_COST };
    slips.into_iter().map(cost).sum::<f64>().min(MOST_SLIPS)
}

/// What a wrong belief costs of the score.
pub fn cost_of(belief: &Misconception) -> f64 {
    match belief.severity {
        Severity::Minor => MINOR_COST,
        Severity::Major => MAJOR_COST,
    }
}
