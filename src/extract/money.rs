//! Currency signs, codes and names beside a number. A bare "$" stays open; "US$" and "U.S. dollars" are USD.
//!
//! The tables of signs, codes and names are those of `value/money.rs`.

use super::coin;
use super::numeral::Numeral;
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens, is_word};
use crate::value::Currency;
use rust_decimal::Decimal;
use std::ops::Range;

/// A currency before a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Prefix {
    pub(super) currency: Currency,
    /// First token of the sign or code.
    pub(super) start: usize,
    /// The token after it.
    pub(super) end: usize,
}

/// A currency after a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Suffix {
    pub(super) currency: Currency,
    /// How many units of the currency the number counts: 0.01 for cents.
    pub(super) factor: Decimal,
    /// The token after it.
    pub(super) end: usize,
}

/// The currency that begins at token `at`, if a number follows it.
pub(super) fn prefix(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> Option<Prefix> {
    let found = |currency, end| (end < bounds.end).then_some(Prefix { currency, start: at, end });
    if tokens.kind(at) == Some(TokenKind::Sign) {
        return Currency::of_sign(tokens.raw(at)).and_then(|currency| found(currency, at + 1));
    }
    if tokens.sign(at + 1, "$") && tokens.touches(at + 1) {
        return Currency::of_dollar_letters(tokens.raw(at)).and_then(|currency| found(currency, at + 2));
    }
    let currency = code(tokens, at)?;
    let end = if tokens.sign(at + 1, ".") && tokens.touches(at + 1) { at + 2 } else { at + 1 };
    (tokens.kind(end) == Some(TokenKind::Number)).then(|| found(currency, end)).flatten()
}

/// Whether a word may be a currency code or the letters of "US$": short, and right before a number, a sign or a period.
#[inline]
pub(super) fn may_be_code(tokens: Tokens<'_>, at: usize) -> bool {
    let before_figure = tokens.is(at + 1, Class::NUMBER.with(Class::RARE_SIGN))
        || tokens.is(at + 1, Class::PERIOD) && tokens.is(at + 2, Class::NUMBER);
    before_figure && tokens.kind(at) == Some(TokenKind::Word) && tokens.tokens[at].span.len() <= 4
}

fn code(tokens: Tokens<'_>, at: usize) -> Option<Currency> {
    let raw = tokens.raw(at).trim_end_matches('.');
    if !(2..=4).contains(&raw.len()) {
        return None;
    }
    Currency::of_abbreviation(raw)
}

/// The currency that stands at token `at`, after the number `numeral`; "millions of dollars" may have an "of" between.
pub(super) fn suffix(tokens: Tokens<'_>, bounds: &Range<usize>, numeral: &Numeral, at: usize) -> Option<Suffix> {
    if at >= bounds.end {
        return None;
    }
    let vague = numeral.exact().is_none();
    let at = if vague && is_word!(tokens.id(at), "of") {
        past_modifiers(tokens, at + 1)
    } else if tokens.hyphen(at) && tokens.touches(at) {
        at + 1
    } else {
        at
    };
    let whole = |currency, end| Some(Suffix { currency, factor: Decimal::ONE, end });
    if tokens.kind(at) == Some(TokenKind::Sign) {
        let sign = Currency::of_sign(tokens.raw(at)).filter(|_| tokens.touches(at));
        return match sign {
            // "5$" is money, the "$" of "5$10" belongs to the next number.
            Some(currency) if tokens.kind(at + 1) != Some(TokenKind::Number) => whole(currency, at + 1),
            None => part(tokens.raw(at), at),
            Some(_) => None,
        };
    }
    if is_word!(tokens.small(at), "p") && tokens.touches(at) {
        return part("p", at);
    }
    if let Some(currency) = code(tokens, at) {
        return whole(currency, at + 1);
    }
    if let Some((currency, end)) = national(tokens, at) {
        return whole(currency, end);
    }
    if !tokens.is(at, Class::CURRENCY) || tokens.is(at, Class::COIN) && !coin::agrees(tokens, bounds, numeral, at) {
        return None;
    }
    match tokens.word(at) {
        "pound" | "pounds" if is_word!(tokens.id(at + 1), "sterling") => whole(Currency::Iso("GBP"), at + 2),
        "pound" | "pounds" => pays(tokens, bounds, numeral, at).then(|| whole(Currency::Open("£"), at + 1)).flatten(),
        // A Mark or a Rand is a person; "real", "won" and "soles" are mostly words of another kind.
        _ if NAMED_LIKE_MONEY.contains(&tokens.raw(at)) => None,
        "won" | "real" | "soles" if numeral.first == numeral.last => None,
        word => match Currency::of_name(word) {
            Some(currency) => whole(currency, at + 1),
            None => part(word, at),
        },
    }
}

/// Names of people and peoples that are a currency in small letters.
const NAMED_LIKE_MONEY: &[&str] = &[
    "Rand", "Mark", "Marks", "Lev", "Lei", "Leu", "Kip", "Kina", "Lek", "Som", "Lari", "Pula", "Kuna", "Leones", "Birr",
];

/// Past the words between "millions of" and "dollars": "wasted", "taxpayer".
fn past_modifiers(tokens: Tokens<'_>, at: usize) -> usize {
    let is_modifier = |at: usize| tokens.kind(at) == Some(TokenKind::Word) && !tokens.is(at, Class::FUNCTION);
    let unit = (at..at + 3).find(|&unit| tokens.is(unit, Class::CURRENCY));
    let plain = |&unit: &usize| national(tokens, at).is_none() && (at..unit).all(is_modifier);
    unit.filter(plain).unwrap_or(at)
}

/// The part of a currency at token `at`: "cents", "¢", "p", "dimes".
fn part(name: &str, at: usize) -> Option<Suffix> {
    Currency::of_coin(name).map(|(currency, factor)| Suffix { currency, factor, end: at + 1 })
}

/// Whether "pounds" are money: in the millions, beside a sum in another currency, or after a word of paying. "three pounds
/// of flour" weighs.
fn pays(tokens: Tokens<'_>, bounds: &Range<usize>, numeral: &Numeral, at: usize) -> bool {
    if is_word!(tokens.id(at + 1), "of") {
        return false;
    }
    let million = Decimal::from(1_000_000);
    let bracketed = tokens.sign(at + 1, "(")
        && (at + 2..at + 5).any(|at| {
            tokens.sign(at, "$")
                || tokens.sign(at, "€")
                || tokens.is(at, Class::CURRENCY) && !is_word!(tokens.id(at), "pound" | "pounds")
        });
    let paid = (bounds.start.max(numeral.first.saturating_sub(5))..numeral.first).any(|at| {
        is_word!(
            tokens.small(at),
            "paid"
                | "pay"
                | "pays"
                | "paying"
                | "cost"
                | "costs"
                | "costing"
                | "worth"
                | "fined"
                | "fine"
                | "price"
                | "spent"
                | "spend"
                | "spending"
                | "owed"
                | "earned"
                | "earn"
                | "earns"
                | "earning"
                | "raised"
                | "sold"
                | "stole"
                | "salary"
                | "donated"
                | "loan"
                | "debt"
                | "bonus"
                | "prize"
        )
    });
    numeral.exact().is_some_and(|sum| sum >= million) || bracketed || paid
}

/// "Canadian dollars", "Hong Kong dollars", "South African rand".
fn national(tokens: Tokens<'_>, at: usize) -> Option<(Currency, usize)> {
    let unit = (at + 1..at + 4).find(|&unit| tokens.is(unit, Class::CURRENCY))?;
    let mut name = String::new();
    for country in at..unit {
        name.push_str(&tokens.raw(country).to_lowercase());
        name.push(' ');
    }
    name.push_str(tokens.word(unit));
    let currency = Currency::of_name(&name).or_else(|| {
        name.push('s');
        Currency::of_name(&name)
    });
    Some((currency?, unit + 1))
}
