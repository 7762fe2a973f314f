//! Lines in, styled lines out.

pub mod input;
pub mod layout;
mod limits;
mod output;
mod pager;
mod progress;
mod spoken;
mod table;
pub mod snippet;

pub use layout::Form;
pub use limits::survive_limits;
pub use output::{Color, Output};
pub use progress::Progress;
