//! What a good answer holds: the model of a rubric file, its decoder, the library, and the checks.

pub mod code;
pub mod decode;
mod expression;
pub mod fault;
pub mod files;
mod form;
mod library;
pub mod limits;
mod model;
mod pack;
pub mod pattern;
pub mod reference;
pub mod schema;
mod starter;
mod syntax;

pub use expression::Expression;
pub use files::{files_below, read_file};
pub use library::{Entry, Kind, Library, Loaded, Source, Words, is_id};
pub use model::{
    Aspect, Component, ComponentQuestion, Contrast, CurveBall, Drawing, Estimate, Experience, Fact, FollowUp, Input,
    Misconception, Point, Problem, Project, Question, Samples, Severity, Side, Step, Steps, Story, Tier, Vocabulary,
};

pub use starter::{Heading, starter};

use std::fmt;

/// A rubric of either kind.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "few are held at once")]
pub enum Rubric {
    /// A full interview.
    Problem(Problem),
    /// A single question.
    Question(Question),
}

impl Rubric {
    /// What it holds beyond the [`limits`], in words.
    pub fn excess(&self) -> Option<String> {
        match self {
            Rubric::Problem(problem) => limits::of_problem(problem),
            Rubric::Question(question) => limits::of_question(question),
        }
    }

    /// The id.
    pub fn id(&self) -> &str {
        match self {
            Rubric::Problem(problem) => &problem.id,
            Rubric::Question(question) => &question.id,
        }
    }

    /// The title.
    pub fn title(&self) -> &str {
        match self {
            Rubric::Problem(problem) => &problem.title,
            Rubric::Question(question) => &question.title,
        }
    }

    /// All points, of all steps of a problem, in order.
    pub fn points(&self) -> Box<dyn Iterator<Item = &Point> + '_> {
        match self {
            Rubric::Problem(problem) => Box::new(problem.steps.iter().flat_map(|(_, step)| &step.points)),
            Rubric::Question(question) => Box::new(question.points.iter()),
        }
    }

    /// The misconceptions.
    pub fn misconceptions(&self) -> &[Misconception] {
        match self {
            Rubric::Problem(problem) => &problem.misconceptions,
            Rubric::Question(question) => &question.misconceptions,
        }
    }

    /// The contrasts.
    pub fn contrasts(&self) -> &[Contrast] {
        match self {
            Rubric::Problem(problem) => &problem.contrasts,
            Rubric::Question(question) => &question.contrasts,
        }
    }
}

impl Rubric {
    /// The follow-ups.
    pub fn follow_ups(&self) -> &[FollowUp] {
        match self {
            Rubric::Problem(problem) => &problem.follow_ups,
            Rubric::Question(question) => &question.follow_ups,
        }
    }
}

/// A step of the framework.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepId {
    /// Functional and non-functional requirements.
    Requirements,
    /// Back-of-the-envelope estimation.
    Estimation,
    /// The whole design.
    HighLevel,
    /// Components in depth.
    DeepDive,
    /// Bottlenecks and scaling.
    Bottlenecks,
}

impl StepId {
    /// All steps, in order.
    pub const ALL: [StepId; 5] =
        [StepId::Requirements, StepId::Estimation, StepId::HighLevel, StepId::DeepDive, StepId::Bottlenecks];

    /// The name that files, flags and the scripting interface use.
    pub fn name(self) -> &'static str {
        match self {
            StepId::Requirements => "requirements",
            StepId::Estimation => "estimation",
            StepId::HighLevel => "high-level",
            StepId::DeepDive => "deep-dive",
            StepId::Bottlenecks => "bottlenecks",
        }
    }

    /// The name as people say it.
    pub fn title(self) -> &'static str {
        match self {
            StepId::Requirements => "Requirements",
            StepId::Estimation => "Estimation",
            StepId::HighLevel => "High-level design",
            StepId::DeepDive => "Deep dive",
            StepId::Bottlenecks => "Bottlenecks and scaling",
        }
    }

    /// Minutes of the 45 that the step gets.
    pub fn minutes(self) -> u32 {
        match self {
            StepId::Requirements | StepId::Estimation | StepId::HighLevel => 5,
            StepId::DeepDive => 20,
            StepId::Bottlenecks => 10,
        }
    }

    /// Position, from 0.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The step of a name.
    pub fn from_name(name: &str) -> Option<StepId> {
        StepId::ALL.into_iter().find(|step| step.name() == name)
    }
}

impl fmt::Display for StepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Steps {
    /// One step.
    pub fn get(&self, id: StepId) -> &Step {
        match id {
            StepId::Requirements => &self.requirements,
            StepId::Estimation => &self.estimation,
            StepId::HighLevel => &self.high_level,
            StepId::DeepDive => &self.deep_dive,
            StepId::Bottlenecks => &self.bottlenecks,
        }
    }

    /// All steps, in order.
    pub fn iter(&self) -> impl Iterator<Item = (StepId, &Step)> {
        StepId::ALL.into_iter().map(|id| (id, self.get(id)))
    }
}
