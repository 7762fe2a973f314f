//! The JSON Schemas of the rubric files, made from the types.

use schemars::{JsonSchema, Schema};

use super::model::{Experience, Problem, Question, Vocabulary};

/// Names of the schemas, as `sparring rubric schema` takes them.
pub const NAMES: [&str; 4] = ["problem", "question", "vocabulary", "experience"];

/// The schema of a name, as JSON text with a final newline. `None` for an unknown name.
pub fn text(name: &str) -> Option<String> {
    serde_json::to_string_pretty(&schema(name)?).ok().map(|text| text + "\n")
}

/// The schema of a name, as a JSON value. `None` for an unknown name.
pub fn value(name: &str) -> Option<serde_json::Value> {
    schema(name).map(Schema::to_value)
}

fn schema(name: &str) -> Option<Schema> {
    match name {
        "problem" => Some(of::<Problem>()),
        "question" => Some(of::<Question>()),
        "vocabulary" => Some(of::<Vocabulary>()),
        "experience" => Some(of::<Experience>()),
        _ => None,
    }
}

/// The schema of a type.
pub(super) fn of<T: JsonSchema>() -> Schema {
    schemars::schema_for!(T)
}
