//! A trend as a line chart and as a table of the same.

use std::ops::Range;

use chrono::NaiveDate;

use crate::review::debrief::hundred;
use crate::review::progress::Trend;

/// Width and height of a chart.
pub const SIZE: (f64, f64) = (360.0, 176.0);
/// Left, right, upper and lower edge of where marks are drawn: labels stand around it.
const PLOT: Plot = Plot { left: 30.0, right: 322.0, top: 12.0, bottom: 144.0 };
/// Corners of a line at most: neighbouring marks become their mean.
const CORNERS: usize = 120;
/// Dots on a line at most; the newest mark always has one.
const DOTS: usize = 40;
/// Marks from which a day in the middle has room.
const MIDDLE: usize = 5;

struct Plot {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

/// A line chart. The marks stand at equal distances in the order of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Tells it from the other charts of the page.
    pub id: String,
    /// What the marks are of.
    pub name: String,
    /// The mean of the newest few, of 100.
    pub now: u32,
    /// How far that is from the mean of those before; empty where there is no difference to tell.
    pub change: String,
    /// How many marks there are.
    pub marks: usize,
    /// The lowest and the highest mark, of 100.
    pub range: (u32, u32),
    /// The days of the oldest and of the newest mark.
    pub between: (NaiveDate, NaiveDate),
    /// The lines at 0 to 100: height, mark.
    pub grid: Vec<(String, u32)>,
    /// Days below the line: place, on which side of the place, day.
    pub days: Vec<(String, &'static str, NaiveDate)>,
    /// The line through the corners.
    pub line: String,
    /// The corners that have dots, besides the newest mark.
    pub dots: Vec<Corner>,
    /// The radius of these dots.
    pub radius: &'static str,
    /// The newest mark.
    pub newest: Corner,
    /// How many neighbouring marks became one corner, at most.
    pub thinned: usize,
    /// All corners, the newest mark last: the chart as a table.
    pub corners: Vec<Corner>,
}

/// A corner of the line: one mark, or the mean of neighbours.
#[derive(Debug, Clone, PartialEq)]
pub struct Corner {
    /// Place across.
    pub x: String,
    /// Place down.
    pub y: String,
    /// The day, or the first and the last one.
    pub when: String,
    /// The mark, or the mean, of 100.
    pub mark: u32,
    /// Of how many marks.
    pub of: usize,
}

impl Corner {
    /// What it stands for, in words.
    pub fn says(&self) -> String {
        match self.of {
            1 => format!("{}: {}", self.when, self.mark),
            of => format!("{}: {}, the mean of {of}", self.when, self.mark),
        }
    }
}

/// Draws a trend; `None` if there are no marks. `id` must be fit for an attribute of a page.
pub fn chart(id: String, trend: &Trend) -> Option<Chart> {
    let marks: Vec<(NaiveDate, f64)> = trend.dated().collect();
    let (first, newest) = (marks.first()?.0, marks.last()?.0);
    let count = marks.len();
    let groups = groups(count);
    let corners: Vec<Corner> = groups.iter().map(|group| corner(&marks, group)).collect();
    let every = corners.len().div_ceil(DOTS).max(1);
    let line: Vec<String> = corners.iter().map(|corner| format!("{},{}", corner.x, corner.y)).collect();
    let of_100 = || trend.marks.iter().map(|mark| hundred(*mark));
    Some(Chart {
        id,
        name: trend.name.clone(),
        now: hundred(trend.now()),
        change: change(trend),
        marks: count,
        range: (of_100().min()?, of_100().max()?),
        between: (first, newest),
        grid: [0, 25, 50, 75, 100].map(|mark| (format!("{:.1}", down(f64::from(mark) / 100.0)), mark)).to_vec(),
        days: days(&marks),
        line: line.join(" "),
        dots: corners.iter().rev().skip(1).step_by(every).cloned().collect(),
        radius: if every > 1 { "2" } else { "3" },
        newest: corners.last()?.clone(),
        thinned: groups.iter().map(ExactSizeIterator::len).max()?,
        corners,
    })
}

/// How far "now" is from the mean of the marks before, of 100, with its sign; empty where there is no difference to tell.
pub fn change(trend: &Trend) -> String {
    match (trend.change() * 100.0).round() as i64 {
        0 => String::new(),
        change => format!("{change:+}"),
    }
}

/// Which marks become one corner. The newest stands for itself.
fn groups(count: usize) -> Vec<Range<usize>> {
    let older = count.saturating_sub(1);
    let size = older.div_ceil(CORNERS - 1).max(1);
    let groups = (0..older).step_by(size).map(|start| start..(start + size).min(older));
    groups.chain(std::iter::once(older..count)).collect()
}

fn corner(marks: &[(NaiveDate, f64)], group: &Range<usize>) -> Corner {
    let of = &marks[group.clone()];
    let mean = of.iter().map(|(_, mark)| mark).sum::<f64>() / of.len().max(1) as f64;
    let when = match (of.first(), of.last()) {
        (Some((first, _)), Some((last, _))) if first != last => format!("{first} to {last}"),
        (Some((day, _)), _) => day.to_string(),
        (None, _) => String::new(),
    };
    let middle = (group.start + group.end.saturating_sub(1)) as f64 / 2.0;
    let (x, y) = (across(middle, marks.len()), down(mean));
    Corner { x: format!("{x:.1}"), y: format!("{y:.1}"), when, mark: hundred(mean), of: of.len() }
}

/// The place of a mark by its number; one alone stands where the newest does.
fn across(number: f64, count: usize) -> f64 {
    let share = if count < 2 { 1.0 } else { number / (count - 1) as f64 };
    PLOT.left + share * (PLOT.right - PLOT.left)
}

fn down(mark: f64) -> f64 {
    PLOT.bottom - mark.clamp(0.0, 1.0) * (PLOT.bottom - PLOT.top)
}

/// The first and the last day, and that of the mark in the middle if it is another one.
fn days(marks: &[(NaiveDate, f64)]) -> Vec<(String, &'static str, NaiveDate)> {
    let (Some((first, _)), Some((last, _))) = (marks.first(), marks.last()) else { return Vec::new() };
    let number = marks.len() / 2;
    let middle = marks[number].0;
    let at = |number: usize| format!("{:.1}", across(number as f64, marks.len()));
    let mut days = Vec::new();
    if first != last {
        days.push((at(0), "start", *first));
    }
    if marks.len() >= MIDDLE && middle != *first && middle != *last {
        days.push((at(number), "middle", middle));
    }
    days.push((at(marks.len() - 1), "end", *last));
    days
}

#[cfg(test)]
mod tests {
    use chrono::{Days, NaiveDate};

