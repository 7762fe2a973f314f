//! What the candidate has said, and which points it earned, how.

use std::collections::BTreeMap;

use super::event::Millis;
use super::listening::Heard;
use crate::matching::Findings;
use crate::rubric::StepId;
use crate::text::Span;

/// How a point came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// By itself, or after a mere "what else?".
    Volunteered,
    /// In reply to a question about a component or a sudden change.
    Asked,
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
            How::Asked => 0.95,
            How::Hinted => 0.85,
            How::Prompted => 0.7,
        }
    }

    /// In words, for people.
    pub fn says(self) -> &'static str {
        match self {
            How::Volunteered => "volunteered",
            How::Asked => "when asked",
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
    /// Whether each sentence repeats what the interviewer said.
    pub echoes: Vec<bool>,
    /// Whether it hangs together, 0 to 1: a heap of terms earns nothing.
    pub worth: f64,
    /// What it names and decides.
    pub heard: Heard,
    /// All values in it that are no bare small numbers.
    pub quantities: Vec<f64>,
    /// The help given so far, when it was said.
    pub helped: BTreeMap<usize, How>,
    /// Points earned by asking for a fact.
    pub asked_for: Vec<usize>,
    /// The point that the candidate does not know but would find out.
    pub finds_out: Option<usize>,
    /// Taken back.
    pub withdrawn: bool,
}

impl Utterance {
    /// Whether all of it repeats what the interviewer said.
    pub fn is_echo(&self) -> bool {
        !self.echoes.is_empty() && self.echoes.iter().all(|echo| *echo)
    }
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

/// Below this the words are only named, in a list or a heap: nothing was said.
const SAID: f64 = 0.5;
/// What a way to find out is worth in place of the answer.
const FINDS_OUT: f64 = 0.3;

/// What an utterance earns of one point.
fn earned_by(utterance: &Utterance, number: usize, point: usize) -> Option<Earned> {
    let how = utterance.helped.get(&point).copied().unwrap_or(How::Volunteered);
    let found = &utterance.findings.points[point];
    let own = |sentence: u32| !utterance.echoes.get(sentence as usize).copied().unwrap_or(false);
    let evidence: Vec<_> = found.evidence.iter().map(|s| &s.evidence).filter(|e| own(e.sentence)).collect();
    let said = evidence.iter().map(|e| utterance.said.said(e.sentence)).fold(0.0, f64::max);
    if found.earned() && said * utterance.worth >= SAID {
        let spans = evidence.iter().flat_map(|e| e.spans.iter().cloned()).collect();
        return Some(Earned { credit: said * utterance.worth * how.ceiling(), how, utterance: number, spans });
    }
    let whole = || std::iter::once(0..utterance.text.len()).collect();
    if utterance.asked_for.contains(&point) {
        return Some(Earned { credit: how.ceiling(), how, utterance: number, spans: whole() });
    }
    let finds_out = utterance.finds_out == Some(point);
    finds_out.then_some(Earned { credit: FINDS_OUT, how, utterance: number, spans: whole() })
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
