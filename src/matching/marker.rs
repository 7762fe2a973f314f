//! All of a rubric's patterns over one answer: which points it supports, which wrong beliefs it holds.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashSet as HashSet;

use super::beliefs::{Beliefs, Held, Mixed, Sides, accuses, strict};
use super::company::{Coherence, Company};
use super::dismissed::Topics;
use super::drawing::Shown;
use super::expected::{Expected, Relation, stems};
use super::figures::{Figure, Inputs, Stated};
use super::near::{self, Near};
use super::{Evidence, Field, Matcher, Matches, PatternId, Reading, Slip};
use crate::rubric::pattern::Pattern;
use crate::rubric::{Misconception, Point, Rubric, StepId};
use crate::text::{self, Span, Text, Token};

/// A rubric, compiled for marking.
#[derive(Debug)]
pub struct Marker {
    matcher: Matcher,
    points: Vec<PointPatterns>,
    steps: Vec<(StepId, Range<usize>)>,
    prompts: Vec<HashSet<String>>,
    id: String,
    company: Company,
    expected: Vec<(Option<StepId>, Expected)>,
    beliefs: Vec<(Misconception, Vec<PatternId>)>,
    contrasts: Vec<(String, Sides)>,
    field: Arc<Beliefs>,
    inputs: Inputs,
    topics: OnceLock<Topics>,
}

#[derive(Debug)]
struct PointPatterns {
    matches: Vec<PatternId>,
    reject: Vec<PatternId>,
    opposed: Vec<PatternId>,
    figure: Option<Figure>,
    drawing: Option<Shown>,
    prompt: usize,
}

/// What an answer says about one point.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PointFound {
    /// Where it is supported, at most one place a sentence.
    pub evidence: Vec<Supported>,
    /// Where it is denied, when it is supported nowhere.
    pub denied: Option<Evidence>,
    /// Where it is told the wrong way round: by a pattern that says so.
    pub rejected: Option<Evidence>,
    /// Where it is told with the opposite of one of its words, when it is supported nowhere.
    pub opposed: Option<Evidence>,
    /// Where it only repeats words of the prompt, when it is supported nowhere.
    pub echoed: Option<Evidence>,
}

impl PointFound {
    /// Whether the answer earns the point.
    pub fn earned(&self) -> bool {
        !self.evidence.is_empty() && self.rejected.is_none()
    }
}

/// A place that supports a point, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Supported {
    /// The words.
    pub evidence: Evidence,
    /// What they fit.
    pub by: By,
}

/// What evidence fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The pattern of this position in the point's `match`.
    Pattern(usize),
    /// The point's `estimate`.
    Figure,
    /// The point's `drawing`.
    Drawing,
}

/// A wrong belief that an answer holds.
#[derive(Debug, Clone, PartialEq)]
pub struct MisconceptionFound {
    /// Its number: see [`Marker::belief`].
    pub number: usize,
    /// The words.
    pub evidence: Evidence,
}

/// An attribute told of the wrong side of a contrast.
#[derive(Debug, Clone, PartialEq)]
pub struct Swap {
    /// The contrast's number: see [`Marker::contrast`].
    pub contrast: usize,
    /// What was mixed up.
    pub mixed: Mixed,
}

/// All that a rubric finds in an answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Findings {
    /// One a point, in the order of the rubric (all steps of a problem one after the other).
    pub points: Vec<PointFound>,
    /// Wrong beliefs.
    pub misconceptions: Vec<MisconceptionFound>,
    /// Attributes told of the wrong side.
    pub swaps: Vec<Swap>,
    /// What is wrong in its arithmetic.
    pub slips: Vec<Slip>,
    /// Values with a unit that it gives to the problem's inputs.
    pub stated: Vec<Stated>,
}

