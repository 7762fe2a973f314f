//! Quantities, conversions, written arithmetic and formulas in any text.

use sparring::quantity::formula::Formula;
use sparring::quantity::{conversions, find, workings};

pub fn quantities(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let found = find(&text);
    let mut end = 0;
    for quantity in &found {
        let span = quantity.span.clone();
        assert!(span.start >= end && span.end > span.start, "{span:?} behind {end}");
        assert!(text.get(span.clone()).is_some(), "{span:?} cuts a character");
        assert!(quantity.value.is_finite() && quantity.high.is_none_or(f64::is_finite), "{quantity:?}");
        assert!(quantity.also.is_none_or(|(_, value)| value.is_finite()), "{quantity:?}");
        end = span.end;
    }
    for conversion in conversions(&text, &found) {
        assert!(text.get(conversion.span.clone()).is_some(), "{conversion:?}");
    }
    for working in workings(&text) {
        assert!(text.get(working.span.clone()).is_some(), "{working:?}");
        assert!(!working.says().is_empty(), "{working:?}");
        for step in &working.steps {
            assert!(text.get(step.span.clone()).is_some(), "{step:?}");
        }
    }
    for line in text.lines() {
        match Formula::parse(line) {
            Ok(formula) => {
                let value = formula.eval(&|_| Some(2.0));
                assert!(value.is_none_or(f64::is_finite), "{line}: {value:?}");
            }
            Err(fault) => assert!(!fault.to_string().is_empty()),
        }
    }
}
