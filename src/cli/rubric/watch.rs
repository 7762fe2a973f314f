//! `sparring rubric watch`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::{Event, RecursiveMode, Watcher as _};

use super::check::{Checked, field};
use crate::check::rubric_of;
use crate::cli::workspace::Workspace;
use crate::clock;
use crate::error::{Error, Result};
use crate::matching::{Field, Marker};
use crate::messages::tr;
use crate::review::debrief::hundred;
use crate::review::document::{Document, Line, Mark, Tone};
use crate::review::samples::{Sample, models, samples};
use crate::rubric::fault::Level;
use crate::rubric::{Library, Rubric, Source, StepId, files_below, is_id};
use crate::terminal::Output;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Ids, files or folders; nothing watches all rubric folders in use.
    names: Vec<String>,
}

/// An editor saves in several strokes: so long must a file be left alone.
const CALM: Duration = Duration::from_millis(150);

/// How a file was marked.
#[derive(Debug, Clone, PartialEq, Default)]
struct Marks {
    models: Vec<(Option<StepId>, f64)>,
    samples: Vec<Sample>,
}

/// A file that is watched.
struct Watched {
    text: String,
    marks: Option<Marks>,
}

pub fn run(args: &Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let library = workspace.library();
    let places = places(&args.names, workspace, &library)?;
    let (to_us, changes) = mpsc::channel();
    let failed = |e: notify::Error| Error::data(tr!("files cannot be watched: {e}", e));
    let mut watcher = notify::recommended_watcher(to_us).map_err(failed)?;
    for place in &places {
        // An editor puts a new file in the place of the old one: the folder sees that, the file does not.
        let folder = if place.is_dir() { place } else { place.parent().unwrap_or(Path::new(".")) };
        let mode = if place.is_dir() { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        watcher.watch(folder, mode).map_err(failed)?;
    }
    let mut field = field(&library)?;
    let mut watched: BTreeMap<PathBuf, Watched> = BTreeMap::new();
    let files: Vec<PathBuf> = places.iter().flat_map(|place| below(place)).collect();
    for path in files {
        look(&path, &field, &library, &mut watched, output)?;
    }
    output.say(&tr!("Watching {} file(s). Ctrl-C ends it.", watched.len()))?;
    output.flush()?;
    while let Some(changed) = next(&changes) {
        if changed.iter().any(|path| path.file_name().is_some_and(|name| name == "vocabulary.json")) {
            field = super::check::field(&library)?;
            for path in watched.keys().cloned().collect::<Vec<_>>() {
                watched.entry(path.clone()).and_modify(|file| file.text.clear());
                look(&path, &field, &library, &mut watched, output)?;
            }
        }
        let ours = |path: &&PathBuf| places.iter().any(|place| path.starts_with(place) || *path == place);
        for path in changed.iter().filter(ours) {
            look(path, &field, &library, &mut watched, output)?;
        }
        output.flush()?;
    }
    Ok(())
}

/// What is named: files and folders, and the files of ids. Paths are made absolute, as changes are told.
fn places(names: &[String], workspace: &Workspace, library: &Library) -> Result<Vec<PathBuf>> {
    let place = |name: &String| -> Result<PathBuf> {
        if !is_id(name) || Path::new(name).exists() {
            return Ok(PathBuf::from(name));
        }
        match library.text(name)?.1 {
            Source::File(path) => Ok(path),
            Source::BuiltIn => Err(Error::usage(tr!("`{name}` is built in: it does not change", name))
                .hint(tr!("make it your own first: sparring rubric edit {name}", name))),
        }
    };
    let named: Vec<PathBuf> = if names.is_empty() {
        workspace.rubrics.iter().filter(|folder| folder.is_dir()).cloned().collect()
    } else {
        names.iter().map(place).collect::<Result<_>>()?
    };
    if named.is_empty() {
        let error = Error::usage(tr!("there is no rubric folder to watch"));
        return Err(error.hint(tr!("sparring rubric new question ID begins one")));
    }
    named.into_iter().map(|path| path.canonicalize().map_err(|e| Error::file(&tr!("read"), &path, &e))).collect()
}

fn below(place: &Path) -> Vec<PathBuf> {
    if place.is_dir() { files_below(place) } else { vec![place.to_path_buf()] }
}

/// Waits for changes, and until they stop. `None` when nothing can come any more.
fn next(changes: &Receiver<notify::Result<Event>>) -> Option<Vec<PathBuf>> {
    let mut paths = Vec::new();
    let mut take = |event: notify::Result<Event>| {
        let event = event.ok().filter(|event| !event.kind.is_access());
        paths.extend(event.into_iter().flat_map(|event| event.paths));
    };
    take(changes.recv().ok()?);
    while let Ok(event) = changes.recv_timeout(CALM) {
        take(event);
    }
    paths.sort();
    paths.dedup();
    paths.retain(|path| path.extension().is_some_and(|e| e == "json") && path.is_file());
    Some(paths)
}

/// Checks and marks a file if it is another than before, and says what changed.
fn look(
    path: &Path,
    field: &Field,
    library: &Library,
    watched: &mut BTreeMap<PathBuf, Watched>,
    output: &mut Output,
) -> Result<()> {
    let mut checked = Checked::new(path, field, library);
    let before = watched.get(path);
    if before.is_some_and(|before| before.text == checked.text) {
        return Ok(());
    }
    let marks = rubric_of(path, &checked.text).map(|rubric| marked(&rubric, field));
    let changes = before.and_then(|before| Some(changes(before.marks.as_ref()?, marks.as_ref()?)));
    if before.is_some() || !checked.findings.is_empty() {
        let now = clock::wall().format("%H:%M:%S");
        output.text(&format!("\n{now} {}\n", path.display()))?;
        checked.name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        checked.print(output)?;
        output.document(&told(&checked, marks.as_ref(), changes))?;
    }
    // What was right when the file could last be marked is what the next marks are held against.
    let last = watched.remove(path).and_then(|before| before.marks);
    watched.insert(path.to_path_buf(), Watched { text: checked.text, marks: marks.or(last) });
    Ok(())
}

fn marked(rubric: &Rubric, field: &Field) -> Marks {
    let marker = Marker::new(rubric, field);
    Marks { models: models(rubric, &marker), samples: samples(rubric, &marker) }
}

fn told(checked: &Checked, marks: Option<&Marks>, changes: Option<Vec<Line>>) -> Document {
    let mut out = Document::default();
    let Some(marks) = marks else {
        out.paragraph(Line::default().with(Tone::Bad, tr!("It cannot be marked until the errors are mended.")));
        return out;
    };
    changes.into_iter().flatten().for_each(|line| out.item(Mark::None, line));
    let right = marks.samples.iter().filter(|sample| sample.right()).count();
    let models: Vec<String> = marks.models.iter().map(|(_, mark)| hundred(*mark).to_string()).collect();
    let faults = match (checked.count(Level::Error), checked.count(Level::Warning)) {
        (0, 0) => "sound".to_owned(),
        (errors, warnings) => tr!("{errors} error(s), {warnings} warning(s)", errors, warnings),
    };
    let samples = tr!("{right} of {} samples right", marks.samples.len(), right);
    out.item(Mark::None, tr!("{faults}; {samples}; model answer {} of 100", models.join(" "), faults, samples));
    out
}

/// What is marked in another way than before.
fn changes(before: &Marks, after: &Marks) -> Vec<Line> {
    let mut changes = Vec::new();
    for (step, mark) in &after.models {
        let was = before.models.iter().find(|(other, _)| other == step).map(|(_, mark)| hundred(*mark));
        if let Some(was) = was.filter(|was| *was != hundred(*mark)) {
            let tone = if hundred(*mark) > was { Tone::Good } else { Tone::Bad };
            let of = step.map_or(String::new(), |step| tr!(" of {step}", step));
            changes.push(Line::default().with(tone, tr!("model answer{of}: {}, was {was}", hundred(*mark), of, was)));
        }
    }
    for sample in &after.samples {
        let same =
            |other: &&Sample| other.of == sample.of && other.text == sample.text && other.wanted == sample.wanted;
        let was = before.samples.iter().find(same);
        if was.is_some_and(|was| was.found != sample.found) {
            let tone = if sample.right() { Tone::Good } else { Tone::Bad };
            changes.push(Line::default().with(tone, tr!("now {}: ", sample.says())).and(sample.text.clone()));
        }
    }
    changes
}
