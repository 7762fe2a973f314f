//! The signals that end a line: remembered until somebody asks.

use std::io;
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::{SigId, flag, low_level};

use super::live::lock;

/// Why the program has to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// SIGTERM.
    Terminate,
    /// SIGHUP: the terminal is gone.
    Hangup,
}

/// The flags that handlers set. Handlers cannot be removed without `unsafe`, so they are installed once, and do what
/// the system would do while no input is open.
#[derive(Clone)]
struct Flags {
    closed: Arc<AtomicBool>,
    interrupt: Arc<AtomicBool>,
    terminate: Arc<AtomicBool>,
    hangup: Arc<AtomicBool>,
}

static INSTALLED: Mutex<Option<Flags>> = Mutex::new(None);

impl Flags {
    fn install() -> io::Result<Self> {
        let mut installed = lock(&INSTALLED);
        if let Some(flags) = &*installed {
            return Ok(flags.clone());
        }
        let [closed, interrupt, terminate, hangup] = std::array::from_fn(|_| Arc::default());
        let flags = Flags { closed, interrupt, terminate, hangup };
        for (signal, raised) in [(SIGINT, &flags.interrupt), (SIGTERM, &flags.terminate), (SIGHUP, &flags.hangup)] {
            flag::register_conditional_default(signal, Arc::clone(&flags.closed))?;
            flag::register(signal, Arc::clone(raised))?;
        }
        Ok(installed.insert(flags).clone())
    }
}

/// Catches SIGINT, SIGTERM and SIGHUP for as long as it lives.
pub(in crate::terminal) struct Signals {
    flags: Flags,
    pipe: UnixStream,
    ids: Vec<SigId>,
}

impl Signals {
    pub(in crate::terminal) fn open() -> io::Result<Self> {
        let flags = Flags::install()?;
        let (pipe, write) = UnixStream::pair()?;
        // After the flags: whoever reads the byte finds the flag set.
        let ids = [SIGINT, SIGTERM, SIGHUP]
            .into_iter()
            .map(|signal| low_level::pipe::register(signal, write.try_clone()?))
            .collect::<io::Result<_>>()?;
        flags.closed.store(false, SeqCst);
        Ok(Signals { flags, pipe, ids })
    }

    /// The stream that a byte arrives on with each signal, and that ends when the input is closed.
    pub(super) fn pipe(&self) -> &UnixStream {
        &self.pipe
    }

    /// The order to stop, if there is one; it is handed out once.
    pub(super) fn take_stop(&self) -> Option<Stop> {
        if self.flags.terminate.swap(false, SeqCst) {
            return Some(Stop::Terminate);
        }
        self.flags.hangup.swap(false, SeqCst).then_some(Stop::Hangup)
    }

    /// Something that tells whether there is an order to stop, from any thread.
    pub(super) fn stop_pending(&self) -> impl Fn() -> bool + Send + use<> {
        let flags = self.flags.clone();
        move || flags.terminate.load(SeqCst) || flags.hangup.load(SeqCst)
    }

    /// Whether there was an interrupt; it is handed out once.
    pub(super) fn take_interrupt(&self) -> bool {
        self.flags.interrupt.swap(false, SeqCst)
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.flags.closed.store(true, SeqCst);
        for id in self.ids.drain(..) {
            low_level::unregister(id);
        }
    }
}
