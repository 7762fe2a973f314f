//! A session again from its events: the same moves and marks, byte for byte, or where they differ.

use std::sync::Arc;

use crate::dialogue::{Action, Interview, Prepared, Reason, Talk};
use crate::journal::{Header, Record};

/// A session that was replayed.
#[derive(Debug)]
pub struct Replay {
    /// The events of the journal with the moves and marks that they give now.
    pub records: Vec<Record>,
    /// Why moves were chosen: position among the records, reason.
    pub reasons: Vec<(usize, Reason)>,
    /// The first place where they differ from the journal.
    pub difference: Option<Difference>,
}

/// Where a replay leaves the journal.
#[derive(Debug, PartialEq, Eq)]
pub struct Difference {
    /// Number of the record, from 1 (the header is 0).
    pub record: usize,
    /// The line of the journal; `None` where the journal has ended.
    pub then: Option<String>,
    /// The line now; `None` where the replay has ended.
    pub now: Option<String>,
}

/// Replays the events of an interview's journal.
pub fn replay(header: &Header, records: &[Record], prepared: Arc<Prepared>) -> Replay {
    replay_with(&mut Interview::new(prepared, header.setup.clone()), records)
}

/// Replays the events of a journal with a talk that has not begun.
pub fn replay_with(talk: &mut dyn Talk, records: &[Record]) -> Replay {
    let mut now = Vec::new();
    let mut reasons = Vec::new();
    for record in records {
        if let Record::Event { stamp, event } = record {
            now.push(record.clone());
            let moves = talk.handle(stamp.at, event);
            for reason in talk.reasons() {
                let of_line = |a: &Action| matches!(a, Action::Say { line, .. } if *line == reason.line);
                if let Some(place) = moves.iter().position(of_line) {
                    reasons.push((now.len() + place, reason.clone()));
                }
            }
            now.extend(moves.into_iter().map(|action| Record::Move { at: stamp.at, action }));
            if talk.finished().is_some() {
                now.push(Record::of_marks(stamp.at, talk.marks()));
                break;
            }
        }
    }
    let difference = differ(records, &now);
    Replay { records: now, reasons, difference }
}

/// Compares as text: "the same" means the same bytes.
fn differ(then: &[Record], now: &[Record]) -> Option<Difference> {
    let line = |records: &[Record], i: usize| records.get(i).map(|r| r.to_line().trim_end().to_owned());
    (0..then.len().max(now.len())).find_map(|i| {
        let (then, now) = (line(then, i), line(now, i));
        (then != now).then_some(Difference { record: i + 1, then, now })
    })
}
