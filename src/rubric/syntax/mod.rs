//! Where a text stops being JSON, in words that help. Only read when a file cannot be decoded.
//!
//! Slips that leave no doubt (a comma missing or too many, a comment, an escape) are put right in a copy of the same length,
//! so that all of them are told at once and the rest of the file is still read.

mod literals;

use std::ops::Range;

use super::code::Code;
use super::fault::{Edit, Fault, Fix, Place, line_and_column};
use crate::messages::tr;

/// How deep lists and objects may nest: a rubric nests ten deep.
const DEPTH: usize = 100;

/// What a file's text holds.
pub struct Read {
    /// What is wrong with its form.
    pub faults: Vec<Fault>,
    /// The text with the faults put right, as far as it could be read: every byte stands where it stood.
    pub mended: String,
    /// The byte from which on nothing was read.
    pub end: usize,
    /// Whether it stopped at lists in lists in lists.
    pub deep: bool,
}

/// Reads a text to its end, or to the first fault that leaves it unclear what was meant.
pub fn read(source: &str) -> Read {
    let bytes = source.as_bytes().to_vec();
    let mut scanner = Scanner { source, bytes, at: 0, open: Vec::new(), value: 0, faults: Vec::new(), deep: false };
    let end = scanner.scan();
    let Scanner { mut bytes, open, value, faults, deep, .. } = scanner;
    if !end {
        bytes.truncate(value);
        bytes.extend(open.iter().rev().map(|(bracket, _)| if *bracket == b'{' { b'}' } else { b']' }));
    }
    let mended = String::from_utf8(bytes).unwrap_or_default();
    Read { faults, mended, end: if end { source.len() } else { value }, deep }
}

/// What may stand next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Value { or_end: bool },
    Key { or_end: bool },
    Colon,
    Comma,
    Nothing,
}

struct Scanner<'s> {
    source: &'s str,
    bytes: Vec<u8>,
    at: usize,
    /// Open brackets and where they stand.
    open: Vec<(u8, usize)>,
    /// The end of what is complete.
    value: usize,
    faults: Vec<Fault>,
    deep: bool,
}

/// `None`: what was meant is unclear, reading ends.
type Step = Option<Next>;

