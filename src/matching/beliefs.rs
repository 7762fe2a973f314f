//! Wrong beliefs and mixed-up things: a rubric's own, and those that everyone in the field may hold.

use rustc_hash::FxHashMap as HashMap;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::marker::span_of;
use super::{Evidence, Field, Matcher, Matches, Occurrence, PatternId, Reading};
use crate::rubric::pattern::{Alternative, Pattern};
use crate::rubric::{Contrast, Expression, Misconception};
use crate::text::{self, Span, Text, Token, is_function_word};

/// A sentence shares at least this many content words with a belief's own sentences before its patterns are looked at.
const SHARED_WORDS: u8 = 2;

/// Compiles patterns as they are written.
pub fn strict(matcher: &mut Matcher, sources: &[String]) -> Vec<PatternId> {
    let parsed = sources.iter().filter_map(|source| Pattern::for_marking(source).ok());
    let no_field = Field::default();
    parsed.map(|pattern| matcher.add(&pattern, Reading::Strict, &no_field)).collect()
}

/// A contrast, compiled.
#[derive(Debug)]
pub struct Sides {
    sides: Vec<Side>,
}

#[derive(Debug)]
struct Side {
    subject: Vec<PatternId>,
    holds: Vec<PatternId>,
}

/// An attribute told of the wrong side.
#[derive(Debug, Clone, PartialEq)]
pub struct Mixed {
    /// The side that was named.
    pub told_of: usize,
    /// The side that the attribute belongs to.
    pub belongs_to: usize,
    /// Bytes of the subject and the attribute.
    pub span: Span,
}

impl Sides {
    /// Compiles a contrast.
    pub fn new(matcher: &mut Matcher, contrast: &Contrast) -> Sides {
        let sides = contrast
            .sides
            .iter()
            .map(|side| Side { subject: strict(matcher, &side.subject), holds: strict(matcher, &side.holds) });
        Sides { sides: sides.collect() }
    }

    /// Attributes that are told of the wrong side.
    pub fn mixed(&self, matches: &Matches<'_, '_>) -> Vec<Mixed> {
        let mut found = Vec::new();
        let subjects: Vec<Vec<Evidence>> = self.sides.iter().map(|s| all(matches, &s.subject)).collect();
        if subjects.iter().all(Vec::is_empty) {
            return found;
        }
        let text = matches.text();
        for (belongs_to, side) in self.sides.iter().enumerate() {
            for attribute in all(matches, &side.holds).into_iter().filter(|e| accuses(text, e)) {
                let told_of = subject_of(text, &subjects, &attribute);
                if let Some((told_of, subject)) = told_of.filter(|(side, _)| *side != belongs_to) {
                    let (a, b) = (span_of(subject), span_of(&attribute));
                    found.push(Mixed { told_of, belongs_to, span: a.start.min(b.start)..a.end.max(b.end) });
                }
            }
        }
        found
    }
}

/// What a sentence goes on with that says a thing in order to reject it, as stems.
const REJECTING: [&str; 9] = ["naiv", "wrong", "bad", "riski", "danger", "mistak", "myth", "misconcept", "unaccept"];

/// Stems before a claim that report or doubt it: "a common mistake is to believe that …".
const REPORTING: [&str; 8] = ["doubt", "wrong", "fals", "mistak", "misconcept", "myth", "pretend", "fallaci"];
/// Stems that report what others hold. In the first person they assert: "I think that …".
const HOLDING: [&str; 3] = ["think", "believ", "claim"];
const FIRST_PERSON: [&str; 6] = ["i", "we", "i'd", "we'd", "id", "would"];

/// Whether a sentence only reports or doubts what stands behind the start of the evidence in it.
fn reports(before: &[Token]) -> bool {
    before.iter().enumerate().any(|(i, t)| {
        let stem = t.stem.as_str();
        let own = before[..i].iter().rev().take(3).any(|t| FIRST_PERSON.contains(&t.word.as_str()));
        // "Think of a cache as …" reports nobody, nor does "if something is wrong, we …".
        let leads = || before[i + 1..].iter().take(4).any(|t| matches!(t.word.as_str(), "that" | "to"));
        let doubts = REPORTING.contains(&stem) && leads();
        t.negation.is_none() && (doubts || i > 0 && HOLDING.contains(&stem) && !own)
    })
}

