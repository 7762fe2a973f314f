//! What the interviewer says to each kind of line.

use super::clock::mmss;
use super::event::{Action, Millis};
use super::intent::{self, Command, Intent};
use super::interview::Interview;
use super::lines::COMMANDS;
use super::phrases::Phrase;
use super::policy::Asked;
use super::setup::Mode;
use crate::matching::PointFound;
use crate::rubric::StepId;

/// A command in plain English of more words is also kept as an answer.
const SPOKEN_COMMAND: usize = 4;

impl Interview {
    /// What the candidate is told before the first question.
    pub(super) fn opening(&self) -> String {
        let steps: Vec<String> = self.steps.iter().map(|s| self.step_and_time(*s)).collect();
        let clock = match self.setup.minutes {
            Some(_) => "The clock runs; when a step's time is up I go on by myself and your draft counts.",
            None => "There is no clock today.",
        };
        let verdicts = match self.setup.mode {
            Mode::Interview => "I won't say what is right or wrong until the debrief at the end.",
            Mode::Coach => "I'll tell you what was missing as we go, and ask you to say it again.",
            Mode::Pressure => "I'm in a hurry today: I'll interrupt, and I'll ask you to defend what you say.",
        };
        let help = "Ask me anything an interviewer would know. Type /help for what else you can do here.";
        format!("We'll go through {}. {clock} {verdicts} {help}", list(&steps))
    }

    fn step_and_time(&self, step: StepId) -> String {
        match self.setup.budget(step) {
            Some(budget) => format!("{} ({})", step.title().to_lowercase(), spoken(budget)),
            None => step.title().to_lowercase(),
        }
    }

    pub(super) fn line(&mut self, at: Millis, line: &str, out: &mut Vec<Action>) {
        let intent = self.understood(line);
        let step = self.step();
        let (blank, spoken) = (intent == Intent::Blank, is_spoken_command(&intent, line));
        match intent {
            Intent::Blank => {}
            Intent::Command(command) => self.command(at, command, out),
            Intent::UnknownCommand(near) => {
                let near = near.map_or(String::new(), |name| format!(" Did you mean /{name}?"));
                let text = format!(
                    "There is no such command.{near} /help lists them; an answer that starts with / needs a space before it."
                );
                self.note("unknown-command", text, out);
            }
            Intent::Moment => self.say(Phrase::Moment, out),
            Intent::DontKnow => {
                self.say(Phrase::DontKnow, out);
                self.stuck(at, out);
            }
            Intent::FindOut => self.finds_out(at, line, out),
            Intent::Yes | Intent::No if self.asked == Some(Asked::MoveOn) => self.onward(at, out),
            Intent::Yes => self.pump_or_ask(at, out),
            Intent::No => self.stuck(at, out),
            Intent::Fishing => {
                self.fished += 1;
                self.say(Phrase::NoVerdict, out);
                self.back_to(out);
            }
            Intent::Meaning => self.explain(at, line, out),
            Intent::Greeting => self.say(Phrase::Greet, out),
            Intent::Skip if matches!(self.asked, None | Some(Asked::MoveOn)) => self.onward(at, out),
            Intent::Skip => {
                self.say(Phrase::Leave, out);
                self.drop_question(at, out);
            }
            Intent::Pushback => {
                self.objections += 1;
                self.say(Phrase::Pushback, out);
                self.drop_question(at, out);
            }
            Intent::Talk { questions, answer, next } => {
                let went = next && self.talk_and_go(at, line, &questions, &answer, out);
                if !went {
                    self.talk(at, line, &questions, &answer, out);
                }
            }
        }
        // A remark that was left out, since it would be the second negative one, must not leave silence.
        if out.is_empty() && !blank {
            self.repeat(out);
        }
        // A command in plain English may have been an answer after all: it is kept and marked like one.
        if spoken && line.split_whitespace().count() > SPOKEN_COMMAND && self.finished.is_none() {
            self.hear(at, line, Vec::new()).step = step;
        }
    }

    /// What a line is; one that seems to be about the conversation and earns a point is an answer after all.
    fn understood(&self, line: &str) -> Intent {
        let intent = intent::read(line);
        let about_the_talk = match &intent {
            Intent::Moment | Intent::DontKnow | Intent::Pushback | Intent::Skip | Intent::Yes | Intent::No => true,
            Intent::Command(_) => is_spoken_command(&intent, line),
            Intent::Blank
            | Intent::UnknownCommand(_)
            | Intent::FindOut
            | Intent::Fishing
            | Intent::Meaning
            | Intent::Greeting
            | Intent::Talk { .. } => false,
        };
        let earns = || self.prepared.marker().find(line).points.iter().any(PointFound::earned);
        if about_the_talk && line.split_whitespace().count() > 2 && !self.is_echo(line) && earns() {
            return Intent::Talk { questions: Vec::new(), answer: line.to_owned(), next: false };
        }
        intent
    }

