//! The drill: one question, one answer, one follow-up, and when it comes back.

#[path = "support/pty.rs"]
mod pty;

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use pty::Pty;
use sparring::dialogue::drill::{Drill, Grade, Part, PreparedQuestion, Report};
use sparring::dialogue::{Action, Event, Level, Marks, Millis, Mode, Setup, Talk};
use sparring::journal::{self, Record};
use sparring::review::replay_with;
use sparring::rubric::decode::decode;
use sparring::rubric::{Heading, Kind, Library, Question, Rubric, starter};
use tempfile::TempDir;

const ANSWER: &str = "There are N replicas; a write succeeds once W of them acknowledge it, and a read asks R.";
const OVERLAP: &str = "If W + R > N, the read set and the write set overlap, so a read sees the latest write.";

static QUORUMS: LazyLock<Arc<PreparedQuestion>> = LazyLock::new(|| {
    let library = Library::new(Vec::new());
    Arc::new(PreparedQuestion::new(question(), library.vocabulary().unwrap()))
});

fn question() -> Question {
    match Library::new(Vec::new()).load("quorums").unwrap().rubric {
        Rubric::Question(question) => question,
        Rubric::Problem(_) => panic!("a problem"),
    }
}

fn drill(minutes: Option<f64>) -> Drill {
    let setup = Setup { seed: 1, level: Level::L4, mode: Mode::Interview, minutes, only: None };
    Drill::new(Arc::clone(&QUORUMS), setup)
}

/// Lets lines be said, a second apart, and gives all that followed.
fn say(drill: &mut Drill, lines: &[&str]) -> Vec<Action> {
    let mut actions = drill.handle(0, &Event::Start);
    for (n, line) in lines.iter().enumerate() {
        actions.extend(drill.handle(1000 * (n as Millis + 1), &Event::Line { text: (*line).to_owned() }));
    }
    actions
}

fn report(drill: &Drill) -> Report {
    match drill.marks() {
        Marks::Drill(report) => report,
        Marks::Interview(_) => panic!("an interview"),
    }
}

/// Names of the lines that were said, with the parts that were marked.
fn names(actions: &[Action]) -> Vec<String> {
    let name = |action: &Action| match action {
        Action::Say { line, .. } | Action::Note { line, .. } => line.clone(),
        Action::Marked { marked } if marked.part == Part::Answer => "[answer]".to_owned(),
        Action::Marked { .. } => "[reply]".to_owned(),
        Action::Restore { text } => format!("restore {text}"),
        Action::Pause => "pause".to_owned(),
        Action::Finish => "finish".to_owned(),
        Action::Step { .. } | Action::Edit => "-".to_owned(),
    };
    actions.iter().map(name).collect()
}

#[track_caller]
fn check(lines: &[&str], expected: &[&str]) -> Report {
    let mut drill = drill(Some(5.0));
    let actions = say(&mut drill, lines);
    let expected: Vec<&str> = ["opening", "question"].iter().chain(expected).copied().collect();
    assert_eq!(names(&actions), expected);
    assert_eq!(drill.finished().is_some(), expected.last() == Some(&"finish"));
    report(&drill)
}

#[test]
fn an_answer_is_marked_then_one_follow_up_asks_for_the_heaviest_missing_point() {
    let report = check(&[ANSWER, "", OVERLAP, ""], &["[answer]", "follow-up", "probe.overlap", "[reply]", "finish"]);
    let point = |id: &str| report.points.iter().find(|p| p.id == id).unwrap();
    assert!(point("n-w-r").credit > 0.9 && point("overlap").credit > 0.6, "{report:?}");
    assert!(report.with_reply.unwrap() > report.score);
    assert!(!report.missing.contains(&"overlap".to_owned()));
    let weight = |id: &str| question().points.iter().find(|p| p.id == id).unwrap().weight;
    assert!(report.missing.is_sorted_by(|a, b| weight(a) >= weight(b)), "{:?}", report.missing);
}

#[test]
fn an_answer_goes_over_many_lines_and_ends_at_an_empty_one_or_at_done() {
    for end in ["", "  ", "/done", "that's all", "done"] {
        let report = check(&[ANSWER, "---", OVERLAP, end], &["[answer]", "follow-up", "probe.stale-if-not"]);
        assert_eq!(report.answer, format!("{ANSWER}\n---\n{OVERLAP}"));
    }
}

