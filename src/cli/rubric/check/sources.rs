//! Which files are checked.

use std::path::{Path, PathBuf};

use crate::check::Finding;
use crate::error::{Error, Result};
use crate::messages::tr;
use crate::rubric::code::Code;
use crate::rubric::files::{self, Unreadable, files_below, files_beside};
use crate::rubric::{Library, Source as Origin};

/// A file to check.
pub struct Source {
    /// Its name for people.
    pub name: String,
    /// Its place.
    pub path: PathBuf,
    /// Its text.
    pub text: std::result::Result<String, Unreadable>,
    /// What there is to say of the file itself.
    pub remark: Option<Finding>,
    /// Whether it is part of the program.
    pub built_in: bool,
}

impl Source {
    /// A file of the user's.
    pub fn of(path: &Path) -> Source {
        let (name, text) = (path.display().to_string(), files::read(path));
        Source { name, path: path.to_path_buf(), text, remark: None, built_in: false }
    }
}

/// The files that are named, those of the folders in use, or the built-in bank.
pub fn all(paths: &[PathBuf], library: &Library) -> Result<Vec<Source>> {
    let folders = if paths.is_empty() { library.folders() } else { paths };
    let mut found: Vec<Source> = folders.iter().flat_map(|path| below(path, library)).collect();
    if found.is_empty() && paths.is_empty() {
        return Ok(built_in(library));
    }
    if found.is_empty() {
        return Err(Error::usage(tr!("there is no rubric file in what you named"))
            .hint(tr!("name a .json file, or a folder that holds some")));
    }
    let place = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    for entry in library.list().into_iter().filter(|entry| !entry.left_aside.is_empty()) {
        let aside: Vec<PathBuf> = entry.left_aside.iter().map(|path| place(path)).collect();
        for source in found.iter_mut().filter(|source| aside.contains(&place(&source.path))) {
            let message = tr!("{} has the same id and is nearer: this file is left aside", entry.source);
            source.remark = Some(Finding::of_file(Code::NotRead, message, tr!("rename one of them, with its id")));
        }
    }
    // What is wrong in the vocabulary in use concerns every file.
    if let Some(path) = library.vocabulary_file().filter(|_| library.vocabulary().is_err()) {
        let same = |source: &Source| source.path.canonicalize().ok() == path.canonicalize().ok();
        if !found.iter().any(same) {
            found.push(Source::of(&path));
        }
    }
    Ok(found)
}

fn below(path: &Path, library: &Library) -> Vec<Source> {
    let named_as_file = path.extension().is_some_and(|e| e == "json");
    if !path.is_dir() || (named_as_file && files_below(path).is_empty()) {
        return vec![Source::of(path)];
    }
    let mut sources: Vec<Source> = files_below(path).iter().map(|file| Source::of(file)).collect();
    for source in &mut sources {
        source.remark = hidden(&source.path);
    }
    let is_bank = path.join("problems").is_dir() || path.join("questions").is_dir();
    if is_bank || library.folders().iter().any(|folder| folder == path) {
        sources.extend(files_beside(path).into_iter().map(|(path, help)| beside(&path, help)));
    }
    sources
}

/// A question of the same name as a problem: the problem is read.
fn hidden(path: &Path) -> Option<Finding> {
    let folder = path.parent().filter(|folder| folder.ends_with("questions"))?;
    let twin = folder.parent()?.join("problems").join(path.file_name()?);
    let message = tr!("a problem has the same name, and is read instead");
    twin.is_file().then(|| Finding::of_file(Code::NotRead, message, tr!("rename one of them, with its id")))
}

fn beside(path: &Path, help: String) -> Source {
    let remark = Some(Finding::of_file(Code::NotRead, tr!("this file is never read"), help));
    Source { remark, text: Ok(String::new()), built_in: true, ..Source::of(path) }
}

fn built_in(library: &Library) -> Vec<Source> {
    let of = |id: String| {
        let unreadable = |e: Error| Unreadable { message: e.to_string(), help: String::new(), at: (1, 1) };
        let (built_in, text) = match library.text(&id) {
            Ok((_, origin, text)) => (origin == Origin::BuiltIn, Ok(text.into_owned())),
            Err(error) => (false, Err(unreadable(error))),
        };
        let path = PathBuf::from(format!("{id}.json"));
        Source { name: format!("built-in/{id}.json"), path, text, remark: None, built_in }
    };
    library.list().into_iter().map(|entry| of(entry.id)).collect()
}
