//! The units of figures: how they are shown, and which quantities of an answer are in them.

use crate::quantity::{Kind, Period, Quantity};

/// The unit that a figure is asked for in; its value is in exactly this unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A number of things.
    Count,
    /// A number of things that come whole: machines, partitions.
    Whole,
    /// How many times.
    Times,
    /// Events per second.
    PerSecond,
    /// Events per minute.
    PerMinute,
    /// Events per day.
    PerDay,
    /// Bytes.
    Bytes,
    /// Bytes that one day adds.
    BytesPerDay,
    /// Bytes per second.
    BytesPerSecond,
    /// Bits per second.
    BitsPerSecond,
    /// Seconds.
    Seconds,
    /// A share, 0 to 1, shown in percent.
    Share,
    /// Availability as a number of nines: 3 is 99.9 %.
    Nines,
}

/// How surely a quantity is in the unit that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sure {
    /// The unit is left out: `1160` for 1160 a second.
    Bare,
    /// It is written.
    Written,
}

/// A quantity read in the unit of a figure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    /// The value, or the lower end of a range.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How sure the unit is.
    pub sure: Sure,
}

const DAY: f64 = 86_400.0;

impl Unit {
    /// A value with this unit, rounded to so many digits: `55 TB`, `1.2k/s`.
    pub fn show(self, value: f64, digits: i32) -> String {
        let whole = value;
        let value = rounded(value, digits);
        match self {
            Unit::Count | Unit::Whole => number(value),
            Unit::Times => format!("{} times", number(value)),
            Unit::PerSecond => format!("{}/s", number(value)),
            Unit::PerMinute => format!("{}/min", number(value)),
            Unit::PerDay => format!("{}/day", number(value)),
            Unit::Bytes => size(value, "B"),
            Unit::BytesPerDay => format!("{}/day", size(value, "B")),
            Unit::BytesPerSecond => format!("{}/s", size(value, "B")),
            Unit::BitsPerSecond => format!("{}/s", size(value, "bit")),
            Unit::Seconds => time(value),
            // 99.8% is not 100%.
            Unit::Share => format!("{}%", number(rounded(whole * 100.0, digits + 3))),
            Unit::Nines => format!("{} nines", number(value)),
        }
    }

    /// What an answer in this unit looks like, for one that has none.
    pub(super) fn example(self) -> &'static str {
        match self {
            Unit::Count => "a number, such as 3 million",
            Unit::Whole => "a whole number, such as 24",
            Unit::Times => "how many times, such as 100x",
            Unit::PerSecond => "a rate per second, such as 1,200/s",
            Unit::PerMinute => "a rate per minute, such as 30/min",
            Unit::PerDay => "a rate per day, such as 10M/day",
            Unit::Bytes => "a size, such as 5 TB",
            Unit::BytesPerDay => "a size per day, such as 50 GB/day",
            Unit::BytesPerSecond => "bytes per second, such as 40 MB/s",
            Unit::BitsPerSecond => "bits per second, such as 2 Gbit/s",
            Unit::Seconds => "a time with its unit, such as 20 ms or 3 hours",
            Unit::Share => "a percentage, such as 99.5%",
            Unit::Nines => "a number of nines or a percentage, such as 99.9%",
        }
    }

    /// Whether bits may be taken for bytes here.
    pub(super) fn is_size(self) -> bool {
        matches!(self, Unit::Bytes | Unit::BytesPerDay | Unit::BytesPerSecond | Unit::BitsPerSecond)
    }

    /// The ways in which a quantity of an answer is a figure in this unit.
    pub(super) fn readings(self, q: &Quantity) -> Vec<Reading> {
        let high = q.high.unwrap_or(q.value);
        let mut all: Vec<Reading> = self.reading(q, q.kind, q.value, high).into_iter().collect();
        all.extend(q.also.and_then(|(kind, value)| self.reading(q, kind, value, value)));
        all
    }

    fn reading(self, q: &Quantity, kind: Kind, low: f64, high: f64) -> Option<Reading> {
        let long = q.per.is_some_and(|p| p.seconds() >= DAY);
        let times = |sure: Sure, factor: f64| Some(Reading { low: low * factor, high: high * factor, sure });
        let written = |factor: f64| times(Sure::Written, factor);
        // A factor such as 3x is no count of things.
        let bare = |factor: f64| if q.is_factor() { None } else { times(Sure::Bare, factor) };
        match (self, kind) {
            (Unit::Count | Unit::Whole, Kind::Count) if !q.is_factor() => written(1.0),
            // "86,400 seconds" where a number of seconds is asked for.
            (Unit::Count, Kind::Bytes | Kind::Duration) => times(Sure::Bare, 1.0),
            (Unit::Times, Kind::Count) => written(1.0),
            (Unit::PerSecond, Kind::Rate) if !long => written(1.0),
            (Unit::PerMinute, Kind::Rate) if !long => written(60.0),
            (Unit::PerDay, Kind::Rate) if q.per != Some(Period::Second) => written(DAY),
            (Unit::Bytes, Kind::Bytes) | (Unit::BytesPerDay, Kind::Bytes) => written(1.0),
            // "18 TB a year" is what a year adds.
            (Unit::Bytes, Kind::Bandwidth) if long => written(q.per.map_or(1.0, Period::seconds)),
            (Unit::BytesPerDay, Kind::Bandwidth) if long => written(DAY),
            (Unit::BytesPerSecond, Kind::Bandwidth) if !long => written(1.0),
            (Unit::BitsPerSecond, Kind::Bandwidth) if !long => written(8.0),
            (Unit::BytesPerSecond, Kind::Bytes) => times(Sure::Bare, 1.0),
            (Unit::BitsPerSecond, Kind::Bytes) => times(Sure::Bare, 8.0),
            (Unit::Seconds, Kind::Duration) => written(1.0),
            (Unit::Share, Kind::Percent) => written(0.01),
            (Unit::Nines, Kind::Percent) => {
                let nines = |percent: f64| -(1.0 - percent / 100.0).log10();
                Some(Reading { low: nines(low), high: nines(high), sure: Sure::Written })
            }
            (Unit::Nines, Kind::Count) => times(Sure::Bare, 1.0),
            (Unit::PerSecond | Unit::PerMinute | Unit::PerDay, Kind::Count) => bare(1.0),
            (Unit::Bytes | Unit::BytesPerDay | Unit::BytesPerSecond | Unit::BitsPerSecond, Kind::Count) => bare(1.0),
            _ => None,
        }
    }
}

