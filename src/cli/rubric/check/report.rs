//! Findings as people, programs and GitHub read them.

use serde::Serialize;

use super::{Checked, Format};
use crate::check::Finding;
use crate::cli::rubric::json;
use crate::error::Result;
use crate::messages::tr;
use crate::rubric::fault::Level;
use crate::terminal::{Output, snippet};

pub fn print(checked: &[Checked], format: Format, output: &mut Output) -> Result<()> {
    match format {
        Format::Json => output.json(&json(&faults(checked))),
        Format::Human => {
            for file in checked {
                for finding in &file.findings {
                    let styled = output.is_styled();
                    output.text(&snippet::render(&file.name, &file.text, finding, styled))?;
                }
            }
            Ok(())
        }
        Format::Github => {
            for file in checked {
                for finding in &file.findings {
                    output.text(&workflow_command(&file.name, finding))?;
                }
            }
            Ok(())
        }
    }
}

#[derive(Serialize)]
struct FaultLine<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    severity: String,
    code: &'static str,
    message: &'a str,
    help: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix<'a>>,
}

/// Bytes of the file (a byte order mark not counted) that become another text.
#[derive(Serialize)]
struct Fix<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

fn faults(checked: &[Checked]) -> Vec<FaultLine<'_>> {
    let line = |file, f| line_of(file, f);
    checked.iter().flat_map(|file| file.findings.iter().map(move |f| line(&file.name, f))).collect()
}

fn line_of<'a>(file: &'a str, finding: &'a Finding) -> FaultLine<'a> {
    let fault = &finding.fault;
    FaultLine {
        file,
        line: finding.line,
        column: finding.column,
        end_line: finding.end.0,
        end_column: finding.end.1,
        severity: fault.level.to_string(),
        code: fault.code.name(),
        message: &fault.message,
        help: &fault.help,
        fix: finding.fix.as_ref().map(|e| Fix { start: e.bytes.start, end: e.bytes.end, text: &e.text }),
    }
}

/// `::error file=…,line=…,…::message`, as GitHub's runner reads it.
fn workflow_command(file: &str, finding: &Finding) -> String {
    let fault = &finding.fault;
    let level = match fault.level {
        Level::Error => "error",
        Level::Warning => "warning",
    };
    let (end_line, end_column) = finding.end;
    let mut place = format!("file={},line={},col={}", property(file), finding.line, finding.column);
    // A column only ends on its own line; GitHub's end is inclusive.
    if end_line == finding.line {
        place.push_str(&format!(",endColumn={}", (end_column.max(finding.column + 1)) - 1));
    }
    let help = if fault.help.is_empty() { String::new() } else { tr!("\nhelp: {}", fault.help) };
    let message = data(&format!("{}{help}", fault.message));
    format!("::{level} {place},title={}::{message}\n", property(fault.code.name()))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_sign_of_a_text_is_a_sign_of_the_command() {
        assert_eq!(super::data("100%\r\nof: a, b"), "100%25%0D%0Aof: a, b");
        assert_eq!(super::property("C:\\a,b%.json"), "C%3A\\a%2Cb%25.json");
    }
}
