//! One question: an answer against the clock, marks at once, one follow-up, and what was still missing.

pub mod commands;
mod marks;
mod prepared;
mod report;

use std::sync::Arc;

use super::clock::{Nudge, StepClock, mmss};
use super::event::{Action, Event, Millis};
use super::phrases::{Phrase, Phrasebook};
use super::setup::{LONGEST, Setup};
use super::talk::{Marks, SessionKind, Talk};
use crate::rubric::{FollowUp, Point, Question, Tier};
use crate::scoring::Scorecard;

use commands::{Command, Line};
pub use marks::{Grade, Marked, MarkedFlag, MarkedPoint, Part, Report, SAID};
pub use prepared::PreparedQuestion;

/// Minutes of a question.
pub const USUAL_MINUTES: f64 = 5.0;
/// Share of them that the follow-up gets on top.
const REPLY_SHARE: f64 = 0.4;

/// What was said in one part, marked.
#[derive(Debug, Clone)]
struct Answered {
    at: Millis,
    text: String,
    card: Scorecard,
    used: Millis,
    budget: Option<Millis>,
    ran_out: bool,
}

/// Why a part ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// The candidate said so.
    Done,
    /// The time is up.
    TimeUp,
    /// The candidate passes.
    Skipped,
    /// The candidate leaves.
    Left,
}

/// One drill.
#[derive(Debug, Clone)]
pub struct Drill {
    prepared: Arc<PreparedQuestion>,
    setup: Setup,
    phrases: Phrasebook,
    clock: StepClock,
    /// What is asked now.
    prompt: String,
    /// The lines of the part that is being answered.
    lines: Vec<String>,
    /// Points that a hint led to.
    hinted: Vec<usize>,
    hints: usize,
    answer: Option<Answered>,
    /// The point of the follow-up, once it is asked.
    asked: Option<usize>,
    reply: Option<Answered>,
    end: End,
    finished: Option<Millis>,
}

impl Drill {
    /// A drill that has not begun: the first event is [`Event::Start`].
    pub fn new(prepared: Arc<PreparedQuestion>, setup: Setup) -> Self {
        Drill {
            phrases: Phrasebook::new(setup.seed),
            clock: StepClock::start(0, budget(&setup, 1.0)),
            prompt: prepared.question().prompt.clone(),
            prepared,
            setup,
            lines: Vec::new(),
            hinted: Vec::new(),
            hints: 0,
            answer: None,
            asked: None,
            reply: None,
            end: End::Done,
            finished: None,
        }
    }

    /// The question.
    pub fn question(&self) -> &Question {
        self.prepared.question()
    }

    fn part(&self) -> Part {
        if self.answer.is_none() { Part::Answer } else { Part::Reply }
    }

    fn start(&mut self, at: Millis, out: &mut Vec<Action>) {
        self.clock = StepClock::start(at, self.clock.budget);
        let time = match self.clock.budget {
            Some(budget) => format!("You have {} for the answer.", mmss(budget)),
            None => "There is no clock today.".to_owned(),
        };
        note("opening", format!("{time} An empty line ends it; /help for what else you can do."), out);
        out.push(Action::Say { line: "question".to_owned(), text: self.prompt.clone() });
    }

    fn line(&mut self, at: Millis, line: &str, out: &mut Vec<Action>) {
        match commands::read(line) {
            Line::Command(command) => self.command(at, command, out),
            Line::Unknown(near) => {
                let near = near.map_or(String::new(), |name| format!(" Did you mean /{name}?"));
                let text = format!(
                    "There is no such command.{near} /help lists them; an answer that starts with / needs a space before it."
                );
                note("unknown-command", text, out);
            }
            Line::Moment => self.say(Phrase::Moment, out),
            Line::DontKnow => {
                self.say(Phrase::DontKnow, out);
                match self.part() {
                    Part::Answer => self.hint(out),
                    Part::Reply => self.finish(at, End::Skipped, out),
                }
            }
            Line::Fishing => note("no-verdict", "Your marks come as soon as you end your answer.".to_owned(), out),
            Line::Answer => self.lines.push(line.to_owned()),
        }
    }

