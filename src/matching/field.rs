//! What everyone in the field knows, looked up by stem: what an expert would write instead, opposites, and beliefs that are
//! wrong whatever the question.

use rustc_hash::FxHashMap as HashMap;
use std::sync::{Arc, OnceLock};

use super::beliefs::Beliefs;
use super::spelling::Spelling;
use crate::rubric::Vocabulary;
use crate::text::{self, Text};

/// A phrase as stems.
pub type Stems = Vec<String>;

/// The shared vocabulary, ready for look-ups.
#[derive(Debug, Default)]
pub struct Field {
    groups: Vec<Vec<Term>>,
    group_of: HashMap<Stems, Vec<usize>>,
    narrower: HashMap<Stems, Vec<Term>>,
    opposites: HashMap<Stems, Vec<Term>>,
    beliefs: Arc<Beliefs>,
    related: HashMap<Stems, Vec<String>>,
    spelling: OnceLock<Arc<Spelling>>,
}

/// A term of the vocabulary: its words as written, and their stems.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Words as written, lower case.
    pub words: Vec<String>,
    /// Their stems.
    pub stems: Stems,
}

impl Term {
    fn new(written: &str) -> Term {
        let words = text::words(&written.replace('_', " "));
        let stems = words.iter().map(|word| text::stem_of(word)).collect();
        Term { words, stems }
    }
}

impl Field {
    /// Indexes a vocabulary.
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let mut index = Field::default();
        for (number, group) in vocabulary.equivalents.iter().enumerate() {
            let terms: Vec<Term> = group.iter().map(|term| Term::new(term)).collect();
            for term in &terms {
                index.group_of.entry(term.stems.clone()).or_default().push(number);
            }
            index.groups.push(terms);
        }
        for (broad, narrow) in &vocabulary.narrower {
            let narrow = narrow.iter().map(|term| Term::new(term));
            index.narrower.entry(Term::new(broad).stems).or_default().extend(narrow);
        }
        for (one, other) in &vocabulary.opposites {
            let (one, other) = (Term::new(one), Term::new(other));
            index.opposites.entry(one.stems.clone()).or_default().push(other.clone());
            index.opposites.entry(other.stems).or_default().push(one);
        }
        for group in &vocabulary.related {
            for term in group {
                let others = group.iter().filter(|other| *other != term).cloned();
                index.related.entry(Term::new(term).stems).or_default().extend(others);
            }
        }
        index.beliefs = Arc::new(Beliefs::new(&vocabulary.misconceptions, &vocabulary.contrasts));
        index
    }

    /// Whether a text holds one of the field's wrong beliefs, by its number in the vocabulary.
    pub fn holds(&self, misconception: usize, text: &str) -> bool {
        self.beliefs.held(&Text::new(text)).wrong.iter().any(|(number, _)| *number == misconception)
    }

    /// Wrong beliefs of the field; rubrics share them.
    pub fn beliefs(&self) -> Arc<Beliefs> {
        self.beliefs.clone()
    }

    /// What a short answer may say instead, as patterns write it. Only direct neighbours: further ones are other things.
    pub fn related(&self, stems: &[String]) -> impl Iterator<Item = &str> {
        self.related.get(stems).into_iter().flatten().map(String::as_str)
    }

    /// All words of the equivalents, to be compared with slips; rubrics share them.
    pub fn spelling(&self) -> Arc<Spelling> {
        let words = || self.groups.iter().flatten().flat_map(|term| &term.words);
        self.spelling.get_or_init(|| Arc::new(Spelling::of(words().map(String::as_str)))).clone()
    }

    /// The phrases that fill the place of a phrase: its equivalents, and the narrower terms of all of them.
    /// The phrase itself is not among them. A broader term never is.
    pub fn instead_of(&self, stems: &[String]) -> Vec<Term> {
        let mut found: Vec<Term> = Vec::new();
        let mut seen = vec![stems];
        let mut next = 0;
        while let Some(here) = seen.get(next).copied() {
            next += 1;
            let equal = self.group_of.get(here).into_iter().flatten().flat_map(|group| &self.groups[*group]);
            let narrow = self.narrower.get(here).into_iter().flatten();
            for term in equal.chain(narrow) {
                if !seen.contains(&term.stems.as_slice()) {
                    seen.push(&term.stems);
                    found.push(term.clone());
                }
            }
        }
        found
    }

    /// The opposites of a phrase and of its equivalents.
    pub fn against(&self, stems: &[String]) -> Vec<Term> {
        let groups = self.group_of.get(stems).into_iter().flatten();
        let equal = groups.flat_map(|group| &self.groups[*group]).map(|term| term.stems.as_slice());
        std::iter::once(stems).chain(equal).filter_map(|stems| self.opposites.get(stems)).flatten().cloned().collect()
    }
}
