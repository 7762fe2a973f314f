//! What there is to read, the checklist, and what `sparring` alone offers.

#[path = "support/pty.rs"]
mod pty;
#[path = "support/run.rs"]
mod run;

use std::fs;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate};
use pty::{Command, Pty};
use run::Run;
use sparring::dialogue::{Level, Mode, SessionKind, Setup, StepName, Verdict};
use sparring::journal::{BriefStep, FORMAT, Header};
use sparring::review::Row;
use sparring::review::checklist::{Attempt, CHECKLIST, Standing, State};
use sparring::review::next::{Situation, offers};
use sparring::rubric::{Experience, Library, StepId};
use sparring::study::SHEETS;
use tempfile::TempDir;

struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        Place { folder: tempfile::tempdir().unwrap() }
    }

    fn run(&self, args: &[&str]) -> Run {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_sparring"));
        command.args(args).current_dir(self.folder.path()).env_clear().env("HOME", self.folder.path());
        let output = command.write_stdin("").output().unwrap();
        Run::from(output)
    }

    fn terminal(&self, args: &[&str]) -> Command {
        let command = Pty::command(env!("CARGO_BIN_EXE_sparring")).args(["--transcripts", "t"]).args(args);
        let command = command.cwd(self.folder.path()).env("HOME", self.folder.path()).env("SPARRING_RUBRICS", "");
        command.env("PAGER", "less").env_remove("LESS")
    }
}

#[test]
fn a_concept_has_its_answer_points_mistakes_and_places() {
    let run = Place::new().run(&["study", "rate-limiting-algorithms"]);
    run.check(
        0,
        &[
            "Rate-limiting algorithms",
            "Numbers in it",
            "A strong answer",
            "What counts in it",
            "Say: ",
            "[L5]",
            "Wrong beliefs",
            "Right: ",
            "Often mixed up",
            "Where it comes up",
            "Rate limiter, deep dive: Token bucket",
            "Tie it to something you built",
            "Learned: ",
        ],
    );
    assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{}", run.out);
    Place::new().run(&["study", "hash-ring"]).check(0, &["Read next", "sparring study consistent-hashing"]);
}

#[test]
fn a_problem_has_facts_numbers_and_the_five_steps() {
    Place::new().run(&["study", "url-shortener"]).check(
        0,
        &[
            "What the interviewer tells when asked",
            "new short links in a day: 100 million/day",
            "(five years): 5 years",
            "Requirements (5 minutes)",
            "Deep dive (20 minutes)",
            "Formula: ",
            "What may change on the way",
            "Concepts in it",
            "sparring interview url-shortener",
        ],
    );
}

#[test]
fn every_page_of_the_bank_can_be_laid_out() {
    let library = Library::new(Vec::new());
    let rubrics: Vec<_> = library.list().iter().map(|e| library.load(&e.id).unwrap().rubric).collect();
    // The likeness of everything to everything takes long without optimisation: pages are made on a shelf of few.
    let few: Vec<_> = rubrics.iter().filter(|r| ["raft", "url-shortener"].contains(&r.id())).cloned().collect();
    let experience = Experience::default();
    for rubric in &rubrics {
        let shelf = sparring::study::Shelf { rubrics: &few, experience: &experience };
        let page = sparring::study::page(rubric, shelf);
        assert!(page.blocks.len() > 20, "{}", rubric.id());
    }
}

#[test]
fn names_are_taken_as_people_say_them() {
    let place = Place::new();
    place.run(&["study", "Consistent", "Hashing"]).check(0, &["consistent-hashing, a question"]);
    place.run(&["study", "Kafka or RabbitMQ"]).check(0, &["kafka-vs-rabbitmq, a question"]);
    place.run(&["study", "messaging"]).check(0, &["What to read on messaging", "dead-letter-queues", "chat-system"]);
    place.run(&["study", "cap-theorm"]).check(2, &["did you mean `cap-theorem`?"]);
    place.run(&["study", "checklst"]).check(2, &["did you mean `checklist`?"]);
    place.run(&["study", "kafka"]).check(2, &["`kafka-vs-rabbitmq`"]);
    place.run(&["study", "xyzzy"]).check(2, &["`sparring study` lists"]);
    place.run(&["study", "../../etc/passwd"]).check(2, &["nothing to read"]);
    place.run(&["study", "\u{1b}[31mred"]).check(2, &["nothing to read"]);
}

