//! A first file for an author: sound, small, and using each key once, to be rewritten point by point.

use super::Kind;
use super::decode::quoted;
use super::library::is_id;

const QUESTION: &str = include_str!("starters/question.json");
const PROBLEM: &str = include_str!("starters/problem.json");

/// What an author says of a new rubric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The id, which is the file's name as well.
    pub id: String,
    /// The title, as lists show it.
    pub title: String,
    /// The topic it belongs to.
    pub topic: String,
    /// The question, or the task.
    pub prompt: String,
}

/// The text of a new file: the starter under another heading.
pub fn starter(kind: Kind, heading: &Heading) -> String {
    debug_assert!(is_id(&heading.id), "the command has checked it");
    let text = match kind {
        Kind::Question => QUESTION,
        Kind::Problem => PROBLEM,
    };
    let keys = [("id", &heading.id), ("title", &heading.title), ("topic", &heading.topic), ("prompt", &heading.prompt)];
    let mut out = String::with_capacity(text.len());
    let mut left: Vec<_> = keys.to_vec();
    for line in text.lines() {
        // The first line with a key is the file's own: those of points and steps stand below.
        let at = left.iter().position(|(key, _)| line.starts_with(&format!("  \"{key}\":")));
        match at.map(|at| left.remove(at)) {
            Some((key, value)) => {
                out.push_str(&format!("  \"{key}\": {},", quoted(value.trim())));
            }
            None => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rubric::decode::decode;
    use crate::rubric::{Problem, Question};

    #[test]
    fn a_starter_carries_its_heading() {
        let heading = Heading {
            id: "dns".to_owned(),
            title: "DNS \"names\"".to_owned(),
            topic: "networks".to_owned(),
            prompt: "How does a name become\nan address?".to_owned(),
        };
        let question: Question = decode(&starter(Kind::Question, &heading)).unwrap();
        assert_eq!((question.id, question.title), (heading.id.clone(), heading.title.clone()));
        assert_eq!((question.topic, question.prompt), (heading.topic.clone(), heading.prompt.clone()));
        let problem: Problem = decode(&starter(Kind::Problem, &heading)).unwrap();
        assert_eq!((problem.id, problem.prompt), (heading.id.clone(), heading.prompt.clone()));
        assert!(problem.steps.requirements.prompt.starts_with("What do you want to know"));
    }
}
