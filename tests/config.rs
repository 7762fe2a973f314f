//! Settings that are kept, and the plain form for screen readers.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

fn sparring(home: &Path, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("sparring").unwrap();
    command.args(args).current_dir(home).env("HOME", home).env("COLUMNS", "100");
    for variable in ["SPARRING_CONFIG", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "VISUAL", "EDITOR"] {
        command.env_remove(variable);
    }
    command
}

/// What a command prints; it must end with this exit code.
fn said(home: &Path, args: &[&str], code: i32) -> String {
    let output = sparring(home, args).output().unwrap();
    let text = String::from_utf8(if code == 0 { output.stdout } else { output.stderr }).unwrap();
    assert_eq!(output.status.code(), Some(code), "{args:?}: {text}");
    text
}

#[test]
fn a_setting_is_set_listed_used_and_taken_back() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    assert!(!said(home, &["config"], 0).contains("set"), "nothing is set yet");
    assert_eq!(said(home, &["config", "get", "level"], 0), "l4\n");
    assert_eq!(said(home, &["config", "set", "level", "l5"], 0), "level = \"l5\"\n");
    assert_eq!(said(home, &["config", "set", "minutes", "20"], 0), "minutes = 20\n");
    let path = said(home, &["config", "path"], 0);
    assert_eq!(path.trim(), home.join(".config/sparring/config.toml").display().to_string());
    assert!(
        fs::read_to_string(path.trim()).unwrap().starts_with("# Settings of sparring"),
        "the comment stands on top"
    );
    // Somebody's own comment stays.
    let text = fs::read_to_string(path.trim()).unwrap();
    fs::write(path.trim(), format!("{text}# short ones\n")).unwrap();
    assert_eq!(said(home, &["config", "unset", "minutes"], 0), "minutes is 45 again\n");
    assert!(fs::read_to_string(path.trim()).unwrap().contains("# short ones"));
    assert_eq!(said(home, &["config", "get", "minutes"], 0), "45\n");
    assert!(said(home, &["config"], 0).contains("l5"));

    said(home, &["config", "set", "minutes", "10"], 0);
    let start = |args: &[&str]| {
        let all = [&["interview", "url-shortener", "--seed", "1"], args].concat();
        let output = sparring(home, &all).write_stdin("/quit\n").output().unwrap();
        let folder = home.join(".local/share/sparring/transcripts");
        let newest = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path());
        let newest = newest.filter(|p| p.extension().is_some_and(|e| e == "jsonl")).max().unwrap();
        let header = fs::read_to_string(&newest).unwrap().lines().next().unwrap().to_owned();
        fs::remove_file(newest).unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        header
    };
    let header = start(&[]);
    assert!(header.contains("\"level\":\"l5\"") && header.contains("\"minutes\":10"), "{header}");
    let header = start(&["--level", "l4", "--minutes", "30"]);
    assert!(header.contains("\"level\":\"l4\"") && header.contains("\"minutes\":30"), "{header}");
}

#[test]
fn what_is_wrong_in_the_file_is_told_and_can_be_mended() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let file = home.join("own.toml");
    fs::write(&file, "# mine\nlevl = \"l5\"\n").unwrap();
    let run = |args: &[&str]| sparring(home, args).env("SPARRING_CONFIG", &file).output().unwrap();
    for args in [&["study"][..], &["config"], &["config", "set", "level", "l4"]] {
        let output = run(args);
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{args:?}");
        assert!(text.contains("own.toml:2:1: there is no setting `levl`"), "{text}");
        assert!(text.contains("did you mean `level`?"), "{text}");
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "# mine\nlevl = \"l5\"\n", "nothing is written over");
    assert!(run(&["config", "path"]).status.success());
    let edit = sparring(home, &["config", "edit"])
        .env("SPARRING_CONFIG", &file)
        .env("EDITOR", "sed -i s/levl/level/")
        .output()
        .unwrap();
    assert!(edit.status.success(), "{}", String::from_utf8_lossy(&edit.stderr));
    assert!(run(&["study"]).status.success());
    assert!(said(home, &["config", "set", "level", "l6"], 2).contains("`l6` is no level: it is one of \"l4\", \"l5\""));
    assert!(said(home, &["config", "get", "levle"], 2).contains("level"));
}

#[test]
fn a_linked_file_stays_a_link() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let (real, link) = (home.join("dotfiles.toml"), home.join("link.toml"));
    fs::write(&real, "").unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    sparring(home, &["config", "set", "mode", "coach"]).env("SPARRING_CONFIG", &link).assert().success();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&real).unwrap(), "mode = \"coach\"\n");
}

#[test]
fn the_editor_of_the_settings_comes_before_the_environment() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    said(home, &["config", "set", "editor", "touch opened"], 0);
    sparring(home, &["config", "edit"]).env("EDITOR", "false").assert().success();
    assert!(home.join("opened").exists());
}

#[test]
fn without_a_home_folder_everything_works_that_needs_none() {
    let here = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let mut command = sparring(here.path(), args);
        command.env_clear().env("PATH", "/usr/bin:/bin");
        command.output().unwrap()
    };
    for args in [&["study", "quorums"][..], &["rubric", "list"], &["config"], &["--help"]] {
        assert!(run(args).status.success(), "{args:?}");
    }
}

#[test]
fn the_plain_form_draws_nothing() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let answer = home.join("answer.txt");
    fs::write(&answer, "A read quorum and a write quorum overlap when R plus W is greater than N.").unwrap();
    let answer = answer.to_str().unwrap();
    let seen = said(home, &["grade", "--rubric", "quorums", answer], 0);
    assert!(seen.contains("^^^") && seen.contains("==="), "{seen}");
    let spoken = said(home, &["--plain", "grade", "--rubric", "quorums", answer], 0);
    assert!(!spoken.contains("^^") && !spoken.contains("==") && !spoken.contains("--"), "{spoken}");
    assert!(spoken.contains("[overlap]") || spoken.contains("overlap]"), "{spoken}");
    said(home, &["config", "set", "plain", "true"], 0);
    assert_eq!(said(home, &["grade", "--rubric", "quorums", answer], 0), spoken);
    let progress = said(home, &["progress"], 0);
    assert!(!progress.contains('·') && !progress.contains('█'), "{progress}");
}
