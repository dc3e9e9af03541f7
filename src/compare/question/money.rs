//! What a sum of money is: "a fine of $9,000", "$2.5 million worth of jewellery", "$54 million in damage".
//!
//! "The firm paid $9,000" asks nothing: the noun must stand beside the sum.

use super::{Key, Question, Words};
use crate::claim::Slots;
use crate::segment::is_word;
use crate::segment::lexicon::Class;
use rust_stemmers::Stemmer;

/// What the noun beside a sum says that it is.
pub(super) fn of(words: &Words, stemmer: &Stemmer) -> Option<Question> {
    let noun = words.paid_in().or_else(|| words.amounts_to())?;
    Some(Question { key: Key::SumOf(words.stem(noun, stemmer)), slots: Slots::new() })
}

impl Words<'_> {
    /// "… in damage", "… worth of jewellery", "… fine".
    fn paid_in(&self) -> Option<usize> {
        let end = self.figure.end;
        let noun = match (self.tokens.word(end), self.tokens.raw(end), self.tokens.word(end + 1)) {
            ("in", ..) => end + 1,
            (_, "worth", "of") => end + 2,
            _ => end,
        };
        self.is_noun(noun).then_some(noun)
    }

    /// "a fine of …"
    fn amounts_to(&self) -> Option<usize> {
        let noun = self.figure.start.checked_sub(2)?;
        (is_word!(self.tokens.id(noun + 1), "of") && self.is_noun(noun)).then_some(noun)
    }

    fn is_noun(&self, at: usize) -> bool {
        let other = Class::FUNCTION.with(Class::ADVERB).with(Class::CARDINAL).with(Class::MONTH).with(Class::WEEKDAY);
        let other = other.with(Class::CALENDAR).with(Class::VERB).with(Class::REPORTING).with(Class::TIME_UNIT);
        self.is_word(at) && !self.tokens.capitalised(at) && !self.tokens.is(at, other)
    }
}
