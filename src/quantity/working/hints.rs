//! What the units of a step say about time: which periods it holds, and what converts them.

use super::super::Period;
use super::super::amount::Amount;
use super::super::unit::{Sort, Unit};
use super::expression::Expression;

/// Holds what a step tells about time and size.
#[derive(Debug, Clone)]
pub(super) struct Hints {
    /// The period of the left side, if it has just one above the line and none below.
    pub left: Option<Period>,
    /// The period of the right side.
    pub right: Option<Period>,
    /// Whether the left side holds a rate.
    pub rates: usize,
    /// The times on the left side, in seconds.
    pub times: Vec<f64>,
    /// The time unit of the right side.
    pub claimed_time: Option<f64>,
    /// Bare numbers that convert between periods, such as 86400.
    pub conversions: Vec<f64>,
    /// Whether 86400 itself is divided by, or multiplied with.
    pub day: Day,
    /// Whether the left side holds a size.
    pub left_data: Data,
    /// Whether the right side holds a size.
    pub right_data: Data,
}

/// Says what a step does with the seconds of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// Divides by them.
    Divided,
    /// Multiplies with them.
    Multiplied,
    /// Leaves them out.
    Absent,
}

/// Says what is known about sizes on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Data {
    /// Bits are written.
    Bits,
    /// Bytes are written.
    Bytes,
    /// No unit of size.
    Absent,
}

const CONVERSIONS: [f64; 16] = [
    7.0, 12.0, 24.0, 28.0, 30.0, 31.0, 52.0, 60.0, 360.0, 365.0, 366.0, 1_440.0, 3_600.0, 86_400.0, 100_000.0, 80_000.0,
];

impl Hints {
    /// Collects the hints of a step.
    pub fn new(left: &Expression, right: &Expression) -> Hints {
        let rates: Vec<usize> = (0..left.amounts.len()).filter(|at| rate(&left.amounts[*at]).is_some()).collect();
        let above = rates.iter().all(|at| !left.divides(*at));
        let period = rates.first().and_then(|at| rate(&left.amounts[*at]));
        let single = rates.iter().all(|at| rate(&left.amounts[*at]) == period);
        let claim = right.amounts.first();
        Hints {
            left: period.filter(|_| above && single),
            right: claim.and_then(rate),
            rates: rates.len(),
            times: left.amounts.iter().filter_map(time).collect(),
            claimed_time: claim.and_then(time),
            conversions: left.amounts.iter().filter_map(conversion).collect(),
            day: day(left),
            left_data: data(&left.amounts),
            right_data: data(&right.amounts[..right.amounts.len().min(1)]),
        }
    }

    /// How many times off the result is when the numbers written convert other periods.
    pub fn period_slip(&self) -> Option<f64> {
        let (Some(p), Some(q)) = (self.left, self.right) else {
            return None;
        };
        let product: f64 = self.conversions.iter().product();
        let (a, b) = (p.seconds(), q.seconds());
        let times = a.max(b) / a.min(b) / product;
        Some(if a > b { times } else { 1.0 / times })
    }

    /// Tells whether taking both sides as written would mix periods up.
    pub fn conflict(&self) -> bool {
        let mixed_rate = matches!((self.left, self.right), (Some(p), Some(q)) if p != q && !self.converts(p, q));
        let mixed_time = self.rates == 0
            && self.conversions.is_empty()
            && self.times.len() == 1
            && self.claimed_time.is_some_and(|q| self.times != [q]);
        mixed_rate || mixed_time || self.grown_by_another_unit() || self.day_left_in()
    }

    /// `50 GB/day x 5 years` is not 250 GB.
    fn grown_by_another_unit(&self) -> bool {
        let (Some(p), [time]) = (self.left, &self.times[..]) else {
            return false;
        };
        let written = p.seconds() != *time && self.right.is_none() && self.claimed_time.is_none();
        written && self.conversions.is_empty()
    }

