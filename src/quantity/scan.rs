//! Text as the tokens that numbers are built from.

use std::ops::Range;

/// Says what a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Lexeme {
    /// Digits with separators, decimals and exponent.
    Number(f64),
    /// Letters; also identifiers such as `p99`, and versions such as `1.2.3`.
    Word,
    /// Any other character. A multiplication sign is always `×`, a bullet star `*`.
    Symbol(char),
    /// The end of a line.
    LineEnd,
}

/// Holds a token and its place.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// What the token is.
    pub lexeme: Lexeme,
    /// Bytes of the original text.
    pub span: Range<usize>,
    /// Whether it follows the token before without a space.
    pub glued: bool,
}

/// Holds a text and its tokens; looking past either end is allowed.
pub(super) struct Tokens<'t> {
    /// The original text.
    pub text: &'t str,
    /// The tokens in order.
    pub all: Vec<Token>,
}

impl<'t> Tokens<'t> {
    /// Returns the word at `i`, or nothing for another token.
    pub fn word(&self, i: usize) -> Option<&'t str> {
        let token = self.all.get(i)?;
        match token.lexeme {
            Lexeme::Word => self.text.get(token.span.clone()),
            Lexeme::Number(_) | Lexeme::Symbol(_) | Lexeme::LineEnd => None,
        }
    }

    /// Tells whether one of the words stands at `i`, in any case.
    pub fn is_word(&self, i: usize, words: &[&str]) -> bool {
        self.word(i).is_some_and(|w| words.iter().any(|o| o.eq_ignore_ascii_case(w)))
    }

    /// Returns the symbol at `i`.
    pub fn symbol(&self, i: usize) -> Option<char> {
        match self.all.get(i)?.lexeme {
            Lexeme::Symbol(c) => Some(c),
            Lexeme::Number(_) | Lexeme::Word | Lexeme::LineEnd => None,
        }
    }

    /// Returns the number at `i`.
    pub fn number(&self, i: usize) -> Option<f64> {
        match self.all.get(i)?.lexeme {
            Lexeme::Number(n) => Some(n),
            Lexeme::Symbol(_) | Lexeme::Word | Lexeme::LineEnd => None,
        }
    }

    /// Tells whether the token at `i` follows without a space.
    pub fn glued(&self, i: usize) -> bool {
        self.all.get(i).is_some_and(|t| t.glued)
    }

    /// Tells whether a line ends at `i`.
    pub fn line_end(&self, i: usize) -> bool {
        self.all.get(i).is_some_and(|t| t.lexeme == Lexeme::LineEnd)
    }

    /// Returns the bytes from the start of token `first` to the end of the one before `next`.
    pub fn span(&self, first: usize, next: usize) -> Range<usize> {
        let start = self.all.get(first).map_or(self.text.len(), |t| t.span.start);
        let end = next.checked_sub(1).and_then(|i| self.all.get(i)).map_or(start, |t| t.span.end);
        start..end.max(start)
    }
}

/// Splits a text into tokens.
pub(super) fn scan(text: &str) -> Tokens<'_> {
    let mut scanner = Scanner { text, at: 0, all: Vec::new(), glued: false };
    while let Some(c) = scanner.text[scanner.at..].chars().next() {
        scanner.step(c);
    }
    Tokens { text, all: scanner.all }
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    all: Vec<Token>,
    glued: bool,
}

