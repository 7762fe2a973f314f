//! Which question comes next: pump, hint, narrow prompt, component, follow-up, curve ball, or on; each with its reason.

use super::clock::mmss;
use super::event::{Action, Millis};
use super::interview::Interview;
use super::phrases::Phrase;
use super::record::How;
use super::setup::{Level, Mode};
use super::trace::Reason;
use crate::rubric::{Aspect, StepId, Tier};

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

/// Pumps in a step before the questions turn narrow.
const PUMPS: usize = 2;
/// Below this share of the step's time nothing new is opened.
const LAST_SHARE: f64 = 0.08;
/// Curve balls in a deep dive.
const CURVE_BALLS: usize = 2;
/// Questions before the first curve ball, and between two.
const BEFORE_CURVE_BALL: usize = 4;
/// What a point is worth more when a follow-up for it hangs on something that the candidate named.
const HANGS: f64 = 0.5;
/// An answer of so many words that earns at most [`LITTLE`] points is long for what it says.
const LONG_ANSWER: usize = 120;
const LITTLE: usize = 1;
/// Requests to be brief in a step.
const BRIEFS: usize = 2;
/// Alternatives that a reason names.
const STOOD: usize = 4;

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
        let replied = self.asked.clone();
        if self.asks_belief(out) || self.asks_change(out) || self.coach(gained, out) {
            return;
        }
        if self.asks_briefly(gained, out) || self.challenges(gained, out) {
            return;
        }
        self.say(Phrase::Acknowledge, out);
        let broad = !matches!(replied, Some(Asked::Component(_) | Asked::CurveBall(_)));
        if broad && gained > 0 && self.pumps < PUMPS && self.open_points().next().is_some() {
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

    /// After an objection: the question is dropped, with the points it was for.
    pub(super) fn drop_question(&mut self, at: Millis, out: &mut Vec<Action>) {
        match self.asked.take() {
            Some(Asked::Hint(point) | Asked::Prompt(point) | Asked::SayAgain(point)) => self.given_up.push(point),
            Some(Asked::Component(points) | Asked::CurveBall(points)) => self.given_up.extend(points),
            Some(Asked::Pump | Asked::Belief(_) | Asked::Memory | Asked::MoveOn) | None => {}
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
        if self.late(at) || self.helps >= room(self.step()) {
            self.enough(out);
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
            self.say(Phrase::Leave, out);
        }
        if self.curve_ball(out) || self.asks_use(out) || self.component(out) {
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
        self.enough(out);
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

    fn ask(&mut self, asked: Asked, line: String, text: String, out: &mut Vec<Action>) {
        self.helps += 1;
        self.asked = Some(asked);
        self.prompt.clone_from(&text);
        self.questions.insert(line.clone());
        out.push(Action::Say { line, text });
    }

    /// Asks with one of the interviewer's own lines.
    fn ask_phrase(&mut self, asked: Asked, phrase: Phrase, places: &[(&str, String)], out: &mut Vec<Action>) {
        self.say_with(phrase, places, out);
        if let Some(Action::Say { text, .. }) = out.last() {
            self.prompt.clone_from(text);
        }
        self.helps += 1;
        self.asked = Some(asked);
    }

    pub(super) fn because(&mut self, line: &str, why: String, stood: Vec<String>) {
        self.reasons.push(Reason { line: line.to_owned(), why, stood });
    }

    /// Follow-ups that hang on something the candidate named, in the problem's order.
    fn named_follow_ups(&self) -> Vec<usize> {
        let said = self.utterances.iter().filter(|u| !u.withdrawn);
        let mut named: Vec<usize> = said.flat_map(|u| u.heard.follow_ups.iter().map(|(n, _)| *n)).collect();
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

    fn curve_ball(&mut self, out: &mut Vec<Action>) -> bool {
        let turn = self.helps > 0 && self.helps.is_multiple_of(BEFORE_CURVE_BALL);
        if self.step() != StepId::DeepDive || !turn || self.curve_balls.len() >= CURVE_BALLS {
            return false;
        }
        let balls = &self.problem().curve_balls;
        let fits: Vec<usize> = (0..balls.len())
            .filter(|n| !self.curve_balls.contains(n) && !self.open_covered(&balls[*n].covers).is_empty())
            .collect();
        let Some(number) = fits.first().copied() else { return false };
        let stood = fits.iter().skip(1).take(STOOD).map(|n| balls[*n].id.clone()).collect();
        let covers = self.open_covered(&balls[number].covers);
        let (line, text) = (format!("curve-ball.{}", balls[number].id), balls[number].asks.clone());
        covers.iter().for_each(|point| self.help(*point, How::Asked));
        self.curve_balls.push(number);
        self.because(&line, "a deep dive has up to two sudden changes".to_owned(), stood);
        self.ask(Asked::CurveBall(covers), line, text, out);
        true
    }

    /// The next question of the deep dive's plan.
    fn component(&mut self, out: &mut Vec<Action>) -> bool {
        let Some((number, question, open)) = self.planned() else { return false };
        let component = &self.problem().components[number];
        let (id, title) = (component.id.clone(), component.title.clone());
        let plan = self.plan.get_or_insert_default();
        let place = plan.components.iter().position(|n| *n == number).unwrap_or(0);
        let turns = place != plan.at;
        plan.at = place;
        plan.asked.push((number, question.aspect));
        if turns {
            self.say_with(Phrase::NextComponent, &[("part", title.clone())], out);
        }
        open.iter().for_each(|point| self.help(*point, How::Asked));
        let line = format!("component.{id}.{}", question.aspect.name());
        let ids: Vec<String> = open.iter().map(|p| self.points()[*p].id.clone()).collect();
        let why = format!("{title}: {}, for {}", question.aspect.name(), ids.join(", "));
        let stood = self.aspects_left(number, question.aspect);
        self.because(&line, why, stood);
        self.ask(Asked::Component(open), line, question.asks, out);
        true
    }

    /// What else could be asked about a component.
    fn aspects_left(&self, component: usize, now: Aspect) -> Vec<String> {
        let asked = self.plan.as_ref().map_or(&[][..], |plan| &plan.asked);
        let questions = self.problem().components[component].questions.iter();
        let left = questions.filter(|q| q.aspect != now && !asked.contains(&(component, q.aspect)));
        left.filter(|q| self.worth_asking(q).is_some()).map(|q| q.aspect.name().to_owned()).take(STOOD).collect()
    }

    /// Announces the deep dive's components and begins with the first: that is the step's question then.
    pub(super) fn announce(&mut self, out: &mut Vec<Action>) -> bool {
        let weighed = self.weighed();
        let plan = self.make_plan();
        let titles: Vec<String> = plan.components.iter().map(|n| self.problem().components[*n].title.clone()).collect();
        let Some(first) = titles.first().cloned() else { return false };
        let says = |w: &super::plan::Weighed| {
            let named = if w.named { ", in the design" } else { "" };
            format!("{} ({:.1}{named})", self.problem().components[w.component].id, w.worth)
        };
        let chosen: Vec<String> = weighed.iter().take(plan.components.len()).map(says).collect();
        let stood: Vec<String> = weighed.iter().skip(plan.components.len()).map(says).collect();
        let why = format!("most is open here: {}", chosen.join(", "));
        self.because(Phrase::Plan.name(), why, stood);
        self.plan = Some(plan);
        self.say_with(Phrase::Plan, &[("parts", super::replies::list(&titles)), ("first", first)], out);
        if let Some(Action::Say { text, .. }) = out.last() {
            self.prompt.clone_from(text);
        }
        true
    }

    fn enough(&mut self, out: &mut Vec<Action>) {
        let again = self.asked == Some(Asked::MoveOn) && !self.last_was_negative;
        let phrase = if again { Phrase::NoHint } else { Phrase::Enough };
        self.asked = Some(Asked::MoveOn);
        self.because(phrase.name(), "nothing is open, or there is no time or room for more".to_owned(), Vec::new());
        self.say(phrase, out);
    }

    fn late(&self, at: Millis) -> bool {
        match (self.clock.budget, self.clock.left(at)) {
            (Some(budget), Some(left)) => (left as f64) < budget as f64 * LAST_SHARE,
            _ => false,
        }
    }

    /// Lets the candidate notice a wrong belief that was not asked about yet.
    fn asks_belief(&mut self, out: &mut Vec<Action>) -> bool {
        let told = self.utterances.last().map_or(&[][..], |last| &last.findings.misconceptions);
        let fresh = told.iter().map(|m| m.number).find(|n| !self.probed_beliefs.contains(n));
        let Some(belief) = fresh else { return false };
        self.say(Phrase::Acknowledge, out);
        self.probed_beliefs.push(belief);
        let told = self.prepared.marker().belief(belief);
        let (line, text) = (format!("belief.{}", told.id), told.probe.clone());
        self.because(&line, format!("what was said holds `{}`", told.id), Vec::new());
        self.ask(Asked::Belief(belief), line, text, out);
        true
    }

    /// Asks which of two figures or decisions holds.
    fn asks_change(&mut self, out: &mut Vec<Action>) -> bool {
        // In reply to a sudden change other figures are expected.
        if matches!(self.asked, Some(Asked::CurveBall(_) | Asked::Memory)) {
            return false;
        }
        let Some(changed) = self.changed() else { return false };
        self.noticed.push(changed.key.clone());
        self.because(Phrase::Changed.name(), format!("{} differs from {}", changed.key, mmss(changed.at)), Vec::new());
        self.ask_phrase(Asked::Memory, Phrase::Changed, &changed.places(), out);
        true
    }

    /// Asks once what an estimate was for, when the design does not come back to any.
    fn asks_use(&mut self, out: &mut Vec<Action>) -> bool {
        let designing = matches!(self.step(), StepId::HighLevel | StepId::DeepDive) && self.helps > 0;
        let key = "use".to_owned();
        if !designing || self.noticed.contains(&key) {
            return false;
        }
        let Some((then, quote)) = self.unused_estimate() else { return false };
        self.noticed.push(key);
        self.because(Phrase::UseFigure.name(), "no figure of the estimation was used since".to_owned(), Vec::new());
        self.ask_phrase(Asked::Memory, Phrase::UseFigure, &[("at", mmss(then)), ("quote", quote)], out);
        true
    }

    /// Asks for the point of a long answer with little in it.
    fn asks_briefly(&mut self, gained: usize, out: &mut Vec<Action>) -> bool {
        let long = self.utterances.last().is_some_and(|u| u.text.split_whitespace().count() >= LONG_ANSWER);
        if !long || gained > LITTLE {
            return false;
        }
        self.rambled.push(self.utterances.len() - 1);
        if self.briefs >= BRIEFS || self.last_was_negative {
            return false;
        }
        self.briefs += 1;
        self.because(Phrase::Brief.name(), format!("{LONG_ANSWER} words and more for {gained} new points"), Vec::new());
        self.say(Phrase::Brief, out);
        true
    }

    /// Under pressure, questions one right answer a step.
    fn challenges(&mut self, gained: usize, out: &mut Vec<Action>) -> bool {
        if self.setup.mode != Mode::Pressure || gained == 0 || self.challenged || self.last_was_negative {
            return false;
        }
        self.challenged = true;
        self.because(Phrase::Challenge.name(), "pressure: a right answer must be defended".to_owned(), Vec::new());
        self.asked = Some(Asked::Memory);
        self.say(Phrase::Challenge, out);
        true
    }

    /// In coach mode: tells what was missing after a narrow question, and asks to hear it once more.
    fn coach(&mut self, gained: usize, out: &mut Vec<Action>) -> bool {
        let Some(Asked::Prompt(point)) = self.asked else { return false };
        if self.setup.mode != Mode::Coach || gained > 0 || !self.is_open(point) {
            return false;
        }
        self.given_up.push(point);
        let told = self.points()[point];
        let line = format!("coach.{}", told.id);
        let text = format!("A strong answer here: {} Say it once more in your own words.", told.answer);
        self.because(&line, "coach mode tells what was missing".to_owned(), Vec::new());
        self.ask(Asked::SayAgain(point), line, text, out);
        true
    }
}
