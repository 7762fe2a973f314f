//! `empty-text`: a text that people read is empty; `long-line`: one that fills a screen; `no-point`: nothing to earn.

use super::{Sheet, asked, misconceptions_of};
use crate::messages::tr;
use crate::rubric::code::Code;
use crate::rubric::fault::{Fault, Path};
use crate::rubric::{Misconception, Problem, Rubric};

/// A hint or probe is one question: longer ones are not read under a running clock.
const LONGEST_QUESTION: usize = 240;

pub(super) fn check(sheet: &Sheet<'_>, faults: &mut Vec<Fault>) {
    let root = Path::default();
    filled(sheet.rubric.title(), &root.key("title"), faults);
    match sheet.rubric {
        Rubric::Problem(problem) => of_problem(problem, faults),
        Rubric::Question(question) => {
            filled(&question.topic, &root.key("topic"), faults);
            filled(&question.prompt, &root.key("prompt"), faults);
            filled(&question.answer, &root.key("answer"), faults);
            if question.points.is_empty() {
                no_point(&tr!("the question has no point"), &root.key("points"), faults);
            }
        }
    }
    for placed in &sheet.points {
        filled(&placed.point.says, &placed.path.key("says"), faults);
        filled(&placed.point.answer, &placed.path.key("answer"), faults);
    }
    for question in asked::all(sheet) {
        filled(question.text, &question.place(), faults);
        short(question.text, &question.place(), faults);
    }
    for (path, misconception) in misconceptions_of(sheet.rubric) {
        belief(misconception, &path, faults);
    }
}

fn of_problem(problem: &Problem, faults: &mut Vec<Fault>) {
    let root = Path::default();
    filled(&problem.topic, &root.key("topic"), faults);
    filled(&problem.prompt, &root.key("prompt"), faults);
    for (i, fact) in problem.facts.iter().enumerate() {
        filled(&fact.says, &root.key("facts").index(i).key("says"), faults);
    }
    for (name, input) in &problem.inputs {
        filled(&input.says, &root.key("inputs").key(name).key("says"), faults);
    }
    for (i, component) in problem.components.iter().enumerate() {
        filled(&component.title, &root.key("components").index(i).key("title"), faults);
    }
    for (id, step) in problem.steps.iter() {
        let path = root.key("steps").key(id.name());
        filled(&step.prompt, &path.key("prompt"), faults);
        filled(&step.answer, &path.key("answer"), faults);
        if step.points.is_empty() {
            no_point(&tr!("the step {id} has no point", id), &path.key("points"), faults);
        }
    }
}

/// The texts of a wrong belief: of a rubric, or of the vocabulary.
pub(super) fn belief(misconception: &Misconception, path: &Path, faults: &mut Vec<Fault>) {
    filled(&misconception.says, &path.key("says"), faults);
    filled(&misconception.probe, &path.key("probe"), faults);
    filled(&misconception.answer, &path.key("answer"), faults);
    short(&misconception.probe, &path.key("probe"), faults);
}

fn no_point(message: &str, path: &Path, faults: &mut Vec<Fault>) {
    faults.push(Fault::new(Code::NoPoint, path, message, tr!("write what a good answer holds")));
}

/// A text that must not be empty.
pub(super) fn filled(text: &str, path: &Path, faults: &mut Vec<Fault>) {
    if text.trim().is_empty() {
        let help = tr!("write what the candidate will read here");
        faults.push(Fault::new(Code::EmptyText, path, tr!("this text is empty"), help));
    }
}

fn short(text: &str, path: &Path, faults: &mut Vec<Fault>) {
    let length = text.chars().count();
    if length > LONGEST_QUESTION {
        let message = tr!("{length} characters are too long for a question", length);
        faults.push(Fault::new(
            Code::LongLine,
            path,
            message,
            tr!("keep it under {LONGEST_QUESTION}", LONGEST_QUESTION),
        ));
    }
}
