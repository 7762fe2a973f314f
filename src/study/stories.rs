//! The candidate's own stories: all of them, and those that fit a question.

use crate::matching::subject::Subject;
use crate::messages::tr;
use crate::review::document::{Document, Line, Mark, Tone};
use crate::rubric::{Experience, Project, Story};
use crate::text::Text;

/// How alike a story is at least, 0 to 1, to fit a question that does not name its topic.
const ALIKE: f64 = 0.13;
/// What it adds when the question's name has the story's topic, and when the question only belongs to it.
const NAMED: f64 = 1.0;
const BELONGS: f64 = 0.08;
/// Most that are shown with a question.
const SHOWN: usize = 2;

/// A story with its topic and project.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The project.
    pub project: &'a Project,
    /// The topic.
    pub topic: &'a str,
    /// The story.
    pub story: &'a Story,
}

/// The stories that fit what has a name, a topic and a subject, the best first.
pub fn fitting<'a>(name: &str, topic: &str, subject: &Subject, experience: &'a Experience) -> Vec<Told<'a>> {
    let (name, topic) = (Text::new(name), Text::new(topic));
    let has = |text: &Text<'_>, words: &str| {
        let words = words.replace('-', " ");
        Text::new(&words).tokens().iter().all(|word| text.tokens().iter().any(|token| token.stem == word.stem))
    };
    let bonus = |of: &str| match (has(&name, of), has(&topic, of)) {
        (true, _) => NAMED,
        (false, true) => BELONGS,
        (false, false) => 0.0,
    };
    let mut all: Vec<(f64, Told<'a>)> = told(experience)
        .map(|told| (subject.likeness(&subject_of(told)) + bonus(told.topic), told))
        .filter(|(alike, _)| *alike >= ALIKE)
        .collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    all.into_iter().take(SHOWN).map(|(_, told)| told).collect()
}

fn told(experience: &Experience) -> impl Iterator<Item = Told<'_>> {
    experience.projects.iter().flat_map(|project| {
        project.stories.iter().map(move |(topic, story)| Told { project, topic: topic.as_str(), story })
    })
}

fn subject_of(told: Told<'_>) -> Subject {
    let Story { situation, action, result, learned } = told.story;
    Subject::of(&Text::new(&[told.topic, situation, action, result, learned].map(String::from).join("\n\n")))
}

/// Lays a story out below its topic and where it is from.
pub fn with_project(told: Told<'_>, out: &mut Document) {
    let from = tr!(", from: {}", told.project.title);
    out.item(Mark::Star, Line::default().with(Tone::Strong, told.topic.replace('-', " ")).with(Tone::Faint, from));
    parts(told.story, out);
}

fn parts(story: &Story, out: &mut Document) {
    let Story { situation, action, result, learned } = story;
    for (part, text) in
        [(tr!("Situation"), situation), (tr!("Action"), action), (tr!("Result"), result), (tr!("Learned"), learned)]
    {
        out.below(Line::default().with(Tone::Faint, format!("{part}: ")).and(text.clone()));
    }
}

/// All projects with their figures and stories.
pub fn all(experience: &Experience) -> Document {
    let mut out = Document::default();
    out.title(tr!("Your stories"));
    if experience.projects.is_empty() {
        out.paragraph(tr!("There are none yet."));
    }
    for project in &experience.projects {
        out.heading(project.title.clone());
        out.paragraph(project.summary.clone());
        for (what, much) in &project.numbers {
            out.item(Mark::Dash, Line::from(format!("{what}: ")).with(Tone::Strong, much.clone()));
        }
        for (topic, story) in &project.stories {
            out.item(Mark::Star, Line::default().with(Tone::Strong, topic.replace('-', " ")));
            parts(story, &mut out);
        }
    }
    out.paragraph(tr!("They come from rubrics/experience.json, yours in place of the built-in example. \
         `sparring rubric schema experience` says what goes in."));
    out
}
