//! A fault in a file, with the line it stands on and carets below it.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::check::Finding;
use crate::rubric::fault;
use crate::text::plain;

/// A longer line is shown around the fault only: rubrics may hold a whole answer in one line.
const LONGEST_LINE: usize = 2_000;

/// Lays out one finding: `file:line:column: severity[code]: message`, then the place, then what to do.
pub fn render(file: &str, source: &str, finding: &Finding, styled: bool) -> String {
    let fault = &finding.fault;
    let place = format!("{}:{}:{}", plain(file), finding.line, finding.column);
    let mut out = format!("{place}: {}[{}]: {}\n", fault.level, fault.code, plain(&fault.message));
    let (start, line) = line_of(source, finding.bytes.start);
    if !line.is_empty() && line.len() <= LONGEST_LINE {
        let safe = plain(line);
        // A line with replaced characters has other offsets: then the line alone must do.
        let marked =
            finding.bytes.start - start..finding.bytes.end.min(start + line.len()).max(finding.bytes.start) - start;
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
        out.push_str(&format!("  help: {}\n", plain(&fault.help)));
    }
    out
}

/// The line that holds a byte, and where it starts.
fn line_of(source: &str, byte: usize) -> (usize, &str) {
    let byte = byte.min(source.len());
    let start = source[..byte].rfind('\n').map_or(0, |i| i + 1);
    let end = source[byte..].find('\n').map_or(source.len(), |i| byte + i);
    (start, source[start..end].trim_end_matches('\r'))
}
