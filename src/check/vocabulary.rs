//! The vocabulary's own beliefs: their patterns, samples and ids, as in a rubric.

use super::{patterns, samples, unique_ids};
use crate::matching::Field;
use crate::rubric::Vocabulary;
use crate::rubric::fault::{Fault, Path};

pub(super) fn check(vocabulary: &Vocabulary) -> Vec<Fault> {
    let mut faults = Vec::new();
    let path = Path::default().key("misconceptions");
    unique_ids::unique(unique_ids::placed(&path, &vocabulary.misconceptions, |m| &m.id), &mut faults);
    patterns::beliefs(&vocabulary.misconceptions, &vocabulary.contrasts, &mut faults);
    let field = Field::new(vocabulary);
    for (number, misconception) in vocabulary.misconceptions.iter().enumerate() {
        let held = |text: &str| field.holds(number, text);
        samples::both(&misconception.samples, &path.index(number), held, &mut faults);
    }
    faults
}
