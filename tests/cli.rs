//! The commands as scripts see them: output, exit codes, messages.

#[path = "support/run.rs"]
mod run;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use run::Run;
use serde_json::{Value, json};
use tempfile::TempDir;

/// The program in an empty folder, with its own home.
struct Sandbox {
    home: TempDir,
}

impl Sandbox {
    fn new() -> Self {
        Sandbox { home: tempfile::tempdir().unwrap() }
    }

    fn run(&self, args: &[&str]) -> Run {
        self.feed(args, "")
    }

    fn feed(&self, args: &[&str], input: impl Into<Vec<u8>>) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sparring"));
        command.args(args).current_dir(self.home.path()).env_clear().env("HOME", self.home.path());
        let output = command.write_stdin(input).output().unwrap();
        Run::from(output)
    }

    fn path(&self) -> &Path {
        self.home.path()
    }

    /// The only journal that was written.
    fn journal(&self) -> std::path::PathBuf {
        let folder = self.path().join(".local/share/sparring/transcripts");
        let mut found: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        found.retain(|p| p.extension().is_some_and(|e| e == "jsonl"));
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }
}

#[test]
fn every_command_has_help_with_an_example() {
    let sandbox = Sandbox::new();
    let commands: &[&[&str]] = &[
        &[],
        &["interview"],
        &["drill"],
        &["study"],
        &["estimate"],
        &["review"],
        &["replay"],
        &["grade"],
        &["rubric"],
        &["rubric", "list"],
        &["rubric", "show"],
        &["rubric", "check"],
        &["rubric", "schema"],
        &["rubric", "draft"],
        &["rubric", "test"],
    ];
    for command in commands {
        let args: Vec<&str> = command.iter().copied().chain(["--help"]).collect();
        sandbox.run(&args).check(0, &["Example", "--color"]);
    }
}

#[test]
fn wrong_usage_says_what_was_meant() {
    let sandbox = Sandbox::new();
    sandbox.run(&["intervew"]).check(2, &["interview"]);
    sandbox.run(&["interview", "url-shortner"]).check(2, &["url-shortner", "did you mean `url-shortener`?"]);
    sandbox.run(&["interview", "cap-tradeoffs"]).check(2, &["is a question"]);
    sandbox.run(&["interview", "url-shortener", "--minutes", "0"]).check(2, &["above 0"]);
    sandbox.run(&["interview", "url-shortener", "--minutes", "soon"]).check(2, &["above 0"]);
    sandbox.run(&["interview", "--resume"]).check(2, &["no interrupted interview"]);
    sandbox.run(&["review", "last"]).check(2, &["no session"]);
    sandbox.run(&["rubric", "show", "cap-tradeof"]).check(2, &["did you mean `cap-tradeoffs`?"]);
    sandbox.run(&["rubric", "schema", "problm"]).check(2, &["did you mean `problem`?"]);
    sandbox.run(&["grade", "--rubric", "cap-tradeoffs", "--step", "estimation"]).check(2, &["has no steps"]);
    sandbox.run(&["grade"]).check(2, &["--rubric"]);
    sandbox.run(&["rubric", "list", "--rubrics", "nowhere"]).check(3, &["there is no folder nowhere"]);
}

#[test]
fn estimates_run_piped_and_are_no_sessions() {
    let sandbox = Sandbox::new();
    let answers = "2M / 86400 = 23/s, x 5 = 115/s\n2M x 2 KB = 4 TB\nabout 1 GB\n/quit\n";
    let run = sandbox.feed(&["estimate", "--fixed"], answers);
    let said = [
        "1 of 2: Worked: an audit log",
        "> 2M x 2 KB = 4 TB",
        "! 2M x 2 KB = 4 TB: a thousand times too large; it is 4 GB.",
        "= A day: 2M/day x 2 KB = 4 GB/day",
        "2 of 4 right, 1 with the right method and a slip, 1 off, 10 not reached.",
        "Mind: a factor of 1,000",
        "Kept in",
    ];
    run.check(0, &said);
    let journal = fs::read_to_string(sandbox.journal()).unwrap();
    let lines: Vec<Value> = journal.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines[0]["kind"], "estimate");
    assert_eq!(lines[1]["text"], "2M / 86400 = 23/s, x 5 = 115/s");
    assert_eq!(lines.last().unwrap()["event"], "end");
    sandbox.run(&["review"]).check(0, &["No sessions"]);
    sandbox.run(&["review", "last"]).check(2, &["no session"]);
    sandbox.run(&[]).check(0, &["Next: "]);
    let folder = sandbox.journal().parent().unwrap().to_path_buf();
    assert_eq!(fs::read_dir(folder).unwrap().count(), 1, "no draft is left behind");
}

