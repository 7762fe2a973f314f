//! Progress of what takes long, on standard error, only between prompts and only for people.

use std::io::{IsTerminal as _, stderr, stdout};
use std::time::{Duration, Instant};

use super::layout::Form;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A counter of things done, drawn when standard error is a terminal.
pub struct Progress {
    bar: ProgressBar,
    /// When it began, if it is not drawn yet.
    waits: Option<Instant>,
}

/// What is done sooner needs no bar: one that flashes by is only in the way.
const PATIENCE: Duration = Duration::from_millis(300);

impl Progress {
    /// A counter of results that are written one by one, nobody knows how many: it is only drawn when standard output is no
    /// terminal. Where the results themselves scroll by, it would be in the way, and where all is read aloud too.
    pub fn of_stream(things: String, form: Form) -> Self {
        let progress = Progress { bar: bar(things, None), waits: None };
        if form == Form::Seen && stderr().is_terminal() && !stdout().is_terminal() {
            progress.show();
        }
        progress
    }

    /// A counter of what is done before anything is written. It is drawn once it has taken a moment.
    pub fn before_output(things: String, total: usize, form: Form) -> Self {
        let waits = (form == Form::Seen && stderr().is_terminal()).then(Instant::now);
        Progress { bar: bar(things, Some(total as u64)), waits }
    }

    fn show(&self) {
        self.bar.set_draw_target(ProgressDrawTarget::stderr());
        self.bar.enable_steady_tick(Duration::from_millis(200));
    }

    /// One more is done. Threads may share it.
    pub fn done_one(&self) {
        self.bar.inc(1);
        if self.bar.is_hidden() && self.waits.is_some_and(|began| began.elapsed() > PATIENCE) {
            self.show();
        }
    }
}

fn bar(things: String, total: Option<u64>) -> ProgressBar {
    let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
    bar.set_draw_target(ProgressDrawTarget::hidden());
    let template =
        if total.is_some() { "{bar:30} {pos}/{len} {msg} {eta}" } else { "{spinner} {pos} {msg} ({per_sec})" };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_message(things);
    bar
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
