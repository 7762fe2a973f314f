//! Where an answer supports a point: evidence is a pattern and the candidate's own words.

mod beliefs;
mod company;
mod dismissed;
mod drawing;
mod expected;
mod field;
mod figures;
mod lexis;
mod marker;
mod near;
mod slips;
mod spelling;
pub mod subject;

mod window;

use std::cell::OnceCell;

use rustc_hash::FxHashMap as HashMap;

use crate::quantity::{self, Kind, Quantity, Working};
use crate::rubric::Expression;
use crate::rubric::pattern::{Alternative, Pattern, Word};
use crate::text::{Negation, Span, Text};

pub use beliefs::Mixed;
pub use company::Coherence;
pub use expected::{Expected, Relation, stems};
pub use field::{Field, Term};
pub use lexis::Occurrence;
pub use marker::{By, Findings, Marker, MisconceptionFound, PointFound, Supported, Swap, span_of};
pub use near::Near;
pub use slips::Slip;

use lexis::{Lexis, Lists, PhraseId};
use slips::Slips;

/// Number of a pattern in a [`Matcher`].
pub type PatternId = usize;

/// How widely a pattern's words are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// With the vocabulary's equivalents and narrower terms.
    Wide,
    /// As written (stems only, no slips put right): for wrong beliefs, where a wrong hit accuses.
    Strict,
}

/// The words that support a pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Bytes of each slot's words in the original text, in order of the text.
    pub spans: Vec<Span>,
    /// The sentence they stand in.
    pub sentence: u32,
    /// What denies them, if something does.
    pub denied: Option<Negation>,
    /// First token, and one past the last.
    pub tokens: Occurrence,
}

/// All patterns of a rubric, compiled together.
#[derive(Debug, Default)]
pub struct Matcher {
    lexis: Lexis,
    patterns: Vec<Compiled>,
    /// The slots of all patterns: a pattern and its opposites share most of theirs.
    slots: Vec<Slot>,
    /// The slots that each phrase fills.
    filled_by: Vec<Vec<SlotId>>,
    /// What fills the place of each phrase that was widened: a rubric asks for the same few again and again.
    wider: HashMap<PhraseId, Vec<PhraseId>>,
}

#[derive(Debug)]
struct Compiled {
    ordered: bool,
    slots: Vec<SlotId>,
}

/// Number of a slot in a [`Matcher`].
type SlotId = usize;

#[derive(Debug)]
struct Slot {
    reading: Reading,
    phrases: Vec<PhraseId>,
    regexes: Vec<Expression>,
    quantities: Vec<Option<Kind>>,
}

impl Matcher {
    /// Adds a pattern; the number finds it again.
    pub fn add(&mut self, pattern: &Pattern, reading: Reading, vocabulary: &Field) -> PatternId {
        let slots = pattern.slots.iter().map(|alternatives| self.slot(alternatives, reading, vocabulary)).collect();
        self.compiled(pattern.ordered, slots)
    }

    fn compiled(&mut self, ordered: bool, slots: Vec<SlotId>) -> PatternId {
        self.patterns.push(Compiled { ordered, slots });
        self.patterns.len() - 1
    }

    fn add_slot(&mut self, mut slot: Slot) -> SlotId {
        slot.phrases.sort_unstable();
        slot.phrases.dedup();
        let id = self.slots.len();
        for phrase in &slot.phrases {
            let phrase = *phrase as usize;
            self.filled_by.resize(self.filled_by.len().max(phrase + 1), Vec::new());
            self.filled_by[phrase].push(id);
        }
        self.slots.push(slot);
        id
    }

