//! What the interviewer must keep to, whoever sits across: random candidates over all problems, and rules of conduct.

#[path = "support/conduct.rs"]
mod conduct;

use std::collections::HashMap;
use std::sync::Arc;

use conduct::{LEADING, NEGATIVE, is_question};
use sparring::dialogue::{Action, Event, Interview, Level, Marks, Mode, Prepared, Setup, Talk};
use sparring::rubric::{Library, Problem, Rubric};

/// Sessions of random candidates. `SPARRING_SESSIONS` plays more: `.ci/run` plays 10,000.
const SESSIONS: usize = 1_200;

/// SplitMix64: the same candidates on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

fn problems() -> Vec<Arc<Prepared>> {
    let library = Library::new(Vec::new());
    let prepared = |id: String| match library.load(&id).unwrap().rubric {
        Rubric::Problem(problem) => Some(Arc::new(Prepared::new(problem, library.vocabulary().unwrap()))),
        Rubric::Question(_) => None,
    };
    library.list().into_iter().filter_map(|entry| prepared(entry.id)).collect()
}

const COMMANDS: &[&str] = &[
    "/hint",
    "/repeat",
    "/time",
    "/undo",
    "/notes",
    "/help",
    "/nxt",
    "/next",
    "hint please",
    "can you repeat that?",
    "how much time is left",
    "let's move on",
    "scratch that",
    "what did i say so far",
    "/pause",
    "/edit",
];
const TALK: &[&str] = &[
    "I don't know",
    "not sure, i would run a load test",
    "let me think",
    "ok",
    "yes",
    "no",
    "is that right?",
    "what does the rubric say?",
    "what do you mean by p99",
    "i do not understand the question",
    "you already asked me that",
    "that question makes no sense",
    "   ",
    "...",
    "how many users?",
    "do we need search? and how long do we keep data",
    "cache, redis, sharding, kafka, replication, load balancer",
    "asdf qwer zxcv \u{202e}\u{0}\u{1b}[31m",
    "we keep 5 PB for 3 years",
    "we take kafka",
    "I choose rabbitmq",
    "100M / 86400 = 12 per second",
    "🙂🙂🙂",
];

/// What a random candidate does next.
fn event(dice: &mut Dice, problem: &Problem, last: &str) -> Event {
    let steps: Vec<_> = problem.steps.iter().map(|(_, step)| step).collect();
    let text = match dice.below(16) {
        0 => return Event::Tick { idle: dice.below(400) as u64 * 1000 },
        1 => return Event::TimeUp { draft: dice.of(TALK).to_owned() },
        2 if dice.below(4) == 0 => return Event::Resumed,
        3 | 4 => dice.of(COMMANDS).to_owned(),
        5..=7 => dice.of(TALK).to_owned(),
        8 => last.to_owned(),
        9 => steps[dice.below(steps.len())].answer.clone(),
        10 => format!("{} {}", dice.of(COMMANDS), dice.of(TALK)),
        11 => dice.of(TALK).repeat(1 + dice.below(40)),
        _ => {
            let points = &steps[dice.below(steps.len())].points;
            let hits = &points[dice.below(points.len())].samples.hits;
            hits.get(dice.below(hits.len().max(1))).cloned().unwrap_or_default()
        }
    };
    Event::Line { text }
}

/// The points that are earned so far.
fn covered(interview: &Interview) -> Vec<String> {
    let debrief = interview.debrief();
    let points = debrief.steps.iter().flat_map(|s| &s.points);
    points.filter(|p| p.credit > 0.0).map(|p| p.id.clone()).collect()
}

