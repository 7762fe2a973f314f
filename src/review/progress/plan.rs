//! What to practise on each day up to the interview, from what is weak and due.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::{Progress, Trend};
use crate::messages::tr;

/// A day of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Day {
    /// Which.
    pub day: NaiveDate,
    /// What to do, as commands with their reason.
    pub todo: Vec<String>,
}

/// Every so many days there is a whole interview.
const INTERVIEW: usize = 3;
/// Most days that are planned.
const MOST: i64 = 60;

/// Plans from today to the day before the interview. `due` are questions whose drill is due, `problems` those to interview on,
/// the least practised first.
pub fn plan(progress: &Progress, today: NaiveDate, until: NaiveDate, due: &[String], problems: &[String]) -> Vec<Day> {
    let weakest = |trends: &[Trend]| -> Vec<String> {
        let mut all: Vec<&Trend> = trends.iter().collect();
        all.sort_by(|a, b| a.now().total_cmp(&b.now()));
        all.iter().map(|t| t.name.to_lowercase()).collect()
    };
    let steps = weakest(&progress.steps);
    let mut due = due.iter();
    let mut weak = progress.weak.iter().filter_map(|w| w.study.as_ref().map(|s| (s, w)));
    let days = (until - today).num_days().clamp(0, MOST) as usize;
    let mut all = Vec::new();
    for number in 0..days {
        let Some(day) = today.checked_add_days(Days::new(number as u64)) else { break };
        let mut todo = Vec::new();
        let last = number + 1 == days;
        if last {
            todo.push(tr!("sparring study checklist   (the day before: read, sleep)"));
        } else if number % INTERVIEW == 0 {
            let problem = problems.get((number / INTERVIEW) % problems.len().max(1)).map_or("", String::as_str);
            todo.push(tr!("sparring interview {problem}   (a whole one, against the clock)", problem));
        } else {
            if let Some(step) = steps.get(number % steps.len().clamp(1, 2)) {
                let name = step.split(' ').next().unwrap_or_default();
                let only = ["requirements", "estimation", "high-level", "deep-dive", "bottlenecks"];
                let only =
                    only.iter().find(|o| o.starts_with(&name[..name.len().min(4)])).copied().unwrap_or("deep-dive");
                todo.push(tr!("sparring interview --only {only}   (weakest: {step})", only, step));
            }
            if let Some(question) = due.next() {
                todo.push(tr!("sparring drill {question}   (due)", question));
            }
            match weak.next() {
                Some((study, point)) => todo.push(tr!("sparring drill {study}   (missed: {})", point.says, study)),
                None => todo.push(tr!("sparring estimate   (ten minutes)")),
            }
        }
        all.push(Day { day, todo });
    }
    all
}
