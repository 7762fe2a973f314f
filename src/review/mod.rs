//! What a session means: reports as data, for one session or many.

pub mod again;
pub mod agreement;
pub mod checklist;
pub mod contribution;
pub mod coverage;
pub mod debrief;
pub mod doctor;
pub mod document;
pub mod drill;
pub mod estimate;
pub mod explain;
pub mod export;
pub mod filter;
mod list;
pub mod parallel;
pub mod markdown;
pub mod marked;
pub mod next;
pub mod progress;
pub mod regrade;
mod replay;
pub mod samples;
pub mod schedule;
pub mod search;
mod step;
pub mod transcript;
pub mod why;

pub use list::{Row, rows};
pub use replay::{Difference, Replay, replay, replay_with};
pub use step::only_step;
