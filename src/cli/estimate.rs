//! `sparring estimate`.

use clap::ValueEnum;

use super::workspace::Workspace;
use crate::clock;
use crate::dialogue::estimate::{Kind, Quiz, exercises, questions, worked_systems};
use crate::error::Result;
use crate::journal::EstimateHeader;
use crate::session::estimate;
use crate::terminal::Output;

/// Back-of-the-envelope exercises, with your arithmetic checked step by step.
///
/// Type the working as you would say it, with units: "100M x 500 B = 50 GB/day, x 365 x 3 = 55 TB". A result is right
/// within a factor of 2; where something is left to you, say what you assume. Every step that you write is checked, and a
/// wrong one is named for what it is. Then comes the way to the figure. With piped input each line is an answer.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sparring estimate\n  sparring estimate --kind retention --count 3\n  sparring estimate --fixed\n  sparring estimate --quiz latency"
)]
pub struct Args {
    /// How many exercises, or questions of a quiz.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..=1000))]
    count: u16,
    /// Choose the exercises: the same seed gives the same ones.
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Only one kind of exercise.
    #[arg(long, value_enum)]
    kind: Option<KindArg>,
    /// The two worked systems instead, an audit log and an event pipeline, from end to end.
    #[arg(long, conflicts_with_all = ["kind", "quiz", "count", "seed"])]
    fixed: bool,
    /// Quick questions instead.
    #[arg(long, value_enum, conflicts_with = "kind")]
    quiz: Option<QuizArg>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum KindArg {
    /// Average and peak rate of requests.
    Qps,
    /// Storage that a day adds.
    Storage,
    /// Storage over the years, with replicas and compression.
    Retention,
    /// Bandwidth in and out.
    Bandwidth,
    /// How many machines.
    Machines,
    /// The size of a cache.
    Cache,
    /// The partitions of a log.
    Partitions,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum QuizArg {
    /// How long things take, from a cache to another continent.
    Latency,
    /// Powers of two and ten, seconds, rates, nines.
    Units,
}

impl From<KindArg> for Kind {
    fn from(kind: KindArg) -> Kind {
        match kind {
            KindArg::Qps => Kind::Qps,
            KindArg::Storage => Kind::Storage,
            KindArg::Retention => Kind::Retention,
            KindArg::Bandwidth => Kind::Bandwidth,
            KindArg::Machines => Kind::Machines,
            KindArg::Cache => Kind::Cache,
            KindArg::Partitions => Kind::Partitions,
        }
    }
}

impl From<QuizArg> for Quiz {
    fn from(quiz: QuizArg) -> Quiz {
        match quiz {
            QuizArg::Latency => Quiz::Latency,
            QuizArg::Units => Quiz::Units,
        }
    }
}

pub fn run(args: &Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let folder = workspace.transcripts()?;
    let seed = args.seed.unwrap_or_else(clock::seed);
    let count = usize::from(args.count);
    let (exercises, set) = match (args.fixed, args.quiz) {
        (true, _) => (worked_systems(), "fixed".to_owned()),
        (false, Some(quiz)) => (questions(quiz.into(), seed, count), format!("quiz-{}", name(quiz))),
        (false, None) => {
            let set = args.kind.map_or("mixed".to_owned(), name);
            (exercises(seed, count, args.kind.map(Kind::from)), set)
        }
    };
    let header = EstimateHeader::new(clock::wall(), set, seed, exercises.len());
    estimate::run(exercises, folder, &header, output)
}

/// The name of a value on the command line.
fn name(value: impl ValueEnum) -> String {
    value.to_possible_value().map_or_else(String::new, |v| v.get_name().to_owned())
}
