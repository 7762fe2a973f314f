//! Judging a drill: from the marked answer and reply to what is shown and when the question comes back.

use super::super::debrief::PointLine;
use super::super::judgement::sentence_at;
use super::super::record::How;
use super::marks::{Marked, Part, SAID, marked, round, uncounted};
use super::{Answered, Drill, End, Grade, Report};
use crate::rubric::{Point, Tier};

impl Drill {
    pub(super) fn marked_answer(&self, answer: &Answered) -> Marked {
        marked(Part::Answer, &answer.text, answer.card.score, &self.question().points, &answer.card, |_| true)
    }

    pub(super) fn marked_reply(&self, reply: &Answered) -> Marked {
        let new = |point: usize| self.credit(self.answer.as_ref(), point) < SAID;
        let score = self.score_with(reply);
        marked(Part::Reply, &reply.text, score, &self.question().points, &reply.card, new)
    }

    /// The mark of the answer and a reply together.
    fn score_with(&self, reply: &Answered) -> f64 {
        let answer = self.answer.as_ref().map_or("", |a| a.text.as_str());
        self.mark(&format!("{answer}\n\n{}", reply.text)).score
    }

    fn credit(&self, part: Option<&Answered>, point: usize) -> f64 {
        part.map_or(0.0, |part| part.card.points[point].credit)
    }

    /// The report of what was said so far.
    pub(super) fn report(&self) -> Report {
        let question = self.question();
        let answer = self.answer.as_ref();
        let silent = answer.is_none_or(|a| a.text.trim().is_empty());
        let score = answer.map_or(0.0, |a| a.card.score);
        let left_silent = silent && self.end == End::Left && self.reply.is_none();
        let points: Vec<PointLine> = question.points.iter().enumerate().map(|(i, p)| self.point(i, p)).collect();
        let missing = self.missing();
        let mut study: Vec<String> = Vec::new();
        let own = (!missing.is_empty()).then_some(&question.id);
        for id in own.into_iter().chain(missing.iter().filter_map(|i| question.points[*i].study.as_ref())) {
            if !study.contains(id) {
                study.push(id.clone());
            }
        }
        Report {
            grade: (!left_silent).then(|| Grade::of(score, self.hints)),
            score: round(score),
            with_reply: self.reply.as_ref().map(|reply| round(self.score_with(reply))),
            hints: self.hints,
            used: answer.map_or(0, |a| a.used),
            budget: answer.and_then(|a| a.budget),
            ran_out: answer.is_some_and(|a| a.ran_out),
            points,
            missing: missing.iter().map(|i| question.points[*i].id.clone()).collect(),
            answer: answer.map_or(String::new(), |a| a.text.clone()),
            uncounted: answer.filter(|_| !silent).map_or(Vec::new(), |a| uncounted(&a.card)),
            study,
            guide: question.guide.clone(),
        }
    }

    /// Points that neither part said, the heaviest first.
    fn missing(&self) -> Vec<usize> {
        let points = &self.question().points;
        let said = |i: usize| self.credit(self.answer.as_ref(), i).max(self.credit(self.reply.as_ref(), i)) >= SAID;
        let mut missing: Vec<usize> = (0..points.len()).filter(|i| !said(*i)).collect();
        missing.sort_by(|a, b| points[*b].weight.total_cmp(&points[*a].weight));
        missing
    }

    fn point(&self, number: usize, point: &Point) -> PointLine {
        let first = if self.hinted.contains(&number) { How::Hinted } else { How::Volunteered };
        let earned = |part: Option<&Answered>, how: How| {
            let part = part?;
            let mark = &part.card.points[number];
            let start = mark.evidence.first().map_or(0, |span| span.start);
            (mark.credit > 0.0)
                .then(|| (round(mark.credit * how.ceiling()), how, part.at, sentence_at(&part.text, start)))
        };
        let (answer, reply) = (earned(self.answer.as_ref(), first), earned(self.reply.as_ref(), How::Prompted));
        let best = match (answer, reply) {
            (Some(answer), Some(reply)) if reply.0 > answer.0 => Some(reply),
            (Some(answer), _) => Some(answer),
            (None, reply) => reply,
        };
        PointLine {
            id: point.id.clone(),
            says: point.says.clone(),
            advanced: point.tier == Tier::Advanced,
            credit: best.as_ref().map_or(0.0, |b| b.0),
            how: best.as_ref().map(|b| b.1),
            at: best.as_ref().map(|b| b.2),
            quote: best.map(|b| b.3),
            answer: point.answer.clone(),
        }
    }
}
