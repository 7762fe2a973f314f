//! Packs: folders of rubrics, such as a git clone, inside a rubric folder.

use std::fs;
use std::path::{Path, PathBuf};

/// A place that rubrics are taken from: a rubric folder itself, or a pack inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The folder that holds `problems/` and `questions/`.
    pub folder: PathBuf,
    /// The name of the pack, if it is one.
    pub pack: Option<String>,
    /// The pack's own folder, which may hold other things as well.
    pub root: Option<PathBuf>,
}

/// The places of a rubric folder: the nearest last. Its own files are nearer than any pack's; of packs, the first by name is.
pub fn places(folder: &Path) -> Vec<Place> {
    let mut packs: Vec<Place> = fs::read_dir(folder).into_iter().flatten().flatten().filter_map(pack).collect();
    packs.sort_by(|a, b| b.pack.cmp(&a.pack));
    packs.push(Place { folder: folder.to_path_buf(), pack: None, root: None });
    packs
}

/// A folder with rubrics inside, at its top or under `rubrics/` as in a repository of its own.
fn pack(entry: fs::DirEntry) -> Option<Place> {
    let name = entry.file_name().into_string().ok()?;
    let hidden = name.starts_with('.') || matches!(name.as_str(), "problems" | "questions" | "schema");
    let holds = |folder: &Path| folder.join("problems").is_dir() || folder.join("questions").is_dir();
    let root = entry.path();
    let folder = [root.join("rubrics"), root.clone()].into_iter().find(|folder| !hidden && holds(folder))?;
    Some(Place { folder, pack: Some(name), root: Some(root) })
}
