//! Where rubrics and transcripts are.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::Args;
use etcetera::BaseStrategy as _;

use super::settings::Settings;
use crate::error::{Error, Result};
use crate::messages::tr;
use crate::rubric::Library;

/// Folders that the user names.
#[derive(Debug, Clone, Default, Args)]
pub struct Folders {
    /// Folder with rubrics, laid over the built-in ones by id; give it again for more, the last wins
    /// [env: SPARRING_RUBRICS, folders separated as in PATH].
    #[arg(long, global = true, value_name = "DIR")]
    rubrics: Vec<PathBuf>,
    /// Folder where transcripts are kept [env: SPARRING_TRANSCRIPTS].
    #[arg(long, global = true, value_name = "DIR")]
    transcripts: Option<PathBuf>,
}

impl Folders {
    /// The folders with those of the environment, which flags override. A variable that is set to nothing counts as
    /// not set.
    fn with_environment(&self) -> Folders {
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let mut all = self.clone();
        if all.rubrics.is_empty() {
            all.rubrics =
                set("SPARRING_RUBRICS").map(|value| std::env::split_paths(&value).collect()).unwrap_or_default();
        }
        all.transcripts = all.transcripts.or_else(|| set("SPARRING_TRANSCRIPTS").map(PathBuf::from));
        all
    }
}

/// The folders in use.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// Rubric folders; the last wins.
    pub rubrics: Vec<PathBuf>,
    /// The folder of transcripts; `None` without a home folder.
    transcripts: Option<PathBuf>,
    /// What the user has set.
    pub settings: Settings,
}

impl Workspace {
    /// Finds the folders: those named, else the workspace around the current folder, else the user's data folder.
    ///
    /// # Errors
    /// A rubric folder is named that does not exist.
    pub fn find(named: &Folders, settings: Settings) -> Result<Workspace> {
        let named = named.with_environment();
        let around = std::env::current_dir().ok().and_then(|here| workspace_above(&here));
        let base = around.or_else(data_folder);
        let rubrics = if named.rubrics.is_empty() {
            base.iter().map(|base| base.join("rubrics")).collect()
        } else {
            named.rubrics.clone()
        };
        for folder in &named.rubrics {
            if !folder.is_dir() {
                let error = Error::data(tr!("there is no folder {}", folder.display()));
                return Err(error.hint(tr!(
                    "check its name, or make it first: --rubrics takes a folder for problems/ and questions/"
                )));
            }
        }
        let transcripts = named.transcripts.or_else(|| base.map(|base| base.join("transcripts")));
        Ok(Workspace { rubrics, transcripts, settings })
    }

    /// The rubrics at hand.
    pub fn library(&self) -> Library {
        Library::new(self.rubrics.clone())
    }

    /// The folder that new rubrics of the user's own go to: the one that wins.
    ///
    /// # Errors
    /// There is no home folder and none was named.
    pub fn own_rubrics(&self) -> Result<&Path> {
        self.rubrics.last().map(PathBuf::as_path).ok_or_else(|| {
            Error::data(tr!("there is no home folder to keep rubrics in")).hint(tr!("name a folder with --rubrics DIR"))
        })
    }

    /// The folder of transcripts.
    ///
    /// # Errors
    /// There is no home folder and none was named; something else has its name, or it may not be looked into.
    pub fn transcripts(&self) -> Result<&Path> {
        let folder = self.transcripts.as_deref().ok_or_else(|| {
            Error::data(tr!("there is no home folder to keep transcripts in"))
                .hint(tr!("name a folder with --transcripts DIR"))
        })?;
        match std::fs::read_dir(folder) {
            Ok(_) => Ok(folder),
            // It is made with the first session.
            Err(e) if e.kind() == ErrorKind::NotFound && !folder.is_symlink() => Ok(folder),
            Err(e) => Err(no_folder(folder, &e)),
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours, and it grows")]
fn no_folder(folder: &Path, error: &std::io::Error) -> Error {
    let name = folder.display();
    let what = match error.kind() {
        ErrorKind::NotFound => tr!("{name} is a link that leads nowhere", name),
        ErrorKind::NotADirectory if folder.exists() => tr!("{name} is a file, not a folder", name),
        _ => tr!("cannot look into the folder {name}: {error}", name, error),
    };
    Error::data(what).hint(tr!("transcripts are kept there: mend it, or choose another folder with --transcripts DIR"))
}

fn workspace_above(here: &Path) -> Option<PathBuf> {
    here.ancestors().find(|folder| folder.join("rubrics").is_dir()).map(Path::to_path_buf)
}

pub fn data_folder() -> Option<PathBuf> {
    etcetera::choose_base_strategy().ok().map(|strategy| strategy.data_dir().join("sparring"))
}
