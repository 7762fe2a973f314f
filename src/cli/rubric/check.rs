//! `sparring rubric check`.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Format, findings, json};
use crate::check::{self, Finding};
use crate::cli::workspace::Workspace;
use crate::error::{Error, Result};
use crate::matching::Field;
use crate::rubric::fault::Level;
use crate::rubric::{Library, files_below, read_file};
use crate::terminal::snippet;
use crate::terminal::{Output, Progress};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files or folders; nothing checks all rubric folders in use, or the built-in bank if there is none.
    paths: Vec<PathBuf>,
    /// How to print the faults.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// A file to check: its name for people, its place, its text.
struct Checked {
    name: String,
    text: String,
    findings: Vec<Finding>,
}

pub fn run(args: &Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let library = workspace.library();
    let vocabulary = Field::new(library.vocabulary()?.get());
    let mut checked = Vec::new();
    let sources = sources(&args.paths, &library)?;
    let progress = Progress::new("files", Some(sources.len() as u64));
    for (name, path, text) in sources {
        progress.done_one();
        match text {
            Ok(text) => {
                let findings = check::check(&path, &text, &vocabulary);
                checked.push(Checked { name, text, findings });
            }
            Err(error) => {
                let findings = vec![check::unreadable(error.to_string().replace("\n  hint: ", "; "))];
                checked.push(Checked { name, text: String::new(), findings });
            }
        }
    }
    drop(progress);
    match args.format {
        Format::Human => print_findings(&checked, output)?,
        Format::Json => output.text(&json(&faults(&checked)))?,
    }
    let count = |level: Level| checked.iter().flat_map(|c| &c.findings).filter(|f| f.fault.level == level).count();
    let (errors, warnings) = (count(Level::Error), count(Level::Warning));
    if args.format == Format::Human {
        output.text(&format!("{} file(s) checked: {errors} error(s), {warnings} warning(s)\n", checked.len()))?;
    }
    if errors > 0 { Err(findings(format!("{errors} error(s) in rubric files"))) } else { Ok(()) }
}

type Sources = Vec<(String, PathBuf, Result<String>)>;

fn sources(paths: &[PathBuf], library: &Library) -> Result<Sources> {
    let files: Vec<PathBuf> = if paths.is_empty() {
        library.files()
    } else {
        paths.iter().flat_map(|path| if path.is_dir() { files_below(path) } else { vec![path.clone()] }).collect()
    };
    if files.is_empty() && paths.is_empty() {
        let built_in = library.list().into_iter().map(|entry| {
            let text = library.text(&entry.id).map(|(_, _, text)| text.into_owned());
            (format!("built-in/{}.json", entry.id), Path::new(&format!("{}.json", entry.id)).to_path_buf(), text)
        });
        return Ok(built_in.collect());
    }
    if files.is_empty() {
        return Err(Error::usage("there is no rubric file in what you named")
            .hint("name a .json file, or a folder that holds some"));
    }
    Ok(files.into_iter().map(|path| (path.display().to_string(), path.clone(), read_file(&path))).collect())
}

fn print_findings(checked: &[Checked], output: &mut Output) -> Result<()> {
    for file in checked {
        for finding in &file.findings {
            let styled = output.is_styled();
            output.text(&snippet::render(&file.name, &file.text, finding, styled))?;
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct FaultLine<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    severity: String,
    code: &'a str,
    message: &'a str,
    help: &'a str,
}

fn faults(checked: &[Checked]) -> Vec<FaultLine<'_>> {
    checked
        .iter()
        .flat_map(|file| {
            file.findings.iter().map(|f| FaultLine {
                file: &file.name,
                line: f.line,
                column: f.column,
                severity: f.fault.level.to_string(),
                code: f.fault.code,
                message: &f.fault.message,
                help: &f.fault.help,
            })
        })
        .collect()
}
