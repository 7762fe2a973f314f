//! A regular expression of a pattern.
//!
//! Compiling one takes longer than marking most answers, and most answers come near few of a rubric's expressions. So it is
//! first read for the words that every match holds, and compiled when a sentence with those words comes.
//!
//! Three names stand for what most expressions about wrong statements need: `<gap>` for up to six words none of which denies,
//! `<adv>` for words that only colour (simply, always, in practice), `<itself>` for what is said to happen without anybody's
//! doing (automatically, out of the box).

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, LazyLock, OnceLock};

use memchr::memmem::Finder;
use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::hir::{Hir, HirKind};

/// Compiled expressions take at most this many bytes.
const LARGEST: usize = 1 << 18;
/// Brackets of an expression nest at most so deep.
const DEEPEST: u32 = 100;
/// Shorter words stand everywhere: they tell nothing.
const SHORTEST_WORD: usize = 3;

/// Names and what they stand for. There is no look-around, so that the words of a gap are spelled: each begins as no denying
/// word does ("not", "never", "cannot", "hardly", "without"), and none has an apostrophe ("don't").
const GAP: &str = "<gap>";
const COLOUR: &str = "<adv>";
const NAMES: [(&str, &str); 3] = [
    (
        GAP,
        "(?: (?:[abd-gi-mo-vx-z0-9][a-z0-9-]*|c(?:an\\b|[b-z0-9][a-z0-9-]*|a[a-mo-z][a-z0-9-]*)\
         |h(?:[b-z][a-z0-9-]*|a(?:ve|d|sh?|[a-qt-z])[a-z-]*)\
         |n(?:[a-df-np-z0-9][a-z0-9-]*|e[a-hj-uw-z][a-z0-9-]*|o(?:d[a-z]*|w|rmal[a-z]*|ti[a-z]*))\
         |w(?:[a-hj-z][a-z0-9-]*|i(?:[a-su-z][a-z0-9-]*|th|thin)))){0,6}?",
    ),
    (
        COLOUR,
        "(?:,? (?:simply|just|really|totally|completely|entirely|usually|always|generally|actually|largely|mostly|basically\
         |absolutely|all|therefore|then|also|still|quite|rather|pretty|in practice|normally|typically|practically|merely|only\
         |both|even|so|very|a|an|any|the|clearly|almost|fully|perfectly|much|far|effectively|purely|nearly|at all))*",
    ),
    (
        "<itself>",
        "(?:automatically|by itself|by themselves|by default|by magic|on its own|on their own|out of the box|for free\
         |transparently|magically|natively)",
    ),
];

/// An expression with its names replaced.
fn spelled(source: &str) -> Cow<'_, str> {
    let named = NAMES.iter().filter(|(name, _)| source.contains(name));
    named.fold(Cow::Borrowed(source), |spelled, (name, stands_for)| Cow::Owned(spelled.replace(name, stands_for)))
}

/// A regular expression over a sentence in lower case.
#[derive(Debug, Clone)]
pub struct Expression {
    source: String,
    lazy: Arc<Lazy>,
}

#[derive(Debug, Default)]
struct Lazy {
    /// Of each list, every match holds one.
    words: OnceLock<Vec<Vec<Finder<'static>>>>,
    compiled: OnceLock<Option<Regex>>,
}

impl Expression {
    /// An expression as it was written. One that cannot be compiled matches nothing.
    pub fn new(source: &str) -> Expression {
        Expression { source: source.to_owned(), lazy: Arc::default() }
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// Whether it has a word that denies: then what it matches may as well.
    pub fn speaks_of_denial(&self) -> bool {
        static DENIAL: LazyLock<regex::Regex> = LazyLock::new(|| {
            let word = r"(?:^|[^a-z])(?:not?|never|cannot|without|neither|nor|nothing|none|hardly)(?:[^a-z]|$)|[^a-z]nt\\b|n'\??t";
            regex::Regex::new(word).unwrap_or_else(|e| unreachable!("{e}"))
        });
        DENIAL.is_match(&self.source)
    }

    /// Compiles it now.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn compile(&self) -> Result<(), regex::Error> {
        let regex = compiled(&self.source)?;
        self.lazy.compiled.get_or_init(|| Some(regex));
        Ok(())
    }

    /// The bytes of all matches in a text.
    pub fn matches<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        self.regex_for(text).into_iter().flat_map(|regex| regex.find_iter(text.as_bytes())).map(|found| found.range())
    }

    fn regex_for(&self, text: &str) -> Option<&Regex> {
        match self.lazy.compiled.get() {
            Some(compiled) => compiled.as_ref(),
            None if self.may_match(text) => self.lazy.compiled.get_or_init(|| compiled(&self.source).ok()).as_ref(),
            None => None,
        }
    }

    fn may_match(&self, text: &str) -> bool {
        let words = self.lazy.words.get_or_init(|| finders(&self.source));
        words.iter().all(|any| any.iter().any(|word| word.find(text.as_bytes()).is_some()))
    }
}

