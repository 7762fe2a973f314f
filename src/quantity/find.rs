//! Quantities in prose.

use super::amount::{Amount, ranged};
use super::numeral::{Numeral, numeral};
use super::scan::{Tokens, scan};
use super::unit::{Case, Sort, Unit};
use super::{Kind, Period, Quantity};

/// Finds the quantities of a text, in order, without overlaps.
///
/// Numbers inside names (`p99`, `s3`, `us-east-1`), ordinals and versions are no quantities.
/// An ambiguous letter is settled by the words around it; the other reading is in `also`.
pub fn find(text: &str) -> Vec<Quantity> {
    find_in(&scan(text))
}

/// The same for a text that is split into tokens already.
pub(super) fn find_in(tokens: &Tokens) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.all.len() {
        let (quantity, next) = at(tokens, i);
        found.extend(quantity);
        i = next.max(i + 1);
    }
    found
}

fn at(tokens: &Tokens, i: usize) -> (Option<Quantity>, usize) {
    if in_a_name(tokens, i) {
        return (None, i + 1);
    }
    let number = numeral(tokens, i);
    if let Some((quantity, next)) = number.and_then(|number| nines(tokens, i, number)) {
        return (Some(quantity), next);
    }
    if let Some((quantity, next)) = article_time(tokens, i) {
        return (Some(quantity), next);
    }
    if number.is_none() && !tokens.is_word(i, &["between"]) {
        return (None, i + 1);
    }
    let Some(amount) = ranged(tokens, i) else {
        return (None, number.map_or(i + 1, |n| n.next));
    };
    // "one" is a pronoun as often as a number.
    let pronoun =
        tokens.is_word(i, &["one"]) && amount.scale == 1.0 && amount.unit == Unit::Plain && amount.high.is_none();
    let next = amount.next;
    let quantity = (!pronoun).then(|| quantity(tokens, i, &amount));
    (quantity.filter(|q| q.value.is_finite()), next)
}

/// `us-east-1`, `sha-256`, `#1`, `24/7`, `10.0.0.1/24`.
fn in_a_name(tokens: &Tokens, i: usize) -> bool {
    if around_the_clock(tokens, i) {
        return true;
    }
    let Some(before) = i.checked_sub(2).filter(|_| tokens.glued(i)) else {
        return tokens.number(i).is_some() && i == 1 && tokens.symbol(0) == Some('#');
    };
    let prefix = ["sub", "under", "over", "about", "than", "to", "within", "by"];
    let word = tokens.word(before).filter(|_| tokens.glued(i - 1));
    let address = word.is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()));
    match tokens.symbol(i - 1) {
        Some('-') => tokens.number(i).is_some() && word.is_some() && !tokens.is_word(before, &prefix),
        Some('#') => tokens.number(i).is_some(),
        Some('/') => address,
        Some(_) | None => false,
    }
}

fn around_the_clock(tokens: &Tokens, i: usize) -> bool {
    let written = |at: usize| {
        tokens.number(at) == Some(24.0) && tokens.symbol(at + 1) == Some('/') && tokens.number(at + 2) == Some(7.0)
    };
    written(i) || i.checked_sub(2).is_some_and(written)
}

/// "three nines", `five 9s`: the writer's short form of 99.9 %.
fn nines(tokens: &Tokens, i: usize, number: Numeral) -> Option<(Quantity, usize)> {
    let number = Some(number).filter(|n| n.scale == 1.0)?;
    let digit = tokens.number(number.next) == Some(9.0)
        && tokens.glued(number.next + 1)
        && tokens.is_word(number.next + 1, &["s"]);
    let next = if digit { number.next + 2 } else { number.next + 1 };
    if !(digit || tokens.is_word(number.next, &["nines"])) || !(1.0..=9.0).contains(&number.mantissa) {
        return None;
    }
    let quantity = Quantity {
        span: tokens.span(i, next),
        value: 100.0 - 10f64.powf(2.0 - number.mantissa),
        high: None,
        kind: Kind::Percent,
        approximate: false,
        unit: "nines".to_owned(),
        per: None,
        also: None,
    };
    Some((quantity, next))
}

/// "after an hour": an article counts as one only where a time is expected.
fn article_time(tokens: &Tokens, i: usize) -> Option<(Quantity, usize)> {
    let before = ["for", "after", "within", "in", "under", "of", "than", "about", "over"];
    let expected = i.checked_sub(1).is_some_and(|b| tokens.is_word(b, &before));
    if !expected || !tokens.is_word(i, &["a", "an"]) {
        return None;
    }
    let word = tokens.word(i + 1).filter(|w| w.len() > 2)?;
    let seconds = super::unit::time(word).filter(|_| !word.ends_with('s'))?;
    let quantity = Quantity {
        span: tokens.span(i, i + 2),
        value: seconds,
        high: None,
        kind: Kind::Duration,
        approximate: approximate(tokens, i, i + 2),
        unit: word.to_owned(),
        per: None,
        also: None,
    };
    Some((quantity, i + 2))
}