impl Scanner<'_> {
    fn step(&mut self, c: char) {
        let rest = &self.text[self.at..];
        if c == '\n' {
            self.push(Lexeme::LineEnd, 1);
            self.glued = false;
        } else if c.is_whitespace() {
            self.at += c.len_utf8();
            self.glued = false;
        } else if c.is_ascii_digit() || (c == '.' && self.decimal_starts(rest)) {
            self.number(rest);
        } else if let Some(power) = superscript(rest) {
            self.all.push(Token { lexeme: Lexeme::Symbol('^'), span: self.at..self.at, glued: true });
            self.push(Lexeme::Number(power.0), power.1);
        } else if matches!(c, 'x' | 'X') && self.multiplies(&rest[1..]) {
            self.push(Lexeme::Symbol('×'), 1);
        } else if c.is_alphabetic() || c == '_' {
            self.push(Lexeme::Word, self.word_len(rest));
        } else {
            self.symbol(c, rest);
        }
    }

    fn push(&mut self, lexeme: Lexeme, len: usize) {
        let span = self.at..self.at + len;
        self.at += len;
        self.all.push(Token { lexeme, span, glued: self.glued });
        self.glued = true;
    }

    fn last(&self) -> Option<Lexeme> {
        self.all.last().map(|t| t.lexeme)
    }

    fn after_number(&self) -> bool {
        matches!(self.last(), Some(Lexeme::Number(_)))
    }

    fn decimal_starts(&self, rest: &str) -> bool {
        let digit = rest.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
        let joined = self.glued && matches!(self.last(), Some(Lexeme::Word | Lexeme::Number(_)));
        digit && !joined
    }

    fn number(&mut self, rest: &str) {
        let len = numeral_len(rest.as_bytes());
        let versions = version_len(&rest.as_bytes()[len..]);
        let digits: String = rest[..len].chars().filter(|c| !matches!(c, ',' | '_')).collect();
        match digits.parse::<f64>() {
            Ok(n) if n.is_finite() && versions == 0 => self.push(Lexeme::Number(n), len),
            Ok(_) | Err(_) => self.push(Lexeme::Word, len + versions),
        }
    }

    /// Decides whether an `x` is a multiplication sign. `10x` alone is a factor, `x86` a name.
    fn multiplies(&self, after: &str) -> bool {
        let next = after.chars().next().unwrap_or(' ');
        if next.is_alphabetic() || next == '_' {
            return false;
        }
        let before = self.all.len().checked_sub(2).map(|i| self.all[i].lexeme);
        let operand = match self.last() {
            Some(Lexeme::Number(_) | Lexeme::Symbol(')' | '%' | '+')) => true,
            Some(Lexeme::Word) => !next.is_ascii_digit() || matches!(before, Some(Lexeme::Number(_))),
            Some(Lexeme::Symbol(_) | Lexeme::LineEnd) | None => next.is_ascii_digit() && after_break(self.last()),
        };
        let factor = self.glued && self.after_number() && !next.is_ascii_digit();
        operand && !factor
    }

    fn word_len(&self, rest: &str) -> usize {
        if self.glued && self.after_number() {
            return unit_len(rest);
        }
        let mut len = identifier_len(rest);
        let bytes = rest.as_bytes();
        let numbered = bytes[..len].last().is_some_and(u8::is_ascii_digit);
        if numbered && bytes.get(len) == Some(&b'.') {
            len += version_len(&bytes[len..]);
        }
        len
    }

    fn symbol(&mut self, c: char, rest: &str) {
        let power = rest.starts_with("**") && self.glued && self.after_number();
        let line_start = matches!(self.last(), None | Some(Lexeme::LineEnd));
        match c {
            '*' if power => self.push(Lexeme::Symbol('^'), 2),
            '*' if rest.starts_with("**") => self.push(Lexeme::Symbol('`'), 2),
            '*' if line_start => self.push(Lexeme::Symbol('*'), 1),
            '*' | '×' | '·' | '⋅' | '∙' | '✕' | '✖' => {
                self.push(Lexeme::Symbol('×'), c.len_utf8());
            }
            '÷' => self.push(Lexeme::Symbol('/'), c.len_utf8()),
            '−' => self.push(Lexeme::Symbol('-'), c.len_utf8()),
            '%' | '％' => self.push(Lexeme::Symbol('%'), c.len_utf8()),
            other => self.push(Lexeme::Symbol(other), other.len_utf8()),
        }
    }
}

/// Allows `, x365` and a line that begins with `x365` to go on from the result before.
fn after_break(last: Option<Lexeme>) -> bool {
    matches!(last, Some(Lexeme::Symbol(',' | '.' | ';') | Lexeme::LineEnd))
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| b.is_ascii_digit()).count()
}

fn numeral_len(bytes: &[u8]) -> usize {
    let mut len = digits(bytes);
    if (1..=3).contains(&len) {
        while let Some([b',' | b'_', a, b, c]) = bytes.get(len..len + 4) {
            let three = [a, b, c].iter().all(|d| d.is_ascii_digit());
            if !three || bytes.get(len + 4).is_some_and(u8::is_ascii_digit) {
                break;
            }
            len += 4;
        }
    }
    if bytes.get(len) == Some(&b'.') && bytes.get(len + 1).is_some_and(u8::is_ascii_digit) {
        len += 1 + digits(&bytes[len + 1..]);
    }
    len + exponent_len(&bytes[len..])
}

fn exponent_len(bytes: &[u8]) -> usize {
    let sign = usize::from(matches!(bytes.get(1), Some(b'+' | b'-')));
    let power = digits(bytes.get(1 + sign..).unwrap_or_default());
    let end = 1 + sign + power;
    let ends = !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric);
    match bytes.first() {
        Some(b'e' | b'E') if power > 0 && ends => end,
        Some(_) | None => 0,
    }
}

/// Measures `.2.3` behind a decimal: a version or an address, no quantity.
fn version_len(bytes: &[u8]) -> usize {
    let mut len = 0;
    while bytes.get(len) == Some(&b'.') && bytes.get(len + 1).is_some_and(u8::is_ascii_digit) {
        len += 1 + digits(&bytes[len + 1..]);
    }
    len
}

fn identifier_len(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inner = matches!(c, '\'' | '’') && chars.peek().is_some_and(|n| n.1.is_alphabetic());
        if !(c.is_alphabetic() || c.is_ascii_digit() || c == '_' || inner) {
            return at;
        }
    }
    rest.len()
}

/// Measures the letters behind a digit, leaving the `x` of `50GBx365` to multiply.
fn unit_len(rest: &str) -> usize {
    let len = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()).max(1);
    let digit = rest.as_bytes().get(len).is_some_and(u8::is_ascii_digit);
    let sign = len > 1 && digit && matches!(rest.as_bytes()[len - 1], b'x' | b'X');
    if sign { len - 1 } else { len }
}

fn superscript(rest: &str) -> Option<(f64, usize)> {
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let mut value = 0.0;
    let mut len = 0;
    // Four at most, so that a long run of powers stays linear.
    for c in rest.chars().take(4) {
        let Some(digit) = RAISED.chars().position(|r| r == c) else {
            break;
        };
        value = value * 10.0 + f64::from(u8::try_from(digit).unwrap_or(0));
        len += c.len_utf8();
    }
    (len > 0).then_some((value, len))
}
