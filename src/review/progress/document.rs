//! Progress as a document: sparklines, a heat map of weeks, lists.

use chrono::{Datelike, Days, NaiveDate};

use super::{Day, Progress, Trend};
use crate::messages::tr;
use crate::review::debrief::hundred;
use crate::review::document::{Block, Cell, Document, Line, Mark, Tone};

/// Marks that a sparkline shows at most.
const SPARKS: usize = 24;
/// Weeks of the heat map.
const WEEKS: u64 = 16;
/// Rows of topics.
const TOPICS: usize = 12;

/// Lays it out; `checklist` is a line on how far the twelve things are.
pub fn document(progress: &Progress, today: NaiveDate, checklist: &str, plan: &[Day]) -> Document {
    let mut out = Document::default();
    out.title(tr!("Progress"));
    planned(plan, &mut out);
    if progress.sessions == 0 {
        out.paragraph(tr!("Nothing yet. `sparring interview` or `sparring drill` begins."));
        return out;
    }
    let (now, most) = progress.streak;
    let days = progress.days.len();
    let sessions = match progress.sessions {
        1 => tr!("1 session"),
        n => tr!("{n} sessions", n),
    };
    let days = match days {
        1 => tr!("1 day"),
        n => tr!("{n} days", n),
    };
    out.paragraph(tr!("{sessions} on {days}. Days in a row: {now} now, {most} at most.", sessions, days, now, most));
    out.paragraph(tr!("Checklist (`sparring study checklist`): {checklist}.", checklist));
    out.paragraph(
        tr!("Now is the mean of the newest three marks; the change compares it with those before; of the marks, the newest is last."),
    );
    table(&tr!("All"), &progress.totals, &mut out);
    table(&tr!("Steps"), &progress.steps, &mut out);
    table(&tr!("Dimensions"), &progress.dimensions, &mut out);
    let mut topics = progress.topics.clone();
    topics.sort_by(|a, b| a.now().total_cmp(&b.now()));
    topics.truncate(TOPICS);
    table(&tr!("Topics, the weakest first"), &topics, &mut out);
    table(&tr!("Estimates"), std::slice::from_ref(&progress.estimates), &mut out);
    if let Some(help) = progress.help.last() {
        table(
            &tr!("Points that came without a hint"),
            &[Trend { name: "share".to_owned(), ..progress.unaided() }],
            &mut out,
        );
        out.paragraph(tr!("In the last interview {} came by themselves, {} after a hint.", help.own, help.helped));
    }
    weak(progress, &mut out);
    out.heading(tr!("The last {WEEKS} weeks", WEEKS));
    heat(progress, today, &mut out);
    out
}

fn planned(plan: &[Day], out: &mut Document) {
    if !plan.is_empty() {
        out.heading(tr!("Plan"));
        for day in plan {
            out.item(
                Mark::Dash,
                Line::default().with(
                    Tone::Strong,
                    format!("{} {}", weekdays()[day.day.weekday().num_days_from_monday() as usize], day.day),
                ),
            );
            day.todo.iter().for_each(|todo| out.below(todo.clone()));
        }
    }
}

fn table(title: &str, trends: &[Trend], out: &mut Document) {
    let rows: Vec<Vec<Cell>> = trends
        .iter()
        .filter(|t| !t.marks.is_empty())
        .map(|t| {
            let change = (t.change() * 100.0).round() as i64;
            let change = if change == 0 { String::new() } else { format!("{change:+}") };
            let newest = &t.marks[t.marks.len().saturating_sub(SPARKS)..];
            vec![
                t.name.clone().into(),
                format!("{:>3}", hundred(t.now())).into(),
                change.into(),
                Cell::Marks(newest.to_vec()),
                format!("{:>5}", t.marks.len()).into(),
            ]
        })
        .collect();
    if !rows.is_empty() {
        out.heading(title.to_owned());
        out.table([String::new(), tr!("Now"), tr!("Change"), tr!("Marks"), tr!("Times")], rows);
    }
}

fn weak(progress: &Progress, out: &mut Document) {
    if progress.weak.is_empty() {
        return;
    }
    out.heading(tr!("Missed most"));
    for weak in &progress.weak {
        let line = Line::default().with(Tone::Bad, tr!("{} of {}", weak.missed, weak.of));
        out.item(Mark::Dash, line.and(format!("  {} ({})", weak.says, weak.rubric)));
        if let Some(study) = &weak.study {
            out.below(Line::default().with(Tone::Faint, format!("sparring drill {study}")));
        }
    }
}

/// A row a day of the week, a column a week.
fn heat(progress: &Progress, today: NaiveDate, out: &mut Document) {
    let back = u64::from(today.weekday().num_days_from_monday()) + (WEEKS - 1) * 7;
    let Some(first) = today.checked_sub_days(Days::new(back)) else { return };
    for (row, name) in weekdays().into_iter().enumerate() {
        let count = |week| match first.checked_add_days(Days::new(week * 7 + row as u64)) {
            Some(day) if day <= today => Some(progress.days.get(&day).copied().unwrap_or(0) as u64),
            Some(_) | None => None,
        };
        out.blocks.push(Block::Counts(name, (0..WEEKS).map(count).collect()));
    }
}

/// Their short names, from Monday.
fn weekdays() -> [String; 7] {
    [tr!("Mon"), tr!("Tue"), tr!("Wed"), tr!("Thu"), tr!("Fri"), tr!("Sat"), tr!("Sun")]
}
