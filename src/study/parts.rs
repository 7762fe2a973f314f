//! What pages are made of.

use crate::messages::tr;
use crate::quantity;
use crate::review::document::{Document, Line, Mark, Tone};
use crate::rubric::pattern::Pattern;
use crate::rubric::{Contrast, Input, Misconception, Point, Side, Tier};
use crate::text::Text;

/// Most key words that are shown of a side of a contrast.
const KEY_WORDS: usize = 4;

/// A text with its figures set off.
pub fn figures(text: &str) -> Line {
    let mut line = Line::default();
    let mut from = 0;
    for span in figures_in(text) {
        line = line.and(&text[from..span.start]).with(Tone::Strong, &text[span.clone()]);
        from = span.end;
    }
    line.and(&text[from..])
}

/// Where figures stand; numbers in words ("two") are no figures.
fn figures_in(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let written = |span: &std::ops::Range<usize>| text[span.clone()].contains(|c: char| c.is_ascii_digit());
    let mut end = 0;
    quantity::find(text).into_iter().map(|q| q.span).filter(written).filter(move |span| {
        let apart = span.start >= end;
        end = end.max(span.end);
        apart
    })
}

/// A text of several paragraphs.
pub fn paragraphs(text: &str, out: &mut Document) {
    text.split("\n\n").for_each(|paragraph| out.paragraph(figures(paragraph)));
}

/// The points with what a strong candidate says of each.
pub fn points(points: &[Point], out: &mut Document) {
    for point in points {
        let head = Line::default().with(Tone::Strong, point.says.clone());
        out.item(
            Mark::Dash,
            match point.tier {
                Tier::Basic => head,
                Tier::Advanced => head.and(" [L5]"),
            },
        );
        out.below(Line::from(tr!("Say: ")).with_all(figures(&point.answer)));
        if let Some(estimate) = &point.estimate {
            let unit = if estimate.unit.is_empty() { String::new() } else { tr!(" in {}", estimate.unit) };
            let says = tr!("Formula: {}{unit}; right within a factor of {}", estimate.formula, estimate.within, unit);
            out.below(Line::default().with(Tone::Faint, says));
        }
    }
}

/// The sentences of a text that hold a figure.
pub fn numbers(text: &str, out: &mut Document) {
    let sentences: Vec<&str> =
        Text::new(text).sentences().iter().map(|s| text[s.span.clone()].trim().trim_end_matches(['.', ';'])).collect();
    let with_figures: Vec<&str> = sentences.into_iter().filter(|s| figures_in(s).next().is_some()).collect();
    if !with_figures.is_empty() {
        out.heading(tr!("Numbers in it"));
        with_figures.into_iter().for_each(|sentence| out.item(Mark::Dash, figures(sentence).and(".")));
    }
}

/// What the fact sheet counts.
pub fn inputs<'a>(inputs: impl Iterator<Item = &'a Input>, out: &mut Document) {
    for input in inputs {
        out.item(
            Mark::Dash,
            Line::from(format!("{}: ", input.says)).with(Tone::Strong, amount(input.value, &input.unit)),
        );
    }
}

/// A value as people say it: `100 million/day`, `500 B`, `5 years`.
fn amount(value: f64, unit: &str) -> String {
    let spans = [(31_536_000.0, " years"), (86_400.0, " days"), (3_600.0, " hours"), (60.0, " minutes")];
    if let Some((by, name)) = spans.iter().find(|(by, _)| unit == "s" && value >= 2.0 * by) {
        return format!("{}{name}", (value / by * 10.0).round() / 10.0);
    }
    let scales = [(1e12, " trillion"), (1e9, " billion"), (1e6, " million"), (1.0, "")];
    let bytes = [(1e15, " P"), (1e12, " T"), (1e9, " G"), (1e6, " M"), (1e3, " K"), (1.0, " ")];
    let scales: &[(f64, &str)] = if unit.starts_with('B') { &bytes } else { &scales };
    let (by, name) = scales.iter().find(|(by, _)| value.abs() >= *by).copied().unwrap_or((1.0, ""));
    let space = if unit == "s" { " " } else { "" };
    format!("{}{name}{space}{unit}", (value / by * 1000.0).round() / 1000.0)
}

