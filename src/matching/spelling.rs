//! Spelling slips: a word that nothing knows, one or two keys away from just one word that is known.
//!
//! Guards: the slip has five letters or more, starts with the same letter, and is no word itself, neither of the common
//! ones nor of the bank nor of the vocabulary: `stale` is never `scale`. Two candidates at the same distance are
//! refused.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};
use std::sync::Arc;

use super::subject::is_of_the_field;
use crate::text;

/// A slip has at least this many letters: below, one edit leads from word to word.
const SHORTEST: usize = 5;
/// From this length on, two edits are one slip; below, one.
const LONG: usize = 8;
/// A prefix is compared from this length on.
const LONG_PREFIX: usize = 5;
/// Different unknown words of one text that are looked at: a text of nothing else is no text.
const MOST: usize = 2_000;

/// The words that a rubric knows, ready to be compared.
#[derive(Debug, Default)]
pub struct Spelling {
    /// Words of this rubric and of the vocabulary.
    known: HashSet<String>,
    /// Stems of those that slips may mean: another form of a known word is no slip.
    stems: HashSet<String>,
    /// The rubric's longer words by first letter, each with the letters it has.
    words: HashMap<u8, Vec<(String, u32)>>,
    /// Beginnings that patterns ask for, by first letter.
    prefixes: HashMap<u8, Vec<String>>,
    /// The words of the field, which all rubrics share.
    field: Option<Arc<Spelling>>,
}

impl Spelling {
    /// Words that are right.
    pub fn of<'w>(words: impl Iterator<Item = &'w str>) -> Spelling {
        let mut spelling = Spelling::default();
        words.for_each(|word| spelling.add(word));
        spelling
    }

    /// Adds the words of the field behind a rubric's own.
    pub fn add_field(&mut self, field: Arc<Spelling>) {
        self.field = Some(field);
    }

    fn both(&self) -> impl Iterator<Item = &Spelling> {
        std::iter::once(self).chain(self.field.as_deref())
    }

    fn knows(&self, word: &str) -> bool {
        self.both().any(|spelling| spelling.known.contains(word))
    }

    fn knows_stem(&self, stem: &str) -> bool {
        self.both().any(|spelling| spelling.stems.contains(stem))
    }

    /// Adds a word that is right as it is, and that slips may mean.
    pub fn add(&mut self, word: &str) {
        if self.known.insert(word.to_owned()) && is_comparable(word) {
            self.stems.insert(text::stem_of(word));
            self.words.entry(word.as_bytes()[0]).or_default().push((word.to_owned(), letters(word)));
        }
    }

    /// Adds a beginning that is right whatever follows.
    pub fn add_prefix(&mut self, start: &str) {
        if start.len() >= LONG_PREFIX && start.bytes().all(|b| b.is_ascii_lowercase()) {
            let list = self.prefixes.entry(start.as_bytes()[0]).or_default();
            if !list.iter().any(|known| known == start) {
                list.push(start.to_owned());
            }
        }
    }

    /// A corrector for one text: it remembers what it was asked.
    pub fn corrector(&self) -> impl FnMut(&str) -> Option<String> {
        let mut asked: HashMap<String, Option<String>> = HashMap::default();
        move |word| {
            if !is_comparable(word) || self.knows(word) || text::is_common_word(word) {
                return None;
            }
            if let Some(answer) = asked.get(word) {
                return answer.clone();
            }
            let stem = text::stem_of(word);
            let looked_at = asked.len() < MOST && !self.knows_stem(&stem) && !is_of_the_field(&stem);
            let answer = if looked_at { self.right(word) } else { None };
            asked.insert(word.to_owned(), answer.clone());
            answer
        }
    }

    /// The one word that an unknown word is a slip of.
    fn right(&self, word: &str) -> Option<String> {
        let first = word.as_bytes()[0];
        let starts = self.prefixes.get(&first).into_iter().flatten();
        if starts.clone().any(|start| word.starts_with(start.as_str())) {
            return None;
        }
        let mut best = Best::new(word);
        for (known, has) in self.both().filter_map(|spelling| spelling.words.get(&first)).flatten() {
            best.offer(known, *has);
        }
        for known in text::common_words(char::from(first)) {
            best.offer(known, letters(known));
        }
        best.taken().or_else(|| starts.clone().find_map(|start| mended(start, word)))
    }
}

/// The best candidates so far.
struct Best<'a> {
    word: &'a str,
    has: u32,
    allowed: usize,
    least: usize,
    candidate: Option<&'a str>,
    tie: bool,
}

impl<'a> Best<'a> {
    fn new(word: &'a str) -> Self {
        let allowed = if word.len() < LONG { 1 } else { 2 };
        Best { word, has: letters(word), allowed, least: allowed + 1, candidate: None, tie: false }
    }

    fn offer(&mut self, known: &'a str, has: u32) {
        // An edit changes two kinds of letters at most: most words are too far away to be measured.
        let far = (self.has ^ has).count_ones() as usize > 2 * self.allowed;
        if far || known.len().abs_diff(self.word.len()) > self.allowed || Some(known) == self.candidate {
            return;
        }
        let distance = strsim::osa_distance(known, self.word);
        if distance < self.least {
            (self.least, self.candidate, self.tie) = (distance, Some(known), false);
        } else if distance == self.least && distance <= self.allowed {
            // "partition" and "partitions" are no choice to make.
            self.tie |= self.candidate.is_none_or(|other| text::stem_of(other) != text::stem_of(known));
        }
    }

    fn taken(self) -> Option<String> {
        self.candidate.filter(|_| !self.tie).map(str::to_owned)
    }
}

/// The word with its beginning put right.
fn mended(start: &str, word: &str) -> Option<String> {
    let lengths = start.len() - 1..=(start.len() + 1).min(word.len());
    let slip = |length: &usize| *length < word.len() && strsim::osa_distance(start, &word[..*length]) == 1;
    lengths.into_iter().filter(|length| *length <= word.len()).find(slip).map(|at| format!("{start}{}", &word[at..]))
}

fn is_comparable(word: &str) -> bool {
    word.len() >= SHORTEST && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// The letters that a word has, a bit each.
fn letters(word: &str) -> u32 {
    word.bytes().filter(u8::is_ascii_lowercase).fold(0, |has, b| has | 1 << (b - b'a'))
}

#[cfg(test)]
mod tests {
    use super::Spelling;

    #[track_caller]
    fn check(word: &str, expected: Option<&str>) {
        let mut spelling = Spelling::default();
        for known in ["partition", "partitions", "scale", "consumer", "backoff", "cost", "kafka", "replica", "replicas"]
        {
            spelling.add(known);
        }
        spelling.add_prefix("consisten");
        spelling.add_prefix("linearizab");
        assert_eq!(spelling.corrector()(word).as_deref(), expected, "{word}");
    }

    #[test]
    fn slips_are_mended_and_words_left_alone() {
        check("partiton", Some("partition"));
        check("conusmer", Some("consumer"));
        check("consmer", Some("consumer"));
        check("bakcoff", Some("backoff"));
        check("linearziable", Some("linearizable"));
        check("consistnecy", Some("consistency"));
        // Words of their own, too short, another first letter, unknown altogether.
        for word in ["stale", "most", "scal", "kafak2", "afka", "zookeeper", "partitions", "partitioned", "replicate"] {
            check(word, None);
        }
    }
}
