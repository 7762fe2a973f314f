//! What a schema asks of a value, and how to say so.

use crate::messages::tr;
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
        Shape::Object(_) | Shape::Map(_) => tr!("an object"),
        Shape::List(_) => "a list".to_owned(),
        Shape::Tuple(items) => tr!("a list of {}", items.len()),
        Shape::Choice(names) => listed(names),
        Shape::Text => "a text".to_owned(),
        Shape::Number => "a number".to_owned(),
        Shape::Flag => tr!("true or false"),
        Shape::Any => "a value".to_owned(),
    };
    tr!("{name} must be {what}", name, what)
}

/// How to write what is asked for.
pub(super) fn wanted(shape: &Shape<'_>, value: &Value<'_>) -> String {
    let quoted = value.as_string_lit().is_some();
    match shape {
        Shape::Object(_) | Shape::Map(_) => tr!("write it with keys: { \"…\": … }"),
        Shape::List(_) | Shape::Tuple(_) if quoted => tr!("put brackets around it: [\"…\"]"),
        Shape::List(_) | Shape::Tuple(_) => tr!("write a list: [ … ]"),
        Shape::Choice(_) => tr!("write one of them, in double quotes"),
        Shape::Text => tr!("put it in double quotes: \"…\""),
        Shape::Number if quoted => tr!("write the number without quotes"),
        Shape::Number => tr!("write a number, without quotes"),
        Shape::Flag => tr!("write true or false, without quotes"),
        Shape::Any => tr!("write a value"),
    }
}

/// What a value is.
pub(super) fn kind(value: &Value<'_>) -> String {
    match value {
        Value::StringLit(_) => tr!("a text"),
        Value::NumberLit(_) => tr!("a number"),
        Value::BooleanLit(_) => tr!("true or false"),
        Value::Object(_) => tr!("an object"),
        Value::Array(_) => tr!("a list"),
        Value::NullKeyword(_) => "null".to_owned(),
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
        Some((last, rest)) if !rest.is_empty() => tr!("{} or {last}", rest.join(", "), last),
        _ => quoted.join(""),
    }
}
