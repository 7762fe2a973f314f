//! Rubrics and transcripts from strangers, through the commands that a user would run.
//!
//! Whatever they hold: each command ends soon and within bounded memory, refuses with a code and a reason, prints nothing that a
//! terminal obeys but our own colours, and writes nothing outside of the folders that it was given. `SECURITY.md` lists what is
//! defended; each row names tests of this file.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::stat::Mode;
use nix::unistd::mkfifo;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A command that runs longer hangs. This measures no speed: most take well below a second.
const HANGS: Duration = Duration::from_secs(60);
/// Address space of a command, in bytes.
const MEMORY: u64 = 2 << 30;
/// What a terminal obeys: titles, clipboard, clearing, strings of all kinds, C1, the cursor's moves, reordering.
const EVIL: &str = "x\u{1b}[2J\u{1b}]0;owned\u{7}\u{1b}]52;c;aGk=\u{7}\u{1b}]8;;http://e.example\u{1b}\\\u{1b}P+q544e\u{1b}\\\
                    \u{9b}31m\u{9d}0;x\u{9c}\u{90}q\u{9c}\r\u{8}\u{7f}\u{202e}\u{2066}\u{200f}\u{61c}\u{200b}\u{feff}y";

/// A place with `rubrics/`, `t/` for transcripts, and things outside that must stay as they are.
struct Place {
    folder: TempDir,
}

