//! The user's settings: what would otherwise be typed each time. A TOML file, so that people can edit it by hand.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use etcetera::BaseStrategy as _;
use toml_edit::{Document, Value};

use super::interview::{LevelArg, ModeArg, minutes};
use crate::error::{Error, Result, closest};
use crate::messages::tr;
use crate::terminal::{Color, Form};

/// What the settings file says; `None` where it says nothing.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    pub(super) level: Option<LevelArg>,
    pub(super) mode: Option<ModeArg>,
    pub(super) minutes: Option<f64>,
    /// When to use colour.
    pub color: Option<Color>,
    /// Whether the output is made to be read aloud.
    pub plain: Option<bool>,
    /// The editor, with its arguments.
    pub editor: Option<String>,
}

/// A setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Setting {
    Level,
    Mode,
    Minutes,
    Color,
    Plain,
    Editor,
}

impl Setting {
    pub const ALL: [Setting; 6] =
        [Setting::Level, Setting::Mode, Setting::Minutes, Setting::Color, Setting::Plain, Setting::Editor];

    /// Its name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Setting::Level => "level",
            Setting::Mode => "mode",
            Setting::Minutes => "minutes",
            Setting::Color => "color",
            Setting::Plain => "plain",
            Setting::Editor => "editor",
        }
    }

    /// What it is for.
    pub fn says(self) -> String {
        match self {
            Setting::Level => tr!("the level that interviews are held for"),
            Setting::Mode => tr!("how the interviewer behaves"),
            Setting::Minutes => tr!("length of an interview"),
            Setting::Color => tr!("when to use colour"),
            Setting::Plain => tr!("nothing drawn or redrawn, for screen readers"),
            Setting::Editor => tr!("what Ctrl-X Ctrl-E and `rubric edit` open"),
        }
    }

    /// What holds where the file says nothing.
    pub fn usual(self) -> String {
        let value = match self {
            Setting::Level => "l4",
            Setting::Mode => "interview",
            Setting::Minutes => "45",
            Setting::Color => "auto",
            Setting::Plain => "false",
            Setting::Editor => return tr!("$VISUAL, $EDITOR or vi"),
        };
        value.to_owned()
    }

    /// The value that a text on the command line means.
    pub fn read(self, text: &str) -> std::result::Result<Value, String> {
        let value = match self {
            Setting::Minutes => match text.parse::<i64>() {
                Ok(whole) => Value::from(whole),
                Err(_) => Value::from(minutes(text)?),
            },
            Setting::Plain => match text {
                "true" | "yes" | "on" => Value::from(true),
                "false" | "no" | "off" => Value::from(false),
                _ => Value::from(text),
            },
            Setting::Level | Setting::Mode | Setting::Color | Setting::Editor => Value::from(text),
        };
        self.put(&value, &mut Settings::default()).map(|()| value)
    }

    /// Puts a value into the settings.
    fn put(self, value: &Value, settings: &mut Settings) -> std::result::Result<(), String> {
        match self {
            Setting::Level => settings.level = Some(one_of(value)?),
            Setting::Mode => settings.mode = Some(one_of(value)?),
            Setting::Color => settings.color = Some(one_of(value)?),
            Setting::Minutes => {
                let number = value.as_float().or_else(|| value.as_integer().map(|n| n as f64));
                settings.minutes = Some(minutes(&number.map_or_else(String::new, |n| n.to_string()))?);
            }
            Setting::Plain => settings.plain = Some(value.as_bool().ok_or(tr!("it is true or false, without quotes"))?),
            Setting::Editor => {
                let command = value.as_str().filter(|command| !command.trim().is_empty());
                settings.editor =
                    Some(command.ok_or(tr!("it is a command in quotes, such as \"code --wait\""))?.to_owned());
            }
        }
        Ok(())
    }

    /// What holds, as text, and whether the settings say so.
    pub fn holds(self, settings: &Settings) -> (String, bool) {
        let own = self.shown(settings);
        let is_set = own.is_some();
        (own.unwrap_or_else(|| self.usual()), is_set)
    }

    /// What the settings say, as text.
    fn shown(self, settings: &Settings) -> Option<String> {
        match self {
            Setting::Level => settings.level.map(name_of),
            Setting::Mode => settings.mode.map(name_of),
            Setting::Minutes => settings.minutes.map(|minutes| minutes.to_string()),
            Setting::Color => settings.color.map(name_of),
            Setting::Plain => settings.plain.map(|plain| plain.to_string()),
            Setting::Editor => settings.editor.clone(),
        }
    }
}

