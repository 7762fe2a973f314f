//! `answer-misses`: the model answer, or a point's own answer, does not earn the point; `hint-tells`: a hint earns it;
//! `prompt-earns`: the prompt itself does.

use super::Placed;
use crate::matching::{Field, Marker};
use crate::rubric::Rubric;
use crate::rubric::fault::Fault;

pub(super) fn check(rubric: &Rubric, points: &[Placed<'_>], vocabulary: &Field, faults: &mut Vec<Fault>) {
    let marker = Marker::new(rubric, vocabulary);
    let mut answer = "";
    let mut earned: Vec<bool> = Vec::new();
    for (number, Placed { point, path, prompt, answer: model }) in points.iter().enumerate() {
        if *model != answer {
            answer = model;
            earned = marker.find(model).points.iter().map(crate::matching::PointFound::earned).collect();
        }
        let by = |text: &str| marker.find(text).points[number].earned();
        if !earned[number] {
            let message = format!("the model answer does not earn `{}`", point.id);
            faults.push(Fault::warning("answer-misses", path, message, "say it in the answer, or widen the patterns"));
        }
        if point.estimate.is_none() && !by(&point.answer) {
            let message = "the point's own answer does not earn it";
            faults.push(Fault::warning(
                "answer-misses",
                &path.key("answer"),
                message,
                "widen the patterns, or mend the answer",
            ));
        }
        if by(&point.hint) {
            let help = "ask without the words that the patterns look for";
            faults.push(Fault::warning("hint-tells", &path.key("hint"), "the hint gives the point away", help));
        }
        if by(prompt) {
            let help = "make the patterns ask for something that the prompt does not say";
            faults.push(Fault::warning("prompt-earns", path, format!("the prompt itself earns `{}`", point.id), help));
        }
    }
}
