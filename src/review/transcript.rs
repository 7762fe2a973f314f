//! A session as a document: the dialogue, then the debrief.

use super::document::{Block, Document, Line, Tone};
use super::{debrief, drill};
use crate::dialogue::{Action, Event, Marks, SessionKind, mmss};
use crate::journal::{Header, Record};

/// Lays out a whole session.
pub fn document(header: &Header, records: &[Record]) -> Document {
    let mut out = Document::default();
    out.title(format!("{}: {}", header.title, header.started.format("%Y-%m-%d %H:%M")));
    out.paragraph(about(header));
    let mut marks = None;
    for record in joined(records) {
        match &record {
            Record::Header(_) => {}
            Record::Event { stamp, event } => said(stamp.at, event, &mut out),
            Record::Move { at, action } => moved(*at, action, &mut out),
            Record::Marks { marks: given, .. } => marks = Some(Marks::Interview((**given).clone())),
            Record::Drilled { drilled, .. } => marks = Some(Marks::Drill((**drilled).clone())),
        }
    }
    match marks {
        Some(Marks::Interview(marks)) => debrief::document(&marks, &mut out),
        Some(Marks::Drill(report)) => drill::report(&report, &mut out),
        None => {
            let kind = header.kind.name();
            out.paragraph(format!("This session was interrupted. `sparring {kind} --resume` goes on with it."));
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
    let time = setup.minutes.map_or("no clock".to_owned(), |m| format!("{m} minutes"));
    let what = match header.kind {
        SessionKind::Interview => setup.level.name(),
        SessionKind::Drill => "Drill",
    };
    format!("{what}, {time}, seed {}, rubric {}", setup.seed, header.version)
}

fn said(at: u64, event: &Event, out: &mut Document) {
    let words = match event {
        // The empty line that ends an answer.
        Event::Line { text } if text.is_empty() => return,
        Event::Line { text } => Line::from(text.clone()),
        Event::TimeUp { draft } if !draft.trim().is_empty() => {
            Line::from(draft.clone()).with(Tone::Faint, " (cut off by the clock)")
        }
        Event::Reopened => return out.paragraph(format!("{} (the session was interrupted and goes on)", mmss(at))),
        Event::Start | Event::TimeUp { .. } | Event::Tick { .. } | Event::Resumed | Event::Quit => return,
    };
    out.blocks.push(Block::Said(format!("{} you", mmss(at)), words));
}

fn moved(at: u64, action: &Action, out: &mut Document) {
    match action {
        Action::Say { text, .. } => {
            out.blocks.push(Block::Said(format!("{} interviewer", mmss(at)), Line::from(text.clone())))
        }
        Action::Note { text, .. } => out.paragraph(Line::default().with(Tone::Faint, text.clone())),
        Action::Step { step } => out.heading(step.0.title()),
        Action::Pause => out.paragraph(format!("{} (pause)", mmss(at))),
        Action::Marked { marked } => drill::marked(marked, out),
        Action::Edit | Action::Restore { .. } | Action::Finish => {}
    }
}
