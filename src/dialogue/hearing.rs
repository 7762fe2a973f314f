//! What becomes of the candidate's words: marked, kept, and told from an echo of the interviewer's.

use std::collections::HashSet;

use super::event::{Action, Millis};
use super::interview::Interview;
use super::phrases::Phrase;
use super::policy::Asked;
use super::record::Utterance;
use crate::quantity::{self, Kind, Quantity};
use crate::scoring::{Grader, Profile};
use crate::text::{Text, Token, is_function_word};

/// An echo has this share of its content words from one line of the interviewer's, and either so many of them or this share
/// of a sentence's.
const ECHO: f64 = 0.8;
const LONG_ECHO: usize = 5;
const ECHOED: f64 = 0.6;
/// Bare numbers below this count things, and are no figures to come back to.
const SMALL: f64 = 100.0;

/// An answer of up to so many words is read together with the question.
const SHORT_ANSWER: usize = 12;

/// Content words of one of the interviewer's lines, and of each of its sentences.
#[derive(Debug, Clone)]
pub struct Spoken {
    line: HashSet<String>,
    sentences: Vec<HashSet<String>>,
}

impl Interview {
    /// Marks and keeps what was said.
    pub(super) fn hear(&mut self, at: Millis, text: &str, asked_for: Vec<usize>) -> &mut Utterance {
        let marker = self.prepared.marker();
        let read = marker.text(text);
        let stated = self.said().filter(|u| !u.is_echo()).flat_map(|u| &u.findings.stated);
        let assumed = stated.map(|s| (s.input, s.value)).collect();
        let (findings, said) = (marker.find_after(&read, &assumed), Profile::of(&read));
        let step = self.step();
        let known = |q: &Quantity| q.kind != Kind::Count || q.value >= SMALL;
        let utterance = Utterance {
            at,
            step,
            text: text.to_owned(),
            echoes: read.sentences().iter().map(|s| self.echoes(read.tokens_of(s))).collect(),
            worth: Grader::new(self.prepared.rubric(), marker).hangs_together(step, &read, &said),
            heard: self.prepared.listening().listen(text),
            quantities: quantity::find(text).iter().filter(|q| known(q)).map(|q| q.value).collect(),
            findings,
            said,
            helped: self.helped.clone(),
            asked_for,
            finds_out: None,
            withdrawn: false,
        };
        self.utterances.push(utterance);
        self.read_with_question();
        self.settle();
        self.utterances.last_mut().unwrap_or_else(|| unreachable!("just pushed"))
    }

    /// A short answer is read together with the question: "how far can it be scaled out?", "up to the number of partitions".
    /// Only for the points that were asked for, and only with words of the answer.
    fn read_with_question(&mut self) {
        let points = self.asked.as_ref().map_or(&[][..], Asked::points);
        let Some(last) = self.utterances.last_mut() else { return };
        let short = last.text.split_whitespace().count() <= SHORT_ANSWER && !last.is_echo();
        let open: Vec<usize> = points.iter().copied().filter(|p| !last.findings.points[*p].earned()).collect();
        if !short || open.is_empty() || last.said.said(0) < 1.0 {
            return;
        }
        // One sentence, so that a pattern may take words of both.
        let question: String = self.prompt.replace(['?', '.', '!', ':', ';'], ",");
        let question = format!("{} ", question.trim_end_matches([',', ' ']));
        let marker = self.prepared.marker();
        let mut found = marker.find(&format!("{question}{}", last.text.replace('\n', " ")));
        for point in open {
            for mut supported in std::mem::take(&mut found.points[point].evidence) {
                supported.evidence.spans.retain(|span| span.start >= question.len());
                if supported.evidence.spans.is_empty() {
                    continue;
                }
                supported.evidence.spans.iter_mut().for_each(|span| {
                    *span = span.start - question.len()..span.end - question.len();
                });
                supported.evidence.sentence = 0;
                last.findings.points[point].evidence.push(supported);
            }
        }
    }

    /// Whether a question of the candidate's only repeats one of the interviewer's.
    pub(super) fn is_echo(&self, text: &str) -> bool {
        self.echoes(Text::new(text).tokens())
    }

    /// Whether a sentence says what the interviewer has said, and nothing else: it takes most of its words from one line,
    /// and is long, or takes most of a sentence. "Strong consistency" answers "strong or eventual consistency for …?"
    fn echoes(&self, sentence: &[Token]) -> bool {
        let words: HashSet<&str> = content_of(sentence).collect();
        let shared = |said: &HashSet<String>| words.iter().filter(|w| said.contains(**w)).count() as f64;
        let mostly = |said: &HashSet<String>| shared(said) >= words.len() as f64 * ECHO;
        let whole = |said: &HashSet<String>| mostly(said) && shared(said) >= said.len() as f64 * ECHOED;
        words.len() > 1
            && self
                .spoken
                .iter()
                .any(|said| (words.len() >= LONG_ECHO && mostly(&said.line)) || said.sentences.iter().any(whole))
    }

    /// Keeps what the interviewer said: who repeats it says nothing.
    pub(super) fn remember(&mut self, at: Millis, out: &[Action]) {
        for action in out {
            if let Action::Say { line, text } = action {
                // A word on the time is no part of the talk: the candidate is as silent as before.
                if ![Phrase::Half, Phrase::Minute].iter().any(|p| p.name() == line) {
                    self.spoke = at;
                }
                let read = Text::new(text);
                let whole = content_of(read.tokens()).map(str::to_owned).collect();
                let sentences =
                    read.sentences().iter().map(|s| content_of(read.tokens_of(s)).map(str::to_owned).collect());
                self.spoken.push(Spoken { line: whole, sentences: sentences.collect() });
            }
        }
    }
}

/// Stems of the words that are no mere grammar.
pub(super) fn content_of(tokens: &[Token]) -> impl Iterator<Item = &str> {
    tokens.iter().filter(|t| !is_function_word(&t.word)).map(|t| t.stem.as_str())
}
