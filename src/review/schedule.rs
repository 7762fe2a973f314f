//! When a question comes back, from past drills alone: there is no other state.
//!
//! The intervals are those of FSRS, the scheduler of several flashcard programs, in whole days of the candidate's own
//! calendar. The grade comes from the mark.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};
use rs_fsrs::{Card, FSRS, Parameters, Rating};

use super::list::Row;
use crate::dialogue::drill::Grade;

/// New questions a day: each of them comes back.
pub const NEW_A_DAY: usize = 5;
/// After so many misses one after the other, an easier question is asked first.
const MISSES: usize = 2;
/// No question stays away for longer, in days: interviews come sooner than that.
const LONGEST: i32 = 180;

/// A drill that counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// The question.
    pub question: String,
    /// When it ended, on the clock of the place.
    pub when: DateTime<FixedOffset>,
    /// How well it went.
    pub grade: Grade,
}

/// Where a question stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The question.
    pub question: String,
    /// The day on which it comes back.
    pub due: NaiveDate,
    /// The day of the first drill.
    pub first: NaiveDate,
    /// When it was drilled last.
    pub last: DateTime<FixedOffset>,
    /// How it went on that day, at first.
    pub grade: Grade,
    /// Misses since it last went better.
    pub misses: usize,
}

/// A question of the bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its id.
    pub id: String,
    /// Its topic.
    pub topic: String,
}

/// How hard a question is.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// Its id.
    pub id: String,
    /// Points that belong to L5.
    pub advanced: usize,
    /// The weight of all points together.
    pub weight: f64,
}

/// Which questions may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Due ones first, then new ones.
    Any,
    /// Only due ones.
    Due,
}

/// What to ask next.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// A question that is due.
    Due(Standing),
    /// One that was never drilled, and how many of today's new ones it makes.
    New(String, usize),
    /// Nothing: what comes back next, and whether today's new ones are used up.
    Nothing(Option<Standing>, bool),
}

/// The drills that count, of a list of sessions.
pub fn past(rows: &[Row]) -> Vec<Past> {
    let drills = rows.iter().filter_map(|row| {
        let grade = row.drilled.as_ref()?.grade?;
        Some(Past { question: row.header.rubric.clone(), when: row.ended, grade })
    });
    drills.collect()
}

/// Where each question stands that was drilled, by id.
pub fn standings(past: &[Past]) -> Vec<Standing> {
    let mut drills: Vec<&Past> = past.iter().collect();
    drills.sort_by(|a, b| a.question.cmp(&b.question).then(a.when.cmp(&b.when)));
    drills.chunk_by(|a, b| a.question == b.question).filter_map(standing).collect()
}

/// The questions that are due on the day of `now`, the longest overdue first.
pub fn due(past: &[Past], now: DateTime<FixedOffset>) -> Vec<Standing> {
    let mut due = standings(past);
    due.retain(|s| s.due <= now.date_naive());
    due.sort_by(|a, b| a.due.cmp(&b.due).then(a.last.cmp(&b.last)));
    due
}

/// Chooses among the candidates: due ones first, then new ones as long as the day has room for them.
pub fn choose(past: &[Past], candidates: &[Candidate], now: DateTime<FixedOffset>, seed: u64, wish: Wish) -> Choice {
    let known = |s: &Standing| candidates.iter().any(|c| c.id == s.question);
    if let Some(first) = due(past, now).into_iter().find(known) {
        return Choice::Due(first);
    }
    let all = standings(past);
    let new_today = all.iter().filter(|s| s.first == now.date_naive()).count();
    let fresh = match wish {
        Wish::Any if new_today < NEW_A_DAY => fresh(&all, candidates, seed),
        Wish::Any | Wish::Due => None,
    };
    match fresh {
        Some(id) => Choice::New(id, new_today + 1),
        None => Choice::Nothing(all.into_iter().filter(known).min_by_key(|s| s.due), new_today >= NEW_A_DAY),
    }
}

