//! What a command printed, and its exit code.

use std::process::Output;

pub struct Run {
    pub out: String,
    pub err: String,
    pub code: i32,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Run {
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }
}

impl Run {
    /// Checks the exit code and that all of these stand in what was printed.
    #[track_caller]
    pub fn check(&self, code: i32, said: &[&str]) -> &Self {
        let all = format!("{}\n{}", self.out, self.err);
        assert_eq!(self.code, code, "{all}");
        for words in said {
            assert!(all.contains(words), "no {words:?} in:\n{all}");
        }
        assert!(!self.out.contains('\u{1b}'), "an escape sequence in piped output:\n{all}");
        self
    }
}
