//! Points as a page shows them.

use std::collections::BTreeMap;

use super::evidence::Hit;
use crate::dialogue::drill::SAID;
use crate::dialogue::{Millis, PointLine, StepReport, mmss};
use crate::review::debrief::hundred;

/// A point.
#[derive(Debug, Clone, PartialEq)]
pub struct PointView {
    /// The id.
    pub id: String,
    /// `said`, `partly` or `missing`.
    pub state: &'static str,
    /// The same as a sign.
    pub sign: &'static str,
    /// The idea.
    pub says: String,
    /// Whether it belongs to L5.
    pub advanced: bool,
    /// Of 100.
    pub credit: u32,
    /// How it came.
    pub how: &'static str,
    /// When.
    pub at: String,
    /// When, in milliseconds.
    pub millis: Option<Millis>,
    /// The turn in the dialogue that earned it.
    pub turn: Option<usize>,
    /// The words.
    pub quote: Option<String>,
    /// What a strong answer says.
    pub answer: String,
}

impl PointView {
    /// A point, with the turn that earned it.
    pub fn new(point: &PointLine, hits: &BTreeMap<usize, Vec<Hit>>) -> PointView {
        let (state, sign) = match point.credit {
            credit if credit >= SAID => ("said", "\u{2713}"),
            credit if credit > 0.0 => ("partly", "~"),
            _ => ("missing", "\u{2717}"),
        };
        let earns = |hits: &[Hit]| hits.iter().any(|hit| hit.point.as_ref() == Some(&point.id));
        PointView {
            id: point.id.clone(),
            state,
            sign,
            says: point.says.clone(),
            advanced: point.advanced,
            credit: hundred(point.credit),
            how: point.how.map_or("", |how| how.says()),
            at: point.at.map_or(String::new(), mmss),
            millis: point.at,
            turn: hits.iter().find(|(_, hits)| earns(hits)).map(|(record, _)| *record),
            quote: point.quote.clone(),
            answer: point.answer.clone(),
        }
    }
}

/// A step with its points.
#[derive(Debug, Clone, PartialEq)]
pub struct StepView {
    /// Its name.
    pub title: &'static str,
    /// Of 100.
    pub score: u32,
    /// The time used, and of how much.
    pub time: String,
    /// Whether the clock ended it.
    pub ran_out: bool,
    /// How many points were said.
    pub said: usize,
    /// Its points.
    pub points: Vec<PointView>,
}

impl StepView {
    /// A step.
    pub fn new(step: &StepReport, hits: &BTreeMap<usize, Vec<Hit>>) -> StepView {
        let points: Vec<PointView> = step.points.iter().map(|point| PointView::new(point, hits)).collect();
        let of = step.budget.map_or(String::new(), |budget| format!(" of {}", mmss(budget)));
        StepView {
            title: step.step.0.title(),
            score: hundred(step.score),
            time: format!("{}{of}", mmss(step.used)),
            ran_out: step.ran_out,
            said: points.iter().filter(|point| point.state == "said").count(),
            points,
        }
    }
}
