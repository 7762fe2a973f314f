//! What the interviewer listens for: questions that a fact answers, things that follow-ups and components hang on, and
//! decisions.

use crate::matching::{Evidence, Field, Matcher, Matches, PatternId, Reading, span_of};
use crate::rubric::pattern::Pattern;
use crate::rubric::{Problem, Question, Vocabulary};
use crate::text::{Span, Text};

/// The patterns of a problem that are no points, compiled.
#[derive(Debug, Default)]
pub struct Listening {
    matcher: Matcher,
    facts: Vec<Vec<PatternId>>,
    follow_ups: Vec<Vec<PatternId>>,
    components: Vec<Vec<PatternId>>,
    choices: Vec<Vec<Option<PatternId>>>,
    slots: Vec<usize>,
}

/// What was named in an utterance, each with its words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard {
    /// Follow-ups that hang on something named.
    pub follow_ups: Vec<(usize, Span)>,
    /// Components that the design has.
    pub components: Vec<(usize, Span)>,
    /// Alternatives decided for: group, alternative.
    pub choices: Vec<(usize, usize, Span)>,
}

/// Stems of the verbs with which a sentence decides for something.
const DECIDES: [&str; 14] =
    ["choos", "chose", "pick", "use", "take", "go", "prefer", "decid", "want", "would", "will", "is", "are", "with"];

impl Listening {
    /// Compiles what a problem and the vocabulary listen for.
    pub fn new(problem: &Problem, vocabulary: &Vocabulary, field: &Field) -> Self {
        let mut all = Listening::default();
        all.facts = problem.facts.iter().map(|fact| all.add(&fact.asks, field)).collect();
        all.follow_ups = problem.follow_ups.iter().map(|f| all.add(&f.when, field)).collect();
        all.components = problem.components.iter().map(|c| all.add(&c.when, field)).collect();
        // Choices are told apart as written: what the field holds for equal would make two of a group one.
        let written = Field::default();
        let group = |all: &mut Listening, group: &Vec<String>| {
            group.iter().map(|slot| all.add(std::slice::from_ref(slot), &written).pop()).collect()
        };
        all.choices = vocabulary.choices.iter().map(|g| group(&mut all, g)).collect();
        all
    }

    /// Compiles what the follow-ups of a question hang on.
    pub fn of_question(question: &Question, field: &Field) -> Self {
        let mut all = Listening::default();
        all.follow_ups = question.follow_ups.iter().map(|f| all.add(&f.when, field)).collect();
        all
    }

    fn add(&mut self, sources: &[String], field: &Field) -> Vec<PatternId> {
        let mut ids = Vec::new();
        for pattern in sources.iter().filter_map(|s| Pattern::for_marking(s).ok()) {
            self.slots.push(pattern.slots.len());
            ids.push(self.matcher.add(&pattern, Reading::Wide, field));
        }
        ids
    }

    /// The fact that answers a question: the one whose pattern asks for most; ties go to the earlier fact.
    /// A denial in a question ("don't links expire?") denies nothing.
    pub fn fact(&self, question: &str) -> Option<usize> {
        let text = self.matcher.text(question);
        let matches = self.matcher.read(&text);
        let mut best: Option<(usize, usize)> = None;
        for (number, patterns) in self.facts.iter().enumerate() {
            let found = patterns.iter().filter(|p| !matches.evidence(**p).is_empty());
            let slots = found.map(|p| self.slots[*p]).max();
            if let Some(slots) = slots.filter(|s| best.is_none_or(|(most, _)| *s > most)) {
                best = Some((slots, number));
            }
        }
        best.map(|(_, number)| number)
    }

    /// What an utterance names and decides.
    pub fn listen(&self, said: &str) -> Heard {
        let text = self.matcher.text(said);
        let matches = self.matcher.read(&text);
        let follow_ups = named(&self.follow_ups, &matches);
        let components = named(&self.components, &matches);
        let mut choices = Vec::new();
        for (number, group) in self.choices.iter().enumerate() {
            let chosen: Vec<(usize, Evidence)> = group
                .iter()
                .enumerate()
                .filter_map(|(n, pattern)| Some((n, asserted(&matches, (*pattern)?)?)))
                .collect();
            // Two of a group are being weighed, not decided.
            if let [(alternative, evidence)] = chosen.as_slice()
                && decides(&text, evidence)
            {
                choices.push((number, *alternative, span_of(evidence)));
            }
        }
        Heard { follow_ups, components, choices }
    }
}

fn named(all: &[Vec<PatternId>], matches: &Matches<'_, '_>) -> Vec<(usize, Span)> {
    let mut found = Vec::new();
    for (number, patterns) in all.iter().enumerate() {
        let evidence = patterns.iter().find_map(|p| asserted(matches, *p));
        found.extend(evidence.map(|evidence| (number, span_of(&evidence))));
    }
    found
}

fn asserted(matches: &Matches<'_, '_>, pattern: PatternId) -> Option<Evidence> {
    matches.evidence(pattern).into_iter().find(|e| e.denied.is_none())
}

fn decides(text: &Text<'_>, evidence: &Evidence) -> bool {
    let sentence = text.sentences().get(evidence.sentence as usize);
    sentence.is_some_and(|s| text.tokens_of(s).iter().any(|t| DECIDES.contains(&t.stem.as_str())))
}
