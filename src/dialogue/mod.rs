//! What the interviewer does next. Pure: time comes with the event, the seed with the setup.

mod asking;
mod clock;
mod debrief;
pub mod drill;
pub mod estimate;
mod event;
mod hearing;
pub mod intent;
mod interview;
mod judgement;
mod lines;
mod listening;
mod memory;
mod pace;
pub mod phrases;
mod plan;
mod policy;
mod questions;
mod record;
mod replies;
mod said;
mod setup;
mod talk;
mod talking;
mod trace;
mod verdict;

pub use clock::mmss;
pub use debrief::{Debrief, Dimension, Fix, Gate, PointLine, StepReport, Strength, Verdict, WrongLine};
pub use event::{Action, Event, Millis, StepName};
pub use interview::{Interview, Prepared};
pub use record::{Earned, How, Utterance};
pub use setup::{Level, Mode, Setup, USUAL_MINUTES};
pub use talk::{Marks, SessionKind, Talk};
pub use trace::Reason;
