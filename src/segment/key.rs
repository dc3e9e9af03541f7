//! Short words as numbers: comparing and hashing one takes a few instructions.
//!
//! Nearly every word of a text is at most 16 ASCII bytes long. As one number it is read, folded to lower case, hashed and
//! compared at once. A [`KeyMap`] tells what is known of the words of a list.
//!
//! Invariant: words of letters, digits, apostrophes and periods have equal keys only if they are equal but for their case.
//! Other signs may share a key.

use std::num::NonZeroU32;

/// A word of at most 16 bytes, in lower case, as one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

    /// The key of two words that are written as one; `length` is that of the first.
    pub(crate) fn joined(self, length: usize, other: Self) -> Option<Self> {
        let whole = length * 8 + (u128::BITS - other.0.leading_zeros()).next_multiple_of(8) as usize;
        (whole <= 8 * Self::LONGEST).then(|| Self(self.0 | other.0 << (8 * length)))
    }

    /// The key of an ASCII sign.
    #[inline]
    pub(super) fn of_byte(sign: u8) -> Self {
        Self(u128::from(sign | 0x20))
    }

    /// The key of a sign that is not ASCII.
    pub(crate) fn of_wide_sign(sign: &str) -> Option<Self> {
        let wide = !sign.is_ascii() && sign.len() <= Self::LONGEST && !sign.starts_with(char::is_alphanumeric);
        wide.then(|| Self::of_bytes(sign.as_bytes()))
    }

    /// The key of the bytes of a sign that is not ASCII, at most sixteen.
    #[inline]
    pub(super) fn of_bytes(sign: &[u8]) -> Self {
        Self(sign.iter().rev().fold(0, |key, &byte| key << 8 | u128::from(byte)))
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

    /// The key of a word that stands in the code.
    ///
    /// # Panics
    /// If it is not of at most sixteen small ASCII letters and apostrophes: it would have the key of another word, or none.
    pub(super) const fn of_literal(word: &str) -> Self {
        let bytes = word.as_bytes();
        assert!(!bytes.is_empty() && bytes.len() <= Self::LONGEST, "a word of 1 to 16 letters");
        let (mut key, mut at) = (0, bytes.len());
        while at > 0 {
            at -= 1;
            assert!(bytes[at].is_ascii_lowercase() || bytes[at] == b'\'', "small letters only");
            key = key << 8 | bytes[at] as u128;
        }
        Self(key)
    }

    /// Spreads keys evenly over 32 bits. One key in four thousand million has no hash.
    #[inline]
    pub(crate) const fn hash(self) -> Option<NonZeroU32> {
        NonZeroU32::new(self.spread())
    }

    #[inline]
    const fn spread(self) -> u32 {
        // Two odd constants with bits all over: the golden ratio, and the one of rustc-hash.
        const LOW: u64 = 0x9e37_79b9_7f4a_7c15;
        const HIGH: u64 = 0xf135_7aea_2e62_a9c5;
        let (low, high) = (self.0 as u64, (self.0 >> 64) as u64);
        let mixed = low.wrapping_mul(LOW) ^ high.wrapping_mul(HIGH);
        (mixed >> 32) as u32
    }
}

/// A run of 1 to 15 ASCII letters in a text, with what stands behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letters {
    pub(super) key: Key,
    /// How many they are.
    pub(super) length: usize,
    /// Whether they are five and more, and end with a small "ed".
    pub(super) ends_with_ed: bool,
    /// The byte behind them.
    pub(super) after: u8,
}

