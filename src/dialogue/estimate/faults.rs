//! What is wrong in the arithmetic of an answer, step by step.

use std::ops::Range;

use super::judge::{NEAR, WITHIN};
use super::naming::{name, near};
use super::unit::Unit;
use crate::quantity::{Kind, Period, Quantity, Slip, Step, Verdict as Holds, Working, conversions};

/// Something in an answer that is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// The step as it is written; empty where only the result is off.
    pub written: String,
    /// What is wrong with it.
    pub says: String,
    /// Its kind, as [`Slip::name`] has it, or `left-out`, `upside-down`.
    pub kind: &'static str,
}

/// Steps and conversions of an answer that are wrong.
pub(super) struct Faults {
    all: Vec<Fault>,
    /// How many times too large they make the result, all together.
    pub(super) times: f64,
    /// Whether a conversion is among them: what it makes of the result is not known.
    converts: bool,
}

impl Faults {
    /// Whether nothing is wrong.
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All of them, in order.
    pub(super) fn shown(&self) -> Vec<Fault> {
        self.all.clone()
    }

    /// Whether putting them right puts a result right that is so many times too large.
    pub(super) fn explain(&self, times: f64) -> bool {
        let known = [8.0, 86_400.0, 24.0, 3_600.0].iter().any(|f| near(times, *f, NEAR) || near(1.0 / times, *f, NEAR));
        !self.is_empty() && (near(times, self.times, WITHIN) || self.converts && known)
    }
}

/// Finds what is wrong in the arithmetic of an answer.
pub(super) fn faults(text: &str, quantities: &[Quantity], workings: &[Working], unit: Unit) -> Faults {
    let mut found: Vec<(Range<usize>, Fault)> = Vec::new();
    let mut times = 1.0;
    for step in workings.iter().flat_map(|w| &w.steps) {
        if let Holds::Wrong(slip) = step.verdict {
            let off = off_in_step(step, quantities);
            times *= off;
            found.push((step.span.clone(), wrong_step(step, slip, off, quantities, unit)));
        }
    }
    let mut converts = false;
    for conversion in conversions(text, quantities) {
        let seen = found.iter().any(|(span, _)| span.start < conversion.span.end && conversion.span.start < span.end);
        if !seen {
            converts = true;
            let written = written(text, &conversion.span);
            let fault = Fault { written, says: conversion.slip.says(), kind: conversion.slip.name() };
            found.push((conversion.span, fault));
        }
    }
    found.sort_by_key(|(span, _)| span.start);
    Faults { all: found.into_iter().map(|(_, fault)| fault).collect(), times, converts }
}

/// How many times too large the result of a step is. Where the step itself goes from bytes to bits, or back, the 8 is
/// the conversion and not one more factor.
fn off_in_step(step: &Step, quantities: &[Quantity]) -> f64 {
    let times = step.given / step.expected;
    let within = || quantities.iter().filter(|q| step.span.start <= q.span.start && q.span.end <= step.span.end);
    let bits = |q: &Quantity| q.unit.contains("bit") || q.unit.contains("bps");
    let eight = step.written.split_whitespace().collect::<Vec<_>>();
    let eight = eight.windows(2).find(|pair| pair[1] == "8").map(|pair| pair[0]);
    let (from, to) = (within().next().is_some_and(bits), within().next_back().is_some_and(bits));
    match (eight, from, to) {
        (Some("x" | "*" | "×"), false, true) => times * 8.0,
        (Some("/" | "÷"), true, false) => times / 8.0,
        _ => times,
    }
}

fn wrong_step(step: &Step, slip: Slip, times: f64, quantities: &[Quantity], unit: Unit) -> Fault {
    let converts = times != step.given / step.expected;
    // Rounded figures hide a factor of eight from the strict reader.
    let slip = match slip {
        Slip::Other { .. } if unit.is_size() => name(times, unit),
        Slip::FactorTen { .. } if unit.is_size() && near(times.max(1.0 / times), 8.0, 1.1) => Slip::BitsAsBytes,
        _ if converts => name(times, unit),
        Slip::Other { .. }
        | Slip::Factor1000 { .. }
        | Slip::BitsAsBytes
        | Slip::PerDayAsPerSecond
        | Slip::Period { .. }
        | Slip::FactorTen { .. } => slip,
    };
    let due = quantities.iter().find(|q| q.span.end == step.span.end).and_then(|q| due(q, times));
    let says = due.map_or(slip.says(), |due| format!("{}; it is {due}", slip.says()));
    Fault { written: step.written.clone(), says, kind: slip.name() }
}

/// What a result should have been, in the unit in which it was written.
fn due(result: &Quantity, times: f64) -> Option<String> {
    let value = result.value / times;
    let per = result.per;
    let (unit, value) = match result.kind {
        Kind::Count => (Unit::Count, value),
        Kind::Rate if per == Some(Period::Day) => (Unit::PerDay, value * 86_400.0),
        Kind::Rate if per == Some(Period::Second) => (Unit::PerSecond, value),
        Kind::Bytes => (Unit::Bytes, value),
        Kind::Bandwidth if per == Some(Period::Day) => (Unit::BytesPerDay, value * 86_400.0),
        Kind::Bandwidth if per == Some(Period::Second) && result.unit.contains("bit") => {
            (Unit::BitsPerSecond, value * 8.0)
        }
        Kind::Bandwidth if per == Some(Period::Second) => (Unit::BytesPerSecond, value),
        Kind::Rate | Kind::Bandwidth | Kind::Duration | Kind::Percent => return None,
    };
    (value.is_finite() && value > 0.0).then(|| unit.show(value, 2))
}

/// A step that may be right in some reading, if the result is off by just what it would be off by.
pub(super) fn unclear_step(workings: &[Working], times: f64, unit: Unit) -> Option<Fault> {
    let explains = |s: &&Step| {
        let ratio = s.given / s.expected;
        s.verdict == Holds::Unclear && !near(ratio, 1.0, WITHIN) && near(ratio, times, NEAR)
    };
    let step = workings.iter().flat_map(|w| &w.steps).find(explains)?;
    let slip = name(times, unit);
    Some(Fault { written: step.written.clone(), says: slip.says(), kind: slip.name() })
}

/// What stands somewhere in an answer, on one line.
pub(super) fn written(text: &str, span: &Range<usize>) -> String {
    text.get(span.clone()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}
