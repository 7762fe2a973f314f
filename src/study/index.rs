//! What there is to read, by topic.

use std::collections::BTreeMap;

use super::sheets::SHEETS;
use crate::messages::tr;
use crate::review::debrief::hundred;
use crate::review::document::{Document, Line, Tone};
use crate::rubric::{Entry, Kind};

/// How much of the list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown<'a> {
    /// Everything.
    All,
    /// One topic.
    Topic(&'a str),
}

/// The list of what there is to read; `best` gives the best mark so far of an id.
pub fn index(entries: &[Entry], shown: Shown<'_>, best: &dyn Fn(&str) -> Option<f64>) -> Document {
    let mut out = Document::default();
    match shown {
        Shown::All => {
            out.title(tr!("What to read"));
            let says = [
                ("checklist", tr!("what to be able to do, and how far you are")),
                ("stories", tr!("your own projects, to tell")),
            ];
            let sheets = SHEETS.iter().map(|sheet| (sheet.name, sheet.says.to_owned())).chain(says);
            out.heading(tr!("The interview itself"));
            table(&mut out, sheets.map(|(name, says)| vec![name.to_owned(), says]).collect());
        }
        Shown::Topic(topic) => out.title(tr!("What to read on {topic}", topic)),
    }
    let mut topics: BTreeMap<(Kind, &str), Vec<&Entry>> = BTreeMap::new();
    for entry in entries.iter().filter(|e| shown == Shown::All || shown == Shown::Topic(&e.topic)) {
        let topic = match (entry.kind, shown) {
            (Kind::Problem, Shown::All) => "",
            (Kind::Problem, Shown::Topic(_)) | (Kind::Question, _) => entry.topic.as_str(),
        };
        topics.entry((entry.kind, topic)).or_default().push(entry);
    }
    for ((kind, topic), entries) in topics {
        out.heading(match kind {
            Kind::Problem => tr!("Problems"),
            Kind::Question if topic.is_empty() => tr!("Questions without a topic"),
            Kind::Question => capital(topic),
        });
        table(&mut out, entries.into_iter().map(|entry| row(entry, best(&entry.id))).collect());
    }
    out.paragraph(
        Line::default().with(Tone::Strong, "sparring study NAME").and(tr!(" opens a page, and a topic lists its own.")),
    );
    out
}

fn row(entry: &Entry, best: Option<f64>) -> Vec<String> {
    let title = entry.title.clone().unwrap_or_else(|| tr!("(cannot be read)"));
    let best = best.map_or(String::new(), |mark| tr!("best {}", hundred(mark)));
    vec![entry.id.clone(), title, best]
}

fn table(out: &mut Document, rows: Vec<Vec<String>>) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    out.table([tr!("Name"), tr!("What it is"), tr!("Mark")].into_iter().take(columns), rows);
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
