//! From the bytes of a file to a model, with every fault placed.

use serde::de::DeserializeOwned;

use super::fault::{Fault, Level, Path, Place};
use crate::error::closest;

/// A larger file is refused: a rubric is written by hand.
pub const LARGEST_FILE: u64 = 4 << 20;

/// Decodes a file.
///
/// # Errors
/// The fault that stopped the decoder: `syntax`, `unknown-key`, `missing-key`, `duplicate-key` or `wrong-type`.
pub fn decode<T: DeserializeOwned>(source: &str) -> Result<T, Fault> {
    // The path costs as much as the parse, so it is only asked for when something is wrong.
    serde_json::from_str(source).or_else(|_| {
        let mut json = serde_json::Deserializer::from_str(source);
        let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
            let path = Path::from(error.path());
            explain(source, &path, error.inner())
        })?;
        json.end().map_err(|error| explain(source, &Path::default(), &error))?;
        Ok(value)
    })
}

/// Writes a question as a file's text, as people indent it.
pub fn encode(question: &super::Question) -> String {
    serde_json::to_string_pretty(question).unwrap_or_else(|e| unreachable!("a rubric is plain data: {e}")) + "\n"
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours, and it grows")]
fn explain(source: &str, path: &Path, error: &serde_json::Error) -> Fault {
    let text = error.to_string();
    let message = text.split(" at line ").next().unwrap_or(&text).to_owned();
    let at = byte_of(source, error.line(), error.column());
    let here = Place::Bytes(at..at + source[at..].chars().next().map_or(0, char::len_utf8));
    let fault =
        |code, place, message, help: &str| Fault { code, level: Level::Error, place, message, help: help.to_owned() };
    match error.classify() {
        serde_json::error::Category::Data => {}
        _ => {
            return fault(
                "syntax",
                here,
                message,
                "mend the JSON here: a comma, quote or bracket is missing or too many",
            );
        }
    }
    let name = message.split('`').nth(1).unwrap_or_default().to_owned();
    if message.starts_with("unknown field") {
        let known: Vec<&str> = message.split('`').skip(3).step_by(2).collect();
        let help = match closest(&name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the keys here are {}", known.join(", ")),
        };
        return fault(
            "unknown-key",
            key_before(source, at, &name).unwrap_or(here),
            format!("unknown key `{name}`"),
            &help,
        );
    }
    if message.starts_with("missing field") {
        let place = Place::Value(path.clone(), None);
        return fault(
            "missing-key",
            place,
            format!("the key `{name}` is missing"),
            "add it; `sparring rubric schema` describes each key",
        );
    }
    if message.starts_with("duplicate field") {
        let place = key_before(source, at, &name).unwrap_or(here);
        return fault("duplicate-key", place, format!("the key `{name}` stands here twice"), "keep one of them");
    }
    fault("wrong-type", Place::Value(path.clone(), None), message, "`sparring rubric schema` describes what goes here")
}

/// The key that the decoder has just read.
fn key_before(source: &str, at: usize, name: &str) -> Option<Place> {
    let quoted = format!("\"{name}\"");
    let end = (at + 1..=source.len()).find(|b| source.is_char_boundary(*b)).unwrap_or(source.len());
    source[..end].rfind(&quoted).map(|start| Place::Bytes(start..start + quoted.len()))
}

/// The byte of serde_json's line (from 1) and column (from 1, in bytes; 0 before the first).
fn byte_of(source: &str, line: usize, column: usize) -> usize {
    let start: usize = source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let byte = (start + column.saturating_sub(1)).min(source.len());
    (0..=byte).rev().find(|b| source.is_char_boundary(*b)).unwrap_or(0)
}
