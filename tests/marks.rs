//! What marks must do whatever the rubric: a suite that needs no grades, over every question and step of the bank.

use sparring::matching::{Field, Marker};
use sparring::rubric::{Library, Rubric, StepId};
use sparring::scoring::{Grader, Scorecard};

/// A question, or one step of a problem, with its model answer.
struct Case {
    name: String,
    rubric: usize,
    step: Option<StepId>,
    prompt: String,
    answer: String,
}

struct Bank {
    rubrics: Vec<(Rubric, Marker)>,
    cases: Vec<Case>,
}

impl Bank {
    fn load() -> Bank {
        let library = Library::new(Vec::new());
        let words = library.vocabulary().unwrap();
        let vocabulary = Field::new(words.get());
        let (mut rubrics, mut cases) = (Vec::new(), Vec::new());
        for entry in library.list() {
            let rubric = library.load(&entry.id).unwrap().rubric;
            let mut case = |step, name: String, prompt: &str, answer: &str| {
                cases.push(Case {
                    name,
                    rubric: rubrics.len(),
                    step,
                    prompt: prompt.to_owned(),
                    answer: answer.to_owned(),
                });
            };
            match &rubric {
                Rubric::Question(q) => case(None, q.id.clone(), &q.prompt, &q.answer),
                Rubric::Problem(p) => {
                    for (id, step) in p.steps.iter() {
                        case(Some(id), format!("{}/{id}", p.id), &step.prompt, &step.answer);
                    }
                }
            }
            let marker = Marker::new(&rubric, &vocabulary);
            rubrics.push((rubric, marker));
        }
        Bank { rubrics, cases }
    }

    fn grade(&self, case: &Case, answer: &str) -> Scorecard {
        let (rubric, marker) = &self.rubrics[case.rubric];
        Grader::new(rubric, marker).grade(case.step, answer)
    }

    /// Checks one change of the model answers: each mark, and the mean.
    #[track_caller]
    fn check(&self, what: &str, change: impl Fn(&Case) -> String, fits: impl Fn(f64, f64) -> bool) {
        let mut report = Vec::new();
        for case in &self.cases {
            let before = self.grade(case, &case.answer).score;
            let after = self.grade(case, &change(case)).score;
            if !fits(before, after) {
                report.push(format!("{}: {before:.2} -> {after:.2}", case.name));
            }
        }
        assert!(report.is_empty(), "{what}: {} of {}\n{}", report.len(), self.cases.len(), report.join("\n"));
    }
}

/// Cut behind full stops, and at line ends; not inside figures.
fn sentences(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut start = 0;
    for (i, c) in text.char_indices() {
        let next = text[i + c.len_utf8()..].chars().next();
        if c == '\n' || matches!(c, '.' | '?' | '!' | ';') && next.is_some_and(char::is_whitespace) {
            all.push(&text[start..i + c.len_utf8()]);
            start = i + c.len_utf8();
        }
    }
    all.push(&text[start..]);
    all.retain(|s| s.chars().any(char::is_alphabetic));
    all
}

/// Shuffles by a fixed rule, the same on every machine.
fn shuffled<T>(mut items: Vec<T>) -> Vec<T> {
    let mut state: u64 = 0x2545_f491_4f6c_dd1d;
    for i in (1..items.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        items.swap(i, (state % (i as u64 + 1)) as usize);
    }
    items
}

const PADDING: &str = "Thank you for this question, I am happy to be here today. Let me take a moment and think about how I \
    want to say this. In my years at work I have met many people who see such things in another light, and I believe that \
    everyone has a point. It is good to listen, to stay calm and to keep an open mind. In the end we all want to make \
    something that people like. ";

#[test]
fn the_model_answer_has_full_marks_and_nothing_has_none() {
    let bank = Bank::load();
    bank.check("model answer", |c| c.answer.clone(), |_, after| after >= 0.95);
    bank.check("blank", |_| " \n ".to_owned(), |_, after| after == 0.0);
    bank.check("the question again", |c| c.prompt.clone(), |_, after| after <= 0.05);
}

#[test]
fn what_changes_nothing_of_the_meaning_changes_little_of_the_mark() {
    let bank = Bank::load();
    let close = |most: f64| move |before: f64, after: f64| (before - after).abs() <= most;
    // In figures case has a meaning: Mb are bits, MB are bytes.
    let upper = |c: &Case| if c.name.ends_with("estimation") { c.answer.clone() } else { c.answer.to_uppercase() };
    bank.check("upper case", upper, close(0.05));
    bank.check("lower case", |c| c.answer.to_lowercase(), close(0.001));
    bank.check("sentences in another order", |c| shuffled(sentences(&c.answer)).join(" "), close(0.03));
    bank.check("the answer twice", |c| format!("{}\n\n{}", c.answer, c.answer), close(0.03));
    bank.check("padding before and after", |c| format!("{PADDING}{} {PADDING}", c.answer), close(0.05));
}

#[test]
fn half_an_answer_is_worth_less_and_one_more_point_never() {
    let bank = Bank::load();
    let half = |c: &Case| {
        let all = sentences(&c.answer);
        all[..all.len() / 2].concat()
    };
    bank.check("first half", half, |before, after| after <= before);
    for case in &bank.cases {
        let (rubric, marker) = &bank.rubrics[case.rubric];
        let grader = Grader::new(rubric, marker);
        let start = half(case);
        let before = grader.grade(case.step, &start).score;
        for point in grader.points(marker.points_of(case.step)).iter().filter(|p| p.estimate.is_none()) {
            let after = grader.grade(case.step, &format!("{start}\n{}", point.answer)).score;
            assert!(after >= before - 0.03, "{} + {}: {before:.3} -> {after:.3}", case.name, point.id);
        }
    }
}

#[test]
fn words_without_sentences_and_sentences_denied_are_worth_little() {
    let bank = Bank::load();
    let words = |c: &Case| -> Vec<String> {
        let all = c.answer.split(|ch: char| !ch.is_alphanumeric()).filter(|w| w.len() > 4);
        all.map(str::to_owned).collect()
    };
    bank.check("a list of the words", |c| words(c).join(", "), |_, after| after <= 0.25);
    let denied = |prefix: &'static str| {
        move |c: &Case| sentences(&c.answer).iter().map(|s| format!("{prefix}{s}")).collect::<String>()
    };
    bank.check("I would not do this", denied("I would not do this: "), |_, after| after <= 0.25);
}

#[test]
fn an_answer_to_another_question_is_worth_little() {
    let bank = Bank::load();
    let questions: Vec<&Case> = bank.cases.iter().filter(|c| c.step.is_none()).collect();
    let (mut sum, mut count) = (0.0, 0.0);
    for case in &questions {
        for other in questions.iter().filter(|o| o.name != case.name) {
            sum += bank.grade(case, &other.answer).score;
            count += 1.0;
        }
    }
    let mean: f64 = sum / count;
    assert!(mean <= 0.28, "model answers of other questions get {mean:.3} in the mean");
}
