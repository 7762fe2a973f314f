//! Checks of rubric files: one rule a file, named after the fault it finds.

mod gives_away;
mod id_style;
mod model_answer;
mod numbers;
mod patterns;
mod references;
mod samples;
mod texts;
mod unique_ids;
mod vocabulary;

use std::path::Path as FilePath;

use crate::matching::Field;
use crate::rubric::decode;
use crate::rubric::fault::{Fault, Level, Locator, Path, Place, line_and_column};
use crate::rubric::{Experience, Misconception, Point, Problem, Question, Rubric, Vocabulary};

/// A fault with its place in the file.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The fault.
    pub fault: Fault,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Bytes of the file.
    pub bytes: std::ops::Range<usize>,
}

/// What kind of file it is, by its place in a rubric folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FileKind {
    Problem,
    Question,
    Vocabulary,
    Experience,
}

/// A point with its place in the file.
pub(crate) struct Placed<'a> {
    pub point: &'a Point,
    pub path: Path,
    /// Prompt of the step or question.
    pub prompt: &'a str,
    /// Model answer of the step or question.
    pub answer: &'a str,
}

/// Checks the text of one file. The path tells what kind of file it is; nothing is read from it.
pub fn check(path: &FilePath, source: &str, field: &Field) -> Vec<Finding> {
    let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
    let faults = match kind_of(path, source) {
        FileKind::Problem => decode::decode::<Problem>(source).map(|p| rubric(&Rubric::Problem(p), stem, field)),
        FileKind::Question => decode::decode::<Question>(source).map(|q| rubric(&Rubric::Question(q), stem, field)),
        FileKind::Vocabulary => decode::decode::<Vocabulary>(source).map(|v| vocabulary::check(&v)),
        FileKind::Experience => decode::decode::<Experience>(source).map(|_| Vec::new()),
    };
    place(source, faults.unwrap_or_else(|fault| vec![fault]))
}

fn kind_of(path: &FilePath, source: &str) -> FileKind {
    let folder = path.parent().and_then(|p| p.file_name()).and_then(|n| n.to_str()).unwrap_or_default();
    match (path.file_stem().and_then(|s| s.to_str()), folder) {
        (Some("vocabulary"), _) => FileKind::Vocabulary,
        (Some("experience"), _) => FileKind::Experience,
        (_, "problems") => FileKind::Problem,
        (_, "questions") => FileKind::Question,
        _ if source.contains("\"steps\"") => FileKind::Problem,
        _ => FileKind::Question,
    }
}

fn place(source: &str, mut faults: Vec<Fault>) -> Vec<Finding> {
    if faults.is_empty() {
        return Vec::new();
    }
    let locator = Locator::new(source);
    let mut findings: Vec<Finding> = faults
        .drain(..)
        .map(|fault| {
            let bytes = locator.bytes(&fault.place);
            let (line, column) = line_and_column(source, bytes.start);
            Finding { fault, line, column, bytes }
        })
        .collect();
    findings.sort_by_key(|f| f.bytes.start);
    findings
}

/// A finding without a place in the file, for a file that cannot be read at all.
pub fn unreadable(message: String) -> Finding {
    let fault =
        Fault { code: "unreadable", level: Level::Error, place: Place::Bytes(0..0), message, help: String::new() };
    Finding { fault, line: 1, column: 1, bytes: 0..0 }
}

fn rubric(rubric: &Rubric, stem: &str, vocabulary: &Field) -> Vec<Fault> {
    let points = points_of(rubric);
    let mut faults = Vec::new();
    id_style::check(rubric, stem, &points, &mut faults);
    unique_ids::check(rubric, &points, &mut faults);
    texts::check(rubric, &points, &mut faults);
    numbers::check(rubric, &points, &mut faults);
    references::check(rubric, &points, &mut faults);
    let before = faults.len();
    patterns::check(rubric, &points, &mut faults);
    if faults[before..].iter().all(|f| f.level == Level::Warning) {
        samples::check(rubric, &points, vocabulary, &mut faults);
        gives_away::check(rubric, &points, vocabulary, &mut faults);
        model_answer::check(rubric, &points, vocabulary, &mut faults);
    }
    faults
}

pub(crate) fn points_of(rubric: &Rubric) -> Vec<Placed<'_>> {
    let root = Path::default();
    match rubric {
        Rubric::Question(q) => placed(&q.points, &root.key("points"), &q.prompt, &q.answer),
        Rubric::Problem(p) => {
            let steps = p.steps.iter().flat_map(|(id, step)| {
                let path = root.key("steps").key(id.name()).key("points");
                placed(&step.points, &path, &step.prompt, &step.answer)
            });
            steps.collect()
        }
    }
}

fn placed<'a>(points: &'a [Point], path: &Path, prompt: &'a str, answer: &'a str) -> Vec<Placed<'a>> {
    points.iter().enumerate().map(|(i, point)| Placed { point, path: path.index(i), prompt, answer }).collect()
}

fn misconceptions_of(rubric: &Rubric) -> impl Iterator<Item = (Path, &Misconception)> {
    let path = Path::default().key("misconceptions");
    rubric.misconceptions().iter().enumerate().map(move |(i, m)| (path.index(i), m))
}
