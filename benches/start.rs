//! From the start of the process to the first question, beside `/bin/true` and `python3 -c pass`: the ratio is what counts.
//! Once more with 10,000 rubrics of the user's own.
//!
//! `cargo bench --bench start` prints all; README quotes the ratio of the medians.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};

const RUBRICS: usize = 10_000;

/// Starts an interview and waits for the first question.
fn first_question(transcripts: &Path, rubrics: &Path) -> Duration {
    let begin = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_sparring"))
        .args(["interview", "url-shortener", "--seed", "1", "--transcripts"])
        .arg(transcripts)
        .arg("--rubrics")
        .arg(rubrics)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    // The heading of the first step is printed together with its question.
    assert!(lines.any(|line| line.unwrap().starts_with("Step 1 of 5")));
    let taken = begin.elapsed();
    child.kill().unwrap();
    child.wait().unwrap();
    taken
}

fn run(program: &str, args: &[&str]) -> Duration {
    let begin = Instant::now();
    Command::new(program).args(args).status().unwrap();
    begin.elapsed()
}

/// A rubric folder with many questions.
fn many_rubrics() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let questions = folder.path().join("questions");
    fs::create_dir(&questions).unwrap();
    let question = fs::read_to_string("rubrics/questions/quorums.json").unwrap();
    for number in 0..RUBRICS {
        let text = question.replace("\"id\": \"quorums\"", &format!("\"id\": \"own-{number}\""));
        fs::write(questions.join(format!("own-{number}.json")), text).unwrap();
    }
    folder
}

fn start(c: &mut Criterion) {
    let (folder, none, many) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), many_rubrics());
    let mut group = c.benchmark_group("start");
    group.bench_function("bin_true", |b| b.iter_custom(|n| (0..n).map(|_| run("/bin/true", &[])).sum()));
    group.bench_function("python_pass", |b| b.iter_custom(|n| (0..n).map(|_| run("python3", &["-c", "pass"])).sum()));
    for (name, rubrics) in [("first_question", none.path()), ("first_question_10000_rubrics", many.path())] {
        let once = || first_question(folder.path(), rubrics);
        group.bench_function(name, |b| b.iter_custom(|n| (0..n).map(|_| once()).sum()));
    }
    group.finish();
}

criterion_group!(benches, start);
criterion_main!(benches);