#[test]
fn estimates_of_a_seed_are_the_same_and_wrong_usage_is_told() {
    let sandbox = Sandbox::new();
    let first = sandbox.run(&["estimate", "--seed", "7", "--kind", "cache", "--count", "2"]);
    let again = sandbox.run(&["estimate", "--seed", "7", "--kind", "cache", "--count", "2"]);
    first.check(0, &["1 of 2: ", ": cache"]);
    assert_eq!(first.out, again.out);
    assert!(
        !sandbox.path().join(".local/share/sparring/transcripts").read_dir().unwrap().any(|_| true),
        "nothing typed"
    );
    sandbox.feed(&["estimate", "--quiz", "units", "--count", "1", "--seed", "9"], "12\n").check(0, &["1) ", "Time: "]);
    sandbox.run(&["estimate", "--kind", "cach"]).check(2, &["cache"]);
    sandbox.run(&["estimate", "--count", "0"]).check(2, &["1..=1000"]);
    sandbox.run(&["estimate", "--fixed", "--kind", "cache"]).check(2, &["cannot be used with"]);
    sandbox.run(&["estimate", "--quiz", "nines"]).check(2, &["latency", "units"]);
}

#[test]
fn an_id_never_becomes_a_path() {
    let sandbox = Sandbox::new();
    for id in ["../../etc/passwd", "/etc/passwd", "..", "a/b", "A", "", "\u{1b}[31mred", "a--b"] {
        sandbox.run(&["rubric", "show", id]).check(2, &["there is no rubric"]);
        sandbox.run(&["interview", id]).check(2, &["there is no problem"]);
        let line = json!({"id": 1, "rubric": id, "answer": "x"}).to_string();
        sandbox.feed(&["grade", "--format", "jsonl"], line).check(1, &["there is no rubric"]);
    }
}

#[test]
fn the_list_of_rubrics_is_json_for_programs() {
    let run = Sandbox::new().run(&["rubric", "list", "--format", "json"]);
    run.check(0, &[]);
    let list: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    let found = list.iter().find(|e| e["id"] == "url-shortener").unwrap();
    assert_eq!(
        *found,
        json!({"id": "url-shortener", "kind": "problem", "title": "URL shortener", "source": "built-in"})
    );
    assert!(list.iter().any(|e| e["id"] == "cap-tradeoffs" && e["kind"] == "question"));
}

#[test]
fn a_rubric_on_disk_takes_the_place_of_the_built_in_one() {
    let sandbox = Sandbox::new();
    let folder = sandbox.path().join("mine/questions");
    fs::create_dir_all(&folder).unwrap();
    let built_in = sandbox.run(&["rubric", "show", "cap-tradeoffs", "--format", "json"]).out;
    let mut own: Value = serde_json::from_str(&built_in).unwrap();
    own["title"] = json!("My CAP");
    fs::write(folder.join("cap-tradeoffs.json"), own.to_string()).unwrap();
    let run = sandbox.run(&["--rubrics", "mine", "rubric", "list"]);
    run.check(0, &["My CAP", "mine/questions/cap-tradeoffs.json", "built-in"]);
}

#[test]
fn grading_lines_keeps_their_order_and_goes_on_after_bad_ones() {
    let sandbox = Sandbox::new();
    let good = |id: Value| json!({"id": id, "rubric": "cap-tradeoffs", "step": null, "answer": "During a network partition you choose consistency or availability."});
    let mut input = String::new();
    for n in 0..40 {
        input.push_str(&good(json!(n)).to_string());
        input.push('\n');
    }
    input.push_str("not json\n\n");
    input.push_str("{\"id\": \"x\", \"rubric\": \"cap-tradeoffs\"}\n");
    input.push_str("{\"id\": \"y\", \"rubric\": \"no-such\", \"answer\": \"a\"}\n");
    input.push_str("{\"id\": \"z\", \"rubric\": \"url-shortener\", \"step\": \"deep\", \"answer\": \"a\"}\n");
    input.push_str(&good(json!({"any": [1]})).to_string());
    let one = sandbox.feed(&["grade", "--format", "jsonl"], input.clone());
    let four = sandbox.feed(&["grade", "--format", "jsonl", "--jobs", "4"], input);
    one.check(1, &[]);
    assert_eq!(one.out, four.out, "threads must not change a byte");
    let lines: Vec<Value> = one.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 45);
    for (n, line) in lines[..40].iter().enumerate() {
        assert_eq!(line["id"], json!(n));
        assert!(line["score"].as_f64().unwrap() > 0.0);
    }
    let errors: Vec<(Value, Value)> = lines[40..44].iter().map(|l| (l["id"].clone(), l["line"].clone())).collect();
    assert_eq!(
        errors,
        [(json!(null), json!(41)), (json!("x"), json!(43)), (json!("y"), json!(44)), (json!("z"), json!(45))]
    );
    assert!(lines[41]["error"].as_str().unwrap().contains("answer"));
    assert!(lines[42]["error"].as_str().unwrap().contains("no-such"));
    assert_eq!(lines[44]["id"], json!({"any": [1]}));
}

