//! The interviewer's lines by what they do: rules of conduct are about these.

/// Lines that say no.
pub const NEGATIVE: &[&str] = &["leave", "no-verdict", "brief", "interrupt", "challenge", "no-hint"];
/// Lines that only lead from one thing to the next.
pub const LEADING: &[&str] = &[
    "lead",
    "back-to",
    "rephrase",
    "recall",
    "plan",
    "next-component",
    "half",
    "minute",
    "use-figure",
    "changed",
    "repeat",
    "problem",
];

/// Questions that are for a point: they are asked once, and never when the point is there already.
pub fn is_question(line: &str) -> bool {
    ["hint.", "probe.", "follow-up.", "component.", "curve-ball.", "belief.", "coach."]
        .iter()
        .any(|p| line.starts_with(p))
}
