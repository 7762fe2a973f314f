//! The whole interview over its time: the budgets, what was used of them, what happened when.

use super::Session;
use super::points::PointView;
use crate::dialogue::{Action, Event, Marks, Millis, StepName, mmss};
use crate::journal::Record;
use crate::rubric::StepId;

const ROW: u32 = 54;
/// Sides that stay free, in percent: a mark at the very end is still whole.
const SIDE: f64 = 1.0;

/// A timeline. Places across are percents of the width: it fits any screen and no mark is squeezed.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// Height of the whole.
    pub height: u32,
    /// Where the rows end and the axis stands.
    pub foot: u32,
    /// The marks of the axis: place, minute.
    pub ticks: Vec<(String, u64)>,
    /// One a step.
    pub rows: Vec<Row>,
}

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its name.
    pub title: &'static str,
    /// Upper edge.
    pub y: u32,
    /// Place and width of the budget.
    pub budget: Option<(String, String)>,
    /// Place and width of the time that was used.
    pub used: (String, String),
    /// When points were earned: place, radius, which.
    pub earned: Vec<(String, String, String)>,
    /// When the interviewer asked: place, what.
    pub asked: Vec<(String, String)>,
    /// Where the clock ended it.
    pub ran_out: Option<String>,
    /// The time used, in words.
    pub time: String,
    /// The budget, in words.
    pub of: String,
    /// How many points were earned while it ran.
    pub points: usize,
}

struct Span {
    step: StepId,
    start: Millis,
    end: Millis,
    budget: Option<Millis>,
    ran_out: bool,
    asked: Vec<(Millis, String)>,
}

/// Draws the steps of an interview; `None` if none has begun.
pub fn timeline(session: &Session<'_>, points: &[PointView]) -> Option<Timeline> {
    let spans = spans(session);
    let end = spans.iter().map(|span| span.end.max(span.start.saturating_add(span.budget.unwrap_or(0)))).max()?.max(1);
    let share = |time: Millis| time as f64 / end as f64 * (100.0 - 2.0 * SIDE);
    let place = |time: Millis| format!("{:.2}%", SIDE + share(time));
    let wide = |time: Millis| format!("{:.2}%", share(time));
    let last = spans.len() - 1;
    let rows = spans.iter().enumerate().map(|(number, span)| {
        let here = |at: Millis| at >= span.start && (at < span.end || number == last && at <= span.end);
        let mut earned: Vec<(Millis, Vec<&str>)> = Vec::new();
        for point in points.iter().filter(|p| p.millis.is_some_and(here)) {
            let at = point.millis.unwrap_or_default();
            match earned.iter_mut().find(|(when, _)| *when == at) {
                Some((_, all)) => all.push(&point.says),
                None => earned.push((at, vec![&point.says])),
            }
        }
        let dot = |(at, says): &(Millis, Vec<&str>)| {
            let radius = (3.5 + says.len() as f64).min(8.0);
            (place(*at), format!("{radius}"), format!("{}: {}", mmss(*at), says.join(" | ")))
        };
        Row {
            title: span.step.title(),
            y: number as u32 * ROW,
            budget: span.budget.map(|budget| (place(span.start), wide(budget))),
            used: (place(span.start), wide(span.end.saturating_sub(span.start))),
            earned: earned.iter().map(dot).collect(),
            asked: span.asked.iter().map(|(at, what)| (place(*at), format!("{}: {what}", mmss(*at)))).collect(),
            ran_out: span.ran_out.then(|| place(span.end)),
            time: mmss(span.end.saturating_sub(span.start)),
            of: span.budget.map_or_else(|| "no clock".to_owned(), mmss),
            points: earned.iter().map(|(_, says)| says.len()).sum(),
        }
    });
    let rows: Vec<Row> = rows.collect();
    let foot = rows.len() as u32 * ROW;
    let minutes = end / 60_000;
    let every = [1, 2, 5, 10, 15, 30].into_iter().find(|every| minutes / every <= 9);
    let every = every.unwrap_or(minutes.div_ceil(9 * 60) * 60);
    let ticks = (0..=minutes / every).map(|n| (place(n * every * 60_000), n * every)).collect();
    Some(Timeline { height: foot + 30, foot, ticks, rows })
}

/// When each step began and ended, and what was asked in it.
fn spans(session: &Session<'_>) -> Vec<Span> {
    let marks = match session.marks() {
        Some(Marks::Interview(debrief)) => debrief.steps,
        Some(Marks::Drill(_)) | None => Vec::new(),
    };
    let mut spans: Vec<Span> = Vec::new();
    for record in session.records {
        let (at, event, action) = match record {
            Record::Event { stamp, event } => (stamp.at, Some(event), None),
            Record::Move { at, action } => (*at, None, Some(action)),
            Record::Header(_) | Record::Marks { .. } | Record::Drilled { .. } => continue,
        };
        if let Some(open) = spans.last_mut() {
            // In a file that was changed by hand, time may go back.
            open.end = open.end.max(at);
            // Only what ends the step is its last event.
            if let Some(event) = event {
                open.ran_out = matches!(event, Event::TimeUp { .. });
            }
            if let Some(Action::Say { text, .. }) = action {
                ask(&mut open.asked, at, text);
            }
        }
        if let Some(Action::Step { step: StepName(step) }) = action {
            let told = marks.iter().find(|report| report.step.0 == *step);
            let budget = told.map_or_else(|| session.header.setup.budget(*step), |report| report.budget);
            spans.push(Span { step: *step, start: at, end: at, budget, ran_out: false, asked: Vec::new() });
        }
    }
    spans
}

/// Keeps a question; what is said in one breath is one.
fn ask(asked: &mut Vec<(Millis, String)>, at: Millis, text: &str) {
    if !text.contains('?') {
        return;
    }
    match asked.last_mut() {
        Some((when, before)) if *when == at => {
            before.push(' ');
            before.push_str(text);
        }
        _ => asked.push((at, text.to_owned())),
    }
}
