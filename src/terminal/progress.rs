//! Progress of what takes long, on standard error, only between prompts and only for people.

use std::io::{IsTerminal as _, stderr, stdout};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A counter of things done. It draws only when standard error is a terminal and standard output is not: where the
/// results themselves scroll by, a bar would only be in the way.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A counter whose end may be known.
    pub fn new(things: &'static str, total: Option<u64>) -> Self {
        let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
        if !stderr().is_terminal() || stdout().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        let template =
            if total.is_some() { "{bar:30} {pos}/{len} {msg} {eta}" } else { "{spinner} {pos} {msg} ({per_sec})" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(things);
        bar.enable_steady_tick(Duration::from_millis(200));
        Progress { bar }
    }

    /// One more is done.
    pub fn done_one(&self) {
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
