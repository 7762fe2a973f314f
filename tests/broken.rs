//! Broken rubric files, and what `rubric check` says of them: `tests/data/broken/broken.txt` tells the form of the tables.

#[path = "support/run.rs"]
mod run;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use run::Run;
use sparring::check::{self, Finding, fix};
use sparring::matching::Field;
use sparring::rubric::code::Code;
use sparring::rubric::fault::Level;
use sparring::rubric::{Kind, Library, files};

const DATA: &str = "tests/data/broken";

#[derive(Default)]
struct Case {
    title: String,
    keys: Vec<(String, String)>,
    says: Vec<String>,
}

impl Case {
    fn get(&self, key: &str) -> Option<&str> {
        self.keys.iter().find(|(k, _)| k == key).map(|(_, value)| value.as_str())
    }
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for table in ["broken.txt", "more.txt"] {
        for line in fs::read_to_string(Path::new(DATA).join(table)).unwrap().lines() {
            if let Some(title) = line.strip_prefix("== ") {
                cases.push(Case { title: title.to_owned(), ..Case::default() });
            } else if let Some((key, value)) = line.split_once(':').filter(|_| !line.starts_with('#')) {
                let case = cases.last_mut().unwrap();
                match key {
                    "says" => case.says.push(value.trim_matches(' ').to_owned()),
                    _ => case.keys.push((key.to_owned(), value.trim_matches(' ').to_owned())),
                }
            }
        }
    }
    assert!(cases.len() >= 169, "{}", cases.len());
    cases
}

/// The bytes that an escaped text of a table stands for.
fn bytes(text: &str) -> Vec<u8> {
    if let Some((times, rest)) = text.strip_prefix("repeat ").and_then(|rest| rest.split_once(' ')) {
        return bytes(rest).repeat(times.parse().unwrap());
    }
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.extend(&rest.as_bytes()[..at]);
        rest = &rest[at + 1..];
        let length = match rest.as_bytes().first() {
            Some(b'x') => 3,
            Some(b'u') => rest.find('}').unwrap() + 1,
            _ => 1,
        };
        match &rest[..length] {
            "n" => out.push(b'\n'),
            "t" => out.push(b'\t'),
            "r" => out.push(b'\r'),
            "0" => out.push(0),
            "\\" => out.push(b'\\'),
            hex if hex.starts_with('x') => out.push(u8::from_str_radix(&hex[1..], 16).unwrap()),
            point => {
                let c = char::from_u32(u32::from_str_radix(&point[2..point.len() - 1], 16).unwrap()).unwrap();
                out.extend(c.to_string().as_bytes());
            }
        }
        rest = &rest[length..];
    }
    out.extend(rest.as_bytes());
    out
}

/// Writes the file of a case; `None` where it cannot be made here.
fn make(case: &Case, folder: &Path) -> Option<PathBuf> {
    let base = case.get("base");
    let (kind, stem) = match base {
        Some("problem") => ("problems", "game-leaderboard"),
        Some(_) => ("questions", "feature-flags"),
        None => ("questions", "broken"),
    };
    let folder = folder.join(case.get("folder").unwrap_or(kind));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(case.get("name").map_or_else(|| format!("{stem}.json"), str::to_owned));
    match base {
        Some(base) => fs::write(&path, edited(case, base)).unwrap(),
        None => special(case.get("file").unwrap(), &path)?,
    }
    Some(path)
}

fn edited(case: &Case, base: &str) -> Vec<u8> {
    let source = fs::read(Path::new(DATA).join(format!("{base}.json"))).unwrap();
    let find = bytes(case.get("find").unwrap());
    let found: Vec<usize> = (0..source.len()).filter(|at| source[*at..].starts_with(&find)).collect();
    assert_eq!(found.len(), 1, "{}: `find` stands {} times", case.title, found.len());
    let put = bytes(case.get("put").unwrap_or_default());
    let whole = [&source[..found[0]], &put, &source[found[0] + find.len()..]].concat();
    let Some(form) = case.get("as") else { return whole };
    let text = String::from_utf8(whole).unwrap();
    match form {
        "crlf" => text.replace('\n', "\r\n").into_bytes(),
        "cr" => text.replace('\n', "\r").into_bytes(),
        "bom" => format!("\u{feff}{text}").into_bytes(),
        "one line" => text.lines().map(|line| line.trim_start_matches(' ')).collect::<String>().into_bytes(),
        form => panic!("{form}"),
    }
}

