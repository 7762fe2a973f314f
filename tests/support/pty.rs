//! Runs a program in a terminal of its own and looks at the screen, as a person would.
//!
//! Nothing sleeps: a thread feeds the program's output to a terminal emulator, and waiting means waiting until the
//! screen satisfies a predicate. A byte stream would not do, since every tick of a countdown repeats the whole prompt.
//!
//! ```no_run
//! let mut pty = Pty::command(env!("CARGO_BIN_EXE_sparring")).args(["drill", "cap-theorem"]).size(24, 80).start();
//! pty.wait_for_text("> ");
//! pty.type_text("consistency\r");
//! pty.wait("the mark", |screen| screen.contains("of 10"));
//! pty.ends_with(0);
//! ```

#![allow(dead_code, reason = "each test binary uses its own part")]
#![allow(clippy::expect_used, clippy::wildcard_enum_match_arm, reason = "a harness that fails is a test that fails")]

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use nix::fcntl::OFlag;
use nix::sys::signal::{Signal, kill, killpg};
use nix::sys::termios::{LocalFlags, SetArg, SpecialCharacterIndices, tcgetattr, tcsetattr};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;
use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long to wait before a test fails. Far above anything that is measured: only a test that fails waits this long.
const PATIENCE: Duration = Duration::from_secs(10);

/// Lines of scrollback that are kept.
const SCROLLBACK: usize = 10_000;

/// A program about to be started in a terminal.
pub struct Command {
    program: OsString,
    args: Vec<OsString>,
    env: Vec<(OsString, Option<OsString>)>,
    cwd: Option<PathBuf>,
    rows: u16,
    columns: u16,
}

impl Command {
    /// Adds arguments.
    pub fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        self.args.extend(args.into_iter().map(|arg| arg.as_ref().to_owned()));
        self
    }

    /// Sets a variable. The rest of the environment is inherited, except `NO_COLOR`, `TERM` and the size.
    pub fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.env.push((name.as_ref().to_owned(), Some(value.as_ref().to_owned())));
        self
    }

    /// Takes a variable out of the environment.
    pub fn env_remove(mut self, name: impl AsRef<OsStr>) -> Self {
        self.env.push((name.as_ref().to_owned(), None));
        self
    }

    /// Sets the working folder; the one of the test otherwise.
    pub fn cwd(mut self, folder: impl AsRef<Path>) -> Self {
        self.cwd = Some(folder.as_ref().to_owned());
        self
    }

    /// Sets the size of the screen; 24 rows of 80 columns otherwise.
    pub fn size(mut self, rows: u16, columns: u16) -> Self {
        (self.rows, self.columns) = (rows, columns);
        self
    }

    /// Starts the program as the leader of a session of its own, with the terminal as its controlling terminal.
    pub fn start(self) -> Pty {
        let pair = native_pty_system().openpty(pty_size(self.rows, self.columns)).expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(self.builder()).expect("the program starts");
        drop(pair.slave);
        let shared = Arc::new(Shared::new(self.rows, self.columns));
        let output = pair.master.try_clone_reader().expect("a reader");
        let feed = Arc::clone(&shared);
        thread::spawn(move || feed.run(output));
        let input = pair.master.take_writer().expect("a writer");
        let id = child.process_id().and_then(|id| i32::try_from(id).ok()).expect("the program has an id");
        let pid = Pid::from_raw(id);
        Pty { master: Some(pair.master), input: Some(input), pid, exited: None, shared, name: self.program }
    }

    fn builder(&self) -> CommandBuilder {
        let mut builder = CommandBuilder::new(&self.program);
        builder.args(&self.args);
        builder.env("TERM", "xterm-256color");
        for name in ["NO_COLOR", "COLUMNS", "LINES", "TERM_PROGRAM"] {
            builder.env_remove(name);
        }
        for (name, value) in &self.env {
            match value {
                Some(value) => builder.env(name, value),
                None => builder.env_remove(name),
            }
        }
        let here = || std::env::current_dir().expect("a working folder");
        builder.cwd(self.cwd.clone().unwrap_or_else(here));
        builder
    }
}

fn pty_size(rows: u16, columns: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

/// What the terminal shows at one moment.
#[derive(Clone, PartialEq, Eq)]
pub struct Screen {
    /// The rows from the top, as far as something was written.
    pub rows: Vec<String>,
    /// Row and column of the cursor, from 0.
    pub cursor: (u16, u16),
    /// Everything the program wrote so far, escape sequences included.
    pub output: Vec<u8>,
    /// Whether the program has closed the terminal.
    pub ended: bool,
}

impl Screen {
    /// Whether a text stands on the screen. A line that the terminal wraps is one line for this.
    pub fn contains(&self, text: &str) -> bool {
        self.rows.join("\n").contains(text) || self.rows.concat().contains(text)
    }

    /// The index of the first row that holds a text.
    pub fn row_of(&self, text: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.contains(text))
    }

    /// The row that the cursor is in.
    pub fn cursor_row(&self) -> &str {
        &self.rows[usize::from(self.cursor.0)]
    }

    /// Whether the program wrote any colour or style sequence (`ESC [ … m`) so far.
    pub fn has_style(&self) -> bool {
        self.output.windows(2).enumerate().any(|(at, pair)| {
            pair == b"\x1b[" && {
                let end = self.output[at + 2..].iter().find(|&&byte| !byte.is_ascii_digit() && byte != b';');
                end == Some(&b'm')
            }
        })
    }

    /// How often the program wrote a text so far.
    pub fn written(&self, text: &str) -> usize {
        self.output.windows(text.len()).filter(|window| *window == text.as_bytes()).count()
    }
}