    /// Adds a pattern that was added before, told the other way round: each variant has the opposites of one slot in its
    /// place.
    pub fn add_opposed(&mut self, pattern: &Pattern, added: PatternId, vocabulary: &Field) -> Vec<PatternId> {
        let slots = self.patterns[added].slots.clone();
        let mut opposing = Vec::new();
        for (number, alternatives) in pattern.slots.iter().enumerate() {
            let mut opposed = self.opposed_slot(alternatives, vocabulary);
            // What fills the slot as it is can't be its opposite.
            opposed.phrases.retain(|phrase| !self.slots[slots[number]].phrases.contains(phrase));
            if opposed.phrases.is_empty() || pattern.slots.len() < 2 {
                continue;
            }
            let mut variant = slots.clone();
            variant[number] = self.add_slot(opposed);
            opposing.push(self.compiled(pattern.ordered, variant));
        }
        opposing
    }

    fn opposed_slot(&mut self, alternatives: &[Alternative], vocabulary: &Field) -> Slot {
        let mut slot = Slot::new(Reading::Wide);
        for alternative in alternatives {
            let Alternative::Phrase(words) = alternative else { continue };
            let stems: Option<Vec<String>> = words.iter().map(stem_of).collect();
            for term in stems.map(|stems| vocabulary.against(&stems)).unwrap_or_default() {
                let words: Vec<Word> = words_of(term);
                slot.phrases.push(self.lexis.phrase(&words));
                slot.phrases.extend(self.lexis.joined(&words));
            }
        }
        slot
    }

    fn slot(&mut self, alternatives: &[Alternative], reading: Reading, vocabulary: &Field) -> SlotId {
        let mut slot = Slot::new(reading);
        for alternative in alternatives {
            match alternative {
                Alternative::Phrase(words) => {
                    let phrase = self.lexis.phrase(words);
                    slot.phrases.push(phrase);
                    if reading == Reading::Wide {
                        slot.phrases.extend(self.lexis.joined(words));
                        slot.phrases.extend_from_slice(self.wider(phrase, words, vocabulary));
                    }
                }
                Alternative::Exact(words) => slot.phrases.push(self.lexis.exact(words)),
                Alternative::Regex(regex) => slot.regexes.push(regex.clone()),
                Alternative::Quantity(kind) => slot.quantities.push(*kind),
            }
        }
        self.add_slot(slot)
    }

    fn wider(&mut self, phrase: PhraseId, words: &[Word], vocabulary: &Field) -> &[PhraseId] {
        let lexis = &mut self.lexis;
        self.wider.entry(phrase).or_insert_with(|| {
            let stems: Option<Vec<String>> = words.iter().map(stem_of).collect();
            let mut wider = Vec::new();
            for term in stems.map(|stems| vocabulary.instead_of(&stems)).unwrap_or_default() {
                let words = words_of(term);
                wider.push(lexis.phrase(&words));
                wider.extend(lexis.joined(&words));
            }
            wider
        })
    }

    /// Adds words that are right as they are, and those of the field.
    pub fn know<'w>(&mut self, words: impl Iterator<Item = &'w str>, field: &Field) {
        words.for_each(|word| self.lexis.spelling().add(word));
        self.lexis.spelling().add_field(field.spelling());
    }

    /// Splits an answer, with spelling slips of the words that patterns ask for put right.
    pub fn text<'t>(&self, answer: &'t str) -> Text<'t> {
        Text::corrected(answer, self.lexis.corrector())
    }

    /// Reads a text for patterns that ask for no quantity.
    fn read_words<'m, 't>(&'m self, text: &'m Text<'t>) -> Matches<'m, 't> {
        let mut found = self.lexis.find(text);
        // In order of the text, so that the places of each slot are, too.
        found.sort_unstable_by_key(|(_, place)| *place);
        let (mut filled, mut slots) = (Vec::new(), Vec::new());
        for phrases in found.chunk_by(|(_, one), (_, other)| one == other) {
            slots.extend(phrases.iter().filter_map(|(phrase, _)| self.filled_by.get(*phrase as usize)).flatten());
            slots.sort_unstable();
            slots.dedup();
            filled.extend(slots.drain(..).map(|slot: SlotId| (slot, phrases[0].1)));
        }
        let said = Lists::of_pairs(self.slots.len(), &filled);
        let (quantities, workings) = (Vec::new(), Vec::new());
        Matches {
            matcher: self,
            text,
            said,
            quantities,
            workings,
            slips: OnceCell::new(),
            filled: self.slots.iter().map(|_| OnceCell::new()).collect(),
            lower: OnceCell::new(),
        }
    }

    /// Reads a text once for all patterns.
    pub fn read<'m, 't>(&'m self, text: &'m Text<'t>) -> Matches<'m, 't> {
        let located = |q: Quantity| {
            tokens_in(text, &q.span).map(|at| Located { quantity: q, at: Occurrence { quantity: true, ..at } })
        };
        let (quantities, workings) = quantity::read(text.original());
        let quantities = quantities.into_iter().filter_map(located).collect();
        Matches { quantities, workings, ..self.read_words(text) }
    }
}

