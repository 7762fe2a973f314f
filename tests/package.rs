//! The Debian package: what is in it, and that it works where nothing else is.
//!
//! Needs cargo-deb and dpkg-deb. Without them the test says so and passes; `SPARRING_REQUIRE_DEB=1` makes them a must.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

fn there(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

#[test]
fn the_package_installs_a_program_that_needs_nothing_else() {
    if !there("cargo-deb") || !there("dpkg-deb") {
        assert!(std::env::var_os("SPARRING_REQUIRE_DEB").is_none(), "cargo-deb and dpkg-deb are needed");
        eprintln!("skipped: cargo-deb or dpkg-deb is not there");
        return;
    }
    let made = run(Command::new("packaging/deb").arg("dev").current_dir(env!("CARGO_MANIFEST_DIR")));
    let package = String::from_utf8(made.stdout).unwrap();
    let root = tempfile::tempdir().unwrap();
    let (root, home) = (root.path().join("root"), root.path().join("home"));
    fs::create_dir_all(&home).unwrap();
    run(Command::new("dpkg-deb").arg("-x").arg(package.trim()).arg(&root));
    let fields = run(Command::new("dpkg-deb").arg("-f").arg(package.trim()));
    let fields = String::from_utf8(fields.stdout).unwrap();
    assert!(fields.contains("Package: sparring") && fields.contains("Depends: libc6"), "{fields}");

    let file = |path: &str| root.join("usr/share").join(path);
    for path in [
        "man/man1/sparring.1.gz",
        "man/man1/sparring-interview.1.gz",
        "man/man1/sparring-rubric-check.1.gz",
        "bash-completion/completions/sparring",
        "zsh/vendor-completions/_sparring",
        "fish/vendor_completions.d/sparring.fish",
        "doc/sparring/copyright",
        "doc/sparring/docs/write-a-rubric.md",
        "doc/sparring/docs/faults/gives-away.md",
    ] {
        assert!(fs::metadata(file(path)).is_ok_and(|meta| meta.len() > 100), "{path}");
    }

    // An empty home folder, no variables, and not in a checkout.
    let sparring = |args: &[&str]| {
        let mut command = Command::new(root.join("usr/bin/sparring"));
        command.args(args).current_dir(&home).env_clear().env("HOME", &home);
        command
    };
    let list = run(&mut sparring(&["rubric", "list"]));
    assert!(String::from_utf8(list.stdout).unwrap().contains("url-shortener"));
    let mut child = sparring(&["interview", "url-shortener", "--seed", "1"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"how many links a day?\n/quit\n").unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    let kept = |folder: &Path| fs::read_dir(folder).unwrap().count();
    assert_eq!(kept(&home.join(".local/share/sparring/transcripts")), 2, "journal and transcript");
}
