//! What is wrong in a rubric file: code, severity, place, and what to do.

use std::fmt;
use std::ops::Range;

use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions};

/// How much a fault matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The file works, but not as its author will expect.
    Warning,
    /// The file can't be used.
    Error,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::Warning => "warning",
            Level::Error => "error",
        })
    }
}

/// One step from a JSON value to a value inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    Key(String),
    Index(usize),
}

/// The way from the top of a file to one of its values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Path(Vec<Segment>);

impl Path {
    /// The way to the value of a key.
    pub fn key(&self, key: &str) -> Path {
        self.with(Segment::Key(key.to_owned()))
    }

    /// The way to an element of an array.
    pub fn index(&self, index: usize) -> Path {
        self.with(Segment::Index(index))
    }

    fn with(&self, segment: Segment) -> Path {
        let mut path = self.clone();
        path.0.push(segment);
        path
    }
}

impl From<&serde_path_to_error::Path> for Path {
    fn from(path: &serde_path_to_error::Path) -> Path {
        use serde_path_to_error::Segment as Serde;
        let segments = path.iter().filter_map(|segment| match segment {
            Serde::Seq { index } => Some(Segment::Index(*index)),
            Serde::Map { key } => Some(Segment::Key(key.clone())),
            Serde::Enum { .. } | Serde::Unknown => None,
        });
        Path(segments.collect())
    }
}

/// Something wrong in a rubric file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Stable name of the rule that found it.
    pub code: &'static str,
    /// How much it matters.
    pub level: Level,
    /// Where it stands.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Where a fault stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A value, or some bytes of a string value.
    Value(Path, Option<Range<usize>>),
    /// Bytes of the file.
    Bytes(Range<usize>),
}

impl Fault {
    /// A fault that makes the file useless.
    pub fn error(code: &'static str, path: &Path, message: impl Into<String>, help: impl Into<String>) -> Fault {
        let place = Place::Value(path.clone(), None);
        Fault { code, level: Level::Error, place, message: message.into(), help: help.into() }
    }

    /// A fault that the author should know of.
    pub fn warning(code: &'static str, path: &Path, message: impl Into<String>, help: impl Into<String>) -> Fault {
        Fault { level: Level::Warning, ..Fault::error(code, path, message, help) }
    }

    /// The same fault, at some bytes of a string value.
    pub fn within(mut self, bytes: Range<usize>) -> Fault {
        if let Place::Value(_, within) = &mut self.place {
            *within = Some(bytes);
        }
        self
    }
}

/// Finds the bytes that faults speak of.
pub struct Locator<'a> {
    source: &'a str,
    root: Option<Value<'a>>,
}

impl<'a> Locator<'a> {
    /// Reads the file's structure. A file that is no JSON has places by byte only.
    pub fn new(source: &'a str) -> Self {
        let strict = ParseOptions {
            allow_comments: false,
            allow_loose_object_property_names: false,
            allow_trailing_commas: false,
            allow_missing_commas: false,
            allow_single_quoted_strings: false,
            allow_hexadecimal_numbers: false,
            allow_unary_plus_numbers: false,
            allow_bare_decimal_point_numbers: false,
            allow_non_finite_numbers: false,
            allow_extended_string_escapes: false,
        };
        let parsed = jsonc_parser::parse_to_ast(source, &CollectOptions::default(), &strict);
        Locator { source, root: parsed.ok().and_then(|p| p.value) }
    }

    /// The bytes of a place; the nearest enclosing value when the exact one does not exist.
    pub fn bytes(&self, place: &Place) -> Range<usize> {
        match place {
            Place::Bytes(bytes) => bytes.clone(),
            Place::Value(path, within) => self.value(path, within.as_ref()),
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours, and it grows")]
    fn value(&self, path: &Path, within: Option<&Range<usize>>) -> Range<usize> {
        let Some(mut at) = self.root.as_ref() else { return 0..0 };
        let mut bytes = first_byte(at);
        for segment in &path.0 {
            match (segment, at) {
                (Segment::Key(key), Value::Object(object)) => match object.get(key) {
                    Some(property) => {
                        at = &property.value;
                        bytes = match at {
                            Value::Object(_) | Value::Array(_) => {
                                property.name.range().start..property.name.range().end
                            }
                            _ => at.range().start..at.range().end,
                        };
                    }
                    None => return bytes,
                },
                (Segment::Index(index), Value::Array(array)) => match array.elements.get(*index) {
                    Some(element) => {
                        at = element;
                        bytes = first_byte(at);
                    }
                    None => return bytes,
                },
                _ => return bytes,
            }
        }
        match (within, at) {
            (Some(within), Value::StringLit(_)) => inside(self.source, bytes, within),
            _ => bytes,
        }
    }
}

/// A whole object or array would underline half the file: its first byte says enough.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours, and it grows")]
fn first_byte(value: &Value<'_>) -> Range<usize> {
    let range = value.range();
    match value {
        Value::Object(_) | Value::Array(_) => range.start..range.start + 1,
        _ => range.start..range.end,
    }
}

/// Bytes of a decoded string, as bytes of its literal: each escape counts as one character.
fn inside(source: &str, literal: Range<usize>, within: &Range<usize>) -> Range<usize> {
    let mut decoded = 0;
    let mut start = None;
    let mut at = literal.start + 1;
    let end = literal.end.saturating_sub(1);
    while at < end {
        if decoded >= within.start && start.is_none() {
            start = Some(at);
        }
        if decoded >= within.end {
            break;
        }
        let c = source[at..].chars().next().unwrap_or('"');
        if c == '\\' {
            let unicode = source[at + 1..].starts_with('u');
            at += if unicode { 6 } else { 2 };
            decoded += if unicode { 2 } else { 1 };
        } else {
            at += c.len_utf8();
            decoded += c.len_utf8();
        }
    }
    let start = start.unwrap_or(end);
    start..at.clamp(start, end.max(start))
}

/// Line and column, both from 1; the column counts characters.
pub fn line_and_column(source: &str, byte: usize) -> (usize, usize) {
    let byte = (0..=byte.min(source.len())).rev().find(|b| source.is_char_boundary(*b)).unwrap_or(0);
    let head = &source[..byte];
    let line = head.matches('\n').count() + 1;
    let start = head.rfind('\n').map_or(0, |i| i + 1);
    (line, head[start..].chars().count() + 1)
}
