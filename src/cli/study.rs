//! `sparring study`.

use super::shell;
use clap_complete::engine::ArgValueCandidates;
use std::collections::HashMap;

use super::past::sessions;
use super::workspace::Workspace;
use crate::error::{Error, Result, closest};
use crate::journal::{self, Depth};
use crate::messages::tr;
use crate::review::Row;
use crate::review::checklist::{self, Attempt, CHECKLIST, Standing};
use crate::rubric::{Entry, Library, Rubric};
use crate::study::{self, SHEETS, Sheet, Shelf, Shown};
use crate::terminal::Output;

/// Read: a concept with a strong answer, a problem step by step, the framework and its numbers.
///
/// Without a name it lists what there is, by topic. Long pages open in $PAGER; PAGER=cat prints them.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sparring study\n  sparring study cap-theorem\n  sparring study consistent hashing\n  sparring study messaging\n  sparring study numbers\n  sparring study checklist"
)]
pub struct Args {
    /// A problem, a question or a topic; framework, requirements, numbers, deep-dive, scaling; checklist or stories.
    #[arg(add = ArgValueCandidates::new(shell::ids))]
    name: Vec<String>,
}

pub fn run(args: &Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let library = workspace.library();
    let name = args.name.join(" ").split_whitespace().collect::<Vec<_>>().join("-").to_lowercase();
    if let Some(sheet) = Sheet::named(&name) {
        return output.page(&sheet.document());
    }
    match name.as_str() {
        "" => output.page(&study::index(&library.list(), Shown::All, &best(workspace))),
        "checklist" => output.page(&checklist::document(&standing(&past(workspace), workspace))),
        "stories" => output.page(&study::all_stories(&library.experience()?)),
        _ => read(&name, &library, workspace, output),
    }
}

fn read(name: &str, library: &Library, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let entries = library.list();
    if let Some(entry) = entries.iter().find(|e| e.id == name || slug(e.title.as_deref().unwrap_or("")) == name) {
        let rubric = library.load(&entry.id)?.rubric;
        // A page of one rubric does not fail because another has a fault.
        let rubrics: Vec<Rubric> = entries.iter().filter_map(|e| library.load(&e.id).ok()).map(|l| l.rubric).collect();
        let experience = library.experience()?;
        return output.page(&study::page(&rubric, Shelf { rubrics: &rubrics, experience: &experience }));
    }
    if let Some(entry) = entries.iter().find(|e| slug(&e.topic) == name) {
        return output.page(&study::index(&entries, Shown::Topic(&entry.topic), &best(workspace)));
    }
    Err(unknown(name, &entries))
}

/// What a name would look like as an id.
fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

/// Most names that are offered.
const OFFERED: usize = 4;

fn unknown(name: &str, entries: &[Entry]) -> Error {
    let error = Error::usage(tr!("there is nothing to read on `{}`", crate::text::plain(name)));
    let sheets = SHEETS.iter().map(|sheet| sheet.name).chain(["checklist", "stories"]);
    let known = entries.iter().flat_map(|e| [e.id.as_str(), e.topic.as_str()]).chain(sheets);
    if let Some(near) = closest(name, known) {
        return error.hint(tr!("did you mean `{near}`?", near));
    }
    match holding(name, entries).as_slice() {
        [] => error.hint(tr!("`sparring study` lists what there is")),
        some => error.hint(tr!("did you mean {}?", some.join(" or "))),
    }
}

/// The ids whose names hold most of the words that were typed.
fn holding(name: &str, entries: &[Entry]) -> Vec<String> {
    let typed: Vec<&str> = name.split('-').filter(|word| word.len() > 2).collect();
    let held = |e: &Entry| {
        let all = format!("{}-{}-{}", e.id, slug(e.title.as_deref().unwrap_or("")), e.topic);
        typed.iter().filter(|word| all.contains(**word)).count()
    };
    let most = entries.iter().map(held).max().unwrap_or(0);
    let best = entries.iter().filter(|e| most > 0 && held(e) == most);
    best.take(OFFERED).map(|e| format!("`{}`", e.id)).collect()
}

/// Past sessions; without a folder there are none.
pub fn past(workspace: &Workspace) -> Vec<Row> {
    workspace
        .transcripts()
        .map(|folder| sessions(folder, Depth::Points, workspace.settings.form()).0)
        .unwrap_or_default()
}

/// How far each item of the checklist is: from sessions, and from rounds of estimates.
pub fn standing(past: &[Row], workspace: &Workspace) -> Vec<Standing> {
    let rounds = workspace.transcripts().map(journal::rounds).unwrap_or_default();
    let of_rounds = rounds.iter().filter_map(Attempt::of_round);
    CHECKLIST.standing(&past.iter().flat_map(Attempt::of).chain(of_rounds).collect::<Vec<_>>())
}

fn best(workspace: &Workspace) -> impl Fn(&str) -> Option<f64> + use<> {
    let mut best: HashMap<String, f64> = HashMap::new();
    for row in past(workspace) {
        if let Some(total) = row.total {
            let mark = best.entry(row.header.rubric).or_insert(total);
            *mark = mark.max(total);
        }
    }
    move |id| best.get(id).copied()
}
