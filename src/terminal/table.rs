//! Tables: columns as wide as what stands in them, and narrower ones where the window is.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::layout::{style, whole_words, wrapped};
use crate::review::document::{Cell, Line, Tone};
use crate::text::plain;

/// Between two columns.
const GAP: usize = 2;

/// Writes a table. Where it is too wide, the cells of its widest columns are wrapped. Where the longest words alone are too
/// wide, each row goes on below its first cell, and heads are left out, since nothing stands below them.
pub(super) fn write(out: &mut dyn Write, heads: &[String], rows: &[Vec<Cell>], width: usize) -> io::Result<()> {
    let drawn = |row: &Vec<Cell>| row.iter().map(|cell| plain(&cell.drawn()).into_owned()).collect();
    let rows: Vec<Vec<String>> = rows.iter().map(drawn).collect();
    let headed = heads.iter().any(|head| !head.is_empty());
    let heads: Vec<String> = heads.iter().filter(|_| headed).map(|head| plain(head).into_owned()).collect();
    let Some(widths) = fitting(&heads, &rows, width) else { return below(out, &rows, width) };
    let faint = style(Tone::Faint);
    if headed {
        for line in lines(&heads, &widths) {
            writeln!(out, "{faint}{line}{faint:#}")?;
        }
    }
    for row in &rows {
        for line in lines(row, &widths) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

/// The widths of the columns, if they can stand side by side.
fn fitting(heads: &[String], rows: &[Vec<String>], width: usize) -> Option<Vec<usize>> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |column: usize, of: fn(&str) -> usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).chain(heads.get(column));
        cells.map(|cell| of(cell)).max().unwrap_or(0)
    };
    let longest_word = |cell: &str| cell.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..columns).map(|column| widest(column, UnicodeWidthStr::width)).collect();
    let least: Vec<usize> = (0..columns).map(|column| widest(column, longest_word)).collect();
    let room = width.saturating_sub(GAP * columns.saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let wide =
            (0..columns).filter(|column| widths[*column] > least[*column]).max_by_key(|column| widths[*column])?;
        widths[wide] -= 1;
    }
    Some(widths)
}

/// A row, as many lines as its highest cell has.
fn lines(row: &[String], widths: &[usize]) -> Vec<String> {
    let wrap = |(cell, width): (&String, &usize)| {
        // What is aligned to the right begins with spaces: it is short, and stays as it is.
        if cell.width() <= *width {
            return vec![cell.clone()];
        }
        textwrap::wrap(cell, whole_words(*width)).into_iter().map(|line| line.into_owned()).collect()
    };
    let cells: Vec<Vec<String>> = row.iter().zip(widths).map(wrap).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    let line = |number: usize| {
        let padded = cells.iter().zip(widths).map(|(cell, width)| {
            let cell = cell.get(number).map_or("", String::as_str);
            format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width())))
        });
        padded.collect::<Vec<_>>().join(&" ".repeat(GAP)).trim_end().to_owned()
    };
    (0..height).map(line).collect()
}

/// Each row below its first cell.
fn below(out: &mut dyn Write, rows: &[Vec<String>], width: usize) -> io::Result<()> {
    for row in rows {
        let Some((first, rest)) = row.split_first() else { continue };
        writeln!(out, "{first}")?;
        let rest = rest.iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join("  ");
        if !rest.is_empty() {
            wrapped(out, &Line::from(rest), "    ", "    ", width)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(width: usize, expected: &str) {
        let rows = [
            vec![Cell::from("quorums"), Cell::from("Read and write quorums"), Cell::from(" 66")],
            vec![Cell::from("distributed-transactions"), Cell::from("Transactions across services"), Cell::from("  7")],
        ];
        let heads = ["Name", "What it is", "Mark"].map(str::to_owned);
        let mut out = Vec::new();
        write(&mut out, &heads, &rows, width).unwrap();
        let out = String::from_utf8(out).unwrap().replace("\u{1b}[2m", "").replace("\u{1b}[0m", "");
        assert_eq!(out, expected, "{out}");
    }

    #[test]
    fn columns_narrow_with_the_window_and_their_heads_stay() {
        check(
            80,
            "Name                      What it is                    Mark\n\
             quorums                   Read and write quorums         66\n\
             distributed-transactions  Transactions across services    7\n",
        );
        check(
            52,
            "Name                      What it is            Mark\n\
             quorums                   Read and write         66\n\
             \u{20}                         quorums\n\
             distributed-transactions  Transactions across     7\n\
             \u{20}                         services\n",
        );
        check(
            30,
            "quorums\n    Read and write quorums\n    66\ndistributed-transactions\n    Transactions across\n    services    7\n",
        );
    }
}
