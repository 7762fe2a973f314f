//! A session as a document: the dialogue, then the debrief.

use super::document::{Block, Document, Line, Mark, Tone};
use super::{debrief, drill};
use crate::dialogue::{Action, Earned, Event, Interview, Marks, SessionKind, Utterance, mmss};
use crate::journal::{Header, Record};
use crate::messages::tr;
use crate::rubric::Point;
use crate::text::Span;

/// What an answer earned, to stand below it.
#[derive(Debug, Clone)]
pub struct Margin {
    /// The id of the point.
    pub point: String,
    /// When it was said.
    pub at: u64,
    /// What was said.
    pub text: String,
    /// The words that earned it.
    pub spans: Vec<Span>,
    /// What they earned, and how it came.
    pub says: String,
}

impl Margin {
    /// The margins of an interview that was replayed.
    pub fn of(interview: &Interview) -> Vec<Margin> {
        let margin = |(utterance, point, earned): (&Utterance, &Point, &Earned)| Margin {
            point: point.id.clone(),
            at: utterance.at,
            text: utterance.text.clone(),
            spans: earned.spans.clone(),
            says: format!("{} ({}, {:.2})", point.says, earned.how.says(), earned.credit),
        };
        interview.credits().into_iter().map(margin).collect()
    }
}

/// Lays out a whole session.
pub fn document(header: &Header, records: &[Record]) -> Document {
    with_margins(header, records, &[])
}

/// Lays out a whole session with what each answer earned below it, its words underlined.
pub fn with_margins(header: &Header, records: &[Record], margins: &[Margin]) -> Document {
    let mut out = Document::default();
    out.title(format!("{}: {}", header.title, header.started.format("%Y-%m-%d %H:%M")));
    out.paragraph(about(header));
    let mut marks = None;
    for record in joined(records) {
        match &record {
            Record::Header(_) => {}
            Record::Event { stamp, event } => said(stamp.at, event, margins, &mut out),
            Record::Move { at, action } => moved(*at, action, &mut out),
            Record::Marks { .. } | Record::Drilled { .. } => marks = record.marks(),
        }
    }
    match marks {
        Some(Marks::Interview(marks)) => debrief::document(&marks, &mut out),
        Some(Marks::Drill(report)) => drill::report(&report, &mut out),
        None => {
            let kind = header.kind.name();
            out.paragraph(tr!("This session was interrupted. `sparring {kind} --resume` goes on with it.", kind));
        }
    }
    out
}

/// What the interviewer says in one breath is one line.
fn joined(records: &[Record]) -> Vec<Record> {
    let mut all: Vec<Record> = Vec::with_capacity(records.len());
    for record in records {
        if let (Some(Record::Move { action, .. }), Record::Move { action: next, .. }) = (all.last_mut(), record)
            && join(action, next)
        {
            continue;
        }
        all.push(record.clone());
    }
    all
}

/// Adds a saying to the one before it; false when the two do not belong together.
pub fn join(before: &mut Action, next: &Action) -> bool {
    match (before, next) {
        (Action::Say { text, .. }, Action::Say { text: more, .. }) => {
            text.push(' ');
            text.push_str(more);
            true
        }
        _ => false,
    }
}

fn about(header: &Header) -> String {
    let setup = &header.setup;
    let time = setup.minutes.map_or(tr!("no clock"), |m| tr!("{m} minutes", m));
    let what = match header.kind {
        SessionKind::Interview => setup.level.name(),
        SessionKind::Drill => &tr!("Drill"),
    };
    tr!("{what}, {time}, seed {}, rubric {}", setup.seed, header.version, what, time)
}

fn said(at: u64, event: &Event, margins: &[Margin], out: &mut Document) {
    let words = match event {
        // The empty line that ends an answer.
        Event::Line { text } if text.is_empty() => return,
        Event::Line { text } => underlined(text, &of_answer(at, text, margins)),
        Event::TimeUp { draft } if !draft.trim().is_empty() => {
            Line::from(draft.clone()).with(Tone::Faint, tr!(" (cut off by the clock)"))
        }
        Event::Reopened => return out.paragraph(tr!("{} (the session was interrupted and goes on)", mmss(at))),
        Event::Start | Event::TimeUp { .. } | Event::Tick { .. } | Event::Resumed | Event::Quit => return,
    };
    out.blocks.push(Block::Said(tr!("{} you", mmss(at)), words));
    let (Event::Line { text } | Event::TimeUp { draft: text }) = event else { return };
    for margin in of_answer(at, text, margins) {
        out.item(Mark::Earned, Line::default().with(Tone::Good, margin.says.clone()));
    }
}

fn of_answer<'m>(at: u64, text: &str, margins: &'m [Margin]) -> Vec<&'m Margin> {
    margins.iter().filter(|m| m.at == at && m.text == text).collect()
}

/// An answer with the words that earned something.
fn underlined(text: &str, margins: &[&Margin]) -> Line {
    let mut spans: Vec<&Span> = margins.iter().flat_map(|m| &m.spans).collect();
    spans.sort_by_key(|s| (s.start, s.end));
    let mut line = Line::default();
    let mut from = 0;
    for span in spans {
        let (start, end) = (span.start.max(from), span.end);
        if start >= end {
            continue;
        }
        if let (Some(before), Some(earned)) = (text.get(from..start), text.get(start..end)) {
            line = line.and(before).with(Tone::Evidence, earned);
            from = end;
        }
    }
    line.and(text.get(from..).unwrap_or_default())
}

fn moved(at: u64, action: &Action, out: &mut Document) {
    match action {
        Action::Say { text, .. } => {
            out.blocks.push(Block::Said(tr!("{} interviewer", mmss(at)), Line::from(text.clone())))
        }
        Action::Note { text, .. } => out.paragraph(Line::default().with(Tone::Faint, text.clone())),
        Action::Step { step } => out.heading(step.0.title()),
        Action::Pause => out.paragraph(format!("{} (pause)", mmss(at))),
        Action::Marked { marked } => drill::marked(marked, out),
        Action::Edit | Action::Restore { .. } | Action::Finish => {}
    }
}