/// Whether evidence is asserted. A denial accuses nobody; neither does a question, what is only reported ("people often think
/// that …"), a list of options ("Options: write to both (no), an outbox, …"), which names what is not chosen as well, nor what
/// the sentence goes on to reject ("writes to both, which I don't like").
pub fn accuses(text: &Text<'_>, evidence: &Evidence) -> bool {
    let Some(sentence) = text.sentences().get(evidence.sentence as usize) else { return evidence.denied.is_none() };
    let tokens = text.tokens_of(sentence);
    let lists = tokens.first().is_some_and(|t| matches!(t.word.as_str(), "options" | "alternatives" | "choices"));
    let end = span_of(evidence).end;
    let mut after = tokens.iter().filter(|t| t.span.start >= end);
    let rejects = after.any(|t| {
        let disliked = t.stem == "like" && t.negation.is_some();
        disliked || t.negation.is_none() && REJECTING.contains(&t.stem.as_str())
    });
    let start = evidence.spans.iter().map(|span| span.start).min().unwrap_or(0);
    let before = tokens.iter().take_while(|t| t.span.end <= start).count();
    evidence.denied.is_none() && !sentence.asks && !lists && !rejects && !reports(&tokens[..before])
}

fn all(matches: &Matches<'_, '_>, patterns: &[PatternId]) -> Vec<Evidence> {
    patterns.iter().flat_map(|p| matches.evidence(*p)).collect()
}

/// The one side whose subject stands in the attribute's clause. Two subjects in a clause tell nothing.
fn subject_of<'e>(
    text: &Text<'_>,
    subjects: &'e [Vec<Evidence>],
    attribute: &Evidence,
) -> Option<(usize, &'e Evidence)> {
    let clause = text.tokens()[attribute.tokens.start as usize].clause;
    let mut named = subjects.iter().enumerate().filter_map(|(side, evidence)| {
        let here = |e: &&Evidence| text.tokens()[e.tokens.start as usize].clause == clause;
        evidence.iter().find(here).map(|e| (side, e))
    });
    let first = named.next()?;
    named.next().is_none().then_some(first)
}

/// The beliefs of the field. There are hundreds and an answer touches a few: each is compiled when a sentence first shares
/// words with it, once for all rubrics. The contrasts are few: they share a matcher, so that a text is read once for all.
#[derive(Debug, Default)]
pub struct Beliefs {
    misconceptions: Vec<Misconception>,
    contrasts: Vec<Contrast>,
    wrong: Vec<OnceLock<Wrong>>,
    mixed: OnceLock<(Matcher, Vec<Sides>)>,
    /// Beliefs that each stem occurs in; contrasts are numbered behind the misconceptions.
    of_stem: HashMap<String, Vec<usize>>,
}

impl Beliefs {
    /// Indexes the beliefs of a vocabulary.
    pub fn new(misconceptions: &[Misconception], contrasts: &[Contrast]) -> Beliefs {
        let mut beliefs = Beliefs {
            misconceptions: misconceptions.to_vec(),
            contrasts: contrasts.to_vec(),
            wrong: misconceptions.iter().map(|_| OnceLock::new()).collect(),
            mixed: OnceLock::new(),
            of_stem: HashMap::default(),
        };
        let told = misconceptions.iter().map(|m| format!("{} {}", m.says, m.samples.hits.join(" ")));
        let patterns = |c: &Contrast| {
            c.sides.iter().flat_map(|s| s.subject.iter().chain(&s.holds)).cloned().collect::<Vec<_>>().join(" ")
        };
        for (number, said) in told.chain(contrasts.iter().map(patterns)).enumerate() {
            let words = text::words(&said.replace(|c: char| !c.is_alphanumeric(), " "));
            let stems: BTreeSet<String> =
                words.iter().filter(|w| !is_function_word(w)).map(|w| text::stem_of(w)).collect();
            for stem in stems {
                beliefs.of_stem.entry(stem).or_default().push(number);
            }
        }
        beliefs
    }

    /// A misconception by its number.
    pub fn misconception(&self, number: usize) -> Option<&Misconception> {
        self.misconceptions.get(number)
    }

    /// The id of a contrast by its number.
    pub fn contrast(&self, number: usize) -> Option<&str> {
        self.contrasts.get(number).map(|contrast| contrast.id.as_str())
    }

