//! `answer-misses`: the model answer, or a point's own answer, does not earn the point; `prompt-earns`: the prompt says it.

use super::Sheet;
use super::found::missing;
use crate::matching::{Marker, PointFound};
use crate::messages::tr;
use crate::rubric::code::Code;
use crate::rubric::fault::Fault;
use crate::text::{self, is_function_word};

/// So many words of the prompt tell a point.
const TELLING: usize = 2;
/// With so many patterns, one that the prompt takes away is missed.
const FEW: usize = 2;

pub(super) fn check(sheet: &Sheet<'_>, marker: &Marker, faults: &mut Vec<Fault>) {
    let mut part = usize::MAX;
    let (mut earned, mut told): (Vec<PointFound>, Vec<PointFound>) = Default::default();
    for (number, placed) in sheet.points.iter().enumerate() {
        if placed.part != part {
            part = placed.part;
            let all = 0..sheet.points.len();
            earned = marker.points_in(placed.answer, all.clone());
            told = marker.points_in(placed.prompt, all);
        }
        let (point, path) = (placed.point, &placed.path);
        // Marking takes the prompt's own words out: what they would earn is an echo here.
        // Where there are many patterns, the others remain.
        let few = point.matches.len() <= FEW;
        if let Some(words) = said(placed.prompt, &told[number]).filter(|_| few) {
            let help = tr!("change the prompt, or ask for other words: words of the prompt earn nothing");
            let message = tr!("{words} of the prompt is what earns `{}`", point.id, words);
            faults.push(Fault::new(Code::PromptEarns, path, message, help));
        }
        let why = |text: &str, mend: &str| {
            let why = missing(marker, number, point, text);
            why.map_or_else(|| mend.to_owned(), |why| format!("{why}; {mend}"))
        };
        if !earned[number].earned() {
            let message = tr!("the model answer does not earn `{}`", point.id);
            let help = why(placed.answer, &tr!("say it in the answer, or widen the patterns"));
            faults.push(Fault::new(Code::AnswerMisses, path, message, help));
        }
        if point.estimate.is_none() && !marker.points_in(&point.answer, number..number + 1)[0].earned() {
            let message = tr!("the own answer of `{}` does not earn it", point.id);
            let help = why(&point.answer, &tr!("widen the patterns, or mend the answer"));
            faults.push(Fault::new(Code::AnswerMisses, &path.key("answer"), message, help));
        }
    }
}

/// The words of a prompt that fit a pattern: two at least that mean something. One alone is in the prompt of every question about
/// it, and no pattern rests on it.
fn said(prompt: &str, found: &PointFound) -> Option<String> {
    let evidence = found.echoed.as_ref().or(found.evidence.first().map(|s| &s.evidence))?;
    let words: Vec<&str> = evidence.spans.iter().map(|span| &prompt[span.clone()]).collect();
    let telling = words.iter().flat_map(|words| text::words(words)).filter(|word| !is_function_word(word)).count();
    (telling >= TELLING).then(|| format!("“{}”", words.join(" … ")))
}