fn name_of<T: ValueEnum>(value: T) -> String {
    value.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

fn one_of<T: ValueEnum>(value: &Value) -> std::result::Result<T, String> {
    value.as_str().and_then(|name| T::from_str(name, false).ok()).ok_or_else(|| {
        let names: Vec<String> =
            T::value_variants().iter().map(|known| format!("\"{}\"", name_of(known.clone()))).collect();
        tr!("it is one of {}", names.join(", "))
    })
}

impl Settings {
    /// The settings, with what was given on the command line before them.
    pub fn with(self, color: Option<Color>, plain: bool) -> Settings {
        Settings { color: color.or(self.color), plain: if plain { Some(true) } else { self.plain }, ..self }
    }

    /// How documents are laid out.
    pub fn form(&self) -> Form {
        if self.plain.unwrap_or(false) { Form::Spoken } else { Form::Seen }
    }

    /// Reads the settings file; one that does not exist says nothing.
    ///
    /// # Errors
    /// The file cannot be read, is no TOML, or holds an unknown setting or value; told with its place.
    pub fn load() -> Result<Settings> {
        let Some(path) = path() else { return Ok(Settings::default()) };
        match fs::read_to_string(&path) {
            Ok(text) => Settings::parse(&path, &text),
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(Settings::default()),
            Err(e) => Err(Error::file(&tr!("read"), &path, &e)),
        }
    }

    /// Reads the text of a settings file.
    ///
    /// # Errors
    /// As [`Settings::load`].
    pub fn parse(path: &Path, text: &str) -> Result<Settings> {
        let fault = |at: usize, what: String| Error::data(format!("{}: {what}", place(path, text, at)));
        let document = Document::parse(text).map_err(|e| {
            fault(e.span().map_or(0, |span| span.start), tr!("this is no TOML: {}", e.message().replace('\n', ", ")))
                .hint(tr!("a line is a name, =, and a value: level = \"l5\""))
        })?;
        let mut settings = Settings::default();
        for (name, item) in document.as_table().iter() {
            let key = document.as_table().key(name).and_then(toml_edit::Key::span).map_or(0, |span| span.start);
            let Some(setting) = Setting::ALL.into_iter().find(|setting| setting.name() == name) else {
                let error = fault(key, tr!("there is no setting `{name}`", name));
                return Err(match closest(name, Setting::ALL.map(Setting::name)) {
                    Some(known) => error.hint(tr!("did you mean `{known}`?", known)),
                    None => error.hint(tr!("`sparring config` lists the settings")),
                });
            };
            let at = item.span().map_or(key, |span| span.start);
            let value = item.as_value().ok_or_else(|| fault(at, tr!("`{name}` is a single value", name)))?;
            setting.put(value, &mut settings).map_err(|why| fault(at, tr!("this is no `{name}`: {why}", name, why)))?;
        }
        Ok(settings)
    }
}

/// File, line and column of a byte.
fn place(path: &Path, text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!("{}:{line}:{column}", path.display())
}

/// Where the settings file is: `SPARRING_CONFIG`, else in the user's folder of settings; `None` without a home folder.
pub fn path() -> Option<PathBuf> {
    let named = std::env::var_os("SPARRING_CONFIG").filter(|value| !value.is_empty()).map(PathBuf::from);
    let usual = || etcetera::choose_base_strategy().ok().map(|s| s.config_dir().join("sparring").join("config.toml"));
    named.or_else(usual)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Setting, Settings};

    fn parse(text: &str) -> String {
        match Settings::parse(Path::new("c.toml"), text) {
            Ok(settings) => Setting::ALL.iter().filter_map(|s| s.shown(&settings)).collect::<Vec<_>>().join(" "),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn settings_are_read_and_what_is_wrong_is_told_with_its_place() {
        for (text, expected) in [
            ("", ""),
            ("# mine\nlevel = \"l5\"\nminutes = 22.5\nplain = true\n", "l5 22.5 true"),
            ("mode = 'coach'\nminutes = 30\ncolor = 'never'\neditor = 'code --wait'", "coach 30 never code --wait"),
            ("\nlevle = 'l5'", "c.toml:2:1: there is no setting `levle`\n  hint: did you mean `level`?"),
            ("zzz = 1", "c.toml:1:1: there is no setting `zzz`\n  hint: `sparring config` lists the settings"),
            ("level = 'l6'", "c.toml:1:9: this is no `level`: it is one of \"l4\", \"l5\""),
            ("plain = 'yes'", "c.toml:1:9: this is no `plain`: it is true or false, without quotes"),
            ("editor = ''", "c.toml:1:10: this is no `editor`: it is a command in quotes, such as \"code --wait\""),
            ("[level]\na = 1", "c.toml:1:1: `level` is a single value"),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
        for text in ["minutes = 0", "minutes = 'x'", "minutes = -5", "minutes = nan"] {
            assert!(parse(text).contains("c.toml:1:11: this is no `minutes`: give a number"), "{}", parse(text));
        }
        assert!(parse("level = l5").starts_with("c.toml:1:9: this is no TOML: "), "{}", parse("level = l5"));
    }

    #[test]
    fn what_is_typed_becomes_a_value_that_can_be_read_again() {
        for (setting, text) in [
            (Setting::Level, "l5"),
            (Setting::Minutes, "20"),
            (Setting::Minutes, "7.5"),
            (Setting::Plain, "true"),
            (Setting::Editor, "code --wait \"x\""),
        ] {
            let line = format!("{} = {}", setting.name(), setting.read(text).unwrap());
            assert_eq!(parse(&line), text, "{line}");
        }
        assert!(Setting::Level.read("l6").is_err() && Setting::Plain.read("perhaps").is_err());
    }
}
