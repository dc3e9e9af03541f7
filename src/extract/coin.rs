//! Coins that stand for a sum: "a dime", "not one penny", "a penny a share", and the price in "penny stock".
//!
//! Unit: 0.01, 0.05 or 0.1 of the currency, as `value/open_currencies.tsv` says. One coin is mostly the least of sums rather
//! than a figure ("never spent a dime", "every penny"), so that it is compared only where it is a rate, a change or hedged.
//! Source: "penny", "nickel" and "dime" in Merriam-Webster's Collegiate Dictionary, 11th edition.
//! Not read: quarters, names ("Penny Marsh"), the metal ("a nickel mine"), and idioms in which nothing is paid ("turn on a
//! dime", "a pretty penny", "on the taxpayers' dime").

use super::Extractor;
use super::Found;
use super::hedge::Hedging;
use super::numeral::{Form, Number, Numeral};
use super::quantity::Scope;
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens, is_word};
use crate::value::{Amount, Currency, Hedge, Value};
use rust_decimal::Decimal;
use std::ops::Range;

/// How far before a coin the word that denies it may stand: "never in ten years paid the state a dime". (P)
const DENIAL_REACH: usize = 12;

/// The "a", "every" or "one single" of one coin, as the numeral that it is. `at` is the coin, or a "one" before it.
pub(super) fn one(scope: Scope<'_>, at: usize) -> Option<Numeral> {
    let (tokens, bounds) = (scope.tokens, scope.bounds);
    let coin = match tokens.word(at) {
        "one" => (at + 1..at + 4).find(|&at| !is_emphatic(tokens, at))?,
        _ => at,
    };
    if coin >= bounds.end || !is_single(tokens, coin) || !stands_alone(tokens, bounds, coin) {
        return None;
    }
    let before = (bounds.start..coin).rev().find(|&at| !is_emphatic(tokens, at))?;
    let first = match tokens.word(before) {
        "a" | "an" | "one" | "every" | "each" | "another" | "any" | "no" => before,
        _ => return None,
    };
    let number = Number::Exact { value: Decimal::ONE, grain: Decimal::ONE };
    (!is_idiom(tokens, bounds, first, coin)).then_some(Numeral { first, last: coin - 1, number, form: Form::One })
}

/// Whether a number is of the coin behind it: "three dimes" is, "three dime novels" are novels, "two nickel mines" mines.
pub(super) fn agrees(tokens: Tokens<'_>, bounds: &Range<usize>, numeral: &Numeral, coin: usize) -> bool {
    let single = is_word!(tokens.id(coin), "penny" | "dime" | "nickel");
    let one = numeral.exact() == Some(Decimal::ONE);
    !tokens.capitalised(coin) && (!single || one && stands_alone(tokens, bounds, coin))
}

/// "penny whistle", "dime novel": the price that the thing once had, which nobody says that it costs.
pub(super) fn attributive(scope: Scope<'_>, at: usize) -> Option<Found> {
    let (tokens, bounds) = (scope.tokens, scope.bounds);
    if !tokens.is(at, Class::COIN) || at + 1 >= bounds.end || tokens.capitalised(at) && at > bounds.start {
        return None;
    }
    let cheap = match tokens.word(at) {
        "penny" => is_word!(
            tokens.small(at + 1),
            "whistle"
                | "whistles"
                | "stock"
                | "stocks"
                | "share"
                | "shares"
                | "dreadful"
                | "dreadfuls"
                | "press"
                | "paper"
                | "papers"
                | "novel"
                | "novels"
                | "candy"
                | "candies"
                | "arcade"
                | "arcades"
                | "auction"
                | "auctions"
        ),
        "dime" => is_word!(tokens.small(at + 1), "store" | "stores" | "novel" | "novels" | "museum" | "museums"),
        "nickel" => is_word!(tokens.small(at + 1), "beer" | "beers" | "candy" | "cigar" | "cigars"),
        _ => false,
    };
    let (currency, value) = Currency::of_coin(tokens.word(at)).filter(|_| cheap)?;
    let value = Value::Money(Amount::exactly(value).as_figure_of_speech(), currency);
    let core = tokens.tokens[at].span;
    Some(Found { tokens: at..at + 1, core, value, counted: None, found_by: Extractor::Money, restates: None })
}

