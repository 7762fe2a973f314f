//! Words, numbers and texts of a file.

use std::ops::Range;

use super::{Scanner, Step, clip, shown, told};
use crate::messages::tr;
use crate::rubric::fault::{Edit, Fix};

impl Scanner<'_> {
    pub(super) fn word(&self) -> String {
        self.source[self.at..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    }

    pub(super) fn number(&mut self) -> Step {
        let rest = &self.source[self.at..];
        let len = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "+-._".contains(c))).unwrap_or(rest.len());
        let here = self.at..self.at + len;
        let help = match number_fault(&rest[..len]) {
            None => {
                self.at = here.end;
                return self.done();
            }
            Some(help) => help,
        };
        let message = tr!("`{}` is no number", clip(&rest[..len]));
        self.fault(here, &message, &help)
    }

    /// Reads a text; false when it is not closed.
    pub(super) fn string(&mut self) -> bool {
        let start = self.at;
        self.at += 1;
        while let Some(c) = self.peek() {
            match c {
                '"' => {
                    self.at += 1;
                    return true;
                }
                '\\' => self.escape(),
                '\n' | '\r' => break,
                c if c < ' ' => {
                    let (help, instead) = match c {
                        '\t' => (tr!("write \\t, or a space"), "\\t"),
                        _ => (tr!("delete it"), ""),
                    };
                    let message = tr!("{} cannot stand in a text", shown(c));
                    self.slip(self.sign(), b' ', &message, &help, instead);
                }
                c => self.at += c.len_utf8(),
            }
        }
        let message = tr!("this text is not closed on its line");
        self.fault(self.at..self.at, &message, &tr!("add the closing \", or write \\n for a line break"));
        self.at = start;
        false
    }

    fn escape(&mut self) {
        let rest = &self.source[self.at + 1..];
        let Some(c) = rest.chars().next() else {
            self.at += 1;
            return;
        };
        let hex = |from: usize| rest.get(from..from + 4).filter(|h| h.bytes().all(|b| b.is_ascii_hexdigit()));
        let unit = |from: usize| hex(from).and_then(|h| u32::from_str_radix(h, 16).ok());
        let here = self.at..self.at + 1 + c.len_utf8();
        match c {
            '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => self.at += 2,
            'u' => match unit(1) {
                Some(0xD800..=0xDBFF) if rest[5..].starts_with("\\u") && matches!(unit(7), Some(0xDC00..=0xDFFF)) => {
                    self.at += 12
                }
                Some(0xD800..=0xDFFF) => self.odd(
                    self.at..self.at + 6,
                    &tr!("half of a surrogate pair is no character"),
                    &tr!("write the character itself"),
                ),
                Some(_) => self.at += 6,
                None => self.odd(
                    here,
                    &tr!("\\u takes four hexadecimal digits"),
                    &tr!("write the character itself, or \\\\u for a backslash"),
                ),
            },
            '\n' | '\r' => self.odd(
                self.at..self.at + 1,
                &tr!("a text cannot go on in the next line"),
                &tr!("write \\n for a line break"),
            ),
            c => {
                let message = tr!("\\{c} is no escape of JSON", c);
                let help = tr!("in JSON a backslash is doubled: \\\\{c}", c);
                let fix = Edit { bytes: self.at..self.at, text: "\\".to_owned() };
                self.odd(here, &message, &help);
                if let Some(fault) = self.faults.last_mut() {
                    fault.fix = Fix::Edit(fix);
                }
            }
        }
    }

    /// An escape that is none: letters stand for it in the copy.
    fn odd(&mut self, here: Range<usize>, message: &str, help: &str) {
        self.bytes[here.clone()].fill(b'x');
        self.at = here.end;
        self.faults.push(told(here, message, help));
    }
}

/// What to do about a number that is none.
fn number_fault(text: &str) -> Option<String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, power) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let all = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if text.contains('_') {
        return Some(tr!("write the digits without _"));
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return Some(tr!("write it without the 0 in front"));
    }
    let sound = all(whole) && all(part) && all(power.strip_prefix(['+', '-']).unwrap_or(power));
    (!sound).then(|| tr!("write digits, with a point and digits after it if needed; a text stands in double quotes"))
}
