//! Conversions that are said rather than written out: "a 10 Gb/s card, which is 10 gigabytes per second".
//!
//! Written arithmetic is judged step by step in `working`. Here only what stands beside each other is compared, and only
//! where no right answer looks the same.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Kind, Period, Quantity, Slip, tail, unit};

/// A conversion that is wrong: where, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Conversion {
    /// Bytes of the text, both quantities included.
    pub span: Range<usize>,
    /// What was mixed up.
    pub slip: Slip,
}

/// Two quantities further apart are not meant to be one.
const APART: usize = 45;
/// A figure that is called per day and per second has at least this many: small ones meet by chance.
const LARGE: f64 = 50_000.0;
/// So many figures are compared with all others.
const MOST: usize = 100;
/// Rounding on the way from one figure to the next.
const ROUNDED: f64 = 0.06;

fn compiled(expression: &str) -> Regex {
    Regex::new(expression).unwrap_or_else(|e| unreachable!("{e}"))
}

/// Between two quantities: the second is the first in another unit.
static SAME: LazyLock<Regex> = LazyLock::new(|| {
    let words = r"=|≈|->|→|\b(which|that) (is|means|makes|carries|gives|needs)\b|\bi\.?e\.?\b|\bthat'?s\b|\bor\b|\bso\b|\bequals\b|\bcarries\b";
    compiled(words)
});
/// Between two quantities: more than a change of unit.
static MORE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i)[x×*/÷+.;?]\s|\b(each|per|every|times|both|total|all|not|n't|peak|instead|than)\b|\d")
});
/// A daily figure over this is one an hour or a minute.
static DIVIDED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)(?:/|÷|\bdivided by|\bover) ?(24|1,?440|3,?600)(?: h(?:ours)?| s(?:econds)?)?(?: ?/ ?60)?(?: is| that is| gives| makes|,)? ?(?:=|≈|~|->|→|that is|that's|is|gives|makes) ?(?:about |around |~|≈)?",
    )
});
/// Between two sizes: the second is the first, written with another prefix.
static PREFIX: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:,? ?(?:which|that) (?:is|makes|means)|,? ?i\.?e\.?,?| ?=|,? that'?s) ?(?:about |around |~|≈|just )?$",
    )
});
/// Behind the second: it is the share of somebody.
static SHARE: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)^,? ?(?:for |per |a |each|every|of )"));
/// Before the first: it is an operand.
static OPERATED: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)(?:[x×*/÷+(-]|\b(?:times|by|of|with|at|plus|minus)) ?$"));
/// Before a duration: the whole of a period is that long.
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:a|an|one|per|each|the|every) (second|minute|hour|day|week|month|year),? (?:has|is|are|=|holds|of|contains)(?: about| around| roughly)? $",
    )
});
/// Behind a figure per second: multiplied by hours and minutes only.
static MINUTES: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^[^\d.\n]{0,12}[x×*] ?(?:60 ?[x×*] ?24|24 ?[x×*] ?60|1,?440|24(?: h(?:ours)?)? ?[x×*] ?365)(?: h(?:ours)?| min(?:utes)?| d(?:ays)?)? ?(?:=|≈|~|->|→|is|makes|gives) ?(?:about |around |~|≈)?$",
    )
});
/// Between a count and a size, and between the size and what they come to: "2M messages of 1 KB are 2 GB".
static EACH: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)^[^\d.;:\n×*/+x]{0,30}(?:\bof|\bat|\bwith)(?: about| around| roughly)? $"));
static COMES_TO: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?: each)?,?(?: that| which)?(?: makes?| gives?| is| are| =|'s|'re)(?: about| around| roughly| just)? $",
    )
});
static TIMES: LazyLock<Regex> = LazyLock::new(|| compiled(r"^[^\d.;\n]{0,20}[x×*] ?(about |~)?$"));
static EQUALS: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^[^\d.;\n]{0,20}(=|≈|->|→|\bis|\bmakes|\bgives) ?(about |~|≈)?$"));

