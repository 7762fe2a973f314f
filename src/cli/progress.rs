//! `sparring progress`.

use std::collections::HashMap;

use chrono::NaiveDate;
use clap::ValueEnum;

use super::study::{past, standing};
use super::workspace::Workspace;
use crate::clock;
use crate::dialogue::SessionKind;
use crate::error::{Error, Result};
use crate::journal;
use crate::review::Row;
use crate::review::progress::{Day, Known, Progress, document, plan};
use crate::review::{checklist, schedule};
use crate::rubric::{self, Library, Rubric};
use crate::scoring::all_points;
use crate::terminal::Output;

/// Trends per step, dimension and topic, weak points, days of practice, and a plan to the day of the interview.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sparring progress\n  sparring progress --until 2026-12-20\n  sparring progress --format csv > sessions.csv"
)]
pub struct Args {
    /// The day of the interview: makes a plan up to it.
    #[arg(long, value_name = "DATE")]
    until: Option<NaiveDate>,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// To read.
    Text,
    /// All figures as one object.
    Json,
    /// A row a session.
    Csv,
}

pub fn run(args: &Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let rows = past(workspace);
    let today = clock::wall().date_naive();
    if args.until.is_some_and(|until| until <= today) {
        return Err(
            Error::usage("--until is not in the future").hint("give the day of the interview, such as 2027-01-15")
        );
    }
    if args.format == Format::Csv {
        return output.text(&csv(&rows));
    }
    let library = workspace.library();
    let progress = gathered(&rows, workspace, &library, today);
    let plan = args.until.map(|until| planned(&progress, &rows, &library, today, until)).unwrap_or_default();
    match args.format {
        Format::Json => {
            let json = serde_json::json!({ "progress": progress, "plan": plan });
            output.text(&format!("{json:#}\n"))
        }
        Format::Text | Format::Csv => {
            let checklist = checklist::summary(&standing(&rows, workspace));
            output.page(&document(&progress, today, &checklist, &plan))
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
        let point = all_points(rubric).find(|p| p.id == point)?;
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
