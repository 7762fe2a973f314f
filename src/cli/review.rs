//! `sparring review`.

use std::path::PathBuf;

use super::workspace::Workspace;
use crate::dialogue::drill::Grade;
use crate::dialogue::{SessionKind, mmss};
use crate::error::{Error, Result, closest};
use crate::journal::{self, Read};
use crate::review::debrief::hundred;
use crate::review::document::{Block, Document, Line, Tone};
use crate::review::{Row, rows, transcript};
use crate::terminal::Output;

/// List past sessions, or show one with its marks.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sparring review\n  sparring review last\n  sparring review last --export html --out last.html"
)]
pub struct Args {
    /// A session: its name, the start of its name, or `last`.
    session: Option<String>,
    #[command(flatten)]
    export: super::export::Export,
}

pub fn run(args: &Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    match &args.session {
        Some(name) => {
            let read = find(name, workspace)?;
            if args.export.run(&read, workspace, output)? {
                return Ok(());
            }
            output.document(&transcript::document(&read.header, &read.records))
        }
        None => list(workspace, output),
    }
}

fn list(workspace: &Workspace, output: &mut Output) -> Result<()> {
    let folder = workspace.transcripts()?;
    let (rows, bad) = rows(folder);
    let mut document = Document::default();
    if rows.is_empty() {
        document.paragraph(format!("No sessions in {} yet. `sparring interview` starts one.", folder.display()));
    } else {
        let heads = ["Session", "Level", "Verdict", "Mark", "Steps", "Time"].map(str::to_owned).to_vec();
        document.blocks.push(Block::Table(heads, rows.iter().map(cells).collect()));
    }
    for (_, error) in bad {
        document.paragraph(Line::default().with(Tone::Bad, format!("Skipped: {error}")));
    }
    output.document(&document)
}

fn cells(row: &Row) -> Vec<String> {
    let verdict = match (row.verdict, &row.drilled) {
        (Some(verdict), _) => verdict.says(),
        (None, Some(report)) => report.grade.map_or("(left)", Grade::says),
        (None, None) => "(interrupted)",
    };
    let mark = row.total.map_or(String::from("  -"), |t| format!("{:>3}", hundred(t)));
    let steps: Vec<String> = row.steps.iter().map(|s| format!("{:>3}", hundred(*s))).collect();
    let level = match row.header.kind {
        SessionKind::Interview => row.header.setup.level.name(),
        SessionKind::Drill => "drill",
    };
    vec![row.name.clone(), level.to_owned(), verdict.to_owned(), mark, steps.join(" "), mmss(row.used)]
}

/// The session of a name.
pub fn find(name: &str, workspace: &Workspace) -> Result<Read> {
    let folder = workspace.transcripts()?;
    let paths = journal::sessions(folder);
    let stem = |path: &PathBuf| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let found = match name {
        "last" => paths.last(),
        _ => paths.iter().find(|p| stem(p) == name).or_else(|| paths.iter().rev().find(|p| stem(p).starts_with(name))),
    };
    match found {
        Some(path) => {
            let read = journal::read(path)?;
            match read.damaged_at {
                Some(line) => {
                    let message = format!("{} is damaged at line {line}", path.display());
                    Err(Error::data(message).hint("it is left as it is"))
                }
                None => Ok(read),
            }
        }
        None => {
            let error = Error::usage(format!("there is no session `{name}` in {}", folder.display()));
            let names: Vec<String> = paths.iter().map(stem).collect();
            Err(match closest(name, names.iter().map(String::as_str)) {
                Some(near) => error.hint(format!("did you mean `{near}`?")),
                None => error.hint("`sparring review` lists them"),
            })
        }
    }
}
