//! What decides beside the points: how the interview was conducted, and what closes the way to a verdict.

use super::debrief::{Fix, Gate, PointLine, StepReport, Verdict};
use super::event::{Millis, StepName};
use super::interview::Interview;
use super::judgement::sentence_at;
use super::record::How;
use super::setup::Level;
use crate::rubric::StepId;

/// Steps below this mark close the way to a verdict.
const NO_DESIGN: f64 = 0.35;
const NO_FAILURES: f64 = 0.2;
const NO_ESTIMATES: f64 = 0.15;
/// Share of the advanced points that L5 must bring without help.
const L5_UNPROMPTED: f64 = 0.2;
/// What each thing costs of the mark for conduct.
const HINT_COST: f64 = 0.06;
const OVERRUN_COST: f64 = 0.12;
const EMPTY_STEP_COST: f64 = 0.2;
/// One objection is fair, and so is one question about the marks; each further one costs this.
const TRIED_COST: f64 = 0.08;
/// A share of long answers with little in them that nobody would want in a meeting, whatever is in them.
const RAMBLES: f64 = 0.25;
const RAMBLING_COST: f64 = 0.1;
const MOST_RAMBLING: f64 = 0.4;
/// From so many long answers on it is a habit.
const SEVERAL: usize = 2;

impl Interview {
    /// Time kept, help needed, nothing left empty, to the point.
    pub(super) fn conduct(&self, steps: &[StepReport]) -> f64 {
        let overruns = steps.iter().filter(|s| s.ran_out).count() as f64;
        let empty = self.empty_steps() as f64;
        let rambled = (self.rambled.len() as f64 * RAMBLING_COST).min(MOST_RAMBLING);
        let cost = overruns * OVERRUN_COST + empty * EMPTY_STEP_COST + self.hints_taken as f64 * HINT_COST + rambled;
        let tried = self.objections.saturating_sub(1) + self.fished.saturating_sub(1);
        let cost = cost + tried as f64 * TRIED_COST;
        (1.0 - cost).clamp(0.0, 1.0)
    }

    fn empty_steps(&self) -> usize {
        let said = |step: StepId| self.said().any(|u| u.step == step);
        self.steps.iter().filter(|s| !said(**s)).count()
    }

    /// The same in words.
    pub(super) fn conducted(&self, steps: &[StepReport]) -> Vec<String> {
        let mut lines = Vec::new();
        let mut counted = |count: usize, one: &str, many: &str| match count {
            0 => {}
            1 => lines.push(one.to_owned()),
            n => lines.push(many.replace("{n}", &n.to_string())),
        };
        let overruns = steps.iter().filter(|s| s.ran_out).count();
        counted(overruns, "The clock ended one step.", "The clock ended {n} steps.");
        counted(self.empty_steps(), "One step stayed empty.", "{n} steps stayed empty.");
        counted(self.hints_taken, "One hint was asked for.", "{n} hints were asked for.");
        counted(
            self.rambled.len(),
            "One answer was long for what it said.",
            "{n} answers were long for what they said: get to the point.",
        );
        counted(self.objections, "You objected to one question.", "You objected to {n} questions.");
        counted(
            self.fished,
            "You asked once for the marks or the answer.",
            "You asked {n} times for the marks or the answer.",
        );
        counted(self.pauses, "The clock was stopped once.", "The clock was stopped {n} times.");
        counted(
            self.found_out,
            "Once you did not know, and said how to find out: that counts.",
            "{n} times you did not know, and said how to find out: that counts.",
        );
        lines
    }

    /// The words that show how a step went: its longest utterance's first sentence, or nothing.
    fn shown(&self, step: StepId) -> (Option<Millis>, Option<String>) {
        let said = self.said().filter(|u| u.step == step && !u.text.trim().is_empty());
        let ended = self.times.iter().find(|t| t.step == step).map(|t| t.ended);
        match said.max_by_key(|u| u.text.len()) {
            Some(utterance) => (Some(utterance.at), Some(sentence_at(&utterance.text, 0))),
            None => (ended, None),
        }
    }

