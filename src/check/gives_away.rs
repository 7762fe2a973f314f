//! `gives-away`: a hint, probe or question whose own words earn the point that it asks for.

use super::found::{because, words};
use super::{Placed, Sheet, asked};
use crate::matching::Marker;
use crate::messages::tr;
use crate::rubric::code::Code;
use crate::rubric::fault::Fault;

pub(super) fn check(sheet: &Sheet<'_>, marker: &Marker, faults: &mut Vec<Fault>) {
    for question in asked::all(sheet) {
        let covered = |placed: &Placed<'_>| question.covers.contains(&placed.point.id.as_str());
        let first = sheet.points.iter().position(covered).unwrap_or(0);
        let end = sheet.points.iter().rposition(covered).map_or(0, |last| last + 1);
        let found = marker.points_in(question.text, first..end);
        let told = sheet.points[first.min(end)..end].iter().zip(&found);
        for (placed, found) in told.filter(|(placed, found)| covered(placed) && found.earned()) {
            let id = &placed.point.id;
            let words = words(question.text, found);
            let message = tr!("{words} of this {} earns the point `{id}`", question.kind.says(), words, id);
            let by = because(placed.point, found);
            let help = tr!("ask without what {by} looks for: who repeats the question must earn nothing", by);
            faults.push(Fault::new(Code::GivesAway, &question.place(), message, help));
        }
    }
}
