//! `unknown-point`: a follow-up, component, curve ball or fact names a point that is not in the file.

use super::Placed;
use crate::error::closest;
use crate::rubric::Rubric;
use crate::rubric::fault::{Fault, Path};

pub(super) fn check(rubric: &Rubric, points: &[Placed<'_>], faults: &mut Vec<Fault>) {
    let root = Path::default();
    let mut known = |names: &[String], path: Path| {
        for (i, name) in names.iter().enumerate() {
            if points.iter().any(|p| &p.point.id == name) {
                continue;
            }
            let help = match closest(name, points.iter().map(|p| p.point.id.as_str())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name the id of a point of this file".to_owned(),
            };
            faults.push(Fault::error("unknown-point", &path.index(i), format!("there is no point `{name}`"), help));
        }
    };
    let follow_ups = match rubric {
        Rubric::Problem(problem) => &problem.follow_ups,
        Rubric::Question(question) => &question.follow_ups,
    };
    for (i, follow_up) in follow_ups.iter().enumerate() {
        known(&follow_up.covers, root.key("follow_ups").index(i).key("covers"));
    }
    let Rubric::Problem(problem) = rubric else { return };
    for (i, curve_ball) in problem.curve_balls.iter().enumerate() {
        known(&curve_ball.covers, root.key("curve_balls").index(i).key("covers"));
    }
    for (i, component) in problem.components.iter().enumerate() {
        let questions = root.key("components").index(i).key("questions");
        for (k, question) in component.questions.iter().enumerate() {
            known(&question.covers, questions.index(k).key("covers"));
        }
    }
    for (i, fact) in problem.facts.iter().enumerate() {
        known(&fact.earns, root.key("facts").index(i).key("earns"));
    }
}
