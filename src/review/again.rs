//! Two tries of the same thing side by side: what was gained, lost, and is still missing.

use super::debrief::hundred;
use super::document::{Document, Line, Mark, Tone};
use crate::dialogue::drill::SAID;
use crate::dialogue::{Debrief, PointLine, StepReport, mmss};
use crate::messages::tr;

/// What changed between two tries.
#[derive(Debug, Default)]
struct Changes<'a> {
    gained: Vec<&'a PointLine>,
    lost: Vec<&'a PointLine>,
    missing: Vec<&'a PointLine>,
}

impl<'a> Changes<'a> {
    fn between(first: &[PointLine], second: &'a [PointLine]) -> Self {
        let said = |point: &PointLine| point.credit >= SAID;
        let before = |id: &str| first.iter().any(|p| p.id == id && said(p));
        let mut changes = Changes::default();
        for point in second {
            match (before(&point.id), said(point)) {
                (false, true) => changes.gained.push(point),
                (true, false) => changes.lost.push(point),
                (false, false) => changes.missing.push(point),
                (true, true) => {}
            }
        }
        changes
    }

    fn says(&self) -> String {
        tr!("{} gained, {} lost, {} still missing.", self.gained.len(), self.lost.len(), self.missing.len())
    }

    fn document(&self, out: &mut Document) {
        for point in &self.gained {
            out.item(Mark::Earned, Line::default().with(Tone::Good, point.says.clone()));
        }
        for point in &self.lost {
            out.item(Mark::Missed, Line::default().with(Tone::Bad, point.says.clone()));
        }
    }
}

/// Lays out a step tried again beside the first try.
pub fn document(first: &StepReport, second: &StepReport, out: &mut Document) {
    let title = first.step.0.title();
    out.heading(tr!("{title} again: {} of 100, before {}", hundred(second.score), hundred(first.score), title));
    let changes = Changes::between(&first.points, &second.points);
    changes.document(out);
    out.paragraph(changes.says());
}

/// A debrief with the words that tell it from another.
pub type Named<'a> = (&'a str, &'a Debrief);

/// Lays out two debriefs of the same problem side by side.
pub fn compare((first_name, first): Named<'_>, (second_name, second): Named<'_>) -> Document {
    let mut out = Document::default();
    out.title(tr!("{first_name} and {second_name}", first_name, second_name));
    let of = |debrief: &Debrief| tr!("{}, {} of 100", debrief.verdict.says(), hundred(debrief.total));
    out.paragraph(tr!("{} ({}), then {} ({}).", of(first), first.level.name(), of(second), second.level.name()));
    let cell = |a: f64, b: f64| {
        let (a, b) = (hundred(a), hundred(b));
        vec![format!("{a:>3}"), format!("{b:>3}"), format!("{:+}", i64::from(b) - i64::from(a))]
    };
    let mut rows = Vec::new();
    for (a, b) in pairs(&first.dimensions, &second.dimensions, |d| &d.name) {
        rows.push([vec![a.name.clone()], cell(a.score, b.score), vec![String::new()]].concat());
    }
    for (a, b) in steps(first, second) {
        let time = format!("{} / {}", mmss(a.used), mmss(b.used));
        rows.push(
            [vec![tr!("Step: {}", a.step.0.title().to_lowercase())], cell(a.score, b.score), vec![time]].concat(),
        );
    }
    out.table(["", "first", "second", "change", &tr!("time used")], rows);
    for (a, b) in steps(first, second) {
        let changes = Changes::between(&a.points, &b.points);
        out.heading(format!("{}: {}", a.step.0.title(), changes.says()));
        changes.document(&mut out);
        for point in &changes.missing {
            out.item(Mark::None, Line::default().with(Tone::Faint, tr!("still missing: {}", point.says)));
        }
    }
    out
}

fn steps<'a>(first: &'a Debrief, second: &'a Debrief) -> Vec<(&'a StepReport, &'a StepReport)> {
    let with = |a: &'a StepReport| second.steps.iter().find(|b| b.step == a.step).map(|b| (a, b));
    first.steps.iter().filter_map(with).collect()
}

fn pairs<'a, T>(first: &'a [T], second: &'a [T], key: impl Fn(&T) -> &String) -> Vec<(&'a T, &'a T)> {
    first.iter().filter_map(|a| second.iter().find(|b| key(a) == key(b)).map(|b| (a, b))).collect()
}
