//! A step tried again, beside the first try.

use super::debrief::hundred;
use super::document::{Document, Line, Tone};
use crate::dialogue::{PointLine, StepReport};

/// From this credit on a point counts as said.
const SAID: f64 = 0.5;

/// Lays out what changed between two tries of a step.
pub fn document(first: &StepReport, second: &StepReport, out: &mut Document) {
    out.heading(format!(
        "{} again: {} of 100, before {}",
        first.step.0.title(),
        hundred(second.score),
        hundred(first.score)
    ));
    let said = |point: &PointLine| point.credit >= SAID;
    let before = |id: &str| first.points.iter().any(|p| p.id == id && said(p));
    let (mut gained, mut lost, mut missing) = (Vec::new(), Vec::new(), Vec::new());
    for point in &second.points {
        match (before(&point.id), said(point)) {
            (false, true) => gained.push(point),
            (true, false) => lost.push(point),
            (false, false) => missing.push(point),
            (true, true) => {}
        }
    }
    for (mark, tone, points) in [("+", Tone::Good, &gained), ("-", Tone::Bad, &lost)] {
        for point in points {
            out.item(mark, Line::default().with(tone, point.says.clone()));
        }
    }
    let count = |points: &[&PointLine], what: &str| format!("{} {what}", points.len());
    out.paragraph(format!(
        "{}, {}, {}.",
        count(&gained, "gained"),
        count(&lost, "lost"),
        count(&missing, "still missing")
    ));
}
