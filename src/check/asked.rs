//! Every question of a rubric with the points that it is for.

use super::Sheet;
use crate::messages::tr;
use crate::rubric::Rubric;
use crate::rubric::fault::Path;

/// A question of a rubric.
pub(super) struct Asked<'a> {
    pub kind: Asks,
    pub text: &'a str,
    /// The place of the object that holds it.
    pub path: Path,
    /// The key that holds it.
    pub key: &'static str,
    pub covers: Vec<&'a str>,
}

/// What a question is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    Hint,
    Probe,
    FollowUp,
    OfComponent,
    CurveBall,
}

impl Asks {
    /// As people call it.
    pub fn says(self) -> String {
        match self {
            Asks::Hint => tr!("hint"),
            Asks::Probe => tr!("probe"),
            Asks::FollowUp => tr!("follow-up"),
            Asks::OfComponent => tr!("question"),
            Asks::CurveBall => tr!("curve ball"),
        }
    }
}

impl Asked<'_> {
    /// The place of the question.
    pub fn place(&self) -> Path {
        self.path.key(self.key)
    }
}

/// Hints, probes, and all that hang on something said.
pub(super) fn all<'a>(sheet: &Sheet<'a>) -> Vec<Asked<'a>> {
    let mut all = Vec::new();
    for placed in &sheet.points {
        let point = placed.point;
        for (kind, key, text) in [(Asks::Hint, "hint", &point.hint), (Asks::Probe, "probe", &point.probe)] {
            all.push(Asked { kind, text, path: placed.path.clone(), key, covers: vec![&point.id] });
        }
    }
    all.extend(follow_ups(sheet.rubric));
    all
}

/// Follow-ups, questions about components, and curve balls.
pub(super) fn follow_ups(rubric: &Rubric) -> Vec<Asked<'_>> {
    let root = Path::default();
    fn asked<'a>(kind: Asks, text: &'a str, path: Path, covers: &'a [String]) -> Asked<'a> {
        Asked { kind, text, path, key: "asks", covers: covers.iter().map(String::as_str).collect() }
    }
    let mut out = Vec::new();
    for (i, follow_up) in rubric.follow_ups().iter().enumerate() {
        out.push(asked(Asks::FollowUp, &follow_up.asks, root.key("follow_ups").index(i), &follow_up.covers));
    }
    let Rubric::Problem(problem) = rubric else { return out };
    for (i, component) in problem.components.iter().enumerate() {
        let questions = root.key("components").index(i).key("questions");
        for (k, question) in component.questions.iter().enumerate() {
            out.push(asked(Asks::OfComponent, &question.asks, questions.index(k), &question.covers));
        }
    }
    for (i, ball) in problem.curve_balls.iter().enumerate() {
        out.push(asked(Asks::CurveBall, &ball.asks, root.key("curve_balls").index(i), &ball.covers));
    }
    out
}