impl Marker {
    /// Compiles a rubric. Patterns that cannot be read are left out: the checks report them.
    pub fn new(rubric: &Rubric, vocabulary: &Field) -> Self {
        let mut compiler = Compiler { matcher: Matcher::default(), vocabulary };
        let mut points = Vec::new();
        let mut steps = Vec::new();
        let mut prompts = Vec::new();
        let mut inputs = Inputs::default();
        match rubric {
            Rubric::Problem(problem) => {
                inputs = compiler.inputs(&problem.inputs);
                for (id, step) in problem.steps.iter() {
                    let first = points.len();
                    prompts.push(stems(&format!("{} {}", problem.prompt, step.prompt)));
                    points.extend(step.points.iter().map(|p| compiler.point(p, prompts.len() - 1)));
                    steps.push((id, first..points.len()));
                }
            }
            Rubric::Question(question) => {
                prompts.push(stems(&question.prompt));
                points.extend(question.points.iter().map(|p| compiler.point(p, 0)));
            }
        }
        let told = rubric.misconceptions().iter();
        let beliefs = told.map(|m| (m.clone(), strict(&mut compiler.matcher, &m.matches))).collect();
        let mixed = rubric.contrasts().iter();
        let contrasts = mixed.map(|c| (c.id.clone(), Sides::new(&mut compiler.matcher, c))).collect();
        let expected = Expected::all(rubric);
        let models = expected.iter().flat_map(|(_, e)| text::words(&e.model)).collect::<Vec<String>>();
        compiler.matcher.know(models.iter().map(String::as_str), vocabulary);
        let id = rubric.id().to_owned();
        let company = Company::of(rubric);
        let matcher = compiler.matcher;
        Marker {
            id,
            company,
            expected,
            matcher,
            points,
            steps,
            prompts,
            beliefs,
            contrasts,
            field: vocabulary.beliefs(),
            inputs,
            topics: OnceLock::new(),
        }
    }

    /// The positions of a step's points; all points for a question or `None`.
    pub fn points_of(&self, step: Option<StepId>) -> Range<usize> {
        let found = self.steps.iter().find(|(id, _)| Some(*id) == step);
        found.map_or(0..self.points.len(), |(_, range)| range.clone())
    }

    /// The stems of the words that a step's prompt has said already; of the question's for a question.
    pub fn prompt_stems(&self, point: usize) -> &HashSet<String> {
        &self.prompts[self.points[point].prompt]
    }

    /// What a step or question expects; for a problem and `None`, all steps together.
    pub fn expected(&self, step: Option<StepId>) -> &Expected {
        let found = self.expected.iter().find(|(part, _)| *part == step).or(self.expected.last());
        found.map(|(_, expected)| expected).unwrap_or_else(|| unreachable!("every rubric expects something"))
    }

    /// How a text relates to that: see [`Expected::relation`].
    pub fn relation(&self, step: Option<StepId>, text: &Text<'_>, said: impl Fn(u32) -> bool) -> Relation {
        self.expected(step).relation(text, &self.id, said)
    }

    /// How much more its near words belong together than any two of its words: see [`Company::coherence`].
    pub fn coherence(&self, text: &Text<'_>) -> Coherence {
        self.company.coherence(text)
    }

    /// A wrong belief by its number: the rubric's own come first.
    pub fn belief(&self, number: usize) -> &Misconception {
        let own = self.beliefs.get(number).map(|(told, _)| told);
        let field = || self.field.misconception(number - self.beliefs.len());
        own.or_else(field).unwrap_or_else(|| unreachable!("numbers come from findings"))
    }

    /// The name of a contrast by its number.
    pub fn contrast(&self, number: usize) -> &str {
        let own = self.contrasts.get(number).map(|(id, _)| id.as_str());
        let field = || self.field.contrast(number - self.contrasts.len());
        own.or_else(field).unwrap_or_else(|| unreachable!("numbers come from findings"))
    }

    /// Finds everything in an answer.
    pub fn find(&self, answer: &str) -> Findings {
        self.find_in(&self.text(answer))
    }

    /// For each sentence that waves a point of the range away, the point and the words. Few answers do: the words of the points
    /// of `rubric`, which this marker is of, are gathered when one does.
    pub fn dismissed(&self, rubric: &Rubric, text: &Text<'_>, range: &Range<usize>) -> Vec<(usize, Evidence)> {
        if !text.tokens().iter().any(|token| token.negation.is_some_and(|n| n.dismisses)) {
            return Vec::new();
        }
        self.topics.get_or_init(|| Topics::of(rubric)).dismissed(text, range)
    }

