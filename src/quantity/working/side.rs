//! One side of an equality in prose: operands, operators, and the nouns and remarks between.

use super::super::amount::Amount;
use super::super::scan::Tokens;
use super::super::unit::Unit;
use super::expression::{Expression, Item};
use super::judge::Hidden;
use super::signs::{amount, equality, fillers, hides, operand, operator, sign, verb};

/// Longer expressions are left alone.
const OPERANDS: usize = 16;

/// An expression and what was met on the way.
pub(super) struct Side {
    /// The expression.
    pub expression: Expression,
    /// The token behind it.
    pub next: usize,
    /// Amounts beside it, without an operator.
    pub loose: Vec<Amount>,
    /// Whether a word hints at a hidden factor.
    pub hidden: Hidden,
    /// Whether every operand is known.
    pub whole: Whole,
}

/// Says whether every operand of an expression is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    /// All are numbers.
    Yes,
    /// One is a name.
    No,
}

/// Says which side of an equality is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// What is computed.
    Left,
    /// What is claimed.
    Right,
}

/// Reads an expression; `carried` is an operand that was written before.
pub(super) fn side(tokens: &Tokens, start: usize, carried: Vec<Amount>, place: Place) -> Side {
    let mut side = Side {
        expression: Expression::default(),
        next: start,
        loose: Vec::new(),
        hidden: Hidden::No,
        whole: Whole::Yes,
    };
    let mut builder = Builder { depth: 0, first: start, place };
    for amount in carried {
        side.push(amount);
    }
    if side.expression.items.is_empty() {
        builder.operand(tokens, &mut side);
    }
    while !side.expression.items.is_empty() && builder.tail(tokens, &mut side) {}
    side.close(builder.depth);
    side.expression.span = tokens.span(builder.first, side.next);
    side.trim(tokens);
    side
}

impl Side {
    fn push(&mut self, amount: Amount) {
        self.expression.items.push(Item::Operand(self.expression.amounts.len()));
        self.expression.amounts.push(amount);
    }

    /// Drops opening brackets that never close, as in `(100 x 5 = 500)`.
    fn close(&mut self, open: usize) {
        for _ in 0..open {
            let Some(at) = self.expression.items.iter().position(|i| *i == Item::Open) else {
                return;
            };
            self.expression.items.remove(at);
        }
    }

    /// Ends the span at the last operand or bracket, not at the words behind it.
    fn trim(&mut self, tokens: &Tokens) {
        let Some(last) = self.expression.amounts.last() else {
            return;
        };
        let end = last.span.end;
        let bracket = tokens.text.get(end..self.expression.span.end).and_then(|t| t.rfind(')'));
        let closes = self.expression.items.last() == Some(&Item::Close);
        let end = bracket.filter(|_| closes).map_or(end, |at| end + at + 1);
        self.expression.span.end = end.max(self.expression.span.start);
    }
}

struct Builder {
    depth: usize,
    first: usize,
    place: Place,
}

impl Builder {
    /// Reads brackets and one operand.
    fn operand(&mut self, tokens: &Tokens, side: &mut Side) {
        let mut at = side.next;
        loop {
            at = fillers(tokens, at);
            if tokens.symbol(at) != Some('(') {
                break;
            }
            self.depth += 1;
            side.expression.items.push(Item::Open);
            at += 1;
        }
        if side.expression.amounts.is_empty() {
            self.first = at.saturating_sub(self.depth);
        }
        match amount(tokens, at) {
            Some(found) => {
                side.next = found.next;
                side.push(found);
            }
            None => {
                side.whole = Whole::No;
                side.expression.items.clear();
                side.next = at;
            }
        }
    }

    /// Reads what follows an operand; false at the end of the expression.
    fn tail(&mut self, tokens: &Tokens, side: &mut Side) -> bool {
        let at = self.nouns(tokens, side);
        if tokens.symbol(at) == Some(')') && self.depth > 0 {
            self.depth -= 1;
            side.expression.items.push(Item::Close);
            side.next = at + 1;
            return true;
        }
        let full = side.expression.amounts.len() >= OPERANDS;
        if let Some(after) = operator(tokens, at).filter(|_| !full) {
            return self.operation(tokens, side, at, after);
        }
        match amount(tokens, at).filter(|_| !full && self.place == Place::Left) {
            Some(found) => self.beside(side, at, found),
            None => {
                if full {
                    side.whole = Whole::No;
                }
                side.next = if self.place == Place::Left { at.max(side.next) } else { side.next };
                false
            }
        }
    }

