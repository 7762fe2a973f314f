//! Looking back: lists, search, comparisons, marks given again, progress, damaged files.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// A copy of the example sessions.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        for entry in fs::read_dir("transcripts/examples").unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
        Place(folder)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, args: &[&str], code: i32) -> String {
        let mut command = Command::cargo_bin("sparring").unwrap();
        command.args(args).env("SPARRING_TRANSCRIPTS", self.0.path()).env("COLUMNS", "120").env("NO_COLOR", "1");
        let done = command.assert().code(code).get_output().clone();
        format!("{}{}", String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap())
    }
}

#[test]
fn the_list_shows_what_when_marks_and_time_and_can_be_narrowed() {
    let place = Place::new();
    let all = place.run(&["review"], 0);
    assert_eq!(all.lines().filter(|l| l.contains("2026-11-")).count(), 7, "{all}");
    assert!(all.contains("Strong No Hire") && all.contains('█') && all.contains("45:00"), "{all}");
    let weak = place.run(&["review", "--below", "45", "--since", "2026-11-25"], 0);
    assert!(weak.contains("rate-limiter") && !weak.contains("news-feed") && !weak.contains("message-queue"), "{weak}");
    let one = place.run(&["review", "--problem", "url-shortener"], 0);
    assert_eq!(one.lines().filter(|l| l.contains("2026-11-")).count(), 2, "{one}");
    let topic = place.run(&["review", "--topic", "messaging"], 0);
    assert!(topic.contains("chat-system") && !topic.contains("url-shortener"), "{topic}");
    assert!(place.run(&["review", "--topic", "mesaging"], 2).contains("did you mean `messaging`"));
    assert!(place.run(&["review", "--since", "yesterday"], 2).contains("2026-11-20, 7d or 2w"));
}

#[test]
fn search_finds_what_was_said_and_says_where() {
    let place = Place::new();
    let found = place.run(&["review", "--search", "LEASES a range"], 0);
    assert!(found.contains("2026-11-20T19-30-00-url-shortener") && found.contains("leases a"), "{found}");
    assert!(!found.contains("news-feed"), "{found}");
    // What the interviewer says is no answer.
    assert!(place.run(&["review", "--search", "Before you draw anything"], 0).contains("Nobody said"));
}

#[test]
fn a_session_shows_below_each_answer_what_it_earned_and_one_step_alone() {
    let place = Place::new();
    let whole = place.run(&["review", "2026-11-24T19-30-00-news-feed"], 0);
    assert!(whole.contains("(volunteered, 1.00)") && whole.contains("Bottlenecks and scaling"), "{whole}");
    let step = place.run(&["review", "2026-11-24T19-30-00-news-feed", "--step", "estimation"], 0);
    assert!(step.contains("86,400") && !step.contains("Append-mostly"), "{step}");
}

#[test]
fn two_attempts_stand_side_by_side() {
    let place = Place::new();
    let both = place.run(&["review", "--compare", "2026-11-20", "2026-11-26T20"], 0);
    assert!(both.contains("Strong Hire") && both.contains("Strong No Hire") && both.contains(" lost, "), "{both}");
    let same = place.run(&["review", "--compare", "2026-11-26T20", "last"], 2);
    assert!(same.contains("both names are 2026-11-26T20-00-00-url-shortener"), "{same}");
    let different = place.run(&["review", "--compare", "2026-11-20", "2026-11-24"], 2);
    assert!(different.contains("two attempts at the same problem"), "{different}");
}

#[test]
fn a_drill_has_no_steps_and_the_last_interview_is_found_behind_it() {
    let place = Place::new();
    let drill = place.file("2026-11-21T07-40-00-quorums.jsonl");
    fs::rename(drill, place.file("2026-11-27T07-40-00-quorums.jsonl")).unwrap();
    let step = place.run(&["review", "last", "--step", "deep-dive"], 2);
    assert!(step.contains("2026-11-27T07-40-00-quorums is a drill and has no steps"), "{step}");
    let again = place.run(&["review", "last", "--regrade"], 0);
    assert!(again.contains("2026-11-26T20-00-00-url-shortener"), "{again}");
    let both = place.run(&["review", "--compare", "2026-11-20", "last"], 0);
    assert!(both.contains("2026-11-26T20-00-00-url-shortener"), "{both}");
    let list = place.run(&["replay", "last", "--edit"], 0);
    assert!(list.contains("Answers of 2026-11-26T20-00-00-url-shortener"), "{list}");
}

