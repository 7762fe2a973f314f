//! `matches-anything`: a pattern that nearly any text on the subject fits.

use super::Sheet;
use super::lists::Role;
use crate::messages::tr;
use crate::rubric::code::Code;
use crate::rubric::fault::Fault;
use crate::rubric::pattern::{Alternative, Pattern, Word};
use crate::text::{is_function_word, stem_of};

/// Words that stand in any answer about any system.
const EVERYWHERE: &[&str] = &[
    "system",
    "data",
    "service",
    "server",
    "user",
    "use",
    "thing",
    "need",
    "make",
    "work",
    "problem",
    "design",
    "component",
    "application",
    "time",
    "way",
    "get",
    "want",
    "case",
    "good",
];

/// Made-up words: an expression that fits all of them asks for nothing.
const NOTHING: &[&str] = &["qwfpgj", "arstdh", "zxcvbk", "oyeniu"];

pub(super) fn check(sheet: &Sheet<'_>, faults: &mut Vec<Fault>) {
    for list in &sheet.lists {
        let Role::Match(number) = list.role else { continue };
        for (parsed, pattern) in list.sound() {
            if !anywhere(pattern) {
                continue;
            }
            let message = tr!("nearly any answer earns `{}` by this", sheet.points[number].point.id);
            let help = tr!("ask for a word that only those say who know the point");
            faults.push(Fault::new(Code::MatchesAnything, &parsed.path, message, help));
        }
    }
}

/// Whether nothing of a pattern says anything: one slot that a common word may fill, or slots of function words alone. Among
/// other words, function words are often the point: `one each`.
fn anywhere(pattern: &Pattern) -> bool {
    match pattern.slots.as_slice() {
        [slot] => slot.iter().any(|a| says_nothing(a) || is_everywhere(a)),
        slots => slots.iter().flatten().all(says_nothing),
    }
}

fn says_nothing(alternative: &Alternative) -> bool {
    match alternative {
        // Two of them together are an idiom: `at_least_once`.
        Alternative::Phrase(words) => match words.as_slice() {
            [Word::Stem { surface, .. }] => is_function_word(surface),
            _ => false,
        },
        Alternative::Exact(words) => matches!(words.as_slice(), [word] if is_function_word(word)),
        Alternative::Regex(regex) => NOTHING.iter().all(|word| regex.matches(word).next().is_some()),
        Alternative::Quantity(_) => false,
    }
}

fn is_everywhere(alternative: &Alternative) -> bool {
    match alternative {
        Alternative::Phrase(words) => match words.as_slice() {
            [Word::Stem { stem, .. }] => EVERYWHERE.iter().any(|word| stem_of(word) == *stem),
            [Word::Prefix(prefix)] => EVERYWHERE.contains(&prefix.as_str()),
            _ => false,
        },
        Alternative::Exact(words) => matches!(words.as_slice(), [word] if EVERYWHERE.contains(&word.as_str())),
        Alternative::Regex(_) | Alternative::Quantity(_) => false,
    }
}
