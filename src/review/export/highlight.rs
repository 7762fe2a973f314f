//! An answer cut into pieces: plain ones, and those that earned something.

use super::evidence::Hit;
use crate::text::Span;

/// A piece of an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// What they earned or got wrong; nothing for plain words.
    pub title: String,
    /// The class: `good`, `wrong`, or nothing.
    pub class: &'static str,
    /// Numbers of the notes whose last words these are.
    pub notes: Vec<usize>,
}

/// Cuts an answer where what its words earned begins and ends.
pub fn cut(text: &str, hits: &[Hit]) -> Vec<Piece> {
    let fits = |span: &&Span| text.get((*span).clone()).is_some();
    let spans = || hits.iter().flat_map(|hit| &hit.spans).filter(fits);
    let mut borders: Vec<usize> = spans().flat_map(|span| [span.start, span.end]).collect();
    borders.extend([0, text.len()]);
    borders.sort_unstable();
    borders.dedup();
    let mut runs: Vec<(Vec<usize>, &str)> = Vec::new();
    for pair in borders.windows(2) {
        let [start, end] = pair else { continue };
        let covers = |hit: &Hit| hit.spans.iter().filter(fits).any(|span| span.start <= *start && span.end >= *end);
        let over = (0..hits.len()).filter(|number| covers(&hits[*number])).collect();
        runs.push((over, &text[*start..*end]));
    }
    glue(&mut runs);
    let mut pieces: Vec<(Vec<usize>, Piece)> = Vec::new();
    for (over, words) in runs {
        match pieces.last_mut() {
            Some((before, piece)) if *before == over => piece.text.push_str(words),
            _ => pieces.push((over.clone(), piece(words, &over, hits))),
        }
    }
    for number in 0..hits.len() {
        if let Some((_, last)) = pieces.iter_mut().rev().find(|(over, _)| over.contains(&number)) {
            last.notes.push(number + 1);
        }
    }
    pieces.into_iter().map(|(_, piece)| piece).collect()
}

fn piece(words: &str, over: &[usize], hits: &[Hit]) -> Piece {
    let titles: Vec<&str> = over.iter().map(|number| hits[*number].says.as_str()).collect();
    let class = match over {
        [] => "",
        _ if over.iter().any(|number| hits[*number].point.is_none()) => "wrong",
        _ => "good",
    };
    Piece { text: words.to_owned(), title: titles.join(" | "), class, notes: Vec::new() }
}

/// The space between two words of one point belongs to it.
fn glue(runs: &mut [(Vec<usize>, &str)]) {
    for at in 1..runs.len().saturating_sub(1) {
        let between = runs[at].0.is_empty() && runs[at].1.trim().is_empty();
        if between && runs[at - 1].0 == runs[at + 1].0 {
            runs[at].0 = runs[at - 1].0.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_words_are_cut_and_none_is_lost() {
        let hit = |says: &str, spans: Vec<std::ops::Range<usize>>| Hit {
            point: Some(says.to_owned()),
            says: says.to_owned(),
            spans,
        };
        let text = "a cache before the store";
        let hits = [hit("cache", vec![2..7, 8..14]), hit("both", vec![2..7, 19..24]), hit("bad", vec![90..99, 3..999])];
        let pieces = cut(text, &hits);
        assert_eq!(pieces.iter().map(|p| p.text.as_str()).collect::<String>(), text);
        let marked: Vec<(&str, &str)> =
            pieces.iter().filter(|p| !p.class.is_empty()).map(|p| (p.text.as_str(), p.title.as_str())).collect();
        assert_eq!(marked, [("cache", "cache | both"), ("before", "cache"), ("store", "both")]);
        assert_eq!(pieces.iter().flat_map(|p| p.notes.clone()).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(cut("plain", &[]).len(), 1);
        assert!(cut("", &[]).is_empty());
    }
}
