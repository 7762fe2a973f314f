//! Dimensions as a radar: those of a verdict, or those of now beside those of before.

use crate::review::debrief::hundred;

const MIDDLE: (f64, f64) = (210.0, 165.0);
const RADIUS: f64 = 105.0;
/// Longer names take two lines.
const LETTERS: usize = 14;

/// A radar chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Radar {
    /// The rings at 25, 50, 75 and 100, as points of polygons.
    pub rings: Vec<String>,
    /// The outline of the marks.
    pub shape: String,
    /// The outline of older marks to compare with.
    pub before: Option<String>,
    /// One a dimension.
    pub axes: Vec<Axis>,
}

/// One axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// Where it ends.
    pub end: (String, String),
    /// Where the mark is.
    pub mark: (String, String),
    /// Where the label stands.
    pub label: (String, String),
    /// On which side of it the label stands.
    pub anchor: &'static str,
    /// The name.
    pub name: String,
    /// The mark of 100.
    pub score: u32,
}

impl Axis {
    /// The label in lines: the name, in two where it is long, and the mark.
    pub fn lines(&self) -> Vec<String> {
        let middle = self.name.len() / 2;
        let spaces = self.name.match_indices(' ').map(|(at, _)| at);
        let cut = spaces.min_by_key(|at| at.abs_diff(middle)).filter(|_| self.name.len() > LETTERS);
        match cut {
            Some(at) => vec![self.name[..at].to_owned(), format!("{} {}", &self.name[at + 1..], self.score)],
            None => vec![self.name.clone(), self.score.to_string()],
        }
    }
}

/// Draws dimensions, each a name and a mark of 0 to 1; `before` holds older marks in the same order. Fewer than three have no
/// area.
pub fn radar(dimensions: &[(&str, f64)], before: Option<&[f64]>) -> Option<Radar> {
    let count = dimensions.len();
    if count < 3 {
        return None;
    }
    let angle = |number: usize| std::f64::consts::TAU * number as f64 / count as f64;
    let at = |number: usize, share: f64| {
        let radius = share * RADIUS;
        (MIDDLE.0 + radius * angle(number).sin(), MIDDLE.1 - radius * angle(number).cos())
    };
    let written = |(x, y): (f64, f64)| (format!("{x:.1}"), format!("{y:.1}"));
    let polygon = |share: &dyn Fn(usize) -> f64| {
        let corners = (0..count).map(|n| written(at(n, share(n))));
        corners.map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ")
    };
    let axes = dimensions.iter().enumerate().map(|(number, (name, score))| {
        let anchor = match angle(number).sin() {
            side if side > 0.1 => "start",
            side if side < -0.1 => "end",
            _ => "middle",
        };
        // Above and below the chart both lines of a label must clear it.
        let lift = -14.0 * angle(number).cos() - 2.0;
        let (x, y) = at(number, 1.1);
        Axis {
            end: written(at(number, 1.0)),
            mark: written(at(number, score.clamp(0.0, 1.0))),
            label: written((x, y + lift)),
            anchor,
            name: (*name).to_owned(),
            score: hundred(*score),
        }
    });
    Some(Radar {
        rings: [0.25, 0.5, 0.75, 1.0].map(|share| polygon(&|_| share)).to_vec(),
        shape: polygon(&|number| dimensions[number].1.clamp(0.0, 1.0)),
        before: before.filter(|b| b.len() == count).map(|b| polygon(&|number| b[number].clamp(0.0, 1.0))),
        axes: axes.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::radar;

    #[test]
    fn full_marks_reach_the_outermost_ring() {
        let all = ["a", "b", "c", "d", "e"].map(|name| (name, 1.0));
        let drawn = radar(&all, Some(&[0.25; 5])).unwrap();
        assert_eq!(drawn.rings.last(), Some(&drawn.shape));
        assert_eq!(drawn.rings.first(), drawn.before.as_ref());
        assert_eq!(radar(&all[..2], None), None);
    }
}
