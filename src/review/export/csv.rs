//! The points of a session as a table: one row a point.

use super::Session;
use crate::dialogue::{Marks, PointLine, SessionKind};
use crate::text::plain;

const HEADS: [&str; 11] =
    ["session", "started", "problem", "level", "step", "point", "says", "credit", "how", "minute", "quote"];

/// The points of a session, below a line of heads; a session without marks has no points.
pub fn write(session: &Session<'_>) -> String {
    let mut out = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail, and all rows have as many cells as heads.
    let _ = out.write_record(HEADS);
    match session.marks() {
        Some(Marks::Interview(debrief)) => {
            for step in &debrief.steps {
                step.points.iter().for_each(|point| drop(out.write_record(row(session, step.step.0.name(), point))));
            }
        }
        Some(Marks::Drill(report)) => {
            report.points.iter().for_each(|point| drop(out.write_record(row(session, "", point))));
        }
        None => {}
    }
    out.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn row(session: &Session<'_>, step: &str, point: &PointLine) -> [String; 11] {
    let header = session.header;
    let level = match header.kind {
        SessionKind::Interview => header.setup.level.name(),
        SessionKind::Drill => "",
    };
    [
        cell(session.name),
        header.started.to_rfc3339(),
        cell(&header.rubric),
        level.to_owned(),
        step.to_owned(),
        cell(&point.id),
        cell(&point.says),
        format!("{:.2}", point.credit),
        point.how.map_or("", |how| how.says()).to_owned(),
        point.at.map_or(String::new(), |at| format!("{:.2}", at as f64 / 60_000.0)),
        cell(point.quote.as_deref().unwrap_or_default()),
    ]
}

/// Text that a spreadsheet shows: what begins like a formula would be computed.
fn cell(text: &str) -> String {
    let text = plain(text);
    let formula = text.starts_with(['=', '+', '-', '@', '\t']);
    if formula { format!("'{text}") } else { text.into_owned() }
}