    use super::{CORNERS, DOTS, chart};
    use crate::review::progress::Trend;

    fn trend(count: u64) -> Trend {
        let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let day = |n: u64| first.checked_add_days(Days::new(n / 3)).unwrap();
        Trend::new("x", (0..count).map(|n| (day(n), (n % 11) as f64 / 10.0)))
    }

    #[test]
    fn any_number_of_marks_makes_a_readable_line() {
        assert_eq!(chart("c".to_owned(), &trend(0)), None);
        for count in [1, 2, 3, 119, 120, 121, 200, 3_000] {
            let drawn = chart("c".to_owned(), &trend(count)).unwrap();
            assert!(drawn.corners.len() <= CORNERS && drawn.dots.len() <= DOTS, "{count}");
            assert_eq!(drawn.corners.iter().map(|c| c.of as u64).sum::<u64>(), count);
            assert_eq!((drawn.newest.of, drawn.newest.mark), (1, ((count - 1) % 11 * 10) as u32), "{count}");
            assert_eq!(drawn.newest.x, "322.0");
            assert_eq!(drawn.thinned == 1, count <= CORNERS as u64, "{count}");
            assert_eq!(
                drawn.days.len(),
                match count {
                    ..=3 => 1,
                    _ => 3,
                }
            );
        }
    }
}