/// Finds wrong conversions among the quantities of a text, in order.
pub fn conversions(text: &str, quantities: &[Quantity]) -> Vec<Conversion> {
    let mut found: Vec<Conversion> = quantities.windows(2).filter_map(|pair| bits_as_bytes(text, pair)).collect();
    found.extend(quantities.windows(2).filter_map(|pair| rescaled(text, pair)));
    found.extend(quantities.windows(4).filter_map(|four| turned(text, four)));
    found.extend(quantities.windows(3).filter_map(|three| each(text, three)));
    found.extend(quantities.iter().filter_map(|q| period_of(text, q)));
    found.extend(by_minutes(text, quantities));
    found.extend(undivided(quantities));
    found.extend(by_hours(text, quantities));
    found.extend(of_a_day(text, quantities));
    found.sort_by_key(|c| c.span.start);
    found
}

/// What stands between two quantities.
fn between<'t>(text: &'t str, one: &Quantity, other: &Quantity) -> Option<&'t str> {
    text.get(one.span.end..other.span.start)
}

/// Whether two figures are the same, rounded on the way.
fn meet(one: f64, other: f64) -> bool {
    (one / other - 1.0).abs() < ROUNDED
}

/// A ratio that comes from a prefix that is one or two steps off.
fn of_prefixes(times: f64) -> Option<f64> {
    [1e3, 1e6, 1e-3, 1e-6].into_iter().find(|factor| meet(times, *factor))
}

fn is_size(q: &Quantity) -> bool {
    matches!(q.kind, Kind::Bytes | Kind::Bandwidth)
}

/// Whether a unit is written in bits; `None` for one that may be either.
fn in_bits(q: &Quantity) -> Option<bool> {
    let unit = q.unit.as_str();
    let lower = unit.to_lowercase();
    if lower.contains("bit") || lower.contains("bps") && !unit.contains('B') {
        return Some(true);
    }
    if lower.contains("byte") {
        return Some(false);
    }
    match unit.chars().nth(1) {
        Some('B') => Some(false),
        Some('b') if q.kind == Kind::Bandwidth => Some(true),
        Some(_) | None => None,
    }
}

/// The same number with the same prefix, once in bits and once in bytes.
fn bits_as_bytes(text: &str, pair: &[Quantity]) -> Option<Conversion> {
    let [one, other] = pair else { return None };
    let (bits, bytes) = match (in_bits(one)?, in_bits(other)?) {
        (true, false) => (one, other),
        (false, true) => (other, one),
        (true, true) | (false, false) => return None,
    };
    let between = between(text, one, other)?;
    let stated = between.len() <= APART && SAME.is_match(between) && !MORE.is_match(between);
    let eight = (bytes.value / bits.value / 8.0 - 1.0).abs() < 0.03;
    (is_size(one) && is_size(other) && stated && eight)
        .then_some(Conversion { span: one.span.start..other.span.end, slip: Slip::BitsAsBytes })
}

/// "1,000,000,000 KB, which is one petabyte": the same figure with a prefix that is a thousand times off.
fn rescaled(text: &str, pair: &[Quantity]) -> Option<Conversion> {
    let [one, other] = pair else { return None };
    let same_unit = one.kind == other.kind && one.per == other.per && in_bits(one)? == in_bits(other)?;
    let off = of_prefixes(other.value / one.value).filter(|_| is_size(one) && same_unit)?;
    let alone = || {
        let (before, behind) = (text.get(..one.span.start), text.get(other.span.end..));
        !before.is_some_and(|t| OPERATED.is_match(tail(t, APART))) && !behind.is_some_and(|t| SHARE.is_match(t))
    };
    (PREFIX.is_match(between(text, one, other)?) && alone())
        .then_some(Conversion { span: one.span.start..other.span.end, slip: Slip::Factor1000 { times: off } })
}

