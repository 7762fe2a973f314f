//! Lines without the line editor: from a terminal that cannot move its cursor, and from a pipe or file.

use std::io::{self, IsTerminal as _, Read as _, Write};
use std::os::fd::AsFd as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};

use super::draft::entered;
use super::prompt::Countdown;
use super::signals::{Signals, Stop};
use super::stdin::{RawLine, Read, Stdin};
use super::ticker::{above, screen_size, until_next_tick};
use super::{Ask, Color, Draft, Mode, Outcome, Watch};
use crate::text::plain;

/// Reads lines as they come.
pub(super) struct PlainReader {
    stdin: Stdin,
    signals: Signals,
    watch: Arc<dyn Watch>,
    mode: Mode,
    repaired: bool,
}

/// What happened first.
enum Event {
    Input,
    Signal,
    Tick,
    TimeUp,
    Interrupt,
    Stop(Stop),
}

impl PlainReader {
    pub(super) fn new(watch: Arc<dyn Watch>, signals: Signals, mode: Mode) -> io::Result<Self> {
        signals.pipe().set_nonblocking(true)?;
        Ok(PlainReader { stdin: Stdin::open()?, signals, watch, mode, repaired: false })
    }

    /// Whether the last line held bytes that are not UTF-8.
    pub(super) fn was_repaired(&self) -> bool {
        self.repaired
    }

    /// Asks for a line. It continues the draft: here nobody can go back and edit it.
    pub(super) fn ask(&mut self, ask: &Ask<'_>) -> io::Result<Outcome> {
        self.repaired = false;
        let end = match self.mode {
            Mode::Piped => None,
            Mode::Editor | Mode::Terminal => self.prompt(ask)?,
        };
        let mut text = ask.draft.text.clone();
        loop {
            if let Some(line) = self.stdin.take_line() {
                self.append(&mut text, &line);
                if !text.ends_with('\\') {
                    return Ok(Outcome::Line(entered(&text)));
                }
                text.push('\n');
                self.watch.draft(&text, text.len());
                continue;
            }
            if let Some(outcome) = self.wait(end, &mut text)? {
                return Ok(outcome);
            }
        }
    }

    /// Prints the prompt, once, and the draft that the line continues. Gives the time-up.
    fn prompt(&self, ask: &Ask<'_>) -> io::Result<Option<Instant>> {
        let (columns, _) = screen_size();
        let prompt = Countdown::new(ask.label, ask.left, columns, Color::Off, Arc::default());
        let mut out = screen();
        write!(out, "{}{}", prompt.text(), plain(&ask.draft.text))?;
        out.flush()?;
        Ok(prompt.end())
    }

    fn append(&mut self, text: &mut String, line: &RawLine) {
        text.push_str(&line.text);
        self.repaired |= line.repaired;
    }

    /// Waits for one event. `None`: the line goes on.
    fn wait(&mut self, end: Option<Instant>, text: &mut String) -> io::Result<Option<Outcome>> {
        Ok(Some(match self.event(end)? {
            Event::Input => return self.read(text),
            Event::Signal => return Ok(None),
            Event::Tick => {
                if let Some(nudge) = self.watch.tick() {
                    write!(screen(), "\n{}", above(&nudge))?;
                }
                return Ok(None);
            }
            Event::TimeUp => Outcome::TimeUp(self.abandon(text)?),
            // The terminal has thrown away what was not entered.
            Event::Interrupt => {
                self.end_row()?;
                Outcome::Interrupted(Draft::at_end(std::mem::take(text)))
            }
            Event::Stop(Stop::Terminate) => Outcome::Signal(self.abandon(text)?, Stop::Terminate),
            Event::Stop(Stop::Hangup) => Outcome::Signal(self.rest(text), Stop::Hangup),
        }))
    }

    fn read(&mut self, text: &mut String) -> io::Result<Option<Outcome>> {
        match self.stdin.read()? {
            Read::Some | Read::Nothing => return Ok(None),
            Read::End => {}
            Read::HungUp => {
                self.signals.take_stop();
                return Ok(Some(Outcome::Signal(self.rest(text), Stop::Hangup)));
            }
        }
        // The last line needs no newline, nor one that a backslash continues a successor.
        if let Some(line) = self.stdin.take_rest() {
            self.append(text, &line);
            return Ok(Some(Outcome::Line(entered(text))));
        }
        Ok(Some(match text.strip_suffix("\\\n") {
            Some(line) => Outcome::Line(entered(line)),
            None => {
                self.end_row()?;
                Outcome::Eof(Draft::at_end(std::mem::take(text)))
            }
        }))
    }

    /// Ends the line where it is.
    fn abandon(&mut self, text: &mut String) -> io::Result<Draft> {
        if self.mode == Mode::Terminal {
            self.stdin.read_unentered()?;
        }
        self.end_row()?;
        Ok(self.rest(text))
    }

    /// The draft with everything that arrived for it.
    fn rest(&mut self, text: &mut String) -> Draft {
        if let Some(line) = self.stdin.take_rest() {
            self.append(text, &line);
        }
        Draft::at_end(std::mem::take(text))
    }

    /// Goes to a new row of the screen, where Enter did not.
    fn end_row(&self) -> io::Result<()> {
        if self.mode == Mode::Terminal { writeln!(screen()) } else { Ok(()) }
    }

    fn event(&self, end: Option<Instant>) -> io::Result<Event> {
        if let Some(stop) = self.signals.take_stop() {
            return Ok(Event::Stop(stop));
        }
        if self.signals.take_interrupt() {
            return Ok(Event::Interrupt);
        }
        if end.is_some_and(|end| end <= Instant::now()) {
            return Ok(Event::TimeUp);
        }
        let pause = match self.mode {
            Mode::Piped => None,
            Mode::Editor | Mode::Terminal => Some(until_next_tick(end)),
        };
        self.poll(pause)
    }

    /// Waits for input or a signal. Which signal it was, the flags tell.
    fn poll(&self, pause: Option<Duration>) -> io::Result<Event> {
        // Rounded up: a pause of nothing would spin.
        let timeout = pause.map_or(PollTimeout::NONE, |pause| {
            PollTimeout::try_from(pause + Duration::from_millis(1)).unwrap_or(PollTimeout::MAX)
        });
        let mut fds = [
            PollFd::new(self.stdin.fd(), PollFlags::POLLIN),
            PollFd::new(self.signals.pipe().as_fd(), PollFlags::POLLIN),
        ];
        match poll(&mut fds, timeout) {
            Ok(_) => {}
            Err(Errno::EINTR) => return Ok(Event::Signal),
            Err(error) => return Err(error.into()),
        }
        let ready = |fd: &PollFd<'_>| fd.revents().is_some_and(|events| !events.is_empty());
        if ready(&fds[1]) {
            // Empty when another read was faster.
            let _ = self.signals.pipe().read(&mut [0; 64]);
            return Ok(Event::Signal);
        }
        Ok(if ready(&fds[0]) { Event::Input } else { Event::Tick })
    }
}

/// Where the person looks: standard output, unless it goes elsewhere.
fn screen() -> Box<dyn Write> {
    if io::stdout().is_terminal() { Box::new(io::stdout()) } else { Box::new(io::stderr()) }
}
