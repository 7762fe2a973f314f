//! Diagrams in prose and in Mermaid, as data.

use proptest::prelude::*;
use sparring::diagram::{Diagram, find};

fn rows() -> Vec<(String, String)> {
    include_str!("data/diagrams.txt")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.rsplit_once(" | "))
        .map(|(text, lines)| (text.replace("\\n", "\n").replace("\\|", "|"), lines.to_owned()))
        .collect()
}

fn lines(text: &str) -> String {
    find(text).map_or("-".to_owned(), |d| d.to_text().join("; "))
}

#[test]
fn arrows_are_drawn_as_the_table_says() {
    let rows = rows();
    assert!(rows.len() >= 30, "{} rows", rows.len());
    let wrong: Vec<String> = rows
        .iter()
        .filter(|(text, expected)| lines(text) != *expected)
        .map(|(text, expected)| format!("{text}\n    {}\n    not {expected}", lines(text)))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn at(diagram: &Diagram, label: &str) -> usize {
    let label = label.to_owned();
    diagram.nodes_named(move |n| n.label == label).next().unwrap_or(usize::MAX)
}

#[test]
fn paths_follow_the_arrows() {
    let diagram = find("client -> lb -> api -> (cache, db)\ndb -> replica").unwrap();
    let path = |a: &str, b: &str| diagram.path(at(&diagram, a), at(&diagram, b));
    assert!(path("client", "replica"));
    assert!(!path("replica", "client"));
    assert!(!path("cache", "db"));
    assert!(!path("client", "client"));
    assert!(!diagram.path(99, 0));
    assert!(!diagram.path(0, 99));
    let ring = find("a -> b -> a").unwrap();
    assert!(ring.path(0, 0));
}

#[test]
fn spans_point_at_the_first_mention() {
    let text = "so the client -> api";
    let diagram = find(text).unwrap();
    let named: Vec<&str> = diagram.nodes.iter().map(|n| &text[n.span.clone()]).collect();
    assert_eq!(named, ["the client", "api"]);
}

#[test]
fn mermaid_comes_back_as_the_same_graph() {
    let diagram = find("A[Client] -->|reads| B(API)\nB --> C[(a \"b\" <script>)]").unwrap();
    let mermaid = diagram.to_mermaid();
    assert_eq!(
        mermaid,
        "flowchart LR\n    n0[\"Client\"]\n    n1[\"API\"]\n    n2[\"a #34;b#34; #60;script#62;\"]\n    n0 -->|\"reads\"| n1\n    n1 --> n2\n"
    );
    let again = find(&mermaid).unwrap();
    assert_eq!(again.edges, diagram.edges);
    assert_eq!(again.nodes[0].label, "Client");
}

fn consistent(text: &str) {
    let Some(diagram) = find(text) else { return };
    for node in &diagram.nodes {
        assert!(text.get(node.span.clone()).is_some_and(|t| !t.is_empty()));
    }
    for edge in &diagram.edges {
        assert!(edge.from < diagram.nodes.len() && edge.to < diagram.nodes.len());
    }
    assert!(!diagram.to_text().is_empty());
    assert!(!diagram.to_mermaid().lines().skip(1).any(|l| l.contains('<')));
}

fn piece() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "a",
        "b",
        "client",
        "é",
        "日",
        "->",
        "-->",
        "=>",
        "<-",
        "<->",
        "---",
        "-.->",
        "==>",
        "→",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "\"",
        "|",
        ",",
        "&",
        "+",
        ";",
        ".",
        ":",
        "\n",
        "graph LR",
        "flowchart",
        "subgraph",
        "end",
        "```",
        "the",
        "and",
        "-",
        "=",
        "<",
        ">",
        "%%",
        "─",
        "İ",
    ];
    (prop::sample::select(WORDS), prop::sample::select(&["", " "])).prop_map(|(w, s)| format!("{w}{s}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_the_reader(text in "\\PC*") {
        consistent(&text);
    }

    #[test]
    fn no_mixture_of_pieces_breaks_the_reader(pieces in prop::collection::vec(piece(), 0..60)) {
        consistent(&pieces.concat());
    }
}

/// Each piece repeated at length: a quadratic pass would take minutes here.
#[test]
fn long_hostile_text_is_read() {
    let pieces = [
        "-",
        "->",
        "- ",
        "a->",
        "a -> b\n",
        "a,",
        "a(",
        "(",
        "[",
        "a[",
        "|",
        "->|",
        "->|a",
        "a & ",
        "a & b -> ",
        "(a, b) -> ",
        "=",
        "<",
        "a ",
        "a -> b. ",
        "\n",
        "\"",
        ", ->a",
        "a\n->",
    ];
    for piece in pieces {
        let text = piece.repeat((1 << 18) / piece.len());
        if let Some(diagram) = find(&text) {
            let _ = (diagram.to_text(), diagram.to_mermaid(), diagram.path(0, 1));
        }
    }
}
