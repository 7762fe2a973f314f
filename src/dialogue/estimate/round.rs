//! A round of exercises: lines in, what to say out.

use super::exercise::{Exercise, Part, Wants};
use super::judge::{Judgement, Verdict, judge};
use crate::dialogue::event::Millis;
use crate::dialogue::intent::{self, Command, Intent};

/// Something to say.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// An exercise begins.
    Exercise {
        /// Which it is, from 1.
        number: usize,
        /// Of how many.
        of: usize,
        /// What it is about.
        title: String,
        /// What is given.
        story: String,
    },
    /// A question.
    Asks {
        /// Its letter where an exercise has several, its number in a quiz; else empty.
        label: String,
        /// What is asked.
        text: String,
    },
    /// An answer was judged.
    Judged(Judgement),
    /// The way to the figure.
    Solution(Vec<String>),
    /// A remark.
    Note(String),
}

/// How a question ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Right.
    Right,
    /// The way was right, a step was not.
    Slip,
    /// Not right.
    Off,
    /// Passed over.
    Skipped,
}

impl Outcome {
    /// The name under which it is journaled.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Right => "right",
            Outcome::Slip => "slip",
            Outcome::Off => "off",
            Outcome::Skipped => "skipped",
        }
    }
}

/// The result of one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The exercise, from 0.
    pub exercise: usize,
    /// The question in it, from 0.
    pub part: usize,
    /// How it ended.
    pub outcome: Outcome,
    /// Kinds of what was wrong.
    pub faults: Vec<&'static str>,
    /// When it ended.
    pub at: Millis,
}

/// A round of exercises, from the first question to the last.
#[derive(Debug)]
pub struct Round {
    pub(super) exercises: Vec<Exercise>,
    exercise: usize,
    part: usize,
    /// Whether an answer to this question could not be read already.
    retried: bool,
    over: bool,
    pub(super) marks: Vec<Mark>,
}

impl Round {
    /// A round of exercises.
    pub fn new(exercises: Vec<Exercise>) -> Round {
        let over = exercises.iter().all(|e| e.parts.is_empty());
        Round { exercises, exercise: 0, part: 0, retried: false, over, marks: Vec::new() }
    }

    /// Whether nothing more is asked.
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// The marks so far.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Where it stands: the exercise from 1, of how many, and the letter of the question where there are several.
    pub fn place(&self) -> (usize, usize, Option<char>) {
        let several = self.exercises.get(self.exercise).is_some_and(|e| e.parts.len() > 1);
        let letter = u8::try_from(self.part).ok().map(|n| char::from(b'a'.saturating_add(n)));
        (self.exercise + 1, self.exercises.len(), letter.filter(|_| several))
    }

    /// The exercises and the question that is open now, from 0.
    pub fn at(&self) -> (usize, usize) {
        (self.exercise, self.part)
    }

    fn current(&self) -> Option<&Part> {
        self.exercises.get(self.exercise)?.parts.get(self.part)
    }

    fn asks(&self) -> Option<Said> {
        let (number, _, letter) = self.place();
        let quiz = self.exercises.get(self.exercise).is_some_and(Exercise::is_quick);
        let label = match letter {
            Some(letter) => letter.to_string(),
            None if quiz => number.to_string(),
            None => String::new(),
        };
        self.current().map(|part| Said::Asks { label, text: part.asks.clone() })
    }

    /// The first question.
    pub fn start(&self) -> Vec<Said> {
        let mut said = Vec::new();
        self.announce(&mut said);
        said
    }

    fn announce(&self, said: &mut Vec<Said>) {
        let Some(exercise) = self.exercises.get(self.exercise).filter(|_| !self.over) else { return };
        if self.part == 0 && !exercise.is_quick() {
            let (title, story) = (exercise.title.clone(), exercise.story.clone());
            said.push(Said::Exercise { number: self.exercise + 1, of: self.exercises.len(), title, story });
        }
        said.extend(self.asks());
    }

