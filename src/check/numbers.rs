//! `weight`: weights lie above 0 and at most at 5; `tolerance`: a factor lies above 1; `unit`: units are known.

use super::Sheet;
use crate::messages::tr;
use crate::quantity::of_unit;
use crate::rubric::Rubric;
use crate::rubric::code::Code;
use crate::rubric::fault::{Fault, Path};

/// A factor that accepts a figure ten times too large accepts nearly any.
const WIDEST: f64 = 10.0;

pub(super) fn check(sheet: &Sheet<'_>, faults: &mut Vec<Fault>) {
    for placed in &sheet.points {
        let (point, path) = (placed.point, &placed.path);
        if !(point.weight > 0.0 && point.weight <= 5.0) {
            let message = tr!("the weight {} is out of range", short(point.weight));
            let help = tr!("use a number above 0 and at most 5; 1 is normal");
            faults.push(Fault::new(Code::Weight, &path.key("weight"), message, help));
        }
        let Some(estimate) = &point.estimate else { continue };
        let path = path.key("estimate");
        tolerance(estimate.within, &path.key("within"), faults);
        unit(&estimate.unit, &path, faults);
    }
    if let Rubric::Problem(problem) = sheet.rubric {
        for (name, input) in &problem.inputs {
            unit(&input.unit, &Path::default().key("inputs").key(name), faults);
        }
    }
}

fn tolerance(within: f64, path: &Path, faults: &mut Vec<Fault>) {
    let (message, help) = match within {
        w if w > WIDEST => (tr!("accepts nearly any figure"), tr!("use a factor of 10 at most; 2 is normal")),
        w if w > 1.0 => return,
        _ => (tr!("leaves no room"), tr!("write a factor above 1; 2 is normal: half to twice the figure is right")),
    };
    faults.push(Fault::new(Code::Tolerance, path, tr!("the factor {} {message}", short(within), message), help));
}

fn short(number: f64) -> String {
    if number != 0.0 && !(1e-6..1e9).contains(&number.abs()) { format!("{number:e}") } else { number.to_string() }
}

fn unit(unit: &str, path: &Path, faults: &mut Vec<Fault>) {
    if of_unit(1.0, unit).is_some() {
        return;
    }
    let bare = unit.to_lowercase();
    let help = match bare.trim_start_matches('/').trim_start_matches("per ") {
        "bytes" | "byte" | "b" => tr!("did you mean \"B\"?"),
        "kb" | "mb" | "gb" | "tb" | "pb" | "kib" | "mib" | "gib" => {
            tr!("write \"B\", and the factor in the number: 400 MB is 400e6")
        }
        "bytes/s" | "b/s" | "bps" | "mb/s" | "gb/s" => tr!("write \"B/s\", and the factor in the number"),
        "second" | "seconds" | "sec" | "ms" | "min" if !unit.starts_with('/') && !bare.starts_with("per ") => {
            tr!("write \"s\", and the factor in the number")
        }
        "second" | "seconds" | "sec" | "qps" | "rps" | "s" => tr!("did you mean \"/s\"?"),
        "day" | "days" | "d" => tr!("did you mean \"/day\"?"),
        "percent" => tr!("did you mean \"%\"?"),
        "users" | "requests" | "count" | "items" => tr!("leave the unit out for a count"),
        _ => tr!("use \"\" (a count), \"/s\", \"/day\", \"B\", \"B/s\", \"s\" or \"%\""),
    };
    faults.push(Fault::new(Code::Unit, &path.key("unit"), tr!("`{unit}` is no unit", unit), help));
}
