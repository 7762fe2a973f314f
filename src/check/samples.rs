//! `sample-missed`: a sample that must earn its point does not; `sample-hit`: one that must not does.

use super::{Placed, misconceptions_of};
use crate::matching::{Field, Marker};
use crate::rubric::Rubric;
use crate::rubric::Samples;
use crate::rubric::fault::{Fault, Path};

pub(super) fn check(rubric: &Rubric, points: &[Placed<'_>], vocabulary: &Field, faults: &mut Vec<Fault>) {
    let marker = Marker::new(rubric, vocabulary);
    for (number, Placed { point, path, .. }) in points.iter().enumerate() {
        let earned = |text: &str| marker.find(text).points[number].earned();
        both(&point.samples, path, earned, faults);
    }
    for (number, (path, misconception)) in misconceptions_of(rubric).enumerate() {
        let held = |text: &str| marker.find(text).misconceptions.iter().any(|m| m.number == number);
        both(&misconception.samples, &path, held, faults);
    }
}

/// Samples that must be found, and those that must not.
pub(super) fn both(samples: &Samples, path: &Path, found: impl Fn(&str) -> bool, faults: &mut Vec<Fault>) {
    let path = path.key("samples");
    for (i, text) in samples.hits.iter().enumerate() {
        if !found(text) {
            let help = "add a pattern that covers it, or mend the sample";
            faults.push(Fault::warning("sample-missed", &path.key("hits").index(i), "no pattern finds this", help));
        }
    }
    for (i, text) in samples.misses.iter().enumerate() {
        if found(text) {
            let help = "make the pattern that finds it narrower, or add a `reject`";
            faults.push(Fault::warning(
                "sample-hit",
                &path.key("misses").index(i),
                "this is found, and must not be",
                help,
            ));
        }
    }
}
