//! Whether a step holds. It is wrong only when no reading makes it right: letters (`b` is
//! billion, bytes or bits), a rate dropped or taken on the way, a unit left out, numbers
//! mentioned beside the working, the order of operators. Rounding to one digit, 86400 as
//! 100k and powers of 1024 all stay within a factor of 1.35.

use super::super::Period;
use super::super::amount::Amount;
use super::super::unit::Unit;
use super::compare::{Best, gap, point, positive};
use super::expression::{Expression, Order};
use super::hints::{Data, Hints};
use super::reading::{Eight, Mode, readings};
use super::{Slip, Verdict, slip};

/// Rounding to one significant digit, twice.
const RIGHT: f64 = 1.35;
/// From here on rounding is no excuse.
const WRONG: f64 = 2.0;
/// A result with three digits is not rounded to one.
const EXACT: f64 = 1.2;
/// What a word such as "replicated" may hide.
const HIDDEN: f64 = 6.5;

/// Holds what stands around a step.
#[derive(Debug, Clone, Default)]
pub(super) struct Around {
    /// Amounts near the step but not part of it.
    pub loose: Vec<Amount>,
    /// Whether the result was called a bound: "under", `<`.
    pub bound: Bound,
    /// Whether a word hints at a hidden factor: "replicated".
    pub hidden: Hidden,
}

/// Says whether the result is a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Bound {
    /// An equality.
    #[default]
    None,
    /// The left side is below.
    Below,
    /// The left side is above.
    Above,
}

/// Says whether a factor may hide in the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Hidden {
    /// Nothing hints at one.
    #[default]
    No,
    /// A word such as "replicated" stands near.
    Maybe,
}

/// Holds the outcome of a step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged {
    /// Whether the step holds.
    pub verdict: Verdict,
    /// The left side, read as the verdict needs it.
    pub expected: f64,
    /// The right side, likewise.
    pub given: f64,
    /// The byte at which the result ends.
    pub end: usize,
}

/// Nobody slips by this much: two figures that far apart are not meant to be one.
const APART: f64 = 1e8;

/// Judges one equality; `None` when the sides cannot be compared at all.
pub(super) fn judge(left: &Expression, right: &Expression, around: &Around) -> Option<Judged> {
    let judged = assess(left, right, around)?;
    let times = judged.given / judged.expected;
    let near = times < APART && times > 1.0 / APART;
    // "One post a day = 60M a day" sets two subjects side by side and computes nothing; "1 Gbps = 1 GB/s" converts.
    let computes = match judged.verdict {
        Verdict::Wrong(Slip::BitsAsBytes | Slip::PerDayAsPerSecond) => true,
        Verdict::Wrong(Slip::Factor1000 { times }) => left.has_operator() || (1e-3..=1e3).contains(&times),
        // "4 columns x 8 B = 0.7 GB": billions or bytes, and the rows are unsaid.
        Verdict::Wrong(Slip::Other { .. }) => left.has_operator() && !left.amounts.iter().any(is_b),
        Verdict::Wrong(_) => left.has_operator(),
        Verdict::Right | Verdict::Unclear => return Some(judged),
    };
    Some(if computes && near { judged } else { Judged { verdict: Verdict::Unclear, ..judged } })
}

fn is_b(amount: &Amount) -> bool {
    matches!(amount.unit, Unit::Letter { letter: 'b', .. }) && amount.mantissa < 100.0
}

