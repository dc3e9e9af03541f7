//! Short words as numbers: comparing and hashing one takes a few instructions.
//!
//! Nearly every word of a text is at most 16 ASCII bytes long. As one number it is read, folded to lower case, hashed and
//! compared at once. A [`KeyMap`] tells what is known of the words of a list.
//!
//! Invariant: words of letters, digits, apostrophes and periods have equal keys only if they are equal but for their case.
//! Other signs may share a key.

use std::num::NonZeroU32;

/// A word of at most 16 bytes, in lower case, as one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key(u128);

/// Sixteen times the same byte.
const fn splat(byte: u8) -> u128 {
    u128::from_le_bytes([byte; 16])
}

impl Key {
    /// Longest word that has a key, in bytes. No word of the lexicon is longer.
    const LONGEST: usize = 16;

    /// The key of a word of ASCII letters, digits and signs; `None` for any other.
    pub(crate) fn new(word: &str) -> Option<Self> {
        Self::at(word, 0, word.len())
    }

    /// The key of the word that stands at `start..end` of a text.
    pub(crate) fn at(text: &str, start: usize, end: usize) -> Option<Self> {
        let length = end - start;
        if length > Self::LONGEST || length == 0 {
            return None;
        }
        let window = match window(text, start) {
            // What stands behind the word is cut off.
            Some(window) => window & first_bytes(length),
            None => text.as_bytes()[start..end].iter().rev().fold(0, |window, &byte| window << 8 | u128::from(byte)),
        };
        if window & splat(0x80) != 0 { None } else { Some(Self::folded(window, length)) }
    }

    /// The key of an ASCII sign.
    #[inline]
    pub(super) fn of_byte(sign: u8) -> Self {
        Self(u128::from(sign | 0x20))
    }

    /// The key of a sign that is not ASCII.
    pub(crate) fn of_wide_sign(sign: &str) -> Option<Self> {
        let wide = !sign.is_ascii() && sign.len() <= Self::LONGEST && !sign.starts_with(char::is_alphanumeric);
        wide.then(|| Self(sign.bytes().rev().fold(0, |key, byte| key << 8 | u128::from(byte))))
    }

    /// The key of the ASCII letters that stand at `start`, and how many there are: 1 to 15. `None` also where the text ends
    /// too soon to be read by sixteen bytes at once.
    #[inline]
    pub(super) fn of_letters(text: &str, start: usize) -> Option<(Self, usize)> {
        let window = window(text, start)?;
        let length = letters(window as u64);
        // Most words fit into the first half.
        if (1..8).contains(&length) {
            let bytes = u64::MAX >> (64 - 8 * length);
            return Some((Self(u128::from((window as u64 | splat(0x20) as u64) & bytes)), length));
        }
        let length = length + letters((window >> 64) as u64);
        (8..Self::LONGEST).contains(&length).then(|| (Self::folded(window & first_bytes(length), length), length))
    }

    fn folded(window: u128, length: usize) -> Self {
        // The bit that tells small letters from capitals; digits, apostrophes and periods have it anyhow.
        Self(window | splat(0x20) & first_bytes(length))
    }

    /// Whether a period stands in it.
    pub(super) fn has_period(self) -> bool {
        let zero_at_periods = self.0 ^ splat(b'.');
        zero_at_periods.wrapping_sub(splat(1)) & !zero_at_periods & splat(0x80) != 0
    }

    /// Spreads keys evenly over 32 bits. One key in four thousand million has no hash.
    #[inline]
    pub(crate) fn hash(self) -> Option<NonZeroU32> {
        NonZeroU32::new(self.spread())
    }

    #[inline]
    fn spread(self) -> u32 {
        // Two odd constants with bits all over: the golden ratio, and the one of rustc-hash.
        const LOW: u64 = 0x9e37_79b9_7f4a_7c15;
        const HIGH: u64 = 0xf135_7aea_2e62_a9c5;
        let (low, high) = (self.0 as u64, (self.0 >> 64) as u64);
        let mixed = low.wrapping_mul(LOW) ^ high.wrapping_mul(HIGH);
        (mixed >> 32) as u32
    }
}

/// Sixteen bytes of a text at once, if it has so many.
#[inline]
fn window(text: &str, start: usize) -> Option<u128> {
    let window = text.as_bytes().get(start..start + Key::LONGEST)?;
    Some(u128::from_le_bytes(window.try_into().expect("the window has 16 bytes")))
}

/// Ones for the first bytes of a window, as many as `length` (1 to 16).
fn first_bytes(length: usize) -> u128 {
    u128::MAX >> (8 * (Key::LONGEST - length))
}

