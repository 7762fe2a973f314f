//! Drawings: does the graph that an answer's arrows make have the component, the path or the redundancy that is asked for?

use super::{Evidence, Matches, Occurrence, PatternId};
use crate::diagram::{self, Diagram};
use crate::rubric::Drawing;
use crate::text::Span;

/// What a drawing must show, compiled: a pattern of one slot for each component.
#[derive(Debug)]
pub struct Shown {
    components: Vec<PatternId>,
    redundant: bool,
}

impl Shown {
    /// A drawing with the patterns of its components, in order.
    pub fn new(drawing: &Drawing, components: Vec<PatternId>) -> Self {
        Shown { components, redundant: drawing.redundant }
    }

    /// The components of a drawing that shows it.
    pub fn evidence(&self, matches: &Matches<'_, '_>) -> Option<Evidence> {
        let drawing = diagram::find(matches.text().original())?;
        let places = self.components.iter().map(|p| matches.fillings(*p).next().unwrap_or_default());
        let nodes: Vec<Vec<usize>> = places.map(|found| named(&drawing, matches, found)).collect();
        let walk = walk(&drawing, &nodes)?;
        if self.redundant && !redundant(&drawing, walk.first().copied()?, walk.last().copied()?) {
            return None;
        }
        evidence(matches, &drawing, &walk)
    }
}

/// The nodes whose name holds one of the occurrences.
fn named(drawing: &Diagram, matches: &Matches<'_, '_>, found: &[Occurrence]) -> Vec<usize> {
    let text = matches.text();
    let inside = |span: &Span, o: &Occurrence| {
        let bytes = o.span(text);
        bytes.start < span.end && span.start < bytes.end
    };
    drawing.nodes_named(|node| found.iter().any(|o| inside(&node.span, o))).collect()
}

/// One node for each component, arrows leading from each to the next.
fn walk(drawing: &Diagram, nodes: &[Vec<usize>]) -> Option<Vec<usize>> {
    fn from(drawing: &Diagram, at: usize, rest: &[Vec<usize>]) -> Option<Vec<usize>> {
        let Some((next, rest)) = rest.split_first() else { return Some(vec![at]) };
        let reached = next.iter().filter(|node| drawing.path(at, **node));
        let mut tails = reached.filter_map(|node| from(drawing, *node, rest));
        tails.next().map(|tail| std::iter::once(at).chain(tail).collect())
    }
    let (first, rest) = nodes.split_first()?;
    first.iter().find_map(|at| from(drawing, *at, rest))
}

/// Whether no single component between the two stands on every way: each may fail alone. A name that says "cluster" or
/// "replicas" stands for several.
fn redundant(drawing: &Diagram, first: usize, last: usize) -> bool {
    const SEVERAL: &[&str] =
        &["cluster", "replica", "standby", "pool", "fleet", "shards", "sharded", "pair", "ha", "servers", "nodes"];
    let several = |node: usize| {
        let label = drawing.nodes[node].label.to_lowercase();
        label
            .split(|c: char| !c.is_alphanumeric())
            .any(|w| SEVERAL.contains(&w) || SEVERAL.contains(&w.trim_end_matches('s')))
            || label.contains(|c: char| c.is_ascii_digit())
    };
    let inner = (0..drawing.nodes.len()).filter(|node| *node != first && *node != last && !several(*node));
    inner.into_iter().all(|node| drawing.without(node).path(first, last))
}

fn evidence(matches: &Matches<'_, '_>, drawing: &Diagram, walk: &[usize]) -> Option<Evidence> {
    let mut spans: Vec<Span> = walk.iter().map(|node| drawing.nodes[*node].span.clone()).collect();
    spans.sort_by_key(|span| span.start);
    spans.dedup();
    let (start, end) = (spans.first()?.start, spans.last()?.end);
    let tokens = super::tokens_in(matches.text(), &(start..end))?;
    Some(Evidence { sentence: matches.sentence_of(tokens), spans, denied: None, tokens })
}
