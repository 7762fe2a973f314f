//! From the bytes of a file to a model, with every fault placed.

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::code::Code;
use super::fault::{Fault, Place};
use super::{form, schema};
use crate::messages::tr;

/// A larger file is refused: a rubric is written by hand.
pub const LARGEST_FILE: u64 = 4 << 20;

/// Decodes a file.
///
/// # Errors
/// The first fault of the form: `syntax`, `unknown-key`, `missing-key`, `duplicate-key` or `wrong-type`.
pub fn decode<T: DeserializeOwned + JsonSchema>(source: &str) -> Result<T, Box<Fault>> {
    // Words and places cost more than the parse, so they are only asked for when something is wrong.
    serde_json::from_str(source).map_err(|error| Box::new(explain::<T>(source, &error).swap_remove(0)))
}

/// Decodes a file whose form is looked at as well where the decoder is generous: keys that stand twice in a map, lists for
/// objects.
///
/// # Errors
/// All faults of the form, at least one.
pub fn examine<T: DeserializeOwned + JsonSchema>(source: &str) -> Result<T, Vec<Fault>> {
    let decoded = serde_json::from_str(source).map_err(|error| explain::<T>(source, &error))?;
    let faults = form::faults(source, &schema::of::<T>().to_value());
    if faults.is_empty() { Ok(decoded) } else { Err(faults) }
}

/// A text as a file writes it, in quotes.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Writes a question as a file's text, as people indent it.
pub fn encode(question: &super::Question) -> String {
    serde_json::to_string_pretty(question).unwrap_or_else(|e| unreachable!("a rubric is plain data: {e}")) + "\n"
}

/// What the decoder stumbled over, in words: at least one fault.
fn explain<T: JsonSchema>(source: &str, error: &serde_json::Error) -> Vec<Fault> {
    let mut faults = form::faults(source, &schema::of::<T>().to_value());
    if faults.is_empty() {
        let start: usize = source.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let byte = (start + error.column().saturating_sub(1)).min(source.len());
        let at = (0..=byte).rev().find(|b| source.is_char_boundary(*b)).unwrap_or(0);
        let help = tr!("`sparring rubric schema` describes what goes here");
        faults.push(Fault::in_place(Code::WrongType, Place::Bytes(at..at), error.to_string(), help));
    }
    faults
}
