//! What a file's structure lacks beside the schema of its type: all of it at once, each at its place.

mod shape;

use std::collections::HashSet;
use std::ops::Range;

use jsonc_parser::ast::{Array, Object, Value};
use serde_json::Value as Json;

use self::shape::{Shape, kind, listed, must, shape, spaced, wanted};
use super::code::Code;
use super::fault::{self, Edit, Fault, Fix, Place, bytes_of, of_key, shown};
use super::syntax;
use crate::error::closest;
use crate::messages::tr;

/// All that is wrong with the form of a text, in the order of the file.
pub fn faults(source: &str, schema: &Json) -> Vec<Fault> {
    let read = syntax::read(source);
    let mut walk = Walk { schema, end: read.end, whole: read.end == source.len(), faults: Vec::new() };
    if let Some(tree) = fault::tree(&read.mended) {
        walk.file(&tree);
    }
    let mut found = walk.faults;
    if !read.deep || found.is_empty() {
        found.extend(read.faults);
    }
    found.sort_by_key(|fault| match &fault.place {
        Place::Bytes(bytes) => bytes.start,
        Place::Value(..) | Place::Key(_) => 0,
    });
    found
}

/// More missing keys than these are told in one.
const MANY: usize = 4;

struct Walk<'s> {
    schema: &'s Json,
    /// The byte from which on nothing was read.
    end: usize,
    whole: bool,
    faults: Vec<Fault>,
}

/// A value with what there is to say of its place.
struct Here<'v, 's> {
    value: &'v Value<'s>,
    /// What is underlined.
    bytes: Range<usize>,
    /// As people call it: "`weight`", "each of `match`".
    name: String,
    /// As its keys and its id are said to be of it: "the point".
    owner: String,
    optional: bool,
}

impl<'s> Walk<'s> {
    fn file(&mut self, tree: &Value<'_>) {
        let title = self.schema["title"].as_str().unwrap_or("file");
        let kind = spaced(title);
        if let Some(fault) = tree.as_object().and_then(|object| misplaced(object, title)) {
            self.faults.push(fault);
            return;
        }
        let (name, owner) = (tr!("a {kind}", kind), tr!("the {kind}", kind));
        let here = Here { value: tree, bytes: shown(tree), name, owner, optional: false };
        self.value(&here, self.schema);
    }

    fn tell(&mut self, code: Code, bytes: Range<usize>, message: String, help: String) {
        self.faults.push(Fault::in_place(code, Place::Bytes(bytes), message, help));
    }

