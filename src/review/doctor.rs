//! What is wrong with the journals of a folder, and what of a damaged one can be saved.

use std::path::Path;

use super::document::{Document, Line, Mark, Tone};
use crate::journal;
use crate::messages::tr;

/// Looks at every journal and says how many are damaged. Of a damaged one, the lines that can be read go into a new file beside
/// it; the file itself is never written.
pub fn document(folder: &Path) -> (Document, usize) {
    let mut out = Document::default();
    let paths = journal::sessions(folder);
    let mut sound = 0;
    for path in &paths {
        let found = match journal::read(path) {
            Ok(read) => match read.damaged_at {
                None => {
                    sound += 1;
                    continue;
                }
                Some(line) => tr!("line {line} cannot be read, and good lines stand behind it", line),
            },
            Err(error) => error.to_string(),
        };
        out.item(Mark::Mind, Line::default().with(Tone::Bad, path.display().to_string()).and(format!(": {found}")));
        out.below(match journal::rescue(path) {
            Ok(Some((to, lines))) => {
                tr!("{lines} lines of it are saved in {}; the file itself is as it was.", to.display(), lines)
            }
            Ok(None) => tr!("Nothing in it can be saved, or what can is saved already."),
            Err(error) => tr!("It could not be saved: {error}", error),
        });
    }
    out.paragraph(tr!("{sound} of {} journals are sound.", paths.len(), sound));
    (out, paths.len() - sound)
}
