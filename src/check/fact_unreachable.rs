//! `fact-unreachable`: a fact that no question finds, because it has no `asks`, or an earlier fact has them all.

use super::Sheet;
use super::covers::covers;
use super::lists::{List, Role};
use crate::messages::tr;
use crate::rubric::Rubric;
use crate::rubric::code::Code;
use crate::rubric::fault::Fault;

pub(super) fn check(sheet: &Sheet<'_>, faults: &mut Vec<Fault>) {
    let Rubric::Problem(problem) = sheet.rubric else { return };
    let asks: Vec<&List<'_>> = sheet.lists.iter().filter(|list| list.role == Role::Asks).collect();
    for (number, (list, fact)) in asks.iter().zip(&problem.facts).enumerate() {
        let (message, help) = if list.patterns.is_empty() {
            (tr!("no question finds the fact `{}`", fact.id), tr!("add patterns for the questions that it answers"))
        } else if let Some(earlier) = asks[..number].iter().position(|earlier| all_in(list, earlier)) {
            let first = &problem.facts[earlier].id;
            let message =
                tr!("every question for `{}` is answered by `{first}`, which stands before it", fact.id, first);
            (message, tr!("ask for other words, or put the narrower fact first"))
        } else {
            continue;
        };
        faults.push(Fault::new(Code::FactUnreachable, &list.path, message, help));
    }
}

fn all_in(list: &List<'_>, earlier: &List<'_>) -> bool {
    list.patterns.iter().all(|parsed| {
        let narrow = parsed.pattern.as_ref();
        narrow.is_ok_and(|narrow| earlier.sound().any(|(_, wide)| covers(wide, narrow)))
    })
}
