//! Gates: one question each, a ramp from "counts" to "does not count", and a flag that says why.
//!
//! The thresholds were chosen on graded answers (see README, "How marks come about"); none closes for the model answers of
//! the bank (`tests/marks.rs`).

use super::{Flag, FlagKind, Profile};

/// Shorter answers are not judged by their thread: a sentence or two need none.
const THREAD_WORDS: usize = 40;
/// Below the first share an answer of terms has no thread at all, above the second it has one.
const THREAD: (f64, f64) = (0.05, 0.075);
/// Shorter answers are not judged by their subject either: they say what they say.
const TOPIC_WORDS: usize = 25;
/// Share of the content words that belong to the subject.
const TOPIC: (f64, f64) = (0.25, 0.55);
/// Share of the sentences that deny.
const DENIALS: (f64, f64) = (0.4, 0.8);

/// Share of the sentences that deny, when an answer of several does nothing else.
const NOTHING_BUT_DENIALS: (f64, f64) = (0.85, 1.0);
const SEVERAL_SENTENCES: usize = 4;
/// One denied point is an aside.
const SEVERAL_DENIED: usize = 2;
/// Share of the words that lack the company they want: below, people; above, shuffled words.
const DISORDER: (f64, f64) = (0.1, 0.25);

/// What the gates look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// How the answer is said.
    pub profile: Profile,
    /// Share of its content words that belong to the subject.
    pub on_topic: f64,
    /// Points that it earns.
    pub earned: usize,
    /// Points whose words it denies.
    pub denied: usize,
    /// Whether it has content words that the prompt has not.
    pub says_more: bool,
    /// How brief an answer the rubric expects, 0 to 1: the subject of a sentence has too few words to be judged by.
    pub brief: f64,
}

fn ramp(value: f64, (low, high): (f64, f64)) -> f64 {
    ((value - low) / (high - low)).clamp(0.0, 1.0)
}

/// The factor of all gates, 0 to 1; flags say which are not fully open. `length` is the answer's length in bytes.
pub fn pass(seen: &Seen, length: usize, flags: &mut Vec<Flag>) -> f64 {
    if length == 0 {
        return 0.0;
    }
    let mut gate = |factor: f64, kind: FlagKind, detail: &str| {
        if factor < 0.9 {
            flags.push(Flag { kind, detail: detail.to_owned(), span: 0..length });
        }
        factor
    };
    let thread = if seen.profile.words < THREAD_WORDS { 1.0 } else { ramp(seen.profile.thread, THREAD) };
    let thread = gate(
        thread,
        FlagKind::KeywordList,
        "terms without a thread: nothing is referred to, counted or taken up again",
    );
    let topic = if seen.profile.words < TOPIC_WORDS { 1.0 } else { ramp(seen.on_topic, TOPIC).max(seen.brief) };
    let topic = gate(topic, FlagKind::OffTopic, "few of the words belong to the question");
    // Denying a lot is only telling when the points themselves are denied.
    let named = (seen.denied + seen.earned) as f64;
    let share = if seen.denied < SEVERAL_DENIED { 0.0 } else { (seen.denied as f64 / named * 1.6).min(1.0) };
    let denial = 1.0 - ramp(seen.profile.denials, DENIALS) * share * (1.0 - seen.brief);
    let only =
        if seen.profile.sentences < SEVERAL_SENTENCES { 0.0 } else { ramp(seen.profile.denials, NOTHING_BUT_DENIALS) };
    let denial = gate(denial.min(1.0 - only), FlagKind::Negated, "most of what is named is denied");
    let order = 1.0 - ramp(seen.profile.disorder, DISORDER);
    let order = gate(order, FlagKind::KeywordList, "the words stand in no order that makes sentences");
    let echo =
        if seen.says_more { 1.0 } else { gate(0.0, FlagKind::Echo, "nothing is said that the question does not say") };
    thread * topic * denial * order * echo
}
