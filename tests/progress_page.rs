//! The page of all progress: from the examples, from any number of sessions, with hostile words, as a browser shows it.

#[path = "support/browser.rs"]
mod browser;
#[path = "support/sound.rs"]
mod sound;

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use browser::Browser;
use chrono::{Days, NaiveDate};
use scraper::Html;
use sound::{select, sound, text_of};
use sparring::dialogue::SessionKind;
use sparring::journal::Depth;
use sparring::journal::RoundMarks;
use sparring::review::checklist::{Attempt, CHECKLIST};
use sparring::review::export::progress::{Overview, write};
use sparring::review::progress::{Known, Progress, plan};
use sparring::review::{Row, rows};
use sparring::rubric::Tier;

const EXAMPLES: &str = "transcripts/examples";
const HOSTILE: &str = "<script>alert(1)</script> \"quoted\" & 'single' </title></svg>\u{202e}\u{1b}[31m <img src=x>";

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 27).unwrap()
}

/// So many sessions, three a day up to today, with the marks of the examples moved about.
fn many(count: usize) -> Vec<Row> {
    let mut all: Vec<Row> = Vec::new();
    while all.len() < count {
        all.extend(rows(&sparring::journal::sessions(EXAMPLES.as_ref()), Depth::Points, || ()).0);
    }
    all.truncate(count);
    for (number, row) in all.iter_mut().enumerate() {
        let day = today().checked_sub_days(Days::new((count - 1 - number) as u64 / 3)).unwrap();
        let time = row.header.started.time();
        row.header.started = day.and_time(time).and_local_timezone(*row.header.started.offset()).unwrap();
        let moved = |mark: f64| (mark * 0.7 + (number % 13) as f64 * 0.02).min(1.0);
        row.total = row.total.map(moved);
        row.steps.iter_mut().for_each(|step| step.score = moved(step.score));
    }
    all
}

/// A round of estimates for every fifth session.
fn rounds(rows: &[Row]) -> Vec<RoundMarks> {
    rows.iter().step_by(5).enumerate().map(|(n, row)| (row.header.started, n % 6, 5)).collect()
}

/// The page as the command makes it; all names from outside go through `named`.
fn page(rows: &[Row], named: impl Fn(&str) -> String) -> String {
    let rounds = rounds(rows);
    let topic = |id: &str| Some(named(&id[..1]));
    let known = |rubric: &str, point: &str| {
        let study = Some(named(rubric));
        Some(Known { says: named(point), weight: 1.0, tier: Tier::Basic, study })
    };
    let progress = Progress::of(rows, &rounds, today(), topic, known);
    let until = NaiveDate::from_ymd_opt(2026, 12, 20).unwrap();
    let problems = [named("url-shortener")];
    let plan = plan(&progress, today(), until, &[named("quorums")], &problems);
    let attempts: Vec<Attempt> = rows.iter().flat_map(Attempt::of).collect();
    let checklist = CHECKLIST.standing(&attempts);
    write(Overview { progress: &progress, today: today(), until: Some(until), plan: &plan, checklist: &checklist })
}

fn count(page: &Html, selector: &str) -> usize {
    select(page, selector).len()
}

#[test]
fn the_examples_become_a_page_with_every_part_and_chart() {
    let rows = rows(&sparring::journal::sessions(EXAMPLES.as_ref()), Depth::Points, || ()).0;
    let parsed = sound("examples", &page(&rows, str::to_owned));
    for (part, charts) in [("totals", 3), ("steps", 5), ("estimates", 1)] {
        assert_eq!(count(&parsed, &format!("#{part} .chart svg")), charts, "{part}");
    }
    let dimensions = rows.iter().map(|row| row.dimensions.len()).max().unwrap();
    assert_eq!(count(&parsed, "#dimensions .chart svg"), dimensions);
    assert_eq!(count(&parsed, "#radar .corner"), dimensions);
    assert_eq!(count(&parsed, "#radar .before"), 1);
    assert!(count(&parsed, "#topics .chart svg") >= 1 && count(&parsed, "#topics > table tbody tr") >= 4);
    assert_eq!(count(&parsed, "svg.heat"), 1);
    assert_eq!(count(&parsed, ".plan > li"), 23);
    assert_eq!(count(&parsed, "#weak > ul > li"), 10);
    assert_eq!(count(&parsed, "#checklist > ul > li"), CHECKLIST.items.len());
    let interviews = rows.iter().filter(|row| row.header.kind == SessionKind::Interview).count();
    assert_eq!(count(&parsed, "#totals-1 circle"), interviews);
    assert_eq!(count(&parsed, "#totals figure:first-child tbody tr"), interviews);
    let newest = rows.iter().rev().find(|row| row.verdict.is_some()).unwrap();
    let mark = format!("{}: {:.0}", newest.header.started.date_naive(), newest.total.unwrap() * 100.0);
    assert_eq!(text_of(select(&parsed, "#totals-1 .newest title")[0]), mark);
    let order: Vec<&str> = select(&parsed, "main > section").iter().filter_map(|s| s.value().attr("id")).collect();
    let wanted =
        ["plan", "totals", "steps", "dimensions", "topics", "estimates", "weeks", "weak", "checklist"].as_slice();
    assert_eq!(order, wanted);
}

