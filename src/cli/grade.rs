//! `sparring grade`.

use super::shell;
use clap_complete::engine::ArgValueCandidates;
use std::collections::HashMap;
use std::fs;
use std::io::{self, BufRead, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, mpsc};

use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::workspace::Workspace;
use super::{findings, interview::StepArg};
use crate::error::{Error, Result};
use crate::files;
use crate::matching::{Field, Marker};
use crate::messages::tr;
use crate::review::marked;
use crate::rubric::{Library, Rubric, StepId};
use crate::scoring::{Grader, Scorecard};
use crate::terminal::{Output, Progress};

/// Marks text without an interview.
///
/// With --rubric it marks one answer for a person to read. With --format jsonl it reads one JSON object a line,
/// {"id": any, "rubric": "...", "step": "..." or null, "answer": "..."}, and writes one a line, in order.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sparring grade --rubric cap-tradeoffs answer.txt\n  sparring grade --format jsonl --jobs 4 < answers.jsonl > marks.jsonl"
)]
pub struct Args {
    /// The answer; - or nothing reads standard input.
    file: Option<PathBuf>,
    /// Rubric to mark against.
    #[arg(long, value_name = "ID", required_unless_present = "format", add = ArgValueCandidates::new(shell::ids))]
    rubric: Option<String>,
    /// Step of a problem; without it the answer is a whole write-up.
    #[arg(long, value_enum)]
    step: Option<StepArg>,
    /// Read and write one JSON object a line.
    #[arg(long, value_enum, conflicts_with_all = ["rubric", "step"])]
    format: Option<Format>,
    /// Threads.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object a line.
    Jsonl,
}

/// A longer line of input is refused.
const LONGEST_LINE: u64 = 64 << 20;
/// A longer answer is refused.
const LARGEST_ANSWER: u64 = 4 << 20;
/// Lines that wait for a thread, each.
const WAITING: usize = 8;

pub fn run(args: Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    match (args.format, args.rubric) {
        (Some(Format::Jsonl), _) => many(args.file, usize::from(args.jobs), workspace, output),
        (None, Some(rubric)) => one(&rubric, args.step.map(StepId::from), args.file, workspace, output),
        (None, None) => Err(Error::usage(tr!("name a rubric with --rubric ID, or use --format jsonl"))),
    }
}

/// A rubric that is ready to mark.
pub(super) struct Ready {
    pub(super) rubric: Rubric,
    pub(super) marker: Marker,
}

impl Ready {
    /// The rubric of an id, with the library's vocabulary.
    pub(super) fn of(library: &Library, id: &str) -> Result<Ready> {
        Ready::load(library, &Field::new(library.vocabulary()?.get()), id)
    }

    /// Refuses a step of a question.
    pub(super) fn check_step(&self, step: Option<StepId>) -> Result<()> {
        if step.is_some() && matches!(self.rubric, Rubric::Question(_)) {
            let error = Error::usage(tr!("`{}` is a question and has no steps", self.rubric.id()));
            return Err(error.hint(tr!("leave --step out")));
        }
        Ok(())
    }

    fn load(library: &Library, vocabulary: &Field, id: &str) -> Result<Ready> {
        let rubric = library.load(id)?.rubric;
        let marker = Marker::new(&rubric, vocabulary);
        Ok(Ready { rubric, marker })
    }

    fn grade(&self, step: Option<StepId>, answer: &str) -> Scorecard {
        Grader::new(&self.rubric, &self.marker).grade(step, answer)
    }
}

fn one(
    id: &str,
    step: Option<StepId>,
    file: Option<PathBuf>,
    workspace: &Workspace,
    output: &mut Output,
) -> Result<()> {
    let ready = Ready::of(&workspace.library(), id)?;
    ready.check_step(step)?;
    let answer = read_answer(file)?;
    let card = ready.grade(step, &answer);
    let range = ready.marker.points_of(step);
    let points = Grader::new(&ready.rubric, &ready.marker).points(range);
    output.document(&marked::document(ready.rubric.title(), &points, &card, &answer))
}

