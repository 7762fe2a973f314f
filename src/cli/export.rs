//! `sparring review SESSION --export FORMAT`.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::workspace::Workspace;
use crate::error::{Error, Result};
use crate::journal::Read;
use crate::messages::tr;
use crate::review::export::{Session, csv, html, json, markdown};
use crate::review::transcript::Margin;
use crate::session::replay_interview;
use crate::terminal::Output;

/// What a session is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One page for a browser, with charts; it asks nothing of the network.
    Html,
    /// Markdown, with the drawn design as a Mermaid block.
    Md,
    /// The journal as one JSON object.
    Json,
    /// A table with one row a point.
    Csv,
}

/// How a session is written elsewhere.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// Write the session in another format, to standard output or to the file of --out.
    #[arg(long, value_enum, value_name = "FORMAT", requires = "session")]
    export: Option<Format>,
    /// The file to write; one that exists is left alone.
    #[arg(long, value_name = "FILE", requires = "export")]
    out: Option<PathBuf>,
    /// Write over a file that exists.
    #[arg(long, requires = "out")]
    force: bool,
}

impl Export {
    /// Writes a session if a format was asked for; false if none was.
    pub fn run(&self, read: &Read, workspace: &Workspace, output: &mut Output) -> Result<bool> {
        let Some(format) = self.export else { return Ok(false) };
        let found = match format {
            Format::Html => again(read, workspace),
            Format::Md | Format::Json | Format::Csv => None,
        };
        let name = read.name();
        let session = Session { name: &name, header: &read.header, records: &read.records, found };
        let text = match format {
            Format::Html => html::write(&session),
            Format::Md => markdown::write(&session),
            Format::Json => json::write(&session),
            Format::Csv => csv::write(&session),
        };
        match &self.out {
            Some(path) => save(path, &text, self.force, workspace.transcripts().ok(), output)?,
            None if format == Format::Json => output.json(&text)?,
            None => output.text(&text)?,
        }
        Ok(true)
    }
}

/// The exact words that earned points, if the rubric is there and still the same.
fn again(read: &Read, workspace: &Workspace) -> Option<Vec<Margin>> {
    let replayed = replay_interview(&workspace.library(), &read.header, &read.records).ok().flatten()?;
    let same = replayed.version == read.header.version && replayed.replay.difference.is_none();
    same.then(|| Margin::of(&replayed.interview))
}

/// Writes the file at once and says so, readable only by its owner as the journals are. A journal in the folder of transcripts is never
/// written over.
pub fn save(path: &Path, text: &str, force: bool, transcripts: Option<&Path>, output: &mut Output) -> Result<()> {
    let exists = || {
        let error = Error::usage(tr!("{} exists already", path.display()));
        error.hint(tr!("--force writes over it; or name another file"))
    };
    if transcripts.is_some_and(|transcripts| is_journal(path, transcripts)) {
        return Err(Error::usage(tr!("{} is a session itself", path.display())).hint(tr!("name another file")));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // The kind alone: the message itself would name a file that only we know of.
    let failed = |e: std::io::Error| Error::file(&tr!("write"), path, &e.kind().into());
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_data()).map_err(failed)?;
    let kept = if force { file.persist(path) } else { file.persist_noclobber(path) };
    kept.map_err(|e| if e.error.kind() == ErrorKind::AlreadyExists { exists() } else { failed(e.error) })?;
    output.say(&tr!("{} written.", path.display()))
}

/// Whether a file is there and is a journal of this folder.
fn is_journal(path: &Path, transcripts: &Path) -> bool {
    let (Ok(file), Ok(folder)) = (path.canonicalize(), transcripts.canonicalize()) else { return false };
    file.parent() == Some(&*folder) && file.extension().is_some_and(|extension| extension == "jsonl")
}
