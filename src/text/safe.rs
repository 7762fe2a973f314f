//! Makes text that somebody else wrote safe to print: it can no longer move the cursor, change colours or run backwards.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Replaces everything a terminal would obey rather than show by a visible stand-in.
///
/// C0 controls and DEL become their control pictures (ESC is `␛`), C1 controls become U+FFFD, and the controls that
/// reorder text for the eye are spelled out (`<U+202E>`). Newline and tab stay: the caller lays out lines.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    push_plain(&mut safe, text);
    Cow::Owned(safe)
}

/// Like [`plain`], but keeps our own colours: sequences of the form `ESC [ digits m` stay as they are.
///
/// Text from outside goes through [`plain`] before it is styled; this is the second fence.
pub fn keep_style(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        push_plain(&mut safe, &rest[..at]);
        let length = style_length(&rest[at..]).unwrap_or(0);
        safe.push_str(&rest[at..at + length]);
        rest = &rest[at + length..];
        if length == 0 {
            safe.push(stand_in('\u{1b}'));
            rest = &rest[1..];
        }
    }
    push_plain(&mut safe, rest);
    Cow::Owned(safe)
}

/// Escapes in JSON everything that a terminal would obey. JSON holds such characters only inside its texts, where an escape
/// means the same.
pub fn escaped_json(json: &str) -> Cow<'_, str> {
    if !json.chars().any(is_unsafe) {
        return Cow::Borrowed(json);
    }
    let mut safe = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if is_unsafe(c) {
            // All of them have four digits. Writing to a string cannot fail.
            let _ = write!(safe, "\\u{:04x}", u32::from(c));
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

/// Tells whether a terminal, or the bidirectional algorithm, would obey the character instead of showing it.
pub fn is_unsafe(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t') || reorders(c)
}

/// Marks, embeddings, overrides and isolates: "Trojan Source" characters, which make text read unlike what it says.
fn reorders(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn push_plain(safe: &mut String, text: &str) {
    for c in text.chars() {
        if reorders(c) {
            // Writing to a string cannot fail.
            let _ = write!(safe, "<U+{:04X}>", u32::from(c));
        } else if is_unsafe(c) {
            safe.push(stand_in(c));
        } else {
            safe.push(c);
        }
    }
}

fn stand_in(control: char) -> char {
    match u32::from(control) {
        c @ 0..=0x1f => char::from_u32(0x2400 + c).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7f => '\u{2421}',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

/// Length in bytes of the style sequence that the text begins with.
fn style_length(text: &str) -> Option<usize> {
    let parameters = text.strip_prefix("\u{1b}[")?;
    let end = parameters.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    parameters[end..].starts_with('m').then_some(2 + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(plain(text), expected);
    }

    #[test]
    fn ordinary_text_is_borrowed_as_it_is() {
        for text in ["", "a\n\tb", "naïve — 日本 👩‍🚀 עברית"] {
            assert!(matches!(plain(text), Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn escape_sequences_become_visible() {
        check("\u{1b}[31mred\u{1b}[0m", "␛[31mred␛[0m");
        check("\u{1b}]0;title\u{7}", "␛]0;title␇");
        check("\u{1b}", "␛");
    }

    #[test]
    fn c0_controls_become_their_pictures() {
        check("a\0b\u{8}c\rd\u{7f}", "a␀b␈c␍d␡");
    }

    #[test]
    fn c1_controls_become_replacement_characters() {
        check("\u{9b}31m\u{80}\u{85}\u{9f}", "\u{fffd}31m\u{fffd}\u{fffd}\u{fffd}");
    }

    #[test]
    fn controls_that_reorder_text_are_spelled_out() {
        check("a\u{202e}b", "a<U+202E>b");
        for c in "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{2066}\u{2067}\u{2068}\u{2069}".chars() {
            check(&c.to_string(), &format!("<U+{:04X}>", u32::from(c)));
        }
    }

    #[test]
    fn nothing_unsafe_is_left_whatever_the_character() {
        for c in ('\0'..='\u{2fff}').chain(['\u{feff}', '\u{10ffff}']) {
            assert!(!plain(&c.to_string()).chars().any(is_unsafe), "{c:?}");
        }
    }

    #[test]
    fn json_keeps_its_meaning_and_nothing_a_terminal_obeys() {
        for c in ('\u{1}'..='\u{2fff}').filter(|c| *c != '\\' && *c != '"') {
            let json = serde_json::json!({"a": format!("x{c}y")}).to_string();
            let safe = escaped_json(&json);
            assert!(!safe.chars().any(is_unsafe), "{c:?}");
            assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).unwrap()["a"], format!("x{c}y"));
        }
    }

    #[test]
    fn plain_twice_is_plain_once() {
        let text = "\u{1b}[2J\u{202e}\u{9b}\0x";
        assert_eq!(plain(&plain(text)), plain(text));
    }

    #[test]
    fn keep_style_keeps_colours_and_nothing_else() {
        assert_eq!(keep_style("\u{1b}[1;31mred\u{1b}[0m"), "\u{1b}[1;31mred\u{1b}[0m");
        assert_eq!(keep_style("\u{1b}[2Jx\u{1b}[31"), "␛[2Jx␛[31");
        assert_eq!(keep_style("\u{1b}\u{1b}[mé\u{1b}"), "␛\u{1b}[mé␛");
    }
}
