//! Sessions in other formats: every example in each, hostile words made harmless, the page as a browser shows it.

#[path = "support/browser.rs"]
mod browser;
#[path = "support/played.rs"]
mod played;
#[path = "support/sound.rs"]
mod sound;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use browser::Browser;
use scraper::Html;
use sound::{select, sound, text_of};
use sparring::dialogue::SessionKind;
use sparring::journal::{self, Header, Read, Record};
use sparring::review::export::{Session, csv, html, json, markdown};
use sparring::review::transcript::Margin;
use sparring::rubric::Library;
use sparring::session::{Cast, cast, replay_interview};

const EXAMPLES: &str = "transcripts/examples";
/// Everything that a page could be broken with, around words that earn points.
const HOSTILE: &str = "<script>alert(1)</script> \"quoted\" & 'single' </p></mark>\u{202e}reversed\u{1b}[31m red: \
    the cache & the load balancer must be <b>redundant</b>, with a p99 latency below 100 ms and 99.99% availability; \
    there are 100 million new links a day.";

fn examples() -> Vec<Read> {
    let paths = journal::sessions(EXAMPLES.as_ref());
    assert!(paths.len() >= 5, "{paths:?}");
    paths.iter().map(|path| journal::read(path).unwrap()).collect()
}

/// A page with the exact words, as the command makes it.
fn page(name: &str, header: &Header, records: &[Record]) -> String {
    let library = Library::new(Vec::new());
    let replayed = replay_interview(&library, header, records).unwrap();
    let found = replayed.filter(|r| r.replay.difference.is_none()).map(|r| Margin::of(&r.interview));
    html::write(&Session { name, header, records, found })
}

/// Plays a session in which these lines are said, one every ten seconds.
fn played(kind: SessionKind, rubric: &str, lines: &[&str]) -> (Header, Vec<Record>) {
    let setup = played::setup();
    let Cast { mut talk, title, version } = cast(&Library::new(Vec::new()), kind, rubric, setup.clone()).unwrap();
    let (program, rubric, started) = ("0.1.0".to_owned(), rubric.to_owned(), played::started());
    let header = Header { journal: 2, kind, rubric, title, version, program, started, setup };
    (header, played::played(talk.as_mut(), lines))
}

#[test]
fn every_example_becomes_a_sound_page_with_its_charts() {
    for read in examples() {
        let name = read.name();
        let parsed = sound(&name, &page(&name, &read.header, &read.records));
        assert!(text_of(select(&parsed, "h1")[0]).contains(&read.header.title));
        match read.header.kind {
            SessionKind::Interview => {
                assert_eq!(select(&parsed, "#radar .corner").len(), 6, "{name}");
                assert_eq!(select(&parsed, "#timeline-chart .used").len(), 5, "{name}");
                assert_eq!(select(&parsed, "#timeline table tbody tr").len(), 5, "{name}");
            }
            SessionKind::Drill => assert!(!select(&parsed, "#points li").is_empty(), "{name}"),
        }
    }
}

/// The words of a page that are marked as having earned something.
fn marked(page: &Html) -> Vec<String> {
    select(page, "mark.good[title]").into_iter().map(text_of).collect()
}

#[test]
fn every_point_that_was_earned_is_marked_where_it_was_said() {
    for read in examples() {
        let name = read.name();
        let parsed = sound(&name, &page(&name, &read.header, &read.records));
        let earned = select(&parsed, ".points > li.said, .points > li.partly");
        let notes = select(&parsed, ".margin a");
        let noted: BTreeSet<&str> = notes.iter().filter_map(|a| a.value().attr("href")).collect();
        for point in &earned {
            let id = format!("#{}", point.value().attr("id").unwrap());
            assert!(noted.contains(id.as_str()), "{name}: {id} stands beside no answer");
        }
        let numbers: usize = select(&parsed, "sup").into_iter().map(|s| text_of(s).split(',').count()).sum();
        assert!(numbers >= earned.len(), "{name}: {numbers} numbers for {} points", earned.len());
        assert_eq!(marked(&parsed).is_empty(), earned.is_empty(), "{name}");
    }
}

#[test]
fn without_the_rubric_the_quotes_are_marked() {
    let read = examples().into_iter().find(|read| read.name().contains("news-feed")).unwrap();
    let name = read.name();
    let session = Session { name: &name, header: &read.header, records: &read.records, found: None };
    let quoted = marked(&sound(&name, &html::write(&session)));
    let exactly = marked(&sound(&name, &page(&name, &read.header, &read.records)));
    assert!(quoted.len() > 10, "{quoted:?}");
    let longest = |all: &[String]| all.iter().map(String::len).max().unwrap();
    assert!(longest(&exactly) <= longest(&quoted));
    assert_ne!(quoted, exactly);
}

