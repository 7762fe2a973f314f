//! What points and patterns contributed to the marks of graded answers: which tell good answers from poor ones, which
//! never fire, and what they missed or gave wrongly where the grader said so.

use std::collections::BTreeMap;

use super::document::{Document, Line, Mark, Tone};
use super::explain::pattern;
use crate::matching::{By, Findings};
use crate::messages::tr;
use crate::rubric::Point;

/// A pattern must have fired so often before its answers' grades say anything.
const ENOUGH: usize = 3;
/// A pattern is doubtful when the answers that it fires on are graded so much lower than the others, of 10.
const DOUBTFUL: f64 = 1.0;

/// The contributions of one point.
#[derive(Debug, Clone, Default)]
struct Tally {
    with: Vec<f64>,
    without: Vec<f64>,
    /// Grades of the answers that each pattern earned the point in, by position.
    patterns: BTreeMap<usize, Vec<f64>>,
    missed: usize,
    wrongly: usize,
}

/// What the points of one rubric contributed, over many graded answers.
#[derive(Debug, Clone, Default)]
pub struct Contributions {
    points: BTreeMap<usize, Tally>,
}

impl Contributions {
    /// Adds an answer: its findings, the points that count for it, its grade of 10, and the points that the grader gave,
    /// if the grader said so.
    pub fn add(
        &mut self,
        points: &[&Point],
        range: std::ops::Range<usize>,
        findings: &Findings,
        grade: f64,
        given: Option<&[String]>,
    ) {
        for number in range {
            let found = &findings.points[number];
            let tally = self.points.entry(number).or_default();
            let earned = found.earned();
            if earned { &mut tally.with } else { &mut tally.without }.push(grade);
            let mut fired: Vec<usize> = Vec::new();
            for supported in &found.evidence {
                if let By::Pattern(position) = supported.by
                    && !fired.contains(&position)
                {
                    fired.push(position);
                    tally.patterns.entry(position).or_default().push(grade);
                }
            }
            if let Some(given) = given {
                let wanted = given.contains(&points[number].id);
                tally.missed += usize::from(wanted && !earned);
                tally.wrongly += usize::from(!wanted && earned);
            }
        }
    }

    /// Lays them out under the rubric's id.
    pub fn document(&self, id: &str, points: &[&Point], out: &mut Document) {
        out.heading(tr!("{id}: what each point contributed", id));
        let head = ["point", "earned", &tr!("grade with"), &tr!("grade without"), "missed", &tr!("wrongly given")];
        let rows = self.points.iter().map(|(number, tally)| {
            let all = tally.with.len() + tally.without.len();
            vec![
                points[*number].id.clone(),
                tr!("{} of {all}", tally.with.len(), all),
                grade(&tally.with),
                grade(&tally.without),
                tally.missed.to_string(),
                tally.wrongly.to_string(),
            ]
        });
        out.table(head, rows);
        for (number, tally) in &self.points {
            let point = points[*number];
            for (position, source) in point.matches.iter().enumerate() {
                let Some(grades) = tally.patterns.get(&position) else {
                    remark(&tr!("never earned"), &point.id, source, out);
                    continue;
                };
                if let (Some(here), Some(elsewhere)) = (mean(grades), mean(&tally.without))
                    && grades.len() >= ENOUGH
                    && here + DOUBTFUL < elsewhere
                {
                    let why = tr!(
                        "earned in {} poor answers ({here}, others {elsewhere})",
                        grades.len(),
                        here = format_args!("{here:.1}"),
                        elsewhere = format_args!("{elsewhere:.1}")
                    );
                    remark(&why, &point.id, source, out);
                }
            }
        }
    }
}

fn remark(why: &str, point: &str, source: &str, out: &mut Document) {
    out.item(Mark::Mind, format!("{point}: {why}"));
    out.below(Line::default().with(Tone::Faint, pattern(source)));
}

fn mean(grades: &[f64]) -> Option<f64> {
    (!grades.is_empty()).then(|| grades.iter().sum::<f64>() / grades.len() as f64)
}

fn grade(grades: &[f64]) -> String {
    mean(grades).map_or("-".to_owned(), |mean| format!("{mean:.1}"))
}
