//! Ends a line from outside: at time-up, or when the program is told to stop.

use std::io::{self, Read as _};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill, raise};
use nix::unistd::Pid;

use super::live::lock;
use super::signals::Signals;

/// Time for the line editor to answer one kick before the next, stronger one.
const PATIENCE: Duration = Duration::from_millis(250);

/// Why the alarm rang.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// The time is up.
    TimeUp,
    /// The program was told to stop.
    Stop,
}

#[derive(Debug, Clone, Copy)]
enum Phase {
    /// No line is typed.
    Idle,
    /// A line is typed, until `end` if it is timed.
    Armed { end: Option<Instant> },
    /// The line has to end; it is kicked again at `again`.
    Ringing { cause: Cause, kicks: u32, again: Instant },
    /// The input was closed.
    Closed,
}

#[derive(Debug)]
struct State {
    phase: Phase,
    lines: u64,
}

/// A line that is being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Round {
    number: u64,
    /// When the time is up.
    pub(super) end: Option<Instant>,
}

/// The alarm clock of the line editor.
pub(super) struct Alarm {
    state: Mutex<State>,
    changed: Condvar,
}

impl Alarm {
    /// Starts the two threads: one waits for the time, one for signals.
    pub(super) fn start(signals: &Signals) -> io::Result<Arc<Self>> {
        let alarm =
            Arc::new(Alarm { state: Mutex::new(State { phase: Phase::Idle, lines: 0 }), changed: Condvar::new() });
        let clock = Arc::clone(&alarm);
        thread::Builder::new().name("alarm".to_owned()).spawn(move || clock.run())?;

        let (listener, mut pipe, pending) = (Arc::clone(&alarm), signals.pipe().try_clone()?, signals.stop_pending());
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            let mut bytes = [0; 16];
            while pipe.read(&mut bytes).is_ok_and(|read| read > 0) {
                if pending() {
                    listener.stop();
                }
            }
        })?;
        Ok(alarm)
    }

    /// Watches over a line from now on.
    pub(super) fn arm(&self, end: Option<Instant>) {
        let mut state = lock(&self.state);
        state.lines += 1;
        state.phase = Phase::Armed { end };
        self.changed.notify_all();
    }

    /// The line has ended. Tells why the alarm rang, if it did.
    ///
    /// The lock also waits for a kick in progress, and the yield takes delivery of one under way: afterwards no signal
    /// of ours can meet what the line editor has torn down.
    pub(super) fn disarm(&self) -> Option<Cause> {
        let mut state = lock(&self.state);
        let cause = match state.phase {
            Phase::Ringing { cause, .. } => Some(cause),
            Phase::Idle | Phase::Armed { .. } | Phase::Closed => None,
        };
        state.phase = Phase::Idle;
        self.changed.notify_all();
        if cause.is_some() {
            thread::yield_now();
        }
        cause
    }

    /// Ends the line that is typed, if any, because the program has to stop.
    pub(super) fn stop(&self) {
        let mut state = lock(&self.state);
        if let Phase::Armed { .. } = state.phase {
            state.phase = Phase::Ringing { cause: Cause::Stop, kicks: 0, again: Instant::now() };
            self.changed.notify_all();
        }
    }

    /// Lets the threads end.
    pub(super) fn close(&self) {
        lock(&self.state).phase = Phase::Closed;
        self.changed.notify_all();
    }

    /// Waits until a line is typed; `None` when there will be none.
    pub(super) fn next_round(&self) -> Option<Round> {
        let mut state = lock(&self.state);
        loop {
            match state.phase {
                Phase::Armed { end } => return Some(Round { number: state.lines, end }),
                Phase::Closed => return None,
                Phase::Idle | Phase::Ringing { .. } => {
                    state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
            }
        }
    }

    /// Waits a while, or until the line ends. Tells whether it is still typed.
    pub(super) fn is_typed_after(&self, round: Round, pause: Duration) -> bool {
        let typed = |state: &mut State| state.lines == round.number && matches!(state.phase, Phase::Armed { .. });
        let waited = self.changed.wait_timeout_while(lock(&self.state), pause, typed);
        waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    fn run(&self) {
        let mut state = lock(&self.state);
        loop {
            let now = Instant::now();
            let wake = match state.phase {
                Phase::Closed => return,
                Phase::Idle | Phase::Armed { end: None } => None,
                Phase::Armed { end: Some(end) } if end > now => Some(end),
                Phase::Armed { .. } => {
                    state.phase = Phase::Ringing { cause: Cause::TimeUp, kicks: 0, again: now };
                    continue;
                }
                Phase::Ringing { again, .. } if again > now => Some(again),
                Phase::Ringing { cause, kicks, .. } => {
                    kick(kicks);
                    state.phase = Phase::Ringing { cause, kicks: kicks + 1, again: now + PATIENCE };
                    continue;
                }
            };
            state = match wake {
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(at) => self.changed.wait_timeout(state, at - now).unwrap_or_else(PoisonError::into_inner).0,
            };
        }
    }
}

/// Interrupts the line editor.
///
/// The first kick runs its handler on this thread: that puts a byte where the editor waits, and cuts no read short, so
/// a paste stays whole. Where the editor waits for a single key (Ctrl-R, Ctrl-V, a prefix) it does not look there;
/// later kicks go to the process, which interrupts the system call on the main thread.
fn kick(earlier: u32) {
    // Neither can fail for a signal that exists and a process that is ours.
    let _ = match earlier {
        0 => raise(Signal::SIGINT),
        _ => kill(Pid::this(), Signal::SIGINT),
    };
}
