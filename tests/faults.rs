//! What may go wrong around a session: the disk, the folder, the files, the clock, another terminal.
//!
//! Whatever it is, no line that was acknowledged is lost, no mark comes about that nobody earned, and there is a message that
//! says what happened and where the words are.

#[path = "support/fence.rs"]
mod fence;
#[path = "support/pty.rs"]
mod pty;
#[path = "support/talk.rs"]
mod talk;

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use fence::{fill, free, mount, small_disk, with_mounts};
use nix::sys::signal::Signal;
use pty::Pty;
use sparring::journal::{newest_open, read};
use talk::{Ended, Talk, entered, files, journal};
use tempfile::TempDir;

/// A kind of session, and how it is begun, gone on with and ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Interview,
    Drill,
    Estimate,
}

const KINDS: [Kind; 3] = [Kind::Interview, Kind::Drill, Kind::Estimate];

impl Kind {
    fn starts(self) -> &'static [&'static str] {
        match self {
            Kind::Interview => &["interview", "url-shortener", "--seed", "1", "--untimed"],
            Kind::Drill => &["drill", "cap-tradeoffs", "--seed", "1", "--untimed"],
            Kind::Estimate => &["estimate", "--seed", "7", "--count", "99"],
        }
    }

    fn goes_on(self) -> &'static [&'static str] {
        match self {
            Kind::Interview => &["interview", "--resume"],
            Kind::Drill => &["drill", "--resume"],
            Kind::Estimate => self.starts(),
        }
    }
}

/// A folder with transcripts in `t`, and a place for temporary files.
struct Place {
    folder: TempDir,
    tmp: PathBuf,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let tmp = folder.path().join("tmp");
        fs::create_dir(&tmp).unwrap();
        fs::create_dir(folder.path().join("t")).unwrap();
        Place { folder, tmp }
    }

    fn here(&self) -> &Path {
        self.folder.path()
    }

    fn transcripts(&self) -> PathBuf {
        self.here().join("t")
    }

    fn set(&self, mut command: Command, args: &[&str]) -> Command {
        command.args(["--transcripts", "t"]).args(args).current_dir(self.here()).env("HOME", self.here());
        command.env("TMPDIR", &self.tmp).env("SPARRING_RUBRICS", "");
        command
    }

    fn command(&self, args: &[&str]) -> Command {
        self.set(Command::new(env!("CARGO_BIN_EXE_sparring")), args)
    }

    fn start(&self, args: &[&str]) -> Talk {
        Talk::start(&mut self.command(args))
    }

    fn run(&self, args: &[&str]) -> Ended {
        self.start(args).end()
    }

    fn pty(&self, args: &[&str]) -> pty::Command {
        let command = Pty::command(env!("CARGO_BIN_EXE_sparring")).args(["--transcripts", "t"]).args(args);
        command.cwd(self.here()).env("HOME", self.here()).env("TMPDIR", &self.tmp).env("SPARRING_RUBRICS", "")
    }

    /// Ends an interview or a drill that goes on, and sees that it replays to the byte.
    #[track_caller]
    fn ends_and_replays(&self, kind: Kind) {
        let mut talk = self.start(kind.goes_on());
        talk.send("/quit\n");
        talk.end().check(0, &["Saved as"]);
        self.run(&["replay", "last", "--quiet"]).check(0, &[]);
    }
}

/// The lines of a session; each is long enough to fill a page soon.
fn line(number: usize) -> String {
    format!("answer {number}: a cache holds the hot links, 100M / 86400 = 1,160 a second{}", " and so on".repeat(30))
}

/// Says lines until the program ends; gives those that it acknowledged, the last one that it did not, and how it ended.
#[track_caller]
fn until_it_ends(mut talk: Talk, first: usize) -> (Vec<String>, String, Ended) {
    let mut acknowledged = Vec::new();
    for number in first..first + 200 {
        let text = line(number);
        if !talk.say(&text) {
            return (acknowledged, text, talk.end());
        }
        acknowledged.push(text);
    }
    panic!("200 lines, and no fault");
}

/// Checks that what was acknowledged is in the journal and that the last line is there as well or where the message says.
#[track_caller]
fn nothing_lost(place: &Place, acknowledged: &[String], last: &str, ended: &Ended) {
    assert_eq!(ended.code, Some(3), "{ended:?}");
    // An echo may still be waiting in a buffer when the program ends: then the line was not acknowledged, but is known.
    let found = entered(&journal(&place.transcripts()));
    assert_eq!(found[..acknowledged.len()], *acknowledged, "{ended:?}");
    assert!(found.len() <= acknowledged.len() + 1, "{found:?}");
    if found.last().is_none_or(|found| found != last) {
        ended.keeps(last, place.here());
    }
}

