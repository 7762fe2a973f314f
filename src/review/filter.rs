//! Which sessions of a list are wanted.

use chrono::{DateTime, Days, FixedOffset, NaiveDate};

use super::Row;
use crate::messages::tr;

/// What the sessions must have; nothing is asked of what is `None`.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// One of these rubrics.
    pub rubrics: Option<Vec<String>>,
    /// Begun on this day or later.
    pub since: Option<NaiveDate>,
    /// A mark below this, 0 to 1: sessions without a mark are left out.
    pub below: Option<f64>,
}

impl Filter {
    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.rubrics.is_none() && self.since.is_none() && self.below.is_none()
    }

    /// Whether a session has all of it.
    pub fn fits(&self, row: &Row) -> bool {
        let rubric = self.rubrics.as_ref().is_none_or(|all| all.contains(&row.header.rubric));
        let since = self.since.is_none_or(|day| row.header.started.date_naive() >= day);
        let below = self.below.is_none_or(|mark| row.total.is_some_and(|total| total < mark));
        rubric && since && below
    }
}

/// A day as people give it: `2026-11-20`, or how long ago: `7d`, `2w`.
///
/// # Errors
/// It is neither; the text says what is expected.
pub fn since(text: &str, now: DateTime<FixedOffset>) -> Result<NaiveDate, String> {
    let today = now.date_naive();
    let ago = |number: &str, days: u64| {
        let number: u64 = number.parse().ok()?;
        today.checked_sub_days(Days::new(number.checked_mul(days)?))
    };
    let given = match text.strip_suffix('d').map(|n| ago(n, 1)).or(text.strip_suffix('w').map(|n| ago(n, 7))) {
        Some(day) => day,
        None => text.parse().ok(),
    };
    given.ok_or_else(|| tr!("`{text}` is no day: give one such as 2026-11-20, 7d or 2w", text))
}
