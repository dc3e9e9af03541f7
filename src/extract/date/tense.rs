//! Which way a date points: the tense of the verb that governs it.
//!
//! No parser: the nearest verb form or cue before the expression decides, else the nearest after it. Verbs whose tense
//! the form does not tell are passed over.

use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens};

/// Which way a date points from the day of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// "killed on Thursday"
    Past,
    /// "will meet on Thursday", "by Thursday"
    Future,
    /// Nothing says.
    Unknown,
}

/// How many tokens to either side are looked at. Chosen by eye: a governing verb is seldom further away.
const REACH: usize = 12;

/// The tense that governs the expression from `first` to before `end`.
pub(super) fn tense(tokens: Tokens<'_>, first: usize, end: usize) -> Tense {
    if first > 0 && matches!(tokens.word(first - 1), "until" | "till" | "by") {
        return Tense::Future;
    }
    for at in (first.saturating_sub(REACH)..first).rev() {
        if tokens.sign(at, ";") {
            break;
        }
        let near = first - at <= 2;
        if let Some(tense) = of_word(tokens, at, near) {
            return tense;
        }
    }
    for at in end..(end + REACH).min(tokens.tokens.len()) {
        if tokens.sign(at, ";") {
            break;
        }
        if let Some(tense) = of_word(tokens, at, false) {
            return tense;
        }
    }
    Tense::Unknown
}

fn of_word(tokens: Tokens<'_>, at: usize, near: bool) -> Option<Tense> {
    if tokens.kind(at) != Some(TokenKind::Word) {
        return None;
    }
    let raw = tokens.raw(at);
    match tokens.word(at) {
        "will" | "won't" | "shall" | "would" | "tomorrow" | "upcoming" => return Some(Tense::Future),
        "scheduled" | "expected" | "planned" | "plans" | "due" | "set" | "expects" | "begins" | "starts" => {
            return Some(Tense::Future);
        }
        "is" | "are" if near => return Some(Tense::Future),
        "was" | "were" | "had" | "did" | "has" | "have" | "been" | "didn't" | "wasn't" | "weren't" => {
            return Some(Tense::Past);
        }
        "killed" | "left" | "hit" | "struck" | "took" | "made" | "went" | "came" | "gave" | "got" | "saw" | "found"
        | "lost" | "rose" | "fell" | "grew" | "held" | "kept" | "shot" | "began" | "became" | "sent" | "paid"
        | "spent" | "sold" | "bought" | "won" | "led" | "withdrew" | "fled" | "stood" | "ran" | "said" | "told"
        | "wrote" | "dead" => {
            return Some(Tense::Past);
        }
        _ => {}
    }
    match raw {
        "slated" | "supposed" | "'ll" | "planning" | "preparing" | "scheduling" => Some(Tense::Future),
        "met" | "flew" | "brought" | "broke" | "spoke" | "drove" | "quit" | "swept" | "slipped" | "thought"
        | "heard" => Some(Tense::Past),
        _ => {
            let participle =
                raw.len() > 4 && raw.ends_with("ed") && !tokens.is(at, Class::MULTIPLE) && !tokens.capitalised(at);
            participle.then_some(Tense::Past)
        }
    }
}
