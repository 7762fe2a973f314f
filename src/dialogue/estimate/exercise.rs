//! An exercise as data, and the sheet on which one is worked out.

use super::unit::Unit;

/// An exercise, or a question of a quiz.
#[derive(Debug, Clone, PartialEq)]
pub struct Exercise {
    /// What it is about: `Chat: retention`.
    pub title: String,
    /// What is given.
    pub story: String,
    /// What is asked, in order. There is at least one.
    pub parts: Vec<Part>,
}

impl Exercise {
    /// Whether it is a quick question, with nothing to read first.
    pub fn is_quick(&self) -> bool {
        self.story.is_empty()
    }
}

/// One thing that is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The question.
    pub asks: String,
    /// What answers it.
    pub wants: Wants,
    /// The way there without its numbers.
    pub hint: String,
    /// The way there, a step a line.
    pub solution: Vec<String>,
}

/// What answers a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Wants {
    /// A figure that is worked out.
    Figure(Figure),
    /// A figure that is known.
    Known {
        /// Its unit.
        unit: Unit,
        /// The usual value.
        value: f64,
        /// The smallest that is right.
        low: f64,
        /// The largest that is right.
        high: f64,
    },
    /// One of two things, by words that name them.
    Choice {
        /// Words for the right one.
        right: &'static [&'static str],
        /// Words for the other.
        other: &'static [&'static str],
        /// Where the question names the right one.
        place: Place,
    },
}

/// The place of one of two things in a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// It is named first.
    First,
    /// It is named second.
    Second,
}

/// A figure and what it is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Its unit.
    pub unit: Unit,
    /// Its value, with the usual assumptions.
    pub value: f64,
    /// What it is the product of.
    pub factors: Vec<Factor>,
}

/// One of the numbers that a figure is the product of.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    /// What it is: `replicas`.
    pub says: String,
    /// Its value, or the usual one if it is open.
    pub value: f64,
    /// Its unit.
    pub unit: Unit,
    /// 1 where it multiplies, -1 where it divides.
    pub power: i32,
    /// What the candidate may assume instead; `None` if it is given.
    pub open: Option<(f64, f64)>,
}

/// A number on a [`Sheet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Term(usize);

#[derive(Debug)]
struct Entry {
    says: String,
    value: f64,
    unit: Unit,
    open: Option<(f64, f64)>,
    /// What it is computed from; nothing for a number that is given.
    over: Vec<Term>,
    under: Vec<Term>,
}

/// Where an exercise is worked out: every figure is a product of numbers above it and knows them.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    entries: Vec<Entry>,
    parts: Vec<Part>,
    /// Entries whose steps a solution has shown.
    shown: usize,
}

/// Given numbers are shown as they are, results rounded as on a board.
const GIVEN: i32 = 4;
const RESULT: i32 = 2;

impl Sheet {
    /// A number that is given, or that everyone knows.
    pub(super) fn given(&mut self, says: impl Into<String>, value: f64, unit: Unit) -> Term {
        self.add(Entry { says: says.into(), value, unit, open: None, over: Vec::new(), under: Vec::new() })
    }

    /// A number that the candidate assumes, with the usual value and what else is reasonable.
    pub(super) fn open(&mut self, says: impl Into<String>, value: f64, unit: Unit, range: (f64, f64)) -> Term {
        self.add(Entry { says: says.into(), value, unit, open: Some(range), over: Vec::new(), under: Vec::new() })
    }

    /// Seconds of a day.
    pub(super) fn day(&mut self) -> Term {
        self.given("seconds in a day", 86_400.0, Unit::Count)
    }

    /// The product of some numbers, divided by others.
    pub(super) fn step(&mut self, says: impl Into<String>, over: &[Term], under: &[Term], unit: Unit) -> Term {
        let product = |terms: &[Term]| terms.iter().map(|t| self.entries[t.0].value).product::<f64>();
        let value = product(over) / product(under);
        let (over, under) = (over.to_vec(), under.to_vec());
        self.add(Entry { says: says.into(), value, unit, open: None, over, under })
    }

    fn add(&mut self, entry: Entry) -> Term {
        self.entries.push(entry);
        Term(self.entries.len() - 1)
    }

    /// The value of a number.
    pub(super) fn value(&self, term: Term) -> f64 {
        self.entries[term.0].value
    }

    /// A number as the exercise writes it.
    pub(super) fn show(&self, term: Term) -> String {
        let entry = &self.entries[term.0];
        let digits = if entry.over.is_empty() { GIVEN } else { RESULT };
        // 86,400 is known by its digits.
        if entry.value == 86_400.0 { "86,400".to_owned() } else { entry.unit.show(entry.value, digits) }
    }

    /// Asks for a number. The solution has the steps since the last question.
    pub(super) fn ask(&mut self, asks: impl Into<String>, wanted: Term) {
        let steps: Vec<usize> = (self.shown..=wanted.0).filter(|i| !self.entries[*i].over.is_empty()).collect();
        let solution = steps.iter().map(|i| self.working(*i)).collect();
        let hint = steps.iter().map(|i| self.method(*i)).collect::<Vec<_>>().join("; then ");
        let entry = &self.entries[wanted.0];
        let figure = Figure { unit: entry.unit, value: entry.value, factors: self.factors(wanted) };
        self.parts.push(Part { asks: asks.into(), wants: Wants::Figure(figure), hint, solution });
        self.shown = wanted.0 + 1;
    }

    fn working(&self, at: usize) -> String {
        let entry = &self.entries[at];
        let result = entry.unit.show(entry.value, RESULT);
        let formula = self.formula(entry, &|t| self.show(t));
        let whole = entry.value.ceil();
        let up = entry.unit == Unit::Whole && entry.value < 100.0 && whole.to_string() != result;
        let up = if up { format!(", so {}", Unit::Whole.show(whole, GIVEN)) } else { String::new() };
        format!("{}: {formula} = {result}{up}", entry.says)
    }

    fn method(&self, at: usize) -> String {
        let entry = &self.entries[at];
        format!("{} = {}", entry.says, self.formula(entry, &|t| self.entries[t.0].says.clone()))
    }

    fn formula(&self, entry: &Entry, name: &dyn Fn(Term) -> String) -> String {
        let join = |terms: &[Term], sign: &str| terms.iter().map(|t| name(*t)).collect::<Vec<_>>().join(sign);
        let over = join(&entry.over, " x ");
        if entry.under.is_empty() { over } else { format!("{over} / {}", join(&entry.under, " / ")) }
    }

    /// The given numbers that a number is the product of.
    fn factors(&self, wanted: Term) -> Vec<Factor> {
        let mut factors = Vec::new();
        let mut waiting = vec![(wanted, 1)];
        while let Some((term, power)) = waiting.pop() {
            let entry = &self.entries[term.0];
            if entry.over.is_empty() {
                let (says, value, unit, open) = (entry.says.clone(), entry.value, entry.unit, entry.open);
                factors.push(Factor { says, value, unit, power, open });
            }
            waiting.extend(entry.over.iter().map(|t| (*t, power)));
            waiting.extend(entry.under.iter().map(|t| (*t, -power)));
        }
        factors
    }

    /// The exercise that was worked out.
    pub(super) fn finish(self, title: impl Into<String>, story: impl Into<String>) -> Exercise {
        Exercise { title: title.into(), story: story.into(), parts: self.parts }
    }
}