/// How many ASCII letters half a window begins with, up to 8.
#[inline]
fn letters(half: u64) -> usize {
    let splat = |byte| u64::from_le_bytes([byte; 8]);
    // In seven bits of each byte nothing is carried to its neighbour, and the eighth tells what is reached.
    let small = half & splat(0x7f) | splat(0x20);
    let from_a = small.wrapping_add(splat(0x80 - b'a'));
    let beyond_z = small.wrapping_add(splat(0x7f - b'z'));
    let others = !(from_a & !beyond_z & !half) & splat(0x80);
    (others.trailing_zeros() / 8) as usize
}

/// Number of ASCII letters that a text has from `start` on.
pub(super) fn leading_letters(text: &str, start: usize) -> usize {
    let mut at = start;
    while let Some(window) = window(text, at) {
        let length = letters(window as u64);
        at += length;
        if length < 8 {
            return at - start;
        }
    }
    at - start + text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count()
}

/// What is known of each word of a list. An open hash table: a key stands in the first free slot from where its hash points
/// to.
#[derive(Clone, Debug)]
pub(crate) struct KeyMap<T> {
    entries: Vec<(Key, T)>,
    /// Indices into `entries`, from 1, in as many low bits as there can be entries; above them bits of the hash, so that most
    /// strangers are told without a look at a key. 0 is a free slot. Their number is a power of two.
    slots: Vec<u32>,
}

impl<T> Default for KeyMap<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), slots: vec![0; 8] }
    }
}

impl<T> KeyMap<T> {
    /// Slots for each key, so that most look-ups end at the first.
    const ROOM: usize = 2;

    /// What is known of a key, if it is in the list.
    #[inline]
    pub(crate) fn get(&self, key: Key) -> Option<&T> {
        let index = self.index(self.slots[self.slot(key)]).checked_sub(1)?;
        Some(&self.entries[index].1)
    }

    /// What is known of a key, which is added with `new` if it is not in the list.
    pub(crate) fn entry(&mut self, key: Key, new: T) -> &mut T {
        let slot = self.slot(key);
        let index = match self.index(self.slots[slot]) {
            0 => {
                self.entries.push((key, new));
                if self.entries.len() * Self::ROOM > self.slots.len() {
                    self.slots = vec![0; self.slots.len() * 2];
                    (1..=self.entries.len()).for_each(|index| self.set(index));
                } else {
                    self.set(self.entries.len());
                }
                self.entries.len() - 1
            }
            index => index - 1,
        };
        &mut self.entries[index].1
    }

    /// The slot of a key, free if the key is not there.
    #[inline]
    fn slot(&self, key: Key) -> usize {
        let (hash, last) = (key.spread(), self.slots.len() - 1);
        let mut slot = hash as usize & last;
        loop {
            let found = self.slots[slot];
            let differ = (found ^ hash) & !self.index_bits() != 0;
            if found == 0 || !differ && self.entries[self.index(found) - 1].0 == key {
                return slot;
            }
            slot = (slot + 1) & last;
        }
    }

    fn set(&mut self, index: usize) {
        let key = self.entries[index - 1].0;
        let slot = self.slot(key);
        let index = u32::try_from(index).expect("fewer words than bytes of rules");
        self.slots[slot] = key.spread() & !self.index_bits() | index;
    }

    #[inline]
    fn index(&self, slot: u32) -> usize {
        (slot & self.index_bits()) as usize
    }

    /// There are fewer entries than slots.
    #[inline]
    fn index_bits(&self) -> u32 {
        (self.slots.len() - 1) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_map_keeps_what_is_known_of_every_word() {
        let words: Vec<String> = (0..1000).map(|number| format!("w{number}")).collect();
        let mut map = KeyMap::default();
        let key = |word: &str| Key::new(word).expect("the words are short");
        for (number, word) in words.iter().enumerate() {
            assert_eq!(*map.entry(key(word), number), number);
        }
        assert!(words.iter().enumerate().all(|(number, word)| map.get(key(&word.to_uppercase())) == Some(&number)));
        assert_eq!((*map.entry(key("w7"), 0), map.get(key("w1000"))), (7, None));
    }

    proptest! {
        #[test]
        fn letters_are_counted_and_folded(word in "[A-Za-z]{0,40}", rest in "([^A-Za-z].{0,20})?") {
            let text = format!("{word}{rest}");
            prop_assert_eq!(leading_letters(&text, 0), word.len());
            if let Some((key, length)) = Key::of_letters(&text, 0) {
                prop_assert_eq!((Some(key), length), (Key::new(&word.to_lowercase()), word.len()));
            }
        }
    }
}
