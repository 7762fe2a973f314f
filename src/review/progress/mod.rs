//! What past sessions add up to: trends, weak points, days of practice.

mod document;
mod plan;

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::Row;
use crate::dialogue::{How, SessionKind};
use crate::journal::RoundMarks;
use crate::rubric::Tier;

pub use document::document;
pub use plan::{Day, plan};

/// Marks in the order of time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trend {
    /// What they are of.
    pub name: String,
    /// 0 to 1, the oldest first.
    pub marks: Vec<f64>,
    /// The day of each mark, where the candidate was.
    pub days: Vec<NaiveDate>,
}

impl Trend {
    /// Gathers marks with their days, the oldest first.
    pub fn new(name: impl Into<String>, marks: impl Iterator<Item = (NaiveDate, f64)>) -> Trend {
        let (days, marks) = marks.unzip();
        Trend { name: name.into(), marks, days }
    }

    /// The marks with their days.
    pub fn dated(&self) -> impl ExactSizeIterator<Item = (NaiveDate, f64)> + '_ {
        self.days.iter().copied().zip(self.marks.iter().copied())
    }

    /// The mean of the first half; none while the newest few would reach into it.
    pub fn first_half(&self) -> Option<f64> {
        (self.marks.len() >= 2 * RECENT).then(|| mean(&self.marks[..self.marks.len() / 2]))
    }

    /// The mean of the newest few.
    pub fn now(&self) -> f64 {
        mean(&self.marks[self.marks.len().saturating_sub(RECENT)..])
    }

    /// How much that is above the mean of those before; 0 where there are none.
    pub fn change(&self) -> f64 {
        match self.marks.len().checked_sub(RECENT) {
            Some(older) if older > 0 => self.now() - mean(&self.marks[..older]),
            _ => 0.0,
        }
    }
}

/// So many of the newest marks are "now".
const RECENT: usize = 3;
/// Weak points that are kept.
const WEAKEST: usize = 10;

fn mean(marks: &[f64]) -> f64 {
    if marks.is_empty() { 0.0 } else { marks.iter().sum::<f64>() / marks.len() as f64 }
}

/// A point that was missed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Weak {
    /// The problem.
    pub rubric: String,
    /// The point.
    pub point: String,
    /// The idea.
    pub says: String,
    /// How often it was missed.
    pub missed: usize,
    /// Of so many times.
    pub of: usize,
    /// The question of the bank that teaches it.
    pub study: Option<String>,
    /// Weight times misses: what the list is sorted by.
    pub worth: f64,
}

/// What a rubric says of a point.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The idea.
    pub says: String,
    /// Its weight.
    pub weight: f64,
    /// Its tier.
    pub tier: Tier,
    /// The question of the bank that teaches it.
    pub study: Option<String>,
}

/// How points came in one interview.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Help {
    /// The day.
    pub day: NaiveDate,
    /// By themselves, or when a component was asked about.
    pub own: usize,
    /// After a hint or a narrow question.
    pub helped: usize,
}

impl Help {
    /// The share that came by themselves, 0 to 1.
    pub fn share(&self) -> f64 {
        self.own as f64 / (self.own + self.helped).max(1) as f64
    }
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Progress {
    /// Sessions that came to their end.
    pub sessions: usize,
    /// The totals of interviews, and of drills.
    pub totals: Vec<Trend>,
    /// One a step.
    pub steps: Vec<Trend>,
    /// One a dimension.
    pub dimensions: Vec<Trend>,
    /// One a topic.
    pub topics: Vec<Trend>,
    /// Shares of right answers in rounds of estimates.
    pub estimates: Trend,
    /// How points came, one an interview.
    pub help: Vec<Help>,
    /// Points that were missed, the most worthwhile first.
    pub weak: Vec<Weak>,
    /// Sessions on each day.
    pub days: BTreeMap<NaiveDate, usize>,
    /// Days in a row up to today or yesterday, and the most ever.
    pub streak: (usize, usize),
}

impl Progress {
    /// The share of points that came without a hint, one mark an interview.
    pub fn unaided(&self) -> Trend {
        Trend::new("points without a hint", self.help.iter().map(|h| (h.day, h.share())))
    }

