//! `sparring config`.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use toml_edit::{DocumentMut, Item};

use super::settings::{self, Setting, Settings};
use crate::error::{Error, Result};
use crate::journal::{replace, rewrite};
use crate::messages::tr;
use crate::review::document::{Document, Line};
use crate::session::open_editor;
use crate::terminal::Output;

/// Settings that hold for each start: level, mode, minutes, color, plain, editor.
///
/// Without a command it lists them. They are kept in a small file that you can edit by hand as well; what is given on the
/// command line comes before it. SPARRING_CONFIG names another file.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  sparring config\n  sparring config set level l5\n  sparring config set editor 'code --wait'\n  sparring config unset minutes"
)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the settings, with what holds and why.
    List,
    /// Print what a setting is.
    Get {
        /// The setting.
        setting: Setting,
    },
    /// Keep a setting.
    Set {
        /// The setting.
        setting: Setting,
        /// Its value.
        value: String,
    },
    /// Take a setting back.
    Unset {
        /// The setting.
        setting: Setting,
    },
    /// Open the file in your editor.
    Edit,
    /// Print where the file is.
    Path,
}

/// What a new file begins with.
const HEAD: &str = "# Settings of sparring. `sparring config` lists them.\n";

pub fn run(args: &Args, output: &mut Output) -> Result<()> {
    match &args.command {
        None | Some(Command::List) => list(output),
        Some(Command::Get { setting }) => {
            let (value, _) = setting.holds(&Settings::load()?);
            output.text(&format!("{}\n", crate::text::plain(&value)))
        }
        Some(Command::Set { setting, value }) => {
            let value = setting.read(value).map_err(|why| {
                Error::usage(tr!("`{}` is no {}: {why}", crate::text::plain(value), setting.name(), why))
            })?;
            let (path, mut document) = document()?;
            document[setting.name()] = Item::Value(value);
            write(&path, &document.to_string())?;
            output.text(&format!("{} = {}\n", setting.name(), document[setting.name()].to_string().trim()))
        }
        Some(Command::Unset { setting }) => {
            let (path, mut document) = document()?;
            if document.remove(setting.name()).is_none() {
                return output.say(&tr!("{} was not set: {} holds", setting.name(), setting.usual()));
            }
            write(&path, &document.to_string())?;
            output.say(&tr!("{} is {} again", setting.name(), setting.usual()))
        }
        Some(Command::Edit) => edit(output),
        Some(Command::Path) => output.text(&format!("{}\n", file()?.display())),
    }
}

fn list(output: &mut Output) -> Result<()> {
    let settings = Settings::load()?;
    let mut document = Document::default();
    let rows = Setting::ALL.map(|setting| {
        let (value, is_set) = setting.holds(&settings);
        let from = if is_set { tr!("set") } else { String::new() };
        vec![setting.name().to_owned(), value, from, setting.says()]
    });
    document.table([tr!("Setting"), tr!("Value"), String::new(), String::new()], rows);
    let path = settings::path().map_or_else(|| tr!("no file: there is no home folder"), |p| p.display().to_string());
    document.paragraph(Line::from(path));
    output.document(&document)
}

fn edit(output: &mut Output) -> Result<()> {
    let path = file()?;
    if !path.exists() {
        let all = Setting::ALL.map(|s| format!("# {} = {}  # {}\n", s.name(), example(s), s.says()));
        write(&path, &all.concat())?;
    }
    output.flush()?;
    open_editor(&path, None, output.editor())?;
    Settings::load()?;
    output.say(&tr!("{} is in order.", path.display()))
}

fn example(setting: Setting) -> String {
    setting.read(&setting.usual()).map_or_else(|_| setting.usual(), |value| value.to_string())
}

fn file() -> Result<PathBuf> {
    settings::path().ok_or_else(|| {
        Error::data(tr!("there is no home folder to keep settings in"))
            .hint(tr!("name a file: SPARRING_CONFIG=FILE sparring config …"))
    })
}

/// The file as it is, to be changed without touching its comments.
fn document() -> Result<(PathBuf, DocumentMut)> {
    let path = file()?;
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(e) if e.kind() == ErrorKind::NotFound => String::new(),
        Err(e) => return Err(Error::file(&tr!("read"), &path, &e)),
    };
    // A file with a fault elsewhere is not written over: `config edit` mends it.
    Settings::parse(&path, &text)?;
    let document = text.parse().map_err(|e| Error::data(format!("{}: {e}", path.display())))?;
    Ok((path, document))
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|e| Error::file(&tr!("make"), folder, &e))?;
    }
    // The file may be a link into somebody's dotfiles.
    if path.exists() { rewrite(path, text) } else { replace(path, &format!("{HEAD}{text}")) }
}
