//! `pattern`: a pattern that cannot be read; `no-pattern`: something that nothing can find.

use super::Sheet;
use super::lists::{List, Role};
use crate::messages::tr;
use crate::rubric::Rubric;
use crate::rubric::code::Code;
use crate::rubric::fault::{Fault, Path};

pub(super) fn check(sheet: &Sheet<'_>, faults: &mut Vec<Fault>) {
    readable(&sheet.lists, faults);
    for placed in &sheet.points {
        let point = placed.point;
        if point.estimate.is_none() && point.drawing.is_none() && point.matches.is_empty() {
            let help = tr!("add patterns under `match`, a figure under `estimate`, or components under `drawing`");
            let message = tr!("nothing can earn `{}`", point.id);
            faults.push(Fault::new(Code::NoPattern, &placed.path.key("match"), message, help));
        }
        if point.drawing.as_ref().is_some_and(|drawing| drawing.path.is_empty()) {
            let path = placed.path.key("drawing").key("path");
            faults.push(Fault::new(
                Code::Pattern,
                &path,
                tr!("the drawing names no component"),
                tr!("name at least one"),
            ));
        }
    }
    filled(&sheet.lists, faults);
    contrasts(sheet.rubric.contrasts(), faults);
    let Rubric::Problem(problem) = sheet.rubric else { return };
    for (i, component) in problem.components.iter().enumerate() {
        if component.questions.is_empty() {
            let path = Path::default().key("components").index(i).key("questions");
            let message = tr!("nothing is ever asked about `{}`", component.id);
            faults.push(Fault::new(Code::NoPattern, &path, message, tr!("add a question, or delete the component")));
        }
    }
}

/// Contrasts have sides to mix up.
pub(super) fn contrasts(contrasts: &[crate::rubric::Contrast], faults: &mut Vec<Fault>) {
    for (i, contrast) in contrasts.iter().enumerate().filter(|(_, contrast)| contrast.sides.len() < 2) {
        let path = Path::default().key("contrasts").index(i).key("sides");
        let message = tr!("`{}` has nothing to mix up", contrast.id);
        faults.push(Fault::new(Code::NoPattern, &path, message, tr!("a contrast has two sides or more")));
    }
}

/// Lists that must find something.
pub(super) fn filled(lists: &[List<'_>], faults: &mut Vec<Fault>) {
    for list in lists.iter().filter(|list| list.patterns.is_empty()) {
        let message = match list.role {
            Role::When => tr!("no design has this component"),
            Role::Belief => tr!("nobody can hold this wrong belief"),
            Role::Side => tr!("this side of the contrast is never found"),
            Role::Match(_)
            | Role::Reject
            | Role::Near
            | Role::Component
            | Role::Names
            | Role::Asks
            | Role::FollowUp(_) => continue,
        };
        faults.push(Fault::new(Code::NoPattern, &list.path, message, tr!("add at least one pattern")));
    }
}

/// Patterns that cannot be read, each at the sign where reading stopped.
pub(super) fn readable(lists: &[List<'_>], faults: &mut Vec<Fault>) {
    for list in lists {
        for parsed in &list.patterns {
            if let Some((at, c)) = parsed.source.char_indices().find(|(_, c)| c.is_control()) {
                faults.push(control(c, &parsed.path).within(at..at + c.len_utf8()));
                continue;
            }
            match &parsed.pattern {
                Err(fault) => {
                    let fault = fault.clone();
                    faults.push(Fault::new(Code::Pattern, &parsed.path, fault.message, fault.help).within(fault.at));
                }
                Ok(pattern) if list.role == Role::Component && pattern.slots.len() > 1 => {
                    let help = tr!("separate alternatives with | and tie words with _");
                    faults.push(Fault::new(Code::Pattern, &parsed.path, tr!("a component is one slot"), help));
                }
                Ok(_) => {}
            }
        }
    }
}

/// A control character: an escape of JSON where one of the expression was meant.
fn control(c: char, path: &Path) -> Fault {
    let (name, letter) = match c {
        '\u{8}' => (tr!("a backspace"), 'b'),
        '\u{c}' => (tr!("a form feed"), 'f'),
        '\n' => (tr!("a line break"), 'n'),
        '\r' => (tr!("a carriage return"), 'r'),
        '\t' => (tr!("a tabulator"), 't'),
        _ => {
            return Fault::new(
                Code::Pattern,
                path,
                tr!("a control character stands in this pattern"),
                tr!("delete it"),
            );
        }
    };
    let help = tr!("in JSON a backslash is doubled: write \\\\{letter}", letter);
    Fault::new(Code::Pattern, path, tr!("{name} stands in this pattern: it never matches", name), help)
}
