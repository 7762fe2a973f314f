//! `unused-input`: an input that no formula names, though one writes its number.

use super::Sheet;
use crate::messages::tr;
use crate::quantity::formula::Formula;
use crate::rubric::Rubric;
use crate::rubric::code::Code;
use crate::rubric::fault::{Fault, Path};

pub(super) fn check(sheet: &Sheet<'_>, faults: &mut Vec<Fault>) {
    let Rubric::Problem(problem) = sheet.rubric else { return };
    let formulas =
        sheet.points.iter().filter_map(|placed| Formula::parse(&placed.point.estimate.as_ref()?.formula).ok());
    let formulas: Vec<Formula> = formulas.collect();
    let used = |name: &str| formulas.iter().any(|formula| formula.inputs().any(|used| used == name));
    let none = !problem.inputs.keys().any(|name| used(name));
    let sources: Vec<&str> =
        sheet.points.iter().filter_map(|p| Some(p.point.estimate.as_ref()?.formula.as_str())).collect();
    for (name, input) in &problem.inputs {
        // One with names is remembered when a candidate states it, and every one stands on the page to study: alone it is no
        // slip. It is where a formula writes its number, or where formulas name no input at all.
        let written = sources.iter().any(|source| numbers_of(source).any(|number| number == input.value));
        if !used(name) && input.names.is_empty() && (none || written) {
            let message = tr!("no formula uses `{name}`", name);
            let help = tr!("name it in a formula, give it `names` to be remembered by, or delete it");
            faults.push(Fault::of_key(Code::UnusedInput, &Path::default().key("inputs").key(name), message, help));
        }
    }
}

/// The numbers that a formula writes.
fn numbers_of(formula: &str) -> impl Iterator<Item = f64> {
    let words = formula.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_'));
    words.filter_map(|word| word.replace('_', "").parse().ok())
}