fn assess(left: &Expression, right: &Expression, around: &Around) -> Option<Judged> {
    let claim = right.first();
    let hints = Hints::new(left, &claim);
    if !left.has_operator() && !same_dimension(left, &claim) {
        return None;
    }
    let eight = eight(left);
    let mut best = Best::default();
    best.compare(left, &claim, &hints, eight);
    let first = best.gap;
    if right.has_operator() {
        best.compare(left, right, &hints, eight);
    }
    if let Some(tail) = left.behind_dash().filter(|_| best.gap > RIGHT) {
        best.compare(&tail, &claim, &hints, eight);
    }
    let whole = first > RIGHT && best.gap <= RIGHT;
    let end = claim.amounts.first().map_or(right.span.end, |a| a.span.end);
    let (expected, given) = primary(left, &claim, &hints, eight)?;
    let verdict = decide(left, &claim, &hints, around, &best, (expected, given));
    let shown = if verdict == Verdict::Right { best.pair.unwrap_or((expected, given)) } else { (expected, given) };
    Some(Judged { verdict, expected: shown.0, given: shown.1, end: if whole { right.span.end } else { end } })
}

fn decide(
    left: &Expression,
    claim: &Expression,
    hints: &Hints,
    around: &Around,
    best: &Best,
    (expected, given): (f64, f64),
) -> Verdict {
    if best.gap <= RIGHT {
        let exact = best.gap > EXACT && digits(claim) >= 3;
        return if exact { Verdict::Unclear } else { Verdict::Right };
    }
    let fits = match around.bound {
        Bound::None => rounded_to_whole(expected, given) || with_loose(left, claim, around),
        Bound::Below => expected <= given * RIGHT,
        Bound::Above => expected * RIGHT >= given,
    };
    if fits {
        return Verdict::Right;
    }
    let far = (given / expected).max(expected / given);
    let hidden = around.hidden == Hidden::Maybe && far <= HIDDEN;
    let excused = best.cut
        || hidden
        || availability(left, claim)
        || part_of(left, expected, given)
        || around.bound != Bound::None
        || prefix_left_out(left, claim, hints, expected, given);
    if best.gap < WRONG || excused {
        return Verdict::Unclear;
    }
    Verdict::Wrong(named(left, claim, hints, (expected, given)))
}

fn named(left: &Expression, claim: &Expression, hints: &Hints, (expected, given): (f64, f64)) -> Slip {
    let written = pair(left, claim, Mode::Written, eight(left));
    if hints.conflict() && written.is_some_and(|(a, b)| gap(point(a), point(b)) <= RIGHT) {
        let days = |a: Option<Period>, b: Option<Period>| {
            a.is_none_or(|p| p == Period::Day) && b.is_none_or(|p| p == Period::Second)
        };
        let of_day = days(hints.left, hints.right) || days(hints.right, hints.left);
        let timed = hints.right.is_some() && (hints.left.is_some() || hints.rates == 0);
        return if of_day && timed || hints.day_left_in() {
            Slip::PerDayAsPerSecond
        } else {
            Slip::Period { times: hints.period_slip().unwrap_or(given / expected) }
        };
    }
    slip::name(expected, given, hints)
}

/// "1/6 of the reads = 30k/s": a part of something that stands elsewhere.
fn part_of(left: &Expression, expected: f64, given: f64) -> bool {
    let small = |a: &Amount| a.unit == Unit::Plain && a.mantissa * a.scale <= 100.0;
    left.has('/') && left.amounts.len() == 2 && left.amounts.iter().all(small) && expected < 1.0 && given > 1.0
}

/// "5 x 99.9 -> 99.5": shares of uptime in a chain multiply as shares, not as numbers.
fn availability(left: &Expression, claim: &Expression) -> bool {
    let share = |a: &Amount| (90.0..100.0).contains(&(a.mantissa * a.scale));
    left.amounts.iter().any(share) && claim.amounts.first().is_some_and(share)
}

/// `16.7 = 17`, and `3.3 = 4 servers`.
fn rounded_to_whole(expected: f64, given: f64) -> bool {
    given >= 1.0 && (given == expected.ceil() || given == expected.floor())
}