#[test]
fn nothing_said_is_no_answer() {
    check(&["", "/done"], &["nothing-yet", "nothing-yet"]);
    let skipped = check(&["/skip"], &["finish"]);
    assert_eq!((skipped.grade, skipped.missing.len()), (Some(Grade::Again), question().points.len()));
    assert!(skipped.uncounted.is_empty());
    let left = check(&["/quit"], &["finish"]);
    assert_eq!(left.grade, None, "leaving says nothing of what one knows");
}

#[test]
fn what_was_said_is_marked_whichever_way_it_ends() {
    for end in ["/skip", "/quit", "let's move on"] {
        let report = check(&[ANSWER, end], &["[answer]", "finish"]);
        assert!(report.score > 0.1 && report.grade.is_some(), "{end}: {report:?}");
    }
    check(&[ANSWER, "", OVERLAP, "/quit"], &["[answer]", "follow-up", "probe.overlap", "[reply]", "finish"]);
    check(&[ANSWER, "", "I don't know"], &["[answer]", "follow-up", "probe.overlap", "dont-know", "finish"]);
    check(&[ANSWER, "", "", "/skip"], &["[answer]", "follow-up", "probe.overlap", "nothing-yet", "finish"]);
}

#[test]
fn a_hint_leads_to_what_was_not_said_and_lowers_what_it_led_to() {
    let report = check(
        &["/hint", ANSWER, "no idea", "/skip"],
        &["hint.overlap", "dont-know", "hint.stale-if-not", "[answer]", "finish"],
    );
    assert_eq!(report.hints, 2);
    let hinted = check(&["/hint", OVERLAP, ""], &["hint.overlap", "[answer]", "follow-up", "probe.stale-if-not"]);
    let overlap = hinted.points.iter().find(|p| p.id == "overlap").unwrap();
    assert!(overlap.credit <= 0.85 && overlap.credit > 0.5, "{overlap:?}");
    assert!(Grade::of(0.66, 0) > Grade::of(0.66, 1));
}

#[test]
fn the_commands_of_the_interview_work_here_too() {
    check(&["/time", "/repeat", "/notes", "/help", "/nots"], &["time", "repeat", "notes", "help", "unknown-command"]);
    check(&["let me think", "what's the answer?"], &["moment", "no-verdict"]);
    check(&[ANSWER, "scratch that", "/undo"], &["undo", &format!("restore {ANSWER}"), "undo"]);
    check(&["/pause"], &["pause", "pause"]);
}

#[test]
fn the_clock_ends_the_answer_and_the_reply_and_the_draft_counts() {
    let mut drill = drill(Some(5.0));
    drill.handle(0, &Event::Start);
    assert_eq!(drill.left(0), Some(300_000));
    assert!(drill.wants_tick(150_000, 0) && !drill.wants_tick(10_000, 100_000));
    assert_eq!(names(&drill.handle(150_000, &Event::Tick { idle: 0 })), ["half"]);
    let moves = drill.handle(300_900, &Event::TimeUp { draft: ANSWER.to_owned() });
    assert_eq!(names(&moves), ["time-up", "[answer]", "follow-up", "probe.overlap"]);
    assert_eq!(drill.left(300_900), Some(120_000), "the follow-up has its own two fifths");
    let moves = drill.handle(420_900, &Event::TimeUp { draft: String::new() });
    assert_eq!(names(&moves), ["time-up", "finish"]);
    let report = report(&drill);
    assert!(report.ran_out && report.used == 300_000 && report.with_reply.is_none(), "{report:?}");
}

#[test]
fn the_model_answer_leaves_nothing_to_ask() {
    let model = question().answer;
    let report = check(&[&model, ""], &["[answer]", "complete", "finish"]);
    assert_eq!(report.grade, Some(Grade::Easy));
}

