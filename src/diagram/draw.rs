//! The graph as Mermaid and as plain lines.

use super::{Diagram, Edge};
use std::fmt::Write as _;

impl Diagram {
    /// Returns the graph as a Mermaid flowchart. Ids are `n0`, `n1`…; labels are quoted, with
    /// anything Mermaid or HTML could read as markup written as an entity.
    pub fn to_mermaid(&self) -> String {
        let mut out = String::from("flowchart LR\n");
        for (at, node) in self.nodes.iter().enumerate() {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "    n{at}[\"{}\"]", escape(&node.label));
        }
        for edge in &self.edges {
            let label = edge.label.as_deref().map(escape);
            let label = label.map_or(String::new(), |l| format!("|\"{l}\"|"));
            let _ = writeln!(out, "    n{} -->{label} n{}", edge.from, edge.to);
        }
        out
    }

    /// Returns the graph as lines such as `client -> lb -> api` and `api -> (cache, db)`: one
    /// line for each run of single arrows, ended by a group where a node has several.
    pub fn to_text(&self) -> Vec<String> {
        let groups = self.groups();
        let inside = self.inside(&groups);
        let mut drawn = vec![false; self.nodes.len()];
        let heads = (0..self.nodes.len()).filter(|at| !inside[*at]);
        // What no head leads to are rings; they are entered anywhere.
        let order: Vec<usize> = heads.chain(0..self.nodes.len()).collect();
        let runs = order.into_iter().map(|at| self.run(&groups, &inside, &mut drawn, at));
        runs.flatten().collect()
    }

    fn run(&self, groups: &[Vec<&Edge>], inside: &[bool], drawn: &mut [bool], head: usize) -> Option<String> {
        let mut line = self.label(head);
        let mut at = head;
        let mut arrows = 0;
        while !std::mem::replace(&mut drawn[at], true) && !groups[at].is_empty() {
            arrows += 1;
            let [only] = groups[at][..] else {
                line.push_str(&self.fan(&groups[at]));
                break;
            };
            let _ = write!(line, " {} {}", arrow(only), self.label(only.to));
            if !inside[only.to] {
                break;
            }
            at = only.to;
        }
        (arrows > 0).then_some(line)
    }

    fn fan(&self, group: &[&Edge]) -> String {
        let name = |e: &&Edge| match &e.label {
            Some(label) => format!("{}: {}", label, self.label(e.to)),
            None => self.label(e.to),
        };
        let names: Vec<String> = group.iter().map(name).collect();
        format!(" -> ({})", names.join(", "))
    }

    fn label(&self, at: usize) -> String {
        self.nodes.get(at).map(|n| n.label.clone()).unwrap_or_default()
    }

    /// Marks the nodes that only a single arrow of a single-arrow node enters.
    fn inside(&self, groups: &[Vec<&Edge>]) -> Vec<bool> {
        let mut entered = vec![0_usize; self.nodes.len()];
        for edge in &self.edges {
            entered[edge.to] += 1;
        }
        let mut inside = vec![false; self.nodes.len()];
        for edge in &self.edges {
            inside[edge.to] = entered[edge.to] == 1 && groups[edge.from].len() == 1;
        }
        inside
    }

    fn groups(&self) -> Vec<Vec<&Edge>> {
        let mut groups: Vec<Vec<&Edge>> = vec![Vec::new(); self.nodes.len()];
        for edge in &self.edges {
            groups[edge.from].push(edge);
        }
        groups
    }
}

fn arrow(edge: &Edge) -> String {
    match &edge.label {
        Some(label) => format!("-{label}->"),
        None => "->".to_owned(),
    }
}

/// Writes what Mermaid or HTML could read as markup as `#code;`, Mermaid's entity.
fn escape(label: &str) -> String {
    let mut out = String::new();
    for c in label.chars() {
        if c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | ',' | '/' | ':' | '(' | ')' | '\'') {
            out.push(c);
        } else {
            let _ = write!(out, "#{};", u32::from(c));
        }
    }
    out
}
