//! Arithmetic over amounts, evaluated without recursion.

use super::super::amount::Amount;
use std::ops::Range;

/// Says what stands in an expression, in the order written.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Item {
    /// An index into the amounts.
    Operand(usize),
    /// One of `+ - × / ^`.
    Operator(char),
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
}

/// Holds an expression as written.
#[derive(Debug, Clone, Default)]
pub(super) struct Expression {
    /// Bytes of the original text.
    pub span: Range<usize>,
    /// The items in order.
    pub items: Vec<Item>,
    /// The amounts the operands refer to.
    pub amounts: Vec<Amount>,
}

/// Holds a value or the two ends of a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// Says in which order operators are taken, for people write `100M / 30 * 86400` and mean
/// the whole of `30 * 86400` below the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// The usual order.
    Standard,
    /// Everything after a division sign is divided by.
    BelowTheLine,
    /// As a pocket calculator does it.
    LeftToRight,
}

impl Expression {
    /// Tells whether there is anything to compute.
    pub fn has_operator(&self) -> bool {
        let operator = |i: &Item| matches!(i, Item::Operator(_));
        self.items.iter().any(operator) || self.amounts.iter().any(|a| a.power)
    }

    /// Tells whether an operator occurs.
    pub fn has(&self, operator: char) -> bool {
        self.items.contains(&Item::Operator(operator))
    }

    /// Returns the orders that can differ for this expression, the usual one first.
    pub fn orders(&self) -> Vec<Order> {
        let mut orders = vec![Order::Standard];
        if self.has('/') && self.has('×') {
            orders.push(Order::BelowTheLine);
        }
        let adds = self.has('+') || self.has('-');
        if adds && (self.has('×') || self.has('/')) {
            orders.push(Order::LeftToRight);
        }
        orders
    }

    /// Returns the first operand alone, as the claim of a running chain.
    pub fn first(&self) -> Expression {
        Expression {
            span: self.span.clone(),
            items: vec![Item::Operand(0)],
            amounts: self.amounts.iter().take(1).cloned().collect(),
        }
    }

    /// Returns what stands behind the last minus outside brackets, if that dash may be prose.
    pub fn behind_dash(&self) -> Option<Expression> {
        let at = self.items.iter().rposition(|i| *i == Item::Operator('-'))?;
        let items = &self.items[at + 1..];
        let brackets = |i: &Item| matches!(i, Item::Open | Item::Close);
        (!items.iter().any(brackets)).then(|| Expression {
            span: self.span.clone(),
            items: items.to_vec(),
            amounts: self.amounts.clone(),
        })
    }

    /// Tells whether the operand is divided by.
    pub fn divides(&self, operand: usize) -> bool {
        let at = self.items.iter().position(|i| *i == Item::Operand(operand));
        let before = at.and_then(|at| at.checked_sub(1)).map(|b| &self.items[b]);
        before == Some(&Item::Operator('/'))
    }

    /// Computes the value; `None` if it is not finite or the brackets do not match.
    pub fn value(&self, order: Order, operand: &dyn Fn(usize) -> Interval) -> Option<Interval> {
        let mut values: Vec<Interval> = Vec::new();
        let mut waiting: Vec<char> = Vec::new();
        for item in &self.items {
            match item {
                Item::Operand(at) => values.push(operand(*at)),
                Item::Open => waiting.push('('),
                Item::Close => {
                    reduce(&mut values, &mut waiting, |top| top != '(')?;
                    waiting.pop()?;
                }
                Item::Operator(operator) => {
                    reduce(&mut values, &mut waiting, |top| top != '(' && binds(order, top, *operator))?;
                    waiting.push(*operator);
                }
            }
        }
        reduce(&mut values, &mut waiting, |top| top != '(')?;
        let value = values.pop()?;
        let done = values.is_empty() && waiting.is_empty();
        (done && value.low.is_finite() && value.high.is_finite()).then_some(value)
    }
}

fn binds(order: Order, top: char, next: char) -> bool {
    let right = next == '^';
    let (top, next) = (strength(order, top), strength(order, next));
    top > next || (top == next && !right)
}

fn strength(order: Order, operator: char) -> u8 {
    match (operator, order) {
        ('^', _) => 9,
        ('×', Order::BelowTheLine) => 7,
        ('×' | '/', _) => 6,
        (_, Order::LeftToRight) => 6,
        (_, Order::Standard | Order::BelowTheLine) => 3,
    }
}

fn reduce(values: &mut Vec<Interval>, waiting: &mut Vec<char>, while_top: impl Fn(char) -> bool) -> Option<()> {
    while let Some(top) = waiting.last().copied().filter(|t| while_top(*t)) {
        waiting.pop();
        let (b, a) = (values.pop()?, values.pop()?);
        values.push(apply(top, a, b));
    }
    Some(())
}

fn apply(operator: char, a: Interval, b: Interval) -> Interval {
    let (low, high) = match operator {
        '+' => (a.low + b.low, a.high + b.high),
        '-' => (a.low - b.high, a.high - b.low),
        '/' => (a.low / b.high, a.high / b.low),
        '^' => (a.low.powf(b.low), a.high.powf(b.high)),
        _ => (a.low * b.low, a.high * b.high),
    };
    Interval { low, high }
}
