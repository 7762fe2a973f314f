//! Whether an answer is right: its result against the exercise, and every step of its arithmetic by itself.

use std::ops::Range;

use super::claims::{Claim, claims};
use super::exercise::{Factor, Figure, Part, Wants};
use super::faults::{Fault, Faults, faults, unclear_step, written};
use super::naming::{Misuse, misused, name, near};
use super::quiz;
use super::unit::Unit;
use crate::quantity::{Quantity, Slip, Verdict as Holds, Working, find, workings};

/// Bytes of an answer that are judged: its figures are compared with each other.
const LONGEST: usize = 8 * 1024;

/// An estimate is right within this factor.
pub(super) const WITHIN: f64 = 2.0;
/// A figure on the way to another is only taken for the result if it is this near.
pub(super) const NEAR: f64 = 1.35;

/// How an answer was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The figure is right, and so is what is written to get there.
    Right,
    /// The way is right, and a step on it went wrong.
    Slip,
    /// The figure is not right.
    Off,
    /// There is no figure to judge.
    Unread,
}

/// What is to be said about an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// The verdict in a sentence.
    pub says: String,
    /// What is wrong, in order.
    pub faults: Vec<Fault>,
    /// Where the figure stands that was taken for the result.
    pub claim: Option<Range<usize>>,
}

/// Judges an answer to a question. Never fails: what cannot be read is said to be so.
pub fn judge(part: &Part, text: &str) -> Judgement {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    match &part.wants {
        Wants::Figure(figure) => judge_figure(figure, text),
        Wants::Known { unit, value, low, high } => quiz::judge_known(*unit, *value, (*low, *high), text),
        Wants::Choice { right, other, place } => quiz::judge_choice(right, other, *place, text),
    }
}

/// A value that is right, and the assumptions that it rests on.
#[derive(Debug, Clone)]
struct Wanted {
    value: f64,
    own: Vec<String>,
}

fn judge_figure(figure: &Figure, text: &str) -> Judgement {
    let (quantities, workings) = (find(text), workings(text));
    let given: Vec<(f64, Unit)> =
        figure.factors.iter().filter(|f| f.open.is_none()).map(|f| (f.value, f.unit)).collect();
    let claims = claims(text, &quantities, &workings, figure.unit, &given);
    let faults = faults(text, &quantities, &workings, figure.unit);
    let whole = claims.iter().rposition(|c| !c.of_each);
    let Some(last) = whole.or(claims.len().checked_sub(1)).map(|i| &claims[i]) else {
        let says = unread(figure.unit, &quantities);
        return Judgement { verdict: Verdict::Unread, says, faults: faults.shown(), claim: None };
    };
    let wanted = wanted(figure, &quantities, &workings);
    let fits = |claim: &Claim, within: f64| wanted.iter().find(|w| fit(figure.unit, claim, w.value, within));
    let found = claims.iter().rev().find_map(|claim| {
        let within = if std::ptr::eq(claim, last) { WITHIN } else { NEAR };
        fits(claim, within).map(|w| (claim, w))
    });
    match found {
        Some((claim, wanted)) => right(figure, text, claim, wanted, &workings, &faults),
        None => off(figure, text, last, &wanted, &workings, &faults),
    }
}

fn fit(unit: Unit, claim: &Claim, wanted: f64, within: f64) -> bool {
    let whole = if unit == Unit::Whole { wanted.ceil() } else { wanted };
    claim.readings.iter().any(|r| r.low <= wanted.max(whole) * within && r.high >= wanted / within)
}

/// The right value for the usual assumptions, and for those that the candidate states.
fn wanted(figure: &Figure, quantities: &[Quantity], workings: &[Working]) -> Vec<Wanted> {
    let result = |q: &&Quantity| workings.iter().flat_map(|w| &w.steps).any(|s| s.span.end == q.span.end);
    let mut all = vec![Wanted { value: figure.value, own: Vec::new() }];
    for factor in &figure.factors {
        let Some((low, high)) = factor.open else { continue };
        let stated = quantities
            .iter()
            .filter(|q| !result(q))
            .filter_map(|q| stated(factor, q))
            .filter(|v| (low..=high).contains(v));
        let own: Vec<Wanted> = stated
            .flat_map(|value| {
                let times = (value / factor.value).powi(factor.power);
                let says = format!("{} as {}", factor.says, factor.unit.show(value, 3));
                all.iter()
                    .map(move |w| {
                        let own = w.own.iter().cloned().chain([says.clone()]).collect();
                        Wanted { value: w.value * times, own }
                    })
                    .collect::<Vec<_>>()
            })
            .collect();
        // A text full of numbers gives no more than this.
        all.extend(own.into_iter().take(64));
    }
    all
}

fn stated(factor: &Factor, q: &Quantity) -> Option<f64> {
    if q.is_factor() && factor.unit == Unit::Count {
        return Some(q.value);
    }
    factor.unit.readings(q).first().map(|r| r.low)
}

