//! What to do next: lines to choose from, the best first.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Row;
use super::checklist::{Standing, summary};
use super::debrief::hundred;
use crate::dialogue::{Verdict, mmss};
use crate::journal::Header;
use crate::messages::tr;
use crate::rubric::{Entry, Kind};

/// Below this mark, 0 to 1, a topic is weak: it is worth another try before something new.
const WEAK: f64 = 0.70;
/// The problem that is the easiest to begin with.
const FIRST: &str = "url-shortener";

/// All that decides what to do next.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The newest session that was interrupted.
    pub open: Option<&'a Header>,
    /// Past sessions, oldest first.
    pub past: &'a [Row],
    /// Every rubric at hand.
    pub entries: &'a [Entry],
    /// How many questions are due for another try.
    pub due: usize,
    /// The checklist as it stands.
    pub checklist: &'a [Standing],
    /// The day.
    pub today: NaiveDate,
}

/// Something to do: a key, words, and the command that does it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The letter that starts it.
    pub key: &'static str,
    /// What it is, in one sentence.
    pub says: String,
    /// The command after `sparring`, word by word.
    pub command: Vec<String>,
}

impl Offer {
    fn new(key: &'static str, says: impl Into<String>, command: &[&str]) -> Offer {
        Offer { key, says: says.into(), command: command.iter().map(|&word| word.to_owned()).collect() }
    }

    /// The command as people type it.
    pub fn typed(&self) -> String {
        format!("sparring {}", self.command.join(" "))
    }
}

/// What there is to do, the best first: what was interrupted, what is due, one suggestion, the last session, the
/// checklist, something to read.
pub fn offers(situation: Situation<'_>) -> Vec<Offer> {
    let mut offers = Vec::new();
    if let Some(open) = situation.open {
        let says = tr!("{} was interrupted. Go on where you were.", open.title);
        offers.push(Offer::new("r", says, &[open.kind.name(), &open.rubric, "--resume"]));
    }
    match situation.due {
        0 => {}
        1 => offers.push(Offer::new("d", tr!("Due: 1 question."), &["drill", "--due"])),
        due => offers.push(Offer::new("d", tr!("Due: {due} questions.", due), &["drill", "--due"])),
    }
    offers.extend(suggestion(situation));
    if let Some(last) = situation.past.iter().rev().find(|row| row.verdict.is_some()) {
        let verdict = last.verdict.map_or("", Verdict::says);
        let mark = last.total.map_or(0, hundred);
        let says = tr!("Last: {}, {verdict}, {mark} of 100 in {}.", last.header.title, mmss(last.used), verdict, mark);
        offers.push(Offer::new("l", says, &["review", "last"]));
    }
    let says = tr!("Checklist: {}.", summary(situation.checklist));
    offers.push(Offer::new("c", says, &["study", "checklist"]));
    offers.push(Offer::new("s", tr!("Read: concepts, problems, numbers."), &["study"]));
    offers
}

/// The weakest topic again, unless it was tried today; otherwise the problem that was tried least.
fn suggestion(situation: Situation<'_>) -> Option<Offer> {
    if let Some((topic, mark, entry)) = weakest(situation) {
        let title = entry.title.as_deref().unwrap_or(&entry.id);
        let says = tr!("Next: {title} again. Your weakest topic is {topic}, {} of 100.", hundred(mark), title, topic);
        return Some(match entry.kind {
            Kind::Problem => Offer::new("n", says, &["interview", &entry.id]),
            Kind::Question => Offer::new("n", says, &["drill", &entry.id]),
        });
    }
    let next = least_tried(situation.entries, situation.past)?;
    let title = next.title.as_deref().unwrap_or(&next.id);
    let says = match tries(situation.past, &next.id) {
        0 => tr!("Next: {title}, which is new to you.", title),
        1 => tr!("Next: {title}, which you tried once.", title),
        times => tr!("Next: {title}, which you tried {times} times.", title, times),
    };
    Some(Offer::new("n", says, &["interview", &next.id]))
}

/// The problem that was tried least; of equal ones the easiest to begin with, then the first of the bank.
pub fn least_tried<'a>(entries: &'a [Entry], past: &[Row]) -> Option<&'a Entry> {
    let problems = entries.iter().filter(|entry| entry.kind == Kind::Problem);
    problems.min_by_key(|entry| (tries(past, &entry.id), entry.id != FIRST))
}

fn tries(past: &[Row], id: &str) -> usize {
    past.iter().filter(|row| row.header.rubric == id).count()
}

/// The topic whose last marks are the lowest, their mean, and the rubric in it that went worst.
fn weakest(situation: Situation<'_>) -> Option<(&str, f64, &Entry)> {
    let mut last: BTreeMap<&str, &Row> = BTreeMap::new();
    for row in situation.past.iter().filter(|row| row.total.is_some()) {
        last.insert(&row.header.rubric, row);
    }
    let mut topics: BTreeMap<&str, Vec<(f64, &Entry)>> = BTreeMap::new();
    for entry in situation.entries {
        let Some(row) = last.get(entry.id.as_str()) else { continue };
        if row.header.started.date_naive() == situation.today {
            continue;
        }
        topics.entry(&entry.topic).or_default().extend(row.total.map(|mark| (mark, entry)));
    }
    let mean = |marks: &[(f64, &Entry)]| marks.iter().map(|(mark, _)| mark).sum::<f64>() / marks.len() as f64;
    let weak =
        topics.into_iter().map(|(topic, marks)| (topic, mean(&marks), marks)).filter(|(_, mean, _)| *mean < WEAK);
    let (topic, mark, marks) = weak.min_by(|a, b| a.1.total_cmp(&b.1))?;
    let (_, worst) = marks.into_iter().min_by(|a, b| a.0.total_cmp(&b.0))?;
    Some((topic, mark, worst))
}
