//! Figures: is the candidate's number what the formula gives, for the rubric's inputs or the candidate's own?

use std::collections::BTreeMap;

use super::{Evidence, Located, Matches, Occurrence, PatternId};
use crate::quantity::formula::Formula;
use crate::quantity::{Kind, Period, Quantity, Verdict, of_unit};
use crate::rubric::{Estimate, Input};
use crate::text::Span;

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

/// A value that an answer gives to one of the problem's inputs.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated {
    /// Number of the input.
    pub input: usize,
    /// The value in the input's unit.
    pub value: f64,
    /// Its words: bytes of the answer.
    pub span: Span,
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

    /// The values that an answer gives to the inputs, with the words; `None` where it gives none.
    pub fn stated(&self, matches: &Matches<'_, '_>) -> Vec<Option<(f64, Span)>> {
        self.all.iter().map(|input| stated(input, matches)).collect()
    }

    /// The inputs' values: the candidate's own where stated, else what was stated before, by the input's number, else the
    /// rubric's.
    pub fn values(&self, stated: &[Option<(f64, Span)>], before: &BTreeMap<usize, f64>) -> Vec<f64> {
        let value = |(number, input): (usize, &InputPatterns)| {
            let own = stated.get(number).and_then(|s| s.as_ref()).map(|(value, _)| *value);
            own.or_else(|| before.get(&number).copied()).unwrap_or(input.value)
        };
        self.all.iter().enumerate().map(value).collect()
    }

    /// Stated values with a unit: a bare count near a name may count anything.
    pub fn with_unit(&self, stated: Vec<Option<(f64, Span)>>) -> Vec<Stated> {
        let all = stated.into_iter().enumerate().filter(|(number, _)| self.all[*number].kind != Kind::Count);
        all.filter_map(|(input, stated)| stated.map(|(value, span)| Stated { input, value, span })).collect()
    }

    fn value_of(&self, name: &str, values: &[f64]) -> Option<f64> {
        self.all.iter().position(|input| input.name == name).and_then(|i| values.get(i).copied())
    }

    fn default_of(&self, name: &str) -> Option<f64> {
        self.all.iter().find(|input| input.name == name).map(|input| input.value)
    }
}

/// The first quantity of the input's kind that follows its name in a sentence, or stands nearest to it.
fn stated(input: &InputPatterns, matches: &Matches<'_, '_>) -> Option<(f64, Span)> {
    let named: Vec<Evidence> =
        input.names.iter().flat_map(|p| matches.evidence(*p)).filter(|e| e.denied.is_none()).collect();
    let nearest = named.iter().find_map(|name| {
        let here = matches.quantities_in(name.sentence).iter().map(|l| &l.quantity).filter(|q| q.kind == input.kind);
        here.min_by_key(|q| distance(q, name))
    })?;
    let value = nearest.value / input.scale;
    (value.is_finite() && value > 0.0).then(|| (value, nearest.span.clone()))
}

/// The verdict on the written arithmetic that a quantity is the result of.
fn working_around(matches: &Matches<'_, '_>, quantity: &Quantity) -> Option<Verdict> {
    let workings = matches.workings();
    let at = workings.partition_point(|w| w.span.end < quantity.span.end);
    let working = workings.get(at).filter(|w| w.span.start < quantity.span.start)?;
    let step = working.steps.iter().find(|s| s.span.end >= quantity.span.end && s.span.start < quantity.span.start)?;
    Some(step.verdict)
}

/// Largest factor between two figures that are one figure in two periods: "500M a day, that's 5.8k a second".
const SAME_FIGURE: f64 = 1.35;

/// Whether the sentence has the same figure in another period: the candidate converted it, and rightly.
fn converted(matches: &Matches<'_, '_>, figure: &Located) -> bool {
    let q = &figure.quantity;
    let (Some(per), true) = (q.per, q.value > 0.0) else { return false };
    matches.quantities_in(matches.sentence_of(figure.at)).iter().any(|other| {
        let other = &other.quantity;
        let factor = other.value / q.value;
        let elsewhere = other.kind == q.kind && other.per.is_some_and(|p| p != per);
        elsewhere && (1.0 / SAME_FIGURE..=SAME_FIGURE).contains(&factor)
    })
}

