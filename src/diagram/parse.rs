//! From lines to a graph.

use super::line::{Direction, Piece, clean, pieces};
use super::{Diagram, Edge, Node};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Longer names are prose around an arrow; their nearest words are kept.
const WORDS: usize = 4;
/// More edges from one line would grow with the square of its groups.
const GROUP: usize = 16;

/// Finds the components and arrows of a text; `None` when no arrow joins two names.
///
/// Names are the same component when they agree without regard to case, spaces and articles.
/// A Mermaid line without a head (`A --- B`) counts as an arrow to the right.
pub fn find(text: &str) -> Option<Diagram> {
    let mut builder = Builder { text, diagram: Diagram::default(), known: HashMap::new(), drawn: HashSet::new() };
    let mut last = Vec::new();
    let mut base = 0;
    for line in text.split_inclusive('\n') {
        if !skipped(line) {
            last = builder.line(&pieces(line, base), last);
        }
        base += line.len();
    }
    (!builder.diagram.edges.is_empty()).then_some(builder.diagram)
}

/// Mermaid's own words draw nothing. Those that are English words too need their arguments.
fn skipped(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().take(3).collect();
    match words[..] {
        ["end" | "---"] => true,
        ["graph", direction, ..] => {
            matches!(direction.trim_end_matches(';'), "LR" | "RL" | "TD" | "TB" | "BT")
        }
        [word, ..] => {
            let own = ["flowchart", "subgraph", "classDef", "linkStyle", "style", "%%"];
            own.contains(&word) || word.starts_with("```")
        }
        [] => false,
    }
}

struct Builder<'t> {
    text: &'t str,
    diagram: Diagram,
    known: HashMap<String, usize>,
    drawn: HashSet<(usize, usize)>,
}

/// Where a line stands: the names left of the arrow, the arrow, the names right of it.
#[derive(Default)]
struct Walk {
    left: Vec<usize>,
    right: Vec<usize>,
    arrow: Option<(Direction, Option<String>)>,
    /// Names met before the first arrow; only the last one, or a group, is a component.
    first: Vec<Range<usize>>,
    depth: usize,
    joined: bool,
}

impl Builder<'_> {
    /// Adds a line's arrows; a line that begins with an arrow goes on from the line before.
    fn line(&mut self, pieces: &[Piece], last: Vec<usize>) -> Vec<usize> {
        if !pieces.iter().any(|p| matches!(p, Piece::Arrow(..))) {
            return self.declare(pieces, last);
        }
        let mut walk = Walk::default();
        if matches!(pieces.first(), Some(Piece::Arrow(..))) {
            walk.left = last;
        }
        for (at, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Name(span) => self.name(&mut walk, span.clone(), pieces.get(at + 1)),
                Piece::Arrow(direction, label) => {
                    self.settle(&mut walk);
                    walk.arrow = Some((*direction, label.clone()));
                }
                Piece::And => walk.joined = true,
                Piece::Open => walk.depth += 1,
                Piece::Close => walk.depth = walk.depth.saturating_sub(1),
                Piece::Stop => {
                    self.settle(&mut walk);
                    walk = Walk::default();
                }
            }
        }
        self.settle(&mut walk);
        walk.left
    }

    /// `A[Web server]` alone on a line names a component that arrows use.
    fn declare(&mut self, pieces: &[Piece], last: Vec<usize>) -> Vec<usize> {
        if let [Piece::Name(span)] = pieces {
            let written = &self.text[span.clone()];
            let (id, label) = split(written);
            if label.is_some() && !id.contains(' ') && !id.is_empty() {
                return vec![self.node(span.clone())];
            }
        }
        if pieces.is_empty() { last } else { Vec::new() }
    }

    fn name(&mut self, walk: &mut Walk, span: Range<usize>, next: Option<&Piece>) {
        let before = walk.arrow.is_none() && walk.left.is_empty();
        if before {
            // Of prose before the first arrow only the words next to it are a component.
            let group = walk.joined && (walk.depth > 0 || short(self.text, &walk.first));
            if !group || walk.first.len() >= GROUP {
                walk.first.clear();
            }
            walk.first.push(near_end(self.text, span));
        } else if walk.arrow.is_some()
            && walk.right.len() < GROUP
            && (walk.right.is_empty() || walk.joined && self.continues(walk, &span, next))
        {
            let node = self.node(near_start(self.text, span));
            walk.right.push(node);
        }
        walk.joined = false;
    }

    /// Outside brackets a comma goes on with the group only for short names, not for prose.
    fn continues(&self, walk: &Walk, span: &Range<usize>, next: Option<&Piece>) -> bool {
        let words = self.text[span.clone()].split_whitespace().count();
        let prose = self.text[span.clone()].split_whitespace().next().is_some_and(opens_prose);
        walk.depth > 0 || words <= 2 && !prose && !matches!(next, Some(Piece::Arrow(..))) || self.ampersand(span)
    }

    fn ampersand(&self, span: &Range<usize>) -> bool {
        self.text[..span.start].trim_end().ends_with('&')
    }

    /// Draws the arrow that was waiting for the names on its right.
    fn settle(&mut self, walk: &mut Walk) {
        for span in std::mem::take(&mut walk.first) {
            let node = self.node(span);
            walk.left.push(node);
        }
        let Some((direction, label)) = walk.arrow.take() else {
            return;
        };
        for &left in walk.left.iter().take(GROUP) {
            for &right in &walk.right {
                match direction {
                    Direction::Right | Direction::Plain => self.edge(left, right, &label),
                    Direction::Left => self.edge(right, left, &label),
                    Direction::Both => {
                        self.edge(left, right, &label);
                        self.edge(right, left, &label);
                    }
                }
            }
        }
        if !walk.right.is_empty() {
            walk.left = std::mem::take(&mut walk.right);
        }
    }

    fn edge(&mut self, from: usize, to: usize, label: &Option<String>) {
        if self.drawn.insert((from, to)) {
            self.diagram.edges.push(Edge { from, to, label: label.clone() });
        }
    }

    fn node(&mut self, span: Range<usize>) -> usize {
        let (id, label) = split(&self.text[span.clone()]);
        let key = key(&id);
        let nodes = &mut self.diagram.nodes;
        let at = *self.known.entry(key).or_insert_with(|| {
            nodes.push(Node { label: id.clone(), id, span });
            nodes.len() - 1
        });
        if let (Some(label), Some(node)) = (label, nodes.get_mut(at)) {
            node.label = label;
        }
        at
    }
}

