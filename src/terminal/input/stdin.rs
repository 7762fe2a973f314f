//! Standard input as bytes, without losing any of them.

use std::fs::File;
use std::io::{self, Read as _};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::Mutex;

use nix::errno::Errno;
use nix::sys::termios::{LocalFlags, SetArg, SpecialCharacterIndices, tcgetattr, tcsetattr};

use super::live::lock;

/// What was read and not yet asked for. It belongs to the process like standard input itself: an input that is opened
/// later goes on where the last one stopped.
static AHEAD: Mutex<Ahead> = Mutex::new(Ahead { bytes: Vec::new(), searched: 0 });

/// Most bytes of one read.
const CHUNK: usize = 64 * 1024;

struct Ahead {
    bytes: Vec<u8>,
    /// Bytes known to hold no newline, so that a long line is not searched over and over.
    searched: usize,
}

/// One line from standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawLine {
    /// The text, without its line ending and without NUL.
    pub(super) text: String,
    /// Whether U+FFFD stands for bytes that are not UTF-8.
    pub(super) repaired: bool,
}

impl Ahead {
    fn take_line(&mut self) -> Option<RawLine> {
        let Some(found) = self.bytes[self.searched..].iter().position(|&byte| byte == b'\n') else {
            self.searched = self.bytes.len();
            return None;
        };
        let end = self.searched + found;
        let line = decode(&self.bytes[..end]);
        self.bytes.drain(..=end);
        self.searched = 0;
        Some(line)
    }

    fn take_rest(&mut self) -> Option<RawLine> {
        let bytes = std::mem::take(&mut self.bytes);
        self.searched = 0;
        (!bytes.is_empty()).then(|| decode(&bytes))
    }
}

fn decode(bytes: &[u8]) -> RawLine {
    let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    text.retain(|c| c != '\0');
    RawLine { text, repaired: std::str::from_utf8(bytes).is_err() }
}

/// What a read brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Read {
    /// More bytes.
    Some,
    /// Nothing yet.
    Nothing,
    /// The end of the input; at a terminal, of what there is for now.
    End,
    /// The end for good: the terminal went away.
    HungUp,
}

/// Standard input.
pub(super) struct Stdin {
    file: File,
}

impl Stdin {
    pub(super) fn open() -> io::Result<Self> {
        Ok(Stdin { file: File::from(io::stdin().as_fd().try_clone_to_owned()?) })
    }

    /// What to wait on.
    pub(super) fn fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }

    /// The next line that is complete.
    pub(super) fn take_line(&self) -> Option<RawLine> {
        lock(&AHEAD).take_line()
    }

    /// What comes after the last complete line.
    pub(super) fn take_rest(&self) -> Option<RawLine> {
        lock(&AHEAD).take_rest()
    }

    /// Reads what there is, once.
    pub(super) fn read(&self) -> io::Result<Read> {
        let mut chunk = vec![0; CHUNK];
        match (&self.file).read(&mut chunk) {
            Ok(0) => Ok(if self.is_dead() { Read::HungUp } else { Read::End }),
            Ok(length) => {
                lock(&AHEAD).bytes.extend_from_slice(&chunk[..length]);
                Ok(Read::Some)
            }
            Err(error) if matches!(error.kind(), io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock) => {
                Ok(Read::Nothing)
            }
            Err(error) if error.raw_os_error() == Some(Errno::EIO as i32) => Ok(Read::HungUp),
            Err(error) => Err(error),
        }
    }

    /// Whether this was a terminal that went away. Its input is at an end, and everything else fails.
    fn is_dead(&self) -> bool {
        tcgetattr(&self.file).is_err_and(|error| error == Errno::EIO)
    }

    /// Reads what is typed at the terminal without waiting for Enter, which the terminal holds back otherwise.
    pub(super) fn read_unentered(&self) -> io::Result<()> {
        let entered = tcgetattr(&self.file)?;
        let mut at_once = entered.clone();
        at_once.local_flags.remove(LocalFlags::ICANON);
        at_once.control_chars[SpecialCharacterIndices::VMIN as usize] = 0;
        at_once.control_chars[SpecialCharacterIndices::VTIME as usize] = 0;
        tcsetattr(&self.file, SetArg::TCSANOW, &at_once)?;
        let read = self.read();
        tcsetattr(&self.file, SetArg::TCSANOW, &entered)?;
        read.map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> (Vec<String>, Option<String>) {
        let mut ahead = Ahead { bytes: Vec::new(), searched: 0 };
        let mut lines = Vec::new();
        for byte in bytes {
            ahead.bytes.push(*byte);
            lines.extend(ahead.take_line().map(|line| line.text));
        }
        (lines, ahead.take_rest().map(|line| line.text))
    }

    #[test]
    fn lines_come_out_whole_whatever_the_reads() {
        let (entered, rest) = lines("one\r\n\ntwo é\nthree".as_bytes());
        assert_eq!(entered, ["one", "", "two é"]);
        assert_eq!(rest.as_deref(), Some("three"));
        assert_eq!(lines(b"").1, None);
    }

    #[test]
    fn several_lines_of_one_read_stay_apart() {
        let mut ahead = Ahead { bytes: b"a\nb\nc".to_vec(), searched: 0 };
        assert_eq!(ahead.take_line().map(|line| line.text).as_deref(), Some("a"));
        assert_eq!(ahead.take_line().map(|line| line.text).as_deref(), Some("b"));
        assert_eq!(ahead.take_line(), None);
        ahead.bytes.extend(b"d\n");
        assert_eq!(ahead.take_line().map(|line| line.text).as_deref(), Some("cd"));
        assert_eq!(ahead.take_rest(), None);
    }

    #[test]
    fn bytes_that_are_not_utf8_are_replaced_and_reported() {
        let line = decode(b"caf\xe9 \xff");
        assert_eq!(line, RawLine { text: "caf\u{fffd} \u{fffd}".to_owned(), repaired: true });
        assert!(!decode("caf\u{fffd}".as_bytes()).repaired);
    }

    #[test]
    fn nul_is_kept_out() {
        assert_eq!(decode(b"a\0b"), RawLine { text: "ab".to_owned(), repaired: false });
    }
}
