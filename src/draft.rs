//! A first rubric from a question and a model answer, for a person to go on editing.
//!
//! A short model answer gives a point for each of its content words; a long one gives a point for each of its statements,
//! earned by any two of the statement's words that stand next to each other. Words that the question says already are left
//! out: repeating them earns nothing.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::matching::Field;
use crate::rubric::{Point, Question, Samples, Tier};
use crate::text::{self, Sentence, Text, Token, is_common_word, is_function_word};

/// A model answer with at most this many different content words is marked word by word.
const WORD_BY_WORD: usize = 26;
/// A word that no ordinary text has weighs more than one that any text may have.
const TERM_WEIGHT: f64 = 1.5;
/// A term of the vocabulary has at most this many words.
const LONGEST_TERM: usize = 4;
/// A statement needs this many content words to be a point.
const STATEMENT_WORDS: usize = 2;

/// Drafts a question's rubric. `id` must be an id; the model answer earns every point.
pub fn question(id: &str, prompt: &str, answer: &str, field: &Field) -> Question {
    let asked: BTreeSet<String> = Text::new(prompt).tokens().iter().map(|t| t.stem.clone()).collect();
    let read = Text::new(answer);
    let terms = terms(&read, &asked, field);
    let brief = terms.len() <= WORD_BY_WORD;
    let points = if brief { word_points(&read, &terms) } else { statement_points(&read, &asked, field) };
    Question {
        schema: Some("../schema/question.schema.json".to_owned()),
        id: id.to_owned(),
        title: title(prompt),
        topic: "draft".to_owned(),
        guide: None,
        prompt: prompt.to_owned(),
        points,
        answer: answer.to_owned(),
        misconceptions: Vec::new(),
        contrasts: Vec::new(),
        follow_ups: Vec::new(),
    }
}

/// The question without its mark, cut at a word.
fn title(prompt: &str) -> String {
    const LONGEST: usize = 60;
    let mut title = String::new();
    for word in prompt.split_whitespace() {
        if title.chars().count() + word.chars().count() >= LONGEST {
            break;
        }
        title.push_str(if title.is_empty() { "" } else { " " });
        title.push_str(word);
    }
    title.trim_end_matches(['?', '.', ',', ':']).to_owned()
}

fn is_content(token: &Token, asked: &BTreeSet<String>) -> bool {
    !is_function_word(&token.word) && !asked.contains(&token.stem)
}

/// A word or term of the answer: its tokens, and what may be said instead.
struct Term {
    tokens: Range<usize>,
    pattern: String,
}

/// The different terms, in order. Where the answer only has words of the question, those must do.
fn terms(text: &Text<'_>, asked: &BTreeSet<String>, field: &Field) -> Vec<Term> {
    let found = pick(text, field, asked, |t| is_content(t, asked));
    if found.is_empty() { pick(text, field, asked, |t| !is_function_word(&t.word)) } else { found }
}

fn pick(text: &Text<'_>, field: &Field, asked: &BTreeSet<String>, fits: impl Fn(&Token) -> bool) -> Vec<Term> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.tokens().len() {
        let tokens = at..term_end(text, at, field);
        let known = |token: &Token| fits(token) && !seen.contains(&token.stem);
        if text.tokens()[tokens.clone()].iter().any(known) {
            seen.extend(text.tokens()[tokens.clone()].iter().map(|t| t.stem.clone()));
            found.push(Term { pattern: alternatives(text, tokens.clone(), asked, field), tokens: tokens.clone() });
        }
        at = tokens.end;
    }
    found
}

/// End of the longest term of the vocabulary that starts at a token; of the token alone if there is none.
fn term_end(text: &Text<'_>, at: usize, field: &Field) -> usize {
    let longest = (at + LONGEST_TERM).min(text.tokens().len());
    let sentence = text.tokens()[at].sentence;
    let known = |end: &usize| {
        let tokens = &text.tokens()[at..*end];
        let stems: Vec<String> = tokens.iter().map(|t| t.stem.clone()).collect();
        tokens.iter().all(|t| t.sentence == sentence) && field.related(&stems).next().is_some()
    };
    (at + 2..=longest).rev().find(known).unwrap_or(at + 1)
}

/// The term and what the vocabulary says may stand for it, but for words of the question: those earn nothing.
fn alternatives(text: &Text<'_>, tokens: Range<usize>, asked: &BTreeSet<String>, field: &Field) -> String {
    let tokens = &text.tokens()[tokens];
    let stems: Vec<String> = tokens.iter().map(|t| t.stem.clone()).collect();
    let own: Vec<String> = tokens.iter().map(|t| quoted(&t.word)).collect();
    let mut all = vec![own.join("_")];
    for other in field.related(&stems) {
        let repeats = text::words(&other.replace('_', " ")).iter().all(|w| asked.contains(&text::stem_of(w)));
        if !repeats && !all.iter().any(|known| known == other) {
            all.push(other.to_owned());
        }
    }
    all.join("|")
}

