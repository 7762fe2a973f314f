//! Estimation exercises: what is asked, and how answers are judged.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sparring::dialogue::estimate::{
    Exercise, Judgement, Kind, Outcome, Part, Quiz, Round, Said, Unit, Verdict, Wants, exercises, judge, questions,
    worked_systems,
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
                wrong.push(format!("{}\n{}\n{}\n{:?}\n{judged:?}", exercise.story, part.asks, solution(part), part.wants));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong[..wrong.len().min(5)].join("\n\n"));
}

#[test]
fn a_result_that_is_off_by_1000_or_8_or_a_day_is_named_so() {
    let mut wrong = Vec::new();
    for exercise in many(SEEDS).chain(worked_systems()) {
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
