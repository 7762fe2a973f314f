//! `answer-misses`: the model answer, or a point's own answer, does not earn the point; `prompt-earns`: the prompt says it.

use super::Sheet;
use super::found::missing;
use crate::matching::{Marker, PointFound};
use crate::rubric::code::Code;
use crate::rubric::fault::Fault;

pub(super) fn check(sheet: &Sheet<'_>, marker: &Marker, faults: &mut Vec<Fault>) {
    let mut part = usize::MAX;
    let (mut earned, mut told): (Vec<PointFound>, Vec<PointFound>) = Default::default();
    for (number, placed) in sheet.points.iter().enumerate() {
        if placed.part != part {
            part = placed.part;
            earned = marker.find(placed.answer).points;
            told = marker.find(placed.prompt).points;
        }
        let (point, path) = (placed.point, &placed.path);
        // Marking takes the prompt's own words out: what they would earn is an echo here.
        if told[number].earned() || told[number].echoed.is_some() {
            let help = "change the prompt, or ask for other words: words of the prompt earn nothing";
            let message = format!("the prompt already says what earns `{}`", point.id);
            faults.push(Fault::new(Code::PromptEarns, path, message, help));
            continue;
        }
        let why = |text: &str, mend: &str| {
            let why = missing(marker, number, point, text);
            why.map_or_else(|| mend.to_owned(), |why| format!("{why}; {mend}"))
        };
        if !earned[number].earned() {
            let message = format!("the model answer does not earn `{}`", point.id);
            let help = why(placed.answer, "say it in the answer, or widen the patterns");
            faults.push(Fault::new(Code::AnswerMisses, path, message, help));
        }
        if point.estimate.is_none() && !marker.find(&point.answer).points[number].earned() {
            let message = format!("the own answer of `{}` does not earn it", point.id);
            let help = why(&point.answer, "widen the patterns, or mend the answer");
            faults.push(Fault::new(Code::AnswerMisses, &path.key("answer"), message, help));
        }
    }
}
