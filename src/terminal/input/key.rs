//! One key, without Enter.

use std::fs::File;
use std::io::{self, Read as _};
use std::os::fd::AsFd as _;

use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::termios::{LocalFlags, SetArg, SpecialCharacterIndices, Termios, tcgetattr, tcsetattr};

use super::signals::Signals;

/// A key that was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Enter.
    Enter,
    /// A character.
    Char(char),
    /// Escape, Ctrl-D, or a terminal that went away.
    Leave,
    /// Ctrl-C, or another signal to stop.
    Interrupted,
    /// Anything else, such as an arrow.
    Other,
}

/// The terminal that standard input is, ready to hand over one key. Open it before the question is shown: what is pressed
/// at once would otherwise still be taken as part of a line.
pub struct Keys {
    /// As long as they are open no signal ends the program, which would leave the terminal as it is set up here.
    signals: Signals,
    at_once: AtOnce,
}

impl Keys {
    /// Sets the terminal up, until this is dropped.
    ///
    /// # Errors
    /// Standard input is no terminal.
    pub fn open() -> io::Result<Keys> {
        let signals = Signals::open()?;
        let at_once = AtOnce::new(File::from(io::stdin().as_fd().try_clone_to_owned()?))?;
        Ok(Keys { signals, at_once })
    }

    /// Waits for one key. What is typed after it stays to be read.
    ///
    /// # Errors
    /// Standard input cannot be read.
    pub fn next(&self) -> io::Result<Key> {
        let stdin = &self.at_once.terminal;
        let pipe = self.signals.pipe();
        let mut waited = [PollFd::new(stdin.as_fd(), PollFlags::POLLIN), PollFd::new(pipe.as_fd(), PollFlags::POLLIN)];
        loop {
            match poll(&mut waited, PollTimeout::NONE) {
                Ok(_) | Err(Errno::EINTR) => {}
                Err(error) => return Err(error.into()),
            }
            if self.signals.take_interrupt() || self.signals.take_stop().is_some() {
                return Ok(Key::Interrupted);
            }
            if waited[0].revents().is_some_and(|events| !events.is_empty()) {
                return Ok(read(stdin)?.map_or(Key::Leave, |first| decode(first, &mut || more(stdin))));
            }
        }
    }
}

/// Byte by byte: what follows the key belongs to whoever reads next.
fn read(mut stdin: &File) -> io::Result<Option<u8>> {
    let mut byte = [0];
    match stdin.read(&mut byte) {
        Ok(0) => Ok(None),
        Ok(_) => Ok(Some(byte[0])),
        Err(error) if error.raw_os_error() == Some(Errno::EIO as i32) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The next byte if it is there already: the bytes of one key arrive together.
fn more(stdin: &File) -> Option<u8> {
    let mut waited = [PollFd::new(stdin.as_fd(), PollFlags::POLLIN)];
    let there = poll(&mut waited, PollTimeout::ZERO).is_ok_and(|ready| ready > 0);
    if there { read(stdin).ok().flatten() } else { None }
}

fn decode(first: u8, more: &mut dyn FnMut() -> Option<u8>) -> Key {
    const ESCAPE: u8 = 0x1b;
    const END: u8 = 0x04;
    match first {
        b'\r' | b'\n' => Key::Enter,
        END => Key::Leave,
        ESCAPE => match more() {
            None => Key::Leave,
            Some(b'[' | b'O') => {
                // An arrow or a function key: parameters, then one letter or `~`.
                while more().is_some_and(|byte| !(0x40..=0x7e).contains(&byte)) {}
                Key::Other
            }
            Some(_) => Key::Other,
        },
        0..0x20 | 0x7f => Key::Other,
        _ => {
            let rest = first.leading_ones().saturating_sub(1).min(3);
            let bytes: Vec<u8> = std::iter::once(first).chain((0..rest).filter_map(|_| more())).collect();
            let character = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next());
            character.map_or(Key::Other, Key::Char)
        }
    }
}

/// A terminal that hands over keys at once and does not show them, until this is dropped.
struct AtOnce {
    terminal: File,
    before: Termios,
}

impl AtOnce {
    fn new(terminal: File) -> io::Result<Self> {
        let before = tcgetattr(&terminal)?;
        let mut at_once = before.clone();
        at_once.local_flags.remove(LocalFlags::ICANON | LocalFlags::ECHO);
        at_once.control_chars[SpecialCharacterIndices::VMIN as usize] = 1;
        at_once.control_chars[SpecialCharacterIndices::VTIME as usize] = 0;
        tcsetattr(&terminal, SetArg::TCSANOW, &at_once)?;
        Ok(AtOnce { terminal, before })
    }
}

impl Drop for AtOnce {
    fn drop(&mut self) {
        let _ = tcsetattr(&self.terminal, SetArg::TCSANOW, &self.before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key that some bytes are, and how many of them were left.
    fn check(bytes: &[u8], key: Key, left: usize) {
        let mut rest = bytes[1..].iter().copied();
        assert_eq!(decode(bytes[0], &mut || rest.next()), key, "{bytes:?}");
        assert_eq!(rest.count(), left, "{bytes:?}");
    }

    #[test]
    fn a_key_takes_its_own_bytes_and_no_more() {
        check(b"\rabc", Key::Enter, 3);
        check(b"\n", Key::Enter, 0);
        check(b"next", Key::Char('n'), 3);
        check("é!".as_bytes(), Key::Char('é'), 1);
        check(b"\x1b[Ax", Key::Other, 1);
        check(b"\x1b[15~x", Key::Other, 1);
        check(b"\x1bOPx", Key::Other, 1);
        check(b"\x1b", Key::Leave, 0);
        check(b"\x04x", Key::Leave, 1);
        check(b"\x01", Key::Other, 0);
        check(b"\xff", Key::Other, 0);
        check(b"\xc3", Key::Other, 0);
    }
}
