//! Common English words: a token that is one of them is never taken for a misspelt term.

use std::sync::LazyLock;

/// Lower-case words of five letters and more, sorted, one a line: dictionary words that occur in technical manuals.
static WORDS: &str = include_str!("words.txt");

/// Whether a lower-case word is an ordinary English word of five letters or more.
///
/// A binary search over the bytes of the list: it needs no set-up, so a start that marks nothing pays nothing.
pub fn is_common_word(word: &str) -> bool {
    let (mut low, mut high) = (0, WORDS.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = WORDS[..middle].rfind('\n').map_or(0, |i| i + 1);
        let end = WORDS[middle..].find('\n').map_or(WORDS.len(), |i| middle + i);
        let found = &WORDS[start..end];
        match found.cmp(word) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
        if low > WORDS.len() {
            return false;
        }
    }
    false
}

/// The common words that start with a letter, in order.
pub fn common_words(first: char) -> impl Iterator<Item = &'static str> {
    let place = |letter: char| {
        let at = STARTS.binary_search_by_key(&letter, |(known, _)| *known);
        at.map_or(WORDS.len(), |i| STARTS[i].1)
    };
    let end = char::from_u32(first as u32 + 1).unwrap_or(first);
    WORDS[place(first)..place(end).max(place(first))].lines()
}

/// Where each letter's words start.
static STARTS: LazyLock<Vec<(char, usize)>> = LazyLock::new(|| {
    let mut starts: Vec<(char, usize)> = Vec::new();
    let mut at = 0;
    for word in WORDS.split_inclusive('\n') {
        let first = word.chars().next().unwrap_or('\n');
        if starts.last().is_none_or(|(known, _)| *known != first) {
            starts.push((first, at));
        }
        at += word.len();
    }
    starts
});
