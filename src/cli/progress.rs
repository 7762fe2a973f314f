//! `sparring progress`.

use std::collections::HashMap;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::ValueEnum;

use super::export::save;
use super::study::{past, standing};
use super::workspace::Workspace;
use crate::clock;
use crate::dialogue::SessionKind;
use crate::error::{Error, Result};
use crate::journal;
use crate::messages::tr;
use crate::review::export::progress::{Overview, write};
use crate::review::progress::{Day, Known, Progress, document, plan};
use crate::review::{Row, checklist, markdown, schedule};
use crate::rubric::{self, Library, Rubric};
use crate::terminal::Output;

/// Trends per step, dimension and topic, weak points, days of practice, and a plan to the day of the interview.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sparring progress\n  sparring progress --until 2026-12-20\n  sparring progress --format csv > sessions.csv\n  sparring progress --format html --out progress.html"
)]
pub struct Args {
    /// The day of the interview: makes a plan up to it.
    #[arg(long, value_name = "DATE")]
    until: Option<NaiveDate>,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The file to write; one that exists is left alone.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write over a file that exists.
    #[arg(long, requires = "out")]
    force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// To read.
    Text,
    /// One page for a browser, with charts; it asks nothing of the network.
    Html,
    /// Markdown.
    Md,
    /// All figures as one object.
    Json,
    /// A row a session.
    Csv,
}

pub fn run(args: &Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let rows = past(workspace);
    let today = clock::wall().date_naive();
    if args.until.is_some_and(|until| until <= today) {
        return Err(Error::usage(tr!("--until is not in the future"))
            .hint(tr!("give the day of the interview, such as 2027-01-15")));
    }
    workspace.transcripts()?;
    let library = workspace.library();
    let progress = gathered(&rows, workspace, &library, today);
    let plan = args.until.map(|until| planned(&progress, &rows, &library, today, until)).unwrap_or_default();
    let checklist = standing(&rows, workspace);
    let document = || document(&progress, today, &checklist::summary(&checklist), &plan);
    let text = match args.format {
        // Only at the terminal is it styled and paged.
        Format::Text if args.out.is_none() => return output.page(&document()),
        Format::Text => output.plain(&document())?,
        Format::Html => {
            write(Overview { progress: &progress, today, until: args.until, plan: &plan, checklist: &checklist })
        }
        Format::Md => markdown::write(&document()),
        Format::Json => format!("{:#}\n", serde_json::json!({ "progress": progress, "plan": plan })),
        Format::Csv => csv(&rows),
    };
    args.put(&text, workspace, output)
}

impl Args {
    /// Writes to the file that was named, or to standard output.
    fn put(&self, text: &str, workspace: &Workspace, output: &mut Output) -> Result<()> {
        match &self.out {
            Some(path) => save(path, text, self.force, workspace.transcripts().ok(), output),
            None if matches!(self.format, Format::Json) => output.json(text),
            None => output.text(text),
        }
    }
}

fn gathered(rows: &[Row], workspace: &Workspace, library: &Library, today: NaiveDate) -> Progress {
    let rounds = workspace.transcripts().map(journal::rounds).unwrap_or_default();
    let entries = library.list();
    let topic = |id: &str| entries.iter().find(|e| e.id == id).map(|e| e.topic.clone());
    let mut rubrics: HashMap<String, Option<Rubric>> = HashMap::new();
    let known = |id: &str, point: &str| {
        let rubric =
            rubrics.entry(id.to_owned()).or_insert_with(|| library.load(id).ok().map(|l| l.rubric)).as_ref()?;
        let point = rubric.points().find(|p| p.id == point)?;
        Some(Known { says: point.says.clone(), weight: point.weight, tier: point.tier, study: point.study.clone() })
    };
    Progress::of(rows, &rounds, today, topic, known)
}

fn planned(progress: &Progress, rows: &[Row], library: &Library, today: NaiveDate, until: NaiveDate) -> Vec<Day> {
    let due = schedule::due(&schedule::past(rows), clock::wall());
    let due: Vec<String> = due.into_iter().map(|s| s.question).collect();
    let tries =
        |id: &str| rows.iter().filter(|r| r.header.kind == SessionKind::Interview && r.header.rubric == id).count();
    let entries = library.list();
    let mut problems: Vec<String> =
        entries.iter().filter(|e| e.kind == rubric::Kind::Problem).map(|e| e.id.clone()).collect();
    problems.sort_by_key(|id| tries(id));
    plan(progress, today, until, &due, &problems)
}

const HEADS: [&str; 13] = [
    "session",
    "started",
    "kind",
    "rubric",
    "level",
    "verdict",
    "mark",
    "requirements",
    "estimation",
    "high-level",
    "deep-dive",
    "bottlenecks",
    "seconds",
];

/// A row a session.
fn csv(rows: &[Row]) -> String {
    let mut out = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail, and all rows have as many cells as heads.
    let _ = out.write_record(HEADS);
    for row in rows {
        let mark = |mark: Option<f64>| mark.map_or(String::new(), |m| format!("{m:.4}"));
        let step = |id: rubric::StepId| mark(row.steps.iter().find(|s| s.step.0 == id).map(|s| s.score));
        let cells = [
            row.name.clone(),
            row.header.started.to_rfc3339(),
            row.header.kind.name().to_owned(),
            row.header.rubric.clone(),
            row.header.setup.level.name().to_owned(),
            row.verdict.map_or(String::new(), |v| v.says().to_owned()),
            mark(row.total),
        ];
        let seconds = (row.used / 1000).to_string();
        let _ = out.write_record(cells.into_iter().chain(rubric::StepId::ALL.map(step)).chain([seconds]));
    }
    out.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}
