//! Keeps the countdown running, and prints above the line.

use std::io;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use rustyline::ExternalPrinter;

use super::Watch;
use super::alarm::{Alarm, Round};
use super::live::Live;
use super::prompt::{Painted, seconds_left};
use crate::text::keep_style;

/// Time between two ticks of an untimed line, and the most between two of a timed one.
pub(super) const TICK: Duration = Duration::from_secs(1);

/// A message that prints nothing: up a row and down again. The editor repaints its prompt below every message.
/// In the first row of the screen, up goes nowhere, and the prompt moves down a row, once.
const REPAINT: &str = "\u{1b}[A\n";

/// What the ticker needs to know of the line.
pub(super) struct Ticker {
    pub(super) alarm: Arc<Alarm>,
    pub(super) live: Arc<Live>,
    pub(super) painted: Arc<Painted>,
    pub(super) watch: Arc<dyn Watch>,
}

impl Ticker {
    /// Starts the thread. Nobody waits for it to end: printing blocks while the editor is busy elsewhere.
    pub(super) fn start(self, printer: impl ExternalPrinter + Send + 'static) -> io::Result<()> {
        thread::Builder::new().name("ticker".to_owned()).spawn(move || self.run(printer))?;
        Ok(())
    }

    fn run(self, mut printer: impl ExternalPrinter) {
        while let Some(round) = self.alarm.next_round() {
            if self.accompany(round, &mut printer).is_err() {
                return;
            }
        }
    }

    /// Ticks until the line ends.
    fn accompany(&self, round: Round, printer: &mut impl ExternalPrinter) -> rustyline::Result<()> {
        let mut nudges = String::new();
        let mut printed_at = None;
        while self.alarm.is_typed_after(round, until_next_tick(round.end)) {
            if let Some(text) = self.watch.tick() {
                nudges.push_str(&above(&text));
            }
            // A message that was read was followed by a painting. A second one would block us until the first is read.
            let unread = printed_at == Some(self.painted.times());
            if unread || !self.fits_screen() {
                continue;
            }
            let stale = round.end.is_some_and(|end| seconds_left(end) != self.painted.seconds());
            if !nudges.is_empty() || stale {
                printed_at = Some(self.painted.times());
                let message = if nudges.is_empty() { REPAINT.to_owned() } else { std::mem::take(&mut nudges) };
                printer.print(message)?;
            }
        }
        Ok(())
    }

    /// Whether repainting the line stays on the screen: beyond, it would push copies of it into the scrollback.
    fn fits_screen(&self) -> bool {
        let (columns, rows) = screen_size();
        self.live.rows(columns) < rows
    }
}

/// Time until the label of the prompt changes, or a tick.
pub(super) fn until_next_tick(end: Option<Instant>) -> Duration {
    let Some(end) = end else { return TICK };
    let left = end.saturating_duration_since(Instant::now());
    // A little later than the full second, so that the label has changed by then.
    Duration::from_nanos(u64::from(left.subsec_nanos())) + Duration::from_millis(2)
}

/// The text as it is printed above the line: wrapped, and harmless but for its colours.
pub(super) fn above(text: &str) -> String {
    let (columns, _) = screen_size();
    let mut lines = String::new();
    for line in textwrap::wrap(keep_style(text).trim_end(), columns.saturating_sub(1).max(10)) {
        lines.push_str(&line);
        lines.push('\n');
    }
    lines
}

/// Columns and rows of the screen.
pub(super) fn screen_size() -> (usize, usize) {
    match terminal_size::terminal_size() {
        Some((width, height)) if width.0 > 0 && height.0 > 0 => (width.0.into(), height.0.into()),
        _ => (80, 24),
    }
}
