//! `unknown-point`: a point is named that is not in the file, or not where it must be; `unknown-question`: so of `study`.

use super::{Sheet, asked};
use crate::error::closest;
use crate::rubric::code::Code;
use crate::rubric::fault::{Fault, Path};
use crate::rubric::{Rubric, StepId, is_id};

pub(super) fn check(sheet: &Sheet<'_>, questions: &[String], faults: &mut Vec<Fault>) {
    for question in asked::follow_ups(sheet.rubric) {
        let late: &[StepId] =
            if question.what == "curve ball" { &[StepId::DeepDive, StepId::Bottlenecks] } else { &[] };
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
        Some(_) => format!("`{name}` is no point of {}", of.join(" or ")),
        None => format!("there is no point `{name}`"),
    };
    let candidates = sheet.points.iter().filter(|placed| fits(placed.step) && is_id(&placed.point.id));
    let help = match closest(name, candidates.map(|placed| placed.point.id.as_str()).filter(|id| *id != name)) {
        Some(near) => format!("did you mean `{near}`?"),
        None if steps.is_empty() => "name the id of a point of this file".to_owned(),
        None => format!("name a point of {}", of.join(" or ")),
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
            Some(near) => format!("did you mean `{near}`?"),
            None => "`sparring rubric list` shows the questions".to_owned(),
        };
        let message = format!("there is no question `{study}`");
        faults.push(Fault::new(Code::UnknownQuestion, &placed.path.key("study"), message, help));
    }
}