/// "2 million messages of 1 KB are 2 TB": a product in words, a thousand times off.
fn each(text: &str, three: &[Quantity]) -> Option<Conversion> {
    let [count, size, result] = three else { return None };
    let counted = count.kind == Kind::Count && count.per.is_none() && count.value > 0.0 && is_size(size);
    let off = of_prefixes(result.value / (count.value * size.value)).filter(|_| counted && result.kind == size.kind)?;
    let said = EACH.is_match(between(text, count, size)?) && COMES_TO.is_match(between(text, size, result)?);
    said.then_some(Conversion { span: count.span.start..result.span.end, slip: Slip::Factor1000 { times: off } })
}

/// "100M x 1 KB = 100 Gb = 12.5 GB": bytes, then taken for bits.
fn turned(text: &str, four: &[Quantity]) -> Option<Conversion> {
    let [count, size, product, bytes] = four else { return None };
    let sizes = count.kind == Kind::Count && [size, product, bytes].into_iter().all(is_size);
    let clear = in_bits(size) == Some(false) && in_bits(bytes) == Some(false) && in_bits(product) != Some(false);
    if !(sizes && clear && meet(count.value * size.value / bytes.value, 8.0)) {
        return None;
    }
    let written = TIMES.is_match(between(text, count, size)?)
        && EQUALS.is_match(between(text, size, product)?)
        && EQUALS.is_match(between(text, product, bytes)?);
    written.then_some(Conversion { span: product.span.start..bytes.span.end, slip: Slip::BitsAsBytes })
}

/// "A day has 86,400 milliseconds."
fn period_of(text: &str, length: &Quantity) -> Option<Conversion> {
    let number = written_number(text, length).filter(|_| length.kind == Kind::Duration)?;
    // A working day of eight hours is shorter, and a day is sometimes taken for 100,000 seconds.
    let familiar = [24.0, 60.0, 1_440.0, 3_600.0, 86_400.0, 100_000.0, 365.0];
    let near = tail(text.get(..length.span.start)?, APART);
    let named = WHOLE.captures(near).filter(|_| familiar.into_iter().any(|usual| meet(number, usual)))?;
    let times = length.value / unit::period(&named[1])?.seconds();
    let start = length.span.start - near.len() + named.get(0)?.start();
    (!(0.7..=1.4).contains(&times)).then_some(Conversion { span: start..length.span.end, slip: Slip::Period { times } })
}

