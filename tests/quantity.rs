//! Quantities and written arithmetic, as data.

use proptest::prelude::*;
use sparring::quantity::formula::Formula;
use sparring::quantity::{Kind, Quantity, Verdict, find, of_unit, workings};
use std::fmt::Write as _;

fn rows(data: &str) -> Vec<(&str, &str)> {
    data.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(" | ")).collect()
}

fn show(text: &str, q: &Quantity) -> String {
    let mut out = format!("{}={} {:?}", &text[q.span.clone()], short(q.value), q.kind);
    if let Some(high) = q.high {
        let _ = write!(out, " ..{}", short(high));
    }
    if q.approximate {
        out.push_str(" ~");
    }
    if let Some(per) = q.per {
        let _ = write!(out, " {per:?}");
    }
    out
}

/// Six digits, so that the table reads like prose.
fn short(value: f64) -> String {
    let rounded: f64 = format!("{value:.5e}").parse().unwrap_or(f64::NAN);
    if (1e-4..1e7).contains(&rounded) || rounded == 0.0 { format!("{rounded}") } else { format!("{rounded:e}") }
}

#[test]
fn numbers_in_prose_are_read_as_the_table_says() {
    let mut wrong = Vec::new();
    let rows = rows(include_str!("data/quantities.txt"));
    assert!(rows.len() >= 80, "{} rows", rows.len());
    for (text, expected) in rows {
        let all: Vec<String> = find(text).iter().map(|q| show(text, q)).collect();
        let found = if all.is_empty() { "-".to_owned() } else { all.join("; ") };
        if found != expected {
            wrong.push(format!("{text} | {found}\n    not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn name(text: &str) -> String {
    let all = workings(text);
    let slip = all.iter().find_map(|w| match w.verdict {
        Verdict::Wrong(slip) => Some(slip.name()),
        Verdict::Right | Verdict::Unclear => None,
    });
    let unclear = all.iter().any(|w| w.verdict == Verdict::Unclear);
    match (slip, unclear) {
        (Some(name), _) => name.to_owned(),
        (None, true) => "unclear".to_owned(),
        (None, false) if all.is_empty() => "none".to_owned(),
        (None, false) => "right".to_owned(),
    }
}

#[test]
fn right_arithmetic_is_never_called_wrong_and_slips_are_named() {
    let (mut wrong, mut right, mut slips, mut named) = (Vec::new(), 0, 0, 0);
    for (expected, text) in rows(include_str!("data/workings.txt")) {
        let found = name(text);
        let says: Vec<String> = workings(text).iter().map(|w| w.says()).collect();
        if found != expected {
            wrong.push(format!("{expected} | {text}\n    {found}: {says:?}"));
        }
        match expected {
            "right" => right += 1,
            "none" | "unclear" => {}
            _ => {
                slips += 1;
                named += usize::from(found == expected);
            }
        }
    }
    assert!(right >= 100 && slips >= 50, "right {right}, slips {slips}");
    assert!(named * 100 >= slips * 95, "{named} of {slips}");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_working_says_what_is_wrong_and_where() {
    let text = "100M x 500 B = 50 GB/day: fine. 50 GB x 365 = 1.8 TB";
    let said: Vec<String> = workings(text).iter().map(|w| w.says()).collect();
    assert_eq!(said, ["100M x 500 B = 50 GB/day: right.", "50 GB x 365 = 1.8 TB: ten times too small."]);
    let says = |text: &str| workings(text)[0].says();
    assert_eq!(
        says("100M x 500 B = 50 MB x 2 = 100 MB"),
        "100M x 500 B = 50 MB: a thousand times too small. 50 MB x 2 = 100 MB: right."
    );
    assert_eq!(says("1 Gbps = 1 GB/s"), "1 Gbps = 1 GB/s: bits taken for bytes, eight times off.");
    assert_eq!(says("100M/day * 500B = 50 GB/s"), "100M/day * 500B = 50 GB/s: per day taken for per second.");
    assert_eq!(says("60 * 0.5 + 20 = 120"), "60 * 0.5 + 20 = 120: 2.4 times too large.");
    assert_eq!(says("12M/month * 2 = 24M/day"), "12M/month * 2 = 24M/day: the period is mixed up, 30 times too large.");
    assert_eq!(says("12 x 12 = 181"), "12 x 12 = 181: not clear.");
}

#[test]
fn a_formula_computes_from_named_inputs() {
    let formula = Formula::parse("(writes_per_day * bytes + 2^3^2) / -86400").unwrap();
    assert_eq!(formula.inputs().collect::<Vec<_>>(), ["writes_per_day", "bytes"]);
    let inputs = |name: &str| Some(if name == "bytes" { 500.0 } else { 1e6 });
    assert_eq!(formula.eval(&inputs), Some((5e8 + 512.0) / -86400.0));
    assert_eq!(formula.eval(&|_| None), None);
    assert_eq!(Formula::parse("1 / 0").unwrap().eval(&|_| None), None);
    assert_eq!(Formula::parse("1.5e3 - 1_000").unwrap().eval(&|_| None), Some(500.0));
    assert_eq!(Formula::parse("a*b + a").unwrap().inputs().count(), 2);
}

#[test]
fn a_formula_fault_says_where_and_why() {
    let fault = |text: &str| Formula::parse(text).unwrap_err().to_string();
    assert_eq!(fault("a +"), "expected a number, a name or `(`, found the end (at byte 3)");
    assert_eq!(fault("2 * (a + b"), "this bracket is not closed (at byte 4)");
    assert_eq!(fault("a b"), "unexpected `b` (at byte 2)");
    assert_eq!(fault("A"), "expected a number, a name or `(`, found `A` (at byte 0)");
    assert_eq!(fault("1.2.3"), "`1.2.3` is no number (at byte 0)");
    assert_eq!(fault(&"(".repeat(1_000)), "nests too deep: 64 levels at most (at byte 65)");
    assert_eq!(fault(&"-".repeat(1_000)), "nests too deep: 64 levels at most (at byte 65)");
    assert!(Formula::parse(&format!("{}1{}", "(".repeat(64), ")".repeat(64))).is_ok());
    assert_eq!(fault(&"1+".repeat(100_000)), "it is longer than 4 KB (at byte 0)");
    assert!(Formula::parse(&format!("{}1", "1+".repeat(1_000))).is_ok());
}

#[test]
fn rubric_units_convert_to_base_values() {
    assert_eq!(of_unit(5.0, ""), Some((Kind::Count, 5.0)));
    assert_eq!(of_unit(86_400.0, "/day"), Some((Kind::Rate, 1.0)));
    assert_eq!(of_unit(5.0, "/s"), Some((Kind::Rate, 5.0)));
    assert_eq!(of_unit(5.0, "B"), Some((Kind::Bytes, 5.0)));
    assert_eq!(of_unit(5.0, "B/s"), Some((Kind::Bandwidth, 5.0)));
    assert_eq!(of_unit(5.0, "s"), Some((Kind::Duration, 5.0)));
    assert_eq!(of_unit(5.0, "%"), Some((Kind::Percent, 5.0)));
    assert_eq!(of_unit(5.0, "furlong"), None);
}

#[test]
fn ambiguous_letters_keep_their_other_reading() {
    let also = |text: &str| find(text)[0].also;
    assert_eq!(also("500b"), Some((Kind::Count, 500e9)));
    assert_eq!(also("2b users"), Some((Kind::Bytes, 2.0)));
    assert_eq!(also("5m users"), Some((Kind::Duration, 300.0)));
    assert_eq!(also("50 GB"), None);
    assert!(find("10x")[0].is_factor());
}

fn consistent(text: &str) {
    let mut end = 0;
    for q in find(text) {
        assert!(q.span.start >= end && q.span.end > q.span.start, "{:?}", q.span);
        assert!(text.get(q.span.clone()).is_some(), "{:?}", q.span);
        assert!(q.value.is_finite());
        end = q.span.end;
    }
    for working in workings(text) {
        assert!(text.get(working.span.clone()).is_some());
        assert!(!working.says().is_empty());
        for step in working.steps {
            assert!(text.get(step.span.clone()).is_some());
        }
    }
}

/// The words that numbers and workings are made of, so that random text gets deep.
fn piece() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "100", "1,200", "2.5", "86400", "500b", "B", "GB", "Mb/s", "k", "M", "x", "X", "*", "**", "/", "+", "-", "^",
        "=", "~", "≈", "=>", "->", "(", ")", "per", "day", "a", "an", "half", "million", "couple", "of", "two",
        "hundred", "and", "twenty", "is", "about", "between", "to", "%", "10", "³", "p99", "ms", "years", "qps", ",",
        ".", "\n", "é", "日", "1e9", "e", "nines", "9s", "–", "point", "1.2.3", "_", "#", "$", "under", "with", "8",
        "'", "µs", "İ", "times", "divided", "by", "0",
    ];
    (prop::sample::select(WORDS), prop::sample::select(&["", " "])).prop_map(|(w, s)| format!("{w}{s}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_the_reader(text in "\\PC*") {
        consistent(&text);
        let _ = Formula::parse(&text);
    }

    #[test]
    fn no_mixture_of_pieces_breaks_the_reader(pieces in prop::collection::vec(piece(), 0..60)) {
        let text = pieces.concat();
        consistent(&text);
        let _ = Formula::parse(&text).map(|f| f.eval(&|_| Some(1.0)));
    }
}

/// Each piece repeated at length: a quadratic pass would take minutes here.
#[test]
fn long_hostile_text_is_read() {
    let pieces = [
        "1",
        ",",
        "1,",
        "1 ",
        "10^",
        "(",
        "1*",
        "1b*1b*1b*1b*1b*1b=1b ",
        "two ",
        "two million ",
        "a ",
        "half a ",
        "⁹",
        "x",
        "1x",
        "=",
        "1=",
        "1-",
        "1/a",
        ".1",
        "1.1",
        "_",
        "e",
        "1e",
        "~",
        "- ",
        "1 a b c d ",
        "( 1 ",
        "1 per ",
        "100 x 5 (",
        "twenty hundred and ",
        "1 = 2 = ",
        "1*1=1 ",
        "\n",
        "1m+1b/2m*3b-1 = 7gb ",
        "between 1 and ",
        "500 GB a ",
    ];
    for piece in pieces {
        let text = piece.repeat((1 << 18) / piece.len());
        let _ = find(&text);
        // Checking costs more than finding: a quarter shows a quadratic pass as well.
        let quarter = piece.repeat((1 << 16) / piece.len());
        let _ = workings(&quarter);
    }
}