impl fmt::Display for Screen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (row, column) = self.cursor;
        writeln!(f, "+--- cursor: row {row}, column {column}{}", if self.ended { "; ended" } else { "" })?;
        let used = self.rows.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1);
        for (index, text) in self.rows[..used.max(usize::from(row) + 1)].iter().enumerate() {
            writeln!(f, "|{text}")?;
            if index == usize::from(row) {
                writeln!(f, "|{}^", " ".repeat(column.into()))?;
            }
        }
        write!(f, "+---")
    }
}

struct Feed {
    parser: vt100::Parser,
    output: Vec<u8>,
    ended: bool,
    closing: bool,
}

impl Feed {
    fn screen(&self) -> Screen {
        let screen = self.parser.screen();
        let (_, columns) = screen.size();
        let columns = u16::from(columns);
        Screen {
            rows: screen.rows(0, columns).collect(),
            cursor: screen.cursor_position(),
            output: self.output.clone(),
            ended: self.ended,
        }
    }
}

struct Shared {
    feed: Mutex<Feed>,
    changed: Condvar,
}

impl Shared {
    fn new(rows: u16, columns: u16) -> Self {
        let parser = vt100::Parser::new(non_zero(rows), non_zero(columns), SCROLLBACK);
        Shared {
            feed: Mutex::new(Feed { parser, output: Vec::new(), ended: false, closing: false }),
            changed: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Feed> {
        self.feed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self, mut output: Box<dyn Read + Send>) {
        let mut bytes = [0; 16 * 1024];
        // An error is how the last program to leave the terminal looks from here.
        while let Ok(length @ 1..) = output.read(&mut bytes) {
            let mut feed = self.lock();
            feed.parser.process(&bytes[..length]);
            feed.output.extend_from_slice(&bytes[..length]);
            self.changed.notify_all();
            if feed.closing {
                break;
            }
        }
        drop(output);
        self.lock().ended = true;
        self.changed.notify_all();
    }
}

fn non_zero(size: u16) -> NonZeroU16 {
    NonZeroU16::new(size).expect("a screen has rows and columns")
}

/// A program in its terminal. It is killed when this goes out of scope.
pub struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    input: Option<Box<dyn Write + Send>>,
    pid: Pid,
    exited: Option<i32>,
    shared: Arc<Shared>,
    name: OsString,
}

impl Pty {
    /// A program to start.
    pub fn command(program: impl AsRef<OsStr>) -> Command {
        let program = program.as_ref().to_owned();
        Command { program, args: Vec::new(), env: Vec::new(), cwd: None, rows: 24, columns: 80 }
    }

    /// Types text. Enter is `\r`.
    pub fn type_text(&mut self, text: &str) {
        self.type_bytes(text.as_bytes());
    }

    /// Types bytes: control keys, escape sequences, what is not UTF-8.
    pub fn type_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("the terminal is open");
        input.write_all(bytes).and_then(|()| input.flush()).expect("the terminal takes input");
    }

    /// Pastes text as terminals do for programs that ask for bracketed paste.
    pub fn paste(&mut self, text: &str) {
        self.type_text(&format!("\x1b[200~{text}\x1b[201~"));
    }

