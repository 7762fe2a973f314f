//! Numbers as people type them in an interview: counts, rates, sizes, times, and the
//! arithmetic written with them.
//!
//! Nothing here fails on any text: what is not understood is not a quantity. Every pass is
//! linear in the text.

mod period;
mod amount;
mod conversion;
mod find;
pub mod formula;
mod numeral;
mod scan;
mod unit;
mod working;

use std::ops::Range;

pub use conversion::{Conversion, conversions};
pub use find::find;
pub use unit::of_unit;
pub use working::{Slip, Step, Verdict, Working, workings};

/// Says what a quantity measures, and so which base unit its value is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A plain number.
    Count,
    /// Events per second.
    Rate,
    /// Bytes.
    Bytes,
    /// Bytes per second.
    Bandwidth,
    /// Seconds.
    Duration,
    /// Hundredths: 99.9 for `99.9%`.
    Percent,
}

/// Names the period of a rate as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Period {
    /// Per second.
    Second,
    /// Per minute.
    Minute,
    /// Per hour.
    Hour,
    /// Per day.
    Day,
    /// Per week.
    Week,
    /// Per month, taken as 30 days.
    Month,
    /// Per year, taken as 365 days.
    Year,
}

impl Period {
    /// Returns the length of the period in seconds.
    pub fn seconds(self) -> f64 {
        match self {
            Period::Second => 1.0,
            Period::Minute => 60.0,
            Period::Hour => 3_600.0,
            Period::Day => 86_400.0,
            Period::Week => 604_800.0,
            Period::Month => 2_592_000.0,
            Period::Year => 31_536_000.0,
        }
    }
}

/// The last characters of a text, one more than `most`.
fn tail(text: &str, most: usize) -> &str {
    let start = text.char_indices().rev().nth(most).map_or(0, |(at, _)| at);
    &text[start..]
}

/// Holds one number found in prose, in base units.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Bytes of the original text, from the number to the end of its unit.
    pub span: Range<usize>,
    /// The value in the base unit of `kind`; the lower end of a range.
    pub value: f64,
    /// The upper end of a range, in the same unit.
    pub high: Option<f64>,
    /// What the value measures.
    pub kind: Kind,
    /// Whether the writer hedged: `~`, "about", "a couple of".
    pub approximate: bool,
    /// The unit as written, such as `GB/day`, `qps`, `x`; empty for a bare number.
    pub unit: String,
    /// The period as written, although `value` is per second.
    pub per: Option<Period>,
    /// The second reading of an ambiguous unit: `2b` is two billion, or two bytes.
    pub also: Option<(Kind, f64)>,
}

impl Quantity {
    /// Tells whether the number is a factor such as `10x`.
    pub fn is_factor(&self) -> bool {
        self.kind == Kind::Count && self.unit.eq_ignore_ascii_case("x")
    }
}

/// Finds both the quantities of a text and its written arithmetic: see [`find`] and [`workings`].
pub fn read(text: &str) -> (Vec<Quantity>, Vec<Working>) {
    let tokens = scan::scan(text);
    (find::find_in(&tokens), working::workings_in(&tokens))
}
