//! No way to die loses a line that was acknowledged.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use sparring::dialogue::Event;
use sparring::journal::{Journal, Record, read};

fn sparring(folder: &Path, args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_sparring"))
        .args(["--transcripts", "t"])
        .args(args)
        .current_dir(folder)
        .env("HOME", folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn journal_in(folder: &Path) -> PathBuf {
    let entries = fs::read_dir(folder.join("t")).unwrap().map(|e| e.unwrap().path());
    let mut journals: Vec<PathBuf> = entries.filter(|p| p.extension().is_some_and(|e| e == "jsonl")).collect();
    assert_eq!(journals.len(), 1, "{journals:?}");
    journals.remove(0)
}

/// The lines that the candidate submitted.
fn lines_of(records: &[Record]) -> Vec<String> {
    let line = |record: &Record| match record {
        Record::Event { event: Event::Line { text }, .. } => Some(text.clone()),
        _ => None,
    };
    records.iter().filter_map(line).collect()
}

/// A short session that was interrupted.
fn interrupted_session(folder: &Path) -> PathBuf {
    let mut child =
        sparring(folder, &["interview", "url-shortener", "--seed", "1", "--untimed", "--only", "estimation"]);
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
    for n in 0..3 {
        writeln!(input, "answer {n}: 100M / 86400 = 1,160 writes per second \u{2014} about").unwrap();
        let echo = format!("> answer {n}:");
        assert!(output.any(|line| line.unwrap().starts_with(&echo)));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    journal_in(folder)
}

/// Goes on with the session, ends it, and sees that it replays.
fn ends_and_replays(folder: &Path) {
    let mut child = sparring(folder, &["interview", "--resume"]);
    child.stdin.take().unwrap().write_all(b"/quit\n").unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    let mut replay = sparring(folder, &["replay", "last", "--quiet"]);
    drop(replay.stdin.take());
    let output = replay.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn a_journal_cut_at_any_byte_keeps_all_its_whole_lines() {
    let folder = tempfile::tempdir().unwrap();
    let whole = fs::read(interrupted_session(folder.path())).unwrap();
    let first_line = whole.iter().position(|b| *b == b'\n').unwrap() + 1;
    let path = folder.path().join("cut.jsonl");
    for end in first_line..=whole.len() {
        for tail in [&b""[..], &[0; 64]] {
            let mut bytes = whole[..end].to_vec();
            let complete = bytes.iter().filter(|b| **b == b'\n').count() - 1;
            bytes.extend_from_slice(tail);
            fs::write(&path, &bytes).unwrap();
            let (mut journal, found) = Journal::reopen(&path).unwrap();
            assert_eq!(found.records.len(), complete, "cut at {end}");
            // What is appended next stands on a line of its own.
            if end % 97 == 0 && complete > 0 {
                let record = found.records[complete - 1].clone();
                journal.append(&record).unwrap();
                assert_eq!(read(&path).unwrap().records.len(), complete + 1, "cut at {end}");
            }
        }
    }
}

#[test]
fn a_journal_cut_anywhere_can_be_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let journal = interrupted_session(folder.path());
    let whole = fs::read(&journal).unwrap();
    let first_line = whole.iter().position(|b| *b == b'\n').unwrap() + 1;
    for part in 0..8 {
        let end = first_line + (whole.len() - first_line) * part / 7;
        fs::write(&journal, &whole[..end]).unwrap();
        let before = lines_of(&read(&journal).unwrap().records);
        let mut child = sparring(folder.path(), &["interview", "--resume"]);
        child.stdin.take().unwrap().write_all(b"and one more thing\n").unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "cut at {end}: {}", String::from_utf8_lossy(&output.stderr));
        let after = lines_of(&read(&journal).unwrap().records);
        assert_eq!(after[..before.len()], before, "cut at {end}");
        assert_eq!(after.last().unwrap(), "and one more thing");
        fs::remove_file(journal.with_extension("md")).unwrap();
    }
}

#[test]
fn kill_9_at_any_moment_loses_no_acknowledged_line() {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged: Vec<String> = Vec::new();
    let mut sent = 0;
    let mut random: u64 = 0x5eed;
    for round in 0..12 {
        let args: &[&str] = if round == 0 {
            &["interview", "url-shortener", "--seed", "1", "--untimed"]
        } else {
            &["interview", "--resume"]
        };
        let mut child = sparring(folder.path(), args);
        let mut input = child.stdin.take().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        for _ in 0..(random >> 33) % 4 {
            let text = format!("answer {sent} says that a cache holds the hot links");
            sent += 1;
            writeln!(input, "{text}").unwrap();
            assert!(output.any(|line| line.unwrap().starts_with(&format!("> {}", &text[..12]))));
            acknowledged.push(text);
        }
        // One more is on its way when the end comes: it may be there or not, but never in half.
        writeln!(input, "answer {sent} was not acknowledged").unwrap();
        sent += 1;
        std::thread::sleep(std::time::Duration::from_micros(random >> 50));
        child.kill().unwrap();
        child.wait().unwrap();
        let kept = lines_of(&read(&journal_in(folder.path())).unwrap().records);
        let known: Vec<&String> = kept.iter().filter(|line| !line.ends_with("was not acknowledged")).collect();
        assert_eq!(known, acknowledged.iter().collect::<Vec<_>>(), "after round {round}");
    }
    ends_and_replays(folder.path());
}

#[test]
fn moves_that_the_end_cut_off_are_written_when_the_session_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let journal = interrupted_session(folder.path());
    let whole = fs::read_to_string(&journal).unwrap();
    // Cut right behind the second answer, before what the interviewer said to it.
    let end = whole.find("answer 1:").and_then(|at| whole[at..].find('\n').map(|n| at + n + 1)).unwrap();
    fs::write(&journal, &whole[..end]).unwrap();
    ends_and_replays(folder.path());
}