/// Tries the numbers beside the working: "with 3 replicas", "100M users, 10 x 500 B = …".
fn with_loose(left: &Expression, claim: &Expression, around: &Around) -> bool {
    if around.loose.is_empty() {
        return false;
    }
    let eight = eight(left);
    let modes = [Mode::Written, Mode::Base];
    let near = modes.iter().filter_map(|mode| pair(left, claim, *mode, eight));
    let pairs: Vec<(f64, f64)> = near.collect();
    let factors: Vec<f64> = around.loose.iter().flat_map(|a| factors(a, eight)).collect();
    let all: f64 = around.loose.iter().map(|a| a.mantissa * a.scale).product();
    factors.into_iter().chain([all]).any(|factor| {
        pairs.iter().any(|(a, b)| {
            let fits = |value: f64| value.is_finite() && gap(point(value), point(*b)) <= RIGHT;
            fits(a * factor) || fits(a / factor) || fits(a + factor)
        })
    })
}

fn factors(amount: &Amount, eight: Eight) -> Vec<f64> {
    let alone = Expression { amounts: vec![amount.clone()], ..Expression::default() };
    let all = readings(&alone, eight);
    let modes = [Mode::Written, Mode::Base, Mode::Days];
    all.iter().flatten().flat_map(|r| modes.map(|mode| r.value(mode).low)).collect()
}

/// A size against a number without one: the prefix may be understood, so a power of 1000
/// proves nothing.
fn prefix_left_out(left: &Expression, claim: &Expression, hints: &Hints, expected: f64, given: f64) -> bool {
    let bare = claim
        .amounts
        .first()
        .is_some_and(|a| a.unit == Unit::Plain && a.per.is_none() && a.scale == 1.0 && a.mantissa < 1_000.0);
    let lost = hints.left_data != Data::Absent && hints.right_data == Data::Absent;
    let gained = hints.left_data == Data::Absent && hints.right_data != Data::Absent;
    let scaled = left.amounts.iter().any(|a| a.scale != 1.0 || matches!(a.unit, Unit::Letter { .. }));
    (lost || gained || bare && scaled) && slip::is_prefix(expected, given)
}

fn same_dimension(left: &Expression, claim: &Expression) -> bool {
    let (Some(a), Some(b)) = (left.amounts.first(), claim.amounts.first()) else {
        return false;
    };
    match (a.unit, b.unit) {
        (Unit::Data { .. }, Unit::Data { .. }) => a.per.is_some() == b.per.is_some(),
        (Unit::Time(_), Unit::Time(_)) => a.per.is_none() && b.per.is_none(),
        (Unit::Plain | Unit::Letter { .. }, Unit::Plain | Unit::Letter { .. }) => a.per.is_some() && b.per.is_some(),
        _ => false,
    }
}

fn eight(left: &Expression) -> Eight {
    let written = left.amounts.iter().any(|a| a.mantissa * a.scale == 8.0);
    if written { Eight::Written } else { Eight::Absent }
}

/// Counts the digits of a result that carry meaning.
fn digits(claim: &Expression) -> usize {
    let Some(amount) = claim.amounts.first() else {
        return 0;
    };
    let text = format!("{}", amount.mantissa);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

/// The likeliest reading of both sides in a mode.
fn pair(left: &Expression, claim: &Expression, mode: Mode, eight: Eight) -> Option<(f64, f64)> {
    let value = |side: &Expression| {
        let all = readings(side, eight);
        side.value(Order::Standard, &|at| all[at].first().map_or(point(f64::NAN), |r| r.value(mode)))
    };
    Some((positive(value(left)?).low, positive(value(claim)?).low))
}

/// The comparison to explain a wrong step by.
fn primary(left: &Expression, claim: &Expression, hints: &Hints, eight: Eight) -> Option<(f64, f64)> {
    let timed = hints.right.is_some() && hints.left.is_some() && hints.conversions.is_empty();
    let held = !hints.times.is_empty() && (hints.rates > 0 || hints.claimed_time.is_some());
    let plain = !left.has_operator();
    let mode =
        if hints.conflict() && hints.left.is_some() || timed || held || plain { Mode::Base } else { Mode::Written };
    pair(left, claim, mode, eight)
}
