//! Which question comes next: pump, hint, narrow prompt, component, follow-up, curve ball, or on; each with its reason.

use super::clock::mmss;
use super::event::{Action, Millis};
use super::interview::Interview;
use super::phrases::Phrase;
use super::record::How;
use super::setup::{Level, Mode};
use super::trace::Reason;
use crate::rubric::{StepId, Tier};

/// What the interviewer has asked and is waiting for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// What else?
    Pump,
    /// A question towards a point.
    Hint(usize),
    /// A narrow question for a point.
    Prompt(usize),
    /// A question about a component, and the points it is about.
    Component(Vec<usize>),
    /// A question that lets the candidate notice a wrong belief.
    Belief(usize),
    /// A sudden change, and the points it is about.
    CurveBall(Vec<usize>),
    /// The answer was told; the candidate says it again.
    SayAgain(usize),
    /// Which of two figures or decisions holds, what a figure is for, or whether a right answer is meant.
    Memory,
    /// Whether to go on.
    MoveOn,
}

impl Asked {
    /// The points that were asked for.
    pub(super) fn points(&self) -> &[usize] {
        match self {
            Asked::Hint(point) | Asked::Prompt(point) | Asked::SayAgain(point) => std::slice::from_ref(point),
            Asked::Component(points) | Asked::CurveBall(points) => points,
            Asked::Pump | Asked::Belief(_) | Asked::Memory | Asked::MoveOn => &[],
        }
    }
}

/// Pumps in a step before the questions turn narrow.
const PUMPS: usize = 2;
/// Below this share of the step's time nothing new is opened.
const LAST_SHARE: f64 = 0.08;
/// What a point is worth more when a follow-up for it hangs on something that the candidate named.
const HANGS: f64 = 0.5;
/// Alternatives that a reason names.
pub(super) const STOOD: usize = 4;

/// Questions that a step has room for.
fn room(step: StepId) -> usize {
    match step {
        StepId::Requirements | StepId::Estimation | StepId::HighLevel => 5,
        StepId::DeepDive => 18,
        StepId::Bottlenecks => 8,
    }
}

impl Interview {
    /// After an answer that earned so many new points: acknowledges it, then asks the next question.
    pub(super) fn respond(&mut self, at: Millis, gained: usize, out: &mut Vec<Action>) {
        if self.asks_belief(out) || self.asks_sum(out) || self.asks_change(out) || self.coach(gained, out) {
            return;
        }
        if self.asks_briefly(gained, out) || self.challenges(gained, out) {
            return;
        }
        self.say(Phrase::Acknowledge, out);
        let broad = !matches!(self.asked, Some(Asked::Component(_) | Asked::CurveBall(_)));
        if broad && gained > 0 && self.pumps < PUMPS && self.open_points().next().is_some() {
            self.pump(out);
        } else {
            self.next_question(at, out);
        }
    }

    /// After "I don't know" or a request for a hint.
    pub(super) fn stuck(&mut self, at: Millis, out: &mut Vec<Action>) {
        if self.coach(0, out) {
            return;
        }
        if let Some(Asked::Prompt(point)) = self.asked {
            self.given_up.push(point);
        }
        self.pumps = PUMPS;
        self.wants_hint = true;
        self.next_question(at, out);
        self.wants_hint = false;
    }

    /// Makes room for one more question in the step, for who asks for it.
    pub(super) fn make_room(&mut self) {
        self.helps = self.helps.min(room(self.step()).saturating_sub(1));
    }

    /// After an objection: the question is dropped, with the points it was for.
    pub(super) fn drop_question(&mut self, at: Millis, out: &mut Vec<Action>) {
        if let Some(asked) = self.asked.take() {
            self.given_up.extend_from_slice(asked.points());
        }
        self.pumps = PUMPS;
        self.next_question(at, out);
    }

    /// After a bare "ok": what else, or the next question.
    pub(super) fn pump_or_ask(&mut self, at: Millis, out: &mut Vec<Action>) {
        if self.pumps < PUMPS {
            self.pump(out);
        } else {
            self.next_question(at, out);
        }
    }

    fn pump(&mut self, out: &mut Vec<Action>) {
        self.pumps += 1;
        self.asked = Some(Asked::Pump);
        self.because(
            Phrase::Pump.name(),
            "the answer earned something and the candidate may have more".to_owned(),
            Vec::new(),
        );
        self.say(Phrase::Pump, out);
    }

