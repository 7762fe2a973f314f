//! Where an idea comes up: rubrics that name it, and those whose words are alike.

use crate::matching::subject::Subject;
use crate::rubric::{Point, Problem, Question, Rubric, StepId};
use crate::text::Text;

/// How alike two questions are at least, 0 to 1, to be worth a mention; chosen by looking at what the bank gives.
const ALIKE: f64 = 0.15;
/// And a point of a problem with a question.
const POINT_ALIKE: f64 = 0.16;
/// What names an idea stands before all that is only like it.
const NAMED: f64 = 1.0;
/// So many points of a problem tell how much it asks of a question: more would favour what is said of everything.
const NEAREST_POINTS: usize = 2;
/// Most that are shown.
const SHOWN_QUESTIONS: usize = 5;
const SHOWN_PLACES: usize = 6;
const SHOWN_CONCEPTS: usize = 8;

/// A point of a problem in which an idea comes up.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The problem.
    pub problem: &'a Problem,
    /// The step.
    pub step: StepId,
    /// The point.
    pub point: &'a Point,
}

/// The points of problems in which a question's idea comes up, the nearest first.
pub fn places<'a>(question: &Question, subject: &Subject, rubrics: &'a [Rubric]) -> Vec<Place<'a>> {
    let near = |point: &Point| {
        let alike = subject.likeness(&of_point(point));
        alike + if point.study.as_deref() == Some(question.id.as_str()) { NAMED } else { 0.0 }
    };
    let all = rubrics.iter().filter_map(problem).flat_map(|problem| {
        let points = problem.steps.iter().flat_map(|(id, step)| step.points.iter().map(move |point| (id, point)));
        points.map(move |(step, point)| (near(point), Place { problem, step, point }))
    });
    nearest(all, POINT_ALIKE, SHOWN_PLACES)
}

/// The questions that are near another, the nearest first.
pub fn questions<'a>(id: &str, subject: &Subject, rubrics: &'a [Rubric]) -> Vec<&'a Question> {
    let names = |q: &Question| q.points.iter().any(|p| p.study.as_deref() == Some(id));
    let others = rubrics.iter().filter(|r| r.id() != id).filter_map(|rubric| match rubric {
        Rubric::Question(q) => {
            let alike = subject.likeness(&Subject::of_rubric(rubric, None));
            Some((alike + if names(q) { NAMED } else { 0.0 }, q))
        }
        Rubric::Problem(_) => None,
    });
    nearest(others, ALIKE, SHOWN_QUESTIONS)
}

/// The questions that teach what a problem asks for, those that its points come nearest to first.
pub fn concepts<'a>(problem: &Problem, rubrics: &'a [Rubric]) -> Vec<&'a Question> {
    let points: Vec<(&Point, Subject)> =
        problem.steps.iter().flat_map(|(_, step)| &step.points).map(|point| (point, of_point(point))).collect();
    let questions = rubrics.iter().filter_map(|rubric| match rubric {
        Rubric::Question(q) => {
            let subject = Subject::of_rubric(rubric, None);
            let named = points.iter().any(|(point, _)| point.study.as_deref() == Some(q.id.as_str()));
            let mut near: Vec<f64> = points.iter().map(|(_, own)| own.likeness(&subject)).collect();
            near.sort_by(|a, b| b.total_cmp(a));
            let near = near.iter().take(NEAREST_POINTS).filter(|alike| **alike >= POINT_ALIKE);
            Some((near.sum::<f64>() + if named { NAMED } else { 0.0 }, q))
        }
        Rubric::Problem(_) => None,
    });
    nearest(questions, POINT_ALIKE, SHOWN_CONCEPTS)
}

fn problem(rubric: &Rubric) -> Option<&Problem> {
    match rubric {
        Rubric::Problem(problem) => Some(problem),
        Rubric::Question(_) => None,
    }
}

fn of_point(point: &Point) -> Subject {
    let all = [point.says.as_str(), &point.answer].into_iter().chain(point.samples.hits.iter().map(String::as_str));
    Subject::of(&Text::new(&all.collect::<Vec<_>>().join("\n\n")))
}

/// The nearest few; equally near ones stay in the order of the bank.
fn nearest<T>(all: impl Iterator<Item = (f64, T)>, least: f64, most: usize) -> Vec<T> {
    let mut near: Vec<(f64, T)> = all.filter(|(alike, _)| *alike >= least).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    near.into_iter().take(most).map(|(_, it)| it).collect()
}