impl Letters {
    /// The letters that stand at `start`; `None` also where the text ends too soon to be read by sixteen bytes at once.
    #[inline]
    pub(super) fn at(text: &str, start: usize) -> Option<Self> {
        const ED: u64 = u16::from_le_bytes(*b"ed") as u64;
        let window = window(text, start)?;
        let (low, high) = (window as u64, (window >> 64) as u64);
        let length = letters(low);
        // Most words fit into the first half.
        if (1..8).contains(&length) {
            let bits = 8 * length as u32;
            let key = Key(u128::from((low | splat(0x20) as u64) & !(u64::MAX << bits)));
            // Without a branch: how long a word is cannot be foreseen.
            let ends_with_ed = (length > 4) & (low.rotate_right(bits.wrapping_sub(16)) & 0xffff == ED);
            return Some(Self { key, length, ends_with_ed, after: (low >> bits) as u8 });
        }
        let (first, length) = (length, length + letters(high));
        (first == 8 && length < Key::LONGEST).then(|| {
            let bits = 8 * length as u32;
            let ends_with_ed = window >> (bits - 16) & 0xffff == u128::from(ED);
            let key = Key::folded(window & first_bytes(length), length);
            Self { key, length, ends_with_ed, after: (window >> bits) as u8 }
        })
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

/// What is known of each word of a list, told in few steps for its words and for strangers alike.
///
/// Keys whose hashes end alike stand together in a bucket. A bucket has a tag of its hash for each of them, so that all its
/// keys are compared at once, and most strangers are told without a look at a key.
#[derive(Clone, Debug)]
pub(crate) struct KeyMap<T> {
    /// Their number is a power of two.
    buckets: Vec<Bucket>,
    /// In the order of the buckets, behind the default, which stands for every stranger.
    entries: Vec<(Key, T)>,
    /// Those for which their bucket has no room.
    rest: Vec<(Key, T)>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Bucket {
    /// A byte for each key, 0 for none.
    tags: u64,
    /// The first of its entries.
    first: u32,
}

impl Bucket {
    /// Most keys of a bucket.
    const ROOM: usize = 8;

    /// The tag of a hash: bits that do not choose the bucket, and one that tells it from no tag.
    #[inline]
    fn tag(hash: u32) -> u64 {
        u64::from(hash >> 25 | 0x80)
    }

    /// The highest bit of each byte that is this tag.
    #[inline]
    fn matches(self, tag: u64) -> u64 {
        let differ = self.tags ^ (tag * (splat(1) as u64));
        // In seven bits of each byte nothing is carried to its neighbour.
        let low = (differ & splat(0x7f) as u64) + splat(0x7f) as u64;
        !(low | differ) & splat(0x80) as u64
    }

    /// The entry of the first match, or the first of all for none. A mask from a table tells the two apart: a comparison would
    /// become a branch.
    #[inline]
    fn entry(self, matches: u64) -> usize {
        const MASKS: [u32; Bucket::ROOM + 1] = {
            let mut masks = [u32::MAX; Bucket::ROOM + 1];
            masks[Bucket::ROOM] = 0;
            masks
        };
        let at = matches.trailing_zeros() / u8::BITS;
        (self.first.wrapping_add(at) & MASKS[at as usize]) as usize
    }

    #[inline]
    fn is_full(self) -> bool {
        self.tags >> (8 * (Self::ROOM - 1)) != 0
    }
}

impl<T: Copy + Default> Default for KeyMap<T> {
    fn default() -> Self {
        Self::of(Vec::new())
    }
}

impl<T: Copy + Default> KeyMap<T> {
    /// What is known of some words. No two of them may be the same.
    pub(crate) fn of(mut words: Vec<(Key, T)>) -> Self {
        let last = (words.len() / Self::LOAD).next_power_of_two() - 1;
        let bucket_of = |key: Key| key.spread() as usize & last;
        words.sort_by_key(|&(key, _)| bucket_of(key));
        let stranger = (Key(0), T::default());
        let mut map = Self { buckets: vec![Bucket::default(); last + 1], entries: vec![stranger], rest: Vec::new() };
        for (key, known) in words {
            let first = u32::try_from(map.entries.len()).expect("fewer words than bytes of rules");
            let bucket = &mut map.buckets[bucket_of(key)];
            if bucket.is_full() {
                map.rest.push((key, known));
                continue;
            }
            if bucket.tags == 0 {
                bucket.first = first;
            }
            bucket.tags |= Bucket::tag(key.spread()) << (8 * (first - bucket.first));
            map.entries.push((key, known));
        }
        map
    }

    /// What is known of a key, the default for a stranger. Which of the two it is cannot be foreseen, and is told without a
    /// branch.
    #[inline]
    pub(crate) fn known(&self, key: Key) -> T {
        let (bucket, matches) = self.matches(key);
        let is_stranger = matches == 0;
        let (found, known) = self.entries[bucket.entry(matches)];
        if (is_stranger & !bucket.is_full()) | (found == key) { known } else { self.behind_first(key) }
    }

    /// [`KeyMap::known`] where the first entry with the tag of the key is of another key.
    #[cold]
    fn behind_first(&self, key: Key) -> T {
        self.get(key).copied().unwrap_or_default()
    }
}

impl<T> KeyMap<T> {
    /// Keys for each bucket, so that hardly any bucket has no room.
    const LOAD: usize = 4;

    /// What is known of a key, if it is in the list.
    #[inline]
    pub(crate) fn get(&self, key: Key) -> Option<&T> {
        let (bucket, mut matches) = self.matches(key);
        while matches != 0 {
            let (found, known) = &self.entries[bucket.entry(matches)];
            if *found == key {
                return Some(known);
            }
            matches &= matches - 1;
        }
        if bucket.is_full() { self.in_rest(key) } else { None }
    }

    /// The bucket of a key, and the highest bit of each of its tags that is that of the key.
    #[inline]
    fn matches(&self, key: Key) -> (Bucket, u64) {
        let hash = key.spread();
        let bucket = self.buckets[hash as usize & (self.buckets.len() - 1)];
        (bucket, bucket.matches(Bucket::tag(hash)))
    }

    #[cold]
    fn in_rest(&self, key: Key) -> Option<&T> {
        self.rest.iter().find(|(found, _)| *found == key).map(|(_, known)| known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_map_keeps_what_is_known_of_every_word() {
        let words: Vec<String> = (0..1000).map(|number| format!("w{number}")).collect();
        let key = |word: &str| Key::new(word).expect("the words are short");
        let map = KeyMap::of(words.iter().map(|word| key(word)).zip(0..).collect());
        assert!((0..).zip(&words).all(|(number, word)| map.get(key(&word.to_uppercase())) == Some(&number)));
        assert!((0..).zip(&words).all(|(number, word)| map.known(key(word)) == number));
        let mut strangers = (1000..9000).map(|number| format!("w{number}"));
        assert!(strangers.all(|word| map.known(key(&word)) == 0));
        assert_eq!((map.get(key("w1000")), KeyMap::<u8>::default().get(key("w1"))), (None, None));
    }

    #[test]
    fn words_with_alike_hashes_are_all_kept() {
        let key = |number: u64| Key(u128::from(number));
        let bucket = |key: Key| key.spread() & 0xffff;
        let alike: Vec<Key> = (0..).map(key).filter(|&other| bucket(other) == bucket(key(1))).take(20).collect();
        let map = KeyMap::of(alike[1..].iter().copied().zip(1..).collect());
        let (found, known) = (|key| map.get(key), |key| map.known(key));
        assert!((1..).zip(&alike[1..]).all(|(number, &key)| found(key) == Some(&number) && known(key) == number));
        assert_eq!((found(alike[0]), known(alike[0])), (None, 0));
    }

    proptest! {
        #[test]
        fn joined_keys_are_the_keys_of_joined_words(left in "[a-z']{1,12}", right in "[a-z']{1,12}") {
            let key = |word: &str| Key::new(word).expect("the words are short");
            prop_assert_eq!(key(&left).joined(left.len(), key(&right)), Key::new(&format!("{left}{right}")));
        }

        #[test]
        fn letters_are_counted_and_folded(word in "[A-Za-z]{0,14}(ed)?|[A-Za-z]{0,40}", rest in "([^A-Za-z].{0,20})?") {
            let text = format!("{word}{rest}");
            prop_assert_eq!(leading_letters(&text, 0), word.len());
            prop_assert_eq!(Letters::at(&format!("1{text}"), 0), None);
            if let Some(letters) = Letters::at(&text, 0) {
                prop_assert_eq!((Some(letters.key), letters.length), (Key::new(&word.to_lowercase()), word.len()));
                prop_assert_eq!(letters.ends_with_ed, word.len() > 4 && word.ends_with("ed"));
                prop_assert_eq!(Some(letters.after), rest.bytes().next());
            }
        }
    }
}
