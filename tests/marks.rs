//! What marks must do whatever the rubric: a suite that needs no grades, over every question and step of the bank.

use sparring::matching::{Field, Marker};
use sparring::rubric::{Library, Rubric, StepId};
use sparring::scoring::{Grader, Scorecard};
use sparring::text::is_function_word;

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
            let changed = self.grade(case, &change(case));
            let after = changed.score;
            if !fits(before, after) {
                let flags: Vec<&str> = changed.flags.iter().map(|f| f.detail.as_str()).collect();
                report.push(format!("{}: {before:.2} -> {after:.2} {flags:?}", case.name));
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

/// Every 33rd letter is left out, doubled or swapped with the next.
fn with_slips(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let (mut seen, mut at) = (0, 0);
    while at < letters.len() {
        seen += usize::from(letters[at].is_alphabetic());
        let slip = letters[at].is_alphabetic() && seen % 33 == 0;
        match (slip, seen / 33 % 3, letters.get(at + 1)) {
            (true, 0, _) => {}
            (true, 1, _) => out.extend([letters[at], letters[at]]),
            (true, _, Some(next)) if next.is_alphabetic() => {
                out.extend([*next, letters[at]]);
                at += 1;
            }
            _ => out.push(letters[at]),
        }
        at += 1;
    }
    out
}

/// The words that carry content change places, the small words stay.
fn contents_shuffled(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let content = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        bare.len() > 2 && !is_function_word(&bare)
    };
    let mut moved = shuffled(words.iter().copied().filter(|w| content(w)).collect::<Vec<&str>>()).into_iter();
    let put = |word: &&str| if content(word) { moved.next().unwrap_or(word).to_owned() } else { (*word).to_owned() };
    words.iter().map(put).collect::<Vec<String>>().join(" ")
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
    let figures =
        |c: &Case| c.name.ends_with("estimation") || c.name.ends_with("units") || c.name.ends_with("formulas");
    let upper = |c: &Case| if figures(c) { c.answer.clone() } else { c.answer.to_uppercase() };
    bank.check("upper case", upper, close(0.05));
    bank.check("lower case", |c| c.answer.to_lowercase(), close(0.001));
    bank.check("sentences in another order", |c| shuffled(sentences(&c.answer)).join(" "), close(0.03));
    bank.check("the answer twice", |c| format!("{}\n\n{}", c.answer, c.answer), close(0.03));
    bank.check("padding before and after", |c| format!("{PADDING}{} {PADDING}", c.answer), close(0.05));
    let slips = |c: &Case| if figures(c) { c.answer.clone() } else { with_slips(&c.answer) };
    bank.check("a slip in three of a hundred letters", slips, close(0.05));
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
        // Every fourth point: the whole bank has 1,900.
        let points = grader.points(marker.points_of(case.step));
        for point in points.iter().filter(|p| p.estimate.is_none()).step_by(4) {
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
    let at_most = |most: f64| move |_: f64, after: f64| after <= most;
    bank.check("a list of the words", |c| words(c).join(", "), at_most(0.1));
    bank.check("the words glued by \"the\"", |c| words(c).join(" the "), at_most(0.1));
    bank.check("all words shuffled", |c| shuffled(c.answer.split_whitespace().collect()).join(" "), at_most(0.1));
    let denied = |prefix: &'static str| {
        move |c: &Case| sentences(&c.answer).iter().map(|s| format!("{prefix}{} ", s.trim())).collect::<String>()
    };
    bank.check("I would not do this", denied("I would not do this: "), at_most(0.25));
    // Only what carries content changes places: sentences keep their form. Some short ones stay true. Figures are not yet
    // denied by words before them.
    let mean = |change: &dyn Fn(&Case) -> String| {
        let marks = bank.cases.iter().map(|c| bank.grade(c, &change(c)).score);
        marks.sum::<f64>() / bank.cases.len() as f64
    };
    let shuffled = mean(&|c| contents_shuffled(&c.answer));
    assert!(shuffled <= 0.2, "answers with their content words shuffled get {shuffled:.3} in the mean");
    let denied = mean(&denied("We do not need "));
    assert!(denied <= 0.15, "answers whose every sentence is denied get {denied:.3} in the mean");
}

