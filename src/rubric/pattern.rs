//! The pattern language: slots separated by spaces, all to be found in one sentence.
//!
//! | written | means |
//! | --- | --- |
//! | `cache read` | two slots: both words, in any order, near each other |
//! | `cache\|store` | alternatives: either |
//! | `load_balancer` | tied words: a phrase (also written as one word or with a hyphen) |
//! | `replicat*` | any word that starts like this |
//! | `> queue worker` | the slots in this order |
//! | `"write-back"` | exactly these words: no stems, no equivalents, no spelling slips |
//! | `/re?gex/` | a regular expression over the sentence in lower case |
//! | `#rate` | a quantity of that kind |

use std::ops::Range;

use super::expression::Expression;
use crate::quantity::Kind;
use crate::text;

/// One pattern, parsed.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Whether the slots must appear in the order given.
    pub ordered: bool,
    /// The slots, at least one.
    pub slots: Vec<Vec<Alternative>>,
}

/// One way to fill a slot.
#[derive(Debug, Clone)]
pub enum Alternative {
    /// Words one after the other.
    Phrase(Vec<Word>),
    /// Words one after the other, spelt exactly so.
    Exact(Vec<String>),
    /// A regular expression over the sentence in lower case.
    Regex(Expression),
    /// A quantity; `None` is a number of any kind.
    Quantity(Option<Kind>),
}

/// One word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Word {
    /// Any word with this stem; the surface form is kept for spelling slips.
    Stem {
        /// Snowball stem.
        stem: String,
        /// The word as written.
        surface: String,
    },
    /// Any word that starts so.
    Prefix(String),
}

/// What is wrong with a pattern, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternFault {
    /// Bytes of the pattern.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// Letters a prefix needs before its star.
pub const SHORTEST_PREFIX: usize = 3;
/// Names of the quantity kinds.
const KINDS: &[(&str, Option<Kind>)] = &[
    ("#number", None),
    ("#count", Some(Kind::Count)),
    ("#rate", Some(Kind::Rate)),
    ("#bytes", Some(Kind::Bytes)),
    ("#bandwidth", Some(Kind::Bandwidth)),
    ("#duration", Some(Kind::Duration)),
    ("#percent", Some(Kind::Percent)),
];

impl Pattern {
    /// Parses a pattern and compiles its expressions, to say what is wrong with it.
    ///
    /// # Errors
    /// The first fault, with its place in the pattern.
    pub fn parse(source: &str) -> Result<Pattern, PatternFault> {
        Pattern::with(source, sound)
    }

    /// Parses a pattern for marking: its expressions are compiled when an answer first asks for them.
    ///
    /// # Errors
    /// The first fault outside of expressions, with its place in the pattern.
    pub fn for_marking(source: &str) -> Result<Pattern, PatternFault> {
        Pattern::with(source, |expression, _| Ok(expression))
    }

    fn with(source: &str, sound: Sound) -> Result<Pattern, PatternFault> {
        let (ordered, rest) = match source.trim_start().strip_prefix('>') {
            Some(rest) => (true, rest),
            None => (false, source),
        };
        let offset = source.len() - rest.len();
        let mut slots = Vec::new();
        for slot in split(rest, ' ', offset)? {
            let mut alternatives = Vec::new();
            for part in split(&source[slot.clone()], '|', slot.start)? {
                alternatives.push(alternative(source, part, sound)?);
            }
            if alternatives.is_empty() {
                return Err(fault(slot, "this slot is empty", "name at least one word between the bars"));
            }
            slots.push(alternatives);
        }
        if slots.is_empty() {
            return Err(fault(0..source.len(), "the pattern has no slot", "write the words that earn the point"));
        }
        if ordered && slots.len() < 2 {
            return Err(fault(0..source.len(), "an order needs two slots", "drop the `>` or add a slot"));
        }
        Ok(Pattern { ordered, slots })
    }
}

impl Pattern {
    /// The slots of a pattern as they are written; none where it cannot be read.
    pub fn slots_of(source: &str) -> Vec<&str> {
        let rest = source.trim_start().strip_prefix('>').unwrap_or(source);
        let ranges = split(rest, ' ', 0).unwrap_or_default();
        ranges.into_iter().map(|range| &rest[range]).collect()
    }
}

fn fault(at: Range<usize>, message: &str, help: &str) -> PatternFault {
    PatternFault { at, message: message.to_owned(), help: help.to_owned() }
}

