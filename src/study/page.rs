//! The page of a question or a problem.

use super::{parts, related, stories};
use crate::matching::subject::Subject;
use crate::messages::tr;
use crate::review::document::{Document, Line, Mark, Tone};
use crate::rubric::{Experience, Problem, Question, Rubric};

/// What pages are made from.
#[derive(Debug, Clone, Copy)]
pub struct Shelf<'a> {
    /// Every rubric at hand.
    pub rubrics: &'a [Rubric],
    /// The candidate's own projects.
    pub experience: &'a Experience,
}

/// The page of a rubric.
pub fn page(rubric: &Rubric, shelf: Shelf<'_>) -> Document {
    let mut out = Document::default();
    out.title(rubric.title());
    match rubric {
        Rubric::Question(question) => self::question(rubric, question, shelf, &mut out),
        Rubric::Problem(problem) => self::problem(rubric, problem, shelf, &mut out),
    }
    out
}

fn question(rubric: &Rubric, question: &Question, shelf: Shelf<'_>, out: &mut Document) {
    out.paragraph(Line::default().with(Tone::Faint, tr!("{}, a question on {}", question.id, question.topic)));
    out.paragraph(question.prompt.clone());
    out.heading(tr!("A strong answer"));
    parts::paragraphs(&question.answer, out);
    out.heading(tr!("What counts in it"));
    parts::points(&question.points, out);
    parts::numbers(&question.answer, out);
    parts::beliefs(&question.misconceptions, out);
    parts::contrasts(&question.contrasts, out);
    if !question.follow_ups.is_empty() {
        out.heading(tr!("What may be asked next"));
        question.follow_ups.iter().for_each(|next| out.item(Mark::Asks, next.asks.clone()));
    }
    let subject = Subject::of_rubric(rubric, None);
    comes_up(question, &subject, shelf.rubrics, out);
    own_stories(rubric, &question.topic, &subject, shelf.experience, out);
    let start = format!("sparring drill {}", question.id);
    out.paragraph(Line::from(tr!("Now without the page: ")).with(Tone::Strong, start));
}

fn problem(rubric: &Rubric, problem: &Problem, shelf: Shelf<'_>, out: &mut Document) {
    out.paragraph(Line::default().with(Tone::Faint, tr!("{}, a problem on {}", problem.id, problem.topic)));
    out.paragraph(problem.prompt.clone());
    out.heading(tr!("What the interviewer tells when asked"));
    problem.facts.iter().for_each(|fact| out.item(Mark::Dash, parts::figures(&fact.says)));
    if !problem.inputs.is_empty() {
        out.heading(tr!("Numbers to start from"));
        parts::inputs(problem.inputs.values(), out);
    }
    for (id, step) in problem.steps.iter() {
        out.heading(tr!("{} ({} minutes)", id.title(), id.minutes()));
        out.paragraph(Line::default().with(Tone::Faint, step.prompt.clone()));
        parts::paragraphs(&step.answer, out);
        parts::points(&step.points, out);
    }
    parts::beliefs(&problem.misconceptions, out);
    parts::contrasts(&problem.contrasts, out);
    if !problem.curve_balls.is_empty() {
        out.heading(tr!("What may change on the way"));
        problem.curve_balls.iter().for_each(|ball| out.item(Mark::Asks, ball.asks.clone()));
    }
    let concepts = related::concepts(problem, shelf.rubrics);
    if !concepts.is_empty() {
        out.heading(tr!("Concepts in it"));
        concepts.into_iter().for_each(|concept| out.item(Mark::Dash, named(concept)));
    }
    own_stories(rubric, &problem.topic, &Subject::of_rubric(rubric, None), shelf.experience, out);
    let start = format!("sparring interview {}", problem.id);
    out.paragraph(Line::from(tr!("Now without the page: ")).with(Tone::Strong, start));
}

fn named(question: &Question) -> Line {
    Line::from(format!("{}: ", question.title)).with(Tone::Strong, format!("sparring study {}", question.id))
}

fn comes_up(question: &Question, subject: &Subject, rubrics: &[Rubric], out: &mut Document) {
    let places = related::places(question, subject, rubrics);
    if !places.is_empty() {
        out.heading(tr!("Where it comes up"));
    }
    for place in places {
        let at = format!("{}, {}: ", place.problem.title, place.step.title().to_lowercase());
        out.item(Mark::Dash, Line::default().with(Tone::Strong, at).and(place.point.says.clone()));
    }
    let near = related::questions(&question.id, subject, rubrics);
    if !near.is_empty() {
        out.heading(tr!("Read next"));
        near.into_iter().for_each(|other| out.item(Mark::Dash, named(other)));
    }
}

fn own_stories(rubric: &Rubric, topic: &str, subject: &Subject, experience: &Experience, out: &mut Document) {
    let name = format!("{} {}", rubric.id().replace('-', " "), rubric.title());
    let told = stories::fitting(&name, topic, subject, experience);
    if told.is_empty() {
        return;
    }
    out.heading(tr!("Tie it to something you built"));
    told.into_iter().for_each(|told| stories::with_project(told, out));
}