fn quantity(tokens: &Tokens, i: usize, amount: &Amount) -> Quantity {
    let (base, other) = bases(tokens, i, amount);
    let (kind, factor) = with_period(base, amount.per);
    let value = |mantissa: f64| mantissa * amount.scale * factor;
    let also = other.map(|base| {
        let (kind, factor) = with_period(base, amount.per);
        (kind, amount.mantissa * amount.scale * factor)
    });
    let unit = tokens.text.get(amount.unit_span.clone()).unwrap_or_default();
    Quantity {
        span: amount.span.clone(),
        value: value(amount.mantissa),
        high: amount.high.map(value).filter(|h| h.is_finite()),
        kind,
        approximate: amount.vague || approximate(tokens, i, amount.next),
        unit: unit.trim_matches(|c: char| c.is_whitespace() || c == '-').to_owned(),
        per: amount.per,
        also: also.filter(|(_, value)| value.is_finite()),
    }
}

/// Turns counts and sizes into rates per second where a period was written.
fn with_period(base: (Kind, f64), per: Option<Period>) -> (Kind, f64) {
    let (kind, factor) = base;
    let Some(seconds) = per.map(Period::seconds) else {
        return base;
    };
    match kind {
        Kind::Count | Kind::Rate => (Kind::Rate, factor / seconds),
        Kind::Bytes | Kind::Bandwidth => (Kind::Bandwidth, factor / seconds),
        Kind::Duration | Kind::Percent => base,
    }
}

type Base = (Kind, f64);

/// Returns the likelier meaning of the unit, and the other one.
fn bases(tokens: &Tokens, i: usize, amount: &Amount) -> (Base, Option<Base>) {
    match amount.unit {
        Unit::Plain | Unit::Factor => ((Kind::Count, 1.0), None),
        Unit::Percent => ((Kind::Percent, 1.0), None),
        Unit::Time(seconds) => ((Kind::Duration, seconds), None),
        Unit::Data { size, sort } => {
            let (bytes, bits) = ((Kind::Bytes, size), (Kind::Bytes, size / 8.0));
            match sort {
                Sort::Bytes => (bytes, None),
                Sort::Bits => (bits, None),
                Sort::Lower => (bytes, Some(bits)),
                Sort::Mixed if amount.per.is_some() => (bits, Some(bytes)),
                Sort::Mixed => (bytes, Some(bits)),
            }
        }
        Unit::Letter { letter, upper } => letter_bases(tokens, i, amount, (letter, upper)),
    }
}

fn letter_bases(tokens: &Tokens, i: usize, amount: &Amount, letter: (char, Case)) -> (Base, Option<Base>) {
    let billion = (Kind::Count, 1e9);
    let million = (Kind::Count, 1e6);
    let trillion = (Kind::Count, 1e12);
    match letter {
        ('b', _) if is_billion(tokens, amount) => (billion, Some((Kind::Bytes, 1.0))),
        ('b', _) => ((Kind::Bytes, 1.0), Some(billion)),
        ('t', _) if counted(tokens, amount.next) => (trillion, Some((Kind::Bytes, 1e12))),
        ('t', _) => ((Kind::Bytes, 1e12), Some(trillion)),
        ('g', _) => ((Kind::Bytes, 1e9), None),
        ('m', Case::Lower) if waits(tokens, i) => ((Kind::Duration, 60.0), Some(million)),
        ('m', Case::Lower) => (million, Some((Kind::Duration, 60.0))),
        (_, Case::Upper | Case::Lower) => (million, None),
    }
}

/// "timeout of 5m", "every 5m": minutes.
fn waits(tokens: &Tokens, i: usize) -> bool {
    let words = ["ttl", "timeout", "every", "after", "for", "last", "past", "expires", "interval"];
    (1..=2).any(|back| i.checked_sub(back).is_some_and(|b| tokens.is_word(b, &words)))
}

/// `2b users`, `1B`, `2b/day` are billions; `500b`, `8 B`, `300b each` bytes.
fn is_billion(tokens: &Tokens, amount: &Amount) -> bool {
    let value = amount.mantissa * amount.scale;
    let power = [4.0, 8.0, 16.0, 32.0, 64.0].contains(&value);
    let each = tokens.is_word(amount.next, &["each", "per", "apiece"]) || tokens.symbol(amount.next) == Some('/');
    let spaced = tokens.text.get(amount.unit_span.clone()).is_some_and(|u| u.starts_with(char::is_whitespace));
    if value >= 100.0 || each {
        return false;
    }
    counted(tokens, amount.next) || amount.per.is_some() || !(power || spaced)
}

/// Tells whether a plural follows, so that a letter is a number word: "2b users".
fn counted(tokens: &Tokens, next: usize) -> bool {
    let plural = |w: &str| w.len() > 3 && w.ends_with('s') || matches!(w, "dau" | "mau" | "DAU" | "MAU");
    let adjective = |w: &str| matches!(w, "active" | "daily" | "monthly" | "new" | "unique" | "short");
    let word = tokens.word(next);
    word.is_some_and(|w| plural(w) || adjective(w))
}

/// Looks for a hedge just before or after the number.
fn approximate(tokens: &Tokens, i: usize, next: usize) -> bool {
    let hedges = [
        "about",
        "around",
        "roughly",
        "approximately",
        "approx",
        "circa",
        "ca",
        "nearly",
        "almost",
        "say",
        "maybe",
        "some",
        "perhaps",
    ];
    let symbol = i.checked_sub(1).and_then(|b| tokens.symbol(b));
    let dotted = usize::from(symbol == Some('.'));
    let before = i.checked_sub(1 + dotted).is_some_and(|b| tokens.is_word(b, &hedges));
    let so = tokens.is_word(next, &["or"]) && tokens.is_word(next + 1, &["so"]);
    before || so || matches!(symbol, Some('~' | '≈' | '∼' | '±'))
}
