//! The interview: a state that events change, and what the interviewer does about each.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Arc, OnceLock};

use super::clock::{Nudge, SILENCE, StepClock, mmss};
use super::event::{Action, Event, Millis, StepName};
use super::listening::Listening;
use super::phrases::{Phrase, Phrasebook};
use super::plan::Plan;
use super::policy::Asked;
use super::record::{self, Earned, How, Utterance};
use super::said::words;
use super::setup::Mode;
use super::setup::Setup;
use super::trace::Reason;
use crate::matching::{Field, Marker};
use crate::quantity::{self, Kind, Quantity};
use crate::rubric::{Point, Problem, Rubric, StepId, Words};
use crate::scoring::{Grader, Profile, all_points};
use crate::text::{Text, Token, is_function_word};

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
    /// How often silence was noticed in this step.
    pub(super) silences: usize,
    /// When the interviewer last spoke.
    spoke: Millis,
    /// What the interviewer said.
    spoken: Vec<Spoken>,
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

    /// Keeps what the interviewer said: who repeats it says nothing.
    fn remember(&mut self, at: Millis, out: &[Action]) {
        for action in out {
            if let Action::Say { text, .. } = action {
                self.spoke = at;
                let read = Text::new(text);
                let line = content_of(read.tokens()).map(str::to_owned).collect();
                let sentences =
                    read.sentences().iter().map(|s| content_of(read.tokens_of(s)).map(str::to_owned).collect());
                self.spoken.push(Spoken { line, sentences: sentences.collect() });
            }
        }
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

    /// All points, in order.
    pub(super) fn points(&self) -> Vec<&Point> {
        all_points(self.prepared.rubric()).collect()
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
            self.say_with(phrase, &[("left", mmss(left))], out);
        } else if self.silent(at, idle) {
            self.silences += 1;
            self.because(Phrase::Silence.name(), "nothing was typed for a while".to_owned(), Vec::new());
            if self.silences == 1 {
                self.say(Phrase::Silence, out);
            } else {
                self.stuck(at, out);
            }
        } else if self.interrupts(at, idle) {
            self.interrupted = true;
            self.because(Phrase::Interrupt.name(), "pressure: a minute of typing".to_owned(), Vec::new());
            self.say(Phrase::Interrupt, out);
        }
    }

    /// Silence is noticed once, then helped, [`SILENCES`] times a step at most; what the interviewer says starts it anew.
    fn silent(&self, at: Millis, idle: Millis) -> bool {
        self.silences < SILENCES && idle.min(at.saturating_sub(self.spoke)) >= SILENCE
    }

    /// Under pressure, who types for long is interrupted once a step.
    fn interrupts(&self, at: Millis, idle: Millis) -> bool {
        let typing = idle < TYPING && at.saturating_sub(self.spoke) >= PATIENCE;
        self.setup.mode == Mode::Pressure && typing && !self.interrupted && !self.last_was_negative
    }

    /// Marks and keeps what was said.
    pub(super) fn hear(&mut self, at: Millis, text: &str, asked_for: Vec<usize>) -> &mut Utterance {
        let marker = self.prepared.marker();
        let read = marker.text(text);
        let (findings, said) = (marker.find_in(&read), Profile::of(&read));
        let step = self.step();
        let known = |q: &Quantity| q.kind != Kind::Count || q.value >= SMALL;
        let utterance = Utterance {
            at,
            step,
            text: text.to_owned(),
            echoes: read.sentences().iter().map(|s| self.echoes(read.tokens_of(s))).collect(),
            worth: Grader::new(self.prepared.rubric(), marker).hangs_together(step, &read, &said),
            heard: self.prepared.listening().listen(text),
            figures: marker.stated(&read),
            quantities: quantity::find(text).iter().filter(|q| known(q)).map(|q| q.value).collect(),
            findings,
            said,
            helped: self.helped.clone(),
            asked_for,
            finds_out: None,
            withdrawn: false,
        };
        self.utterances.push(utterance);
        self.settle();
        self.utterances.last_mut().unwrap_or_else(|| unreachable!("just pushed"))
    }

    /// Whether a question of the candidate's only repeats one of the interviewer's.
    pub(super) fn is_echo(&self, text: &str) -> bool {
        self.echoes(Text::new(text).tokens())
    }

    /// Whether a sentence says what the interviewer has said, and nothing else: it takes most of its words from one line,
    /// and is long, or takes most of a sentence. "Strong consistency" answers "strong or eventual consistency for …?"
    fn echoes(&self, sentence: &[Token]) -> bool {
        let words: HashSet<&str> = content_of(sentence).collect();
        let shared = |said: &HashSet<String>| words.iter().filter(|w| said.contains(**w)).count() as f64;
        let mostly = |said: &HashSet<String>| shared(said) >= words.len() as f64 * ECHO;
        let whole = |said: &HashSet<String>| mostly(said) && shared(said) >= said.len() as f64 * ECHOED;
        words.len() > 1
            && self
                .spoken
                .iter()
                .any(|said| (words.len() >= LONG_ECHO && mostly(&said.line)) || said.sentences.iter().any(whole))
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

/// Silence is noticed so often in a step.
const SILENCES: usize = 3;
/// A key this long ago is still typing, and nobody under pressure is waited for longer than this.
const TYPING: Millis = 5_000;
const PATIENCE: Millis = 60_000;
/// An echo has this share of its content words from one line of the interviewer's, and either so many of them or this share
/// of a sentence's.
const ECHO: f64 = 0.8;
const LONG_ECHO: usize = 5;
const ECHOED: f64 = 0.6;
/// Bare numbers below this count things, and are no figures to come back to.
const SMALL: f64 = 100.0;

/// Content words of one of the interviewer's lines, and of each of its sentences.
#[derive(Debug, Clone)]
struct Spoken {
    line: HashSet<String>,
    sentences: Vec<HashSet<String>>,
}

fn content_of(tokens: &[Token]) -> impl Iterator<Item = &str> {
    tokens.iter().filter(|t| !is_function_word(&t.word)).map(|t| t.stem.as_str())
}

/// A line that begins with a filled place begins with a capital letter all the same.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
