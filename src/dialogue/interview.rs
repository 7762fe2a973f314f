//! The interview: a state that events change, and what the interviewer does about each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::clock::StepClock;
use super::event::{Action, Event, Millis, StepName};
use super::hearing::Spoken;
use super::listening::Listening;
use super::phrases::{Phrase, Phrasebook};
use super::plan::Plan;
use super::policy::Asked;
use super::record::{self, Earned, How, Utterance};
use super::said::words;
use super::setup::Setup;
use super::trace::Reason;
use crate::matching::{Field, Marker};
use crate::rubric::{Point, Problem, Rubric, StepId, Words};

/// A problem with its patterns, which are compiled when the first line is to be marked: the first prompt does not wait.
#[derive(Debug)]
pub struct Prepared {
    rubric: Rubric,
    vocabulary: Words,
    field: OnceLock<Field>,
    marker: OnceLock<Marker>,
    listening: OnceLock<Listening>,
}

impl Prepared {
    /// Prepares a problem.
    pub fn new(problem: Problem, vocabulary: Words) -> Self {
        Prepared {
            rubric: Rubric::Problem(problem),
            vocabulary,
            field: OnceLock::new(),
            marker: OnceLock::new(),
            listening: OnceLock::new(),
        }
    }

    /// The problem.
    pub fn problem(&self) -> &Problem {
        match &self.rubric {
            Rubric::Problem(problem) => problem,
            Rubric::Question(_) => unreachable!("made from a problem"),
        }
    }

    /// The problem as a rubric.
    pub fn rubric(&self) -> &Rubric {
        &self.rubric
    }

    /// The vocabulary's index: points and facts share it.
    fn field(&self) -> &Field {
        self.field.get_or_init(|| Field::new(self.vocabulary.get()))
    }

    /// The compiled patterns of the points.
    pub fn marker(&self) -> &Marker {
        self.marker.get_or_init(|| Marker::new(&self.rubric, self.field()))
    }

    pub(super) fn listening(&self) -> &Listening {
        let problem = self.problem();
        self.listening.get_or_init(|| Listening::new(problem, self.vocabulary.get(), self.field()))
    }

    /// What a term means, if that is all the question asks: "what is QPS?", not "what is the QPS?".
    pub(super) fn defined(&self, question: &str) -> Option<(&str, &str)> {
        let said = words(question);
        let term = match said.as_slice() {
            [what, is, rest @ ..] if what == "what" && is == "is" => rest,
            [whats, rest @ ..] if whats == "whats" => rest,
            _ => return None,
        };
        let term = match term {
            [first, rest @ ..] if matches!(first.as_str(), "a" | "an") => rest,
            all => all,
        };
        let found = self.vocabulary.get().glossary.iter().find(|(known, _)| words(known) == term);
        found.map(|(term, says)| (term.as_str(), says.as_str()))
    }

    /// What a term means, if the line asks for one that the glossary has: the longest that stands in it.
    pub(super) fn meaning(&self, line: &str) -> Option<(&str, &str)> {
        let said = format!(" {} ", words(line).join(" "));
        let glossary = self.vocabulary.get().glossary.iter();
        let named = glossary.filter(|(term, _)| said.contains(&format!(" {} ", words(term).join(" "))));
        named.max_by_key(|(term, _)| term.len()).map(|(term, says)| (term.as_str(), says.as_str()))
    }
}

