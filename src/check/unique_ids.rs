//! `duplicate-id`: two points, misconceptions, facts or follow-ups of one file share an id.

use std::collections::HashMap;

use super::{Placed, misconceptions_of};
use crate::rubric::Rubric;
use crate::rubric::fault::{Fault, Path};

pub(super) fn check(rubric: &Rubric, points: &[Placed<'_>], faults: &mut Vec<Fault>) {
    unique(points.iter().map(|p| (p.path.clone(), p.point.id.as_str())), faults);
    unique(misconceptions_of(rubric).map(|(path, m)| (path, m.id.as_str())), faults);
    if let Rubric::Problem(problem) = rubric {
        let facts = Path::default().key("facts");
        unique(problem.facts.iter().enumerate().map(|(i, f)| (facts.index(i), f.id.as_str())), faults);
    }
}

fn unique<'a>(ids: impl Iterator<Item = (Path, &'a str)>, faults: &mut Vec<Fault>) {
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
