//! The bytes of a rubric file: decoded, checked, its faults told and mended.

use std::path::Path;
use std::sync::LazyLock;

use sparring::check::{check_among, fix, rubric_of};
use sparring::matching::{Field, Marker};
use sparring::rubric::decode::decode;
use sparring::rubric::fault::Level;
use sparring::rubric::{Experience, Library, Rubric, StepId, Vocabulary};
use sparring::scoring::Grader;
use sparring::terminal::snippet;

static FIELD: LazyLock<Field> = LazyLock::new(|| Field::new(Library::new(Vec::new()).vocabulary().unwrap().get()));

/// The place tells what kind of file it is; here the keys do, so that each seed is a plain rubric file.
fn place_of(text: &str) -> &'static Path {
    let has = |key: &str| text.contains(key);
    Path::new(match () {
        () if has("\"equivalents\"") => "rubrics/vocabulary.json",
        () if has("\"projects\"") => "rubrics/experience.json",
        () if has("\"steps\"") => "rubrics/problems/game-leaderboard.json",
        () => "rubrics/questions/feature-flags.json",
    })
}

pub fn rubric(data: &[u8]) {
    // Other bytes are refused before they are decoded.
    let Ok(text) = std::str::from_utf8(data) else { return };
    let path = place_of(text);
    let questions = ["caching-strategies".to_owned(), "quorums".to_owned()];
    let findings = check_among(path, text, &FIELD, &questions);
    for finding in &findings {
        let fault = &finding.fault;
        assert!(text.get(finding.bytes.clone()).is_some(), "{finding:?}");
        assert!(finding.fix.as_ref().is_none_or(|fix| text.get(fix.bytes.clone()).is_some()), "{finding:?}");
        assert!(!fault.message.is_empty() && !fault.help.is_empty(), "{finding:?}");
        assert!(!snippet::render("x.json", text, finding, false).is_empty());
    }
    if let Some((better, done)) = fix::apply(text, &findings) {
        assert!(!done.is_empty() && better != text);
        check_among(path, &better, &FIELD, &questions);
    }
    let rubric = match path.file_stem().and_then(|stem| stem.to_str()) {
        Some("vocabulary") => {
            let decoded = decode::<Vocabulary>(text).map(|vocabulary| drop(Field::new(&vocabulary)));
            assert!(decoded.is_ok() || !findings.is_empty());
            return;
        }
        Some("experience") => {
            assert!(decode::<Experience>(text).is_ok() || !findings.is_empty());
            return;
        }
        _ => rubric_of(path, text),
    };
    match rubric {
        Some(rubric) => {
            // A file with faults can still be loaded, and must then mark.
            let marker = Marker::new(&rubric, &FIELD);
            let (step, answer) = match &rubric {
                Rubric::Problem(problem) => (Some(StepId::HighLevel), problem.steps.high_level.answer.clone()),
                Rubric::Question(question) => (None, question.answer.clone()),
            };
            let sound = findings.iter().all(|finding| finding.fault.level == Level::Warning);
            let score = Grader::new(&rubric, &marker).grade(step, &answer).score;
            assert!((0.0..=1.0).contains(&score) || !sound, "{score}");
        }
        None => assert!(!findings.is_empty(), "what cannot be decoded has no fault"),
    }
}
