//! `unknown-point`: a point is named that is not in the file, or not where it must be; `unknown-question`: so of `study`.

use super::asked::Asks;
use super::{Sheet, asked};
use crate::error::closest;
use crate::messages::tr;
use crate::rubric::code::Code;
use crate::rubric::fault::{Fault, Path};
use crate::rubric::{Rubric, StepId, is_id};

pub(super) fn check(sheet: &Sheet<'_>, questions: &[String], faults: &mut Vec<Fault>) {
    for question in asked::follow_ups(sheet.rubric) {
        let late: &[StepId] =
            if question.kind == Asks::CurveBall { &[StepId::DeepDive, StepId::Bottlenecks] } else { &[] };
        for (i, name) in question.covers.iter().enumerate() {
            known(sheet, name, late, &question.path.key("covers").index(i), faults);
        }
    }
    if let Rubric::Problem(problem) = sheet.rubric {
        for (i, fact) in problem.facts.iter().enumerate() {
            let path = Path::default().key("facts").index(i).key("earns");
            for (k, name) in fact.earns.iter().enumerate() {
                known(sheet, name, &[StepId::Requirements], &path.index(k), faults);
            }
        }
    }
    studies(sheet, questions, faults);
}

/// A point that must be there; in one of some steps, if any is named.
fn known(sheet: &Sheet<'_>, name: &str, steps: &[StepId], path: &Path, faults: &mut Vec<Fault>) {
    let fits = |step: Option<StepId>| steps.is_empty() || step.is_some_and(|step| steps.contains(&step));
    let of: Vec<&str> = steps.iter().map(|step| step.name()).collect();
    let mut named = sheet.points.iter().filter(|placed| placed.point.id == name);
    let message = match named.next() {
        Some(first) if fits(first.step) || named.any(|placed| fits(placed.step)) => return,
        Some(_) => tr!("`{name}` is no point of {}", of.join(" or "), name),
        None => tr!("there is no point `{name}`", name),
    };
    let candidates = sheet.points.iter().filter(|placed| fits(placed.step) && is_id(&placed.point.id));
    let help = match closest(name, candidates.map(|placed| placed.point.id.as_str()).filter(|id| *id != name)) {
        Some(near) => tr!("did you mean `{near}`?", near),
        None if steps.is_empty() => tr!("name the id of a point of this file"),
        None => tr!("name a point of {}", of.join(" or ")),
    };
    faults.push(Fault::new(Code::UnknownPoint, path, message, help));
}

fn studies(sheet: &Sheet<'_>, questions: &[String], faults: &mut Vec<Fault>) {
    if questions.is_empty() {
        return;
    }
    for placed in &sheet.points {
        let Some(study) = placed.point.study.as_ref().filter(|study| !questions.contains(study)) else { continue };
        let help = match closest(study, questions.iter().map(String::as_str)) {
            Some(near) => tr!("did you mean `{near}`?", near),
            None => tr!("`sparring rubric list` shows the questions"),
        };
        let message = tr!("there is no question `{study}`", study);
        faults.push(Fault::new(Code::UnknownQuestion, &placed.path.key("study"), message, help));
    }
}