/// The question to ask first in the place of one that was missed again and again: the easiest neighbour that is easier,
/// unless one had its turn since the miss.
pub fn easier<'w>(missed: &Standing, neighbours: &'w [Weighed], past: &[Past]) -> Option<&'w Weighed> {
    if missed.misses < MISSES {
        return None;
    }
    let own = neighbours.iter().find(|n| n.id == missed.question)?;
    let all = standings(past);
    let standing = |id: &str| all.iter().find(|s| s.question == id);
    let order = |a: &Weighed, b: &Weighed| a.advanced.cmp(&b.advanced).then(a.weight.total_cmp(&b.weight));
    let easier = || neighbours.iter().filter(|n| order(n, own).is_lt());
    if easier().filter_map(|n| standing(&n.id)).any(|s| s.last > missed.last) {
        return None;
    }
    easier().filter(|n| standing(&n.id).is_none_or(|s| s.misses < MISSES)).min_by(|a, b| order(a, b))
}

/// A question that was never drilled, of the topic with the fewest that were; the seed decides among equals.
fn fresh(all: &[Standing], candidates: &[Candidate], seed: u64) -> Option<String> {
    let drilled = |id: &str| all.iter().any(|s| s.question == id);
    let of_topic = |topic: &str| candidates.iter().filter(|c| c.topic == topic && drilled(&c.id)).count();
    let order = |c: &&Candidate| (of_topic(&c.topic), xxhash_rust::xxh3::xxh3_64_with_seed(c.id.as_bytes(), seed));
    candidates.iter().filter(|c| !drilled(&c.id)).min_by_key(order).map(|c| c.id.clone())
}

/// The standing after all drills of one question, oldest first.
///
/// Of the drills of one day only the first counts: after it the answers are known from the screen.
fn standing(all: &[&Past]) -> Option<Standing> {
    let mut drills = all.to_vec();
    drills.dedup_by_key(|drill| drill.when.date_naive());
    let (first, counted, last) = (drills.first()?, drills.last()?, all.last()?);
    let fsrs = FSRS::new(Parameters { enable_short_term: false, maximum_interval: LONGEST, ..Parameters::default() });
    let mut card = Card::default();
    for drill in &drills {
        // A clock that was set back makes no negative interval.
        let when = day(drill.when).max(card.last_review);
        card = fsrs.next(card, when, rating(drill.grade)).card;
    }
    Some(Standing {
        question: last.question.clone(),
        due: card.due.date_naive(),
        first: first.when.date_naive(),
        last: last.when,
        grade: counted.grade,
        misses: drills.iter().rev().take_while(|d| d.grade == Grade::Again).count(),
    })
}

/// The day as the scheduler takes it: what was drilled late yesterday is a day old this morning.
fn day(when: DateTime<FixedOffset>) -> DateTime<Utc> {
    when.date_naive().and_time(NaiveTime::MIN).and_utc()
}