    /// Splits an answer into words, with spelling slips put right.
    pub fn text<'t>(&self, answer: &'t str) -> Text<'t> {
        self.matcher.text(answer)
    }

    /// Finds everything in an answer that is already tokenised.
    pub fn find_in(&self, text: &Text<'_>) -> Findings {
        self.find_after(text, &BTreeMap::new())
    }

    /// The same, with the values that were given to the problem's inputs before, by number: an assumption stated in minute 3
    /// is what an estimate of minute 7 is held against.
    pub fn find_after(&self, text: &Text<'_>, before: &BTreeMap<usize, f64>) -> Findings {
        let matches = self.matcher.read(text);
        let stated = self.inputs.stated(&matches);
        let inputs = self.inputs.values(&stated, before);
        let points = (0..self.points.len()).map(|p| self.point(p, &matches, &inputs)).collect();
        let (misconceptions, swaps) = self.wrong(&matches);
        let slips = matches.slips().to_vec();
        Findings { points, misconceptions, swaps, slips, stated: self.inputs.with_unit(stated) }
    }

    /// What an answer says about some points, by their positions, and nothing else.
    pub fn points_in(&self, answer: &str, range: Range<usize>) -> Vec<PointFound> {
        let text = self.text(answer);
        let matches = self.matcher.read(&text);
        let inputs = self.inputs.values(&self.inputs.stated(&matches), &BTreeMap::new());
        range.map(|point| self.point(point, &matches, &inputs)).collect()
    }

    /// For each point of a range, the pattern that the text comes nearest to.
    pub fn near_misses(&self, text: &Text<'_>, range: Range<usize>) -> Vec<Option<Near>> {
        let matches = self.matcher.read(text);
        range.map(|point| near::nearest(&matches, &self.points[point].matches)).collect()
    }

    fn point(&self, number: usize, matches: &Matches<'_, '_>, inputs: &[f64]) -> PointFound {
        let patterns = &self.points[number];
        let mut found = PointFound::default();
        for (position, pattern) in patterns.matches.iter().enumerate() {
            for evidence in matches.evidence(*pattern) {
                if evidence.denied.is_some() {
                    found.denied.get_or_insert(evidence);
                } else if self.only_echoes(number, matches.text(), &evidence) {
                    found.echoed.get_or_insert(evidence);
                } else {
                    found.evidence.push(Supported { evidence, by: By::Pattern(position) });
                }
            }
        }
        if let Some(figure) = &patterns.figure {
            for evidence in figure.evidence(matches, inputs, &self.inputs) {
                found.evidence.push(Supported { evidence, by: By::Figure });
            }
        }
        if let Some(evidence) = patterns.drawing.as_ref().and_then(|drawing| drawing.evidence(matches)) {
            found.evidence.push(Supported { evidence, by: By::Drawing });
        }
        // One place a sentence: the first pattern that fits. The sort is stable.
        found.evidence.sort_by_key(|s| s.evidence.sentence);
        found.evidence.dedup_by_key(|s| s.evidence.sentence);
        let text = matches.text();
        if found.evidence.is_empty() {
            let mut told = patterns.opposed.iter().flat_map(|p| matches.evidence(*p)).filter(|e| e.denied.is_none());
            found.opposed = told.find(|e| one_clause(text, e));
        }
        let mut rejecting = patterns.reject.iter().flat_map(|p| matches.evidence(*p));
        found.rejected = rejecting.find(|e| accuses(text, e) && !turns(text, e));
        found
    }

    /// Whether all words of the evidence stand in the prompt.
    fn only_echoes(&self, point: usize, text: &Text<'_>, evidence: &Evidence) -> bool {
        let prompt = self.prompt_stems(point);
        let mut words = evidence.spans.iter().flat_map(|span| {
            reach(text, evidence)
                .iter()
                .filter(move |token| span.start <= token.span.start && token.span.end <= span.end)
        });
        words.all(|token| prompt.contains(&token.stem))
    }

    fn wrong(&self, matches: &Matches<'_, '_>) -> (Vec<MisconceptionFound>, Vec<Swap>) {
        let text = matches.text();
        let mut found: Vec<MisconceptionFound> = Vec::new();
        for (number, (_, patterns)) in self.beliefs.iter().enumerate() {
            let mut evidence = patterns.iter().flat_map(|p| matches.evidence(*p)).filter(|e| accuses(text, e));
            found.extend(evidence.next().map(|evidence| MisconceptionFound { number, evidence }));
        }
        let mut swaps = Vec::new();
        for (contrast, (_, sides)) in self.contrasts.iter().enumerate() {
            swaps.extend(sides.mixed(matches).into_iter().map(|mixed| Swap { contrast, mixed }));
        }
        // What the rubric says itself of a sentence, the field need not say again.
        let Held { wrong, mixed } = self.field.held(text);
        for (number, evidence) in wrong {
            let fresh = |e: &Evidence| !found.iter().any(|f| f.evidence.sentence == e.sentence);
            let number = self.beliefs.len() + number;
            if let Some(evidence) = evidence.into_iter().find(fresh) {
                found.push(MisconceptionFound { number, evidence });
            }
        }
        let told: BTreeSet<u32> = found.iter().map(|f| f.evidence.sentence).collect();
        for (number, mixed) in mixed {
            let sentence = text.sentence_at(mixed.span.start);
            let known = swaps.iter().any(|s: &Swap| s.mixed.span.start == mixed.span.start);
            if !known && !sentence.is_some_and(|s| told.contains(&s)) {
                swaps.push(Swap { contrast: self.contrasts.len() + number, mixed });
            }
        }
        (found, swaps)
    }
}

