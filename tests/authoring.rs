//! Writing rubrics: a new file, an own copy in the editor, checks on every save, packs, what sessions say of a rubric.

#[path = "support/pty.rs"]
mod pty;
#[path = "support/run.rs"]
mod run;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use pty::Pty;
use run::Run;

const PROGRAM: &str = env!("CARGO_BIN_EXE_sparring");
const HEADING: [&str; 6] =
    ["--title", "DNS", "--topic", "networks", "--prompt", "How does a name become an address, and what makes it fast?"];

/// A home folder of its own, and a rubric folder in it.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Home {
        let home = Home(tempfile::tempdir().unwrap());
        fs::create_dir(home.rubrics()).unwrap();
        home
    }

    fn rubrics(&self) -> PathBuf {
        self.0.path().join("rubrics")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.rubrics().join(name)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(args).current_dir(self.0.path()).env("HOME", self.0.path()).env("COLUMNS", "200");
        command.env_remove("SPARRING_RUBRICS").env_remove("SPARRING_TRANSCRIPTS").env_remove("VISUAL");
        command.stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Run {
        Run::from(self.command(args).output().unwrap())
    }

    /// Runs a command whose editor is a shell script over `$1`.
    fn edit(&self, id: &str, script: &str) -> Run {
        Run::from(self.command(&["rubric", "edit", id]).env("EDITOR", self.editor(script)).output().unwrap())
    }

    fn editor(&self, script: &str) -> String {
        let path = self.0.path().join("editor.sh");
        fs::write(&path, script).unwrap();
        format!("sh {}", path.display())
    }

    fn new_question(&self) {
        self.run(&[&["rubric", "new", "question", "dns"], HEADING.as_slice()].concat()).check(0, &["dns.json written"]);
    }
}

fn replace(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "no {from:?} in {}", path.display());
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn a_new_file_is_sound_and_nothing_is_written_over() {
    let home = Home::new();
    for (kind, practise) in [("question", "sparring drill dns"), ("problem", "sparring interview dns")] {
        let args = [&["rubric", "new", kind, "dns"], HEADING.as_slice()].concat();
        home.run(&args).check(0, &["It is sound", practise]);
        let path = home.file(&format!("{kind}s/dns.json"));
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains("\"title\": \"DNS\"") && text.contains("\"topic\": \"networks\""), "{text}");
        assert!(home.file(&format!("schema/{kind}.schema.json")).is_file());
        home.run(&["rubric", "check", "rubrics"]).check(0, &["0 error(s), 0 warning(s)"]);
        home.run(&["rubric", "test", "dns"]).check(0, &["samples"]);
        home.run(&args).check(2, &["already", "sparring rubric edit dns"]);
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        fs::remove_file(path).unwrap();
    }
    home.run(&["rubric", "new", "question", "dns", "--title", "x"]).check(2, &["--topic, --prompt"]);
    home.run(&["rubric", "new", "question", "../x"]).check(2, &["no id"]);
    home.run(&["rubric", "new", "question", "cap-tradeoffs"]).check(2, &["built-in"]);
}

#[test]
fn what_belongs_to_another_question_is_worth_next_to_nothing_in_a_new_rubric() {
    let home = Home::new();
    home.new_question();
    for answer in [
        "I like bananas and my dog.",
        "CAP says that during a network partition a distributed store chooses between consistency and availability. A CP system \
         refuses writes on the minority side, an AP system answers with stale data and reconciles later.",
    ] {
        fs::write(home.file("answer.txt"), answer).unwrap();
        let path = home.file("answer.txt").display().to_string();
        let said = home.run(&["grade", "--rubric", "dns", &path]).out;
        let mark: u32 = said.lines().find_map(|line| line.split_once(" of 100")?.0.parse().ok()).unwrap();
        assert!(mark <= 10, "{answer}: {said}");
    }
}

#[test]
fn a_terminal_is_asked_for_what_no_flag_names() {
    let home = Home::new();
    let mut pty = Pty::command(PROGRAM)
        .args(["rubric", "new", "question", "dns", "--topic", "networks"])
        .env("SPARRING_RUBRICS", home.rubrics())
        .size(30, 100)
        .start();
    pty.wait_for_text("Title, as lists show it: ");
    pty.type_text("\rDNS\r");
    pty.wait_for_text("The question, or the task: ");
    pty.type_text("How does a name become an address?\r");
    pty.wait_for_text("It is sound");
    pty.ends_with(0);
}

#[test]
fn a_built_in_rubric_is_edited_as_a_copy_that_takes_its_place() {
    let home = Home::new();
    let copy = home.file("questions/cap-tradeoffs.json");
    home.edit("cap-tradeoffs", "exit 0\n").check(0, &["Nothing was changed"]);
    assert!(!copy.exists());
    home.edit("cap-tradeoffs", "exit 3\n").check(3, &["ended with"]);
    assert!(!copy.exists());
    let title = "sed -i.bak 's/\"title\": \"[^\"]*\"/\"title\": \"My CAP\"/' \"$1\"\n";
    home.edit("cap-tradeoffs", title).check(0, &["is your own copy", "is sound"]);
    home.run(&["rubric", "list"]).check(0, &["My CAP", "questions/cap-tradeoffs.json"]);
    let fault = "sed -i.bak 's/\"title\"/\"titel\"/' \"$1\"\n";
    home.edit("cap-tradeoffs", fault).check(1, &["unknown key `titel`", "did you mean `title`?"]);
    home.edit("nothing", fault).check(2, &["there is no rubric `nothing`"]);
}