#[test]
fn evidence_is_bytes_of_the_answer() {
    let answer =
        "\u{201c}Na\u{ef}ve\u{201d} \u{1f600}: during a network partition you must choose consistency or availability.";
    let line = json!({"id": 1, "rubric": "cap-tradeoffs", "answer": answer}).to_string();
    let run = Sandbox::new().feed(&["grade", "--format", "jsonl"], line);
    let marked: Value = serde_json::from_str(&run.out).unwrap();
    let mut seen = 0;
    for point in marked["points"].as_array().unwrap() {
        for e in point["evidence"].as_array().unwrap() {
            let (start, end) = (e["start"].as_u64().unwrap() as usize, e["end"].as_u64().unwrap() as usize);
            assert_eq!(&answer[start..end], e["text"].as_str().unwrap());
            seen += 1;
        }
    }
    assert!(seen > 0, "{}", run.out);
}

#[test]
fn one_answer_is_marked_for_a_person_with_carets() {
    let sandbox = Sandbox::new();
    let answer = "Once a network partition happens we can keep either consistency or availability, not both of them.";
    fs::write(sandbox.path().join("a.txt"), answer).unwrap();
    let run = sandbox.run(&["grade", "--rubric", "cap-tradeoffs", "a.txt"]);
    run.check(0, &["of 100", "^^^", "A strong answer"]);
    sandbox.feed(&["grade", "--rubric", "cap-tradeoffs"], answer).check(0, &["of 100"]);
    sandbox.feed(&["grade", "--rubric", "cap-tradeoffs"], b"\xff\xfe".to_vec()).check(3, &["not UTF-8"]);
    sandbox.run(&["grade", "--rubric", "cap-tradeoffs", "none.txt"]).check(3, &["none.txt"]);
}

#[test]
fn hostile_answers_are_marked_and_never_printed_raw() {
    let sandbox = Sandbox::new();
    let mut answers =
        vec!["\u{1b}[2J\u{7}\0\u{202e}cache".to_owned(), String::new(), " \n\t".to_owned(), "?".repeat(5000)];
    answers.push("cache ".repeat(200_000));
    answers.push("1,".repeat(200_000));
    for answer in answers {
        let line = json!({"id": 1, "rubric": "url-shortener", "step": "estimation", "answer": answer}).to_string();
        sandbox.feed(&["grade", "--format", "jsonl"], line).check(0, &["\"score\""]);
    }
    sandbox
        .feed(&["grade", "--rubric", "cap-tradeoffs"], "\u{1b}[31mpartition consistency availability\u{1b}[0m")
        .check(0, &[]);
}

#[test]
fn faults_are_placed_in_the_file() {
    let sandbox = Sandbox::new();
    let good = sandbox.run(&["rubric", "show", "cap-tradeoffs", "--format", "json"]).out;
    let check = |name: &str, text: &str, said: &[&str]| {
        fs::write(sandbox.path().join(name), text).unwrap();
        sandbox.run(&["rubric", "check", name]).check(1, said);
    };
    check(
        "cap-tradeoffs.json",
        &good.replacen("\"title\"", "\"titel\"", 1),
        &["error[unknown-key]", "did you mean `title`?", "^^^"],
    );
    check(
        "cap-tradeoffs.json",
        &good.replacen("\"match\": [", "\"match\": [\"ab cd*e\", ", 1),
        &["error[pattern]", "cap-tradeoffs.json:"],
    );
    check("cap-tradeoffs.json", &good.replacen(": [", ": [,", 1), &["error[syntax]"]);
    check("cap-tradeoffs.json", "", &["error[syntax]", ":1:1:"]);
    check("cap-tradeoffs.json", "[]", &["error[wrong-type]"]);
    check("other.json", &good, &["error[id-file]"]);
    fs::write(sandbox.path().join("bad.json"), b"\xff\xff").unwrap();
    sandbox.run(&["rubric", "check", "bad.json"]).check(1, &["not UTF-8"]);
    sandbox.run(&["rubric", "check", "missing.json"]).check(1, &["missing.json"]);
    let json = sandbox.run(&["rubric", "check", "other.json", "--format", "json"]);
    let faults: Vec<Value> = serde_json::from_str(&json.out).unwrap();
    assert_eq!(faults[0]["code"], "id-file");
    assert!(faults[0]["line"].as_u64().unwrap() > 0);
}

