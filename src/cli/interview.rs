//! `sparring interview`.

use super::shell;
use clap::ValueEnum;
use clap_complete::engine::ArgValueCandidates;

use super::study::past;
use super::workspace::Workspace;
use crate::clock;
use crate::dialogue::{Level, Marks, Mode, SessionKind, Setup, StepName, USUAL_MINUTES};
use crate::error::{Error, Result};
use crate::journal::MOST_MINUTES;
use crate::messages::tr;
use crate::review::again;
use crate::review::document::Document;
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
    #[arg(add = ArgValueCandidates::new(shell::problems))]
    problem: Option<String>,
    /// Length of the whole in minutes; all five budgets scale together [default: 45, or as set with `config`].
    #[arg(long, value_name = "N", value_parser = minutes, conflicts_with = "untimed")]
    minutes: Option<f64>,
    /// The level that you are interviewed for [default: l4, or as set with `config`].
    #[arg(long, value_enum)]
    level: Option<LevelArg>,
    /// How the interviewer behaves [default: interview, or as set with `config`].
    #[arg(long, value_enum)]
    mode: Option<ModeArg>,
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
pub(super) enum LevelArg {
    /// A complete, correct, simple design; may be led.
    L4,
    /// Unprompted failure modes, options before decisions, numbers that justify choices.
    L5,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ModeArg {
    /// No verdict and no answer before the debrief.
    Interview,
    /// Missed answers are told, and you say them again.
    Coach,
    /// A fifth less time, interruptions, right answers questioned.
    Pressure,
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

pub(super) fn minutes(text: &str) -> std::result::Result<f64, String> {
    match text.parse::<f64>() {
        Ok(n) if n.is_finite() && n > 0.0 && n <= MOST_MINUTES => Ok(n),
        _ => Err(tr!("give a number of minutes above 0 and at most {MOST_MINUTES}, such as 45 or 7.5", MOST_MINUTES)),
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
    let settings = &workspace.settings;
    let setup = Setup {
        seed: args.seed.unwrap_or_else(clock::seed),
        level: match args.level.or(settings.level).unwrap_or(LevelArg::L4) {
            LevelArg::L4 => Level::L4,
            LevelArg::L5 => Level::L5,
        },
        mode: match args.mode.or(settings.mode).unwrap_or(ModeArg::Interview) {
            ModeArg::Interview => Mode::Interview,
            ModeArg::Coach => Mode::Coach,
            ModeArg::Pressure => Mode::Pressure,
        },
        minutes: if args.untimed { None } else { Some(args.minutes.or(settings.minutes).unwrap_or(USUAL_MINUTES)) },
        only: args.only.map(|step| StepName(step.into())),
    };
    let opening = Opening { library: &library, folder, kind: SessionKind::Interview, rubric: &problem, setup };
    let mut stage = Stage::new(output);
    stage.start(&opening, String::new())?;
    try_again(&mut stage, opening)
}

/// A step with a mark below this is worth another try at once.
const WORTH_ANOTHER_TRY: f64 = 0.8;

/// Offers the step that has most to gain once more, and shows both tries side by side.
fn try_again(stage: &mut Stage<'_>, mut opening: Opening<'_>) -> Result<()> {
    let Some(Marks::Interview(debrief)) = stage.marks() else { return Ok(()) };
    // Who left early or said nothing does not want more.
    let walked = debrief.steps.len() == opening.setup.steps().len();
    let earned = debrief.steps.iter().flat_map(|s| &s.points).any(|p| p.how.is_some());
    if !walked || !earned {
        return Ok(());
    }
    let Some(first) = debrief.weakest().filter(|step| step.score < WORTH_ANOTHER_TRY).cloned() else { return Ok(()) };
    let title = first.step.0.title().to_lowercase();
    let question = tr!("Try the {title} again now, with what you have just read? Enter starts it, n leaves it.", title);
    if !stage.offers(&question, "again")? {
        return Ok(());
    }
    opening.setup.only = Some(first.step);
    opening.setup.seed = opening.setup.seed.wrapping_add(1);
    stage.start(&opening, String::new())?;
    let Some(Marks::Interview(debrief)) = stage.marks() else { return Ok(()) };
    let mut document = Document::default();
    if let Some(second) = debrief.steps.iter().find(|step| step.step == first.step) {
        again::document(&first, second, &mut document);
    }
    stage.output().document(&document)
}

fn least_practised(workspace: &Workspace) -> Result<String> {
    let entries = workspace.library().list();
    let next = least_tried(&entries, &past(workspace)).map(|entry| entry.id.clone());
    next.ok_or_else(|| Error::data(tr!("there is no problem in the bank")))
}
