//! `sparring replay`.

use super::workspace::Workspace;
use super::{findings, review};
use crate::error::Result;
use crate::journal::Read;
use crate::review::document::{Document, Line, Tone};
use crate::review::{Difference, replay_with, transcript, why};
use crate::session::{Cast, cast};
use crate::terminal::Output;

/// Run a session again from its events: the same moves and marks, byte for byte.
///
/// Exits with 1 when they differ, which they only do when the rubric, the vocabulary or the program changed since.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  sparring replay last\n  sparring replay last --why | less")]
pub struct Args {
    /// A session: its name, the start of its name, or `last`.
    session: String,
    /// Say only whether moves and marks are the same.
    #[arg(long)]
    quiet: bool,
    /// Say of every move why it was chosen, and what else stood to choose.
    #[arg(long, conflicts_with = "quiet")]
    why: bool,
}

pub fn run(args: &Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let read = review::find(&args.session, workspace)?;
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
        let line = format!("The rubric has changed: it was version {}, it is {}.", read.header.version, version);
        document.paragraph(Line::default().with(Tone::Bad, line));
    }
    match &again.difference {
        None => document.paragraph(format!("Replayed {} events: the same moves and marks.", events(&read))),
        Some(difference) => describe(difference, &mut document),
    }
    output.document(&document)?;
    match again.difference {
        Some(_) => Err(findings("the replay differs from the journal")),
        None => Ok(()),
    }
}

fn events(read: &Read) -> usize {
    read.records.iter().filter(|r| matches!(r, crate::journal::Record::Event { .. })).count()
}

fn describe(difference: &Difference, document: &mut Document) {
    let line = |text: &Option<String>| text.clone().unwrap_or_else(|| "(nothing)".to_owned());
    document.paragraph(format!("The first difference is at line {} of the journal:", difference.record + 1));
    document.item("-", Line::default().with(Tone::Bad, line(&difference.then)));
    document.item("+", Line::default().with(Tone::Good, line(&difference.now)));
}
