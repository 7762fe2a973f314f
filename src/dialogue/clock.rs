//! The budget of a step, against the time that comes with the events.

use super::event::Millis;

/// One minute.
const MINUTE: Millis = 60_000;
/// Silence is noticed after this long without a key.
pub const SILENCE: Millis = 90_000;

/// The clock of one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepClock {
    /// When the step began.
    pub started: Millis,
    /// What it gets; `None` without a clock.
    pub budget: Option<Millis>,
    half_told: bool,
    minute_told: bool,
}

/// A remark on the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nudge {
    /// Half of the budget is gone.
    Half,
    /// One minute is left.
    Minute,
}

impl StepClock {
    /// A clock that starts now.
    pub fn start(at: Millis, budget: Option<Millis>) -> Self {
        // In a step of two minutes or less, "half" and "one minute" would be one remark said twice.
        let minute_told = budget.is_none_or(|b| b <= 2 * MINUTE);
        StepClock { started: at, budget, half_told: budget.is_none(), minute_told }
    }

    /// The time left; `None` without a clock.
    pub fn left(&self, at: Millis) -> Option<Millis> {
        self.budget.map(|budget| self.started.saturating_add(budget).saturating_sub(at))
    }

    /// The share of the budget that is left, 0 to 1; 1 without a clock.
    pub fn share_left(&self, at: Millis) -> f64 {
        match (self.budget, self.left(at)) {
            (Some(budget), Some(left)) => left as f64 / (budget.max(1)) as f64,
            _ => 1.0,
        }
    }

    /// The remark that is due, if one is.
    pub fn due(&self, at: Millis) -> Option<Nudge> {
        let (budget, left) = (self.budget?, self.left(at)?);
        if left == 0 {
            None
        } else if !self.minute_told && left <= MINUTE {
            Some(Nudge::Minute)
        } else if !self.half_told && left <= budget / 2 {
            Some(Nudge::Half)
        } else {
            None
        }
    }

    /// Notes that a remark was made. After "one minute", "half" is past.
    pub fn told(&mut self, nudge: Nudge) {
        self.half_told = true;
        self.minute_told |= nudge == Nudge::Minute;
    }
}

/// A duration as minutes and seconds: `04:05`. Seconds are rounded up, so that 00:00 is time-up.
pub fn mmss(millis: Millis) -> String {
    let seconds = millis.div_ceil(1000);
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}
