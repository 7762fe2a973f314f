//! The marks and words of written arithmetic: operators, equality signs, hedges.

use super::super::amount::{Amount, ranged};
use super::super::scan::Tokens;
use super::judge::Bound;

/// Reads an amount, or a range of two. A letter is none, but for "a billion".
pub(super) fn amount(tokens: &Tokens, at: usize) -> Option<Amount> {
    let Some(word) = tokens.word(at) else { return tokens.number(at).and_then(|_| ranged(tokens, at)) };
    let article = tokens.is_word(at, &["a"]);
    let found = if word.len() > 1 || article { ranged(tokens, at) } else { None };
    found.filter(|amount| !(article && amount.vague))
}

/// Passes over hedges and currency signs before an operand.
pub(super) fn fillers(tokens: &Tokens, from: usize) -> usize {
    let words = [
        "about",
        "around",
        "roughly",
        "approx",
        "approximately",
        "avg",
        "average",
        "say",
        "another",
        "the",
        "only",
        "our",
        "some",
    ];
    let mut at = from;
    while at < from + 4
        && (matches!(tokens.symbol(at), Some('~' | '≈' | '$' | '€' | '£' | '∼')) || tokens.is_word(at, &words))
    {
        at += 1;
    }
    at
}

/// Returns where an operand begins behind an operator, if one does.
pub(super) fn operand(tokens: &Tokens, from: usize) -> Option<usize> {
    let at = fillers(tokens, from + usize::from(tokens.line_end(from)));
    let found = amount(tokens, at).is_some() || tokens.symbol(at) == Some('(');
    found.then_some(at)
}

/// Returns the operator at a token in its one spelling.
pub(super) fn sign(tokens: &Tokens, at: usize) -> char {
    match tokens.symbol(at) {
        Some('*') => '×',
        Some(other) => other,
        None if tokens.is_word(at, &["plus"]) => '+',
        None if tokens.is_word(at, &["minus"]) => '-',
        None if tokens.is_word(at, &["divided", "per"]) => '/',
        None => '×',
    }
}

/// Returns the token behind an operator.
pub(super) fn operator(tokens: &Tokens, at: usize) -> Option<usize> {
    match tokens.symbol(at) {
        Some('-') if tokens.symbol(at + 1) == Some('>') => None,
        // "64 GB w/ 50 usable": with.
        Some('/') if at > 0 && tokens.is_word(at - 1, &["w"]) => None,
        Some('×' | '*' | '/' | '+' | '^' | '-') => Some(at + 1),
        Some(_) => None,
        None if tokens.is_word(at, &["times", "plus", "minus", "of"]) => Some(at + 1),
        None if tokens.is_word(at, &["per"]) && tokens.number(at + 1).is_some() => Some(at + 1),
        None if tokens.is_word(at, &["divided", "multiplied"]) && tokens.is_word(at + 1, &["by"]) => Some(at + 2),
        None => None,
    }
}

/// Tells whether a word states a result.
pub(super) fn verb(tokens: &Tokens, at: usize) -> bool {
    let words = [
        "is",
        "are",
        "equals",
        "equal",
        "gives",
        "makes",
        "yields",
        "comes",
        "which",
        "that's",
        "thats",
        "about",
        "roughly",
        "approx",
        "approximately",
        "giving",
        "totals",
        "works",
    ];
    tokens.is_word(at, &words)
}

/// Tells whether a clause ends at a token.
pub(super) fn ends_clause(tokens: &Tokens, at: usize) -> bool {
    let stop = matches!(tokens.symbol(at), Some('.' | ';' | '!' | '?' | '=' | '≈' | '×' | '/' | '+' | ':' | '→' | ','));
    stop || tokens.line_end(at) || at >= tokens.all.len()
}

/// Words that stand for a factor nobody wrote.
pub(super) fn hides(tokens: &Tokens, at: usize) -> bool {
    let words = [
        "replicated",
        "replication",
        "replicas",
        "double",
        "doubled",
        "doubling",
        "twice",
        "triple",
        "tripled",
        "half",
        "halved",
        "compressed",
        "compression",
        "overhead",
        "headroom",
        "indexes",
        "indices",
        "index",
        "buffer",
        "backups",
        "rounding",
        "rounded",
        "burst",
        "bursts",
        "margin",
        "peak",
    ];
    tokens.is_word(at, &words)
}

/// An equality sign, and what follows it.
pub(super) struct Sign {
    /// The token behind the sign and its hedges.
    pub next: usize,
    /// Whether the result is a bound.
    pub bound: Bound,
}

/// Reads `=`, `≈`, `~`, `=>`, `->`, "is about", "gives"; without an operator on the left only
/// an equality sign will do, for an arrow then says what became of a number.
pub(super) fn equality(tokens: &Tokens, from: usize, computed: bool) -> Option<Sign> {
    let comma = usize::from(
        tokens.symbol(from) == Some(',') && tokens.is_word(from + 1, &["which", "giving", "thats", "that's"]),
    );
    let at = from + comma;
    let arrow = matches!(tokens.symbol(at), Some('→' | '⇒' | '⟹' | '⟶'))
        || tokens.symbol(at) == Some('-') && tokens.symbol(at + 1) == Some('>');
    let equal = matches!(tokens.symbol(at), Some('=' | '≈' | '~' | '≃' | '≅' | '∼'))
        && (computed || tokens.symbol(at + 1) != Some('>'));
    let word = verb(tokens, at);
    if !(equal || computed && (arrow || word)) {
        return None;
    }
    let hedges = [
        "to", "a", "bit", "just", "nearly", "almost", "us", "me", "you", "out", "total", "of", "well", "around",
        "approx", "say", "then", "still", "only", "circa",
    ];
    let below = ["under", "below", "less"];
    let above = ["over", "above", "more", "least"];
    let mut sign = Sign { next: at, bound: Bound::None };
    while sign.next < at + 8 {
        let i = sign.next;
        if tokens.is_word(i, &below) || tokens.symbol(i) == Some('<') {
            sign.bound = Bound::Below;
        } else if tokens.is_word(i, &above)
            || tokens.symbol(i) == Some('>') && !matches!(tokens.symbol(i - usize::from(i > at)), Some('=' | '-'))
        {
            sign.bound = Bound::Above;
        } else if !(tokens.is_word(i, &hedges)
            || tokens.is_word(i, &["than", "at"])
            || verb(tokens, i)
            || tokens.line_end(i)
            || matches!(
                tokens.symbol(i),
                Some(
                    '=' | '≈'
                        | '~'
                        | '≃'
                        | '≅'
                        | '∼'
                        | '→'
                        | '⇒'
                        | '⟹'
                        | '⟶'
                        | '-'
                        | '>'
                        | ','
                        | '$'
                        | '€'
                        | '£'
                )
            ))
        {
            break;
        }
        sign.next += 1;
    }
    // A token that begins an amount is never part of the sign: "a couple", "a million".
    while sign.next > at + 1 && amount(tokens, sign.next - 1).is_some() {
        sign.next -= 1;
    }
    Some(sign)
}
