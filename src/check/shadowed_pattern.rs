//! `shadowed-pattern`: a pattern that finds nothing that another of the same list does not find.

use super::covers::covers;
use super::lists::List;
use crate::messages::tr;
use crate::rubric::code::Code;
use crate::rubric::fault::{Fault, Fix};

pub(super) fn check<'l, 'a: 'l>(lists: impl Iterator<Item = &'l List<'a>>, faults: &mut Vec<Fault>) {
    for list in lists {
        let sound: Vec<_> = list.sound().collect();
        for (i, (parsed, pattern)) in sound.iter().enumerate() {
            let wider = sound.iter().enumerate().find(|(k, (_, wide))| {
                // Of two that find the same, the first one stays.
                *k != i && covers(wide, pattern) && (*k < i || !covers(pattern, wide))
            });
            if let Some((_, (wide, _))) = wider {
                let message = tr!("`{}` finds all that this finds", wide.source);
                let help = tr!("delete this one, or widen it");
                let fault = Fault::new(Code::ShadowedPattern, &parsed.path, message, help);
                let twin = wide.source.split_whitespace().eq(parsed.source.split_whitespace());
                faults.push(if twin { fault.mended(Fix::Remove) } else { fault });
            }
        }
    }
}
