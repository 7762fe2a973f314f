//! The interview in a terminal, as the rendered screen shows it.

#[path = "support/pty.rs"]
mod pty;

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use nix::sys::signal::Signal;
use pty::{Command, Pty};
use sparring::dialogue::phrases::Phrase;
use tempfile::TempDir;

/// An empty workspace to interview in.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        Place { folder: tempfile::tempdir().unwrap() }
    }

    fn command(&self, args: &[&str]) -> Command {
        let command = Pty::command(env!("CARGO_BIN_EXE_sparring")).args(["--transcripts", "t"]).args(args);
        command.cwd(self.folder.path()).env("HOME", self.folder.path()).env("SPARRING_RUBRICS", "")
    }

    /// Starts an interview and waits for the first prompt.
    fn interview(&self, args: &[&str]) -> Pty {
        let args: Vec<&str> = ["interview", "url-shortener", "--seed", "5"].iter().chain(args).copied().collect();
        let pty = self.command(&args).size(30, 80).start();
        pty.wait_for_text("requirements >");
        pty
    }

    fn resume(&self) -> Pty {
        let pty = self.command(&["interview", "--resume"]).size(30, 80).start();
        pty.wait_for_text(" >");
        pty
    }

    fn journal(&self) -> String {
        fs::read_to_string(self.journal_path()).unwrap()
    }

    fn journal_path(&self) -> PathBuf {
        let mut paths: Vec<PathBuf> =
            fs::read_dir(self.folder.path().join("t")).unwrap().map(|e| e.unwrap().path()).collect();
        paths.retain(|p| p.extension().is_some_and(|e| e == "jsonl"));
        assert_eq!(paths.len(), 1, "{paths:?}");
        paths.remove(0)
    }
}

/// Types, sees the text stand in the line, enters it, and waits for the next empty prompt.
fn enter(pty: &mut Pty, text: &str) {
    pty.type_text(text);
    let tail: String = text.chars().skip(text.chars().count().saturating_sub(8)).collect();
    pty.wait("the text in the line", |s| s.cursor_row().trim_end().ends_with(tail.trim_end()));
    pty.type_text("\r");
    pty.wait("the next prompt", |s| s.cursor_row().trim_end().ends_with("requirements >"));
}

#[test]
fn the_countdown_runs_while_typing_and_leaves_the_text_alone() {
    let place = Place::new();
    let mut pty = place.interview(&["--minutes", "45"]);
    pty.type_text("a cache of hot");
    pty.wait_for_text("04:58 1/5 requirements > a cache of hot");
    pty.type_text(" links");
    let screen = pty.wait_for_text("04:56 1/5 requirements > a cache of hot links");
    assert!(!screen.contains("04:58"), "only one prompt stands on the screen\n{screen}");
}