#[test]
fn any_number_of_sessions_is_readable() {
    for sessions in [0, 1, 2, 3, 200, 3_000] {
        let name = format!("{sessions} sessions");
        let text = page(&many(sessions), str::to_owned);
        let parsed = sound(&name, &text);
        assert!(text.len() < 800_000, "{name}: {} bytes", text.len());
        assert_eq!(text_of(select(&parsed, "main")[0]).contains("Nothing yet"), sessions == 0, "{name}");
        assert_eq!(count(&parsed, ".chart svg") == 0, sessions == 0, "{name}");
        assert_eq!(count(&parsed, "svg.heat"), (sessions / 3 / 7 / 17 + usize::from(sessions > 0)).min(3), "{name}");
        for chart in select(&parsed, ".chart") {
            let within = |selector: &str| chart.select(&scraper::Selector::parse(selector).unwrap()).count();
            let (dots, rows) = (within("circle"), within("tbody tr"));
            assert!((1..=41).contains(&dots) && (1..=120).contains(&rows), "{name}: {dots} dots, {rows} rows");
            assert_eq!((within(".newest"), within("polyline")), (1, usize::from(rows > 1)), "{name}");
        }
        assert_eq!(count(&parsed, "#radar"), usize::from(sessions > 0), "{name}");
        assert_eq!(count(&parsed, "#radar .before"), usize::from(sessions > 6), "{name}");
    }
}

#[test]
fn hostile_names_are_shown_as_text() {
    let mut rows = many(30);
    for row in &mut rows {
        row.header.title = HOSTILE.to_owned();
        row.header.rubric = format!("x{HOSTILE}");
        row.dimensions.iter_mut().for_each(|dimension| dimension.name.push_str(HOSTILE));
    }
    let text = page(&rows, |name| format!("{name}{HOSTILE}"));
    let parsed = sound("hostile", &text);
    for part in ["plan", "dimensions", "topics", "weak"] {
        let shown = text_of(select(&parsed, &format!("#{part}"))[0]);
        for words in ["<script>alert(1)</script>", "\"quoted\" & 'single'", "<U+202E>"] {
            assert!(shown.contains(words), "no {words} in {part}");
        }
    }
    assert!(select(&parsed, "b, i:not(.key i), img, script").is_empty());
}

fn sparring(home: &Path, transcripts: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sparring"));
    command.env_clear().env("HOME", home).current_dir(home).arg("--transcripts").arg(transcripts).arg("progress");
    command
}

#[test]
fn the_command_writes_every_format_to_standard_output_or_to_a_file() {
    let home = tempfile::tempdir().unwrap();
    let examples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(EXAMPLES);
    let formats =
        [("html", "<!DOCTYPE html>"), ("md", "# Progress"), ("json", "{\n"), ("csv", "session,"), ("text", "")];
    for (format, start) in formats {
        let run = |more: &[&str]| {
            let run = sparring(home.path(), &examples).args(["--format", format]).args(more).output().unwrap();
            (run.status.code(), String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap())
        };
        let (code, printed, _) = run(&[]);
        assert!(code == Some(0) && printed.starts_with(start), "{format}: {printed}");
        let (code, told, complaints) = run(&["--out", format]);
        assert_eq!((code, complaints.as_str()), (Some(0), ""));
        assert!(told.ends_with(" written.\n"), "{told}");
        assert_eq!(fs::read_to_string(home.path().join(format)).unwrap(), printed, "{format}");
        let (code, _, said) = run(&["--out", format]);
        assert!(code == Some(2) && said.contains("exists already") && said.contains("--force"), "{said}");
        assert_eq!(run(&["--out", format, "--force"]).0, Some(0));
        assert_eq!(run(&["--force"]).0, Some(2));
    }
    let json: serde_json::Value = serde_json::from_str(&fs::read_to_string(home.path().join("json")).unwrap()).unwrap();
    let interviews = &json["progress"]["totals"][0];
    assert_eq!(interviews["marks"].as_array().unwrap().len(), interviews["days"].as_array().unwrap().len());
    assert_eq!(interviews["days"][0], "2026-11-20");
}

#[test]
fn a_session_is_never_written_over() {
    let home = tempfile::tempdir().unwrap();
    let from = fs::read_dir(EXAMPLES).unwrap().map(|e| e.unwrap().path()).find(|p| p.extension().unwrap() == "jsonl");
    let copy = home.path().join("one.jsonl");
    fs::copy(from.unwrap(), &copy).unwrap();
    let before = fs::read(&copy).unwrap();
    let run = sparring(home.path(), home.path()).args(["--out", "one.jsonl", "--force"]).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert_eq!(fs::read(&copy).unwrap(), before);
}

#[test]
fn a_browser_shows_the_page_without_a_complaint() {
    let Some(browser) = Browser::find() else { return };
    let named = |name: &str| format!("{name}{HOSTILE}");
    let pages = [
        ("none", page(&[], str::to_owned)),
        ("one", page(&many(1), str::to_owned)),
        ("hostile", page(&many(30), named)),
        ("many", page(&many(3_000), str::to_owned)),
    ];
    for (name, page) in &pages {
        let charts = count(&Html::parse_document(page), "svg");
        for width in [1200, 390] {
            let shown = browser.open(page, width);
            assert_eq!(shown.complaints, Vec::<String>::new(), "{name} at {width}");
            assert_eq!(count(&Html::parse_document(&shown.dom), "svg"), charts, "{name} at {width}");
            assert!(shown.picture > 5_000, "{name} at {width}: a picture of {} bytes", shown.picture);
            assert!(!browser.scrolls_sideways(page, width), "{name} scrolls sideways at {width}");
        }
    }
}