    fn command(&mut self, at: Millis, command: Command, out: &mut Vec<Action>) {
        match command {
            Command::Done if self.lines.is_empty() => {
                note(
                    "nothing-yet",
                    "Nothing is said yet. Type your answer, or /hint, or /skip to pass.".to_owned(),
                    out,
                );
            }
            Command::Done => self.end_part(at, End::Done, out),
            Command::Hint => self.hint(out),
            Command::Repeat => self.repeat(out),
            Command::Time => {
                let time = self.clock.left(at).map_or("There is no clock today.".to_owned(), |l| mmss(l) + " left.");
                note("time", time, out);
            }
            Command::Pause => {
                note("pause", "The clock is stopped. Press Enter to go on.".to_owned(), out);
                out.push(Action::Pause);
            }
            Command::Skip => self.end_part(at, End::Skipped, out),
            Command::Undo => match self.lines.pop() {
                Some(text) => {
                    let told = "Taken back. Your line stands in the prompt again; change it or clear it.";
                    note("undo", told.to_owned(), out);
                    out.push(Action::Restore { text });
                }
                None => note("undo", "There is no line to take back.".to_owned(), out),
            },
            Command::Edit => out.push(Action::Edit),
            Command::Notes => note("notes", self.notes(), out),
            Command::Quit => self.end_part(at, End::Left, out),
            Command::Help => note("help", commands::help(), out),
        }
    }

    fn notes(&self) -> String {
        let said: Vec<String> = self.lines.iter().map(|line| format!("> {}", line.replace('\n', "\n> "))).collect();
        if said.is_empty() {
            "You have said nothing yet.".to_owned()
        } else {
            format!("You said:\n{}", said.join("\n"))
        }
    }

    /// A question towards the heaviest point that was not said yet.
    fn hint(&mut self, out: &mut Vec<Action>) {
        let point = match self.part() {
            Part::Answer => heaviest(&self.question().points, &self.mark(&self.lines.join("\n")), &self.hinted),
            Part::Reply => self.asked.filter(|point| !self.hinted.contains(point)),
        };
        let Some(point) = point else {
            return note("no-hint", "I have no more hints. Say what you think, or /skip.".to_owned(), out);
        };
        if self.part() == Part::Answer {
            self.hints += 1;
        }
        self.hinted.push(point);
        let told = &self.question().points[point];
        out.push(Action::Say { line: format!("hint.{}", told.id), text: told.hint.clone() });
    }

    fn mark(&self, text: &str) -> Scorecard {
        self.prepared.grade(text)
    }

    /// Ends the answer or the reply, and goes on to what follows.
    fn end_part(&mut self, at: Millis, end: End, out: &mut Vec<Action>) {
        let part = self.part();
        let text = std::mem::take(&mut self.lines).join("\n");
        let empty = text.trim().is_empty();
        let card = self.mark(&text);
        let budget = self.clock.budget;
        // The time-up is noticed a moment late.
        let used = at.saturating_sub(self.clock.started).min(budget.unwrap_or(Millis::MAX));
        let answered = Answered { at, text, card, used, budget, ran_out: end == End::TimeUp };
        if end == End::TimeUp {
            out.push(Action::Say { line: "time-up".to_owned(), text: "Time. What you have counts.".to_owned() });
        }
        match part {
            Part::Answer => {
                if !empty {
                    out.push(Action::Marked { marked: Box::new(self.marked_answer(&answered)) });
                }
                self.answer = Some(answered);
            }
            Part::Reply if empty => {}
            Part::Reply => {
                out.push(Action::Marked { marked: Box::new(self.marked_reply(&answered)) });
                self.reply = Some(answered);
            }
        }
        match (part, end) {
            (Part::Answer, End::Done | End::TimeUp) => self.follow_up(at, out),
            (Part::Answer, End::Skipped | End::Left) | (Part::Reply, _) => self.finish(at, end, out),
        }
    }

    /// Asks for what is missing: by the follow-up that fits what was said and is for most of it, else by the heaviest point's own
    /// question.
    fn follow_up(&mut self, at: Millis, out: &mut Vec<Action>) {
        let Some(answer) = &self.answer else { return };
        let question = self.prepared.question();
        let Some(heaviest) = heaviest(&question.points, &answer.card, &[]) else {
            let text = "You said all that I was listening for, so there is no follow-up.".to_owned();
            out.push(Action::Say { line: "complete".to_owned(), text });
            return self.finish(at, End::Done, out);
        };
        let told = &question.points[heaviest];
        let fitting = self.prepared.fitting(&answer.text);
        let (line, text) = match fullest(&fitting, &question.points, &answer.card, told) {
            Some(follow_up) => (format!("follow-up.{}", follow_up.id), follow_up.asks.clone()),
            None => (format!("probe.{}", told.id), told.probe.clone()),
        };
        self.asked = Some(heaviest);
        self.clock = StepClock::start(at, budget(&self.setup, REPLY_SHARE));
        self.prompt.clone_from(&text);
        out.push(Action::Say { line: "follow-up".to_owned(), text: "One follow-up:".to_owned() });
        out.push(Action::Say { line, text });
    }

    fn finish(&mut self, at: Millis, end: End, out: &mut Vec<Action>) {
        self.end = end;
        self.finished = Some(at);
        out.push(Action::Finish);
    }