// The disk.

#[test]
fn a_full_disk_in_mid_session_loses_nothing_and_once_there_is_space_it_goes_on() {
    with_mounts("a_full_disk_in_mid_session_loses_nothing_and_once_there_is_space_it_goes_on", || {
        for kind in KINDS {
            for pages_left in [0, 1, 2, 3] {
                let place = Place::new();
                small_disk(&place.transcripts(), 256);
                let mut talk = place.start(kind.starts());
                assert!(talk.say(&line(0)), "{kind:?}");
                fill(&place.transcripts(), pages_left);
                let (mut acknowledged, last, ended) = until_it_ends(talk, 1);
                acknowledged.insert(0, line(0));
                nothing_lost(&place, &acknowledged, &last, &ended);
                ended.check(3, &["No space left", "free some space"]);
                free(&place.transcripts());
                if kind == Kind::Estimate {
                    place.run(kind.starts()).check(0, &[]);
                    assert_eq!(files(&place.transcripts(), "draft"), Vec::<PathBuf>::new());
                    let found = entered(&files(&place.transcripts(), "jsonl")[0]);
                    assert!(found.contains(&last) || !ended.err.contains(".draft"), "{found:?}");
                    continue;
                }
                let mut talk = place.start(kind.goes_on());
                talk.send("\nand with space again\n");
                assert!(talk.hears("> and with space again") || kind == Kind::Drill);
                let _ = talk.end();
                let found = entered(&journal(&place.transcripts()));
                if ended.err.contains(".draft") {
                    assert_eq!(found.iter().filter(|text| **text == last).count(), 1, "{found:#?}");
                }
                place.run(&["replay", "last", "--quiet"]).check(0, &[]);
            }
        }
    });
}

#[test]
fn a_full_disk_at_any_moment_of_a_short_session_is_told_and_leaves_no_half_a_file() {
    with_mounts("a_full_disk_at_any_moment_of_a_short_session_is_told_and_leaves_no_half_a_file", || {
        for kind in KINDS {
            let mut ends = Vec::new();
            for pages in 0..14 {
                let place = Place::new();
                let t = place.transcripts();
                small_disk(&t, 256);
                fill(&t, pages);
                let mut talk = place.start(kind.starts());
                let mut acknowledged = Vec::new();
                for number in 0..3 {
                    if talk.say(&line(number)) {
                        acknowledged.push(line(number));
                    }
                }
                talk.send("/quit\n");
                let ended = talk.end();
                ends.push(ended.code);
                if ended.code == Some(0) {
                    assert!(acknowledged.len() == 3, "{kind:?} {pages}: {ended:?}");
                } else {
                    ended.check(3, &["No space left"]);
                }
                // What cannot be begun leaves nothing behind.
                let known = files(&t, "jsonl");
                assert!(!known.is_empty() || acknowledged.is_empty(), "{kind:?} {pages}: {ended:?}");
                for path in &known {
                    assert_eq!(entered(path)[..acknowledged.len()], acknowledged, "{kind:?} {pages}: {ended:?}");
                    let name = path.file_name().unwrap().to_str().unwrap();
                    assert!(ended.code == Some(0) || ended.err.contains(name), "{name} is not named: {}", ended.err);
                }
                for path in fs::read_dir(&t).unwrap().map(|e| e.unwrap().path()) {
                    let known = ["jsonl", "md", "draft"].iter().any(|e| path.extension().is_some_and(|x| x == *e));
                    assert!(known || path.ends_with("filler"), "{kind:?} {pages}: {} is left", path.display());
                }
                free(&t);
                if kind != Kind::Estimate && newest_open(&t, None, None).is_some() {
                    place.ends_and_replays(kind);
                }
            }
            assert_eq!(ends[0], Some(3), "{kind:?}: {ends:?}");
            assert_eq!(ends.last().unwrap(), &Some(0), "{kind:?}: {ends:?}");
        }
    });
}

