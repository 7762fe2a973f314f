//! `sparring rubric draft`.

use std::io::{self, BufRead as _};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::Deserialize;

use super::findings;
use super::new::{must_be_id, write_new};
use crate::cli::workspace::Workspace;
use crate::draft;
use crate::error::{Error, Result};
use crate::matching::Field;
use crate::messages::tr;
use crate::rubric::decode::encode;
use crate::rubric::read_file;
use crate::terminal::Output;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Id of the new question: lower-case letters, digits and single hyphens.
    #[arg(long, required_unless_present = "format")]
    id: Option<String>,
    /// The question.
    #[arg(long, value_name = "TEXT", required_unless_present = "format")]
    question: Option<String>,
    /// File with the model answer.
    #[arg(long, value_name = "FILE", required_unless_present = "format")]
    answer: Option<PathBuf>,
    /// Folder to write ID.json into; a file that is there already is never overwritten. Without it the draft is printed.
    #[arg(long, value_name = "DIR", required_if_eq("format", "jsonl"))]
    out: Option<PathBuf>,
    /// Read {"id", "question", "reference"} objects, one a line, from standard input.
    #[arg(long, value_enum, conflicts_with_all = ["id", "question", "answer"])]
    format: Option<Format>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object a line.
    Jsonl,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    question: String,
    reference: String,
}

pub fn run(args: Args, workspace: &Workspace, output: &mut Output) -> Result<()> {
    let field = Field::new(workspace.library().vocabulary()?.get());
    if let (Some(Format::Jsonl), Some(out)) = (args.format, &args.out) {
        return many(out, &field, output);
    }
    let (Some(id), Some(question), Some(answer)) = (args.id, args.question, args.answer) else {
        return Err(Error::usage(tr!("name --id, --question and --answer")));
    };
    let text = drafted(&id, &question, &read_file(&answer)?, &field)?;
    match args.out {
        Some(out) => {
            let path = write(&out, &id, &text)?;
            output.say(&tr!("{} written. `sparring rubric check` says what to look at.", path.display()))
        }
        None => output.json(&text),
    }
}

fn drafted(id: &str, question: &str, answer: &str, field: &Field) -> Result<String> {
    must_be_id(id)?;
    Ok(encode(&draft::question(id, question.trim(), answer.trim(), field)))
}

fn write(out: &Path, id: &str, text: &str) -> Result<PathBuf> {
    let path = out.join(format!("{id}.json"));
    write_new(&path, text)?;
    Ok(path)
}

fn many(out: &Path, field: &Field, output: &mut Output) -> Result<()> {
    let mut refused = 0;
    let mut written = 0;
    for (number, line) in io::stdin().lock().lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let made = serde_json::from_str::<Line>(&line)
            .map_err(|e| Error::data(e.to_string()))
            .and_then(|l| drafted(&l.id, &l.question, &l.reference, field).and_then(|text| write(out, &l.id, &text)));
        match made {
            Ok(_) => written += 1,
            Err(error) => {
                refused += 1;
                output.complain(&Error::data(tr!("line {}: {error}", number + 1, error)));
            }
        }
    }
    output.say(&tr!("{written} rubric(s) written into {}", out.display(), written))?;
    if refused > 0 { Err(findings(tr!("{refused} line(s) could not be drafted", refused))) } else { Ok(()) }
}
