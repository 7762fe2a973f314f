//! `sparring rubric test`.

use std::collections::BTreeMap;
use std::io::BufRead as _;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::findings;
use crate::cli::workspace::Workspace;
use crate::error::{Error, Result};
use crate::matching::{Field, Marker};
use crate::review::agreement::agreement;
use crate::review::contribution::Contributions;
use crate::review::debrief::hundred;
use crate::review::document::{Block, Document, Line, Tone};
use crate::rubric::{Library, Rubric, StepId};
use crate::scoring::{Grader, all_points};
use crate::terminal::{Output, Progress};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Ids of problems and questions; nothing tests all.
    ids: Vec<String>,
    /// Compare with people: a file with {"rubric", "step", "answer", "grade"} objects, one a line, grades of 10. An object
    /// may also list the "points" that the grader gave.
    #[arg(long, value_name = "FILE")]
    marked: Option<PathBuf>,
    /// With --marked: what each point and pattern contributed, and what never fired.
    #[arg(long, requires = "marked")]
    patterns: bool,
}

/// A model answer must reach this mark.
const FULL: f64 = 0.95;

pub fn run(args: &Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let library = workspace.library();
    let vocabulary = Field::new(library.vocabulary()?.get());
    if let Some(file) = &args.marked {
        return compare(file, args, &library, &vocabulary, output);
    }
    let ids: Vec<String> =
        if args.ids.is_empty() { library.list().into_iter().map(|e| e.id).collect() } else { args.ids.clone() };
    let progress = Progress::new("rubrics", Some(ids.len() as u64));
    let mut document = Document::default();
    let mut rows = Vec::new();
    let (mut failed, mut broken) = (0, 0);
    for id in &ids {
        let rubric = match library.load(id) {
            Ok(loaded) => loaded.rubric,
            // One broken file keeps nobody from testing the others; one that was asked for by name is an error.
            Err(error) if args.ids.is_empty() => {
                rows.push(vec![id.clone(), "cannot be read".to_owned(), "see `sparring rubric check`".to_owned()]);
                document.item("!", Line::default().with(Tone::Bad, format!("{id}: ")).and(one_line(&error)));
                broken += 1;
                progress.done_one();
                continue;
            }
            Err(error) => return Err(error),
        };
        let marker = Marker::new(&rubric, &vocabulary);
        let (right, all) = samples(&rubric, &marker, &mut document);
        let marks = models(&rubric, &marker);
        let short = marks.iter().filter(|mark| **mark < FULL).count();
        failed += all - right + short;
        let marks: Vec<String> = marks.iter().map(|m| hundred(*m).to_string()).collect();
        rows.push(vec![id.clone(), format!("{right} of {all} samples"), format!("model answer {}", marks.join(" "))]);
        progress.done_one();
    }
    drop(progress);
    document.blocks.push(Block::Table(vec![String::new(); 3], rows));
    output.document(&document)?;
    if broken > 0 {
        let more = if failed > 0 { format!(", and {failed} sample(s) or model answer(s) fail") } else { String::new() };
        Err(findings(format!("{broken} rubric(s) cannot be read{more}")))
    } else if failed > 0 {
        Err(findings(format!("{failed} sample(s) or model answer(s) are not marked as they should be")))
    } else {
        Ok(())
    }
}

fn one_line(error: &Error) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}

/// Samples that are marked as they should be, and all.
fn samples(rubric: &Rubric, marker: &Marker, document: &mut Document) -> (usize, usize) {
    let (mut right, mut all) = (0, 0);
    for (number, point) in all_points(rubric).enumerate() {
        let hits = point.samples.hits.iter().map(|text| (text, true));
        for (text, wanted) in hits.chain(point.samples.misses.iter().map(|text| (text, false))) {
            all += 1;
            if marker.find(text).points[number].earned() == wanted {
                right += 1;
            } else {
                let what = if wanted { "does not earn" } else { "earns" };
                let line = format!("{} {what} {}: ", rubric.id(), point.id);
                document.item("!", Line::default().with(Tone::Bad, line).and(text.clone()));
            }
        }
    }
    for (number, belief) in rubric.misconceptions().iter().enumerate() {
        let hits = belief.samples.hits.iter().map(|text| (text, true));
        for (text, wanted) in hits.chain(belief.samples.misses.iter().map(|text| (text, false))) {
            all += 1;
            let held = marker.find(text).misconceptions.iter().any(|m| m.number == number);
            if held == wanted {
                right += 1;
            } else {
                let what = if wanted { "does not hold" } else { "is taken to hold" };
                let line = format!("{} {what} {}: ", rubric.id(), belief.id);
                document.item("!", Line::default().with(Tone::Bad, line).and(text.clone()));
            }
        }
    }
    (right, all)
}

/// The marks of the model answers: one a step, or one.
fn models(rubric: &Rubric, marker: &Marker) -> Vec<f64> {
    let grader = Grader::new(rubric, marker);
    match rubric {
        Rubric::Question(question) => vec![grader.grade(None, &question.answer).score],
        Rubric::Problem(problem) => {
            problem.steps.iter().map(|(id, s)| grader.grade(Some(id), &s.answer).score).collect()
        }
    }
}

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

fn compare(file: &Path, args: &Args, library: &Library, vocabulary: &Field, output: &mut Output) -> Result<()> {
    let opened = std::fs::File::open(file).map_err(|e| Error::file("read", file, &e))?;
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
            Some(name) => Some(StepId::from_name(name).ok_or_else(|| at(format!("there is no step `{name}`")))?),
            None => None,
        };
        pairs.push((10.0 * Grader::new(rubric, marker).grade(step, &marked.answer).score, marked.grade));
        places.push(format!("line {}: {} {}", number + 1, marked.rubric, marked.step.as_deref().unwrap_or_default()));
        if args.patterns {
            let points: Vec<_> = all_points(rubric).collect();
            let findings = marker.find(&marked.answer);
            let given = marked.points.as_deref();
            contributions.add(&points, marker.points_of(step), &findings, marked.grade, given);
        }
    }
    let mut document = Document::default();
    match agreement(&pairs) {
        Some(a) => document.paragraph(format!(
            "{} answers: rank correlation (Spearman) {:.3}, linear (Pearson) {:.3}, mean error {:.2} of 10.",
            pairs.len(),
            a.spearman,
            a.pearson,
            a.mean_error
        )),
        None => document.paragraph("There are fewer than two graded answers to compare."),
    }
    furthest(&pairs, &places, &mut document);
    if args.patterns {
        for (id, Ready { rubric, contributions, .. }) in &ready {
            contributions.document(id, &all_points(rubric).collect::<Vec<_>>(), &mut document);
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
    document.heading("Furthest from the grade");
    let rows = order.iter().map(|n| {
        let (mark, grade) = pairs[*n];
        vec![places[*n].clone(), format!("mark {mark:.1}"), format!("grade {grade:.1}")]
    });
    document.blocks.push(Block::Table(vec![String::new(); 3], rows.collect()));
}
