//! The faults that are known: a stable name each, and how much it matters.

use std::fmt;

use super::fault::Level;

macro_rules! codes {
    ($($(#[$about:meta])* $variant:ident $name:literal $level:ident,)*) => {
        /// The kind of a fault.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$about])* $variant,)*
        }

        impl Code {
            /// All kinds, in the order of the manual.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            /// The name that people, programs and the manual use. It never changes.
            pub fn name(self) -> &'static str {
                match self {
                    $(Code::$variant => $name,)*
                }
            }

            /// Its page of the manual.
            pub fn page(self) -> &'static str {
                match self {
                    $(Code::$variant => include_str!(concat!("../../docs/faults/", $name, ".md")),)*
                }
            }

            /// How much such a fault matters.
            pub fn level(self) -> Level {
                match self {
                    $(Code::$variant => Level::$level,)*
                }
            }
        }
    };
}

codes! {
    /// The file cannot be read at all.
    Unreadable "unreadable" Error,
    /// The file is no JSON.
    Syntax "syntax" Error,
    /// A key that does not belong there.
    UnknownKey "unknown-key" Error,
    /// A key that must be there.
    MissingKey "missing-key" Error,
    /// A key that stands twice.
    DuplicateKey "duplicate-key" Error,
    /// A value of another kind than its key asks for.
    WrongType "wrong-type" Error,
    /// A name in another style than ids have.
    IdStyle "id-style" Error,
    /// An id that is not the file's name.
    IdFile "id-file" Error,
    /// An id that stands twice.
    DuplicateId "duplicate-id" Error,
    /// A point that is not there, or not where it must be.
    UnknownPoint "unknown-point" Error,
    /// A question to study that is not there.
    UnknownQuestion "unknown-question" Warning,
    /// A text without words.
    EmptyText "empty-text" Error,
    /// A question that fills the screen.
    LongLine "long-line" Warning,
    /// A step or question without a point.
    NoPoint "no-point" Error,
    /// Nothing to find something by.
    NoPattern "no-pattern" Error,
    /// A pattern that cannot be read.
    Pattern "pattern" Error,
    /// A pattern that no answer can fit.
    MatchesNothing "matches-nothing" Warning,
    /// A pattern that nearly every answer fits.
    MatchesAnything "matches-anything" Warning,
    /// A pattern that finds nothing that another of its list does not find.
    ShadowedPattern "shadowed-pattern" Warning,
    /// A pattern that stands in two points: one sentence earns both.
    SamePattern "same-pattern" Warning,
    /// A weight out of range.
    Weight "weight" Error,
    /// A weight that changes nothing.
    WorthlessWeight "worthless-weight" Warning,
    /// A unit that is not known.
    Unit "unit" Error,
    /// A factor that accepts nothing, or everything.
    Tolerance "tolerance" Error,
    /// A formula that cannot be computed.
    Formula "formula" Error,
    /// An input that nothing uses.
    UnusedInput "unused-input" Warning,
    /// A fact that nobody can ask for.
    FactUnreachable "fact-unreachable" Warning,
    /// A follow-up that is never asked.
    FollowUpUnreachable "follow-up-unreachable" Warning,
    /// A question whose words earn what it asks for.
    GivesAway "gives-away" Warning,
    /// A prompt whose words are those of a point.
    PromptEarns "prompt-earns" Warning,
    /// A model answer that does not earn a point.
    AnswerMisses "answer-misses" Warning,
    /// A sample that is not found.
    SampleMissed "sample-missed" Warning,
    /// A sample that is found, and must not be.
    SampleHit "sample-hit" Warning,
    /// A file that the program never looks at.
    NotRead "not-read" Warning,
}

impl Code {
    /// The kind of a name.
    pub fn from_name(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
