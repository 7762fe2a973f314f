//! The bank: rubrics built into the program, with files on disk laid over them by id.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::OnceLock;

use super::decode;
use super::fault::{Fault, Locator, line_and_column};
use super::files::{files_below, json_files, read_file};
use super::pack::{Place, places};
use super::{Experience, Problem, Question, Rubric, Vocabulary};
use crate::error::{Error, Result, closest};
use crate::messages::tr;

/// Kind of a rubric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A full interview.
    Problem,
    /// A single question.
    Question,
}

impl Kind {
    /// The name in lists and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Problem => "problem",
            Kind::Question => "question",
        }
    }

    /// The folder of a rubric folder that holds files of this kind.
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Problem => "problems",
            Kind::Question => "questions",
        }
    }
}

/// A rubric that is part of the program.
pub struct Embedded {
    kind: Kind,
    id: &'static str,
    title: &'static str,
    topic: &'static str,
    json: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/bank.rs"));

/// Where a rubric comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The program itself.
    BuiltIn,
    /// A file.
    File(PathBuf),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::BuiltIn => f.write_str("built-in"),
            Source::File(path) => write!(f, "{}", path.display()),
        }
    }
}

/// A line of the list of rubrics.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The id.
    pub id: String,
    /// Its kind.
    pub kind: Kind,
    /// The title; `None` when the file cannot be read.
    pub title: Option<String>,
    /// The topic; empty when the file cannot be read.
    pub topic: String,
    /// Where it comes from.
    pub source: Source,
    /// The pack it belongs to, if it comes from one.
    pub pack: Option<String>,
    /// Files of the same id that are further away, and so left aside; a built-in one is none of them.
    pub left_aside: Vec<PathBuf>,
}

impl Entry {
    /// The files that are left aside for a nearer one.
    fn aside(self) -> Vec<PathBuf> {
        let own = match self.source {
            Source::BuiltIn => None,
            Source::File(path) => Some(path),
        };
        own.into_iter().chain(self.left_aside).collect()
    }
}

/// A rubric with its origin.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The rubric.
    pub rubric: Rubric,
    /// Where it comes from.
    pub source: Source,
    /// Hash of the file's bytes and the vocabulary's: the version of the marks, 16 hexadecimal digits.
    pub version: String,
}

/// The vocabulary. The built-in one is known to be sound (a test reads it), so it is decoded when it is first needed:
/// no start waits for it.
#[derive(Debug, Clone, Default)]
pub struct Words {
    text: Cow<'static, str>,
    decoded: OnceLock<Vocabulary>,
}

impl Words {
    /// The vocabulary.
    pub fn get(&self) -> &Vocabulary {
        self.decoded.get_or_init(|| decode::decode(&self.text).unwrap_or_default())
    }
}

/// The rubrics that are at hand.
#[derive(Debug, Clone, Default)]
pub struct Library {
    folders: Vec<PathBuf>,
}

impl Library {
    /// A library over rubric folders; a later folder wins over an earlier one, its own files over its packs', and each over
    /// the built-in bank.
    pub fn new(folders: Vec<PathBuf>) -> Self {
        Library { folders }
    }

    /// Every rubric at hand, problems first, sorted by id. Files that cannot be read are listed without a title.
    pub fn list(&self) -> Vec<Entry> {
        let mut entries: BTreeMap<(Kind, String), Entry> = BTreeMap::new();
        for e in BANK {
            let entry = Entry {
                id: e.id.to_owned(),
                kind: e.kind,
                title: Some(e.title.to_owned()),
                topic: e.topic.to_owned(),
                source: Source::BuiltIn,
                pack: None,
                left_aside: Vec::new(),
            };
            entries.insert((e.kind, e.id.to_owned()), entry);
        }
        for place in self.places() {
            for kind in [Kind::Problem, Kind::Question] {
                for path in json_files(&place.folder.join(kind.folder())) {
                    let Some(id) = path.file_stem().and_then(|s| s.to_str()).filter(|s| is_id(s)) else { continue };
                    let head = read_file(&path).ok().and_then(|text| heading(&text));
                    let (title, topic) = head.map_or((None, String::new()), |(title, topic)| (Some(title), topic));
                    let key = (kind, id.to_owned());
                    let left_aside = entries.remove(&key).map(Entry::aside).unwrap_or_default();
                    let (id, source, pack) = (id.to_owned(), Source::File(path.clone()), place.pack.clone());
                    entries.insert(key, Entry { id, kind, title, topic, source, pack, left_aside });
                }
            }
        }
        entries.into_values().collect()
    }

