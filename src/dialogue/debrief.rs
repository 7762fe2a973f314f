//! The debrief as data: verdict, dimensions, every point, strengths and fixes.

use serde::{Deserialize, Serialize};

use super::event::{Millis, StepName};
use super::record::How;
use super::setup::Level;

/// The six-step scale that hiring committees use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Far below the level.
    StrongNoHire,
    /// Below the level.
    NoHire,
    /// A little below.
    LeaningNoHire,
    /// A little above the bar.
    LeaningHire,
    /// At the level.
    Hire,
    /// Clearly above it.
    StrongHire,
}

impl Verdict {
    const ALL: [Verdict; 6] = [
        Verdict::StrongNoHire,
        Verdict::NoHire,
        Verdict::LeaningNoHire,
        Verdict::LeaningHire,
        Verdict::Hire,
        Verdict::StrongHire,
    ];

    /// In words.
    pub fn says(self) -> &'static str {
        match self {
            Verdict::StrongNoHire => "Strong No Hire",
            Verdict::NoHire => "No Hire",
            Verdict::LeaningNoHire => "Leaning No Hire",
            Verdict::LeaningHire => "Leaning Hire",
            Verdict::Hire => "Hire",
            Verdict::StrongHire => "Strong Hire",
        }
    }

    /// The verdict of a weighted total, 0 to 1.
    pub(super) fn of(total: f64, level: Level) -> Verdict {
        let bars = match level {
            Level::L4 => [0.25, 0.42, 0.56, 0.68, 0.82],
            Level::L5 => [0.30, 0.48, 0.62, 0.74, 0.87],
        };
        Verdict::ALL[bars.iter().filter(|bar| total >= **bar).count()]
    }
}

/// Everything that is said after an interview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Debrief {
    /// The verdict for the level that was asked.
    pub verdict: Verdict,
    /// The level.
    pub level: Level,
    /// The weighted total, 0 to 1.
    pub total: f64,
    /// What held the verdict down.
    pub gates: Vec<Gate>,
    /// The dimensions; in a whole interview their weights add up to 100.
    pub dimensions: Vec<Dimension>,
    /// One a step that was walked.
    pub steps: Vec<StepReport>,
    /// Wrong beliefs.
    pub wrong: Vec<WrongLine>,
    /// What was good: at most two.
    pub strengths: Vec<Strength>,
    /// What to do better: at most three.
    pub fixes: Vec<Fix>,
    /// Questions of the bank that teach what was missing.
    pub study: Vec<String>,
    /// What the conduct was marked by, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conduct: Vec<String>,
}

impl Debrief {
    /// The step that has most to gain: lost marks times its minutes.
    pub fn weakest(&self) -> Option<&StepReport> {
        let lost = |step: &StepReport| (1.0 - step.score) * f64::from(step.step.0.minutes());
        self.steps.iter().max_by(|a, b| lost(a).total_cmp(&lost(b)))
    }
}

/// Something that held the verdict down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "WrittenGate")]
pub struct Gate {
    /// What, and the best verdict that it leaves.
    pub says: String,
    /// When it was due or said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Millis>,
    /// The words that show it, if there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}

/// A gate as journals have it: the first ones had only words.
#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenGate {
    Words(String),
    Whole {
        says: String,
        #[serde(default)]
        at: Option<Millis>,
        #[serde(default)]
        quote: Option<String>,
    },
}

impl From<WrittenGate> for Gate {
    fn from(written: WrittenGate) -> Gate {
        match written {
            WrittenGate::Words(says) => Gate { says, at: None, quote: None },
            WrittenGate::Whole { says, at, quote } => Gate { says, at, quote },
        }
    }
}

/// One dimension of the verdict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dimension {
    /// Its name.
    pub name: String,
    /// Of 100.
    pub weight: u32,
    /// 0 to 1.
    pub score: f64,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepReport {
    /// Which.
    pub step: StepName,
    /// 0 to 1.
    pub score: f64,
    /// Milliseconds used.
    pub used: Millis,
    /// Milliseconds given; `None` without a clock.
    pub budget: Option<Millis>,
    /// Whether the clock ended it.
    pub ran_out: bool,
    /// Its points.
    pub points: Vec<PointLine>,
}

/// One point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PointLine {
    /// The id.
    pub id: String,
    /// The idea.
    pub says: String,
    /// Whether it belongs to L5.
    pub advanced: bool,
    /// 0 to 1.
    pub credit: f64,
    /// How it came; `None` when it did not.
    pub how: Option<How>,
    /// When it was said.
    pub at: Option<Millis>,
    /// The words that earned it.
    pub quote: Option<String>,
    /// What a strong answer says.
    pub answer: String,
}

/// A wrong belief.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WrongLine {
    /// The belief.
    pub says: String,
    /// When it was said.
    pub at: Millis,
    /// The words.
    pub quote: String,
    /// What is right.
    pub answer: String,
    /// When the candidate put it right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Millis>,
}

/// Something good.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Strength {
    /// The idea.
    pub says: String,
    /// When it was said.
    pub at: Millis,
    /// The words.
    pub quote: String,
}

/// Something to do better.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    /// What was missing or wrong.
    pub says: String,
    /// In which step.
    pub step: StepName,
    /// When it was due or said.
    pub at: Millis,
    /// The nearest thing that was said instead, if anything.
    pub quote: Option<String>,
    /// A sentence that would have been better.
    pub better: String,
    /// A question of the bank that teaches it.
    pub study: Option<String>,
}
