//! `empty-text`: a text that people read is empty; `long-line`: one that fills a screen.

use super::{Placed, misconceptions_of};
use crate::rubric::Rubric;
use crate::rubric::fault::{Fault, Path};

/// A hint or probe is one question: longer ones are not read under a running clock.
const LONGEST_QUESTION: usize = 240;

pub(super) fn check(rubric: &Rubric, points: &[Placed<'_>], faults: &mut Vec<Fault>) {
    let root = Path::default();
    filled(rubric.title(), &root.key("title"), faults);
    match rubric {
        Rubric::Problem(problem) => {
            filled(&problem.prompt, &root.key("prompt"), faults);
            for (i, component) in problem.components.iter().enumerate() {
                let path = root.key("components").index(i);
                filled(&component.title, &path.key("title"), faults);
                for (k, question) in component.questions.iter().enumerate() {
                    let path = path.key("questions").index(k).key("asks");
                    filled(&question.asks, &path, faults);
                    short(&question.asks, &path, faults);
                }
            }
            for (id, step) in problem.steps.iter() {
                let path = root.key("steps").key(id.name());
                filled(&step.prompt, &path.key("prompt"), faults);
                filled(&step.answer, &path.key("answer"), faults);
                if step.points.is_empty() {
                    let message = format!("the step {id} has no point");
                    faults.push(Fault::error(
                        "empty-text",
                        &path.key("points"),
                        message,
                        "write what a good answer holds",
                    ));
                }
            }
        }
        Rubric::Question(question) => {
            filled(&question.prompt, &root.key("prompt"), faults);
            filled(&question.answer, &root.key("answer"), faults);
            if question.points.is_empty() {
                let help = "write what a good answer holds";
                faults.push(Fault::error("empty-text", &root.key("points"), "the question has no point", help));
            }
        }
    }
    for Placed { point, path, .. } in points {
        filled(&point.says, &path.key("says"), faults);
        filled(&point.hint, &path.key("hint"), faults);
        filled(&point.probe, &path.key("probe"), faults);
        filled(&point.answer, &path.key("answer"), faults);
        short(&point.hint, &path.key("hint"), faults);
        short(&point.probe, &path.key("probe"), faults);
    }
    for (path, misconception) in misconceptions_of(rubric) {
        filled(&misconception.probe, &path.key("probe"), faults);
        filled(&misconception.answer, &path.key("answer"), faults);
    }
}

fn filled(text: &str, path: &Path, faults: &mut Vec<Fault>) {
    if text.trim().is_empty() {
        faults.push(Fault::error("empty-text", path, "this text is empty", "write what the candidate will read here"));
    }
}

fn short(text: &str, path: &Path, faults: &mut Vec<Fault>) {
    let length = text.chars().count();
    if length > LONGEST_QUESTION {
        let message = format!("{length} characters are too long for a question");
        faults.push(Fault::warning("long-line", path, message, format!("keep it under {LONGEST_QUESTION}")));
    }
}
