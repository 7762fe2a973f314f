//! `pattern`: a pattern that cannot be read; `no-pattern`: a point that nothing can earn; `formula`: a formula that
//! cannot be read or names an input that is not there.

use super::Placed;
use crate::quantity::formula::Formula;
use crate::rubric::fault::{Fault, Path};
use crate::rubric::pattern::Pattern;
use crate::rubric::{Contrast, Misconception, Rubric};

pub(super) fn check(rubric: &Rubric, points: &[Placed<'_>], faults: &mut Vec<Fault>) {
    for Placed { point, path, .. } in points {
        all(&point.matches, &path.key("match"), faults);
        all(&point.reject, &path.key("reject"), faults);
        if let Some(estimate) = &point.estimate {
            let path = path.key("estimate");
            all(&estimate.near, &path.key("near"), faults);
            formula(rubric, &estimate.formula, &path.key("formula"), faults);
        }
        if let Some(drawing) = &point.drawing {
            components(&drawing.path, &path.key("drawing").key("path"), faults);
        }
        if point.estimate.is_none() && point.drawing.is_none() && point.matches.is_empty() {
            let help = "add patterns under `match`, a figure under `estimate`, or components under `drawing`";
            faults.push(Fault::error("no-pattern", path, format!("nothing can earn `{}`", point.id), help));
        }
    }
    beliefs(rubric.misconceptions(), rubric.contrasts(), faults);
    let root = Path::default();
    let Rubric::Problem(problem) = rubric else { return };
    for (i, fact) in problem.facts.iter().enumerate() {
        all(&fact.asks, &root.key("facts").index(i).key("asks"), faults);
    }
    for (i, follow_up) in problem.follow_ups.iter().enumerate() {
        all(&follow_up.when, &root.key("follow_ups").index(i).key("when"), faults);
    }
    for (i, component) in problem.components.iter().enumerate() {
        all(&component.when, &root.key("components").index(i).key("when"), faults);
    }
    for (name, input) in &problem.inputs {
        all(&input.names, &root.key("inputs").key(name).key("names"), faults);
    }
}

/// Patterns of wrong beliefs and contrasts: of a rubric, or of the vocabulary.
pub(super) fn beliefs(misconceptions: &[Misconception], contrasts: &[Contrast], faults: &mut Vec<Fault>) {
    let root = Path::default();
    for (i, misconception) in misconceptions.iter().enumerate() {
        all(&misconception.matches, &root.key("misconceptions").index(i).key("match"), faults);
    }
    for (i, contrast) in contrasts.iter().enumerate() {
        for (s, side) in contrast.sides.iter().enumerate() {
            let path = root.key("contrasts").index(i).key("sides").index(s);
            all(&side.subject, &path.key("subject"), faults);
            all(&side.holds, &path.key("holds"), faults);
        }
    }
}

fn all(patterns: &[String], path: &Path, faults: &mut Vec<Fault>) {
    for (i, pattern) in patterns.iter().enumerate() {
        if let Err(fault) = Pattern::parse(pattern) {
            faults.push(Fault::error("pattern", &path.index(i), fault.message, fault.help).within(fault.at));
        }
    }
}

/// The components of a drawing: at least one, each a single slot.
fn components(path: &[String], place: &Path, faults: &mut Vec<Fault>) {
    all(path, place, faults);
    if path.is_empty() {
        faults.push(Fault::error("pattern", place, "the drawing names no component", "name at least one"));
    }
    for (i, source) in path.iter().enumerate() {
        if Pattern::parse(source).is_ok_and(|pattern| pattern.slots.len() > 1) {
            let help = "separate alternatives with | and tie words with _";
            faults.push(Fault::error("pattern", &place.index(i), "a component is one slot", help));
        }
    }
}

fn formula(rubric: &Rubric, source: &str, path: &Path, faults: &mut Vec<Fault>) {
    let formula = match Formula::parse(source) {
        Ok(formula) => formula,
        Err(fault) => {
            let help = "write arithmetic over input names and numbers: + - * / ^ and brackets";
            faults.push(Fault::error("formula", path, fault.message, help).within(fault.at..fault.at + 1));
            return;
        }
    };
    for name in formula.inputs() {
        let known = matches!(rubric, Rubric::Problem(problem) if problem.inputs.contains_key(name));
        if !known {
            let message = format!("there is no input `{name}`");
            faults.push(Fault::error(
                "formula",
                path,
                message,
                "add it under `inputs` of the problem, or write its number",
            ));
        }
    }
}
