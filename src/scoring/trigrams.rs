//! How much of a model answer's spelling an answer shares: what is left when words differ but their parts agree.

use std::collections::HashMap;

/// Share of the model's character trigrams that the answer has as well, 0 to 1. Case and marks do not count.
pub fn recall(model: &str, answer: &str) -> f64 {
    let (wanted, mut found) = (trigrams(model), trigrams(answer));
    let total: usize = wanted.values().sum();
    let shared: usize = wanted
        .iter()
        .map(|(trigram, count)| {
            let there = found.remove(trigram).unwrap_or(0);
            there.min(*count)
        })
        .sum();
    if total == 0 { 0.0 } else { shared as f64 / total as f64 }
}

fn trigrams(text: &str) -> HashMap<[char; 3], usize> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let spaced: Vec<char> =
        words.flat_map(|w| std::iter::once(' ').chain(w.chars().flat_map(char::to_lowercase))).collect();
    let mut counts = HashMap::new();
    for window in spaced.windows(3) {
        if let [a, b, c] = window {
            *counts.entry([*a, *b, *c]).or_insert(0) += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::recall;

    #[test]
    fn the_same_text_shares_all_and_another_nothing() {
        assert_eq!(recall("Data members.", "data MEMBERS"), 1.0);
        assert_eq!(recall("abc", "xyz"), 0.0);
        assert_eq!(recall("", "xyz"), 0.0);
        let part = recall("member functions", "function");
        assert!(part > 0.4 && part < 1.0, "{part}");
    }
}
