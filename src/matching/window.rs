//! Filling all slots of a pattern inside a window of one sentence.

use super::Evidence;
use super::Occurrence;
use crate::text::{Negation, Text};

/// All slots lie within this many tokens. Measured on graded answers: 6 is worse, 10 to 32 are alike.
const WINDOW: u32 = 24;

/// A subject stands at most this many tokens before the denial of its verb.
const SUBJECT_REACH: u32 = 4;

/// Finds at most one place a sentence; an asserted one is preferred to a denied one.
pub fn find(text: &Text<'_>, slots: &[&[Occurrence]], ordered: bool) -> Vec<Evidence> {
    let filling = Filling::new(text, slots, ordered);
    let mut found: Vec<Evidence> = Vec::new();
    for occurrence in slots[filling.anchor] {
        let sentence = text.tokens()[occurrence.start as usize].sentence;
        let same = found.last().is_some_and(|e| e.sentence == sentence);
        if same && found.last().is_some_and(|e| e.denied.is_none()) {
            continue;
        }
        let Some(evidence) = filling.around(*occurrence) else { continue };
        if !same {
            found.push(evidence);
        } else if evidence.denied.is_none() {
            found.pop();
            found.push(evidence);
        }
    }
    found
}

fn is_cue(text: &Text<'_>, occurrence: &Occurrence) -> bool {
    occurrence.end == occurrence.start + 1 && text.is_cue(occurrence.start as usize)
}

/// The slots of a pattern over one text.
struct Filling<'t> {
    text: &'t Text<'t>,
    slots: &'t [&'t [Occurrence]],
    ordered: bool,
    /// The slot to start from: the rarest that is not only denials.
    anchor: usize,
    /// Which slots may hold a denial.
    denials: Vec<bool>,
}

impl<'t> Filling<'t> {
    fn new(text: &'t Text<'_>, slots: &'t [&'t [Occurrence]], ordered: bool) -> Self {
        let cues: Vec<usize> = slots.iter().map(|slot| slot.iter().filter(|o| is_cue(text, o)).count()).collect();
        let denials = cues.iter().map(|n| *n > 0).collect();
        let anchor = (0..slots.len()).filter(|s| cues[*s] < slots[*s].len()).min_by_key(|s| slots[*s].len());
        Filling { text, slots, ordered, anchor: anchor.unwrap_or(0), denials }
    }

    /// The tightest filling around one occurrence of the anchor slot.
    fn around(&self, at: Occurrence) -> Option<Evidence> {
        let mut chosen: Vec<Option<Occurrence>> = vec![None; self.slots.len()];
        chosen[self.anchor] = Some(at);
        for (number, slot) in self.slots.iter().enumerate() {
            if number != self.anchor && !self.denials[number] {
                chosen[number] = Some(nearest(self.text, slot, at, &chosen, |_| true)?);
            }
        }
        // What a denial must deny is known only when the other slots are filled.
        for (number, slot) in self.slots.iter().enumerate() {
            if number != self.anchor && self.denials[number] {
                chosen[number] = Some(denier(self.text, slot, at, &chosen)?);
            }
        }
        let all: Vec<Occurrence> = chosen.into_iter().flatten().collect();
        if self.ordered && all.windows(2).any(|pair| pair[1].start < pair[0].end) {
            return None;
        }
        let start = all.iter().map(|o| o.start).min()?;
        let end = all.iter().map(|o| o.end).max()?;
        let sentence = self.text.tokens()[at.start as usize].sentence;
        let tokens = Occurrence { start, end, quantity: false };
        let evidence = Evidence { spans: spans(self.text, &all), sentence, denied: denied(self.text, &all), tokens };
        (end - start <= WINDOW).then_some(evidence)
    }
}

/// A slot that may hold a denial: the word that denies another slot, else any other way to fill it.
fn denier(text: &Text<'_>, slot: &[Occurrence], at: Occurrence, chosen: &[Option<Occurrence>]) -> Option<Occurrence> {
    let by: Vec<u32> = chosen.iter().flatten().filter_map(|o| negation_of(text, o)).map(|n| n.by as u32).collect();
    // "One node cannot …" denies something of its subject, which stands before it in the clause.
    let subject = |o: &Occurrence| {
        let token = |i: u32| &text.tokens()[i as usize];
        chosen.iter().flatten().any(|c| {
            c.end <= o.start && o.start - c.end <= SUBJECT_REACH && token(c.start).clause == token(o.start).clause
        })
    };
    let start = slot.partition_point(|o| o.start + WINDOW < at.start);
    let close = slot[start..].iter().take_while(|o| o.start <= at.start + WINDOW);
    let denying = |o: &&Occurrence| is_cue(text, o) && (by.contains(&o.start) || subject(o));
    close.copied().find(|o| denying(&o)).or_else(|| nearest(text, slot, at, chosen, |o| !is_cue(text, o)))
}

/// The occurrence in the same sentence that is nearest and overlaps none chosen yet.
fn nearest(
    text: &Text<'_>,
    slot: &[Occurrence],
    at: Occurrence,
    chosen: &[Option<Occurrence>],
    fits: impl Fn(&Occurrence) -> bool,
) -> Option<Occurrence> {
    let sentence = text.tokens()[at.start as usize].sentence;
    let free = |o: &&Occurrence| {
        text.tokens()[o.start as usize].sentence == sentence
            && fits(o)
            && !chosen.iter().flatten().any(|c| o.clashes(c))
    };
    let near = |o: &&Occurrence| o.start.abs_diff(at.start) <= WINDOW;
    let middle = slot.partition_point(|o| o.start < at.start);
    let after = slot[middle..].iter().take_while(near).find(free);
    let before = slot[..middle].iter().rev().take_while(near).find(free);
    match (before, after) {
        (Some(b), Some(a)) => {
            // An asserted word a little further off beats a denied one.
            let cost =
                |o: &Occurrence| o.start.abs_diff(at.start) + if negation_of(text, o).is_some() { WINDOW } else { 0 };
            Some(if cost(b) < cost(a) { *b } else { *a })
        }
        (one, other) => one.or(other).copied(),
    }
}

fn negation_of(text: &Text<'_>, occurrence: &Occurrence) -> Option<Negation> {
    let own = occurrence.start as usize..occurrence.end as usize;
    text.tokens()[own.clone()].iter().filter_map(|token| token.negation).find(|n| !own.contains(&n.by))
}

/// What denies the filling: a denial that is no part of the pattern itself.
fn denied(text: &Text<'_>, all: &[Occurrence]) -> Option<Negation> {
    let inside = |by: usize| all.iter().any(|o| (o.start as usize..o.end as usize).contains(&by));
    all.iter().filter_map(|o| negation_of(text, o)).find(|n| !inside(n.by))
}

fn spans(text: &Text<'_>, all: &[Occurrence]) -> Vec<std::ops::Range<usize>> {
    let mut spans: Vec<_> = all.iter().map(|o| o.span(text)).collect();
    spans.sort_by_key(|span| span.start);
    spans
}
