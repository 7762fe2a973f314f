//! Quick questions: latencies, and units.

use super::claims::claims;
use super::exercise::{Exercise, Part, Place, Wants};
use super::faults::{Fault, written};
use super::judge::{Judgement, Verdict, off_by, unread};
use super::random::Random;
use super::unit::Unit;
use crate::quantity::{Kind, Quantity, find, workings};

/// What a quiz is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quiz {
    /// How long things take, from a cache to another continent.
    Latency,
    /// Powers, seconds, rates, nines.
    Units,
}

/// How long something takes.
struct Latency {
    /// "How long does it take, and which is faster": `a read from main memory`.
    says: &'static str,
    /// Words that name it.
    words: &'static [&'static str],
    /// The usual time in seconds. Orders of magnitude: the digits change with the hardware.
    usual: f64,
    /// What is right as an answer.
    range: (f64, f64),
    /// What to remember.
    why: &'static str,
}

const LATENCIES: &[Latency] = &[
    Latency {
        says: "a reference to the L1 cache",
        words: &["l1"],
        usual: 0.5e-9,
        range: (0.3e-9, 3e-9),
        why: "L1 sits in the core: a clock cycle or two, about a nanosecond or half of one.",
    },
    Latency {
        says: "a reference to the L2 cache",
        words: &["l2"],
        usual: 7e-9,
        range: (2e-9, 20e-9),
        why: "L2 is some ten times slower than L1: several nanoseconds.",
    },
    Latency {
        says: "a reference to main memory",
        words: &["memory", "ram", "dram"],
        usual: 100e-9,
        range: (30e-9, 300e-9),
        why: "Main memory takes about 100 ns, hundreds of times longer than L1.",
    },
    Latency {
        says: "a random read from an SSD",
        words: &["ssd", "flash", "nvme"],
        usual: 150e-6,
        range: (15e-6, 500e-6),
        why: "An SSD reads a random block in about 100 µs, a thousand times slower than memory.",
    },
    Latency {
        says: "a round trip inside a data centre",
        words: &["data centre", "data center", "datacenter", "datacentre", "network", "round trip", "rack"],
        usual: 500e-6,
        range: (100e-6, 2e-3),
        why: "A round trip in one data centre takes about half a millisecond: a remote cache stays below one.",
    },
    Latency {
        says: "a seek on a spinning disk",
        words: &["disk", "hdd", "seek", "spinning"],
        usual: 10e-3,
        range: (3e-3, 30e-3),
        why: "A disk arm needs about 10 ms: a hundred seeks a second, no more.",
    },
    Latency {
        says: "a packet from California to Europe and back",
        words: &["california", "europe", "continent", "ocean", "atlantic", "packet"],
        usual: 150e-3,
        range: (60e-3, 300e-3),
        why: "Light in glass sets the limit: about 150 ms to Europe and back, however good the hardware.",
    },
];

/// Two times are only compared if they are this far apart.
const APART: f64 = 10.0;
/// "How many times slower" is right within this factor.
const ROUGH: f64 = 5.0;

/// So many questions of a quiz. The same seed gives the same questions.
pub fn questions(quiz: Quiz, seed: u64, count: usize) -> Vec<Exercise> {
    let mut random = Random::new(seed);
    let mut pool = match quiz {
        Quiz::Latency => latency_pool(),
        Quiz::Units => units_pool(),
    };
    let mut all = Vec::with_capacity(count);
    for number in 0..count {
        let at = number % pool.len();
        if at == 0 {
            random.shuffle(&mut pool);
        }
        all.push(pool[at].clone());
    }
    all
}

fn question(title: &str, asks: String, wants: Wants, hint: &str, solution: impl Into<String>) -> Exercise {
    let part = Part { asks, wants, hint: hint.to_owned(), solution: vec![solution.into()] };
    Exercise { title: title.to_owned(), story: String::new(), parts: vec![part] }
}

fn latency_pool() -> Vec<Exercise> {
    let mut pool = Vec::new();
    for item in LATENCIES {
        let (low, high) = item.range;
        let wants = Wants::Known { unit: Unit::Seconds, value: item.usual, low, high };
        let asks = format!("How long does {} take, to the order of magnitude?", item.says);
        pool.push(question("How long", asks, wants, "nanoseconds, microseconds or milliseconds?", item.why));
    }
    for (at, fast) in LATENCIES.iter().enumerate() {
        for (beside, slow) in LATENCIES.iter().enumerate().skip(at + 1).filter(|(_, s)| s.usual / fast.usual >= APART) {
            let times = slow.usual / fast.usual;
            let show = |l: &Latency| Unit::Seconds.show(l.usual, 2);
            let why =
                format!("{}: about {}. {}: about {}.", upper(fast.says), show(fast), upper(slow.says), show(slow));
            // The right one stands first in every other question.
            let (one, two) = if (at + beside) % 2 == 0 { (fast, slow) } else { (slow, fast) };
            let asks = format!("Which is faster: {}, or {}?", one.says, two.says);
            let place = if (at + beside) % 2 == 0 { Place::First } else { Place::Second };
            let wants = Wants::Choice { right: fast.words, other: slow.words, place };
            pool.push(question("Which is faster", asks, wants, "which of the two has less far to go?", why.clone()));
            if beside == at + 1 || times > 1e6 {
                let asks = format!("Roughly how many times longer than {} does {} take?", fast.says, slow.says);
                let wants = Wants::Known { unit: Unit::Times, value: times, low: times / ROUGH, high: times * ROUGH };
                let hint = "say both times first, then divide";
                pool.push(question("How many times", asks, wants, hint, why));
            }
        }
    }
    pool
}

