//! Lines of patterns: each is parsed, compiled, and looked for in a fixed text.

use std::sync::LazyLock;

use sparring::matching::{Field, Matcher, Reading};
use sparring::rubric::Library;
use sparring::rubric::pattern::{Pattern, PatternFault};

static FIELD: LazyLock<Field> = LazyLock::new(|| Field::new(Library::new(Vec::new()).vocabulary().unwrap().get()));

/// Words, figures, denials and characters of several bytes, over several sentences.
const ANSWER: &str = "The load balancer sends reads to a cache, and on a miss the API reads the database and fills the \
    cache. It never loses a write: a write-ahead log is flushed first, so 99.99% of 1,200 requests per second take \
    under 100 ms. Na\u{ef}ve caf\u{e9} \u{65e5}\u{672c} \u{130}stanbul; we don't shard by time, but by user_id \
    (5 TB over 3 years).\n\nclient -> lb -> api -> (cache, db)";
/// More lines are other inputs.
const MOST: usize = 16;

fn told(line: &str, fault: &PatternFault) {
    assert!(line.get(fault.at.clone()).is_some(), "{line:?}: {fault:?}");
    assert!(!fault.message.is_empty() && !fault.help.is_empty(), "{line:?}: {fault:?}");
}

pub fn patterns(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut matcher = Matcher::default();
    let mut added = Vec::new();
    for line in text.lines().take(MOST) {
        for range in Pattern::slots_in(line).into_iter().chain(Pattern::expressions_of(line)) {
            assert!(line.get(range.clone()).is_some(), "{line:?}: {range:?}");
        }
        assert_eq!(Pattern::slots_of(line).len(), Pattern::slots_in(line).len(), "{line:?}");
        let loose = Pattern::for_marking(line);
        match Pattern::parse(line) {
            Ok(pattern) => {
                assert!(loose.is_ok(), "{line:?} is refused for marking only");
                assert!(pattern.slots.iter().all(|slot| !slot.is_empty()), "{line:?}");
            }
            Err(fault) => told(line, &fault),
        }
        // Marking takes what is sound outside of expressions.
        match loose {
            Ok(pattern) => {
                for reading in [Reading::Wide, Reading::Strict] {
                    added.push(matcher.add(&pattern, reading, &FIELD));
                }
                added.extend(matcher.add_opposed(&pattern, added[added.len() - 2], &FIELD));
            }
            Err(fault) => told(line, &fault),
        }
    }
    let answer = matcher.text(ANSWER);
    let matches = matcher.read(&answer);
    for pattern in added {
        let evidence = matches.evidence(pattern);
        for span in evidence.iter().flat_map(|found| &found.spans) {
            assert!(ANSWER.get(span.clone()).is_some_and(|words| !words.is_empty()), "{span:?}");
        }
        assert_eq!(evidence, matches.evidence(pattern));
    }
}
