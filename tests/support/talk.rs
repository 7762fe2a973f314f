//! A session over pipes: lines in, lines out, and what is left on the disk.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use sparring::dialogue::Event;
use sparring::journal::{EstimateRecord, Record, read};

/// Far above anything that is measured: only a test that fails waits this long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program that reads lines and says lines.
pub struct Talk {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
    complaints: JoinHandle<String>,
    heard: Vec<String>,
}

/// How it ended.
#[derive(Debug)]
pub struct Ended {
    /// `None`: it was killed.
    pub code: Option<i32>,
    /// All that it printed.
    pub out: Vec<String>,
    /// All that it complained of.
    pub err: String,
}

impl Talk {
    /// Starts a command whose input and output are still free.
    pub fn start(command: &mut Command) -> Talk {
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        let (out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let (to_lines, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                let _ = to_lines.send(line);
            }
        });
        let complaints = std::thread::spawn(move || {
            let mut text = Vec::new();
            let _ = err.read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        Talk { input: child.stdin.take(), child, lines, complaints, heard: Vec::new() }
    }

    pub fn id(&self) -> i32 {
        i32::try_from(self.child.id()).unwrap()
    }

    /// Sends bytes; a program that has ended takes none.
    pub fn send(&mut self, text: &str) {
        let input = self.input.as_mut().unwrap();
        let _ = input.write_all(text.as_bytes()).and_then(|()| input.flush());
    }

    /// Enters a line of some words on one row, and waits until it is echoed. False: the program ended instead.
    #[track_caller]
    pub fn say(&mut self, text: &str) -> bool {
        self.send(&format!("{text}\n"));
        self.hears(&format!("> {}", &text[..text.len().min(40)]))
    }

    /// Waits for a line of the output that starts so. False: the program ended instead.
    #[track_caller]
    pub fn hears(&mut self, start: &str) -> bool {
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) => {
                    let found = line.starts_with(start);
                    self.heard.push(line);
                    if found {
                        return true;
                    }
                }
                Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => return false,
                Err(std::sync::mpsc::RecvTimeoutError::Timeout) => panic!("no {start:?} in {:#?}", self.heard),
            }
        }
    }

    /// Closes the input and waits for the end.
    pub fn end(mut self) -> Ended {
        drop(self.input.take());
        self.ended()
    }

    /// Kills it, as `kill -9` does.
    pub fn kill(mut self) -> Ended {
        self.child.kill().unwrap();
        self.ended()
    }

    fn ended(mut self) -> Ended {
        let code = self.child.wait().unwrap().code();
        self.heard.extend(self.lines.iter());
        Ended { code, out: self.heard, err: self.complaints.join().unwrap() }
    }
}

impl Ended {
    /// Checks the exit code and that all of these stand in what was printed.
    #[track_caller]
    pub fn check(&self, code: i32, said: &[&str]) -> &Ended {
        let all = format!("{}\n{}", self.out.join("\n"), self.err);
        assert_eq!(self.code, Some(code), "{all}");
        // Where lines are broken, says nothing.
        let flat = all.replace('\n', " ");
        for words in said {
            assert!(all.contains(words) || flat.contains(words), "no {words:?} in:\n{all}");
        }
        self
    }

    /// The files that the complaint names and that are there.
    pub fn named(&self, here: &Path) -> Vec<PathBuf> {
        let words = self.err.split_whitespace().map(|word| word.trim_matches([',', ';', ':', '.', '`', '"']));
        words.map(|word| here.join(word)).filter(|path| path.is_file()).collect()
    }

    /// Checks that a text is in a file that the complaint names, or in the complaint itself.
    #[track_caller]
    pub fn keeps(&self, text: &str, here: &Path) {
        let holds = |path: &PathBuf| fs::read_to_string(path).is_ok_and(|found| found.contains(text));
        let kept = self.err.contains(text) || self.named(here).iter().any(holds);
        assert!(kept, "{text:?} is nowhere that this names:\n{}", self.err);
    }
}

/// The files of a folder with an extension, by name.
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path());
    let mut found: Vec<PathBuf> = entries.filter(|p| p.extension().is_some_and(|e| e == extension)).collect();
    found.sort();
    found
}

/// The only journal of a folder.
#[track_caller]
pub fn journal(folder: &Path) -> PathBuf {
    let mut found = files(folder, "jsonl");
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

/// The lines that a journal says were entered; what stands after the last whole line is none.
#[track_caller]
pub fn entered(path: &Path) -> Vec<String> {
    if path.to_string_lossy().contains("-estimate") {
        let text = fs::read_to_string(path).unwrap();
        let whole = text.split_inclusive('\n').skip(1).filter(|line| line.ends_with('\n'));
        let record = |line: &str| serde_json::from_str(line).unwrap_or_else(|e| panic!("{line:?}: {e}"));
        return whole
            .filter_map(|line| match record(line) {
                EstimateRecord::Line { text, .. } | EstimateRecord::Left { draft: text, .. } => Some(text),
                _ => None,
            })
            .collect();
    }
    let read = read(path).unwrap();
    assert_eq!(read.damaged_at, None, "{}", path.display());
    let line = |record: &Record| match record {
        Record::Event { event: Event::Line { text } | Event::TimeUp { draft: text }, .. } => Some(text.clone()),
        _ => None,
    };
    read.records.iter().filter_map(line).collect()
}
