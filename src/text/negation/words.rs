//! The words that deny, and those that change what a denial means.

/// "It lacks X" denies a noun phrase.
pub(super) const LACKS: &[&str] = &["lack", "lacks", "lacking", "lacked"];
/// "Stop using X".
pub(super) const STOPS: &[&str] = &["stop", "stopped", "quit", "abandon"];
/// "There is little point in X" denies like "no point"; "little memory" does not.
pub(super) const LITTLE_OF: &[&str] = &["point", "use", "sense", "need", "reason", "value", "benefit"];
/// After "not" or "no": the pair denies nothing.
pub(super) const HARMLESS_NEXT: &[&str] =
    &["only", "just", "merely", "matter", "doubt", "problem", "sure", "more", "less", "later", "yet", "longer"];
/// Before "not": the pair denies nothing.
pub(super) const HARMLESS_BEFORE: &[&str] = &["or", "why", "if", "whether", "say", "says", "said", "saying"];
/// Stems of harm: denying them praises the rest of the clause.
pub(super) const HARM: &[&str] = &[
    "block",
    "break",
    "collid",
    "collis",
    "conflict",
    "corrupt",
    "crash",
    "downtim",
    "drop",
    "duplic",
    "exceed",
    "exhaust",
    "fail",
    "forget",
    "gap",
    "interrupt",
    "lose",
    "loss",
    "lost",
    "miss",
    "overload",
    "overwhelm",
    "singl",
    "spof",
    "stale",
    "stall",
    "starv",
    "stuck",
    "wast",
];
/// Stems after a cue that make it reach back to the subject: "X is not needed".
pub(super) const NEEDLESS: &[&str] = &[
    "applic",
    "appli",
    "bother",
    "differ",
    "help",
    "import",
    "matter",
    "mean",
    "meaning",
    "necessari",
    "need",
    "option",
    "point",
    "reason",
    "relev",
    "requir",
    "sens",
    "tell",
    "use",
    "want",
    "worth",
];
/// Those of them that say that the thing does not matter: "it doesn't use a cache" and "a mean doesn't tell" do not.
pub(super) const DISMISSING: &[&str] =
    &["bother", "import", "matter", "necessari", "need", "point", "reason", "relev", "requir", "sens", "worth"];
/// Words that deny their subject by themselves: "a cache is overkill".
pub(super) const SUPERFLUOUS: &[&str] = &[
    "unnecessary",
    "needless",
    "overkill",
    "pointless",
    "useless",
    "irrelevant",
    "unneeded",
    "noise",
    "dogma",
    "overrated",
    "superfluous",
    "unimportant",
    "immaterial",
    "dispensable",
    "luxury",
    "waste",
];
/// "X can be ignored" and "we can ignore X".
pub(super) const PASSED_OVER: &[&str] = &["ignored", "skipped", "omitted", "neglected", "forgotten"];
pub(super) const PASS_OVER: &[&str] = &["ignore", "neglect", "omit"];
pub(super) const MAY: &[&str] = &["can", "could", "may"];
/// A clause that begins with these goes on from the one before.
pub(super) const REASONS: &[&str] = &["so", "because", "since", "as", "but", "therefore", "then"];
pub(super) const WRONG: &[&str] =
    &["wrong", "false", "untrue", "incorrect", "myth", "nonsense", "mistaken", "misconception", "fallacy"];
pub(super) const POINTERS: &[&str] = &["that", "this", "it", "which", "they", "these", "both"];
/// First-person denial: "I'd skip the cache".
pub(super) const DENIALS: &[&str] = &["avoid", "omit", "skip"];
/// What "we" reject is most often a request, by a design that works; "I'd reject the cache" is a denial.
pub(super) const REFUSALS: &[&str] = &["reject", "refuse"];
pub(super) const SPEAKERS: &[&str] = &["i", "we", "i'd", "we'd", "would", "id"];
