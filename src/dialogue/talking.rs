//! Questions and answers: the fact sheet, meanings, and what is marked.

use super::event::{Action, Millis};
use super::intent::{self, Command, Intent};
use super::interview::Interview;
use super::phrases::Phrase;
use super::policy::Asked;
use super::questions::opens;
use crate::matching::stems;
use crate::rubric::StepId;
use crate::text::{Text, is_function_word};

/// Under this key it is noted that a question's reason was asked for.
const WHY: &str = "why";
/// Words of the right answer that a correction has.
const CORRECTING: usize = 2;
/// Assumptions that are kept for the notes.
const MOST_ASSUMPTIONS: usize = 50;

impl Interview {
    /// The candidate does not know, but how to find out: that is worth something in place of the answer.
    pub(super) fn finds_out(&mut self, at: Millis, line: &str, out: &mut Vec<Action>) {
        // What was told already cannot be found out any more.
        let asked = self.asked.as_ref().filter(|asked| !matches!(asked, Asked::SayAgain(_)));
        let point = asked.and_then(|asked| asked.points().first().copied());
        self.hear(at, line, Vec::new()).finds_out = point;
        self.settle();
        self.found_out += 1;
        self.say(Phrase::FindOut, out);
        self.given_up.extend(point);
        self.next_question(at, out);
    }

    /// What a word means, or the question in other words.
    pub(super) fn explain(&mut self, at: Millis, line: &str, out: &mut Vec<Action>) {
        if let Some((term, says)) = self.prepared.meaning(line) {
            out.push(Action::Say { line: format!("meaning.{term}"), text: says.to_owned() });
            return;
        }
        if self.prepared.listening().fact(line).is_some() {
            self.talk(at, line, &[line.to_owned()], "", out);
            return;
        }
        let point = self.asked.as_ref().and_then(|asked| asked.points().first().copied());
        match point.filter(|p| self.is_open(*p) && !self.was_probed(*p)) {
            Some(point) => {
                self.say(Phrase::Rephrase, out);
                self.prompt_for(point, "the question was not understood", out);
            }
            None => self.say(Phrase::OwnWords, out),
        }
    }

    /// An answer that ends with a wish to go on: it is marked, and the next step begins.
    pub(super) fn talk_and_go(
        &mut self,
        at: Millis,
        line: &str,
        questions: &[String],
        answer: &str,
        out: &mut Vec<Action>,
    ) -> bool {
        // "That everything gets slower? Next." is an answer, hedged.
        let asks = questions.iter().any(|q| opens(q));
        if asks || (questions.is_empty() && answer.is_empty()) {
            return false;
        }
        self.hear(at, line, Vec::new());
        self.onward(at, out);
        true
    }

    pub(super) fn talk(&mut self, at: Millis, line: &str, questions: &[String], answer: &str, out: &mut Vec<Action>) {
        let before = self.earned().iter().flatten().count();
        let belief = match self.asked {
            Some(Asked::Belief(belief)) => Some(belief),
            _ => None,
        };
        let mut asked_for = Vec::new();
        let echoed = self.is_echo(line);
        // "So you store all the timestamps?" thinks aloud: in the design it is said, not asked.
        let aloud = |q: &String| !opens(q) && self.prepared.listening().fact(q).is_none();
        let said = self.step() != StepId::Requirements && answer.is_empty() && questions.iter().all(aloud);
        let (questions, answer) = if said { (&[][..], line) } else { (questions, answer) };
        for question in questions {
            let place = out.len();
            self.answer_question(at, question, (echoed, !answer.is_empty()), &mut asked_for, out);
            if questions.len() > 1 {
                quote_question(question, &mut out[place..]);
            }
        }
        if answer.is_empty() && asked_for.is_empty() && self.step() != StepId::Requirements {
            return;
        }
        self.hear(at, line, asked_for);
        if !questions.is_empty() {
            self.only_asks(questions);
        }
        if answer.is_empty() {
            return;
        }
        if let Some(belief) = belief {
            self.corrects(at, belief);
        }
        let gained = self.earned().iter().flatten().count().saturating_sub(before);
        self.respond(at, gained, out);
    }

