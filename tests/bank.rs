//! The bank that the program is built with: it checks clean, its schemas are true, its ids are the published ones.

use std::fs;
use std::path::{Path, PathBuf};

use sparring::check;
use sparring::matching::Field;
use sparring::rubric::{self, Kind, Library, files_below, schema};

fn files() -> Vec<PathBuf> {
    let files: Vec<PathBuf> = files_below(Path::new("rubrics"));
    assert!(files.len() >= 8, "{files:?}");
    files
}

#[test]
fn every_file_of_the_bank_checks_without_a_finding() {
    let vocabulary = Field::new(Library::new(Vec::new()).vocabulary().unwrap().get());
    let mut report = Vec::new();
    for path in files() {
        let text = fs::read_to_string(&path).unwrap();
        for f in check::check(&path, &text, &vocabulary) {
            let line = text.lines().nth(f.line - 1).unwrap_or_default().trim();
            report.push(format!(
                "{}:{}:{} {}: {}\n    {line}",
                path.display(),
                f.line,
                f.column,
                f.fault.code,
                f.fault.message
            ));
        }
    }
    assert!(report.is_empty(), "{} findings\n{}", report.len(), report.join("\n"));
}

#[test]
fn shipped_schemas_are_those_of_the_types() {
    for name in schema::NAMES {
        let path = format!("rubrics/schema/{name}.schema.json");
        let shipped = fs::read_to_string(&path).unwrap_or_default();
        let made = schema::text(name).unwrap();
        assert!(shipped == made, "{path} is out of date: run `cargo run -- rubric schema {name} > {path}`");
    }
}

#[test]
fn every_file_is_valid_to_an_independent_validator() {
    for path in files() {
        let instance: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let named = instance["$schema"].as_str().unwrap_or_else(|| panic!("{} names no $schema", path.display()));
        let schema_path = path.parent().unwrap().join(named);
        let schema: serde_json::Value = serde_json::from_str(&fs::read_to_string(schema_path).unwrap()).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&instance).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{}: {}", path.display(), errors.join("\n"));
    }
}

#[test]
fn the_models_that_all_rubrics_follow_are_there_and_rich() {
    let library = Library::new(Vec::new());
    let entries = library.list();
    for id in ["url-shortener", "rate-limiter"] {
        assert!(entries.iter().any(|e| e.id == id && e.kind == Kind::Problem), "{id}");
        let rubric::Rubric::Problem(problem) = library.load(id).unwrap().rubric else { panic!("{id}") };
        assert!(problem.facts.len() >= 12, "{id}: {} facts", problem.facts.len());
        for (step, content) in problem.steps.iter() {
            assert!(content.points.len() >= 8, "{id} {step}: {} points", content.points.len());
        }
    }
    for id in ["cap-tradeoffs", "consistent-hashing", "slow-database", "eventual-consistency", "buffered-batch-writes"]
    {
        assert!(entries.iter().any(|e| e.id == id && e.kind == Kind::Question), "{id}");
    }
}

#[test]
fn every_point_has_samples_on_both_sides() {
    let library = Library::new(Vec::new());
    let mut bare = Vec::new();
    for entry in library.list() {
        let rubric = library.load(&entry.id).unwrap().rubric;
        for point in rubric.points() {
            if point.samples.hits.len() < 2 || point.samples.misses.is_empty() {
                bare.push(format!("{}/{}", entry.id, point.id));
            }
        }
    }
    assert!(bare.is_empty(), "{bare:?}");
}

#[test]
fn the_reference_of_keys_is_what_the_schemas_say() {
    let path = "docs/rubric-reference.md";
    let now = sparring::rubric::reference::all();
    if std::env::var_os("SPARRING_BLESS").is_some() {
        fs::write(path, &now).unwrap();
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == now,
        "{path} is not what the schemas say: SPARRING_BLESS=1 cargo test --test bank writes it anew"
    );
    // Every link leads somewhere.
    let links = now.match_indices("](#").map(|(at, _)| now[at + 3..].split(')').next().unwrap());
    for link in links.filter(|link| !link.is_empty()) {
        assert!(now.contains(&format!("<a id=\"{link}\"></a>")), "{link}");
    }
}
