//! The corpora of the fuzz targets, and what fuzzing has found, replayed without a fuzzer.

#[path = "../fuzz/bodies/mod.rs"]
mod bodies;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Files of a folder; none where there is no folder.
fn files_of(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

#[track_caller]
fn replay(target: &str, body: fn(&[u8])) {
    let fuzz = Path::new("fuzz");
    let seeds = files_of(&fuzz.join("corpus").join(target));
    assert!(seeds.len() >= 20, "fuzz/corpus/{target} holds {} seeds", seeds.len());
    for file in seeds.into_iter().chain(files_of(&fuzz.join("regressions").join(target))) {
        let data = fs::read(&file).unwrap();
        let done = catch_unwind(AssertUnwindSafe(|| body(&data)));
        assert!(done.is_ok(), "{} fails: `{target}` of fuzz/bodies says above why", file.display());
    }
}

#[test]
fn diagrams() {
    replay("diagrams", bodies::diagrams::diagrams);
}

#[test]
fn dialogue() {
    replay("dialogue", bodies::dialogue::dialogue);
}

#[test]
fn html() {
    replay("html", bodies::html::html);
}

#[test]
fn journal() {
    replay("journal", bodies::journal::journal);
}

#[test]
fn marking() {
    replay("marking", bodies::marking::marking);
}

#[test]
fn patterns() {
    replay("patterns", bodies::patterns::patterns);
}

#[test]
fn quantities() {
    replay("quantities", bodies::quantities::quantities);
}

#[test]
fn rubric() {
    replay("rubric", bodies::rubric::rubric);
}

/// A new target comes with its corpus, its body and its test.
#[test]
fn every_target_is_replayed() {
    let names = |folder: &str| -> Vec<String> {
        let stem = |path: PathBuf| Some(path.file_stem()?.to_str()?.to_owned());
        files_of(&Path::new("fuzz").join(folder)).into_iter().filter_map(stem).collect()
    };
    let targets = names("fuzz_targets");
    assert_eq!(targets, ["diagrams", "dialogue", "html", "journal", "marking", "patterns", "quantities", "rubric"]);
    let bodies = names("bodies");
    assert!(targets.iter().all(|target| bodies.contains(target)), "{bodies:?}");
}
