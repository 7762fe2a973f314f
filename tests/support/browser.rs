//! A page in headless Chromium.

use std::fs;
use std::process::{Command, Output};

use tempfile::TempDir;

/// Chromium, if it is there.
pub struct Browser {
    folder: TempDir,
}

/// What became of a page.
pub struct Shown {
    /// The document after loading.
    pub dom: String,
    /// What the console and the network said.
    pub complaints: Vec<String>,
    /// Bytes of the screenshot.
    pub picture: u64,
}

impl Browser {
    /// Finds the browser. With SPARRING_REQUIRE_CHROMIUM it must be there.
    pub fn find() -> Option<Browser> {
        let there = Command::new("chromium").arg("--version").output().is_ok_and(|run| run.status.success());
        let required = std::env::var_os("SPARRING_REQUIRE_CHROMIUM").is_some();
        assert!(there || !required, "chromium is required and not there");
        if !there {
            eprintln!("skipped: there is no chromium");
        }
        there.then(|| Browser { folder: tempfile::tempdir().unwrap() })
    }

    /// Opens a page at a width in pixels.
    pub fn open(&self, page: &str, width: u32) -> Shown {
        let picture = self.folder.path().join("page.png");
        let _ = fs::remove_file(&picture);
        let run = self.run(page, width, &["--dump-dom"]);
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        let complaints = said.lines().filter(|line| line.contains("CONSOLE") || line.contains("Refused to"));
        let complaints = complaints.map(str::to_owned).collect();
        self.run(page, width, &[&format!("--screenshot={}", picture.display())]);
        Shown {
            dom: String::from_utf8(run.stdout).unwrap(),
            complaints,
            picture: fs::metadata(&picture).map_or(0, |file| file.len()),
        }
    }

    /// Whether anything is wider than the window: asked by a script, in a copy of the page that allows one.
    pub fn scrolls_sideways(&self, page: &str, width: u32) -> bool {
        let start = page.find("<meta http-equiv").unwrap();
        let end = start + page[start..].find('>').unwrap() + 1;
        let measure = "<script>document.documentElement.dataset.wide = \
            document.documentElement.scrollWidth + ' in ' + document.documentElement.clientWidth</script></body>";
        let copy = format!("{}{}", &page[..start], &page[end..]).replace("</body>", measure);
        let dom = String::from_utf8(self.run(&copy, width, &["--dump-dom"]).stdout).unwrap();
        let told = dom.split("data-wide=\"").nth(1).unwrap().split('"').next().unwrap();
        let (wide, window) = told.split_once(" in ").unwrap();
        let (wide, window): (u32, u32) = (wide.parse().unwrap(), window.parse().unwrap());
        assert!(window <= width, "the window is {window} wide instead of {width}");
        wide > window
    }

    fn run(&self, page: &str, width: u32, more: &[&str]) -> Output {
        let file = self.folder.path().join("page.html");
        fs::write(&file, page).unwrap();
        let profile = self.folder.path().join("profile");
        let mut command = Command::new("chromium");
        command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]);
        command.args(["--enable-logging=stderr", "--no-first-run"]);
        command.arg(format!("--user-data-dir={}", profile.display()));
        command.arg(format!("--window-size={width},2000")).args(more).arg(format!("file://{}", file.display()));
        let run = command.output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        run
    }
}
