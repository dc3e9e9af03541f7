//! A sieve of words: tells in a few instructions that a token is none of them.
//!
//! Phrases are looked for by the thousand, and most tokens begin none of them. A dearer search is started only where
//! the sieve lets a token through. It lets some strangers through, but never holds back one of its words; tokens
//! without a hash pass, for nothing is known about them.

use super::key::Key;
use super::token::Token;
use std::num::NonZeroU32;

/// The hash that a token with this form has, if it has one.
pub(crate) fn hash(form: &str) -> Option<NonZeroU32> {
    Key::new(form).or_else(|| Key::of_wide_sign(form)).and_then(Key::hash)
}

/// A set of words, as one bit for each of their hashes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sieve {
    /// Empty if no word has a hash; else their number is a power of two.
    bits: Vec<u64>,
}

impl Sieve {
    /// Bits for each word: three strangers in a hundred pass a great sieve, and fewer a small one.
    const ROOM: usize = 32;

    /// 2 kB: several sieves and the tokens of a paragraph stay in the cache nearest to the processor together.
    const FEWEST_BITS: usize = 1 << 14;

    /// The sieve of words in the form that tokens are folded to.
    pub(crate) fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        // A token with a form without a hash has none either, and passes.
        let hashes: Vec<NonZeroU32> = words.into_iter().filter_map(hash).collect();
        let bits = (hashes.len() * Self::ROOM).next_power_of_two().max(Self::FEWEST_BITS);
        let mut sieve = Self { bits: if hashes.is_empty() { Vec::new() } else { vec![0; bits / 64] } };
        for hash in hashes {
            let (block, bit) = sieve.place(hash);
            sieve.bits[block] |= 1 << bit;
        }
        sieve
    }

    /// Whether a token may be one of the words; `false` is certain.
    #[inline]
    pub(crate) fn may_hold(&self, token: &Token) -> bool {
        token.hash.is_none_or(|hash| self.holds(hash))
    }

    /// Whether a key may be that of one of the words; `false` is certain.
    #[inline]
    pub(crate) fn may_hold_key(&self, key: Key) -> bool {
        key.hash().is_none_or(|hash| self.holds(hash))
    }

    #[inline]
    fn holds(&self, hash: NonZeroU32) -> bool {
        let (block, bit) = self.place(hash);
        self.bits.get(block).is_some_and(|bits| bits >> bit & 1 == 1)
    }

    /// The block of bits, and the bit in it.
    #[inline]
    fn place(&self, hash: NonZeroU32) -> (usize, u32) {
        let bit = hash.get();
        ((bit / u64::BITS) as usize & self.bits.len().wrapping_sub(1), bit % u64::BITS)
    }
}

/// A set of pairs of words, as one bit for each pair of their hashes: phrases that begin with "the" or "to" begin at few of
/// those.
#[derive(Clone, Debug, Default)]
pub(crate) struct PairSieve {
    /// Their number is a power of two.
    bits: Vec<u64>,
}

impl PairSieve {
    /// Bits for each pair: one or two strangers in a hundred pass a great sieve, and hardly any a small one.
    const ROOM: usize = 64;

    /// A sieve for so many pairs.
    pub(crate) fn with_room(pairs: usize) -> Self {
        let bits = (pairs * Self::ROOM).next_power_of_two().max(Sieve::FEWEST_BITS);
        Self { bits: vec![0; bits / 64] }
    }

    /// Adds a pair of words, unless one of them has no hash: such a token passes.
    pub(crate) fn add(&mut self, first: &Token, second: &Token) {
        if let (Some(first), Some(second)) = (first.hash, second.hash) {
            self.add_hashes(first, second);
        }
    }

    /// Adds the hashes of a pair of words in the form that tokens are folded to.
    pub(crate) fn add_hashes(&mut self, first: NonZeroU32, second: NonZeroU32) {
        let (block, bit) = self.place(first, second);
        self.bits[block] |= 1 << bit;
    }

    /// Whether two tokens may be one of the pairs; `false` is certain.
    #[inline]
    pub(crate) fn may_hold(&self, first: &Token, second: &Token) -> bool {
        let (Some(first), Some(second)) = (first.hash, second.hash) else { return true };
        self.holds(first, second)
    }

    /// Whether one of the pairs may stand in a text: two tokens with hashes, next to each other.
    pub(crate) fn may_stand_in(&self, tokens: &[Token]) -> bool {
        let mut hashes = tokens.iter().map(|token| token.hash);
        let mut before = hashes.next().flatten();
        hashes.any(|hash| {
            let pair = before.zip(hash);
            before = hash;
            pair.is_some_and(|(first, second)| self.holds(first, second))
        })
    }

    #[inline]
    fn holds(&self, first: NonZeroU32, second: NonZeroU32) -> bool {
        let (block, bit) = self.place(first, second);
        self.bits.get(block).is_some_and(|bits| bits >> bit & 1 == 1)
    }

    #[inline]
    fn place(&self, first: NonZeroU32, second: NonZeroU32) -> (usize, u32) {
        // Odd constants with bits all over; the order of the two counts. The low bits of a product know only of low bits.
        let mixed = (first.get().wrapping_mul(0x9e37_79b1) ^ second.get()).wrapping_mul(0x85eb_ca6b);
        let bit = mixed ^ mixed >> 16;
        ((bit / u64::BITS) as usize & self.bits.len().wrapping_sub(1), bit % u64::BITS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::token::tokenize;
    use crate::span::Span;

    #[test]
    fn its_words_pass_in_any_case_and_strangers_do_not() {
        let sieve = Sieve::of(["gen", "newsletter", "1,500", "o'brien"]);
        let text = "Gen. NEWSLETTER 1,500 O'Brien U.S. Zürich table 1,501";
        let passed = tokenize(text, Span::new(0, text.len())).into_iter().filter(|token| sieve.may_hold(token));
        let passed: Vec<_> = passed.map(|token| token.span.slice(text)).collect();
        assert_eq!(passed, ["Gen.", "NEWSLETTER", "1,500", "O'Brien", "U.S.", "Zürich"]);
    }

    #[test]
    fn pairs_pass_in_their_order_only() {
        let hash = |word| hash(word).expect("the word is short");
        let mut sieve = PairSieve::with_room(100);
        sieve.add_hashes(hash("the"), hash("toll"));
        let text = "The toll, toll the road. Toll U.S.";
        let tokens = tokenize(text, Span::new(0, text.len()));
        let passed: Vec<_> = (1..tokens.len()).filter(|&at| sieve.may_hold(&tokens[at - 1], &tokens[at])).collect();
        assert_eq!(passed, [1, 8]);
    }
}