    /// Waits until the screen satisfies a predicate, and gives that screen.
    ///
    /// # Panics
    /// After 10 seconds, with the screen in the message.
    #[track_caller]
    pub fn wait(&self, what: &str, satisfied: impl Fn(&Screen) -> bool) -> Screen {
        let deadline = Instant::now() + PATIENCE;
        let mut feed = self.shared.lock();
        loop {
            let screen = feed.screen();
            if satisfied(&screen) {
                return screen;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "waited in vain for {what} of {}:\n{screen}", self.name.display());
            assert!(!screen.ended, "{} ended before {what}:\n{screen}", self.name.display());
            feed = self.shared.changed.wait_timeout(feed, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits until a text stands on the screen, and gives that screen.
    #[track_caller]
    pub fn wait_for_text(&self, text: &str) -> Screen {
        self.wait(&format!("{text:?}"), |screen| screen.contains(text))
    }

    /// Waits until the screen fails to satisfy the predicate, or the given time is over; gives the last screen.
    /// For what must *not* happen.
    #[track_caller]
    pub fn stays(&self, what: &str, during: Duration, satisfied: impl Fn(&Screen) -> bool) -> Screen {
        let deadline = Instant::now() + during;
        let mut feed = self.shared.lock();
        loop {
            let screen = feed.screen();
            assert!(satisfied(&screen), "{what} no longer holds for {}:\n{screen}", self.name.display());
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return screen;
            }
            feed = self.shared.changed.wait_timeout(feed, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The screen as it is now.
    pub fn screen(&self) -> Screen {
        self.shared.lock().screen()
    }

    /// Row and column of the cursor, from 0.
    pub fn cursor(&self) -> (u16, u16) {
        self.screen().cursor
    }

    /// Changes the size of the terminal; the program gets SIGWINCH.
    pub fn resize(&self, rows: u16, columns: u16) {
        let mut feed = self.shared.lock();
        feed.parser.screen_mut().set_size(non_zero(rows), non_zero(columns));
        self.master().resize(pty_size(rows, columns)).expect("the terminal changes size");
        self.shared.changed.notify_all();
    }

    /// Process id of the program.
    pub fn pid(&self) -> Pid {
        self.pid
    }

    /// Sends a signal to the program, and to nothing else.
    pub fn signal(&self, signal: Signal) {
        kill(self.pid(), signal).expect("the program is there");
    }

    /// Whether the terminal itself edits lines, echoes and turns Ctrl-C into a signal, as a shell expects to find it.
    pub fn is_cooked(&self) -> bool {
        let modes = self.master().get_termios().expect("modes of the terminal").local_flags.bits();
        let wanted = (LocalFlags::ICANON | LocalFlags::ECHO | LocalFlags::ISIG).bits();
        modes & wanted == wanted
    }

    /// Closes the terminal, as a window does: the program gets SIGHUP and finds its terminal dead. The program must
    /// echo what is typed (a space, taken back at once).
    pub fn close(&mut self) {
        self.shared.lock().closing = true;
        self.type_bytes(b" \x7f");
        let feed = self.shared.lock();
        let closed = self.shared.changed.wait_timeout_while(feed, PATIENCE, |feed| !feed.ended);
        let closed = closed.unwrap_or_else(PoisonError::into_inner);
        assert!(!closed.1.timed_out(), "{} did not echo:\n{}", self.name.display(), closed.0.screen());
        drop(closed);
        self.disable_end_of_file();
        self.input = None;
        self.master = None;
    }

    /// Takes the end-of-file key away from the terminal: portable-pty would press Enter and that key before it closes.
    fn disable_end_of_file(&self) {
        let tty = OpenOptions::new().read(true).write(true).custom_flags(OFlag::O_NOCTTY.bits()).open(self.tty_name());
        let tty = tty.expect("the terminal opens");
        let mut modes = tcgetattr(&tty).expect("modes of the terminal");
        modes.control_chars[SpecialCharacterIndices::VEOF as usize] = 0;
        tcsetattr(&tty, SetArg::TCSANOW, &modes).expect("the terminal changes modes");
    }

    fn tty_name(&self) -> PathBuf {
        self.master().tty_name().expect("the terminal has a name")
    }

    /// Waits until the program ends and gives its exit code; death by signal N is 128 + N, as shells say it.
    ///
    /// # Panics
    /// After 10 seconds, with the screen in the message.
    #[track_caller]
    pub fn wait_exit(&mut self) -> i32 {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(code) = self.exit_code() {
                return code;
            }
            let feed = self.shared.lock();
            let screen = feed.screen();
            assert!(Instant::now() < deadline, "waited in vain for the end of {}:\n{screen}", self.name.display());
            // Between the last byte and the exit nothing notifies, so look again soon.
            drop(self.shared.changed.wait_timeout(feed, Duration::from_millis(5)));
        }
    }

    /// Waits until the program ends, checks its exit code, and gives the last screen.
    ///
    /// # Panics
    /// When the code is another, with the screen in the message.
    #[track_caller]
    pub fn ends_with(&mut self, code: i32) -> Screen {
        let found = self.wait_exit();
        let feed = self.shared.lock();
        let ended = self.shared.changed.wait_timeout_while(feed, PATIENCE, |feed| !feed.ended);
        let screen = ended.unwrap_or_else(PoisonError::into_inner).0.screen();
        assert_eq!(found, code, "exit code of {}:\n{screen}", self.name.display());
        screen
    }

    fn exit_code(&mut self) -> Option<i32> {
        if self.exited.is_none() {
            self.exited = match waitpid(self.pid, Some(WaitPidFlag::WNOHANG)).expect("a child") {
                WaitStatus::Exited(_, code) => Some(code),
                WaitStatus::Signaled(_, signal, _) => Some(128 + signal as i32),
                _ => None,
            };
        }
        self.exited
    }

    fn master(&self) -> &(dyn MasterPty + Send) {
        self.master.as_deref().expect("the terminal is open")
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        if self.exit_code().is_none() {
            // The program may have ended by itself just now, which is fine.
            let _ = killpg(self.pid, Signal::SIGKILL);
            let _ = waitpid(self.pid, None);
        }
    }
}