#[test]
fn the_editor_opens_again_at_the_fault() {
    let home = Home::new();
    home.new_question();
    // Once it breaks the file, then it mends it, and keeps what it was called with.
    let script = "case $# in 1) sed -i.bak 's/\"topic\"/\"topik\"/' \"$1\";; *) echo \"$1\" > said; sed -i.bak 's/topik/topic/' \"$2\";; esac\n";
    let editor = home.0.path().join("nano");
    fs::write(&editor, format!("#!/bin/sh\n{script}")).unwrap();
    fs::set_permissions(&editor, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let mut pty = Pty::command(PROGRAM)
        .args(["rubric", "edit", "dns"])
        .env("SPARRING_RUBRICS", home.rubrics())
        .env("VISUAL", &editor)
        .cwd(home.0.path())
        .size(30, 120)
        .start();
    pty.wait_for_text("Open it again at line 5?");
    pty.type_text("\r");
    pty.wait_for_text("is sound.");
    pty.ends_with(0);
    assert_eq!(fs::read_to_string(home.0.path().join("said")).unwrap(), "+5\n");
}

#[test]
fn a_watched_file_is_marked_at_every_save() {
    let home = Home::new();
    home.new_question();
    let path = home.file("questions/dns.json");
    let mut child = home.command(&["rubric", "watch"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut until =
        |wanted: &str| assert!(lines.any(|line| line.contains(wanted)), "the output ends before {wanted:?}");
    until("Watching 1 file(s).");
    replace(&path, "\"#percent|fraction|", "\"fraction|");
    until("sample-missed");
    until("now does not earn gradual: Start with 5 % of the traffic.");
    until("11 of 12 samples right");
    replace(&path, "\"answer\": \"A flag", "\"anwser\": \"A flag");
    until("did you mean `answer`?");
    until("cannot be marked");
    replace(&path, "\"anwser\"", "\"answer\"");
    replace(&path, "\"fraction|", "\"#percent|fraction|");
    until("sound; 12 of 12 samples right");
    child.kill().unwrap();
    child.wait().unwrap();
    home.run(&["rubric", "watch", "cap-tradeoffs"]).check(2, &["is built in", "sparring rubric edit cap-tradeoffs"]);
}

#[test]
fn of_packs_with_the_same_id_the_nearer_wins_and_both_are_told() {
    let home = Home::new();
    home.new_question();
    let own = home.file("questions/dns.json");
    for (pack, title) in [("b-pack/questions", "From B"), ("a-pack/rubrics/questions", "From A")] {
        let folder = home.file(pack);
        fs::create_dir_all(&folder).unwrap();
        fs::copy(&own, folder.join("dns.json")).unwrap();
        replace(&folder.join("dns.json"), "\"title\": \"DNS\"", &format!("\"title\": \"{title}\""));
    }
    fs::write(home.file("a-pack/package.json"), "{}").unwrap();
    fs::copy(home.file("b-pack/questions/dns.json"), home.file("b-pack/questions/only-b.json")).unwrap();
    replace(&home.file("b-pack/questions/only-b.json"), "\"id\": \"dns\"", "\"id\": \"only-b\"");
    let list = home.run(&["rubric", "list", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&list.check(0, &[]).out).unwrap();
    let entry = |id: &str| list.as_array().unwrap().iter().find(|e| e["id"] == id).unwrap().clone();
    assert_eq!((&entry("dns")["title"], &entry("dns")["pack"]), (&"DNS".into(), &serde_json::Value::Null));
    assert_eq!(entry("dns")["left_aside"].as_array().unwrap().len(), 2);
    assert_eq!((&entry("only-b")["title"], &entry("only-b")["pack"]), (&"From B".into(), &"b-pack".into()));
    fs::remove_file(own).unwrap();
    home.run(&["rubric", "list"]).check(0, &["From A", "pack a-pack", "The same id more than once", "left aside"]);
    home.run(&["rubric", "show", "dns"]).check(0, &["From A"]);
    let check = home.run(&["rubric", "check"]);
    check.check(0, &["3 file(s) checked", "not-read", "this file is left aside"]);
    home.run(&["rubric", "check", "--strict"]).check(1, &["warning(s) in rubric files"]);
    let absolute = home.rubrics();
    home.run(&["rubric", "check", absolute.to_str().unwrap()]).check(0, &["this file is left aside"]);
    home.run(&["rubric", "explain", "dns", "godo.txt"]).check(3, &["godo.txt"]);
    assert!(!check.out.contains("package.json"), "{}", check.out);
}

#[test]
fn coverage_gives_what_nothing_matched_in_a_form_to_paste() {
    let home = Home::new();
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/transcripts/examples");
    home.run(&["rubric", "coverage"]).check(0, &["No sessions yet."]);
    home.run(&["rubric", "coverage", "dns"]).check(2, &["there is no rubric"]);
    let run = home.run(&["--transcripts", examples, "rubric", "coverage", "chat-system", "paxos"]);
    run.check(
        0,
        &["chat-system: 1 session", "paxos: no session yet", "b-spof", "Never said, never asked about: r-latency"],
    );
    let pasted: Vec<&str> = run.out.lines().map(str::trim).filter(|l| l.starts_with('"')).collect();
    assert!(pasted.iter().any(|l| l.starts_with("\"Which may not die tonight")), "{}", run.out);
    home.run(&["--transcripts", examples, "rubric", "coverage"])
        .check(0, &["quorums: 1 session", "url-shortener: 2 sessions"]);
}

#[test]
fn the_finished_files_of_the_tutorial_are_sound() {
    let home = Home::new();
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/example");
    home.run(&["rubric", "check", "--strict", example]).check(0, &["2 file(s) checked: 0 error(s), 0 warning(s)"]);
    home.run(&["--rubrics", example, "rubric", "test", "connection-pooling", "ticket-sales"])
        .check(0, &["model answer 100"]);
}