    /// The rubric of an id.
    ///
    /// # Errors
    /// An unknown id, with the closest known one; a file with faults, with the first of them.
    pub fn load(&self, id: &str) -> Result<Loaded> {
        let (kind, source, text) = self.text(id)?;
        let rubric = match kind {
            Kind::Problem => decode::decode::<Problem>(&text).map(Rubric::Problem),
            Kind::Question => decode::decode::<Question>(&text).map(Rubric::Question),
        };
        let rubric = rubric.map_err(|fault| faulty(&source, &text, &fault))?;
        if let Some(excess) = rubric.excess() {
            return Err(Error::data(tr!("{source} is too large: {excess}", source, excess))
                .hint(tr!("split it into several rubrics")));
        }
        if rubric.id() != id {
            let message = tr!("{source}: the file is named {id}.json but its id is `{}`", rubric.id(), source, id);
            return Err(Error::data(message).hint(tr!("give the file and the id the same name")));
        }
        let vocabulary = self.shared_text("vocabulary", VOCABULARY)?.1;
        let mut hash = xxhash_rust::xxh3::Xxh3::new();
        hash.update(text.as_bytes());
        hash.update(vocabulary.as_bytes());
        let hash = hash.digest();
        Ok(Loaded { rubric, source, version: format!("{hash:016x}") })
    }

    /// Kind, origin and text of a rubric, as its author wrote it.
    ///
    /// # Errors
    /// An unknown id, or a file that cannot be read.
    pub fn text(&self, id: &str) -> Result<(Kind, Source, Cow<'static, str>)> {
        if is_id(id) {
            for place in self.places().into_iter().rev() {
                for kind in [Kind::Problem, Kind::Question] {
                    let path = place.folder.join(kind.folder()).join(format!("{id}.json"));
                    if path.is_file() {
                        let text = read_file(&path)?;
                        return Ok((kind, Source::File(path), Cow::Owned(text)));
                    }
                }
            }
            if let Some(found) = BANK.iter().find(|e| e.id == id) {
                return Ok((found.kind, Source::BuiltIn, Cow::Borrowed(found.json)));
            }
        }
        Err(self.unknown(id))
    }

    fn unknown(&self, id: &str) -> Error {
        let known = self.list();
        let error = Error::usage(tr!("there is no rubric `{}`", crate::text::plain(id)));
        match closest(id, known.iter().map(|e| e.id.as_str())) {
            Some(near) => error.hint(tr!("did you mean `{near}`?", near)),
            None => error.hint(tr!("`sparring rubric list` shows what there is")),
        }
    }

    /// The vocabulary: a file on disk takes the place of the built-in one.
    ///
    /// # Errors
    /// A vocabulary file with a fault.
    pub fn vocabulary(&self) -> Result<Words> {
        let (source, text) = self.shared_text("vocabulary", VOCABULARY)?;
        let words = Words { text, decoded: OnceLock::new() };
        if source != Source::BuiltIn && Some(words.text.as_ref()) != VOCABULARY {
            let decoded = decode::decode(&words.text).map_err(|fault| faulty(&source, &words.text, &fault))?;
            let _ = words.decoded.set(decoded);
        }
        Ok(words)
    }

    /// The candidate's own projects.
    ///
    /// # Errors
    /// An experience file with a fault.
    pub fn experience(&self) -> Result<Experience> {
        let (source, text) = self.shared_text("experience", EXPERIENCE)?;
        if text.is_empty() {
            return Ok(Experience::default());
        }
        decode::decode(&text).map_err(|fault| faulty(&source, &text, &fault))
    }

    /// The file that the vocabulary is read from, if it is not the built-in one.
    pub fn vocabulary_file(&self) -> Option<PathBuf> {
        self.folders.iter().rev().map(|folder| folder.join("vocabulary.json")).find(|path| path.is_file())
    }

    /// The rubric folders.
    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    fn shared_text(&self, name: &str, embedded: Option<&'static str>) -> Result<(Source, Cow<'static, str>)> {
        for folder in self.folders.iter().rev() {
            let path = folder.join(format!("{name}.json"));
            if path.is_file() {
                return read_file(&path).map(|text| (Source::File(path), Cow::Owned(text)));
            }
        }
        Ok((Source::BuiltIn, Cow::Borrowed(embedded.unwrap_or_default())))
    }

    /// Where rubrics are looked for, the nearest last.
    fn places(&self) -> Vec<Place> {
        self.folders.iter().flat_map(|folder| places(folder)).collect()
    }

    /// Every rubric file in the library's folders.
    pub fn files(&self) -> Vec<PathBuf> {
        self.folders.iter().flat_map(|folder| files_below(folder)).collect()
    }
}

/// Whether a name is an id: lower-case letters, digits and single hyphens, at most 64. Nothing else reaches a path.
pub fn is_id(name: &str) -> bool {
    let piece = |p: &str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    name.len() <= 64 && name.split('-').all(piece)
}

/// Title and topic, without decoding the rest.
fn heading(text: &str) -> Option<(String, String)> {
    #[derive(serde::Deserialize)]
    struct Heading {
        title: String,
        #[serde(default)]
        topic: String,
    }
    serde_json::from_str::<Heading>(text).ok().map(|h| (h.title, h.topic))
}

fn faulty(source: &Source, text: &str, fault: &Fault) -> Error {
    let at = Locator::new(text).bytes(&fault.place).start;
    let (line, column) = line_and_column(text, at);
    let message = format!("{source}:{line}:{column}: {}[{}]: {}", fault.level, fault.code, fault.message);
    Error::data(message).hint(fault.help.clone())
}
