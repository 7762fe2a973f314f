//! Where the words stand that earned a point: exactly, from a replay, or else by the debrief's quotes.

use std::collections::BTreeMap;

use super::{Session, typed};
use crate::dialogue::drill::Marked;
use crate::dialogue::{Action, Marks, Millis, PointLine, SessionKind, WrongLine};
use crate::journal::Record;
use crate::review::debrief::hundred;
use crate::text::Span;

/// Something to be shown beside an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The id of the point; a wrong belief has none.
    pub point: Option<String>,
    /// The idea.
    pub says: String,
    /// Bytes of the answer; none when only the answer is known, not the words.
    pub spans: Vec<Span>,
}

/// What each answer earned, by the number of its record. A drill's marks stand in the journal beside the words.
pub fn hits(session: &Session<'_>) -> BTreeMap<usize, Vec<Hit>> {
    if session.header.kind == SessionKind::Drill {
        let of = |(number, record): (usize, &Record)| Some((number, marked(given(record)?)));
        return session.records.iter().enumerate().filter_map(of).collect();
    }
    let mut all: BTreeMap<usize, Vec<Hit>> = BTreeMap::new();
    for point in session.points() {
        if let Some((record, spans)) = placed(session, &point) {
            all.entry(record).or_default().push(Hit { point: Some(point.id), says: point.says, spans });
        }
    }
    if let Some(Marks::Interview(debrief)) = session.marks() {
        for WrongLine { says, at, quote, .. } in debrief.wrong {
            if let Some((record, spans)) = by_quote(session.records, at, &quote) {
                all.entry(record).or_default().push(Hit { point: None, says, spans });
            }
        }
    }
    all
}

fn given(record: &Record) -> Option<&Marked> {
    match record {
        Record::Move { action: Action::Marked { marked }, .. } => Some(marked),
        Record::Header(_)
        | Record::Event { .. }
        | Record::Move { .. }
        | Record::Marks { .. }
        | Record::Drilled { .. } => None,
    }
}

fn marked(marked: &Marked) -> Vec<Hit> {
    let earned = marked.points.iter().map(|point| {
        let says = format!("{} ({} of 100)", point.says, hundred(point.credit));
        Hit { point: Some(point.id.clone()), says, spans: point.evidence.clone() }
    });
    let flags = marked.flags.iter().map(|flag| {
        let whole = flag.span == (0..marked.text.len());
        let spans = if whole { Vec::new() } else { vec![flag.span.clone()] };
        Hit { point: None, says: format!("{}: {}", flag.kind, flag.detail), spans }
    });
    earned.chain(flags).collect()
}

fn placed(session: &Session<'_>, point: &PointLine) -> Option<(usize, Vec<Span>)> {
    let exactly = session.found.iter().flatten().find(|f| f.point == point.id).and_then(|found| {
        let same = |(number, record): (usize, &Record)| {
            typed(record).filter(|(at, text)| *at == found.at && *text == found.text)?;
            Some((number, found.spans.clone()))
        };
        session.records.iter().enumerate().find_map(same)
    });
    exactly.or_else(|| by_quote(session.records, point.at?, point.quote.as_deref()?))
}

/// The answer of a time that has a quote in it, or else the first of that time.
fn by_quote(records: &[Record], at: Millis, quote: &str) -> Option<(usize, Vec<Span>)> {
    let then = |(number, record)| typed(record).filter(|(when, _)| *when == at).map(|(_, text)| (number, text));
    let answers: Vec<(usize, &str)> = records.iter().enumerate().filter_map(then).collect();
    let quoted = answers.iter().find_map(|(number, text)| Some((*number, vec![find_flat(text, quote)?])));
    quoted.or_else(|| answers.first().map(|(number, _)| (*number, Vec::new())))
}

/// Where a quote stands in a text. Quotes have one space for any white space, and an ellipsis where they were cut.
fn find_flat(text: &str, quote: &str) -> Option<Span> {
    let (mut flat, mut places) = (String::new(), Vec::new());
    for (place, c) in text.char_indices() {
        let kept = if c.is_whitespace() { ' ' } else { c };
        if kept != ' ' || !flat.ends_with(' ') {
            flat.push(kept);
            places.extend(std::iter::repeat_n(place..place + c.len_utf8(), kept.len_utf8()));
        }
    }
    let quote = quote.strip_suffix('…').unwrap_or(quote);
    let start = flat.find(quote).filter(|_| !quote.is_empty())?;
    Some(places.get(start)?.start..places.get(start + quote.len() - 1)?.end)
}

#[cfg(test)]
mod tests {
    use super::find_flat;

    #[test]
    fn a_quote_is_found_whatever_the_white_space() {
        let text = "First.\nThen  the\tçache, and so on.";
        let found = |quote: &str| find_flat(text, quote).map(|span| &text[span]);
        assert_eq!(found("Then the çache"), Some("Then  the\tçache"));
        assert_eq!(found("the ça…"), Some("the\tça"));
        assert_eq!(found("another"), None);
        assert_eq!(found(""), None);
    }
}
