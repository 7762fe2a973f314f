//! What an amount may mean: each letter and each missing unit opens a reading.

use super::super::amount::Amount;
use super::super::unit::{Case, Sort, Unit};
use super::expression::{Expression, Interval};

/// Holds one meaning of an amount.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    low: f64,
    high: f64,
    /// What the unit of size or the fraction of a second multiplies by.
    prefix: f64,
    /// Seconds in the unit of a time.
    time: Option<f64>,
    /// Seconds in the period of a rate.
    per: Option<f64>,
    /// Whether the reading is a far-fetched one: `500b` as 500 billion, `gb` as gigabits.
    pub doubtful: bool,
}

/// Says how times and periods enter the arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// As written: `50 GB/day` is 50 GB, `5 years` is 5.
    Written,
    /// In base units: everything per second and in seconds.
    Base,
    /// Times in days, for stores that grow by an unsaid day.
    Days,
    /// Times in months.
    Months,
    /// Without the prefix of the unit: `64 / 4 MB/s` in megabytes.
    Bare,
}

impl Reading {
    /// Returns the value in a mode.
    pub fn value(&self, mode: Mode) -> Interval {
        let long = self.time.filter(|t| *t >= 3_600.0);
        let factor = match mode {
            Mode::Written => self.prefix,
            Mode::Base => self.prefix * self.time.unwrap_or(1.0) / self.per.unwrap_or(1.0),
            Mode::Days => self.prefix * long.map_or(1.0, |t| t / 86_400.0),
            Mode::Months => self.prefix * long.map_or(1.0, |t| t / 2_592_000.0),
            Mode::Bare => 1.0,
        };
        Interval { low: self.low * factor, high: self.high * factor }
    }
}

/// Returns the meanings of every amount of an expression, the likeliest first.
///
/// `eight` is whether the working multiplies or divides by 8, so that bits may be counted.
pub(super) fn readings(expression: &Expression, eight: Eight) -> Vec<Vec<Reading>> {
    let adds = expression.has('+') || expression.has('-');
    let unit = expression.amounts.iter().find_map(inherited).filter(|_| adds);
    expression.amounts.iter().map(|amount| meanings(amount, eight, unit)).collect()
}

/// Says whether a working converts between bits and bytes itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Eight {
    /// A factor of 8 is written.
    Written,
    /// None is.
    Absent,
}

/// What a bare number next to this amount in a sum may leave out: `60 GB + 20`.
fn inherited(amount: &Amount) -> Option<f64> {
    let prefix = match amount.unit {
        Unit::Data { size, .. } => size,
        Unit::Time(seconds) if seconds < 1.0 => seconds,
        Unit::Letter { letter: 'm', .. } => 1e6,
        Unit::Letter { letter: 'b', .. } => 1e9,
        Unit::Plain | Unit::Factor | Unit::Percent | Unit::Time(_) | Unit::Letter { .. } => 1.0,
    };
    let factor = prefix * amount.scale;
    (factor != 1.0).then_some(factor)
}

fn meanings(amount: &Amount, eight: Eight, inherited: Option<f64>) -> Vec<Reading> {
    let number = plain(amount);
    let with = |prefix: f64| Reading { prefix, ..number };
    let timed = |seconds: f64| Reading { time: Some(seconds), ..number };
    match amount.unit {
        Unit::Plain if amount.scale == 1.0 => {
            let mut all = vec![number];
            all.extend(inherited.map(with));
            all
        }
        Unit::Plain | Unit::Factor => vec![number],
        Unit::Percent => vec![with(0.01), number],
        // Fractions of a second act as prefixes: 200 ms is 0.2 as written.
        Unit::Time(seconds) if seconds < 1.0 => vec![with(seconds)],
        Unit::Time(seconds) => vec![timed(seconds)],
        Unit::Data { size, sort } => sizes(size, sort, amount, eight)
            .into_iter()
            .enumerate()
            .map(|(at, prefix)| Reading { doubtful: at > 0 && eight == Eight::Absent, ..with(prefix) })
            .collect(),
        Unit::Letter { letter, upper } => letters(letter, upper, amount.mantissa, number),
    }
}

/// Reads a letter with two meanings; a small `b` may be bits, a small `m` minutes.
fn letters(letter: char, upper: Case, mantissa: f64, number: Reading) -> Vec<Reading> {
    let with = |prefix: f64| Reading { prefix, ..number };
    // A million is part of the number, not a prefix of its unit.
    let times = |factor: f64| Reading { low: number.low * factor, high: number.high * factor, ..number };
    let doubt = |reading: Reading| Reading { doubtful: true, ..reading };
    let bits = doubt(with(0.125));
    let minutes = doubt(Reading { time: Some(60.0), ..number });
    match (letter, upper) {
        ('b', Case::Upper) if mantissa >= 100.0 => vec![with(1.0), doubt(times(1e9))],
        ('b', Case::Lower) if mantissa >= 100.0 => vec![with(1.0), doubt(times(1e9)), bits],
        ('b', Case::Upper) => vec![times(1e9), with(1.0)],
        ('b', Case::Lower) => vec![times(1e9), with(1.0), bits],
        ('m', Case::Lower) => vec![times(1e6), minutes],
        ('m', Case::Upper) => vec![times(1e6)],
        ('g', _) => vec![with(1e9)],
        _ => vec![times(1e12)],
    }
}

fn plain(amount: &Amount) -> Reading {
    Reading {
        low: amount.mantissa * amount.scale,
        high: amount.high.unwrap_or(amount.mantissa) * amount.scale,
        prefix: 1.0,
        time: None,
        per: amount.per.map(|p| p.seconds()),
        doubtful: false,
    }
}

fn sizes(size: f64, sort: Sort, amount: &Amount, eight: Eight) -> Vec<f64> {
    let counted = (eight == Eight::Written).then_some(size);
    match sort {
        Sort::Bytes => vec![size],
        Sort::Lower => vec![size, size / 8.0],
        Sort::Mixed if amount.per.is_none() => vec![size, size / 8.0],
        Sort::Mixed | Sort::Bits => [size / 8.0].into_iter().chain(counted).collect(),
    }
}
