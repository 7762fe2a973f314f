//! From the start of the process to the first question, beside `/bin/true`: the ratio is what counts.
//!
//! `cargo bench --bench start` prints both; README quotes the ratio of the medians.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};

/// Starts an interview and waits for the first question.
fn first_question(transcripts: &std::path::Path) -> Duration {
    let begin = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_sparring"))
        .args(["interview", "url-shortener", "--seed", "1", "--transcripts"])
        .arg(transcripts)
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

fn nothing() -> Duration {
    let begin = Instant::now();
    Command::new("/bin/true").status().unwrap();
    begin.elapsed()
}

fn start(c: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let mut group = c.benchmark_group("start");
    group.bench_function("bin_true", |b| b.iter_custom(|n| (0..n).map(|_| nothing()).sum()));
    group.bench_function("first_question", |b| b.iter_custom(|n| (0..n).map(|_| first_question(folder.path())).sum()));
    group.finish();
}

criterion_group!(benches, start);
criterion_main!(benches);
