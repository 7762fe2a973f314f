//! Whether words stand in an order that makes sentences, from which kinds of words follow which.
//!
//! Every word belongs to a class: grammar words by what they do, all others by how they end. [`TABLE`] holds, for each pair
//! of classes, how much more often the second follows the first in real sentences than it would by chance: the logarithm of
//! that ratio (pointwise mutual information), counted in the bank's own answers and samples with [`SMOOTHING`]. The mean
//! over a text is about 0.25 for prose, about 0.05 for terse notes, and below -0.1 for the same words shuffled.
//! `SPARRING_BLESS=1 cargo test --test tables` counts anew.

use std::sync::LazyLock;

use rustc_hash::FxHashMap as HashMap;

use super::Text;

/// Names of the classes, in the order of the table.
pub const CLASSES: [&str; 32] = [
    "end",
    "comma",
    "relation",
    "number",
    "article",
    "possessive",
    "this",
    "that",
    "subject",
    "object",
    "preposition",
    "to",
    "be",
    "have",
    "do",
    "modal",
    "not",
    "and",
    "because",
    "adverb",
    "quantity",
    "common-verb",
    "short",
    "-ing",
    "-tion",
    "-tions",
    "-ly",
    "-ed",
    "-able",
    "-er",
    "-s",
    "other",
];

/// Added to both counts of a ratio, so that rare pairs tell little.
pub const SMOOTHING: f64 = 4.0;

/// Hundredths of a nat, a line for each first class.
static TABLE: LazyLock<Vec<i16>> = LazyLock::new(|| {
    let written = include_str!("order.txt");
    written.split_ascii_whitespace().filter_map(|n| n.parse().ok()).collect()
});

/// Grammar words and the class that they belong to; the first list that holds a word counts.
const GRAMMAR: &[(&str, &str)] = &[
    ("article", "a an the every each another"),
    ("possessive", "my our your their its his her"),
    ("this", "this these those"),
    ("that", "that"),
    ("subject", "i we they he she you it"),
    ("object", "them us me him"),
    (
        "preposition",
        "at by for from into of on with in through over under between during against across per within without via onto \
         among toward towards behind before after than as like about",
    ),
    ("to", "to"),
    ("be", "is are was were be been being am"),
    ("have", "has have had"),
    ("do", "do does did"),
    ("modal", "can could will would should must may might"),
    ("not", "not no never none"),
    ("and", "and or but nor"),
    (
        "because",
        "because if when while where since until unless so then although though whether once whereas which who what how \
         why",
    ),
    (
        "adverb",
        "also just only still even often usually always too very more most much less there here now again instead rather \
         together away back up down out off",
    ),
    ("quantity", "all any some many few several both one two three such other same enough"),
    (
        "common-verb",
        "get gets make makes use uses using need needs keep keeps let lets go goes take takes put puts want wants know see \
         give gives",
    ),
];

/// Endings and the class that they show; the first that fits a word of more letters counts.
const ENDINGS: &[(&str, &str)] = &[
    ("-ing", "ing"),
    ("-tion", "tion sion ity ment ness ance ence ship"),
    ("-tions", "tions ities ments ers ors ances ences"),
    ("-ly", "ly"),
    ("-ed", "ed"),
    ("-able", "able ible al ive ous ful ic less ent ant ary"),
    ("-er", "er or"),
    ("-s", "s"),
];

/// A word ends in an ending if it has at least this many letters more.
const STEM_LETTERS: usize = 3;
/// Words up to this length that are no grammar words: units, variables, fragments.
const SHORT: usize = 2;
/// Fewer pairs tell nothing.
const ENOUGH_PAIRS: usize = 24;
/// Signs between two words that say how they relate: arrows, equations, comparisons. Notes are full of them.
const RELATIONS: [char; 13] = ['=', '>', '<', '→', '⇒', '←', '≈', '~', '×', '+', '≥', '≤', '∪'];

/// The classes by number, ready for look-ups.
struct Numbered {
    grammar: HashMap<&'static str, u8>,
    endings: Vec<(&'static str, u8)>,
    end: u8,
    comma: u8,
    relation: u8,
    number: u8,
    short: u8,
    other: u8,
}

static NUMBERED: LazyLock<Numbered> = LazyLock::new(|| {
    let each = |(name, words): &'static (&str, &str)| words.split(' ').map(move |word| (word, class(name)));
    Numbered {
        grammar: GRAMMAR.iter().rev().flat_map(each).collect(),
        endings: ENDINGS.iter().flat_map(each).collect(),
        end: class("end"),
        comma: class("comma"),
        relation: class("relation"),
        number: class("number"),
        short: class("short"),
        other: class("other"),
    }
});

fn class(name: &str) -> u8 {
    CLASSES.iter().position(|class| *class == name).unwrap_or(CLASSES.len() - 1) as u8
}

impl Numbered {
    fn class_of(&self, word: &str) -> u8 {
        if let Some(class) = self.grammar.get(word) {
            return *class;
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            return self.number;
        }
        if word.len() <= SHORT {
            return self.short;
        }
        let ends = |(ending, _): &&(&str, u8)| word.len() >= ending.len() + STEM_LETTERS && word.ends_with(ending);
        self.endings.iter().find(ends).map_or(self.other, |(_, class)| *class)
    }
}

/// The classes of a text's words, with what stands between them.
pub fn classes(text: &Text<'_>) -> Vec<u8> {
    let known = &*NUMBERED;
    let mut all = vec![known.end];
    let mut before: Option<(u32, usize)> = None;
    for token in text.tokens() {
        if let Some((sentence, byte)) = before {
            let between = &text.original()[byte.min(token.span.start)..token.span.start];
            if sentence != token.sentence || between.contains([':', ';']) {
                all.push(known.end);
            } else if between.contains([',', '(', ')']) {
                all.push(known.comma);
            } else if between.contains(RELATIONS) {
                all.push(known.relation);
            }
        }
        // "Service A calls B": a letter as a name is no article.
        let name = token.word == "a"
            && before.is_some_and(|(sentence, _)| sentence == token.sentence)
            && text.original()[token.span.clone()] == *"A";
        all.push(if name { known.short } else { known.class_of(&token.word) });
        before = Some((token.sentence, token.span.end));
    }
    all
}

/// The mean of the table over a text's pairs, in nats; `None` for a text that is too short to tell.
pub fn order(text: &Text<'_>) -> Option<f64> {
    let classes = classes(text);
    if classes.len() <= ENOUGH_PAIRS {
        return None;
    }
    let told = |pair: &[u8]| TABLE.get(usize::from(pair[0]) * CLASSES.len() + usize::from(pair[1])).copied();
    let sum: i64 = classes.windows(2).filter_map(told).map(i64::from).sum();
    Some(sum as f64 / 100.0 / (classes.len() - 1) as f64)
}
