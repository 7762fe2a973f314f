//! The design that the candidate drew.

use super::{Session, typed};
use crate::diagram::{self, Diagram};
use crate::dialogue::{Action, StepName};
use crate::journal::Record;
use crate::rubric::StepId;

/// All arrows that were drawn, as one graph. Before the design an arrow means "hence" and is no part of it.
pub fn drawn(session: &Session<'_>) -> Option<Diagram> {
    let mut step = None;
    let mut said: Vec<&str> = Vec::new();
    for record in session.records {
        match record {
            Record::Move { action: Action::Step { step: StepName(begun) }, .. } => step = Some(*begun),
            Record::Move { action: Action::Restore { text }, .. } => said.retain(|line| line != text),
            Record::Header(_)
            | Record::Event { .. }
            | Record::Move { .. }
            | Record::Marks { .. }
            | Record::Drilled { .. } => {}
        }
        let designs = step.is_none_or(|s| s >= StepId::HighLevel);
        said.extend(typed(record).filter(|_| designs).map(|(_, text)| text));
    }
    diagram::find(&said.join("\n\n"))
}
