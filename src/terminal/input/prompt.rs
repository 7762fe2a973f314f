//! The prompt that tells the time.

use std::cell::OnceCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::time::{Duration, Instant};

use anstyle::{AnsiColor, Style};
use rustyline::Prompt;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::Color;
use crate::text::plain;

/// Seconds left at which the prompt turns yellow.
const LAST_MINUTE: u64 = 60;
/// Seconds left at which the prompt turns red.
const LAST_SECONDS: u64 = 10;

/// The longest time that is counted down; more is cut to it. Long before, nobody looks at seconds.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// What the screen shows of the countdown. The ticker reads it to repaint no more often than it must.
#[derive(Debug, Default)]
pub(super) struct Painted {
    times: AtomicU64,
    seconds: AtomicU64,
}

impl Painted {
    /// How often the prompt was painted.
    pub(super) fn times(&self) -> u64 {
        self.times.load(SeqCst)
    }

    /// The seconds left that it showed last.
    pub(super) fn seconds(&self) -> u64 {
        self.seconds.load(SeqCst)
    }
}

/// Seconds left, rounded up: 0 is shown when the time is up and not before.
pub(super) fn seconds_left(end: Instant) -> u64 {
    let left = end.saturating_duration_since(Instant::now());
    left.as_secs() + u64::from(left.subsec_nanos() > 0)
}

/// The prompt at one second, for terminals without and with style.
struct Face {
    raw: String,
    styled: String,
}

/// A prompt whose text depends on the time left. All texts are equally wide: the line editor measures it once.
pub(super) struct Countdown {
    end: Option<Instant>,
    label: String,
    color: Color,
    minute_digits: usize,
    /// One face for each number of seconds left. They live here because the editor wants a plain reference; most are
    /// never shown, so each is made when it is.
    faces: Vec<OnceCell<Face>>,
    painted: Arc<Painted>,
}

impl Countdown {
    /// A prompt that begins to count now. The label is cut so that the prompt takes at most half of `columns`.
    pub(super) fn new(
        label: &str,
        left: Option<Duration>,
        columns: usize,
        color: Color,
        painted: Arc<Painted>,
    ) -> Self {
        let left = left.map(|left| left.min(LONGEST));
        let seconds = left.map_or(0, |left| left.as_secs() + 1);
        let minute_digits = (seconds / 60).to_string().len().max(2);
        let clock = if left.is_some() { minute_digits + ":00 ".len() } else { 0 };
        Countdown {
            end: left.map(|left| Instant::now() + left),
            label: cut(&one_line(label), (columns / 2).saturating_sub(clock + " > ".len())),
            color,
            minute_digits,
            faces: (0..=seconds).map(|_| OnceCell::new()).collect(),
            painted,
        }
    }

    /// When the time is up.
    pub(super) fn end(&self) -> Option<Instant> {
        self.end
    }

    /// Columns the prompt takes.
    pub(super) fn width(&self) -> usize {
        self.face(0).raw.width()
    }

    /// The prompt as it is now, without style.
    pub(super) fn text(&self) -> &str {
        &self.face(self.end.map_or(0, seconds_left)).raw
    }

    fn face(&self, seconds: u64) -> &Face {
        let last = self.faces.len() - 1;
        let index = usize::try_from(seconds).map_or(last, |seconds| seconds.min(last));
        self.faces[index].get_or_init(|| self.render(index as u64))
    }

    fn render(&self, seconds: u64) -> Face {
        let clock = match self.end {
            Some(_) => format!("{:0width$}:{:02}", seconds / 60, seconds % 60, width = self.minute_digits),
            None => String::new(),
        };
        let gap = if clock.is_empty() || self.label.is_empty() { "" } else { " " };
        let text = format!("{clock}{gap}{}", self.label);
        let arrow = if text.is_empty() { "> " } else { " > " };
        let styled = match self.color {
            Color::On => {
                let style = self.style(seconds);
                format!("{style}{text}{style:#}{arrow}")
            }
            Color::Off => format!("{text}{arrow}"),
        };
        Face { raw: text + arrow, styled }
    }

    fn style(&self, seconds: u64) -> Style {
        match self.end {
            Some(_) if seconds <= LAST_SECONDS => AnsiColor::Red.on_default().bold(),
            Some(_) if seconds <= LAST_MINUTE => AnsiColor::Yellow.on_default(),
            _ => Style::new().dimmed(),
        }
    }

