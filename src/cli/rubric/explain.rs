//! `sparring rubric explain`.

use crate::cli::shell;
use clap_complete::engine::ArgValueCandidates;
use std::path::{Path, PathBuf};

use crate::cli::grade::{self, Ready};
use crate::cli::interview::StepArg;
use crate::cli::workspace::Workspace;
use crate::error::Result;
use crate::review::explain::Explained;
use crate::rubric::StepId;
use crate::scoring::Grader;
use crate::terminal::Output;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Id of a problem or question.
    #[arg(add = ArgValueCandidates::new(shell::ids))]
    id: String,
    /// The answer, or the file that holds it; - or nothing reads standard input.
    answer: Option<String>,
    /// Step of a problem; without it the answer is a whole write-up.
    #[arg(long, value_enum)]
    step: Option<StepArg>,
}

pub fn run(args: Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let ready = Ready::of(&workspace.library(), &args.id)?;
    let step = args.step.map(StepId::from);
    ready.check_step(step)?;
    let answer = match args.answer {
        Some(text) if text != "-" && !Path::new(&text).is_file() && !names_a_file(&text) => text,
        file => grade::read_answer(file.map(PathBuf::from))?,
    };
    let grader = Grader::new(&ready.rubric, &ready.marker);
    let card = grader.grade(step, &answer);
    let points = grader.points(ready.marker.points_of(step));
    let explained = Explained { marker: &ready.marker, step, points: &points, answer: &answer, card: &card };
    output.document(&explained.document(ready.rubric.title()))
}

/// Whether a word is meant for a file that may not be there: no answer is one word with an ending.
fn names_a_file(text: &str) -> bool {
    let word = !text.contains(char::is_whitespace);
    word && (text.contains('/') || Path::new(text).extension().is_some_and(|ending| ending.len() <= 4))
}
