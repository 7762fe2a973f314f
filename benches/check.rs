//! `sparring rubric check` over 1,000 rubric files, as a whole process, beside Python reading the same files with its `json`
//! module, which checks nothing but the syntax. Two folders: files as `sparring rubric new` writes them (3 points, 12
//! samples), and the bank's questions again and again under other ids (14 points, some 60 samples).

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use criterion::{Criterion, criterion_group, criterion_main};

const FILES: usize = 1_000;
const READ: &str =
    "import glob, json, sys\nfor path in glob.glob(sys.argv[1] + '/questions/*.json'): json.load(open(path))";

fn copies(folder: &Path, from: &Path) {
    let mut files: Vec<_> = fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "json"));
    files.sort();
    fs::create_dir_all(folder.join("questions")).unwrap();
    for number in 0..FILES {
        let path = &files[number % files.len()];
        let id = path.file_stem().unwrap().to_str().unwrap();
        let text = fs::read_to_string(path).unwrap();
        let copy = text.replacen(&format!("\"id\": \"{id}\""), &format!("\"id\": \"copy-{number}\""), 1);
        fs::write(folder.join(format!("questions/copy-{number}.json")), copy).unwrap();
    }
}

fn check(c: &mut Criterion) {
    let home = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_sparring");
    let starter = home.path().join("starter");
    fs::create_dir_all(&starter).unwrap();
    let words = ["--title", "DNS", "--topic", "networks", "--prompt", "How does a name become an address?"];
    let mut new = Command::new(program);
    new.args(["rubric", "new", "question", "dns"]).args(words).env("SPARRING_RUBRICS", &starter).stdout(Stdio::null());
    assert!(new.status().unwrap().success());
    for (name, from) in [("small", starter.join("questions")), ("bank", "rubrics/questions".into())] {
        let folder = home.path().join(name);
        copies(&folder, &from);
        let mut group = c.benchmark_group(format!("1,000 {name} files"));
        group.sample_size(10);
        let mut run = |name: &str, command: &dyn Fn() -> Command| {
            group.bench_function(name, |b| {
                b.iter(|| assert!(command().stdout(Stdio::null()).status().unwrap().success()));
            });
        };
        run("python json", &|| {
            let mut python = Command::new("python3");
            python.args(["-c", READ]).arg(&folder);
            python
        });
        run("rubric check", &|| {
            let mut check = Command::new(program);
            check.args(["rubric", "check"]).arg(&folder);
            check
        });
        group.finish();
    }
}

criterion_group!(benches, check);
criterion_main!(benches);
