//! A first rubric from a question and a model answer, for a person to go on editing.
//!
//! A short model answer gives a point for each of its content words; a long one gives a point for each of its statements,
//! earned by any two of the statement's words that stand next to each other. Words that the question says already are left
//! out: repeating them earns nothing.

use std::collections::BTreeSet;

use crate::rubric::{Point, Question, Samples, Tier};
use crate::text::{Sentence, Text, Token, is_common_word, is_function_word};

/// A model answer with at most this many different content words is marked word by word.
const WORD_BY_WORD: usize = 26;
/// A word that no ordinary text has weighs more than one that any text may have.
const TERM_WEIGHT: f64 = 1.5;
/// A statement needs this many content words to be a point.
const STATEMENT_WORDS: usize = 2;

/// Drafts a question's rubric. `id` must be an id; the model answer earns every point.
pub fn question(id: &str, prompt: &str, answer: &str) -> Question {
    let asked: BTreeSet<String> = Text::new(prompt).tokens().iter().map(|t| t.stem.clone()).collect();
    let read = Text::new(answer);
    let words = content_words(&read, &asked);
    let points = if words.len() <= WORD_BY_WORD { word_points(&read, &words) } else { statement_points(&read, &asked) };
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

/// The different content words, in order, each with the sentence that first has it. Where the answer only has words of
/// the question, those must do.
fn content_words(text: &Text<'_>, asked: &BTreeSet<String>) -> Vec<usize> {
    let pick = |fits: &dyn Fn(&Token) -> bool| {
        let mut seen = BTreeSet::new();
        let tokens = text.tokens().iter().enumerate();
        tokens.filter(|(_, t)| fits(t) && seen.insert(t.stem.clone())).map(|(i, _)| i).collect::<Vec<usize>>()
    };
    let words = pick(&|t| is_content(t, asked));
    if words.is_empty() { pick(&|t| !is_function_word(&t.word)) } else { words }
}

fn word_points(text: &Text<'_>, words: &[usize]) -> Vec<Point> {
    let mut ids = BTreeSet::new();
    let point = |at: &usize| {
        let token = &text.tokens()[*at];
        let sentence = &text.sentences()[token.sentence as usize];
        let weight = if is_common_word(&token.word) { 1.0 } else { TERM_WEIGHT };
        let says = format!("Speaks of \"{}\": {}", token.word, said(text, sentence));
        let word = quoted(&token.word);
        // A single word carries no claim: "avoids copies" and "does not copy" both speak of copies.
        let denied = format!("not|no|never|without {word}");
        (token.word.clone(), says, vec![word, denied], weight, said(text, sentence))
    };
    words.iter().map(point).map(|parts| finish(parts, &mut ids)).collect()
}

fn statement_points(text: &Text<'_>, asked: &BTreeSet<String>) -> Vec<Point> {
    let mut ids = BTreeSet::new();
    let mut points = Vec::new();
    for sentence in text.sentences() {
        let words: Vec<&Token> = text.tokens_of(sentence).iter().filter(|t| is_content(t, asked)).collect();
        if words.len() < STATEMENT_WORDS {
            continue;
        }
        let patterns =
            words.windows(2).map(|pair| format!("{} {}", quoted(&pair[0].word), quoted(&pair[1].word))).collect();
        let name = format!("{}-{}", words[0].word, words[1].word);
        let weight = if words.iter().any(|t| !is_common_word(&t.word)) { 1.0 } else { 0.5 };
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
    use crate::matching::{Field, Marker};
    use crate::rubric::Rubric;
    use crate::scoring::Grader;

    /// The mark of an answer against the draft from a model answer.
    fn mark(prompt: &str, model: &str, answer: &str) -> f64 {
        let rubric = Rubric::Question(question("a-draft", prompt, model));
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
            let drafted = question("odd", prompt, model);
            for point in &drafted.points {
                for pattern in &point.matches {
                    assert!(crate::rubric::pattern::Pattern::parse(pattern).is_ok(), "{pattern}");
                }
            }
        }
    }
}