/// One interview.
#[derive(Debug, Clone)]
pub struct Interview {
    pub(super) prepared: Arc<Prepared>,
    pub(super) setup: Setup,
    pub(super) steps: Vec<StepId>,
    pub(super) position: usize,
    pub(super) clock: StepClock,
    pub(super) phrases: Phrasebook,
    pub(super) utterances: Vec<Utterance>,
    earned: Vec<Option<Earned>>,
    pub(super) helped: BTreeMap<usize, How>,
    pub(super) asked: Option<Asked>,
    pub(super) prompt: String,
    pub(super) pumps: usize,
    pub(super) helps: usize,
    pub(super) hints_taken: usize,
    /// Whether help is what the candidate waits for.
    pub(super) wants_hint: bool,
    /// How often the candidate objected to a question, and asked for marks or answers.
    pub(super) objections: usize,
    pub(super) fished: usize,
    pub(super) given_up: Vec<usize>,
    /// Questions for points that were asked, by their lines: none is asked twice.
    pub(super) questions: BTreeSet<String>,
    pub(super) probed_beliefs: Vec<usize>,
    pub(super) follow_ups: Vec<usize>,
    pub(super) curve_balls: Vec<usize>,
    pub(super) facts_given: Vec<usize>,
    pub(super) assumptions: Vec<String>,
    /// Changes and unused figures that were asked about.
    pub(super) noticed: Vec<String>,
    /// Misconceptions that the candidate put right, and when.
    pub(super) corrected: Vec<(usize, Millis)>,
    /// The deep dive's components.
    pub(super) plan: Option<Plan>,
    /// Utterances that were long for what they said.
    pub(super) rambled: Vec<usize>,
    /// Utterances with a way to find out what was not known.
    pub(super) found_out: usize,
    pub(super) briefs: usize,
    pub(super) challenged: bool,
    pub(super) interrupted: bool,
    pub(super) last_was_negative: bool,
    /// The same of the remark before.
    pub(super) was_negative: bool,
    /// How often silence was noticed in this step.
    pub(super) silences: usize,
    /// When the interviewer last spoke.
    pub(super) spoke: Millis,
    /// What the interviewer said.
    pub(super) spoken: Vec<Spoken>,
    pub(super) reasons: Vec<Reason>,
    pub(super) times: Vec<StepTime>,
    pub(super) pauses: usize,
    pub(super) finished: Option<Millis>,
}

/// How long a step took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepTime {
    /// The step.
    pub step: StepId,
    /// When it began.
    pub started: Millis,
    /// When it ended.
    pub ended: Millis,
    /// Its budget.
    pub budget: Option<Millis>,
    /// Whether the clock ended it.
    pub ran_out: bool,
}

impl Interview {
    /// An interview that has not begun: the first event is [`Event::Start`].
    pub fn new(prepared: Arc<Prepared>, setup: Setup) -> Self {
        let steps = setup.steps();
        let clock = StepClock::start(0, setup.budget(steps[0]));
        Interview {
            phrases: Phrasebook::new(setup.seed),
            prepared,
            setup,
            steps,
            position: 0,
            clock,
            utterances: Vec::new(),
            earned: Vec::new(),
            helped: BTreeMap::new(),
            asked: None,
            prompt: String::new(),
            pumps: 0,
            helps: 0,
            hints_taken: 0,
            wants_hint: false,
            objections: 0,
            fished: 0,
            given_up: Vec::new(),
            questions: BTreeSet::new(),
            probed_beliefs: Vec::new(),
            follow_ups: Vec::new(),
            curve_balls: Vec::new(),
            facts_given: Vec::new(),
            assumptions: Vec::new(),
            noticed: Vec::new(),
            corrected: Vec::new(),
            plan: None,
            rambled: Vec::new(),
            found_out: 0,
            briefs: 0,
            challenged: false,
            interrupted: false,
            last_was_negative: false,
            was_negative: false,
            silences: 0,
            spoke: 0,
            spoken: Vec::new(),
            reasons: Vec::new(),
            times: Vec::new(),
            pauses: 0,
            finished: None,
        }
    }

    /// Takes an event at a time (never earlier than the one before) and says what the interviewer does.
    pub fn handle(&mut self, at: Millis, event: &Event) -> Vec<Action> {
        if self.finished.is_some() {
            return Vec::new();
        }
        let mut out = Vec::new();
        self.reasons.clear();
        match event {
            Event::Start => self.open(at, &mut out),
            Event::Line { text } => self.line(at, text, &mut out),
            Event::TimeUp { draft } => self.time_up(at, draft, &mut out),
            Event::Tick { idle } => self.tick(at, *idle, &mut out),
            Event::Resumed | Event::Reopened => {
                self.say(Phrase::WelcomeBack, &mut out);
                self.repeat(&mut out);
            }
            Event::Quit => self.close(at, false, &mut out),
        }
        self.remember(at, &out);
        out
    }

