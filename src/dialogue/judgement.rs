//! Judging an interview: from what was earned, how and when, to the debrief.

use std::collections::BTreeSet;

use super::debrief::{Debrief, Dimension, Fix, PointLine, StepReport, Strength, Verdict, WrongLine};
use super::event::StepName;
use super::interview::{Interview, StepTime};
use super::record::{Earned, How, Utterance};
use super::setup::Level;
use crate::rubric::{Point, StepId, Tier};
use crate::scoring::{cost_of, cost_of_slips, worth};
use crate::text::Text;

/// A sentence that was said instead of a point is quoted when it shares so many words with it.
const NEAR: usize = 3;
/// What a wrong belief still costs that the candidate put right.
const CORRECTED: f64 = 1.0 / 3.0;

impl Interview {
    /// The debrief of what was said so far.
    pub fn debrief(&self) -> Debrief {
        let points = self.points();
        let none = vec![None; points.len()];
        let earned = if self.earned().is_empty() { &none } else { self.earned() };
        let steps: Vec<StepReport> = self.times.iter().map(|time| self.step_report(time, &points, earned)).collect();
        let dimensions = self.dimensions(&steps);
        let weights: f64 = dimensions.iter().map(|d| f64::from(d.weight)).sum();
        let total = dimensions.iter().map(|d| d.score * f64::from(d.weight)).sum::<f64>() / weights.max(1.0);
        let level = self.setup.level;
        let mut verdict = Verdict::of(total, level);
        let mut gates = Vec::new();
        for (ceiling, mut gate) in self.gates(&steps) {
            if verdict > ceiling {
                gate.says = format!("{}: at most {}", gate.says, ceiling.says());
                gates.push(gate);
                verdict = ceiling;
            }
        }
        let fixes = self.fixes(&points, earned);
        let mut study: Vec<String> = fixes.iter().filter_map(|f| f.study.clone()).collect();
        study.dedup();
        let (wrong, strengths) = (self.wrong(), self.strengths(&points, earned));
        let conduct = self.conducted(&steps);
        Debrief { verdict, level, total, gates, dimensions, steps, wrong, strengths, fixes, study, conduct }
    }

    fn step_report(&self, time: &StepTime, points: &[&Point], earned: &[Option<Earned>]) -> StepReport {
        let range = self.prepared.marker().points_of(Some(time.step));
        let marks = range.clone().map(|n| (points[n].weight, earned[n].as_ref().map_or(0.0, |e| e.credit)));
        let score = worth(marks, self.cost(time.step));
        let lines = range.map(|n| self.point_line(points[n], earned[n].as_ref())).collect();
        let used = time.ended.saturating_sub(time.started);
        StepReport { step: StepName(time.step), score, used, budget: time.budget, ran_out: time.ran_out, points: lines }
    }

    fn point_line(&self, point: &Point, earned: Option<&Earned>) -> PointLine {
        PointLine {
            id: point.id.clone(),
            says: point.says.clone(),
            advanced: point.tier == Tier::Advanced,
            credit: earned.map_or(0.0, |e| e.credit),
            how: earned.map(|e| e.how),
            at: earned.map(|e| self.utterances[e.utterance].at),
            quote: earned.map(|e| self.quote(e)),
            answer: point.answer.clone(),
        }
    }

    /// The sentence around the words that earned a point.
    fn quote(&self, earned: &Earned) -> String {
        let start = earned.spans.iter().map(|s| s.start).min().unwrap_or(0);
        sentence_at(&self.utterances[earned.utterance].text, start)
    }