    /// For each belief, the sentences that share enough words with it.
    fn touched(&self, text: &Text<'_>) -> Vec<Vec<usize>> {
        let beliefs = self.misconceptions.len() + self.contrasts.len();
        let (mut touched, mut shared) = (vec![Vec::new(); beliefs], vec![0_u8; beliefs]);
        for (at, sentence) in text.sentences().iter().enumerate() {
            let mut stems: Vec<&str> = text.tokens_of(sentence).iter().map(|t| t.stem.as_str()).collect();
            stems.sort_unstable();
            stems.dedup();
            shared.fill(0);
            for number in stems.iter().filter_map(|stem| self.of_stem.get(*stem)).flatten() {
                shared[*number] = shared[*number].saturating_add(1);
                if shared[*number] == SHARED_WORDS {
                    touched[*number].push(at);
                }
            }
        }
        touched
    }

    /// Misconceptions that a text holds, by number, and attributes that it tells of the wrong thing, by contrast.
    pub fn held(&self, text: &Text<'_>) -> Held {
        let (mut wrong, mut mixed) = (Vec::new(), Vec::new());
        let lower = text.original().to_ascii_lowercase();
        let read = OnceCell::new();
        let touched = self.touched(text).into_iter().enumerate();
        for (number, sentences) in touched.filter(|(_, sentences)| !sentences.is_empty()) {
            if let Some((told, lazy)) = self.misconceptions.get(number).zip(self.wrong.get(number)) {
                let evidence = lazy.get_or_init(|| Wrong::new(told)).evidence(text, &lower, &sentences);
                if !evidence.is_empty() {
                    wrong.push((number, evidence));
                }
                continue;
            }
            let number = number - self.misconceptions.len();
            let (matcher, sides) = self.mixed.get_or_init(|| self.compiled_contrasts());
            let found = sides[number].mixed(read.get_or_init(|| matcher.read_words(text)));
            mixed.extend(found.into_iter().map(|m| (number, m)));
        }
        Held { wrong, mixed }
    }

    fn compiled_contrasts(&self) -> (Matcher, Vec<Sides>) {
        let mut matcher = Matcher::default();
        let sides = self.contrasts.iter().map(|contrast| Sides::new(&mut matcher, contrast)).collect();
        (matcher, sides)
    }
}

/// What a text holds of the field's wrong beliefs, each by its number.
#[derive(Debug, Default)]
pub struct Held {
    /// Misconceptions, with the words.
    pub wrong: Vec<(usize, Vec<Evidence>)>,
    /// Attributes told of the wrong thing, by contrast.
    pub mixed: Vec<(usize, Mixed)>,
}

/// A misconception of the field, compiled. Most of their patterns are single expressions: those need no matcher.
#[derive(Debug)]
struct Wrong {
    expressions: Vec<Expression>,
    matcher: Matcher,
    patterns: Vec<PatternId>,
}

impl Wrong {
    fn new(told: &Misconception) -> Wrong {
        let mut wrong = Wrong { expressions: Vec::new(), matcher: Matcher::default(), patterns: Vec::new() };
        for pattern in told.matches.iter().filter_map(|source| Pattern::for_marking(source).ok()) {
            match pattern.slots.as_slice() {
                [slot] if matches!(slot.as_slice(), [Alternative::Regex(_)]) => {
                    wrong.expressions.extend(slot.iter().filter_map(|a| match a {
                        Alternative::Regex(regex) => Some(regex.clone()),
                        Alternative::Phrase(_) | Alternative::Exact(_) | Alternative::Quantity(_) => None,
                    }));
                }
                _ => wrong.patterns.push(wrong.matcher.add(&pattern, Reading::Strict, &Field::default())),
            }
        }
        wrong
    }

    fn evidence(&self, text: &Text<'_>, lower: &str, sentences: &[usize]) -> Vec<Evidence> {
        let spans = sentences.iter().map(|at| &text.sentences()[*at].span);
        let said: Vec<Occurrence> =
            spans.flat_map(|s| super::expressions_in(text, s, lower, &self.expressions)).collect();
        let mut found = if said.is_empty() { Vec::new() } else { super::window::find(text, &[&said], false) };
        if !self.patterns.is_empty() {
            found.extend(all(&self.matcher.read_words(text), &self.patterns));
        }
        found.retain(|e| accuses(text, e));
        found
    }
}
