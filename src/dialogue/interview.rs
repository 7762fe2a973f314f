//! The interview: a state that events change, and what the interviewer does about each.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::clock::{Nudge, SILENCE, StepClock, mmss};
use super::event::{Action, Event, Millis, StepName};
use super::facts::Listening;
use super::phrases::{Phrase, Phrasebook};
use super::policy::Asked;
use super::record::{self, Earned, How, Utterance};
use super::setup::Setup;
use crate::matching::{Field, Findings, Marker};
use crate::rubric::{Point, Problem, Rubric, StepId, Words};
use crate::scoring::{Profile, all_points};

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
        self.listening.get_or_init(|| Listening::new(&problem.facts, &problem.follow_ups, self.field()))
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
    pub(super) helped: BTreeMap<usize, How>,
    pub(super) asked: Option<Asked>,
    pub(super) prompt: String,
    pub(super) pumps: usize,
    pub(super) helps: usize,
    pub(super) hints_taken: usize,
    pub(super) given_up: Vec<usize>,
    pub(super) probed_beliefs: Vec<usize>,
    pub(super) follow_ups: Vec<usize>,
    pub(super) curve_balls: Vec<usize>,
    pub(super) facts_given: Vec<usize>,
    pub(super) assumptions: Vec<String>,
    pub(super) silence_noticed: bool,
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
            helped: BTreeMap::new(),
            asked: None,
            prompt: String::new(),
            pumps: 0,
            helps: 0,
            hints_taken: 0,
            given_up: Vec::new(),
            probed_beliefs: Vec::new(),
            follow_ups: Vec::new(),
            curve_balls: Vec::new(),
            facts_given: Vec::new(),
            assumptions: Vec::new(),
            silence_noticed: false,
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
        out
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
        self.finished.is_none() && (self.clock.due(at).is_some() || self.silent(idle))
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

    /// All points, in order.
    pub(super) fn points(&self) -> Vec<&Point> {
        all_points(self.prepared.rubric()).collect()
    }

    /// What is earned so far, a place a point.
    pub(super) fn earned(&self) -> Vec<Option<Earned>> {
        record::earned(&self.utterances, self.prepared.marker().points_of(None).len())
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
        out.push(Action::Step { step: StepName(step) });
        self.prompt = self.problem().steps.get(step).prompt.clone();
        out.push(Action::Say { line: format!("step.{step}"), text: self.prompt.clone() });
    }

    fn time_up(&mut self, at: Millis, draft: &str, out: &mut Vec<Action>) {
        if draft.chars().any(char::is_alphanumeric) {
            self.hear(at, draft, Vec::new());
        }
        self.say(Phrase::TimeUp, out);
        self.advance(at, true, out);
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

    fn tick(&mut self, at: Millis, idle: Millis, out: &mut Vec<Action>) {
        if let Some(nudge) = self.clock.due(at) {
            self.clock.told(nudge);
            let phrase = match nudge {
                Nudge::Half => Phrase::Half,
                Nudge::Minute => Phrase::Minute,
            };
            let left = self.clock.left(at).unwrap_or(0);
            let text = self.phrases.say(phrase).replace("{left}", &mmss(left));
            out.push(Action::Say { line: phrase.name().to_owned(), text });
        } else if self.silent(idle) {
            self.silence_noticed = true;
            self.say(Phrase::Silence, out);
        }
    }

    fn silent(&self, idle: Millis) -> bool {
        !self.silence_noticed && idle >= SILENCE
    }

    /// Marks and keeps what was said.
    pub(super) fn hear(&mut self, at: Millis, text: &str, asked_for: Vec<usize>) -> &mut Utterance {
        let marker = self.prepared.marker();
        let read = marker.text(text);
        let findings = marker.find_in(&read);
        self.keep(at, text, findings, Profile::of(&read), asked_for)
    }

    fn keep(
        &mut self,
        at: Millis,
        text: &str,
        findings: Findings,
        said: Profile,
        asked_for: Vec<usize>,
    ) -> &mut Utterance {
        let helped = self.helped.clone();
        let step = self.step();
        let text = text.to_owned();
        self.utterances.push(Utterance { at, step, text, findings, said, helped, asked_for, withdrawn: false });
        self.utterances.last_mut().unwrap_or_else(|| unreachable!("just pushed"))
    }

    pub(super) fn say(&mut self, phrase: Phrase, out: &mut Vec<Action>) {
        let text = self.phrases.say(phrase).to_owned();
        out.push(Action::Say { line: phrase.name().to_owned(), text });
    }

    pub(super) fn note(&mut self, line: &str, text: String, out: &mut Vec<Action>) {
        out.push(Action::Note { line: line.to_owned(), text });
    }

    pub(super) fn repeat(&mut self, out: &mut Vec<Action>) {
        out.push(Action::Say { line: "repeat".to_owned(), text: self.prompt.clone() });
    }
}