fn distance(quantity: &Quantity, name: &Evidence) -> usize {
    name.spans
        .iter()
        .map(|s| s.start.abs_diff(quantity.span.end).min(quantity.span.start.abs_diff(s.end)))
        .min()
        .unwrap_or(0)
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
    pub fn evidence(&self, matches: &Matches<'_, '_>, values: &[f64], inputs: &Inputs) -> Vec<Evidence> {
        let own = self.formula.eval(&|name| inputs.value_of(name, values));
        let usual = self.formula.eval(&|name| inputs.default_of(name));
        let wanted: Vec<f64> = own.into_iter().chain(usual).map(|v| v * self.scale).filter(|v| *v > 0.0).collect();
        let mut near: BTreeMap<u32, Evidence> = BTreeMap::new();
        for evidence in self.near.iter().flat_map(|p| matches.evidence(*p)).filter(|e| e.denied.is_none()) {
            near.entry(evidence.sentence).or_insert(evidence);
        }
        let fits = |(number, l): &(usize, &Located)| {
            let readings = self.readings(&l.quantity);
            let known = readings.iter().any(|(low, high)| wanted.iter().any(|w| self.close(*low, *high, *w)));
            match working_around(matches, &l.quantity) {
                Some(Verdict::Wrong(_)) => false,
                // The candidate's own assumptions: what counts is that the arithmetic is right, from figures that are.
                Some(Verdict::Right) => {
                    known || !readings.is_empty() && !self.near.is_empty() && !matches.rests_on_slip(*number)
                }
                Some(Verdict::Unclear) | None => {
                    known || !readings.is_empty() && !self.near.is_empty() && converted(matches, l)
                }
            }
        };
        let right = matches.quantities().iter().enumerate().filter(fits);
        right.filter_map(|(_, l)| self.beside(matches, l, &near)).collect()
    }

    /// The ways in which a written quantity may be of this figure's kind: lower and upper end in base units.
    fn readings(&self, q: &Quantity) -> Vec<(f64, f64)> {
        let high = q.high.unwrap_or(q.value);
        let period_fits = self.per.is_none() || q.per.is_none() || q.per == self.per;
        let mut readings = Vec::new();
        if q.kind == self.kind && period_fits {
            readings.push((q.value, high));
        }
        if let Some((kind, value)) = q.also
            && kind == self.kind
            && period_fits
        {
            readings.push((value, value));
        }
        // "50 GB/day" is also what one day adds: 50 GB.
        let total = match q.kind {
            Kind::Bandwidth => Kind::Bytes,
            Kind::Rate => Kind::Count,
            Kind::Count | Kind::Bytes | Kind::Duration | Kind::Percent => return readings,
        };
        if let Some(per) = q.per
            && total == self.kind
            && per != Period::Second
        {
            readings.push((q.value * per.seconds(), high * per.seconds()));
        }
        readings
    }

    fn close(&self, low: f64, high: f64, wanted: f64) -> bool {
        low <= wanted * self.within && high >= wanted / self.within
    }

    fn beside(&self, matches: &Matches<'_, '_>, figure: &Located, near: &BTreeMap<u32, Evidence>) -> Option<Evidence> {
        let sentence = matches.sentence_of(figure.at);
        let span = &figure.quantity.span;
        let mut spans = vec![span.clone()];
        let mut tokens = figure.at;
        if !self.near.is_empty() {
            let beside = near.get(&sentence)?;
            spans.extend(beside.spans.iter().filter(|s| *s != span).cloned());
            spans.sort_by_key(|s| s.start);
            let (start, end) = (figure.at.start.min(beside.tokens.start), figure.at.end.max(beside.tokens.end));
            tokens = Occurrence { start, end, quantity: false };
        }
        Some(Evidence { spans, sentence, denied: None, tokens })
    }
}
