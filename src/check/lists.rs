//! Every list of patterns of a file, parsed once.

use crate::rubric::fault::Path;
use crate::rubric::pattern::{Pattern, PatternFault};
use crate::rubric::{Contrast, Misconception, Point, Problem, Rubric};

use super::Placed;

/// What a list of patterns is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Earns the point of this number.
    Match(usize),
    /// Takes the point away.
    Reject,
    /// Stands beside a figure.
    Near,
    /// A component of a drawing.
    Component,
    /// Names an input.
    Names,
    /// Finds a question for the fact of this number.
    Asks,
    /// Makes the follow-up of this number fit.
    FollowUp(usize),
    /// Shows that a design has a component.
    When,
    /// A wrong claim.
    Belief,
    /// A side of a contrast.
    Side,
}

/// A list of patterns with its place.
pub(super) struct List<'a> {
    pub path: Path,
    pub role: Role,
    pub patterns: Vec<Parsed<'a>>,
}

/// A pattern as written and as read.
pub(super) struct Parsed<'a> {
    pub source: &'a str,
    pub path: Path,
    pub pattern: Result<Pattern, PatternFault>,
}

impl<'a> List<'a> {
    fn new(sources: &'a [String], path: Path, role: Role) -> List<'a> {
        let parsed =
            |(i, source): (usize, &'a String)| Parsed { source, path: path.index(i), pattern: Pattern::parse(source) };
        List { patterns: sources.iter().enumerate().map(parsed).collect(), path, role }
    }

    /// The patterns that can be read.
    pub fn sound(&self) -> impl Iterator<Item = (&Parsed<'a>, &Pattern)> {
        self.patterns.iter().filter_map(|parsed| Some((parsed, parsed.pattern.as_ref().ok()?)))
    }
}

/// The lists of a rubric.
pub(super) fn of<'a>(rubric: &'a Rubric, points: &[Placed<'a>]) -> Vec<List<'a>> {
    let mut lists = Vec::new();
    points.iter().enumerate().for_each(|(number, placed)| of_point(number, placed.point, &placed.path, &mut lists));
    lists.extend(of_beliefs(rubric.misconceptions(), rubric.contrasts()));
    let root = Path::default();
    for (i, follow_up) in rubric.follow_ups().iter().enumerate() {
        let path = root.key("follow_ups").index(i).key("when");
        lists.push(List::new(&follow_up.when, path, Role::FollowUp(i)));
    }
    if let Rubric::Problem(problem) = rubric {
        of_problem(problem, &mut lists);
    }
    lists
}

fn of_point<'a>(number: usize, point: &'a Point, path: &Path, lists: &mut Vec<List<'a>>) {
    lists.push(List::new(&point.matches, path.key("match"), Role::Match(number)));
    lists.push(List::new(&point.reject, path.key("reject"), Role::Reject));
    if let Some(estimate) = &point.estimate {
        lists.push(List::new(&estimate.near, path.key("estimate").key("near"), Role::Near));
    }
    if let Some(drawing) = &point.drawing {
        lists.push(List::new(&drawing.path, path.key("drawing").key("path"), Role::Component));
    }
}

fn of_problem<'a>(problem: &'a Problem, lists: &mut Vec<List<'a>>) {
    let root = Path::default();
    for (i, fact) in problem.facts.iter().enumerate() {
        lists.push(List::new(&fact.asks, root.key("facts").index(i).key("asks"), Role::Asks));
    }
    for (i, component) in problem.components.iter().enumerate() {
        lists.push(List::new(&component.when, root.key("components").index(i).key("when"), Role::When));
    }
    for (name, input) in &problem.inputs {
        lists.push(List::new(&input.names, root.key("inputs").key(name).key("names"), Role::Names));
    }
}

/// The lists of wrong beliefs and contrasts: of a rubric, or of the vocabulary.
pub(super) fn of_beliefs<'a>(misconceptions: &'a [Misconception], contrasts: &'a [Contrast]) -> Vec<List<'a>> {
    let root = Path::default();
    let mut lists = Vec::new();
    for (i, misconception) in misconceptions.iter().enumerate() {
        let path = root.key("misconceptions").index(i).key("match");
        lists.push(List::new(&misconception.matches, path, Role::Belief));
    }
    for (i, contrast) in contrasts.iter().enumerate() {
        for (s, side) in contrast.sides.iter().enumerate() {
            let path = root.key("contrasts").index(i).key("sides").index(s);
            lists.push(List::new(&side.subject, path.key("subject"), Role::Side));
            lists.push(List::new(&side.holds, path.key("holds"), Role::Side));
        }
    }
    lists
}