impl Scanner<'_> {
    /// Whether the text was read to its end.
    fn scan(&mut self) -> bool {
        let mut next = Next::Value { or_end: false };
        let mut comma = 0;
        loop {
            self.space();
            let Some(c) = self.peek() else { return self.finish(next) };
            let was = next;
            let step = match next {
                Next::Value { or_end } => self.value(c, or_end, comma),
                Next::Key { or_end } => self.key(c, or_end, comma),
                Next::Colon => self.colon(c),
                Next::Comma => self.comma(c),
                Next::Nothing => self.fault(
                    self.at..self.source.len(),
                    &tr!("the file goes on after its last bracket"),
                    &tr!("delete what follows, or the bracket before it"),
                ),
            };
            if was == Next::Comma {
                comma = self.at.saturating_sub(1);
            }
            match step {
                Some(step) => next = step,
                None => return false,
            }
        }
    }

    fn peek(&self) -> Option<char> {
        self.source[self.at..].chars().next()
    }

    /// Goes over white space, and over what was meant as such.
    fn space(&mut self) {
        while let Some(c) = self.peek() {
            let rest = &self.source[self.at..];
            let comment = match c {
                '/' if rest.starts_with("//") => rest.find(['\n', '\r']).unwrap_or(rest.len()),
                '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |i| i + 2),
                '#' => rest.find(['\n', '\r']).unwrap_or(rest.len()),
                ' ' | '\t' | '\n' | '\r' => {
                    self.at += 1;
                    continue;
                }
                c if c.is_whitespace() || c == '\u{feff}' => {
                    let here = self.at..self.at + c.len_utf8();
                    let message = tr!("this is no plain space but U+{}", format_args!("{:04X}", u32::from(c)));
                    self.slip(here, b' ', &message, &tr!("write a plain space"), " ");
                    continue;
                }
                _ => return,
            };
            self.slip(self.at..self.at + comment, b' ', &tr!("JSON has no comments"), &tr!("delete it"), "");
        }
    }

    /// Tells of a slip, puts spaces or another sign in its place, and goes on behind it.
    fn slip(&mut self, here: Range<usize>, sign: u8, message: &str, help: &str, instead: &str) {
        self.bytes[here.clone()].fill(b' ');
        self.bytes[here.start] = sign;
        self.at = here.end;
        let mut fault = told(here.clone(), message, help);
        fault.fix = Fix::Edit(Edit { bytes: here, text: instead.to_owned() });
        self.faults.push(fault);
    }

    fn fault(&mut self, here: Range<usize>, message: &str, help: &str) -> Step {
        self.faults.push(told(here, message, help));
        None
    }

    fn sign(&self) -> Range<usize> {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }

    fn line(&self, at: usize) -> usize {
        line_and_column(self.source, at).0
    }

    fn finish(&mut self, next: Next) -> bool {
        if next == Next::Nothing {
            return true;
        }
        let end = self.source.trim_end().len();
        if end == 0 {
            self.fault(0..0, &tr!("the file is empty"), &tr!("`sparring rubric draft` writes a first rubric"));
            return false;
        }
        let (bracket, at) = self.open.last().copied().unwrap_or((b'{', 0));
        let closing = if bracket == b'{' { '}' } else { ']' };
        let message = tr!("the file ends before the {} of line {} is closed", char::from(bracket), self.line(at));
        self.fault(end..end, &message, &tr!("add the {closing}", closing));
        false
    }

    fn value(&mut self, c: char, or_end: bool, comma: usize) -> Step {
        match c {
            '{' | '[' => self.enter(c),
            '"' => self.string().then(|| self.done()).flatten(),
            '-' | '0'..='9' => self.number(),
            ']' if or_end => self.leave(),
            ']' if self.open.last().is_some_and(|(b, _)| *b == b'[') => self.trailing(comma),
            ',' => self.superfluous(Next::Value { or_end }),
            _ => self.no_value(c),
        }
    }

    fn no_value(&mut self, c: char) -> Step {
        let word = self.word();
        let here = self.at..self.at + word.len();
        match word.to_lowercase().as_str() {
            "true" | "false" | "null" if word.bytes().all(|b| b.is_ascii_lowercase()) => {
                self.at = here.end;
                return self.done();
            }
            "true" | "false" => {
                return self.fault(here, &tr!("`{word}` is no value", word), &tr!("write {}", word.to_lowercase()));
            }
            "none" | "undefined" | "nil" | "null" => {
                return self.fault(here, &tr!("`{word}` is no value", word), &tr!("leave the key out instead"));
            }
            "nan" | "infinity" | "inf" => {
                return self.fault(here, &tr!("`{word}` is no number", word), &tr!("write a number"));
            }
            _ => {}
        }
        let here = self.sign();
        match c {
            '\'' | '‘' | '’' | '“' | '”' | '„' | '«' | '`' => {
                self.fault(here, &tr!("{c} begins no text in JSON", c), &tr!("write straight double quotes: \""))
            }
            '.' => self.fault(here, &tr!("a number begins with a digit"), &tr!("write 0 before the point")),
            '+' => self.fault(here, &tr!("a number has no + in front"), &tr!("delete the +")),
            '}' | ']' | ':' | '=' | ';' => self.fault(
                here,
                &tr!("a value is missing before this {c}", c),
                &tr!("write the value, or delete the key before it"),
            ),
            _ if !word.is_empty() => {
                let here = self.at..self.at + word.len();
                self.fault(here, &tr!("`{}` is no value", clip(&word)), &tr!("a text stands in double quotes: \"…\""))
            }
            _ => self.fault(here, &tr!("{} is no value", shown(c)), &tr!("a text stands in double quotes: \"…\"")),
        }
    }

    fn key(&mut self, c: char, or_end: bool, comma: usize) -> Step {
        match c {
            '"' => self.string().then_some(Next::Colon),
            '}' if or_end => self.leave(),
            '}' => self.trailing(comma),
            ',' => self.superfluous(Next::Key { or_end }),
            '{' | '[' | ']' => {
                let at = self.open.last().map_or(0, |(_, at)| *at);
                let message =
                    tr!("a key is missing before this {c}: it stands in the object of line {}", self.line(at), c);
                self.fault(self.sign(), &message, &tr!("write the key, or close the object before"))
            }
            _ => self.bare_key(),
        }
    }

    fn bare_key(&mut self) -> Step {
        let rest = &self.source[self.at..];
        let line = rest.find(['\n', '\r', ':']).unwrap_or(rest.len());
        let quotes = ['\'', '‘', '’', '“', '”', '„', '"', ' '];
        let bare = rest[..line].trim_matches(quotes);
        let here = self.at..self.at + rest[..line].trim_end().len();
        let plain = !bare.is_empty() && bare.chars().all(|c| c.is_alphanumeric() || "_-$".contains(c));
        let mut fault = told(
            if plain { here.clone() } else { self.sign() },
            &tr!("a key stands in double quotes"),
            &tr!("write \"key\": before each value"),
        );
        if plain && rest[line..].starts_with(':') {
            fault.help = tr!("write \"{bare}\"", bare);
            fault.fix = Fix::Edit(Edit { bytes: here, text: format!("\"{bare}\"") });
        }
        self.faults.push(fault);
        None
    }

    fn colon(&mut self, c: char) -> Step {
        match c {
            ':' => self.at += 1,
            '=' => self.slip(self.sign(), b':', &tr!("a colon stands between key and value"), "write :", ":"),
            _ => {
                let end = self.bytes[..self.at].iter().rposition(|b| !b.is_ascii_whitespace()).map_or(0, |i| i + 1);
                return self.fault(end..end, &tr!("a colon is missing after this key"), &tr!("write : and the value"));
            }
        }
        Some(Next::Value { or_end: false })
    }

    fn comma(&mut self, c: char) -> Step {
        let object = self.open.last().is_some_and(|(bracket, _)| *bracket == b'{');
        let next = if object { Next::Key { or_end: false } } else { Next::Value { or_end: false } };
        match c {
            ',' => self.at += 1,
            '}' if object => return self.leave(),
            ']' if !object => return self.leave(),
            ';' => self.slip(self.sign(), b',', &tr!("a comma stands between two values"), "write ,", ","),
            '}' | ']' => return self.crossed(c),
            ':' if !object => {
                let at = self.open.last().map_or(0, |(_, at)| *at);
                let message = tr!("a list has no keys: the [ of line {} is not closed", self.line(at));
                return self.fault(self.sign(), &message, &tr!("close the list with ] before this key"));
            }
            _ if self.at == self.value && self.source[..self.at].ends_with('"') && c != '"' => {
                let quote = self.at - 1;
                return self.fault(
                    quote..self.at,
                    &tr!("this quote ends the text"),
                    &tr!("write \\\" for a quote inside a text"),
                );
            }
            _ => return self.missing_comma(c, next),
        }
        Some(next)
    }

    fn missing_comma(&mut self, c: char, next: Next) -> Step {
        let end = self.value;
        let mut fault = told(end..end, &tr!("a comma is missing after this value"), &tr!("write , between two values"));
        let starts = matches!(c, '"' | '{' | '[' | '-' | '0'..='9') || self.word().len() > 1;
        if !starts {
            let message = tr!("{} cannot stand here", shown(c));
            return self.fault(self.sign(), &message, &tr!("a comma or a closing bracket stands after a value"));
        }
        fault.fix = Fix::Edit(Edit { bytes: end..end, text: ",".to_owned() });
        self.faults.push(fault);
        // A space behind the value holds the comma of the copy; without one there is no place for it.
        let place = self.bytes.get_mut(end).filter(|b| b.is_ascii_whitespace())?;
        *place = b',';
        Some(next)
    }

    fn crossed(&mut self, c: char) -> Step {
        let (bracket, at) = self.open.last().copied().unwrap_or((b'{', 0));
        let wanted = if bracket == b'{' { '}' } else { ']' };
        let message = tr!("this {c} does not close the {} of line {}", char::from(bracket), self.line(at), c);
        self.fault(self.sign(), &message, &tr!("write {wanted}, or close what is still open", wanted))
    }

    fn trailing(&mut self, comma: usize) -> Step {
        let bracket = self.at;
        self.slip(comma..comma + 1, b' ', &tr!("a comma with nothing after it"), &tr!("delete this comma"), "");
        self.at = bracket;
        self.leave()
    }

    fn superfluous(&mut self, next: Next) -> Step {
        self.slip(self.sign(), b' ', &tr!("a comma too many"), &tr!("delete this comma"), "");
        Some(next)
    }

    fn enter(&mut self, c: char) -> Step {
        if self.open.len() == DEPTH {
            self.deep = true;
            return self.fault(
                self.sign(),
                &tr!("lists and objects nest too deep here"),
                &tr!("a rubric nests ten deep at most"),
            );
        }
        self.open.push((c as u8, self.at));
        self.at += 1;
        self.value = self.at;
        Some(if c == '{' { Next::Key { or_end: true } } else { Next::Value { or_end: true } })
    }

    fn leave(&mut self) -> Step {
        self.open.pop();
        self.at += 1;
        self.done()
    }

    /// A value is complete.
    fn done(&mut self) -> Step {
        self.value = self.at;
        Some(if self.open.is_empty() { Next::Nothing } else { Next::Comma })
    }
}

fn told(here: Range<usize>, message: &str, help: &str) -> Fault {
    Fault::in_place(Code::Syntax, Place::Bytes(here), message, help)
}

fn shown(c: char) -> String {
    match c {
        '\t' => "a tabulator".to_owned(),
        '\0' => "a NUL".to_owned(),
        c if c.is_control() => tr!("the control character U+{}", format_args!("{:04X}", u32::from(c))),
        c => format!("`{c}`"),
    }
}

fn clip(text: &str) -> String {
    text.chars().take(40).collect()
}
