//! What mends faults without a doubt: edits of the file's text.

use std::ops::Range;

use super::Finding;
use crate::rubric::fault::{Edit, Fault, Fix};

/// The edit that mends a fault, if there is a safe one.
pub(super) fn edit(fault: &Fault, source: &str, bytes: &Range<usize>) -> Option<Edit> {
    match &fault.fix {
        Fix::None => None,
        Fix::Edit(edit) => Some(edit.clone()),
        Fix::Instead(text) => Some(Edit { bytes: bytes.clone(), text: text.clone() }),
        Fix::Remove => Some(Edit { bytes: with_comma(source, bytes), text: String::new() }),
    }
}

/// An element of a list with the comma that goes with it: the one behind, or before the last element.
fn with_comma(source: &str, element: &Range<usize>) -> Range<usize> {
    let behind = &source[element.end..];
    let space = behind.len() - behind.trim_start().len();
    if let Some(rest) = behind.trim_start().strip_prefix(',') {
        let next = element.end + space + 1 + (rest.len() - rest.trim_start().len());
        return element.start..next;
    }
    let before = source[..element.start].trim_end();
    let start = before.strip_suffix(',').map_or(element.start, str::len);
    start..element.end
}

/// A text with its safe faults mended, and the findings that were: `None` if there is nothing to mend. Of edits that touch each
/// other only the first is made: the rest is found again.
pub fn apply(source: &str, findings: &[Finding]) -> Option<(String, Vec<usize>)> {
    let mut edits: Vec<(usize, &Edit)> =
        findings.iter().enumerate().filter_map(|(number, finding)| Some((number, finding.fix.as_ref()?))).collect();
    edits.sort_by_key(|(_, edit)| edit.bytes.start);
    let mut out = String::new();
    let mut done = Vec::new();
    let mut at = 0;
    for (number, edit) in edits {
        if edit.bytes.start < at || source[edit.bytes.clone()] == edit.text {
            continue;
        }
        out.push_str(&source[at..edit.bytes.start]);
        out.push_str(&edit.text);
        at = edit.bytes.end;
        done.push(number);
    }
    out.push_str(&source[at..]);
    (!done.is_empty()).then_some((out, done))
}
