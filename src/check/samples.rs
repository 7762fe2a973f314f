//! `sample-missed`: a sample that must earn its point does not; `sample-hit`: one that must not does.

use super::found::{because, missing, words};
use super::{Placed, Sheet, misconceptions_of};
use crate::matching::Marker;
use crate::messages::tr;
use crate::rubric::Samples;
use crate::rubric::code::Code;
use crate::rubric::fault::{Fault, Path};

pub(super) fn check(sheet: &Sheet<'_>, marker: &Marker, faults: &mut Vec<Fault>) {
    for (number, placed) in sheet.points.iter().enumerate() {
        of_point(sheet, marker, number, placed, faults);
    }
    for (number, (path, misconception)) in misconceptions_of(sheet.rubric).enumerate() {
        let held = |text: &str| marker.find(text).misconceptions.iter().any(|m| m.number == number);
        both(&misconception.samples, &path, held, faults);
    }
}

fn of_point(sheet: &Sheet<'_>, marker: &Marker, number: usize, placed: &Placed<'_>, faults: &mut Vec<Fault>) {
    let path = placed.path.key("samples");
    for (i, text) in placed.point.samples.hits.iter().enumerate() {
        if marker.points_in(text, number..number + 1)[0].earned() {
            continue;
        }
        let found = marker.points_in(text, 0..sheet.points.len());
        let instead = sheet.points.iter().zip(&found).find(|(p, f)| p.part == placed.part && f.earned());
        let why = match instead {
            Some((other, f)) => Some(tr!("it earns `{}` instead, by {}", other.point.id, because(other.point, f))),
            None => missing(marker, number, placed.point, text),
        };
        let mend = tr!("add a pattern that covers it, or mend the sample");
        let help = why.map_or_else(|| mend.to_owned(), |why| format!("{why}; {mend}"));
        let message = tr!("no pattern of `{}` finds this", placed.point.id);
        faults.push(Fault::new(Code::SampleMissed, &path.key("hits").index(i), message, help));
    }
    for (i, text) in placed.point.samples.misses.iter().enumerate() {
        let found = &marker.points_in(text, number..number + 1)[0];
        if found.earned() {
            let by = because(placed.point, found);
            let message = tr!("{} earns `{}`, and must not", words(text, found), placed.point.id);
            let help = tr!("make {by} narrower, or add a `reject`", by);
            faults.push(Fault::new(Code::SampleHit, &path.key("misses").index(i), message, help));
        }
    }
}

/// Samples that must be found, and those that must not.
pub(super) fn both(samples: &Samples, path: &Path, found: impl Fn(&str) -> bool, faults: &mut Vec<Fault>) {
    let path = path.key("samples");
    for (i, _) in samples.hits.iter().enumerate().filter(|(_, text)| !found(text)) {
        let help = tr!(
            "add a pattern that covers it, or mend the sample: wrong beliefs are found as written only, and asserted"
        );
        let message = tr!("nothing finds this wrong belief");
        faults.push(Fault::new(Code::SampleMissed, &path.key("hits").index(i), message, help));
    }
    for (i, _) in samples.misses.iter().enumerate().filter(|(_, text)| found(text)) {
        let message = tr!("this is taken for the wrong belief, and must not be");
        let help = tr!("make the pattern that finds it narrower");
        faults.push(Fault::new(Code::SampleHit, &path.key("misses").index(i), message, help));
    }
}
