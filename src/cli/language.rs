//! The user's language: which translated file there is, and help in its words.

use std::path::PathBuf;

use clap::builder::StyledStr;
use clap::{Arg, Command};

use super::workspace::data_folder;
use crate::error::{Error, Result};
use crate::files;
use crate::messages::{self, tr};

/// Says all messages in the user's language, and whether there is a file for it.
///
/// # Errors
/// The file cannot be read, or is no translation.
pub fn speak() -> Result<bool> {
    let Some(path) = catalogue() else { return Ok(false) };
    let json = files::read(&path, messages::LARGEST).map_err(|e| {
        Error::file(&tr!("read"), &path, &e)
            .hint("SPARRING_MESSAGES is the path of a file; SPARRING_MESSAGES= goes on in English")
    })?;
    messages::speak(&json).map(|()| true).map_err(|why| {
        let error = Error::data(format!("{}: {why}", path.display()));
        error.hint("mend it, or say SPARRING_MESSAGES= to go on in English; docs/translating.md describes the file")
    })
}

/// The file that `SPARRING_MESSAGES` names (nothing: English), else the one of the user's locale in the data folder.
fn catalogue() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if let Some(path) = std::env::var_os("SPARRING_MESSAGES") {
        return (!path.is_empty()).then(|| path.into());
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set)?;
    let folder = data_folder()?.join("messages");
    let files = names(locale.to_str()?).into_iter().map(|name| folder.join(format!("{name}.json")));
    files.into_iter().find(|path| path.is_file())
}

/// Names that a locale's file may have, the narrowest first: `de_AT.UTF-8` is looked for as `de_AT`, then as `de`.
fn names(locale: &str) -> Vec<&str> {
    let region = locale.split(['.', '@']).next().unwrap_or_default();
    let language = region.split('_').next().unwrap_or_default();
    let is_name = |name: &&str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let mut names: Vec<&str> = [region, language].into_iter().filter(is_name).collect();
    names.dedup();
    names
}

/// The help of a command in the user's language. What clap itself says ("Usage:", "Options:") stays English.
pub fn localised(command: Command) -> Command {
    let about = said(command.get_about());
    let long = said(command.get_long_about());
    let after = said(command.get_after_help());
    let command = command.mut_args(argument).mut_subcommands(localised);
    let command = about.into_iter().fold(command, Command::about);
    let command = long.into_iter().fold(command, Command::long_about);
    after.into_iter().fold(command, Command::after_help)
}

fn argument(argument: Arg) -> Arg {
    let help = said(argument.get_help());
    let long = said(argument.get_long_help());
    let argument = help.into_iter().fold(argument, Arg::help);
    long.into_iter().fold(argument, Arg::long_help)
}

fn said(text: Option<&StyledStr>) -> Option<String> {
    text.map(|text| messages::translated(&text.to_string()))
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_locale_is_looked_for_by_region_then_by_language() {
        for (locale, expected) in [
            ("de_AT.UTF-8", &["de_AT", "de"][..]),
            ("de", &["de"]),
            ("sr_RS@latin", &["sr_RS", "sr"]),
            ("C", &["C"]),
            ("../../etc", &[]),
            ("", &[]),
        ] {
            assert_eq!(names(locale), expected, "{locale}");
        }
    }
}