    /// Why the last event was answered as it was.
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }

    /// The step that is walked now.
    pub fn step(&self) -> StepId {
        self.steps[self.position]
    }

    /// Position of the step, from 1, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.position + 1, self.steps.len())
    }

    /// The time left in the step; `None` without a clock.
    pub fn left(&self, at: Millis) -> Option<Millis> {
        self.clock.left(at)
    }

    /// Whether a [`Event::Tick`] at this time would make the interviewer speak.
    pub fn wants_tick(&self, at: Millis, idle: Millis) -> bool {
        self.finished.is_none() && (self.clock.due(at).is_some() || self.silent(at, idle) || self.interrupts(at, idle))
    }

    /// Whether the interview is over.
    pub fn is_over(&self) -> bool {
        self.finished.is_some()
    }

    /// When it ended.
    pub fn finished(&self) -> Option<Millis> {
        self.finished
    }

    /// The setup.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The problem.
    pub fn problem(&self) -> &Problem {
        self.prepared.problem()
    }

    /// What the candidate said, in order; withdrawn answers are marked.
    pub fn utterances(&self) -> &[Utterance] {
        &self.utterances
    }

    /// What the candidate said and did not take back.
    pub(super) fn said(&self) -> impl DoubleEndedIterator<Item = &Utterance> + Clone {
        self.utterances.iter().filter(|u| !u.withdrawn)
    }

    /// What was earned: by which utterance, which point, how.
    pub fn credits(&self) -> Vec<(&Utterance, &Point, &Earned)> {
        let earned = self.points().into_iter().zip(&self.earned);
        earned.filter_map(|(point, e)| e.as_ref().map(|e| (&self.utterances[e.utterance], point, e))).collect()
    }

    /// All points, in order.
    pub(super) fn points(&self) -> Vec<&Point> {
        self.prepared.rubric().points().collect()
    }

    /// What is earned so far, a place a point.
    pub(super) fn earned(&self) -> &[Option<Earned>] {
        &self.earned
    }

    /// Counts anew what is earned, after something was said or taken back.
    pub(super) fn settle(&mut self) {
        self.earned = record::earned(&self.utterances, self.prepared.marker().points_of(None).len());
    }

    fn open(&mut self, at: Millis, out: &mut Vec<Action>) {
        let opening = self.opening();
        self.note("opening", opening, out);
        let prompt = self.problem().prompt.clone();
        out.push(Action::Say { line: "problem".to_owned(), text: prompt });
        self.enter(at, out);
    }

    pub(super) fn enter(&mut self, at: Millis, out: &mut Vec<Action>) {
        let step = self.step();
        self.clock = StepClock::start(at, self.setup.budget(step));
        self.pumps = 0;
        self.helps = 0;
        self.asked = None;
        (self.briefs, self.silences) = (0, 0);
        (self.challenged, self.interrupted) = (false, false);
        out.push(Action::Step { step: StepName(step) });
        if step == StepId::DeepDive && self.announce(out) {
            return;
        }
        self.prompt = self.problem().steps.get(step).prompt.clone();
        out.push(Action::Say { line: format!("step.{step}"), text: self.prompt.clone() });
    }

    /// Ends the step and begins the next, or closes.
    pub(super) fn advance(&mut self, at: Millis, ran_out: bool, out: &mut Vec<Action>) {
        if self.position + 1 == self.steps.len() {
            self.close(at, ran_out, out);
        } else {
            self.end_step(at, ran_out);
            self.position += 1;
            self.enter(at, out);
        }
    }

    fn end_step(&mut self, at: Millis, ran_out: bool) {
        let (started, budget) = (self.clock.started, self.clock.budget);
        self.times.push(StepTime { step: self.step(), started, ended: at, budget, ran_out });
    }

    pub(super) fn close(&mut self, at: Millis, ran_out: bool, out: &mut Vec<Action>) {
        self.end_step(at, ran_out);
        self.finished = Some(at);
        self.say(Phrase::Close, out);
        out.push(Action::Finish);
    }

    pub(super) fn say(&mut self, phrase: Phrase, out: &mut Vec<Action>) {
        self.say_with(phrase, &[], out);
    }

    /// Says a line with its places filled. A second negative remark in a row is left out.
    pub(super) fn say_with(&mut self, phrase: Phrase, places: &[(&str, String)], out: &mut Vec<Action>) {
        if phrase.is_negative() && self.last_was_negative {
            return;
        }
        if phrase.is_remark() {
            self.was_negative = self.last_was_negative;
            self.last_was_negative = phrase.is_negative();
        }
        let mut text = self.phrases.say(phrase).to_owned();
        for (place, value) in places {
            text = text.replace(&format!("{{{place}}}"), value);
        }
        out.push(Action::Say { line: phrase.name().to_owned(), text: capitalised(&text) });
    }

    pub(super) fn note(&mut self, line: &str, text: String, out: &mut Vec<Action>) {
        out.push(Action::Note { line: line.to_owned(), text });
    }

    pub(super) fn repeat(&mut self, out: &mut Vec<Action>) {
        out.push(Action::Say { line: "repeat".to_owned(), text: self.prompt.clone() });
    }
}

/// A line that begins with a filled place begins with a capital letter all the same.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
