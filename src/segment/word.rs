//! Words of the code as numbers, so that a token is compared with many of them at once: as strings they would be compared
//! one by one, each in code of its own.

use super::key::Key;
use std::num::NonZeroU32;

/// A word as a number: the hash of its [`Key`]. No two words of the lexicon share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct WordId(u32);

impl WordId {
    /// No word.
    pub(crate) const NONE: Self = Self(0);

    /// The word with this hash.
    #[inline]
    pub(super) const fn of_hash(hash: Option<NonZeroU32>) -> Self {
        match hash {
            Some(hash) => Self(hash.get()),
            None => Self::NONE,
        }
    }

    /// The number of a word that stands in the code.
    ///
    /// # Panics
    /// If it is not of at most sixteen small letters and apostrophes, or has no hash.
    pub(crate) const fn of(word: &str) -> Self {
        let id = Self::of_hash(Key::of_literal(word).hash());
        assert!(id.0 != 0, "the word has no hash");
        id
    }

    /// Whether it is one of these words. All are compared, without a branch.
    #[inline]
    pub(crate) fn is_one_of<const N: usize>(self, words: &[Self; N]) -> bool {
        words.iter().fold(false, |found, word| found | (*word == self))
    }
}

/// Whether a [`WordId`] is that of one of these words: `is_word!(tokens.id(at), "more" | "less")`.
macro_rules! is_word {
    ($id:expr, $($word:literal)|+) => {
        $id.is_one_of(const { &[$($crate::segment::WordId::of($word)),+] })
    };
}
pub(crate) use is_word;

/// A list of words of the code as numbers.
macro_rules! word_ids {
    ($($word:literal),+ $(,)?) => { [$($crate::segment::WordId::of($word)),+] };
}
pub(crate) use word_ids;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::{Tokens, segment_title};
    use proptest::prelude::*;

    #[test]
    fn words_are_told_by_their_numbers() {
        let text = "More Moore feared Feared no. no FEARED didn't U.S. us";
        let segments = segment_title(text);
        let tokens = Tokens { text, tokens: &segments.tokens };
        let all = 0..segments.tokens.len();
        let told = |told: &dyn Fn(usize) -> bool| {
            all.clone().filter(|&at| told(at)).map(|at| tokens.raw(at)).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(told(&|at| is_word!(tokens.id(at), "more" | "didn't")), "More didn't");
        assert_eq!(told(&|at| is_word!(tokens.id(at), "us")), "us");
        assert_eq!(told(&|at| is_word!(tokens.small(at), "feared" | "moore")), "feared");
        assert_eq!(told(&|at| is_word!(tokens.small(at), "no")), "no");
        assert_eq!((tokens.id(99), tokens.small(99)), (WordId::NONE, WordId::NONE));
    }

    proptest! {
        #[test]
        fn a_word_has_the_number_of_its_letters(word in "[a-z]{1,16}", behind in "[ ,;)] ?[a-z]{0,4}") {
            let text = format!("{word}{behind}");
            let segments = segment_title(&text);
            let tokens = Tokens { text: &text, tokens: &segments.tokens };
            prop_assert_eq!((tokens.small(0), tokens.id(0)), (WordId::of(&word), WordId::of(&word)));
        }
    }
}
