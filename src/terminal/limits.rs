//! Limits that the system sets.

use std::sync::Arc;

use signal_hook::consts::SIGXFSZ;
use signal_hook::flag;

/// A write beyond the limit on the size of files fails from now on, as on a full disk; otherwise it would end the program without
/// a word.
pub fn survive_limits() {
    // If it cannot be caught, all is as it was.
    let _ = flag::register(SIGXFSZ, Arc::default());
}
