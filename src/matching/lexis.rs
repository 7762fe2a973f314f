//! The words and phrases that the patterns of one rubric ask for, and where a text holds them.

use rustc_hash::FxHashMap as HashMap;

use super::spelling::Spelling;
use crate::rubric::pattern::{SHORTEST_PREFIX, Word};
use crate::text::{self, Span, Text, Token};

/// Number of a word that some pattern asks for.
pub type TermId = u32;
/// Number of a phrase that some slot accepts.
pub type PhraseId = u32;

/// Tokens of a text that fill a phrase: first, and one past the last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// Index of the first token.
    pub start: u32,
    /// Index after the last token.
    pub end: u32,
    /// Whether it is a quantity: the words inside it ("100M new links a day") may fill other slots as well.
    pub quantity: bool,
}

impl Occurrence {
    /// Bytes of the original text, from the first token to the last.
    pub fn span(&self, text: &Text<'_>) -> Span {
        text.tokens()[self.start as usize].span.start..text.tokens()[self.end as usize - 1].span.end
    }

    /// Whether two slots would use the same words.
    pub fn clashes(&self, other: &Occurrence) -> bool {
        self.quantity == other.quantity && self.start < other.end && other.start < self.end
    }
}

/// Words written as one have at least this many letters.
const SHORTEST_JOINED: usize = 6;

/// The first bytes of a word, as many as the shortest prefix has.
type Beginning = [u8; SHORTEST_PREFIX];

fn beginning(word: &str) -> Beginning {
    let mut bytes = [0; SHORTEST_PREFIX];
    bytes.iter_mut().zip(word.bytes()).for_each(|(to, from)| *to = from);
    bytes
}

/// All terms and phrases of a rubric.
#[derive(Debug, Default)]
pub struct Lexis {
    stems: HashMap<String, TermId>,
    /// By their first bytes: a word is compared with the few prefixes that begin as it does.
    prefixes: HashMap<Beginning, Vec<(String, TermId)>>,
    exact: HashMap<String, TermId>,
    spelling: Spelling,
    terms: u32,
    phrases: Vec<Vec<TermId>>,
    phrase_ids: HashMap<Vec<TermId>, PhraseId>,
    starting_with: Vec<Vec<PhraseId>>,
}

impl Lexis {
    /// The words that slips may mean.
    pub fn spelling(&mut self) -> &mut Spelling {
        &mut self.spelling
    }

    /// What an unknown word of a text means.
    pub fn corrector(&self) -> impl FnMut(&str) -> Option<String> {
        self.spelling.corrector()
    }

    /// Registers a phrase of stems and prefixes.
    pub fn phrase(&mut self, words: &[Word]) -> PhraseId {
        let terms = words.iter().map(|word| self.word(word)).collect();
        self.intern(terms)
    }

    /// Registers a phrase written as one word: `fan_out` is also `fanout`.
    pub fn joined(&mut self, words: &[Word]) -> Option<PhraseId> {
        let mut joined = String::new();
        let mut prefix = false;
        for word in words {
            match word {
                Word::Stem { surface, .. } if !prefix => joined.push_str(surface),
                Word::Prefix(start) if !prefix => {
                    joined.push_str(start);
                    prefix = true;
                }
                Word::Stem { .. } | Word::Prefix(_) => return None,
            }
        }
        let joined_length = joined.len();
        let word = match prefix {
            true => Word::Prefix(joined),
            false => Word::Stem { stem: text::stem_of(&joined), surface: joined },
        };
        // Short ones meet other words: `a_to_m` is no "atom".
        (words.len() > 1 && joined_length >= SHORTEST_JOINED).then(|| self.phrase(&[word]))
    }

    /// Registers words that must be spelt exactly so.
    pub fn exact(&mut self, words: &[String]) -> PhraseId {
        let mut terms = Vec::with_capacity(words.len());
        for word in words {
            let fresh = self.terms;
            let term = *self.exact.entry(word.clone()).or_insert(fresh);
            self.terms = self.terms.max(term + 1);
            terms.push(term);
        }
        self.intern(terms)
    }

    fn word(&mut self, word: &Word) -> TermId {
        let fresh = self.terms;
        let term = match word {
            Word::Stem { stem, surface } => {
                let term = *self.stems.entry(stem.clone()).or_insert(fresh);
                self.spelling.add(surface);
                term
            }
            Word::Prefix(start) => {
                self.spelling.add_prefix(start);
                let alike = self.prefixes.entry(beginning(start)).or_default();
                let known = alike.iter().find(|(known, _)| known == start).map(|(_, term)| *term);
                known.unwrap_or_else(|| {
                    alike.push((start.clone(), fresh));
                    fresh
                })
            }
        };
        self.terms = self.terms.max(term + 1);
        term
    }

