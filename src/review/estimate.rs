//! Estimation exercises as documents: what is asked, what was said about an answer, what came of a round.

use super::document::{Document, Line, Mark, Tone};
use crate::dialogue::estimate::{Judgement, Said, Summary, Verdict};
use crate::dialogue::mmss;
use crate::messages::tr;

/// Lays out what is said during a round.
pub fn said(said: &Said, out: &mut Document) {
    match said {
        Said::Exercise { number, of, title, story } => {
            out.heading(tr!("{number} of {of}: {title}", number, of, title));
            out.paragraph(story.clone());
        }
        Said::Asks { label, text } => {
            let label = if label.is_empty() { String::new() } else { format!("{label}) ") };
            out.paragraph(Line::default().with(Tone::Strong, label + text));
        }
        Said::Judged(judgement) => judged(judgement, out),
        Said::Solution(steps) => {
            for step in steps {
                out.item(Mark::Is, step.clone());
            }
        }
        Said::Note(text) => out.paragraph(text.clone()),
    }
}

fn judged(judgement: &Judgement, out: &mut Document) {
    let tone = match judgement.verdict {
        Verdict::Right => Tone::Good,
        Verdict::Slip | Verdict::Off => Tone::Bad,
        Verdict::Unread => Tone::Plain,
    };
    out.paragraph(Line::default().with(tone, judgement.says.clone()));
    for fault in judgement.faults.iter().filter(|f| !f.written.is_empty()) {
        out.item(
            Mark::Mind,
            Line::default().with(Tone::Evidence, fault.written.clone()).and(format!(": {}.", fault.says)),
        );
    }
}

/// Lays out what came of a round.
pub fn summary(summary: &Summary, out: &mut Document) {
    out.heading(tr!("What came of it"));
    let asked = summary.right + summary.slips + summary.off + summary.skipped;
    let mut counts = vec![tr!("{} of {asked} right", summary.right, asked)];
    let more = [
        (summary.slips, tr!("with the right method and a slip")),
        (summary.off, tr!("off")),
        (summary.skipped, tr!("passed over")),
        (summary.open, tr!("not reached")),
    ];
    counts.extend(more.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")));
    out.paragraph(format!("{}.", counts.join(", ")));
    if !summary.faults.is_empty() {
        let faults: Vec<String> = summary.faults.iter().map(|(what, n)| times(what, *n)).collect();
        out.paragraph(Line::from(tr!("Mind: ")).with(Tone::Bad, faults.join(", ")).and("."));
    }
    if summary.tasks.is_empty() {
        out.paragraph(tr!("Time: {}.", mmss(summary.used)));
    } else {
        let row = |task: &crate::dialogue::estimate::TaskTime| {
            vec![mmss(task.used), tr!("{} of {}", task.right, task.of), task.title.clone()]
        };
        out.table([tr!("Time"), tr!("Right"), tr!("Exercise")], summary.tasks.iter().map(row));
    }
}

fn times(what: &str, n: usize) -> String {
    match n {
        1 => what.to_owned(),
        2 => tr!("{what} (twice)", what),
        _ => tr!("{what} ({n} times)", what, n),
    }
}
