//! The marks of a drill as documents: at once, and at the end.

use super::debrief::hundred;
use super::document::{Document, Line, Mark, Tone};
use super::marked;
use crate::dialogue::drill::{Marked, Part, Report};
use crate::dialogue::mmss;
use crate::messages::tr;
use crate::text::Text;

/// So many of the missing points are told with a strong answer; more at once nobody learns.
const TOLD: usize = 5;

/// Lays out the marks of an answer or a reply. What is missing is not told yet: a follow-up may ask for it.
pub fn marked(given: &Marked, out: &mut Document) {
    let score = tr!("{} of 100", hundred(given.score));
    let said = given.points.len();
    match given.part {
        Part::Answer => {
            out.heading(tr!("Your answer"));
            out.paragraph(Line::default().with(Tone::Strong, score).and(tr!(", {said} of {} points.", given.of, said)));
        }
        Part::Reply => {
            out.heading(tr!("Your reply"));
            let points = match said {
                0 => tr!("It adds no point."),
                1 => tr!("It adds one point."),
                n => tr!("It adds {n} points.", n),
            };
            out.paragraph(
                Line::from(tr!("{points} Answer and reply together: ", points)).with(Tone::Strong, score).and("."),
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
        out.heading(tr!("What was still missing"));
    }
    for (number, point) in missing.iter().enumerate() {
        let says = format!("{}{}", point.says, marked::level(point.advanced));
        if number < TOLD {
            marked::missing(&says, &point.answer, out);
        } else {
            out.item(Mark::Missed, Line::default().with(Tone::Bad, says));
        }
    }
    if !report.uncounted.is_empty() {
        out.heading(tr!("Said, but not counted"));
    }
    let text = Text::new(&report.answer);
    for flag in &report.uncounted {
        marked::flag(&flag.kind, &flag.detail, &flag.span, &text, out);
    }
    out.heading(tr!("In short"));
    out.paragraph(summary(report));
    if let Some(study) = study(report) {
        out.paragraph(study);
    }
}

fn summary(report: &Report) -> Line {
    let Some(grade) = report.grade else {
        return Line::from(tr!("You left before you said anything: this does not count."));
    };
    let mut line = Line::default().with(Tone::Strong, tr!("{} of 100", hundred(report.score)));
    if let Some(both) = report.with_reply {
        line = line.and(tr!(", {} with the reply", hundred(both)));
    }
    let time = match report.budget {
        Some(budget) => tr!(", in {} of {}", mmss(report.used), mmss(budget)),
        None => tr!(", in {}", mmss(report.used)),
    };
    let over = if report.ran_out { tr!(" (the time ran out)") } else { String::new() };
    let hints = match report.hints {
        0 => String::new(),
        1 => tr!(", with a hint"),
        n => tr!(", with {n} hints", n),
    };
    line.and(tr!("{time}{over}{hints}. It counts as \"{}\".", grade.says(), time, over, hints))
}

fn study(report: &Report) -> Option<Line> {
    let pages: Vec<String> = report.study.iter().map(|id| format!("sparring study {id}")).collect();
    let guide =
        report.guide.as_ref().map_or(String::new(), |section| tr!(" (section {section} of the guide)", section));
    (!pages.is_empty()).then(|| Line::from(tr!("To study: ")).with(Tone::Strong, pages.join(", ")).and(guide))
}
