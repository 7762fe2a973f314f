//! Written arithmetic: found, checked step by step, and explained.
//!
//! A step is wrong only when no reading of its units makes it right; see [`judge`].

mod signs;
mod side;
mod chain;
mod expression;
mod hints;
mod compare;
mod judge;
mod reading;
mod slip;

use std::fmt::Write as _;
use std::ops::Range;

pub use chain::workings;
pub(super) use chain::workings_in;

/// Holds one chain of equalities, such as `100M x 500 B = 50 GB x 365 = 18 TB`.
#[derive(Debug, Clone, PartialEq)]
pub struct Working {
    /// Bytes of the original text.
    pub span: Range<usize>,
    /// One step for each equality.
    pub steps: Vec<Step>,
    /// Wrong if a step is wrong (the first slip), else unclear if one is, else right.
    pub verdict: Verdict,
}

/// Holds one equality of a working.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Bytes of the original text.
    pub span: Range<usize>,
    /// The step as written.
    pub written: String,
    /// What the left side comes to, in the units of the right side.
    pub expected: f64,
    /// What the right side says, in the same units.
    pub given: f64,
    /// Whether the step holds.
    pub verdict: Verdict,
}

/// Says whether written arithmetic holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict {
    /// Right within rounding, in some reading of its units.
    Right,
    /// Neither right within rounding nor surely wrong.
    Unclear,
    /// Wrong in every reading.
    Wrong(Slip),
}

/// Names what went wrong; `times` is given over expected, so 1000 is too large.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Slip {
    /// Off by a power of 1000.
    Factor1000 {
        /// How many times too large.
        times: f64,
    },
    /// Bits taken for bytes or the reverse: off by 8.
    BitsAsBytes,
    /// A rate per day called a rate per second, or the reverse.
    PerDayAsPerSecond,
    /// Another period mixed up: month, year, hour.
    Period {
        /// How many times too large.
        times: f64,
    },
    /// Off by 10, 100 and so on.
    FactorTen {
        /// How many times too large.
        times: f64,
    },
    /// Off by something else.
    Other {
        /// What the left side comes to.
        expected: f64,
        /// What the right side says.
        given: f64,
    },
}

impl Slip {
    /// Returns the slip's short name, as tests and reports use it.
    pub fn name(&self) -> &'static str {
        match self {
            Slip::Factor1000 { .. } => "factor-1000",
            Slip::BitsAsBytes => "bits-as-bytes",
            Slip::PerDayAsPerSecond => "per-day-as-per-second",
            Slip::Period { .. } => "period",
            Slip::FactorTen { .. } => "factor-ten",
            Slip::Other { .. } => "other",
        }
    }

    /// Explains the slip to the person who wrote it.
    pub fn says(&self) -> String {
        match *self {
            Slip::Factor1000 { times } | Slip::FactorTen { times } => off(times),
            Slip::BitsAsBytes => "bits taken for bytes, eight times off".to_owned(),
            Slip::PerDayAsPerSecond => "per day taken for per second".to_owned(),
            Slip::Period { times } => format!("the period is mixed up, {}", off(times)),
            Slip::Other { expected, given } => off(given / expected),
        }
    }
}

impl Working {
    /// Takes back that anything in it is wrong.
    fn doubt(&mut self) {
        for verdict in self.steps.iter_mut().map(|s| &mut s.verdict).chain([&mut self.verdict]) {
            if matches!(verdict, Verdict::Wrong(_)) {
                *verdict = Verdict::Unclear;
            }
        }
    }

    /// Explains the working step by step: "100M x 500 B = 50 GB/day: right."
    pub fn says(&self) -> String {
        let mut out = String::new();
        for step in &self.steps {
            let gap = if out.is_empty() { "" } else { " " };
            // Writing to a string cannot fail.
            let _ = write!(out, "{gap}{}: {}.", step.written, step.verdict.says());
        }
        out
    }
}

impl Verdict {
    /// Returns the verdict in words.
    pub fn says(&self) -> String {
        match self {
            Verdict::Right => "right".to_owned(),
            Verdict::Unclear => "not clear".to_owned(),
            Verdict::Wrong(slip) => slip.says(),
        }
    }
}

fn off(times: f64) -> String {
    let (factor, side) = if times >= 1.0 { (times, "large") } else { (1.0 / times, "small") };
    let number = match factor.round() {
        10.0 => "ten".to_owned(),
        100.0 => "a hundred".to_owned(),
        1000.0 => "a thousand".to_owned(),
        1e6 => "a million".to_owned(),
        1e9 => "a billion".to_owned(),
        _ if !factor.is_finite() => "far".to_owned(),
        _ if factor < 9.5 => format!("{factor:.1}"),
        round => format!("{round}"),
    };
    if number == "far" {
        return format!("far too {side}");
    }
    format!("{number} times too {side}")
}
