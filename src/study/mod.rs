//! What there is to read: a page for each rubric, sheets of the framework, and the candidate's own stories.

mod index;
mod page;
mod parts;
mod related;
mod sheets;
mod stories;

pub use index::{Shown, index};
pub use page::{Shelf, page};
pub use sheets::{SHEETS, Sheet};
pub use stories::all as all_stories;