    fn paint(&self) -> &Face {
        let seconds = self.end.map_or(0, seconds_left);
        self.painted.seconds.store(seconds, SeqCst);
        self.painted.times.fetch_add(1, SeqCst);
        self.face(seconds)
    }
}

impl Prompt for Countdown {
    fn raw(&self) -> &str {
        &self.paint().raw
    }

    fn styled(&self) -> &str {
        &self.paint().styled
    }
}

/// The label on one line, with nothing in it that a terminal would obey.
fn one_line(label: &str) -> String {
    plain(label).replace(['\n', '\t'], " ")
}

/// As much of the label as fits into `columns`.
fn cut(label: &str, columns: usize) -> String {
    if label.width() <= columns {
        return label.to_owned();
    }
    let mut width = 1;
    let mut text: String = label
        .chars()
        .take_while(|c| {
            width += c.width().unwrap_or(0);
            width <= columns
        })
        .collect();
    if columns > 0 {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn countdown(label: &str, left: Option<u64>, columns: usize, color: Color) -> Countdown {
        Countdown::new(label, left.map(Duration::from_secs), columns, color, Arc::default())
    }

    #[test]
    fn every_second_of_a_long_step_is_equally_wide() {
        for minutes in [1, 20, 99, 100, 150] {
            let prompt = countdown("4/5 deep dive", Some(minutes * 60), 80, Color::On);
            for seconds in 0..=minutes * 60 {
                assert_eq!(prompt.face(seconds).raw.width(), prompt.width(), "{minutes} min, {seconds} s");
            }
        }
    }

    #[test]
    fn the_clock_shows_minutes_and_seconds_before_the_label() {
        let prompt = countdown("2/5 estimation", Some(300), 80, Color::Off);
        assert_eq!(prompt.face(252).raw, "04:12 2/5 estimation > ");
        assert_eq!(prompt.face(252).styled, "04:12 2/5 estimation > ");
        assert_eq!(countdown("2/5", None, 80, Color::Off).text(), "2/5 > ");
        assert_eq!(countdown("", None, 80, Color::Off).text(), "> ");
        assert_eq!(countdown("", Some(6000), 80, Color::Off).face(1).raw, "000:01 > ");
    }

    #[test]
    fn the_last_minute_is_yellow_and_the_last_seconds_are_red() {
        let prompt = countdown("x", Some(300), 80, Color::On);
        assert_eq!(prompt.face(61).styled, "\u{1b}[2m01:01 x\u{1b}[0m > ");
        assert_eq!(prompt.face(60).styled, "\u{1b}[33m01:00 x\u{1b}[0m > ");
        assert_eq!(prompt.face(11).styled, "\u{1b}[33m00:11 x\u{1b}[0m > ");
        assert_eq!(prompt.face(10).styled, "\u{1b}[1m\u{1b}[31m00:10 x\u{1b}[0m > ");
        assert_eq!(countdown("x", None, 80, Color::On).paint().styled, "\u{1b}[2mx\u{1b}[0m > ");
    }

    #[test]
    fn a_label_cannot_command_the_terminal() {
        let prompt = countdown("a\u{1b}[2J\nb\tc\u{202e}", None, 80, Color::Off);
        assert_eq!(prompt.text(), "a␛[2J b c<U+202E> > ");
    }

    #[test]
    fn a_label_is_cut_to_half_of_the_screen() {
        assert_eq!(countdown("2/5 estimation", Some(60), 30, Color::Off).face(9).raw, "00:09 2/5 e… > ");
        assert_eq!(countdown("設計面接", None, 16, Color::Off).text(), "設計… > ");
        assert_eq!(countdown("estimation", Some(60), 4, Color::Off).face(9).raw, "00:09 > ");
    }

    #[test]
    fn any_length_can_be_counted_down() {
        assert_eq!(countdown("x", Some(u64::MAX), 80, Color::Off).text(), "1440:00 x > ");
        assert_eq!(countdown("x", Some(0), 80, Color::Off).text(), "00:00 x > ");
    }

    #[test]
    fn seconds_round_up_so_that_zero_means_time_up() {
        assert_eq!(seconds_left(Instant::now()), 0);
        assert_eq!(seconds_left(Instant::now() + Duration::from_secs(60)), 60);
    }
}
