//! All progress as one page that needs nothing else.

mod chart;
mod heat;

use askama::Template;
use chrono::NaiveDate;

use super::html::Top;
use super::radar::{Radar, radar};
use crate::review::checklist::{Standing, State, summary};
use crate::review::debrief::hundred;
use crate::review::progress::{Day, Progress, Trend, Weak};
use chart::{Chart, chart};
use heat::{Heat, heat};

/// Topics that have a chart.
const TOPICS: usize = 12;

/// What a page of progress shows.
#[derive(Debug, Clone, Copy)]
pub struct Overview<'p> {
    /// What sessions add up to.
    pub progress: &'p Progress,
    /// The day it is made on.
    pub today: NaiveDate,
    /// The day of the interview, if there is a plan up to it.
    pub until: Option<NaiveDate>,
    /// The plan; empty without a day of the interview.
    pub plan: &'p [Day],
    /// The checklist as it stands.
    pub checklist: &'p [Standing],
}

/// Charts that belong together.
struct Group {
    id: &'static str,
    title: &'static str,
    charts: Vec<Chart>,
    /// Trends without a chart, for want of room.
    more: usize,
}

/// What is to be done on a day: commands, each with its reason.
struct PlanDay {
    day: String,
    todo: Vec<(String, String)>,
}

struct Plan {
    until: NaiveDate,
    days: Vec<PlanDay>,
    /// Whether the days reach to the day before the interview.
    whole: bool,
}

/// A dimension: its name, now, the first half of all marks, how many marks.
struct Dimension {
    name: String,
    now: u32,
    before: Option<u32>,
    marks: usize,
}

struct Item {
    class: &'static str,
    sign: &'static str,
    state: &'static str,
    says: String,
    parts: Vec<String>,
}

#[derive(Template)]
#[template(path = "progress.html")]
struct ProgressPage<'p> {
    top: Top,
    plan: Option<Plan>,
    groups: Vec<Group>,
    size: (f64, f64),
    radar: Option<Radar>,
    dimensions: Vec<Dimension>,
    rounds: usize,
    heat: Option<Heat>,
    weak: &'p [Weak],
    checklist: Vec<Item>,
    standing: String,
}

/// Lays progress out as a page.
pub fn write(overview: Overview<'_>) -> String {
    let progress = overview.progress;
    let practised = progress.sessions > 0;
    let page = ProgressPage {
        top: top(overview),
        plan: overview.until.map(|until| plan(until, overview.plan)),
        groups: groups(progress),
        size: chart::SIZE,
        radar: compared(&progress.dimensions),
        dimensions: progress.dimensions.iter().map(dimension).collect(),
        rounds: progress.estimates.marks.len(),
        heat: heat(&progress.days, overview.today).filter(|_| practised),
        weak: &progress.weak,
        checklist: overview.checklist.iter().map(item).collect(),
        standing: summary(overview.checklist),
    };
    page.render().unwrap_or_else(|e| unreachable!("writing to memory does not fail: {e}"))
}

fn top(overview: Overview<'_>) -> Top {
    let progress = overview.progress;
    let (now, most) = progress.streak;
    let mut facts = vec![
        ("Sessions", progress.sessions.to_string()),
        ("Days of practice", progress.days.len().to_string()),
        ("Days in a row", format!("{now} now, {most} at most")),
        ("As of", overview.today.to_string()),
    ];
    facts.extend(overview.until.map(|until| ("Interview on", until.to_string())));
    Top { title: "Progress".to_owned(), kind: "All sessions", facts }
}

fn plan(until: NaiveDate, days: &[Day]) -> Plan {
    let split = |todo: &String| match todo.split_once("   ") {
        Some((command, why)) => (command.trim().to_owned(), why.trim().to_owned()),
        None => (todo.clone(), String::new()),
    };
    let day = |day: &Day| PlanDay {
        day: day.day.format("%a %Y-%m-%d").to_string(),
        todo: day.todo.iter().map(split).collect(),
    };
    let whole = days.last().is_some_and(|last| last.day.succ_opt() == Some(until));
    Plan { until, days: days.iter().map(day).collect(), whole }
}

/// The charts in the order of the page; groups without marks are left out.
fn groups(progress: &Progress) -> Vec<Group> {
    let mut totals = progress.totals.clone();
    totals.push(progress.unaided());
    let mut topics = progress.topics.clone();
    topics.sort_by(|a, b| a.now().total_cmp(&b.now()));
    let more = topics.len().saturating_sub(TOPICS);
    topics.truncate(TOPICS);
    let estimates = std::slice::from_ref(&progress.estimates);
    let all = [
        group("totals", "Totals", &totals, 0),
        group("steps", "Steps", &progress.steps, 0),
        group("dimensions", "Dimensions", &progress.dimensions, 0),
        group("topics", "Topics, the weakest first", &topics, more),
        group("estimates", "Estimates", estimates, 0),
    ];
    all.into_iter().filter(|group| !group.charts.is_empty()).collect()
}

fn group(id: &'static str, title: &'static str, trends: &[Trend], more: usize) -> Group {
    // Names come from rubrics and journals: a number is always fit for an id.
    let draw = |(number, trend): (usize, &Trend)| chart(format!("{id}-{}", number + 1), trend);
    Group { id, title, charts: trends.iter().enumerate().filter_map(draw).collect(), more }
}

/// The dimensions now, with their first halves if all have one.
fn compared(dimensions: &[Trend]) -> Option<Radar> {
    let now: Vec<(&str, f64)> = dimensions.iter().map(|trend| (trend.name.as_str(), trend.now())).collect();
    let before: Option<Vec<f64>> = dimensions.iter().map(Trend::first_half).collect();
    radar(&now, before.as_deref())
}

fn dimension(trend: &Trend) -> Dimension {
    let before = trend.first_half().map(hundred);
    Dimension { name: trend.name.clone(), now: hundred(trend.now()), before, marks: trend.marks.len() }
}

fn item(standing: &Standing) -> Item {
    let (class, sign) = match standing.state {
        State::Solid => ("solid", "\u{2713}"),
        State::Once => ("once", "~"),
        State::NotYet => ("open", "\u{25cb}"),
    };
    let (state, says) = (standing.state.says(), standing.says.clone());
    Item { class, sign, state, says, parts: standing.parts.iter().map(|part| part.says()).collect() }
}
