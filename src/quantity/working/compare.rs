//! How close two sides come in any of their readings.

use super::super::Period;
use super::super::unit::Unit;
use super::expression::{Expression, Interval, Order};
use super::hints::{Day, Hints};
use super::reading::{Eight, Mode, Reading, readings};

/// What a far-fetched reading must fit within.
const CLOSE: f64 = 1.1;
/// More readings than this are not tried; the step is then never called wrong.
const READINGS: usize = 32;

/// Holds the closest comparison so far.
pub(super) struct Best {
    /// The gap as a factor of at least 1.
    pub gap: f64,
    /// Both values there.
    pub pair: Option<(f64, f64)>,
    /// Whether readings were left untried.
    pub cut: bool,
}

impl Default for Best {
    fn default() -> Self {
        Best { gap: f64::INFINITY, pair: None, cut: false }
    }
}

impl Best {
    /// Compares two sides in every reading.
    pub fn compare(&mut self, left: &Expression, right: &Expression, hints: &Hints, eight: Eight) {
        let (lefts, rights) = (readings(left, eight), readings(right, eight));
        let (left_choices, right_choices) = (choices(&lefts), choices(&rights));
        self.cut |= left_choices > READINGS || right_choices > READINGS;
        let comparisons = comparisons(left, right, hints);
        for (a, b, factor) in comparisons {
            for order in left.orders() {
                for l in 0..left_choices.min(READINGS) {
                    let Some(x) = side(left, &lefts, order, a, l) else {
                        continue;
                    };
                    for r in 0..right_choices.min(READINGS) {
                        let Some(y) = side(right, &rights, Order::Standard, b, r) else {
                            continue;
                        };
                        let x = Interval { low: x.low * factor, high: x.high * factor };
                        let doubts = doubts(&lefts, l) + doubts(&rights, r);
                        self.offer(x, y, doubts);
                    }
                    if self.gap <= 1.0 {
                        return;
                    }
                }
            }
        }
    }

    /// A far-fetched reading must fit closely, and two of them prove nothing.
    fn offer(&mut self, left: Interval, right: Interval, doubts: usize) {
        let gap = gap(left, right);
        let allowed = match doubts {
            0 => f64::INFINITY,
            1 => CLOSE,
            _ => 0.0,
        };
        if gap < self.gap && gap <= allowed {
            self.gap = gap;
            self.pair = Some((left.low, right.low));
        }
    }
}

fn choices(all: &[Vec<Reading>]) -> usize {
    all.iter().fold(1, |n: usize, r| n.saturating_mul(r.len()))
}

fn side(expression: &Expression, all: &[Vec<Reading>], order: Order, mode: Mode, choice: usize) -> Option<Interval> {
    let reading = |at: usize| chosen(all, at, choice).map_or(point(f64::NAN), |r| r.value(mode));
    expression.value(order, &reading)
}

fn doubts(all: &[Vec<Reading>], choice: usize) -> usize {
    let doubtful = |at: &usize| chosen(all, *at, choice).is_some_and(|r| r.doubtful);
    (0..all.len()).filter(doubtful).count()
}

fn chosen(all: &[Vec<Reading>], at: usize, choice: usize) -> Option<&Reading> {
    let below = choices(&all[..at]).max(1);
    all[at].get((choice / below) % all[at].len().max(1))
}

/// Lists how the sides may be compared, and a factor a dropped period explains.
fn comparisons(left: &Expression, right: &Expression, hints: &Hints) -> Vec<(Mode, Mode, f64)> {
    let mut all = Vec::new();
    // `x 86400 = …/s` comes out even in base units, and is wrong all the same.
    if !(hints.day == Day::Multiplied && hints.conflict()) {
        all.push((Mode::Base, Mode::Base, 1.0));
    }
    if !left.has_operator() {
        return all;
    }
    if !hints.conflict() {
        all.push((Mode::Written, Mode::Written, 1.0));
    }
    let long = hints.times.iter().any(|t| *t > 86_400.0);
    if long && hints.rates == 0 && hints.claimed_time.is_none() {
        all.push((Mode::Days, Mode::Written, 1.0));
        all.push((Mode::Months, Mode::Written, 1.0));
    }
    let claim = right.amounts.first();
    let bare = claim.is_some_and(|a| a.unit == Unit::Plain && a.scale == 1.0);
    let sized = left.amounts.iter().any(|a| matches!(a.unit, Unit::Data { .. }));
    let dropped_unit = left.amounts.iter().any(|a| a.unit == Unit::Plain);
    let unit = |e: &Expression| e.amounts.iter().any(|a| matches!(a.unit, Unit::Data { .. } | Unit::Time(_)));
    if unit(left) && bare || sized && dropped_unit && hints.claimed_time.is_some() {
        all.push((Mode::Bare, Mode::Written, 1.0));
    }
    if unit(right) && !unit(left) {
        all.push((Mode::Bare, Mode::Bare, 1.0));
    }
    all.extend(dropped(hints).into_iter().map(|f| (Mode::Written, Mode::Written, f)));
    all
}

/// A day, month or year that only the other side mentions.
fn dropped(hints: &Hints) -> Vec<f64> {
    if !hints.conversions.is_empty() || !hints.times.is_empty() {
        return Vec::new();
    }
    match (hints.left, hints.right) {
        (None, Some(per)) if hints.rates == 0 => vec![per.seconds() / Period::Day.seconds()],
        (Some(per), None) => [Period::Day, Period::Month, Period::Year]
            .into_iter()
            .map(|long| long.seconds() / per.seconds())
            .filter(|factor| *factor > 1.0)
            .collect(),
        (None | Some(_), None | Some(_)) => Vec::new(),
    }
}

/// Returns a value as an interval.
pub(super) fn point(value: f64) -> Interval {
    Interval { low: value, high: value }
}

/// How far apart two values are, as a factor of at least 1.
pub(super) fn gap(a: Interval, b: Interval) -> f64 {
    let (a, b) = (positive(a), positive(b));
    if a.low <= b.high && b.low <= a.high {
        return 1.0;
    }
    let factor = if a.low > b.high { a.low / b.high } else { b.low / a.high };
    if factor.is_nan() { f64::INFINITY } else { factor }
}

/// Returns an interval without its sign.
pub(super) fn positive(value: Interval) -> Interval {
    let (a, b) = (value.low.abs(), value.high.abs());
    Interval { low: a.min(b), high: a.max(b) }
}
