//! Figures: is the candidate's number what the formula gives, for the rubric's inputs or the candidate's own?

use super::{Evidence, Matches, Occurrence, PatternId, tokens_in};
use crate::quantity::formula::Formula;
use crate::quantity::{Kind, Period, Quantity, of_unit};
use crate::rubric::{Estimate, Input};

/// A point's figure, compiled.
#[derive(Debug)]
pub struct Figure {
    formula: Formula,
    kind: Kind,
    /// For a rate, the period it must be written in: "100M a day" is not yet "1,200 a second".
    per: Option<Period>,
    /// Base units in one unit of the rubric.
    scale: f64,
    within: f64,
    near: Vec<PatternId>,
}

/// The inputs of a problem's formulas.
#[derive(Debug, Default)]
pub struct Inputs {
    all: Vec<InputPatterns>,
}

#[derive(Debug)]
struct InputPatterns {
    name: String,
    value: f64,
    kind: Kind,
    scale: f64,
    names: Vec<PatternId>,
}

impl Inputs {
    /// Adds an input; one with an unknown unit is left out, the checks report it.
    pub fn add(&mut self, name: &str, input: &Input, names: Vec<PatternId>) {
        if let Some((kind, scale)) = of_unit(1.0, &input.unit) {
            self.all.push(InputPatterns { name: name.to_owned(), value: input.value, kind, scale, names });
        }
    }

    /// The inputs' values in an answer: the candidate's own where stated, else the rubric's.
    pub fn read(&self, matches: &mut Matches<'_, '_>) -> Vec<f64> {
        self.all.iter().map(|input| stated(input, matches).unwrap_or(input.value)).collect()
    }

    fn value_of(&self, name: &str, values: &[f64]) -> Option<f64> {
        self.all.iter().position(|input| input.name == name).and_then(|i| values.get(i).copied())
    }

    fn default_of(&self, name: &str) -> Option<f64> {
        self.all.iter().find(|input| input.name == name).map(|input| input.value)
    }
}

/// The first quantity of the input's kind that follows its name in a sentence, or stands nearest to it.
fn stated(input: &InputPatterns, matches: &mut Matches<'_, '_>) -> Option<f64> {
    let named: Vec<Evidence> =
        input.names.iter().flat_map(|p| matches.evidence(*p)).filter(|e| e.denied.is_none()).collect();
    let nearest = named.iter().find_map(|name| {
        let here =
            matches.quantities().iter().filter(|q| q.kind == input.kind && in_sentence(matches, q, name.sentence));
        here.min_by_key(|q| distance(q, name))
    })?;
    let value = nearest.value / input.scale;
    (value.is_finite() && value > 0.0).then_some(value)
}

fn distance(quantity: &Quantity, name: &Evidence) -> usize {
    name.spans
        .iter()
        .map(|s| s.start.abs_diff(quantity.span.end).min(quantity.span.start.abs_diff(s.end)))
        .min()
        .unwrap_or(0)
}

fn in_sentence(matches: &Matches<'_, '_>, quantity: &Quantity, sentence: u32) -> bool {
    tokens_in(matches.text(), &quantity.span)
        .is_some_and(|o| matches.text().tokens()[o.start as usize].sentence == sentence)
}

impl Figure {
    /// Compiles a figure; `None` when its formula or unit cannot be read, which the checks report.
    pub fn new(estimate: &Estimate, near: Vec<PatternId>) -> Option<Self> {
        let formula = Formula::parse(&estimate.formula).ok()?;
        let (kind, scale) = of_unit(1.0, &estimate.unit)?;
        let per = match estimate.unit.as_str() {
            "/s" => Some(Period::Second),
            "/day" => Some(Period::Day),
            _ => None,
        };
        Some(Figure { formula, kind, per, scale, within: estimate.within, near })
    }

    /// The figures that are near enough, one a sentence.
    pub fn evidence(&self, matches: &mut Matches<'_, '_>, values: &[f64], inputs: &Inputs) -> Vec<Evidence> {
        let own = self.formula.eval(&|name| inputs.value_of(name, values));
        let usual = self.formula.eval(&|name| inputs.default_of(name));
        let wanted: Vec<f64> = own.into_iter().chain(usual).map(|v| v * self.scale).filter(|v| *v > 0.0).collect();
        let near: Vec<Evidence> = self.near.iter().flat_map(|p| matches.evidence(*p)).collect();
        let written = |q: &Quantity| self.per.is_none() || q.per.is_none() || q.per == self.per;
        let fits = |q: &&Quantity| q.kind == self.kind && written(q) && wanted.iter().any(|w| self.close(q, *w));
        let right: Vec<Quantity> = matches.quantities().iter().filter(fits).cloned().collect();
        right.iter().filter_map(|q| self.beside(matches, q, &near)).collect()
    }

    fn close(&self, quantity: &Quantity, wanted: f64) -> bool {
        let high = quantity.high.unwrap_or(quantity.value);
        quantity.value <= wanted * self.within && high >= wanted / self.within
    }

    fn beside(&self, matches: &Matches<'_, '_>, quantity: &Quantity, near: &[Evidence]) -> Option<Evidence> {
        let at = tokens_in(matches.text(), &quantity.span)?;
        let sentence = matches.text().tokens()[at.start as usize].sentence;
        let mut spans = vec![quantity.span.clone()];
        let mut tokens = at;
        if !self.near.is_empty() {
            let beside = near.iter().find(|e| e.sentence == sentence && e.denied.is_none())?;
            spans.extend(beside.spans.iter().filter(|s| **s != quantity.span).cloned());
            spans.sort_by_key(|s| s.start);
            let (start, end) = (at.start.min(beside.tokens.start), at.end.max(beside.tokens.end));
            tokens = Occurrence { start, end, quantity: false };
        }
        Some(Evidence { spans, sentence, denied: None, tokens })
    }
}