    /// What wrong beliefs said in a step cost it; one that the candidate put right costs a third.
    fn cost(&self, step: StepId) -> f64 {
        let said = self.said().filter(|u| u.step == step);
        let mut numbers: Vec<usize> =
            said.clone().flat_map(|u| u.findings.misconceptions.iter().map(|m| m.number)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let cost = |n: &usize| {
            let corrected = self.corrected.iter().any(|(number, _)| number == n);
            cost_of(self.prepared.marker().belief(*n)) * if corrected { CORRECTED } else { 1.0 }
        };
        numbers.iter().map(cost).sum::<f64>() + cost_of_slips(said.flat_map(|u| &u.findings.slips))
    }

    fn dimensions(&self, steps: &[StepReport]) -> Vec<Dimension> {
        const NAMED: [(StepId, &str, u32); 5] = [
            (StepId::Requirements, "Requirements", 15),
            (StepId::Estimation, "Estimation that is used", 10),
            (StepId::HighLevel, "High-level design", 25),
            (StepId::DeepDive, "Depth", 25),
            (StepId::Bottlenecks, "Trade-offs and failure", 15),
        ];
        let walked = NAMED.iter().filter(|(step, ..)| self.steps.contains(step));
        let mut dimensions: Vec<Dimension> = walked
            .map(|(step, name, weight)| {
                let score = steps.iter().find(|s| s.step.0 == *step).map_or(0.0, |s| s.score);
                Dimension { name: (*name).to_owned(), weight: *weight, score }
            })
            .collect();
        // A tenth of the whole, also of a single step.
        let conduct = dimensions.iter().map(|d| d.weight).sum::<u32>().div_ceil(9);
        dimensions.push(Dimension { name: "Conduct".to_owned(), weight: conduct, score: self.conduct(steps) });
        dimensions
    }

    fn wrong(&self) -> Vec<WrongLine> {
        let mut lines: Vec<(usize, WrongLine)> = Vec::new();
        for utterance in self.said() {
            for found in &utterance.findings.misconceptions {
                if lines.iter().any(|(number, _)| *number == found.number) {
                    continue;
                }
                let belief = self.prepared.marker().belief(found.number);
                let quote = sentence_at(&utterance.text, found.evidence.spans.first().map_or(0, |s| s.start));
                let corrected = self.corrected.iter().find(|(number, _)| *number == found.number).map(|(_, at)| *at);
                let (says, answer) = (belief.says.clone(), belief.answer.clone());
                lines.push((found.number, WrongLine { says, at: utterance.at, quote, answer, corrected }));
            }
        }
        let mut all: Vec<WrongLine> = lines.into_iter().map(|(_, line)| line).collect();
        for utterance in self.said() {
            all.extend(utterance.findings.slips.iter().map(|slip| WrongLine {
                says: "The arithmetic does not come out.".to_owned(),
                at: utterance.at,
                quote: sentence_at(&utterance.text, slip.span.start),
                answer: slip.says.clone(),
                corrected: None,
            }));
        }
        all
    }

    fn strengths(&self, points: &[&Point], earned: &[Option<Earned>]) -> Vec<Strength> {
        let worth = |p: &Point| p.weight * if p.tier == Tier::Advanced { 1.5 } else { 1.0 };
        let mut own: Vec<(&Point, &Earned)> = points
            .iter()
            .zip(earned)
            .filter_map(|(p, e)| e.as_ref().map(|e| (*p, e)))
            .filter(|(_, e)| e.how == How::Volunteered && e.credit >= 0.5)
            .collect();
        own.sort_by(|a, b| worth(b.0).total_cmp(&worth(a.0)));
        // Two strengths out of one sentence would be one.
        let mut quoted = BTreeSet::new();
        own.retain(|(_, e)| quoted.insert(e.utterance));
        own.iter()
            .take(2)
            .map(|(p, e)| Strength { says: p.says.clone(), at: self.utterances[e.utterance].at, quote: self.quote(e) })
            .collect()
    }

    /// Wrong beliefs first, then the heaviest points that did not come, one a step before a second of any.
    fn fixes(&self, points: &[&Point], earned: &[Option<Earned>]) -> Vec<Fix> {
        let wrong = self.wrong();
        let standing = wrong.iter().filter(|w| w.corrected.is_none());
        let mut fixes: Vec<Fix> = standing.take(1).map(|wrong| self.fix_of(wrong)).collect();
        fixes.extend(self.rambling());
        let mut missed: Vec<(f64, StepId, usize)> = Vec::new();
        for time in &self.times {
            let range = self.prepared.marker().points_of(Some(time.step));
            let asked = |p: &Point| self.setup.level == Level::L5 || p.tier == Tier::Basic;
            let mut of_step: Vec<usize> = range.filter(|n| earned[*n].is_none() && asked(points[*n])).collect();
            of_step.sort_by(|a, b| points[*b].weight.total_cmp(&points[*a].weight));
            let share = f64::from(time.step.minutes()).sqrt();
            missed.extend(
                of_step
                    .iter()
                    .enumerate()
                    .map(|(rank, n)| (points[*n].weight * share / (rank + 1) as f64, time.step, *n)),
            );
        }
        missed.sort_by(|a, b| b.0.total_cmp(&a.0));
        let room = 3_usize.saturating_sub(fixes.len());
        fixes.extend(missed.into_iter().take(room).map(|(_, step, n)| self.fix_for(step, points[n])));
        fixes
    }

    fn fix_of(&self, wrong: &WrongLine) -> Fix {
        let step = self.utterances.iter().find(|u| u.at == wrong.at).map_or(self.steps[0], |u| u.step);
        Fix {
            says: format!("Wrong: {}", wrong.says),
            step: StepName(step),
            at: wrong.at,
            quote: Some(wrong.quote.clone()),
            better: wrong.answer.clone(),
            study: None,
        }
    }

    fn fix_for(&self, step: StepId, point: &Point) -> Fix {
        let nearest = self.nearest(step, point);
        let ended = self.times.iter().find(|t| t.step == step).map_or(0, |t| t.ended);
        Fix {
            says: point.says.clone(),
            step: StepName(nearest.map_or(step, |(u, _)| u.step)),
            at: nearest.map_or(ended, |(u, _)| u.at),
            quote: nearest.map(|(u, start)| sentence_at(&u.text, start)),
            better: point.answer.clone(),
            study: point.study.clone(),
        }
    }

    /// The sentence that shares most words with the point's strong answer: who said it, and from which byte. Between equals the
    /// step's own is nearer.
    fn nearest(&self, step: StepId, point: &Point) -> Option<(&Utterance, usize)> {
        let stems = |text: &str| -> BTreeSet<String> {
            Text::new(text).tokens().iter().filter(|t| t.word.len() > 3).map(|t| t.stem.clone()).collect()
        };
        let wanted = stems(&format!("{} {}", point.says, point.answer));
        let sentences = self.said().flat_map(|u| {
            let spans: Vec<_> = Text::new(&u.text).sentences().iter().map(|s| s.span.clone()).collect();
            spans.into_iter().map(move |span| (u, span))
        });
        let shared = sentences.map(|(u, span)| {
            let shared = stems(&u.text[span.clone()]).intersection(&wanted).count();
            ((shared, u.step == step), u, span.start)
        });
        let near = shared.filter(|((shared, _), ..)| *shared >= NEAR).max_by_key(|(rank, ..)| *rank);
        near.map(|(_, utterance, start)| (utterance, start))
    }
}

/// Longest quote, in characters.
const LONGEST_QUOTE: usize = 160;

/// The sentence of a text that holds a byte, cut where it is too long to quote.
pub(super) fn sentence_at(text: &str, byte: usize) -> String {
    let read = Text::new(text);
    let sentence = read.sentences().iter().rev().find(|s| s.span.start <= byte).or_else(|| read.sentences().first());
    // The closing bracket or quote belongs to the sentence although it is no word.
    let closing = |end: usize| text[end..].chars().take_while(|c| matches!(c, ')' | ']' | '}' | '"' | '\'')).count();
    let whole = sentence.map_or(text, |s| &text[s.span.start..s.span.end + closing(s.span.end)]);
    let flat = whole.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= LONGEST_QUOTE {
        return flat;
    }
    let cut: String = flat.chars().take(LONGEST_QUOTE).collect();
    format!("{}…", cut.trim_end())
}