/// The number that a quantity begins with.
fn written_number(text: &str, q: &Quantity) -> Option<f64> {
    let digits = text.get(q.span.clone())?.split(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.'))).next()?;
    digits.replace(',', "").parse().ok().filter(|number: &f64| *number > 0.0)
}

/// "4.4 MB/s x 60 x 24 = 6.3 GB a day": the seconds are forgotten.
fn by_minutes(text: &str, quantities: &[Quantity]) -> Vec<Conversion> {
    let mut found = Vec::new();
    for (at, first) in quantities.iter().enumerate().filter(|(_, q)| q.per == Some(Period::Second)).take(MOST) {
        // The factors stand between: two or three numbers.
        for result in quantities.iter().skip(at + 1).take(4) {
            let Some(signs) = between(text, first, result).filter(|signs| MINUTES.is_match(signs)) else { continue };
            let (factor, forgotten) = if signs.contains("365") { (24.0 * 365.0, 3_600.0) } else { (1_440.0, 60.0) };
            if meet(written_of(result) / written_of(first), factor) {
                let slip = Slip::Period { times: 1.0 / forgotten };
                found.push(Conversion { span: first.span.start..result.span.end, slip });
            }
        }
    }
    found
}

/// As written, before it was brought to seconds.
fn written(q: &Quantity) -> Option<(f64, Period)> {
    q.per.map(|per| (q.value * per.seconds(), per))
}

/// "200M requests a day, so QPS = 200M": one figure, called per day and per second.
fn undivided(quantities: &[Quantity]) -> Option<Conversion> {
    let rates = || quantities.iter().filter(|q| q.kind == Kind::Rate);
    let daily = rates().filter(|q| q.per == Some(Period::Day)).take(MOST);
    let mut pairs = daily.flat_map(|day| rates().filter(|q| q.per == Some(Period::Second)).map(move |s| (day, s)));
    let (_, second) = pairs.find(|(day, second)| {
        let (day, second) = (written(day).map_or(0.0, |w| w.0), written(second).map_or(0.0, |w| w.0));
        second >= LARGE && day == second
    })?;
    Some(Conversion { span: second.span.clone(), slip: Slip::PerDayAsPerSecond })
}

/// "72M calls a day / 24 = 3M calls per second".
fn by_hours(text: &str, quantities: &[Quantity]) -> Vec<Conversion> {
    let mut found = Vec::new();
    for divided in DIVIDED.find_iter(text).take(MOST) {
        let result = quantities.iter().position(|q| q.span.start == divided.end());
        let dividend = quantities.iter().rev().find(|q| q.span.end <= divided.start() + 1);
        let (Some(result), Some(dividend)) = (result, dividend) else { continue };
        let close = divided.start().saturating_sub(dividend.span.end) <= APART;
        let result = said_again(text, &quantities[result..]);
        let hours = divided.as_str().contains("24");
        // A day over 24 is an hour, over 1,440 a minute.
        let wrong = match result.per {
            Some(Period::Second) => true,
            Some(Period::Minute) => hours,
            Some(Period::Hour) => !hours,
            Some(Period::Day | Period::Week | Period::Month | Period::Year) | None => false,
        };
        let rate = matches!(result.kind, Kind::Rate | Kind::Bandwidth);
        if close && wrong && rate && is_daily(dividend, quantities) {
            let slip = Slip::Period { times: result.value / (written_of(dividend) / Period::Day.seconds()) };
            found.push(Conversion { span: dividend.span.start..result.span.end, slip });
        }
    }
    found
}

/// The first quantity, or the next that is the same in words: "= 20.8M, i.e. 20 million a second".
fn said_again<'q>(text: &str, from: &'q [Quantity]) -> &'q Quantity {
    let again = from.get(1).filter(|next| {
        let between = between(text, &from[0], next).unwrap_or_default();
        meet(written_of(next), written_of(&from[0])) && between.len() <= APART && SAME.is_match(between)
    });
    again.unwrap_or(&from[0])
}

fn is_per_second(q: &Quantity) -> bool {
    q.per == Some(Period::Second) && matches!(q.kind, Kind::Rate | Kind::Bandwidth)
}

/// "72M calls a day. 72M x 20 KB = 1.44 TB per second": a daily figure times a size, called per second.
fn of_a_day(text: &str, quantities: &[Quantity]) -> Vec<Conversion> {
    let product = |three: &[Quantity]| {
        let [one, other, result] = three else { return None };
        let counts = one.kind == Kind::Count && one.value >= LARGE && one.per.is_none() && other.per.is_none();
        let plain = meet(one.value * other.value, result.value);
        if !(counts && plain && is_per_second(result)) {
            return None;
        }
        let written = TIMES.is_match(between(text, one, other)?) && EQUALS.is_match(between(text, other, result)?);
        // The figure was given a moment ago.
        let before = quantities.partition_point(|q| q.span.end <= one.span.start);
        let mut before = quantities[..before].iter().rev().take(MOST);
        (written && before.any(|q| q.per == Some(Period::Day) && written_of(q) == one.value))
            .then_some(Conversion { span: one.span.start..result.span.end, slip: Slip::PerDayAsPerSecond })
    };
    quantities.windows(3).filter_map(product).collect()
}

fn written_of(q: &Quantity) -> f64 {
    written(q).map_or(q.value, |(value, _)| value)
}

/// Whether a figure is one a day, or was called so elsewhere.
fn is_daily(figure: &Quantity, quantities: &[Quantity]) -> bool {
    let same = |q: &Quantity| q.per == Some(Period::Day) && (written_of(q) / written_of(figure) - 1.0).abs() < 0.02;
    figure.per == Some(Period::Day) || figure.per.is_none() && quantities.iter().any(same)
}