#[test]
fn an_answer_behind_a_question_is_marked_where_it_stands() {
    let line = "How many nodes do we have? The redirect looks in the cache first, and on a miss it reads the database and \
                fills the cache.";
    let (header, records) = played(SessionKind::Interview, "url-shortener", &["/next", "/next", line]);
    let words = marked(&sound("beside", &page("beside", &header, &records)));
    assert!(words.iter().any(|w| w.contains("cache")), "{words:?}");
    assert!(words.iter().all(|w| !w.contains("nodes") && !w.contains("How")), "{words:?}");
}

#[test]
fn hostile_words_are_shown_as_text() {
    let arrows = "<script>x</script> client -> \"lb\" & <b>api</b> -> cache\u{202e}d -> <img src=x onerror=alert(2)>";
    let lines = [HOSTILE, "/next", HOSTILE, "/next", arrows, HOSTILE, "/skip"];
    let (header, records) = played(SessionKind::Interview, "url-shortener", &lines);
    let page = page("<i>name</i>\u{202e}", &header, &records);
    let parsed = sound("hostile interview", &page);
    let answers: Vec<String> = select(&parsed, ".turn.you .words").into_iter().map(text_of).collect();
    let shown = answers.iter().find(|a| a.contains("reversed")).unwrap();
    for words in ["<script>alert(1)</script>", "\"quoted\" & 'single'", "</p></mark>", "<U+202E>", "\u{241b}[31m"] {
        assert!(page.contains("&lt;script&gt;") && shown.contains(words), "no {words} in {shown}");
    }
    assert!(select(&parsed, "b, i:not(.key i), img, script").is_empty());
    assert!(!marked(&parsed).is_empty());
    assert_eq!(select(&parsed, "#design-chart").len(), 1);

    let (header, records) = played(SessionKind::Drill, "quorums", &[HOSTILE, "", arrows, ""]);
    let parsed = sound("hostile drill", &self::page("drill", &header, &records));
    assert!(select(&parsed, ".turn.marks .words").into_iter().any(|e| text_of(e).contains("<script>alert(1)")));
}

#[test]
fn a_session_that_was_interrupted_is_a_page_too() {
    for (kind, rubric) in [(SessionKind::Interview, "url-shortener"), (SessionKind::Drill, "quorums")] {
        let (header, mut records) = played(kind, rubric, &["Who uses it?", "Reads outnumber writes."]);
        records.truncate(records.len() - 4);
        let open = sound("open", &page("open", &header, &records));
        assert!(text_of(select(&open, "main")[0]).contains("interrupted"));
        sound("empty", &page("empty", &header, &[]));
        let session = Session { name: "open", header: &header, records: &[], found: None };
        assert_eq!(csv::write(&session).lines().count(), 1);
    }
}

#[test]
fn times_that_no_clock_tells_make_a_page_too() {
    let lines = ["Who uses it?", "/next", "100 million new links a day are 1,160 writes a second.", "/time", "/next"];
    let wild: [fn(u64) -> u64; 4] = [|at| u64::MAX - at, |at| at << 40, |at| u64::MAX - 200_000 + at, |at| at % 3];
    for (number, wild) in wild.into_iter().enumerate() {
        let (mut header, mut records) = played(SessionKind::Interview, "url-shortener", &lines);
        header.setup.minutes = Some([45.0, 1e300, -5.0, 1e9][number]);
        for record in &mut records {
            match record {
                Record::Event { stamp, .. } => stamp.at = wild(stamp.at),
                Record::Move { at, .. } => *at = wild(*at),
                Record::Header(_) | Record::Marks { .. } | Record::Drilled { .. } => {}
            }
        }
        // What never came to its end draws the setup's budgets.
        for length in [records.len(), records.len() - 1] {
            let page = page("wild", &header, &records[..length]);
            sound("wild", &page);
            assert!(page.len() < 300_000, "{number}: {} bytes", page.len());
        }
    }
}

#[test]
fn json_is_the_journal_and_csv_has_a_row_a_point() {
    for read in examples() {
        let name = read.name();
        let session = Session { name: &name, header: &read.header, records: &read.records, found: None };
        let value: serde_json::Value = serde_json::from_str(&json::write(&session)).unwrap();
        let lines = fs::read_to_string(&read.path).unwrap();
        let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(value["header"], lines[0], "{name}");
        assert_eq!(value["records"].as_array().unwrap()[..], lines[1..], "{name}");
        let table = csv::write(&session);
        let mut reader = ::csv::Reader::from_reader(table.as_bytes());
        assert_eq!(reader.headers().unwrap().len(), 11);
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert!(rows.len() >= 5, "{name}");
        assert!(rows.iter().all(|row| &row[0] == name.as_str() && row[7].parse::<f64>().is_ok()), "{name}");
    }
}

