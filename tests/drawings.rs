//! Points that a drawing earns: a component, a path, no single point of failure.

use sparring::matching::{By, Field, Marker};
use sparring::rubric::{Library, Question, Rubric};

/// Whether a drawing of these components (`|` between alternatives, spaces between components) is found in an answer.
fn found(path: &str, redundant: bool, answer: &str) -> bool {
    let path: Vec<&str> = path.split(' ').collect();
    let question = serde_json::json!({
        "id": "drawn", "title": "Drawn", "topic": "test", "prompt": "Draw it.", "answer": answer,
        "points": [{
            "id": "path", "says": "The way.", "drawing": { "path": path, "redundant": redundant },
            "hint": "Which way?", "probe": "Which?", "answer": answer
        }]
    });
    let question: Question = serde_json::from_value(question).unwrap();
    let field = Field::new(Library::new(Vec::new()).vocabulary().unwrap().get());
    let findings = Marker::new(&Rubric::Question(question), &field).find(answer);
    findings.points[0].evidence.iter().any(|s| s.by == By::Drawing)
}

#[track_caller]
fn check(path: &str, answer: &str, expected: bool) {
    assert_eq!(found(path, false, answer), expected, "{path} in {answer}");
}

#[test]
fn a_path_is_found_whatever_its_components_are_called() {
    check("client load_balancer database", "client -> lb -> api -> (cache, db)", true);
    check("client|user load_balancer database", "user -> HAProxy -> app servers -> Postgres", true);
    check("client database", "flowchart LR\nA[Browser] --> B{API}\nB --> C[(MySQL)]", true);
    check("cache", "client -> api -> redis", true);
    check("client load_balancer database", "lb -> client\ndb -> lb", false);
    check("client queue database", "client -> lb -> api -> (cache, db)", false);
    check("client database", "The client asks the server, and the server asks the database.", false);
    check("cache", "We need a cache.", false);
}

#[test]
fn a_single_point_of_failure_is_seen_in_the_drawing() {
    let twice = "client -> lb1\nclient -> lb2\nlb1 -> api cluster\nlb2 -> api cluster\napi cluster -> db";
    assert!(found("client db|database", true, twice));
    assert!(!found("client db|database", true, "client -> lb -> api cluster -> db"));
    assert!(found("client db|database", true, "client -> lb pair -> api servers -> db"));
}
