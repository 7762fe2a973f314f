//! What to be able to do before the interview: twelve things, each shown by sessions with certain problems and questions.
//!
//! The rule: a part of an item is *once* after one mark of 70 or more, and *solid* after two such marks on different days,
//! or one of 85. Any of the part's rubrics will do. An item is as far as its least part. Coached sessions don't count: the
//! answers were told.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::Row;
use super::debrief::hundred;
use super::document::{Document, Line, Mark, Tone};
use crate::dialogue::Mode;
use crate::journal::RoundMarks;
use crate::messages::tr;
use crate::rubric::StepId;
use crate::rubric::decode::decode;

/// A mark that shows it.
const GOOD: f64 = 0.70;
/// A mark that shows it beyond doubt.
const VERY_GOOD: f64 = 0.85;

/// The list.
#[derive(Debug, Clone, Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// Its items, in order.
    pub items: Vec<Item>,
}

/// Something to be able to do.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What.
    pub says: String,
    /// Its parts: of each, the rubrics that show it. `ID` is a whole session, `ID/STEP` one step, `any/STEP` that step of
    /// any problem.
    pub shown_by: Vec<Vec<String>>,
}

/// The list that the program comes with.
pub static CHECKLIST: LazyLock<Checklist> =
    // It is known to be sound: a test reads it.
    LazyLock::new(|| decode(include_str!("checklist.json")).unwrap_or_default());

/// A mark that was got once.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// What was marked: a rubric, or one step of a problem.
    pub rubric: String,
    /// The step; `None` for the whole.
    pub step: Option<StepId>,
    /// The day, where the candidate was.
    pub day: NaiveDate,
    /// 0 to 1.
    pub mark: f64,
}

/// Questions that a round of estimates must have.
const ROUND: usize = 5;

impl Attempt {
    /// The marks of a session: of each step that was walked, and of the whole if nothing was left out on purpose.
    pub fn of(row: &Row) -> Vec<Attempt> {
        let setup = &row.header.setup;
        if setup.mode == Mode::Coach {
            return Vec::new();
        }
        let day = row.header.started.date_naive();
        let attempt = |step, mark| Attempt { rubric: row.header.rubric.clone(), step, day, mark };
        let steps = row.steps.iter().map(|s| attempt(Some(s.step.0), s.score));
        let whole = row.total.filter(|_| setup.only.is_none()).map(|mark| attempt(None, mark));
        steps.chain(whole).collect()
    }

    /// A round of estimates, if it was long enough to show something.
    pub fn of_round((started, right, of): &RoundMarks) -> Option<Attempt> {
        let mark = *right as f64 / (*of).max(1) as f64;
        let day = started.date_naive();
        (*of >= ROUND).then(|| Attempt { rubric: "estimate".to_owned(), step: None, day, mark })
    }

    fn shows(&self, target: &str) -> bool {
        match target.split_once('/') {
            Some((rubric, step)) => {
                (rubric == "any" || rubric == self.rubric) && self.step.is_some_and(|s| s.name() == step)
            }
            None => self.step.is_none() && self.rubric == target,
        }
    }
}

/// How far something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Not shown.
    NotYet,
    /// Shown once.
    Once,
    /// Shown twice on different days, or very well.
    Solid,
}

impl State {
    /// In words.
    pub fn says(self) -> String {
        match self {
            State::NotYet => tr!("not yet"),
            State::Once => tr!("once"),
            State::Solid => tr!("solid"),
        }
    }

    fn mark(self) -> Mark {
        match self {
            State::NotYet => Mark::NotYet,
            State::Once => Mark::Once,
            State::Solid => Mark::Solid,
        }
    }

    fn of(attempts: &[&Attempt]) -> State {
        let good: Vec<&&Attempt> = attempts.iter().filter(|a| a.mark >= GOOD).collect();
        let first = good.first().map(|a| a.day);
        let again = good.iter().any(|a| Some(a.day) != first);
        if again || good.iter().any(|a| a.mark >= VERY_GOOD) {
            State::Solid
        } else if good.is_empty() {
            State::NotYet
        } else {
            State::Once
        }
    }
}

/// A part of an item as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The rubrics that show it.
    pub targets: Vec<String>,
    /// How far it is.
    pub state: State,
    /// The best mark so far, 0 to 1.
    pub best: Option<f64>,
}

impl Part {
    /// In words: how far it is, the best mark of 100, what shows it.
    pub fn says(&self) -> String {
        let best = self.best.map_or(String::new(), |best| tr!(", best {}", hundred(best)));
        let targets: Vec<String> = self.targets.iter().map(|target| named(target)).collect();
        format!("{}{best}: {}", self.state.says(), targets.join(" or "))
    }
}

/// An item as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// What it is.
    pub says: String,
    /// As far as its least part.
    pub state: State,
    /// Its parts.
    pub parts: Vec<Part>,
}

impl Checklist {
    /// How far each item is, from all marks so far.
    pub fn standing(&self, attempts: &[Attempt]) -> Vec<Standing> {
        self.items.iter().map(|item| item.standing(attempts)).collect()
    }
}

impl Item {
    fn standing(&self, attempts: &[Attempt]) -> Standing {
        let part = |targets: &Vec<String>| {
            let shown: Vec<&Attempt> = attempts.iter().filter(|a| targets.iter().any(|t| a.shows(t))).collect();
            let best = shown.iter().map(|a| a.mark).max_by(f64::total_cmp);
            Part { targets: targets.clone(), state: State::of(&shown), best }
        };
        let parts: Vec<Part> = self.shown_by.iter().map(part).collect();
        let state = parts.iter().map(|p| p.state).min().unwrap_or(State::NotYet);
        Standing { says: self.says.clone(), state, parts }
    }
}

/// What shows a part, for people.
fn named(target: &str) -> String {
    match target.split_once('/') {
        Some((rubric, step)) => {
            let step = StepId::from_name(step).map_or_else(|| step.to_owned(), |step| step.title().to_lowercase());
            let rubric = if rubric == "any" { tr!("any problem") } else { rubric.to_owned() };
            tr!("the {step} of {rubric}", step, rubric)
        }
        None => target.to_owned(),
    }
}

/// The list in one line: how many items are how far.
pub fn summary(standing: &[Standing]) -> String {
    let count = |state| standing.iter().filter(|s| s.state == state).count();
    let counts = [State::Solid, State::Once, State::NotYet].map(|state| format!("{} {}", count(state), state.says()));
    tr!("{} of {}", counts.join(", "), standing.len())
}

/// Lays the list out.
pub fn document(standing: &[Standing]) -> Document {
    let mut out = Document::default();
    out.title(tr!("Before the interview"));
    out.paragraph(format!("{}.", summary(standing)));
    for item in standing {
        let tone = match item.state {
            State::NotYet => Tone::Plain,
            State::Once => Tone::Strong,
            State::Solid => Tone::Good,
        };
        out.item(item.state.mark(), Line::default().with(tone, item.says.clone()));
        for part in &item.parts {
            out.below(Line::default().with(Tone::Faint, part.says()));
        }
    }
    out.paragraph(tr!(
        "A mark of 70 is once; two on different days, or one of 85, is solid. An item is as far as its least part. \
         Coached sessions don't count."
    ));
    out
}