impl Slot {
    fn new(reading: Reading) -> Slot {
        Slot { reading, phrases: Vec::new(), regexes: Vec::new(), quantities: Vec::new() }
    }

    /// Whether any of its phrases fills it, however spelt, and nothing else.
    fn is_wide(&self) -> bool {
        self.reading == Reading::Wide && self.regexes.is_empty() && self.quantities.is_empty()
    }
}

/// A quantity and its place in the text.
#[derive(Debug, Clone)]
pub struct Located {
    /// The quantity.
    pub quantity: Quantity,
    /// Its tokens.
    pub at: Occurrence,
}

fn stem_of(word: &Word) -> Option<String> {
    match word {
        Word::Stem { stem, .. } => Some(stem.clone()),
        Word::Prefix(_) => None,
    }
}

fn words_of(term: Term) -> Vec<Word> {
    term.stems.into_iter().zip(term.words).map(|(stem, surface)| Word::Stem { stem, surface }).collect()
}

/// A text read with a [`Matcher`].
#[derive(Debug)]
pub struct Matches<'m, 't> {
    matcher: &'m Matcher,
    text: &'m Text<'t>,
    /// The phrases that fill each slot, in order.
    said: Lists<Occurrence>,
    quantities: Vec<Located>,
    workings: Vec<Working>,
    /// What is wrong in its arithmetic, looked for when it is first asked for: a text read for its words never is.
    slips: OnceCell<Slips>,
    /// What fills each slot that asks for more than phrases: looked for when a pattern first asks for it.
    filled: Vec<OnceCell<Vec<Occurrence>>>,
    /// The text in lower case, made when a regular expression first asks for it. Only ASCII letters change: byte offsets
    /// into the original stay true.
    lower: OnceCell<String>,
}

impl<'m, 't> Matches<'m, 't> {
    /// The text that was read.
    pub fn text(&self) -> &'m Text<'t> {
        self.text
    }

    /// The quantities of the text, in order.
    pub fn quantities(&self) -> &[Located] {
        &self.quantities
    }

    /// The written arithmetic of the text, in order.
    pub fn workings(&self) -> &[Working] {
        &self.workings
    }

    /// What is wrong in its arithmetic, in order.
    pub fn slips(&self) -> &[Slip] {
        &self.found_slips().all
    }

    /// Whether a quantity, by its number, was worked out from the result of a slip.
    pub fn rests_on_slip(&self, quantity: usize) -> bool {
        self.found_slips().rest.contains(&quantity)
    }

    fn found_slips(&self) -> &Slips {
        self.slips.get_or_init(|| {
            let quantities: Vec<Quantity> = self.quantities.iter().map(|l| l.quantity.clone()).collect();
            let conversions = quantity::conversions(self.text.original(), &quantities);
            Slips::of(&self.quantities, &self.workings, conversions)
        })
    }

    /// The quantities of one sentence.
    pub fn quantities_in(&self, sentence: u32) -> &[Located] {
        let of = |located: &Located| self.sentence_of(located.at);
        let start = self.quantities.partition_point(|l| of(l) < sentence);
        let end = self.quantities.partition_point(|l| of(l) <= sentence);
        &self.quantities[start..end]
    }

