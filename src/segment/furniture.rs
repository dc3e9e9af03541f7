//! The furniture of a web page: notices, links and advertisements between the paragraphs.
//!
//! A block is set aside only as a whole and only if it is short: a sentence that happens to contain a phrase of the
//! list is text. The phrases are those of many outlets, in small letters.

use super::SetAside;

/// What a text's furniture looks like.
pub(super) struct Furniture {
    /// A text in capitals throughout has no promotions in capitals.
    capitals_promote: bool,
}

impl Furniture {
    pub(super) fn of<'a>(blocks: impl Iterator<Item = &'a str>) -> Self {
        let (capitals, all) =
            blocks.fold((0, 0), |(capitals, all), words| (capitals + usize::from(in_capitals(words)), all + 1));
        Self { capitals_promote: capitals * 3 < all }
    }

    /// Why a block is set aside, `None` for text.
    pub(super) fn set_aside(&self, words: &str) -> Option<SetAside> {
        if words.len() > LONGEST {
            return None;
        }
        if self.capitals_promote && in_capitals(words) {
            return Some(SetAside::Promotion);
        }
        let lower = words.to_lowercase();
        PHRASES
            .iter()
            .find(|(_, phrases)| phrases.iter().any(|phrase| lower.contains(phrase)))
            .map(|&(reason, _)| reason)
    }
}

/// Longest notice, in bytes. Chosen by eye on seeds/.
const LONGEST: usize = 400;

/// Five words or more without a small letter.
fn in_capitals(words: &str) -> bool {
    let letters = words.chars().filter(|letter| letter.is_alphabetic());
    // Capitals first: nearly every text shows a small letter within two.
    letters.clone().all(char::is_uppercase) && letters.count() > 15 && words.split_whitespace().nth(4).is_some()
}

const PHRASES: &[(SetAside, &[&str])] = &[
    (
        SetAside::Subscription,
        &["already a subscriber", "subscribe now", "log into your account before", "sign up for", "subscribe to"],
    ),
    (SetAside::Disclaimer, &["the copyright of this article", "all rights reserved", "disclaimer:"]),
    (SetAside::Comments, &["comments are not available", "send questions/comments", "leave a comment"]),
    (SetAside::Promotion, &["click to get the", "click here to", "advertisement"]),
    (SetAside::Navigation, &["share on facebook", "last updated"]),
];