#[test]
fn a_draft_is_a_rubric_that_checks_tests_and_marks() {
    let sandbox = Sandbox::new();
    fs::write(sandbox.path().join("model.txt"), "It spreads requests over several servers.").unwrap();
    let draft = |out: &str| {
        let question = "What does a load balancer do?";
        sandbox.run(&["rubric", "draft", "--id", "lb", "--question", question, "--answer", "model.txt", "--out", out])
    };
    draft("mine/questions").check(0, &["lb.json written"]);
    draft("mine/questions").check(2, &["there already"]);
    sandbox.run(&["rubric", "check", "mine/questions/lb.json"]).check(0, &["0 error(s)"]);
    sandbox.run(&["--rubrics", "mine", "rubric", "test", "lb"]).check(0, &["model answer 100"]);
    let good = r#"{"rubric":"lb","answer":"spreads requests over servers","grade":9}"#;
    let bad = r#"{"rubric":"lb","answer":"a kind of database","grade":0}"#;
    fs::write(sandbox.path().join("graded.jsonl"), format!("{good}\n{bad}\n")).unwrap();
    sandbox.run(&["--rubrics", "mine", "rubric", "test", "--marked", "graded.jsonl"]).check(0, &["(Spearman) 1.000"]);
    let lines = "{\"id\":\"a-b\",\"question\":\"q?\",\"reference\":\"r s t\"}\n{\"id\":\"../x\",\"question\":\"q\",\"reference\":\"r\"}\n";
    let many = sandbox.feed(&["rubric", "draft", "--format", "jsonl", "--out", "drafts/questions"], lines);
    many.check(1, &["1 rubric(s) written", "line 2", "is no id"]);
}

const ANSWERS: &str = "how many links per day?\nAbout 100 million new links a day, and reads are ten times that.\n/next\n\
100M per day / 86400 is about 1200 writes per second and 12k reads per second.\n/next\n\
Clients go through a load balancer to stateless API servers; a cache of hot links sits before the database.\n/next\n\
A counter gives unique ids which we encode in base62, so codes never collide.\n/next\n\
The database is a single point of failure, so we add replicas.\n";

#[test]
fn piped_answers_make_a_whole_interview_that_replays() {
    let sandbox = Sandbox::new();
    let run = sandbox.feed(&["interview", "url-shortener", "--seed", "7"], ANSWERS);
    run.check(0, &["Step 1 of 5", "Step 5 of 5", "Verdict:", "What to do better", "sparring review last"]);
    let journal = sandbox.journal();
    assert!(journal.with_extension("md").exists());
    assert!(!journal.with_extension("draft").exists());
    sandbox.run(&["review"]).check(0, &["url-shortener", "L4"]);
    sandbox.run(&["review", "last"]).check(0, &["100 million new links", "Verdict:"]);
    sandbox.run(&["replay", "last"]).check(0, &["the same moves and marks"]);
    sandbox.run(&[]).check(0, &["Last: URL shortener", "sparring interview"]);
}

#[test]
fn a_single_step_is_marked_by_what_was_said_in_it() {
    let sandbox = Sandbox::new();
    let run = sandbox.feed(&["interview", "url-shortener", "--only", "requirements", "--untimed"], "hello there\n");
    let mark = run.out.lines().find_map(|line| line.strip_prefix("Verdict: No Hire for L4, "));
    let mark = mark.or_else(|| run.out.lines().find_map(|line| line.strip_prefix("Verdict: Strong No Hire for L4, ")));
    let mark: u32 = mark.and_then(|rest| rest.split(' ').next()?.parse().ok()).unwrap_or_else(|| panic!("{}", run.out));
    assert!(mark <= 12, "{}", run.out);
    // The mark stands once more at the end.
    let last = run.out.trim_end().lines().last().unwrap();
    assert!(last.contains(&format!("No Hire, {mark} of 100. Saved as ")), "{last}");
}

#[test]
fn the_same_seed_and_answers_give_the_same_interview() {
    let dialogue = || {
        let sandbox = Sandbox::new();
        let run = sandbox.feed(&["interview", "url-shortener", "--seed", "7", "--untimed"], ANSWERS);
        run.check(0, &[]);
        run.out.split("Debrief").next().unwrap().to_owned()
    };
    assert_eq!(dialogue(), dialogue());
}

