//! Questions that have an occasion: a component's turn, a sudden change, a wrong belief, a figure that changed or was never
//! used, a long answer.

use super::clock::mmss;
use super::event::{Action, Millis};
use super::interview::Interview;
use super::phrases::Phrase;
use super::plan::{Plan, Weighed};
use super::policy::{Asked, STOOD};
use super::record::How;
use super::setup::Mode;
use crate::rubric::{Aspect, StepId};

/// Below this share of the step's time no other component is begun.
const NEW_COMPONENT: f64 = 0.15;
/// With this share of the time left and nothing open, a sudden change still tells something.
const STRETCH: f64 = 0.4;
/// Curve balls in a deep dive.
const CURVE_BALLS: usize = 2;
/// Questions before the first curve ball, and between two.
const BEFORE_CURVE_BALL: usize = 4;
/// An answer of so many words that earns less than a point for each [`WORDS_A_POINT`] is long for what it says.
const LONG_ANSWER: usize = 120;
const WORDS_A_POINT: usize = 50;
/// Requests to be brief in a step.
const BRIEFS: usize = 2;

impl Interview {
    pub(super) fn curve_ball(&mut self, out: &mut Vec<Action>) -> bool {
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
        covers.iter().for_each(|point| self.help(*point, How::Asked));
        self.throw(number, covers, "a deep dive has up to two sudden changes", stood, out);
        true
    }

    fn throw(&mut self, number: usize, covers: Vec<usize>, why: &str, stood: Vec<String>, out: &mut Vec<Action>) {
        let ball = &self.problem().curve_balls[number];
        let (line, text) = (format!("curve-ball.{}", ball.id), ball.asks.clone());
        self.curve_balls.push(number);
        self.because(&line, why.to_owned(), stood);
        self.ask(Asked::CurveBall(covers), line, text, out);
    }

    /// The next question of the deep dive's plan.
    pub(super) fn component(&mut self, at: Millis, out: &mut Vec<Action>) -> bool {
        let Some((number, question, open)) = self.planned() else { return self.walk_through(at, out) };
        let component = &self.problem().components[number];
        let (id, title) = (component.id.clone(), component.title.clone());
        let late = self.clock.share_left(at) < NEW_COMPONENT;
        let plan = self.plan.get_or_insert_default();
        let place = plan.components.iter().position(|n| *n == number).unwrap_or(0);
        let turns = place != plan.at;
        if turns && late {
            return false;
        }
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

    /// A component that was announced and of which nothing is left to ask for: the candidate tells of it all the same.
    fn walk_through(&mut self, at: Millis, out: &mut Vec<Action>) -> bool {
        if self.step() != StepId::DeepDive || self.clock.share_left(at) < NEW_COMPONENT {
            return false;
        }
        let Some(plan) = &mut self.plan else { return false };
        let fresh = |n: &usize| !plan.asked.iter().any(|(asked, _)| asked == n);
        let mut left = plan.components.iter().copied().enumerate().skip(plan.at + 1).filter(|(_, n)| fresh(n));
        let Some((place, number)) = left.next() else { return false };
        plan.at = place;
        let title = self.problem().components[number].title.clone();
        self.because(Phrase::WalkThrough.name(), format!("{title} was announced"), Vec::new());
        self.ask_phrase(Asked::Memory, Phrase::WalkThrough, &[("part", title)], out);
        true
    }

    /// A sudden change when nothing is open and much time is left.
    pub(super) fn stretches(&mut self, at: Millis, out: &mut Vec<Action>) -> bool {
        let late = matches!(self.step(), StepId::DeepDive | StepId::Bottlenecks);
        if !late || self.clock.share_left(at) < STRETCH || self.asked == Some(Asked::MoveOn) {
            return false;
        }
        let mut all = 0..self.problem().curve_balls.len();
        let Some(number) = all.find(|n| !self.curve_balls.contains(n)) else { return false };
        self.throw(number, Vec::new(), "nothing is open and there is much time left", Vec::new(), out);
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
        let plan = Plan::of(&weighed, self.setup.level);
        let titles: Vec<String> = plan.components.iter().map(|n| self.problem().components[*n].title.clone()).collect();
        let Some(first) = titles.first().cloned() else { return false };
        let says = |w: &Weighed| {
            let named = if w.named { ", in the design" } else { "" };
            format!("{} ({:.1}{named})", self.problem().components[w.component].id, w.worth)
        };
        let chosen: Vec<String> = weighed.iter().take(plan.components.len()).map(says).collect();
        let stood: Vec<String> = weighed.iter().skip(plan.components.len()).map(says).collect();
        let why = format!("most is open here: {}", chosen.join(", "));
        self.because(Phrase::Plan.name(), why, stood);
        self.plan = Some(plan);
        self.say_as_prompt(Phrase::Plan, &[("parts", super::replies::list(&titles)), ("first", first)], out);
        true
    }

    /// Lets the candidate notice a wrong belief that was not asked about yet.
    pub(super) fn asks_belief(&mut self, out: &mut Vec<Action>) -> bool {
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

    /// Asks to do a sum again that does not come out; not what is wrong with it.
    pub(super) fn asks_sum(&mut self, out: &mut Vec<Action>) -> bool {
        let Some(last) = self.utterances.last() else { return false };
        let Some(slip) = last.findings.slips.first() else { return false };
        let quote: String =
            last.text.get(slip.span.clone()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let key = format!("sum {quote}");
        if quote.is_empty() || self.noticed.contains(&key) {
            return false;
        }
        let why = format!("the arithmetic is wrong: {}", slip.says);
        self.noticed.push(key);
        self.because(Phrase::CheckSum.name(), why, Vec::new());
        self.say(Phrase::Acknowledge, out);
        self.ask_phrase(Asked::Memory, Phrase::CheckSum, &[("quote", quote)], out);
        true
    }

    /// Asks which of two figures or decisions holds.
    pub(super) fn asks_change(&mut self, out: &mut Vec<Action>) -> bool {
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
    pub(super) fn asks_use(&mut self, out: &mut Vec<Action>) -> bool {
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
    pub(super) fn asks_briefly(&mut self, gained: usize, out: &mut Vec<Action>) -> bool {
        let words = self.utterances.last().map_or(0, |u| u.text.split_whitespace().count());
        if words < LONG_ANSWER || gained > words / WORDS_A_POINT {
            return false;
        }
        self.rambled.push(self.utterances.len() - 1);
        if self.briefs >= BRIEFS || self.last_was_negative {
            return false;
        }
        self.briefs += 1;
        self.because(Phrase::Brief.name(), format!("{words} words for {gained} new points"), Vec::new());
        self.say(Phrase::Brief, out);
        true
    }

    /// Under pressure, questions one right answer a step.
    pub(super) fn challenges(&mut self, gained: usize, out: &mut Vec<Action>) -> bool {
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
    pub(super) fn coach(&mut self, gained: usize, out: &mut Vec<Action>) -> bool {
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
