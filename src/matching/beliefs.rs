//! Wrong beliefs and mixed-up things: a rubric's own, and those that everyone in the field may hold.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use super::marker::span_of;
use super::{Evidence, Field, Matcher, Matches, PatternId, Reading};
use crate::rubric::pattern::Pattern;
use crate::rubric::{Contrast, Misconception};
use crate::text::{self, Span, Text, is_function_word};

/// A sentence shares at least this many content words with a belief's own sentences before its patterns are looked at.
const SHARED_WORDS: usize = 2;

/// Compiles patterns as they are written.
pub fn strict(matcher: &mut Matcher, sources: &[String]) -> Vec<PatternId> {
    let parsed = sources.iter().filter_map(|source| Pattern::parse(source).ok());
    parsed.map(|pattern| matcher.add(&pattern, Reading::Strict, &Field::default())).collect()
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
        let sides = contrast.sides.iter().map(|side| Side {
            subject: strict(matcher, &side.subject),
            holds: strict(matcher, &side.holds),
        });
        Sides { sides: sides.collect() }
    }

    /// Attributes that are told of the wrong side.
    pub fn mixed(&self, matches: &mut Matches<'_, '_>) -> Vec<Mixed> {
        let mut found = Vec::new();
        let subjects: Vec<Vec<Evidence>> = self.sides.iter().map(|s| all(matches, &s.subject)).collect();
        for (belongs_to, side) in self.sides.iter().enumerate() {
            let text = matches.text();
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

/// Whether evidence is asserted, and none of it a slip put right: what accuses must have been typed.
pub fn accuses(text: &Text<'_>, evidence: &Evidence) -> bool {
    let tokens = &text.tokens()[evidence.tokens.start as usize..evidence.tokens.end as usize];
    let inside = |span: &Span, at: &Span| span.start <= at.start && at.end <= span.end;
    let mended = tokens.iter().any(|t| t.slip && evidence.spans.iter().any(|span| inside(span, &t.span)));
    evidence.denied.is_none() && !mended
}

fn all(matches: &mut Matches<'_, '_>, patterns: &[PatternId]) -> Vec<Evidence> {
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
/// words with it, once for all rubrics.
#[derive(Debug, Default)]
pub struct Beliefs {
    misconceptions: Vec<Misconception>,
    contrasts: Vec<Contrast>,
    wrong: Vec<OnceLock<(Matcher, Vec<PatternId>)>>,
    mixed: Vec<OnceLock<(Matcher, Sides)>>,
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
            mixed: contrasts.iter().map(|_| OnceLock::new()).collect(),
            of_stem: HashMap::new(),
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

    /// Numbers of the beliefs that a sentence of the text shares enough words with, in order.
    fn touched(&self, text: &Text<'_>) -> BTreeSet<usize> {
        let mut touched = BTreeSet::new();
        for sentence in text.sentences() {
            let stems: BTreeSet<&str> = text.tokens_of(sentence).iter().map(|t| t.stem.as_str()).collect();
            let mut shared: HashMap<usize, usize> = HashMap::new();
            for number in stems.iter().filter_map(|stem| self.of_stem.get(*stem)).flatten() {
                *shared.entry(*number).or_default() += 1;
            }
            touched.extend(shared.into_iter().filter(|(_, words)| *words >= SHARED_WORDS).map(|(number, _)| number));
        }
        touched
    }

    /// Misconceptions that a text holds, by number, and attributes that it tells of the wrong thing, by contrast.
    pub fn held(&self, text: &Text<'_>) -> (Vec<(usize, Vec<Evidence>)>, Vec<(usize, Mixed)>) {
        let (mut wrong, mut mixed) = (Vec::new(), Vec::new());
        for number in self.touched(text) {
            if let Some((told, lazy)) = self.misconceptions.get(number).zip(self.wrong.get(number)) {
                let (matcher, patterns) = lazy.get_or_init(|| {
                    let mut matcher = Matcher::default();
                    let patterns = strict(&mut matcher, &told.matches);
                    (matcher, patterns)
                });
                let mut matches = matcher.read_words(text);
                let evidence = all(&mut matches, patterns).into_iter().filter(|e| accuses(text, e));
                wrong.push((number, evidence.collect::<Vec<Evidence>>()));
                continue;
            }
            let number = number - self.misconceptions.len();
            let (matcher, sides) = self.mixed[number].get_or_init(|| {
                let mut matcher = Matcher::default();
                let sides = Sides::new(&mut matcher, &self.contrasts[number]);
                (matcher, sides)
            });
            let found = sides.mixed(&mut matcher.read_words(text));
            mixed.extend(found.into_iter().map(|m| (number, m)));
        }
        wrong.retain(|(_, evidence)| !evidence.is_empty());
        (wrong, mixed)
    }
}
