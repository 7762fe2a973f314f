//! A page in headless Chromium.

use std::fs;
use std::path::{Path, PathBuf};
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

    /// Opens a page; its picture is taken at a width in pixels.
    pub fn open(&self, page: &str, width: u32) -> Shown {
        let picture = self.folder.path().join("page.png");
        let _ = fs::remove_file(&picture);
        let whole = self.run(&self.write("page", page), &["--dump-dom"]);
        let framed = self.run(&self.framed(page, width), &[&format!("--screenshot={}", picture.display())]);
        let said = format!("{}{}", String::from_utf8_lossy(&whole.stderr), String::from_utf8_lossy(&framed.stderr));
        let complaints = said.lines().filter(|line| line.contains("CONSOLE") || line.contains("Refused to"));
        Shown {
            dom: String::from_utf8(whole.stdout).unwrap(),
            complaints: complaints.map(str::to_owned).collect(),
            picture: fs::metadata(&picture).map_or(0, |file| file.len()),
        }
    }

    /// Whether anything is wider than the window: asked by a script, in a copy of the page that allows one.
    pub fn scrolls_sideways(&self, page: &str, width: u32) -> bool {
        let start = page.find("<meta http-equiv").unwrap();
        let end = start + page[start..].find('>').unwrap() + 1;
        let measure = "<script>const root = document.documentElement; \
            parent.postMessage(root.scrollWidth + ' in ' + root.clientWidth, '*')</script></body>";
        let copy = format!("{}{}", &page[..start], &page[end..]).replace("</body>", measure);
        let run = self.run(&self.framed(&copy, width), &["--dump-dom"]);
        let dom = String::from_utf8(run.stdout).unwrap();
        let told = dom.split("data-wide=\"").nth(1).expect("the frame has told its width").split('"').next().unwrap();
        let (wide, window) = told.split_once(" in ").unwrap();
        let (wide, window): (u32, u32) = (wide.parse().unwrap(), window.parse().unwrap());
        assert!(window <= width, "the window is {window} wide instead of {width}");
        wide > window
    }

    /// A file that holds a page in a frame: a window is never narrower than 500 pixels.
    fn framed(&self, page: &str, width: u32) -> PathBuf {
        self.write("page", page);
        let frame = format!(
            "<!DOCTYPE html><html><body style=\"margin:0\"><script>\
             onmessage = event => document.documentElement.dataset.wide = event.data</script>\
             <iframe src=\"page.html\" style=\"border:0;width:{width}px;height:1990px\"></iframe></body></html>"
        );
        self.write("frame", &frame)
    }

    fn write(&self, name: &str, page: &str) -> PathBuf {
        let file = self.folder.path().join(name).with_extension("html");
        fs::write(&file, page).unwrap();
        file
    }

    fn run(&self, file: &Path, more: &[&str]) -> Output {
        let profile = self.folder.path().join("profile");
        let mut command = Command::new("chromium");
        command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]);
        command.args(["--enable-logging=stderr", "--no-first-run", "--window-size=1200,2000"]);
        command.arg(format!("--user-data-dir={}", profile.display())).args(more);
        let run = command.arg(format!("file://{}", file.display())).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        run
    }
}
