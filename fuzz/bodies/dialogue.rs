//! Events with times, played to an interview or a drill.
//!
//! The first line is the setup, a sign for each choice: the talk (`0` to `5`), the mode (`i`, `c`, `p`), the level (`4`,
//! `5`), the minutes (`m`, `s`, `n`) and the seed. Each line behind it is an event: what it is (`l`ine, `u` for time up, `t`ick,
//! `r`esumed, re`o`pened, `q`uit), how long after the one before (`0` to `9`, `a` to `z`), and the words. A vertical tab stands
//! for a line end in them.

#[path = "../../tests/support/conduct.rs"]
mod conduct;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use conduct::{LEADING, NEGATIVE, is_question};
use sparring::dialogue::drill::{Drill, PreparedQuestion};
use sparring::dialogue::{Action, Event, Interview, Level, Marks, Millis, Mode, Prepared, SessionKind, Setup, Talk};
use sparring::journal::Record;
use sparring::rubric::{Library, Rubric};

/// More events are other inputs.
const MOST: usize = 40;
/// More ticks are not wanted at one time: two remarks on the time, eight on silence, an interruption.
const TICKS: usize = 12;
const TALKS: [&str; 6] = ["url-shortener", "quorums", "news-feed", "cap-tradeoffs", "rate-limiter", "storage-units"];

enum Ready {
    Interview(Arc<Prepared>),
    Drill(Arc<PreparedQuestion>),
}

static READY: LazyLock<Vec<Ready>> = LazyLock::new(|| {
    let library = Library::new(Vec::new());
    let ready = |id: &str| {
        let words = library.vocabulary().unwrap();
        match library.load(id).unwrap().rubric {
            Rubric::Problem(problem) => Ready::Interview(Arc::new(Prepared::new(problem, words))),
            Rubric::Question(question) => Ready::Drill(Arc::new(PreparedQuestion::new(question, words))),
        }
    };
    TALKS.into_iter().map(ready).collect()
});

const PLACES: [&str; 8] = ["{at}", "{quote}", "{left}", "{part}", "{parts}", "{first}", "{before}", "{after}"];

fn setup(line: &str) -> (&'static Ready, Setup) {
    let mut signs = line.chars();
    let mut next = || signs.next().unwrap_or('0');
    let talk = &READY[next() as usize % READY.len()];
    let mode = match next() {
        'c' => Mode::Coach,
        'p' => Mode::Pressure,
        _ => Mode::Interview,
    };
    let level = if next() == '5' { Level::L5 } else { Level::L4 };
    let minutes = match next() {
        's' => Some(5.0),
        'n' => None,
        _ => Some(45.0),
    };
    (talk, Setup { seed: next().into(), level, mode, minutes, only: None })
}

fn event(line: &str) -> (Millis, Event) {
    let mut signs = line.chars();
    let kind = signs.next().unwrap_or('l');
    let wait = signs.next().and_then(|sign| sign.to_digit(36)).map_or(1_000, |n| u64::from(n * n) * 150);
    let text = signs.as_str().replace('\u{b}', "\n");
    let event = match kind {
        't' => Event::Tick { idle: text.trim().parse().unwrap_or(wait) },
        'u' => Event::TimeUp { draft: text },
        'r' => Event::Resumed,
        'o' => Event::Reopened,
        'q' => Event::Quit,
        _ => Event::Line { text },
    };
    (wait, event)
}

/// What an interviewer keeps to from the first line to the last.
#[derive(Default)]
struct Conduct {
    asked: BTreeSet<String>,
    facts: BTreeMap<String, String>,
    negative: bool,
}

impl Conduct {
    fn watch(&mut self, line: &str, text: &str) {
        if is_question(line) {
            assert!(self.asked.insert(line.to_owned()), "{line} is asked twice");
        }
        if line.starts_with("fact.") {
            let said = self.facts.entry(line.to_owned()).or_insert_with(|| text.to_owned());
            assert_eq!(said, text, "{line} changes");
        }
        let says_no = NEGATIVE.contains(&line);
        assert!(!(says_no && self.negative), "two negative remarks: {line}");
        if !line.contains('.') && !LEADING.contains(&line) {
            self.negative = says_no;
        }
    }
}