/// Plays one session and checks every move.
fn play(prepared: &Arc<Prepared>, seed: u64) {
    let mut dice = Dice(seed);
    let problem = prepared.problem();
    let mode = [Mode::Interview, Mode::Interview, Mode::Coach, Mode::Pressure][dice.below(4)];
    let level = [Level::L4, Level::L5][dice.below(2)];
    let minutes = [Some(45.0), Some(5.0), None][dice.below(3)];
    let mut interview = Interview::new(Arc::clone(prepared), Setup { seed, level, mode, minutes, only: None });
    let mut asked: Vec<String> = Vec::new();
    let mut facts: HashMap<String, Vec<String>> = HashMap::new();
    let mut negative = false;
    let mut last = String::new();
    let mut at = 0;
    let mut now = Event::Start;
    let length = 4 + dice.below(36);
    for turn in 0.. {
        // The debrief is the slowest part: every eighth session looks at it on every turn.
        let told: Vec<String> = if seed.is_multiple_of(8) { covered(&interview) } else { Vec::new() };
        let actions = interview.handle(at, &now);
        let spoke = matches!(&now, Event::Line { text } if text.chars().any(char::is_alphanumeric));
        assert!(!spoke || !actions.is_empty(), "{} {seed}: nothing is said to {now:?}", problem.id);
        for action in &actions {
            let Action::Say { line, text } = action else { continue };
            let places = ["{at}", "{quote}", "{left}", "{part}", "{parts}", "{first}", "{before}", "{after}"];
            assert!(
                !text.trim().is_empty() && !places.iter().any(|p| text.contains(p)),
                "{} {seed}: {line} says {text:?}",
                problem.id
            );
            last.clone_from(text);
            if is_question(line) {
                assert!(!asked.contains(line), "{} {seed}: {line} is asked twice", problem.id);
                asked.push(line.clone());
            }
            if let Some(id) = line.strip_prefix("hint.").or_else(|| line.strip_prefix("probe.")) {
                assert!(!told.contains(&id.to_owned()), "{} {seed}: {id} is asked for and was there", problem.id);
            }
            if line.starts_with("fact.") {
                let said = facts.entry(line.clone()).or_default();
                said.push(text.clone());
                said.dedup();
                assert_eq!(said.len(), 1, "{} {seed}: {line} changes", problem.id);
            }
            let says_no = NEGATIVE.contains(&line.as_str());
            assert!(!(says_no && negative), "{} {seed}: two negative remarks, {line}", problem.id);
            if !line.contains('.') && !LEADING.contains(&line.as_str()) {
                negative = says_no;
            }
            if mode != Mode::Coach {
                let told = problem.steps.iter().flat_map(|(_, s)| &s.points).find(|p| text.contains(&p.answer));
                assert!(told.is_none(), "{} {seed}: {line} tells the answer of {}", problem.id, told.unwrap().id);
            }
        }
        if interview.is_over() {
            break;
        }
        now = if turn >= length { Event::Quit } else { event(&mut dice, problem, &last) };
        at += dice.below(90_000) as u64;
    }
    let Marks::Interview(debrief) = interview.marks() else { panic!("an interview ends with a debrief") };
    assert!((0.0..=1.0).contains(&debrief.total) && debrief.fixes.len() <= 3, "{} {seed}", problem.id);
}

#[test]
fn random_candidates_are_always_answered_and_never_asked_twice_or_told() {
    let sessions = std::env::var("SPARRING_SESSIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(SESSIONS);
    let problems = problems();
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let problems = &problems;
            scope.spawn(move || {
                for seed in (thread..sessions).step_by(threads) {
                    play(&problems[seed % problems.len()], seed as u64);
                }
            });
        }
    });
}

fn said(prepared: &Arc<Prepared>, seed: u64, lines: &[&str]) -> (Vec<String>, Marks) {
    let setup = Setup { seed, level: Level::L5, mode: Mode::Interview, minutes: Some(45.0), only: None };
    let mut interview = Interview::new(Arc::clone(prepared), setup);
    let mut words = Vec::new();
    let events = lines.iter().map(|line| Event::Line { text: (*line).to_owned() });
    for (n, event) in std::iter::once(Event::Start).chain(events).chain([Event::Quit]).enumerate() {
        for action in interview.handle(n as u64 * 20_000, &event) {
            if let Action::Say { text, .. } = action {
                words.push(text);
            }
        }
    }
    (words, interview.marks())
}

#[test]
fn another_seed_gives_other_words_and_the_same_marks() {
    for prepared in problems() {
        let steps = prepared.problem().steps.iter();
        let mut lines: Vec<&str> = Vec::new();
        for (_, step) in steps {
            lines.extend(step.points.iter().take(4).filter_map(|p| p.samples.hits.first()).map(String::as_str));
            lines.push("next");
        }
        let (one, marks) = said(&prepared, 1, &lines);
        let (same, _) = said(&prepared, 1, &lines);
        let (other, others) = said(&prepared, 2, &lines);
        assert_eq!(one, same);
        assert_ne!(one, other);
        assert_eq!(marks, others, "{}", prepared.problem().id);
    }
}