    pub(super) fn command(&mut self, at: Millis, command: Command, out: &mut Vec<Action>) {
        match command {
            Command::Next => self.onward(at, out),
            Command::Hint => {
                self.hints_taken += 1;
                self.make_room();
                self.stuck(at, out);
            }
            Command::Repeat => self.repeat(out),
            Command::Time => {
                let text = self.time(at);
                self.note("time", text, out);
            }
            Command::Pause => {
                self.pauses += 1;
                let text = "The clock is stopped. Press Enter to go on.".to_owned();
                self.note("pause", text, out);
                out.push(Action::Pause);
            }
            Command::Edit => out.push(Action::Edit),
            Command::Undo => self.undo(out),
            Command::Notes => {
                let text = self.notes();
                self.note("notes", text, out);
            }
            Command::Quit => self.close(at, false, out),
            Command::Help => self.note("help", help(), out),
        }
    }

    pub(super) fn onward(&mut self, at: Millis, out: &mut Vec<Action>) {
        if self.position + 1 < self.steps.len() {
            self.say(Phrase::Onward, out);
        }
        self.advance(at, false, out);
    }

    fn time(&self, at: Millis) -> String {
        let (step, of) = self.progress();
        let after: u64 = self.steps[self.position + 1..].iter().filter_map(|s| self.setup.budget(*s)).sum();
        match self.left(at) {
            Some(left) => {
                let all = left.saturating_add(after);
                format!("{} left in step {step} of {of}, {} in all.", mmss(left), mmss(all))
            }
            None => format!("There is no clock today. You are in step {step} of {of}."),
        }
    }

    fn undo(&mut self, out: &mut Vec<Action>) {
        let step = self.step();
        let last = self.utterances.iter_mut().rev().find(|u| !u.withdrawn && u.step == step);
        match last {
            Some(utterance) => {
                utterance.withdrawn = true;
                let text = utterance.text.clone();
                self.settle();
                self.note(
                    "undo",
                    "Taken back. Your answer stands in the line again; change it or clear it.".to_owned(),
                    out,
                );
                out.push(Action::Restore { text });
            }
            None => self.note("undo", "There is no answer in this step to take back.".to_owned(), out),
        }
    }

    fn notes(&self) -> String {
        let mut lines = vec!["What you said so far:".to_owned()];
        for utterance in self.said() {
            let first = utterance.text.lines().next().unwrap_or_default();
            let cut: String = first.chars().take(100).collect();
            let more = if cut.len() < utterance.text.len() { " …" } else { "" };
            lines.push(format!("  {} {}: {cut}{more}", mmss(utterance.at), utterance.step));
        }
        if lines.len() == 1 {
            lines.push("  nothing yet".to_owned());
        }
        let facts = &self.problem().facts;
        if !self.facts_given.is_empty() {
            lines.push("What I told you:".to_owned());
            lines.extend(self.facts_given.iter().map(|f| format!("  {}", facts[*f].says)));
        }
        if !self.assumptions.is_empty() {
            lines.push("Left to you to assume:".to_owned());
            lines.extend(self.assumptions.iter().map(|a| format!("  {a}")));
        }
        lines.join("\n")
    }

    pub(super) fn back_to(&mut self, out: &mut Vec<Action>) {
        self.say(Phrase::BackTo, out);
        self.repeat(out);
    }
}

fn help() -> String {
    let mut lines: Vec<String> = COMMANDS.iter().map(|(name, _, does)| format!("  /{name:<8}{does}")).collect();
    lines.insert(
        0,
        "Type an answer or a question and press Enter. Plain English works too (\"let's move on\").".to_owned(),
    );
    lines.push(
        "  draw with arrows, as in client -> gateway -> service -> database, or with lines of Mermaid".to_owned(),
    );
    let keys = ["Alt-Enter starts a new line", "a pasted block stays one answer", "Ctrl-X Ctrl-E opens your editor"];
    lines.extend(keys.iter().map(|key| format!("  {key}")));
    lines.join("\n")
}

/// Whether a line is a command in plain English, not `/name`.
fn is_spoken_command(intent: &Intent, line: &str) -> bool {
    matches!(intent, Intent::Command(_)) && !line.trim_start().starts_with('/')
}

/// "a, b and c".
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

/// A budget as people say it: "5 min", "2:30 min", "20 s".
fn spoken(budget: Millis) -> String {
    let seconds = budget.div_ceil(1000);
    match (seconds / 60, seconds % 60) {
        (0, s) => format!("{s} s"),
        (m, 0) => format!("{m} min"),
        (m, s) => format!("{m}:{s:02} min"),
    }
}
