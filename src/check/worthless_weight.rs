//! `worthless-weight`: a point that changes no mark that anybody sees.

use std::collections::HashMap;

use super::Sheet;
use crate::messages::tr;
use crate::rubric::code::Code;
use crate::rubric::fault::Fault;

/// Marks are shown as whole numbers of 100: half of one is never seen.
const SMALLEST: f64 = 0.005;
/// A heavier one is a fault of its own.
const HEAVIEST: f64 = 5.0;

pub(super) fn check(sheet: &Sheet<'_>, faults: &mut Vec<Fault>) {
    if sheet.points.iter().any(|placed| !(placed.point.weight > 0.0 && placed.point.weight <= HEAVIEST)) {
        return;
    }
    let mut sums: HashMap<usize, f64> = HashMap::new();
    for placed in &sheet.points {
        *sums.entry(placed.part).or_default() += placed.point.weight;
    }
    for placed in &sheet.points {
        let weight = placed.point.weight;
        let share = weight / sums[&placed.part];
        if share < SMALLEST {
            let message = tr!("`{}` is worth {} of 100 marks", placed.point.id, format_args!("{:.1}", share * 100.0));
            let help = tr!("give it more weight beside the others, or delete the point");
            faults.push(Fault::new(Code::WorthlessWeight, &placed.path.key("weight"), message, help));
        }
    }
}