fn survives(record: Record) {
    assert_eq!(Record::from_line(record.to_line().trim_end()), Some(record), "the journal keeps it otherwise");
}

pub fn dialogue(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut lines = text.split('\n');
    let (ready, setup) = setup(lines.next().unwrap_or_default());
    let events: Vec<(Millis, Event)> = lines.take(MOST).map(event).collect();
    match ready {
        Ready::Interview(prepared) => {
            let talk = Interview::new(Arc::clone(prepared), setup.clone());
            // A word that was typed may stand in a quote.
            let points = prepared.problem().steps.iter().flat_map(|(_, step)| &step.points);
            let untold: Vec<&str> = points
                .map(|point| point.answer.as_str())
                .filter(|answer| setup.mode != Mode::Coach && !text.contains(answer))
                .collect();
            let watched = play(talk, &events, |conduct, action| {
                let Action::Say { line, text: said } = action else { return };
                assert!(!said.trim().is_empty(), "{line} says nothing");
                let open = PLACES.iter().find(|place| said.contains(*place) && !text.contains('{'));
                assert!(open.is_none(), "{line} says {said:?}");
                let told = untold.iter().find(|answer| said.contains(*answer));
                assert!(told.is_none(), "{line} tells {told:?}");
                conduct.watch(line, said);
            });
            let Marks::Interview(debrief) = watched else { panic!("an interview ends with a debrief") };
            assert!((0.0..=1.0).contains(&debrief.total) && debrief.fixes.len() <= 3, "{}", debrief.total);
        }
        Ready::Drill(prepared) => {
            let talk = Drill::new(Arc::clone(prepared), setup);
            let watched = play(talk, &events, |_, action| {
                if let Action::Say { line, text } = action {
                    assert!(!text.trim().is_empty(), "{line} says nothing");
                }
            });
            let Marks::Drill(report) = watched else { panic!("a drill ends with a report") };
            assert!((0.0..=1.0).contains(&report.score), "{}", report.score);
        }
    }
}

/// Plays all events and leaves; gives the marks.
fn play<T: Talk>(mut talk: T, events: &[(Millis, Event)], watch: impl Fn(&mut Conduct, &Action)) -> Marks {
    let mut conduct = Conduct::default();
    let mut at = 0;
    let start = [(0, Event::Start)];
    // A drill asks its follow-up first: the second leaves it.
    let end = [(1_000, Event::Quit), (1_000, Event::Quit)];
    for (wait, event) in start.iter().chain(events).chain(&end) {
        at += wait;
        if talk.finished().is_some() {
            assert!(talk.handle(at, event).is_empty(), "an action behind the end");
            continue;
        }
        let mut actions = talk.handle(at, event);
        match event {
            Event::Line { text } if talk.kind() == SessionKind::Interview => {
                let spoke = text.chars().any(char::is_alphanumeric);
                assert!(!spoke || !actions.is_empty(), "nothing is said to {text:?}");
            }
            // The session's loop ticks again as long as that is wanted: each tick is a line of the journal.
            Event::Tick { idle } => {
                let mut ticks = 1;
                while talk.finished().is_none() && talk.wants_tick(at, *idle) {
                    ticks += 1;
                    assert!(ticks <= TICKS, "ticks are wanted without end");
                    actions.extend(talk.handle(at, event));
                }
            }
            _ => {}
        }
        assert!(!talk.label().is_empty());
        assert!(talk.progress().0 <= talk.progress().1);
        for action in actions {
            watch(&mut conduct, &action);
            survives(Record::Move { at, action });
        }
    }
    assert!(talk.finished().is_some(), "it does not end");
    let marks = talk.marks();
    survives(Record::of_marks(at, marks.clone()));
    marks
}