#[test]
fn the_index_lists_sheets_problems_and_questions_by_topic() {
    let run = Place::new().run(&["study"]);
    let listed: Vec<String> = Library::new(Vec::new()).list().into_iter().map(|e| e.id).collect();
    run.check(0, &listed.iter().map(String::as_str).collect::<Vec<_>>());
    run.check(0, &SHEETS.map(|sheet| sheet.name));
    run.check(0, &["checklist", "stories", "Messaging\n---", "Problems\n---"]);
}

#[test]
fn the_sheets_hold_templates_and_numbers() {
    let place = Place::new();
    place.run(&["study", "framework"]).check(0, &["Deep dive (20 minutes)", "usual mistake"]);
    place.run(&["study", "requirements"]).check(0, &["It holds", "P99 below Z ms", "Durability"]);
    place.run(&["study", "deep-dive"]).check(0, &["Component ", "Failure ", "Price "]);
    place.run(&["study", "deep dive"]).check(0, &["Component "]);
    place.run(&["study", "scaling"]).check(0, &["one load balancer", "blue/green"]);
    let numbers = ["main memory", "100 ns", "150 ms", "10^15", "86,400", "240 KB/s", "3.6 TB/year", "53 minutes"];
    place.run(&["study", "numbers"]).check(0, &numbers);
}

