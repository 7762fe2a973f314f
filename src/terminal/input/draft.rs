//! A line that is not entered yet.

/// Text and cursor of a line that is not entered yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// What is typed so far, as it is in the editor.
    pub text: String,
    /// Byte offset of the cursor.
    pub cursor: usize,
}

impl Draft {
    /// A draft with its cursor at the end.
    pub fn at_end(text: impl Into<String>) -> Self {
        let text = text.into();
        Draft { cursor: text.len(), text }
    }

    /// The text left and right of the cursor. A cursor inside a character or beyond the end moves left.
    pub fn split(&self) -> (&str, &str) {
        self.text.split_at(self.text.floor_char_boundary(self.cursor))
    }

    /// The line this draft would be if it were entered now.
    pub fn line(&self) -> String {
        entered(&self.text)
    }
}

/// The line that an entered text stands for: backslashes that continued a line are taken out, and so is NUL, which
/// neither files nor terminals carry well.
pub(super) fn entered(text: &str) -> String {
    text.replace('\0', "").replace("\\\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_inside_a_character_moves_left() {
        let draft = |cursor| Draft { text: "aé".to_owned(), cursor };
        assert_eq!(draft(1).split(), ("a", "é"));
        assert_eq!(draft(2).split(), ("a", "é"));
        assert_eq!(draft(3).split(), ("aé", ""));
        assert_eq!(draft(99).split(), ("aé", ""));
    }

    #[test]
    fn continuing_backslashes_and_nul_are_taken_out() {
        assert_eq!(Draft::at_end("one\\\ntwo\0\\").line(), "one\ntwo\\");
    }
}
