//! Gates: one question each, a ramp from "counts" to "does not count", and a flag that says why.
//!
//! The thresholds were chosen on graded answers (see README, "How marks come about"); none closes for the model answers of
//! the bank (`tests/marks.rs`).

use std::borrow::Cow;

use super::{Flag, FlagKind, Profile};
use crate::matching::{Coherence, Relation};

/// Shorter answers are not judged by how their words hang together: a sentence or two need not.
const HEAP_WORDS: usize = 40;
/// A heap of the right terms: full of the subject and fluent in form, but its neighbouring words don't belong together, and
/// nothing is referred to, counted or taken up again. The weights are those of a logistic regression over 577 graded answers,
/// 43 of them heaps; with its questions left out of the fit, a heap is told from an answer with an area under the curve of
/// .998. No question has a weight of its own.
const HEAP_OWN: f64 = 19.5;
const HEAP_ORDER: f64 = 10.8;
const HEAP_COHERENCE: f64 = -41.8;
const HEAP_THREAD: f64 = -60.8;
/// All 43 heaps are above the first, four of the 534 other answers.
const HEAP: (f64, f64) = (2.6, 3.4);
/// What is taken where an answer is too short to tell: neither speaks for a heap.
const USUAL_ORDER: f64 = 0.2;
const USUAL_NEAR: f64 = 0.2;
const USUAL_FURTHER: f64 = 0.14;
/// Shorter answers are not held against other questions: they say what they say.
const TOPIC_WORDS: usize = 25;
/// Share of the content words that belong to the subject.
const TOPIC: (f64, f64) = (0.25, 0.55);
/// An answer up to the first number of words is too short for that, from the second on long enough. Of the graded answers that
/// say nothing none is shorter than 80 words; of those under 60 whose words are strange to the rubric people give 2 to 6.
const TELLS_TOPIC: (f64, f64) = (40.0, 80.0);
/// What is so alike to its own question belongs to it, even where many words are strange to the rubric.
const OWN: (f64, f64) = (0.2, 0.35);
/// Share of the points that are earned: what says so much of what was asked for belongs to the question, in whatever words. A
/// young rubric knows few of them.
const EARNS: (f64, f64) = (0.35, 0.65);
/// Share of the sentences that deny.
const DENIALS: (f64, f64) = (0.4, 0.8);

/// Share of the sentences that deny, when an answer of several does nothing else.
const NOTHING_BUT_DENIALS: (f64, f64) = (0.85, 1.0);
const SEVERAL_SENTENCES: usize = 4;
/// Share of the named points that are denied: a fifth are asides.
const DENIED_POINTS: (f64, f64) = (0.2, 0.7);
/// One denied point is an aside.
const SEVERAL_DENIED: usize = 2;
/// Word order alone: terse notes are above the second, sentences with their words shuffled below the first.
const ORDER: (f64, f64) = (-0.16, -0.08);
/// Word order plus twice the coherence of neighbours: 99 of 100 answers that people wrote are above 0.24, 95 of 100 with their
/// words shuffled below 0.19, half of those with only their content words shuffled below 0.15.
const TOGETHER: (f64, f64) = (0.08, 0.2);
const ORDER_COHERENCE: f64 = 2.0;

/// From here on a text is about a subject.
const ALIKE: f64 = 0.25;
/// How alike the answer is to its own question, over how alike it is to another one. People still give a little for a good
/// answer to a neighbouring question.
const ELSEWHERE: (f64, f64) = (0.3, 0.65);
const ELSEWHERE_LEAST: f64 = 0.15;
/// The same for a whole write-up of a problem, which is long enough to tell: 12 write-ups of 900 words are 1.4 to 5.3 times
/// as like their own problem as any other, and at most 0.9 times as like another problem as its nearest.
const WHOLE_ELSEWHERE: (f64, f64) = (0.9, 1.2);
const WHOLE_ELSEWHERE_LEAST: f64 = 0.1;
/// Sweeping words for each hundred: the model answers of the bank have up to 2.2, graded answers that people like up to 3.1,
/// confidently wrong ones 2.6 to 4.6. The gate never closes: it is the manner that it sees, not the matter.
const SWEEPING: (f64, f64) = (3.2, 4.6);
const SWEEPING_LEAST: f64 = 0.25;

/// From here on a gate counts as open: it raises no flag.
const OPEN: f64 = 0.9;

/// What the gates look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// How the answer is said.
    pub profile: Profile,
    /// How much more its near words belong together than any two of its words.
    pub coherence: Coherence,
    /// How it relates to what is expected.
    pub relation: Relation,
    /// Points that it earns.
    pub earned: usize,
    /// Weighted share of the points that it earns, 0 to 1.
    pub coverage: f64,
    /// Points whose words it denies.
    pub denied: usize,
    /// Whether it is a write-up of a whole problem, all steps together.
    pub whole: bool,
    /// How brief an answer the rubric expects, 0 to 1: the subject of a sentence has too few words to be judged by.
    pub brief: f64,
}

/// How much an answer looks like a heap of terms: the higher, the more.
fn heap(seen: &Seen) -> f64 {
    HEAP_OWN * seen.relation.own
        + HEAP_ORDER * seen.profile.order.unwrap_or(USUAL_ORDER)
        + HEAP_COHERENCE * seen.coherence.further.unwrap_or(USUAL_FURTHER)
        + HEAP_THREAD * seen.profile.thread
}