    /// The schema behind a reference, and whether null is allowed.
    fn resolve(&self, schema: &'s Json) -> (&'s Json, bool) {
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.rsplit('/').next().unwrap_or_default();
            return (&self.schema["$defs"][name], false);
        }
        let null = |s: &Json| s["type"] == "null";
        match schema["anyOf"].as_array() {
            Some(any) => {
                let inner = any.iter().find(|s| !null(s)).unwrap_or(schema);
                (self.resolve(inner).0, any.iter().any(null))
            }
            None => (schema, schema["type"].as_array().is_some_and(|types| types.iter().any(|t| t == "null"))),
        }
    }

    fn value(&mut self, here: &Here<'_, '_>, schema: &'s Json) {
        let (schema, nullable) = self.resolve(schema);
        if here.value.as_null_keyword().is_some() {
            if !nullable {
                let help =
                    if here.optional { tr!("leave the key out instead") } else { wanted(&shape(schema), here.value) };
                self.tell(Code::WrongType, here.bytes.clone(), tr!("{} is null", here.name), help);
            }
            return;
        }
        let shape = shape(schema);
        match (&shape, here.value) {
            (Shape::Object(schema), Value::Object(object)) => self.object(here, object, schema),
            (Shape::Map(inner), Value::Object(object)) => self.map(object, inner),
            (Shape::List(inner), Value::Array(array)) => self.list(here, array, std::iter::repeat(*inner)),
            (Shape::Tuple(inner), Value::Array(array)) => self.tuple(here, array, inner),
            (Shape::Choice(names), Value::StringLit(text)) => self.choice(here, &text.value, names),
            (Shape::Number, Value::NumberLit(number)) => {
                if !number.value.parse::<f64>().is_ok_and(f64::is_finite) {
                    let message = tr!("{} is too large a number", here.name);
                    self.tell(Code::WrongType, here.bytes.clone(), message, tr!("write a smaller one"));
                }
            }
            (Shape::Text, Value::StringLit(_)) | (Shape::Flag, Value::BooleanLit(_)) | (Shape::Any, _) => {}
            _ => {
                let message = tr!("{}, not {}", must(&shape, &here.name), kind(here.value));
                self.tell(Code::WrongType, here.bytes.clone(), message, wanted(&shape, here.value));
            }
        }
    }

    fn object(&mut self, here: &Here<'_, '_>, object: &Object<'_>, schema: &'s Json) {
        let Some(known) = schema["properties"].as_object() else { return };
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
        self.twice(object);
        let absent: Vec<&str> = known.keys().map(String::as_str).filter(|key| object.get(key).is_none()).collect();
        let mut meant: Vec<&str> = Vec::new();
        for property in &object.properties {
            let key = property.name.as_str();
            let name = bytes_of(&property.name);
            match known.get(key) {
                Some(schema) => {
                    let bytes = of_key(name, &property.value);
                    let optional = !required.contains(&key);
                    let name = format!("`{key}`");
                    let owner = name.clone();
                    self.value(&Here { value: &property.value, bytes, name, owner, optional }, schema);
                }
                None => meant.extend(self.unknown(key, name, &absent, known.keys().map(String::as_str))),
            }
        }
        if !self.whole && bytes_of(object).end >= self.end {
            return;
        }
        let missing: Vec<&str> =
            required.iter().copied().filter(|key| absent.contains(key) && !meant.contains(key)).collect();
        self.missing(here, object, known, &missing);
    }

    fn missing(
        &mut self,
        here: &Here<'_, '_>,
        object: &Object<'_>,
        known: &serde_json::Map<String, Json>,
        keys: &[&str],
    ) {
        let named = fault::id_of(object).map(|id| format!("{} `{}`", here.owner, id.value));
        let whose = named.unwrap_or_else(|| here.name.clone());
        // Who has written nothing yet needs no list of what each key is for.
        if keys.len() > MANY {
            let quoted: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
            let help =
                tr!("`sparring rubric schema` describes each key; `sparring rubric draft` writes a first rubric");
            let message = tr!("{whose} has none of {}", quoted.join(", "), whose);
            return self.tell(Code::MissingKey, here.bytes.clone(), message, help.to_owned());
        }
        for key in keys {
            let about = known[*key]["description"].as_str().unwrap_or_default().replace('\n', " ");
            let help = tr!("add \"{key}\": {}", lower(&about), key);
            self.tell(Code::MissingKey, here.bytes.clone(), tr!("{whose} has no `{key}`", whose, key), help);
        }
    }

    /// A key that does not belong here; the absent one that was meant, if it is clear.
    fn unknown<'k>(
        &mut self,
        key: &str,
        bytes: Range<usize>,
        absent: &[&'k str],
        known: impl Iterator<Item = &'k str>,
    ) -> Option<&'k str> {
        let known: Vec<&str> = known.collect();
        let meant = closest(key, absent.iter().copied()).or_else(|| {
            let lower = key.to_lowercase().replace('_', "-");
            absent.iter().copied().find(|k| k.replace('_', "-") == lower)
        });
        let elsewhere = self.elsewhere(key);
        let help = match (meant, elsewhere.is_empty()) {
            (Some(near), true) => tr!("did you mean `{near}`?", near),
            (_, false) => tr!("`{key}` belongs in {}", elsewhere.join(" or "), key),
            (None, true) => tr!("the keys here are {}", known.join(", ")),
        };
        let mut fault =
            Fault::in_place(Code::UnknownKey, Place::Bytes(bytes.clone()), tr!("unknown key `{key}`", key), help);
        let near = meant.filter(|_| elsewhere.is_empty());
        if let Some(near) = near {
            fault.fix = Fix::Edit(Edit { bytes, text: format!("\"{near}\"") });
        }
        self.faults.push(fault);
        near
    }

    /// The kinds of object that have such a key.
    fn elsewhere(&self, key: &str) -> Vec<String> {
        let defs = self.schema["$defs"].as_object().into_iter().flatten();
        defs.filter(|(_, def)| def["properties"].get(key).is_some())
            .map(|(name, _)| format!("a {}", spaced(name)))
            .collect()
    }

    fn map(&mut self, object: &Object<'_>, inner: &'s Json) {
        self.twice(object);
        for property in &object.properties {
            let bytes = of_key(bytes_of(&property.name), &property.value);
            let name = format!("`{}`", property.name.as_str());
            let owner = name.clone();
            self.value(&Here { value: &property.value, bytes, name, owner, optional: false }, inner);
        }
    }

    fn twice(&mut self, object: &Object<'_>) {
        let mut seen = HashSet::new();
        for property in &object.properties {
            let key = property.name.as_str();
            if !seen.insert(key) {
                let message = tr!("the key `{key}` stands here twice", key);
                self.tell(Code::DuplicateKey, bytes_of(&property.name), message, tr!("keep one of them"));
            }
        }
    }

    fn list(&mut self, here: &Here<'_, '_>, array: &Array<'_>, inner: impl Iterator<Item = &'s Json>) {
        let list = here.name.trim_matches('`');
        let kind = list.strip_suffix('s').unwrap_or(list).replace('_', "-");
        for (element, inner) in array.elements.iter().zip(inner) {
            let owner = tr!("the {kind}", kind);
            let name = match self.resolve(inner).0["properties"].is_object() {
                true => tr!("an element of {}", here.name),
                false => tr!("each of {}", here.name),
            };
            self.value(&Here { value: element, bytes: shown(element), name, owner, optional: false }, inner);
        }
    }

    fn tuple(&mut self, here: &Here<'_, '_>, array: &Array<'_>, inner: &'s [Json]) {
        if array.elements.len() != inner.len() && (self.whole || bytes_of(array).end < self.end) {
            let message = tr!("{} holds {} values, not {}", here.name, inner.len(), array.elements.len());
            let help = tr!("write exactly {}", inner.len());
            self.tell(Code::WrongType, here.bytes.clone(), message, help);
        }
        self.list(here, array, inner.iter());
    }

    fn choice(&mut self, here: &Here<'_, '_>, text: &str, names: &[&str]) {
        if names.contains(&text) {
            return;
        }
        let lower = text.to_lowercase();
        let near = closest(&lower, names.iter().copied()).or_else(|| {
            let bare = |s: &str| s.replace(['-', '_', ' '], "");
            names.iter().copied().find(|name| bare(name) == bare(&lower))
        });
        let help = near.map_or_else(|| tr!("write one of them"), |near| tr!("did you mean `{near}`?", near));
        let message = tr!("{} is {}, not `{text}`", here.name, listed(names), text);
        self.tell(Code::WrongType, here.bytes.clone(), message, help);
    }
}

/// A question among the problems, or the reverse.
fn misplaced(object: &Object<'_>, title: &str) -> Option<Fault> {
    let has = |key: &str| object.get(key).is_some();
    let (message, help, first): (String, String, &[&str]) = match title {
        "Question" if has("steps") && !has("points") => (
            tr!("this looks like a problem"),
            tr!("move the file to problems/"),
            &["facts", "inputs", "steps", "components"],
        ),
        "Problem" if has("points") && has("answer") && !has("steps") => {
            (tr!("this looks like a question"), tr!("move the file to questions/"), &["points", "answer"])
        }
        _ => return None,
    };
    let key = object.properties.iter().find(|p| first.contains(&p.name.as_str()))?;
    Some(Fault::in_place(Code::UnknownKey, Place::Bytes(bytes_of(&key.name)), message, help))
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    first + chars.as_str().trim_end_matches('.')
}
