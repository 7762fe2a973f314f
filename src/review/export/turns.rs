//! The dialogue as a page shows it: who said what, and what the words earned.

use std::collections::BTreeMap;

use super::evidence::Hit;
use super::highlight::{Piece, cut};
use super::{Session, typed};
use crate::dialogue::{Action, Event, Millis, mmss};
use crate::journal::Record;

/// A step's part of the dialogue.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chapter {
    /// The step; nothing before the first.
    pub title: String,
    /// What was said.
    pub turns: Vec<Turn>,
}

/// Something that was said.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Turn {
    /// Number of its record.
    pub record: usize,
    /// When.
    pub at: String,
    /// Who: `you`, `interviewer`, `note` or `marks`.
    pub who: &'static str,
    /// The words.
    pub pieces: Vec<Piece>,
    /// What the words earned.
    pub notes: Vec<Note>,
    /// What became of it.
    pub tail: &'static str,
}

/// What stands in the margin.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Whether it is a wrong belief.
    pub wrong: bool,
    /// The id of the point, if it has a place of its own on the page.
    pub point: Option<String>,
    /// The idea.
    pub says: String,
}

/// The dialogue, by steps.
pub fn chapters(session: &Session<'_>, hits: &BTreeMap<usize, Vec<Hit>>) -> Vec<Chapter> {
    let mut all = vec![Chapter::default()];
    for (number, record) in session.records.iter().enumerate() {
        let hits = hits.get(&number).map(Vec::as_slice).unwrap_or_default();
        match record {
            Record::Event { stamp, event } => {
                let turn = match typed(record) {
                    Some((at, text)) => Some(Turn { tail: tail(event), ..said(number, at, text, hits) }),
                    None => matches!(event, Event::Reopened)
                        .then(|| plain(number, stamp.at, "note", "The session was interrupted and goes on.")),
                };
                push(&mut all, turn);
            }
            Record::Move { at, action: Action::Marked { marked } } => {
                push(&mut all, Some(Turn { who: "marks", ..said(number, *at, &marked.text, hits) }));
            }
            Record::Move { at, action } => moved(&mut all, number, *at, action),
            Record::Header(_) | Record::Marks { .. } | Record::Drilled { .. } => {}
        }
    }
    all.retain(|chapter| !chapter.turns.is_empty());
    all
}

fn push(all: &mut [Chapter], turn: Option<Turn>) {
    if let Some(last) = all.last_mut() {
        last.turns.extend(turn);
    }
}

fn moved(all: &mut Vec<Chapter>, number: usize, at: Millis, action: &Action) {
    match action {
        Action::Step { step } => all.push(Chapter { title: step.0.title().to_owned(), turns: Vec::new() }),
        Action::Say { text, .. } => {
            // What is said in one breath is one turn.
            let before = all.last_mut().and_then(|chapter| chapter.turns.last_mut());
            match before.filter(|turn| turn.who == "interviewer" && turn.at == mmss(at)) {
                Some(turn) => turn.pieces.push(Piece { text: format!(" {text}"), ..Piece::default() }),
                None => push(all, Some(plain(number, at, "interviewer", text))),
            }
        }
        Action::Note { text, .. } => push(all, Some(plain(number, at, "note", text))),
        Action::Pause => push(all, Some(plain(number, at, "note", "Pause."))),
        Action::Restore { text } => {
            let turns = all.iter_mut().rev().flat_map(|chapter| chapter.turns.iter_mut().rev());
            let taken = turns.filter(|turn| turn.who == "you" && turn.tail.is_empty());
            let same = |turn: &&mut Turn| turn.pieces.iter().map(|p| p.text.as_str()).collect::<String>() == *text;
            if let Some(turn) = taken.take(50).find(same) {
                turn.tail = "taken back";
            }
        }
        Action::Marked { .. } | Action::Edit | Action::Finish => {}
    }
}

fn tail(event: &Event) -> &'static str {
    if matches!(event, Event::TimeUp { .. }) { "cut off by the clock" } else { "" }
}

fn plain(record: usize, at: Millis, who: &'static str, text: &str) -> Turn {
    let pieces = vec![Piece { text: text.to_owned(), ..Piece::default() }];
    Turn { record, at: mmss(at), who, pieces, ..Turn::default() }
}

fn said(record: usize, at: Millis, text: &str, hits: &[Hit]) -> Turn {
    let note = |hit: &Hit| Note { wrong: hit.point.is_none(), point: hit.point.clone(), says: hit.says.clone() };
    let (pieces, notes) = (cut(text, hits), hits.iter().map(note).collect());
    Turn { record, at: mmss(at), who: "you", pieces, notes, tail: "" }
}
