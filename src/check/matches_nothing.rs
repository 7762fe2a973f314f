//! `matches-nothing`: a pattern that reads well and can never fit.

use std::ops::Range;

use super::lists::{List, Parsed};
use crate::messages::tr;
use crate::rubric::code::Code;
use crate::rubric::fault::{Fault, Fix};
use crate::rubric::pattern::{Alternative, Pattern, Word};
use crate::text;

pub(super) fn check(lists: &[List<'_>], faults: &mut Vec<Fault>) {
    for list in lists {
        for (parsed, pattern) in list.sound().filter(|(parsed, _)| !parsed.source.chars().any(char::is_control)) {
            capitals(parsed, faults);
            split_prefixes(parsed, pattern, faults);
            twice(parsed, pattern, faults);
        }
    }
}

/// A capital letter in a regular expression: the sentence is in lower case.
fn capitals(parsed: &Parsed<'_>, faults: &mut Vec<Fault>) {
    for expression in Pattern::expressions_of(parsed.source) {
        let Some(word) = capital(&parsed.source[expression.clone()]) else { continue };
        let at = expression.start + word.start..expression.start + word.end;
        let written = &parsed.source[at.clone()];
        let message = tr!("`{written}` never occurs: an expression reads the sentence in lower case", written);
        let help = tr!("write `{}`", written.to_lowercase());
        let fix = Fix::Instead(written.to_lowercase());
        faults.push(Fault::new(Code::MatchesNothing, &parsed.path, message, help).within(at).mended(fix));
    }
}

/// The first literal with a capital outside classes and escapes; none in an expression that ignores case.
fn capital(expression: &str) -> Option<Range<usize>> {
    let mut class = false;
    let mut chars = expression.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let rest = &expression[at..];
        match c {
            '\\' => {
                let (_, escaped) = chars.next()?;
                if matches!(escaped, 'p' | 'P' | 'x' | 'u' | 'U') {
                    // The name or number of a sign follows.
                    let braced = chars.peek().is_some_and(|(_, c)| *c == '{');
                    while chars.next_if(|(_, c)| braced && *c != '}').is_some() {}
                    if !braced {
                        chars.next();
                    }
                }
            }
            '(' if rest.starts_with("(?") => {
                let flags: String = rest[2..].chars().take_while(|c| !matches!(c, ':' | ')' | '>')).collect();
                if !flags.starts_with(['P', '<']) && flags.split('-').next().is_some_and(|on| on.contains('i')) {
                    return None;
                }
                while chars.next_if(|(_, c)| !matches!(c, ':' | ')' | '>')).is_some() {}
            }
            '[' => class = true,
            ']' => class = false,
            c if c.is_ascii_uppercase() && !class => {
                let len = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
                return Some(at..at + len);
            }
            _ => {}
        }
    }
    None
}

/// A prefix that no single word can start with, because words are split there.
fn split_prefixes(parsed: &Parsed<'_>, pattern: &Pattern, faults: &mut Vec<Fault>) {
    for word in pattern.slots.iter().flatten().flat_map(words) {
        let Word::Prefix(prefix) = word else { continue };
        let pieces = text::words(prefix);
        if pieces.len() == 1 && pieces[0] == *prefix {
            continue;
        }
        let written = format!("{prefix}*");
        let at = parsed.source.to_lowercase().find(&written).unwrap_or(0);
        let message = tr!("no word begins with `{prefix}`: answers are split into words there", prefix);
        let help = if pieces.is_empty() {
            tr!("write letters before the `*`")
        } else {
            tr!("tie the words: `{}*`", pieces.join("_"))
        };
        let end = (at + written.len()).min(parsed.source.len());
        faults.push(Fault::new(Code::MatchesNothing, &parsed.path, message, help).within(at..end));
    }
}

fn words(alternative: &Alternative) -> &[Word] {
    match alternative {
        Alternative::Phrase(words) => words,
        Alternative::Exact(_) | Alternative::Regex(_) | Alternative::Quantity(_) => &[],
    }
}

/// The same single word in two slots: one word fills one slot only.
fn twice(parsed: &Parsed<'_>, pattern: &Pattern, faults: &mut Vec<Fault>) {
    let single = |slot: &[Alternative]| match slot {
        [Alternative::Phrase(words)] => Some(words.clone()),
        _ => None,
    };
    let ranges = Pattern::slots_in(parsed.source);
    for (i, slot) in pattern.slots.iter().enumerate() {
        let Some(words) = single(slot) else { continue };
        if pattern.slots[..i].iter().any(|earlier| single(earlier).as_ref() == Some(&words)) {
            let at = ranges.get(i).cloned().unwrap_or(0..parsed.source.len());
            let message = tr!("`{}` stands in two slots: a sentence must say it twice", &parsed.source[at.clone()]);
            let fault = Fault::new(Code::MatchesNothing, &parsed.path, message, tr!("delete one of them")).within(at);
            faults.push(fault);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_count_where_they_are_letters() {
        let check = |expression: &str, expected: Option<&str>| {
            assert_eq!(capital(expression).map(|at| &expression[at]), expected, "{expression}");
        };
        check("same API", Some("API"));
        check(r"\S+ \W[A-Z]", None);
        check("(?i)API", None);
        check("(?P<Name>api)", None);
        check(r"\p{Lu}x", None);
        check("(a|Kafka)", Some("Kafka"));
    }
}