    /// A question shows what the candidate thinks of asking: that counts in requirements, and nowhere else.
    fn only_asks(&mut self, questions: &[String]) {
        let asking = match self.step() {
            StepId::Requirements => self.prepared.marker().points_of(Some(StepId::Requirements)),
            StepId::Estimation | StepId::HighLevel | StepId::DeepDive | StepId::Bottlenecks => 0..0,
        };
        let Some(last) = self.utterances.last_mut() else { return };
        let read = Text::new(&last.text);
        let asks = |sentence: u32| {
            let said = read.sentences().get(sentence as usize).map_or("", |s| &read.original()[s.span.clone()]);
            questions.iter().any(|q| q.contains(said) || said.contains(q.trim_end_matches('?')))
        };
        let findings = &mut last.findings;
        let others = findings.points.iter_mut().enumerate().filter(|(n, _)| !asking.contains(n));
        others.for_each(|(_, found)| found.evidence.retain(|s| !asks(s.evidence.sentence)));
        findings.misconceptions.retain(|m| !asks(m.evidence.sentence));
        self.settle();
    }

    /// Whether the reply to a question about a wrong belief puts it right: it does not hold it again, and it shares the words
    /// that only the right answer has.
    fn corrects(&mut self, at: Millis, belief: usize) {
        let Some(last) = self.utterances.last() else { return };
        let told = self.prepared.marker().belief(belief);
        let held = last.findings.misconceptions.iter().any(|m| m.number == belief);
        let (wrong, right, said) = (stems(&told.says), stems(&told.answer), stems(&last.text));
        let shared = right.difference(&wrong).filter(|stem| said.contains(*stem) && !is_function_word(stem)).count();
        if !held && shared >= CORRECTING {
            self.corrected.push((belief, at));
        }
    }

    fn answer_question(
        &mut self,
        at: Millis,
        question: &str,
        (echoed, guessed): (bool, bool),
        asked_for: &mut Vec<usize>,
        out: &mut Vec<Action>,
    ) {
        if let Intent::Command(command @ (Command::Time | Command::Repeat | Command::Hint)) = intent::read(question) {
            self.command(at, command, out);
            return;
        }
        if let Some((term, says)) = self.prepared.defined(question) {
            out.push(Action::Say { line: format!("meaning.{term}"), text: says.to_owned() });
            return;
        }
        match self.prepared.listening().fact(question) {
            Some(number) => {
                if !self.facts_given.contains(&number) {
                    self.facts_given.push(number);
                }
                let points = self.points();
                let fact = &self.problem().facts[number];
                let earns = points.iter().enumerate().filter(|(_, p)| fact.earns.contains(&p.id)).map(|(i, _)| i);
                // Who only asks back what was asked has not thought of it.
                if !echoed && !self.is_echo(question) {
                    asked_for.extend(earns);
                }
                out.push(Action::Say { line: format!("fact.{}", fact.id), text: fact.says.clone() });
                // Asked while designing, the reason is worth hearing: once, and not in the middle of an answer.
                let designing = self.step() > StepId::Estimation && !guessed;
                if designing && !self.noticed.iter().any(|key| key == WHY) {
                    self.noticed.push(WHY.to_owned());
                    self.say(Phrase::WhyAsk, out);
                }
            }
            None if asks_for_choice(question) => self.say(Phrase::YourCall, out),
            None => {
                if self.assumptions.len() < MOST_ASSUMPTIONS {
                    self.assumptions.push(question.to_owned());
                }
                // Who guesses in the same breath needs no leave to.
                if !guessed {
                    self.say(Phrase::Assume, out);
                }
            }
        }
    }
}

/// "Should I use SQL?" asks for a decision that is the candidate's.
fn asks_for_choice(question: &str) -> bool {
    let said = question.to_lowercase();
    [
        "should i",
        "should we",
        "shall i",
        "shall we",
        "can i use",
        "can we use",
        "do you prefer",
        "do you want me",
        "which one",
    ]
    .iter()
    .any(|start| said.contains(start))
}

/// Of several questions, says which one is left to the candidate.
fn quote_question(question: &str, out: &mut [Action]) {
    let open = [Phrase::Assume.name(), Phrase::YourCall.name()];
    for action in out {
        if let Action::Say { line, text } = action
            && open.contains(&line.as_str())
        {
            *text = format!("\"{question}\" {text}");
        }
    }
}
