//! A sieve of words: tells in a few instructions that a token is none of them.
//!
//! Phrases are looked for by the thousand, and most tokens begin none of them. A dearer search is started only where
//! the sieve lets a token through. It lets some strangers through, but never holds back one of its words; tokens
//! without a hash pass, for nothing is known about them.

use super::lexicon::Key;
use super::token::Token;
use std::num::NonZeroU32;

/// A set of words, as one bit for each of their hashes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sieve {
    /// Empty as long as no word was added.
    bits: Vec<u64>,
}

impl Sieve {
    /// 8 kB stay in the cache nearest to the processor, and a thousand words fill less than a fiftieth.
    const BITS: u32 = 1 << 16;

    /// Adds a word in the form that tokens are folded to.
    pub(crate) fn add(&mut self, word: &str) {
        // A token with this form has no hash either, and passes.
        let Some(hash) = Key::new(word).and_then(Key::hash) else { return };
        self.bits.resize((Self::BITS / u64::BITS) as usize, 0);
        let (block, bit) = place(hash);
        self.bits[block] |= 1 << bit;
    }

    /// Whether a token may be one of the words; `false` is certain.
    pub(crate) fn may_hold(&self, token: &Token) -> bool {
        let Some(hash) = token.hash else { return true };
        let (block, bit) = place(hash);
        self.bits.get(block).is_some_and(|bits| bits >> bit & 1 == 1)
    }
}

/// The block of bits, and the bit in it.
fn place(hash: NonZeroU32) -> (usize, u32) {
    let bit = hash.get() % Sieve::BITS;
    ((bit / u64::BITS) as usize, bit % u64::BITS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::token::tokenize;
    use crate::span::Span;

    #[test]
    fn its_words_pass_in_any_case_and_strangers_do_not() {
        let mut sieve = Sieve::default();
        for word in ["gen", "newsletter", "1,500", "o'brien"] {
            sieve.add(word);
        }
        let text = "Gen. NEWSLETTER 1,500 O'Brien U.S. Zürich table 1,501";
        let passed = tokenize(text, Span::new(0, text.len())).into_iter().filter(|token| sieve.may_hold(token));
        let passed: Vec<_> = passed.map(|token| token.span.slice(text)).collect();
        assert_eq!(passed, ["Gen.", "NEWSLETTER", "1,500", "O'Brien", "U.S.", "Zürich"]);
    }
}