/// A value with so many digits that carry meaning.
pub(super) fn rounded(value: f64, digits: i32) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let places = digits - 1 - value.abs().log10().floor() as i32;
    // Dividing by a whole power gives the nearest float, multiplying by 0.001 does not.
    if places >= 0 {
        (value * 10f64.powi(places)).round() / 10f64.powi(places)
    } else {
        (value / 10f64.powi(-places)).round() * 10f64.powi(-places)
    }
}

/// A number as one writes it on a board: `1,200`, `23k`, `50M`, `2 billion`.
fn number(value: f64) -> String {
    let scaled = |by: f64, word: &str| format!("{}{word}", rounded(value / by, 6));
    match value.abs() {
        v if v >= 1e15 => {
            let power = v.log10().floor();
            format!("{} x 10^{power}", rounded(value / 10f64.powf(power), 3))
        }
        v if v >= 1e12 => scaled(1e12, " trillion"),
        v if v >= 1e9 => scaled(1e9, " billion"),
        v if v >= 1e6 => scaled(1e6, "M"),
        v if v >= 1e4 => scaled(1e3, "k"),
        v if v >= 1e3 => format!("{},{:03}", (value / 1e3).floor(), value % 1e3),
        _ => format!("{}", rounded(value, 6)),
    }
}

/// A size as one writes it: `500 bytes`, `1.5 KB`, `370 Mbit`.
fn size(value: f64, unit: &str) -> String {
    let prefixes = [(1e18, "E"), (1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "K")];
    match prefixes.iter().find(|(by, _)| value.abs() >= *by) {
        Some((by, prefix)) => format!("{} {prefix}{unit}", rounded(value / by, 6)),
        // A lone B is a billion as often as bytes.
        None if unit == "B" => format!("{} bytes", rounded(value, 6)),
        None => format!("{} {unit}s", rounded(value, 6)),
    }
}

/// A time in its largest whole unit.
fn time(seconds: f64) -> String {
    let units = [
        (86_400.0, "days"),
        (3_600.0, "hours"),
        (60.0, "minutes"),
        (1.0, "s"),
        (1e-3, "ms"),
        (1e-6, "µs"),
        (1e-9, "ns"),
    ];
    let (by, word) = units.into_iter().find(|(by, _)| seconds.abs() >= *by * 0.999).unwrap_or((1e-9, "ns"));
    format!("{} {word}", rounded(seconds / by, 3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::find;

    #[test]
    fn figures_are_shown_as_one_writes_them_on_a_board() {
        let show = |unit: Unit, value: f64| unit.show(value, 2);
        assert_eq!(show(Unit::PerSecond, 1_157.0), "1,200/s");
        assert_eq!(show(Unit::PerSecond, 23_148.0), "23k/s");
        assert_eq!(show(Unit::PerDay, 2e9), "2 billion/day");
        assert_eq!(show(Unit::Bytes, 5.475e13), "55 TB");
        assert_eq!(show(Unit::Bytes, 500.0), "500 bytes");
        assert_eq!(show(Unit::BitsPerSecond, 3.68e8), "370 Mbit/s");
        assert_eq!(show(Unit::Share, 0.6), "60%");
        assert_eq!(show(Unit::Share, 0.998), "99.8%");
        assert_eq!(show(Unit::Seconds, 0.00015), "150 µs");
        assert_eq!(show(Unit::PerSecond, 0.1157), "0.12/s");
        assert_eq!(Unit::Count.show(8_640.0, 4), "8,640");
    }

    #[test]
    fn a_figure_that_is_shown_is_read_back() {
        let units = [
            Unit::Count,
            Unit::Whole,
            Unit::Times,
            Unit::PerSecond,
            Unit::PerMinute,
            Unit::PerDay,
            Unit::Bytes,
            Unit::BytesPerDay,
            Unit::BytesPerSecond,
            Unit::BitsPerSecond,
            Unit::Seconds,
        ];
        for unit in units {
            for value in [0.12, 7.0, 36.0, 512.0, 1_440.0, 86_400.0, 3.5e6, 4.2e9, 9.9e12] {
                let shown = unit.show(value, 2);
                let found = find(&shown);
                let read = found.iter().flat_map(|q| unit.readings(q)).map(|r| r.low).next();
                let near = read.is_some_and(|r| (r / value - 1.0).abs() < 0.06);
                assert!(near, "{unit:?} {value} {shown} {found:?}");
            }
        }
    }
}
