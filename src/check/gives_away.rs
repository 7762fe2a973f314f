//! `gives-away`: a hint, probe or question whose own words earn the point that it asks for.

use super::found::{because, words};
use super::{Sheet, asked};
use crate::matching::Marker;
use crate::rubric::code::Code;
use crate::rubric::fault::Fault;

pub(super) fn check(sheet: &Sheet<'_>, marker: &Marker, faults: &mut Vec<Fault>) {
    for question in asked::all(sheet) {
        let found = marker.find(question.text).points;
        for id in &question.covers {
            let told = sheet.points.iter().zip(&found).find(|(p, found)| p.point.id == *id && found.earned());
            let Some((placed, found)) = told else { continue };
            let words = words(question.text, found);
            let message = format!("{words} of this {} earns the point `{id}`", question.what);
            let by = because(placed.point, found);
            let help = format!("ask without what {by} looks for: who repeats the question must earn nothing");
            faults.push(Fault::new(Code::GivesAway, &question.place(), message, help));
        }
    }
}
