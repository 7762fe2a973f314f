//! The reference of every key, made from the schemas' own descriptions.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::schema;

/// What patterns are made of.
const PATTERNS: &str = include_str!("patterns.md");

/// The reference of one kind of file, as Markdown: a table of keys for each object. `None` for an unknown name.
pub fn of(name: &str) -> Option<String> {
    let schema = schema::value(name)?;
    let mut out = String::new();
    object(&schema, &title(name), 2, &mut out);
    let parts = schema.get("$defs").and_then(Value::as_object);
    for (part, schema) in parts.into_iter().flatten() {
        // Kinds share parts: each heading has an anchor of its own.
        object(schema, &format!("<a id=\"{name}-{}\"></a>{part}", part.to_lowercase()), 3, &mut out);
    }
    Some(out.replace("](#", &format!("](#{name}-")))
}

/// The reference of all kinds of files, with the pattern language.
pub fn all() -> String {
    let mut out = String::from(
        "# Rubric files: every key\n\nMade from the JSON Schemas, which are made from the types: `sparring rubric schema KIND \
         --format md` prints a part of\nit. How to begin: [Write a rubric](write-a-rubric.md). What can be wrong: \
         [faults](faults/README.md).\n\n## Patterns\n\n",
    );
    out.push_str(PATTERNS);
    for part in schema::NAMES.iter().filter_map(|name| of(name)) {
        out.push('\n');
        out.push_str(part.trim_end());
        out.push('\n');
    }
    out
}

fn title(name: &str) -> String {
    match name {
        "problem" => "`problems/ID.json`".to_owned(),
        "question" => "`questions/ID.json`".to_owned(),
        name => format!("`{name}.json`"),
    }
}

fn object(schema: &Value, name: &str, level: usize, out: &mut String) {
    let _ = write!(out, "{} {name}\n\n", "#".repeat(level));
    if let Some(says) = says(schema) {
        let _ = write!(out, "{says}\n\n");
    }
    if let Some(choices) = schema.get("oneOf").and_then(Value::as_array) {
        for choice in choices {
            let value = choice.get("const").and_then(Value::as_str).unwrap_or_default();
            let _ = writeln!(out, "- `{value}`: {}", says(choice).unwrap_or_default());
        }
        out.push('\n');
        return;
    }
    let none = Map::new();
    let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&none);
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |key: &str| required.is_some_and(|all| all.iter().any(|k| k == key));
    out.push_str("| key | holds | what it is |\n| --- | --- | --- |\n");
    let (needed, optional): (Vec<_>, Vec<_>) = properties.iter().partition(|(key, _)| is_required(key));
    for (key, value) in needed.iter().chain(&optional) {
        let must = if is_required(key) { "" } else { ", optional" };
        let default = value.get("default").filter(|d| d.is_number() || d.as_str().is_some_and(|s| !s.is_empty()));
        let default = default.map_or(String::new(), |d| format!(" (else {d})"));
        let _ = writeln!(out, "| `{key}` | {}{must}{default} | {} |", holds(value), says(value).unwrap_or_default());
    }
    out.push('\n');
}

fn says(schema: &Value) -> Option<String> {
    schema.get("description").and_then(Value::as_str).map(|text| text.replace('\n', " ").replace('|', "\\|"))
}

/// What a value is, in words.
fn holds(schema: &Value) -> String {
    if let Some(part) = schema.get("$ref").and_then(Value::as_str).and_then(|r| r.rsplit('/').next()) {
        return format!("[{part}](#{})", part.to_lowercase());
    }
    if let Some(ways) = schema.get("anyOf").and_then(Value::as_array) {
        let ways = ways.iter().filter(|way| way.get("type").is_none_or(|t| t != "null"));
        return ways.map(holds).collect::<Vec<_>>().join(" or ");
    }
    let of_kinds =
        |kinds: &[Value]| kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null").map(str::to_owned);
    let kind = schema.get("type").and_then(|kind| match kind.as_array() {
        Some(kinds) => of_kinds(kinds),
        None => kind.as_str().map(str::to_owned),
    });
    match kind.as_deref() {
        Some("string") => "text".to_owned(),
        Some("boolean") => "true or false".to_owned(),
        Some("number" | "integer") => "number".to_owned(),
        Some("array") => match schema.get("items") {
            Some(items) => format!("list of {}", holds(items)),
            None => "pair".to_owned(),
        },
        Some("object") => match schema.get("additionalProperties").filter(|more| more.is_object()) {
            Some(more) => format!("{} by name", holds(more)),
            None => "object".to_owned(),
        },
        Some(_) | None => "anything".to_owned(),
    }
}
