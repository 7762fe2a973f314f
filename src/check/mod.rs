//! Checks of rubric files: one rule a file, named after the fault it finds.

mod asked;
mod covers;
pub mod fix;
mod found;
mod lists;

mod experience;
mod fact_unreachable;
mod follow_up_unreachable;
mod formulas;
mod gives_away;
mod id_style;
mod matches_anything;
mod matches_nothing;
mod model_answer;
mod numbers;
mod patterns;
mod references;
mod same_pattern;
mod samples;
mod shadowed_pattern;
mod texts;
mod unique_ids;
mod unused_input;
mod vocabulary;
mod worthless_weight;

use std::path::Path as FilePath;

use crate::matching::{Field, Marker};
use crate::messages::tr;
use crate::rubric::code::Code;
use crate::rubric::decode;
use crate::rubric::fault::{Edit, Fault, Level, Locator, Path, Place, line_and_column};
use crate::rubric::files::Unreadable;
use crate::rubric::{Experience, Misconception, Point, Problem, Question, Rubric, StepId, Vocabulary};
use lists::List;

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
    /// Line and column behind its last sign.
    pub end: (usize, usize),
    /// What mends it, where that is safe.
    pub fix: Option<Edit>,
}

/// Faults of a file that are told: the rest comes when these are mended.
pub const MOST_FAULTS: usize = 200;

/// What kind of file it is, by its place in a rubric folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FileKind {
    Problem,
    Question,
    Vocabulary,
    Experience,
}

/// A point with its place in the file.
struct Placed<'a> {
    point: &'a Point,
    path: Path,
    /// The step of a problem.
    step: Option<StepId>,
    /// The number of the step; 0 for a question.
    part: usize,
    /// Prompt of the step or question.
    prompt: &'a str,
    /// Model answer of the step or question.
    answer: &'a str,
}

/// A rubric with what several rules need of it.
struct Sheet<'a> {
    rubric: &'a Rubric,
    /// The file's name without its ending.
    stem: &'a str,
    points: Vec<Placed<'a>>,
    lists: Vec<List<'a>>,
}

/// Checks the text of one file. The path tells what kind of file it is; nothing is read from it.
pub fn check(path: &FilePath, source: &str, field: &Field) -> Vec<Finding> {
    check_among(path, source, field, &[])
}

/// The same, knowing which questions there are to study.
pub fn check_among(path: &FilePath, source: &str, field: &Field, questions: &[String]) -> Vec<Finding> {
    let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
    let of_rubric = |r: Rubric| rubric(&r, stem, field, questions);
    let faults = match kind_of(path, source) {
        FileKind::Problem => decode::examine::<Problem>(source).map(|p| of_rubric(Rubric::Problem(p))),
        FileKind::Question => decode::examine::<Question>(source).map(|q| of_rubric(Rubric::Question(q))),
        FileKind::Vocabulary => decode::examine::<Vocabulary>(source).map(|v| vocabulary::check(&v)),
        FileKind::Experience => decode::examine::<Experience>(source).map(|e| experience::check(&e)),
    };
    place(source, faults.unwrap_or_else(|faults| faults))
}

/// The rubric that a file holds, if it can be decoded and is one.
pub fn rubric_of(path: &FilePath, source: &str) -> Option<Rubric> {
    let rubric = match kind_of(path, source) {
        FileKind::Problem => decode::decode(source).ok().map(Rubric::Problem),
        FileKind::Question => decode::decode(source).ok().map(Rubric::Question),
        FileKind::Vocabulary | FileKind::Experience => None,
    };
    rubric.filter(|rubric| rubric.excess().is_none())
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
    // In the order of the file, where there can be as many as that.
    faults.truncate(MOST_FAULTS);
    let locator = Locator::new(source);
    let mut findings: Vec<Finding> = faults
        .drain(..)
        .map(|fault| {
            let bytes = locator.bytes(&fault.place);
            Finding::new(fault, source, bytes)
        })
        .collect();
    findings.sort_by_key(|f| f.bytes.start);
    findings
}

