//! How one answer came by its mark: what was read, which words earned what, what was nearly there, and the formula.

use super::debrief::hundred;
use super::document::{Block, Document, Line, Mark, Tone};
use super::marked::{excerpt, flags};
use crate::matching::{Findings, Marker, Near};
use crate::messages::tr;
use crate::rubric::pattern::Pattern;
use crate::rubric::{Point, StepId};
use crate::scoring::{Parts, Scorecard};
use crate::text::Text;

/// An answer with all that was found in it.
#[derive(Debug, Clone, Copy)]
pub struct Explained<'a> {
    /// The rubric, compiled.
    pub marker: &'a Marker,
    /// The step, or all of them.
    pub step: Option<StepId>,
    /// Its points, in order.
    pub points: &'a [&'a Point],
    /// The answer.
    pub answer: &'a str,
    /// Its marks.
    pub card: &'a Scorecard,
}

impl Explained<'_> {
    /// Lays out the explanation under a title.
    pub fn document(&self, title: &str) -> Document {
        let mut out = Document::default();
        out.title(title);
        out.paragraph(Line::default().with(Tone::Strong, tr!("{} of 100", hundred(self.card.score))));
        let text = self.marker.text(self.answer);
        out.heading(tr!("How it was read"));
        read(&text, &mut out);
        out.heading(tr!("Points"));
        let findings = self.marker.find_in(&text);
        let range = self.marker.points_of(self.step);
        let near = self.marker.near_misses(&text, range.clone());
        for (at, (point, near)) in range.zip(self.points.iter().zip(&near)) {
            self.point(point, at, &findings, near.as_ref(), &text, &mut out);
        }
        flags(self.card, &text, &mut out);
        out.heading(tr!("The mark"));
        formula(&self.card.parts, self.card.score, &mut out);
        out
    }

    fn point(
        &self,
        point: &Point,
        at: usize,
        findings: &Findings,
        near: Option<&Near>,
        text: &Text<'_>,
        out: &mut Document,
    ) {
        let found = &findings.points[at];
        let weight = tr!(" [{}, weight {}]", point.id, point.weight);
        let head = |line: Line| line.and(point.says.clone()).with(Tone::Faint, weight.clone());
        if !found.earned() {
            out.item(Mark::Missed, head(Line::default()));
            if let Some(near) = near {
                out.below(missing(point, near, text));
            }
            return;
        }
        // Earned by a sentence that is wrong as a whole, or by a bare list, it does not count.
        let counts = self.card.points.iter().any(|mark| mark.id == point.id && mark.credit > 0.0);
        out.item(if counts { Mark::Earned } else { Mark::Missed }, head(Line::default()));
        if !counts {
            out.below(
                Line::default()
                    .with(Tone::Bad, tr!("these words do not count: what they stand in is wrong, or says nothing")),
            );
        }
        for supported in &found.evidence {
            let by = match supported.by {
                crate::matching::By::Pattern(position) => {
                    pattern(point.matches.get(position).map_or("", String::as_str))
                }
                crate::matching::By::Figure => tr!("the figure"),
                crate::matching::By::Drawing => tr!("the drawing"),
            };
            out.below(Line::default().with(Tone::Faint, by));
            if let Some(first) = supported.evidence.spans.first() {
                out.blocks.push(Block::Excerpt(excerpt(text, first, &supported.evidence.spans)));
            }
        }
    }
}

/// The sentences as marking sees them: slips put right, denied words struck.
fn read(text: &Text<'_>, out: &mut Document) {
    for sentence in text.sentences() {
        let mut line = Line::default();
        let mut clause = None;
        for token in text.tokens_of(sentence) {
            if clause.is_some_and(|before| before != token.clause) {
                line = line.with(Tone::Faint, "/ ");
            }
            clause = Some(token.clause);
            line = match token.negation {
                Some(_) => line.with(Tone::Bad, format!("-{}- ", token.word)),
                None if token.slip => line.with(Tone::Good, format!("{} ", token.word)),
                None => line.and(format!("{} ", token.word)),
            };
        }
        out.item(Mark::None, line);
    }
    out.paragraph(
        Line::default().with(Tone::Faint, tr!("A slash ends a clause; -words- are denied; slips are put right.")),
    );
}

/// "`retry` found, `backoff|jitter` missing", in the words of the pattern.
fn missing(point: &Point, near: &Near, text: &Text<'_>) -> Line {
    let source = point.matches.get(near.position).map_or("", String::as_str);
    let slots = Pattern::slots_of(source);
    let mut line = Line::from(tr!("nearly: "));
    for (number, filled) in near.slots.iter().enumerate() {
        let asked = slots.get(number).copied().unwrap_or("");
        let separator = if number == 0 { "" } else { ", " };
        line = match filled {
            Some(span) => line.and(tr!("{separator}`{}` found", &text.original()[span.clone()], separator)),
            None => line.and(separator).with(Tone::Bad, tr!("`{}` missing", shortened(asked))),
        };
    }
    if near.complete() {
        line.and(tr!(", but not within reach of each other, in another order, or denied"))
    } else {
        line
    }
}

/// A pattern with the first few alternatives of each slot.
pub(super) fn pattern(source: &str) -> String {
    Pattern::slots_of(source).into_iter().map(shortened).collect::<Vec<_>>().join(" ")
}

/// The first few alternatives of a slot.
fn shortened(slot: &str) -> String {
    const SHOWN: usize = 6;
    let mut shown: Vec<&str> = slot.split('|').take(SHOWN).collect();
    if slot.split('|').count() > SHOWN {
        shown.push("...");
    }
    shown.join("|")
}

fn formula(parts: &Parts, score: f64, out: &mut Document) {
    let row = |name: &str, value: f64, says: &str| vec![name.to_owned(), format!("{value:.2}"), says.to_owned()];
    let mut rows = vec![
        row("coverage", parts.coverage, &tr!("weighted share of the points")),
        row("breadth", parts.breadth, &tr!("different words of the subject, of those that a full answer uses")),
    ];
    if parts.brief > 0.0 {
        rows.push(row("spelling", parts.spelling, &tr!("shared with the brief model answer")));
    }
    if parts.most() < 1.0 {
        rows.push(row("at most", parts.most(), &tr!("with so few figures")));
    }
    rows.push(row("said", parts.said(), &tr!("the two together")));
    for (open, kind, detail) in parts.gates.all() {
        if open < 1.0 {
            rows.push(row(&format!("x {}", kind.name()), open, &detail));
        }
    }
    if parts.cost > 0.0 {
        rows.push(row("- cost", parts.cost, &tr!("of what is wrong")));
    }
    rows.push(row("= mark", score, ""));
    out.table(["", "", ""], rows);
}
