//! The period behind a number: `/day`, "requests per second", "a day", "daily".

use super::Period;
use super::amount::Amount;
use super::numeral::numeral;
use super::scan::Tokens;
use super::unit::{self, Unit};

/// Words that end the search for "per day" behind a number.
const STOPS: [&str; 33] = [
    "and", "or", "but", "to", "with", "in", "at", "is", "are", "was", "we", "then", "so", "that", "which", "if",
    "when", "for", "from", "once", "twice", "plus", "minus", "times", "than", "vs", "by", "as", "will", "has", "have",
    "gives", "it",
];

/// Finds the period behind an amount, at most four words away: "million new urls per day".
pub(super) fn read_period(tokens: &Tokens, found: &mut Amount) {
    let reach = match found.unit {
        Unit::Time(_) | Unit::Percent | Unit::Factor => 0,
        Unit::Plain | Unit::Data { .. } | Unit::Letter { .. } => 4,
    };
    let mut at = found.next;
    let mut words = 0;
    loop {
        if let Some((per, next)) = period_at(tokens, at) {
            found.per = Some(per);
            found.next = next;
            return;
        }
        let skip = noun_after_per(tokens, at);
        let stop = tokens.word(at).is_none_or(|_| tokens.is_word(at, &STOPS) || numeral(tokens, at).is_some());
        if (stop && skip == 0) || words >= reach {
            return;
        }
        words += 1;
        at += skip.max(1);
    }
}

/// Passes over `per user` or `/user` in "10 posts per user per day".
fn noun_after_per(tokens: &Tokens, at: usize) -> usize {
    let per =
        tokens.symbol(at) == Some('/') && tokens.glued(at) && tokens.glued(at + 1) || tokens.is_word(at, &["per"]);
    if per && tokens.word(at + 1).is_some() { 2 } else { 0 }
}

fn period_at(tokens: &Tokens, at: usize) -> Option<(Period, usize)> {
    if let Some(per) = tokens.word(at).and_then(unit::adverb) {
        let adjective = ["active", "user", "users", "visitors", "uniques", "unique"];
        return (!tokens.is_word(at + 1, &adjective)).then_some((per, at + 1));
    }
    let slash = tokens.symbol(at) == Some('/');
    let per = tokens.is_word(at, &["per"]);
    let article = tokens.is_word(at, &["a", "an", "each", "every"]);
    if !(slash || per || article) {
        return None;
    }
    let dash = usize::from(per && tokens.symbol(at + 1) == Some('-'));
    let word = tokens.word(at + 1 + dash)?;
    let found = unit::period(word)?;
    let named = word.len() > 2 && !word.ends_with('s');
    (slash || per || named).then_some((found, at + 2 + dash))
}
