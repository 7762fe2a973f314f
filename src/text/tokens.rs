//! Splitting a text into tokens, clauses and sentences.

use rustc_hash::FxHashMap as HashMap;
use std::cell::RefCell;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Sentence, Span, Token};

/// Words that open a new clause.
const CLAUSE_OPENERS: &[&str] = &[
    "although",
    "because",
    "but",
    "hence",
    "however",
    "if",
    "since",
    "so",
    "then",
    "therefore",
    "though",
    "thus",
    "unless",
    "until",
    "when",
    "where",
    "whereas",
    "which",
    "while",
    "who",
    "yet",
];

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &["al", "approx", "ca", "e.g", "eg", "etc", "fig", "i.e", "ie", "resp", "vs"];

/// A line that goes on in the next one has at least this many characters: shorter lines are list items or verse.
const WRAPPED_LINE: usize = 55;

/// Stems that a thread remembers. Text repeats its words: looking one up is many times cheaper than making it again.
const REMEMBERED: usize = 1 << 15;
/// Longer words are made anew: they hardly come twice.
const LONGEST_REMEMBERED: usize = 32;

/// Returns the Snowball English stem of one lower-case word.
pub fn stem_of(word: &str) -> String {
    thread_local! {
        static STEMS: RefCell<HashMap<String, String>> = RefCell::default();
    }
    if word.len() > LONGEST_REMEMBERED {
        return stemmed(word);
    }
    STEMS.with_borrow_mut(|known| {
        if let Some(stem) = known.get(word) {
            return stem.clone();
        }
        let stem = stemmed(word);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(word.to_owned(), stem.clone());
        stem
    })
}

fn stemmed(word: &str) -> String {
    thread_local! {
        static STEMMER: frostem::Stemmer = frostem::Stemmer::new(frostem::Algorithm::English);
    }
    if word.bytes().any(|b| b.is_ascii_digit()) || word == "its" {
        return word.to_owned();
    }
    // "LBs", "VMs": the plural of an abbreviation, which has no vowel to tell it by.
    if let Some(one) =
        word.strip_suffix('s').filter(|one| one.len() > 1 && !one.contains(['a', 'e', 'i', 'o', 'u', 'y']))
    {
        return one.to_owned();
    }
    STEMMER.with(|stemmer| stemmer.stem(word).into_owned())
}

/// Normalises one word: compatibility forms folded, lower case, no accents, contractions and possessives resolved.
pub fn normalise(raw: &str) -> String {
    let folded: String = if raw.is_ascii() {
        raw.to_ascii_lowercase()
    } else {
        raw.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect::<String>().replace('’', "'")
    };
    match folded.as_str() {
        "cannot" | "cant" | "dont" | "doesnt" | "isnt" | "wont" | "didnt" | "arent" | "shouldnt" | "wouldnt" => {
            return "not".to_owned();
        }
        _ => {}
    }
    match folded.split_once('\'') {
        Some((_, "t")) => "not".to_owned(),
        Some((head, _)) if !head.is_empty() => head.to_owned(),
        _ => folded,
    }
}

/// Splits the text; negation is not marked yet.
pub fn split(original: &str) -> (Vec<Token>, Vec<Sentence>) {
    let mut splitter = Splitter::default();
    let mut offset = 0;
    let mut blank = true;
    let widest = original.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    let mut lines = original.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() {
            splitter.end_sentence(false);
            blank = true;
        } else {
            if blank {
                splitter.paragraph += 1;
                blank = false;
            }
            splitter.line(original, offset..offset + line.len());
            if !goes_on(line, lines.peek().copied(), widest) {
                splitter.end_sentence(false);
            }
        }
        offset += line.len();
    }
    splitter.end_sentence(false);
    (splitter.tokens, splitter.sentences)
}

/// Whether a line was wrapped by hand: it is nearly as long as the longest, ends without a stop, and the next one goes
/// on in lower case without a label of its own ("reads: 12k/s" is a note, not the rest of a sentence).
fn goes_on(line: &str, next: Option<&str>, widest: usize) -> bool {
    let line = line.trim_end();
    let open = !line.ends_with(['.', '!', '?', ':', ';', '|']);
    let length = line.chars().count();
    let next = next.map_or("", str::trim_start);
    let label = next.split_whitespace().take(3).any(|word| word.ends_with(':'));
    open && length >= WRAPPED_LINE && length * 6 >= widest * 5 && next.starts_with(char::is_lowercase) && !label
}

#[derive(Default)]
struct Splitter {
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    clause: u32,
    paragraph: u32,
    first: usize,
}

impl Splitter {
    fn line(&mut self, original: &str, span: Span) {
        let text = &original[span.clone()];
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if c.is_alphanumeric() {
                let end = word_end(text, at);
                while chars.peek().is_some_and(|(i, _)| *i < end) {
                    chars.next();
                }
                self.word(original, span.start + at..span.start + end);
            } else {
                self.mark(text, at, c);
            }
        }
    }

    fn word(&mut self, original: &str, span: Span) {
        let word = normalise(&original[span.clone()]);
        if word.is_empty() {
            return;
        }
        if CLAUSE_OPENERS.contains(&word.as_str()) {
            self.clause += 1;
        }
        let stem = stem_of(&word);
        let sentence = self.sentences.len() as u32;
        let hyphen = span.start > 0 && original[..span.start].ends_with(['-', '‑', '/']);
        let tight = hyphen && self.tokens.last().is_some_and(|t| t.span.end + 3 >= span.start);
        let clause = self.clause;
        self.tokens.push(Token { span, word, stem, slip: false, sentence, clause, tight, negation: None });
    }

    fn mark(&mut self, text: &str, at: usize, c: char) {
        let next = text[at + c.len_utf8()..].chars().next();
        let spaced = next.is_none_or(char::is_whitespace);
        match c {
            '?' | '!' => self.end_sentence(c == '?'),
            '.' if spaced && !self.after_abbreviation(text, at) => self.end_sentence(false),
            ',' | ';' | ':' | '(' | ')' | '[' | ']' | '—' | '–' | '|' => self.clause += 1,
            '-' if spaced && text[..at].ends_with(' ') => self.clause += 1,
            _ => {}
        }
    }

    fn after_abbreviation(&self, text: &str, at: usize) -> bool {
        let head = &text[..at];
        let word = head.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or(head);
        ABBREVIATIONS.contains(&word.to_lowercase().as_str())
    }

    fn end_sentence(&mut self, asks: bool) {
        self.clause += 1;
        let (Some(first), Some(last)) = (self.tokens.get(self.first), self.tokens.last()) else { return };
        let span = first.span.start..last.span.end;
        let tokens = self.first..self.tokens.len();
        self.first = tokens.end;
        self.sentences.push(Sentence { span, tokens, paragraph: self.paragraph, asks });
    }
}

/// End of the word or number that starts at `at`. Points and commas stay inside a number, an apostrophe inside a word.
fn word_end(text: &str, at: usize) -> usize {
    let mut end = at;
    let mut chars = text[at..].char_indices().peekable();
    let mut before = ' ';
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, n)| *n);
        let inside = match c {
            '.' | ',' => before.is_ascii_digit() && next.is_some_and(|n| n.is_ascii_digit()),
            '\'' | '’' => before.is_alphabetic() && next.is_some_and(char::is_alphabetic),
            _ => c.is_alphanumeric() || is_combining_mark(c),
        };
        if !inside {
            break;
        }
        end = at + i + c.len_utf8();
        before = c;
    }
    end
}