fn key(id: &str) -> String {
    let words = id.split_whitespace().map(str::to_lowercase);
    let named: Vec<String> = words.filter(|w| !matches!(w.as_str(), "the" | "a" | "an")).collect();
    named.join(" ")
}

/// Splits `A[(Web server)]` into its id and its label; of `api (stateless)` the remark goes.
fn split(written: &str) -> (String, Option<String>) {
    let closed = written.ends_with([']', ')', '}']);
    let shape = written.find(['[', '(', '{']).filter(|at| *at > 0 && closed);
    let Some(at) = shape else {
        return (clean(written), None);
    };
    let id = clean(&written[..at]);
    let label = clean(written[at..].trim_matches(|c| "[](){}/\\".contains(c)));
    let remark = written[..at].ends_with(char::is_whitespace);
    if label.is_empty() || remark { (id, None) } else { (id, Some(label)) }
}

fn opens_prose(word: &str) -> bool {
    ["which", "then", "so", "where", "with", "that", "because", "we", "it", "and", "but", "this"].contains(&word)
}

fn short(text: &str, names: &[Range<usize>]) -> bool {
    names.iter().all(|n| text[n.clone()].split_whitespace().count() == 1)
}

/// A name in one bracketed shape is kept whole, however long its label.
fn shaped(text: &str) -> bool {
    split(text).1.is_some()
}

/// Keeps the last words of prose before an arrow: "so the client" is "client".
fn near_end(text: &str, span: Range<usize>) -> Range<usize> {
    let name = &text[span.clone()];
    if shaped(name) || name.split_whitespace().count() <= WORDS && !name.split_whitespace().any(breaks) {
        return span;
    }
    let mut start = name.len();
    for word in name.split_whitespace().rev().take(WORDS - 1) {
        if breaks(word) {
            break;
        }
        start = word.as_ptr().addr() - name.as_ptr().addr();
    }
    if start == name.len() { span } else { span.start + start..span.end }
}

/// Keeps the first words of prose behind an arrow: "the db and then we" is "the db".
fn near_start(text: &str, span: Range<usize>) -> Range<usize> {
    let name = &text[span.clone()];
    if shaped(name) {
        return span;
    }
    let mut end = 0;
    for word in name.split_whitespace().take(WORDS) {
        if breaks(word) && end > 0 {
            break;
        }
        end = word.as_ptr().addr() - name.as_ptr().addr() + word.len();
    }
    span.start..span.start + end
}

/// Words no component's name holds.
fn breaks(word: &str) -> bool {
    let words = [
        "is", "go", "from", "via", "through", "flow", "path", "are", "so", "then", "which", "that", "and", "we",
        "goes", "flows", "when", "where", "for", "with", "because", "if", "have", "has", "use", "uses", "like", "as",
        "but", "it", "be", "would", "will",
    ];
    words.contains(&word)
}
