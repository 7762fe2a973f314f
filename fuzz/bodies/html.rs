//! Sessions as pages: nothing that was typed, or that stands in a journal, becomes live markup.
//!
//! An input that starts with `{` is a journal, line by line. Any other is a session to be played: the first line says what
//! (`d`rill, else an interview) and the session's name, the others are typed.

#[path = "../../tests/support/played.rs"]
mod played;
#[path = "../../tests/support/sound.rs"]
mod sound;

use std::sync::{Arc, LazyLock};

use played::{played, setup, started};
use scraper::Html;
use sparring::dialogue::drill::{Drill, PreparedQuestion};
use sparring::dialogue::{Interview, Prepared, SessionKind, Talk};
use sparring::journal::{FORMAT, Header, Record};
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
        started: started(),
        setup: setup(),
    }
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
            (played(&mut talk, &lines), None)
        }
        SessionKind::Interview => {
            let mut talk = Interview::new(Arc::clone(&PROBLEM), header.setup.clone());
            let records = played(&mut talk, &lines);
            (records, Some(Margin::of(&talk)))
        }
    };
    let session = Session { name, header: &header, records: &records, found };
    let page = sound::sound(name, &html::write(&session));
    only_known_elements(&page);
    others(&session);
}

/// A journal may hold whatever a text editor can write.
fn of_journal(text: &str) {
    let mut records = text.lines().map_while(Record::from_line);
    let Some(Record::Header(header)) = records.next() else { return };
    let records: Vec<Record> = records.collect();
    let session = Session { name: "a journal", header: &header, records: &records, found: None };
    only_known_elements(&sound::inert("a journal", &html::write(&session)));
    others(&session);
    let mut talk: Box<dyn Talk> = match header.kind {
        SessionKind::Interview => Box::new(Interview::new(Arc::clone(&PROBLEM), header.setup.clone())),
        SessionKind::Drill => Box::new(Drill::new(Arc::clone(&QUESTION), header.setup.clone())),
    };
    replay_with(talk.as_mut(), &records);
}

fn only_known_elements(page: &Html) {
    for element in sound::select(page, "*") {
        let name = element.value().name();
        assert!(ELEMENTS.split_whitespace().any(|known| known == name), "<{name}> is live");
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
