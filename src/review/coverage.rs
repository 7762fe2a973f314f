//! What a rubric's points and patterns found in past sessions: which never fire, and which answers nothing matched. Those are
//! what new patterns are made of.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::document::{Document, Line, Mark, Tone};
use super::explain::pattern;
use crate::dialogue::{Action, Event};
use crate::journal::Record;
use crate::matching::{By, Marker, PointFound};
use crate::messages::tr;
use crate::rubric::decode::quoted;
use crate::rubric::{Point, StepId};
use crate::text::{Text, is_function_word};

/// A sentence with fewer content words says too little to make a pattern of.
const FEWEST_WORDS: usize = 4;
/// Answers and sentences that are shown for a point or a step, the newest first.
const SHOWN: usize = 5;
/// Sessions from which a pattern that never fired says something.
const ENOUGH: usize = 5;

/// What past sessions say of one rubric.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    sessions: usize,
    points: Vec<Fired>,
    /// Sentences that nothing matched, by the step they were said in.
    unmatched: BTreeMap<Option<StepId>, Vec<String>>,
}

/// What fired for a point.
#[derive(Debug, Clone, Default)]
struct Fired {
    /// Sessions in which it was earned.
    sessions: usize,
    /// Sentences that each pattern matched, by position.
    patterns: BTreeMap<usize, usize>,
    /// Sentences whose figure or drawing earned it.
    otherwise: usize,
    /// How often it was asked about.
    asked: usize,
    /// Replies to that which did not earn it.
    replies: Vec<String>,
}

impl Coverage {
    /// Nothing yet, for a rubric of so many points.
    pub fn new(points: usize) -> Coverage {
        Coverage { points: vec![Fired::default(); points], ..Coverage::default() }
    }

    /// Adds a session, read with today's patterns.
    pub fn add(&mut self, records: &[Record], points: &[&Point], marker: &Marker) {
        self.sessions += 1;
        let mut earned: BTreeSet<usize> = BTreeSet::new();
        let (mut step, mut asked) = (None, None);
        for record in records {
            match record {
                Record::Move { action: Action::Step { step: begun }, .. } => step = Some(begun.0),
                Record::Move { action: Action::Say { line, .. }, .. } => {
                    asked = line.strip_prefix("probe.").or_else(|| line.strip_prefix("hint."));
                    asked.into_iter().for_each(|id| self.ask(points, id));
                }
                Record::Event { event: Event::Line { text } | Event::TimeUp { draft: text }, .. } => {
                    let of_step = marker.points_of(step);
                    earned.extend(self.hear(text, step, of_step, marker, position(points, asked)));
                    asked = None;
                }
                Record::Header(_)
                | Record::Event { .. }
                | Record::Move { .. }
                | Record::Marks { .. }
                | Record::Drilled { .. } => {}
            }
        }
        earned.into_iter().for_each(|number| self.points[number].sessions += 1);
    }

    fn ask(&mut self, points: &[&Point], id: &str) {
        if let Some(number) = position(points, Some(id)) {
            self.points[number].asked += 1;
        }
    }

    /// Reads an answer; returns the points that it earned.
    fn hear(
        &mut self,
        text: &str,
        step: Option<StepId>,
        of_step: Range<usize>,
        marker: &Marker,
        asked: Option<usize>,
    ) -> Vec<usize> {
        let findings = marker.find(text);
        let mut earned = Vec::new();
        for (number, found) in findings.points.iter().enumerate() {
            for supported in &found.evidence {
                match supported.by {
                    By::Pattern(position) => *self.points[number].patterns.entry(position).or_default() += 1,
                    By::Figure | By::Drawing => self.points[number].otherwise += 1,
                }
            }
            if found.earned() {
                earned.push(number);
            }
        }
        if let Some(number) = asked.filter(|number| !earned.contains(number) && says_something(text)) {
            keep(&mut self.points[number].replies, text);
            return earned;
        }
        let read = Text::new(text);
        let matched: BTreeSet<u32> = findings.points[of_step].iter().flat_map(sentences).collect();
        for (number, sentence) in read.sentences().iter().enumerate() {
            let said = &text[sentence.span.clone()];
            if !matched.contains(&(number as u32)) && !sentence.asks && says_something(said) {
                keep(self.unmatched.entry(step).or_default(), said);
            }
        }
        earned
    }

