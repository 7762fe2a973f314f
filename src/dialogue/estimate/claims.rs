//! Which figures of an answer are meant as its result.

use std::ops::Range;

use super::unit::{Reading, Sure, Unit};
use crate::quantity::{Quantity, Working};

/// A figure of an answer that may be its result.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    /// Where it stands.
    pub span: Range<usize>,
    /// How it can be read in the unit that was asked for, the likeliest first.
    pub readings: Vec<Reading>,
    /// Whether it is called a figure of one of several: "2 TB per node".
    pub of_each: bool,
}

impl Claim {
    /// The likeliest value.
    pub(super) fn value(&self) -> f64 {
        self.readings.first().map_or(f64::NAN, |r| r.low)
    }
}

/// The claims of an answer in a unit, in order. `given` are the numbers of the exercise: who repeats one claims nothing.
/// Figures without a unit only count where there is none with it.
pub(super) fn claims(
    text: &str,
    quantities: &[Quantity],
    workings: &[Working],
    unit: Unit,
    given: &[(f64, Unit)],
) -> Vec<Claim> {
    let steps = || workings.iter().flat_map(|w| &w.steps);
    let (mut all, mut repeats) = (Vec::new(), Vec::new());
    for q in quantities {
        let result = steps().any(|s| s.span.end == q.span.end);
        let operand = !result && steps().any(|s| s.span.start <= q.span.start && q.span.end <= s.span.end);
        let repeated = !result && given.iter().any(|(value, unit)| is(*unit, *value, q));
        let readings = unit.readings(q);
        let finite = readings.iter().all(|r| r.low.is_finite() && r.high.is_finite());
        if !operand && !readings.is_empty() && finite {
            let claim = Claim { span: q.span.clone(), readings, of_each: of_each(&text[q.span.end..]) };
            if repeated { repeats.push(claim) } else { all.push(claim) }
        }
    }
    // The only figure of an answer is its result, even one that the exercise has as well.
    if all.is_empty() && quantities.len() == 1 {
        all = repeats;
    }
    let surest = all.iter().flat_map(|c| &c.readings).map(|r| r.sure).max().unwrap_or(Sure::Bare);
    for claim in &mut all {
        claim.readings.retain(|r| r.sure == surest);
    }
    all.retain(|c| !c.readings.is_empty());
    all
}

fn is(unit: Unit, value: f64, q: &Quantity) -> bool {
    unit.readings(q).iter().any(|r| r.sure == Sure::Written && (r.low / value - 1.0).abs() < 0.01)
}

/// "2 TB per node", "500 each": of one of several.
fn of_each(behind: &str) -> bool {
    let mut words = behind.split_whitespace();
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    let time = ["second", "sec", "s", "minute", "min", "hour", "day"];
    let noun = |word: &str| !word.is_empty() && !time.iter().any(|t| word.trim_end_matches([',', '.', ';']) == *t);
    match first.trim_end_matches([',', '.', ';']) {
        "each" | "apiece" => true,
        "per" => noun(second),
        other => other.strip_prefix('/').is_some_and(|rest| rest.starts_with(char::is_alphabetic) && noun(rest)),
    }
}
