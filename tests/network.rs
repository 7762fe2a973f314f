//! No session opens a socket: looked at from outside, system call by system call.

use std::process::{Command, Stdio};

#[test]
fn a_whole_session_opens_no_socket() {
    let has_strace = Command::new("strace").arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !has_strace.is_ok_and(|s| s.success()) {
        assert!(std::env::var_os("SPARRING_REQUIRE_STRACE").is_none(), "strace is not installed");
        eprintln!("not tested: strace is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let answers = folder.path().join("answers.txt");
    std::fs::write(&answers, "how many users?\na cache before the database\n/next\n/next\n/next\n/next\n/next\n")
        .unwrap();
    let calls = folder.path().join("calls");
    let status = Command::new("strace")
        .args(["-f", "-e", "trace=network", "-o"])
        .arg(&calls)
        .arg(env!("CARGO_BIN_EXE_sparring"))
        .args(["interview", "url-shortener", "--transcripts"])
        .arg(folder.path().join("t"))
        .stdin(std::fs::File::open(&answers).unwrap())
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    let calls = std::fs::read_to_string(&calls).unwrap();
    // A socket pair joins two ends of this process: it is how signals wake the line reader.
    let sockets: Vec<&str> = calls.lines().filter(|l| l.contains("socket(") || l.contains("connect(")).collect();
    assert!(calls.contains("exited with 0"), "{calls}");
    assert!(sockets.is_empty(), "{sockets:?}");
}
