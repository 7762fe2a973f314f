//! What happened, line by line: the codec, the files, the drafts.
//!
//! A journal is a text file with one JSON object a line: a header, then each event with the interviewer's moves after
//! it, at last the marks. It is only ever appended to; each line is on the disk before it is acted upon.

mod appended;
mod draft;
mod ends;
mod estimate;
mod record;
mod rescue;
mod store;
mod sweep;

pub use appended::{Gone, Moved};
pub use draft::{Draft, DraftFile};
pub use ends::{Brief, BriefPoint, BriefStep, Depth, Ends, Said, ends, said};
pub use estimate::{EstimateHeader, EstimateJournal, EstimateRecord, RoundMarks, rounds};
pub use record::{FORMAT, Header, LATEST, MOST_MINUTES, Record, Stamp, format_of};
pub use rescue::rescue;
pub use store::{Journal, Read, newest_open, read, replace, rewrite, sessions};
pub use sweep::{Recovered, sweep};

/// A larger journal is refused: a session of hours takes less than a megabyte.
pub const LARGEST_JOURNAL: u64 = 64 << 20;
