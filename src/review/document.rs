//! A report as data: what is said, not how it looks. Terminal and Markdown writers lay it out.

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

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The title of the whole.
    Title(String),
    /// The title of a part.
    Heading(String),
    /// A paragraph.
    Paragraph(Line),
    /// A list item: its mark, its text, how deep it stands.
    Item(&'static str, Line, usize),
    /// Something that was said: who, and the words.
    Said(String, Line),
    /// The candidate's own sentence; the evidence in it is underlined even without styles.
    Excerpt(Line),
    /// A table: the heads, and the rows.
    Table(Vec<String>, Vec<Vec<String>>),
}

/// A document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
    pub fn item(&mut self, mark: &'static str, line: impl Into<Line>) {
        self.blocks.push(Block::Item(mark, line.into(), 0));
    }

    /// Adds a list item below another.
    pub fn below(&mut self, line: impl Into<Line>) {
        self.blocks.push(Block::Item("", line.into(), 1));
    }
}
