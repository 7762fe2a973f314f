//! What a rubric file holds, field by field. The doc comments are also the descriptions in the JSON Schema.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A full design interview: a prompt, a fact sheet and the five steps.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// Path or address of the JSON Schema, so that editors complete and check while typing.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The file's stem: lower case, digits and single hyphens.
    pub id: String,
    /// Name of the problem as people say it.
    pub title: String,
    /// What it is about, for filters: one or two words, lower case.
    pub topic: String,
    /// Section of a study guide where the facts come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guide: Option<String>,
    /// The task as the interviewer says it, vague on purpose.
    pub prompt: String,
    /// What the interviewer knows and tells when asked.
    pub facts: Vec<Fact>,
    /// Quantities that formulas use, by name. A candidate's own stated value replaces the default.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub inputs: BTreeMap<String, Input>,
    /// The five steps, each with its points.
    pub steps: Steps,
    /// Wrong beliefs that are common on this problem.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub misconceptions: Vec<Misconception>,
    /// Pairs of things that are often mixed up, and what belongs to each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contrasts: Vec<Contrast>,
    /// Questions that hang on something the candidate named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follow_ups: Vec<FollowUp>,
    /// Parts of the system that the deep dive can take up, each with its questions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
    /// Sudden changes thrown in during the deep dive.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub curve_balls: Vec<CurveBall>,
}

/// One question with one free-text answer.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Path or address of the JSON Schema, so that editors complete and check while typing.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The file's stem: lower case, digits and single hyphens.
    pub id: String,
    /// Short name of the question.
    pub title: String,
    /// What it is about, for filters: one or two words, lower case.
    pub topic: String,
    /// Section of a study guide where the facts come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guide: Option<String>,
    /// The question as the interviewer says it.
    pub prompt: String,
    /// The ideas that a good answer holds.
    pub points: Vec<Point>,
    /// A complete answer of a strong candidate. It must reach full marks.
    pub answer: String,
    /// Wrong beliefs that are common on this question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub misconceptions: Vec<Misconception>,
    /// Pairs of things that are often mixed up, and what belongs to each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contrasts: Vec<Contrast>,
    /// Questions that hang on something the candidate named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follow_ups: Vec<FollowUp>,
}

/// The five steps of the framework, in order.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Steps {
    /// Functional and non-functional requirements (5 of 45 minutes).
    pub requirements: Step,
    /// Back-of-the-envelope estimation (5 of 45 minutes).
    pub estimation: Step,
    /// The whole design in boxes and arrows (5 of 45 minutes).
    pub high_level: Step,
    /// Two or three components in depth (20 of 45 minutes).
    pub deep_dive: Step,
    /// Single points of failure, growth, operation (10 of 45 minutes).
    pub bottlenecks: Step,
}

/// One step of a problem.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What the interviewer says to open the step.
    pub prompt: String,
    /// The ideas that a good answer to this step holds.
    pub points: Vec<Point>,
    /// What a strong candidate says in this step. It must reach full marks.
    pub answer: String,
}

/// One idea that a good answer holds. Any one of its patterns earns it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Name of the point inside its file: lower case, digits and single hyphens.
    pub id: String,
    /// The idea in one sentence.
    pub says: String,
    /// What level the point belongs to.
    #[serde(default, skip_serializing_if = "Tier::is_basic")]
    pub tier: Tier,
    /// How much the point counts beside the others, above 0 and at most 5.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub weight: f64,
    /// Patterns; any one of them earns the point.
    #[serde(rename = "match", default, skip_serializing_if = "Vec::is_empty")]
    pub matches: Vec<String>,
    /// Patterns that take the point away again: the idea told the wrong way round.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reject: Vec<String>,
    /// A figure that earns the point as well, if it is near enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Estimate>,
    /// Components and arrows that earn the point as well, if the answer draws them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawing: Option<Drawing>,
    /// A question that leads towards the point without telling it.
    pub hint: String,
    /// A narrow question that one sentence answers.
    pub probe: String,
    /// One or two sentences of a strong answer.
    pub answer: String,
    /// A question of the bank that teaches the idea.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub study: Option<String>,
    /// Sentences that must earn the point, and near ones that must not.
    #[serde(default, skip_serializing_if = "Samples::is_empty")]
    pub samples: Samples,
}

