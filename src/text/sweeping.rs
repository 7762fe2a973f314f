//! Words that leave no room: who says "always", "for free" and "is enough" in every sentence is seldom right.
//!
//! Counted in the bank: sentences that hold a wrong belief have each of these words two to twenty times as often, for their
//! number, as sentences that earn a point.

use super::Text;

/// Words that claim for all cases, or wave something away.
const ALWAYS: &[&str] = &[
    "always",
    "automatically",
    "basically",
    "completely",
    "eliminate",
    "eliminates",
    "entirely",
    "forever",
    "guarantee",
    "guaranteed",
    "guarantees",
    "impossible",
    "infinite",
    "infinitely",
    "magically",
    "negligible",
    "needless",
    "obviously",
    "overkill",
    "perfectly",
    "pointless",
    "totally",
    "unlimited",
    "unnecessary",
    "useless",
];
/// Words that do so less: careful speakers use them too.
const ALL: &[&str] = &[
    "all",
    "any",
    "best",
    "better",
    "cheaper",
    "every",
    "everyone",
    "everything",
    "everywhere",
    "faster",
    "immediately",
    "instantly",
    "just",
    "never",
    "no",
    "none",
    "not",
    "nothing",
    "only",
    "safe",
    "simply",
];
const ALL_WEIGHT: f64 = 0.4;
/// Stems behind "not" or "no": "we don't need", "no need".
const NEEDLESS: &[&str] = &["need", "necessari", "requir", "worth", "bother"];
/// Behind "is" or "are": "one server is enough".
const ENOUGH: &[&str] = &["enough", "sufficient", "fine"];
/// Shorter texts are measured as if they had this many words.
const SHORTEST: usize = 40;

/// Sweeping words of a text for each hundred of its words, the milder ones at 0.4.
pub fn sweeping(text: &Text<'_>) -> f64 {
    let tokens = text.tokens();
    let word = |i: usize| tokens.get(i).map_or("", |t| t.word.as_str());
    let weight = |i: usize| {
        let now = word(i);
        let denies_need = matches!(now, "not" | "no" | "never")
            && (i + 1..i + 3).any(|k| tokens.get(k).is_some_and(|t| NEEDLESS.contains(&t.stem.as_str())));
        let enough = matches!(now, "is" | "are") && ENOUGH.contains(&word(i + 1));
        let free = now == "for" && word(i + 1) == "free";
        if denies_need || enough || free || ALWAYS.contains(&now) {
            1.0
        } else if ALL.contains(&now) {
            ALL_WEIGHT
        } else {
            0.0
        }
    };
    (0..tokens.len()).map(weight).sum::<f64>() * 100.0 / tokens.len().max(SHORTEST) as f64
}

#[cfg(test)]
mod tests {
    use super::{Text, sweeping};

    #[test]
    fn sweeping_claims_stand_out_from_careful_ones() {
        let sweeping = |text: &str| sweeping(&Text::new(text));
        let wild = "Caching is always safe, so we never need replicas, and one server is enough. Retries come for free and \
                    guarantee exactly-once, which makes a database useless. Everything is automatically consistent forever.";
        let calm = "A cache can be stale for a while, so I'd bound it by a time to live. With retries a message may come twice, \
                    which is why the consumer keeps the ids it has seen. That costs one more read for each message.";
        assert!(sweeping(wild) > 15.0, "{}", sweeping(wild));
        assert!(sweeping(calm) < 1.0, "{}", sweeping(calm));
        assert_eq!(sweeping(""), 0.0);
    }
}