pub(super) fn read_answer(file: Option<PathBuf>) -> Result<String> {
    // A pipe is as good as a file here: it was named on purpose.
    let (input, name): (Box<dyn io::Read>, _) = match file.filter(|f| f.as_os_str() != "-") {
        Some(path) => {
            let file = fs::File::open(&path).map_err(|e| Error::file(&tr!("read"), &path, &e))?;
            (Box::new(file), path.display().to_string())
        }
        None => (Box::new(io::stdin()), tr!("the answer")),
    };
    let bytes = files::read_from(input, LARGEST_ANSWER).map_err(|e| {
        if e.kind() != ErrorKind::FileTooLarge {
            return Error::file(&tr!("read"), Path::new(&name), &e);
        }
        let error = Error::data(tr!("{name} is larger than {} MB", LARGEST_ANSWER >> 20, name));
        error.hint(tr!("an answer is what somebody says in an interview"))
    })?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        Error::data(tr!("the answer is not UTF-8 text (byte {at})", at)).hint(tr!("save it as UTF-8"))
    })
}

#[derive(Deserialize)]
struct Question {
    #[serde(default)]
    id: Value,
    rubric: String,
    #[serde(default)]
    step: Option<String>,
    answer: String,
}

#[derive(Serialize)]
struct Marked<'a> {
    id: &'a Value,
    rubric: &'a str,
    step: Option<&'a str>,
    score: f64,
    points: Vec<MarkedPoint<'a>>,
    flags: Vec<MarkedFlag<'a>>,
}

#[derive(Serialize)]
struct MarkedPoint<'a> {
    id: &'a str,
    credit: f64,
    evidence: Vec<MarkedSpan<'a>>,
}

#[derive(Serialize)]
struct MarkedSpan<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct MarkedFlag<'a> {
    kind: &'a str,
    detail: &'a str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Refused<'a> {
    id: &'a Value,
    line: usize,
    error: &'a str,
}

/// A rubric, or why there is none; empty until a thread has compiled it.
type Slot = Arc<OnceLock<std::result::Result<Ready, String>>>;

/// The rubrics in use, each compiled once for all threads.
struct Shelf {
    library: Library,
    vocabulary: Field,
    slots: Mutex<HashMap<String, Slot>>,
}

impl Shelf {
    /// The lock is held for the look-up alone: compiling takes as long as marking 25 answers, and only those who want the same
    /// rubric wait for it.
    fn slot(&self, id: &str) -> Slot {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if crate::rubric::is_id(id) { slots.entry(id.to_owned()).or_default().clone() } else { Slot::default() }
    }

    fn load(&self, id: &str) -> std::result::Result<Ready, String> {
        Ready::load(&self.library, &self.vocabulary, id).map_err(|e| e.in_one_line())
    }
}

/// One line in, one line out; false when the line is refused.
fn mark_line(shelf: &Shelf, number: usize, line: &std::result::Result<Vec<u8>, String>) -> (String, bool) {
    let refuse = |id: &Value, error: &str| (to_json(&Refused { id, line: number, error }), false);
    let line = match line {
        Ok(line) => line,
        Err(error) => return refuse(&Value::Null, error),
    };
    let value: Value = match serde_json::from_slice(line) {
        Ok(value) => value,
        Err(e) => return refuse(&Value::Null, &tr!("not a JSON object: {e}", e)),
    };
    let id = value.get("id").cloned().unwrap_or(Value::Null);
    let question: Question = match serde_json::from_value(value) {
        Ok(question) => question,
        Err(e) => return refuse(&id, &e.to_string()),
    };
    let step = match question.step.as_deref().map(|name| StepId::from_name(name).ok_or(name)) {
        Some(Err(name)) => return refuse(&id, &tr!("there is no step `{name}`", name)),
        Some(Ok(step)) => Some(step),
        None => None,
    };
    let slot = shelf.slot(&question.rubric);
    match slot.get_or_init(|| shelf.load(&question.rubric)) {
        Err(error) => refuse(&id, error),
        Ok(ready) if step.is_some() && matches!(ready.rubric, Rubric::Question(_)) => {
            refuse(&id, &tr!("`{}` is a question and has no steps", question.rubric))
        }
        Ok(ready) => (to_json(&marks(&question, &ready.grade(step, &question.answer))), true),
    }
}