#[test]
fn marks_given_again_leave_those_given_then() {
    let place = Place::new();
    let path = place.file("2026-11-25T18-00-00-rate-limiter.jsonl");
    let before = fs::read(&path).unwrap();
    let same = place.run(&["review", "2026-11-25T18", "--regrade"], 0);
    assert!(same.contains("The rubric is the same") && same.contains("No point is marked differently"), "{same}");
    // Another rubric: one point less.
    let rubrics = tempfile::tempdir().unwrap();
    fs::create_dir(rubrics.path().join("problems")).unwrap();
    let text =
        fs::read_to_string("rubrics/problems/rate-limiter.json").unwrap().replace("token_bucket", "tokenless_bucket");
    fs::write(rubrics.path().join("problems/rate-limiter.json"), text).unwrap();
    let other = place.run(&["review", "2026-11-25T18", "--regrade", "--rubrics", rubrics.path().to_str().unwrap()], 0);
    assert!(other.contains(" then, ") && other.contains(" now."), "{other}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn one_answer_can_be_changed_to_see_the_new_marks() {
    let place = Place::new();
    let list = place.run(&["replay", "2026-11-25T18", "--edit"], 0);
    assert!(list.contains("--edit NUMBER"), "{list}");
    let better = place.file("better.txt");
    fs::write(&better, "How many requests per second do we have at peak, and may a caller go over the limit a little?")
        .unwrap();
    let marks = place.run(&["replay", "2026-11-25T18", "--edit", "2", "--with", better.to_str().unwrap()], 0);
    assert!(marks.contains("with answer 2 changed") && marks.contains("Now: "), "{marks}");
    assert!(place.run(&["replay", "2026-11-25T18", "--edit", "999"], 2).contains("there is no answer 999"));
}

#[test]
fn progress_adds_up_and_plans() {
    let place = Place::new();
    let text = place.run(&["progress", "--until", "2999-01-01"], 0);
    assert!(text.contains("Missed most") && text.contains("Plan") && text.contains("Deep dive"), "{text}");
    let json: serde_json::Value = serde_json::from_str(&place.run(&["progress", "--format", "json"], 0)).unwrap();
    assert_eq!(json["progress"]["sessions"], 7);
    assert_eq!(json["progress"]["totals"][0]["marks"].as_array().unwrap().len(), 6);
    let csv = place.run(&["progress", "--format", "csv"], 0);
    assert_eq!(csv.lines().count(), 8, "{csv}");
    assert!(csv.lines().all(|l| l.split(',').count() == 13), "{csv}");
    assert!(place.run(&["progress", "--until", "2001-01-01"], 2).contains("not in the future"));
    let empty = tempfile::tempdir().unwrap();
    let mut command = Command::cargo_bin("sparring").unwrap();
    command.args(["progress", "--until", "2999-01-01"]).env("SPARRING_TRANSCRIPTS", empty.path());
    let none = String::from_utf8(command.assert().success().get_output().stdout.clone()).unwrap();
    assert!(none.contains("Nothing yet") && none.contains("Plan") && none.contains("sparring interview"), "{none}");
}

fn lines_of(path: &Path) -> Vec<String> {
    fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn a_damaged_journal_is_named_skipped_saved_beside_and_never_written() {
    let place = Place::new();
    let path = place.file("2026-11-25T18-00-00-rate-limiter.jsonl");
    let mut lines = lines_of(&path);
    lines[7] = "{broken".to_owned();
    fs::write(&path, lines.join("\n") + "\n").unwrap();
    fs::write(place.file("2026-01-01T00-00-00-nothing.jsonl"), "\u{0}\u{1}\n").unwrap();
    let before = fs::read(&path).unwrap();
    assert!(place.run(&["review", "2026-11-25T18"], 3).contains("damaged at line"));
    assert!(place.run(&["review"], 0).contains("Skipped: "));
    let told = place.run(&["review", "--doctor"], 1).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("line 8 cannot") && told.contains("does not start like a journal"), "{told}");
    assert!(told.contains("7 of 9") || told.contains("6 of 8"), "{told}");
    assert_eq!(fs::read(&path).unwrap(), before);
    let saved = place.file("2026-11-25T18-00-00-rate-limiter.saved.jsonl");
    assert_eq!(lines_of(&saved).len(), lines.len() - 1);
    assert!(place.run(&["review", "2026-11-25T18-00-00-rate-limiter.saved"], 0).contains("Rate limiter"));
}

#[test]
fn a_journal_of_the_first_format_is_listed_read_marked_again_and_exported() {
    let place = Place::new();
    let name = "2026-11-18T08-05-00-rate-limiter";
    let path = place.file(&format!("{name}.jsonl"));
    fs::copy("tests/data/journals/format-1.jsonl", &path).unwrap();
    let before = fs::read(&path).unwrap();
    assert!(place.run(&["review", "--since", "2026-11-18"], 0).contains(name));
    let read = place.run(&["review", name], 0);
    assert!(read.contains("Leaning No Hire") && read.contains("fits in memory"), "{read}");
    assert!(place.run(&["review", name, "--regrade"], 0).contains("184f4024360ea6f9"));
    assert!(place.run(&["review", "--search", "fits in memory"], 0).contains(name));
    assert!(place.run(&["review", "--compare", name, "2026-11-25T18"], 0).contains("51 of 100"));
    assert!(place.run(&["progress"], 0).contains("8 sessions"));
    for format in ["html", "md", "json", "csv"] {
        assert!(
            place.run(&["review", name, "--export", format], 0).contains("token bucket") || format == "csv",
            "{format}"
        );
    }
    assert_eq!(fs::read(&path).unwrap(), before);
}
