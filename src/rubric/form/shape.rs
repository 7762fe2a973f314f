//! What a schema asks of a value, and how to say so.

use jsonc_parser::ast::Value;
use serde_json::Value as Json;

/// What a schema asks for.
pub(super) enum Shape<'s> {
    Object(&'s Json),
    Map(&'s Json),
    List(&'s Json),
    Tuple(&'s [Json]),
    Choice(Vec<&'s str>),
    Text,
    Number,
    Flag,
    Any,
}

/// Reads a part of a schema that is no reference.
pub(super) fn shape(schema: &Json) -> Shape<'_> {
    if let Some(choices) = schema["oneOf"].as_array() {
        return Shape::Choice(choices.iter().filter_map(|c| c["const"].as_str()).collect());
    }
    if let Some(choices) = schema["enum"].as_array() {
        return Shape::Choice(choices.iter().filter_map(Json::as_str).collect());
    }
    let name = schema["type"]
        .as_str()
        .or_else(|| schema["type"].as_array()?.iter().filter_map(Json::as_str).find(|t| *t != "null"));
    match name {
        Some("object") if schema["properties"].is_object() => Shape::Object(schema),
        Some("object") => Shape::Map(&schema["additionalProperties"]),
        Some("array") => match schema["prefixItems"].as_array() {
            Some(items) => Shape::Tuple(items),
            None => Shape::List(&schema["items"]),
        },
        Some("string") => Shape::Text,
        Some("number" | "integer") => Shape::Number,
        Some("boolean") => Shape::Flag,
        _ => Shape::Any,
    }
}

/// "`weight` must be a number".
pub(super) fn must(shape: &Shape<'_>, name: &str) -> String {
    let what = match shape {
        Shape::Object(_) | Shape::Map(_) => "an object".to_owned(),
        Shape::List(_) => "a list".to_owned(),
        Shape::Tuple(items) => format!("a list of {}", items.len()),
        Shape::Choice(names) => listed(names),
        Shape::Text => "a text".to_owned(),
        Shape::Number => "a number".to_owned(),
        Shape::Flag => "true or false".to_owned(),
        Shape::Any => "a value".to_owned(),
    };
    format!("{name} must be {what}")
}

/// How to write what is asked for.
pub(super) fn wanted(shape: &Shape<'_>, value: &Value<'_>) -> String {
    let quoted = value.as_string_lit().is_some();
    match shape {
        Shape::Object(_) | Shape::Map(_) => "write it with keys: { \"…\": … }".to_owned(),
        Shape::List(_) | Shape::Tuple(_) if quoted => "put brackets around it: [\"…\"]".to_owned(),
        Shape::List(_) | Shape::Tuple(_) => "write a list: [ … ]".to_owned(),
        Shape::Choice(_) => "write one of them, in double quotes".to_owned(),
        Shape::Text => "put it in double quotes: \"…\"".to_owned(),
        Shape::Number if quoted => "write the number without quotes".to_owned(),
        Shape::Number => "write a number, without quotes".to_owned(),
        Shape::Flag => "write true or false, without quotes".to_owned(),
        Shape::Any => "write a value".to_owned(),
    }
}

/// What a value is.
pub(super) fn kind(value: &Value<'_>) -> &'static str {
    match value {
        Value::StringLit(_) => "a text",
        Value::NumberLit(_) => "a number",
        Value::BooleanLit(_) => "true or false",
        Value::Object(_) => "an object",
        Value::Array(_) => "a list",
        Value::NullKeyword(_) => "null",
    }
}

/// `FollowUp` as "follow up".
pub(super) fn spaced(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// Names as a choice: `a`, `b` or `c`.
pub(super) fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.join(""),
    }
}