    fn intern(&mut self, terms: Vec<TermId>) -> PhraseId {
        if let Some(id) = self.phrase_ids.get(&terms) {
            return *id;
        }
        let id = self.phrases.len() as PhraseId;
        self.starting_with.resize(self.terms as usize, Vec::new());
        self.starting_with[terms[0] as usize].push(id);
        self.phrase_ids.insert(terms.clone(), id);
        self.phrases.push(terms);
        id
    }

    /// Finds every phrase in a text, in no order.
    pub fn find(&self, text: &Text<'_>) -> Vec<(PhraseId, Occurrence)> {
        let tokens = text.tokens();
        let fitting = tokens.iter().enumerate().flat_map(|(at, token)| {
            let known = self.known(&token.word, &token.stem, !token.slip);
            known.map(move |term| (at, term))
        });
        let terms = Lists::of_pairs(tokens.len(), &fitting.collect::<Vec<_>>());
        let mut found = Vec::new();
        for at in 0..tokens.len() {
            for term in terms.of(at) {
                for phrase in self.starting_with.get(*term as usize).into_iter().flatten() {
                    if let Some(end) = self.complete(*phrase, tokens, &terms, at) {
                        found.push((*phrase, occurrence(at, end)));
                    }
                }
            }
            if at > 0 && tokens[at].tight {
                self.hyphenated(tokens, at, &mut found);
            }
        }
        found
    }

    /// End of a phrase that starts at token `at`; articles between its words are passed over.
    fn complete(&self, phrase: PhraseId, tokens: &[Token], terms: &Lists<TermId>, at: usize) -> Option<usize> {
        let mut next = at + 1;
        for wanted in &self.phrases[phrase as usize][1..] {
            while next < tokens.len() && is_article(&tokens[next].word) && !terms.of(next).contains(wanted) {
                next += 1;
            }
            let fits =
                next < tokens.len() && tokens[next].sentence == tokens[at].sentence && terms.of(next).contains(wanted);
            if !fits {
                return None;
            }
            next += 1;
        }
        Some(next)
    }

    /// A pattern's `failover` in a text's `fail-over`.
    fn hyphenated(&self, tokens: &[Token], at: usize, found: &mut Vec<(PhraseId, Occurrence)>) {
        let joined = format!("{}{}", tokens[at - 1].word, tokens[at].word);
        for term in self.known(&joined, &text::stem_of(&joined), true) {
            for phrase in self.starting_with.get(term as usize).into_iter().flatten() {
                if self.phrases[*phrase as usize].len() == 1 {
                    found.push((*phrase, occurrence(at - 1, at + 1)));
                }
            }
        }
    }

    /// The terms that a word fits; exact ones only as typed.
    fn known(&self, word: &str, stem: &str, typed: bool) -> impl Iterator<Item = TermId> {
        let exact = self.exact.get(word).filter(|_| typed);
        let alike = self.prefixes.get(&beginning(word)).into_iter().flatten();
        let prefixes = alike.filter(|(start, _)| word.starts_with(start)).map(|(_, term)| term);
        self.stems.get(stem).into_iter().chain(exact).chain(prefixes).copied()
    }
}

/// Lists of different lengths, one behind the other in one piece of memory.
#[derive(Debug)]
pub struct Lists<T> {
    all: Vec<T>,
    ends: Vec<usize>,
}

impl<T: Copy + Default> Lists<T> {
    /// Puts each value into the list of its number, in the order in which they come.
    pub fn of_pairs(lists: usize, pairs: &[(usize, T)]) -> Lists<T> {
        let mut ends = vec![0; lists];
        pairs.iter().for_each(|(list, _)| ends[*list] += 1);
        // Each list begins where those before it end; as it fills, its end moves to its place.
        let mut start = 0;
        for end in &mut ends {
            start += std::mem::replace(end, start);
        }
        let mut all = vec![T::default(); pairs.len()];
        for (list, value) in pairs {
            all[ends[*list]] = *value;
            ends[*list] += 1;
        }
        Lists { all, ends }
    }

    /// A list by its number.
    pub fn of(&self, list: usize) -> &[T] {
        let start = list.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start..self.ends[list]]
    }
}

fn is_article(word: &str) -> bool {
    matches!(word, "a" | "an" | "the")
}

fn occurrence(start: usize, end: usize) -> Occurrence {
    Occurrence { start: start as u32, end: end as u32, quantity: false }
}