    /// Lays it out under the rubric's id.
    pub fn document(&self, id: &str, points: &[&Point], out: &mut Document) {
        out.heading(match self.sessions {
            1 => tr!("{id}: 1 session", id),
            n => tr!("{id}: {n} sessions", id, n),
        });
        if self.sessions == 0 {
            return;
        }
        let came_up = |(fired, _): &(&Fired, &&Point)| fired.sessions + fired.asked > 0;
        let heads = [tr!("Point"), tr!("Earned in"), tr!("Asked about"), tr!("Patterns that fired")];
        let row = |(fired, point): (&Fired, &&Point)| {
            let patterns = tr!("{} of {}", fired.patterns.len(), point.matches.len());
            let count = |n: usize| format!("{n:>9}");
            vec![point.id.clone(), count(fired.sessions), count(fired.asked), patterns]
        };
        out.table(heads, self.points.iter().zip(points).filter(came_up).map(row));
        let never = self.points.iter().zip(points).filter(|pair| !came_up(pair));
        let never: Vec<&str> = never.map(|(_, point)| point.id.as_str()).collect();
        if !never.is_empty() {
            out.paragraph(tr!("Never said, never asked about: {}.", never.join(", ")));
        }
        self.unanswered(points, out);
        self.elsewhere(out);
        self.silent(points, out);
    }

    /// Patterns that never fired, of points that something else earned: the others may just not have come up.
    fn silent(&self, points: &[&Point], out: &mut Document) {
        if self.sessions < ENOUGH {
            let all = tr!("Patterns that never fire are listed from {ENOUGH} sessions on.", ENOUGH);
            return out.paragraph(Line::default().with(Tone::Faint, all));
        }
        out.heading(tr!("Patterns that never fired, of points that were earned"));
        for (fired, point) in self.points.iter().zip(points).filter(|(fired, _)| fired.sessions > 0) {
            let never = (0..point.matches.len()).filter(|position| !fired.patterns.contains_key(position));
            for source in never.filter_map(|position| point.matches.get(position)) {
                out.item(Mark::Dash, format!("{}: {}", point.id, pattern(source)));
            }
        }
    }

    /// Replies to a point's own question that did not earn it, as samples to paste.
    fn unanswered(&self, points: &[&Point], out: &mut Document) {
        let missed: Vec<_> = self.points.iter().zip(points).filter(|(fired, _)| !fired.replies.is_empty()).collect();
        if missed.is_empty() {
            return;
        }
        out.heading(tr!("Asked about and answered, but no pattern matched"));
        out.paragraph(tr!(
            "Paste what is right into \"hits\" under \"samples\" of the point, what is wrong into \"misses\"; \
             `sparring rubric check` then says what the patterns lack."
        ));
        for (fired, point) in missed {
            out.item(Mark::Dash, Line::default().with(Tone::Strong, point.id.clone()).and(format!(": {}", point.says)));
            fired.replies.iter().rev().take(SHOWN).for_each(|reply| out.below(pasted(reply)));
        }
    }

    fn elsewhere(&self, out: &mut Document) {
        if self.unmatched.is_empty() {
            return;
        }
        out.heading(tr!("Said without earning anything"));
        for (step, answers) in &self.unmatched {
            out.item(
                Mark::Dash,
                Line::default()
                    .with(Tone::Strong, step.map_or_else(|| tr!("in general"), |step| step.title().to_owned())),
            );
            answers.iter().rev().take(SHOWN).for_each(|answer| out.below(pasted(answer)));
        }
    }
}

/// The sentences that support a point, or deny it.
fn sentences(found: &PointFound) -> impl Iterator<Item = u32> {
    let supported = found.evidence.iter().map(|supported| supported.evidence.sentence);
    supported.chain(found.denied.iter().map(|denied| denied.sentence))
}

fn position(points: &[&Point], id: Option<&str>) -> Option<usize> {
    points.iter().position(|point| Some(point.id.as_str()) == id)
}

fn says_something(text: &str) -> bool {
    let command = text.starts_with('/') || text.trim_end().ends_with('?');
    let words = Text::new(text).tokens().iter().filter(|t| !is_function_word(&t.word)).count();
    !command && words >= FEWEST_WORDS
}

fn keep(list: &mut Vec<String>, text: &str) {
    if !list.iter().any(|known| known == text) {
        list.push(text.to_owned());
    }
}

/// As a file writes a text, with the comma behind it. What starts with a space is not wrapped: a broken line cannot be pasted.
fn pasted(text: &str) -> String {
    format!(" {},", quoted(&text.trim().replace(['\n', '\r', '\t'], " ")))
}
