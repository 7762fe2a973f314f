//! A report as data: what is said, not how it looks. Terminal and Markdown writers lay it out.

use crate::messages::tr;

/// How a piece of text is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    Plain,
    /// Important.
    Strong,
    /// Good news.
    Good,
    /// Something is missing or wrong.
    Bad,
    /// Beside the point.
    Faint,
    /// The candidate's words that earned something.
    Evidence,
}

/// A piece of text with its tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words. They may come from a stranger: writers make them safe.
    pub text: String,
    /// How they are meant.
    pub tone: Tone,
}

/// A run of text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Piece>);

impl Line {
    /// Adds a piece.
    pub fn with(mut self, tone: Tone, text: impl Into<String>) -> Line {
        self.0.push(Piece { text: text.into(), tone });
        self
    }

    /// Adds plain text.
    pub fn and(self, text: impl Into<String>) -> Line {
        self.with(Tone::Plain, text)
    }

    /// Adds another line.
    pub fn with_all(mut self, line: Line) -> Line {
        self.0.extend(line.0);
        self
    }
}

impl<T: Into<String>> From<T> for Line {
    fn from(text: T) -> Line {
        Line::default().and(text)
    }
}

/// The mark of a list item: what kind of thing stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// None.
    None,
    /// One of a list.
    Dash,
    /// One of a list with more below it.
    Star,
    /// It was earned, or good.
    Earned,
    /// It did not come.
    Missed,
    /// It is wrong.
    Wrong,
    /// Something to mind.
    Mind,
    /// What comes first of several to choose from.
    First,
    /// A step of a calculation, or things that are told apart.
    Is,
    /// A question.
    Asks,
    /// Not shown yet.
    NotYet,
    /// Shown once.
    Once,
    /// Shown for good.
    Solid,
}

impl Mark {
    /// As it is drawn.
    pub fn drawn(self) -> &'static str {
        match self {
            Mark::None => " ",
            Mark::Dash | Mark::Missed => "-",
            Mark::Star => "*",
            Mark::Earned => "+",
            Mark::Wrong => "x",
            Mark::Mind => "!",
            Mark::First => ">",
            Mark::Is => "=",
            Mark::Asks => "?",
            Mark::NotYet => "[ ]",
            Mark::Once => "[.]",
            Mark::Solid => "[x]",
        }
    }

    /// As it is said before the item; nothing where the item says it all.
    pub fn said(self) -> String {
        match self {
            Mark::Earned => tr!("Good: "),
            Mark::Missed => tr!("Missing: "),
            Mark::Wrong => tr!("Wrong: "),
            Mark::Mind => tr!("Mind: "),
            Mark::First => tr!("First: "),
            Mark::NotYet => tr!("Open: "),
            Mark::Once => tr!("Shown once: "),
            Mark::Solid => tr!("Done: "),
            Mark::None | Mark::Dash | Mark::Star | Mark::Is | Mark::Asks => String::new(),
        }
    }
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// The title of the whole.
    Title(String),
    /// The title of a part.
    Heading(String),
    /// A paragraph.
    Paragraph(Line),
    /// A list item: its mark, its text, how deep it stands.
    Item(Mark, Line, usize),
    /// Something that was said: who, and the words.
    Said(String, Line),
    /// The candidate's own sentence; the evidence in it is underlined even without styles.
    Excerpt(Line),
    /// A table: the heads, and the rows.
    Table(Vec<String>, Vec<Vec<Cell>>),
    /// How often something was done: a name a row, and for each place of it how often; `None` where nothing could be yet.
    Counts(String, Vec<Option<u64>>),
}

impl Block {
    /// Whether it belongs to a list: an empty line only stands behind the last of them.
    pub fn is_listed(&self) -> bool {
        matches!(self, Block::Item(..) | Block::Excerpt(_) | Block::Counts(..))
    }
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words or a figure.
    Text(String),
    /// Marks one after the other, 0 to 1.
    Marks(Vec<f64>),
    /// A mark, 0 to 1, as a bar beside its figure.
    Bar(f64),
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Cell {
        Cell::Text(text.into())
    }
}

impl Cell {
    /// As it is drawn: marks are small bars.
    pub fn drawn(&self) -> String {
        const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Marks(marks) => {
                marks.iter().map(|mark| BARS[((mark.clamp(0.0, 1.0) * 7.0).round()) as usize]).collect()
            }
            Cell::Bar(mark) => {
                let full = (mark.clamp(0.0, 1.0) * 20.0) as usize;
                "#".repeat(full) + &".".repeat(20 - full)
            }
        }
    }

    /// As it is said: marks are numbers out of 100. A bar says nothing that does not stand beside it.
    pub fn said(&self) -> String {
        match self {
            Cell::Text(text) => text.trim().to_owned(),
            Cell::Marks(marks) => {
                let numbers: Vec<String> = marks.iter().map(|mark| format!("{:.0}", mark * 100.0)).collect();
                numbers.join(" ")
            }
            Cell::Bar(_) => String::new(),
        }
    }
}

/// As counts are drawn: the more, the darker.
pub fn shades(counts: &[Option<u64>]) -> String {
    let shade = |count: &Option<u64>| match count {
        None => ' ',
        Some(0) => '·',
        Some(1) => '░',
        Some(2) => '▒',
        Some(3) => '▓',
        Some(_) => '█',
    };
    counts.iter().map(shade).collect()
}

/// A document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// Its parts, in order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// Adds a title.
    pub fn title(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Title(text.into()));
    }

    /// Adds a heading.
    pub fn heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Heading(text.into()));
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, line: impl Into<Line>) {
        self.blocks.push(Block::Paragraph(line.into()));
    }

    /// Adds a list item.
    pub fn item(&mut self, mark: Mark, line: impl Into<Line>) {
        self.blocks.push(Block::Item(mark, line.into(), 0));
    }

    /// Adds a table.
    pub fn table<H: Into<String>, C: Into<Cell>>(
        &mut self,
        heads: impl IntoIterator<Item = H>,
        rows: impl IntoIterator<Item = Vec<C>>,
    ) {
        let rows = rows.into_iter().map(|row| row.into_iter().map(Into::into).collect());
        self.blocks.push(Block::Table(heads.into_iter().map(Into::into).collect(), rows.collect()));
    }

    /// Adds a list item below another.
    pub fn below(&mut self, line: impl Into<Line>) {
        self.blocks.push(Block::Item(Mark::None, line.into(), 1));
    }
}
