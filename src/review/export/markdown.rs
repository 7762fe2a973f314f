//! The readable transcript, with the design that was drawn.

use super::{Session, design};
use crate::review::{markdown, transcript};

/// The transcript as Markdown; arrows that were drawn follow as a Mermaid block.
pub fn write(session: &Session<'_>) -> String {
    let mut out = markdown::write(&transcript::document(session.header, session.records));
    if let Some(drawn) = design::drawn(session) {
        out.push_str(&format!("\n## The design as it was drawn\n\n```mermaid\n{}```\n", drawn.to_mermaid()));
    }
    out
}