fn special(kind: &str, path: &Path) -> Option<()> {
    let data = match kind {
        "empty" => Vec::new(),
        "white space" => b" \t\r\n  \n".to_vec(),
        "5 MB of spaces" => vec![b' '; 5_000_000],
        "random bytes" => [&b"\x9f\x92\x96\x00"[..], &[0xA7; 4096]].concat(),
        "utf-16" => [&b"\xff\xfe"[..], &"{}".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat(),
        "directory" => return fs::create_dir(path).ok(),
        #[cfg(unix)]
        "symlink to nothing" => return std::os::unix::fs::symlink("nothing.json", path).ok(),
        #[cfg(unix)]
        "symlink to itself" => return std::os::unix::fs::symlink(path.file_name().unwrap(), path).ok(),
        #[cfg(unix)]
        "pipe" => return nix::unistd::mkfifo(path, nix::sys::stat::Mode::S_IRUSR).ok(),
        #[cfg(unix)]
        "unreadable" => {
            use std::os::unix::fs::PermissionsExt as _;
            fs::write(path, "{}").unwrap();
            fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
            // Who may read everything, such as root, finds nothing wrong.
            return fs::File::open(path).is_err().then_some(());
        }
        text => bytes(text.strip_prefix("text ")?),
    };
    fs::write(path, data).ok()
}

struct Checker {
    field: Field,
    questions: Vec<String>,
}

impl Checker {
    fn new() -> Checker {
        let library = Library::default();
        let questions = library.list().into_iter().filter(|e| e.kind == Kind::Question).map(|e| e.id).collect();
        Checker { field: Field::new(library.vocabulary().unwrap().get()), questions }
    }

    fn text(&self, path: &Path, text: &str) -> Vec<Finding> {
        check::check_among(path, text, &self.field, &self.questions)
    }

    fn file(&self, path: &Path) -> Vec<Finding> {
        match files::read(path) {
            Ok(text) => self.text(path, &text),
            Err(why) => vec![Finding::unreadable(&why)],
        }
    }
}

fn said(finding: &Finding) -> String {
    format!("{} {}:{}", finding.fault.code, finding.line, finding.column)
}

#[test]
fn each_broken_file_is_told_at_its_place() {
    let checker = Checker::new();
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    for (number, case) in cases().iter().enumerate() {
        let Some(path) = make(case, &folder.path().join(number.to_string())) else { continue };
        let findings = checker.file(&path);
        let mut says: Vec<String> = findings.iter().map(said).collect();
        let mut should: Vec<String> = case.says.iter().filter(|s| *s != "nothing").cloned().collect();
        says.sort();
        should.sort();
        if says != should {
            let words: Vec<&str> = findings.iter().map(|f| f.fault.message.as_str()).collect();
            wrong.push(format!("{}\n  should {should:?}\n  says   {says:?}\n  {words:?}", case.title));
        }
        for finding in &findings {
            let fault = &finding.fault;
            assert!(!fault.message.is_empty() && !fault.help.is_empty(), "{}: {fault:?}", case.title);
            for jargon in ["invalid type", "expected struct", "EOF", "f64", "os error", "variant", "regex crate"] {
                let words = format!("{} {}", fault.message, fault.help);
                assert!(!words.contains(jargon), "{}: {words}", case.title);
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong.join("\n"));
}

/// Files as they are while they are typed, and with a sign too much or too little.
#[test]
fn no_half_written_file_is_too_much() {
    let checker = Checker::new();
    let text = fs::read_to_string(Path::new(DATA).join("question.json")).unwrap();
    let path = Path::new("rubrics/questions/feature-flags.json");
    let signs = ["", "\\", "\"", ",", "[", "}", "\\u12", "\\ud83d", "é", "/*", "\u{a0}", "\r", "-", "'", "“"];
    for at in (0..text.len()).step_by(11).filter(|at| text.is_char_boundary(*at)) {
        let sign = signs[at % signs.len()];
        let more = text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
        for half in [format!("{}{sign}", &text[..at]), format!("{}{sign}{}", &text[..at], &text[more..])] {
            for finding in checker.text(path, &half) {
                assert!(half.get(finding.bytes.clone()).is_some(), "{at} {sign:?} {finding:?}");
                assert!(finding.fix.as_ref().is_none_or(|fix| half.get(fix.bytes.clone()).is_some()), "{finding:?}");
                sparring::terminal::snippet::render("x.json", &half, &finding, false);
            }
        }
    }
}

#[test]
fn what_is_mended_is_mended_for_good() {
    let checker = Checker::new();
    let folder = tempfile::tempdir().unwrap();
    let mut mended = 0;
    for (number, case) in cases().iter().enumerate().filter(|(_, case)| case.get("base").is_some()) {
        let path = make(case, &folder.path().join(number.to_string())).unwrap();
        let Ok(mut text) = files::read(&path) else { continue };
        let mut rounds = 0;
        while let Some((better, done)) = fix::apply(&text, &checker.text(&path, &text)) {
            assert!(!done.is_empty() && better != text && rounds < 20, "{}", case.title);
            text = better;
            rounds += 1;
        }
        let left: Vec<String> = checker.text(&path, &text).iter().map(said).collect();
        let fixable =
            ["two commas", "trailing comma after the last point", "a comment", "unknown key with a near name"];
        if fixable.contains(&case.title.as_str()) {
            assert!(left.is_empty(), "{}: {left:?}\n{text}", case.title);
        }
        mended += usize::from(rounds > 0 && left.is_empty());
    }
    assert!(mended >= 20, "{mended}");
}

fn sparring(folder: &Path, args: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sparring"));
    command.current_dir(folder).env("HOME", folder).env_remove("SPARRING_RUBRICS").env_remove("SPARRING_TRANSCRIPTS");
    let done = command.args(["--rubrics", "all"]).args(args).output().unwrap();
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    Run { out: text(&done.stdout), err: text(&done.stderr), code: done.status.code().unwrap_or(-1) }
}

#[test]
fn sound_files_beside_broken_ones_still_work() {
    let folder = tempfile::tempdir().unwrap();
    let all = folder.path().join("all");
    for (kind, base, id) in [("questions", "question", "feature-flags"), ("problems", "problem", "game-leaderboard")] {
        fs::create_dir_all(all.join(kind)).unwrap();
        let sound = Path::new(DATA).join(format!("{base}.json"));
        fs::copy(sound, all.join(kind).join(format!("{id}.json"))).unwrap();
    }
    for (number, case) in cases().iter().enumerate().filter(|(_, case)| case.get("name").is_none()) {
        let Some(path) = make(case, &folder.path().join("scratch")) else { continue };
        let kind = path.parent().unwrap().file_name().unwrap();
        fs::rename(&path, all.join(kind).join(format!("broken-{number:03}.json"))).unwrap();
    }
    let run = |args: &[&str]| sparring(folder.path(), args);
    run(&["rubric", "list"]).check(0, &["Feature flags", "Game leaderboard", "cannot be read"]);
    run(&["rubric", "show", "feature-flags"]).check(0, &["Feature flags"]);
    run(&["rubric", "test", "feature-flags", "game-leaderboard"]).check(0, &["model answer 100"]);
    run(&["rubric", "test"]).check(1, &["feature-flags", "cap-tradeoffs", "broken-000", "cannot be read"]);
    run(&["rubric", "check", "all"]).check(1, &["broken-000.json:4:27: error[syntax]"]);
    let json = run(&["rubric", "check", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let first = &told[0];
    for key in ["file", "line", "column", "end_line", "end_column", "severity", "code", "message", "help"] {
        assert!(!first[key].is_null(), "{key}: {first}");
    }
    assert!(run(&["rubric", "check", "--format", "github"]).out.contains("::error file="));
}

#[test]
fn a_broken_vocabulary_is_a_finding_like_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let all = folder.path().join("all/questions");
    fs::create_dir_all(&all).unwrap();
    fs::create_dir_all(folder.path().join("all/question")).unwrap();
    let text = fs::read_to_string(Path::new(DATA).join("question.json")).unwrap();
    fs::write(all.join("feature-flags.json"), text.replace("\"titl", "\"tilt")).unwrap();
    fs::write(folder.path().join("all/question/lost.json"), "{}").unwrap();
    fs::write(folder.path().join("all/vocabulary.json"), "{\"equivalents\": [[\"cache\"]").unwrap();
    let said = ["vocabulary.json:1:27: error[syntax]", "error[unknown-key]", "lost.json:1:1: warning[not-read]"];
    sparring(folder.path(), &["rubric", "check"]).check(1, &said);
    let one = "all/questions/feature-flags.json";
    sparring(folder.path(), &["rubric", "check", one]).check(1, &said[..2]);
    // Mended in place, once, and told.
    fs::write(folder.path().join("all/vocabulary.json"), "{\"equivalents\": []}").unwrap();
    let fixed = sparring(folder.path(), &["rubric", "check", "--fix", one]);
    fixed.check(0, &["feature-flags.json:4: mended[unknown-key]", "0 error(s)"]);
    assert_eq!(fs::read_to_string(folder.path().join(one)).unwrap(), text);
    assert!(!sparring(folder.path(), &["rubric", "check", "--fix", one]).out.contains("mended"));
}

#[test]
fn a_kind_of_fault_is_explained_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("all")).unwrap();
    let run = |args: &[&str]| sparring(folder.path(), args);
    run(&["rubric", "check", "--explain", "gives-away"]).check(0, &["# `gives-away`", "## Instead"]);
    run(&["rubric", "check", "--explain", "give-away"]).check(2, &["did you mean `gives-away`?", "same-pattern"]);
}

/// The base with the keys of a part laid over it, as in a JSON merge patch: objects are merged, null deletes.
fn merge(base: &mut serde_json::Value, part: &serde_json::Value) {
    match (base, part) {
        (serde_json::Value::Object(base), serde_json::Value::Object(part)) => {
            for (key, value) in part {
                if value.is_null() {
                    base.remove(key);
                } else {
                    merge(base.entry(key.clone()).or_insert(serde_json::json!({})), value);
                }
            }
        }
        (base, part) => *base = part.clone(),
    }
}

/// The text of a file that a fence of the manual stands for; its info says what it is a part of.
fn whole(info: &str, body: &str) -> (PathBuf, String) {
    let words: Vec<&str> = info.split(' ').collect();
    let of_problem = words.contains(&"problem") || words.contains(&"estimate");
    let (folder, id, base) = match of_problem {
        true => ("problems", "game-leaderboard", "problem"),
        false => ("questions", "feature-flags", "question"),
    };
    let path = Path::new("rubrics").join(folder).join(format!("{id}.json"));
    if words.contains(&"file") {
        return (path, body.to_owned());
    }
    let base = fs::read_to_string(Path::new(DATA).join(format!("{base}.json"))).unwrap();
    let mut base: serde_json::Value = serde_json::from_str(&base).unwrap();
    if words.contains(&"raw") {
        // Told as it stands: its keys are those that begin its lines.
        let keys = body.lines().filter_map(|line| line.trim().strip_prefix('"')?.split('"').next());
        for key in keys {
            base.as_object_mut().unwrap().remove(key);
        }
        let rest = serde_json::to_string_pretty(&base).unwrap();
        let body = body.trim().trim_start_matches('{').trim_end_matches('}').trim_end();
        return (path, format!("{{{body},{}", &rest[1..]));
    }
    let part: serde_json::Value = serde_json::from_str(body).unwrap_or_else(|e| panic!("{e}: {body}"));
    let place = match words[1] {
        "point" => &mut base["points"][0],
        "estimate" => &mut base["steps"]["estimation"]["points"][1]["estimate"],
        "question" | "problem" => &mut base,
        what => panic!("{what}"),
    };
    merge(place, &part);
    (path, serde_json::to_string_pretty(&base).unwrap())
}

#[test]
fn the_manual_is_true() {
    let checker = Checker::new();
    let index = fs::read_to_string("docs/faults/README.md").unwrap();
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let page = code.page();
        assert!(page.starts_with(&format!("# `{code}`\n\n")), "{code}: its page begins with its name");
        let level = match code.level() {
            Level::Error => "Error.",
            Level::Warning => "Warning.",
        };
        assert!(page.contains(level), "{code}: {level}");
        assert!(index.contains(&format!("[`{code}`]({code}.md)")), "{code} is not in the index");
        let fences: Vec<&str> = page.split("```").collect();
        let examples: Vec<(bool, &str, &str)> = (1..fences.len())
            .step_by(2)
            .filter(|i| fences[*i].starts_with("json "))
            .map(|i| {
                let (info, body) = fences[i].split_once('\n').unwrap();
                (fences[..i].concat().contains("## Instead"), info, body)
            })
            .collect();
        // What stands outside the file has no example in it.
        assert!(examples.len() >= 2 || matches!(code, Code::Unreadable | Code::NotRead), "{code}: examples");
        for (instead, info, body) in examples {
            let (path, text) = whole(info, body);
            let findings = checker.text(&path, &text);
            let found = findings.iter().any(|f| f.fault.code == *code);
            let errors = findings.iter().any(|f| f.fault.level == Level::Error);
            if found == instead || (instead && errors) {
                let said: Vec<String> = findings.iter().map(|f| format!("{} {}", said(f), f.fault.message)).collect();
                wrong.push(format!("{code} {}: {said:#?}", if instead { "instead" } else { "example" }));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(fs::read_dir("docs/faults").unwrap().count(), Code::ALL.len() + 1, "a page of no code");
}