#[test]
fn a_changed_journal_does_not_replay() {
    let sandbox = Sandbox::new();
    sandbox.feed(&["interview", "url-shortener", "--seed", "7"], ANSWERS).check(0, &[]);
    let journal = sandbox.journal();
    let text = fs::read_to_string(&journal).unwrap();
    fs::write(&journal, text.replace("A counter gives unique ids", "A counter gives random ids")).unwrap();
    sandbox.run(&["replay", "last", "--quiet"]).check(1, &["differs from the journal"]);
}

#[cfg(unix)]
#[test]
fn transcripts_belong_to_their_owner() {
    use std::os::unix::fs::PermissionsExt as _;
    let sandbox = Sandbox::new();
    sandbox.feed(&["interview", "url-shortener"], "/quit\n").check(0, &[]);
    let journal = sandbox.journal();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(journal.parent().unwrap()), 0o700);
    assert_eq!(mode(&journal), 0o600);
    assert_eq!(mode(&journal.with_extension("md")), 0o600);
}

#[test]
fn odd_lines_are_taken_and_nothing_is_lost() {
    let sandbox = Sandbox::new();
    let long = "a cache of links ".repeat(62_000);
    let mut input = format!("{long}\n\n/nxet\n  /api/v1/links takes a POST\n\u{202e}abc\n").into_bytes();
    input.extend(b"bad \xff bytes and a nul \0 here\n/quit\n");
    let run = sandbox.feed(&["interview", "url-shortener", "--untimed"], input);
    run.check(0, &["Did you mean /next?", "Verdict:"]);
    let journal = fs::read_to_string(sandbox.journal()).unwrap();
    assert!(journal.contains(long.trim_end()));
    assert!(journal.contains("/api/v1/links takes a POST"));
    assert!(journal.contains("bytes and a nul"));
}

#[test]
fn a_damaged_journal_is_named_and_left_alone() {
    let sandbox = Sandbox::new();
    sandbox.feed(&["interview", "url-shortener"], ANSWERS).check(0, &[]);
    let folder = sandbox.journal().parent().unwrap().to_owned();
    let bad = folder.join("2020-01-01T00-00-00-bad.jsonl");
    fs::write(&bad, "{\"journal\":99}\n").unwrap();
    sandbox.run(&["review"]).check(0, &["Skipped", "2020-01-01T00-00-00-bad.jsonl", "url-shortener"]);
    assert_eq!(fs::read_to_string(&bad).unwrap(), "{\"journal\":99}\n");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_sparring"))
        .args(["rubric", "show", "url-shortener", "--format", "json"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
}

#[test]
fn a_shell_completes_commands_and_ids() {
    let folder = Path::new(env!("CARGO_BIN_EXE_sparring")).parent().unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let completed = |words: &str, last: usize| {
        let script = format!(
            "source <(sparring completions bash); COMP_WORDS=({words}); COMP_CWORD={last}; COMP_TYPE=9; \
             _clap_complete_sparring sparring \"${{COMP_WORDS[$COMP_CWORD]}}\" x; echo \"${{COMPREPLY[@]}}\""
        );
        let done = std::process::Command::new("bash").args(["-c", &script]).env("PATH", &path).output().unwrap();
        String::from_utf8(done.stdout).unwrap()
    };
    assert!(completed("sparring interview url", 2).contains("url-shortener"));
    assert!(completed("sparring drill cap-t", 2).contains("cap-tradeoffs"));
    assert!(completed("sparring rubric cov", 2).contains("coverage"));
    for shell in ["zsh", "fish", "powershell", "elvish"] {
        Sandbox::new().run(&["completions", shell]).check(0, &["SPARRING_COMPLETE"]);
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let sandbox = Sandbox::new();
    sandbox.run(&["man"]).check(0, &[".TH sparring 1", "SYNOPSIS"]);
    sandbox.run(&["man", "rubric", "check"]).check(0, &["sparring\\-rubric\\-check", "\\-\\-explain"]);
    sandbox.run(&["man", "nothing"]).check(2, &["there is no command `nothing`"]);
}

#[test]
fn a_hint_is_given_while_a_point_is_open() {
    let sandbox = Sandbox::new();
    let run = sandbox.feed(
        &["interview", "url-shortener", "--only", "requirements", "--untimed", "--seed", "3"],
        "/hint\n".repeat(9),
    );
    run.check(0, &["Verdict:"]);
    assert!(!run.out.contains("Nothing more to hint at") && !run.out.contains("no more hints"), "{}", run.out);
}
