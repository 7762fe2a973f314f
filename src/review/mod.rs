//! What a session means: reports as data, for one session or many.

pub mod agreement;
pub mod debrief;
pub mod document;
pub mod estimate;
pub mod explain;
mod list;
pub mod markdown;
pub mod marked;
mod replay;
pub mod transcript;

pub use list::{Row, rows};
pub use replay::{Difference, Replay, replay};
