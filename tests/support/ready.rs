//! Built-in rubrics, ready to mark.

use sparring::matching::{Field, Marker};
use sparring::rubric::{Library, Rubric, StepId};

/// A rubric, what finds its points, and the step that answers are for.
pub type Ready = (Rubric, Marker, Option<StepId>);

/// Compiles rubrics of the bank.
pub fn ready(chosen: &[(&str, Option<StepId>)]) -> Vec<Ready> {
    let library = Library::new(Vec::new());
    let field = Field::new(library.vocabulary().unwrap().get());
    let ready = |(id, step): &(&str, Option<StepId>)| {
        let rubric = library.load(id).unwrap().rubric;
        let marker = Marker::new(&rubric, &field);
        (rubric, marker, *step)
    };
    chosen.iter().map(ready).collect()
}
