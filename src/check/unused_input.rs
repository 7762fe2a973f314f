//! `unused-input`: an input that no formula names and no answer can state.

use super::Sheet;
use crate::quantity::formula::Formula;
use crate::rubric::Rubric;
use crate::rubric::code::Code;
use crate::rubric::fault::{Fault, Path};

pub(super) fn check(sheet: &Sheet<'_>, faults: &mut Vec<Fault>) {
    let Rubric::Problem(problem) = sheet.rubric else { return };
    let formulas =
        sheet.points.iter().filter_map(|placed| Formula::parse(&placed.point.estimate.as_ref()?.formula).ok());
    let formulas: Vec<Formula> = formulas.collect();
    for (name, input) in &problem.inputs {
        let used = formulas.iter().any(|formula| formula.inputs().any(|used| used == name));
        // One with names is still remembered when a candidate states it.
        if !used && input.names.is_empty() {
            let message = format!("no formula uses `{name}`");
            let help = "name it in a formula, give it `names` to be remembered by, or delete it";
            faults.push(Fault::of_key(Code::UnusedInput, &Path::default().key("inputs").key(name), message, help));
        }
    }
}
