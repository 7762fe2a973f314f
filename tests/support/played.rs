//! Sessions that are played for their records.

use chrono::{DateTime, FixedOffset};
use sparring::dialogue::{Event, Level, Mode, Setup, Talk};
use sparring::journal::{Record, Stamp};

/// How they are set up.
pub fn setup() -> Setup {
    Setup { seed: 3, level: Level::L5, mode: Mode::Interview, minutes: Some(45.0), only: None }
}

/// When they began.
pub fn started() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-27T10:00:00+01:00").unwrap()
}

/// Lets the lines be said, one every ten seconds, and ends the session.
pub fn played(talk: &mut dyn Talk, lines: &[&str]) -> Vec<Record> {
    let typed = lines.iter().map(|line| Event::Line { text: (*line).to_owned() });
    let mut records = Vec::new();
    // A drill asks its follow-up first: the second end leaves it.
    for (number, event) in [Event::Start].into_iter().chain(typed).chain([Event::Quit, Event::Quit]).enumerate() {
        if talk.finished().is_some() {
            break;
        }
        let at = number as u64 * 10_000;
        let time = started() + chrono::Duration::milliseconds(at as i64);
        let moves = talk.handle(at, &event);
        records.push(Record::Event { stamp: Stamp { at, time }, event });
        records.extend(moves.into_iter().map(|action| Record::Move { at, action }));
    }
    records.push(Record::of_marks(talk.finished().unwrap(), talk.marks()));
    records
}
