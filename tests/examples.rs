//! The example sessions under `transcripts/examples`: people read them, and they replay to the byte.
//!
//! After a deliberate change of wording, rubric or marks: `SPARRING_BLESS=1 cargo test --test examples`, then read the
//! difference.

use std::fs;
use std::path::PathBuf;

use sparring::dialogue::{SessionKind, Verdict};
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

fn verdict(problem: &str) -> Verdict {
    let path = examples().into_iter().find(|p| p.display().to_string().contains(problem)).unwrap();
    let read = journal::read(&path).unwrap();
    let marks = read.records.iter().rev().find_map(|r| match r {
        Record::Marks { marks, .. } => Some(marks.verdict),
        _ => None,
    });
    marks.unwrap()
}

#[test]
fn the_strong_candidate_is_hired_and_the_weak_one_is_not() {
    if blessing() {
        return;
    }
    assert!(verdict("url-shortener") >= Verdict::Hire, "{:?}", verdict("url-shortener"));
    assert!(verdict("rate-limiter") <= Verdict::LeaningNoHire, "{:?}", verdict("rate-limiter"));
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