#[test]
fn at_time_up_in_mid_line_the_draft_counts_and_the_interviewer_goes_on() {
    let place = Place::new();
    // 18 seconds in all: two for each of the first three steps.
    let mut pty = place.interview(&["--minutes", "0.3"]);
    pty.type_text("one hundred million new links a da");
    pty.wait_for_text("Step 2 of 5: Estimation");
    let journal = place.journal();
    assert!(journal.contains(r#""event":"time-up","draft":"one hundred million new links a da""#), "{journal}");
    pty.wait_for_text("Step 3 of 5");
    pty.wait_for_text("Step 4 of 5");
}

#[test]
fn an_untouched_interview_walks_to_its_end_by_itself() {
    let place = Place::new();
    let mut pty = place.interview(&["--minutes", "0.1"]);
    pty.wait_for_text("Saved as t/");
    let screen = pty.ends_with(0);
    assert!(screen.contains("sparring review last"), "{screen}");
}

#[test]
fn the_weakest_step_is_offered_again_and_shown_beside_the_first_try() {
    let place = Place::new();
    let mut pty = place.interview(&["--only", "requirements"]);
    enter(&mut pty, "Do links expire?");
    pty.type_text("/next\r");
    pty.wait_for_text("Try the requirements again now");
    pty.wait_for_text("again >");
    pty.type_text("\r");
    pty.wait("the step once more", |s| s.cursor_row().contains("requirements >"));
    enter(&mut pty, "May users choose custom aliases?");
    pty.type_text("/next\r");
    pty.wait_for_text("1 gained, 1 lost");
    pty.ends_with(0);
}

#[test]
fn a_remark_on_the_time_stands_above_the_line_being_typed() {
    let place = Place::new();
    let mut pty = place.interview(&["--minutes", "0.9"]);
    pty.type_text("half a thou");
    // Half of six seconds. The line is painted again after the remark: only both together are the end of it.
    let said = |s: &pty::Screen| Phrase::Half.wordings().iter().any(|w| w.split("{left}").all(|part| s.contains(part)));
    pty.wait("a remark above the line", |s| said(s) && s.cursor_row().contains("half a thou"));
    pty.type_text("ght");
    pty.wait_for_text("half a thought");
}

#[test]
fn a_pasted_block_of_200_lines_is_one_answer() {
    let place = Place::new();
    let mut pty = place.interview(&[]);
    let block: Vec<String> = (1..=200).map(|n| format!("line {n} of the paste about caches")).collect();
    pty.paste(&block.join("\n"));
    pty.wait_for_text("line 200 of the paste");
    pty.type_text("\r");
    pty.wait("an answer", |s| s.cursor_row().contains("requirements >") && !s.cursor_row().contains("line 200"));
    let journal = place.journal();
    let lines = journal.lines().filter(|l| l.contains(r#""event":"line""#)).count();
    assert_eq!(lines, 1, "{journal}");
    assert!(journal.contains("line 1 of the paste about caches\\nline 2 of"), "{journal}");
    assert!(journal.contains("line 200 of the paste"));
}

#[test]
fn alt_enter_makes_several_lines() {
    let place = Place::new();
    let mut pty = place.interview(&[]);
    pty.type_text("first");
    pty.type_text("\x1b\r");
    enter(&mut pty, "second");
    assert!(place.journal().contains(r"first\nsecond"), "{}", place.journal());
}

#[test]
fn a_resized_window_keeps_line_and_clock() {
    let place = Place::new();
    let mut pty = place.interview(&[]);
    pty.type_text("about a hundred million new links each and every day of the year");
    pty.resize(30, 44);
    pty.type_text(" or so");
    pty.wait("the line, wrapped", |s| s.contains("or so"));
    pty.resize(24, 110);
    enter(&mut pty, ", I think");
    assert!(place.journal().contains("every day of the year or so, I think"), "{}", place.journal());
}

#[test]
fn ctrl_c_leaves_and_resume_goes_on_with_the_line_and_the_clock() {
    let place = Place::new();
    let mut pty = place.interview(&["--minutes", "45"]);
    enter(&mut pty, "how many users?");
    pty.type_text("I assume that reads are");
    pty.wait_for_text("04:57");
    pty.type_text("\x03");
    pty.wait_for_text("--resume");
    pty.ends_with(130);

    let mut pty = place.resume();
    let screen = pty.wait_for_text("requirements > I assume that reads are");
    let row = screen.cursor_row();
    assert!(row.starts_with("04:5") && row < "04:58", "the clock goes on where it was: {row}");
    enter(&mut pty, " most of the load");
    assert!(place.journal().contains("I assume that reads are most of the load"));
}

#[test]
fn ctrl_d_on_an_empty_line_leaves_as_well() {
    let place = Place::new();
    let mut pty = place.interview(&[]);
    pty.type_text("\x04");
    pty.wait_for_text("--resume");
    pty.ends_with(130);
}

#[test]
fn ctrl_z_stops_and_the_shell_can_go_on() {
    let place = Place::new();
    let binary = env!("CARGO_BIN_EXE_sparring");
    let mut shell =
        Pty::command("bash").args(["--norc", "-i"]).env("PS1", "shell$ ").cwd(place.folder.path()).size(40, 80).start();
    shell.wait_for_text("shell$");
    shell.type_text(&format!("{binary} --transcripts t interview url-shortener --seed 5\r"));
    shell.wait_for_text("requirements >");
    shell.type_text("a thought that");
    shell.wait_for_text("requirements > a thought that");
    shell.type_text("\x1a");
    shell.wait("the shell again", |s| s.cursor_row().starts_with("shell$"));
    shell.type_text("fg\r");
    shell.wait("the line again", |s| s.cursor_row().contains("requirements >"));
    enter(&mut shell, " goes on");
    assert!(place.journal().contains("a thought that goes on"), "{}", place.journal());
}

#[test]
fn sigterm_and_sighup_leave_the_terminal_sane_and_the_journal_whole() {
    for signal in [Signal::SIGTERM, Signal::SIGHUP] {
        let place = Place::new();
        let mut pty = place.interview(&[]);
        enter(&mut pty, "an answer of mine");
        pty.type_text("half an");
        pty.wait_for_text("> half an");
        pty.signal(signal);
        pty.ends_with(130);
        assert!(pty.is_cooked(), "{signal} left the terminal raw");
        let journal = place.journal();
        assert!(journal.ends_with("}\n") && journal.contains("an answer of mine"), "{journal}");
        let pty = place.resume();
        pty.wait_for_text("requirements > half an");
    }
}

#[test]
fn a_closed_window_loses_nothing() {
    let place = Place::new();
    let mut pty = place.interview(&[]);
    pty.type_text("everything I typed");
    pty.wait_for_text("> everything I typed");
    pty.close();
    drop(pty);
    let pty = place.resume();
    pty.wait_for_text("requirements > everything I typed");
}

#[test]
fn kill_9_in_mid_line_loses_not_even_the_line() {
    let place = Place::new();
    let mut pty = place.interview(&[]);
    enter(&mut pty, "a hundred million links");
    pty.type_text("each of them some 500 by");
    pty.wait_for_text("> each of them some 500 by");
    pty.signal(Signal::SIGKILL);
    pty.ends_with(137);
    let pty = place.resume();
    pty.wait_for_text("requirements > each of them some 500 by");
    assert!(place.journal().contains("a hundred million links"));
}

#[test]
fn a_coach_tells_what_was_missing_and_asks_to_hear_it_again() {
    let place = Place::new();
    let mut pty = place.interview(&["--mode", "coach", "--untimed"]);
    for _ in 0..2 {
        enter(&mut pty, "I don't know");
    }
    enter(&mut pty, "well it is a web service with some users I suppose");
    pty.wait_for_text("A strong answer here:");
}

#[test]
fn a_coach_tells_those_as_well_who_do_not_know() {
    let place = Place::new();
    let mut pty = place.interview(&["--mode", "coach", "--untimed"]);
    for _ in 0..3 {
        enter(&mut pty, "I don't know");
    }
    pty.wait_for_text("A strong answer here:");
}

#[test]
fn a_second_process_is_kept_off_the_same_session() {
    let place = Place::new();
    let _first = place.interview(&[]);
    let mut second = place.command(&["interview", "--resume"]).start();
    second.wait_for_text("hint: go on there, or close it first");
    second.ends_with(2);
}

#[test]
fn an_estimate_in_a_terminal_names_a_slip_and_keeps_the_line_at_ctrl_c() {
    let place = Place::new();
    let mut pty = place.command(&["estimate", "--fixed"]).size(24, 40).start();
    pty.wait_for_text("1/2 a >");
    pty.type_text("2M / 86400 = 23k/s\r");
    let screen = pty.wait_for_text("1/2 b >");
    assert!(screen.contains("2M / 86400 = 23k/s: a thousand"), "{screen}");
    pty.type_text("23 x 5 is");
    pty.wait_for_text("1/2 b > 23 x 5 is");
    pty.type_text("\x03");
    pty.ends_with(130);
    let journal = place.journal();
    assert!(journal.contains(r#""event":"left""#) && journal.contains(r#""draft":"23 x 5 is""#), "{journal}");
    assert!(!place.journal_path().with_extension("draft").exists());
}

#[test]
fn pause_stops_the_clock() {
    let place = Place::new();
    let mut pty = place.interview(&["--minutes", "45"]);
    pty.type_text("/pause\r");
    let screen = pty.wait_for_text("paused, Enter goes on >");
    let before = screen.to_string().matches("04:5").count();
    pty.stays("paused", Duration::from_millis(1500), |s| s.contains("paused, Enter goes on >"));
    pty.type_text("\r");
    let screen = pty.wait("the prompt", |s| s.cursor_row().contains("requirements >"));
    let row = screen.cursor_row().to_owned();
    assert!(row.starts_with("04:59") || row.starts_with("05:00") || row.starts_with("04:58"), "{row} ({before})");
    assert!(place.journal().contains(r#""event":"resumed""#));
}

#[test]
fn undo_puts_the_answer_back_into_the_line() {
    let place = Place::new();
    let mut pty = place.interview(&[]);
    enter(&mut pty, "a hundred million links");
    pty.type_text("scratch that\r");
    pty.wait_for_text("requirements > a hundred million links");
}

#[test]
fn the_editor_of_the_user_opens_on_the_draft() {
    let place = Place::new();
    let script = place.folder.path().join("editor.sh");
    fs::write(&script, "#!/bin/sh\nprintf ' from the editor' >> \"$1\"\n").unwrap();
    let args = ["interview", "url-shortener", "--seed", "5"];
    let mut pty =
        place.command(&args).env("VISUAL", "").env("EDITOR", format!("sh {}", script.display())).size(30, 80).start();
    pty.wait_for_text("requirements >");
    pty.type_text("a draft");
    pty.wait_for_text("> a draft");
    pty.type_text("\x18\x05");
    pty.wait_for_text("requirements > a draft from the editor");
    enter(&mut pty, "");
    assert!(place.journal().contains("a draft from the editor"));
}

#[test]
fn without_colour_no_style_reaches_the_screen() {
    let place = Place::new();
    let args = ["interview", "url-shortener", "--seed", "5"];
    let mut pty = place.command(&args).env("NO_COLOR", "1").size(30, 80).start();
    pty.wait_for_text("04:58 1/5 requirements >");
    enter(&mut pty, "how many users?");
    let screen = pty.screen();
    assert!(!screen.has_style(), "{screen}");
}

#[test]
fn a_dumb_terminal_gets_lines_and_no_escapes() {
    let place = Place::new();
    let args = ["interview", "url-shortener", "--seed", "5", "--minutes", "0.6"];
    let mut pty = place.command(&args).env("TERM", "dumb").size(40, 80).start();
    pty.wait_for_text("requirements >");
    pty.type_text("how many users?\r");
    pty.wait_for_text("Step 2 of 5");
    pty.type_text("\x03");
    let screen = pty.ends_with(130);
    assert_eq!(screen.written("\x1b"), 0, "{screen}");
}

#[test]
fn escape_sequences_in_an_answer_never_reach_the_terminal() {
    let place = Place::new();
    let mut pty = place.interview(&[]);
    pty.paste("a cache \x1b]0;owned\x07 \x1b[2J and \u{202e}reversed");
    pty.wait_for_text("reversed");
    enter(&mut pty, "");
    pty.type_text("/quit\r");
    pty.wait_for_text("Saved as");
    let screen = pty.ends_with(0);
    assert_eq!(screen.written("\x1b]0;owned"), 0);
    let mut review = place.command(&["review", "last"]).env("PAGER", "cat").size(60, 80).start();
    let screen = review.ends_with(0);
    assert_eq!(screen.written("\x1b]0;owned"), 0);
    assert_eq!(screen.written("\x1b[2J"), 0);
}
