//! What must be true of marking whatever is typed.

#[path = "support/ready.rs"]
mod ready;

use std::sync::LazyLock;

use proptest::prelude::*;
use ready::{Ready, ready};
use sparring::rubric::StepId;
use sparring::scoring::{Grader, Scorecard};

static BANK: LazyLock<Vec<Ready>> = LazyLock::new(|| {
    ready(&[
        ("cap-tradeoffs", None),
        ("url-shortener", Some(StepId::Estimation)),
        ("url-shortener", Some(StepId::HighLevel)),
        ("rate-limiter", None),
    ])
});

fn grade(answer: &str) -> Vec<Scorecard> {
    BANK.iter().map(|(rubric, marker, step)| Grader::new(rubric, marker).grade(*step, answer)).collect()
}

/// Words that marking looks at closely, between arbitrary ones.
fn pieces() -> impl Strategy<Value = String> {
    let telling = prop::sample::select(vec![
        "partition",
        "not",
        "no",
        "never",
        "100M",
        "/",
        "x",
        "=",
        "50 GB",
        "a day",
        "->",
        "client",
        "cache",
        ",",
        ".",
        "\n",
        "\n\n",
        "consistency",
        "availability",
        "instead of",
        "some say",
        "is wrong",
        "(",
        ")",
        "-",
        "cosnistency",
        "24",
        "/s",
        "\u{202e}",
        "\u{1f600}",
        "e\u{301}",
    ]);
    let arbitrary = "\\PC{0,12}";
    prop::collection::vec(prop_oneof![telling.prop_map(str::to_owned), arbitrary], 0..60).prop_map(|all| all.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_has_a_mark_and_evidence_inside_it(answer in pieces()) {
        for card in grade(&answer) {
            prop_assert!((0.0..=1.0).contains(&card.score), "{}", card.score);
            let marks = card.points.iter().flat_map(|p| &p.evidence).chain(card.flags.iter().map(|f| &f.span));
            for span in marks {
                prop_assert!(answer.get(span.clone()).is_some(), "{span:?}");
            }
            prop_assert!(card.points.iter().all(|p| (0.0..=1.0).contains(&p.credit)));
        }
    }

    #[test]
    fn the_same_answer_has_the_same_marks(answer in pieces()) {
        prop_assert_eq!(grade(&answer), grade(&answer));
    }
}

#[test]
fn a_megabyte_is_marked_like_any_text() {
    let sentence =
        "During a partition I choose consistency for payments -> reject writes, 100M x 500 B = 50 GB a day. ";
    let long = sentence.repeat(1_000_000 / sentence.len());
    let noise: String = (0..120_000).map(|i| format!("w{i:x}z ")).collect();
    for answer in [long, noise] {
        let (rubric, marker, step) = &BANK[0];
        let card = Grader::new(rubric, marker).grade(*step, &answer);
        assert!((0.0..=1.0).contains(&card.score));
    }
}

/// Whether a sentence is taken for a wrong belief.
fn accused(sentence: &str) -> bool {
    let mut flags = BANK[0].1.find(sentence).misconceptions;
    flags.pop().is_some()
}

#[test]
fn nobody_is_accused_of_what_others_hold_or_of_a_question() {
    let belief = "a distributed database can simply be CA";
    for (before, after) in [
        ("", "."),
        ("I think that ", "."),
        ("So ", " and we need no replicas."),
        ("We believe ", "."),
        ("If a node is wrong, ", "."),
    ] {
        assert!(accused(&format!("{before}{belief}{after}")), "{before}{belief}{after}");
    }
    for (before, after) in [
        ("People often think that ", "."),
        ("A common mistake is to believe that ", "."),
        ("I doubt that ", "."),
        ("It would be wrong to say that ", "."),
        ("Vendors claim that ", "."),
        ("Is it true that ", "?"),
        ("Some believe that ", ", which is a myth."),
    ] {
        assert!(!accused(&format!("{before}{belief}{after}")), "{before}{belief}{after}");
    }
}