/// What level a point belongs to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// Expected at every level.
    #[default]
    Basic,
    /// What separates L5 from L4.
    Advanced,
}

impl Tier {
    fn is_basic(&self) -> bool {
        *self == Tier::Basic
    }
}

/// A figure with its formula over the problem's inputs.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Estimate {
    /// Arithmetic over input names and numbers: + - * / ^ and brackets.
    pub formula: String,
    /// Unit of the result: "" (a count), "/s", "/day", "B", "B/s", "s" or "%".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Largest factor between the candidate's figure and the formula's that still counts as right.
    #[serde(default = "factor_two", skip_serializing_if = "is_factor_two")]
    pub within: f64,
    /// Patterns, one of which must stand in the same sentence as the figure. None: any sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub near: Vec<String>,
}

/// Components and arrows: `client -> lb -> api -> (cache, db)` in prose or a code block, or a Mermaid flowchart.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Drawing {
    /// Components, each as a pattern of one slot; arrows must lead from each to the next, others may stand between. One
    /// component alone only has to be drawn.
    pub path: Vec<String>,
    /// Whether the way from the first to the last must have no single point of failure: no component between them on which
    /// every way depends, unless its name says that there are several ("cluster", "replicas", "x3").
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub redundant: bool,
}

/// A quantity that formulas use.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Value as the fact sheet has it.
    pub value: f64,
    /// Unit of the value: "" (a count), "/s", "/day", "B", "B/s", "s" or "%".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What the quantity is, in a few words.
    pub says: String,
    /// Patterns that name it: a figure of its unit in the same sentence is the candidate's own value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

/// Something the interviewer knows and tells when asked.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Name of the fact inside its file.
    pub id: String,
    /// Patterns for questions that this fact answers.
    pub asks: Vec<String>,
    /// The interviewer's reply.
    pub says: String,
    /// Whether it belongs to the system that is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_scope: Option<bool>,
    /// Points of the requirements step that asking this earns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earns: Vec<String>,
}

/// A wrong belief, with the question that lets the candidate correct it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Misconception {
    /// Name of the misconception inside its file.
    pub id: String,
    /// The wrong belief in one sentence.
    pub says: String,
    /// How much it matters.
    #[serde(default)]
    pub severity: Severity,
    /// Patterns of the wrong claim, matched strictly: as written, asserted, inside one sentence.
    #[serde(rename = "match")]
    pub matches: Vec<String>,
    /// A question that lets the candidate notice it.
    pub probe: String,
    /// What is right instead, in one or two sentences.
    pub answer: String,
    /// Sentences that hold the wrong belief, and near ones that do not.
    #[serde(default, skip_serializing_if = "Samples::is_empty")]
    pub samples: Samples,
}

/// How much a wrong belief matters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A slip: costs a little.
    #[default]
    Minor,
    /// It turns the centre of the answer round.
    Major,
}

/// Things that are often mixed up. An attribute told of the wrong side is a misconception.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contrast {
    /// Name of the contrast inside its file.
    pub id: String,
    /// Two or more sides.
    pub sides: Vec<Side>,
}

/// One side of a contrast.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// Patterns that name this side.
    pub subject: Vec<String>,
    /// Patterns of what is true of this side and of no other.
    pub holds: Vec<String>,
}

/// A question that hangs on something the candidate named.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// Name of the follow-up inside its file.
    pub id: String,
    /// Patterns that make it fit. None: it always fits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<String>,
    /// The question.
    pub asks: String,
    /// Points that a good reply to it earns.
    pub covers: Vec<String>,
}