fn marks<'a>(question: &'a Question, card: &'a Scorecard) -> Marked<'a> {
    let point = |mark: &'a crate::scoring::PointMark| MarkedPoint {
        id: &mark.id,
        credit: round(mark.credit),
        evidence: mark
            .evidence
            .iter()
            .map(|s| MarkedSpan { start: s.start, end: s.end, text: &question.answer[s.clone()] })
            .collect(),
    };
    let flag = |flag: &'a crate::scoring::Flag| MarkedFlag {
        kind: flag.kind.name(),
        detail: &flag.detail,
        start: flag.span.start,
        end: flag.span.end,
    };
    Marked {
        id: &question.id,
        rubric: &question.rubric,
        step: question.step.as_deref(),
        score: round(card.score),
        points: card.points.iter().map(point).collect(),
        flags: card.flags.iter().map(flag).collect(),
    }
}

/// Four decimals: more would promise what marks don't hold.
fn round(mark: f64) -> f64 {
    (mark * 10_000.0).round() / 10_000.0
}

fn to_json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|e| unreachable!("marks are plain data: {e}"))
}

type Line = (usize, std::result::Result<Vec<u8>, String>);

/// Each thread has its own lane in and out; lines are dealt in turn, so that taking turns again keeps their order.
fn many(file: Option<PathBuf>, jobs: usize, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let library = workspace.library();
    let vocabulary = Field::new(library.vocabulary()?.get());
    let shelf = Shelf { library, vocabulary, slots: Mutex::default() };
    let input: Box<dyn BufRead + Send> = match file.filter(|f| f.as_os_str() != "-") {
        Some(path) => {
            Box::new(io::BufReader::new(fs::File::open(&path).map_err(|e| Error::file(&tr!("read"), &path, &e))?))
        }
        None => Box::new(io::BufReader::new(io::stdin())),
    };
    let mut refused = 0_usize;
    let progress = Progress::of_stream(tr!("answers"), workspace.settings.form());
    std::thread::scope(|scope| {
        let mut lanes = Vec::new();
        let mut results = Vec::new();
        for _ in 0..jobs {
            let (to_worker, lines) = mpsc::sync_channel::<Line>(WAITING);
            let (done, marked) = mpsc::sync_channel(WAITING);
            lanes.push(to_worker);
            results.push(marked);
            let shelf = &shelf;
            scope.spawn(move || {
                for (number, line) in lines {
                    if done.send(mark_line(shelf, number, &line)).is_err() {
                        return;
                    }
                }
            });
        }
        let reader = scope.spawn(move || deal(input, &lanes));
        for turn in 0.. {
            let Ok((line, marked)) = results[turn % jobs].recv() else { break };
            refused += usize::from(!marked);
            progress.done_one();
            output.json(&line)?;
            output.text("\n")?;
        }
        drop(results);
        reader.join().unwrap_or_else(|_| Err(Error::data(tr!("the input could not be read"))))
    })?;
    drop(progress);
    output.flush()?;
    if refused > 0 { Err(findings(tr!("{refused} line(s) could not be marked", refused))) } else { Ok(()) }
}

fn deal(mut input: Box<dyn BufRead + Send>, lanes: &[mpsc::SyncSender<Line>]) -> Result<()> {
    let mut turn = 0;
    for number in 1.. {
        let mut line = Vec::new();
        if input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let too_long = line.len() as u64 == LONGEST_LINE && line.last() != Some(&b'\n');
        if too_long {
            skip_line(&mut input)?;
        }
        let line = if too_long { Err(tr!("the line is longer than {} MB", LONGEST_LINE >> 20)) } else { Ok(line) };
        if lanes[turn % lanes.len()].send((number, line)).is_err() {
            return Ok(());
        }
        turn += 1;
    }
    Ok(())
}

fn skip_line(input: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let end = buffer.iter().position(|b| *b == b'\n');
        let (length, done) = end.map_or((buffer.len(), buffer.is_empty()), |i| (i + 1, true));
        input.consume(length);
        if done {
            return Ok(());
        }
    }
}
