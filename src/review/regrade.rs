//! Marks given then and with the rubrics of today, point by point. Nothing is written: the marks given then stay.

use super::debrief::hundred;
use super::document::{Document, Line, Tone};
use crate::dialogue::{Debrief, PointLine};
use crate::messages::tr;

/// Credits that differ by less are the same.
const SAME: f64 = 0.005;

/// Versions of the rubric: then, and now.
pub type Versions<'a> = (&'a str, &'a str);

/// Lays out the differences.
pub fn document(title: &str, versions: Versions<'_>, then: &Debrief, now: &Debrief) -> Document {
    let mut out = Document::default();
    out.title(title);
    let (before, after) = versions;
    let rubric = if before == after {
        tr!("The rubric is the same ({before}).", before)
    } else {
        tr!("Rubric {before} then, {after} now.", before, after)
    };
    out.paragraph(rubric);
    let of = |d: &Debrief| tr!("{} ({} of 100)", d.verdict.says(), hundred(d.total));
    let line = Line::from(tr!("Given then: "))
        .with(Tone::Strong, of(then))
        .and(tr!(". Now: "))
        .with(Tone::Strong, of(now))
        .and(".");
    out.paragraph(line);
    let mut rows = Vec::new();
    for step in &now.steps {
        let old = then.steps.iter().find(|s| s.step == step.step);
        for point in &step.points {
            let before = old.and_then(|s| s.points.iter().find(|p| p.id == point.id));
            let credit = |p: Option<&PointLine>| p.map_or("new".to_owned(), |p| format!("{:.2}", p.credit));
            if before.is_none_or(|b| (b.credit - point.credit).abs() >= SAME) {
                let now = format!("{:.2}", point.credit);
                rows.push(vec![
                    step.step.0.title().to_owned(),
                    point.id.clone(),
                    credit(before),
                    now,
                    point.says.clone(),
                ]);
            }
        }
        for gone in old.map_or(&[][..], |s| &s.points).iter().filter(|p| !step.points.iter().any(|n| n.id == p.id)) {
            let row = [step.step.0.title(), &gone.id, &format!("{:.2}", gone.credit), &tr!("gone"), &gone.says];
            rows.push(row.map(str::to_owned).to_vec());
        }
    }
    if rows.is_empty() {
        out.paragraph(tr!("No point is marked differently."));
    } else {
        out.table([tr!("Step"), tr!("Point"), tr!("then"), tr!("now"), String::new()], rows);
    }
    out
}
