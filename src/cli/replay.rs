//! `sparring replay`.

use super::shell;
use clap_complete::engine::ArgValueCandidates;
use std::path::{Path, PathBuf};

use super::grade::read_answer;
use super::workspace::Workspace;
use super::{findings, review};
use crate::dialogue::{Event, mmss};
use crate::error::{Error, Result};
use crate::journal::{Read, Record};
use crate::messages::tr;
use crate::review::document::{Document, Line, Mark, Tone};
use crate::review::{Difference, regrade, replay_with, transcript, why};
use crate::session::{Cast, cast, edit, replay_interview};
use crate::terminal::Output;

/// Run a session again from its events: the same moves and marks, byte for byte.
///
/// Exits with 1 when they differ, which they only do when the rubric, the vocabulary or the program changed since.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sparring replay last\n  sparring replay last --why\n  sparring replay last --edit 7"
)]
pub struct Args {
    /// A session: its name, the start of its name, or `last`.
    #[arg(add = ArgValueCandidates::new(shell::sessions))]
    session: String,
    /// Say only whether moves and marks are the same.
    #[arg(long)]
    quiet: bool,
    /// Say of every move why it was chosen, and what else stood to choose.
    #[arg(long, conflicts_with = "quiet")]
    why: bool,
    /// Change one answer and see the new marks; without a number, lists the answers. Nothing is saved.
    #[arg(long, value_name = "NUMBER", num_args = 0..=1, default_missing_value = "0", conflicts_with_all = ["quiet", "why"])]
    edit: Option<usize>,
    /// Take the changed answer from a file instead of your editor.
    #[arg(long, value_name = "FILE", requires = "edit")]
    with: Option<PathBuf>,
}

pub fn run(args: &Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let find = if args.edit.is_some() { review::find_interview } else { review::find };
    let read = find(&args.session, workspace)?;
    if let Some(number) = args.edit {
        return edited(read, number, args.with.as_deref(), workspace, output);
    }
    let library = workspace.library();
    let Cast { mut talk, version, .. } =
        cast(&library, read.header.kind, &read.header.rubric, read.header.setup.clone())?;
    let again = replay_with(talk.as_mut(), &read.records);
    if args.why {
        output.document(&why::document(&read.header.title, &again))?;
    } else if !args.quiet {
        output.document(&transcript::document(&read.header, &again.records))?;
    }
    let mut document = Document::default();
    let changed = version != read.header.version;
    if changed {
        let line = tr!(
            "The rubric has changed: it was version {before}, it is {version}.",
            before = read.header.version,
            version
        );
        document.paragraph(Line::default().with(Tone::Bad, line));
    }
    match &again.difference {
        None => document.paragraph(tr!("Replayed {} events: the same moves and marks.", events(&read))),
        Some(difference) => describe(difference, &mut document),
    }
    output.document(&document)?;
    match again.difference {
        Some(_) => Err(findings(tr!("the replay differs from the journal"))),
        None => Ok(()),
    }
}

/// The answers of a session: the position of each record, when, and what was said.
fn answers(read: &Read) -> Vec<(usize, u64, &str)> {
    let mut all = Vec::new();
    for (place, record) in read.records.iter().enumerate() {
        if let Record::Event { stamp, event: Event::Line { text } } = record
            && text.split_whitespace().count() > 1
        {
            all.push((place, stamp.at, text.as_str()));
        }
    }
    all
}

/// The marks with one answer changed, beside those without.
fn edited(
    mut read: Read,
    number: usize,
    with: Option<&Path>,
    workspace: &Workspace,
    output: &mut Output,
) -> Result<()> {
    let library = workspace.library();
    let all = answers(&read);
    let Some((place, _, said)) = number.checked_sub(1).and_then(|n| all.get(n)).copied() else {
        let mut document = Document::default();
        document.paragraph(tr!("Answers of {}; --edit NUMBER changes one.", read.name()));
        let row = |(n, (_, at, text)): (usize, &(usize, u64, &str))| {
            let first: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(ANSWER).collect();
            vec![(n + 1).to_string(), mmss(*at), first]
        };
        document.table(["", "", ""], all.iter().enumerate().map(row));
        output.page(&document)?;
        return if number == 0 { Ok(()) } else { Err(Error::usage(tr!("there is no answer {number}", number))) };
    };
    let text = match with {
        Some(file) => read_answer(Some(file.to_path_buf()))?.trim_end().to_owned(),
        None => edit(said, output.editor())?.trim_end().to_owned(),
    };
    if text == said {
        return Err(Error::usage(tr!("answer {number} was left as it is", number)));
    }
    let Some(before) = replay_interview(&library, &read.header, &read.records)? else {
        return Err(Error::usage(tr!("only answers of an interview can be changed")));
    };
    if let Record::Event { event: Event::Line { text: said }, .. } = &mut read.records[place] {
        *said = text;
    }
    let Some(after) = replay_interview(&library, &read.header, &read.records)? else { return Ok(()) };
    let title = tr!("{} with answer {number} changed", read.name(), number);
    let (then, now) = (before.interview.debrief(), after.interview.debrief());
    output.page(&regrade::document(&title, (&before.version, &after.version), &then, &now))
}

/// Characters of an answer in the list.
const ANSWER: usize = 60;

fn events(read: &Read) -> usize {
    read.records.iter().filter(|r| matches!(r, Record::Event { .. })).count()
}

fn describe(difference: &Difference, document: &mut Document) {
    let line = |text: &Option<String>| text.clone().unwrap_or_else(|| "(nothing)".to_owned());
    document.paragraph(tr!("The first difference is at line {} of the journal:", difference.record + 1));
    document.item(Mark::Dash, Line::default().with(Tone::Bad, line(&difference.then)));
    document.item(Mark::Earned, Line::default().with(Tone::Good, line(&difference.now)));
}