/// Wrong beliefs, each with what is right.
pub fn beliefs(beliefs: &[Misconception], out: &mut Document) {
    if beliefs.is_empty() {
        return;
    }
    out.heading(tr!("Wrong beliefs"));
    for belief in beliefs {
        out.item(Mark::Wrong, Line::default().with(Tone::Bad, belief.says.clone()));
        out.below(Line::default().with(Tone::Good, tr!("Right: ")).with_all(figures(&belief.answer)));
    }
}

/// What is mixed up, and the words that belong to each side. Sides that are told by regular expressions have no words to
/// show.
pub fn contrasts(contrasts: &[Contrast], out: &mut Document) {
    let mut lines = Vec::new();
    for contrast in contrasts {
        let sides: Option<Vec<(String, String)>> = contrast.sides.iter().map(side).collect();
        lines.extend(sides);
    }
    if lines.is_empty() {
        return;
    }
    out.heading(tr!("Often mixed up"));
    for sides in lines {
        let names: Vec<&str> = sides.iter().map(|(name, _)| name.as_str()).collect();
        out.item(Mark::Is, Line::default().with(Tone::Strong, names.join(" and ")));
        for (name, words) in &sides {
            out.below(format!("{name}: {words}"));
        }
    }
}

fn side(side: &Side) -> Option<(String, String)> {
    let name = side.subject.iter().find_map(|pattern| words(pattern, 1).into_iter().next())?;
    let each = 2;
    let holds: Vec<String> = side.holds.iter().flat_map(|pattern| words(pattern, each)).take(KEY_WORDS).collect();
    if holds.is_empty() { None } else { Some((name, holds.join(", "))) }
}

/// A pattern in words: a pattern of one slot as its first few alternatives, one of several as one phrase.
fn words(pattern: &str, most: usize) -> Vec<String> {
    let slots = Pattern::slots_of(pattern);
    let alternatives = |slot: &str, most: usize| -> Vec<String> {
        let plain = slot.split('|').filter(|a| !a.contains(['/', '#', '\\', '(', ')', '?']));
        let read = |a: &str| a.trim_matches('"').replace('_', " ").replace('*', "");
        // What ends in a star is a part of a word and reads worse.
        let mut whole: Vec<&str> = plain.collect();
        whole.sort_by_key(|a| a.contains('*'));
        whole.into_iter().take(most).map(read).collect()
    };
    match slots.as_slice() {
        [one] => alternatives(one, most),
        several => {
            let first: Option<Vec<String>> = several.iter().map(|slot| alternatives(slot, 1).pop()).collect();
            first.map(|words| words.join(" ")).into_iter().collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_people_say_them() {
        let said = [
            (100e6, "/day", "100 million/day"),
            (500.0, "B", "500 B"),
            (2.5e9, "", "2.5 billion"),
            (10e6, "B/s", "10 MB/s"),
            (0.1, "s", "0.1 s"),
            (90.0, "s", "90 s"),
            (157_680_000.0, "s", "5 years"),
            (259_200.0, "s", "3 days"),
            (86400.0, "", "86400"),
            (99.9, "%", "99.9%"),
            (0.0, "", "0"),
        ];
        for (value, unit, text) in said {
            assert_eq!(amount(value, unit), text);
        }
    }

    #[test]
    fn patterns_become_words() {
        assert_eq!(words("full_duplex|two_way", 2), ["full duplex", "two way"]);
        assert_eq!(words("allow*|permit burst*", 3), ["permit burst"]);
        assert!(words("/\\bconflicts?\\b/", 3).is_empty());
        assert_eq!(words("\"no data loss\"", 3), ["no data loss"]);
    }

    #[test]
    fn figures_are_set_off_and_nothing_is_lost() {
        let text = "About 12 GB a day, two copies, p99 under 100 ms.";
        let line = figures(text);
        let whole: String = line.0.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(whole, text);
        let strong: Vec<&str> = line.0.iter().filter(|p| p.tone == Tone::Strong).map(|p| p.text.as_str()).collect();
        assert!(strong.iter().any(|s| s.contains("12")) && strong.iter().any(|s| s.contains("100")), "{strong:?}");
        assert!(!strong.iter().any(|s| s.contains("two")), "{strong:?}");
    }
}
