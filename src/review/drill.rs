//! The marks of a drill as documents: at once, and at the end.

use super::debrief::hundred;
use super::document::{Document, Line, Tone};
use super::marked;
use crate::dialogue::drill::{Marked, Part, Report};
use crate::dialogue::mmss;
use crate::text::Text;

/// So many of the missing points are told with a strong answer; more at once nobody learns.
const TOLD: usize = 5;

/// Lays out the marks of an answer or a reply. What is missing is not told yet: a follow-up may ask for it.
pub fn marked(given: &Marked, out: &mut Document) {
    let score = format!("{} of 100", hundred(given.score));
    let said = given.points.len();
    match given.part {
        Part::Answer => {
            out.heading("Your answer");
            out.paragraph(Line::default().with(Tone::Strong, score).and(format!(", {said} of {} points.", given.of)));
        }
        Part::Reply => {
            out.heading("Your reply");
            let points = match said {
                0 => "It adds no point.".to_owned(),
                1 => "It adds one point.".to_owned(),
                n => format!("It adds {n} points."),
            };
            out.paragraph(
                Line::from(format!("{points} Answer and reply together: ")).with(Tone::Strong, score).and("."),
            );
        }
    }
    let text = Text::new(&given.text);
    for point in &given.points {
        let says = format!("{}{}", point.says, marked::level(point.advanced));
        marked::earned(&says, point.credit, &point.evidence, &text, out);
    }
    for flag in &given.flags {
        marked::flag(&flag.kind, &flag.detail, &flag.span, &text, out);
    }
}

/// Lays out the end: what was still missing, what was not counted, what to study.
pub fn report(report: &Report, out: &mut Document) {
    let missing: Vec<_> = report.missing().collect();
    if !missing.is_empty() {
        out.heading("What was still missing");
    }
    for (number, point) in missing.iter().enumerate() {
        let says = format!("{}{}", point.says, marked::level(point.advanced));
        if number < TOLD {
            marked::missing(&says, &point.answer, out);
        } else {
            out.item("-", Line::default().with(Tone::Bad, says));
        }
    }
    if !report.uncounted.is_empty() {
        out.heading("Said, but not counted");
    }
    let text = Text::new(&report.answer);
    for flag in &report.uncounted {
        marked::flag(&flag.kind, &flag.detail, &flag.span, &text, out);
    }
    out.heading("In short");
    out.paragraph(summary(report));
    if let Some(study) = study(report) {
        out.paragraph(study);
    }
}

fn summary(report: &Report) -> Line {
    let Some(grade) = report.grade else {
        return Line::from("You left before you said anything: this does not count.");
    };
    let mut line = Line::default().with(Tone::Strong, format!("{} of 100", hundred(report.score)));
    if let Some(both) = report.with_reply {
        line = line.and(format!(", {} with the reply", hundred(both)));
    }
    let time = match report.budget {
        Some(budget) => format!(", in {} of {}", mmss(report.used), mmss(budget)),
        None => format!(", in {}", mmss(report.used)),
    };
    let over = if report.ran_out { " (the time ran out)" } else { "" };
    let hints = match report.hints {
        0 => String::new(),
        1 => ", with a hint".to_owned(),
        n => format!(", with {n} hints"),
    };
    line.and(format!("{time}{over}{hints}. It counts as \"{}\".", grade.says()))
}

fn study(report: &Report) -> Option<Line> {
    let pages: Vec<String> = report.study.iter().map(|id| format!("sparring study {id}")).collect();
    let guide = report.guide.as_ref().map_or(String::new(), |section| format!(" (section {section} of the guide)"));
    (!pages.is_empty()).then(|| Line::from("To study: ").with(Tone::Strong, pages.join(", ")).and(guide))
}
