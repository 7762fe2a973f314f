//! Which question comes next: pump, hint, narrow prompt, follow-up, curve ball, or on.

use super::event::{Action, Millis};
use super::interview::Interview;
use super::phrases::Phrase;
use super::record::How;
use super::setup::{Level, Mode};
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
    /// A question that lets the candidate notice a wrong belief.
    Belief,
    /// A sudden change, and the points it is about.
    CurveBall(Vec<usize>),
    /// The answer was told; the candidate says it again.
    SayAgain(usize),
    /// Whether to go on.
    MoveOn,
}

/// Pumps in a step before the questions turn narrow.
const PUMPS: usize = 2;
/// Below this share of the step's time nothing new is opened.
const LAST_SHARE: f64 = 0.08;
/// Curve balls in a deep dive.
const CURVE_BALLS: usize = 2;
/// Questions before the first curve ball, and between two.
const BEFORE_CURVE_BALL: usize = 3;

/// Hints and prompts that a step has room for.
fn room(step: StepId) -> usize {
    match step {
        StepId::Requirements | StepId::Estimation | StepId::HighLevel => 5,
        StepId::DeepDive => 14,
        StepId::Bottlenecks => 8,
    }
}

impl Interview {
    /// After an answer: acknowledges it, then asks the next question.
    pub(super) fn respond(&mut self, at: Millis, gained: bool, out: &mut Vec<Action>) {
        if let Some(belief) = self.new_belief() {
            self.say(Phrase::Acknowledge, out);
            self.probed_beliefs.push(belief);
            let told = self.prepared.marker().belief(belief);
            let text = told.probe.clone();
            let line = format!("belief.{}", told.id);
            self.ask(Asked::Belief, line, text, out);
            return;
        }
        if self.coach(gained, out) {
            return;
        }
        self.say(Phrase::Acknowledge, out);
        if gained && self.pumps < PUMPS && self.open_points().next().is_some() {
            self.pump(out);
        } else {
            self.next_question(at, out);
        }
    }

