//! `id-style`: ids are lower case, digits and single hyphens; `id-file`: the file is named after its id.

use super::{Placed, misconceptions_of};
use crate::rubric::fault::{Fault, Path};
use crate::rubric::{Rubric, is_id};

pub(super) fn check(rubric: &Rubric, stem: &str, points: &[Placed<'_>], faults: &mut Vec<Fault>) {
    let root = Path::default();
    style(rubric.id(), &root.key("id"), faults);
    if is_id(rubric.id()) && stem != rubric.id() && !stem.is_empty() && stem != "-" {
        let message = format!("the id is `{}` but the file is named {stem}.json", rubric.id());
        faults.push(Fault::error("id-file", &root.key("id"), message, "give the file and the id the same name"));
    }
    for placed in points {
        style(&placed.point.id, &placed.path.key("id"), faults);
    }
    for (path, misconception) in misconceptions_of(rubric) {
        style(&misconception.id, &path.key("id"), faults);
    }
}

fn style(id: &str, path: &Path, faults: &mut Vec<Fault>) {
    if !is_id(id) {
        let help = "write lower-case letters, digits and single hyphens, at most 64";
        faults.push(Fault::error("id-style", path, format!("`{id}` is no id"), help));
    }
}