/// Classes and gaps over bytes are smaller than those over all of Unicode, and the words of the field are ASCII. An expression
/// that names other characters in a class is compiled over Unicode.
fn compiled(source: &str) -> Result<Regex, regex::Error> {
    let spelled = spelled(source);
    let over = |unicode| {
        RegexBuilder::new(&spelled)
            .unicode(unicode)
            .size_limit(LARGEST)
            .dfa_size_limit(LARGEST)
            .nest_limit(DEEPEST)
            .build()
    };
    over(false).or_else(|_| over(true))
}

/// An expression as it is read for its words. A gap and what only colours may be empty and hold no word that must be there:
/// anything stands for them, which is read in no time.
fn parsed(source: &str) -> Option<Hir> {
    let source = source.replace(GAP, ".*").replace(COLOUR, ".*");
    let spelled = spelled(&source);
    let over = |unicode| {
        regex_syntax::ParserBuilder::new().nest_limit(DEEPEST).unicode(unicode).utf8(false).build().parse(&spelled).ok()
    };
    over(false).or_else(|| over(true))
}

/// Finders of the words that a match holds, the shortest lists first: they are the likeliest to be missed.
fn finders(source: &str) -> Vec<Vec<Finder<'static>>> {
    let mut lists = parsed(source).map(|hir| words(&hir)).unwrap_or_default();
    lists.sort_by_key(Vec::len);
    let finder = |word: &Vec<u8>| Finder::new(word).into_owned();
    lists.iter().map(|any| any.iter().map(finder).collect()).collect()
}

/// Lists of words: every match holds one of each list.
fn words(hir: &Hir) -> Vec<Vec<Vec<u8>>> {
    match hir.kind() {
        HirKind::Literal(literal) if literal.0.len() >= SHORTEST_WORD => vec![vec![literal.0.to_vec()]],
        HirKind::Literal(_) | HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) => Vec::new(),
        HirKind::Repetition(repetition) if repetition.min == 0 => Vec::new(),
        HirKind::Repetition(repetition) => words(&repetition.sub),
        HirKind::Capture(capture) => words(&capture.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(words).collect(),
        HirKind::Alternation(ways) => {
            let chosen: Option<Vec<_>> = ways.iter().map(|way| words(way).into_iter().min_by_key(Vec::len)).collect();
            chosen.map(|lists| lists.concat()).into_iter().collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, text: &str, expected: &[&str]) {
        let lazy = Expression::new(source);
        let found: Vec<&str> = lazy.matches(text).map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{source}");
        assert!(found.is_empty() || lazy.may_match(text), "{source}");
    }

    #[test]
    fn an_expression_speaks_of_a_denial_by_a_word() {
        for (source, expected) in [
            (r"rings? do(?:es)?n't", true),
            (r"rings? do(?:es)?nt\b", true),
            ("has no ring", true),
            ("(?:never|seldom)", true),
            ("another notification", false),
            (r"client\b", false),
        ] {
            assert_eq!(Expression::new(source).speaks_of_denial(), expected, "{source}");
        }
    }

    #[test]
    fn a_name_stands_for_what_most_expressions_need() {
        check("caches?<gap> stale", "a cache in each node is never stale", &[]);
        check(
            "caches?<gap> is<adv> never stale",
            "a cache of the node is simply never stale",
            &["cache of the node is simply never stale"],
        );
        check("caches?<gap> helps", "the cache does not help, it never helps", &[]);
        check("caches?<gap> helps", "the cache doesn't say that it helps", &[]);
        check("caches?<gap> helps", "the cache without a limit helps", &[]);
        check("caches?<gap> helps", "the cache is full, a disk helps", &[]);
        check("caches?<gap> helps", "a cache with new entries can do harm but helps", &[]);
        check("caches?<gap> helps", "a cache near the client helps", &["cache near the client helps"]);
        check("scales?<adv> <itself>", "it scales out of the box", &["scales out of the box"]);
        check("a < b", "a < b", &["a < b"]);
    }

    #[test]
    fn an_expression_is_compiled_only_where_its_words_stand() {
        check(r"\b(?:always|never) loses? (?:a |the )?write", "it never loses a write", &["never loses a write"]);
        check("caf[\u{e9}e] au lait", "caf\u{e9} au lait", &["caf\u{e9} au lait"]);
        check("(ab)?x+", "abxx x", &["abxx", "x"]);
        check("(", "(", &[]);
        let lazy = Expression::new(r"ring.{0,40} moves? all");
        assert_eq!(lazy.matches("the ring moves some").count(), 0);
        assert!(lazy.lazy.compiled.get().is_none());
        assert_eq!(lazy.matches("the ring then moves all").count(), 1);
        assert!(lazy.lazy.compiled.get().is_some());
    }
}
