//! One marked answer as a document, with the words that earned each point.

use super::debrief::hundred;
use super::document::{Block, Document, Line, Mark, Tone};
use crate::messages::tr;
use crate::rubric::{Point, Tier};
use crate::scoring::Scorecard;
use crate::text::{Span, Text};

/// Lays out the marks of one answer.
pub fn document(title: &str, points: &[&Point], card: &Scorecard, answer: &str) -> Document {
    let mut out = Document::default();
    out.title(title);
    let earned = card.points.iter().filter(|p| p.credit >= 0.5).count();
    let mark = Line::default().with(Tone::Strong, tr!("{} of 100", hundred(card.score)));
    out.paragraph(mark.and(tr!(", {earned} of {} points.", card.points.len(), earned)));
    let read = Text::new(answer);
    for (point, mark) in points.iter().zip(&card.points) {
        let level = level(point.tier == Tier::Advanced);
        if mark.credit > 0.0 {
            self::earned(&format!("{}{level}", point.says), mark.credit, &mark.evidence, &read, &mut out);
        } else {
            self::missing(&format!("{}{level}", point.says), &point.answer, &mut out);
        }
    }
    flags(card, &read, &mut out);
    out
}

/// What stands behind a point that belongs to L5.
pub fn level(advanced: bool) -> &'static str {
    if advanced { " [L5]" } else { "" }
}

/// A point that was earned, with the words that did it.
pub fn earned(says: &str, credit: f64, evidence: &[Span], text: &Text<'_>, out: &mut Document) {
    let weak = if credit < 0.5 { tr!(" (named, not said)") } else { String::new() };
    out.item(Mark::Earned, format!("{says}{weak}"));
    if let Some(first) = evidence.first() {
        out.blocks.push(Block::Excerpt(excerpt(text, first, evidence)));
    }
}

/// A point that is missing, with what a strong answer says.
pub fn missing(says: &str, answer: &str, out: &mut Document) {
    out.item(Mark::Missed, Line::default().with(Tone::Bad, says));
    out.below(Line::default().with(Tone::Faint, tr!("A strong answer: {answer}", answer)));
}

/// What lowered a mark or was not counted, each with its words.
pub fn flags(card: &Scorecard, text: &Text<'_>, out: &mut Document) {
    if !card.flags.is_empty() {
        out.heading(tr!("What lowered the mark or was not counted"));
    }
    for flag in &card.flags {
        self::flag(flag.kind.name(), &flag.detail, &flag.span, text, out);
    }
}

/// One thing that lowered a mark or was not counted, with its words.
pub fn flag(kind: &str, detail: &str, span: &Span, text: &Text<'_>, out: &mut Document) {
    out.item(Mark::Mind, Line::default().with(Tone::Bad, kind).and(format!(": {detail}")));
    let whole = *span == (0..text.original().len());
    if !whole {
        out.blocks.push(Block::Excerpt(excerpt(text, span, std::slice::from_ref(span))));
    }
}

/// The sentence that holds a span, with all marked spans inside it. Spans may come from a journal that was changed by hand: those
/// that are none of the text are passed over.
pub fn excerpt(text: &Text<'_>, at: &Span, marks: &[Span]) -> Line {
    let inside = |span: &Span| text.original().get(span.clone()).is_some();
    let sentence = text.sentence_at(at.start).map(|number| text.sentences()[number as usize].span.clone());
    let whole = sentence.or_else(|| inside(at).then(|| at.clone())).unwrap_or_default();
    let mut line = Line::default();
    let mut from = whole.start;
    for mark in marks.iter().filter(|m| inside(m) && m.start >= whole.start && m.start < whole.end) {
        let (start, end) = (mark.start.max(from), mark.end.min(whole.end));
        if start >= end {
            continue;
        }
        line = line.and(flat(&text.original()[from..start])).with(Tone::Evidence, flat(&text.original()[start..end]));
        from = end;
    }
    line.and(flat(&text.original()[from..whole.end]))
}

fn flat(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_are_none_of_the_text_are_passed_over() {
        let text = Text::new("A caf\u{e9} has one queue. It is long.");
        let says = |at: Span| -> String {
            let line = excerpt(&text, &at, &[at.clone(), 16..21]);
            line.0.iter().map(|piece| piece.text.as_str()).collect()
        };
        let sentence = "A caf\u{e9} has one queue";
        assert_eq!(says(2..7), sentence);
        assert_eq!(says(2..6), sentence);
        assert_eq!(says(6..7), sentence);
        assert_eq!(says(2..900), sentence);
        assert_eq!(says(900..901), "");
        assert_eq!(says(Span { start: 7, end: 2 }), sentence);
    }
}