    pub(super) fn gates(&self, steps: &[StepReport]) -> Vec<(Verdict, Gate)> {
        let score = |step: StepId| steps.iter().find(|s| s.step.0 == step).map_or(0.0, |s| s.score);
        let walked = |step: StepId| self.steps.contains(&step);
        let percent = |mark: f64| (mark * 100.0).round();
        let shown = |step: StepId, says: String| {
            let (at, quote) = self.shown(step);
            Gate { says, at, quote }
        };
        let mut gates = Vec::new();
        if walked(StepId::HighLevel) && score(StepId::HighLevel) < NO_DESIGN {
            let mark = percent(score(StepId::HighLevel));
            let says = format!("no complete working path (high-level design {mark} of 100)");
            gates.push((Verdict::LeaningNoHire, shown(StepId::HighLevel, says)));
        }
        if walked(StepId::Bottlenecks) && score(StepId::Bottlenecks) < NO_FAILURES {
            let mark = percent(score(StepId::Bottlenecks));
            let says = format!("failures and growth hardly looked at (bottlenecks {mark} of 100)");
            gates.push((Verdict::LeaningHire, shown(StepId::Bottlenecks, says)));
        }
        if walked(StepId::Estimation) && score(StepId::Estimation) < NO_ESTIMATES {
            let says = "no estimate that the design could rest on".to_owned();
            gates.push((Verdict::Hire, shown(StepId::Estimation, says)));
        } else if walked(StepId::Estimation)
            && walked(StepId::HighLevel)
            && let Some((at, quote)) = self.unused_estimate()
        {
            let says = "the estimates were never used in the design".to_owned();
            gates.push((Verdict::Hire, Gate { says, at: Some(at), quote: Some(quote) }));
        }
        let answers = self.said().count() as f64;
        if let Some(first) = self.rambled.first().map(|n| &self.utterances[*n])
            && self.rambled.len() >= SEVERAL
            && self.rambled.len() as f64 >= RAMBLES * answers
        {
            let says = format!("{} of {answers} answers were long for what they said", self.rambled.len());
            let quote = Some(sentence_at(&first.text, 0));
            gates.push((Verdict::LeaningHire, Gate { says, at: Some(first.at), quote }));
        }
        if self.setup.level == Level::L5 {
            let advanced = steps.iter().flat_map(|s| &s.points).filter(|p| p.advanced);
            let (mut all, mut own) = (0.0_f64, 0.0);
            let mut led: Option<&PointLine> = None;
            for point in advanced {
                all += 1.0;
                own += f64::from(u8::from(point.how == Some(How::Volunteered)));
                led = led.or(Some(point).filter(|p| p.how.is_some_and(|how| how != How::Volunteered)));
            }
            if own < L5_UNPROMPTED * all {
                let says = format!("{own} of {all} advanced points came unprompted; L5 wants more");
                let (at, quote) = led.map_or((None, None), |p| (p.at, p.quote.clone()));
                gates.push((Verdict::LeaningHire, Gate { says, at, quote }));
            }
        }
        gates
    }

    /// Several answers that were long for what they said.
    pub(super) fn rambling(&self) -> Option<Fix> {
        let first = self.rambled.first().map(|n| &self.utterances[*n]).filter(|_| self.rambled.len() >= SEVERAL)?;
        let words = first.text.split_whitespace().count();
        Some(Fix {
            says: format!("Get to the point: {} answers were long for what they said.", self.rambled.len()),
            step: StepName(first.step),
            at: first.at,
            quote: Some(sentence_at(&first.text, 0)),
            better: format!(
                "Say the decision first, then one reason, then stop and ask whether to go deeper: a minute, not {words} words."
            ),
            study: None,
        })
    }
}