fn prepared(id: &str) -> Arc<Prepared> {
    problems().into_iter().find(|p| p.problem().id == id).unwrap()
}

#[test]
fn a_changed_figure_and_a_changed_decision_are_noticed_with_their_minute() {
    let url = prepared("url-shortener");
    let (words, _) = said(
        &url,
        1,
        &["There are 100M new links a day.", "next", "With 10M new links a day that is 116 writes a second."],
    );
    assert!(words.iter().any(|w| w.contains("00:20") && w.contains("100M new links a day")), "{words:#?}");
    let (words, _) = said(&url, 1, &["next", "next", "We answer with a 302.", "I use a 301 for the redirect."]);
    assert!(words.iter().any(|w| w.contains("01:00") && w.contains("302")), "{words:#?}");
}

#[test]
fn an_echo_of_the_interviewer_earns_nothing() {
    for prepared in problems() {
        let setup = Setup { seed: 5, level: Level::L5, mode: Mode::Interview, minutes: Some(45.0), only: None };
        let mut interview = Interview::new(Arc::clone(&prepared), setup);
        let mut last = String::new();
        let mut event = Event::Start;
        for turn in 0..60_u64 {
            for action in interview.handle(turn * 10_000, &event) {
                if let Action::Say { text, .. } = action {
                    last = text;
                }
            }
            // As a statement: a question would be asked back.
            let line = if turn % 12 == 11 { "next".to_owned() } else { last.replace('?', ".") };
            event = Event::Line { text: line };
        }
        interview.handle(700_000, &Event::Quit);
        let debrief = interview.debrief();
        let earned: Vec<_> =
            debrief.steps.iter().flat_map(|s| &s.points).filter_map(|p| Some((&p.id, p.quote.as_ref()?))).collect();
        assert!(
            debrief.steps.iter().all(|s| s.score < 0.15),
            "{}: {:?} {earned:#?}",
            prepared.problem().id,
            debrief.steps.iter().map(|s| s.score).collect::<Vec<_>>()
        );
    }
}

#[test]
fn a_wrong_belief_that_is_put_right_costs_less() {
    let url = prepared("url-shortener");
    let belief = url.problem().misconceptions[0].clone();
    let wrong = belief.samples.hits[0].as_str();
    let cost = |lines: &[&str]| match said(&url, 1, lines).1 {
        Marks::Interview(debrief) => debrief,
        Marks::Drill(_) => unreachable!(),
    };
    let kept = cost(&["next", "next", "next", wrong, "I stand by that."]);
    let corrected = cost(&["next", "next", "next", wrong, belief.answer.as_str()]);
    assert!(kept.wrong[0].corrected.is_none());
    assert!(corrected.wrong[0].corrected.is_some(), "{:?}", corrected.wrong);
}

#[test]
fn an_assumption_of_requirements_counts_in_the_estimate() {
    let url = prepared("url-shortener");
    let earned = |lines: &[&str]| match said(&url, 1, lines).1 {
        Marks::Interview(debrief) => debrief.steps[1].points.iter().any(|p| p.id == "e-write" && p.credit > 0.0),
        Marks::Drill(_) => unreachable!(),
    };
    let estimate = "That gives about 116 writes per second on average.";
    assert!(earned(&["I assume 10M new links a day.", "next", estimate]));
    assert!(!earned(&["next", estimate]));
}

#[test]
fn the_sentence_that_earned_a_point_is_quoted_although_a_question_stands_before_it() {
    let url = prepared("url-shortener");
    let line = "How many nodes do we have?  The redirect looks in the cache first, and on a miss it reads the database and \
                fills the cache.";
    let Marks::Interview(debrief) = said(&url, 1, &["next", "next", line]).1 else { unreachable!() };
    let point = debrief.steps[2].points.iter().find(|p| p.id == "h-read-path").unwrap();
    assert!(point.quote.as_ref().unwrap().starts_with("The redirect looks"), "{:?}", point.quote);
}
