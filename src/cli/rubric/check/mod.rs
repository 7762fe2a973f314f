//! `sparring rubric check`.

mod explain;
mod fix;
mod report;
mod sources;

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap_complete::engine::ArgValueCandidates;

use self::sources::Source;
use super::findings;
use crate::check::{self, Finding};
use crate::cli::shell;
use crate::cli::workspace::Workspace;
use crate::error::Result;
use crate::matching::Field;
use crate::messages::tr;
use crate::review::parallel::in_parallel;
use crate::rubric::fault::Level;
use crate::rubric::{Kind, Library};
use crate::terminal::{Output, Progress};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files or folders; nothing checks all rubric folders in use, or the built-in bank if there is none.
    paths: Vec<PathBuf>,
    /// How to print the faults.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Mend what can be mended without a doubt, and say what was changed: commas, comments, misspelt keys, ids that are not
    /// the file's name, doubled patterns and the like.
    #[arg(long)]
    fix: bool,
    /// Fail on warnings as well, such as a sample that misses its point: for a pipeline.
    #[arg(long)]
    strict: bool,
    /// Tell about a kind of fault: what it is, why it matters, an example and what to write instead.
    #[arg(long, value_name = "CODE", conflicts_with_all = ["paths", "format", "fix", "strict"], add = ArgValueCandidates::new(shell::faults))]
    explain: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Human,
    /// For programs: a list of objects, each with its place, and `fix` where there is a safe one.
    Json,
    /// Workflow commands, which GitHub shows beside the lines of a pull request.
    Github,
}

/// A checked file: its name for people, its text, what was found.
pub(super) struct Checked {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) findings: Vec<Finding>,
}

impl Checked {
    /// Checks one file.
    pub(super) fn new(path: &Path, field: &Field, library: &Library) -> Checked {
        let source = Source::of(path);
        let questions = questions(library, std::slice::from_ref(&source));
        one(&source, field, &questions)
    }

    pub(super) fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|f| f.fault.level == level).count()
    }

    pub(super) fn print(&self, output: &mut Output) -> Result<()> {
        report::print(std::slice::from_ref(self), Format::Human, output)
    }
}

/// The vocabulary in use. One with a fault is a finding like any other: the rest is held against the built-in one.
pub(super) fn field(library: &Library) -> Result<Field> {
    let words = library.vocabulary().or_else(|_| Library::default().vocabulary())?;
    Ok(Field::new(words.get()))
}

pub fn run(args: &Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    if let Some(code) = &args.explain {
        return explain::run(code, output);
    }
    let library = workspace.library();
    let field = field(&library)?;
    let sources = sources::all(&args.paths, &library)?;
    let questions = questions(&library, &sources);
    let progress = Progress::before_output(tr!("files"), sources.len(), workspace.settings.form());
    let mended = if args.fix { fix::all(&sources, &field, &questions)? } else { Vec::new() };
    let sources = if mended.is_empty() { sources } else { sources::all(&args.paths, &library)? };
    let checked = in_parallel(&sources, |source| {
        progress.done_one();
        one(source, &field, &questions)
    });
    drop(progress);
    if args.format == Format::Human {
        mended.iter().try_for_each(|line| output.text(&format!("{line}\n")))?;
    }
    report::print(&checked, args.format, output)?;
    let count = |level: Level| checked.iter().map(|c| c.count(level)).sum::<usize>();
    let (errors, warnings) = (count(Level::Error), count(Level::Warning));
    if args.format == Format::Human {
        let more = fixable(&checked, args.fix);
        output.say(&tr!(
            "{} file(s) checked: {errors} error(s), {warnings} warning(s){more}",
            checked.len(),
            errors,
            warnings,
            more
        ))?;
    }
    match (errors, warnings) {
        (0, 0) => Ok(()),
        (0, _) if !args.strict => Ok(()),
        (0, _) => Err(findings(tr!("{warnings} warning(s) in rubric files", warnings))),
        (_, _) => Err(findings(tr!("{errors} error(s) in rubric files", errors))),
    }
}

fn fixable(checked: &[Checked], fixed: bool) -> String {
    let fixable = checked.iter().flat_map(|c| &c.findings).filter(|f| f.fix.is_some()).count();
    if fixable == 0 || fixed { String::new() } else { tr!("; --fix mends {fixable}", fixable) }
}

/// The questions that can be studied: those at hand, and those that are checked.
fn questions(library: &Library, sources: &[Source]) -> Vec<String> {
    let mut ids: Vec<String> = library.list().into_iter().filter(|e| e.kind == Kind::Question).map(|e| e.id).collect();
    let stem = |source: &Source| source.path.file_stem().and_then(|s| s.to_str()).map(str::to_owned);
    ids.extend(sources.iter().filter(|s| s.path.parent().is_some_and(|p| p.ends_with("questions"))).filter_map(stem));
    ids
}

fn one(source: &Source, field: &Field, questions: &[String]) -> Checked {
    let (text, mut findings) = match &source.text {
        Ok(text) => (text.clone(), check::check_among(&source.path, text, field, questions)),
        Err(why) => (String::new(), vec![Finding::unreadable(why)]),
    };
    findings.extend(source.remark.clone());
    Checked { name: source.name.clone(), text, findings }
}
