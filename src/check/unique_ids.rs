//! `duplicate-id`: two things of one kind in one file share an id.

use std::collections::HashSet;

use super::{Sheet, misconceptions_of};
use crate::messages::tr;
use crate::rubric::code::Code;
use crate::rubric::fault::{Fault, Path};
use crate::rubric::{Component, Rubric};

pub(super) fn check(sheet: &Sheet<'_>, faults: &mut Vec<Fault>) {
    let rubric = sheet.rubric;
    let root = Path::default();
    unique(sheet.points.iter().map(|p| (p.path.clone(), p.point.id.as_str())), faults);
    unique(misconceptions_of(rubric).map(|(path, m)| (path, m.id.as_str())), faults);
    unique(placed(&root.key("contrasts"), rubric.contrasts(), |c| &c.id), faults);
    unique(placed(&root.key("follow_ups"), rubric.follow_ups(), |f| &f.id), faults);
    if let Rubric::Problem(problem) = rubric {
        unique(placed(&root.key("facts"), &problem.facts, |f| &f.id), faults);
        unique(placed(&root.key("components"), &problem.components, |c| &c.id), faults);
        unique(placed(&root.key("curve_balls"), &problem.curve_balls, |c| &c.id), faults);
        for (i, component) in problem.components.iter().enumerate() {
            aspects(component, &root.key("components").index(i).key("questions"), faults);
        }
    }
}

/// A component is asked about each aspect once.
fn aspects(component: &Component, path: &Path, faults: &mut Vec<Fault>) {
    let mut seen = HashSet::new();
    for (i, question) in component.questions.iter().enumerate() {
        if !seen.insert(question.aspect) {
            let message = tr!("`{}` has two questions about its {}", component.id, question.aspect.name());
            let help = tr!("keep one of them, or give it another aspect");
            faults.push(Fault::new(Code::DuplicateId, &path.index(i).key("aspect"), message, help));
        }
    }
}

/// The items of a list with their places and ids.
pub(super) fn placed<'a, T>(
    list: &Path,
    items: &'a [T],
    id: fn(&T) -> &String,
) -> impl Iterator<Item = (Path, &'a str)> {
    items.iter().enumerate().map(move |(i, item)| (list.index(i), id(item).as_str()))
}

/// Reports ids that occur twice.
pub(super) fn unique<'a>(ids: impl Iterator<Item = (Path, &'a str)>, faults: &mut Vec<Fault>) {
    let mut seen: HashSet<&str> = HashSet::new();
    for (path, id) in ids {
        if !seen.insert(id) {
            let message = tr!("`{id}` stands twice in this file", id);
            let help = tr!("rename one: transcripts tell them apart by id");
            faults.push(Fault::new(Code::DuplicateId, &path.key("id"), message, help));
        }
    }
}
