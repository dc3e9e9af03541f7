//! How strong a quake was, and how far it is from a named place: "a magnitude of 6.1", "90 km north of Halmar".
//!
//! A distance is that of a place which its sentence names before it: of two distances from one town, those whose sentences
//! name no place in common are of two places.

use super::super::population::POPULATION;
use super::{Key, Question, Words};
use crate::claim::Slots;
use crate::extract::Mention;
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, is_word};
use crate::value::Value;
use crate::value::unit::Dimension;
use std::collections::BTreeMap;

/// The slot of what is so far from a place: every name that stands before the figure, until [`settle_places`].
const PLACE: &str = "place";

/// How many words may stand between "from" and the name: "from the country's capital, Oster". (P)
const NAME_REACH: usize = 6;

/// How many words may stand between the figure and "from": "90 km (56 miles) to the north east of". (P)
const FROM_REACH: usize = 10;

/// What a measure is asked for.
pub(super) fn of(words: &Words, mention: &Mention) -> Option<Question> {
    let Value::Measure(_, unit) = &mention.value else { return None };
    match unit.dimension {
        Dimension::Magnitude => Some(Question { key: Key::Magnitude, slots: words.which_quake() }),
        Dimension::Length => {
            let key = Key::DistanceFrom(words.measured_from()?);
            let names = words.names_before();
            let slots = if names.is_empty() { Slots::new() } else { Slots::from([(PLACE.to_owned(), names)]) };
            Some(Question { key, slots })
        }
        _ => None,
    }
}

/// Of the names that stand before each distance, takes the one that most of the distances from that place share.
pub(in crate::compare) fn settle_places<'a>(questions: impl Iterator<Item = &'a mut Question>) {
    let mut by_key: BTreeMap<Key, Vec<&mut Question>> = BTreeMap::new();
    for question in questions.filter(|question| question.slots.contains_key(PLACE)) {
        by_key.entry(question.key.clone()).or_default().push(question);
    }
    for of_key in by_key.values_mut() {
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for name in of_key.iter().flat_map(|question| &question.slots[PLACE]) {
            *known.entry(name.clone()).or_default() += 1;
        }
        for question in of_key {
            if let Some(names) = question.slots.get_mut(PLACE) {
                let commonest =
                    names.iter().max_by(|left, right| known[*left].cmp(&known[*right]).then(right.cmp(left)));
                *names = commonest.cloned().into_iter().collect();
            }
        }
    }
}

impl Words<'_> {
    /// An aftershock is not the quake.
    fn which_quake(&self) -> Slots {
        let after = self.sentence.clone().any(|at| matches!(self.folded(at).as_str(), "aftershock" | "aftershocks"));
        if after { Slots::from([(POPULATION.to_owned(), vec!["aftershock".to_owned()])]) } else { Slots::new() }
    }

    /// "… (56 miles) north of the capital, Halmar": "halmar".
    fn measured_from(&self) -> Option<String> {
        let mut depth = 0;
        let mut from = None;
        for at in (self.figure.end..self.sentence.end).take(FROM_REACH) {
            match self.tokens.raw(at) {
                "(" => depth += 1,
                ")" => depth -= 1,
                _ if depth > 0 => {}
                "of" | "from" => {
                    from = Some(at);
                    break;
                }
                "-" | "away" | "off" | "to" | "the" | "due" => {}
                _ if self.is_direction(at) => {}
                _ => return None,
            }
        }
        let from = from?;
        // "90 km of road"
        if is_word!(self.tokens.id(from), "of") && !self.is_direction(from - 1) {
            return None;
        }
        let name = (from + 1..self.sentence.end).take(NAME_REACH).find(|&at| self.tokens.capitalised(at))?;
        let run = (name..self.sentence.end).take_while(|&at| self.tokens.capitalised(at));
        Some(run.map(|at| self.folded(at)).collect::<Vec<_>>().join(" "))
    }

    fn is_direction(&self, at: usize) -> bool {
        let word = self.folded(at);
        ["north", "south", "east", "west"].iter().any(|direction| word.starts_with(direction))
    }

    /// The names before the figure, each word for itself.
    fn names_before(&self) -> Vec<String> {
        let other = Class::WEEKDAY.with(Class::MONTH).with(Class::DETERMINER).with(Class::PREPOSITION);
        let other = other.with(Class::PRONOUN).with(Class::CONJUNCTION).with(Class::ADVERB).with(Class::CARDINAL);
        let names = (self.sentence.start..self.figure.start).filter(|&at| {
            self.tokens.kind(at) == Some(TokenKind::Word) && self.tokens.capitalised(at) && !self.tokens.is(at, other)
        });
        let mut names: Vec<String> = names.map(|at| self.folded(at)).collect();
        names.sort();
        names.dedup();
        names
    }
}
