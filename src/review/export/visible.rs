//! The one way text gets into a page.

use std::fmt;

use askama::filters::Escaper;

use crate::text::plain;

/// Shows text as text: controls and what reorders text become visible stand-ins, markup means itself.
///
/// `askama.toml` names it for all templates, so that none can forget it.
#[derive(Debug, Clone, Copy)]
pub struct Visible;

impl Escaper for Visible {
    fn write_escaped_str<W: fmt::Write>(&self, mut to: W, text: &str) -> fmt::Result {
        for c in plain(text).chars() {
            match c {
                '<' => to.write_str("&lt;")?,
                '>' => to.write_str("&gt;")?,
                '&' => to.write_str("&amp;")?,
                '"' => to.write_str("&quot;")?,
                '\'' => to.write_str("&#39;")?,
                other => to.write_char(other)?,
            }
        }
        Ok(())
    }
}