#[test]
fn a_line_that_nowhere_can_be_kept_is_in_the_message() {
    with_mounts("a_line_that_nowhere_can_be_kept_is_in_the_message", || {
        for kind in KINDS {
            let place = Place::new();
            small_disk(&place.transcripts(), 64);
            small_disk(&place.tmp, 64);
            let mut talk = place.start(kind.starts());
            assert!(talk.say(&line(0)));
            fill(&place.tmp, 0);
            fill(&place.transcripts(), 0);
            let (mut acknowledged, last, ended) = until_it_ends(talk, 1);
            acknowledged.insert(0, line(0));
            nothing_lost(&place, &acknowledged, &last, &ended);
        }
    });
}

#[test]
fn a_limit_on_the_size_of_files_is_told_and_kills_nobody() {
    for kind in KINDS {
        for bytes in [0, 100, 3_000, 6_000, 9_000] {
            let place = Place::new();
            let mut limited = Command::new("prlimit");
            limited.arg(format!("--fsize={bytes}")).arg(env!("CARGO_BIN_EXE_sparring"));
            let talk = Talk::start(&mut place.set(limited, kind.starts()));
            let (acknowledged, last, ended) = until_it_ends(talk, 0);
            ended.check(3, &["File too large"]);
            if files(&place.transcripts(), "jsonl").is_empty() {
                assert!(acknowledged.is_empty());
            } else {
                nothing_lost(&place, &acknowledged, &last, &ended);
            }
        }
    }
}

#[test]
fn a_page_that_cannot_be_written_at_the_end_costs_no_marks() {
    for kind in [Kind::Interview, Kind::Drill] {
        let place = Place::new();
        let mut talk = place.start(kind.starts());
        assert!(talk.say(&line(0)));
        let path = journal(&place.transcripts());
        // A folder where the page would go.
        fs::create_dir(path.with_extension("md")).unwrap();
        talk.send("/quit\n");
        let ended = talk.end();
        ended.check(3, &["md", path.file_name().unwrap().to_str().unwrap(), "sparring review last"]);
        assert!(read(&path).unwrap().is_finished());
        place.run(&["replay", "last", "--quiet"]).check(0, &[]);
        assert_eq!(files(&place.transcripts(), "draft"), Vec::<PathBuf>::new());
    }
}

#[test]
fn output_that_cannot_be_written_leaves_the_words_where_the_message_says() {
    for kind in KINDS {
        let place = Place::new();
        let full = || Stdio::from(File::options().write(true).open("/dev/full").unwrap());
        let mut command = place.command(kind.starts());
        let mut child = command.stdin(Stdio::piped()).stdout(full()).stderr(Stdio::piped()).spawn().unwrap();
        let _ = child.stdin.take().unwrap().write_all(format!("{}\n", line(0)).as_bytes());
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{kind:?}: {err}");
        assert!(err.contains("No space left"), "{kind:?}: {err}");
    }
}

// The folder.

#[test]
fn a_read_only_folder_is_told_with_what_to_do() {
    with_mounts("a_read_only_folder_is_told_with_what_to_do", || {
        for kind in KINDS {
            let place = Place::new();
            let t = place.transcripts();
            mount(&["--bind", t.to_str().unwrap(), t.to_str().unwrap()]);
            mount(&["-o", "remount,bind,ro", t.to_str().unwrap()]);
            place.run(kind.starts()).check(3, &["Read-only file system", "t/", "--transcripts DIR"]);
        }
    });
}