fn rating(grade: Grade) -> Rating {
    match grade {
        Grade::Again => Rating::Again,
        Grade::Hard => Rating::Hard,
        Grade::Good => Rating::Good,
        Grade::Easy => Rating::Easy,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Grade::{Again, Easy, Good, Hard};

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(&format!("2026-{text}:00+02:00")).unwrap()
    }

    fn drill(question: &str, when: &str, grade: Grade) -> Past {
        Past { question: question.to_owned(), when: at(when), grade }
    }

    fn ids(standings: &[Standing]) -> Vec<&str> {
        standings.iter().map(|s| s.question.as_str()).collect()
    }

    fn bank() -> Vec<Candidate> {
        let all = [("quorums", "consistency"), ("paxos", "consensus"), ("raft", "consensus"), ("cdn", "scaling")];
        all.map(|(id, topic)| Candidate { id: id.to_owned(), topic: topic.to_owned() }).to_vec()
    }

    #[test]
    fn the_better_it_went_the_later_it_comes_back() {
        let days = |grade| {
            let all = standings(&[drill("quorums", "03-01T23:50", grade)]);
            (all[0].due - all[0].first).num_days()
        };
        let all = [Again, Hard, Good, Easy].map(days);
        assert_eq!(all[0], 1, "what was missed comes back tomorrow");
        assert!(all.is_sorted_by(|a, b| a < b), "{all:?}");
    }

    #[test]
    fn intervals_grow_with_each_success_and_shrink_after_a_miss() {
        let mut past = vec![drill("raft", "03-01T09:00", Good)];
        let mut before = 0;
        for _ in 0..4 {
            let now = standings(&past)[0].clone();
            let interval = (now.due - past.last().unwrap().when.date_naive()).num_days();
            assert!(interval > before, "{interval} after {before}");
            before = interval;
            past.push(Past { when: now.last + chrono::Duration::days(interval), ..past[0].clone() });
        }
        past.last_mut().unwrap().grade = Again;
        let missed = standings(&past)[0].clone();
        assert!((missed.due - missed.last.date_naive()).num_days() < before);
        assert_eq!(missed.misses, 1);
    }

    #[test]
    fn a_question_is_due_from_the_morning_of_its_day_on() {
        let past = [drill("quorums", "03-01T23:50", Again), drill("cdn", "02-01T12:00", Again)];
        assert_eq!(ids(&due(&past, at("03-01T23:59"))), ["cdn"]);
        assert_eq!(ids(&due(&past, at("03-02T00:05"))), ["cdn", "quorums"], "the longest overdue first");
    }

    #[test]
    fn drills_of_one_day_and_a_clock_set_back_do_no_harm() {
        let past = [
            drill("quorums", "03-05T10:00", Hard),
            drill("quorums", "03-05T10:20", Easy),
            drill("quorums", "03-04T10:00", Good),
        ];
        let once = standings(&past[..1])[0].clone();
        let twice = standings(&past[..2])[0].clone();
        assert_eq!((twice.due, twice.grade), (once.due, Hard), "the first of a day counts");
        assert!(standings(&past)[0].due >= once.due);
    }

    #[test]
    fn due_ones_come_first_then_new_ones_until_the_day_is_full() {
        let now = at("03-10T08:00");
        let past = vec![drill("quorums", "03-01T09:00", Hard)];
        assert!(matches!(choose(&past, &bank(), now, 1, Wish::Any), Choice::Due(s) if s.question == "quorums"));
        let mut done = past.clone();
        done.push(drill("quorums", "03-10T08:10", Good));
        let chosen = choose(&done, &bank(), now, 1, Wish::Any);
        assert!(matches!(&chosen, Choice::New(id, 1) if id != "quorums"), "{chosen:?}");
        assert_eq!(chosen, choose(&done, &bank(), now, 1, Wish::Any), "the same seed chooses the same");
        assert!(matches!(choose(&done, &bank(), now, 1, Wish::Due), Choice::Nothing(Some(_), false)));
        done.extend((0..NEW_A_DAY).map(|n| drill(&format!("q{n}"), "03-10T08:30", Good)));
        assert!(matches!(choose(&done, &bank(), now, 1, Wish::Any), Choice::Nothing(Some(_), true)));
        assert!(matches!(choose(&done, &bank(), at("03-11T08:00"), 1, Wish::Any), Choice::New(_, 1)));
    }

    #[test]
    fn new_ones_come_from_the_topic_that_was_drilled_least() {
        let past = [drill("raft", "03-01T09:00", Easy), drill("quorums", "03-01T09:00", Easy)];
        for seed in 0..20 {
            let chosen = choose(&past, &bank(), at("03-02T09:00"), seed, Wish::Any);
            assert_eq!(chosen, Choice::New("cdn".to_owned(), 1));
        }
    }

    #[test]
    fn after_two_misses_an_easier_neighbour_comes_first_and_once() {
        let weighed = |id: &str, advanced, weight| Weighed { id: id.to_owned(), advanced, weight };
        let near = [weighed("paxos", 2, 25.5), weighed("raft", 2, 24.5), weighed("hard-one", 5, 9.0)];
        let easier_than = |id: &str, past: &[Past]| {
            let missed = standings(past).into_iter().find(|s| s.question == id).unwrap();
            easier(&missed, &near, past).map(|w| w.id.clone())
        };
        let mut past = vec![drill("paxos", "03-01T09:00", Again)];
        assert_eq!(easier_than("paxos", &past), None);
        past.push(drill("paxos", "03-02T09:00", Again));
        assert_eq!(easier_than("paxos", &past).as_deref(), Some("raft"));
        past.push(drill("raft", "03-03T09:00", Hard));
        assert_eq!(easier_than("paxos", &past), None, "it had its turn");
        past.push(drill("paxos", "03-03T09:30", Again));
        assert_eq!(easier_than("paxos", &past).as_deref(), Some("raft"), "and after another miss again");
    }

    #[test]
    fn the_order_of_the_journals_does_not_matter() {
        let past =
            [drill("raft", "03-01T09:00", Good), drill("cdn", "03-02T09:00", Hard), drill("raft", "03-04T09:00", Hard)];
        let mut turned = past.to_vec();
        turned.reverse();
        assert_eq!(standings(&past), standings(&turned));
    }
}