#[test]
fn a_cell_is_no_formula() {
    let lines = ["=HYPERLINK(1) we need 99.99% availability for redirects", "/next"];
    let (header, records) = played(SessionKind::Interview, "url-shortener", &lines);
    let table = csv::write(&Session { name: "=1+1", header: &header, records: &records, found: None });
    let mut reader = ::csv::Reader::from_reader(table.as_bytes());
    for row in reader.records().map(Result::unwrap) {
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{row:?}");
    }
}

#[test]
fn markdown_has_what_was_drawn() {
    let read = examples().into_iter().find(|read| read.name().contains("news-feed")).unwrap();
    let name = read.name();
    let text = markdown::write(&Session { name: &name, header: &read.header, records: &read.records, found: None });
    assert!(text.starts_with("# "));
    assert!(text.contains("```mermaid\nflowchart LR\n"), "{text}");
    assert!(text.contains("[\"timeline cache\"]"), "{text}");
}

fn sparring(folder: &std::path::Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sparring"));
    let examples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(EXAMPLES);
    command.env_clear().env("HOME", folder).current_dir(folder).arg("--transcripts").arg(examples).arg("review");
    command
}

#[test]
fn the_command_writes_to_standard_output_or_to_a_file_that_is_not_there() {
    let home = tempfile::tempdir().unwrap();
    for read in examples() {
        for (format, start) in
            [("html", "<!DOCTYPE html>"), ("md", "# "), ("json", "{\"header\":"), ("csv", "session,")]
        {
            let run = sparring(home.path()).args([&read.name(), "--export", format]).unwrap();
            let printed = String::from_utf8(run.stdout).unwrap();
            assert!(printed.starts_with(start), "{format}: {printed}");
        }
    }
    let write = |more: &[&str]| {
        let run =
            sparring(home.path()).args(["last", "--export", "csv", "--out", "last.csv"]).args(more).output().unwrap();
        (run.status.code(), String::from_utf8(run.stderr).unwrap())
    };
    let file = home.path().join("last.csv");
    assert_eq!(write(&[]), (Some(0), String::new()));
    assert!(fs::read_to_string(&file).unwrap().starts_with("session,"));
    fs::write(&file, "mine").unwrap();
    let (code, said) = write(&[]);
    assert!(code == Some(2) && said.contains("exists already") && said.contains("--force"), "{said}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(write(&["--force"]).0, Some(0));
    assert!(fs::read_to_string(&file).unwrap().starts_with("session,"));
    sparring(home.path()).args(["--export", "csv"]).assert().code(2);
    sparring(home.path()).args(["last", "--out", "x"]).assert().code(2);
}

#[test]
fn a_session_is_not_written_over_itself() {
    let home = tempfile::tempdir().unwrap();
    let copy = home.path().join("one.jsonl");
    fs::copy(examples()[0].path.clone(), &copy).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_sparring"));
    command.env_clear().env("HOME", home.path()).current_dir(home.path()).args(["--transcripts", "."]);
    let run = command.args(["review", "one", "--export", "csv", "--out", "one.jsonl", "--force"]).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(journal::read(&copy).unwrap().is_finished());
}

#[test]
fn a_browser_shows_every_kind_of_page_without_a_complaint() {
    let Some(browser) = Browser::find() else { return };
    let (header, records) = played(SessionKind::Interview, "url-shortener", &[HOSTILE, "/next", HOSTILE, "/next"]);
    let mut pages = vec![("hostile".to_owned(), page("hostile", &header, &records))];
    let wanted = ["news-feed", "20-00-00-url-shortener", "quorums"];
    for read in examples().into_iter().filter(|read| wanted.iter().any(|w| read.name().contains(w))) {
        pages.push((read.name(), page(&read.name(), &read.header, &read.records)));
    }
    assert_eq!(pages.len(), 4);
    for (name, page) in &pages {
        for width in [1200, 390] {
            let shown = browser.open(page, width);
            assert_eq!(shown.complaints, Vec::<String>::new(), "{name} at {width}");
            let dom = Html::parse_document(&shown.dom);
            for chart in ["radar", "timeline-chart", "design-chart"] {
                let there = page.contains(&format!("<svg id=\"{chart}\""));
                assert_eq!(select(&dom, &format!("svg#{chart}")).len(), usize::from(there), "{name} at {width}");
            }
            assert!(shown.picture > 5_000, "{name} at {width}: a picture of {} bytes", shown.picture);
            assert!(!browser.scrolls_sideways(page, width), "{name} scrolls sideways at {width}");
        }
    }
}
