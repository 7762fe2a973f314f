//! The candidate's own projects: their ids and texts.

use super::texts::filled;
use super::unique_ids::{placed, unique};
use crate::rubric::Experience;
use crate::rubric::fault::{Fault, Path};

pub(super) fn check(experience: &Experience) -> Vec<Fault> {
    let mut faults = Vec::new();
    let path = Path::default().key("projects");
    unique(placed(&path, &experience.projects, |p| &p.id), &mut faults);
    for (i, project) in experience.projects.iter().enumerate() {
        let path = path.index(i);
        for (key, text) in [("id", &project.id), ("title", &project.title), ("summary", &project.summary)] {
            filled(text, &path.key(key), &mut faults);
        }
        for (name, figure) in &project.numbers {
            filled(figure, &path.key("numbers").key(name), &mut faults);
        }
        for (topic, story) in &project.stories {
            let path = path.key("stories").key(topic);
            let texts = [
                ("situation", &story.situation),
                ("action", &story.action),
                ("result", &story.result),
                ("learned", &story.learned),
            ];
            texts.into_iter().for_each(|(key, text)| filled(text, &path.key(key), &mut faults));
        }
    }
    faults
}
