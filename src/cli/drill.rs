//! `sparring drill`.

use super::interview::minutes;
use super::workspace::Workspace;
use crate::clock;
use crate::dialogue::drill::USUAL_MINUTES;
use crate::dialogue::{Level, Mode, SessionKind, Setup};
use crate::error::Result;
use crate::session::{Opening, Stage};
use crate::terminal::Output;

/// One question, one answer, marked at once, with one follow-up.
///
/// An empty line ends the answer. The marks show the words that earned them; then comes one question for what weighs
/// most of the rest, and at the end a strong answer for all that was missing.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sparring drill\n  sparring drill quorums --minutes 3\n  sparring drill quorums < answer.txt"
)]
pub struct Args {
    /// The question.
    question: Option<String>,
    /// Minutes for the answer; the follow-up gets two fifths of it on top.
    #[arg(long, value_name = "N", value_parser = minutes, conflicts_with = "untimed")]
    minutes: Option<f64>,
    /// Run without a clock.
    #[arg(long)]
    untimed: bool,
    /// Choose wordings and new questions: the same seed and answers give the same drill.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Go on with the newest interrupted drill (of the question, if one is named).
    #[arg(long, conflicts_with_all = ["minutes", "untimed", "seed"])]
    resume: bool,
}

pub fn run(args: Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let library = workspace.library();
    let folder = workspace.transcripts()?;
    let mut stage = Stage::new(output);
    if args.resume {
        return stage.resume(&library, folder, SessionKind::Drill, args.question.as_deref()).map(drop);
    }
    let setup = Setup {
        seed: args.seed.unwrap_or_else(clock::seed),
        level: Level::default(),
        mode: Mode::default(),
        minutes: if args.untimed { None } else { Some(args.minutes.unwrap_or(USUAL_MINUTES)) },
        only: None,
    };
    let question = args.question.unwrap_or_default();
    let opening = Opening { library: &library, folder, kind: SessionKind::Drill, rubric: &question, setup };
    stage.start(&opening, String::new()).map(drop)
}
