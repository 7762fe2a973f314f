//! What the program says, in the language of its user.
//!
//! Every message stands in the code where it is said, in English: `tr!("there is no {what}", what)`. The text is a
//! whole sentence or phrase, with names for what is filled in. `messages/english.json` holds them all in one place; a
//! translation is a copy of it with the other language behind each text. What a translation leaves empty stays English.
//!
//! The interviewer is no part of this: what he says, understands and marks is one language (`dialogue::phrases`,
//! `dialogue::said`, the rubrics). Nor is anything that programs read: keys, codes, ids, journals.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

pub use tr::tr;

/// Bytes that a translation may have: all messages in any language are far less.
pub const LARGEST: u64 = 4 << 20;

/// Says all messages in the words of a translation from now on: JSON, for each part of the program an object of English texts
/// with theirs.
///
/// # Errors
/// It is no such file, a text fills in other names than the English one, or it holds what a terminal would obey; told with the
/// place or the English text.
pub fn speak(json: &[u8]) -> Result<(), String> {
    let parts: BTreeMap<String, BTreeMap<String, String>> = serde_json::from_slice(json).map_err(|e| e.to_string())?;
    let texts: HashMap<String, String> =
        parts.into_values().flatten().filter(|(_, theirs)| !theirs.is_empty()).collect();
    for (english, theirs) in &texts {
        if places(english) != places(theirs) {
            return Err(tr!("the translation of \"{english}\" fills in other names", english));
        }
        if theirs.chars().any(|c| c.is_control() && c != '\n') {
            return Err(tr!("the translation of \"{english}\" holds a control character", english));
        }
    }
    tr::set_translator!(Translation(texts));
    Ok(())
}

/// A message that stands somewhere else than in the code, such as the help of a command.
pub fn translated(text: &str) -> String {
    tr!(text)
}

/// What is filled in: the names in braces, and how often a pair without a name stands there.
pub fn places(text: &str) -> (BTreeSet<&str>, usize) {
    let inner = text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
    let (unnamed, named): (Vec<&str>, Vec<&str>) = inner.partition(|name| name.is_empty());
    let is_name = |name: &&str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (named.into_iter().filter(is_name).collect(), unnamed.len())
}

struct Translation(HashMap<String, String>);

impl tr::Translator for Translation {
    fn translate<'a>(&'a self, text: &'a str, _context: Option<&'a str>) -> Cow<'a, str> {
        Cow::Borrowed(self.0.get(text).map_or(text, String::as_str))
    }

    /// No message counts with plural forms: each number that is said differently is a message of its own.
    fn ntranslate<'a>(&'a self, n: u64, one: &'a str, several: &'a str, _context: Option<&'a str>) -> Cow<'a, str> {
        self.translate(if n == 1 { one } else { several }, None)
    }
}

#[cfg(test)]
mod tests {
    use super::{places, speak};

    #[test]
    fn names_in_braces_are_filled_in() {
        let (names, unnamed) = places("{name} of {}, {other_1} and {}: {{x}} { \"…\": … } {");
        assert_eq!((names.into_iter().collect::<Vec<_>>(), unnamed), (vec!["name", "other_1", "x"], 2));
    }

    #[test]
    fn a_faulty_translation_is_told_with_its_place() {
        for (json, expected) in [
            ("{\"cli\": {\"a\": \"b\"}", "EOF while parsing an object at line 1 column 18"),
            ("{\"cli\": {\"a\": 1}}", "invalid type: integer `1`, expected a string at line 1 column 15"),
            ("[]", "invalid type: sequence, expected a map at line 1 column 0"),
            ("{\"cli\": {\"no {a}\": \"kein {b}\"}}", "the translation of \"no {a}\" fills in other names"),
            ("{\"cli\": {\"no {}\": \"kein\"}}", "the translation of \"no {}\" fills in other names"),
            ("{\"cli\": {\"no\": \"\\u001b[2J\"}}", "the translation of \"no\" holds a control character"),
        ] {
            assert_eq!(speak(json.as_bytes()), Err(expected.to_owned()), "{json}");
        }
    }
}
