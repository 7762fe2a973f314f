//! `gives-away`: a question whose own words earn the point that it asks for.

use super::Placed;
use crate::matching::{Field, Marker};
use crate::rubric::Rubric;
use crate::rubric::fault::{Fault, Path};

pub(super) fn check(rubric: &Rubric, points: &[Placed<'_>], vocabulary: &Field, faults: &mut Vec<Fault>) {
    let marker = Marker::new(rubric, vocabulary);
    let mut asked = |text: &str, covers: &[&str], path: Path| {
        let found = marker.find(text).points;
        for id in covers {
            let told = points.iter().zip(&found).any(|(p, found)| p.point.id == *id && found.earned());
            if told {
                let help = "ask without the words of the answer: who repeats the question must earn nothing";
                let message = format!("the words of this question earn the point `{id}`");
                faults.push(Fault::warning("gives-away", &path, message, help));
            }
        }
    };
    for Placed { point, path, .. } in points {
        asked(&point.hint, &[&point.id], path.key("hint"));
        asked(&point.probe, &[&point.id], path.key("probe"));
    }
    let root = Path::default();
    let follow_ups = match rubric {
        Rubric::Problem(problem) => &problem.follow_ups,
        Rubric::Question(question) => &question.follow_ups,
    };
    for (i, follow_up) in follow_ups.iter().enumerate() {
        asked(&follow_up.asks, &ids(&follow_up.covers), root.key("follow_ups").index(i).key("asks"));
    }
    let Rubric::Problem(problem) = rubric else { return };
    for (i, component) in problem.components.iter().enumerate() {
        let questions = root.key("components").index(i).key("questions");
        for (k, question) in component.questions.iter().enumerate() {
            asked(&question.asks, &ids(&question.covers), questions.index(k).key("asks"));
        }
    }
    for (i, ball) in problem.curve_balls.iter().enumerate() {
        asked(&ball.asks, &ids(&ball.covers), root.key("curve_balls").index(i).key("asks"));
    }
}

fn ids(covers: &[String]) -> Vec<&str> {
    covers.iter().map(String::as_str).collect()
}
