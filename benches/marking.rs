//! Marking beside one Aho-Corasick pass over the same text, and beside naive fuzzy matching, warm, on one thread.
//!
//! The rubric has 100 points with 6 patterns each, taken from the bank; the answer has 300 words. The Aho-Corasick automaton
//! holds every word that those patterns list and reports all matches. The naive way compares each word of the answer with each
//! of those words by strsim's Jaro-Winkler similarity. Read the ratios, not the times.

use std::hint::black_box;

use aho_corasick::{AhoCorasick, MatchKind};
use criterion::{Criterion, criterion_group, criterion_main};
use sparring::matching::{Field, Marker};
use sparring::rubric::pattern::Pattern;
use sparring::rubric::{Library, Point, Question, Rubric};
use sparring::scoring::Grader;

const POINTS: usize = 100;
const PATTERNS: usize = 6;
const WORDS: usize = 300;

fn rubric(library: &Library) -> Rubric {
    let all: Vec<Rubric> = library.list().iter().map(|e| library.load(&e.id).unwrap().rubric).collect();
    let every: Vec<&Point> = all.iter().flat_map(Rubric::points).collect();
    let patterns: Vec<&String> = every.iter().flat_map(|p| &p.matches).collect();
    let mut points: Vec<Point> = every.into_iter().filter(|p| p.estimate.is_none()).take(POINTS).cloned().collect();
    for (number, point) in points.iter_mut().enumerate() {
        point.id = format!("point-{number}");
        let more = patterns.iter().skip(number * 7).map(|p| (*p).clone());
        point.matches.extend(more);
        point.matches.truncate(PATTERNS);
    }
    Rubric::Question(Question { points, ..question(library) })
}

fn question(library: &Library) -> Question {
    match library.load("cap-tradeoffs").unwrap().rubric {
        Rubric::Question(question) => question,
        Rubric::Problem(_) => unreachable!("it is a question"),
    }
}

/// Model answers of the bank up to 300 words.
fn answer(library: &Library) -> String {
    let mut text = String::new();
    for entry in library.list() {
        if let Rubric::Question(question) = library.load(&entry.id).unwrap().rubric {
            text.push_str(&question.answer);
            text.push('\n');
        }
    }
    text.split(' ').take(WORDS).collect::<Vec<_>>().join(" ")
}

fn words(rubric: &Rubric) -> Vec<String> {
    let sources = rubric.points().flat_map(|p| &p.matches);
    let slots = sources.flat_map(|source| Pattern::slots_of(source).into_iter().map(str::to_owned).collect::<Vec<_>>());
    let mut words: Vec<String> = slots.flat_map(|slot| slot.split('|').map(spelt).collect::<Vec<_>>()).collect();
    words.retain(|word| !word.is_empty());
    words.sort_unstable();
    words.dedup();
    words
}

fn spelt(alternative: &str) -> String {
    if alternative.starts_with(['/', '#']) {
        String::new()
    } else {
        alternative.trim_matches(['*', '"']).replace('_', " ")
    }
}

fn marking(c: &mut Criterion) {
    let library = Library::new(Vec::new());
    let field = Field::new(library.vocabulary().unwrap().get());
    let (rubric, answer) = (rubric(&library), answer(&library));
    let marker = Marker::new(&rubric, &field);
    let grader = Grader::new(&rubric, &marker);
    let automaton = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .build(words(&rubric))
        .unwrap();
    let mut group = c.benchmark_group("a 300-word answer");
    group.bench_function("one Aho-Corasick pass", |b| {
        b.iter(|| automaton.find_overlapping_iter(black_box(&answer)).count());
    });
    group.sample_size(20);
    let listed = words(&rubric);
    group.bench_function("naive strsim", |b| {
        b.iter(|| {
            let answer = black_box(&answer).to_lowercase();
            let alike = |word: &str| listed.iter().filter(|w| strsim::jaro_winkler(word, w) > 0.92).count();
            answer.split_whitespace().map(alike).sum::<usize>()
        });
    });
    group.bench_function("find evidence", |b| b.iter(|| marker.find(black_box(&answer))));
    group.bench_function("grade", |b| b.iter(|| grader.grade(None, black_box(&answer))));
    group.finish();
}

criterion_group!(benches, marking);
criterion_main!(benches);