/// Questions 1 to 30 of the last part of the guide, whose answers are marked against each other.
const THIRTY: [&str; 30] = [
    "cap-tradeoffs",
    "eventual-consistency",
    "two-phase-commit-vs-saga",
    "slow-database",
    "traffic-spike",
    "new-region",
    "kafka-vs-rabbitmq",
    "buffered-batch-writes",
    "zero-downtime-deploys",
    "transactional-outbox",
    "production-incident",
    "consistency-availability-tradeoff",
    "datastore-outage",
    "design-twitter",
    "design-youtube",
    "cqrs",
    "event-sourcing",
    "choreography-vs-orchestration",
    "consistent-hashing",
    "partitioning",
    "schema-evolution",
    "backpressure",
    "monitoring",
    "zero-downtime-migration",
    "rebuild-from-scratch",
    "monolith-vs-microservices",
    "sql-vs-nosql",
    "sync-vs-async",
    "choosing-a-queue",
    "biggest-mistake",
];

#[test]
fn an_answer_to_another_question_is_worth_little_and_its_own_is_first() {
    let bank = Bank::load();
    let find = |name: &&str| bank.cases.iter().find(|c| c.name == *name && c.step.is_none()).unwrap();
    let thirty: Vec<&Case> = THIRTY.iter().map(find).collect();
    let (mut own, mut others) = (0.0, 0.0);
    let mut table = String::new();
    for case in &thirty {
        let marks: Vec<f64> = thirty.iter().map(|answered| bank.grade(case, &answered.answer).score).collect();
        let row: Vec<String> = marks.iter().map(|m| format!("{:3.0}", m * 100.0)).collect();
        table.push_str(&format!("{}  {}\n", row.join(" "), case.name));
        let mine = bank.grade(case, &case.answer).score;
        let rest: Vec<f64> = marks.iter().zip(&thirty).filter(|(_, a)| a.name != case.name).map(|(m, _)| *m).collect();
        assert!(rest.iter().all(|m| *m < mine), "{}: another answer is first", case.name);
        own += mine;
        others += rest.iter().sum::<f64>() / rest.len() as f64;
    }
    println!("{table}");
    let (own, others) = (own / 30.0, others / 30.0);
    println!("own answers {own:.3}, others {others:.3}");
    assert!(own >= 0.85, "own answers get {own:.3} in the mean");
    assert!(others <= 0.1, "other answers get {others:.3} in the mean");
}

/// `tests/data/write-ups/ID.txt`: a strong answer to each problem, all steps in 750 to 900 words, written without sight of
/// the rubrics.
#[test]
fn a_whole_write_up_is_worth_much_to_its_problem_and_little_to_another() {
    let bank = Bank::load();
    let problems: Vec<&(Rubric, Marker)> =
        bank.rubrics.iter().filter(|(rubric, _)| matches!(rubric, Rubric::Problem(_))).collect();
    let written = |id: &str| std::fs::read_to_string(format!("tests/data/write-ups/{id}.txt")).unwrap();
    let (mut own, mut others) = (0.0, 0.0);
    let of = problems.len() as f64;
    for (rubric, _) in &problems {
        let answer = written(rubric.id());
        let mark = |(rubric, marker): &&(Rubric, Marker)| Grader::new(rubric, marker).grade(None, &answer).score;
        let marks: Vec<f64> = problems.iter().map(mark).collect();
        let row: Vec<String> = marks.iter().map(|m| format!("{:3.0}", m * 100.0)).collect();
        println!("{}  {}", row.join(" "), rubric.id());
        let at = problems.iter().position(|(r, _)| r.id() == rubric.id()).unwrap();
        let rest = marks.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, m)| *m);
        assert!(rest.clone().all(|m| m < marks[at]), "{}: another problem is first", rubric.id());
        own += marks[at] / of;
        others += rest.sum::<f64>() / (of - 1.0) / of;
    }
    println!("own problem {own:.3}, others {others:.3}");
    assert!(problems.len() == 12 && own >= 0.85, "own write-ups get {own:.3} in the mean");
    assert!(others <= 0.1, "other write-ups get {others:.3} in the mean");
}