struct Ran {
    command: String,
    code: Option<i32>,
    out: Vec<u8>,
    err: Vec<u8>,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for made in ["rubrics/questions", "rubrics/problems", "t", "outside", "tmp"] {
            fs::create_dir_all(folder.path().join(made)).unwrap();
        }
        fs::write(folder.path().join("outside/notes"), "my notes\n").unwrap();
        Place { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// All that is outside of the folders that the program may write to.
    fn outside(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        for folder in ["", "outside"] {
            for entry in fs::read_dir(self.path(folder)).unwrap() {
                let path = entry.unwrap().path();
                let small = fs::metadata(&path).is_ok_and(|meta| meta.is_file() && meta.len() < 1 << 20);
                found.insert(path.clone(), if small { fs::read(&path).unwrap() } else { Vec::new() });
            }
        }
        found
    }

    /// Runs a command within bounds, and checks what must hold whatever it was given.
    #[track_caller]
    fn run(&self, args: &[&str], input: &[u8]) -> Ran {
        let before = self.outside();
        let mut command = Command::new("prlimit");
        command
            .arg(format!("--as={MEMORY}"))
            .arg(env!("CARGO_BIN_EXE_sparring"))
            .args(["--transcripts", "t"])
            .args(args);
        command.current_dir(self.folder.path()).env("HOME", self.path("home")).env("TMPDIR", self.path("tmp"));
        command.env_remove("SPARRING_RUBRICS").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let mut pipes = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let out = std::thread::spawn(move || {
            let mut bytes = Vec::new();
            pipes.0.read_to_end(&mut bytes).map(|_| bytes).unwrap()
        });
        let err = std::thread::spawn(move || {
            let mut bytes = Vec::new();
            pipes.1.read_to_end(&mut bytes).map(|_| bytes).unwrap()
        });
        let started = Instant::now();
        let code = loop {
            match child.try_wait().unwrap() {
                Some(status) => break status.code(),
                None if started.elapsed() > HANGS => {
                    child.kill().unwrap();
                    panic!("{args:?} hangs");
                }
                None => std::thread::sleep(Duration::from_millis(3)),
            }
        };
        drop(writer);
        let (out, err) = (out.join().unwrap(), err.join().unwrap());
        if let Some(log) = std::env::var_os("SPARRING_HOSTILE_LOG") {
            let mut log = File::options().append(true).create(true).open(log).unwrap();
            writeln!(log, "{:>7.3} s {:>9} bytes {args:?}", started.elapsed().as_secs_f64(), out.len()).unwrap();
        }
        let ran = Ran { command: format!("{args:?}"), code, out, err };
        ran.is_sane();
        assert_eq!(before, self.outside(), "{} wrote outside", ran.command);
        ran
    }

    fn rubric(&self, id: &str, rubric: &Value) -> PathBuf {
        let folder = if rubric.get("steps").is_some() { "problems" } else { "questions" };
        let path = self.path("rubrics").join(folder).join(format!("{id}.json"));
        fs::write(&path, serde_json::to_string(rubric).unwrap()).unwrap();
        path
    }

    /// All that a user does with a question of somebody else.
    fn use_question(&self, id: &str) -> Vec<Ran> {
        let line = format!(
            "{{\"id\":1,\"rubric\":\"{id}\",\"answer\":\"a partition, so choose consistency aaaaaaaaaaaa\"}}\n"
        );
        let answer =
            b"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa a partition happens, so we choose consistency\n\nx x x x x x x\n\n";
        let run = |args: &[&str], input: &[u8]| self.run(args, input);
        vec![
            run(&["rubric", "check", "rubrics"], b""),
            run(&["rubric", "check", "--strict", "--format", "json", "rubrics"], b""),
            run(&["rubric", "check", "--format", "github", "rubrics"], b""),
            run(&["rubric", "list"], b""),
            run(&["rubric", "list", "--format", "json"], b""),
            run(&["rubric", "show", id], b""),
            run(&["rubric", "show", id, "--format", "json"], b""),
            run(&["rubric", "explain", id], answer),
            run(&["study", id], b""),
            run(&["study"], b""),
            run(&["drill", id, "--untimed"], answer),
            run(&["grade", "--rubric", id], answer),
            run(&["grade", "--format", "jsonl"], line.as_bytes()),
            run(&[], b""),
        ]
    }

    /// The most telling part of that: files that can hardly be read need no more.
    fn load_question(&self, id: &str) {
        self.run(&["rubric", "check", "rubrics"], b"");
        self.run(&["rubric", "list"], b"");
        self.run(&["study", id], b"");
        self.run(&["drill", id, "--untimed"], b"a partition\n\n\n");
        self.run(&["grade", "--rubric", id], b"a partition");
    }

    fn journal(&self, name: &str, lines: &[Value]) -> PathBuf {
        let text: String = lines.iter().map(|line| line.to_string() + "\n").collect();
        let path = self.path("t").join(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// All that a user does with a folder of transcripts of somebody else. `name` is one of them.
    fn use_transcripts(&self, name: &str) -> Vec<Ran> {
        let mut all = Vec::new();
        let mut run = |args: &[&str]| all.push(self.run(args, b"a cache of hot links\n"));
        run(&["review"]);
        run(&["review", "--doctor"]);
        run(&["review", "--search", "cache"]);
        run(&["review", "--search", "\u{1b}"]);
        run(&["progress"]);
        for format in ["html", "md", "json", "csv"] {
            run(&["progress", "--format", format]);
            run(&["review", name, "--export", format]);
        }
        run(&["review", name]);
        run(&["review", name, "--regrade"]);
        run(&["review", "--compare", name, name]);
        run(&["replay", name]);
        run(&["replay", name, "--why"]);
        run(&["replay", name, "--edit"]);
        run(&["rubric", "coverage"]);
        run(&["study", "--checklist"]);
        run(&["drill", "--due"]);
        run(&[]);
        run(&["estimate", "--count", "1"]);
        run(&["drill", "--resume"]);
        run(&["interview", "--resume"]);
        all
    }
}

impl Ran {
    fn said(&self) -> String {
        String::from_utf8_lossy(&[&self.out[..], &self.err].concat()).into_owned()
    }

    #[track_caller]
    fn is_sane(&self) {
        let all = self.said();
        let known = [Some(0), Some(1), Some(2), Some(3), Some(130)].contains(&self.code);
        assert!(known, "{} ended with {:?}:\n{}", self.command, self.code, &all[..all.len().min(4000)]);
        let obeyed = all.char_indices().find(|(_, c)| sparring::text::is_unsafe(*c));
        if let Some((at, c)) = obeyed {
            let around: String = all[..at].chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
            panic!("{} prints {c:?} behind {around:?}", self.command);
        }
        assert!(!all.contains("panicked"), "{}:\n{all}", self.command);
    }

    /// Checks that it was refused for a reason, naming the file.
    #[track_caller]
    fn refuses(&self, code: i32, said: &[&str]) {
        let all = self.said();
        assert_eq!(self.code, Some(code), "{}:\n{}", self.command, &all[..all.len().min(4000)]);
        for words in said {
            assert!(all.contains(words), "{}: no {words:?} in:\n{}", self.command, &all[..all.len().min(4000)]);
        }
    }
}

fn bank(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(format!("rubrics/{name}.json")).unwrap()).unwrap()
}

/// A small question that stands on its own.
fn question(id: &str) -> Value {
    let point = |id: &str, word: &str| {
        json!({
            "id": id, "says": format!("Says {word}."), "weight": 2, "match": [word],
            "hint": "What else is there?", "probe": "Why is that so?", "answer": format!("It is {word}."),
            "samples": {"hits": [format!("it is {word}")], "misses": ["nothing"]},
        })
    };
    json!({
        "id": id, "title": "A question", "topic": "consistency", "prompt": "What happens then?",
        "points": [point("one", "partition"), point("two", "consistency")],
        "answer": "A partition happens, and consistency goes.",
    })
}

/// Changes every text of a value, except below these keys.
fn spoil(value: &mut Value, but: &[&str], change: &dyn Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = change(text),
        Value::Array(items) => items.iter_mut().for_each(|item| spoil(item, but, change)),
        Value::Object(map) => {
            for (key, inner) in map.iter_mut().filter(|(key, _)| !but.contains(&key.as_str())) {
                let _ = key;
                spoil(inner, but, change);
            }
        }
        _ => {}
    }
}

fn example(name: &str) -> Vec<Value> {
    let text = fs::read_to_string(format!("transcripts/examples/{name}.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const INTERVIEW: &str = "2026-11-20T19-30-00-url-shortener";
const DRILL: &str = "2026-11-21T07-40-00-quorums";

// Rubrics.

#[test]
fn expressions_that_explode_end_soon() {
    let place = Place::new();
    let mut rubric = question("boom");
    let alternation = |n: usize| (0..n).map(|i| format!("w{i}x{i}")).collect::<Vec<_>>().join("|");
    let patterns: Vec<String> = [
        "/(a*)*b/".to_owned(),
        "/(a|aa)+$/".to_owned(),
        "/((a{0,50}){0,50}){0,50}/".to_owned(),
        "/a{1000}{1000}{1000}/".to_owned(),
        "/(.*a){30}/".to_owned(),
        "/\\w{5000}/".to_owned(),
        "/[\u{4e00}-\u{9fff}]{2000}/".to_owned(),
        format!("/{}/", alternation(50_000)),
        format!("/{}a{}/", "(".repeat(5_000), ")".repeat(5_000)),
        format!("/{}/", "a?".repeat(3_000) + &"a".repeat(3_000)),
        alternation(50_000),
        vec!["a"; 20_000].join(" "),
        ["a|b|c"; 12].join(" "),
        "a*".repeat(10_000),
    ]
    .to_vec();
    for pattern in &patterns {
        rubric["points"][0]["match"] = json!([pattern]);
        place.rubric("boom", &rubric);
        place.load_question("boom");
    }
    // Many that are each within bounds.
    rubric["points"][0]["match"] = (0..200).map(|i| json!(format!("/(x{i}|y.{{0,40}}){{1,20}}z/"))).collect();
    place.rubric("boom", &rubric);
    place.use_question("boom");
    rubric["points"][0]["match"] =
        (0..200).map(|i| json!(format!("a b c d e f g|x{i} {}", if i % 2 == 0 { "h" } else { "i" }))).collect();
    place.rubric("boom", &rubric);
    place.use_question("boom");
}

#[test]
fn a_rubric_of_a_million_points_is_refused_by_a_named_limit() {
    let place = Place::new();
    let mut rubric = question("many");
    let point = rubric["points"][0].clone();
    let with = |n: usize| -> Vec<Value> {
        let point = |i: usize| {
            let mut point = point.clone();
            point["id"] = json!(format!("p{i}"));
            point
        };
        (0..n).map(point).collect()
    };
    // As many as fit into the largest file.
    rubric["points"] = json!(with(15_000));
    let path = place.rubric("many", &rubric);
    let size = fs::metadata(&path).unwrap().len();
    assert!(size < 4 << 20 && size > 3 << 20, "{size}");
    for ran in place.use_question("many") {
        if ran.command.contains("many") && !ran.command.contains("json") {
            ran.refuses(3, &["many.json", "15000 points", "at most 300"]);
        }
    }
    place.run(&["rubric", "check", "rubrics"], b"").refuses(1, &["many.json", "15000 points"]);
    // A million are too large a file.
    let mut file = std::io::BufWriter::new(File::create(&path).unwrap());
    write!(file, "{{\"id\":\"many\",\"title\":\"t\",\"topic\":\"t\",\"prompt\":\"p\",\"answer\":\"a\",\"points\":[")
        .unwrap();
    for i in 0..1_000_000 {
        write!(file, "{{\"id\":\"p{i}\",\"match\":[\"w{i}\"]}},").unwrap();
    }
    write!(file, "{{}}]}}").unwrap();
    drop(file);
    for ran in place.use_question("many") {
        if ran.command.contains("many") && !ran.command.contains("jsonl") {
            ran.refuses(3, &["many.json", "larger than 4 MB"]);
        }
    }
    // At the limits all works.
    let mut rubric = question("many");
    rubric["points"] = json!(with(300));
    place.rubric("many", &rubric);
    for ran in place.use_question("many") {
        assert_ne!(ran.code, Some(3), "{}", ran.said());
    }
}

#[test]
fn json_that_is_nested_deep_or_long_or_no_json_is_refused() {
    let place = Place::new();
    let path = place.path("rubrics/questions/odd.json");
    let deep = |n: usize, open: &str, close: &str| format!("{}1{}", open.repeat(n), close.repeat(n));
    let whole = serde_json::to_string(&question("odd")).unwrap();
    let inside = |value: &str| whole.replacen("\"A question\"", value, 1);
    let texts: Vec<Vec<u8>> = vec![
        deep(100_000, "[", "]").into(),
        "[".repeat(1_000_000).into(),
        "{\"a\":".repeat(600_000).into(),
        deep(100_000, "{\"a\":", "}").into(),
        inside(&deep(100_000, "[", "]")).into(),
        inside(&deep(100, "[", "]")).into(),
        inside("\"\\u0000\\ud800\"").into(),
        inside("1e999").into(),
        inside("-1e-999").into(),
        inside(&"9".repeat(100_000)).into(),
        inside(&format!("\"{}\"", "long ".repeat(600_000))).into(),
        inside("\"a\", \"title\": \"b\", \"title\": \"c\"").into(),
        format!("{whole}{whole}").into(),
        whole.replace("\"one\"", "\"two\"").into(),
        whole.replace("\"weight\":2", "\"weight\":1e308").into(),
        whole.replace("\"weight\":2", "\"weight\":-1").into(),
        whole.replace("\"weight\":2", "\"weight\":5e-324").into(),
        whole.replace("\"weight\":2", "\"weight\":NaN").into(),
        vec![0; 100_000],
        b"\xff\xfe\x00".repeat(1000),
        [whole.as_bytes(), b"\xff\xff"].concat(),
        whole.replace("A question", "A \0 question").into(),
        format!("{}{whole}", "/*".repeat(100_000)).into(),
        ",".repeat(200_000).into(),
        "\"".repeat(200_001).into(),
        "{\"a\":1,".repeat(50_000).into(),
        (0..100_000).map(|i| format!("\"k{i}\":1,")).collect::<String>().replacen('"', "{\"", 1).into(),
        Vec::new(),
    ];
    for text in texts {
        fs::write(&path, text).unwrap();
        place.load_question("odd");
    }
}

#[test]
fn texts_of_a_rubric_reach_the_terminal_without_their_controls() {
    let place = Place::new();
    let but = ["$schema", "id", "tier", "points_at", "formula", "covers", "step", "point", "points", "of"];
    for (id, name) in [("cap-tradeoffs", "questions/cap-tradeoffs"), ("url-shortener", "problems/url-shortener")] {
        for patterns in [false, true] {
            let mut rubric = bank(name);
            let keys: Vec<&str> = if patterns { vec!["$schema"] } else { but.to_vec() };
            let evil = |text: &str| format!("{text} {EVIL}");
            if patterns {
                // Everywhere, ids and patterns as well: what is refused is told without the controls, too.
                spoil(&mut rubric, &keys, &evil);
            } else {
                for (key, value) in rubric.as_object_mut().unwrap() {
                    if !but.contains(&key.as_str()) || key == "points" {
                        spoil(
                            value,
                            &["$schema", "id", "tier", "formula", "match", "reject", "near", "when", "covers", "asks"],
                            &evil,
                        );
                    }
                }
            }
            place.rubric(id, &rubric);
            place.use_question(id);
            place
                .run(&["interview", id, "--untimed", "--only", "estimation"], b"/help\n?\nhint\n/sheet\nwhat is it?\n");
            place.run(&["rubric", "test", id], b"");
        }
    }
    // The names of files are texts as well.
    for name in [format!("{EVIL}.json"), "a\nb.json".to_owned(), "\u{200b}.json".to_owned(), "..json".to_owned()] {
        fs::write(place.path("rubrics/questions").join(name.replace('/', "_")), "{}").unwrap();
    }
    fs::write(place.path("rubrics/questions").join(std::ffi::OsStr::from_bytes(b"\xff\x9b31m.json")), "{}").unwrap();
    let pack = place.path("rubrics").join(format!("pack {}", EVIL.replace('/', "_"))).join("questions");
    fs::create_dir_all(&pack).unwrap();
    fs::write(pack.join("mine.json"), serde_json::to_string(&question("mine")).unwrap()).unwrap();
    place.use_question("mine");
    place.run(&["rubric", "check", "--fix", "rubrics"], b"");
}

#[test]
fn controls_do_not_pass_where_colours_do() {
    let place = Place::new();
    let mut rubric = question("mine");
    spoil(&mut rubric, &["id", "match"], &|text| format!("{text} {EVIL}"));
    place.rubric("mine", &rubric);
    let answer = format!("a partition {EVIL}\n\n\n");
    for args in [
        &["study", "mine"][..],
        &["drill", "mine", "--untimed"],
        &["rubric", "check", "rubrics"],
        &["grade", "--rubric", "mine"],
        &["rubric", "show", "mine"],
        &["rubric", "explain", "mine"],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sparring"));
        command.args(["--color", "always", "--transcripts", "t"]).args(args).current_dir(place.folder.path());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let _ = child.stdin.take().unwrap().write_all(answer.as_bytes());
        let output = child.wait_with_output().unwrap();
        let all = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        // Only `ESC [ digits m` is left, and that keeps.
        assert_eq!(sparring::text::keep_style(&all), all, "{args:?}");
    }
}

#[test]
fn a_path_in_an_id_leads_nowhere() {
    let place = Place::new();
    let notes = serde_json::to_string(&question("notes")).unwrap();
    fs::write(place.path("outside/notes.json"), &notes).unwrap();
    let ids = [
        "../outside/notes",
        "../../outside/notes",
        "/etc/passwd",
        "..",
        ".",
        "",
        "a/b",
        "a\\b",
        "NOTES",
        "a\0b",
        "-x",
        "--help\n",
    ];
    for id in ids {
        let mut rubric = question("mine");
        rubric["id"] = json!(id);
        place.rubric("mine", &rubric);
        place.load_question("mine");
        if id.contains('\0') || id.starts_with('-') {
            continue;
        }
        for args in [
            &["drill", id][..],
            &["interview", id],
            &["study", id],
            &["rubric", "show", id],
            &["rubric", "explain", id],
            &["rubric", "new", "--id", id],
            &["rubric", "draft", "--id", id, "--question", "q", "--answer", "outside/notes", "--out", "rubrics"],
            &["rubric", "edit", id],
            &["grade", "--rubric", id],
            &["review", id],
            &["replay", id],
        ] {
            let ran = place.run(args, b"a partition\n");
            assert!(ran.code != Some(0) || id.is_empty(), "{}: {}", ran.command, ran.said());
        }
        let line =
            json!({"id": id, "rubric": id, "answer": "a partition", "question": "q", "reference": "a partition"});
        place.run(&["grade", "--format", "jsonl"], line.to_string().as_bytes());
        place.run(&["rubric", "draft", "--format", "jsonl", "--out", "rubrics/questions"], line.to_string().as_bytes());
    }
    // The id in a journal is one as well.
    for id in ids {
        let mut lines = example(DRILL);
        lines[0]["rubric"] = json!(id);
        lines.retain(|line| line.get("drilled").is_none());
        place.journal("2026-11-21T07-40-00-quorums.jsonl", &lines);
        place.use_transcripts("last");
    }
}

#[test]
fn links_lead_nowhere_and_pipes_are_not_waited_for() {
    let place = Place::new();
    let rubrics = place.path("rubrics/questions");
    let good = serde_json::to_string(&question("notes")).unwrap();
    fs::write(place.path("outside/notes.json"), good).unwrap();
    for folder in ["rubrics/questions", "rubrics", "t"] {
        let (folder, name): (PathBuf, &dyn Fn(&str) -> String) = match folder {
            "t" => (place.path("t"), &|name| format!("2026-11-2{}-{name}.jsonl", name.len())),
            other => (place.path(other), &|name| format!("{name}.json")),
        };
        symlink(name("loop"), folder.join(name("loop"))).unwrap();
        symlink("/dev/zero", folder.join(name("zero"))).unwrap();
        symlink("/dev/tty", folder.join(name("tty"))).unwrap();
        symlink("/proc/self/mem", folder.join(name("mem"))).unwrap();
        symlink("/", folder.join(name("root"))).unwrap();
        symlink("..", folder.join(name("up"))).unwrap();
        symlink("missing", folder.join(name("missing"))).unwrap();
        mkfifo(&folder.join(name("pipe")), Mode::S_IRWXU).unwrap();
        fs::create_dir(folder.join(name("folder"))).unwrap();
    }
    symlink("/", place.path("rubrics/slash")).unwrap();
    symlink("..", place.path("rubrics/above")).unwrap();
    for id in ["loop", "zero", "tty", "root", "up", "missing", "pipe", "folder", "mem"] {
        place.use_question(id);
        place.run(&["review", &format!("2026-11-2{}-{id}", id.len())], b"");
        place.run(&["replay", &format!("2026-11-2{}-{id}", id.len())], b"");
    }
    place.use_transcripts("last");
    // Vocabulary, experience and answers can be pipes and devices, too.
    for name in ["vocabulary", "experience"] {
        let path = place.path("rubrics").join(format!("{name}.json"));
        mkfifo(&path, Mode::S_IRWXU).unwrap();
        place.use_question("zero");
        fs::remove_file(&path).unwrap();
        symlink("/dev/zero", &path).unwrap();
        place.use_question("zero");
        fs::remove_file(&path).unwrap();
    }
    place.run(&["grade", "--rubric", "quorums", "/dev/zero"], b"").refuses(3, &["/dev/zero"]);
    place.run(&["rubric", "explain", "quorums", "/dev/zero"], b"").refuses(3, &["/dev/zero"]);
    place.run(&["rubric", "check", "/dev/zero"], b"").refuses(1, &["/dev/zero"]);
    place
        .run(&["rubric", "draft", "--id", "x", "--question", "q", "--answer", "/dev/zero"], b"")
        .refuses(3, &["/dev/zero"]);
    // A rubric that is a link to one elsewhere is read, and never written through.
    symlink("../../outside/notes.json", rubrics.join("notes.json")).unwrap();
    place.use_question("notes");
    place.run(&["rubric", "check", "--fix", "rubrics"], b"");
}

#[test]
fn formulas_that_divide_by_nothing_or_never_end_are_told() {
    let place = Place::new();
    let formulas = [
        "urls_per_day / 0".to_owned(),
        "0 / 0".to_owned(),
        "10 ^ 10 ^ 10".to_owned(),
        "1e999".to_owned(),
        format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000)),
        "-".repeat(100_000) + "1",
        "2^".repeat(100_000) + "2",
        "1+".repeat(200_000) + "1",
        "9".repeat(400),
        "urls_per_day \0".to_owned(),
        String::new(),
    ];
    for formula in &formulas {
        let mut rubric = bank("problems/url-shortener");
        for point in rubric["steps"]["estimation"]["points"].as_array_mut().unwrap() {
            if point.get("estimate").is_some() {
                point["estimate"]["formula"] = json!(formula);
            }
        }
        place.rubric("url-shortener", &rubric);
        for args in [
            &["rubric", "check", "rubrics"][..],
            &["rubric", "show", "url-shortener"],
            &["study", "url-shortener"],
            &["grade", "--rubric", "url-shortener"],
        ] {
            place.run(args, b"100M / 86400 = 1,160 writes per second");
        }
        place.run(
            &["interview", "url-shortener", "--untimed", "--only", "estimation"],
            b"100M / 86400 = 1,160 writes a second\n",
        );
    }
}

#[test]
fn answers_that_never_end_or_count_wildly_are_marked_all_the_same() {
    let place = Place::new();
    let answers = [
        "1 / 0 = 5, 0 / 0 = 1, 1e999 x 1e999 = 7".to_owned(),
        format!("{}1{} = 2", "(".repeat(100_000), ")".repeat(100_000)),
        "1 x ".repeat(100_000) + "1 = 1",
        "1 = ".repeat(100_000) + "1",
        "9".repeat(100_000),
        "1,".repeat(100_000),
        "-".repeat(100_000) + "1",
        "10^".repeat(50_000) + "10 = 3",
        "1 k k k M M B B ".repeat(20_000),
        "a ".repeat(30_000),
        "a. ".repeat(20_000),
        "a".repeat(100 << 10),
        "a -> b -> c ".repeat(20_000),
        "not ".repeat(20_000),
        "\u{301}".repeat(50_000),
        "\u{fdfa}".repeat(100_000),
        "\"".repeat(100_000),
        EVIL.repeat(200).replace('\r', ""),
    ];
    for answer in &answers {
        place.run(&["grade", "--rubric", "url-shortener", "--step", "estimation"], answer.as_bytes());
        place.run(&["estimate", "--seed", "7", "--count", "2"], format!("{answer}\n").as_bytes());
        place.run(&["drill", "storage-units", "--untimed"], format!("{answer}\n\n\n").as_bytes());
    }
}

#[test]
fn files_of_a_hundred_megabytes_and_lines_of_sixty_four_are_refused_or_read_in_bounds() {
    let place = Place::new();
    let huge = |path: &Path, start: &[u8]| {
        fs::write(path, start).unwrap();
        // Sparse: it takes no space.
        File::options().write(true).open(path).unwrap().set_len(100 << 20).unwrap();
    };
    huge(&place.path("rubrics/questions/huge.json"), b"{\"id\":\"huge\",");
    for ran in place.use_question("huge") {
        if ran.command.contains("huge") {
            ran.refuses(3, &["huge.json", "larger than 4 MB"]);
        }
    }
    let header = serde_json::to_string(&example(INTERVIEW)[0]).unwrap() + "\n";
    let name = "2026-11-20T19-30-00-huge";
    huge(&place.path("t").join(format!("{name}.jsonl")), header.as_bytes());
    place.run(&["review"], b"").refuses(0, &["huge.jsonl", "larger than 64 MB"]);
    for args in [&["review", name][..], &["replay", name], &["review", name, "--export", "html"]] {
        place.run(args, b"").refuses(3, &["huge.jsonl", "larger than 64 MB"]);
    }
    huge(&place.path("t").join("2026-11-20T19-30-00-estimate.jsonl"), b"{}\n");
    huge(&place.path("t").join(format!("{name}.draft")), b"9 9 9\nabc");
    place.use_transcripts(name);
    huge(&place.path("answer.txt"), b"a partition");
    for args in [
        &["grade", "--rubric", "quorums", "answer.txt"][..],
        &["rubric", "explain", "quorums", "answer.txt"],
        &["rubric", "draft", "--id", "x", "--question", "q", "--answer", "answer.txt"],
    ] {
        place.run(args, b"").refuses(3, &["answer.txt", "larger than"]);
    }
    fs::remove_file(place.path("answer.txt")).unwrap();
    let line = |size: usize| [&vec![b'a'; size][..], b"\n"].concat();
    place.run(&["grade", "--format", "jsonl"], &line(65 << 20)).refuses(1, &["longer than"]);
    place.run(&["grade", "--rubric", "quorums"], &line(65 << 20)).refuses(3, &["larger than"]);
    // What is typed is never thrown away: a line of a session is taken in pieces, or kept whole.
    place.run(&["drill", "quorums", "--untimed"], &line(100 << 10));
    place.run(&["estimate", "--count", "1"], &line(100 << 10));
    // One line of a journal.
    let text = header.clone() + &"a".repeat(60 << 20) + "\n";
    fs::write(place.path("t/2026-11-20T19-30-00-line.jsonl"), text).unwrap();
    place.use_transcripts("2026-11-20T19-30-00-line");
}

// Transcripts.

#[test]
fn texts_of_a_journal_reach_the_terminal_without_their_controls() {
    for name in [INTERVIEW, DRILL] {
        let place = Place::new();
        let mut lines = example(name);
        let but = [
            "event",
            "action",
            "kind",
            "time",
            "started",
            "step",
            "level",
            "mode",
            "verdict",
            "how",
            "rubric",
            "grade",
            "only",
            "dimension",
            "outcome",
            "mark",
            "move",
        ];
        for line in &mut lines {
            spoil(line, &but, &|text| format!("{text} {EVIL}"));
        }
        place.journal(&format!("{name}.jsonl"), &lines);
        let ran = place.use_transcripts(name);
        assert_eq!(ran[0].code, Some(0), "{}", ran[0].said());
        // One that is still open is gone on with.
        lines.retain(|line| line.get("marks").is_none() && line.get("drilled").is_none());
        lines.truncate(6);
        place.journal(&format!("{name}.jsonl"), &lines);
        place.use_transcripts(name);
        // Every text, also where a word of ours is expected.
        for line in &mut lines {
            spoil(line, &[], &|text| format!("{text} {EVIL}"));
        }
        place.journal(&format!("{name}.jsonl"), &lines);
        place.use_transcripts(name);
    }
}

#[test]
fn names_of_journals_reach_the_terminal_without_their_controls() {
    let place = Place::new();
    let mut open = example(INTERVIEW);
    open.truncate(4);
    let evil = format!("2026-11-20T19-30-00-{}", EVIL.replace('/', "_"));
    place.journal(&format!("{evil}.jsonl"), &open);
    place.journal("a\nb.jsonl", &open);
    fs::write(place.path("t").join(std::ffi::OsStr::from_bytes(b"2026\xff\x9b31m.jsonl")), "{}").unwrap();
    fs::write(place.path("t").join(format!("{evil}-estimate.jsonl")), "{}").unwrap();
    place.use_transcripts("last");
    place.use_transcripts(&evil);
    place.use_transcripts("2026-11-20");
}

#[test]
fn numbers_and_times_of_a_journal_may_be_anything() {
    let numbers = [
        json!(0),
        json!(-1),
        json!(u64::MAX),
        json!(i64::MAX),
        json!(1e308),
        json!(-1e308),
        json!(5e-324),
        json!(1_u64 << 53),
    ];
    for name in [INTERVIEW, DRILL] {
        for number in &numbers {
            let place = Place::new();
            let mut lines = example(name);
            for (at, line) in lines.iter_mut().enumerate() {
                let keep = at == 0;
                numbers_to(line, number, if keep { &["journal"] } else { &["none"] });
            }
            place.journal(&format!("{name}.jsonl"), &lines);
            place.use_transcripts(name);
            // Only times, so that the rest is still taken.
            let mut lines = example(name);
            for line in lines.iter_mut().skip(1) {
                if line.get("at").is_some() {
                    line["at"] = number.clone();
                }
            }
            lines.retain(|line| line.get("marks").is_none() && line.get("drilled").is_none());
            place.journal(&format!("{name}.jsonl"), &lines);
            place.use_transcripts(name);
            // Going back.
            let mut lines = example(name);
            let last = lines.len();
            lines.truncate(last - 1);
            for (at, line) in lines.iter_mut().enumerate().skip(1) {
                line["at"] = json!(u64::MAX - at as u64 * 1_000);
            }
            place.journal(&format!("{name}.jsonl"), &lines);
            place.use_transcripts(name);
        }
        for time in [
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59+23:59",
            "+262142-12-31T23:59:59Z",
            "-262143-01-01T00:00:00Z",
            "1970-01-01T00:00:00-23:59",
            "tomorrow",
        ] {
            let place = Place::new();
            let mut lines = example(name);
            lines[0]["started"] = json!(time);
            for line in &mut lines {
                if line.get("time").is_some() {
                    line["time"] = json!(time);
                }
            }
            place.journal(&format!("{name}.jsonl"), &lines);
            place.use_transcripts(name);
        }
        for minutes in [json!(0), json!(-5), json!(1e308), json!(1e-308), json!(null)] {
            let place = Place::new();
            let mut lines = example(name);
            lines[0]["setup"]["minutes"] = minutes;
            lines.truncate(8);
            place.journal(&format!("{name}.jsonl"), &lines);
            place.use_transcripts(name);
        }
    }
}

fn numbers_to(value: &mut Value, number: &Value, but: &[&str]) {
    match value {
        Value::Number(_) => *value = number.clone(),
        Value::Array(items) => items.iter_mut().for_each(|item| numbers_to(item, number, but)),
        Value::Object(map) => {
            map.iter_mut().filter(|(k, _)| !but.contains(&k.as_str())).for_each(|(_, v)| numbers_to(v, number, but))
        }
        _ => {}
    }
}

#[test]
fn journals_that_are_none_or_half_ones_are_told_and_left_alone() {
    let place = Place::new();
    let lines = example(INTERVIEW);
    let text = |lines: &[Value]| lines.iter().map(|line| line.to_string() + "\n").collect::<String>();
    let whole = text(&lines);
    let header = lines[0].to_string();
    let deep = format!("{header}\n{}1{}\n", "{\"at\":1,\"event\":".repeat(100_000), "}".repeat(100_000));
    let again: String = [&whole[..], &whole].concat();
    let bodies: Vec<Vec<u8>> = vec![
        Vec::new(),
        b"\n".to_vec(),
        vec![0; 10_000],
        b"\xff\xfe\xff".repeat(3_000),
        b"{}\n".repeat(100_000),
        header.clone().into(),
        format!("{header}\n").into(),
        format!("{header}\n").repeat(20_000).into(),
        deep.into(),
        again.into(),
        whole.replace('\n', "\r\n").into(),
        whole.replace("\"event\":\"line\"", "\"event\":\"line\",\"event\":\"quit\"").into(),
        whole.replace("\"journal\":1", "\"journal\":4294967295").into(),
        text(&lines.iter().rev().cloned().collect::<Vec<_>>()).into(),
        [&whole.as_bytes()[..whole.len() / 2], b"\0\0\0\n{", whole.as_bytes()].concat(),
    ];
    for body in bodies {
        let path = place.path("t").join(format!("{INTERVIEW}.jsonl"));
        fs::write(&path, &body).unwrap();
        place.use_transcripts(INTERVIEW);
        // What was gone on with has grown; no whole line of it is different.
        let whole = body.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let kept = fs::read(&path).unwrap_or_default();
        let torn = fs::read(path.with_extension("torn")).unwrap_or_default();
        let all = kept.starts_with(&body[..whole]) || body.ends_with(&torn) && kept.len() + torn.len() >= whole;
        assert!(all, "{}", String::from_utf8_lossy(&body[..body.len().min(200)]));
        for made in fs::read_dir(place.path("t")).unwrap() {
            fs::remove_file(made.unwrap().path()).unwrap();
        }
    }
}

#[test]
fn an_export_goes_to_the_file_that_was_named_and_to_no_other() {
    let place = Place::new();
    let mut lines = example(INTERVIEW);
    lines[0]["rubric"] = json!("../../outside/notes");
    lines[0]["title"] = json!("../../outside/notes");
    place.journal(&format!("{INTERVIEW}.jsonl"), &lines);
    place
        .run(&["review", INTERVIEW, "--export", "html", "--out", "outside/notes"], b"")
        .refuses(2, &["outside/notes exists already"]);
    symlink("../outside/notes", place.path("tmp/link")).unwrap();
    place.run(&["review", INTERVIEW, "--export", "md", "--out", "tmp/link"], b"").refuses(2, &["exists already"]);
    // Asked to write over it, the link is replaced, not what it leads to.
    place.run(&["review", INTERVIEW, "--export", "md", "--out", "tmp/link", "--force"], b"").refuses(0, &[]);
    let journal = format!("t/{INTERVIEW}.jsonl");
    place
        .run(&["review", INTERVIEW, "--export", "md", "--out", &journal, "--force"], b"")
        .refuses(2, &["is a session itself"]);
}
