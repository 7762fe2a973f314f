//! Whether one pattern finds all that another finds, as far as their words alone can tell.

use crate::rubric::pattern::{Alternative, Pattern, Word};
use crate::text::stem_of;

/// Patterns of more slots are not compared: nobody writes them.
const MOST_SLOTS: usize = 8;

/// Whether everything that `narrow` finds, `wide` finds as well. Only patterns of as many slots are compared: with fewer, what
/// is found may be no more than words of the prompt.
pub(super) fn covers(wide: &Pattern, narrow: &Pattern) -> bool {
    if wide.slots.len() != narrow.slots.len() || wide.slots.len() > MOST_SLOTS || (wide.ordered && !narrow.ordered) {
        return false;
    }
    if wide.ordered {
        return wide.slots.iter().zip(&narrow.slots).all(|(wide, narrow)| slot(wide, narrow));
    }
    paired(&wide.slots, &narrow.slots)
}

/// Whether two patterns find the same.
pub(super) fn same(one: &Pattern, other: &Pattern) -> bool {
    covers(one, other) && covers(other, one)
}

/// Whether each wide slot takes a narrow one of its own.
fn paired(wide: &[Vec<Alternative>], narrow: &[Vec<Alternative>]) -> bool {
    let fits: Vec<Vec<bool>> =
        wide.iter().map(|wide| narrow.iter().map(|narrow| slot(wide, narrow)).collect()).collect();
    // Who holds each narrow slot. A newcomer may send a holder to another one, which is tried once a newcomer.
    let mut holders = vec![None; narrow.len()];
    (0..wide.len()).all(|newcomer| seated(newcomer, &fits, &mut holders, &mut vec![false; narrow.len()]))
}

fn seated(one: usize, fits: &[Vec<bool>], holders: &mut [Option<usize>], tried: &mut [bool]) -> bool {
    for seat in 0..holders.len() {
        if fits[one][seat] && !std::mem::replace(&mut tried[seat], true) {
            let free = match holders[seat] {
                None => true,
                Some(holder) => seated(holder, fits, holders, tried),
            };
            if free {
                holders[seat] = Some(one);
                return true;
            }
        }
    }
    false
}

/// Whether every way to fill the narrow slot fills the wide one.
pub(super) fn slot(wide: &[Alternative], narrow: &[Alternative]) -> bool {
    narrow.iter().all(|narrow| wide.iter().any(|wide| alternative(wide, narrow)))
}

fn alternative(wide: &Alternative, narrow: &Alternative) -> bool {
    match (wide, narrow) {
        (Alternative::Phrase(wide), Alternative::Phrase(narrow)) => {
            wide.len() == narrow.len() && wide.iter().zip(narrow).all(|(wide, narrow)| word(wide, narrow))
        }
        (Alternative::Phrase(wide), Alternative::Exact(narrow)) => {
            let is =
                |(wide, narrow): (&Word, &String)| matches!(wide, Word::Stem { stem, .. } if *stem == stem_of(narrow));
            wide.len() == narrow.len() && wide.iter().zip(narrow).all(is)
        }
        (Alternative::Exact(wide), Alternative::Exact(narrow)) => wide == narrow,
        (Alternative::Regex(wide), Alternative::Regex(narrow)) => wide.as_str() == narrow.as_str(),
        (Alternative::Quantity(wide), Alternative::Quantity(narrow)) => wide.is_none() || wide == narrow,
        (Alternative::Phrase(_) | Alternative::Exact(_) | Alternative::Regex(_) | Alternative::Quantity(_), _) => false,
    }
}

/// A stem also stands for the equivalents of the vocabulary, a prefix never: neither holds the other.
fn word(wide: &Word, narrow: &Word) -> bool {
    match (wide, narrow) {
        (Word::Stem { stem: wide, .. }, Word::Stem { stem: narrow, .. }) => wide == narrow,
        (Word::Prefix(wide), Word::Prefix(narrow)) => narrow.starts_with(wide.as_str()),
        (Word::Stem { .. }, Word::Prefix(_)) | (Word::Prefix(_), Word::Stem { .. }) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_certain_is_said() {
        let check = |wide: &str, narrow: &str, expected: bool| {
            let (w, n) = (Pattern::parse(wide).unwrap(), Pattern::parse(narrow).unwrap());
            assert_eq!(covers(&w, &n), expected, "{wide} / {narrow}");
        };
        check("cache|store read", "read cache", true);
        check("cache read", "cache|store read", false);
        check("cache read", "> cache read", true);
        check("> cache read", "cache read", false);
        check("> read cache", "> cache read", false);
        check("replicat*", "replica*", false);
        check("replica*", "replicas*", true);
        check("cach*", "caching", false);
        check("caches", "\"caching\"", true);
        check("#number", "#rate", true);
        check("#rate", "#number", false);
        check("cache", "cache read", false);
        check("a|b b|c", "b c", true);
        check("/ab/ x", "x /ab/", true);
        // Tried in every order, these would never end.
        check(&format!("{} z", "a|b ".repeat(30)), &format!("{} y", "a|b ".repeat(30)), false);
    }
}
