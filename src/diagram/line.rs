//! One line as names and arrows.

use std::ops::Range;

/// Says what a piece of a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text between arrows and separators, trimmed and not empty.
    Name(Range<usize>),
    /// An arrow, with its label.
    Arrow(Direction, Option<String>),
    /// `,` `&` or `+` between names of a group.
    And,
    /// The opening of a group.
    Open,
    /// The closing of a group.
    Close,
    /// The end of a sentence: arrows do not reach over it.
    Stop,
}

/// Says which way an arrow points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// To the right.
    Right,
    /// To the left.
    Left,
    /// Both ways.
    Both,
    /// A line without a head, taken as to the right.
    Plain,
}

/// Splits a line that begins at byte `base` of its text.
pub(super) fn pieces(line: &str, base: usize) -> Vec<Piece> {
    let mut splitter = Splitter { line, base, from: 0, all: Vec::new(), open: 0 };
    let mut at = 0;
    while at < line.len() {
        at = splitter.step(at);
    }
    splitter.name(line.len());
    splitter.all
}

struct Splitter<'l> {
    line: &'l str,
    base: usize,
    from: usize,
    all: Vec<Piece>,
    open: usize,
}

impl Splitter<'_> {
    /// Takes one character, shape or arrow, and returns where the next begins.
    fn step(&mut self, at: usize) -> usize {
        let rest = &self.line[at..];
        if let Some((len, direction)) = arrow(rest, self.spaced(at)) {
            self.name(at);
            return self.arrow(at + len, direction);
        }
        let c = rest.chars().next().unwrap_or(' ');
        let next = at + c.len_utf8();
        match c {
            '[' | '{' if self.glued_name(at) => self.shape(at),
            '(' if self.glued_name(at) => self.shape(at),
            '(' | '[' | '{' if self.groups(at) => self.mark(at, next, Piece::Open),
            ')' | ']' | '}' if self.open > 0 => self.mark(at, next, Piece::Close),
            ',' => self.mark(at, next, Piece::And),
            '&' | '+' if self.spaced(at) => self.mark(at, next, Piece::And),
            ';' | '`' => self.mark(at, next, Piece::Stop),
            '.' | '!' | '?' | ':' if ends(&self.line[next..]) => self.mark(at, next, Piece::Stop),
            _ => next,
        }
    }

    fn mark(&mut self, at: usize, next: usize, piece: Piece) -> usize {
        self.name(at);
        match piece {
            Piece::Open => self.open += 1,
            Piece::Close => self.open -= 1,
            Piece::Name(_) | Piece::Arrow(..) | Piece::And | Piece::Stop => {}
        }
        self.all.push(piece);
        self.from = next;
        next
    }

    /// Ends the name that runs up to `to`.
    fn name(&mut self, to: usize) {
        let text = self.line.get(self.from..to).unwrap_or_default();
        // Bullets and quote marks are no part of a name.
        let marks = |c: char| c.is_whitespace() || matches!(c, '-' | '*' | '•' | '>' | '#' | '|');
        let start = self.from + text.len() - text.trim_start_matches(marks).len();
        let name = text.trim_start_matches(marks).trim_end();
        if name.chars().any(char::is_alphanumeric) {
            let start = self.base + start;
            self.all.push(Piece::Name(start..start + name.len()));
        }
        self.from = to;
    }

    /// Reads Mermaid's `|label|` behind an arrow, or passes over `-- label -->`.
    fn arrow(&mut self, after: usize, direction: Direction) -> usize {
        let rest = &self.line[after..];
        let inner = rest.trim_start().strip_prefix('|');
        let quoted = inner.and_then(|text| text.find('|').map(|end| (&text[..end], end)));
        let (label, next) = match quoted {
            Some((label, end)) => {
                let start = after + rest.len() - inner.map_or(0, str::len);
                (Some(clean(label)), start + end + 1)
            }
            None => (None, after),
        };
        self.all.push(Piece::Arrow(direction, label.filter(|l| !l.is_empty())));
        self.from = next;
        next
    }

    /// Passes over a label in brackets, which belongs to the name: `A[(Users, by id)]`.
    fn shape(&self, at: usize) -> usize {
        let bytes = self.line.as_bytes();
        let mut depth = 0_usize;
        let mut quoted = false;
        // Labels are short; a bracket that never closes must not cost a scan each.
        for (offset, byte) in bytes[at..].iter().take(200).enumerate() {
            match byte {
                b'"' => quoted = !quoted,
                b'(' | b'[' | b'{' if !quoted => depth += 1,
                b')' | b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && !quoted {
                return at + offset + 1;
            }
        }
        at + 1
    }

    fn spaced(&self, at: usize) -> bool {
        self.line[..at].chars().next_back().is_none_or(char::is_whitespace)
    }

    fn glued_name(&self, at: usize) -> bool {
        at > self.from && !self.spaced(at)
    }

    /// A bracket opens a group right behind an arrow, a separator or at the start.
    fn groups(&self, at: usize) -> bool {
        let pending = self.line.get(self.from..at).unwrap_or_default();
        let first = !pending.contains(char::is_alphanumeric);
        first && matches!(self.all.last(), None | Some(Piece::Arrow(..) | Piece::And | Piece::Open | Piece::Stop))
    }
}

fn ends(rest: &str) -> bool {
    rest.chars().next().is_none_or(char::is_whitespace)
}

/// Drops quotes and spaces around a label, and makes its spaces single.
pub(super) fn clean(label: &str) -> String {
    let bare = label.trim_matches(|c: char| c.is_whitespace() || c == '"');
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Measures the arrow a text begins with. A bare `--` or `---` needs a space before it, for
/// words are joined by dashes too.
fn arrow(rest: &str, spaced: bool) -> Option<(usize, Direction)> {
    let c = rest.chars().next()?;
    match c {
        '→' | '⇒' | '⟶' | '⟹' | '➔' | '➜' | '⇨' => {
            return Some((c.len_utf8(), Direction::Right));
        }
        '←' | '⇐' | '⟵' => return Some((c.len_utf8(), Direction::Left)),
        '↔' | '⇔' | '⟷' => return Some((c.len_utf8(), Direction::Both)),
        '<' | '-' | '=' | '─' => {}
        _ => return None,
    }
    let left = c == '<';
    let body = &rest[usize::from(left)..];
    // Longer runs are rules, not arrows; the limit keeps them linear too.
    let shaft: usize =
        body.chars().take_while(|c| matches!(c, '-' | '=' | '.' | '─')).take(12).map(char::len_utf8).sum();
    let strokes = &body[..shaft];
    let drawn = strokes.contains(['-', '=', '─']) && !strokes.contains(".=");
    let headed = body[shaft..].starts_with('>');
    let len = usize::from(left) + shaft + usize::from(headed);
    // `<=` and `>=` compare, `=` assigns.
    match (left, headed) {
        _ if !drawn => None,
        (true, true) => Some((len, Direction::Both)),
        (false, true) => Some((len, Direction::Right)),
        (true, false) if strokes.starts_with(['-', '─']) => Some((len, Direction::Left)),
        (true, false) => None,
        (false, false) if spaced && matches!(strokes, "---" | "-.-" | "===" | "----") => Some((len, Direction::Plain)),
        (false, false) => None,
    }
}