/// Splits at a separator outside quotes and slashes; returns byte ranges, `offset` added, empty pieces dropped.
fn split(text: &str, separator: char, offset: usize) -> Result<Vec<Range<usize>>, PatternFault> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut open: Option<(char, usize)> = None;
    let mut escaped = false;
    let mut fresh = true;
    for (i, c) in text.char_indices() {
        match open {
            Some((quote, _)) => {
                if c == quote && !escaped {
                    open = None;
                }
                escaped = c == '\\' && !escaped;
                fresh = false;
            }
            None if matches!(c, '"' | '/') && fresh => open = Some((c, i)),
            None if c == separator => {
                pieces.push(start..i);
                start = i + c.len_utf8();
                fresh = true;
            }
            None => fresh = matches!(c, ' ' | '|'),
        }
    }
    if let Some((quote, at)) = open {
        let help = format!("add the closing {quote}");
        return Err(PatternFault {
            at: offset + at..offset + text.len(),
            message: format!("{quote} is not closed"),
            help,
        });
    }
    pieces.push(start..text.len());
    pieces.retain(|p| !text[p.clone()].trim().is_empty());
    Ok(pieces.into_iter().map(|p| p.start + offset..p.end + offset).collect())
}

/// What is said about an expression before it is taken.
type Sound = fn(Expression, Range<usize>) -> Result<Expression, PatternFault>;

fn alternative(source: &str, at: Range<usize>, sound: Sound) -> Result<Alternative, PatternFault> {
    let part = &source[at.clone()];
    if let Some(inner) = part.strip_prefix('"').and_then(|p| p.strip_suffix('"')) {
        let words = words_of(inner);
        return if words.is_empty() {
            Err(fault(at, "nothing between the quotes", "write the exact words, or drop this alternative"))
        } else {
            Ok(Alternative::Exact(words))
        };
    }
    if let Some(inner) = part.strip_prefix('/').and_then(|p| p.strip_suffix('/')) {
        let expression = Expression::new(inner);
        return sound(expression, at).map(Alternative::Regex);
    }
    if part.starts_with('#') {
        return match KINDS.iter().find(|(name, _)| *name == part) {
            Some((_, kind)) => Ok(Alternative::Quantity(*kind)),
            None => {
                let names: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
                Err(fault(at, "no such kind of quantity", &format!("use one of {}", names.join(", "))))
            }
        };
    }
    phrase(part, at)
}

/// Compiles an expression at once.
fn sound(expression: Expression, at: Range<usize>) -> Result<Expression, PatternFault> {
    expression.compile().map_err(|e| {
        let reason = e.to_string();
        let last = reason.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
        fault(at.clone(), &format!("not a regular expression: {last}"), "see the syntax of the regex crate")
    })?;
    if expression.matches("").next().is_some() {
        return Err(fault(at, "this expression matches anything", "ask for at least one letter"));
    }
    Ok(expression)
}

fn phrase(part: &str, at: Range<usize>) -> Result<Alternative, PatternFault> {
    let mut words = Vec::new();
    for piece in part.split('_').filter(|p| !p.is_empty()) {
        match piece.strip_suffix('*') {
            Some(stem) if stem.chars().count() < SHORTEST_PREFIX => {
                return Err(fault(at, "this prefix is too short", "write at least three letters before the `*`"));
            }
            Some(stem) if stem.contains('*') => {
                return Err(fault(at, "`*` stands in mid-word", "a `*` ends a prefix"));
            }
            Some(stem) => words.push(Word::Prefix(stem.to_lowercase())),
            None if piece.contains('*') => return Err(fault(at, "`*` stands in mid-word", "a `*` ends a prefix")),
            None => {
                let found = words_of(piece);
                if found.is_empty() {
                    return Err(fault(at, "this has no letter or digit", "write a word"));
                }
                words.extend(found.into_iter().map(|surface| Word::Stem { stem: text::stem_of(&surface), surface }));
            }
        }
    }
    if words.is_empty() {
        return Err(fault(at, "this has no letter or digit", "write a word"));
    }
    Ok(Alternative::Phrase(words))
}

/// The words of a piece of pattern, cut just as an answer is cut, so that both sides agree.
pub fn words_of(piece: &str) -> Vec<String> {
    text::words(piece)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        let got = match Pattern::parse(source) {
            Ok(pattern) => {
                let slots: Vec<String> = pattern.slots.iter().map(|slot| format!("{}", slot.len())).collect();
                format!("{}{}", if pattern.ordered { ">" } else { "" }, slots.join(" "))
            }
            Err(fault) => format!("{:?} {}", fault.at, fault.message),
        };
        assert_eq!(got, expected, "{source}");
    }

    #[test]
    fn patterns_are_read_or_refused_with_the_place() {
        check("cache read", "1 1");
        check("cache|store read*", "2 1");
        check("> queue worker|consumer", ">1 2");
        check("\"write back\"|flush", "2");
        check("/ab c|d/ x", "1 1");
        check("#rate|#count per_second", "2 1");
        check("redis/valkey", "1");
        check("", "0..0 the pattern has no slot");
        check("a b*", "2..4 this prefix is too short");
        check("ca*che", "0..6 `*` stands in mid-word");
        check("\"open", "0..5 \" is not closed");
        check("/(/", "0..3 not a regular expression: unclosed group");
        check("/a*/", "0..4 this expression matches anything");
        check("#speed", "0..6 no such kind of quantity");
        check("> alone", "0..7 an order needs two slots");
        check("cache ||", "6..8 this slot is empty");
    }
}
