//! `sparring rubric new`.

use std::fs;
use std::io::{BufRead as _, IsTerminal as _, stdin};
use std::path::Path;

use clap::ValueEnum;

use super::check::{Checked, field};
use crate::cli::workspace::Workspace;
use crate::error::{Error, Result};
use crate::journal::replace;
use crate::messages::tr;
use crate::review::document::Document;
use crate::rubric::{Heading, Kind, is_id, schema, starter};
use crate::terminal::Output;
use crate::text::plain;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to write.
    #[arg(value_enum)]
    kind: NewKind,
    /// Its id: lower-case letters, digits and single hyphens. The file is named after it.
    id: String,
    /// The title, as lists show it.
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The topic it belongs to, such as messaging.
    #[arg(long, value_name = "TEXT")]
    topic: Option<String>,
    /// The question, or the task that the interviewer sets.
    #[arg(long, value_name = "TEXT")]
    prompt: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum NewKind {
    /// A full interview of five steps.
    Problem,
    /// A single question.
    Question,
}

pub fn run(args: Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let kind = match args.kind {
        NewKind::Problem => Kind::Problem,
        NewKind::Question => Kind::Question,
    };
    let library = workspace.library();
    must_be_id(&args.id)?;
    if let Ok((_, source, _)) = library.text(&args.id) {
        let error = Error::usage(tr!("there is a rubric `{}` already: {source}", args.id, source));
        return Err(error.hint(tr!("choose another id, or change that one: sparring rubric edit {}", args.id)));
    }
    let asked_for = [("--title", &args.title), ("--topic", &args.topic), ("--prompt", &args.prompt)];
    let missing: Vec<&str> = asked_for.iter().filter(|(_, given)| given.is_none()).map(|(flag, _)| *flag).collect();
    if !missing.is_empty() && !stdin().is_terminal() {
        return Err(
            Error::usage(tr!("{} not given", missing.join(", "))).hint(tr!("in a terminal you are asked for them"))
        );
    }
    let heading = Heading {
        title: asked(args.title, &tr!("Title, as lists show it"), output)?,
        topic: asked(args.topic, &tr!("Topic, such as messaging"), output)?,
        prompt: asked(args.prompt, &tr!("The question, or the task"), output)?,
        id: args.id,
    };
    let folder = workspace.own_rubrics()?;
    let path = folder.join(kind.folder()).join(format!("{}.json", heading.id));
    let text = starter(kind, &heading);
    write_new(&path, &text)?;
    add_schema(folder, kind)?;
    output.say(&tr!("{} written.", path.display()))?;
    let checked = Checked::new(&path, &field(&library)?, &library);
    checked.print(output)?;
    if checked.findings.is_empty() {
        output.say(&tr!("It is sound. Its points are an example of another subject: put yours in their place."))?;
        output.say(&tr!("Follow-ups and contrasts may be left out at first."))?;
    }
    output.document(&next(kind, &heading.id))
}

fn next(kind: Kind, id: &str) -> Document {
    let practise = match kind {
        Kind::Question => "drill",
        Kind::Problem => "interview",
    };
    let lines = [
        (format!("sparring rubric edit {id}"), tr!("opens it in your editor, and checks what you save")),
        (format!("sparring rubric watch {id}"), tr!("checks it whenever another program saves it")),
        (format!("sparring {practise} {id}"), tr!("tries it")),
    ];
    let mut document = Document::default();
    document.table(["", ""], lines.into_iter().map(|(command, does)| vec![command, does]));
    document
}

/// What was named by a flag, or what is typed for it.
fn asked(given: Option<String>, label: &str, output: &mut Output) -> Result<String> {
    let mut answer = given.unwrap_or_default();
    while answer.trim().is_empty() {
        output.text(&format!("{label}: "))?;
        output.flush()?;
        answer.clear();
        if stdin().lock().read_line(&mut answer)? == 0 {
            return Err(
                Error::usage(tr!("nothing was written")).hint(tr!("--title, --topic and --prompt name these as well"))
            );
        }
    }
    Ok(answer.trim().to_owned())
}

/// Refuses what is no id.
pub(super) fn must_be_id(id: &str) -> Result<()> {
    if is_id(id) {
        return Ok(());
    }
    let error = Error::usage(tr!("`{}` is no id", plain(id)));
    Err(error.hint(tr!("use lower-case letters, digits and single hyphens, at most 64")))
}

/// Writes a file, with the folders above it, and never over another.
pub(super) fn write_new(path: &Path, text: &str) -> Result<()> {
    if path.exists() {
        return Err(Error::usage(tr!("{} is there already", path.display())).hint(tr!("choose another id or folder")));
    }
    make(path)?;
    replace(path, text)
}

/// Makes the folders above a file.
pub(super) fn make(path: &Path) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|e| Error::file(&tr!("make the folder"), folder, &e))
}

/// Puts the schema where `$schema` looks for it, so that editors complete and explain keys.
pub(super) fn add_schema(folder: &Path, kind: Kind) -> Result<()> {
    let path = folder.join("schema").join(format!("{}.schema.json", kind.name()));
    match schema::text(kind.name()) {
        Some(text) if !path.exists() => {
            make(&path)?;
            replace(&path, &text)
        }
        Some(_) | None => Ok(()),
    }
}
