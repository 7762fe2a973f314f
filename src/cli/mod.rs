//! The command line: one file a command. The doc comments are the help.

mod config;
mod drill;
mod estimate;
mod export;
mod grade;
mod home;
mod interview;
mod language;
mod past;
mod progress;
mod replay;
mod review;
mod rubric;
mod settings;
mod shell;
mod study;
mod workspace;

use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::error::{Error, Kind, Result};
use crate::messages::tr;
use crate::terminal::{Color, Output, survive_limits};
use settings::Settings;
use workspace::{Folders, Workspace};

/// A mock interviewer for system-design interviews: timed, scripted, offline.
///
/// It walks the five steps of a design interview against the clock, answers your questions, asks after what you left
/// out, marks what you say against rubrics that you can read and edit, and saves graded transcripts.
#[derive(Debug, Parser)]
#[command(name = "sparring", version, after_help = "Example: sparring interview url-shortener --minutes 20")]
struct Args {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    folders: Folders,
    /// When to use colour [default: auto, or as set with `config`].
    #[arg(long, global = true, value_enum, value_name = "WHEN")]
    color: Option<Color>,
    /// Nothing that is drawn or redrawn: no countdown, colours, columns or bars. For screen readers; `config` keeps it.
    #[arg(long, global = true)]
    plain: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Interview(interview::Args),
    Drill(drill::Args),
    Study(study::Args),
    Estimate(estimate::Args),
    Review(review::Args),
    Progress(progress::Args),
    Replay(replay::Args),
    Grade(grade::Args),
    Rubric(rubric::Args),
    Config(config::Args),
    Completions(shell::Completions),
    Man(shell::Man),
}

/// Runs the program.
pub fn main() -> ExitCode {
    shell::complete();
    let language = language::speak();
    // clap prints usage errors itself and exits with 2, help and version with 0.
    // In English the help is said as it stands: nobody waits for a translation of it.
    let command = if matches!(language, Ok(true)) { command_line() } else { Args::command() };
    let matches = command.get_matches();
    let args = Args::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    survive_limits();
    let kept = Settings::load();
    let settings = kept.as_ref().cloned().unwrap_or_default().with(args.color, args.plain);
    let mut output = Output::new(settings.color.unwrap_or(Color::Auto), settings.form(), settings.editor.clone());
    let result = language.and_then(|_| run(args, kept.map(|_| settings), &mut output)).and_then(|()| output.flush());
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output.complain(&error);
            ExitCode::from(error.exit_code())
        }
    }
}

/// The whole command line: every command with its flags and help, in the user's language.
pub fn command_line() -> clap::Command {
    language::localised(Args::command())
}

fn run(args: Args, settings: Result<Settings>, output: &mut Output) -> Result<()> {
    // A settings file with a fault must not keep anybody from mending it.
    if let Some(Command::Config(args)) = &args.command {
        return config::run(args, output);
    }
    let workspace = Workspace::find(&args.folders, settings?)?;
    perform(args.command, &workspace, output)
}

fn perform(command: Option<Command>, workspace: &Workspace, output: &mut Output) -> Result<()> {
    match command {
        None => home::run(workspace, output),
        Some(Command::Interview(args)) => interview::run(args, workspace, output),
        Some(Command::Drill(args)) => drill::run(args, workspace, output),
        Some(Command::Estimate(args)) => estimate::run(&args, workspace, output),
        Some(Command::Study(args)) => study::run(&args, workspace, output),
        Some(Command::Review(args)) => review::run(&args, workspace, output),
        Some(Command::Progress(args)) => progress::run(&args, workspace, output),
        Some(Command::Replay(args)) => replay::run(&args, workspace, output),
        Some(Command::Grade(args)) => grade::run(args, workspace, output),
        Some(Command::Rubric(args)) => rubric::run(args, workspace, output),
        Some(Command::Config(args)) => config::run(&args, output),
        Some(Command::Completions(args)) => shell::completions(&args, output),
        Some(Command::Man(args)) => shell::man(&args, output),
    }
}

/// The command that some words are, as if they had been typed.
fn command<'w>(words: impl Iterator<Item = &'w str>) -> Result<Command> {
    let args = Args::try_parse_from(words).map_err(|error| Error::usage(error.to_string()))?;
    args.command.ok_or_else(|| Error::usage(tr!("there is no command")))
}

/// A failed check that has already been reported in full.
fn findings(what: impl Into<String>) -> Error {
    Error::new(Kind::Findings, what)
}
