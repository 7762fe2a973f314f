//! `sparring rubric`.

mod check;
mod coverage;
mod draft;
mod edit;
mod explain;
mod marked;
mod new;
mod test;
mod watch;

use clap::{Subcommand, ValueEnum};
use serde::Serialize;

use super::findings;
use super::workspace::Workspace;
use crate::error::{Error, Result, closest};
use crate::messages::tr;
use crate::review::document::{Document, Line, Mark, Tone};
use crate::rubric::{Entry, Point, Rubric, Source, Tier, reference, schema};
use crate::terminal::Output;

/// List, read and check rubrics.
///
/// A rubric is a JSON file: rubrics/problems/ID.json or rubrics/questions/ID.json.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: sparring rubric check rubrics/questions/my-question.json")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List every problem and question, and where each comes from.
    #[command(after_help = "Example: sparring rubric list --format json")]
    List {
        /// How to print the list.
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
    /// Show a rubric: its points, patterns and strong answers.
    #[command(after_help = "Example: sparring rubric show url-shortener --format json")]
    Show {
        /// Id of a problem or question.
        id: String,
        /// How to print it; json is the file as its author wrote it.
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
    /// Write a first file for a new problem or question: small, sound, and using each key once.
    #[command(
        after_help = "Examples:\n  sparring rubric new question dns\n  sparring rubric new question dns --title DNS --topic networks --prompt 'How does a name become an address?'"
    )]
    New(new::Args),
    /// Open a rubric in your editor, a copy of your own if it is built in, and check what you save.
    #[command(after_help = "Example: sparring rubric edit cap-tradeoffs")]
    Edit(edit::Args),
    /// Check rubrics on every save, and show how the marks of their samples change.
    #[command(after_help = "Examples:\n  sparring rubric watch dns\n  sparring rubric watch rubrics/")]
    Watch(watch::Args),
    /// Check rubric files: their form, their patterns, and that their samples earn what they should.
    #[command(after_help = "Example: sparring rubric check rubrics/")]
    Check(check::Args),
    /// Write a first rubric from a question and a model answer, to go on editing.
    #[command(
        after_help = "Examples:\n  sparring rubric draft --id bloom-filters --question 'What is a Bloom filter?' --answer model.txt --out rubrics/questions\n  sparring rubric draft --format jsonl --out drafts/questions < questions.jsonl"
    )]
    Draft(draft::Args),
    /// Mark the samples and model answers of rubrics; or compare marks with people's grades.
    #[command(
        after_help = "Examples:\n  sparring rubric test cap-tradeoffs\n  sparring rubric test --marked graded.jsonl"
    )]
    Test(test::Args),
    /// Show how an answer is read and marked: evidence, near misses, and what lowered the mark.
    #[command(
        after_help = "Examples:\n  sparring rubric explain cap-tradeoffs 'In a partition I choose availability'\n  sparring rubric explain url-shortener answer.txt --step deep-dive"
    )]
    Explain(explain::Args),
    /// Show what your own sessions say of a rubric: points and patterns that never fire, answers that nothing matched.
    #[command(after_help = "Example: sparring rubric coverage url-shortener")]
    Coverage(coverage::Args),
    /// Print the JSON Schema of a kind of file, or what each of its keys means.
    #[command(
        after_help = "Examples:\n  sparring rubric schema question > question.schema.json\n  sparring rubric schema question --format md"
    )]
    Schema {
        /// The kind of file: problem, question, vocabulary or experience.
        name: String,
        /// How to print it.
        #[arg(long, value_enum, default_value_t = SchemaFormat::Json)]
        format: SchemaFormat,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Human,
    /// For programs.
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SchemaFormat {
    /// The JSON Schema, for editors and validators.
    Json,
    /// A table of keys, as Markdown.
    Md,
}

pub fn run(args: Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    match args.command {
        Command::List { format } => list(format, workspace, output),
        Command::Show { id, format } => show(&id, format, workspace, output),
        Command::New(args) => new::run(args, workspace, output),
        Command::Edit(args) => edit::run(&args, workspace, output),
        Command::Watch(args) => watch::run(&args, workspace, output),
        Command::Check(args) => check::run(&args, workspace, output),
        Command::Test(args) => test::run(&args, workspace, output),
        Command::Draft(args) => draft::run(args, workspace, output),
        Command::Explain(args) => explain::run(args, workspace, output),
        Command::Coverage(args) => coverage::run(&args, workspace, output),
        Command::Schema { name, format } => print_schema(&name, format, output),
    }
}

#[derive(Serialize)]
struct Listed {
    id: String,
    kind: &'static str,
    title: Option<String>,
    source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pack: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_aside: Vec<String>,
}

fn list(format: Format, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let entries = workspace.library().list();
    match format {
        Format::Json => {
            let listed: Vec<Listed> = entries.into_iter().map(listed).collect();
            output.json(&json(&listed))
        }
        Format::Human => {
            let mut document = Document::default();
            let mut notes = Vec::new();
            let rows = entries.into_iter().map(|e| {
                if !e.left_aside.is_empty() {
                    let aside: Vec<String> = e.left_aside.iter().map(|path| path.display().to_string()).collect();
                    notes.push(tr!("{}: {} is taken, {} left aside.", e.id, e.source, aside.join(", ")));
                }
                let title = e.title.unwrap_or_else(|| tr!("(cannot be read: see `sparring rubric check`)"));
                let from = match e.pack {
                    Some(pack) => tr!("pack {pack}: {}", e.source, pack),
                    None => e.source.to_string(),
                };
                vec![e.id, e.kind.name().to_owned(), title, from]
            });
            document.table([tr!("Id"), tr!("Kind"), tr!("Title"), tr!("From")], rows);
            if !notes.is_empty() {
                document.heading(tr!("The same id more than once"));
                notes.into_iter().for_each(|note| document.item(Mark::Dash, Line::default().with(Tone::Bad, note)));
            }
            output.document(&document)
        }
    }
}

fn listed(entry: Entry) -> Listed {
    let left_aside = entry.left_aside.iter().map(|path| path.display().to_string()).collect();
    let (kind, source) = (entry.kind.name(), entry.source.to_string());
    Listed { id: entry.id, kind, title: entry.title, source, pack: entry.pack, left_aside }
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string_pretty(value).unwrap_or_else(|e| unreachable!("plain data: {e}")) + "\n"
}

fn show(id: &str, format: Format, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let library = workspace.library();
    match format {
        Format::Json => {
            let text = library.text(id)?.2;
            output.json(&text)
        }
        Format::Human => {
            let loaded = library.load(id)?;
            output.document(&document(&loaded.rubric, &loaded.source, &loaded.version))
        }
    }
}

fn document(rubric: &Rubric, source: &Source, version: &str) -> Document {
    let mut out = Document::default();
    out.title(rubric.title());
    out.paragraph(
        Line::default().with(Tone::Faint, tr!("{} ({source}, version {version})", rubric.id(), source, version)),
    );
    match rubric {
        Rubric::Problem(problem) => {
            out.paragraph(problem.prompt.clone());
            out.heading(tr!("Facts"));
            problem.facts.iter().for_each(|fact| out.item(Mark::Dash, fact.says.clone()));
            for (id, step) in problem.steps.iter() {
                out.heading(tr!("{} ({} points)", id.title(), step.points.len()));
                out.paragraph(step.prompt.clone());
                step.points.iter().for_each(|p| point(p, &mut out));
            }
        }
        Rubric::Question(question) => {
            out.paragraph(question.prompt.clone());
            out.heading(tr!("{} points", question.points.len()));
            question.points.iter().for_each(|p| point(p, &mut out));
            out.heading(tr!("A strong answer"));
            out.paragraph(question.answer.clone());
        }
    }
    if !rubric.misconceptions().is_empty() {
        out.heading(tr!("Wrong beliefs"));
    }
    for belief in rubric.misconceptions() {
        out.item(Mark::Wrong, Line::default().with(Tone::Bad, belief.says.clone()));
        out.below(tr!("Right: {}", belief.answer));
    }
    out
}

fn point(point: &Point, out: &mut Document) {
    let level = if point.tier == Tier::Advanced { ", L5" } else { "" };
    out.item(
        Mark::Dash,
        Line::from(point.says.clone()).with(Tone::Faint, tr!(" [{}, weight {}{level}]", point.id, point.weight, level)),
    );
    for pattern in &point.matches {
        out.below(Line::default().with(Tone::Faint, pattern.clone()));
    }
    if let Some(estimate) = &point.estimate {
        let unit = if estimate.unit.is_empty() { String::new() } else { format!(" {}", estimate.unit) };
        out.below(
            Line::default()
                .with(Tone::Faint, tr!("{}{unit}, within a factor of {}", estimate.formula, estimate.within, unit)),
        );
    }
}

fn print_schema(name: &str, format: SchemaFormat, output: &mut Output) -> Result<()> {
    let text = match format {
        SchemaFormat::Json => schema::text(name),
        SchemaFormat::Md => reference::of(name),
    };
    match text {
        Some(text) => output.text(&text),
        None => {
            let error = Error::usage(tr!("there is no schema `{name}`", name));
            Err(match closest(name, schema::NAMES) {
                Some(near) => error.hint(tr!("did you mean `{near}`?", near)),
                None => error.hint(tr!("there are {}", schema::NAMES.join(", "))),
            })
        }
    }
}
