//! The only reader of time.

use std::time::Instant;

use chrono::{DateTime, FixedOffset, Local, SubsecRound};

use crate::dialogue::Millis;

/// Interview time: runs from a given moment, stands still while paused.
#[derive(Debug, Clone)]
pub struct Clock {
    before: Millis,
    since: Option<Instant>,
}

impl Clock {
    /// A running clock that shows `before` now.
    pub fn running_from(before: Millis) -> Self {
        Clock { before, since: Some(Instant::now()) }
    }

    /// Interview time in milliseconds. A machine that sleeps does not move it: the monotonic clock sleeps as well.
    pub fn now(&self) -> Millis {
        self.before.saturating_add(self.since.map_or(0, |since| since.elapsed().as_millis() as Millis))
    }

    /// Stops the clock.
    pub fn pause(&mut self) {
        self.before = self.now();
        self.since = None;
    }

    /// Starts it again.
    pub fn resume(&mut self) {
        self.since.get_or_insert_with(Instant::now);
    }
}

/// The time of day, to the second, with its offset.
pub fn wall() -> DateTime<FixedOffset> {
    Local::now().trunc_subsecs(0).fixed_offset()
}

/// A seed for a session that was given none.
pub fn seed() -> u64 {
    let nanos = Local::now().timestamp_nanos_opt().unwrap_or_default();
    // Few digits, so that a person can type it again.
    nanos.unsigned_abs() / 1_000 % 1_000_000
}
