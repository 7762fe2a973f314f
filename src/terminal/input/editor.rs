//! Lines from the line editor, at a capable terminal.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use nix::errno::Errno;
use rustyline::config::BellStyle;
use rustyline::error::{ReadlineError, Signal};
use rustyline::history::DefaultHistory;
use rustyline::{Cmd, ColorMode, Config, Editor, Event, EventHandler, KeyCode, KeyEvent, Modifiers};

use super::alarm::{Alarm, Cause};
use super::draft::entered;
use super::helper::{EditRequest, Listener};
use super::live::Live;
use super::prompt::{Countdown, Painted};
use super::signals::{Signals, Stop};
use super::ticker::{Ticker, screen_size};
use super::{Ask, Color, Draft, Outcome, Watch};

/// How long a lone ESC waits for the rest of a sequence. Without a limit the editor would wait where it hears nothing.
const ESCAPE_TIMEOUT_MS: u16 = 300;

/// The line editor with its clock.
pub(super) struct LineEditor {
    editor: Editor<Listener, DefaultHistory>,
    live: Arc<Live>,
    painted: Arc<Painted>,
    alarm: Arc<Alarm>,
    signals: Signals,
    color: Color,
    wants_edit: Arc<AtomicBool>,
    /// Another program had the terminal since the last line: an interrupt was meant for that.
    lent_terminal: bool,
}

impl LineEditor {
    pub(super) fn new(watch: Arc<dyn Watch>, color: Color, history: Vec<String>, signals: Signals) -> io::Result<Self> {
        let live = Arc::new(Live::new(Arc::clone(&watch)));
        let wants_edit = Arc::new(AtomicBool::new(false));
        let mut editor = editor(&live, &wants_edit).map_err(io_error)?;
        for line in history {
            editor.add_history_entry(line).map_err(io_error)?;
        }
        let alarm = Alarm::start(&signals)?;
        let painted = Arc::new(Painted::default());
        let printer = editor.create_external_printer().map_err(io_error)?;
        Ticker { alarm: Arc::clone(&alarm), live: Arc::clone(&live), painted: Arc::clone(&painted), watch }
            .start(printer)?;
        Ok(LineEditor { editor, live, painted, alarm, signals, color, wants_edit, lent_terminal: false })
    }

    pub(super) fn ask(&mut self, ask: &Ask<'_>) -> io::Result<Outcome> {
        let lent = std::mem::replace(&mut self.lent_terminal, false);
        if self.signals.take_interrupt() && !lent {
            return Ok(Outcome::Interrupted(ask.draft.clone()));
        }
        let (columns, _) = screen_size();
        let prompt = Countdown::new(ask.label, ask.left, columns, self.color, Arc::clone(&self.painted));
        let mut draft = ask.draft.clone();
        loop {
            if let Some(outcome) = self.line(&prompt, &draft)? {
                self.lent_terminal = matches!(outcome, Outcome::Edit(_));
                return Ok(outcome);
            }
            draft = self.live.draft();
        }
    }

    /// One call of the line editor; `None` when the line has to go on in another.
    fn line(&mut self, prompt: &Countdown, draft: &Draft) -> io::Result<Option<Outcome>> {
        self.live.begin(draft, prompt.width());
        self.wants_edit.store(false, SeqCst);
        self.alarm.arm(prompt.end());
        // Only now: an order to stop that comes later finds the alarm armed.
        if let Some(stop) = self.signals.take_stop() {
            self.alarm.disarm();
            self.signals.take_interrupt();
            return Ok(Some(Outcome::Signal(draft.clone(), stop)));
        }
        let result = self.editor.readline_with_initial(prompt, draft.split());
        let cause = self.alarm.disarm();
        if cause.is_some() {
            self.signals.take_interrupt();
        }
        self.outcome(result, cause)
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours, and it grows")]
    fn outcome(&mut self, result: rustyline::Result<String>, cause: Option<Cause>) -> io::Result<Option<Outcome>> {
        let error = match result {
            // Entered just in time, whatever happened since.
            Ok(text) => return self.entered(&text).map(Some),
            Err(error) => error,
        };
        let draft = self.live.draft();
        Ok(Some(match error {
            error if is_hangup(&error) => {
                self.signals.take_stop();
                Outcome::Signal(draft, Stop::Hangup)
            }
            ReadlineError::Interrupted | ReadlineError::Signal(Signal::Interrupt) => self.interrupted(draft, cause),
            ReadlineError::Errno(Errno::EINTR) if cause.is_some() => self.interrupted(draft, cause),
            ReadlineError::Eof => Outcome::Eof(draft),
            // Resized while the editor waited for a single key; or bytes that are not UTF-8.
            ReadlineError::Signal(Signal::Resize) | ReadlineError::Errno(Errno::EINTR) => return Ok(None),
            ReadlineError::Io(error) if error.kind() == io::ErrorKind::InvalidData => return Ok(None),
            error => return Err(io_error(error)),
        }))
    }

    fn entered(&mut self, text: &str) -> io::Result<Outcome> {
        let line = entered(text);
        self.editor.add_history_entry(line.as_str()).map_err(io_error)?;
        Ok(Outcome::Line(line))
    }

    fn interrupted(&self, draft: Draft, cause: Option<Cause>) -> Outcome {
        match cause {
            Some(Cause::TimeUp) => Outcome::TimeUp(draft),
            Some(Cause::Stop) => match self.signals.take_stop() {
                Some(stop) => Outcome::Signal(draft, stop),
                None => Outcome::Interrupted(draft),
            },
            None if self.wants_edit.load(SeqCst) => Outcome::Edit(draft),
            None => Outcome::Interrupted(draft),
        }
    }
}

impl Drop for LineEditor {
    fn drop(&mut self) {
        self.alarm.close();
    }
}

fn editor(live: &Arc<Live>, wants_edit: &Arc<AtomicBool>) -> rustyline::Result<Editor<Listener, DefaultHistory>> {
    let config = Config::builder()
        .keyseq_timeout(Some(ESCAPE_TIMEOUT_MS))
        .bracketed_paste(true)
        .bell_style(BellStyle::None)
        // The helper hears of cursor moves only with colours on. Whether there are any is up to the prompt.
        .color_mode(ColorMode::Enabled)
        .build();
    let mut editor = Editor::with_config(config)?;
    editor.set_helper(Some(Listener::new(Arc::clone(live))));
    editor.bind_sequence(KeyEvent(KeyCode::Enter, Modifiers::ALT), EventHandler::Simple(Cmd::Newline));
    editor.bind_sequence(
        Event::KeySeq(vec![KeyEvent::ctrl('X'), KeyEvent::ctrl('E')]),
        EventHandler::Conditional(Box::new(EditRequest(Arc::clone(wants_edit)))),
    );
    Ok(editor)
}

/// A terminal that went away answers EIO to everything.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours, and it grows")]
fn is_hangup(error: &ReadlineError) -> bool {
    match error {
        ReadlineError::Errno(errno) => *errno == Errno::EIO,
        ReadlineError::Io(error) => error.raw_os_error() == Some(Errno::EIO as i32),
        _ => false,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours, and it grows")]
fn io_error(error: ReadlineError) -> io::Error {
    match error {
        ReadlineError::Io(error) => error,
        ReadlineError::Errno(errno) => errno.into(),
        error => io::Error::other(error),
    }
}
