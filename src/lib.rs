//! A mock interviewer for system-design interviews.
//!
//! The modules stand in reading order, which is the order of the data flow and of the dependencies at once: a module
//! uses only modules above it. Down to [`dialogue`] everything is pure: no clock, no files, no terminal, and nothing
//! that a person types can make it fail.
//!
//! ```text
//! rubrics/*.json ─► rubric ──────────────┐
//!                                        ▼
//! a typed line ─► text ─► quantity ─► matching ─► scoring
//!                 tokens   numbers    evidence    scorecard
//!                                        │
//!              Event(at, …) ─────────► dialogue ─► Vec<Action>
//! ═══════════════════▲═════════════════════════════════│══════  effects below
//!     terminal ──────┤     session: read → event →     ▼
//!     clock ─────────┘              handle → perform ─► terminal, journal ─► review
//! ```
//!
//! # Words
//!
//! | word | means |
//! | --- | --- |
//! | rubric | a file that says what a good answer holds: a *problem* with five *steps*, or a *question* |
//! | point | one idea that a good answer holds |
//! | pattern | words that earn a point when they stand together in a sentence |
//! | evidence | the candidate's own words that fit a pattern |
//! | misconception | a wrong belief, with patterns of its own |
//! | pump, hint, probe | "what else?", a question towards a point, a narrow question for it |
//! | scorecard | the marks of one answer |
//! | debrief | the marks of a whole interview, with verdict, strengths and fixes |
//! | journal | the events of a session, line by line: the only truth |
//! | transcript | a session for people to read, made from its journal |

#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::wildcard_enum_match_arm))]

pub mod messages;
pub mod error;
pub mod files;

pub mod text;
pub mod quantity;
pub mod diagram;
pub mod rubric;
pub mod matching;
pub mod scoring;
pub mod check;
pub mod draft;

pub mod dialogue;
pub mod journal;
pub mod review;
pub mod study;

pub mod clock;
pub mod terminal;
pub mod session;
pub mod cli;
