//! The clock speaks: nudges, silence, interruptions, time-up.

use super::clock::{Nudge, SILENCE, mmss};
use super::event::{Action, Millis};
use super::interview::Interview;
use super::phrases::Phrase;
use super::policy::Asked;
use super::setup::Mode;

/// Silence is noticed so often in a step.
const SILENCES: usize = 8;
/// A key this long ago is still typing, and nobody under pressure is waited for longer than this.
const TYPING: Millis = 5_000;
const PATIENCE: Millis = 60_000;

impl Interview {
    pub(super) fn time_up(&mut self, at: Millis, draft: &str, out: &mut Vec<Action>) {
        if draft.chars().any(char::is_alphanumeric) {
            self.hear(at, draft, Vec::new());
        }
        self.say(Phrase::TimeUp, out);
        self.advance(at, true, out);
    }

    pub(super) fn tick(&mut self, at: Millis, idle: Millis, out: &mut Vec<Action>) {
        if let Some(nudge) = self.clock.due(at) {
            self.clock.told(nudge);
            // "Shall we move on?" and then "you have half of the time left" would contradict each other.
            if nudge == Nudge::Half && self.asked == Some(Asked::MoveOn) {
                return;
            }
            let phrase = match nudge {
                Nudge::Half => Phrase::Half,
                Nudge::Minute => Phrase::Minute,
            };
            let left = self.clock.left(at).unwrap_or(0);
            self.say_with(phrase, &[("left", mmss(left))], out);
        } else if self.silent(at, idle) {
            self.silences += 1;
            if self.silences == 1 {
                self.because(Phrase::Silence.name(), "nothing was typed for a while".to_owned(), Vec::new());
                self.say(Phrase::Silence, out);
            } else {
                self.stuck(at, out);
            }
        } else if self.interrupts(at, idle) {
            self.interrupted = true;
            self.because(Phrase::Interrupt.name(), "pressure: a minute of typing".to_owned(), Vec::new());
            self.say(Phrase::Interrupt, out);
        }
    }

    /// Silence is noticed once, then helped, [`SILENCES`] times a step at most; what the interviewer says starts it anew.
    pub(super) fn silent(&self, at: Millis, idle: Millis) -> bool {
        self.silences < SILENCES && idle.min(at.saturating_sub(self.spoke)) >= SILENCE
    }

    /// Under pressure, who types for long is interrupted once a step.
    pub(super) fn interrupts(&self, at: Millis, idle: Millis) -> bool {
        let typing = idle < TYPING && at.saturating_sub(self.spoke) >= PATIENCE;
        self.setup.mode == Mode::Pressure && typing && !self.interrupted && !self.last_was_negative
    }
}
