//! How an interview is set up.

use serde::{Deserialize, Serialize};

use super::event::{Millis, StepName};
use crate::rubric::StepId;

/// The level that is interviewed for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A complete, correct, simple design; may be led.
    #[default]
    L4,
    /// Unprompted failure modes, options before decisions, numbers that justify choices.
    L5,
}

impl Level {
    /// The name as people write it.
    pub fn name(self) -> &'static str {
        match self {
            Level::L4 => "L4",
            Level::L5 => "L5",
        }
    }
}

/// How the interviewer behaves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// No verdict and no answer before the debrief.
    #[default]
    Interview,
    /// Missed answers are told, and the candidate says them again.
    Coach,
    /// An interviewer in a hurry: shorter budgets, interruptions, right answers questioned.
    Pressure,
}

/// The choices that decide, with the events, everything the interviewer does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Setup {
    /// Chooses among equally good lines.
    pub seed: u64,
    /// The level that is interviewed for.
    pub level: Level,
    /// How the interviewer behaves.
    pub mode: Mode,
    /// Length of the whole in minutes (the five budgets scale together); `None` runs without a clock.
    pub minutes: Option<f64>,
    /// Only this step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<StepName>,
}

/// What is left of each budget under pressure.
const PRESSED: f64 = 0.8;
/// A budget in milliseconds is never longer, whatever a journal says: budgets are added up.
pub(super) const LONGEST: f64 = 1e12;
/// Minutes of a whole interview.
pub const USUAL_MINUTES: f64 = 45.0;

impl Setup {
    /// The steps that are walked.
    pub fn steps(&self) -> Vec<StepId> {
        match self.only {
            Some(step) => vec![step.0],
            None => StepId::ALL.to_vec(),
        }
    }

    /// The time that a step gets; `None` without a clock.
    pub fn budget(&self, step: StepId) -> Option<Millis> {
        let hurry = if self.mode == Mode::Pressure { PRESSED } else { 1.0 };
        let scale = self.minutes? / USUAL_MINUTES * hurry;
        Some((f64::from(step.minutes()) * 60_000.0 * scale).round().min(LONGEST) as Millis)
    }
}