/// The command as a user whom permissions bind: root is bound by none.
fn unprivileged(place: &Place, args: &[&str]) -> Command {
    // What this process makes is its user's.
    if fs::metadata(place.here()).unwrap().uid() != 0 {
        return place.command(args);
    }
    let program = place.here().join("sparring");
    if !program.exists() {
        fs::copy(env!("CARGO_BIN_EXE_sparring"), &program).unwrap();
        fs::set_permissions(place.here(), fs::Permissions::from_mode(0o755)).unwrap();
        for folder in [&place.tmp, &place.transcripts()] {
            std::os::unix::fs::chown(folder, Some(65_534), Some(65_534)).unwrap();
        }
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program);
    place.set(command, args)
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_folder_without_permission_is_told_and_one_that_loses_it_loses_no_line() {
    for kind in KINDS {
        let place = Place::new();
        let t = place.transcripts();
        let mut talk = Talk::start(&mut unprivileged(&place, kind.starts()));
        assert!(talk.say(&line(0)));
        mode(&t, 0o500);
        assert!(talk.say(&line(1)));
        mode(&t, 0o000);
        let kept = if talk.say(&line(2)) { 3 } else { 2 };
        talk.send("/quit\n");
        let ended = talk.end();
        mode(&t, 0o700);
        let path = journal(&t);
        assert_eq!(entered(&path)[..kept], [line(0), line(1), line(2)][..kept], "{kind:?}: {ended:?}");
        if kind != Kind::Estimate {
            ended.check(3, &["Permission denied", path.file_name().unwrap().to_str().unwrap()]);
        }
        for made in fs::read_dir(&t).unwrap() {
            fs::remove_file(made.unwrap().path()).unwrap();
        }
        mode(&t, 0o500);
        let refused = Talk::start(&mut unprivileged(&place, kind.starts())).end();
        refused.check(3, &["Permission denied", "t/", "--transcripts DIR"]);
        mode(&t, 0o000);
        for args in [&["review"][..], &["progress"], &["drill"], kind.starts()] {
            let refused = Talk::start(&mut unprivileged(&place, args)).end();
            refused.check(3, &["Permission denied", " t"]);
        }
        mode(&t, 0o700);
    }
}

#[test]
fn a_folder_of_transcripts_that_is_none_is_told() {
    for kind in KINDS {
        for (what, says) in [("file", "t is a file, not a folder"), ("link", "t is a link that leads nowhere")] {
            let place = Place::new();
            fs::remove_dir(place.transcripts()).unwrap();
            match what {
                "file" => fs::write(place.transcripts(), "my notes").unwrap(),
                _ => symlink("nowhere", place.transcripts()).unwrap(),
            }
            place.run(kind.starts()).check(3, &[says, "--transcripts DIR"]);
            place.run(&["review"]).check(3, &[says]);
            if what == "file" {
                assert_eq!(fs::read_to_string(place.transcripts()).unwrap(), "my notes");
            }
        }
    }
    // A link to a folder is as good as the folder.
    let place = Place::new();
    fs::remove_dir(place.transcripts()).unwrap();
    fs::create_dir(place.here().join("elsewhere")).unwrap();
    symlink("elsewhere", place.transcripts()).unwrap();
    let mut talk = place.start(Kind::Interview.starts());
    talk.send("a cache\n/quit\n");
    talk.end().check(0, &["Saved as t/"]);
}

// The files.

#[test]
fn a_journal_that_is_taken_away_in_mid_session_is_written_again_and_that_is_told() {
    type Deed = fn(&Path);
    let deeds: [(&str, Deed, &str); 8] = [
        ("deleted", |p| fs::remove_file(p).unwrap(), "was deleted"),
        ("its folder deleted", |p| fs::remove_dir_all(p.parent().unwrap()).unwrap(), "was deleted"),
        ("emptied", |p| File::create(p).map(drop).unwrap(), "was changed"),
        ("cut", |p| File::options().write(true).open(p).unwrap().set_len(300).unwrap(), "was changed"),
        (
            "added to",
            |p| File::options().append(true).open(p).unwrap().write_all(b"my notes\n").unwrap(),
            "was changed",
        ),
        (
            "replaced by a file",
            |p| {
                fs::write(p.with_extension("new"), "my notes\n").unwrap();
                fs::rename(p.with_extension("new"), p).unwrap();
            },
            "was replaced",
        ),
        (
            "replaced by a link",
            |p| {
                fs::remove_file(p).unwrap();
                symlink("../victim", p).unwrap();
            },
            "was replaced",
        ),
        (
            "replaced by a folder",
            |p| {
                fs::remove_file(p).unwrap();
                fs::create_dir(p).unwrap();
            },
            "was replaced",
        ),
    ];
    for kind in KINDS {
        for (what, deed, says) in &deeds {
            let place = Place::new();
            fs::write(place.here().join("victim"), "my notes\n").unwrap();
            let mut talk = place.start(kind.starts());
            let mut all = vec![line(0)];
            assert!(talk.say(&line(0)));
            let before = journal(&place.transcripts());
            deed(&before);
            for number in 1..3 {
                // A drill may be over by itself.
                if talk.say(&line(number)) {
                    all.push(line(number));
                }
            }
            talk.send("/quit\n");
            let ended = talk.end();
            ended.check(0, &[says]);
            let out = ended.out.join(" ");
            let whole = files(&place.transcripts(), "jsonl");
            let whole = whole
                .iter()
                .filter(|p| p.is_file() && !p.is_symlink())
                .find(|p| fs::read_to_string(p).is_ok_and(|text| all.iter().all(|line| text.contains(line.as_str()))));
            let whole = whole.unwrap_or_else(|| panic!("{kind:?}, {what}: no file holds all: {out}"));
            let found: Vec<String> = entered(whole).into_iter().filter(|line| line != "/quit").collect();
            assert_eq!(found, all, "{kind:?}, {what}");
            assert!(out.contains(whole.file_name().unwrap().to_str().unwrap()), "{kind:?}, {what}: {out}");
            assert_eq!(fs::read_to_string(place.here().join("victim")).unwrap(), "my notes\n", "{kind:?}, {what}");
            if kind != Kind::Estimate {
                let name = whole.file_stem().unwrap().to_str().unwrap();
                place.run(&["replay", name, "--quiet"]).check(0, &[]);
            }
        }
    }
}

#[test]
fn a_journal_that_cannot_be_written_again_is_kept_with_the_temporary_files() {
    for kind in KINDS {
        let place = Place::new();
        let mut talk = place.start(kind.starts());
        assert!(talk.say(&line(0)));
        fs::remove_dir_all(place.transcripts()).unwrap();
        fs::write(place.transcripts(), "no folder").unwrap();
        assert!(talk.say(&line(1)));
        assert!(talk.hears("The file of this"));
        let ended = talk.end();
        let kept = files(&place.tmp, "jsonl");
        assert_eq!(kept.len(), 1, "{kind:?}: {kept:?}");
        assert_eq!(entered(&kept[0]), [line(0), line(1)]);
        assert!(ended.out.join(" ").contains("was deleted by somebody else"), "{ended:?}");
    }
}

#[test]
fn files_beside_a_journal_that_are_links_are_not_written_through() {
    let place = Place::new();
    let mut talk = place.start(Kind::Interview.starts());
    assert!(talk.say("a cache of hot links"));
    let _ = talk.kill();
    let path = journal(&place.transcripts());
    let victim = place.here().join("victim");
    for extension in ["draft", "torn", "md"] {
        fs::write(&victim, "my notes\n").unwrap();
        let _ = fs::remove_file(path.with_extension(extension));
        symlink(&victim, path.with_extension(extension)).unwrap();
        let whole = fs::read(&path).unwrap();
        fs::write(&path, [&whole[..], b"{\"at\":1,\"ti"].concat()).unwrap();
        let mut talk = place.start(&["interview", "--resume"]);
        talk.send("half a line \\\n");
        talk.send("of an answer\n");
        let _ = talk.end();
        assert_eq!(fs::read_to_string(&victim).unwrap(), "my notes\n", "{extension}");
        fs::write(&path, whole).unwrap();
        for made in ["draft", "torn", "md"] {
            let _ = fs::remove_file(path.with_extension(made));
        }
    }
    // Nor is a journal that is a link gone on with: it is somewhere else.
    let outside = place.here().join("outside.jsonl");
    fs::rename(&path, &outside).unwrap();
    symlink(&outside, &path).unwrap();
    let before = fs::read(&outside).unwrap();
    place.run(&["interview", "--resume"]).check(3, &["link", path.file_name().unwrap().to_str().unwrap()]);
    assert_eq!(fs::read(&outside).unwrap(), before);
    place.run(&["review", "last"]).check(0, &["a cache of hot links"]);
}

#[test]
fn what_was_typed_in_a_round_of_estimates_that_was_killed_is_kept_and_nothing_lingers() {
    let place = Place::new();
    let t = place.transcripts();
    let mut pty = place.pty(Kind::Estimate.starts()).start();
    pty.wait_for_text("1/99 a >");
    pty.type_text("100M / 86400 is about");
    pty.wait_for_text("is about");
    pty.signal(Signal::SIGKILL);
    pty.ends_with(137);
    assert_eq!(files(&t, "draft").len(), 1);
    let first = journal(&t);
    place
        .run(Kind::Estimate.starts())
        .check(0, &["100M / 86400 is about", first.to_str().unwrap().rsplit('/').next().unwrap()]);
    assert_eq!(files(&t, "draft"), Vec::<PathBuf>::new());
    assert_eq!(entered(&first), ["100M / 86400 is about"]);
    assert_eq!(files(&t, "jsonl"), [first]);

    // A round in which nothing was typed leaves nothing, and one that goes on is left alone.
    let place = Place::new();
    let t = place.transcripts();
    let killed = place.pty(Kind::Estimate.starts()).start();
    killed.wait_for_text("1/99 a >");
    drop(killed);
    let mut running = place.pty(Kind::Estimate.starts()).start();
    running.wait_for_text("1/99 a >");
    running.type_text("half a");
    running.wait_for_text("half a");
    place.run(Kind::Estimate.starts()).check(0, &[]);
    assert_eq!(files(&t, "draft").len(), 1);
    assert_eq!(files(&t, "jsonl").len(), 1);
    running.type_text(" line\r");
    running.wait_for_text("half a line");
}

// The clock.

/// The library that lies about the time of day, if it is here.
fn liar() -> Option<String> {
    let asked = Command::new("faketime").args(["-f", "+0", "sh", "-c", "echo $LD_PRELOAD"]).output();
    let path = asked.ok().and_then(|output| String::from_utf8(output.stdout).ok()).unwrap_or_default();
    let path = path.trim().to_owned();
    if !path.is_empty() {
        return Some(path);
    }
    assert!(std::env::var_os("SPARRING_REQUIRE_FAKETIME").is_none(), "faketime is not here");
    eprintln!("SKIPPED: faketime is not here (SPARRING_REQUIRE_FAKETIME=1 makes this a failure)");
    None
}

#[test]
fn a_wall_clock_that_jumps_takes_no_time_and_gives_none() {
    let Some(liar) = liar() else { return };
    let place = Place::new();
    let offset = place.here().join("offset");
    fs::write(&offset, "+0").unwrap();
    let lied = |args: &[&str]| {
        let command = place.pty(args).size(30, 80).env("LD_PRELOAD", &liar).env("FAKETIME_NO_CACHE", "1");
        command
            .env("FAKETIME_TIMESTAMP_FILE", &offset)
            .env("DONT_FAKE_MONOTONIC", "1")
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
    };
    let mut pty = lied(&["interview", "url-shortener", "--seed", "5", "--minutes", "45"]).start();
    pty.wait_for_text("05:00 1/5 requirements >");
    for jump in ["+9h", "-400d", "+0"] {
        fs::write(&offset, jump).unwrap();
        pty.type_text("Do links expire?");
        // What is typed ahead of a prompt is nowhere yet: each line waits for its own.
        pty.wait("the text in the line", |s| s.cursor_row().trim_end().ends_with("Do links expire?"));
        pty.type_text("\r");
        let shown = |row: &str| row.starts_with("04:5") && row.trim_end().ends_with("requirements >");
        pty.wait(&format!("the next prompt after {jump}"), |s| shown(s.cursor_row()));
    }
    fs::write(&offset, "-400d").unwrap();
    pty.type_text("half a line");
    pty.wait("the text in the line", |s| s.cursor_row().trim_end().ends_with("> half a line"));
    pty.signal(Signal::SIGTERM);
    pty.ends_with(130);
    // The journal's times lie in the future now.
    let mut pty = lied(&["interview", "--resume"]).start();
    let screen = pty.wait_for_text("requirements > half a line");
    assert!(screen.contains("04:"), "{screen}");
    pty.type_text("\r");
    pty.wait("the next prompt", |s| s.cursor_row().trim_end().ends_with("requirements >"));
    pty.type_text("/quit\r");
    pty.wait_for_text("Saved as");
    drop(pty);
    for args in
        [&["review"][..], &["review", "last"], &["replay", "last", "--quiet"], &["progress"], &[], &["drill", "--due"]]
    {
        place.run(args).check(0, &[]);
    }
}

#[test]
fn sessions_of_the_same_second_have_files_of_their_own() {
    let Some(liar) = liar() else { return };
    for kind in KINDS {
        let place = Place::new();
        let talks: Vec<Talk> = (0..4)
            .map(|_| {
                let mut command = place.command(kind.starts());
                command
                    .env("LD_PRELOAD", &liar)
                    .env("FAKETIME", "@2026-11-20 19:30:00")
                    .env("DONT_FAKE_MONOTONIC", "1");
                command.env("FAKETIME_DONT_FAKE_MONOTONIC", "1").env("TZ", "UTC");
                Talk::start(&mut command)
            })
            .collect();
        for (number, mut talk) in talks.into_iter().enumerate() {
            assert!(talk.say(&line(number)));
            talk.send("/quit\n");
            talk.end().check(0, &[]);
        }
        let paths = files(&place.transcripts(), "jsonl");
        let mut said: Vec<Vec<String>> = paths.iter().map(|path| entered(path)).collect();
        said.sort();
        let expected: Vec<Vec<String>> = (0..4).map(|n| vec![line(n)]).collect();
        let said: Vec<Vec<String>> =
            said.into_iter().map(|lines| lines.into_iter().filter(|l| l != "/quit").collect()).collect();
        assert_eq!(said, expected, "{kind:?}: {paths:?}");
    }
}

#[test]
fn a_process_that_stood_still_loses_the_step_it_was_in_and_no_other() {
    let place = Place::new();
    // 60 seconds in all: 6.7 for each of the first three steps.
    let mut pty = place.pty(&["interview", "url-shortener", "--seed", "5", "--minutes", "1"]).size(30, 80).start();
    pty.wait_for_text("requirements >");
    pty.type_text("do links exp");
    pty.wait_for_text("do links exp");
    pty.signal(Signal::SIGSTOP);
    std::thread::sleep(Duration::from_secs(14));
    pty.signal(Signal::SIGCONT);
    let screen = pty.wait_for_text("2/5 estimation >");
    assert!(!screen.contains("Step 3"), "{screen}");
    let text = fs::read_to_string(journal(&place.transcripts())).unwrap();
    assert!(text.contains(r#""event":"time-up","draft":"do links exp""#), "{text}");
    assert_eq!(text.matches("time-up").count(), 2, "{text}");
}

// Another terminal.

#[test]
fn of_two_who_go_on_with_a_session_one_is_sent_away() {
    for kind in [Kind::Interview, Kind::Drill] {
        let place = Place::new();
        let mut talk = place.start(kind.starts());
        assert!(talk.say(&line(0)));
        place.run(kind.goes_on()).check(2, &["is open in another terminal", "go on there"]);
        // Who only looks is not in the way.
        for args in [
            &["review"][..],
            &["review", "last"],
            &["review", "--search", "cache"],
            &["review", "--doctor"],
            &["progress"],
            &["replay", "last", "--quiet"],
            &["review", "last", "--export", "html"],
            &["review", "last", "--export", "json"],
        ] {
            place.run(args).check(0, &[]);
        }
        let _ = talk.kill();
        let [mut first, mut second] = [0, 1].map(|_| place.start(kind.goes_on()));
        let said = [first.say(&line(1)), second.say(&line(2))];
        assert_eq!(said.iter().filter(|said| **said).count(), 1, "{said:?}");
        let ends = [first.kill(), second.kill()];
        let sent_away = &ends[usize::from(said[0])];
        sent_away.check(2, &["is open in another terminal"]);
        let expected = if said[0] { [line(0), line(1)] } else { [line(0), line(2)] };
        assert_eq!(entered(&journal(&place.transcripts())), expected);
        place.ends_and_replays(kind);
    }
}

#[test]
fn a_session_that_ends_while_another_waits_for_it_is_not_marked_twice() {
    let place = Place::new();
    let mut talk = place.start(Kind::Interview.starts());
    assert!(talk.say("a cache of hot links"));
    let _ = talk.kill();
    let path = journal(&place.transcripts());
    let open = fs::read(&path).unwrap();
    place.ends_and_replays(Kind::Interview);
    let finished = fs::read(&path).unwrap();
    fs::write(&path, open).unwrap();
    // This test is the other terminal: it ends the session while the program waits for the lock.
    let held = File::options().read(true).write(true).open(&path).unwrap();
    held.lock().unwrap();
    let waiting = place.start(&["interview", "--resume"]);
    std::thread::sleep(Duration::from_millis(150));
    (&held).write_all(&finished).unwrap();
    held.unlock().unwrap();
    waiting.end().check(2, &["has come to its end"]);
    assert_eq!(fs::read(&path).unwrap(), finished);
}

// Killed.

/// Kills; `.ci/run` sets more.
fn kills() -> u64 {
    std::env::var("SPARRING_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(60)
}

/// A session that is killed and gone on with, over and over.
struct Victim {
    kind: Kind,
    place: Place,
    random: u64,
    sent: usize,
    path: Option<PathBuf>,
    kept: Vec<String>,
    rounds: usize,
}

impl Victim {
    fn new(kind: Kind, seed: u64) -> Self {
        Victim { kind, place: Place::new(), random: seed, sent: 0, path: None, kept: Vec::new(), rounds: 0 }
    }

    fn random(&mut self, below: u64) -> u64 {
        self.random = self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.random >> 33) % below
    }

    fn kill_once(&mut self) {
        let t = self.place.transcripts();
        let open = self.kind != Kind::Estimate && newest_open(&t, None, None).is_some();
        let before = files(&t, "jsonl");
        let mut talk = self.place.start(if open { self.kind.goes_on() } else { self.kind.starts() });
        let mut sent = Vec::new();
        for _ in 0..self.random(5) {
            let torn = self.random(6) == 0;
            let text = format!("answer {}: a cache holds the hot links", self.sent);
            // A backslash at its end: the line goes on below, and is a draft until then.
            talk.send(&format!("{text}{}\n", if torn { " \\\n in memory" } else { "" }));
            sent.push(text);
            self.sent += 1;
        }
        if self.random(6) == 0 {
            talk.send(&format!("answer {}: is half a \\\n", self.sent));
            self.sent += 1;
        }
        // Most of what happens, happens soon.
        let pause = if self.random(2) == 0 { self.random(15_000) } else { self.random(90_000) };
        std::thread::sleep(Duration::from_micros(pause));
        let ended = talk.kill();
        // The marks quote answers of before, and quote them again.
        let of_now = |line: &&String| sent.iter().any(|text: &String| line[2..].starts_with(text.as_str()));
        let mut acknowledged: Vec<&String> =
            ended.out.iter().filter(|line| line.starts_with("> answer")).filter(of_now).collect();
        acknowledged.dedup();
        let mine = |path: &PathBuf| if open { self.path.as_ref() == Some(path) } else { !before.contains(path) };
        let Some(path) = files(&t, "jsonl").into_iter().find(mine) else {
            // Killed before there was anything to keep.
            assert_eq!(acknowledged, Vec::<&String>::new(), "{:?}", self.kind);
            return;
        };
        let path: &Path = self.path.insert(path);
        let started = fs::read(path).unwrap().contains(&b'\n');
        let known = if started { entered(path) } else { Vec::new() };
        if self.kind == Kind::Estimate || !open {
            self.kept.clear();
        }
        assert!(known.starts_with(&self.kept), "{:?}: {known:#?} after {:#?}", self.kind, self.kept);
        let new: Vec<&String> = known[self.kept.len()..].iter().collect();
        assert!(new.len() >= acknowledged.len(), "{:?}: {acknowledged:#?} in {known:#?}", self.kind);
        // In order. A line may stand between them that went on with a draft of before: its echo is none of now.
        let mut rest = new.iter();
        for echo in &acknowledged {
            let kept = rest.any(|kept| echo[2..].starts_with(kept.lines().next().unwrap().trim_end()));
            assert!(kept, "{:?}: {echo:?} is not in {new:#?}", self.kind);
        }
        for (kept, text) in new.iter().zip(&sent) {
            assert!(kept.contains(text.as_str()), "{:?}: {kept:?} is not {text:?}", self.kind);
        }
        let finished = self.kind != Kind::Estimate && read(path).is_ok_and(|read| read.is_finished());
        self.kept = known;
        self.rounds += 1;
        if self.rounds.is_multiple_of(8) || finished {
            self.end();
        }
    }

    /// Ends the session, sees that nothing lingers, and begins anew.
    fn end(&mut self) {
        let t = self.place.transcripts();
        match self.kind {
            Kind::Estimate => {
                self.place.run(self.kind.starts()).check(0, &[]);
            }
            Kind::Interview | Kind::Drill => {
                if newest_open(&t, None, None).is_some() {
                    self.place.ends_and_replays(self.kind);
                }
                // Whatever comes next sweeps up.
                let mut talk = self.place.start(self.kind.starts());
                talk.send("/quit\n");
                talk.end().check(0, &[]);
            }
        }
        for made in fs::read_dir(&t).unwrap().map(|e| e.unwrap().path()) {
            let known = made.extension().is_some_and(|e| e == "jsonl" || e == "md");
            assert!(known, "{:?}: {} lingers", self.kind, made.display());
        }
        let random = self.random;
        *self = Victim { sent: self.sent, ..Victim::new(self.kind, random) };
    }
}

#[test]
fn killed_at_random_moments_no_acknowledged_line_is_lost() {
    let threads = 2;
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || {
                let mut victims = KINDS.map(|kind| Victim::new(kind, 0x5eed + thread));
                for round in 0..kills() / threads {
                    victims[usize::try_from(round).unwrap() % KINDS.len()].kill_once();
                }
                for mut victim in victims {
                    victim.end();
                }
            });
        }
    });
}