    /// After "I don't know" or a request for a hint.
    pub(super) fn stuck(&mut self, at: Millis, out: &mut Vec<Action>) {
        if let Some(Asked::Prompt(point)) = self.asked {
            self.given_up.push(point);
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
        self.say(Phrase::Pump, out);
    }

    fn next_question(&mut self, at: Millis, out: &mut Vec<Action>) {
        if self.late(at) || self.helps >= room(self.step()) {
            self.enough(out);
            return;
        }
        if let Some(Asked::Hint(point)) = self.asked
            && self.is_open(point)
        {
            self.prompt_for(point, out);
            return;
        }
        if let Some(Asked::Prompt(point) | Asked::SayAgain(point)) = self.asked
            && self.is_open(point)
            && !self.given_up.contains(&point)
        {
            self.given_up.push(point);
            self.say(Phrase::Leave, out);
        }
        if self.curve_ball(out) {
            return;
        }
        match self.target() {
            Some(point) => self.hint_for(point, out),
            None => self.enough(out),
        }
    }

    /// The open point that matters most, one that hangs on what the candidate named first among equals.
    fn target(&self) -> Option<usize> {
        let points = self.points();
        let follow_ups = self.named_follow_ups();
        let hangs =
            |point: usize| follow_ups.iter().any(|f| self.problem().follow_ups[*f].covers.contains(&points[point].id));
        let worth = |point: usize| points[point].weight + if hangs(point) { 0.5 } else { 0.0 };
        // `max_by` keeps the last of equals: reversed, the earlier point wins.
        let open: Vec<usize> = self.open_points().collect();
        open.into_iter().rev().max_by(|a, b| worth(*a).total_cmp(&worth(*b)))
    }

    /// Points of this step that are open and that the level is asked about.
    fn open_points(&self) -> impl Iterator<Item = usize> {
        let points = self.points();
        let earned = self.earned();
        let level = self.setup.level;
        let open = self.prepared.marker().points_of(Some(self.step())).filter(move |number| {
            let wanted = level == Level::L5 || points[*number].tier == Tier::Basic;
            earned[*number].is_none() && wanted
        });
        let open: Vec<usize> = open.filter(|number| !self.given_up.contains(number)).collect();
        open.into_iter()
    }

    fn is_open(&self, point: usize) -> bool {
        self.earned()[point].is_none()
    }

    fn hint_for(&mut self, point: usize, out: &mut Vec<Action>) {
        self.helped.entry(point).or_insert(How::Hinted);
        let id = self.points()[point].id.clone();
        let follow_up = self.follow_up_for(&id);
        let (line, text) = match follow_up {
            Some(number) => {
                self.follow_ups.push(number);
                let follow_up = &self.problem().follow_ups[number];
                (format!("follow-up.{}", follow_up.id), follow_up.asks.clone())
            }
            None => (format!("hint.{id}"), self.points()[point].hint.clone()),
        };
        self.say(Phrase::Lead, out);
        self.ask(Asked::Hint(point), line, text, out);
    }

    fn prompt_for(&mut self, point: usize, out: &mut Vec<Action>) {
        self.helped.insert(point, How::Prompted);
        let (id, text) = (self.points()[point].id.clone(), self.points()[point].probe.clone());
        self.ask(Asked::Prompt(point), format!("probe.{id}"), text, out);
    }

    fn ask(&mut self, asked: Asked, line: String, text: String, out: &mut Vec<Action>) {
        self.helps += 1;
        self.asked = Some(asked);
        self.prompt.clone_from(&text);
        out.push(Action::Say { line, text });
    }

    /// Follow-ups that hang on something the candidate named.
    fn named_follow_ups(&self) -> Vec<usize> {
        let said: Vec<&str> = self.utterances.iter().filter(|u| !u.withdrawn).map(|u| u.text.as_str()).collect();
        self.prepared.listening().follow_ups(&said.join("\n"))
    }

    fn follow_up_for(&self, point: &str) -> Option<usize> {
        let named = self.named_follow_ups();
        named.into_iter().find(|f| {
            let follow_up = &self.problem().follow_ups[*f];
            follow_up.covers.iter().any(|c| c == point) && !self.follow_ups.contains(f)
        })
    }

    fn curve_ball(&mut self, out: &mut Vec<Action>) -> bool {
        let turn = self.helps > 0 && self.helps.is_multiple_of(BEFORE_CURVE_BALL);
        if self.step() != StepId::DeepDive || !turn || self.curve_balls.len() >= CURVE_BALLS {
            return false;
        }
        let points = self.points();
        let earned = self.earned();
        let open = |id: &String| points.iter().position(|p| &p.id == id).is_some_and(|p| earned[p].is_none());
        let balls = &self.problem().curve_balls;
        let fits = |n: &usize| !self.curve_balls.contains(n) && balls[*n].covers.iter().any(open);
        let Some(number) = (0..balls.len()).find(fits) else { return false };
        let covers: Vec<usize> =
            balls[number].covers.iter().filter_map(|id| points.iter().position(|p| &p.id == id)).collect();
        let (line, text) = (format!("curve-ball.{}", balls[number].id), balls[number].asks.clone());
        self.curve_balls.push(number);
        self.ask(Asked::CurveBall(covers), line, text, out);
        true
    }

    fn enough(&mut self, out: &mut Vec<Action>) {
        let phrase = if self.asked == Some(Asked::MoveOn) { Phrase::NoHint } else { Phrase::Enough };
        self.asked = Some(Asked::MoveOn);
        self.say(phrase, out);
    }

    fn late(&self, at: Millis) -> bool {
        match (self.clock.budget, self.clock.left(at)) {
            (Some(budget), Some(left)) => (left as f64) < budget as f64 * LAST_SHARE,
            _ => false,
        }
    }

    /// The first wrong belief in the last utterance that was not asked about yet.
    fn new_belief(&self) -> Option<usize> {
        let last = self.utterances.last()?;
        last.findings.misconceptions.iter().map(|m| m.number).find(|n| !self.probed_beliefs.contains(n))
    }

    /// In coach mode: tells what was missing after a narrow question, and asks to hear it once more.
    fn coach(&mut self, gained: bool, out: &mut Vec<Action>) -> bool {
        let Some(Asked::Prompt(point)) = self.asked else { return false };
        if self.setup.mode != Mode::Coach || gained || !self.is_open(point) {
            return false;
        }
        self.given_up.push(point);
        let point_model = self.points()[point];
        let (id, answer) = (point_model.id.clone(), point_model.answer.clone());
        let text = format!("A strong answer here: {answer} Say it once more in your own words.");
        self.ask(Asked::SayAgain(point), format!("coach.{id}"), text, out);
        true
    }
}
