//! Units: sizes, times, periods, and which letters may mean two things.

use super::{Kind, Period};

/// Says how sure it is that a size is in bytes and not in bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// `MB`, `bytes`.
    Bytes,
    /// `mb`: bytes as a rule.
    Lower,
    /// `Mb`: bits in a rate, bytes as a rule elsewhere.
    Mixed,
    /// `Mbps`, `bits`.
    Bits,
}

/// Says what a unit word means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Unit {
    /// No unit.
    Plain,
    /// `10x`.
    Factor,
    /// `%`.
    Percent,
    /// A size: how many of its bytes, or bits, one unit is.
    Data { size: f64, sort: Sort },
    /// A time in seconds.
    Time(f64),
    /// One letter with two meanings: `b`, `m`, `t`, `g`.
    Letter { letter: char, upper: Case },
}

/// Tells capitals apart, as in `8B` and `8b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// A capital.
    Upper,
    /// A small letter.
    Lower,
}

/// Converts a value in a rubric's unit (`""`, `/s`, `/day`, `B`, `B/s`, `s`, `%`) to its kind
/// and base value; `None` for a unit the rubric language does not have.
pub fn of_unit(value: f64, unit: &str) -> Option<(Kind, f64)> {
    Some(match unit {
        "" => (Kind::Count, value),
        "/s" => (Kind::Rate, value),
        "/day" => (Kind::Rate, value / Period::Day.seconds()),
        "B" => (Kind::Bytes, value),
        "B/s" => (Kind::Bandwidth, value),
        "s" => (Kind::Duration, value),
        "%" => (Kind::Percent, value),
        _ => return None,
    })
}

/// Returns the seconds in a unit of time; `m` is left out, for it is a million as a rule.
pub(super) fn time(word: &str) -> Option<f64> {
    Some(match word.to_lowercase().as_str() {
        "ns" | "nanos" | "nanosecond" | "nanoseconds" => 1e-9,
        // Both signs for micro: U+00B5 and the Greek letter.
        "us" | "µs" | "μs" | "usec" | "micros" | "microsecond" | "microseconds" => 1e-6,
        "ms" | "msec" | "msecs" | "millis" | "millisecond" | "milliseconds" => 1e-3,
        other => return period(other).map(Period::seconds),
    })
}

/// Returns the period a word names, as in `per day`, `/mo`.
pub(super) fn period(word: &str) -> Option<Period> {
    Some(match word.to_ascii_lowercase().as_str() {
        "s" | "sec" | "secs" | "second" | "seconds" => Period::Second,
        "min" | "mins" | "minute" | "minutes" => Period::Minute,
        "h" | "hr" | "hrs" | "hour" | "hours" => Period::Hour,
        "d" | "day" | "days" => Period::Day,
        "wk" | "week" | "weeks" => Period::Week,
        "mo" | "mos" | "mon" | "month" | "months" => Period::Month,
        "y" | "yr" | "yrs" | "year" | "years" | "annum" => Period::Year,
        _ => return None,
    })
}

/// Returns the period of an adverb: `daily`.
pub(super) fn adverb(word: &str) -> Option<Period> {
    Some(match word.to_ascii_lowercase().as_str() {
        "hourly" => Period::Hour,
        "daily" => Period::Day,
        "weekly" => Period::Week,
        "monthly" => Period::Month,
        "yearly" | "annually" => Period::Year,
        _ => return None,
    })
}

/// Returns the period of a unit that counts events: `qps`.
pub(super) fn events(word: &str) -> Option<Period> {
    Some(match word.to_ascii_lowercase().as_str() {
        "qps" | "rps" | "tps" | "wps" | "eps" | "iops" | "cps" | "hz" => Period::Second,
        "rpm" | "qpm" | "tpm" => Period::Minute,
        "qpd" | "rpd" => Period::Day,
        _ => return None,
    })
}

/// Reads a unit of size, and the second in `Gbps`.
pub(super) fn data(word: &str) -> Option<(Unit, Option<Period>)> {
    let lower = word.to_ascii_lowercase();
    let per = (lower.len() > 2 && lower.ends_with("bps")).then_some(Period::Second);
    let core = if per.is_some() { &lower[..lower.len() - 2] } else { &lower[..] };
    let (stem, long) = match core {
        "gig" | "gigs" => ("g", Sort::Bytes),
        "meg" | "megs" => ("m", Sort::Bytes),
        _ => stem(core)?,
    };
    let size = prefix(stem)?;
    let sort = match long {
        Sort::Lower if per.is_some() => rate_sort(word),
        Sort::Lower => letter_case(word),
        Sort::Bytes | Sort::Mixed | Sort::Bits => long,
    };
    // A lone `b` is a letter with two meanings, not a size.
    let lone = matches!(core, "b") && per.is_none();
    (!lone).then_some((Unit::Data { size, sort }, per))
}

fn stem(core: &str) -> Option<(&str, Sort)> {
    let endings =
        [("bytes", Sort::Bytes), ("byte", Sort::Bytes), ("bits", Sort::Bits), ("bit", Sort::Bits), ("b", Sort::Lower)];
    endings.into_iter().find_map(|(end, sort)| core.strip_suffix(end).map(|s| (s, sort)))
}

/// `MBps` is bytes, any other `…bps` bits.
fn rate_sort(word: &str) -> Sort {
    let capital = word.len() >= 3 && word.as_bytes()[word.len() - 3] == b'B';
    let shouted = word.bytes().all(|b| b.is_ascii_uppercase());
    if capital && !shouted { Sort::Bytes } else { Sort::Bits }
}

fn letter_case(word: &str) -> Sort {
    let capital = |b: Option<&u8>| b.is_some_and(u8::is_ascii_uppercase);
    match (capital(word.as_bytes().first()), capital(word.as_bytes().last())) {
        (_, true) => Sort::Bytes,
        (true, false) => Sort::Mixed,
        (false, false) => Sort::Lower,
    }
}

fn prefix(stem: &str) -> Option<f64> {
    Some(match stem {
        "" => 1.0,
        "k" | "kilo" => 1e3,
        "m" | "mega" => 1e6,
        "g" | "giga" => 1e9,
        "t" | "tera" => 1e12,
        "p" | "peta" => 1e15,
        "e" | "exa" => 1e18,
        "ki" | "kibi" => 1024.0,
        "mi" | "mebi" => 1024.0 * 1024.0,
        "gi" | "gibi" => 1024.0 * 1024.0 * 1024.0,
        "ti" | "tebi" => 1_099_511_627_776.0,
        "pi" | "pebi" => 1_125_899_906_842_624.0,
        _ => return None,
    })
}
