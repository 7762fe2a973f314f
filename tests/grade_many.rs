//! Marking many answers: the commands of `docs/grade-many.md`, run one after another, give the same marks everywhere.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const PAGE: &str = include_str!("../docs/grade-many.md");
const EXAMPLE: &str = "docs/example/grade-many";
/// Answers of `tests/data/graded.jsonl`, over all kinds of rubrics and steps.
const ANSWERS: usize = 200;

/// A folder with the files of the example, and the programs that its commands need.
struct Desk {
    folder: TempDir,
    python: PathBuf,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        for entry in fs::read_dir(EXAMPLE).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
        let python = std::env::var_os("SPARRING_PYTHON").map_or_else(|| "python3".into(), PathBuf::from);
        Desk { folder, python }
    }

    /// A shell command as a reader would type it: `sparring` and `python3` are found in the path.
    fn sh(&self, command: &str) -> Output {
        let sparring = Path::new(env!("CARGO_BIN_EXE_sparring")).parent().unwrap();
        let mut path = vec![sparring.to_owned()];
        path.extend(self.python.parent().filter(|folder| folder.is_absolute()).map(Path::to_owned));
        path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap()));
        let mut sh = Command::new("bash");
        sh.arg("-c").arg(command).current_dir(self.folder.path()).env("PATH", std::env::join_paths(path).unwrap());
        // Spark listens on this machine alone; so short a run is over before the JVM's second compiler pays.
        sh.env("SPARK_LOCAL_IP", "127.0.0.1").env("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        sh.env_remove("SPARRING").env_remove("SPARRING_RUBRICS");
        sh.output().unwrap()
    }

    /// Whether a program is there. With SPARRING_REQUIRE_… it must be.
    fn has(&self, tool: &str, question: &str, require: &str) -> bool {
        let there = self.sh(question).status.success();
        assert!(there || std::env::var_os(require).is_none(), "{tool} is required and not there");
        if !there {
            eprintln!("skipped: there is no {tool}");
        }
        there
    }

    fn has_python(&self) -> bool {
        self.has("python3", "python3 --version", "SPARRING_REQUIRE_SPARK")
    }

    /// Runs a command that ends with a code.
    fn run(&self, command: &str, code: i32) -> String {
        let run = self.sh(command);
        let told = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(code), "{command}\n{told}");
        String::from_utf8(run.stdout).unwrap()
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.folder.path().join(file), text).unwrap();
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.folder.path().join(file)).unwrap()
    }
}

/// The blocks of the page in a language, in order.
fn blocks(language: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    PAGE.split(&fence).skip(1).map(|piece| piece.split("```").next().unwrap()).collect()
}

/// Answers from all over the marked ones, as a table; two are to be refused.
fn table() -> String {
    let graded = fs::read_to_string("tests/data/graded.jsonl").unwrap();
    let graded: Vec<Value> = graded.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["id", "rubric", "step", "answer"]).unwrap();
    for number in 0..ANSWERS {
        let row = &graded[number * graded.len() / ANSWERS];
        let text = |key: &str| row[key].as_str().unwrap_or_default();
        table.write_record([text("id"), text("rubric"), text("step"), text("answer")]).unwrap();
    }
    table.write_record(["slip", "cap-tradeofs", "", "answers \"keep\",\nthe reader"]).unwrap();
    table.write_record(["step", "raft", "estimation", "a question has no steps"]).unwrap();
    String::from_utf8(table.into_inner().unwrap()).unwrap()
}

#[test]
fn the_commands_of_the_page_give_the_same_marks_everywhere() {
    let desk = Desk::new();
    if !desk.has_python() {
        return;
    }
    let parallel = desk.has("GNU parallel", "parallel --version", "SPARRING_REQUIRE_PARALLEL");
    let spark = desk.has("pyspark", "python3 -c 'import pyspark'", "SPARRING_REQUIRE_SPARK");
    desk.write("answers.csv", &table());
    for block in blocks("sh") {
        let there = (parallel || !block.contains("parallel")) && (spark || !block.contains("spark"));
        if there {
            // Refused lines end a run with 1, which is no reason to give up.
            desk.run(block, i32::from(block.contains("grade")));
        }
    }

    let marks = desk.read("marks.jsonl");
    let (marked, refused): (Vec<Value>, Vec<Value>) =
        marks.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()).partition(|m| m.get("error").is_none());
    assert_eq!(marked.len(), ANSWERS);
    assert!(marked.iter().map(|m| m["rubric"].as_str().unwrap()).collect::<BTreeSet<_>>().len() > 50);
    let told: Vec<&str> = refused.iter().map(|m| m["error"].as_str().unwrap()).collect();
    assert!(told.len() == 2 && told[0].contains("did you mean") && told[1].contains("has no steps"), "{told:?}");
    for line in &refused {
        let place = line["line"].as_u64().unwrap() as usize - 1;
        let answer: Value = serde_json::from_str(desk.read("answers.jsonl").lines().nth(place).unwrap()).unwrap();
        assert_eq!(answer["id"], line["id"]);
    }

    desk.run("sparring grade --format jsonl answers.jsonl > one.jsonl", 1);
    let same = |file: &str| assert!(desk.read(file) == marks, "{file} holds other marks, or in another order");
    same("one.jsonl");
    if parallel {
        same("marks-parallel.jsonl");
    }
    if spark {
        same("marks-spark.jsonl");
        let rows = "python3 -c 'import glob; print(*[open(f).read() for f in glob.glob(\"spark/means/*.csv\")])'";
        let questions: BTreeSet<_> = marked.iter().map(|m| (m["rubric"].to_string(), m["step"].to_string())).collect();
        assert_eq!(desk.run(rows, 0).trim().lines().count(), questions.len() + 1);
    }
    assert_eq!(desk.read("scores.csv").lines().count(), ANSWERS + 1);
}

