//! `follow-up-unreachable`: a question that is never asked: it covers nothing, or what makes it fit earns all it covers.

use super::covers::covers;
use super::lists::Role;
use super::{Sheet, asked};
use crate::messages::tr;
use crate::rubric::code::Code;
use crate::rubric::fault::{Fault, Path};

pub(super) fn check(sheet: &Sheet<'_>, faults: &mut Vec<Fault>) {
    for question in asked::follow_ups(sheet.rubric) {
        if question.covers.is_empty() {
            let help = tr!("name the points that a good reply earns");
            let message = tr!("this question covers no point: it is never asked");
            faults.push(Fault::new(Code::FollowUpUnreachable, &question.path.key("covers"), message, help));
        }
    }
    for list in &sheet.lists {
        let Role::FollowUp(number) = list.role else { continue };
        let follow_up = &sheet.rubric.follow_ups()[number];
        let earned = |id: &String| {
            let point = sheet.points.iter().position(|placed| placed.point.id == *id);
            let earning = sheet.lists.iter().find(|list| point.is_some_and(|point| list.role == Role::Match(point)));
            let earns = |when| earning.is_some_and(|earning| earning.sound().any(|(_, wide)| covers(wide, when)));
            list.patterns.iter().all(|parsed| parsed.pattern.as_ref().is_ok_and(earns))
        };
        if !list.patterns.is_empty() && !follow_up.covers.is_empty() && follow_up.covers.iter().all(earned) {
            let path = Path::default().key("follow_ups").index(number).key("when");
            let message = tr!("whatever makes `{}` fit earns all that it covers: it is never asked", follow_up.id);
            let help = tr!("let it hang on something that stands before the point, or cover another one");
            faults.push(Fault::new(Code::FollowUpUnreachable, &path, message, help));
        }
    }
}
