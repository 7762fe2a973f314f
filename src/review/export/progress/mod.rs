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

/// Topics that have a chart, and rows of the table of topics that are in view at once.
const TOPICS: usize = 12;
/// Days of the plan that are in view at once.
const SOON: usize = 7;

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
}

/// What is to be done on a day: commands, each with its reason.
struct PlanDay {
    day: String,
    todo: Vec<(String, String)>,
}

struct Plan {
    until: NaiveDate,
    soon: Vec<PlanDay>,
    later: Vec<PlanDay>,
    /// Whether the days reach to the day before the interview.
    whole: bool,
}

/// A trend as a row of a table; marks are of 100.
struct Summary {
    name: String,
    now: u32,
    change: String,
    first_half: Option<u32>,
    marks: usize,
}

struct Item {
    class: &'static str,
    sign: &'static str,
    state: String,
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
    dimensions: Vec<Summary>,
    topics: Vec<Summary>,
    stronger: Vec<Summary>,
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
    let topics = weakest_first(&progress.topics);
    let page = ProgressPage {
        top: top(overview),
        plan: overview.until.map(|until| plan(until, overview.plan)),
        groups: groups(progress, &topics),
        size: chart::SIZE,
        radar: compared(&progress.dimensions),
        dimensions: progress.dimensions.iter().map(row).collect(),
        topics: topics.iter().take(TOPICS).map(|trend| row(trend)).collect(),
        stronger: topics.iter().skip(TOPICS).map(|trend| row(trend)).collect(),
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
    let mut soon: Vec<PlanDay> = days.iter().map(day).collect();
    let later = soon.split_off(SOON.min(soon.len()));
    Plan { until, soon, later, whole }
}

fn weakest_first(topics: &[Trend]) -> Vec<&Trend> {
    let mut topics: Vec<&Trend> = topics.iter().collect();
    topics.sort_by(|a, b| a.now().total_cmp(&b.now()));
    topics
}

/// The charts in the order of the page; groups with nothing to show are left out.
fn groups(progress: &Progress, topics: &[&Trend]) -> Vec<Group> {
    let unaided = progress.unaided();
    // One mark is no line: the table of topics has it.
    let drawn = topics.iter().filter(|topic| topic.marks.len() > 1).take(TOPICS).copied();
    let all = [
        group("totals", "Totals", progress.totals.iter().chain([&unaided])),
        group("steps", "Steps", progress.steps.iter()),
        group("dimensions", "Dimensions", progress.dimensions.iter()),
        group("topics", "Topics", drawn),
        group("estimates", "Estimates", [&progress.estimates].into_iter()),
    ];
    let shows = |group: &Group| !group.charts.is_empty() || group.id == "topics" && !topics.is_empty();
    all.into_iter().filter(shows).collect()
}

fn group<'t>(id: &'static str, title: &'static str, trends: impl Iterator<Item = &'t Trend>) -> Group {
    // Names come from rubrics and journals: a number is always fit for an id.
    let draw = |(number, trend): (usize, &Trend)| chart(format!("{id}-{}", number + 1), trend);
    Group { id, title, charts: trends.enumerate().filter_map(draw).collect() }
}

/// The dimensions now, with their first halves if all have one.
fn compared(dimensions: &[Trend]) -> Option<Radar> {
    let now: Vec<(&str, f64)> = dimensions.iter().map(|trend| (trend.name.as_str(), trend.now())).collect();
    let before: Option<Vec<f64>> = dimensions.iter().map(Trend::first_half).collect();
    radar(&now, before.as_deref())
}

fn row(trend: &Trend) -> Summary {
    let change = chart::change(trend);
    let first_half = trend.first_half().map(hundred);
    Summary { name: trend.name.clone(), now: hundred(trend.now()), change, first_half, marks: trend.marks.len() }
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
