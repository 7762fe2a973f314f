//! What the interviewer does next. Pure: time comes with the event, the seed with the setup.

mod clock;
mod debrief;
pub mod estimate;
mod event;
mod facts;
pub mod intent;
mod interview;
mod judgement;
mod lines;
pub mod phrases;
mod policy;
mod record;
mod replies;
mod setup;
mod talk;
pub mod drill;

pub use clock::mmss;
pub use debrief::{Debrief, Dimension, Fix, PointLine, StepReport, Strength, Verdict, WrongLine};
pub use event::{Action, Event, Millis, StepName};
pub use interview::{Interview, Prepared};
pub use record::{How, Utterance};
pub use setup::{Level, Mode, Setup, USUAL_MINUTES};
pub use talk::{Marks, SessionKind, Talk};
