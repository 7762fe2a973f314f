//! `sparring` alone: what there is to do.

use super::workspace::Workspace;
use crate::clock;
use crate::dialogue::mmss;
use crate::error::Result;
use crate::journal;
use crate::review::debrief::hundred;
use crate::review::document::{Document, Line, Tone};
use crate::review::{rows, schedule};
use crate::rubric::Kind;
use crate::terminal::Output;

pub fn run(workspace: &Workspace, output: &mut Output) -> Result<()> {
    let mut document = Document::default();
    document.title("sparring: a mock interviewer for system design");
    let folder = workspace.transcripts().ok();
    let open = folder.and_then(|folder| journal::newest_open(folder, None, None));
    if let Some(open) = &open {
        let line = format!("{} was interrupted. To go on: ", open.header.title);
        document.paragraph(
            Line::from(line)
                .with(Tone::Strong, format!("sparring {} {} --resume", open.header.kind.name(), open.header.rubric)),
        );
    }
    let past = folder.map(|folder| rows(folder).0).unwrap_or_default();
    if let Some(last) = past.iter().rev().find(|row| row.verdict.is_some()) {
        let verdict = last.verdict.map_or("", crate::dialogue::Verdict::says);
        let mark = last.total.map_or(0, hundred);
        let line = format!("Last: {}, {verdict}, {mark} of 100 in {}. ", last.header.title, mmss(last.used));
        document.paragraph(Line::from(line).with(Tone::Strong, "sparring review last"));
    }
    let (problems, questions): (Vec<_>, Vec<_>) =
        workspace.library().list().into_iter().partition(|e| e.kind == Kind::Problem);
    let due = schedule::due(&schedule::past(&past), clock::wall());
    let due = due.iter().filter(|s| questions.iter().any(|q| q.id == s.question)).count();
    if due > 0 {
        let line =
            if due == 1 { "1 question is due again. ".to_owned() } else { format!("{due} questions are due again. ") };
        document.paragraph(Line::from(line).with(Tone::Strong, "sparring drill --due"));
    }
    let tried = |id: &str| past.iter().filter(|row| row.header.rubric == id).count();
    if let Some(next) = problems.iter().min_by_key(|p| tried(&p.id)) {
        document.paragraph(Line::from("Next: ").with(Tone::Strong, format!("sparring interview {}", next.id)));
    }
    document.paragraph("`sparring --help` lists the commands, `sparring rubric list` the problems and questions.");
    output.document(&document)
}