    /// `/ 86400` gives no rate per day, `x 86400` none per second.
    pub fn day_left_in(&self) -> bool {
        let left = |p: Period| self.left.is_none_or(|l| l == p) && self.rates < 2;
        let alone = self.times.is_empty() && self.conversions.len() == 1;
        match self.day {
            Day::Divided => alone && self.right == Some(Period::Day) && left(Period::Day),
            Day::Multiplied => alone && self.right == Some(Period::Second) && left(Period::Second),
            Day::Absent => false,
        }
    }

    /// Tells whether the numbers written convert between two periods. Only a month or a year
    /// is held to its numbers, for a day's traffic may come in an hour.
    fn converts(&self, p: Period, q: Period) -> bool {
        let long = |p: Period| matches!(p, Period::Month | Period::Year);
        if !self.times.is_empty() || self.conversions.len() > 6 {
            return true;
        }
        if self.conversions.is_empty() {
            return false;
        }
        if !(long(p) || long(q)) {
            return true;
        }
        let (a, b) = (p.seconds(), q.seconds());
        let net = a.max(b) / a.min(b);
        (1..1_usize << self.conversions.len()).any(|set| {
            let product: f64 =
                self.conversions.iter().enumerate().filter(|(at, _)| set & (1 << at) != 0).map(|(_, n)| n).product();
            (product / net).max(net / product) < 5.0
        })
    }
}

fn rate(amount: &Amount) -> Option<Period> {
    amount.per.filter(|_| !matches!(amount.unit, Unit::Time(_) | Unit::Percent))
}

fn time(amount: &Amount) -> Option<f64> {
    match amount.unit {
        // `86400 seconds/day` converts, and is no time of its own.
        Unit::Time(seconds) if seconds >= 1.0 => Some(seconds),
        Unit::Time(_) | Unit::Plain | Unit::Factor | Unit::Percent | Unit::Data { .. } | Unit::Letter { .. } => None,
    }
}

fn conversion(amount: &Amount) -> Option<f64> {
    // Seconds of a month and of a year, as people round them.
    const LONG: [f64; 4] = [2.5e6, 2.6e6, 3e7, 3.15e7];
    let value = amount.mantissa * amount.scale;
    let value = match amount.unit {
        Unit::Plain => value,
        Unit::Letter { letter: 'm', .. } => value * 1e6,
        Unit::Factor | Unit::Percent | Unit::Data { .. } | Unit::Time(_) | Unit::Letter { .. } => {
            return None;
        }
    };
    let long = LONG.iter().any(|c| (value / c - 1.0).abs() < 0.06);
    (amount.per.is_none() && (CONVERSIONS.contains(&value) || long)).then_some(value)
}

fn day(left: &Expression) -> Day {
    let seconds = |a: &Amount| a.unit == Unit::Plain && a.mantissa * a.scale == 86_400.0;
    match left.amounts.iter().position(seconds) {
        Some(at) if left.divides(at) => Day::Divided,
        Some(_) if left.has('/') => Day::Absent,
        Some(_) => Day::Multiplied,
        None => Day::Absent,
    }
}

fn data(amounts: &[Amount]) -> Data {
    let sorts = || {
        amounts.iter().filter_map(|a| match a.unit {
            Unit::Data { sort, .. } => Some((sort, a.per)),
            // Below a hundred, `b` is a billion as often as bytes.
            Unit::Letter { letter: 'b', .. } if a.mantissa >= 100.0 => Some((Sort::Bytes, a.per)),
            Unit::Letter { letter: 'g', .. } => Some((Sort::Bytes, a.per)),
            Unit::Plain | Unit::Factor | Unit::Percent | Unit::Time(_) | Unit::Letter { .. } => None,
        })
    };
    let bits = |(sort, per): (Sort, Option<Period>)| sort == Sort::Bits || sort == Sort::Mixed && per.is_some();
    match sorts().next() {
        Some(_) if sorts().any(bits) => Data::Bits,
        Some(_) => Data::Bytes,
        None => Data::Absent,
    }
}
