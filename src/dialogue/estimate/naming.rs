//! What a figure that is off is off by, and why.

use super::exercise::Factor;
use super::unit::Unit;
use crate::quantity::Slip;

/// A figure is one factor away from another if it is as near as rounding twice.
const ROUNDED: f64 = 1.2;
/// Years are seven as well: a factor of eight must be nearer.
const EIGHT: f64 = 1.1;
/// The seconds of a day are often taken as 100,000.
const ROUGH: f64 = 1.35;

/// Names the slip behind a figure that is so many times the right one.
pub(super) fn name(times: f64, unit: Unit) -> Slip {
    if unit.is_size() && either(times, 8.0, EIGHT) {
        return Slip::BitsAsBytes;
    }
    if either(times, 86_400.0, ROUGH) {
        return Slip::PerDayAsPerSecond;
    }
    if let Some(times) = power(times, 1_000.0) {
        return Slip::Factor1000 { times };
    }
    if [365.0, 30.0, 12.0, 24.0, 3_600.0, 60.0].iter().any(|period| either(times, *period, 1.05)) {
        return Slip::Period { times };
    }
    match power(times, 10.0) {
        Some(times) => Slip::FactorTen { times },
        None => Slip::Other { expected: 1.0, given: times },
    }
}

/// What a factor was done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Misuse {
    /// It was left out.
    LeftOut,
    /// It multiplies where it should divide, or the reverse.
    UpsideDown,
}

/// The factor whose misuse explains a figure that is so many times the right one.
pub(super) fn misused(times: f64, factors: &[Factor]) -> Option<(&Factor, Misuse)> {
    let explains = |f: &&Factor, power: i32| {
        f.value.powi(f.power * power) != 1.0 && near(times * f.value.powi(f.power * power), 1.0, ROUNDED)
    };
    let found = |power: i32| factors.iter().find(|f| explains(f, power));
    // A factor such as 1.5 is within rounding of doing nothing.
    let telling = |f: &&Factor| !near(f.value, 1.0, 1.4);
    found(1)
        .filter(telling)
        .map(|f| (f, Misuse::LeftOut))
        .or_else(|| found(2).filter(telling).map(|f| (f, Misuse::UpsideDown)))
}

/// Whether two values are within a factor.
pub(super) fn near(value: f64, other: f64, within: f64) -> bool {
    (1.0 / within..=within).contains(&(value / other))
}

fn either(times: f64, factor: f64, within: f64) -> bool {
    near(times, factor, within) || near(1.0 / times, factor, within)
}

fn power(times: f64, base: f64) -> Option<f64> {
    let powers = [1, 2, 3, 4, 5, -1, -2, -3, -4, -5];
    powers.into_iter().map(|p| base.powi(p)).find(|factor| near(times, *factor, ROUGH))
}
