//! Lines in, styled lines out.

pub mod input;
pub mod layout;
mod output;
pub mod snippet;

pub use output::{Color, Output};
