//! Sheets of the framework: written as Markdown, read as documents.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::review::document::{Document, Line, Mark, Tone};

/// A sheet that belongs to no rubric.
#[derive(Debug, Clone, Copy)]
pub struct Sheet {
    /// What people type.
    pub name: &'static str,
    /// What it is, in a few words.
    pub says: &'static str,
    text: &'static str,
}

/// All sheets, in the order of an interview.
pub static SHEETS: [Sheet; 5] = [
    Sheet {
        name: "framework",
        says: "the five steps, what each is for, and its usual mistake",
        text: include_str!("sheets/framework.md"),
    },
    Sheet {
        name: "requirements",
        says: "what to ask, and the summary to write down",
        text: include_str!("sheets/requirements.md"),
    },
    Sheet {
        name: "numbers",
        says: "latencies, sizes, nines, formulas, two estimates worked out",
        text: include_str!("sheets/numbers.md"),
    },
    Sheet {
        name: "deep-dive",
        says: "a card to fill in for each component",
        text: include_str!("sheets/deep-dive.md"),
    },
    Sheet {
        name: "scaling",
        says: "what stands alone, ten times the load, what to watch",
        text: include_str!("sheets/scaling.md"),
    },
];

impl Sheet {
    /// The sheet of a name.
    pub fn named(name: &str) -> Option<&'static Sheet> {
        SHEETS.iter().find(|sheet| sheet.name == name)
    }

    /// Lays the sheet out.
    pub fn document(&self) -> Document {
        let mut reader = Reader::default();
        Parser::new_ext(self.text, Options::ENABLE_TABLES).for_each(|event| reader.take(event));
        reader.out
    }
}

/// Collects the text between the start and the end of each part.
#[derive(Debug, Default)]
struct Reader {
    out: Document,
    line: Line,
    cells: Vec<String>,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Reader {
    /// Sheets use headings of two levels, paragraphs, flat lists, tables and code blocks; styles other than code are not
    /// asked for.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours, and most of Markdown is not used")]
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) => self.add(Tone::Plain, &text),
            Event::Code(text) => self.add(Tone::Strong, &text),
            Event::SoftBreak => self.add(Tone::Plain, " "),
            Event::Start(Tag::Item) => self.line = Line::default(),
            Event::End(end) => self.end(end),
            _ => {}
        }
    }

    fn add(&mut self, tone: Tone, text: &str) {
        self.line = std::mem::take(&mut self.line).with(tone, text);
    }

    fn text(&mut self) -> String {
        std::mem::take(&mut self.line).0.into_iter().map(|piece| piece.text).collect()
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the enum is not ours, and most of Markdown is not used")]
    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Heading(pulldown_cmark::HeadingLevel::H1) => {
                let title = self.text();
                self.out.title(title);
            }
            TagEnd::Heading(_) => {
                let heading = self.text();
                self.out.heading(heading);
            }
            TagEnd::Paragraph => {
                let line = std::mem::take(&mut self.line);
                self.out.paragraph(line);
            }
            TagEnd::Item => {
                let line = std::mem::take(&mut self.line);
                self.out.item(Mark::Dash, line);
            }
            TagEnd::CodeBlock => {
                // Indented lines stay as they are.
                let code = self.text();
                let lines: Vec<String> = code.lines().map(|line| format!("  {line}")).collect();
                self.out.paragraph(lines.join("\n"));
            }
            TagEnd::TableCell => {
                let cell = self.text();
                self.cells.push(cell);
            }
            TagEnd::TableHead => self.heads = std::mem::take(&mut self.cells),
            TagEnd::TableRow => self.rows.push(std::mem::take(&mut self.cells)),
            TagEnd::Table => {
                self.out.table(std::mem::take(&mut self.heads), std::mem::take(&mut self.rows));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::document::Block;

    #[test]
    fn every_sheet_is_read_whole() {
        for sheet in &SHEETS {
            let document = sheet.document();
            assert!(matches!(document.blocks.first(), Some(Block::Title(_))), "{}", sheet.name);
            let read = format!("{document:?}").replace("\\n", "\n");
            let words = |text: &str| -> Vec<String> {
                let words = text.split(|c: char| !c.is_alphanumeric());
                words.filter(|w| !w.is_empty()).map(str::to_owned).collect()
            };
            let read = words(&read);
            let missing: Vec<String> = words(sheet.text).into_iter().filter(|w| !read.contains(w)).collect();
            assert!(missing.is_empty(), "{}: {missing:?}", sheet.name);
        }
    }

    #[test]
    fn what_is_set_out_by_hand_fits_a_narrow_window() {
        for sheet in &SHEETS {
            let code = sheet.text.split("```").skip(1).step_by(2);
            for line in code.flat_map(str::lines) {
                assert!(line.len() <= 37, "{}: {line}", sheet.name);
            }
        }
    }
}