/// Whether an answer is long enough to be judged by its form: by the gates `heap` and `order`.
pub fn tells_form(profile: &Profile) -> bool {
    profile.words >= HEAP_WORDS || profile.order.is_some()
}

/// The question that is answered instead, and how far the gate is open.
fn elsewhere(seen: &Seen) -> (Option<&'static str>, f64) {
    let (open, least) =
        if seen.whole { (WHOLE_ELSEWHERE, WHOLE_ELSEWHERE_LEAST) } else { (ELSEWHERE, ELSEWHERE_LEAST) };
    let other = seen.relation.other.filter(|_| seen.profile.words >= TOPIC_WORDS && !seen.relation.names_it);
    match other.filter(|other| other.alike >= ALIKE) {
        Some(other) => {
            // A brief answer has few words to tell its subject by; but what earns nothing here is no answer to this.
            let excused = if seen.earned > 0 { seen.brief } else { 0.0 };
            (Some(other.name), ramp(other.ratio, open).max(least).max(excused))
        }
        None => (None, 1.0),
    }
}

fn ramp(value: f64, (low, high): (f64, f64)) -> f64 {
    ((value - low) / (high - low)).clamp(0.0, 1.0)
}

/// How far each gate is open, 0 to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Gates {
    /// Whether the terms hang together and are no mere heap.
    pub heap: f64,
    /// Whether the words belong to the question.
    pub topic: f64,
    /// Whether no other question of the bank is answered.
    pub elsewhere: f64,
    /// The question that is answered instead.
    pub instead: Option<&'static str>,
    /// Whether anything is said and not denied.
    pub denial: f64,
    /// Whether the words stand in an order that makes sentences.
    pub order: f64,
    /// Whether claims leave room for other cases.
    pub sweeping: f64,
    /// Whether anything is said that the question does not say.
    pub echo: f64,
}

impl Gates {
    /// Looks at an answer.
    pub fn of(seen: &Seen) -> Gates {
        let heap = if seen.profile.words < HEAP_WORDS { 1.0 } else { (1.0 - ramp(heap(seen), HEAP)).max(seen.brief) };
        let short = 1.0 - ramp(seen.profile.words as f64, TELLS_TOPIC);
        let belongs =
            ramp(seen.relation.on_topic, TOPIC).max(ramp(seen.relation.own, OWN)).max(ramp(seen.coverage, EARNS));
        let topic = belongs.max(short).max(seen.brief);
        // Denying a lot is only telling when the points themselves are denied.
        let named = (seen.denied + seen.earned) as f64;
        let share = if seen.denied < SEVERAL_DENIED { 0.0 } else { ramp(seen.denied as f64 / named, DENIED_POINTS) };
        let denial = 1.0 - ramp(seen.profile.denials, DENIALS) * share * (1.0 - seen.brief);
        let several = seen.profile.sentences >= SEVERAL_SENTENCES;
        // Points that are earned all the same outweigh the form: what goes wrong without a thing is told in denials.
        let (told, denied) = (seen.earned as f64 / 4.0, seen.denied as f64 + 1.0);
        let only = if several { ramp(seen.profile.denials, NOTHING_BUT_DENIALS) } else { 0.0 };
        let only = only * denied / (denied + told);
        let coherence = seen.coherence.near.unwrap_or(USUAL_NEAR);
        let in_order = |order| ramp(order, ORDER).min(ramp(order + ORDER_COHERENCE * coherence, TOGETHER));
        let order = seen.profile.order.map_or(1.0, in_order).max(seen.brief);
        let (instead, elsewhere) = elsewhere(seen);
        let sweeping = 1.0 - ramp(seen.profile.sweeping, SWEEPING) * (1.0 - SWEEPING_LEAST) * (1.0 - seen.brief);
        let echo = f64::from(u8::from(seen.relation.says_more));
        Gates { heap, topic, elsewhere, instead, denial: denial.min(1.0 - only), order, sweeping, echo }
    }

    /// Each gate with the flag it raises and what it says.
    pub fn all(&self) -> [(f64, FlagKind, Cow<'static, str>); 7] {
        let list = FlagKind::KeywordList;
        let instead = match self.instead {
            Some(name) => format!("it speaks of the subject of `{name}`").into(),
            None => "it speaks of another question's subject".into(),
        };
        [
            (self.heap, list, "the right terms, but neighbours that do not belong together".into()),
            (self.topic, FlagKind::OffTopic, "few of the words belong to the question".into()),
            (self.elsewhere, FlagKind::OffTopic, instead),
            (self.denial, FlagKind::Negated, "most of what is named is denied".into()),
            (self.order, list, "the words stand in no order that makes sentences".into()),
            (
                self.sweeping,
                FlagKind::Sweeping,
                "nearly every claim is for all cases, and most of those are wrong".into(),
            ),
            (self.echo, FlagKind::Echo, "nothing is said that the question does not say".into()),
        ]
    }

    /// The factor that all of them leave.
    pub fn factor(&self) -> f64 {
        self.heap * self.topic * self.elsewhere * self.denial * self.order * self.sweeping * self.echo
    }

    /// A flag over the whole answer, `length` bytes, for each gate that is not open.
    pub fn flags(&self, length: usize) -> impl Iterator<Item = Flag> {
        let closing = self.all().into_iter().filter(|(open, ..)| *open < OPEN);
        closing.map(move |(_, kind, detail)| Flag { kind, detail: detail.into_owned(), span: 0..length })
    }
}