fn right(
    figure: &Figure,
    text: &str,
    claim: &Claim,
    wanted: &Wanted,
    workings: &[Working],
    faults: &Faults,
) -> Judgement {
    let own = if wanted.own.is_empty() { String::new() } else { format!(", taking {}", wanted.own.join(" and ")) };
    let value = figure.unit.show(wanted.value, 2);
    let claim_value = claim.value();
    let rounding = if near(claim_value, wanted.value, NEAR) { String::new() } else { format!(" It comes to {value}.") };
    let (verdict, says) = if faults.is_empty() {
        let bare = workings.is_empty() && !text.contains(['x', '*', '/', '×', '÷']);
        let more = if bare { " An interviewer also wants to hear how you get there." } else { "" };
        let steps = workings.iter().flat_map(|w| &w.steps);
        let steps = if steps.clone().all(|s| s.verdict == Holds::Right) { steps.count() } else { 0 };
        let each = match steps {
            0 => "",
            1 => ", and the step holds",
            _ => ", and each step holds",
        };
        (Verdict::Right, format!("Right{own}{each}.{rounding}{more}"))
    } else {
        (Verdict::Slip, format!("The result is right{own}, but not every step on the way.{rounding}"))
    };
    Judgement { verdict, says, faults: faults.shown(), claim: Some(claim.span.clone()) }
}

fn off(
    figure: &Figure,
    text: &str,
    last: &Claim,
    wanted: &[Wanted],
    workings: &[Working],
    faults: &Faults,
) -> Judgement {
    let distance = |value: f64| (last.value() / value).ln().abs();
    let nearest = wanted.iter().map(|w| w.value).min_by(|a, b| distance(*a).total_cmp(&distance(*b)));
    let slipped = wanted.iter().rev().map(|w| w.value).find(|value| faults.explain(last.value() / value));
    let value = slipped.or(nearest).unwrap_or(figure.value);
    let times = last.value() / value;
    let (given, due) = (written(text, &last.span), figure.unit.show(value, 2));
    let claim = Some(last.span.clone());
    let unclear = unclear_step(workings, times / faults.times, figure.unit);
    if faults.explain(times) || unclear.is_some() {
        let says = format!("The method is right, but a step slipped: it comes to {due}, not {given}.");
        let mut shown = faults.shown();
        shown.extend(unclear);
        return Judgement { verdict: Verdict::Slip, says, faults: shown, claim };
    }
    let mut shown = faults.shown();
    let (cause, kind) = cause(figure, times);
    let says = format!("Off: it comes to {due}, and {given} is {cause}.");
    let right = workings.iter().flat_map(|w| &w.steps).filter(|s| s.verdict == Holds::Right).count();
    let says = match right {
        _ if !faults.is_empty() => says,
        0 => says,
        1 => format!("{says} The step that you wrote is right by itself."),
        _ => format!("{says} Each step that you wrote is right by itself."),
    };
    shown.push(Fault { written: String::new(), says: cause, kind });
    Judgement { verdict: Verdict::Off, says, faults: shown, claim }
}

/// What a result is off by, and what may have been forgotten.
fn cause(figure: &Figure, times: f64) -> (String, &'static str) {
    let slip = name(times, figure.unit);
    let named = matches!(slip, Slip::BitsAsBytes | Slip::PerDayAsPerSecond | Slip::Factor1000 { .. });
    let misuse = misused(times, &figure.factors);
    let kind = match misuse {
        Some((_, Misuse::LeftOut)) if !named => "left-out",
        Some((_, Misuse::UpsideDown)) if !named => "upside-down",
        Some(_) | None => slip.name(),
    };
    let why = misuse.map(|(factor, misuse)| {
        let shown = if factor.value == 86_400.0 { "86,400".to_owned() } else { factor.unit.show(factor.value, 4) };
        match misuse {
            Misuse::LeftOut => format!("as if {} ({shown}) were left out", factor.says),
            Misuse::UpsideDown if factor.power > 0 => format!("as if you divided by {} ({shown})", factor.says),
            Misuse::UpsideDown => format!("as if you multiplied by {} ({shown})", factor.says),
        }
    });
    let off = Slip::Other { expected: 1.0, given: times }.says();
    let off = match slip {
        // The others say by how much themselves.
        Slip::BitsAsBytes => format!("{off}, bits taken for bytes or the other way round"),
        Slip::PerDayAsPerSecond => format!("{off}, per day taken for per second or the other way round"),
        Slip::Period { .. } if misuse.is_none() => format!("{off}, as if another period were meant"),
        Slip::Period { .. } => off,
        Slip::Factor1000 { .. } | Slip::FactorTen { .. } | Slip::Other { .. } => slip.says(),
    };
    (why.map_or(off.clone(), |why| format!("{off}, {why}")), kind)
}

/// What to say to an answer without a figure in the right unit.
pub(super) fn unread(unit: Unit, quantities: &[Quantity]) -> String {
    match quantities.last() {
        Some(_) => format!("I see no figure of the kind that I asked for. I need {}.", unit.example()),
        None => format!("I see no figure. I need {}.", unit.example()),
    }
}

/// The verdict on a figure that is known, not worked out.
pub(super) fn off_by(unit: Unit, value: f64, given: f64) -> (String, &'static str) {
    let figure = Figure { unit, value, factors: Vec::new() };
    cause(&figure, given / value)
}
