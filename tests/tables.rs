//! Tables that are counted in the bank: word order and subjects. `SPARRING_BLESS=1 cargo test --test tables` counts anew.

use std::fs;

use sparring::matching::subject;
use sparring::rubric::{Library, Point, Rubric};
use sparring::text::{Text, order};

const TABLE: &str = "src/text/order.txt";
const BANK: &str = "src/matching/bank.txt";

fn rubrics() -> Vec<Rubric> {
    let library = Library::new(Vec::new());
    library.list().iter().map(|entry| library.load(&entry.id).unwrap().rubric).collect()
}

/// Every text of the bank that is written as an answer.
fn texts() -> Vec<String> {
    let mut all = Vec::new();
    for rubric in rubrics() {
        let said = |p: &Point| {
            let mut said = vec![p.answer.clone(), p.says.clone()];
            said.extend(p.samples.hits.iter().cloned());
            said
        };
        all.extend(rubric.points().flat_map(said));
        match rubric {
            Rubric::Question(q) => all.push(q.answer),
            Rubric::Problem(p) => all.extend(p.steps.iter().map(|(_, s)| s.answer.clone())),
        }
    }
    all
}

fn count(texts: &[String]) -> String {
    let n = order::CLASSES.len();
    let (mut pairs, mut first, mut second, mut all) = (vec![0.0; n * n], vec![0.0; n], vec![0.0; n], 0.0);
    for text in texts {
        for pair in order::classes(&Text::new(text)).windows(2) {
            let (a, b) = (usize::from(pair[0]), usize::from(pair[1]));
            pairs[a * n + b] += 1.0;
            first[a] += 1.0;
            second[b] += 1.0;
            all += 1.0;
        }
    }
    let mut table = String::new();
    for a in 0..n {
        let row = (0..n).map(|b| {
            let chance: f64 = first[a] * second[b] / all;
            let ratio = (pairs[a * n + b] + order::SMOOTHING) / (chance + order::SMOOTHING);
            ((ratio.ln() * 100.0).round() as i32).to_string()
        });
        table.push_str(&row.collect::<Vec<_>>().join(" "));
        table.push('\n');
    }
    table
}

#[test]
fn word_order_is_near_what_the_bank_gives_today() {
    let counted = count(&texts());
    if std::env::var_os("SPARRING_BLESS").is_some() {
        fs::write(TABLE, counted).unwrap();
        return;
    }
    // A rubric more moves the figures a little: that needs no new table.
    let read = |t: &str| -> Vec<f64> { t.split_ascii_whitespace().map(|n| n.parse().unwrap()).collect() };
    let (kept, counted) = (read(&fs::read_to_string(TABLE).unwrap()), read(&counted));
    assert_eq!(kept.len(), order::CLASSES.len() * order::CLASSES.len());
    let mean = kept.iter().zip(&counted).map(|(a, b)| (a - b).abs()).sum::<f64>() / kept.len() as f64;
    assert!(mean < 10.0, "the table is {mean:.1} hundredths off in the mean: run with SPARRING_BLESS=1");
}

#[test]
fn subjects_are_those_of_the_bank_today() {
    let counted = subject::count(&rubrics());
    if std::env::var_os("SPARRING_BLESS").is_some() {
        fs::write(BANK, counted).unwrap();
        return;
    }
    assert!(fs::read_to_string(BANK).unwrap() == counted, "{BANK} is out of date: run with SPARRING_BLESS=1");
}