/// Whether one coin is no figure: neither hedged nor a rate nor a change, as in "never spent a dime" and "every penny".
pub(super) fn is_figure_of_speech(scope: Scope<'_>, hedging: &Hedging, coin: usize) -> bool {
    let (tokens, bounds) = (scope.tokens, scope.bounds);
    if !tokens.is(coin, Class::COIN) || hedging.hedge != Hedge::Exactly {
        return false;
    }
    let rate = is_word!(tokens.id(coin + 1), "a" | "an" | "per" | "each")
        || is_word!(tokens.small(coin + 1), "apiece")
        || is_word!(tokens.id(coin + 1), "on")
            && is_word!(tokens.id(coin + 2), "the")
            && tokens.is(coin + 3, Class::CURRENCY);
    let plain = hedging.first + 1 == coin;
    let change = hedging.first.checked_sub(1).filter(|&at| plain && at >= bounds.start).is_some_and(|at| {
        is_word!(
            tokens.id(at),
            "by" | "up" | "down" | "rose" | "fell" | "gained" | "lost" | "climbed" | "dropped" | "jumped"
        ) || is_word!(tokens.small(at), "slipped")
    });
    let denied = || {
        let near = bounds.start.max(hedging.first.saturating_sub(DENIAL_REACH))..hedging.first;
        near.into_iter().any(|at| {
            tokens.raw(at).ends_with("n't")
                || tokens.raw(at).ends_with("n’t")
                || is_word!(tokens.id(at), "not" | "never" | "no" | "nobody" | "nothing" | "nor" | "without" | "cannot")
        })
    };
    !(rate || change && !denied())
}

/// A singular coin, not a name: "Penny" inside a sentence is somebody.
fn is_single(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.is(at, Class::COIN) && !tokens.capitalised(at) && !tokens.raw(at).ends_with('s')
}

/// "a single dime", "every last hard-earned penny": words between that change no number.
fn is_emphatic(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.hyphen(at)
        || is_word!(
            tokens.small(at),
            "single"
                | "last"
                | "whole"
                | "extra"
                | "additional"
                | "full"
                | "red"
                | "damn"
                | "hard"
                | "earned"
                | "precious"
        )
}

/// Whether no noun follows that the coin would describe: "a dime in taxes", but "a nickel mine", "a dime-sized hole".
fn stands_alone(tokens: Tokens<'_>, bounds: &Range<usize>, coin: usize) -> bool {
    let next = coin + 1;
    let open = Class::FUNCTION
        .with(Class::ADVERB)
        .with(Class::VERB)
        .with(Class::REPORTING)
        .with(Class::CALENDAR)
        .with(Class::PAST);
    let sign = tokens.kind(next) == Some(TokenKind::Sign) && !(tokens.hyphen(next) && tokens.touches(next));
    // "a dime's worth of difference"
    let possessive = tokens.raw(next).ends_with('s');
    next >= bounds.end
        || !(possessive && tokens.is(next, Class::QUOTE))
            && (sign || tokens.is(next, open) || is_word!(tokens.small(next), "apiece"))
}

/// "turn on a dime", "dropped a dime on him", "a dime a dozen", "in for a penny": nothing is paid.
fn is_idiom(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize, coin: usize) -> bool {
    let before = |back: usize| first.checked_sub(back).filter(|&at| at >= bounds.start).map_or("", |at| tokens.raw(at));
    let turns = before(1) == "on" && is_word!(tokens.id(coin), "dime");
    let betrays = before(1).starts_with("drop") && is_word!(tokens.id(coin), "dime");
    let plenty = is_word!(tokens.id(coin + 1), "a") && is_word!(tokens.id(coin + 2), "dozen");
    let proverb = before(1) == "for" && before(2).eq_ignore_ascii_case("in");
    turns || betrays || plenty || proverb
}
