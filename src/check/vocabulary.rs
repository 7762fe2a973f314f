//! The vocabulary: its groups, and its own beliefs: their patterns, samples and ids, as in a rubric.

use super::lists::{self, Role};
use super::{id_style, patterns, samples, texts, unique_ids};
use crate::matching::Field;
use crate::messages::tr;
use crate::rubric::Vocabulary;
use crate::rubric::code::Code;
use crate::rubric::fault::{Fault, Level, Path};
use crate::rubric::pattern::Pattern;

pub(super) fn check(vocabulary: &Vocabulary) -> Vec<Fault> {
    let mut faults = Vec::new();
    let root = Path::default();
    let path = root.key("misconceptions");
    unique_ids::unique(unique_ids::placed(&path, &vocabulary.misconceptions, |m| &m.id), &mut faults);
    unique_ids::unique(unique_ids::placed(&root.key("contrasts"), &vocabulary.contrasts, |c| &c.id), &mut faults);
    id_style::all(unique_ids::placed(&path, &vocabulary.misconceptions, |m| &m.id), &mut faults);
    id_style::contrasts(&vocabulary.contrasts, &mut faults);
    groups(&vocabulary.equivalents, &root.key("equivalents"), &mut faults);
    groups(&vocabulary.related, &root.key("related"), &mut faults);
    groups(&vocabulary.choices, &root.key("choices"), &mut faults);
    choices(&vocabulary.choices, &mut faults);
    opposites(&vocabulary.opposites, &mut faults);
    for (broad, narrow) in &vocabulary.narrower {
        words(narrow, &root.key("narrower").key(broad), &mut faults);
    }
    for (term, meaning) in &vocabulary.glossary {
        texts::filled(meaning, &root.key("glossary").key(term), &mut faults);
    }
    let lists = lists::of_beliefs(&vocabulary.misconceptions, &vocabulary.contrasts);
    patterns::readable(&lists, &mut faults);
    patterns::filled(&lists, &mut faults);
    patterns::contrasts(&vocabulary.contrasts, &mut faults);
    super::matches_nothing::check(&lists, &mut faults);
    super::shadowed_pattern::check(lists.iter().filter(|list| list.role != Role::Near), &mut faults);
    for (number, misconception) in vocabulary.misconceptions.iter().enumerate() {
        texts::belief(misconception, &path.index(number), &mut faults);
    }
    if faults.iter().all(|fault| fault.level == Level::Warning) {
        let field = Field::new(vocabulary);
        for (number, misconception) in vocabulary.misconceptions.iter().enumerate() {
            let held = |text: &str| field.holds(number, text);
            samples::both(&misconception.samples, &path.index(number), held, &mut faults);
        }
    }
    faults
}

fn groups(groups: &[Vec<String>], path: &Path, faults: &mut Vec<Fault>) {
    for (i, group) in groups.iter().enumerate() {
        words(group, &path.index(i), faults);
    }
}

fn words(group: &[String], path: &Path, faults: &mut Vec<Fault>) {
    if group.is_empty() {
        faults.push(Fault::new(Code::EmptyText, path, tr!("this group is empty"), tr!("name its words, or delete it")));
    }
    for (i, word) in group.iter().enumerate() {
        if word.trim().is_empty() {
            let help = tr!("write a word, or delete it");
            faults.push(Fault::new(Code::EmptyText, &path.index(i), tr!("this word is empty"), help));
        }
    }
}

fn opposites(pairs: &[(String, String)], faults: &mut Vec<Fault>) {
    let path = Path::default().key("opposites");
    for (i, (one, other)) in pairs.iter().enumerate() {
        for (k, word) in [one, other].into_iter().enumerate() {
            texts::filled(word, &path.index(i).index(k), faults);
        }
        if one.to_lowercase() == other.to_lowercase() && !one.is_empty() {
            let message = tr!("`{one}` is no opposite of itself", one);
            faults.push(Fault::new(Code::DuplicateId, &path.index(i).index(1), message, tr!("write its opposite")));
        }
    }
}

/// Each wording of a choice is a pattern of one slot.
fn choices(groups: &[Vec<String>], faults: &mut Vec<Fault>) {
    for (i, group) in groups.iter().enumerate() {
        for (k, source) in group.iter().enumerate().filter(|(_, source)| !source.trim().is_empty()) {
            let path = Path::default().key("choices").index(i).index(k);
            match Pattern::parse(source) {
                Ok(pattern) if pattern.slots.len() == 1 => {}
                Ok(_) => {
                    let help = tr!("separate alternatives with | and tie words with _");
                    faults.push(Fault::new(Code::Pattern, &path, tr!("a choice is one slot"), help));
                }
                Err(fault) => faults.push(Fault::new(Code::Pattern, &path, fault.message, fault.help).within(fault.at)),
            }
        }
    }
}
