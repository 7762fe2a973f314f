//! A document as Markdown.

use super::document::{Block, Cell, Document, Line, Tone, shades};
use crate::text::plain;

/// Lays a document out as Markdown.
pub fn write(document: &Document) -> String {
    let mut out = String::new();
    let mut listed = false;
    for block in &document.blocks {
        // Without an empty line, what follows a list would belong to its last item.
        if listed && matches!(block, Block::Paragraph(_) | Block::Said(..)) {
            out.push('\n');
        }
        listed = block.is_listed();
        match block {
            Block::Title(text) => out.push_str(&format!("# {}\n\n", escape(text))),
            Block::Heading(text) => out.push_str(&format!("\n## {}\n\n", escape(text))),
            Block::Paragraph(line) => out.push_str(&format!("{}\n\n", inline(line))),
            Block::Item(_, line, 0) => out.push_str(&format!("- {}\n", inline(line))),
            Block::Item(_, line, _) | Block::Excerpt(line) => out.push_str(&format!("  - {}\n", inline(line))),
            Block::Said(who, line) => out.push_str(&format!("**{}**: {}\n\n", escape(who), inline(line))),
            Block::Table(heads, rows) => table(&mut out, heads, rows),
            Block::Counts(name, counts) => out.push_str(&format!("- {name} {}\n", shades(counts))),
        }
    }
    out
}

fn table(out: &mut String, heads: &[String], rows: &[Vec<Cell>]) {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.iter().map(|c| escape(c)).collect::<Vec<_>>().join(" | "));
    out.push_str(&row(heads.to_vec()));
    out.push_str(&format!("|{}\n", " --- |".repeat(heads.len())));
    rows.iter().for_each(|cells| out.push_str(&row(cells.iter().map(Cell::drawn).collect())));
    out.push('\n');
}

fn inline(line: &Line) -> String {
    let pieces = line.0.iter().map(|piece| {
        let text = escape(&piece.text).replace('\n', "  \n");
        match piece.tone {
            Tone::Strong => format!("**{text}**"),
            Tone::Evidence => format!("*{text}*"),
            Tone::Plain | Tone::Good | Tone::Bad | Tone::Faint => text,
        }
    });
    pieces.collect()
}

/// Makes text from anywhere mean itself.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut line_start = true;
    for c in plain(text).chars() {
        let everywhere = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|');
        if everywhere || line_start && matches!(c, '>' | '#' | '-' | '+') {
            out.push('\\');
        }
        out.push(c);
        line_start = c == '\n' || line_start && c == ' ';
    }
    out
}
