//! The marks of a drill as data: they stand in the journal, and everything that is shown of them comes from here.

use serde::{Deserialize, Serialize};

use super::super::debrief::PointLine;
use super::super::event::Millis;
use crate::rubric::{Point, Tier};
use crate::scoring::{Flag, FlagKind, Scorecard};
use crate::text::Span;

/// From this credit on a point counts as said.
pub const SAID: f64 = 0.5;

/// Which part of a drill was marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The answer to the question.
    Answer,
    /// The reply to the follow-up.
    Reply,
}

/// What was said, with the words that earned something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Marked {
    /// Which part it is.
    pub part: Part,
    /// What was said; the spans are bytes of it.
    pub text: String,
    /// 0 to 1; for a reply, of the answer and the reply together.
    pub score: f64,
    /// Points of the question.
    pub of: usize,
    /// Points that this part earned; of a reply, only those that the answer had not earned.
    pub points: Vec<MarkedPoint>,
    /// What lowered the mark, as far as it tells nothing that the follow-up may ask for.
    pub flags: Vec<MarkedFlag>,
}

/// A point that was earned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MarkedPoint {
    /// The id.
    pub id: String,
    /// The idea.
    pub says: String,
    /// Whether it belongs to L5.
    pub advanced: bool,
    /// 0 to 1.
    pub credit: f64,
    /// The words.
    pub evidence: Vec<Span>,
}

/// Something that lowered the mark or was not counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkedFlag {
    /// The name of its kind.
    pub kind: String,
    /// Which point or belief, in words.
    pub detail: String,
    /// The words.
    pub span: Span,
}

/// How well the question was remembered: what its next turn hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// Not remembered: again soon.
    Again,
    /// Half of it.
    Hard,
    /// Well.
    Good,
    /// Nearly all of it.
    Easy,
}

/// Marks from which on the answer was hard, good, easy.
const BARS: [f64; 3] = [0.45, 0.65, 0.88];
/// What a hint costs of the mark that the grade comes from, as in the conduct of an interview.
const HINT_COST: f64 = 0.06;

impl Grade {
    /// The grade of a mark that took some hints.
    pub fn of(score: f64, hints: usize) -> Grade {
        let mark = score - hints as f64 * HINT_COST;
        match BARS.iter().filter(|bar| mark >= **bar).count() {
            0 => Grade::Again,
            1 => Grade::Hard,
            2 => Grade::Good,
            _ => Grade::Easy,
        }
    }

    /// In a word.
    pub fn says(self) -> &'static str {
        match self {
            Grade::Again => "again",
            Grade::Hard => "hard",
            Grade::Good => "good",
            Grade::Easy => "easy",
        }
    }
}

/// Everything that is said at the end of a drill.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// How well it went; `None` when the candidate left without a word: that says nothing of what they know.
    pub grade: Option<Grade>,
    /// The mark of the answer, 0 to 1.
    pub score: f64,
    /// The mark of the answer and the reply together; `None` without a reply.
    pub with_reply: Option<f64>,
    /// Hints that were asked for.
    pub hints: usize,
    /// Milliseconds of the answer.
    pub used: Millis,
    /// Milliseconds that the answer had; `None` without a clock.
    pub budget: Option<Millis>,
    /// Whether the clock ended the answer.
    pub ran_out: bool,
    /// All points, in the rubric's order.
    pub points: Vec<PointLine>,
    /// Ids of what is still missing, the heaviest first.
    pub missing: Vec<String>,
    /// The answer as it was marked.
    pub answer: String,
    /// Words of the answer that were not counted for a point, and why: bytes of the answer.
    pub uncounted: Vec<MarkedFlag>,
    /// Questions of the bank that teach what is missing, this one first.
    pub study: Vec<String>,
    /// The section of a study guide that holds the facts.
    pub guide: Option<String>,
}

impl Report {
    /// The points that are still missing, the heaviest first.
    pub fn missing(&self) -> impl Iterator<Item = &PointLine> {
        self.missing.iter().filter_map(|id| self.points.iter().find(|p| p.id == *id))
    }
}

/// Four decimals: more would promise what marks don't hold, and these survive being written and read.
pub(super) fn round(mark: f64) -> f64 {
    (mark * 10_000.0).round() / 10_000.0
}

/// The marks of a part. `new` says which points count for it.
pub(super) fn marked(
    part: Part,
    text: &str,
    score: f64,
    points: &[Point],
    card: &Scorecard,
    new: impl Fn(usize) -> bool,
) -> Marked {
    let earned = points.iter().zip(&card.points).enumerate().filter(|(i, (_, mark))| mark.credit > 0.0 && new(*i));
    let points = earned.map(|(_, (point, mark))| MarkedPoint {
        id: point.id.clone(),
        says: point.says.clone(),
        advanced: point.tier == Tier::Advanced,
        credit: round(mark.credit),
        evidence: mark.evidence.clone(),
    });
    let flags = card.flags.iter().filter(|f| !tells_a_point(f.kind)).map(marked_flag).collect();
    Marked { part, text: text.to_owned(), score: round(score), of: card.points.len(), points: points.collect(), flags }
}

/// What was not counted for a point: it tells the point, so it is shown at the end.
pub(super) fn uncounted(card: &Scorecard) -> Vec<MarkedFlag> {
    card.flags.iter().filter(|f| tells_a_point(f.kind)).map(marked_flag).collect()
}

fn marked_flag(flag: &Flag) -> MarkedFlag {
    MarkedFlag { kind: flag.kind.name().to_owned(), detail: flag.detail.clone(), span: flag.span.clone() }
}

/// Whether a flag names a point that was not earned.
fn tells_a_point(kind: FlagKind) -> bool {
    match kind {
        FlagKind::Negated | FlagKind::Dismissed | FlagKind::Contradiction | FlagKind::Opposite | FlagKind::Echo => true,
        FlagKind::Misconception
        | FlagKind::Swap
        | FlagKind::KeywordList
        | FlagKind::OffTopic
        | FlagKind::Arithmetic
        | FlagKind::Sweeping => false,
    }
}
