//! Estimation exercises: what is asked, and how answers are judged.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sparring::dialogue::estimate::{
    Exercise, Kind, Outcome, Part, Quiz, Round, Said, Unit, Verdict, Wants, exercises, judge, questions, worked_systems,
};

const SEEDS: u64 = 10_000;

/// One exercise a seed, and the kinds in turn.
fn many(seeds: u64) -> impl Iterator<Item = Exercise> {
    (0..seeds).flat_map(|seed| exercises(seed, 1, Some(Kind::ALL[(seed % 7) as usize])))
}

fn figure(part: &Part) -> (Unit, f64) {
    match &part.wants {
        Wants::Figure(figure) => (figure.unit, figure.value),
        Wants::Known { unit, value, .. } => (*unit, *value),
        Wants::Choice { .. } => panic!("{part:?} has no figure"),
    }
}

fn solution(part: &Part) -> String {
    part.solution.join(". ")
}

#[test]
fn the_solution_of_every_exercise_is_judged_right() {
    let mut wrong = Vec::new();
    for exercise in many(SEEDS).chain(worked_systems()) {
        for part in &exercise.parts {
            let judged = judge(part, &solution(part));
            if judged.verdict != Verdict::Right {
                wrong.push(format!(
                    "{}\n{}\n{}\n{:?}\n{judged:?}",
                    exercise.story,
                    part.asks,
                    solution(part),
                    part.wants
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong[..wrong.len().min(5)].join("\n\n"));
}

#[test]
fn a_result_that_is_off_by_1000_or_8_or_a_day_is_named_so() {
    let mut wrong = Vec::new();
    for exercise in many(3_000).chain(worked_systems()) {
        for part in &exercise.parts {
            let (unit, value) = figure(part);
            let size = matches!(unit, Unit::Bytes | Unit::BytesPerDay | Unit::BytesPerSecond | Unit::BitsPerSecond);
            let slips = [(1e3, "factor-1000"), (1e-3, "factor-1000"), (86_400.0, "per-day-as-per-second")];
            let bits = [(8.0, "bits-as-bytes"), (0.125, "bits-as-bytes")];
            for (times, kind) in slips.into_iter().chain(bits.into_iter().filter(|_| size)) {
                // No machine count is a thousandth.
                if unit == Unit::Whole && value * times < 10.0 {
                    continue;
                }
                let answer = format!("it is {}", unit.show(value * times, 3));
                let judged = judge(part, &answer);
                let named = judged.faults.iter().any(|f| f.kind == kind);
                if judged.verdict != Verdict::Off || !named {
                    wrong.push(format!("{}\n{answer} {kind}\n{judged:?}", part.asks));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong[..wrong.len().min(5)].join("\n\n"));
}

/// The solution with the result of its last step so many times too large.
fn slipped(part: &Part, times: f64) -> String {
    let (unit, value) = figure(part);
    let mut steps = part.solution.clone();
    let last = steps.pop().unwrap();
    let (formula, _) = last.rsplit_once(" = ").unwrap();
    steps.push(format!("{formula} = {}", unit.show(value * times, 2)));
    steps.join(". ")
}

#[test]
fn a_step_that_is_off_by_1000_or_8_is_named_and_the_method_stays_right() {
    let mut wrong = Vec::new();
    for exercise in many(2_000).chain(worked_systems()) {
        for part in &exercise.parts {
            let (unit, value) = figure(part);
            let size = matches!(unit, Unit::Bytes | Unit::BytesPerDay | Unit::BytesPerSecond);
            let slips = [(1e3, "factor-1000"), (1e-3, "factor-1000"), (8.0, "bits-as-bytes")];
            for (times, kind) in slips.into_iter().filter(|(_, kind)| size || *kind == "factor-1000") {
                let small = unit == Unit::Whole && (value < 1.0 || value * times < 10.0);
                if small || unit == Unit::PerMinute {
                    continue;
                }
                let answer = slipped(part, times);
                let judged = judge(part, &answer);
                let named = judged.faults.iter().any(|f| f.kind == kind && !f.written.is_empty());
                if judged.verdict != Verdict::Slip || !named {
                    wrong.push(format!("{}\n{answer}\n{kind}\n{judged:?}", part.asks));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong[..wrong.len().min(8)].join("\n\n"));
}

#[test]
fn the_same_seed_gives_the_same_exercises_and_another_seed_others() {
    assert_eq!(exercises(7, 20, None), exercises(7, 20, None));
    assert_eq!(questions(Quiz::Units, 7, 20), questions(Quiz::Units, 7, 20));
    let stories: BTreeSet<String> = many(7_000).map(|e| e.story).collect();
    assert!(stories.len() > 2_000, "{} different exercises", stories.len());
    let titles: BTreeSet<String> = exercises(3, 7, None).into_iter().map(|e| e.title).collect();
    let kinds: BTreeSet<&str> = titles.iter().filter_map(|t| t.split(": ").nth(1)).collect();
    assert_eq!(kinds.len(), 7, "seven exercises have all seven kinds: {titles:?}");
}

#[test]
fn every_quick_question_is_answered_by_its_own_figure() {
    for quiz in [Quiz::Latency, Quiz::Units] {
        for exercise in questions(quiz, 1, 60) {
            let part = &exercise.parts[0];
            let answers = match &part.wants {
                Wants::Choice { right, .. } => vec![format!("I think {}", right[0])],
                Wants::Known { unit, value, .. } => {
                    vec![unit.show(*value, 2), format!("about {}", unit.show(*value, 3))]
                }
                Wants::Figure(_) => panic!("no quick question is worked out"),
            };
            for answer in answers {
                let judged = judge(part, &answer);
                assert_eq!(judged.verdict, Verdict::Right, "{} {answer} {judged:?}", part.asks);
            }
        }
    }
}

fn asking(quiz: Quiz, words: &str) -> Part {
    let all = questions(quiz, 1, 60);
    all.into_iter().map(|e| e.parts[0].clone()).find(|p| p.asks.contains(words)).unwrap()
}

#[test]
fn quick_questions_take_free_text() {
    let check = |quiz: Quiz, asks: &str, rows: &[(&str, Verdict)]| {
        for (answer, expected) in rows {
            let judged = judge(&asking(quiz, asks), answer);
            assert_eq!(judged.verdict, *expected, "{asks} {answer}: {judged:?}");
        }
    };
    use Verdict::{Off, Right, Unread};
    check(
        Quiz::Units,
        "seconds has a day",
        &[("86400", Right), ("about 100k", Right), ("24 x 60 x 60 = 86,400 s", Right), ("3600", Off), ("many", Unread)],
    );
    check(Quiz::Units, "2^20", &[("a million", Right), ("10^6", Right), ("1M", Right), ("a billion", Off)]);
    check(Quiz::Units, "1 million a day", &[("12 per second", Right), ("10/s", Right), ("12", Right), ("700/s", Off)]);
    check(Quiz::Units, "10 Gbit/s", &[("1.25 GB/s", Right), ("10 GB/s", Off), ("10G / 8 = 1.25 GB/s", Right)]);
    check(Quiz::Units, "99.99%", &[("53 minutes", Right), ("an hour, roughly 1 hour", Right), ("9 hours", Off)]);
    check(Quiz::Units, "hour of downtime", &[("four", Right), ("99.99%", Right), ("three nines", Off), ("4", Right)]);
    check(Quiz::Latency, "main memory take, ", &[("100ns", Right), ("0.1 µs", Right), ("1 ms", Off), ("100", Unread)]);
    let asks = "Which is faster: a reference to main memory, or a random read from an SSD?";
    let swapped = "Which is faster: a random read from an SSD, or a reference to main memory?";
    let either = questions(Quiz::Latency, 1, 60).iter().any(|e| e.parts[0].asks == asks);
    let (asks, one, two) =
        if either { (asks, "the first", "the second") } else { (swapped, "the latter", "the first") };
    let rows = [
        ("RAM", Right),
        ("memory is faster than the ssd", Right),
        ("the SSD is slower", Right),
        ("ssd, it beats memory", Off),
        ("programs", Unread),
        (one, Right),
        (two, Off),
    ];
    check(Quiz::Latency, asks, &rows);
    check(
        Quiz::Latency,
        "times longer than a reference to main memory",
        &[("1000x", Right), ("three orders of magnitude", Right), ("10 times", Off)],
    );
}

/// The questions of the worked systems: words of one, and the verdict and faults that answers have.
#[test]
fn answers_in_prose_are_judged_as_a_person_would() {
    let rows: &[(&str, &str, &str)] = &[
        ("five times", "23/s x 5 = 115/s", "right"),
        ("five times", "2M a day over 86,400 seconds is 23/s, and 5 times that about 120 per second", "right"),
        ("five times", "2M / 86400 = 23/s, x 5 = 115/s", "right"),
        ("five times", "2M / 86400 = 23k/s, x 5 = 115k/s", "slip factor-1000"),
        ("five times", "2M / 86400 = 23k/s, x 5 = 115/s", "result-right factor-1000"),
        ("five times", "23 per second", "off left-out"),
        ("five times", "2M/day x 5 = 10M/s", "slip per-day-as-per-second"),
        ("five times", "I would use a queue", "unread"),
        ("An event takes 2 KB", "2M x 2 KB = 4 GB/day", "right"),
        ("An event takes 2 KB", "2M x 2 KB = 4 TB/day", "slip factor-1000"),
        ("An event takes 2 KB", "4 GB", "right"),
        ("An event takes 2 KB", "32 GB", "off bits-as-bytes"),
        ("7 years", "400 MB x 365 x 7 = 1 TB", "right"),
        ("7 years", "400 MB/day, x 365 = 146 GB a year, x 7 = 1.02 TB", "right"),
        ("7 years", "400 MB x 365 = 146 GB", "off left-out"),
        ("7 years", "400 MB x 7 = 2.8 GB", "off left-out"),
        ("7 years", "4 GB x 365 x 7 = 10 TB", "off left-out"),
        ("7 years", "400 MB x 365 x 7 = 10 TB", "slip factor-ten"),
        ("comes in at the peak", "120/s x 2 KB = 240 KB/s", "right"),
        ("comes in at the peak", "120 events/s times 2 KB is 240 KB/s, that is 2 Mbit/s", "right"),
        ("comes in at the peak", "120/s x 2 KB = 240 Kbit/s", "slip bits-as-bytes"),
        ("partition of the log", "240 KB/s fits into one, so 1 partition", "right"),
        ("over 26 queues", "350/s / 26 = 13/s", "right"),
        ("over 26 queues", "350 per second over 26 queues: 14 per second each", "right"),
        ("inserts a minute", "116/s / 1000 = 0.116/s, x 60 = 7/min", "right"),
        ("inserts a minute", "about 7 per minute", "right"),
        ("inserts a minute", "0.116 per second", "right"),
    ];
    let parts: Vec<Part> = worked_systems().into_iter().flat_map(|e| e.parts).collect();
    let mut wrong = Vec::new();
    for (words, answer, expected) in rows {
        let part = parts.iter().find(|p| p.asks.contains(words)).unwrap();
        let judged = judge(part, answer);
        let verdict = match judged.verdict {
            Verdict::Right => "right",
            Verdict::Slip if judged.says.starts_with("The result is right") => "result-right",
            Verdict::Slip => "slip",
            Verdict::Off => "off",
            Verdict::Unread => "unread",
        };
        let faults: Vec<&str> = judged.faults.iter().map(|f| f.kind).collect();
        let found = format!("{verdict} {}", faults.join(" "));
        if found.trim_end() != *expected {
            wrong.push(format!("{words} | {answer}\n  {found}, not {expected}\n  {judged:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn an_assumption_of_ones_own_counts_where_it_is_left_open() {
    let open = |kind: Kind, words: &str| {
        let all = (0..200).flat_map(|seed| exercises(seed, 1, Some(kind))).flat_map(|e| e.parts);
        all.into_iter().find(|p| p.asks.contains(words)).unwrap()
    };
    let peak = open(Kind::Qps, "how far above the average");
    let (unit, value) = figure(&peak);
    let average = value / 3.0;
    let answer = |times: f64| format!("{} x {times} = {}", unit.show(average, 2), unit.show(average * times, 2));
    let judged = judge(&peak, &answer(10.0));
    assert_eq!(judged.verdict, Verdict::Right, "{judged:?}");
    assert!(judged.says.contains("taking the peak over the average as 10"), "{judged:?}");
    assert_eq!(judge(&peak, &answer(2.0)).verdict, Verdict::Right);
    assert_eq!(judge(&peak, &answer(100.0)).verdict, Verdict::Off, "a peak of 100 times is not reasonable");
    let machines = open(Kind::Machines, "what you take one of them to handle");
    let (_, count) = figure(&machines);
    let load = count * 2_000.0;
    let answer =
        format!("{} / 500 rps = {} machines", Unit::PerSecond.show(load, 2), Unit::Whole.show(load / 500.0, 2));
    assert_eq!(judge(&machines, &answer).verdict, Verdict::Right, "{answer}");
    let copies = open(Kind::Retention, "how many copies");
    let judged =
        judge(&copies, &format!("with 2 replicas it is {}", Unit::Bytes.show(figure(&copies).1 / 3.0 * 2.0, 2)));
    assert_eq!(judged.verdict, Verdict::Right, "{judged:?}");
}

#[test]
fn a_round_goes_from_the_first_question_to_the_last() {
    let mut round = Round::new(worked_systems());
    assert!(
        matches!(&round.start()[..], [Said::Exercise { number: 1, of: 2, .. }, Said::Asks { label, .. }] if label == "a")
    );
    let notes = |said: Vec<Said>| matches!(&said[..], [Said::Note(_)]);
    assert!(round.line(1, "").is_empty());
    assert!(notes(round.line(2, "/hint")) && notes(round.line(3, "/help")) && notes(round.line(4, "/pause")));
    assert!(matches!(&round.line(5, "repeat that")[..], [Said::Asks { .. }]));
    // The first answer goes on to the second question.
    let said = round.line(60_000, "2M / 86400 = 23/s, x 5 = 115/s at the peak");
    assert!(said.iter().any(|s| matches!(s, Said::Note(text) if text.contains("answered that as well"))), "{said:?}");
    assert_eq!(round.at(), (0, 2));
    // What cannot be read is asked for once more.
    assert!(matches!(&round.line(61_000, "a lot")[..], [Said::Judged(j)] if j.verdict == Verdict::Unread));
    round.line(70_000, "2M x 2 KB = 4 TB");
    assert_eq!(round.marks().last().unwrap().outcome, Outcome::Slip);
    round.line(71_000, "I don't know");
    assert_eq!(round.marks().last().unwrap().outcome, Outcome::Skipped);
    for at in 0..10 {
        round.line(80_000 + at, "next");
    }
    assert!(round.is_over());
    assert!(round.line(99_000, "5 TB").is_empty());
    let summary = round.summary();
    assert_eq!((summary.right, summary.slips, summary.off, summary.skipped, summary.open), (2, 1, 0, 11, 0));
    assert_eq!(summary.faults, [("a factor of 1,000", 1)]);
    assert_eq!(summary.tasks.len(), 2);
    assert_eq!(summary.tasks[0].used, 80_002);
    assert!(Round::new(Vec::new()).is_over());
}

/// The words that answers are made of, so that random text gets deep.
fn piece() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "100",
        "2.5",
        "86400",
        "500b",
        "B",
        "GB",
        "Mb/s",
        "k",
        "M",
        "x",
        "/",
        "+",
        "=",
        "~",
        "->",
        "(",
        ")",
        "per",
        "day",
        "s",
        "million",
        "two",
        "is",
        "about",
        "%",
        "10",
        "^",
        "ms",
        "years",
        "qps",
        ",",
        ".",
        "\n",
        "é",
        "日",
        "1e300",
        "nines",
        "orders of magnitude",
        "ssd",
        "memory",
        "faster",
        "than",
        "each",
        "0",
        "replicas",
        "3x",
        "1e-300",
    ];
    (prop::sample::select(WORDS), prop::sample::select(&["", " "])).prop_map(|(w, s)| format!("{w}{s}"))
}

fn takes_any(text: &str, seed: u64) {
    let quick = [Quiz::Latency, Quiz::Units].into_iter().flat_map(|quiz| questions(quiz, seed, 3));
    for exercise in exercises(seed, 7, None).into_iter().chain(worked_systems()).chain(quick) {
        for part in &exercise.parts {
            let judged = judge(part, text);
            assert!(!judged.says.is_empty() && judged.claim.is_none_or(|span| text.get(span).is_some()));
        }
        let mut round = Round::new(vec![exercise]);
        for at in 0..3 {
            round.line(at, text);
        }
        let _ = round.summary();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_the_judge(text in "\\PC*", seed in any::<u64>()) {
        takes_any(&text, seed);
    }

    #[test]
    fn no_mixture_of_pieces_breaks_the_judge(pieces in prop::collection::vec(piece(), 0..30), seed in any::<u64>()) {
        takes_any(&pieces.concat(), seed);
    }
}