/// Words that turn to something else: what stands on their two sides is not told of one thing.
const TURNS: [&str; 7] = ["but", "else", "instead", "otherwise", "unless", "whereas", "while"];

/// The words from the first of the evidence to the last.
fn reach<'t>(text: &'t Text<'_>, evidence: &Evidence) -> &'t [Token] {
    &text.tokens()[evidence.tokens.start as usize..evidence.tokens.end as usize]
}

fn share_a_clause(tokens: &[Token]) -> bool {
    tokens.first().zip(tokens.last()).is_some_and(|(first, last)| first.clause == last.clause)
}

/// Whether the evidence reaches over a turn ("the plain queue loses it while the log keeps everything"), or words that an
/// author did not tie stand in two clauses.
fn turns(text: &Text<'_>, evidence: &Evidence) -> bool {
    let tokens = reach(text, evidence);
    let loose = evidence.spans.len() > 1 && !share_a_clause(tokens);
    loose || tokens.iter().any(|token| TURNS.contains(&token.word.as_str()))
}

/// Whether the words of the evidence stand in one clause, and not as one of two that are weighed: an opposite further off speaks
/// of something else, and "one chooses consistency or availability" asserts neither.
fn one_clause(text: &Text<'_>, evidence: &Evidence) -> bool {
    let tokens = reach(text, evidence);
    let weighs = tokens.iter().any(|token| matches!(token.word.as_str(), "or" | "vs" | "versus"));
    !weighs && share_a_clause(tokens)
}

/// The bytes from the first word of the evidence to the last.
pub fn span_of(evidence: &Evidence) -> Span {
    let start = evidence.spans.iter().map(|s| s.start).min().unwrap_or(0);
    let end = evidence.spans.iter().map(|s| s.end).max().unwrap_or(start);
    start..end
}

struct Compiler<'v> {
    matcher: Matcher,
    vocabulary: &'v Field,
}

impl Compiler<'_> {
    fn patterns(&mut self, sources: &[String]) -> Vec<PatternId> {
        let parsed = sources.iter().filter_map(|source| Pattern::for_marking(source).ok());
        parsed.map(|pattern| self.matcher.add(&pattern, Reading::Wide, self.vocabulary)).collect()
    }

    fn point(&mut self, point: &Point, prompt: usize) -> PointPatterns {
        let figure = point.estimate.as_ref().and_then(|e| Figure::new(e, self.patterns(&e.near)));
        let drawing = point.drawing.as_ref().map(|d| Shown::new(d, self.patterns(&d.path)));
        let (mut matches, mut opposed) = (Vec::new(), Vec::new());
        for pattern in point.matches.iter().filter_map(|source| Pattern::for_marking(source).ok()) {
            let added = self.matcher.add(&pattern, Reading::Wide, self.vocabulary);
            opposed.extend(self.matcher.add_opposed(&pattern, added, self.vocabulary));
            matches.push(added);
        }
        PointPatterns { opposed, matches, reject: strict(&mut self.matcher, &point.reject), figure, drawing, prompt }
    }

    fn inputs(&mut self, inputs: &std::collections::BTreeMap<String, crate::rubric::Input>) -> Inputs {
        let mut all = Inputs::default();
        for (name, input) in inputs {
            let names = self.patterns(&input.names);
            all.add(name, input, names);
        }
        all
    }
}