    /// The sentence that an occurrence stands in.
    pub fn sentence_of(&self, occurrence: Occurrence) -> u32 {
        self.text.tokens()[occurrence.start as usize].sentence
    }

    /// Where a pattern is supported: at most one place a sentence, in order, asserted or denied.
    pub fn evidence(&self, pattern: PatternId) -> Vec<Evidence> {
        let compiled = &self.matcher.patterns[pattern];
        // Most patterns lack a word: that is seen before an expression is tried.
        if !compiled.slots.iter().all(|slot| self.may_fill(*slot)) {
            return Vec::new();
        }
        let filled = compiled.slots.iter().map(|slot| Some(self.filling(*slot)).filter(|filling| !filling.is_empty()));
        let filled: Option<Vec<&[Occurrence]>> = filled.collect();
        filled.map(|slots| window::find(self.text, &slots, compiled.ordered)).unwrap_or_default()
    }

    fn may_fill(&self, slot: SlotId) -> bool {
        let asked = &self.matcher.slots[slot];
        let more = || !asked.regexes.is_empty() || !asked.quantities.is_empty() && !self.quantities.is_empty();
        !self.said.of(slot).is_empty() || more()
    }

    /// What fills each slot of a pattern, wherever it stands.
    fn fillings(&self, pattern: PatternId) -> impl Iterator<Item = &[Occurrence]> {
        self.matcher.patterns[pattern].slots.iter().map(|slot| self.filling(*slot))
    }

    fn filling(&self, slot: SlotId) -> &[Occurrence] {
        let (asked, said) = (&self.matcher.slots[slot], self.said.of(slot));
        if asked.is_wide() { said } else { self.filled[slot].get_or_init(|| self.fill(asked, said.to_vec())) }
    }

    fn fill(&self, slot: &Slot, mut all: Vec<Occurrence>) -> Vec<Occurrence> {
        if slot.reading == Reading::Strict {
            all.retain(|o| !self.text.tokens()[o.start as usize..o.end as usize].iter().any(|token| token.slip));
        }
        for kind in &slot.quantities {
            let fitting = self.quantities.iter().filter(|l| kind.is_none_or(|kind| l.quantity.kind == kind));
            all.extend(fitting.map(|l| l.at));
        }
        if !slot.regexes.is_empty() {
            let lower = self.lower.get_or_init(|| self.text.original().to_ascii_lowercase());
            all.extend(expressions(self.text, lower, &slot.regexes));
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// The tokens that a span of bytes touches.
fn tokens_in(text: &Text<'_>, span: &Span) -> Option<Occurrence> {
    let tokens = text.tokens();
    let start = tokens.partition_point(|token| token.span.end <= span.start);
    let end = tokens.partition_point(|token| token.span.start < span.end);
    (start < end).then_some(Occurrence { start: start as u32, end: end as u32, quantity: false })
}

fn expressions(text: &Text<'_>, lower: &str, regexes: &[Expression]) -> Vec<Occurrence> {
    let sentences = text.sentences().iter();
    sentences.flat_map(|sentence| expressions_in(text, &sentence.span, lower, regexes)).collect()
}

/// What expressions match inside one sentence; they see nothing beyond it.
fn expressions_in(text: &Text<'_>, sentence: &Span, lower: &str, regexes: &[Expression]) -> Vec<Occurrence> {
    let said = &lower[sentence.clone()];
    let mut all = Vec::new();
    for expression in regexes {
        let found = expression.matches(said);
        let places = found.filter_map(|f| tokens_in(text, &(sentence.start + f.start..sentence.start + f.end)));
        all.extend(places.filter(|place| !passes_over_denial(text, place, expression)));
    }
    all
}

/// Whether an expression's gap holds a denial of which the expression does not speak: `ring.{0,40} moves? all` does not say
/// what "the ring means that adding nodes doesn't move all keys" says.
fn passes_over_denial(text: &Text<'_>, place: &Occurrence, regex: &Expression) -> bool {
    let denies = (place.start..place.end).any(|at| text.is_cue(at as usize));
    denies && !regex.speaks_of_denial()
}
