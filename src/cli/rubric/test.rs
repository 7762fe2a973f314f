//! `sparring rubric test`.

use crate::cli::shell;
use crate::messages::tr;
use clap_complete::engine::ArgValueCandidates;
use std::path::PathBuf;

use super::{findings, marked};
use crate::cli::workspace::Workspace;
use crate::error::{Error, Result};
use crate::matching::{Field, Marker};
use crate::review::debrief::hundred;
use crate::review::document::{Document, Line, Mark, Tone};
use crate::review::samples::{FULL, models, samples};
use crate::terminal::{Output, Progress};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Ids of problems and questions; nothing tests all.
    #[arg(add = ArgValueCandidates::new(shell::ids))]
    pub(super) ids: Vec<String>,
    /// Compare with people: a file with {"rubric", "step", "answer", "grade"} objects, one a line, grades of 10. An object
    /// may also list the "points" that the grader gave.
    #[arg(long, value_name = "FILE")]
    marked: Option<PathBuf>,
    /// With --marked: what each point and pattern contributed, and what never fired.
    #[arg(long, requires = "marked")]
    pub(super) patterns: bool,
}

pub fn run(args: &Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let library = workspace.library();
    let vocabulary = Field::new(library.vocabulary()?.get());
    if let Some(file) = &args.marked {
        return marked::compare(file, args, &library, &vocabulary, output);
    }
    let ids: Vec<String> =
        if args.ids.is_empty() { library.list().into_iter().map(|e| e.id).collect() } else { args.ids.clone() };
    let progress = Progress::before_output(tr!("rubrics"), ids.len(), workspace.settings.form());
    let mut document = Document::default();
    let mut rows = Vec::new();
    let (mut failed, mut broken) = (0, 0);
    for id in &ids {
        let rubric = match library.load(id) {
            Ok(loaded) => loaded.rubric,
            // One broken file keeps nobody from testing the others; one that was asked for by name is an error.
            Err(error) if args.ids.is_empty() => {
                rows.push(vec![id.clone(), tr!("cannot be read"), tr!("see `sparring rubric check`")]);
                document.item(Mark::Mind, Line::default().with(Tone::Bad, format!("{id}: ")).and(one_line(&error)));
                broken += 1;
                progress.done_one();
                continue;
            }
            Err(error) => return Err(error),
        };
        let marker = Marker::new(&rubric, &vocabulary);
        let samples = samples(&rubric, &marker);
        for sample in samples.iter().filter(|sample| !sample.right()) {
            let line = Line::default().with(Tone::Bad, format!("{id} {}: ", sample.says()));
            document.item(Mark::Mind, line.and(sample.text.clone()));
        }
        let (right, all) = (samples.iter().filter(|sample| sample.right()).count(), samples.len());
        let marks: Vec<f64> = models(&rubric, &marker).into_iter().map(|(_, mark)| mark).collect();
        failed += all - right + marks.iter().filter(|mark| **mark < FULL).count();
        let marks: Vec<String> = marks.iter().map(|m| hundred(*m).to_string()).collect();
        rows.push(vec![
            id.clone(),
            tr!("{right} of {all} samples", right, all),
            tr!("model answer {}", marks.join(" ")),
        ]);
        progress.done_one();
    }
    drop(progress);
    document.table(["", "", ""], rows);
    output.document(&document)?;
    if broken > 0 {
        let more =
            if failed > 0 { tr!(", and {failed} sample(s) or model answer(s) fail", failed) } else { String::new() };
        Err(findings(tr!("{broken} rubric(s) cannot be read{more}", broken, more)))
    } else if failed > 0 {
        Err(findings(tr!("{failed} sample(s) or model answer(s) are not marked as they should be", failed)))
    } else {
        Ok(())
    }
}

fn one_line(error: &Error) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}
