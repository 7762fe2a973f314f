//! `sparring review`.

use super::shell;
use clap_complete::engine::ArgValueCandidates;
use std::path::{Path, PathBuf};

use super::workspace::{Workspace, data_folder};
use super::{findings, past};
use crate::clock;
use crate::dialogue::drill::Grade;
use crate::dialogue::{Debrief, Marks, SessionKind, mmss};
use crate::error::{Error, Result, closest};
use crate::journal::{self, Depth, Read, Record};
use crate::messages::tr;
use crate::review::debrief::hundred;
use crate::review::document::{Cell, Document, Line, Tone};
use crate::review::filter::{Filter, since};
use crate::review::transcript::Margin;
use crate::review::{Row, again, doctor, only_step, regrade, search, transcript};
use crate::rubric::StepId;
use crate::session::replay_interview;
use crate::terminal::Output;

/// List past sessions, search them, show one with its marks, or compare two.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sparring review\n  sparring review --problem url-shortener --since 2w --below 60\n  sparring review --search \"consistent hashing\"\n  sparring review last --step deep-dive\n  sparring review --compare 2026-11-20 last\n  sparring review last --regrade\n  sparring review last --export html --out last.html"
)]
pub struct Args {
    /// A session: its name, the start of its name, or `last`.
    #[arg(add = ArgValueCandidates::new(shell::sessions))]
    session: Option<String>,
    /// Only this step of it.
    #[arg(long, value_enum, value_name = "STEP", requires = "session")]
    step: Option<super::interview::StepArg>,
    /// Two attempts at one problem side by side.
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with = "session")]
    compare: Option<Vec<String>>,
    /// The marks with the rubrics of today beside those given then, which stay.
    #[arg(long, requires = "session")]
    regrade: bool,
    /// What is wrong with the journals; what can be saved of a damaged one goes into a new file.
    #[arg(long, conflicts_with_all = ["session", "compare"])]
    doctor: bool,
    /// Only sessions of this problem or question.
    #[arg(long, value_name = "ID", add = ArgValueCandidates::new(shell::ids))]
    problem: Option<String>,
    /// Only sessions of this topic.
    #[arg(long, value_name = "TOPIC", conflicts_with = "problem", add = ArgValueCandidates::new(shell::topics))]
    topic: Option<String>,
    /// Only sessions since a day: 2026-11-20, 7d, 2w.
    #[arg(long, value_name = "DAY")]
    since: Option<String>,
    /// Only sessions with a mark below this, of 100.
    #[arg(long, value_name = "MARK")]
    below: Option<f64>,
    /// Only answers that hold this text.
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    #[command(flatten)]
    export: super::export::Export,
}

pub fn run(args: &Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    if let Some([first, second]) = args.compare.as_deref() {
        return compare(first, second, workspace, output);
    }
    match &args.session {
        Some(name) if args.regrade => marked_again(name, workspace, output),
        Some(name) => {
            let read = find(name, workspace)?;
            if args.export.run(&read, workspace, output)? { Ok(()) } else { show(&read, args, workspace, output) }
        }
        None if args.doctor => {
            let (document, damaged) = doctor::document(workspace.transcripts()?);
            output.page(&document)?;
            if damaged > 0 { Err(findings(tr!("{damaged} damaged journal(s)", damaged))) } else { Ok(()) }
        }
        None => list(args, workspace, output),
    }
}

fn filter(args: &Args, workspace: &Workspace) -> Result<Filter> {
    let now = clock::wall();
    let day = args.since.as_deref().map(|text| since(text, now).map_err(Error::usage)).transpose()?;
    let entries = workspace.library().list();
    let of_topic = args.topic.as_ref().map(|topic| {
        let ids: Vec<String> =
            entries.iter().filter(|e| e.topic.contains(topic.as_str())).map(|e| e.id.clone()).collect();
        if ids.is_empty() {
            let error = Error::usage(tr!("no rubric has the topic `{topic}`", topic));
            return Err(match closest(topic, entries.iter().map(|e| e.topic.as_str())) {
                Some(near) => error.hint(tr!("did you mean `{near}`?", near)),
                None => error.hint(tr!("`sparring rubric list` shows topics")),
            });
        }
        Ok(ids)
    });
    let rubrics = match (&args.problem, of_topic.transpose()?) {
        (Some(problem), _) => Some(vec![problem.clone()]),
        (None, ids) => ids,
    };
    Ok(Filter { rubrics, since: day, below: args.below.map(|mark| mark / 100.0) })
}

fn list(args: &Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let folder = workspace.transcripts()?;
    let filter = filter(args, workspace)?;
    let form = workspace.settings.form();
    if let (Some(text), true) = (&args.search, filter.is_empty()) {
        return output.page(&search::document(&past::hits(&journal::sessions(folder), text, form), text));
    }
    let (rows, bad) = past::sessions(folder, Depth::Steps, form);
    let wanted: Vec<&Row> = rows.iter().filter(|row| filter.fits(row)).collect();
    if let Some(text) = &args.search {
        let paths: Vec<PathBuf> = wanted.iter().map(|row| folder.join(format!("{}.jsonl", row.name))).collect();
        return output.page(&search::document(&past::hits(&paths, text, form), text));
    }
    let mut document = Document::default();
    if rows.is_empty() {
        document.paragraph(tr!("No sessions in {} yet. `sparring interview` starts one.", folder.display()));
        elsewhere(folder, &mut document);
    } else if wanted.is_empty() {
        document.paragraph(tr!("None of the {} sessions is like that.", rows.len()));
    } else {
        let heads = [tr!("Session"), tr!("Level"), tr!("Verdict"), tr!("Mark"), tr!("Steps"), tr!("Time")];
        document.table(heads, wanted.iter().map(|row| cells(row)));
    }
    for (_, error) in bad {
        document.paragraph(Line::default().with(Tone::Bad, tr!("Skipped: {error}", error)));
    }
    output.page(&document)
}

