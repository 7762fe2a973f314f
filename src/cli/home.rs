//! `sparring` alone: what there is to do, and one key that starts it.

use std::io::{IsTerminal as _, stdin, stdout};

use super::study::{past, standing};
use super::workspace::Workspace;
use crate::clock;
use crate::error::{Error, Kind, Result};
use crate::journal;
use crate::messages::tr;
use crate::review::document::{Document, Line, Mark, Tone};
use crate::review::next::{Offer, Situation, offers};
use crate::review::schedule;
use crate::rubric;
use crate::terminal::Output;
use crate::terminal::input::{Key, Keys};

pub fn run(workspace: &Workspace, output: &mut Output) -> Result<()> {
    let offers = gathered(workspace);
    let asks = stdin().is_terminal() && stdout().is_terminal();
    output.document(&document(&offers, if asks { Shown::Menu } else { Shown::List }))?;
    if !asks {
        return Ok(());
    }
    match choose(&offers, output)? {
        Some(offer) => {
            output.text(&format!("{}\n", offer.typed()))?;
            let words = std::iter::once("sparring").chain(offer.command.iter().map(String::as_str));
            super::perform(Some(super::command(words)?), workspace, output)
        }
        None => Ok(()),
    }
}

fn gathered(workspace: &Workspace) -> Vec<Offer> {
    let past = past(workspace);
    let open = workspace.transcripts().ok().and_then(|folder| journal::newest_open(folder, None, None));
    let entries = workspace.library().list();
    let due = schedule::due(&schedule::past(&past), clock::wall());
    let due =
        due.iter().filter(|s| entries.iter().any(|e| e.kind == rubric::Kind::Question && e.id == s.question)).count();
    let situation = Situation {
        open: open.as_ref().map(|open| &open.header),
        past: &past,
        entries: &entries,
        due,
        checklist: &standing(&past, workspace),
        today: clock::wall().date_naive(),
    };
    offers(situation)
}

/// Whether the lines can be chosen by a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// To choose from: with the keys, and an arrow at what Enter starts.
    Menu,
    /// To read.
    List,
}

fn document(offers: &[Offer], shown: Shown) -> Document {
    let mut document = Document::default();
    document.title(tr!("sparring: a mock interviewer for system design"));
    for (position, offer) in offers.iter().enumerate() {
        match shown {
            Shown::Menu => {
                let mark = if position == 0 { Mark::First } else { Mark::None };
                let key = Line::default().with(Tone::Strong, offer.key);
                document.item(mark, key.and(format!(" {}", offer.says)));
            }
            Shown::List => document.item(Mark::Dash, offer.says.clone()),
        }
        document.below(Line::default().with(Tone::Strong, offer.typed()));
    }
    document.paragraph(tr!("`sparring --help` lists the commands."));
    document
}

/// Asks for a key until one of the lines is chosen, or none.
fn choose<'a>(offers: &'a [Offer], output: &mut Output) -> Result<Option<&'a Offer>> {
    let Some(first) = offers.first() else { return Ok(None) };
    // Who types a key that starts nothing often presses Enter behind it, and means no interview by that.
    let mut mistyped = false;
    loop {
        let keys = Keys::open()?;
        output.text(&tr!("Enter for >, a letter, q leaves: "))?;
        output.flush()?;
        let pressed = keys.next()?;
        drop(keys);
        let chosen = match pressed {
            Key::Enter => Some(first).filter(|_| !mistyped),
            Key::Char(letter) => offers.iter().find(|o| o.key.chars().eq(letter.to_lowercase())),
            Key::Leave | Key::Interrupted | Key::Other => None,
        };
        output.text("\n")?;
        mistyped = !mistyped && matches!(pressed, Key::Char(_) | Key::Other);
        match (chosen, pressed) {
            (Some(offer), _) => return Ok(Some(offer)),
            (None, Key::Leave | Key::Char('q' | 'Q')) => return Ok(None),
            (None, Key::Interrupted) => return Err(Error::new(Kind::Interrupted, tr!("left, nothing was started"))),
            (None, Key::Char(letter)) => output.say(&tr!("There is no line {letter}.", letter))?,
            (None, Key::Enter) => {}
            (None, Key::Other) => output.say(&tr!("That key starts nothing."))?,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::checklist::CHECKLIST;
    use crate::rubric::Library;

    #[test]
    fn every_offer_is_a_command_that_the_program_takes() {
        let entries = Library::new(Vec::new()).list();
        let today = clock::wall().date_naive();
        let checklist = CHECKLIST.standing(&[]);
        let situation = Situation { open: None, past: &[], entries: &entries, due: 0, checklist: &checklist, today };
        let offers = offers(situation);
        assert!(offers.len() >= 3, "{offers:?}");
        for offer in offers {
            let words: Vec<&str> =
                std::iter::once("sparring").chain(offer.command.iter().map(String::as_str)).collect();
            assert!(super::super::command(words.into_iter()).is_ok(), "{}", offer.typed());
            assert_ne!(offer.key, "q");
        }
    }
}
