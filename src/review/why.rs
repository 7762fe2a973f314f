//! A session with the reason of every choice that the interviewer made.

use super::document::{Document, Line, Mark, Tone};
use super::replay::Replay;
use crate::dialogue::{Action, Event, mmss};
use crate::journal::Record;
use crate::messages::tr;

/// Lays out the talk, and below each choice why it was made and what else stood to choose.
pub fn document(title: &str, replay: &Replay) -> Document {
    let mut out = Document::default();
    out.title(title);
    for (place, record) in replay.records.iter().enumerate() {
        match record {
            Record::Event { stamp, event: Event::Line { text } | Event::TimeUp { draft: text } }
                if !text.is_empty() =>
            {
                let said = Line::default().with(Tone::Evidence, text.clone());
                out.paragraph(Line::default().with(Tone::Strong, tr!("{} you: ", mmss(stamp.at))).with_all(said));
            }
            Record::Move { at, action: Action::Step { step } } => {
                out.heading(format!("{} {}", mmss(*at), step.0.title()))
            }
            Record::Move { at, action: Action::Say { line, text } } => {
                let id = Line::default().with(Tone::Faint, format!("{} [{line}] ", mmss(*at)));
                out.item(Mark::First, id.and(text.clone()));
                for (_, reason) in replay.reasons.iter().filter(|(at, _)| *at == place) {
                    out.below(Line::from(tr!("because {}", reason.why)));
                    if !reason.stood.is_empty() {
                        let stood = tr!("also stood to choose: {}", reason.stood.join(", "));
                        out.below(Line::default().with(Tone::Faint, stood));
                    }
                }
            }
            Record::Header(_)
            | Record::Event { .. }
            | Record::Move { .. }
            | Record::Marks { .. }
            | Record::Drilled { .. } => {}
        }
    }
    out
}