fn word_points(text: &Text<'_>, terms: &[Term]) -> Vec<Point> {
    let mut ids = BTreeSet::new();
    let point = |term: &Term| {
        let tokens = &text.tokens()[term.tokens.clone()];
        let sentence = &text.sentences()[tokens[0].sentence as usize];
        let weight = if tokens.iter().all(|t| is_common_word(&t.word)) { 1.0 } else { TERM_WEIGHT };
        let name = tokens.iter().map(|t| t.word.as_str()).collect::<Vec<_>>().join(" ");
        let says = format!("Speaks of \"{name}\": {}", said(text, sentence));
        // A single word carries no claim: "avoids copies" and "does not copy" both speak of copies.
        let denied = format!("not|no|never|without {}", term.pattern);
        (name, says, vec![term.pattern.clone(), denied], weight, said(text, sentence))
    };
    terms.iter().map(point).map(|parts| finish(parts, &mut ids)).collect()
}

fn statement_points(text: &Text<'_>, asked: &BTreeSet<String>, field: &Field) -> Vec<Point> {
    let mut ids = BTreeSet::new();
    let mut points = Vec::new();
    for sentence in text.sentences() {
        let range = sentence.tokens.clone();
        let words: Vec<usize> = range.filter(|i| is_content(&text.tokens()[*i], asked)).collect();
        if words.len() < STATEMENT_WORDS {
            continue;
        }
        let slot = |at: usize| alternatives(text, at..at + 1, asked, field);
        let patterns = words.windows(2).map(|pair| format!("{} {}", slot(pair[0]), slot(pair[1]))).collect();
        let word = |at: usize| text.tokens()[at].word.as_str();
        let name = format!("{}-{}", word(words[0]), word(words[1]));
        let weight = if words.iter().any(|i| !is_common_word(word(*i))) { 1.0 } else { 0.5 };
        points.push(finish((name, said(text, sentence), patterns, weight, said(text, sentence)), &mut ids));
    }
    points
}

/// A word as a pattern. What the pattern language would read as a sign is left out.
fn quoted(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric() || matches!(c, '.' | ',')).collect()
}

fn said(text: &Text<'_>, sentence: &Sentence) -> String {
    text.original()[sentence.span.clone()].split_whitespace().collect::<Vec<_>>().join(" ")
}

fn finish(parts: (String, String, Vec<String>, f64, String), ids: &mut BTreeSet<String>) -> Point {
    let (name, says, matches, weight, answer) = parts;
    let base: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let base = base.split('-').filter(|p| !p.is_empty()).take(3).collect::<Vec<_>>().join("-");
    let base: String = if base.is_empty() { "point".to_owned() } else { base.chars().take(40).collect() };
    let mut id = base.clone();
    let mut number = 2;
    while !ids.insert(id.clone()) {
        id = format!("{base}-{number}");
        number += 1;
    }
    Point {
        id,
        says,
        tier: Tier::Basic,
        weight,
        matches,
        reject: Vec::new(),
        estimate: None,
        drawing: None,
        hint: "Which part of it have you not spoken of yet?".to_owned(),
        probe: "Can you say that more precisely?".to_owned(),
        samples: Samples { hits: vec![answer.clone()], misses: Vec::new() },
        answer,
        study: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::Marker;
    use crate::rubric::Rubric;
    use crate::scoring::Grader;

    /// The mark of an answer against the draft from a model answer.
    fn mark(prompt: &str, model: &str, answer: &str) -> f64 {
        let rubric = Rubric::Question(question("a-draft", prompt, model, &Field::default()));
        let marker = Marker::new(&rubric, &Field::default());
        Grader::new(&rubric, &marker).grade(None, answer).score
    }

    #[test]
    fn the_model_answer_has_full_marks_and_the_question_none() {
        let prompt = "What does a load balancer do?";
        let short = "It spreads requests over several servers.";
        let long = "It spreads requests over several healthy servers so that none is overloaded. It takes servers out that \
                    fail their health checks. It can end encrypted connections. It may keep a client on one server by a \
                    cookie. It is itself run in pairs, since a single one would be a single point of failure. Layer four \
                    ones forward packets, layer seven ones read the request path and route by it.";
        for model in [short, long] {
            assert!(mark(prompt, model, model) > 0.99, "{model}: {}", mark(prompt, model, model));
            assert!(mark(prompt, model, prompt) < 0.01, "{model}");
            assert!(mark(prompt, model, "") == 0.0);
        }
        assert!(mark(prompt, short, "spreads load over servers") > mark(prompt, short, "it is a box"));
    }

    #[test]
    fn odd_texts_give_a_rubric_all_the_same() {
        for (prompt, model) in
            [("", ""), ("a", "a"), ("?", "!!!"), ("q", "#rate | \"x /y*z_"), ("q", "\u{202e}\0\u{1f600} ok")]
        {
            let drafted = question("odd", prompt, model, &Field::default());
            for point in &drafted.points {
                for pattern in &point.matches {
                    assert!(crate::rubric::pattern::Pattern::parse(pattern).is_ok(), "{pattern}");
                }
            }
        }
    }
}
