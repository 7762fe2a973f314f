//! Which slip explains a wrong result best.

use super::Slip;
use super::hints::{Data, Hints};

/// Names the slip behind `given` where `expected` was due.
pub(super) fn name(expected: f64, given: f64, hints: &Hints) -> Slip {
    let ratio = given / expected;
    let timed = hints.rates > 0 || hints.right.is_some() || !hints.times.is_empty();
    let sizes = hints.left_data != Data::Absent && hints.right_data != Data::Absent;
    let bits = hints.left_data == Data::Bits || hints.right_data == Data::Bits;
    // A time to transfer is off by 8 as well.
    let bits = bits && (sizes || hints.claimed_time.is_some());
    if bits && near_either(ratio, 8.0, 1.12) || sizes && near_either(ratio, 8.0, 1.03) {
        return Slip::BitsAsBytes;
    }
    if timed && near_either(ratio, 86_400.0, 1.3) {
        return Slip::PerDayAsPerSecond;
    }
    if let Some(times) = power(ratio, 1_000.0, 1.35) {
        return Slip::Factor1000 { times };
    }
    if timed && [365.0, 30.0, 12.0, 24.0, 3_600.0, 60.0].iter().any(|p| near_either(ratio, *p, 1.025)) {
        return Slip::Period { times: ratio };
    }
    match power(ratio, 10.0, 1.3) {
        Some(times) => Slip::FactorTen { times },
        None => Slip::Other { expected, given },
    }
}

/// Tells whether the ratio, or its inverse, is a power of 1000, as when a prefix is left out.
pub(super) fn is_prefix(expected: f64, given: f64) -> bool {
    power(given / expected, 1_000.0, 1.35).is_some()
}

fn near(ratio: f64, factor: f64, tolerance: f64) -> bool {
    let gap = ratio / factor;
    (1.0 / tolerance..=tolerance).contains(&gap)
}

fn near_either(ratio: f64, factor: f64, tolerance: f64) -> bool {
    near(ratio, factor, tolerance) || near(1.0 / ratio, factor, tolerance)
}

fn power(ratio: f64, base: f64, tolerance: f64) -> Option<f64> {
    [1, 2, 3, 4, 5, -1, -2, -3, -4, -5]
        .into_iter()
        .map(|power| base.powi(power))
        .find(|factor| near(ratio, *factor, tolerance))
}
