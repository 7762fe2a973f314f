//! `sparring rubric test --marked`: marks beside people's grades.

use std::collections::BTreeMap;
use std::io::BufRead as _;
use std::path::Path;

use serde::Deserialize;

use super::test::Args;
use crate::error::{Error, Result};
use crate::matching::{Field, Marker};
use crate::messages::tr;
use crate::review::agreement::agreement;
use crate::review::contribution::Contributions;
use crate::review::document::Document;
use crate::rubric::{Library, Rubric, StepId};
use crate::scoring::Grader;
use crate::terminal::Output;

#[derive(Deserialize)]
struct Marked {
    rubric: String,
    #[serde(default)]
    step: Option<String>,
    answer: String,
    grade: f64,
    #[serde(default)]
    points: Option<Vec<String>>,
}

/// A rubric with its patterns, and what they contributed so far.
struct Ready {
    rubric: Rubric,
    marker: Marker,
    contributions: Contributions,
}

/// Answers whose mark lies furthest from the grade are shown, so many.
const FURTHEST: usize = 5;

/// Marks the answers of a file and compares with its grades.
pub fn compare(file: &Path, args: &Args, library: &Library, vocabulary: &Field, output: &mut Output) -> Result<()> {
    let opened = std::fs::File::open(file).map_err(|e| Error::file(&tr!("read"), file, &e))?;
    let mut ready: BTreeMap<String, Ready> = BTreeMap::new();
    let mut pairs = Vec::new();
    let mut places = Vec::new();
    for (number, line) in std::io::BufReader::new(opened).lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let at = |message: String| Error::data(format!("{}:{}: {message}", file.display(), number + 1));
        let marked: Marked = serde_json::from_str(&line).map_err(|e| at(e.to_string()))?;
        if !args.ids.is_empty() && !args.ids.contains(&marked.rubric) {
            continue;
        }
        if !ready.contains_key(&marked.rubric) {
            let rubric = library.load(&marked.rubric).map_err(|e| at(e.to_string()))?.rubric;
            let marker = Marker::new(&rubric, vocabulary);
            ready.insert(marked.rubric.clone(), Ready { rubric, marker, contributions: Contributions::default() });
        }
        let Some(Ready { rubric, marker, contributions }) = ready.get_mut(&marked.rubric) else { continue };
        let step = match &marked.step {
            Some(name) => Some(StepId::from_name(name).ok_or_else(|| at(tr!("there is no step `{name}`", name)))?),
            None => None,
        };
        pairs.push((10.0 * Grader::new(rubric, marker).grade(step, &marked.answer).score, marked.grade));
        places.push(tr!("line {}: {} {}", number + 1, marked.rubric, marked.step.as_deref().unwrap_or_default()));
        if args.patterns {
            let points: Vec<_> = rubric.points().collect();
            let findings = marker.find(&marked.answer);
            let given = marked.points.as_deref();
            contributions.add(&points, marker.points_of(step), &findings, marked.grade, given);
        }
    }
    let mut document = Document::default();
    match agreement(&pairs) {
        Some(a) => document.paragraph(tr!(
            "{} answers: rank correlation (Spearman) {}, linear (Pearson) {}, mean error {} of 10.",
            pairs.len(),
            format_args!("{:.3}", a.spearman),
            format_args!("{:.3}", a.pearson),
            format_args!("{:.2}", a.mean_error)
        )),
        None => document.paragraph(tr!("There are fewer than two graded answers to compare.")),
    }
    furthest(&pairs, &places, &mut document);
    if args.patterns {
        for (id, Ready { rubric, contributions, .. }) in &ready {
            contributions.document(id, &rubric.points().collect::<Vec<_>>(), &mut document);
        }
    }
    output.document(&document)
}

/// The answers whose mark lies furthest from the grade: where to look first.
fn furthest(pairs: &[(f64, f64)], places: &[String], document: &mut Document) {
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    let error = |n: usize| (pairs[n].0 - pairs[n].1).abs();
    order.sort_by(|a, b| error(*b).total_cmp(&error(*a)));
    order.truncate(FURTHEST);
    order.retain(|n| error(*n) >= 1.0);
    if order.is_empty() {
        return;
    }
    document.heading(tr!("Furthest from the grade"));
    let rows = order.iter().map(|n| {
        let (mark, grade) = pairs[*n];
        vec![
            places[*n].clone(),
            tr!("mark {mark}", mark = format_args!("{mark:.1}")),
            tr!("grade {grade}", grade = format_args!("{grade:.1}")),
        ]
    });
    document.table(["", "", ""], rows);
}