#[test]
fn parts_of_any_size_give_the_same_marks_and_a_failure_is_no_refusal() {
    let desk = Desk::new();
    if !desk.has("GNU parallel", "parallel --version", "SPARRING_REQUIRE_PARALLEL") {
        return;
    }
    let mut answers = String::new();
    for number in 0..60 {
        answers += match number % 20 {
            7 => "no JSON\n".to_owned(),
            _ => format!(
                "{{\"id\": {number}, \"rubric\": \"raft\", \"answer\": \"A leader is elected by a majority\"}}\n"
            ),
        }
        .as_str();
    }
    desk.write("answers.jsonl", &answers);
    let marks = desk.run("sparring grade --format jsonl answers.jsonl", 1);
    assert_eq!(marks.matches("\"error\"").count(), 3);
    for block in ["-1", "-4", "1k"] {
        assert_eq!(desk.run(&format!("BLOCK={block} JOBS=3 ./grade_parallel.sh answers.jsonl"), 1), marks, "{block}");
    }
    desk.write("good.jsonl", answers.lines().next().unwrap());
    desk.run("./grade_parallel.sh good.jsonl", 0);
    for fault in ["SPARRING=./nowhere", "SPARRING_RUBRICS=nowhere"] {
        let run = desk.sh(&format!("{fault} ./grade_parallel.sh answers.jsonl"));
        assert!(!matches!(run.status.code(), Some(0 | 1)), "{fault}: {:?}", run.status.code());
    }
}

#[test]
fn the_page_shows_what_the_example_gives() {
    let desk = Desk::new();
    if !desk.has_python() {
        return;
    }
    for separator in [",", ";", "\t"] {
        let mut table = csv::Reader::from_path(format!("{EXAMPLE}/answers.csv")).unwrap();
        let mut other = csv::WriterBuilder::new().delimiter(separator.as_bytes()[0]).from_writer(Vec::new());
        other.write_record(table.headers().unwrap()).unwrap();
        table.records().for_each(|row| other.write_record(&row.unwrap()).unwrap());
        // As Excel saves it.
        desk.write("answers.csv", &format!("\u{feff}{}", String::from_utf8(other.into_inner().unwrap()).unwrap()));
        desk.run("python3 csv_to_jsonl.py answers.csv | sparring grade --format jsonl > marks.jsonl", 0);
        let shown = desk.run("python3 means.py marks.jsonl", 0);
        let excerpt: Vec<&str> = blocks("text")[0].lines().filter(|line| *line != "…").collect();
        assert!(excerpt.len() >= 5 && excerpt.iter().all(|line| shown.lines().any(|l| l == *line)), "{shown}");
    }
    desk.write("answers.csv", "id,question,answer\n1,raft,a leader\n");
    assert!(
        String::from_utf8(desk.sh("python3 csv_to_jsonl.py answers.csv").stderr).unwrap().contains("no column rubric")
    );

    let one_liner = blocks("bash")[0];
    let answers = desk.folder.path().join("answers/raft");
    fs::create_dir_all(&answers).unwrap();
    fs::write(answers.join("s01.txt"), "A leader is elected\nby a majority.\n").unwrap();
    desk.run(one_liner, 0);
    let expected = serde_json::json!(
        {"id": "raft/s01", "rubric": "raft", "step": null, "answer": "A leader is elected\nby a majority.\n"}
    );
    assert_eq!(serde_json::from_str::<Value>(&desk.read("answers.jsonl")).unwrap(), expected);
}
