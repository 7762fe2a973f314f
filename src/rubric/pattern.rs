#![doc = include_str!("patterns.md")]

use std::ops::Range;

use super::expression::Expression;
use crate::error::closest;
use crate::messages::tr;
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
                return Err(fault(
                    slot,
                    &tr!("nothing stands between the bars"),
                    &tr!("no spaces around |: alternatives are written `one|other`"),
                ));
            }
            slots.push(alternatives);
        }
        if slots.is_empty() {
            return Err(fault(
                0..source.len(),
                &tr!("the pattern is empty"),
                &tr!("write the words to look for, or delete it"),
            ));
        }
        if ordered && slots.len() < 2 {
            return Err(fault(
                0..source.len(),
                &tr!("an order needs two words or more, with spaces between"),
                &tr!("drop the `>` or add a word"),
            ));
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

    /// Where the slots of a pattern stand in it; none where it cannot be read.
    pub fn slots_in(source: &str) -> Vec<Range<usize>> {
        let rest = source.trim_start().strip_prefix('>').unwrap_or(source);
        split(rest, ' ', source.len() - rest.len()).unwrap_or_default()
    }

    /// Where the regular expressions of a pattern stand in it, without their slashes.
    pub fn expressions_of(source: &str) -> Vec<Range<usize>> {
        let slots = Pattern::slots_in(source).into_iter();
        let parts = slots.flat_map(|slot| split(&source[slot.clone()], '|', slot.start).unwrap_or_default());
        let inner = |part: Range<usize>| part.start + 1..part.end - 1;
        let whole = |part: &Range<usize>| {
            part.len() > 1 && source[part.clone()].starts_with('/') && source[part.clone()].ends_with('/')
        };
        parts.filter(whole).map(inner).collect()
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
        let help = tr!("add the closing {quote}", quote);
        return Err(PatternFault {
            at: offset + at..offset + text.len(),
            message: tr!("{quote} is not closed", quote),
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
            Err(fault(at, &tr!("nothing between the quotes"), &tr!("write the exact words, or drop this alternative")))
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
                let help = match closest(&part.to_lowercase(), names.iter().copied()) {
                    Some(near) => tr!("did you mean `{near}`?", near),
                    None => tr!("use one of {}", names.join(", ")),
                };
                Err(fault(at, &tr!("no such kind of quantity"), &help))
            }
        };
    }
    phrase(part, at)
}

/// Compiles an expression at once.
fn sound(expression: Expression, at: Range<usize>) -> Result<Expression, PatternFault> {
    expression.compile().map_err(|_| bad_expression(expression.as_str(), at.clone()))?;
    if expression.matches("").next().is_some() {
        return Err(fault(at, &tr!("this expression matches anything"), &tr!("ask for at least one letter")));
    }
    Ok(expression)
}

/// What is wrong with a regular expression, at its sign.
fn bad_expression(inner: &str, at: Range<usize>) -> PatternFault {
    let (message, span) = match regex_syntax::Parser::new().parse(inner) {
        Ok(_) => return fault(at, &tr!("this expression is too large"), &tr!("smaller counts in { } make it smaller")),
        Err(regex_syntax::Error::Parse(error)) => (error.kind().to_string(), *error.span()),
        Err(regex_syntax::Error::Translate(error)) => (error.kind().to_string(), *error.span()),
        Err(other) => return fault(at, &tr!("not a regular expression: {other}", other), &syntax()),
    };
    // Where the place is empty, the sign that stands there is shown.
    let sign = inner.get(span.start.offset..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    let end = span.end.offset.max(span.start.offset + sign);
    let here = (at.start + 1 + span.start.offset).min(at.end - 1)..(at.start + 1 + end).min(at.end);
    let help = if message.contains("look-around") {
        tr!("there is no look-around: use `reject`, or another pattern")
    } else {
        syntax()
    };
    fault(here, &tr!("not a regular expression: {message}", message), &help)
}

/// Where expressions are explained.
fn syntax() -> String {
    tr!("see https://docs.rs/regex/#syntax")
}

fn phrase(part: &str, at: Range<usize>) -> Result<Alternative, PatternFault> {
    let mut words = Vec::new();
    for piece in part.split('_').filter(|p| !p.is_empty()) {
        match piece.strip_suffix('*') {
            Some("") => {
                return Err(fault(at, &tr!("a `*` alone is no word"), &tr!("write at least three letters before it")));
            }
            Some(stem) if stem.chars().count() < SHORTEST_PREFIX => {
                return Err(fault(
                    at,
                    &tr!("this prefix is too short"),
                    &tr!("write at least three letters before the `*`"),
                ));
            }
            Some(stem) if stem.contains('*') => {
                return Err(fault(at, &tr!("`*` stands in mid-word"), &tr!("a `*` ends a prefix")));
            }
            Some(stem) => words.push(Word::Prefix(stem.to_lowercase())),
            None if piece.contains('*') => {
                return Err(fault(at, &tr!("`*` stands in mid-word"), &tr!("a `*` ends a prefix")));
            }
            None => {
                let found = words_of(piece);
                if found.is_empty() {
                    return Err(fault(at, &tr!("this has no letter or digit"), &tr!("write a word")));
                }
                words.extend(found.into_iter().map(|surface| Word::Stem { stem: text::stem_of(&surface), surface }));
            }
        }
    }
    if words.is_empty() {
        return Err(fault(at, &tr!("this has no letter or digit"), &tr!("write a word")));
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
        check("", "0..0 the pattern is empty");
        check("a b*", "2..4 this prefix is too short");
        check("ca*che", "0..6 `*` stands in mid-word");
        check("\"open", "0..5 \" is not closed");
        check("/(/", "1..2 not a regular expression: unclosed group");
        check("/a{é}/", "3..5 not a regular expression: repetition quantifier expects a valid decimal");
        check("/a*/", "0..4 this expression matches anything");
        check("#speed", "0..6 no such kind of quantity");
        check("> alone", "0..7 an order needs two words or more, with spaces between");
        check("cache ||", "6..8 nothing stands between the bars");
    }
}
