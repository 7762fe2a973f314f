//! Sessions as pages: nothing that was typed, or that stands in a journal, becomes live markup.
//!
//! An input that starts with `{` is a journal, line by line. Any other is a session to be played: the first line says what
//! (`d`rill, else an interview) and the session's name, the others are typed.

#[path = "../../tests/support/sound.rs"]
mod sound;

use std::sync::{Arc, LazyLock};

use scraper::Html;
use sparring::dialogue::drill::{Drill, PreparedQuestion};
use sparring::dialogue::{Event, Interview, Level, Mode, Prepared, SessionKind, Setup, Talk};
use sparring::journal::{FORMAT, Header, Record, Stamp};
use sparring::review::export::{Session, csv, html, json, markdown};
use sparring::review::replay_with;
use sparring::review::transcript::Margin;
use sparring::rubric::{Library, Rubric};
use sparring::text::is_unsafe;

/// More lines are other inputs.
const MOST: usize = 16;
/// All elements that the templates use.
const ELEMENTS: &str = "a article b blockquote body br caption circle code col colgroup dd defs desc details div dl dt em \
    figcaption figure footer g h1 h2 h3 h4 head header html i li line link main mark marker meta nav ol p path polygon polyline \
    pre rect section small span strong style summary sup svg table tbody td text tfoot th thead time title tr tspan ul";

static PROBLEM: LazyLock<Arc<Prepared>> = LazyLock::new(|| {
    let library = Library::new(Vec::new());
    match library.load("url-shortener").unwrap().rubric {
        Rubric::Problem(problem) => Arc::new(Prepared::new(problem, library.vocabulary().unwrap())),
        Rubric::Question(_) => panic!("a question"),
    }
});

static QUESTION: LazyLock<Arc<PreparedQuestion>> = LazyLock::new(|| {
    let library = Library::new(Vec::new());
    match library.load("quorums").unwrap().rubric {
        Rubric::Question(question) => Arc::new(PreparedQuestion::new(question, library.vocabulary().unwrap())),
        Rubric::Problem(_) => panic!("a problem"),
    }
});

fn header(kind: SessionKind) -> Header {
    let rubric = match kind {
        SessionKind::Interview => "url-shortener",
        SessionKind::Drill => "quorums",
    };
    Header {
        journal: FORMAT,
        kind,
        rubric: rubric.to_owned(),
        title: format!("A session of {rubric}"),
        version: "0123456789abcdef".to_owned(),
        program: "0.1.0".to_owned(),
        started: chrono::DateTime::parse_from_rfc3339("2026-11-27T10:00:00+01:00").unwrap(),
        setup: Setup { seed: 3, level: Level::L5, mode: Mode::Interview, minutes: Some(45.0), only: None },
    }
}

/// Lets the lines be said, one every ten seconds.
fn played(talk: &mut dyn Talk, header: &Header, lines: &[&str]) -> Vec<Record> {
    let typed = lines.iter().map(|line| Event::Line { text: (*line).to_owned() });
    let mut records = Vec::new();
    for (number, event) in [Event::Start].into_iter().chain(typed).chain([Event::Quit, Event::Quit]).enumerate() {
        if talk.finished().is_some() {
            break;
        }
        let at = number as u64 * 10_000;
        let time = header.started + chrono::Duration::milliseconds(at as i64);
        let moves = talk.handle(at, &event);
        records.push(Record::Event { stamp: Stamp { at, time }, event });
        records.extend(moves.into_iter().map(|action| Record::Move { at, action }));
    }
    records.push(Record::of_marks(talk.finished().unwrap(), talk.marks()));
    records
}

pub fn html(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if text.starts_with('{') {
        return of_journal(&text);
    }
    let (name, typed) = text.split_once('\n').unwrap_or((&text, ""));
    let lines: Vec<&str> = typed.lines().take(MOST).collect();
    let kind = if name.starts_with('d') { SessionKind::Drill } else { SessionKind::Interview };
    let header = header(kind);
    let (records, found) = match kind {
        SessionKind::Drill => {
            let mut talk = Drill::new(Arc::clone(&QUESTION), header.setup.clone());
            (played(&mut talk, &header, &lines), None)
        }
        SessionKind::Interview => {
            let mut talk = Interview::new(Arc::clone(&PROBLEM), header.setup.clone());
            let records = played(&mut talk, &header, &lines);
            (records, Some(Margin::of(&talk)))
        }
    };
    let session = Session { name, header: &header, records: &records, found };
    let page = sound::sound(name, &html::write(&session));
    harmless(&page);
    others(&session);
}

/// A journal may hold whatever a text editor can write.
fn of_journal(text: &str) {
    let mut records = text.lines().map_while(Record::from_line);
    let Some(Record::Header(header)) = records.next() else { return };
    let records: Vec<Record> = records.collect();
    let session = Session { name: "a journal", header: &header, records: &records, found: None };
    let page = html::write(&session);
    assert!(!page.to_lowercase().contains("<script"), "the page has a script");
    let bad = page.chars().find(|c| is_unsafe(*c));
    assert!(bad.is_none(), "the page holds {bad:?}");
    harmless(&Html::parse_document(&page));
    others(&session);
    let mut talk: Box<dyn Talk> = match header.kind {
        SessionKind::Interview => Box::new(Interview::new(Arc::clone(&PROBLEM), header.setup.clone())),
        SessionKind::Drill => Box::new(Drill::new(Arc::clone(&QUESTION), header.setup.clone())),
    };
    replay_with(talk.as_mut(), &records);
}

fn harmless(page: &Html) {
    for element in sound::select(page, "*") {
        let name = element.value().name();
        assert!(ELEMENTS.split_whitespace().any(|known| known == name), "<{name}> is live");
        for (attribute, value) in element.value().attrs() {
            assert!(!attribute.starts_with("on"), "{attribute} is live");
            if ["src", "href", "action", "data", "xlink:href"].contains(&attribute) {
                assert!(value.starts_with('#') || value.starts_with("data:"), "{attribute}={value}");
            }
        }
    }
}

fn others(session: &Session<'_>) {
    for text in [csv::write(session), markdown::write(session), json::write(session)] {
        assert!(!text.is_empty());
    }
    let markdown = markdown::write(session);
    let bad = markdown.chars().find(|c| is_unsafe(*c));
    assert!(bad.is_none(), "the Markdown holds {bad:?}");
}