impl Finding {
    fn new(fault: Fault, source: &str, bytes: std::ops::Range<usize>) -> Finding {
        let (line, column) = line_and_column(source, bytes.start);
        let end = line_and_column(source, bytes.end);
        let fix = fix::edit(&fault, source, &bytes);
        Finding { fault, line, column, bytes, end, fix }
    }

    /// A finding about a whole file that is not looked into.
    pub fn of_file(code: Code, message: impl Into<String>, help: impl Into<String>) -> Finding {
        Finding::new(Fault::in_place(code, Place::Bytes(0..0), message, help), "", 0..0)
    }

    /// The finding for a file that cannot be read.
    pub fn unreadable(why: &Unreadable) -> Finding {
        let (line, column) = why.at;
        let finding = Finding::of_file(Code::Unreadable, &why.message, &why.help);
        Finding { line, column, end: why.at, ..finding }
    }
}

fn rubric(rubric: &Rubric, stem: &str, field: &Field, questions: &[String]) -> Vec<Fault> {
    if let Some(excess) = rubric.excess() {
        let message = tr!("this rubric is too large: {excess}", excess);
        return vec![Fault::in_place(
            Code::Unreadable,
            Place::Bytes(0..0),
            message,
            tr!("split it into several rubrics"),
        )];
    }
    let points = points_of(rubric);
    let sheet = Sheet { rubric, stem, lists: lists::of(rubric, &points), points };
    let mut faults = Vec::new();
    id_style::check(&sheet, &mut faults);
    unique_ids::check(&sheet, &mut faults);
    texts::check(&sheet, &mut faults);
    references::check(&sheet, questions, &mut faults);
    follow_up_unreachable::check(&sheet, &mut faults);
    fact_unreachable::check(&sheet, &mut faults);
    unused_input::check(&sheet, &mut faults);
    let before = faults.len();
    numbers::check(&sheet, &mut faults);
    worthless_weight::check(&sheet, &mut faults);
    formulas::check(&sheet, &mut faults);
    patterns::check(&sheet, &mut faults);
    matches_nothing::check(&sheet.lists, &mut faults);
    matches_anything::check(&sheet, &mut faults);
    shadowed_pattern::check(sheet.lists.iter(), &mut faults);
    same_pattern::check(&sheet, &mut faults);
    // What marks depend on must be sound before they say anything.
    if faults[before..].iter().all(|f| f.level == Level::Warning) {
        let marker = Marker::new(rubric, field);
        samples::check(&sheet, &marker, &mut faults);
        gives_away::check(&sheet, &marker, &mut faults);
        model_answer::check(&sheet, &marker, &mut faults);
    }
    faults
}

fn points_of(rubric: &Rubric) -> Vec<Placed<'_>> {
    let root = Path::default();
    match rubric {
        Rubric::Question(q) => placed(&q.points, &root.key("points"), None, (&q.prompt, &q.answer)).collect(),
        Rubric::Problem(p) => {
            let steps = p.steps.iter().flat_map(|(id, step)| {
                let path = root.key("steps").key(id.name()).key("points");
                placed(&step.points, &path, Some(id), (&step.prompt, &step.answer)).collect::<Vec<_>>()
            });
            steps.collect()
        }
    }
}

fn placed<'a>(
    points: &'a [Point],
    path: &Path,
    step: Option<StepId>,
    (prompt, answer): (&'a str, &'a str),
) -> impl Iterator<Item = Placed<'a>> {
    let part = step.map_or(0, StepId::index);
    points.iter().enumerate().map(move |(i, point)| Placed { point, path: path.index(i), step, part, prompt, answer })
}

fn misconceptions_of(rubric: &Rubric) -> impl Iterator<Item = (Path, &Misconception)> {
    let path = Path::default().key("misconceptions");
    rubric.misconceptions().iter().enumerate().map(move |(i, m)| (path.index(i), m))
}
