//! `id-style`: ids are lower case, digits and single hyphens; `id-file`: the file is named after its id.

use super::{Sheet, misconceptions_of, unique_ids::placed};
use crate::messages::tr;
use crate::rubric::code::Code;
use crate::rubric::fault::{Fault, Fix, Path};
use crate::rubric::{Contrast, Rubric, is_id};

/// The longest id.
const LONGEST: usize = 64;

pub(super) fn check(sheet: &Sheet<'_>, faults: &mut Vec<Fault>) {
    let root = Path::default();
    let (rubric, stem) = (sheet.rubric, sheet.stem);
    if let Some(fault) = style(rubric.id(), &root.key("id")) {
        let named = is_id(stem);
        faults.push(if named { fault.mended(Fix::Instead(format!("\"{stem}\""))) } else { fault });
    }
    if is_id(rubric.id()) && stem != rubric.id() && !stem.is_empty() && stem != "-" {
        let id = rubric.id();
        let message = tr!("the id is `{id}` but the file is named {stem}.json", id, stem);
        let help = match is_id(stem) {
            true => tr!("rename the file to {id}.json, or write `{stem}` here", id, stem),
            false => tr!("rename the file to {id}.json", id),
        };
        let fault = Fault::new(Code::IdFile, &root.key("id"), message, help);
        let named = is_id(stem);
        faults.push(if named { fault.mended(Fix::Instead(format!("\"{stem}\""))) } else { fault });
    }
    let points = sheet.points.iter().map(|p| (p.path.clone(), p.point.id.as_str()));
    all(points.chain(misconceptions_of(rubric).map(|(path, m)| (path, m.id.as_str()))), faults);
    all(placed(&root.key("follow_ups"), rubric.follow_ups(), |f| &f.id), faults);
    contrasts(rubric.contrasts(), faults);
    let Rubric::Problem(problem) = rubric else { return };
    all(placed(&root.key("facts"), &problem.facts, |f| &f.id), faults);
    all(placed(&root.key("components"), &problem.components, |c| &c.id), faults);
    all(placed(&root.key("curve_balls"), &problem.curve_balls, |c| &c.id), faults);
    for name in problem.inputs.keys().filter(|name| !is_name(name)) {
        let message = tr!("no formula can name `{name}`", name);
        let instead: String = name.to_lowercase().replace([' ', '-'], "_");
        let help = match is_name(&instead) {
            true => tr!("write `{instead}`: names are a-z, 0-9 and _", instead),
            false => tr!("names are a-z, 0-9 and _, and begin with a letter"),
        };
        faults.push(Fault::of_key(Code::IdStyle, &root.key("inputs").key(name), message, help));
    }
}

/// The ids of contrasts: of a rubric, or of the vocabulary.
pub(super) fn contrasts(contrasts: &[Contrast], faults: &mut Vec<Fault>) {
    all(placed(&Path::default().key("contrasts"), contrasts, |c| &c.id), faults);
}

/// What a formula can name.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// The style of some ids.
pub(super) fn all<'a>(ids: impl Iterator<Item = (Path, &'a str)>, faults: &mut Vec<Fault>) {
    faults.extend(ids.filter_map(|(path, id)| style(id, &path.key("id"))));
}

fn style(id: &str, path: &Path) -> Option<Fault> {
    if is_id(id) {
        return None;
    }
    let message = match id {
        "" => tr!("this id is empty"),
        id if id.len() > LONGEST => tr!("this id is too long: {} signs", id.chars().count()),
        id => tr!("`{id}` is no id", id),
    };
    let rule = tr!("write lower-case letters, digits and single hyphens, at most 64");
    let help =
        hyphened(id).map_or_else(|| rule.to_owned(), |instead| tr!("write `{instead}`: {}", &rule[6..], instead));
    Some(Fault::new(Code::IdStyle, path, message, help))
}

/// The id in the style of ids.
fn hyphened(id: &str) -> Option<String> {
    let lower = id.to_lowercase();
    let pieces: Vec<&str> = lower.split([' ', '-', '_']).filter(|piece| !piece.is_empty()).collect();
    Some(pieces.join("-")).filter(|id| is_id(id))
}
