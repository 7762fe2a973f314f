//! Days of practice as a heat map: a column a week, a row a day of the week, the weeks in blocks that fit a phone.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};

/// Weeks of a block.
const WEEKS: u64 = 17;
/// Blocks at most: a year.
const BLOCKS: u64 = 3;
/// From one cell to the next.
const PITCH: f64 = 18.0;
/// Where the cells begin: names of days and months stand before them.
const CORNER: (f64, f64) = (36.0, 20.0);
/// Columns that the name of a month takes.
const NAME: u64 = 2;

/// A heat map.
#[derive(Debug, Clone, PartialEq)]
pub struct Heat {
    /// The first day that is shown.
    pub from: NaiveDate,
    /// The oldest weeks first.
    pub blocks: Vec<Block>,
    /// Weeks with practice, the newest first: the map as a table.
    pub weeks: Vec<Week>,
    /// Sessions in all of it.
    pub sessions: usize,
    /// Sessions before the first day that is shown.
    pub older: usize,
}

/// Some weeks beside each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Its number, from 1.
    pub number: u64,
    /// Its first and its last day.
    pub between: (NaiveDate, NaiveDate),
    /// Width and height.
    pub size: (f64, f64),
    /// Names of the days of the week: place down, name.
    pub rows: [(f64, &'static str); 7],
    /// Names of months: place across, name.
    pub months: Vec<(f64, String)>,
    /// One a day up to today.
    pub cells: Vec<Cell>,
    /// Sessions in it.
    pub sessions: usize,
}

/// A day.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Which.
    pub day: NaiveDate,
    /// Sessions.
    pub sessions: usize,
    /// 0 to 4: none, one, two, three, more.
    pub level: usize,
    /// The number that stands in it.
    pub text: String,
}

/// A week with practice.
#[derive(Debug, Clone, PartialEq)]
pub struct Week {
    /// Its Monday.
    pub from: NaiveDate,
    /// Sessions.
    pub sessions: usize,
    /// Days with a session.
    pub days: usize,
}

/// Draws the weeks up to today, as many blocks as there is practice for; `None` if no day can be drawn.
pub fn heat(days: &BTreeMap<NaiveDate, usize>, today: NaiveDate) -> Option<Heat> {
    let this_week = monday(today)?;
    let oldest = days.keys().next().map_or(this_week, |day| monday(*day).unwrap_or(*day));
    let weeks = (this_week - oldest).num_weeks().max(0) as u64 + 1;
    let blocks = weeks.div_ceil(WEEKS).clamp(1, BLOCKS);
    let from = this_week.checked_sub_days(Days::new((blocks * WEEKS - 1) * 7))?;
    let shown = || days.range(from..=today);
    Some(Heat {
        from,
        blocks: (0..blocks).filter_map(|number| block(number, from, today, days)).collect(),
        weeks: by_week(shown()),
        sessions: shown().map(|(_, sessions)| sessions).sum(),
        older: days.range(..from).map(|(_, sessions)| sessions).sum(),
    })
}

fn monday(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday())))
}

fn block(number: u64, from: NaiveDate, today: NaiveDate, days: &BTreeMap<NaiveDate, usize>) -> Option<Block> {
    let first = from.checked_add_days(Days::new(number * WEEKS * 7))?;
    let last = first.checked_add_days(Days::new(WEEKS * 7 - 1))?.min(today);
    let cells: Vec<Cell> = first.iter_days().take_while(|day| *day <= last).map(|day| cell(first, day, days)).collect();
    let rows = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let mut row = 0.0;
    Some(Block {
        number: number + 1,
        between: (first, last),
        size: (CORNER.0 + WEEKS as f64 * PITCH, CORNER.1 + 7.0 * PITCH),
        rows: rows.map(|name| {
            row += 1.0;
            (CORNER.1 + row * PITCH - 5.0, name)
        }),
        months: months(first, last),
        sessions: cells.iter().map(|cell| cell.sessions).sum(),
        cells,
    })
}

fn cell(first: NaiveDate, day: NaiveDate, days: &BTreeMap<NaiveDate, usize>) -> Cell {
    let number = (day - first).num_days();
    let sessions = days.get(&day).copied().unwrap_or(0);
    Cell {
        x: CORNER.0 + (number / 7) as f64 * PITCH,
        y: CORNER.1 + (number % 7) as f64 * PITCH,
        day,
        sessions,
        level: sessions.min(4),
        text: match sessions {
            0 => String::new(),
            1..100 => sessions.to_string(),
            _ => "99+".to_owned(),
        },
    }
}

/// The name of each month over the week that holds its first day, and of the first week's month if there is room.
fn months(first: NaiveDate, last: NaiveDate) -> Vec<(f64, String)> {
    let starts = first.iter_days().take_while(|day| *day <= last).filter(|day| day.day() == 1 || *day == first);
    let named = starts.map(|day| ((day - first).num_days() as u64 / 7, day.format("%b").to_string()));
    let mut months: Vec<(u64, String)> = Vec::new();
    for (column, name) in named.filter(|(column, _)| column + NAME <= WEEKS) {
        months.retain(|(before, _)| before + NAME <= column);
        months.push((column, name));
    }
    months.into_iter().map(|(column, name)| (CORNER.0 + column as f64 * PITCH, name)).collect()
}

fn by_week<'d>(days: impl Iterator<Item = (&'d NaiveDate, &'d usize)>) -> Vec<Week> {
    let mut weeks: BTreeMap<NaiveDate, Week> = BTreeMap::new();
    for (day, sessions) in days {
        let from = monday(*day).unwrap_or(*day);
        let week = weeks.entry(from).or_insert(Week { from, sessions: 0, days: 0 });
        week.sessions += sessions;
        week.days += 1;
    }
    weeks.into_values().rev().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::{Datelike, Days, NaiveDate};

    use super::{Cell, heat};

    fn day(back: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 27).unwrap().checked_sub_days(Days::new(back)).unwrap()
    }

    #[test]
    fn every_day_up_to_today_has_its_place() {
        let days: BTreeMap<NaiveDate, usize> = [(day(0), 2), (day(1), 120), (day(200), 1), (day(900), 7)].into();
        let map = heat(&days, day(0)).unwrap();
        assert_eq!((map.blocks.len(), map.sessions, map.older), (3, 123, 7));
        let cells: Vec<&Cell> = map.blocks.iter().flat_map(|block| &block.cells).collect();
        assert_eq!(cells.len(), 51 * 7 - 2);
        assert!(cells.iter().all(|c| (c.y - 20.0) / 18.0 == f64::from(c.day.weekday().num_days_from_monday())));
        assert_eq!(cells.last().map(|c| (c.level, c.text.as_str())), Some((2, "2")));
        assert_eq!(map.weeks.iter().map(|w| (w.sessions, w.days)).collect::<Vec<_>>(), [(122, 2), (1, 1)]);
        assert_eq!(heat(&BTreeMap::from([(day(30), 1)]), day(0)).unwrap().blocks.len(), 1);
    }
}