    fn operation(&mut self, tokens: &Tokens, side: &mut Side, at: usize, after: usize) -> bool {
        let percent = side.expression.amounts.last().is_some_and(|a| a.unit == Unit::Percent);
        if tokens.is_word(at, &["of"]) && !percent {
            side.next = at + 1;
            return true;
        }
        let Some(next) = operand(tokens, after) else {
            // A dash before words is prose; any other operator wants a name we do not know.
            let dash = matches!(tokens.symbol(at), Some('-' | '+'));
            if !dash && self.place == Place::Left {
                side.whole = Whole::No;
            }
            if self.place == Place::Left {
                side.next = after;
            }
            return false;
        };
        let sign = sign(tokens, at);
        side.expression.items.push(Item::Operator(sign));
        side.next = next;
        let before = side.expression.amounts.len();
        self.operand(tokens, side);
        self.share(side, before, sign);
        !side.expression.items.is_empty()
    }

    /// `+ 20%` adds a fifth of what stands before it.
    fn share(&self, side: &mut Side, before: usize, sign: char) {
        let first = side.expression.amounts.first().is_some_and(|a| a.unit == Unit::Percent);
        let Some(last) = side.expression.amounts.get_mut(before) else {
            return;
        };
        if first || last.unit != Unit::Percent || !matches!(sign, '+' | '-') {
            return;
        }
        let part = last.mantissa / 100.0;
        last.mantissa = if sign == '+' { 1.0 + part } else { 1.0 - part };
        last.unit = Unit::Factor;
        let operator = side.expression.items.iter_mut().rev().find(|i| matches!(i, Item::Operator(_)));
        if let Some(item) = operator {
            *item = Item::Operator('×');
        }
    }

    /// An amount without an operator: it multiplies after a factor, else it stands beside.
    fn beside(&mut self, side: &mut Side, at: usize, found: Amount) -> bool {
        side.next = found.next;
        let factor = side.expression.amounts.last().is_some_and(|a| a.unit == Unit::Factor);
        if factor && !side.expression.items.is_empty() {
            side.expression.items.push(Item::Operator('×'));
            side.push(found);
        } else if side.expression.has_operator() || self.depth > 0 {
            side.loose.push(found);
        } else {
            side.loose.append(&mut side.expression.amounts);
            side.expression.items.clear();
            side.push(found);
            self.first = at;
        }
        side.loose.len() < OPERANDS
    }

    /// Passes over nouns and remarks in brackets behind an operand.
    fn nouns(&self, tokens: &Tokens, side: &mut Side) -> usize {
        let mut at = side.next;
        for passed in 0..8 {
            if tokens.symbol(at) == Some('(') {
                let Some(after) = remark(tokens, at, side) else {
                    return at;
                };
                at = after;
                continue;
            }
            // `500 B/url` and `100M+`.
            let unit = tokens.symbol(at) == Some('/')
                && tokens.glued(at)
                && tokens.glued(at + 1)
                && tokens.word(at + 1).is_some();
            let more = tokens.symbol(at) == Some('+') && tokens.glued(at) && operand(tokens, at + 1).is_none();
            if unit || more {
                at += 1 + usize::from(unit);
                continue;
            }
            let word = tokens.word(at).is_some() && operator(tokens, at).is_none() && amount(tokens, at).is_none();
            if !word || verb(tokens, at) {
                return at;
            }
            if passed > 0 && hides(tokens, at) {
                side.hidden = Hidden::Maybe;
            }
            at += 1;
        }
        at
    }
}

/// Passes over a remark such as `(id, url, 8 bytes)` when the working goes on behind it.
fn remark(tokens: &Tokens, open: usize, side: &mut Side) -> Option<usize> {
    let close = (open..open + 40).find(|i| tokens.symbol(*i) == Some(')'))?;
    let inner = open + 1..close;
    if inner.clone().any(|i| tokens.line_end(i)) {
        return None;
    }
    let on = operator(tokens, close + 1).is_some()
        || equality(tokens, close + 1, true).is_some()
        || tokens.symbol(close + 1) == Some(')');
    if !on {
        return None;
    }
    side.loose.extend(inner.filter_map(|i| amount(tokens, i)).take(4));
    side.hidden = Hidden::Maybe;
    Some(close + 1)
}
