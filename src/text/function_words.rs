//! Words that carry grammar rather than content.

use std::sync::LazyLock;

use rustc_hash::FxHashSet as HashSet;

/// Articles, pronouns, prepositions, auxiliaries and the commonest verbs.
const FUNCTION_WORDS: &[&str] = &[
    "a", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because", "before", "but", "by", "can",
    "could", "do", "does", "each", "every", "for", "from", "get", "gets", "go", "goes", "has", "have", "how", "i",
    "if", "in", "into", "is", "it", "its", "just", "keep", "let", "like", "make", "may", "more", "most", "must", "my",
    "need", "no", "not", "of", "on", "once", "one", "only", "or", "our", "out", "over", "per", "put", "should",
    "since", "so", "some", "still", "such", "take", "than", "that", "the", "their", "them", "then", "there", "these",
    "they", "this", "those", "through", "to", "too", "until", "up", "us", "use", "uses", "using", "want", "was", "we",
    "what", "when", "where", "which", "while", "who", "will", "with", "without", "would", "you", "your", "me", "am",
    "were", "been", "being", "did", "had", "might", "between",
];

/// Words that refer back or to people: prose that goes on about something has them.
const PRONOUNS: &[&str] = &[
    "he", "her", "i", "it", "its", "my", "our", "people", "she", "someone", "everyone", "that", "their", "them",
    "there", "these", "they", "this", "those", "us", "we", "you", "your",
];

/// Whether a lower-case word carries grammar rather than content.
pub fn is_function_word(word: &str) -> bool {
    // Every token is asked about several times: a look-up, not a walk.
    static SET: LazyLock<HashSet<&str>> = LazyLock::new(|| FUNCTION_WORDS.iter().copied().collect());
    SET.contains(word)
}

/// Whether a lower-case word refers back, or to people.
pub fn is_pronoun(word: &str) -> bool {
    PRONOUNS.contains(&word)
}
