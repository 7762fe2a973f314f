//! The rules of ARCHITECTURE.md that the compiler does not check.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules in their order, as `lib.rs` declares them.
fn modules() -> Vec<String> {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).map(str::to_owned).collect()
}

fn files_of(module: &str) -> Vec<PathBuf> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|e| e == "rs") {
                files.push(path);
            }
        }
    }
    let folder = Path::new("src").join(module);
    let mut files = Vec::new();
    if folder.is_dir() {
        collect(&folder, &mut files);
    } else {
        files.push(folder.with_extension("rs"));
    }
    files.sort();
    files
}

/// The code of a file without comments and without its tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Names of our modules that a file uses.
fn used(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for piece in code.split("crate::").skip(1) {
        let direct: String = piece.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        names.insert(direct);
    }
    names
}

#[test]
fn a_module_uses_only_modules_above_it() {
    let modules = modules();
    assert!(modules.len() >= 14, "{modules:?}");
    let mut faults = Vec::new();
    for (position, module) in modules.iter().enumerate() {
        for file in files_of(module) {
            for name in used(&code(&file)) {
                if modules[position + 1..].contains(&name) {
                    faults.push(format!("{} uses {name}, which stands below {module}", file.display()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn pure_modules_touch_no_clock_file_or_terminal() {
    let forbidden = [
        "std::fs",
        "std::env",
        "std::io",
        "std::process",
        "Instant",
        "SystemTime",
        "Local::now",
        "println!",
        "eprintln!",
    ];
    let mut faults = Vec::new();
    for module in ["text", "quantity", "diagram", "matching", "scoring", "check", "dialogue", "review", "study"] {
        for file in files_of(module) {
            let code = code(&file);
            faults.extend(forbidden.iter().filter(|f| code.contains(**f)).map(|f| format!("{}: {f}", file.display())));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_the_codecs_know_json() {
    let allowed = [
        "src/messages.rs",
        "src/rubric/",
        "src/journal/",
        "src/cli/grade.rs",
        "src/cli/rubric/",
        "src/cli/progress.rs",
    ];
    let mut faults = Vec::new();
    for module in modules() {
        for file in files_of(&module) {
            let name = file.display().to_string();
            if code(&file).contains("serde_json") && !allowed.iter().any(|a| name.starts_with(a)) {
                faults.push(name);
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_one_file_reads_the_time() {
    let mut faults = Vec::new();
    for module in modules() {
        for file in files_of(&module) {
            let code = code(&file);
            let reads = code.contains("Local::now") || code.contains("Utc::now") || code.contains("SystemTime::now");
            if reads && file != Path::new("src/clock.rs") {
                faults.push(file.display().to_string());
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_stay_short_enough_to_read() {
    // Flat tables may be longer: they are looked up, not read.
    let tables = ["src/dialogue/phrases.rs", "src/dialogue/lines.rs"];
    let mut lengths = Vec::new();
    for module in modules() {
        for file in files_of(&module) {
            let lines = code(&file).lines().filter(|line| !line.trim().is_empty()).count();
            lengths.push(lines);
            let name = file.display().to_string();
            assert!(lines <= 320 || tables.contains(&name.as_str()), "{name} has {lines} lines of code");
        }
    }
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= 130, "the median file has {median} lines of code");
}