#[test]
fn nothing_that_the_follow_up_may_ask_for_is_told_before_it() {
    let mut drill = drill(None);
    let said = "We do not need W + R > N. A quorum is a cache. W=1 means all replicas must agree.";
    let actions = say(&mut drill, &[said, ""]);
    let told = format!("{actions:?}");
    for point in report(&drill).missing() {
        assert!(!told.contains(&point.says) && !told.contains(&point.answer), "{}: {told}", point.id);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_it_ends_and_replays(lines in prop::collection::vec(prop_oneof![
        "\\PC{0,40}", Just(String::new()), Just("/hint".to_owned()), Just("/undo".to_owned()), Just("/done".to_owned()),
        Just("/pause".to_owned()), Just(ANSWER.to_owned()), Just(OVERLAP.to_owned()), Just("idk".to_owned()),
        Just("\u{1b}[31m\n\n# W + R > N".to_owned()),
    ], 0..12)) {
        let run = || {
            let mut drill = drill(Some(5.0));
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let mut actions = say(&mut drill, &lines);
            actions.extend(drill.handle(100_000, &Event::Quit));
            prop_assert!(drill.finished().is_some());
            prop_assert!(drill.handle(100_001, &Event::Quit).is_empty());
            Ok((actions, Record::of_marks(1, drill.marks())))
        };
        let (actions, marks) = run()?;
        prop_assert_eq!(&(actions.clone(), marks.clone()), &run()?);
        // And all of it survives the journal.
        for record in actions.into_iter().map(|action| Record::Move { at: 1, action }).chain([marks]) {
            prop_assert_eq!(Record::from_line(record.to_line().trim_end()), Some(record));
        }
    }
}

/// An empty place to drill in.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Place(tempfile::tempdir().unwrap())
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sparring"));
        command.args(["--transcripts", "t"]).args(args).current_dir(&self.0).env_clear().env("HOME", self.0.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn feed(&self, args: &[&str], input: &str) -> Output {
        let mut child = self.command(args).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    }

    /// Runs, checks the exit code, and that all of these words were printed.
    #[track_caller]
    fn check(&self, args: &[&str], input: &str, code: i32, said: &[&str]) -> String {
        let output = self.feed(args, input);
        let all = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{all}");
        for words in said {
            assert!(all.contains(words), "no {words:?} in:\n{all}");
        }
        all
    }

    fn journals(&self) -> Vec<PathBuf> {
        journal::sessions(&self.0.path().join("t"))
    }

    /// Moves all journals into the past, as far as their text says when they were.
    fn a_month_ago(&self) {
        for path in self.journals() {
            let text = fs::read_to_string(&path).unwrap();
            let read = journal::read(&path).unwrap();
            let then = read.header.started - chrono::Duration::days(30);
            let day = |t: chrono::DateTime<chrono::FixedOffset>| t.format("%Y-%m-%dT").to_string();
            fs::write(&path, text.replace(&day(read.header.started), &day(then))).unwrap();
        }
    }
}

fn lines_of(path: &Path) -> Vec<String> {
    let line = |record: Record| match record {
        Record::Event { event: Event::Line { text }, .. } => Some(text),
        _ => None,
    };
    journal::read(path).unwrap().records.into_iter().filter_map(line).collect()
}

#[test]
fn a_drill_from_a_pipe_is_marked_listed_shown_and_replayed() {
    let place = Place::new();
    let input = format!("{ANSWER}\n\n{OVERLAP}\n\n");
    let said = [
        "(consistency)",
        "Your answer",
        "^^^",
        "One follow-up: ",
        "Your reply",
        "It adds one point",
        "A strong answer: ",
        "It comes back ",
    ];
    let out = place.check(&["drill", "quorums", "--seed", "3"], &input, 0, &said);
    assert!(!out.contains('\u{1b}'), "{out}");
    place.check(&["review"], "", 0, &["-quorums", "drill"]);
    let shown = place.check(&["review", "last"], "", 0, &["Drill, 5 minutes", "Your answer", "What was still missing"]);
    place.check(&["replay", "last"], "", 0, &["the same moves and marks", "Your reply"]);
    let readable = fs::read_to_string(place.journals()[0].with_extension("md")).unwrap();
    assert!(readable.contains("## Your answer") && shown.contains("In short"), "{readable}");
    let header = fs::read_to_string(&place.journals()[0]).unwrap();
    assert!(header.starts_with(r#"{"journal":2,"kind":"drill","rubric":"quorums""#), "{header}");
}

#[test]
fn an_interview_keeps_the_format_that_it_had() {
    let place = Place::new();
    place.check(&["interview", "url-shortener", "--only", "estimation"], "about 1200 writes/s\n", 0, &["Debrief"]);
    let text = fs::read_to_string(&place.journals()[0]).unwrap();
    assert!(text.starts_with(r#"{"journal":1,"kind":"interview","rubric":"url-shortener""#), "{text}");
}

#[test]
fn wrong_usage_says_what_was_meant() {
    let place = Place::new();
    place.check(&["drill", "quorms"], "", 2, &["no question `quorms`", "did you mean `quorums`?"]);
    place.check(&["drill", "url-shortener"], "", 2, &["`sparring interview url-shortener` starts it"]);
    place.check(&["interview", "quorums"], "", 2, &["is a question", "`sparring drill quorums` asks it"]);
    place.check(&["drill", "--topic", "consistncy"], "", 2, &["did you mean `consistency`?"]);
    place.check(&["drill", "--topic", "\u{1b}[31m"], "", 2, &["there are architecture, "]);
    place.check(&["drill", "--count", "0"], "", 2, &["--count"]);
    place.check(&["drill", "--minutes", "0"], "", 2, &["above 0"]);
    place.check(&["drill", "quorums", "--due"], "", 2, &["cannot be used with"]);
    place.check(&["drill", "--resume"], "", 2, &["no interrupted drill", "`sparring drill` starts a new one"]);
    assert!(place.journals().is_empty());
}

#[test]
fn several_questions_share_one_pipe_and_its_end_ends_them() {
    let place = Place::new();
    let args = ["drill", "--count", "4", "--topic", "consistency", "--seed", "7", "--untimed"];
    let out = place.check(
        &args,
        "/skip\nreplicas may lag\n\n/skip\nhalf an answer about stale reads",
        0,
        &["Question 3 of 4"],
    );
    assert!(!out.contains("Question 4"), "{out}");
    let last = place.journals().pop().unwrap();
    assert!(lines_of(&last).contains(&"half an answer about stale reads".to_owned()), "{:?}", place.journals());
    let mut asked: Vec<String> = place.journals().iter().map(|p| journal::read(p).unwrap().header.rubric).collect();
    asked.sort();
    asked.dedup();
    assert_eq!(asked.len(), 3, "no question twice");
}

#[test]
fn what_to_ask_comes_from_the_journals_alone() {
    let place = Place::new();
    place.check(&["drill", "--due"], "", 0, &["Nothing is due."]);
    place.check(&["drill", "quorums"], "/skip\n", 0, &["It counts as \"again\"", "It comes back tomorrow."]);
    place.check(&["drill", "--due"], "", 0, &["Nothing is due. Next comes quorums"]);
    place.check(&["drill"], "/quit\n", 0, &["New, 2 of 5 today."]);
    place.a_month_ago();
    place.check(&[], "", 0, &["Due: 1 question.", "sparring drill --due"]);
    place.check(&["drill", "--due"], "/skip\n", 0, &["Read and write quorums", "last time it was \"again\""]);
    place.a_month_ago();
    // Missed twice: an easier one on the same topic comes first, then the question itself.
    place.check(&["drill", "--due"], "/skip\n", 0, &["quorums was missed 2 times", "(consistency)"]);
    place.check(&["drill", "--due"], "/skip\n", 0, &["Read and write quorums"]);
    for _ in 0..5 {
        place.feed(&["drill"], "/skip\n");
    }
    place.check(&["drill"], "", 0, &["Today's 5 new questions are done.", "sparring drill QUESTION"]);
}

#[test]
fn a_killed_drill_goes_on_where_it_was_and_replays() {
    let place = Place::new();
    let mut child = place.command(&["drill", "quorums", "--untimed", "--seed", "1"]).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
    writeln!(input, "{ANSWER}").unwrap();
    assert!(output.any(|line| line.unwrap().starts_with("> There are N")));
    child.kill().unwrap();
    child.wait().unwrap();
    place.check(&[], "", 0, &["was interrupted", "sparring drill quorums"]);
    place.check(&["review"], "", 0, &["(interrupted)"]);
    place.check(&["interview", "--resume"], "", 2, &["no interrupted interview"]);
    let input = format!("{OVERLAP}\n\n/skip\n");
    place.check(&["drill", "--resume"], &input, 0, &["You said:", "2 of 13 points", "It comes back "]);
    place.check(&["replay", "last", "--quiet"], "", 0, &["the same moves and marks"]);
    assert_eq!(lines_of(&place.journals()[0]), [ANSWER, OVERLAP, "", "/skip"]);
}

#[test]
fn a_drill_cut_at_any_line_can_be_gone_on_with() {
    let place = Place::new();
    place.check(&["drill", "quorums", "--seed", "1"], &format!("{ANSWER}\n/hint\n\n{OVERLAP}\n\n"), 0, &[]);
    let path = place.journals().remove(0);
    let whole = fs::read_to_string(&path).unwrap();
    let ends: Vec<usize> = whole.match_indices('\n').map(|(i, _)| i + 1).collect();
    for end in &ends[..ends.len() - 1] {
        fs::write(&path, &whole[..*end]).unwrap();
        let before = lines_of(&path);
        place.check(&["drill", "--resume"], "one more thought\n/quit\n", 0, &["In short"]);
        assert_eq!(lines_of(&path)[..before.len()], before, "cut at {end}");
        place.check(&["replay", "last", "--quiet"], "", 0, &["the same moves and marks"]);
    }
}

#[test]
fn a_journal_replays_with_a_drill_of_its_own() {
    let place = Place::new();
    place.check(&["drill", "quorums", "--untimed", "--seed", "1"], &format!("{ANSWER}\n\nno idea\n"), 0, &[]);
    let read = journal::read(&place.journals()[0]).unwrap();
    let mut again = Drill::new(Arc::clone(&QUORUMS), read.header.setup.clone());
    assert_eq!(replay_with(&mut again, &read.records).difference, None);
}

/// Starts a drill in a terminal and waits for its prompt.
fn terminal(place: &Place, args: &[&str], columns: u16) -> Pty {
    let command = Pty::command(env!("CARGO_BIN_EXE_sparring")).args(["--transcripts", "t", "drill"]).args(args);
    let pty = command.cwd(place.0.path()).env("HOME", place.0.path()).size(30, columns).start();
    pty.wait_for_text("answer >");
    pty
}

#[test]
fn in_a_terminal_an_empty_line_ends_the_answer_and_the_clock_runs_on() {
    let place = Place::new();
    let mut pty = terminal(&place, &["quorums"], 80);
    pty.type_text("a write needs W acks of N replicas, a read asks R");
    pty.wait_for_text("asks R");
    pty.type_text("\r");
    pty.wait("the next line", |s| s.cursor_row().trim_end().ends_with("answer >"));
    pty.type_text("\r");
    pty.wait_for_text("One follow-up:");
    pty.wait("the clock of the reply", |s| s.cursor_row().starts_with("01:5"));
    pty.type_text("/skip\r");
    pty.wait_for_text("It comes back");
    pty.ends_with(0);
}

#[test]
fn at_time_up_the_draft_counts_even_in_a_narrow_window() {
    let place = Place::new();
    let mut pty = terminal(&place, &["quorums", "--minutes", "0.03"], 40);
    pty.type_text("a write needs W acks");
    pty.wait_for_text("Time. What you have counts.");
    pty.wait_for_text("It comes back");
    pty.ends_with(0);
    let journal = fs::read_to_string(&place.journals()[0]).unwrap();
    assert!(journal.contains(r#""event":"time-up","draft":"a write needs W acks""#), "{journal}");
}

#[test]
fn ctrl_c_loses_nothing() {
    let place = Place::new();
    let mut pty = terminal(&place, &["quorums"], 80);
    pty.type_text("half a thou");
    pty.wait_for_text("half a thou");
    pty.type_bytes(b"\x03");
    pty.ends_with(130);
    let mut pty = terminal(&place, &["--resume"], 80);
    pty.wait("the draft", |s| s.cursor_row().contains("half a thou"));
    pty.type_text("ght about quorums\r");
    pty.wait("the next line", |s| s.cursor_row().trim_end().ends_with("answer >"));
    assert_eq!(lines_of(&place.journals()[0]), ["half a thought about quorums"]);
}

#[test]
fn between_two_questions_the_candidate_decides_and_what_is_typed_is_kept() {
    let place = Place::new();
    let mut pty = terminal(&place, &["--count", "3", "--seed", "1"], 80);
    pty.type_text("/skip\r");
    pty.wait_for_text("next >");
    pty.type_text("an early word\r");
    pty.wait("the next question", |s| s.cursor_row().ends_with("answer > an early word"));
    pty.type_bytes(b"\x15/skip\r");
    pty.wait("the second end", |s| s.cursor_row().starts_with("next >"));
    pty.type_text("/quit\r");
    pty.ends_with(0);
    assert_eq!(place.journals().len(), 2);
}

#[test]
fn a_follow_up_that_hangs_on_what_was_named_comes_before_the_point_s_own_question() {
    let library = Library::new(Vec::new());
    let heading = ["flags", "Flags", "delivery", "Why do teams hide new code behind a switch?"].map(str::to_owned);
    let [id, title, topic, prompt] = heading;
    let text = starter(Kind::Question, &Heading { id, title, topic, prompt });
    let question: Question = decode(&text).unwrap();
    let prepared = Arc::new(PreparedQuestion::new(question, library.vocabulary().unwrap()));
    let asked = |answer: &str| {
        let setup = Setup { seed: 1, level: Level::L4, mode: Mode::Interview, minutes: None, only: None };
        let mut drill = Drill::new(Arc::clone(&prepared), setup);
        names(&say(&mut drill, &[answer, ""])).pop().unwrap()
    };
    let said = "We deploy the code disabled, and remove toggles that are fully on.";
    assert_eq!(asked(said), "probe.gradual");
    assert_eq!(asked(&format!("{said} Servers ask a flag service for the state.")), "follow-up.flag-store-down");
    // One that hangs on nothing fits any answer that lacks what it is for.
    assert_eq!(asked("Nothing comes to mind today."), "follow-up.hundreds");
}
