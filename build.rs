//! Embeds the bank: every file under `rubrics/`, with an index of ids and titles, so that listing and looking up
//! parse nothing at start.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=rubrics");
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let rubrics = Path::new(&root).join("rubrics");
    let mut out = String::from("/// The embedded bank, sorted by kind and id.\npub static BANK: &[Embedded] = &[\n");
    for (folder, kind) in [("problems", "Problem"), ("questions", "Question")] {
        let mut files: Vec<_> = fs::read_dir(rubrics.join(folder))?.collect::<io::Result<Vec<_>>>()?;
        files.sort_by_key(fs::DirEntry::file_name);
        for file in files {
            let path = file.path();
            if path.extension().is_some_and(|e| e == "json") {
                entry(&mut out, &path, kind)?;
            }
        }
    }
    out.push_str("];\n");
    for name in ["vocabulary", "experience"] {
        let path = rubrics.join(format!("{name}.json"));
        let text = if path.exists() { format!("Some(include_str!({path:?}))") } else { "None".to_owned() };
        writeln!(out, "/// The embedded {name}.\npub static {}: Option<&str> = {text};", name.to_uppercase())
            .map_err(io::Error::other)?;
    }
    let target = Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("bank.rs");
    fs::write(target, out)
}

fn entry(out: &mut String, path: &Path, kind: &str) -> io::Result<()> {
    let text = fs::read_to_string(path)?;
    let value: serde_json::Value =
        serde_json::from_str(&text).map_err(|e| io::Error::other(format!("{}: {e}", path.display())))?;
    let field = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let (id, title, topic) = (field("id"), field("title"), field("topic"));
    writeln!(
        out,
        "    Embedded {{ kind: Kind::{kind}, id: {id:?}, title: {title:?}, topic: {topic:?}, json: include_str!({path:?}) }},"
    )
    .map_err(io::Error::other)
}