/// A figure to know: the question, its unit and value, and what to remember.
type Fact = (&'static str, Unit, f64, &'static str);

const FACTS: &[Fact] = &[
    ("2^10 is about how many?", Unit::Count, 1024.0, "2^10 = 1,024: about a thousand."),
    ("2^20 is about how many?", Unit::Count, 1_048_576.0, "2^20 is about a million."),
    ("2^30 is about how many?", Unit::Count, 1_073_741_824.0, "2^30 is about a billion."),
    ("2^40 is about how many?", Unit::Count, 1.0995e12, "2^40 is about a trillion."),
    ("How many different values have 16 bits?", Unit::Count, 65_536.0, "2^16 = 65,536."),
    (
        "How many different values have 32 bits?",
        Unit::Count,
        4.295e9,
        "2^32 = 4 x 2^30, about 4.3 billion: too few for one id per person on earth.",
    ),
    ("How many different values have 64 bits?", Unit::Count, 1.845e19, "2^64 = 16 x 2^60, about 1.8 x 10^19."),
    (
        "How many codes of 7 letters and digits are there, upper and lower case?",
        Unit::Count,
        3.52e12,
        "62^7 is about 3.5 trillion.",
    ),
    ("How much are a million records of 1 KB?", Unit::Bytes, 1e9, "10^6 x 10^3 = 10^9: 1 GB."),
    ("How much are a billion records of 1 KB?", Unit::Bytes, 1e12, "10^9 x 10^3 = 10^12: 1 TB."),
    ("How much are a billion ids of 8 bytes?", Unit::Bytes, 8e9, "8 x 10^9: 8 GB. They fit into memory."),
    ("How much are 100 million photos of 2 MB?", Unit::Bytes, 2e14, "10^8 x 2 x 10^6 = 2 x 10^14: 200 TB."),
    ("How many seconds has a day?", Unit::Count, 86_400.0, "24 x 3,600 = 86,400; 100,000 will do."),
    ("How many seconds has an hour?", Unit::Count, 3_600.0, "60 x 60 = 3,600."),
    ("How many seconds has a month?", Unit::Count, 2.592e6, "30 x 86,400 = 2.6 million."),
    ("How many seconds has a year?", Unit::Count, 3.1536e7, "365 x 86,400 = 31.5 million, or 30 million."),
    ("1 million a day: how many per second?", Unit::PerSecond, 11.57, "10^6 / 86,400 = 12/s."),
    ("100 million a day: how many per second?", Unit::PerSecond, 1_157.0, "10^8 / 86,400 = 1,200/s."),
    ("1 billion a day: how many per second?", Unit::PerSecond, 11_574.0, "10^9 / 86,400 = 12k/s."),
    ("100 million a month: how many per second?", Unit::PerSecond, 38.6, "10^8 / 2.6M = 40/s."),
    ("1,000 per second: how many a day?", Unit::PerDay, 8.64e7, "1,000/s x 86,400 = 86M a day, or 100 million."),
    ("1 MB per second: how much is that in a day?", Unit::BytesPerDay, 8.64e10, "1 MB/s x 86,400 = 86 GB a day."),
    ("10 GB a day: how much is that in a year?", Unit::Bytes, 3.65e12, "10 GB x 365 = 3.7 TB."),
    (
        "How many bytes per second does a link of 1 Gbit/s carry?",
        Unit::BytesPerSecond,
        1.25e8,
        "1 Gbit/s / 8 = 125 MB/s.",
    ),
    (
        "How many bytes per second does a link of 10 Gbit/s carry?",
        Unit::BytesPerSecond,
        1.25e9,
        "10 Gbit/s / 8 = 1.25 GB/s.",
    ),
    ("A stream of 5 MB/s: how many bits per second are that?", Unit::BitsPerSecond, 4e7, "5 MB/s x 8 = 40 Mbit/s."),
    ("99% available: how long is it down in a year?", Unit::Seconds, 315_360.0, "1% of 365 days = 3.65 days."),
    ("99.9% available: how long is it down in a year?", Unit::Seconds, 31_536.0, "0.1% of 8,760 hours = 8.8 hours."),
    (
        "99.9% available: how long is it down in a month?",
        Unit::Seconds,
        2_592.0,
        "0.1% of 43,200 minutes = 43 minutes.",
    ),
    ("99.99% available: how long is it down in a year?", Unit::Seconds, 3_153.6, "0.01% of a year = 53 minutes."),
    ("99.999% available: how long is it down in a year?", Unit::Seconds, 315.36, "0.001% of a year = 5 minutes."),
    ("How many nines allow an hour of downtime in a year?", Unit::Nines, 4.0, "99.99%: 53 minutes a year. Four nines."),
    ("How many nines allow 5 minutes of downtime in a year?", Unit::Nines, 5.0, "99.999%: five nines."),
];