    fn time_up(&mut self, at: Millis, draft: &str, out: &mut Vec<Action>) {
        if !draft.trim().is_empty() {
            self.lines.push(draft.to_owned());
        }
        self.end_part(at, End::TimeUp, out);
    }

    fn tick(&mut self, at: Millis, out: &mut Vec<Action>) {
        let Some(nudge) = self.clock.due(at) else { return };
        self.clock.told(nudge);
        let left = mmss(self.clock.left(at).unwrap_or(0));
        let (line, text) = match nudge {
            Nudge::Half => ("half", format!("Half of the time is gone: {left} left.")),
            Nudge::Minute => ("minute", "One minute left.".to_owned()),
        };
        out.push(Action::Say { line: line.to_owned(), text });
    }

    fn say(&mut self, phrase: Phrase, out: &mut Vec<Action>) {
        let text = self.phrases.say(phrase).to_owned();
        out.push(Action::Say { line: phrase.name().to_owned(), text });
    }

    fn repeat(&mut self, out: &mut Vec<Action>) {
        out.push(Action::Say { line: "repeat".to_owned(), text: self.prompt.clone() });
    }
}

impl Talk for Drill {
    fn handle(&mut self, at: Millis, event: &Event) -> Vec<Action> {
        let mut out = Vec::new();
        if self.finished.is_some() {
            return out;
        }
        match event {
            Event::Start => self.start(at, &mut out),
            Event::Line { text } => self.line(at, text, &mut out),
            Event::TimeUp { draft } => self.time_up(at, draft, &mut out),
            Event::Tick { .. } => self.tick(at, &mut out),
            Event::Resumed | Event::Reopened => {
                self.say(Phrase::WelcomeBack, &mut out);
                self.repeat(&mut out);
                if *event == Event::Reopened && !self.lines.is_empty() {
                    note("notes", self.notes(), &mut out);
                }
            }
            Event::Quit => self.end_part(at, End::Left, &mut out),
        }
        out
    }

    fn kind(&self) -> SessionKind {
        SessionKind::Drill
    }

    fn rubric(&self) -> &str {
        &self.question().id
    }

    fn label(&self) -> String {
        match self.part() {
            Part::Answer => "answer",
            Part::Reply => "reply",
        }
        .to_owned()
    }

    fn progress(&self) -> (usize, usize) {
        (1, 1)
    }

    fn left(&self, at: Millis) -> Option<Millis> {
        self.clock.left(at)
    }

    fn wants_tick(&self, at: Millis, _idle: Millis) -> bool {
        self.finished.is_none() && self.clock.due(at).is_some()
    }

    fn finished(&self) -> Option<Millis> {
        self.finished
    }

    fn was_left(&self) -> bool {
        self.end == End::Left
    }

    fn marks(&self) -> Marks {
        Marks::Drill(self.report())
    }
}

fn note(line: &str, text: String, out: &mut Vec<Action>) {
    out.push(Action::Note { line: line.to_owned(), text });
}

fn budget(setup: &Setup, share: f64) -> Option<Millis> {
    setup.minutes.map(|minutes| (minutes * 60_000.0 * share).round().min(LONGEST) as Millis)
}

/// The heaviest point that was not said; basic ones before advanced, earlier ones before later among equals.
fn heaviest(points: &[Point], card: &Scorecard, but: &[usize]) -> Option<usize> {
    let open = (0..points.len()).filter(|i| card.points[*i].credit < SAID && !but.contains(i));
    let worth = |i: &usize| (points[*i].weight, points[*i].tier == Tier::Basic);
    // `max_by` keeps the last of equals: reversed, the earlier point wins.
    open.rev().max_by(|a, b| {
        let ((weight, basic), (other, other_basic)) = (worth(a), worth(b));
        weight.total_cmp(&other).then(basic.cmp(&other_basic))
    })
}

/// Of the follow-ups that are for the heaviest missing point, the one that is for most of what is missing; earlier ones first.
fn fullest<'f>(fitting: &[&'f FollowUp], points: &[Point], card: &Scorecard, heaviest: &Point) -> Option<&'f FollowUp> {
    let open = |id: &String| {
        let at = points.iter().position(|point| point.id == *id).filter(|at| card.points[*at].credit < SAID);
        at.map_or(0.0, |at| points[at].weight)
    };
    let worth = |follow_up: &FollowUp| follow_up.covers.iter().map(open).sum::<f64>();
    let for_it = fitting.iter().rev().filter(|follow_up| follow_up.covers.contains(&heaviest.id));
    for_it.max_by(|a, b| worth(a).total_cmp(&worth(b))).copied()
}
