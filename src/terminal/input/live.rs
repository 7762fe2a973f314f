//! The line as it is right now, shared between the editor and the threads around it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use unicode_width::UnicodeWidthStr as _;

use super::{Draft, Watch};

/// Locks, whatever became of the thread that held the lock: none of them leaves a half-made state behind.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where the text on the screen comes from.
#[derive(Debug, Default)]
enum Origin {
    /// The candidate typed it.
    #[default]
    Typed,
    /// The arrow keys brought it; the candidate's own text waits.
    History { own: Draft },
    /// Ctrl-R found it; the candidate's own text waits.
    ///
    /// `painted` tells that the search prompt was painted since the last change. A change that finds it unpainted was
    /// an edit: the search is over, even if the editor left its prompt on the screen.
    Search { own: Draft, painted: bool },
}

#[derive(Debug, Default)]
struct State {
    shown: Draft,
    origin: Origin,
    prompt_width: usize,
}

impl State {
    fn own(&self) -> &Draft {
        match &self.origin {
            Origin::Typed => &self.shown,
            Origin::History { own } | Origin::Search { own, .. } => own,
        }
    }
}

/// The line as it is right now.
pub(super) struct Live {
    state: Mutex<State>,
    watch: Arc<dyn Watch>,
}

impl Live {
    pub(super) fn new(watch: Arc<dyn Watch>) -> Self {
        Live { state: Mutex::default(), watch }
    }

    /// Starts a line behind a prompt of this width.
    pub(super) fn begin(&self, draft: &Draft, prompt_width: usize) {
        *lock(&self.state) = State { shown: draft.clone(), origin: Origin::Typed, prompt_width };
    }

    /// Notes that the text changed, other than by leafing through history.
    pub(super) fn edited(&self, text: &str, cursor: usize) {
        let mut state = lock(&self.state);
        state.shown.text.clear();
        state.shown.text.push_str(text);
        state.shown.cursor = cursor;
        if let Origin::Search { painted: painted @ true, .. } = &mut state.origin {
            *painted = false;
            return;
        }
        state.origin = Origin::Typed;
        drop(state);
        self.watch.draft(text, cursor);
    }

    /// Notes that the text is an entry of the history, not yet changed.
    pub(super) fn leafed(&self, text: &str, cursor: usize) {
        let mut state = lock(&self.state);
        let own = state.own().clone();
        state.origin = Origin::History { own };
        state.shown = Draft { text: text.to_owned(), cursor };
    }

    /// Notes that the cursor moved.
    pub(super) fn moved(&self, cursor: usize) {
        lock(&self.state).shown.cursor = cursor;
    }

    /// Notes that the prompt of a history search was painted.
    pub(super) fn painted_search(&self) {
        let mut state = lock(&self.state);
        let own = state.own().clone();
        state.origin = Origin::Search { own, painted: true };
    }

    /// Notes that the prompt proper was painted: what a search found is now the line.
    pub(super) fn painted(&self) {
        let mut state = lock(&self.state);
        if let Origin::Search { .. } = state.origin {
            state.origin = Origin::Typed;
            let Draft { text, cursor } = state.shown.clone();
            drop(state);
            self.watch.draft(&text, cursor);
        }
    }

    /// What the candidate typed, and not what history shows in its place.
    pub(super) fn draft(&self) -> Draft {
        lock(&self.state).own().clone()
    }

    /// Whether the cursor is behind the last character.
    pub(super) fn at_end(&self) -> bool {
        let state = lock(&self.state);
        state.shown.cursor == state.shown.text.len()
    }

    /// Rows that prompt and line take on a screen of this many columns; never too few.
    pub(super) fn rows(&self, columns: usize) -> usize {
        let state = lock(&self.state);
        let columns = columns.max(1);
        let mut indent = state.prompt_width;
        let mut rows = 0;
        for line in state.shown.text.split('\n') {
            // A tab stop is at most eight columns away; the width of a tab itself counts as one.
            let tabs = line.bytes().filter(|&byte| byte == b'\t').count() * 7;
            // Wide characters leave at most one column of a row empty.
            let usable = if columns > 1 { columns - 1 } else { 1 };
            let width = indent + line.width() + tabs;
            rows += 1 + if width < columns { 0 } else { width / usable };
            indent = 0;
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Kept(Mutex<Vec<String>>);

    impl Watch for Kept {
        fn draft(&self, text: &str, _: usize) {
            lock(&self.0).push(text.to_owned());
        }

        fn tick(&self) -> Option<String> {
            None
        }
    }

    fn live() -> (Arc<Kept>, Live) {
        let kept = Arc::new(Kept::default());
        (Arc::clone(&kept), Live::new(kept))
    }

    fn typed(live: &Live, text: &str) {
        live.edited(text, text.len());
    }

    #[test]
    fn history_that_is_only_looked_at_is_not_the_draft() {
        let (kept, live) = live();
        typed(&live, "mine");
        live.leafed("older", 5);
        live.leafed("oldest", 6);
        assert_eq!(live.draft(), Draft::at_end("mine"));
        typed(&live, "oldest!");
        assert_eq!(live.draft(), Draft::at_end("oldest!"));
        assert_eq!(*lock(&kept.0), ["mine", "oldest!"]);
    }

    #[test]
    fn the_draft_waits_while_history_is_searched() {
        let (kept, live) = live();
        typed(&live, "mine");
        for found in ["mine", "found", "found too"] {
            typed(&live, found);
            live.painted_search();
        }
        assert_eq!(live.draft().text, "mine");
        typed(&live, "found too");
        live.painted();
        assert_eq!(live.draft().text, "found too");
        assert_eq!(lock(&kept.0).last().map(String::as_str), Some("found too"));
    }

    #[test]
    fn edits_behind_a_search_prompt_left_on_the_screen_count() {
        let (_, live) = live();
        typed(&live, "mine");
        live.painted_search();
        typed(&live, "foun");
        typed(&live, "fou");
        assert_eq!(live.draft().text, "fou");
    }

    #[test]
    fn the_cursor_follows_without_an_edit() {
        let (_, live) = live();
        typed(&live, "text");
        assert!(live.at_end());
        live.moved(1);
        assert!(!live.at_end());
        assert_eq!(live.draft().cursor, 1);
    }

    #[test]
    fn rows_are_never_too_few() {
        let (_, live) = live();
        let rows = |text: &str, columns| {
            live.begin(&Draft::at_end(text), 5);
            live.rows(columns)
        };
        assert_eq!(rows("", 80), 1);
        assert_eq!(rows("four", 10), 1);
        assert_eq!(rows("fives", 10), 2);
        assert_eq!(rows("a\nb\nc", 10), 3);
        assert_eq!(rows("日本語", 10), 2);
        assert!(rows("\t\t", 10) >= 2);
        assert!(rows("x", 0) >= 1);
    }
}
