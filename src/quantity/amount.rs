//! A number with its unit and period: the step between tokens and quantities.

use super::Period;
use super::numeral::{Numeral, numeral, scale};
use super::period::read_period;
use super::scan::Tokens;
use super::unit::{self, Case, Unit};
use std::ops::Range;

/// Holds a number, its unit and its period, before context settles what the letters mean.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Amount {
    /// Bytes from the number to the end of the unit.
    pub span: Range<usize>,
    /// Bytes of the unit as written.
    pub unit_span: Range<usize>,
    /// The token after the amount.
    pub next: usize,
    /// The number before its scale.
    pub mantissa: f64,
    /// The upper end of a range, before its scale.
    pub high: Option<f64>,
    /// The product of the scale words.
    pub scale: f64,
    /// The unit.
    pub unit: Unit,
    /// The period of a rate.
    pub per: Option<Period>,
    /// Whether the words hedge by themselves.
    pub vague: bool,
    /// Whether it was written as a power, and so can be checked: `2^32`.
    pub power: bool,
}

/// Reads a single amount at token `i`.
pub(super) fn amount(tokens: &Tokens, i: usize) -> Option<Amount> {
    let number = powered(tokens, numeral(tokens, i)?)?;
    let end = tokens.span(i, number.next).end;
    let mut found = Amount {
        span: 0..0,
        unit_span: end..end,
        next: number.next,
        mantissa: number.mantissa,
        high: None,
        scale: number.scale,
        unit: Unit::Plain,
        per: None,
        vague: number.vague,
        power: power_of(tokens, tokens.number(i).unwrap_or(0.0), i + 1).is_some(),
    };
    read_unit(tokens, &mut found)?;
    read_second_unit(tokens, &mut found);
    if found.per.is_none() {
        read_period(tokens, &mut found);
    }
    let span = tokens.span(i, found.next);
    found.unit_span = end..span.end;
    found.span = span;
    Some(found)
}

/// Reads an amount at token `i`, or a range of two: `3-5k rps`, "two to three million".
pub(super) fn ranged(tokens: &Tokens, i: usize) -> Option<Amount> {
    let between = usize::from(tokens.is_word(i, &["between"]));
    let low = amount(tokens, i + between)?;
    let joined = joint(tokens, low.next, between).and_then(|at| amount(tokens, at));
    match joined.and_then(|high| join(tokens, i + between, &low, high)) {
        Some(range) => Some(range),
        None => (between == 0).then_some(low),
    }
}

/// Returns the token after what joins the ends of a range.
fn joint(tokens: &Tokens, i: usize, between: usize) -> Option<usize> {
    if between == 1 {
        return tokens.is_word(i, &["and"]).then_some(i + 1);
    }
    let dash = matches!(tokens.symbol(i), Some('-' | '–' | '—' | '‑'));
    let glue = tokens.glued(i) && tokens.glued(i + 1);
    ((dash && glue) || tokens.is_word(i, &["to", "or"])).then_some(i + 1)
}

/// Joins two ends whose units agree; the low end takes the scale and unit it leaves out.
fn join(tokens: &Tokens, first: usize, low: &Amount, high: Amount) -> Option<Amount> {
    let bare = low.unit == Unit::Plain && low.per.is_none();
    let shares = bare && low.scale == 1.0 && low.mantissa < high.mantissa;
    let letter = matches!(low.unit, Unit::Letter { .. });
    if !(bare || low.unit == high.unit || letter && high.unit == Unit::Plain || same_family(low, &high)) {
        return None;
    }
    if low.per.is_some() && low.per != high.per {
        return None;
    }
    let own = low.scale * size(low.unit) / (high.scale * size(high.unit));
    let mantissa = if shares {
        low.mantissa
    } else if bare {
        low.mantissa * low.scale / high.scale
    } else {
        low.mantissa * own
    };
    (mantissa < high.mantissa).then(|| Amount {
        span: tokens.span(first, high.next),
        high: Some(high.mantissa),
        mantissa,
        vague: low.vague || high.vague,
        ..high
    })
}

fn same_family(low: &Amount, high: &Amount) -> bool {
    matches!((low.unit, high.unit), (Unit::Data { .. }, Unit::Data { .. }) | (Unit::Time(_), Unit::Time(_)))
}

fn size(unit: Unit) -> f64 {
    match unit {
        Unit::Data { size, .. } => size,
        Unit::Time(seconds) => seconds,
        Unit::Letter { letter: 'm', .. } => 1e6,
        Unit::Plain | Unit::Factor | Unit::Percent | Unit::Letter { .. } => 1.0,
    }
}

/// Joins `10^9` and `1.2 x 10^6` to one number; other powers stay written arithmetic.
fn powered(tokens: &Tokens, number: Numeral) -> Option<Numeral> {
    let at = number.next;
    if let Some((value, next)) = power_of(tokens, number.mantissa, at) {
        return value.is_finite().then_some(Numeral { mantissa: value, next, ..number });
    }
    let ten = tokens.symbol(at) == Some('×') && tokens.number(at + 1) == Some(10.0);
    let raised = power_of(tokens, 10.0, at + 2).filter(|_| ten && number.scale == 1.0);
    match raised {
        Some((value, next)) if value.is_finite() && number.mantissa < 1e3 => {
            Some(Numeral { scale: value, next, ..number })
        }
        Some(_) | None => Some(number),
    }
}

