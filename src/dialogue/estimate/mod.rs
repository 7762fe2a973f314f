//! Back-of-the-envelope exercises: made from a seed, the written working checked step by step.
//!
//! An [`Exercise`] has parts; each part asks for one figure and knows what it is made of, so that an answer that is off
//! can be told what was left out. [`judge`] reads an answer, [`Round`] walks through a set of exercises.

mod unit;
mod exercise;
mod random;
mod settings;
mod make;
mod generate;
mod fixed;
mod naming;
mod claims;
mod faults;
mod judge;
mod quiz;
mod round;
mod summary;

pub use exercise::{Exercise, Factor, Figure, Part, Place, Wants};
pub use faults::Fault;
pub use fixed::worked_systems;
pub use generate::{Kind, exercises};
pub use judge::{Judgement, Verdict, judge};
pub use quiz::{Quiz, questions};
pub use round::{Mark, Outcome, Round, Said};
pub use summary::{Summary, TaskTime};
pub use unit::Unit;