/// Says where the sessions are that somebody may miss here.
fn elsewhere(folder: &Path, out: &mut Document) {
    let usual = data_folder().map(|data| data.join("transcripts")).filter(|usual| usual != folder);
    let there = usual.as_ref().map_or(0, |usual| journal::sessions(usual).len());
    if let Some(usual) = usual.filter(|_| there > 0) {
        let why = tr!(
            "{there} are in {}. Where a folder holds `rubrics/`, its own `transcripts/` is used.",
            usual.display(),
            there
        );
        out.paragraph(why);
    }
}

fn cells(row: &Row) -> Vec<Cell> {
    let verdict = match (row.verdict, &row.drilled) {
        (Some(verdict), _) => verdict.says(),
        (None, Some(report)) => report.grade.map_or("(left)", Grade::says),
        (None, None) => "(interrupted)",
    };
    let mark = row.total.map_or(String::from("  -"), |t| format!("{:>3}", hundred(t)));
    let level = match row.header.kind {
        SessionKind::Interview => row.header.setup.level.name(),
        SessionKind::Drill => "drill",
    };
    let steps = Cell::Marks(row.steps.iter().map(|s| s.score).collect());
    vec![row.name.clone().into(), level.into(), verdict.into(), mark.into(), steps, mmss(row.used).into()]
}

/// One session, with what each answer earned below it where the rubric still says the same.
fn show(read: &Read, args: &Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let replayed = replay_interview(&workspace.library(), &read.header, &read.records).unwrap_or_default();
    let margins = match &replayed {
        Some(again) if again.replay.difference.is_none() => Margin::of(&again.interview),
        _ => Vec::new(),
    };
    let records = match args.step {
        Some(_) if read.header.kind == SessionKind::Drill => {
            return Err(Error::usage(tr!("{} is a drill and has no steps", read.name())).hint(tr!("leave --step out")));
        }
        Some(step) => only_step(&read.records, StepId::from(step)),
        None => read.records.clone(),
    };
    output.page(&transcript::with_margins(&read.header, &records, &margins))
}

fn marks(read: &Read) -> Result<Debrief> {
    let found = match read.records.iter().rev().find_map(Record::marks) {
        Some(Marks::Interview(debrief)) => Some(debrief),
        Some(Marks::Drill(_)) | None => None,
    };
    found.ok_or_else(|| {
        let error = Error::usage(tr!("{} has no marks of an interview", read.name()));
        error.hint(tr!("it was interrupted, or it is a drill"))
    })
}

fn compare(first: &str, second: &str, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let (a, b) = (find_interview(first, workspace)?, find_interview(second, workspace)?);
    if a.name() == b.name() {
        let error = Error::usage(tr!("both names are {}", a.name()));
        return Err(error.hint(tr!("the start of a name finds the newest session of that start: write more of it")));
    }
    if a.header.rubric != b.header.rubric {
        let error =
            Error::usage(tr!("{} is about {}, {} about {}", a.name(), a.header.rubric, b.name(), b.header.rubric));
        return Err(error.hint(tr!("compare two attempts at the same problem")));
    }
    let (marks_a, marks_b) = (marks(&a)?, marks(&b)?);
    output.page(&again::compare((&a.name(), &marks_a), (&b.name(), &marks_b)))
}

fn marked_again(name: &str, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let read = find_interview(name, workspace)?;
    let then = marks(&read)?;
    let Some(again) = replay_interview(&workspace.library(), &read.header, &read.records)? else {
        return Err(Error::usage(tr!("{} is no interview", read.name())));
    };
    let versions = (read.header.version.as_str(), again.version.as_str());
    output.page(&regrade::document(&read.name(), versions, &then, &again.interview.debrief()))
}

/// The session of a name, for what only interviews have: `last` is the last of them.
pub fn find_interview(name: &str, workspace: &Workspace) -> Result<Read> {
    let is_interview = |read: &Read| read.header.kind == SessionKind::Interview;
    if name == "last" {
        let paths = journal::sessions(workspace.transcripts()?);
        let newest = paths.iter().rev().filter_map(|path| journal::read(path).ok()).find(is_interview);
        if let Some(read) = newest.filter(|read| read.damaged_at.is_none()) {
            return Ok(read);
        }
    }
    find(name, workspace)
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
                    let message = tr!("{} is damaged at line {line}", path.display(), line);
                    Err(Error::data(message).hint(tr!("it is left as it is")))
                }
                None => Ok(read),
            }
        }
        None => {
            let error = Error::usage(tr!("there is no session `{name}` in {}", folder.display(), name));
            let names: Vec<String> = paths.iter().map(stem).collect();
            Err(match closest(name, names.iter().map(String::as_str)) {
                Some(near) => error.hint(tr!("did you mean `{near}`?", near)),
                None => error.hint(tr!("`sparring review` lists them")),
            })
        }
    }
}
