//! `--fix`: what can be mended without a doubt.

use std::path::Path;

use super::sources::Source;
use crate::check;
use crate::check::fix::apply;
use crate::error::Result;
use crate::journal::rewrite;
use crate::matching::Field;

/// A mended fault may show another; each round mends at least one.
const ROUNDS: usize = 100;

/// Mends the files; says what was changed, line by line. What is built in stays.
pub fn all(sources: &[Source], field: &Field, questions: &[String]) -> Result<Vec<String>> {
    let mut told = Vec::new();
    for source in sources.iter().filter(|source| !source.built_in) {
        let Ok(text) = &source.text else { continue };
        let (mended, changes) = one(&source.path, text, field, questions);
        if !changes.is_empty() {
            rewrite(&source.path, &mended)?;
            told.extend(changes.into_iter().map(|change| format!("{}:{change}", source.name)));
        }
    }
    Ok(told)
}

fn one(path: &Path, text: &str, field: &Field, questions: &[String]) -> (String, Vec<String>) {
    let (mut text, mut changes) = (text.to_owned(), Vec::new());
    for _ in 0..ROUNDS {
        let findings = check::check_among(path, &text, field, questions);
        let Some((mended, done)) = apply(&text, &findings) else { break };
        let told = done.iter().map(|number| &findings[*number]);
        changes.extend(told.map(|f| format!("{}: mended[{}]: {}", f.line, f.fault.code, f.fault.message)));
        text = mended;
    }
    (text, changes)
}
