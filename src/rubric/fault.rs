//! What is wrong in a rubric file: code, severity, place, and what to do.

use std::fmt;
use std::ops::Range;

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions};

use super::code::Code;

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

/// Something wrong in a rubric file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Which fault it is.
    pub code: Code,
    /// How much it matters.
    pub level: Level,
    /// Where it stands.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// What to write instead, where that is safe: it changes nothing that the author may have meant.
    pub fix: Fix,
}

/// What mends a fault without a doubt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Fix {
    /// Only the author knows.
    #[default]
    None,
    /// These bytes become another text.
    Edit(Edit),
    /// What is underlined becomes this text.
    Instead(String),
    /// The element of a list goes, with its comma.
    Remove,
}

/// A change of a file's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub bytes: Range<usize>,
    /// What stands there instead.
    pub text: String,
}

/// Where a fault stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A value, or some bytes of a string value.
    Value(Path, Option<Range<usize>>),
    /// The key of a value.
    Key(Path),
    /// Bytes of the file.
    Bytes(Range<usize>),
}

impl Fault {
    /// A fault of the value at the end of a way.
    pub fn new(code: Code, path: &Path, message: impl Into<String>, help: impl Into<String>) -> Fault {
        Fault::in_place(code, Place::Value(path.clone(), None), message, help)
    }

    /// A fault in a place.
    pub fn in_place(code: Code, place: Place, message: impl Into<String>, help: impl Into<String>) -> Fault {
        Fault { code, level: code.level(), place, message: message.into(), help: help.into(), fix: Fix::None }
    }

    /// A fault of a key of a map.
    pub fn of_key(code: Code, path: &Path, message: impl Into<String>, help: impl Into<String>) -> Fault {
        Fault::in_place(code, Place::Key(path.clone()), message, help)
    }

    /// The same fault, with what mends it.
    pub fn mended(mut self, fix: Fix) -> Fault {
        self.fix = fix;
        self
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
        Locator { source, root: tree(source) }
    }

    /// The bytes of a place; the nearest enclosing value when the exact one does not exist.
    pub fn bytes(&self, place: &Place) -> Range<usize> {
        match place {
            Place::Bytes(bytes) => bytes.clone(),
            Place::Value(path, within) => self.value(path, within.as_ref()),
            Place::Key(path) => self.find(path).map_or_else(|| self.value(path, None), |found| found.key),
        }
    }

    fn value(&self, path: &Path, within: Option<&Range<usize>>) -> Range<usize> {
        let (mut path, mut within) = (path.clone(), within);
        loop {
            if let Some(Found { value, shown, .. }) = self.find(&path) {
                return match (within, value) {
                    (Some(within), Value::StringLit(_)) => inside(self.source, shown, within),
                    _ => shown,
                };
            }
            // The nearest value around it.
            within = None;
            if path.0.pop().is_none() {
                return 0..0;
            }
        }
    }

    fn find(&self, path: &Path) -> Option<Found<'_>> {
        let mut at = self.root.as_ref()?;
        let mut shown = shown(at);
        let mut key = shown.clone();
        for segment in &path.0 {
            match segment {
                Segment::Key(name) => {
                    let property = at.as_object()?.get(name)?;
                    at = &property.value;
                    key = bytes_of(&property.name);
                    shown = of_key(key.clone(), at);
                }
                Segment::Index(index) => {
                    at = at.as_array()?.elements.get(*index)?;
                    shown = self::shown(at);
                    key = shown.clone();
                }
            }
        }
        Some(Found { value: at, shown, key })
    }
}

/// A value with what is underlined for it.
struct Found<'a> {
    value: &'a Value<'a>,
    shown: Range<usize>,
    key: Range<usize>,
}

/// The structure of a text that is JSON to the letter.
pub(super) fn tree(source: &str) -> Option<Value<'_>> {
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
    jsonc_parser::parse_to_ast(source, &CollectOptions::default(), &strict).ok().and_then(|parsed| parsed.value)
}

/// The bytes of a part of the structure.
pub(super) fn bytes_of(part: &impl Ranged) -> Range<usize> {
    part.range().start..part.range().end
}

/// What is underlined for the value of a key: the key, where the value is a list or an object, which may be long.
pub(super) fn of_key(key: Range<usize>, value: &Value<'_>) -> Range<usize> {
    if value.as_object().is_some() || value.as_array().is_some() { key } else { bytes_of(value) }
}

/// What is underlined for a value: of an object its id, of a list its first sign.
pub(super) fn shown(value: &Value<'_>) -> Range<usize> {
    let range = bytes_of(value);
    if let Some(id) = value.as_object().and_then(id_of) {
        return bytes_of(id);
    }
    if value.as_object().is_some() || value.as_array().is_some() { range.start..range.start + 1 } else { range }
}

/// The id of an object, if it has one.
pub(super) fn id_of<'v, 's>(object: &'v Object<'s>) -> Option<&'v jsonc_parser::ast::StringLit<'s>> {
    object.get_string("id").filter(|id| !id.value.trim().is_empty())
}

/// Bytes of a decoded string, as bytes of its literal: each escape counts as one character.
fn inside(source: &str, literal: Range<usize>, within: &Range<usize>) -> Range<usize> {
    if literal.len() <= 2 {
        return literal;
    }
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

/// Where the line of a byte begins: after \n, \r or both.
pub fn line_start(source: &str, byte: usize) -> usize {
    let head = &source.as_bytes()[..byte.min(source.len())];
    let ends = |i: usize| head[i] == b'\n' || (head[i] == b'\r' && source.as_bytes().get(i + 1) != Some(&b'\n'));
    (0..head.len()).rev().find(|i| ends(*i)).map_or(0, |i| i + 1)
}

/// Line and column, both from 1; the column counts characters.
pub fn line_and_column(source: &str, byte: usize) -> (usize, usize) {
    let byte = (0..=byte.min(source.len())).rev().find(|b| source.is_char_boundary(*b)).unwrap_or(0);
    let start = line_start(source, byte);
    let head = source.as_bytes()[..start].iter().zip(source.as_bytes().iter().skip(1).chain(&[0]));
    let lines = head.filter(|(b, next)| **b == b'\n' || (**b == b'\r' && **next != b'\n')).count();
    (lines + 1, source[start..byte].chars().count() + 1)
}
