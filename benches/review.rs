//! Looking back over 10,000 sessions: the list, a search, and progress, each as a whole process, beside `cat` of the same
//! files, which only reads them. The sessions are the examples, again and again with other start times: some 400 MB in a
//! temporary folder.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use chrono::{DateTime, Duration, FixedOffset};
use criterion::{Criterion, criterion_group, criterion_main};

const SESSIONS: usize = 10_000;

fn make(folder: &Path) {
    let mut examples: Vec<_> = fs::read_dir("transcripts/examples").unwrap().map(|e| e.unwrap().path()).collect();
    examples.retain(|p| p.extension().is_some_and(|e| e == "jsonl"));
    examples.sort();
    let texts: Vec<(String, String)> = examples
        .iter()
        .map(|p| (p.file_stem().unwrap().to_string_lossy()[20..].to_owned(), fs::read_to_string(p).unwrap()))
        .collect();
    let first: DateTime<FixedOffset> = "2024-01-01T08:00:00+01:00".parse().unwrap();
    for n in 0..SESSIONS {
        let (id, text) = &texts[n % texts.len()];
        let started = first + Duration::minutes(150 * n as i64);
        let (header, rest) = text.split_once('\n').unwrap();
        let mut header: serde_json::Value = serde_json::from_str(header).unwrap();
        header["started"] = started.to_rfc3339().into();
        let name = format!("{}-{id}.jsonl", started.format("%Y-%m-%dT%H-%M-%S"));
        fs::write(folder.join(name), format!("{header}\n{rest}")).unwrap();
    }
}

fn many(c: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    make(folder.path());
    let mut group = c.benchmark_group("10,000 sessions");
    group.sample_size(10);
    let sparring = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sparring"));
        command.args(args).env("SPARRING_TRANSCRIPTS", folder.path());
        command
    };
    let mut run = |name: &str, make: &dyn Fn() -> Command| {
        group.bench_function(name, |b| {
            b.iter(|| assert!(make().stdout(Stdio::null()).status().unwrap().success()));
        });
    };
    run("cat", &|| {
        let mut command = Command::new("sh");
        command.args(["-c", "find . -name '*.jsonl' -print0 | xargs -0 cat"]).current_dir(folder.path());
        command
    });
    run("review", &|| sparring(&["review"]));
    run("review --search", &|| sparring(&["review", "--search", "consistent hashing"]));
    run("progress", &|| sparring(&["progress"]));
}

criterion_group!(benches, many);
criterion_main!(benches);
