//! `sparring interview`.

use clap::ValueEnum;

use super::study::past;
use super::workspace::Workspace;
use crate::clock;
use crate::dialogue::{Level, Mode, SessionKind, Setup, StepName, USUAL_MINUTES};
use crate::error::{Error, Result};
use crate::review::next::least_tried;
use crate::rubric::StepId;
use crate::session::{Opening, Stage};
use crate::terminal::Output;

/// A mock interview: requirements 5 min, estimation 5, high-level design 5, deep dive 20, bottlenecks and scaling 10.
///
/// The time left stands before the line you type. When a step's time is up the interviewer goes on and your draft
/// counts. Nothing is said about right or wrong until the debrief. With piped input each line is an answer.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sparring interview url-shortener\n  sparring interview rate-limiter --minutes 20 --level l5\n  sparring interview --resume\n  sparring interview url-shortener < answers.txt"
)]
pub struct Args {
    /// The problem; without one, the one that you did least often.
    problem: Option<String>,
    /// Length of the whole in minutes; all five budgets scale together.
    #[arg(long, value_name = "N", value_parser = minutes, conflicts_with = "untimed")]
    minutes: Option<f64>,
    /// The level that you are interviewed for.
    #[arg(long, value_enum, default_value_t = LevelArg::L4)]
    level: LevelArg,
    /// How the interviewer behaves.
    #[arg(long, value_enum, default_value_t = ModeArg::Interview)]
    mode: ModeArg,
    /// Run without a clock.
    #[arg(long)]
    untimed: bool,
    /// Choose the interviewer's wordings: the same seed and answers give the same interview.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Only one step.
    #[arg(long, value_enum, value_name = "STEP")]
    only: Option<StepArg>,
    /// Go on with the newest interrupted interview (of the problem, if one is named).
    #[arg(long, conflicts_with_all = ["minutes", "untimed", "seed", "only"])]
    resume: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LevelArg {
    /// A complete, correct, simple design; may be led.
    L4,
    /// Unprompted failure modes, options before decisions, numbers that justify choices.
    L5,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ModeArg {
    /// No verdict and no answer before the debrief.
    Interview,
    /// Missed answers are told, and you say them again.
    Coach,
}

/// A step on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StepArg {
    Requirements,
    Estimation,
    HighLevel,
    DeepDive,
    Bottlenecks,
}

impl From<StepArg> for StepId {
    fn from(step: StepArg) -> StepId {
        match step {
            StepArg::Requirements => StepId::Requirements,
            StepArg::Estimation => StepId::Estimation,
            StepArg::HighLevel => StepId::HighLevel,
            StepArg::DeepDive => StepId::DeepDive,
            StepArg::Bottlenecks => StepId::Bottlenecks,
        }
    }
}

/// Longest interview, in minutes.
const LONGEST: f64 = 24.0 * 60.0;

pub(super) fn minutes(text: &str) -> std::result::Result<f64, String> {
    match text.parse::<f64>() {
        Ok(n) if n.is_finite() && n > 0.0 && n <= LONGEST => Ok(n),
        _ => Err(format!("give a number of minutes above 0 and at most {LONGEST}, such as 45 or 7.5")),
    }
}

pub fn run(args: Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let library = workspace.library();
    let folder = workspace.transcripts()?;
    if args.resume {
        let problem = args.problem.as_deref();
        return Stage::new(output).resume(&library, folder, SessionKind::Interview, problem).map(drop);
    }
    let problem = match args.problem {
        Some(problem) => problem,
        None => least_practised(workspace)?,
    };
    let setup = Setup {
        seed: args.seed.unwrap_or_else(clock::seed),
        level: match args.level {
            LevelArg::L4 => Level::L4,
            LevelArg::L5 => Level::L5,
        },
        mode: match args.mode {
            ModeArg::Interview => Mode::Interview,
            ModeArg::Coach => Mode::Coach,
        },
        minutes: if args.untimed { None } else { Some(args.minutes.unwrap_or(USUAL_MINUTES)) },
        only: args.only.map(|step| StepName(step.into())),
    };
    let opening = Opening { library: &library, folder, kind: SessionKind::Interview, rubric: &problem, setup };
    Stage::new(output).start(&opening, String::new()).map(drop)
}

fn least_practised(workspace: &Workspace) -> Result<String> {
    let entries = workspace.library().list();
    let next = least_tried(&entries, &past(workspace)).map(|entry| entry.id.clone());
    next.ok_or_else(|| Error::data("there is no problem in the bank"))
}
