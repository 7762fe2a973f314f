//! What the fuzz targets do with an input. `tests/corpus.rs` replays the corpora through the same functions.

pub mod diagrams;
pub mod dialogue;
pub mod html;
pub mod journal;
pub mod marking;
pub mod patterns;
pub mod quantities;
pub mod rubric;
