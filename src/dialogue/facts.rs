//! The fact sheet: which fact answers a question.

use crate::matching::{Field, Matcher, PatternId, Reading};
use crate::rubric::pattern::Pattern;
use crate::rubric::{Fact, FollowUp};

/// What the problem's questions and follow-ups listen for, compiled.
#[derive(Debug)]
pub struct Listening {
    matcher: Matcher,
    facts: Vec<Vec<PatternId>>,
    follow_ups: Vec<Vec<PatternId>>,
    slots: Vec<usize>,
}

impl Listening {
    /// Compiles the patterns of facts and follow-ups.
    pub fn new(facts: &[Fact], follow_ups: &[FollowUp], vocabulary: &Field) -> Self {
        let mut all =
            Listening { matcher: Matcher::default(), facts: Vec::new(), follow_ups: Vec::new(), slots: Vec::new() };
        all.facts = facts.iter().map(|fact| all.add(&fact.asks, vocabulary)).collect();
        all.follow_ups = follow_ups.iter().map(|f| all.add(&f.when, vocabulary)).collect();
        all
    }

    fn add(&mut self, sources: &[String], vocabulary: &Field) -> Vec<PatternId> {
        let mut ids = Vec::new();
        for pattern in sources.iter().filter_map(|s| Pattern::parse(s).ok()) {
            self.slots.push(pattern.slots.len());
            ids.push(self.matcher.add(&pattern, Reading::Wide, vocabulary));
        }
        ids
    }

    /// The fact that answers a question: the one whose pattern asks for most; ties go to the earlier fact.
    /// A denial in a question ("don't links expire?") denies nothing.
    pub fn fact(&self, question: &str) -> Option<usize> {
        let text = self.matcher.text(question);
        let mut matches = self.matcher.read(&text);
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

    /// The follow-ups that hang on something the text names.
    pub fn follow_ups(&self, said: &str) -> Vec<usize> {
        let text = self.matcher.text(said);
        let mut matches = self.matcher.read(&text);
        let named = |p: &PatternId, matches: &mut crate::matching::Matches<'_, '_>| {
            matches.evidence(*p).iter().any(|e| e.denied.is_none())
        };
        let fits =
            (0..self.follow_ups.len()).filter(|number| self.follow_ups[*number].iter().any(|p| named(p, &mut matches)));
        fits.collect()
    }
}