    pub(super) fn next_question(&mut self, at: Millis, out: &mut Vec<Action>) {
        // A coach goes through all that is open.
        let full = self.helps >= room(self.step()) && self.setup.mode != Mode::Coach;
        if self.late(at) || full {
            self.enough(at, out);
            return;
        }
        if let Some(Asked::Hint(point)) = self.asked
            && self.is_open(point)
            && !self.was_probed(point)
        {
            self.prompt_for(point, "the hint did not bring it", out);
            return;
        }
        if let Some(Asked::Component(points)) = &self.asked
            && points.iter().all(|p| self.is_open(*p))
            && let Some(point) = self.heaviest(points)
        {
            self.prompt_for(point, "the question about the component brought nothing", out);
            return;
        }
        if let Some(Asked::Prompt(point) | Asked::SayAgain(point)) = self.asked
            && self.is_open(point)
            && !self.given_up.contains(&point)
        {
            self.given_up.push(point);
            // "Noted. Let's put that aside." says two things where one does.
            let acknowledged = |a: &Action| matches!(a, Action::Say { line, .. } if line == Phrase::Acknowledge.name());
            if out.last().is_some_and(acknowledged) && !self.was_negative {
                out.pop();
            }
            self.say(Phrase::Leave, out);
        }
        if self.curve_ball(out) || self.asks_use(out) || self.component(at, out) {
            return;
        }
        while let Some(point) = self.target() {
            let id = &self.points()[point].id;
            let (hint, probe) = (format!("hint.{id}"), format!("probe.{id}"));
            match (self.questions.contains(&hint), self.questions.contains(&probe)) {
                (false, _) => return self.hint_for(at, point, out),
                // An answer that was taken back opens its point again.
                (true, false) => return self.prompt_for(point, "its hint was given before", out),
                (true, true) => self.given_up.push(point),
            }
        }
        self.enough(at, out);
    }

    fn heaviest(&self, points: &[usize]) -> Option<usize> {
        let open = points.iter().copied().filter(|p| self.is_open(*p) && !self.given_up.contains(p));
        open.filter(|p| !self.was_probed(*p))
            .max_by(|a, b| self.points()[*a].weight.total_cmp(&self.points()[*b].weight))
    }

    pub(super) fn was_probed(&self, point: usize) -> bool {
        self.questions.contains(&format!("probe.{}", self.points()[point].id))
    }

    /// The open points of this step with what they are worth asking for, the most first.
    fn ranked(&self) -> Vec<(usize, f64, bool)> {
        let points = self.points();
        let follow_ups = self.named_follow_ups();
        let hangs = |point: usize| {
            let covers = |f: &usize| self.problem().follow_ups[*f].covers.contains(&points[point].id);
            follow_ups.iter().filter(|f| !self.follow_ups.contains(f)).any(covers)
        };
        let mut all: Vec<(usize, f64, bool)> = self
            .open_points()
            .map(|point| {
                let hangs = hangs(point);
                (point, points[point].weight + if hangs { HANGS } else { 0.0 }, hangs)
            })
            .collect();
        // Stable: among equals the earlier point comes first.
        all.sort_by(|a, b| b.1.total_cmp(&a.1));
        all
    }

    fn target(&mut self) -> Option<usize> {
        self.ranked().first().map(|(point, ..)| *point)
    }

    /// Points of this step that are open and that the level is asked about.
    fn open_points(&self) -> impl Iterator<Item = usize> {
        let of_step = self.prepared.marker().points_of(Some(self.step()));
        let open = of_step.filter(|n| self.is_open(*n) && self.is_wanted(*n) && !self.given_up.contains(n));
        open.collect::<Vec<usize>>().into_iter()
    }

    /// Whether the level is asked about a point.
    pub(super) fn is_wanted(&self, point: usize) -> bool {
        self.setup.level == Level::L5 || self.points()[point].tier == Tier::Basic
    }

    pub(super) fn is_open(&self, point: usize) -> bool {
        self.earned().get(point).is_none_or(Option::is_none)
    }

    /// Notes that a point was helped; the stronger help counts.
    pub(super) fn help(&mut self, point: usize, how: How) {
        let before = self.helped.entry(point).or_insert(how);
        *before = (*before).max(how);
    }

