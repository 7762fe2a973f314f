//! A test in a mount namespace of its own: what it mounts is seen by nobody else, and gone with it.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::path::Path;
use std::process::{Command, Stdio};

/// Set inside the namespace.
const INSIDE: &str = "SPARRING_TEST_INSIDE";

/// Runs the body in a namespace where it may mount. The test calls this with its own name, and is run once more inside.
/// Without the right to mount the test is skipped, loudly; `SPARRING_REQUIRE_TMPFS=1` makes it fail.
#[track_caller]
pub fn with_mounts(test: &str, body: impl FnOnce()) {
    if std::env::var(INSIDE).is_ok_and(|inside| inside == test) {
        return body();
    }
    let may_mount = |flags: &&str| {
        let tried = "mount -t tmpfs -o size=64k tmpfs /mnt";
        let tried = Command::new("unshare").args([flags, "sh", "-c", tried]).stderr(Stdio::null()).status();
        tried.is_ok_and(|status| status.success())
    };
    let Some(flags) = ["-m", "-rm"].iter().find(|flags| may_mount(flags)) else {
        assert!(std::env::var_os("SPARRING_REQUIRE_TMPFS").is_none(), "no file system can be mounted for {test}");
        eprintln!(
            "SKIPPED: {test}: no file system can be mounted here (SPARRING_REQUIRE_TMPFS=1 makes this a failure)"
        );
        return;
    };
    let own = std::env::current_exe().unwrap();
    let mut again = Command::new("unshare");
    again.arg(flags).arg(own).args(["--exact", test, "--nocapture", "--test-threads", "1"]).env(INSIDE, test);
    let output = again.output().unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

/// Mounts, with the arguments of `mount`.
#[track_caller]
pub fn mount(args: &[&str]) {
    let output = Command::new("mount").args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A file system of this many kilobytes in a folder.
#[track_caller]
pub fn small_disk(folder: &Path, kilobytes: usize) {
    mount(&["-t", "tmpfs", "-o", &format!("size={kilobytes}k,mode=755"), "tmpfs", folder.to_str().unwrap()]);
}

/// Fills a disk to its last byte but for some pages.
pub fn fill(folder: &Path, pages_left: usize) {
    let filler = folder.join("filler");
    let mut bytes = std::fs::read(&filler).map_or(0, |bytes| bytes.len());
    while std::fs::write(&filler, vec![1; bytes + 4096]).is_ok() {
        bytes += 4096;
    }
    let kept = bytes.saturating_sub(pages_left * 4096);
    std::fs::File::options().write(true).open(&filler).and_then(|f| f.set_len(kept as u64)).unwrap();
}

/// Frees what [`fill`] took.
pub fn free(folder: &Path) {
    let _ = std::fs::remove_file(folder.join("filler"));
}