fn power_of(tokens: &Tokens, base: f64, at: usize) -> Option<(f64, usize)> {
    if base != 10.0 && base != 2.0 || tokens.symbol(at) != Some('^') {
        return None;
    }
    let minus = usize::from(tokens.symbol(at + 1) == Some('-') && tokens.glued(at + 2));
    let power = tokens.number(at + 1 + minus)?;
    let sign = if minus == 1 { -1.0 } else { 1.0 };
    Some((base.powf(sign * power), at + 2 + minus))
}

/// Reads the unit behind the number; `None` when letters make it no quantity: `2PC`, `5xx`.
fn read_unit(tokens: &Tokens, found: &mut Amount) -> Option<()> {
    let dash = tokens.symbol(found.next) == Some('-') && tokens.glued(found.next) && tokens.glued(found.next + 1);
    let at = found.next + usize::from(dash);
    if tokens.symbol(at) == Some('%') {
        found.unit = Unit::Percent;
        found.next = at + 1;
        return Some(());
    }
    let Some(word) = tokens.word(at) else {
        return Some(());
    };
    let glued = tokens.glued(at) && !dash;
    if glued && number_ends_in_digit(tokens, at) {
        return glued_unit(tokens, found, word);
    }
    if tokens.is_word(at, &["percentile"]) {
        return None;
    }
    if let Some((unit, per)) = spaced_unit(word).filter(|_| !clashes(found, word)) {
        found.unit = unit;
        found.per = per;
        found.next = at + 1;
    }
    Some(())
}

/// "two m" and "one s" are no amounts with units; a spelled number needs a spelled unit.
fn clashes(found: &Amount, word: &str) -> bool {
    found.vague && word.len() == 1
}

fn number_ends_in_digit(tokens: &Tokens, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|i| tokens.number(i).is_some())
}

fn known(word: &str) -> Option<(Unit, Option<Period>)> {
    if let Some(found) = unit::data(word) {
        return Some(found);
    }
    if let Some(seconds) = unit::time(word) {
        return Some((Unit::Time(seconds), None));
    }
    if let Some(per) = unit::events(word) {
        return Some((Unit::Plain, Some(per)));
    }
    match word.to_ascii_lowercase().as_str() {
        "percent" | "pct" => Some((Unit::Percent, None)),
        "mm" => Some((Unit::Letter { letter: 'm', upper: Case::Upper }, None)),
        _ => letter(word).map(|unit| (unit, None)),
    }
}

fn letter(word: &str) -> Option<Unit> {
    let mut chars = word.chars();
    let first = chars.next()?;
    let upper = if first.is_uppercase() { Case::Upper } else { Case::Lower };
    let letter = first.to_ascii_lowercase();
    let alone = chars.next().is_none() && matches!(letter, 'b' | 'm' | 't' | 'g');
    alone.then_some(Unit::Letter { letter, upper })
}

/// `5 g` and `5 t` with a space are no sizes; `5 M` and `5 B` are.
fn spaced_unit(word: &str) -> Option<(Unit, Option<Period>)> {
    if word.eq_ignore_ascii_case("t") || word.eq_ignore_ascii_case("g") || word.eq_ignore_ascii_case("hz") {
        return None;
    }
    known(word)
}

/// Reads letters written straight after the digits: `50GB`, `10kqps`, `7chars`, `10x`.
fn glued_unit(tokens: &Tokens, found: &mut Amount, word: &str) -> Option<()> {
    let at = found.next;
    found.next = at + 1;
    if word.eq_ignore_ascii_case("x") {
        found.unit = Unit::Factor;
        return Some(());
    }
    if let Some((unit, per)) = known(word) {
        (found.unit, found.per) = (unit, per);
        return Some(());
    }
    if let Some((factor, unit, per)) = scaled_unit(word) {
        found.scale *= factor;
        (found.unit, found.per) = (unit, per);
        return Some(());
    }
    let ordinal = tokens.is_word(at, &["st", "nd", "rd", "th"]);
    // The noun stays outside the span, as with a space.
    found.next = at;
    (!ordinal && word.chars().count() > 3).then_some(())
}

/// Reads `6M qps` and `5M bytes`: the letter was a number word after all.
fn read_second_unit(tokens: &Tokens, found: &mut Amount) {
    let Unit::Letter { letter, .. } = found.unit else {
        return;
    };
    let Some(word) = tokens.word(found.next).filter(|w| w.len() > 2) else {
        return;
    };
    let data = unit::data(word);
    let Some((unit, per)) = data.or_else(|| unit::events(word).map(|per| (Unit::Plain, Some(per)))) else {
        return;
    };
    found.scale *= match letter {
        'm' => 1e6,
        'b' | 'g' => 1e9,
        _ => 1e12,
    };
    (found.unit, found.per) = (unit, per);
    found.next += 1;
}

/// Reads `kqps`, `mrps`: a scale letter before a unit of events.
fn scaled_unit(word: &str) -> Option<(f64, Unit, Option<Period>)> {
    let (first, rest) = word.split_at_checked(1)?;
    let factor = scale(first).or(match first {
        "m" | "M" => Some(1e6),
        "b" | "B" => Some(1e9),
        _ => None,
    })?;
    let noun = rest.len() > 2;
    let per = unit::events(rest);
    (per.is_some() || noun && rest.eq_ignore_ascii_case("req")).then_some((factor, Unit::Plain, per))
}
