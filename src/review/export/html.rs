//! A session as one page that needs nothing else: no script, no font, no picture from outside.

use std::collections::BTreeMap;

use askama::Template;

use super::evidence::{Hit, hits};
use super::layout::{Drawing, draw};
use super::points::{PointView, StepView};
use super::radar::{Radar, radar};
use super::timeline::{Timeline, timeline};
use super::turns::{Chapter, chapters};
use super::{Session, design};
use crate::dialogue::drill::Report;
use crate::dialogue::{Debrief, Marks, Millis, Mode, SessionKind, mmss};
use crate::review::debrief::hundred;

/// What stands at the top of every page.
pub(super) struct Top {
    pub title: String,
    pub kind: &'static str,
    pub facts: Vec<(&'static str, String)>,
}

/// The design that was drawn: a drawing unless it is too large, and in words.
struct Design {
    drawing: Option<Drawing>,
    lines: Vec<String>,
}

#[derive(Template)]
#[template(path = "interview.html")]
struct InterviewPage {
    top: Top,
    debrief: Option<Debrief>,
    steps: Vec<StepView>,
    radar: Option<Radar>,
    timeline: Option<Timeline>,
    design: Option<Design>,
    chapters: Vec<Chapter>,
}

#[derive(Template)]
#[template(path = "drill.html")]
struct DrillPage {
    top: Top,
    report: Option<Report>,
    points: Vec<PointView>,
    said: usize,
    uncounted: Vec<(String, String)>,
    design: Option<Design>,
    chapters: Vec<Chapter>,
}

/// Lays a session out as a page.
pub fn write(session: &Session<'_>) -> String {
    let hits = hits(session);
    let page = match session.header.kind {
        SessionKind::Interview => interview(session, &hits).render(),
        SessionKind::Drill => drill(session, &hits).render(),
    };
    page.unwrap_or_else(|e| unreachable!("writing to memory does not fail: {e}"))
}

fn interview(session: &Session<'_>, hits: &BTreeMap<usize, Vec<Hit>>) -> InterviewPage {
    let debrief = match session.marks() {
        Some(Marks::Interview(debrief)) => Some(debrief),
        Some(Marks::Drill(_)) | None => None,
    };
    let steps: Vec<StepView> = debrief.iter().flat_map(|d| &d.steps).map(|step| StepView::new(step, hits)).collect();
    let points: Vec<PointView> = steps.iter().flat_map(|step| step.points.iter().cloned()).collect();
    InterviewPage {
        top: top(session),
        radar: debrief.as_ref().and_then(|d| {
            let marks: Vec<(&str, f64)> = d.dimensions.iter().map(|d| (d.name.as_str(), d.score)).collect();
            radar(&marks, None)
        }),
        timeline: timeline(session, &points),
        design: drawn(session),
        chapters: chapters(session, hits),
        debrief,
        steps,
    }
}

fn drill(session: &Session<'_>, hits: &BTreeMap<usize, Vec<Hit>>) -> DrillPage {
    let report = match session.marks() {
        Some(Marks::Drill(report)) => Some(report),
        Some(Marks::Interview(_)) | None => None,
    };
    let points: Vec<PointView> =
        report.iter().flat_map(|report| &report.points).map(|point| PointView::new(point, hits)).collect();
    let uncounted = report.iter().flat_map(|report| {
        let words = |flag: &crate::dialogue::drill::MarkedFlag| {
            report.answer.get(flag.span.clone()).unwrap_or_default().to_owned()
        };
        report.uncounted.iter().map(move |flag| (format!("{}: {}", flag.kind, flag.detail), words(flag)))
    });
    DrillPage {
        top: top(session),
        uncounted: uncounted.collect(),
        said: points.iter().filter(|point| point.state == "said").count(),
        points,
        design: drawn(session),
        chapters: chapters(session, hits),
        report,
    }
}

fn drawn(session: &Session<'_>) -> Option<Design> {
    let graph = design::drawn(session)?;
    Some(Design { drawing: draw(&graph), lines: graph.to_text() })
}

fn top(session: &Session<'_>) -> Top {
    let header = session.header;
    let setup = &header.setup;
    let time = setup.minutes.map_or("no clock".to_owned(), |minutes| format!("{minutes} minutes"));
    let mut facts = vec![("Started", header.started.format("%Y-%m-%d %H:%M").to_string())];
    if header.kind == SessionKind::Interview {
        facts.push(("Level", setup.level.name().to_owned()));
        facts.push(("Mode", mode(setup.mode).to_owned()));
    }
    facts.push(("Time", time));
    facts.extend(setup.only.map(|step| ("Only", step.0.title().to_owned())));
    facts.push(("Seed", setup.seed.to_string()));
    facts.push(("Rubric", format!("{} {}", header.rubric, header.version)));
    facts.push(("Session", session.name.to_owned()));
    let kind = match header.kind {
        SessionKind::Interview => "Mock interview",
        SessionKind::Drill => "Drill",
    };
    Top { title: header.title.clone(), kind, facts }
}

fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Interview => "interview",
        Mode::Coach => "coach",
        Mode::Pressure => "pressure",
    }
}

/// A mark of 0 to 1 in a template, of a hundred.
fn mark(mark: &f64) -> u32 {
    hundred(*mark)
}

/// A time in a template.
fn time(at: &Millis) -> String {
    mmss(*at)
}
