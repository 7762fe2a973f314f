//! Two systems worked out from end to end, always the same.

use super::exercise::{Exercise, Sheet};
use super::unit::Unit;

/// The two worked systems: an audit log, and an event pipeline.
pub fn worked_systems() -> Vec<Exercise> {
    vec![audit_system(), event_pipeline()]
}

fn audit_system() -> Exercise {
    let mut s = Sheet::default();
    let events = s.given("events a day", 2e6, Unit::PerDay);
    let day = s.day();
    let average = s.step("Average", &[events], &[day], Unit::PerSecond);
    s.ask("How many events arrive per second on average?", average);
    let peak = s.given("the peak over the average", 5.0, Unit::Count);
    let at_peak = s.step("Peak", &[average, peak], &[], Unit::PerSecond);
    s.ask("The busiest moments have five times the average. How many per second is that?", at_peak);
    let bytes = s.given("bytes of an event", 2e3, Unit::Bytes);
    let daily = s.step("A day", &[events, bytes], &[], Unit::BytesPerDay);
    s.ask("An event takes 2 KB. How much comes in on a day, uncompressed?", daily);
    let kept = s.given("what compression leaves", 0.1, Unit::Share);
    let packed = s.step("Compressed", &[daily, kept], &[], Unit::BytesPerDay);
    s.ask("A columnar file format takes 90% of that away. What is left of a day?", packed);
    let days = s.given("days in a year", 365.0, Unit::Count);
    let years = s.given("years", 7.0, Unit::Count);
    let total = s.step("All of it", &[packed, days, years], &[], Unit::Bytes);
    s.ask("The law wants 7 years of it, compressed. How much is that?", total);
    let ingress = s.step("Coming in", &[at_peak, bytes], &[], Unit::BytesPerSecond);
    s.ask("What bandwidth comes in at the peak?", ingress);
    let partition = s.given("what a partition takes", 10e6, Unit::BytesPerSecond);
    let partitions = s.step("Partitions", &[ingress], &[partition], Unit::Whole);
    s.ask("A partition of the log takes 10 MB/s. How many does the bandwidth ask for?", partitions);
    s.finish(
        "Worked: an audit log",
        "1,200 suppliers call the interfaces of six services, and every call leaves an audit event: 2 million a day.",
    )
}

fn event_pipeline() -> Exercise {
    let mut s = Sheet::default();
    let events = s.given("events a day", 10e6, Unit::PerDay);
    let day = s.day();
    let average = s.step("Average", &[events], &[day], Unit::PerSecond);
    s.ask("How many events arrive per second on average?", average);
    let peak = s.given("the peak over the average", 3.0, Unit::Count);
    let at_peak = s.step("Peak", &[average, peak], &[], Unit::PerSecond);
    s.ask("At the peak it is three times that. How many per second?", at_peak);
    let queues = s.given("queues", 26.0, Unit::Count);
    let each = s.step("One queue at the peak", &[at_peak], &[queues], Unit::PerSecond);
    s.ask("They are spread evenly over 26 queues. How many per second does one queue get at the peak?", each);
    let bytes = s.given("bytes of an event", 5e3, Unit::Bytes);
    let daily = s.step("A day", &[events, bytes], &[], Unit::BytesPerDay);
    s.ask("An event is 5 KB of JSON. How much comes in on a day, uncompressed?", daily);
    let ratio = s.given("the compression", 5.0, Unit::Count);
    let packed = s.step("Compressed", &[daily], &[ratio], Unit::BytesPerDay);
    s.ask("The column store compresses 5 to 1. What does a day take on disk?", packed);
    let days = s.given("days in a year", 365.0, Unit::Count);
    let year = s.step("A year", &[packed, days], &[], Unit::Bytes);
    s.ask("It is kept for one year. How much disk is that?", year);
    let batch = s.given("rows of a batch", 1_000.0, Unit::Count);
    let seconds = s.given("seconds in a minute", 60.0, Unit::Count);
    let inserts = s.step("Inserts", &[average, seconds], &[batch], Unit::PerMinute);
    s.ask(
        "Every insert makes a new file in the store, so rows are written in batches of 1,000. At the average rate, how \
         many inserts a minute are left?",
        inserts,
    );
    s.finish(
        "Worked: an event pipeline",
        "150 workers collect events from three platforms, 10 million a day, and write them to a column store.",
    )
}