/// A figure that one knows may be rounded boldly: 100,000 seconds a day, 10 a second for a million a day.
const BOLD: f64 = 1.3;

fn units_pool() -> Vec<Exercise> {
    let fact = |(asks, unit, value, why): &Fact| {
        // The number of nines is a logarithm: a factor says nothing about it.
        let (low, high) = if *unit == Unit::Nines { (value - 0.3, value + 0.3) } else { (value / BOLD, value * BOLD) };
        let wants = Wants::Known { unit: *unit, value: *value, low, high };
        question("Units", (*asks).to_owned(), wants, "count the powers of ten, and mind the unit", *why)
    };
    FACTS.iter().map(fact).collect()
}

/// Judges a figure that is known.
pub(super) fn judge_known(unit: Unit, value: f64, range: (f64, f64), text: &str) -> Judgement {
    let quantities = find(text);
    let magnitude = magnitude(unit, text, &quantities);
    let claims = claims(text, &quantities, &workings(text), unit, &[]);
    let claim = claims.last().map(|c| c.span.clone());
    let read = |low: f64, high: f64| low <= range.1 && high >= range.0;
    let says = |verdict, says: String, faults| Judgement { verdict, says, faults, claim: claim.clone() };
    let given = match (magnitude, claims.last()) {
        (Some(given), _) if read(given, given) => return says(Verdict::Right, "Right.".to_owned(), Vec::new()),
        (Some(given), _) => given,
        (None, Some(last)) if last.readings.iter().any(|r| read(r.low, r.high)) => {
            return says(Verdict::Right, "Right.".to_owned(), Vec::new());
        }
        (None, Some(last)) => last.value(),
        (None, None) => return says(Verdict::Unread, unread(unit, &quantities), Vec::new()),
    };
    let due = unit.show(value, 2);
    if unit == Unit::Nines {
        let fault = Fault { written: String::new(), says: "another number of nines".to_owned(), kind: "other" };
        return says(Verdict::Off, format!("Off: it is {due}."), vec![fault]);
    }
    let said = claim.as_ref().map_or(unit.show(given, 2), |span| written(text, span));
    let (cause, kind) = off_by(unit, value, given);
    let fault = Fault { written: String::new(), says: cause.clone(), kind };
    says(Verdict::Off, format!("Off: it is about {due}, and {said} is {cause}."), vec![fault])
}

/// "Three orders of magnitude": a thousand times.
fn magnitude(unit: Unit, text: &str, quantities: &[Quantity]) -> Option<f64> {
    let lower = text.to_lowercase();
    let said = lower.contains("order") && lower.contains("magnitude");
    let orders = quantities.iter().find(|q| q.kind == Kind::Count).map(|q| q.value)?;
    (unit == Unit::Times && said && (1.0..=12.0).contains(&orders)).then(|| 10f64.powf(orders))
}

/// Judges which of two things was named.
pub(super) fn judge_choice(right: &[&str], other: &[&str], place: Place, text: &str) -> Judgement {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let said = words.join(" ");
    let first = |names: &[&str]| names.iter().filter_map(|name| find_name(&said, name)).min();
    let pointed = words.iter().find_map(|w| match *w {
        "first" | "former" | "1st" => Some(place == Place::First),
        "second" | "latter" | "2nd" => Some(place == Place::Second),
        _ => None,
    });
    let slower = words.iter().any(|w| matches!(*w, "slower" | "longer" | "slow" | "slowest"));
    let named_right = match (first(right), first(other)) {
        (Some(_), None) => Some(!slower),
        (None, Some(_)) => Some(slower),
        (Some(a), Some(b)) => Some((a < b) != slower),
        (None, None) => pointed.map(|right| right != slower),
    };
    let (verdict, says, faults) = match named_right {
        Some(true) => (Verdict::Right, "Right.", Vec::new()),
        Some(false) => {
            let fault = Fault { written: String::new(), says: "the slower one".to_owned(), kind: "order" };
            (Verdict::Off, "No, the other one.", vec![fault])
        }
        None => (Verdict::Unread, "Name one of the two.", Vec::new()),
    };
    Judgement { verdict, says: says.to_owned(), faults, claim: None }
}

/// Where a name stands in a text of words, as words of their own or in the plural.
fn find_name(said: &str, name: &str) -> Option<usize> {
    said.match_indices(name).map(|(at, _)| at).find(|at| {
        let before = at.checked_sub(1).and_then(|b| said.get(b..*at));
        let behind = said.get(at + name.len()..).unwrap_or_default();
        before.is_none_or(|c| c == " ") && (behind.is_empty() || behind.starts_with([' ', 's']))
    })
}

fn upper(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(chars).collect()
}
