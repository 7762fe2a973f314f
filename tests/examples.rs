//! The example sessions under `transcripts/examples`: people read them, and they replay to the byte.
//!
//! After a deliberate change of wording, rubric or marks: `SPARRING_BLESS=1 cargo test --test examples`, then read the
//! difference.

use std::fs;
use std::path::PathBuf;

use sparring::dialogue::{Action, Debrief, Event, Level, SessionKind, Verdict};
use sparring::journal::{self, Header, Read, Record};
use sparring::review::{markdown, replay_with, transcript};
use sparring::rubric::{Library, Problem, Rubric};
use sparring::session::{Cast, cast};

fn examples() -> Vec<PathBuf> {
    let found = journal::sessions("transcripts/examples".as_ref());
    assert!(found.len() >= 2, "{found:?}");
    found
}

/// Whether the examples are being written anew: then only the test that writes them runs.
fn blessing() -> bool {
    std::env::var_os("SPARRING_BLESS").is_some()
}

/// The talk of a session, before it began.
fn talk(header: &Header) -> Cast {
    cast(&Library::new(Vec::new()), header.kind, &header.rubric, header.setup.clone()).unwrap()
}

fn problem(id: &str) -> Problem {
    match Library::new(Vec::new()).load(id).unwrap().rubric {
        Rubric::Problem(problem) => problem,
        Rubric::Question(_) => panic!("{id} is no problem"),
    }
}

/// Writes a session anew with the moves and marks of today.
fn bless(read: &Read) {
    let Cast { mut talk, version, .. } = talk(&read.header);
    let again = replay_with(talk.as_mut(), &read.records);
    let mut header = read.header.clone();
    header.version = version;
    let mut text = Record::Header(Box::new(header.clone())).to_line();
    again.records.iter().for_each(|record| text.push_str(&record.to_line()));
    fs::write(&read.path, text).unwrap();
    fs::write(read.path.with_extension("md"), markdown::write(&transcript::document(&header, &again.records))).unwrap();
}

#[test]
fn every_example_replays_to_the_byte_and_reads_as_its_transcript_says() {
    for path in examples() {
        let read = journal::read(&path).unwrap();
        if blessing() {
            bless(&read);
            continue;
        }
        let again = replay_with(talk(&read.header).talk.as_mut(), &read.records);
        if let Some(difference) = again.difference {
            let line = |text: Option<String>| text.unwrap_or_default();
            panic!(
                "{} differs at line {}:\n- {}\n+ {}",
                path.display(),
                difference.record + 1,
                line(difference.then),
                line(difference.now)
            );
        }
        let readable = fs::read_to_string(path.with_extension("md")).unwrap();
        assert_eq!(readable, markdown::write(&transcript::document(&read.header, &read.records)), "{}", path.display());
    }
}

/// The example whose file name has this in it.
fn example(name: &str) -> Read {
    let path = examples().into_iter().find(|p| p.display().to_string().contains(name)).unwrap();
    journal::read(&path).unwrap()
}

fn debrief(read: &Read) -> Debrief {
    let marks = read.records.iter().rev().find_map(|r| match r {
        Record::Marks { marks, .. } => Some(marks.clone()),
        _ => None,
    });
    *marks.unwrap()
}

/// How often a line was said.
fn said(read: &Read, wanted: &str) -> usize {
    let of_line =
        |r: &&Record| matches!(r, Record::Move { action: Action::Say { line, .. }, .. } if line.starts_with(wanted));
    read.records.iter().filter(of_line).count()
}

#[test]
fn the_strong_candidate_is_hired_at_l5_and_the_weak_one_is_not() {
    if blessing() {
        return;
    }
    let strong = example("2026-11-24T19-30-00-news-feed");
    assert_eq!(strong.header.setup.level, Level::L5);
    assert!(debrief(&strong).verdict >= Verdict::Hire, "{:?}", debrief(&strong).verdict);
    let weak = debrief(&example("2026-11-25T18-00-00-rate-limiter"));
    assert!(weak.verdict <= Verdict::NoHire, "{:?}", weak.verdict);
}

#[test]
fn the_talkative_candidate_is_told_to_get_to_the_point() {
    if blessing() {
        return;
    }
    let talkative = example("2026-11-25T08-00-00-chat-system");
    assert!(said(&talkative, "brief") >= 3);
    let debrief = debrief(&talkative);
    assert!(debrief.fixes.iter().any(|f| f.says.contains("Get to the point")), "{:?}", debrief.fixes);
    assert!(debrief.verdict < Verdict::Hire, "{:?}", debrief.verdict);
}

#[test]
fn the_silent_candidate_is_helped_without_asking() {
    if blessing() {
        return;
    }
    let silent = example("2026-11-26T07-30-00-message-queue");
    let mut tick = false;
    let mut helped = 0;
    for record in &silent.records {
        match record {
            Record::Event { event, .. } => tick = matches!(event, Event::Tick { .. }),
            Record::Move { action: Action::Say { line, .. }, .. } => {
                let help = ["hint.", "probe.", "follow-up.", "component.", "silence"];
                helped += usize::from(tick && help.iter().any(|h| line.starts_with(h)));
            }
            _ => {}
        }
    }
    assert!(helped >= 4, "{helped}");
}

#[test]
fn the_hostile_candidate_earns_next_to_nothing() {
    if blessing() {
        return;
    }
    let debrief = debrief(&example("2026-11-26T20-00-00-url-shortener"));
    assert_eq!(debrief.verdict, Verdict::StrongNoHire);
    assert!(debrief.total <= 0.25, "{}", debrief.total);
}

#[test]
fn no_answer_is_told_before_the_debrief_and_no_hint_is_given_twice() {
    if blessing() {
        return;
    }
    for path in examples() {
        let read = journal::read(&path).unwrap();
        // A drill tells at its end only; its own tests see to that.
        if read.header.kind == SessionKind::Drill {
            continue;
        }
        let problem = problem(&read.header.rubric);
        let mut asked = Vec::new();
        for record in &read.records {
            let Record::Move { action: sparring::dialogue::Action::Say { line, text }, .. } = record else { continue };
            for (_, step) in problem.steps.iter() {
                assert!(step.points.iter().all(|p| !text.contains(&p.answer)), "{}: {text}", path.display());
            }
            if line.starts_with("hint.") || line.starts_with("probe.") || line.starts_with("follow-up.") {
                assert!(!asked.contains(line), "{}: {line} is asked twice", path.display());
                asked.push(line.clone());
            }
        }
    }
}
