//! `duplicate-id`: two points, misconceptions, facts, components, follow-ups or curve balls of one file share an id.

use std::collections::HashMap;

use super::{Placed, misconceptions_of};
use crate::rubric::Rubric;
use crate::rubric::fault::{Fault, Path};

pub(super) fn check(rubric: &Rubric, points: &[Placed<'_>], faults: &mut Vec<Fault>) {
    unique(points.iter().map(|p| (p.path.clone(), p.point.id.as_str())), faults);
    unique(misconceptions_of(rubric).map(|(path, m)| (path, m.id.as_str())), faults);
    if let Rubric::Problem(problem) = rubric {
        let root = Path::default();
        unique(placed(&root.key("facts"), &problem.facts, |f| &f.id), faults);
        unique(placed(&root.key("components"), &problem.components, |c| &c.id), faults);
        unique(placed(&root.key("follow_ups"), &problem.follow_ups, |f| &f.id), faults);
        unique(placed(&root.key("curve_balls"), &problem.curve_balls, |c| &c.id), faults);
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
    let mut seen: HashMap<&str, ()> = HashMap::new();
    for (path, id) in ids {
        if seen.insert(id, ()).is_some() {
            let message = format!("`{id}` stands twice in this file");
            faults.push(Fault::error(
                "duplicate-id",
                &path.key("id"),
                message,
                "rename one: transcripts tell them apart by id",
            ));
        }
    }
}