#[cfg(test)]
mod tests {
    use super::conversions;
    use crate::quantity::find;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = conversions(text, &find(text));
        let names: Vec<&str> = found.iter().map(|c| c.slip.name()).collect();
        assert_eq!(names.join(" "), expected, "{text}");
    }

    #[test]
    fn what_is_said_in_the_wrong_unit_is_named() {
        check("our network cards do 10 Gb/s, which is 10 gigabytes per second", "bits-as-bytes");
        check("over a 1 Gb/s line, which carries 1 GB each second", "bits-as-bytes");
        check("12.5 GB per second which needs a 12.5 Gbit/s link", "bits-as-bytes");
        check("72M calls a day. 72M / 24 = 3M calls per second", "period");
        check("1.2 billion events a day, and 1.2 billion / 3,600 ≈ 333k ev/s", "period");
        check("500M clicks/day. 500M/24 = 20.8M, i.e. 20 million redirects per second", "period");
        check("from 5,000,000 orders/day. Divided over 24 hours that's about 208,000 orders per second", "period");
        check("72M calls a day, and 72M × 20 KB = 1.44 TB per second coming in", "per-day-as-per-second");
        check("200M requests per day, so we have 200M requests per second", "per-day-as-per-second");
        check("10M a day / 24 = about 420,000 a minute", "period");
        check("10M calls a day / 1440 = 7,000 per hour", "period");
        check("1,000,000,000 KB, which is one petabyte", "factor-1000");
        check("2,000 GB, i.e. 2 PB", "factor-1000");
        check("100M keys x 1 KB = 100 Gb = 12.5 GB", "bits-as-bytes");
        check("2 million messages of 1 KB are 2 TB", "factor-1000");
        check("4.2M concurrent, at 3 Mb/s that makes 12.6 Gb/s on average", "factor-1000");
        check("A day has 86,400 milliseconds, so that is 116 events", "period");
        check("one day is 1,440 hours", "period");
        check("4.4 MB/s × 60 × 24 = 6.3 GB a day", "period");
        check("7 Gbit/s × 24 hours × 365 = about 61 terabit", "period");
    }

    #[test]
    fn what_is_right_is_left_alone() {
        check("a 10 Gb/s card, which is 1.25 GB/s", "");
        check("8 nodes with 1 Gb/s each = 1 GB/s", "");
        check("10 Gb/s in and 10 GB of memory", "");
        check("72M calls a day / 24 = 3M calls per hour", "");
        check("72M calls an hour / 3600 = 20k calls per second", "");
        check("100M a day / 86,400 = 1,160 per second", "");
        check("10 a day, 10 per second", "");
        check("10M a day / 24 = about 420,000 an hour", "");
        check("10M a day / 1440 = 7,000 a minute", "");
        check("1,000,000,000 KB, which is one terabyte", "");
        check("disks of 1 GB or 1 TB", "");
        check("1M x 2 MB = 2 TB", "");
        check("1M x 2 MB, which is 2 TB", "");
        check("a million times 2 MB, that is 2 TB", "");
        check("a node of 64 GB, that is 50 GB usable", "");
        check("100M keys x 1 KB = 100 GB = 800 Gbit", "");
        check("100M keys x 1 KB = 100 GB = 100 GB", "");
        check("A day has 86,400 seconds, about 100k", "");
        check("a day has 24 hours and an hour has 60 minutes", "");
        check("a working day is 8 hours", "");
        check("a month has 30 days", "");
        check("2 million messages of 1 KB are 2 GB", "");
        check("three nodes with 2 TB each make 6 TB", "");
        check("4.2M concurrent, at 3 Mb/s that makes 12.6 Tb/s on average", "");
        check("5 nodes of 1 TB, which is 1 GB for each of the thousand tenants", "");
        check("4.4 MB/s × 60 × 60 × 24 = 380 GB a day", "");
        check("4.4 MB/s × 60 = 264 MB a minute", "");
        check("4.4 MB/min × 60 × 24 = 6.3 GB a day", "");
        check("72M calls a day, and 72M x 20 KB = 1.44 TB a day, or 17 MB/s", "");
        check("72M calls a day; 72M connections x 1 KB/s = 72 GB/s", "");
    }
}
