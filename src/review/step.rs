//! One step of a session.

use crate::dialogue::{Action, StepName};
use crate::journal::Record;
use crate::rubric::StepId;

/// The records of one step, and its part of the marks.
pub fn only_step(records: &[Record], wanted: StepId) -> Vec<Record> {
    let mut all = Vec::new();
    let mut inside = false;
    for record in records {
        match record {
            Record::Move { action: Action::Step { step: StepName(step) }, .. } => inside = *step == wanted,
            Record::Marks { at, marks } => {
                let mut marks = marks.clone();
                marks.steps.retain(|s| s.step.0 == wanted);
                marks.fixes.retain(|f| f.step.0 == wanted);
                all.push(Record::Marks { at: *at, marks });
                continue;
            }
            Record::Header(_) | Record::Event { .. } | Record::Move { .. } | Record::Drilled { .. } => {}
        }
        if inside {
            all.push(record.clone());
        }
    }
    all
}