    /// Adds sessions up. `topic` tells a rubric's topic, `known` what it says of a point.
    pub fn of(
        rows: &[Row],
        rounds: &[RoundMarks],
        today: NaiveDate,
        topic: impl Fn(&str) -> Option<String>,
        known: impl FnMut(&str, &str) -> Option<Known>,
    ) -> Progress {
        let done: Vec<&Row> = rows.iter().filter(|row| row.total.is_some()).collect();
        let mut days: BTreeMap<NaiveDate, usize> = BTreeMap::new();
        let begun = done.iter().map(|row| row.header.started).chain(rounds.iter().map(|(started, ..)| *started));
        begun.for_each(|started| *days.entry(started.date_naive()).or_insert(0) += 1);
        let kind = |kind: SessionKind| {
            let of_kind = done.iter().filter(|row| row.header.kind == kind);
            Trend::new(format!("{}s", kind.name()), of_kind.filter_map(|row| Some((day(row), row.total?))))
        };
        let steps = done.iter().flat_map(|row| row.steps.iter().map(|s| (s.step.0.title(), day(row), s.score)));
        let dimensions = done.iter().flat_map(|row| row.dimensions.iter().map(|d| (&*d.name, day(row), d.score)));
        let topics = done.iter().filter_map(|row| Some((topic(&row.header.rubric)?, day(row), row.total?)));
        let shares = rounds.iter().map(|(started, right, of)| (started.date_naive(), *right as f64 / *of as f64));
        Progress {
            sessions: done.len() + rounds.len(),
            totals: vec![kind(SessionKind::Interview), kind(SessionKind::Drill)],
            steps: trends(steps),
            dimensions: trends(dimensions),
            topics: trends(topics),
            estimates: Trend::new("estimates", shares),
            help: done.iter().filter(|row| !row.steps.is_empty()).map(|row| help(row)).collect(),
            weak: weak(&done, known),
            streak: streak(&days, today),
            days,
        }
    }
}

/// The day on which a session began, where the candidate was.
fn day(row: &Row) -> NaiveDate {
    row.header.started.date_naive()
}

/// Gathers marks by name, in the order in which the names first come.
fn trends<N: AsRef<str>>(marks: impl Iterator<Item = (N, NaiveDate, f64)>) -> Vec<Trend> {
    let mut all: Vec<Trend> = Vec::new();
    for (name, day, mark) in marks {
        match all.iter_mut().find(|t| t.name == name.as_ref()) {
            Some(trend) => {
                trend.marks.push(mark);
                trend.days.push(day);
            }
            None => all.push(Trend::new(name.as_ref(), std::iter::once((day, mark)))),
        }
    }
    all
}

fn help(row: &Row) -> Help {
    let points = || row.steps.iter().flat_map(|s| &s.points).filter_map(|p| p.how);
    let own = points().filter(|how| matches!(how, How::Volunteered | How::Asked)).count();
    Help { day: day(row), own, helped: points().count() - own }
}

fn weak(done: &[&Row], mut known: impl FnMut(&str, &str) -> Option<Known>) -> Vec<Weak> {
    let mut counts: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    for row in done {
        for point in row.steps.iter().flat_map(|s| &s.points) {
            let (missed, of) = counts.entry((&row.header.rubric, &point.id)).or_insert((0, 0));
            *of += 1;
            *missed += usize::from(point.how.is_none());
        }
    }
    let of_point = |((rubric, point), (missed, of)): (&(&str, &str), &(usize, usize))| {
        let known = known(rubric, point).filter(|_| *missed > 0)?;
        let level = if known.tier == Tier::Advanced { 0.7 } else { 1.0 };
        let worth = known.weight * level * *missed as f64 * *missed as f64 / *of as f64;
        let (rubric, point) = ((*rubric).to_owned(), (*point).to_owned());
        Some(Weak { rubric, point, says: known.says, missed: *missed, of: *of, study: known.study, worth })
    };
    let mut all: Vec<Weak> = counts.iter().filter_map(of_point).collect();
    all.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    all.truncate(WEAKEST);
    all
}

/// Days in a row that end today or yesterday, and the longest such row.
fn streak(days: &BTreeMap<NaiveDate, usize>, today: NaiveDate) -> (usize, usize) {
    let (mut now, mut most, mut before) = (0, 0, None);
    for day in days.keys() {
        now = if before.and_then(|b: NaiveDate| b.checked_add_days(Days::new(1))) == Some(*day) { now + 1 } else { 1 };
        most = most.max(now);
        before = Some(*day);
    }
    let current = before.is_some_and(|last| (today - last).num_days() <= 1);
    (if current { now } else { 0 }, most)
}
