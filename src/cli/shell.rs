//! `sparring completions` and `sparring man`, and what ids complete to.

use std::path::PathBuf;

use clap::{CommandFactory as _, ValueEnum};
use clap_complete::CompleteEnv;
use clap_complete::engine::CompletionCandidate;
use clap_complete::env::Shells;

use super::Args as Program;
use super::settings::Settings;
use super::workspace::{Folders, Workspace};
use crate::error::{Error, Result};
use crate::journal;
use crate::messages::tr;
use crate::rubric::Kind;
use crate::rubric::code::Code;
use crate::terminal::Output;

/// The variable by which a shell asks for completions.
const ASKED_BY: &str = "SPARRING_COMPLETE";

/// Print what makes a shell complete commands, flags, and the ids of problems, questions and sessions.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  echo 'source <(sparring completions bash)' >> ~/.bashrc\n  echo 'source <(sparring completions zsh)' >> ~/.zshrc\n  sparring completions fish > ~/.config/fish/completions/sparring.fish\n  sparring completions powershell >> $PROFILE"
)]
pub struct Completions {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shell {
    Bash,
    Elvish,
    Fish,
    #[value(name = "powershell")]
    Power,
    Zsh,
}

/// Print the manual page; with a command, that command's page.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sparring man | man -l -\n  sparring man interview > sparring-interview.1\n  sparring man --dir ~/.local/share/man/man1"
)]
pub struct Man {
    /// The command, such as `interview` or `rubric check`.
    command: Vec<String>,
    /// Write the pages of all commands into a folder.
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    dir: Option<PathBuf>,
}

/// Answers a shell that asks what a word may become, and ends the program then.
pub fn complete() {
    CompleteEnv::with_factory(Program::command).var(ASKED_BY).complete();
}

pub fn completions(args: &Completions, output: &mut Output) -> Result<()> {
    let name = match args.shell {
        Shell::Bash => "bash",
        Shell::Elvish => "elvish",
        Shell::Fish => "fish",
        Shell::Power => "powershell",
        Shell::Zsh => "zsh",
    };
    let shells = Shells::builtins();
    let Some(shell) = shells.completer(name) else {
        return Err(Error::usage(tr!("there are no completions for {name}", name)));
    };
    let mut script = Vec::new();
    shell.write_registration(ASKED_BY, "sparring", "sparring", "sparring", &mut script)?;
    output.text(&String::from_utf8_lossy(&script))
}

pub fn man(args: &Man, output: &mut Output) -> Result<()> {
    let mut command = super::command_line();
    if let Some(dir) = &args.dir {
        std::fs::create_dir_all(dir).map_err(|e| Error::file(&tr!("make"), dir, &e))?;
        return clap_mangen::generate_to(command, dir).map_err(|e| Error::file(&tr!("write into"), dir, &e));
    }
    command.build();
    for word in &args.command {
        let found = command.get_subcommands().find(|c| c.get_name() == word).cloned();
        command = found.ok_or_else(|| {
            Error::usage(tr!("there is no command `{word}`", word)).hint(tr!("`sparring --help` lists the commands"))
        })?;
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    output.text(&String::from_utf8_lossy(&page))
}

fn workspace() -> Option<Workspace> {
    Workspace::find(&Folders::default(), Settings::default()).ok()
}

fn rubrics(wanted: impl Fn(Kind) -> bool) -> Vec<CompletionCandidate> {
    let entries = workspace().map(|workspace| workspace.library().list()).unwrap_or_default();
    let entries = entries.into_iter().filter(|entry| wanted(entry.kind));
    entries.map(|entry| CompletionCandidate::new(entry.id).help(entry.title.map(Into::into))).collect()
}

/// Ids of problems.
pub fn problems() -> Vec<CompletionCandidate> {
    rubrics(|kind| kind == Kind::Problem)
}

/// Ids of questions.
pub fn questions() -> Vec<CompletionCandidate> {
    rubrics(|kind| kind == Kind::Question)
}

/// Ids of both.
pub fn ids() -> Vec<CompletionCandidate> {
    rubrics(|_| true)
}

/// Topics of problems and questions.
pub fn topics() -> Vec<CompletionCandidate> {
    topics_of(|_| true)
}

/// Topics of questions.
pub fn drilled_topics() -> Vec<CompletionCandidate> {
    topics_of(|kind| kind == Kind::Question)
}

/// Kinds of faults.
pub fn faults() -> Vec<CompletionCandidate> {
    Code::ALL.iter().map(|code| CompletionCandidate::new(code.name())).collect()
}

fn topics_of(wanted: impl Fn(Kind) -> bool) -> Vec<CompletionCandidate> {
    let entries = workspace().map(|workspace| workspace.library().list()).unwrap_or_default();
    let entries = entries.into_iter().filter(|entry| wanted(entry.kind));
    let mut topics: Vec<String> = entries.map(|entry| entry.topic).filter(|t| !t.is_empty()).collect();
    topics.sort();
    topics.dedup();
    topics.into_iter().map(CompletionCandidate::new).collect()
}

/// Names of sessions, the newest first.
pub fn sessions() -> Vec<CompletionCandidate> {
    let paths =
        workspace().and_then(|workspace| workspace.transcripts().map(journal::sessions).ok()).unwrap_or_default();
    let stems = paths.iter().rev().filter_map(|path| path.file_stem()?.to_str().map(str::to_owned));
    std::iter::once("last".to_owned()).chain(stems).map(CompletionCandidate::new).collect()
}
