//! A fault in a file, with the line it stands on and carets below it.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::check::Finding;
use crate::messages::tr;
use crate::rubric::fault;
use crate::text::plain;

/// A longer line is shown around the fault only: rubrics may hold a whole answer in one line.
const LONGEST_LINE: usize = 400;
/// So many signs on either side.
const AROUND: usize = 60;

/// Lays out one finding: `file:line:column: severity[code]: message`, then the place, then what to do.
pub fn render(file: &str, source: &str, finding: &Finding, styled: bool) -> String {
    let fault = &finding.fault;
    let place = format!("{}:{}:{}", plain(file), finding.line, finding.column);
    let mut out = format!("{place}: {}[{}]: {}\n", fault.level, fault.code, plain(&fault.message));
    let (line, marked) = shown(source, &finding.bytes);
    if !line.is_empty() {
        let safe = plain(&line);
        // A line with replaced characters has other offsets: then the line alone must do.
        let marked = if safe.len() == line.len() { marked } else { 0..safe.len() };
        let annotation = AnnotationKind::Primary.span(marked);
        let snippet = Snippet::source(safe.as_ref()).line_start(finding.line).annotation(annotation);
        let group = annotate_snippets::Group::with_level(match fault.level {
            fault::Level::Error => Level::ERROR,
            fault::Level::Warning => Level::WARNING,
        });
        let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
        out.push_str(&renderer.render(&[group.element(snippet)]));
        out.push('\n');
    }
    if !fault.help.is_empty() {
        out.push_str(&tr!("  help: {}\n", plain(&fault.help)));
    }
    out
}

/// The line that holds some bytes, or what is around them in a long one, and the bytes to mark in it.
fn shown(source: &str, bytes: &Range<usize>) -> (String, Range<usize>) {
    let at = bytes.start.min(source.len());
    let start = fault::line_start(source, at);
    let end = source[at..].find(['\n', '\r']).map_or(source.len(), |i| at + i);
    let marked = at..bytes.end.clamp(at, end);
    if end - start <= LONGEST_LINE {
        return (source[start..end].to_owned(), marked.start - start..marked.end - start);
    }
    let from = source[start..at].char_indices().rev().nth(AROUND).map_or(start, |(i, _)| start + i);
    let to = source[marked.start..end].char_indices().nth(2 * AROUND).map_or(end, |(i, _)| marked.start + i);
    let before = if from > start { "… " } else { "" };
    let after = if to < end { " …" } else { "" };
    let offset = before.len();
    let marked = marked.start - from + offset..marked.end.min(to) - from + offset;
    (format!("{before}{}{after}", &source[from..to]), marked)
}