#[test]
fn stories_are_the_example_until_there_are_own_ones() {
    let place = Place::new();
    place.run(&["study", "stories"]).check(0, &["(example)", "1,200", "rebalance", "30 s to 2 s", "Learned: "]);
    let mine = place.folder.path().join("rubrics");
    fs::create_dir_all(&mine).unwrap();
    let story = r#"{"situation":"S","action":"A","result":"R","learned":"keep two leaders apart"}"#;
    let own = format!(
        r#"{{"projects":[{{"id":"p","title":"My thing","summary":"It runs.","stories":{{"raft":{story}}}}}]}}"#
    );
    fs::write(mine.join("experience.json"), own).unwrap();
    let run = place.run(&["study", "stories"]);
    run.check(0, &["My thing", "keep two leaders apart"]);
    assert!(!run.out.contains("(example)"), "{}", run.out);
    place.run(&["study", "raft"]).check(0, &["Tie it to something you built", "from: My thing"]);
    fs::write(mine.join("experience.json"), r#"{"projects":[{"id":"p"}]}"#).unwrap();
    place.run(&["study", "stories"]).check(3, &["experience.json:1:", "missing"]);
}

#[test]
fn the_example_has_two_systems_and_many_topics() {
    let experience = Library::new(Vec::new()).experience().unwrap();
    assert_eq!(experience.projects.len(), 2);
    let topics: std::collections::BTreeSet<_> = experience.projects.iter().flat_map(|p| p.stories.keys()).collect();
    assert!(topics.len() >= 8, "{topics:?}");
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

fn row(rubric: &str, on: u32, total: f64) -> Row {
    let started: DateTime<FixedOffset> = format!("2026-11-{on:02}T10:00:00+01:00").parse().unwrap();
    let setup = Setup { seed: 1, level: Level::L4, mode: Mode::Interview, minutes: Some(45.0), only: None };
    let header = Header {
        journal: FORMAT,
        kind: SessionKind::Interview,
        rubric: rubric.to_owned(),
        title: rubric.to_owned(),
        version: String::new(),
        program: String::new(),
        started,
        setup,
    };
    let name = format!("{on}-{rubric}");
    let (verdict, steps) = (Some(Verdict::Hire), steps(&StepId::ALL.map(|step| (step, total))));
    Row {
        name,
        header,
        verdict,
        total: Some(total),
        drilled: None,
        ended: started,
        steps,
        dimensions: Vec::new(),
        used: 60_000,
    }
}

fn steps(marks: &[(StepId, f64)]) -> Vec<BriefStep> {
    let step = |(step, score): &(StepId, f64)| {
        let (step, score) = (StepName(*step), *score);
        BriefStep { step, score, used: 0, budget: None, points: Vec::new() }
    };
    marks.iter().map(step).collect()
}

fn standing(rows: &[Row]) -> Vec<Standing> {
    CHECKLIST.standing(&rows.iter().flat_map(Attempt::of).collect::<Vec<_>>())
}

/// The first item of the checklist that holds these words.
fn state(rows: &[Row], words: &str) -> State {
    let all = standing(rows);
    all.into_iter().find(|item| item.says.contains(words)).unwrap_or_else(|| panic!("{words}")).state
}

#[test]
fn one_good_mark_is_once_two_days_or_a_very_good_one_are_solid() {
    let marks: [(&[(u32, f64)], State); 8] = [
        (&[], State::NotYet),
        (&[(1, 0.69)], State::NotYet),
        (&[(1, 0.70)], State::Once),
        (&[(1, 0.70), (1, 0.80)], State::Once),
        (&[(1, 0.70), (2, 0.72)], State::Solid),
        (&[(1, 0.70), (2, 0.60)], State::Once),
        (&[(1, 0.85)], State::Solid),
        (&[(1, 0.2), (2, 0.84)], State::Once),
    ];
    for (marks, expected) in marks {
        let rows: Vec<Row> = marks.iter().map(|(on, mark)| row("rate-limiter", *on, *mark)).collect();
        assert_eq!(state(&rows, "limit rates"), expected, "{marks:?}");
    }
}

#[test]
fn an_item_is_as_far_as_its_least_part() {
    let mut rows = vec![row("url-shortener", 1, 0.9), row("chat-system", 2, 0.9)];
    assert_eq!(state(&rows, "URL shortener"), State::NotYet);
    rows.push(row("notification-system", 3, 0.75));
    assert_eq!(state(&rows, "URL shortener"), State::Once);
    rows.push(row("notification-system", 4, 0.75));
    assert_eq!(state(&rows, "URL shortener"), State::Solid);
}

#[test]
fn a_step_alone_shows_the_step_and_not_the_whole_and_coaching_shows_nothing() {
    let mut alone = row("multi-region", 1, 0.9);
    alone.header.setup.only = Some(StepName(StepId::HighLevel));
    alone.steps = steps(&[(StepId::HighLevel, 0.9)]);
    let parts = |row: &Row| {
        let all = standing(std::slice::from_ref(row));
        let part = |words: &str| all.iter().find(|i| i.says.contains(words)).map(|i| i.parts[0].state).unwrap();
        (part("Draw a whole design"), part("several regions"))
    };
    assert_eq!(parts(&alone), (State::Solid, State::NotYet));
    alone.header.setup.only = None;
    let low = StepId::ALL.map(|step| (step, if step == StepId::HighLevel { 0.9 } else { 0.1 }));
    alone.steps = steps(&low);
    assert_eq!(parts(&alone), (State::Solid, State::Solid));
    alone.header.setup.mode = Mode::Coach;
    assert_eq!(parts(&alone), (State::NotYet, State::NotYet));
}

#[test]
fn a_round_of_estimates_counts_if_it_was_long_enough() {
    let on = |day: u32| -> DateTime<FixedOffset> { format!("2026-11-{day:02}T10:00:00+01:00").parse().unwrap() };
    let state = |rounds: &[(DateTime<FixedOffset>, usize, usize)]| {
        let all = CHECKLIST.standing(&rounds.iter().filter_map(Attempt::of_round).collect::<Vec<_>>());
        let item = all.iter().find(|i| i.parts[0].targets.contains(&"estimate".to_owned())).unwrap();
        item.parts[0].state
    };
    assert_eq!(state(&[(on(1), 4, 4)]), State::NotYet);
    assert_eq!(state(&[(on(1), 6, 8)]), State::Once);
    assert_eq!(state(&[(on(1), 6, 8), (on(2), 6, 8)]), State::Solid);
}

#[test]
fn the_checklist_has_twelve_items_tied_to_the_bank() {
    assert_eq!(CHECKLIST.items.len(), 12);
    let bank: Vec<String> = Library::new(Vec::new()).list().into_iter().map(|e| e.id).collect();
    for target in CHECKLIST.items.iter().flat_map(|item| item.shown_by.iter().flatten()) {
        let (rubric, step) = target.split_once('/').map_or((target.as_str(), None), |(r, s)| (r, Some(s)));
        let known = bank.iter().any(|id| id == rubric) || ["any", "estimate"].contains(&rubric);
        assert!(known, "{target}");
        assert!(step.is_none_or(|step| StepId::from_name(step).is_some()), "{target}");
    }
    Place::new().run(&["study", "checklist"]).check(0, &["12 not yet of 12", "the estimation of any problem"]);
}

/// The commands that are offered, the first being what Enter starts.
fn offered(past: &[Row], open: Option<&Row>, due: usize, on: u32) -> Vec<String> {
    let entries = Library::new(Vec::new()).list();
    let checklist = standing(past);
    let open = open.map(|row| &row.header);
    let situation = Situation { open, past, entries: &entries, due, checklist: &checklist, today: day(on) };
    let all = offers(situation);
    let keys: std::collections::BTreeSet<&str> = all.iter().map(|o| o.key).collect();
    assert_eq!(keys.len(), all.len(), "a key stands twice: {all:?}");
    all.iter().map(|offer| offer.typed()).collect()
}

#[test]
fn the_best_thing_to_do_stands_first() {
    assert_eq!(offered(&[], None, 0, 1)[0], "sparring interview url-shortener");
    let good = row("url-shortener", 1, 0.9);
    assert_eq!(offered(std::slice::from_ref(&good), None, 0, 2)[0], "sparring interview chat-system");
    let weak = [row("url-shortener", 1, 0.9), row("rate-limiter", 1, 0.4), row("video-platform", 1, 0.5)];
    assert_eq!(offered(&weak, None, 0, 2)[0], "sparring interview rate-limiter");
    assert_eq!(offered(&weak, None, 0, 1)[0], "sparring interview chat-system", "not the same on the same day");
    let better = [row("rate-limiter", 1, 0.4), row("rate-limiter", 2, 0.8)];
    assert_eq!(offered(&better, None, 0, 3)[0], "sparring interview url-shortener", "the last mark counts");
    assert_eq!(offered(&weak, None, 3, 2)[0], "sparring drill --due");
    let first = offered(&weak, Some(&weak[2]), 3, 2);
    assert_eq!(first[..2], ["sparring interview video-platform --resume", "sparring drill --due"]);
}

#[test]
fn alone_and_piped_it_only_prints() {
    let run = Place::new().run(&[]);
    run.check(
        0,
        &["sparring interview url-shortener", "Checklist: 0 solid, 0 once, 12 not yet of 12", "sparring study"],
    );
    assert!(!run.out.contains("Enter"), "{}", run.out);
}

const ASKED: &str = "q leaves:";

#[test]
fn enter_starts_the_suggestion() {
    let place = Place::new();
    let mut pty = place.terminal(&[]).size(30, 80).start();
    pty.wait_for_text(ASKED);
    pty.type_text("\r");
    pty.wait_for_text("requirements >");
    pty.type_text("a cache of links");
    pty.wait_for_text("requirements > a cache of links");
    pty.type_text("\x03");
    pty.wait_for_text("--resume");
    pty.ends_with(130);
    // What was interrupted stands first the next time.
    let mut pty = place.terminal(&[]).size(30, 80).start();
    pty.wait_for_text("was interrupted");
    pty.wait_for_text(ASKED);
    pty.type_text("\r");
    pty.wait_for_text("requirements > a cache of links");
}

#[test]
fn a_letter_starts_its_line_and_another_one_is_told() {
    let place = Place::new();
    let mut pty = place.terminal(&[]).size(40, 80).start();
    pty.wait_for_text(ASKED);
    pty.type_text("x");
    pty.wait_for_text("There is no line x.");
    pty.type_text("\x1b[A");
    pty.wait_for_text("That key starts nothing.");
    pty.type_text("c");
    let screen = pty.wait_for_text("Before the interview");
    assert_eq!(screen.written("sparring study checklist"), 2, "the command that was chosen is shown\n{screen}");
}

#[test]
fn enter_behind_a_wrong_key_starts_nothing() {
    let place = Place::new();
    let mut pty = place.terminal(&[]).size(40, 80).start();
    pty.wait_for_text(ASKED);
    pty.type_text("x\r");
    let screen = pty
        .wait("the question once more", |screen| screen.contains("There is no line x.") && screen.written(ASKED) >= 3);
    assert!(!screen.contains("requirements"), "{screen}");
    pty.type_text("\r");
    pty.wait_for_text("requirements >");
}

#[test]
fn q_escape_and_ctrl_d_leave_and_ctrl_c_interrupts() {
    for (key, code) in [("q", 0), ("Q", 0), ("\x1b", 0), ("\x04", 0), ("\x03", 130)] {
        let mut pty = Place::new().terminal(&[]).start();
        pty.wait_for_text(ASKED);
        pty.type_text(key);
        pty.ends_with(code);
        assert!(pty.is_cooked(), "{key:?} left the terminal raw");
    }
}

#[test]
fn a_signal_at_the_question_leaves_the_terminal_sane() {
    let mut pty = Place::new().terminal(&[]).start();
    pty.wait_for_text(ASKED);
    pty.signal(nix::sys::signal::Signal::SIGTERM);
    pty.ends_with(130);
    assert!(pty.is_cooked());
}

#[test]
fn a_narrow_and_dumb_terminal_gets_the_same_without_escapes() {
    let mut pty = Place::new().terminal(&[]).env("TERM", "dumb").size(40, 40).start();
    pty.wait_for_text(ASKED);
    pty.type_text("c");
    pty.wait_for_text("sessions don't count.");
    let screen = pty.ends_with(0);
    assert_eq!(screen.written("\x1b"), 0, "{screen}");
}

fn has_less() -> bool {
    let found = std::process::Command::new("less").arg("--version").stdout(std::process::Stdio::null()).status();
    found.is_ok_and(|status| status.success())
}

#[test]
fn what_is_longer_than_the_screen_goes_through_the_pager() {
    if !has_less() {
        eprintln!("not tested: less is not installed");
        return;
    }
    let mut pty = Place::new().terminal(&["study", "numbers"]).size(20, 80).start();
    let screen = pty.wait_for_text("Numbers to know");
    assert!(!screen.contains("An event pipeline"), "{screen}");
    // Ctrl-C is for the pager, which goes on.
    pty.type_text("\x03");
    pty.stays("the pager", Duration::from_millis(500), |screen| !screen.ended);
    // An interrupted `less` throws away what was typed at that moment: the key is pressed until it takes it.
    for _ in 0..3 {
        pty.type_text("G");
        pty.stays("the pager", Duration::from_millis(300), |screen| !screen.ended);
    }
    pty.wait_for_text("it is seven a minute");
    pty.type_text("q");
    pty.ends_with(0);
    assert!(pty.is_cooked());
}

#[test]
fn without_a_pager_everything_is_printed() {
    for pager in ["", "cat", "no-such-pager --at-all"] {
        let mut pty = Place::new().terminal(&["study", "numbers"]).env("PAGER", pager).size(20, 80).start();
        let screen = pty.ends_with(0);
        assert!(screen.written("Numbers to know") == 1 && screen.contains("seven a minute"), "{pager:?}\n{screen}");
    }
}
