//! `weight`: weights lie above 0 and at most at 5; `tolerance`: a factor lies above 1; `unit`: units are known.

use super::Placed;
use crate::quantity::of_unit;
use crate::rubric::Rubric;
use crate::rubric::fault::{Fault, Path};

const UNITS: &str = "use \"\" (a count), \"/s\", \"/day\", \"B\", \"B/s\", \"s\" or \"%\"";

pub(super) fn check(rubric: &Rubric, points: &[Placed<'_>], faults: &mut Vec<Fault>) {
    for Placed { point, path, .. } in points {
        if !(point.weight > 0.0 && point.weight <= 5.0) {
            let message = format!("the weight {} is out of range", point.weight);
            faults.push(Fault::error(
                "weight",
                &path.key("weight"),
                message,
                "use a number above 0 and at most 5; 1 is normal",
            ));
        }
        let Some(estimate) = &point.estimate else { continue };
        let path = path.key("estimate");
        if !(estimate.within > 1.0 && estimate.within.is_finite()) {
            let message = format!("the factor {} accepts nothing", estimate.within);
            faults.push(Fault::error("tolerance", &path.key("within"), message, "use a factor above 1; 2 is normal"));
        }
        unit(&estimate.unit, &path, faults);
    }
    if let Rubric::Problem(problem) = rubric {
        for (name, input) in &problem.inputs {
            unit(&input.unit, &Path::default().key("inputs").key(name), faults);
        }
    }
}

fn unit(unit: &str, path: &Path, faults: &mut Vec<Fault>) {
    if of_unit(1.0, unit).is_none() {
        faults.push(Fault::error("unit", &path.key("unit"), format!("`{unit}` is no unit"), UNITS));
    }
}
