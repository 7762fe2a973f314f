//! `formula`: a formula that cannot be read, names an input that is not there, or comes to no figure.

use super::Sheet;
use crate::error::closest;
use crate::messages::tr;
use crate::quantity::formula::{Formula, FormulaFault};
use crate::rubric::code::Code;
use crate::rubric::fault::{Fault, Path};
use crate::rubric::{Problem, Rubric};

pub(super) fn check(sheet: &Sheet<'_>, faults: &mut Vec<Fault>) {
    let problem = match sheet.rubric {
        Rubric::Problem(problem) => Some(problem),
        Rubric::Question(_) => None,
    };
    for (name, input) in problem.iter().flat_map(|problem| &problem.inputs) {
        if !(input.value > 0.0 && input.value.is_finite()) {
            let path = Path::default().key("inputs").key(name).key("value");
            let message = tr!("no figure comes from `{name}` as {}", input.value, name);
            faults.push(Fault::new(Code::Formula, &path, message, tr!("a quantity is above 0")));
        }
    }
    for placed in &sheet.points {
        let Some(estimate) = &placed.point.estimate else { continue };
        formula(problem, &estimate.formula, &placed.path.key("estimate").key("formula"), faults);
    }
}

fn formula(problem: Option<&Problem>, source: &str, path: &Path, faults: &mut Vec<Fault>) {
    let formula = match Formula::parse(source) {
        Ok(formula) => formula,
        Err(fault) => return faults.push(unreadable(source, &fault, path)),
    };
    let value = |name: &str| problem.and_then(|problem| problem.inputs.get(name)).map(|input| input.value);
    let mut known = true;
    for name in formula.inputs().filter(|name| value(name).is_none()) {
        known = false;
        let at = place_of(source, name);
        let fault = Fault::new(Code::Formula, path, tr!("there is no input `{name}`", name), instead(problem, name));
        faults.push(fault.within(at..at + name.len()));
    }
    let sound = known && formula.inputs().all(|name| value(name).is_some_and(|value| value > 0.0));
    if !sound {
        return;
    }
    let message = match formula.eval(&value) {
        Some(result) if result > 0.0 => return,
        Some(result) => tr!("with these inputs it comes to {result}: no answer holds such a figure", result),
        None => tr!("with these inputs it comes to no number: something is divided by 0, or too large"),
    };
    faults.push(Fault::new(Code::Formula, path, message, tr!("mend the formula, or the values of its inputs")));
}

/// What may have been meant by the name of no input.
fn instead(problem: Option<&Problem>, name: &str) -> String {
    let names = problem.map(|p| p.inputs.keys().map(String::as_str).collect::<Vec<_>>()).unwrap_or_default();
    match closest(name, names.iter().copied()) {
        Some(near) if near.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') => {
            tr!("did you mean `{near}`?", near)
        }
        Some(near) => tr!("did you mean `{near}`? Names in formulas are a-z, 0-9 and _", near),
        None if problem.is_none() => tr!("a question has no inputs: write the number"),
        None => tr!("add it under `inputs` of the problem, or write its number"),
    }
}

fn place_of(source: &str, name: &str) -> usize {
    let part = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_');
    let bytes = source.as_bytes();
    let whole = |at: &usize| !part(at.checked_sub(1).map(|i| bytes[i])) && !part(bytes.get(at + name.len()).copied());
    source.match_indices(name).map(|(at, _)| at).find(whole).unwrap_or(0)
}

fn unreadable(source: &str, fault: &FormulaFault, path: &Path) -> Fault {
    let rest = source.get(fault.at..).unwrap_or_default();
    let next = rest.chars().next();
    let before = source.get(..fault.at).unwrap_or_default().trim_end();
    let after_word = before.ends_with(|c: char| c.is_ascii_lowercase() || c == '_');
    let after_digit = before.ends_with(|c: char| c.is_ascii_digit());
    let (message, help) = match next {
        _ if source.trim().is_empty() => {
            (tr!("the formula is empty"), tr!("write arithmetic over the names of inputs"))
        }
        None => (tr!("a number or name is missing at the end"), tr!("write it, or delete the last sign")),
        Some('(') if after_word => (tr!("there are no functions"), tr!("use + - * / ^ and brackets")),
        Some('×' | '·' | 'x') => (tr!("this is no sign of a formula"), tr!("write * for times")),
        Some('÷' | ':') => (tr!("this is no sign of a formula"), tr!("write / for divided by")),
        Some(',') if after_digit => (tr!("a number has no commas"), tr!("write 10_000_000 or 10e6")),
        Some(c) if c.is_ascii_uppercase() && after_digit => {
            (tr!("a unit cannot stand here"), tr!("write the factor as a number (400e6); the unit stands under `unit`"))
        }
        Some(c) if c.is_ascii_uppercase() => (tr!("names are in lower case"), tr!("write the name as under `inputs`")),
        Some(_) => {
            let help = tr!("write arithmetic over input names and numbers: + - * / ^ and brackets");
            (fault.message.clone(), help)
        }
    };
    Fault::new(Code::Formula, path, message, help).within(fault.at..fault.at + next.map_or(1, char::len_utf8))
}