    /// Reads a line.
    pub fn line(&mut self, at: Millis, line: &str) -> Vec<Said> {
        let Some(part) = self.current().filter(|_| !self.over) else { return Vec::new() };
        let note = |text: &str| vec![Said::Note(text.to_owned())];
        match intent::read(line) {
            Intent::Blank => Vec::new(),
            Intent::Command(Command::Hint) => vec![Said::Note(format!("The way there: {}.", part.hint))],
            Intent::Command(Command::Repeat) => self.asks().into_iter().collect(),
            Intent::Command(Command::Next) | Intent::Skip | Intent::DontKnow => self.skip(at),
            Intent::Command(Command::Quit) => {
                self.over = true;
                Vec::new()
            }
            Intent::Command(Command::Time) => note("There is no time limit here; the end says how long you took."),
            Intent::Command(Command::Help | Command::Pause | Command::Edit | Command::Undo | Command::Notes)
            | Intent::UnknownCommand(_) => note(&help(part)),
            Intent::Moment => note("Take your time."),
            Intent::Fishing => note("Answer first. /next shows the solution."),
            Intent::Yes
            | Intent::No
            | Intent::FindOut
            | Intent::Meaning
            | Intent::Pushback
            | Intent::Greeting
            | Intent::Talk { .. } => self.answer(at, line),
        }
    }

    fn skip(&mut self, at: Millis) -> Vec<Said> {
        let mut said: Vec<Said> = self.current().map(solution).into_iter().collect();
        self.mark(at, Outcome::Skipped, Vec::new());
        self.announce(&mut said);
        said
    }

    fn answer(&mut self, at: Millis, line: &str) -> Vec<Said> {
        let Some(part) = self.current() else { return Vec::new() };
        let judged = judge(part, line);
        let outcome = match judged.verdict {
            Verdict::Right => Outcome::Right,
            Verdict::Slip => Outcome::Slip,
            Verdict::Off => Outcome::Off,
            // What was not understood may be the reader's fault: ask again, once.
            Verdict::Unread if !self.retried => {
                self.retried = true;
                return vec![Said::Judged(judged)];
            }
            Verdict::Unread => Outcome::Off,
        };
        let (solution, claim) = (solution(part), judged.claim.clone());
        let mut faults: Vec<&'static str> = Vec::new();
        for fault in &judged.faults {
            // A step and the result that it spoils are one slip.
            if !faults.contains(&fault.kind) {
                faults.push(fault.kind);
            }
        }
        let mut said = vec![Said::Judged(judged), solution];
        let exercise = self.exercise;
        self.mark(at, outcome, faults);
        if let Some(claim) = claim.filter(|_| self.exercise == exercise) {
            self.answered_already(at, line, claim.end, &mut said);
        }
        self.announce(&mut said);
        said
    }

    /// The answer to one question may go on to the next: "115/s, x 3 = 350/s at the peak".
    fn answered_already(&mut self, at: Millis, line: &str, from: usize, said: &mut Vec<Said>) {
        let Some(part) = self.current().filter(|_| !self.over) else { return };
        let judged = judge(part, line);
        let behind = judged.claim.as_ref().is_some_and(|c| c.start >= from);
        if judged.verdict == Verdict::Right && behind {
            said.extend(self.asks());
            said.push(Said::Note("You have answered that as well, and it is right.".to_owned()));
            self.mark(at, Outcome::Right, Vec::new());
        }
    }

    /// Writes a result down and goes on.
    fn mark(&mut self, at: Millis, outcome: Outcome, faults: Vec<&'static str>) {
        self.marks.push(Mark { exercise: self.exercise, part: self.part, outcome, faults, at });
        self.retried = false;
        self.part += 1;
        if self.current().is_none() {
            self.part = 0;
            self.exercise += 1;
        }
        self.over = self.current().is_none();
    }
}

/// The way to a figure, or what to remember.
fn solution(part: &Part) -> Said {
    match part.wants {
        Wants::Figure(_) => Said::Solution(part.solution.clone()),
        Wants::Known { .. } | Wants::Choice { .. } => Said::Note(part.solution.join(" ")),
    }
}

/// What can be done, for a line that asks.
fn help(part: &Part) -> String {
    let wanted = match part.wants {
        Wants::Figure(_) => "Type the working with its units, such as \"100M x 500 B = 50 GB/day\".",
        Wants::Known { .. } => "Type the figure with its unit.",
        Wants::Choice { .. } => "Type the name of one of the two.",
    };
    format!("{wanted} /hint gives the way, /repeat the question, /next passes over it, /quit ends the round.")
}
