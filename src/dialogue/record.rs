//! What the candidate has said, and which points it earned, how.

use std::collections::BTreeMap;

use super::event::Millis;
use crate::matching::Findings;
use crate::rubric::StepId;
use crate::text::Span;

/// How a point came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// By itself, or after a mere "what else?".
    Volunteered,
    /// After a question that leads towards it.
    Hinted,
    /// After a narrow question.
    Prompted,
}

impl How {
    /// The most that a point is worth when it comes so: each help lowers the ceiling.
    pub fn ceiling(self) -> f64 {
        match self {
            How::Volunteered => 1.0,
            How::Hinted => 0.85,
            How::Prompted => 0.7,
        }
    }

    /// In words, for people.
    pub fn says(self) -> &'static str {
        match self {
            How::Volunteered => "volunteered",
            How::Hinted => "after a hint",
            How::Prompted => "after a probe",
        }
    }
}

/// Something the candidate said.
#[derive(Debug, Clone)]
pub struct Utterance {
    /// When.
    pub at: Millis,
    /// In which step.
    pub step: StepId,
    /// As typed.
    pub text: String,
    /// What it holds.
    pub findings: Findings,
    /// What a bare list of words is worth, by sentence: see [`crate::scoring::Profile`].
    pub said: crate::scoring::Profile,
    /// The help given so far, when it was said.
    pub helped: BTreeMap<usize, How>,
    /// Points earned by asking for a fact.
    pub asked_for: Vec<usize>,
    /// Taken back.
    pub withdrawn: bool,
}

/// A point that was earned.
#[derive(Debug, Clone, PartialEq)]
pub struct Earned {
    /// 0 to 1, at most the ceiling of how it came.
    pub credit: f64,
    /// How it came.
    pub how: How,
    /// Which utterance earned it.
    pub utterance: usize,
    /// The words: bytes of the utterance.
    pub spans: Vec<Span>,
}

/// What an utterance earns of one point.
fn earned_by(utterance: &Utterance, number: usize, point: usize) -> Option<Earned> {
    let how = utterance.helped.get(&point).copied().unwrap_or(How::Volunteered);
    let found = &utterance.findings.points[point];
    if found.earned() {
        let worth = found.evidence.iter().map(|s| utterance.said.said(s.evidence.sentence)).fold(0.0, f64::max);
        let spans = found.evidence.iter().flat_map(|s| s.evidence.spans.iter().cloned()).collect();
        return Some(Earned { credit: worth * how.ceiling(), how, utterance: number, spans });
    }
    let whole = 0..utterance.text.len();
    let asked = utterance.asked_for.contains(&point);
    asked.then(|| Earned { credit: how.ceiling(), how, utterance: number, spans: vec![whole] })
}

/// The best that any utterance earned of each point; the earlier one wins a tie.
pub fn earned(utterances: &[Utterance], points: usize) -> Vec<Option<Earned>> {
    let mut all: Vec<Option<Earned>> = vec![None; points];
    for (number, utterance) in utterances.iter().enumerate().filter(|(_, u)| !u.withdrawn) {
        for (point, best) in all.iter_mut().enumerate() {
            let new = earned_by(utterance, number, point);
            let better = new.as_ref().is_some_and(|n| best.as_ref().is_none_or(|b| n.credit > b.credit));
            if better {
                *best = new;
            }
        }
    }
    all
}
