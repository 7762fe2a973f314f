//! A document to be read aloud: no columns, rulers or drawings; what they show is said in words.

use std::io::{self, Write};

use super::layout::wrapped;
use crate::messages::tr;
use crate::review::document::{Block, Cell, Document, Line, Tone};
use crate::text::plain;

/// Writes a document.
///
/// # Errors
/// The output cannot be written.
pub(super) fn write(out: &mut dyn Write, document: &Document, width: usize) -> io::Result<()> {
    let mut listed = false;
    for block in &document.blocks {
        if listed && !block.is_listed() {
            writeln!(out)?;
        }
        listed = block.is_listed();
        match block {
            Block::Title(text) | Block::Heading(text) => writeln!(out, "\n{}\n", plain(text))?,
            Block::Paragraph(line) => {
                wrapped(out, line, "", "", width)?;
                writeln!(out)?;
            }
            Block::Item(mark, line, 0) => wrapped(out, &Line::from(mark.said()).with_all(line.clone()), "", "", width)?,
            Block::Item(_, line, _) => wrapped(out, line, "", "", width)?,
            Block::Excerpt(line) => wrapped(out, &bracketed(line), "", "", width)?,
            Block::Said(who, line) => {
                wrapped(out, &Line::from(format!("{who}: ")).with_all(line.clone()), "", "", width)?;
                writeln!(out)?;
            }
            Block::Table(heads, rows) => {
                for row in rows {
                    wrapped(out, &Line::from(sentence(heads, row)), "", "", width)?;
                }
                writeln!(out)?;
            }
            Block::Counts(name, counts) => {
                let (times, sum) = counts.iter().flatten().filter(|n| **n > 0).fold((0, 0), |(t, s), n| (t + 1, s + n));
                let all = counts.iter().flatten().count();
                writeln!(out, "{}", tr!("{name}: {sum} in {times} of {all} weeks", name, sum, times, all))?;
            }
        }
    }
    Ok(())
}

/// Evidence stands in brackets: nothing can be underlined.
fn bracketed(line: &Line) -> Line {
    let piece = |piece: &crate::review::document::Piece| match piece.tone {
        Tone::Evidence => format!("[{}]", piece.text),
        Tone::Plain | Tone::Strong | Tone::Good | Tone::Bad | Tone::Faint => piece.text.clone(),
    };
    Line::from(line.0.iter().map(piece).collect::<String>())
}

/// A row as a sentence: "Depth: Mark 62, weight 25."
fn sentence(heads: &[String], row: &[Cell]) -> String {
    let cells = row.iter().enumerate().filter_map(|(column, cell)| {
        let cell = cell.said();
        let head = heads.get(column).filter(|head| column > 0 && !head.is_empty());
        let said = head.map_or_else(|| cell.clone(), |head| format!("{head} {cell}"));
        (!cell.is_empty()).then_some(said)
    });
    let cells: Vec<String> = cells.collect();
    match cells.split_first() {
        Some((first, rest)) if !rest.is_empty() => format!("{first}: {}.", rest.join(", ")),
        Some(_) | None => cells.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::document::Mark;

    #[test]
    fn what_is_drawn_is_said_in_words() {
        let mut document = Document::default();
        document.title("Marks");
        document.table(
            ["Dimension", "Mark", "", "Last"],
            [vec![Cell::from("Depth"), Cell::from(" 62"), Cell::Bar(0.62), Cell::Marks(vec![0.5, 0.62])]],
        );
        document.item(Mark::Earned, "names the key");
        document.blocks.push(Block::Excerpt(Line::from("a ").with(Tone::Evidence, "cache").and(" helps")));
        document.blocks.push(Block::Counts("Mon".to_owned(), vec![Some(0), Some(2), Some(1), None]));
        let mut out = Vec::new();
        write(&mut out, &document, 80).unwrap();
        let expected =
            "\nMarks\n\nDepth: Mark 62, Last 50 62.\n\nGood: names the key\na [cache] helps\nMon: 3 in 2 of 3 weeks\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
