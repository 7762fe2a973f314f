//! Common English words: a token that is one of them is never taken for a misspelt term.

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
