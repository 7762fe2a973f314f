//! Components and arrows in any text.

use sparring::diagram::find;

pub fn diagrams(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Some(diagram) = find(&text) else { return };
    for node in &diagram.nodes {
        assert!(text.get(node.span.clone()).is_some_and(|t| !t.is_empty()), "{node:?}");
    }
    for edge in &diagram.edges {
        assert!(edge.from < diagram.nodes.len() && edge.to < diagram.nodes.len(), "{edge:?}");
        assert!(diagram.path(edge.from, edge.to), "{edge:?}");
    }
    assert!(!diagram.to_text().is_empty());
    let mermaid = diagram.to_mermaid();
    let (first, rest) = mermaid.split_once('\n').unwrap();
    assert!(first == "flowchart LR" && !rest.contains('<'), "{mermaid}");
    // Without a component, its arrows are gone and the others stay.
    for node in (0..diagram.nodes.len()).take(4) {
        let touching = diagram.edges.iter().filter(|edge| edge.from == node || edge.to == node).count();
        let without = diagram.without(node);
        assert_eq!(without.edges.len() + touching, diagram.edges.len(), "{node} of {diagram:?}");
    }
}
