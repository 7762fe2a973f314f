//! `same-pattern`: a pattern that stands in two points of one part, so that one sentence earns both.

use super::Sheet;
use super::covers::same;
use super::lists::Role;
use crate::messages::tr;
use crate::rubric::code::Code;
use crate::rubric::fault::Fault;
use crate::rubric::pattern::Pattern;

pub(super) fn check(sheet: &Sheet<'_>, faults: &mut Vec<Fault>) {
    let mut before: Vec<(usize, &Pattern)> = Vec::new();
    for list in &sheet.lists {
        let Role::Match(number) = list.role else { continue };
        let part = sheet.points[number].part;
        for (parsed, pattern) in list.sound() {
            let twin =
                before.iter().find(|(other, earlier)| sheet.points[*other].part == part && same(earlier, pattern));
            if let Some((other, _)) = twin {
                let other = &sheet.points[*other].point.id;
                let message = tr!("the same pattern earns `{other}`: one sentence earns both points", other);
                let help = tr!("ask for another word in one of them");
                faults.push(Fault::new(Code::SamePattern, &parsed.path, message, help));
            }
        }
        before.extend(list.sound().map(|(_, pattern)| (number, pattern)));
    }
}
