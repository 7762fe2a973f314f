//! Chains of equalities in prose: where they begin, what belongs to them, where they end.

use super::super::amount::Amount;
use super::super::scan::{Lexeme, Tokens, scan};
use super::super::tail;
use super::judge::{Around, Bound, Hidden, judge};
use super::side::{Place, Side, Whole, side};
use super::signs::{amount, ends_clause, equality, hides, operand, operator};
use super::{Step, Verdict, Working};

/// Finds the written arithmetic of a text and checks it.
///
/// An equality needs an operator on its left (`100M x 500 B = 50 GB`), or one measure on
/// both sides (`1 Gbps = 125 MB/s`). An expression with a name in it (`N x 500 B`) is skipped.
pub fn workings(text: &str) -> Vec<Working> {
    workings_in(&scan(text))
}

/// The same for a text that is split into tokens already.
pub(in super::super) fn workings_in(tokens: &Tokens) -> Vec<Working> {
    let mut reader = Reader { tokens, at: 0, loose: Vec::new(), result: None, found: Vec::new() };
    while reader.at < tokens.all.len() {
        reader.advance();
    }
    let mut found = reader.found;
    for working in found.iter_mut().filter(|w| is_part_of(&tokens.text[..w.span.start])) {
        working.doubt();
    }
    found
}

/// "20 % of 1B x 500 B": what stands before takes a part that the reader does not see.
fn is_part_of(before: &str) -> bool {
    const PARTS: &[&str] =
        &["% of", "percent of", "half of", "third of", "quarter of", "fifth of", "tenth of", "share of"];
    const REACH: usize = 40;
    let near = tail(before, REACH).rsplit(['.', ',', ';', ':', '(', '\n']).next().unwrap_or_default();
    PARTS.iter().any(|part| near.contains(part))
}

struct Reader<'t> {
    tokens: &'t Tokens<'t>,
    at: usize,
    /// Amounts of the clause so far.
    loose: Vec<Amount>,
    /// The result of the working just ended, for `… = 50 GB, x 365 = 18 TB`.
    result: Option<Amount>,
    found: Vec<Working>,
}

impl Reader<'_> {
    fn advance(&mut self) {
        let tokens = self.tokens;
        match tokens.all[self.at].lexeme {
            Lexeme::LineEnd | Lexeme::Symbol('.' | ';' | '!' | '?') => self.loose.clear(),
            Lexeme::Symbol(_) | Lexeme::Word | Lexeme::Number(_) => {}
        }
        if let Some(after) = operator(tokens, self.at).filter(|_| !self.bullet()) {
            self.leading_operator(after);
            return;
        }
        let starts = tokens.symbol(self.at) == Some('(') || amount(tokens, self.at).is_some();
        if !starts {
            let joins = tokens.is_word(self.at, &["then", "so", "and"])
                || matches!(tokens.symbol(self.at), Some(',' | '.' | ';' | '*'))
                || tokens.line_end(self.at);
            self.result = self.result.take().filter(|_| joins);
            self.at += 1;
            return;
        }
        let side = side(self.tokens, self.at, Vec::new(), Place::Left);
        self.chain(self.at, side);
    }

    /// A dash or a star at the start of a line is no operator, and a dash in prose is none.
    fn bullet(&self) -> bool {
        let symbol = self.tokens.symbol(self.at);
        matches!(symbol, Some('-' | '*')) || self.tokens.is_word(self.at, &["of", "per"])
    }

    /// Goes on from the last result, or skips an expression whose first operand is a name.
    fn leading_operator(&mut self, after: usize) {
        let plus = self.tokens.symbol(self.at) == Some('+');
        let carried = self.result.take().filter(|_| !plus);
        if operand(self.tokens, after).is_none() {
            self.at = after;
            return;
        }
        let start = self.at;
        match carried {
            Some(result) => {
                let side = side(self.tokens, start, vec![result], Place::Left);
                self.chain(start, side);
            }
            None => {
                let mut side = side(self.tokens, after, Vec::new(), Place::Left);
                side.whole = Whole::No;
                self.chain(start, side);
            }
        }
    }

    /// Reads the equalities behind a first expression.
    fn chain(&mut self, start: usize, first: Side) {
        let mut left = first;
        let mut steps: Vec<Step> = Vec::new();
        let mut from = start;
        while let Some(sign) = equality(self.tokens, left.next, left.expression.has_operator()) {
            let right = side(self.tokens, sign.next, Vec::new(), Place::Right);
            if right.expression.items.is_empty() {
                left.next = right.next.max(sign.next);
                break;
            }
            steps.extend(self.step(from, &left, &right, sign.bound));
            from = sign.next;
            left = right;
        }
        let end = left.next.max(start + 1);
        self.loose.append(&mut left.loose);
        self.loose.extend(left.expression.amounts.iter().cloned());
        let excess = self.loose.len().saturating_sub(4);
        self.loose.drain(..excess);
        if !steps.is_empty() {
            self.result = left.expression.amounts.first().cloned();
            self.loose.clear();
            self.found.push(working(steps));
        }
        self.at = end;
    }

    fn step(&self, from: usize, left: &Side, right: &Side, bound: Bound) -> Option<Step> {
        if left.whole == Whole::No || left.expression.items.is_empty() {
            return None;
        }
        let (mut loose, trailing) = (self.loose.clone(), self.trailing(right.next));
        loose.extend(left.loose.iter().chain(&right.loose).cloned());
        loose.extend(trailing.0);
        let hidden = [left.hidden, right.hidden, trailing.1].contains(&Hidden::Maybe);
        let around = Around { loose, bound, hidden: if hidden { Hidden::Maybe } else { Hidden::No } };
        let judged = judge(&left.expression, &right.expression, &around)?;
        let first = left.expression.span.start.min(self.tokens.span(from, from + 1).start);
        let start =
            if left.expression.span.start < right.expression.span.start { left.expression.span.start } else { first };
        let span = start..judged.end.max(start);
        let written = self.tokens.text.get(span.clone()).unwrap_or_default();
        Some(Step {
            written: written.split_whitespace().collect::<Vec<_>>().join(" "),
            span,
            expected: judged.expected,
            given: judged.given,
            verdict: judged.verdict,
        })
    }

    /// Looks at the words behind a result: "= 150 GB with 3 replicas".
    fn trailing(&self, from: usize) -> (Vec<Amount>, Hidden) {
        let mut amounts = Vec::new();
        let mut hidden = Hidden::No;
        let mut at = from;
        while at < from + 8 && !ends_clause(self.tokens, at) {
            if hides(self.tokens, at) {
                hidden = Hidden::Maybe;
            }
            match amount(self.tokens, at) {
                Some(found) => {
                    at = found.next.max(at + 1);
                    amounts.push(found);
                }
                None => at += 1,
            }
        }
        (amounts, hidden)
    }
}

fn working(steps: Vec<Step>) -> Working {
    let start = steps.iter().map(|s| s.span.start).min().unwrap_or(0);
    let end = steps.iter().map(|s| s.span.end).max().unwrap_or(start);
    let wrong = steps.iter().map(|s| s.verdict).find(|v| matches!(v, Verdict::Wrong(_)));
    let unclear = steps.iter().map(|s| s.verdict).find(|v| *v == Verdict::Unclear);
    Working { span: start..end, verdict: wrong.or(unclear).unwrap_or(Verdict::Right), steps }
}
