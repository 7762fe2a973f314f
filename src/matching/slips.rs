//! Slips of written arithmetic, and the figures that rest on them.

use std::collections::BTreeSet;

use super::Located;
use crate::quantity::{Conversion, Kind, Quantity, Verdict, Working};
use crate::text::Span;

/// A step of written arithmetic, or a conversion, that no reading makes right.
#[derive(Debug, Clone, PartialEq)]
pub struct Slip {
    /// Bytes of the answer.
    pub span: Span,
    /// What is wrong, in words.
    pub says: String,
    /// Whether later figures were worked out from its result.
    pub carried: bool,
}

/// The slips of an answer, in order, and the quantities that rest on one, by number.
#[derive(Debug, Clone, Default)]
pub(super) struct Slips {
    pub all: Vec<Slip>,
    pub rest: BTreeSet<usize>,
}

/// Two figures are one: the same number written again, perhaps rounded.
const SAME: f64 = 0.05;
/// So many slips are followed, each through so many results: all costs are reached long before.
const MOST_FOLLOWED: usize = 20;
const MOST_RESULTS: usize = 50;
/// A plain count from here on is not the same by chance.
const LARGE: f64 = 10_000.0;

impl Slips {
    /// Gathers what is wrong, and follows its results through the later workings.
    pub fn of(quantities: &[Located], workings: &[Working], conversions: Vec<Conversion>) -> Slips {
        let wrong = workings.iter().filter(|w| matches!(w.verdict, Verdict::Wrong(_)));
        let mut all: Vec<Slip> = wrong.map(|w| Slip { span: w.span.clone(), says: w.says(), carried: false }).collect();
        all.extend(conversions.into_iter().map(|c| Slip { span: c.span, says: c.slip.says(), carried: false }));
        all.sort_by_key(|slip| slip.span.start);
        // A working that is wrong and a conversion inside it are one slip.
        all.dedup_by(|later, earlier| later.span.start < earlier.span.end);
        let mut rest = BTreeSet::new();
        for slip in all.iter_mut().take(MOST_FOLLOWED) {
            slip.carried = follow(&slip.span, quantities, workings, &mut rest);
        }
        Slips { all, rest }
    }
}

/// Adds the quantities that were worked out from the result of a slip; whether there are any.
fn follow(slip: &Span, quantities: &[Located], workings: &[Working], rest: &mut BTreeSet<usize>) -> bool {
    let Some(result) = last_in(slip, quantities) else { return false };
    let mut wrong = vec![&quantities[result].quantity];
    for working in workings.iter().filter(|w| w.span.start >= slip.end) {
        let Some(result) = last_in(&working.span, quantities) else { continue };
        let operands = quantities[..result].iter().rev().take_while(|l| l.quantity.span.start >= working.span.start);
        if operands.into_iter().any(|l| wrong.iter().any(|w| same(w, &l.quantity))) {
            rest.insert(result);
            if wrong.len() < MOST_RESULTS {
                wrong.push(&quantities[result].quantity);
            }
        }
    }
    wrong.len() > 1
}

fn last_in(span: &Span, quantities: &[Located]) -> Option<usize> {
    let end = quantities.partition_point(|l| l.quantity.span.end <= span.end);
    (end > 0 && quantities[end - 1].quantity.span.start >= span.start).then(|| end - 1)
}

fn same(one: &Quantity, other: &Quantity) -> bool {
    let bare = other.kind == Kind::Count;
    (one.kind == other.kind || bare) && (!bare || other.value >= LARGE) && (one.value / other.value - 1.0).abs() < SAME
}
