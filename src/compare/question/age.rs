//! How old a named person is: "Ada Lind, 41, said", "41-year-old Ada Lind".
//!
//! The last name is the question, the first a slot: brothers share the one and not the other.

use super::{Key, Question, Words};
use crate::claim::Slots;
use crate::segment::TokenKind;
use crate::segment::lexicon::Class;

/// The slot of a first name.
const FIRST_NAME: &str = "first name";

/// A person's name has at most so many words. (P)
const LONGEST: usize = 4;

/// Whose age a figure is.
pub(super) fn of(words: &Words) -> Option<Question> {
    let name = words.name_before().or_else(|| words.name_after())?;
    let (last, given) = name.split_last()?;
    let first = given.first().map(|first| (FIRST_NAME.to_owned(), vec![first.clone()]));
    Some(Question { key: Key::AgeOf(last.clone()), slots: first.into_iter().collect::<Slots>() })
}

impl Words<'_> {
    /// "Ada Lind, 41,": the name up to the comma.
    fn name_before(&self) -> Option<Vec<String>> {
        let comma = self.figure.start.checked_sub(1).filter(|&at| self.tokens.raw(at) == ",")?;
        let closed =
            self.figure.end >= self.sentence.end || matches!(self.tokens.raw(self.figure.end), "," | "." | ")");
        let before = (self.sentence.start..comma).rev().take(LONGEST).take_while(|&at| self.is_of_name(at));
        let mut name: Vec<String> = before.map(|at| self.letters(at)).collect();
        name.reverse();
        (closed && !name.is_empty()).then_some(name)
    }

    /// "41-year-old Ada Lind".
    fn name_after(&self) -> Option<Vec<String>> {
        let old = self.figure.start < self.figure.end && self.folded(self.figure.end - 1) == "old";
        let after = (self.figure.end..self.sentence.end).take(LONGEST).take_while(|&at| self.is_of_name(at));
        let name: Vec<String> = after.map(|at| self.letters(at)).collect();
        // "the 41-year-old American" names nobody.
        (old && name.len() > 1).then_some(name)
    }

    fn is_of_name(&self, at: usize) -> bool {
        let other = Class::TITLE.with(Class::WEEKDAY).with(Class::MONTH).with(Class::FUNCTION).with(Class::ROLE);
        self.tokens.kind(at) == Some(TokenKind::Word) && self.tokens.capitalised(at) && !self.tokens.is(at, other)
    }

    /// "O’Bryan" is "Obryan".
    fn letters(&self, at: usize) -> String {
        self.folded(at).chars().filter(|letter| letter.is_alphanumeric()).collect()
    }
}
