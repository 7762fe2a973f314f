//! Why something is found, or is not, in words that name the pattern.

use crate::matching::{By, Marker, PointFound};
use crate::messages::tr;
use crate::rubric::Point;
use crate::rubric::pattern::Pattern;

/// The words that earn a point, quoted.
pub(super) fn words(text: &str, found: &PointFound) -> String {
    let spans = found.evidence.first().map(|s| s.evidence.spans.as_slice()).unwrap_or_default();
    let words: Vec<&str> = spans.iter().map(|span| &text[span.clone()]).collect();
    if words.is_empty() { tr!("the text") } else { format!("“{}”", words.join(" … ")) }
}

/// What of the point it fits.
pub(super) fn because(point: &Point, found: &PointFound) -> String {
    match found.evidence.first().map(|s| s.by) {
        Some(By::Pattern(number)) => match point.matches.get(number) {
            Some(pattern) => tr!("the pattern `{pattern}`", pattern),
            None => "a pattern".to_owned(),
        },
        Some(By::Figure) => tr!("the `estimate`"),
        Some(By::Drawing) => tr!("the `drawing`"),
        None => "a pattern".to_owned(),
    }
}

/// Why a text does not earn a point: the nearest pattern, and what it lacks.
pub(super) fn missing(marker: &Marker, number: usize, point: &Point, text: &str) -> Option<String> {
    let text = marker.text(text);
    let found = marker.find_in(&text).points.swap_remove(number);
    if found.rejected.is_some() {
        return Some(tr!("a pattern of `reject` takes it away"));
    }
    if let Some(denied) = &found.denied {
        let cue = denied.denied.as_ref().and_then(|n| text.tokens().get(n.by));
        let by = cue.map(|token| format!(" by “{}”", &text.original()[token.span.clone()])).unwrap_or_default();
        return Some(tr!(
            "its words are there, but read as denied{by}: give the denial a slot of its own, `not|no|without`",
            by
        ));
    }
    if found.echoed.is_some() {
        return Some(tr!("its words stand in the prompt already, and earn nothing"));
    }
    if found.opposed.is_some() {
        return Some(tr!("it reads as the opposite"));
    }
    let near = marker.near_misses(&text, number..number + 1).swap_remove(0)?;
    let source = point.matches.get(near.position)?;
    let slots = Pattern::slots_of(source);
    let lacks: Vec<&str> =
        near.slots.iter().zip(&slots).filter(|(filled, _)| filled.is_none()).map(|(_, slot)| *slot).collect();
    Some(match lacks.first() {
        Some(lacks) => tr!("nearest is `{source}`: `{lacks}` is missing", source, lacks),
        None => tr!("nearest is `{source}`: its words stand too far apart, or in another order", source),
    })
}