/// A part of the system that the deep dive can take up.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// Name of the component inside its file.
    pub id: String,
    /// As the interviewer calls it, with its article: "the key generator".
    pub title: String,
    /// Patterns of what a candidate says whose design has it.
    pub when: Vec<String>,
    /// Its questions, at most one an aspect.
    pub questions: Vec<ComponentQuestion>,
}

/// A question about one aspect of a component.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComponentQuestion {
    /// What it is about.
    pub aspect: Aspect,
    /// The question.
    pub asks: String,
    /// Points that a good reply earns: the question is left out when all of them are earned.
    pub covers: Vec<String>,
}

/// What a deep dive looks at in a component, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Aspect {
    /// What others call, and what they get.
    Interface,
    /// What is stored, under which key.
    Data,
    /// What happens when there is more of everything.
    Scaling,
    /// What happens when it breaks.
    Failure,
    /// What else could be chosen, and what the choice costs.
    TradeOff,
}

impl Aspect {
    /// The name in files and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Aspect::Interface => "interface",
            Aspect::Data => "data",
            Aspect::Scaling => "scaling",
            Aspect::Failure => "failure",
            Aspect::TradeOff => "trade-off",
        }
    }
}

/// A sudden change of the situation.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CurveBall {
    /// Name of the curve ball inside its file.
    pub id: String,
    /// What happens, and the question.
    pub asks: String,
    /// Points of the deep dive or of bottlenecks that a good reply earns.
    pub covers: Vec<String>,
}

/// Example sentences of a point, used as its tests.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Samples {
    /// Sentences that must earn the point.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hits: Vec<String>,
    /// Near sentences that must not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub misses: Vec<String>,
}

impl Samples {
    fn is_empty(&self) -> bool {
        self.hits.is_empty() && self.misses.is_empty()
    }
}

/// Words of the field that mean the same, or a part of another, or the opposite.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// Path or address of the JSON Schema, so that editors complete and check while typing.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Groups of words that an expert would swap for each other. `_` ties the words of a phrase.
    pub equivalents: Vec<Vec<String>>,
    /// From a broad term to narrower ones that fill its place: a product fills its role, never the reverse.
    #[serde(default)]
    pub narrower: BTreeMap<String, Vec<String>>,
    /// Pairs of opposites: a point told with the opposite word is denied.
    #[serde(default)]
    pub opposites: Vec<(String, String)>,
    /// Groups of words that a short answer may use for each other. Wider than equivalents, so marking does not use them:
    /// `rubric draft` writes them into the patterns, for the author to strike what does not fit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Vec<String>>,
    /// Groups of things of which a design takes one for one purpose, each with its wordings as a pattern slot. Who decides for
    /// one and later for another is asked what changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Vec<String>>,
    /// What the interviewer says when a candidate asks what a term means: a definition, no advice.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub glossary: BTreeMap<String, String>,
    /// Beliefs that are wrong whatever the question. They count in every rubric that does not say the same itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub misconceptions: Vec<Misconception>,
    /// Things that are often mixed up, whatever the question.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contrasts: Vec<Contrast>,
}

/// The candidate's own projects, by topic.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Experience {
    /// Path or address of the JSON Schema, so that editors complete and check while typing.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Systems that the candidate built or ran.
    pub projects: Vec<Project>,
}

/// A system that the candidate built or ran.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// Name of the project inside the file.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it does, in two or three sentences.
    pub summary: String,
    /// Its figures: what is counted, and how much.
    #[serde(default)]
    pub numbers: BTreeMap<String, String>,
    /// What there is to tell, by topic.
    #[serde(default)]
    pub stories: BTreeMap<String, Story>,
}

/// A story to tell in an interview.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// What the situation was.
    pub situation: String,
    /// What the candidate did.
    pub action: String,
    /// What came of it, with figures.
    pub result: String,
    /// What was learned.
    pub learned: String,
}

fn one() -> f64 {
    1.0
}

fn is_one(weight: &f64) -> bool {
    *weight == 1.0
}

fn factor_two() -> f64 {
    2.0
}

fn is_factor_two(factor: &f64) -> bool {
    *factor == 2.0
}
