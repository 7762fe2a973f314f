//! Components and arrows: `client -> lb -> api -> (cache, db)` and Mermaid flowcharts, as a graph.
//!
//! Nothing here fails on any text, and every pass is linear in the text.

mod draw;
mod line;
mod parse;

use std::ops::Range;

pub use parse::find;

/// Holds a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The name arrows refer to: Mermaid's id, or the words as written.
    pub id: String,
    /// What the component is called: Mermaid's label, else the id.
    pub label: String,
    /// Bytes of the original text where it was first named.
    pub span: Range<usize>,
}

/// Holds an arrow from one node to another, by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The node it leaves.
    pub from: usize,
    /// The node it reaches.
    pub to: usize,
    /// The words on the arrow.
    pub label: Option<String>,
}

/// Holds the components and arrows of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diagram {
    /// The components, in order of first mention.
    pub nodes: Vec<Node>,
    /// The arrows, in order; none twice.
    pub edges: Vec<Edge>,
}

impl Diagram {
    /// Returns the indices of the nodes whose node satisfies the predicate.
    pub fn nodes_named<'d>(&'d self, pred: impl Fn(&Node) -> bool + 'd) -> impl Iterator<Item = usize> + 'd {
        let named = move |(at, node): (usize, &Node)| pred(node).then_some(at);
        self.nodes.iter().enumerate().filter_map(named)
    }

    /// Tells whether arrows lead from one node to another; a node does not lead to itself
    /// unless a cycle does.
    pub fn path(&self, from: usize, to: usize) -> bool {
        let next = self.successors();
        let mut seen = vec![false; self.nodes.len()];
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            for &reached in next.get(at).into_iter().flatten() {
                if reached == to {
                    return true;
                }
                if let Some(mark) = seen.get_mut(reached).filter(|m| !**m) {
                    *mark = true;
                    open.push(reached);
                }
            }
        }
        false
    }

    /// Returns the diagram with a node's arrows taken away.
    pub fn without(&self, node: usize) -> Diagram {
        let edges = self.edges.iter().filter(|e| e.from != node && e.to != node).cloned().collect();
        Diagram { nodes: self.nodes.clone(), edges }
    }

    fn successors(&self) -> Vec<Vec<usize>> {
        let mut next = vec![Vec::new(); self.nodes.len()];
        for edge in &self.edges {
            if let Some(reached) = next.get_mut(edge.from) {
                reached.push(edge.to);
            }
        }
        next
    }
}
