//! `sparring rubric coverage`.

use crate::cli::shell;
use crate::messages::tr;
use clap_complete::engine::ArgValueCandidates;
use std::collections::BTreeMap;

use crate::cli::workspace::Workspace;
use crate::error::Result;
use crate::journal::{self, Depth, Read};
use crate::matching::{Field, Marker};
use crate::review::coverage::Coverage;
use crate::review::document::Document;
use crate::rubric::{Point, is_id};
use crate::terminal::{Output, Progress};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Ids of problems and questions; nothing looks at all that were practised.
    #[arg(add = ArgValueCandidates::new(shell::ids))]
    ids: Vec<String>,
}

pub fn run(args: &Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let library = workspace.library();
    let field = Field::new(library.vocabulary()?.get());
    let sessions = sessions(&args.ids, workspace)?;
    let mut document = Document::default();
    document.title(tr!("What your sessions say of the rubrics"));
    for id in args.ids.iter().filter(|id| !sessions.contains_key(*id)) {
        library.load(id)?;
        document.paragraph(tr!("{id}: no session yet.", id));
    }
    if sessions.is_empty() && args.ids.is_empty() {
        document.paragraph(tr!("No sessions yet. `sparring interview` or `sparring drill` begins."));
    }
    for (id, sessions) in sessions {
        // A rubric that is no longer there says nothing about its patterns.
        let rubric = match library.load(&id) {
            Ok(loaded) => loaded.rubric,
            Err(error) if args.ids.is_empty() => {
                document.paragraph(format!("{id}: {error}"));
                continue;
            }
            Err(error) => return Err(error),
        };
        let marker = Marker::new(&rubric, &field);
        let points: Vec<&Point> = rubric.points().collect();
        let mut coverage = Coverage::new(points.len());
        sessions.iter().for_each(|read| coverage.add(&read.records, &points, &marker));
        coverage.document(&id, &points, &mut document);
    }
    output.page(&document)
}

/// The sessions of each rubric, oldest first. Files that cannot be read have none: `sparring review` names them.
fn sessions(ids: &[String], workspace: &Workspace) -> Result<BTreeMap<String, Vec<Read>>> {
    let paths = journal::sessions(workspace.transcripts()?);
    let progress = Progress::before_output(tr!("sessions"), paths.len(), workspace.settings.form());
    let mut sessions: BTreeMap<String, Vec<Read>> = BTreeMap::new();
    for path in paths {
        progress.done_one();
        let header = journal::ends(&path, Depth::Steps).map(|ends| ends.header.rubric);
        let wanted = header.is_ok_and(|id| is_id(&id) && (ids.is_empty() || ids.contains(&id)));
        if let (true, Ok(read)) = (wanted, journal::read(&path)) {
            sessions.entry(read.header.rubric.clone()).or_default().push(read);
        }
    }
    Ok(sessions)
}
