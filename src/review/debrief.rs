//! The debrief as a document.

use super::document::{Cell, Document, Line, Mark, Tone};
use crate::dialogue::{Debrief, PointLine, StepReport, mmss};
use crate::messages::tr;

/// Lays out a debrief.
pub fn document(debrief: &Debrief, out: &mut Document) {
    out.heading(tr!("Debrief"));
    let verdict = Line::default().and(tr!("Verdict: ")).with(Tone::Strong, debrief.verdict.says()).and(tr!(
        " for {}, {} of 100.",
        debrief.level.name(),
        hundred(debrief.total)
    ));
    out.paragraph(verdict);
    for gate in &debrief.gates {
        out.item(Mark::Mind, Line::default().with(Tone::Bad, gate.says.clone()));
        match (gate.at, &gate.quote) {
            (Some(at), Some(quote)) => {
                out.below(Line::from(tr!("At {}: ", mmss(at))).with(Tone::Evidence, quoted(quote)));
            }
            (Some(at), None) => out.below(tr!("Nothing was said of it by {}.", mmss(at))),
            (None, _) => {}
        }
    }
    dimensions(debrief, out);
    if !debrief.conduct.is_empty() {
        out.paragraph(tr!("Conduct: {}", debrief.conduct.join(" ")));
    }
    strengths(debrief, out);
    fixes(debrief, out);
    for wrong in &debrief.wrong {
        out.heading(tr!("Not right"));
        let line = Line::default().with(Tone::Bad, wrong.says.clone()).and(tr!(" (at {})", mmss(wrong.at)));
        out.item(Mark::Wrong, line);
        out.below(Line::from(tr!("You said: ")).with(Tone::Evidence, wrong.quote.clone()));
        out.below(tr!("Right: {}", wrong.answer));
        if let Some(at) = wrong.corrected {
            out.below(Line::default().with(Tone::Good, tr!("You put it right at {}.", mmss(at))));
        }
    }
    for step in &debrief.steps {
        points(step, out);
    }
}

/// A mark of 0 to 1, of a hundred.
pub fn hundred(mark: f64) -> u32 {
    (mark.clamp(0.0, 1.0) * 100.0).round() as u32
}

fn dimensions(debrief: &Debrief, out: &mut Document) {
    let rows = debrief.dimensions.iter().map(|d| {
        let mark = hundred(d.score);
        let bar = Cell::Bar(f64::from(mark) / 100.0);
        vec![d.name.clone().into(), format!("{mark:>3}").into(), bar, tr!("weight {}", d.weight).into()]
    });
    out.table([tr!("Dimension"), tr!("Mark"), String::new(), String::new()], rows);
}

fn strengths(debrief: &Debrief, out: &mut Document) {
    out.heading(tr!("What was good"));
    if debrief.strengths.is_empty() {
        out.paragraph(tr!("Nothing stood out that came without help."));
    }
    for strength in &debrief.strengths {
        out.item(Mark::Earned, Line::default().with(Tone::Good, strength.says.clone()));
        out.below(Line::from(tr!("At {}: ", mmss(strength.at))).with(Tone::Evidence, quoted(&strength.quote)));
    }
}

fn fixes(debrief: &Debrief, out: &mut Document) {
    if debrief.fixes.is_empty() {
        return;
    }
    out.heading(tr!("What to do better"));
    for fix in &debrief.fixes {
        out.item(Mark::Dash, Line::default().with(Tone::Bad, fix.says.clone()));
        let said = match &fix.quote {
            Some(quote) => tr!("At {} ({}) you said: {}", mmss(fix.at), fix.step.0, quoted(quote)),
            None => tr!("By {} ({}) nothing was said of it.", mmss(fix.at), fix.step.0),
        };
        out.below(said);
        out.below(Line::from(tr!("Better: ")).with(Tone::Strong, fix.better.clone()));
        if let Some(study) = &fix.study {
            out.below(tr!("To learn: {study}", study));
        }
    }
}

fn points(step: &StepReport, out: &mut Document) {
    let time = match step.budget {
        Some(budget) => tr!("{} of {}", mmss(step.used), mmss(budget)),
        None => mmss(step.used),
    };
    let over = if step.ran_out { tr!(", time ran out") } else { String::new() };
    out.heading(tr!("{}: {} of 100 ({time}{over})", step.step.0.title(), hundred(step.score), time, over));
    for point in &step.points {
        self::point(point, out);
    }
}

fn point(point: &PointLine, out: &mut Document) {
    let level = if point.advanced { " [L5]" } else { "" };
    match (&point.quote, point.how, point.at) {
        (Some(quote), Some(how), Some(at)) => {
            let line = Line::default().and(format!("{}{level} ", point.says));
            out.item(Mark::Earned, line.with(Tone::Faint, format!("({}, {})", how.says(), mmss(at))));
            out.below(Line::default().with(Tone::Evidence, quoted(quote)));
        }
        _ => {
            out.item(Mark::Missed, Line::default().with(Tone::Bad, format!("{}{level}", point.says)));
            out.below(Line::default().with(Tone::Faint, tr!("A strong answer: {}", point.answer)));
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}