#[derive(serde::Deserialize)]
struct Graded {
    rubric: String,
    step: Option<String>,
    answer: String,
    grade: f64,
    trick: Option<String>,
}

/// `tests/data/graded.jsonl`: 795 answers to 137 questions and steps, written and graded for this project by hands that did
/// not see the rubrics. The bounds are a little below what is reached.
#[test]
fn marks_agree_with_grades_on_answers_written_without_sight_of_the_rubrics() {
    let bank = Bank::load();
    let mut off = Vec::new();
    let (mut tricks, mut fooled) = (0, 0);
    for line in include_str!("data/graded.jsonl").lines() {
        let graded: Graded = serde_json::from_str(line).unwrap();
        let name = graded.step.map_or(graded.rubric.clone(), |step| format!("{}/{step}", graded.rubric));
        let case = bank.cases.iter().find(|c| c.name == name).unwrap();
        let mark = bank.grade(case, &graded.answer).score * 10.0;
        off.push((mark - graded.grade).abs());
        if graded.trick.is_some() {
            tricks += 1;
            fooled += usize::from(mark > 2.5);
        }
    }
    let mean = off.iter().sum::<f64>() / off.len() as f64;
    println!("{} answers, mean error {mean:.2} of 10, tricks over 2.5: {fooled} of {tricks}", off.len());
    assert!(off.len() == 795 && mean <= 1.1, "mean error {mean:.3}");
    assert!(fooled * 100 <= tricks * 30, "{fooled} of {tricks} trick answers get more than 2.5");
}

/// `question[/step] | flags there must be | flags there must not be | answer`; a line each. The score of one with `<0.25` in
/// front is below that.
const READINGS: &str = "\
transactional-outbox | contradiction | | This gives exactly once delivery.
message-queues | dismissed | | Monitoring the backlog of the queue is not necessary.
message-queues | | dismissed | If the queue is small, monitoring the backlog is not necessary.
cap-theorem | | opposite | CAP says that under a partition you choose consistency or availability.
sql-vs-nosql | | contradiction | SQL has tables with a fixed schema, NoSQL is schemaless JSON documents.
event-sourcing-vs-event-driven | | contradiction | Event sourcing keeps events forever while in event-driven systems they are \
deleted after processing.
eventual-consistency | | off-topic | Eventual consistency means that the data gets the same on all machines some time later. If \
a write goes to the master and somebody reads from a slave which has no copy of it yet, he gets the older value. On a social \
network I see 100 likes and my friend 102, and after a refresh it is the same for both.
url-shortener/estimation | arithmetic | | A day has 86,400 milliseconds, so 100 million links are 1,160 a millisecond.
url-shortener/estimation | arithmetic | | We keep 1,000,000,000 KB, which is one petabyte.
url-shortener/estimation | | arithmetic | 1M links x 500 bytes = 500 MB, and a billion of them 500 GB.
<0.25 url-shortener/estimation | | | First I would estimate the load, which is how many new links come in and how many clicks there \
are for each of them, because reads are far more than writes and the peak is above the mean. Then the storage follows from the \
size of a link and from how long we keep it, and the bandwidth from the clicks and the size of an answer. The cache should \
hold the hot links. Last comes the number of servers from the rate that one of them can serve.
";

#[test]
fn what_is_said_is_read_as_it_was_meant() {
    let bank = Bank::load();
    for line in READINGS.lines() {
        let (most, line) = match line.strip_prefix('<') {
            Some(rest) => rest.split_once(' ').map(|(most, line)| (most.parse().unwrap(), line)).unwrap(),
            None => (1.0, line),
        };
        let parts: Vec<&str> = line.splitn(4, '|').map(str::trim).collect();
        let [name, there, absent, answer] = parts.try_into().unwrap();
        let card = bank.grade(bank.cases.iter().find(|c| c.name == name).unwrap(), answer);
        let kinds: Vec<&str> = card.flags.iter().map(|f| f.kind.name()).collect();
        assert!(there.split_whitespace().all(|kind| kinds.contains(&kind)), "{kinds:?} in {line}");
        assert!(!absent.split_whitespace().any(|kind| kinds.contains(&kind)), "{kinds:?} in {line}");
        assert!(card.score <= most, "{} for {line}", card.score);
    }
}
