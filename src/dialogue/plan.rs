//! The deep dive's plan: which components, and what is asked about each.

use super::interview::Interview;
use super::setup::Level;
use crate::rubric::{Aspect, Component, ComponentQuestion};

/// What is worth so much more when the design has it: a deep dive goes where the candidate has been.
const NAMED: f64 = 1.6;

/// Components to go through, and how far that has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// Positions in the problem's list, in order.
    pub components: Vec<usize>,
    /// Which of them is on.
    pub at: usize,
    /// Questions that were asked: component, aspect.
    pub asked: Vec<(usize, Aspect)>,
}

/// How much a component has to offer: what decided for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// Position in the problem's list.
    pub component: usize,
    /// Weight of its open points, more if the design has it.
    pub worth: f64,
    /// Whether the design has it.
    pub named: bool,
}

impl Plan {
    /// The plan for a level: two components or three, the most worthwhile of those weighed.
    pub fn of(weighed: &[Weighed], level: Level) -> Plan {
        let most = match level {
            Level::L4 => 2,
            Level::L5 => 3,
        };
        let chosen = weighed.iter().filter(|w| w.worth > 0.0).take(most);
        Plan { components: chosen.map(|w| w.component).collect(), ..Plan::default() }
    }
}

impl Interview {
    /// All components, the most worthwhile first: by the weight of what is still open, and whether the design has them.
    pub(super) fn weighed(&self) -> Vec<Weighed> {
        let weigh = |(number, component): (usize, &Component)| {
            let named = self.said().any(|u| u.heard.components.iter().any(|(n, _)| *n == number));
            let mut open: Vec<usize> = component.questions.iter().flat_map(|q| self.open_covered(&q.covers)).collect();
            open.sort_unstable();
            open.dedup();
            let weight: f64 = open.iter().map(|p| self.points()[*p].weight).sum();
            Weighed { component: number, worth: weight * if named { NAMED } else { 1.0 }, named }
        };
        let mut all: Vec<Weighed> = self.problem().components.iter().enumerate().map(weigh).collect();
        all.sort_by(|a, b| b.worth.total_cmp(&a.worth));
        all
    }

    /// The next question of the plan: component, its question, and the points that are open.
    pub(super) fn planned(&self) -> Option<(usize, ComponentQuestion, Vec<usize>)> {
        let plan = self.plan.as_ref()?;
        let components = &self.problem().components;
        plan.components[plan.at.min(plan.components.len())..].iter().find_map(|number| {
            let questions = components[*number].questions.iter();
            let mut fresh = questions.filter(|q| !plan.asked.contains(&(*number, q.aspect)));
            fresh.find_map(|q| self.worth_asking(q).map(|open| (*number, q.clone(), open)))
        })
    }

    /// The open points of a component's question, if it is worth asking: what it is mainly about, its first point, must be
    /// open, or it would be asked about what was said.
    pub(super) fn worth_asking(&self, question: &ComponentQuestion) -> Option<Vec<usize>> {
        let open = self.open_covered(&question.covers);
        let main = self.open_covered(&question.covers[..question.covers.len().min(1)]);
        (!main.is_empty()).then_some(open)
    }

    /// The points of a list of ids that are open and that the level is asked about.
    pub(super) fn open_covered(&self, covers: &[String]) -> Vec<usize> {
        let points = self.points();
        let places = covers.iter().filter_map(|id| points.iter().position(|p| &p.id == id));
        places.filter(|p| self.is_open(*p) && self.is_wanted(*p) && !self.given_up.contains(p)).collect()
    }
}
