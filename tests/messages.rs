//! What the program says stands in one place, and another language can say all of it.

use std::collections::BTreeSet;
use std::fs;

#[path = "support/catalogue.rs"]
mod catalogue;
#[path = "support/run.rs"]
mod run;

use assert_cmd::Command;
use catalogue::{messages, translation};
use run::Run;
use sparring::messages::places;
use tempfile::TempDir;

/// The file that translators begin with.
const TEMPLATE: &str = "messages/english.json";

#[test]
fn the_template_holds_all_messages() {
    let made = translation(|_| String::new());
    if std::env::var_os("SPARRING_BLESS").is_some() {
        fs::write(TEMPLATE, &made).unwrap();
    }
    let kept = fs::read_to_string(TEMPLATE).unwrap_or_default();
    assert!(kept == made, "{TEMPLATE} is not of these sources: SPARRING_BLESS=1 cargo test --test messages");
    assert!(made.matches("\": \"\"").count() > 900);
}

#[test]
fn what_is_filled_in_has_a_place_and_every_place_is_filled() {
    let mut faults = Vec::new();
    for message in messages() {
        let text = &message.text;
        let (names, unnamed) = places(text);
        let given: BTreeSet<&str> = message.named.iter().map(String::as_str).collect();
        if names != given || unnamed != message.positional {
            faults.push(format!("{}: {text}: given {given:?} and {}", message.file, message.positional));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A translation that marks each text, so that what is left outside of the marks was never translated.
fn marked(text: &str) -> String {
    format!("⟦{text}⟧")
}

fn unmarked(said: &str) -> String {
    let mut depth = 0_i32;
    let outside = said.chars().filter(|c| {
        depth += i32::from(*c == '⟦');
        depth -= i32::from(*c == '⟧');
        depth == 0 && *c != '⟧'
    });
    outside.collect()
}

struct Home(TempDir);

impl Home {
    fn new(theirs: impl Fn(&str) -> String) -> Home {
        let home = Home(tempfile::tempdir().unwrap());
        let folder = home.0.path().join(".local/share/sparring/messages");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("de.json"), translation(theirs)).unwrap();
        home
    }

    fn run(&self, args: &[&str], environment: &[(&str, &str)]) -> Run {
        let mut command = Command::cargo_bin("sparring").unwrap();
        command.args(args).current_dir(self.0.path()).env("HOME", self.0.path()).env("COLUMNS", "1000");
        for variable in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "LC_ALL", "LC_MESSAGES", "SPARRING_MESSAGES"] {
            command.env_remove(variable);
        }
        command.env("LANG", "de_AT.UTF-8").envs(environment.iter().copied());
        command.output().unwrap().into()
    }
}

#[test]
fn another_language_says_all_of_it() {
    let home = Home::new(marked);
    let rubric = home.0.path().join("faulty.json");
    fs::write(&rubric, "{\"id\": \"Faulty\", \"title\": 1, \"points\": [{\"weight\": -1}], \"titel\": \"x\"}").unwrap();
    let words = regex::Regex::new("[a-z]{2,} [a-z]{2,}").unwrap();
    for (args, code) in [
        (&[][..], 0),
        (&["config"], 0),
        (&["config", "set", "level", "l9"], 2),
        (&["config", "unset", "level"], 0),
        (&["interview", "nope"], 2),
        (&["interview", "cap-tradeoffs"], 2),
        (&["interview", "--resume"], 2),
        (&["drill", "nope"], 2),
        (&["drill", "--topic", "nope"], 2),
        (&["review"], 0),
        (&["review", "nope"], 2),
        (&["review", "--doctor"], 0),
        (&["progress"], 0),
        (&["progress", "--until", "2020-01-15"], 2),
        (&["replay", "last"], 2),
        (&["study", "nope"], 2),
        (&["grade", "--rubric", "nope"], 2),
        (&["rubric", "check", "faulty.json"], 1),
        (&["rubric", "check", "--explain", "nope"], 2),
        (&["rubric", "coverage"], 0),
        (&["rubric", "new", "question", "Bad_Id", "--title", "a", "--topic", "b", "--prompt", "c"], 2),
        (&["rubric", "schema", "nope"], 2),
        (&["rubric", "watch"], 2),
        (&["man", "nope"], 2),
    ] {
        let run = home.run(args, &[]);
        let said = format!("{}{}", run.out, run.err);
        assert_eq!(run.code, code, "{args:?}: {said}");
        assert!(said.contains('⟦'), "{args:?}: {said}");
        let left = unmarked(&said);
        // Source lines are the user's own, and commands are the same in any language.
        let foreign =
            |line: &&str| words.is_match(line) && !line.contains('|') && !line.trim().starts_with("sparring ");
        let left: Vec<&str> = left.lines().filter(foreign).collect();
        assert!(left.is_empty(), "{args:?} also says {left:?} in:\n{said}");
    }
    let help = home.run(&["rubric", "check", "--help"], &[]).out;
    assert!(help.starts_with('⟦') && !help.contains("Check rubric files⟧\n\n  Check"), "{help}");
}

#[test]
fn the_language_is_the_users_and_can_be_chosen() {
    let home = Home::new(|text| if text == "Setting" { "Einstellung".to_owned() } else { String::new() });
    let head = |environment: &[(&str, &str)]| home.run(&["config"], environment).out.lines().next().unwrap().to_owned();
    // What a translation leaves empty stays English.
    assert_eq!(head(&[]), "Einstellung  Value");
    for environment in
        [&[("LC_ALL", "C")][..], &[("LANG", "fr_FR.UTF-8")], &[("LANG", "")], &[("SPARRING_MESSAGES", "")]]
    {
        assert_eq!(head(environment), "Setting  Value", "{environment:?}");
    }
    let own = home.0.path().join("own.json");
    fs::write(&own, "{\"any\": {\"Setting\": \"Réglage\"}}").unwrap();
    assert_eq!(head(&[("SPARRING_MESSAGES", own.to_str().unwrap())]), "Réglage  Value");
    for (json, why) in [
        ("{\"any\": {", "own.json: EOF while parsing"),
        (
            "{\"any\": {\"there is no folder {}\": \"kein Ordner\"}}",
            "the translation of \"there is no folder {}\" fills in",
        ),
    ] {
        fs::write(&own, json).unwrap();
        home.run(&["config"], &[("SPARRING_MESSAGES", "own.json")]).check(3, &[why, "SPARRING_MESSAGES= "]);
    }
    home.run(&["config"], &[("SPARRING_MESSAGES", "gone.json")]).check(3, &["cannot read gone.json"]);
}

#[test]
fn the_interviewer_and_what_programs_read_stay_as_they_are() {
    let home = Home::new(marked);
    let args = ["interview", "url-shortener", "--seed", "1", "--only", "estimation"];
    let play = |environment: &[(&str, &str)]| {
        let run = home.run(&args, environment);
        assert_eq!(run.code, 0, "{}", run.err);
        run.out
    };
    let spoken = |said: &str| said.lines().find(|line| line.starts_with("Put rough numbers on it.")).map(str::to_owned);
    let (theirs, english) = (play(&[]), play(&[("LC_ALL", "C")]));
    assert!(theirs.contains('⟦') && spoken(&english).is_some(), "{theirs}");
    assert_eq!(spoken(&theirs), spoken(&english));
    let json = |environment: &[(&str, &str)]| home.run(&["progress", "--format", "json"], environment).out;
    assert_eq!(json(&[]), json(&[("LC_ALL", "C")]));
}