    fn hint_for(&mut self, at: Millis, point: usize, out: &mut Vec<Action>) {
        self.help(point, How::Hinted);
        let (id, weight) = (self.points()[point].id.clone(), self.points()[point].weight);
        let stood: Vec<String> = self.ranked().iter().skip(1).take(STOOD).map(|r| self.told(r)).collect();
        match self.follow_up_for(&id) {
            Some(number) => {
                self.follow_ups.push(number);
                let follow_up = &self.problem().follow_ups[number];
                let (line, text) = (format!("follow-up.{}", follow_up.id), follow_up.asks.clone());
                let why = match self.recalled(number, at) {
                    Some((then, quote)) => {
                        let why = format!("`{id}` is open and hangs on what was said at {}", mmss(then));
                        self.say_with(Phrase::Recall, &[("at", mmss(then)), ("quote", quote)], out);
                        why
                    }
                    None => {
                        self.say(Phrase::Lead, out);
                        format!("`{id}` is open and hangs on what was just named")
                    }
                };
                self.because(&line, why, stood);
                self.ask(Asked::Hint(point), line, text, out);
            }
            None => {
                self.say(Phrase::Lead, out);
                let (line, text) = (format!("hint.{id}"), self.points()[point].hint.clone());
                self.because(&line, format!("`{id}` is the heaviest open point (weight {weight})"), stood);
                self.ask(Asked::Hint(point), line, text, out);
            }
        }
    }

    /// A point that stood to choose, in words.
    fn told(&self, (point, worth, hangs): &(usize, f64, bool)) -> String {
        let named = if *hangs { ", hangs on something named" } else { "" };
        format!("{} ({worth}{named})", self.points()[*point].id)
    }

    pub(super) fn prompt_for(&mut self, point: usize, why: &str, out: &mut Vec<Action>) {
        self.help(point, How::Prompted);
        let (id, text) = (self.points()[point].id.clone(), self.points()[point].probe.clone());
        let line = format!("probe.{id}");
        self.because(&line, format!("{why}: `{id}` narrowly"), Vec::new());
        self.ask(Asked::Prompt(point), line, text, out);
    }

    pub(super) fn ask(&mut self, asked: Asked, line: String, text: String, out: &mut Vec<Action>) {
        self.helps += 1;
        self.asked = Some(asked);
        self.prompt.clone_from(&text);
        self.questions.insert(line.clone());
        out.push(Action::Say { line, text });
    }

    /// Asks with one of the interviewer's own lines.
    pub(super) fn ask_phrase(
        &mut self,
        asked: Asked,
        phrase: Phrase,
        places: &[(&str, String)],
        out: &mut Vec<Action>,
    ) {
        self.say_as_prompt(phrase, places, out);
        self.helps += 1;
        self.asked = Some(asked);
    }

    /// Says a line that is the question from now on.
    pub(super) fn say_as_prompt(&mut self, phrase: Phrase, places: &[(&str, String)], out: &mut Vec<Action>) {
        self.say_with(phrase, places, out);
        if let Some(Action::Say { text, .. }) = out.last() {
            self.prompt.clone_from(text);
        }
    }

    pub(super) fn because(&mut self, line: &str, why: String, stood: Vec<String>) {
        self.reasons.push(Reason { line: line.to_owned(), why, stood });
    }

    /// Follow-ups that hang on something the candidate named, in the problem's order.
    fn named_follow_ups(&self) -> Vec<usize> {
        let mut named: Vec<usize> = self.said().flat_map(|u| u.heard.follow_ups.iter().map(|(n, _)| *n)).collect();
        named.sort_unstable();
        named.dedup();
        named
    }

    fn follow_up_for(&self, point: &str) -> Option<usize> {
        self.named_follow_ups().into_iter().find(|f| {
            let follow_up = &self.problem().follow_ups[*f];
            follow_up.covers.iter().any(|c| c == point) && !self.follow_ups.contains(f)
        })
    }

    /// Nothing more to ask here: says so once, and then only listens.
    fn enough(&mut self, at: Millis, out: &mut Vec<Action>) {
        if self.stretches(at, out) {
            return;
        }
        let phrase = match self.asked {
            Some(Asked::MoveOn) if self.wants_hint && !self.last_was_negative => Phrase::NoHint,
            // What the candidate adds of their own accord was acknowledged already.
            Some(Asked::MoveOn) if !out.is_empty() => return,
            _ => Phrase::Enough,
        };
        self.asked = Some(Asked::MoveOn);
        self.because(phrase.name(), "nothing is open, or there is no time or room for more".to_owned(), Vec::new());
        self.say(phrase, out);
    }

    fn late(&self, at: Millis) -> bool {
        self.clock.share_left(at) < LAST_SHARE
    }
}
