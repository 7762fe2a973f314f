//! Any answer to a few built-in rubrics.

#[path = "../../tests/support/ready.rs"]
mod ready;

use std::sync::LazyLock;

use ready::{Ready, ready};
use sparring::rubric::StepId;
use sparring::scoring::{Grader, Scorecard};

static BANK: LazyLock<Vec<Ready>> = LazyLock::new(|| {
    ready(&[
        ("cap-tradeoffs", None),
        ("url-shortener", Some(StepId::Estimation)),
        ("url-shortener", Some(StepId::HighLevel)),
    ])
});

fn graded((rubric, marker, step): &Ready, answer: &str) -> Scorecard {
    Grader::new(rubric, marker).grade(*step, answer)
}

pub fn marking(data: &[u8]) {
    let answer = String::from_utf8_lossy(data);
    let cards: Vec<Scorecard> = BANK.iter().map(|ready| graded(ready, &answer)).collect();
    for card in &cards {
        assert!((0.0..=1.0).contains(&card.score), "{}", card.score);
        for point in &card.points {
            assert!((0.0..=1.0).contains(&point.credit), "{point:?}");
            assert!(point.credit == 0.0 || !point.evidence.is_empty(), "{point:?} was earned by no words");
        }
        let spans = card.points.iter().flat_map(|p| &p.evidence).chain(card.flags.iter().map(|f| &f.span));
        for span in spans {
            assert!(answer.get(span.clone()).is_some(), "{span:?}");
        }
    }
    // One of them once more: marking is most of the time.
    let again = answer.len() % BANK.len();
    assert_eq!(cards[again], graded(&BANK[again], &answer), "the same answer has other marks");
}
