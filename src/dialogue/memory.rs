//! What was said before, with its minute: figures and decisions that changed, figures that were never used again, and words
//! to come back to.

use std::collections::HashSet;

use super::clock::mmss;
use super::event::Millis;
use super::hearing::content_of;
use super::interview::Interview;
use super::judgement::sentence_at;
use super::record::Utterance;
use crate::rubric::StepId;
use crate::text::{Span, Text};

/// From this factor on a figure has changed; below, it was rounded.
const CHANGED: f64 = 1.5;
/// Figures within this factor are the same figure, used again.
const SAME: f64 = 1.15;
/// What was said less than this long ago needs no "earlier you said".
const EARLIER: Millis = 120_000;
/// Longest quote in a question, in characters.
const QUOTE: usize = 90;
/// Content words that two sentences about one thing share.
const OF_ONE_THING: usize = 2;
/// Words with which a candidate speaks of a change, or of another case, as such.
const AWARE: [&str; 14] = [
    "instead",
    "actually",
    "correct",
    "correction",
    "revis",
    "chang",
    "rather",
    "earlier",
    "if",
    "suppos",
    "tenfold",
    "now",
    "switch",
    "migrat",
];

/// Something that was said differently before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// What it is about, so that it is asked about only once.
    pub key: String,
    /// When it was said before.
    pub at: Millis,
    /// The sentence then.
    pub before: String,
    /// The sentence now.
    pub after: String,
}

impl Interview {
    /// What the last utterance says otherwise than an earlier one, unless it speaks of the change itself.
    pub(super) fn changed(&self) -> Option<Changed> {
        let (last, before) = self.utterances.split_last()?;
        let aware = Text::new(&last.text);
        if aware.tokens().iter().any(|t| AWARE.contains(&t.stem.as_str())) {
            return None;
        }
        let said = || before.iter().rev().filter(|u| !u.withdrawn);
        let figure = last.findings.stated.iter().find_map(|now| {
            let key = format!("figure {}", now.input);
            let stated = |u: &&Utterance| u.findings.stated.iter().any(|s| s.input == now.input);
            let then = said().find(stated)?;
            let earlier = then.findings.stated.iter().find(|s| s.input == now.input)?;
            let factor = (now.value / earlier.value).max(earlier.value / now.value);
            let differs = factor > CHANGED && !self.noticed.contains(&key);
            let changed = differs.then(|| changed(key, then, &earlier.span, last, &now.span))?;
            changed.is_of_one_thing().then_some(changed)
        });
        let choice = || {
            last.heard.choices.iter().find_map(|(group, alternative, span)| {
                let key = format!("choice {group}");
                let of_group = |u: &&Utterance| u.heard.choices.iter().any(|(g, ..)| g == group);
                let then = said().find(of_group)?;
                let earlier = then.heard.choices.iter().find(|(g, a, _)| g == group && a != alternative)?;
                (!self.noticed.contains(&key)).then(|| changed(key, then, &earlier.2, last, span))
            })
        };
        figure.or_else(choice)
    }

    /// The estimate that nothing said later comes back to: its minute and words.
    pub(super) fn unused_estimate(&self) -> Option<(Millis, String)> {
        let estimates: Vec<&Utterance> =
            self.said().filter(|u| u.step == StepId::Estimation && !u.quantities.is_empty() && !u.is_echo()).collect();
        let later = || self.said().filter(|u| u.step > StepId::Estimation).flat_map(|u| &u.quantities);
        let again = |value: &f64| later().any(|l| (1.0 / SAME..=SAME).contains(&(l / value)));
        let used = estimates.iter().flat_map(|u| &u.quantities).any(again);
        let last = estimates.iter().max_by_key(|u| u.quantities.len()).filter(|_| !used)?;
        Some((last.at, shortened(&sentence_at(&last.text, last.text.len()))))
    }

    /// Where a follow-up's thing was first named, if that was long enough ago to be recalled.
    pub(super) fn recalled(&self, follow_up: usize, now: Millis) -> Option<(Millis, String)> {
        let mut said = self.said();
        let (first, span) = said.find_map(|u| {
            u.heard.follow_ups.iter().find(|(number, _)| *number == follow_up).map(|(_, span)| (u, span))
        })?;
        let earlier = first.step != self.step() || now.saturating_sub(first.at) >= EARLIER;
        earlier.then(|| (first.at, shortened(&sentence_at(&first.text, span.start))))
    }
}

fn changed(key: String, then: &Utterance, before: &Span, now: &Utterance, after: &Span) -> Changed {
    Changed {
        key,
        at: then.at,
        before: shortened(&sentence_at(&then.text, before.start)),
        after: shortened(&sentence_at(&now.text, after.start)),
    }
}

/// A quote short enough to stand in a question.
fn shortened(quote: &str) -> String {
    let trimmed = quote.trim_end_matches(['.', ',', ';', ':', '?', '!']);
    if trimmed.chars().count() <= QUOTE {
        return trimmed.to_owned();
    }
    let cut: String = trimmed.chars().take(QUOTE).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", &cut[..end])
}

impl Changed {
    /// Whether the two sentences speak of one thing: "one post to 100M followers" and "50 posts an hour" do not.
    fn is_of_one_thing(&self) -> bool {
        let words = |text: &str| -> HashSet<String> {
            let read = Text::new(text);
            content_of(read.tokens()).filter(|stem| stem.starts_with(char::is_alphabetic)).map(str::to_owned).collect()
        };
        words(&self.before).intersection(&words(&self.after)).count() >= OF_ONE_THING
    }

    /// The values of a line's places.
    pub(super) fn places(&self) -> [(&'static str, String); 3] {
        [("at", mmss(self.at)), ("before", self.before.clone()), ("after", self.after.clone())]
    }
}
