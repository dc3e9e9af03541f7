//! The small whole numbers that stand in dates and durations: "14", "twenty-four", "two thousand", "2 1/2".
//!
//! Leaves every other number to the number extractor.

use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens};
use rust_decimal::Decimal;

/// A number in digits without a fraction, and the token after it.
pub(in crate::extract) fn digits(tokens: Tokens<'_>, at: usize) -> Option<(i64, usize)> {
    if tokens.kind(at) != Some(TokenKind::Number) {
        return None;
    }
    let raw = tokens.raw(at);
    let number = match raw.parse::<i64>() {
        Ok(number) => number,
        Err(_) => raw.replace(',', "").parse().ok()?,
    };
    Some((number, at + 1))
}

/// A whole number in digits or words, and the token after it.
pub(in crate::extract) fn whole(tokens: Tokens<'_>, at: usize) -> Option<(i64, usize)> {
    if let Some((number, next)) = digits(tokens, at) {
        return match scale(tokens, next) {
            Some(scale) => Some((number.checked_mul(scale)?, next + 1)),
            None => Some((number, next)),
        };
    }
    words(tokens, at)
}

/// Digits or words with an optional fraction: "2 1/2", "2.5", "two and a half".
pub(in crate::extract) fn decimal(tokens: Tokens<'_>, at: usize) -> Option<(Decimal, usize)> {
    if tokens.kind(at) == Some(TokenKind::Number) && tokens.raw(at).contains('.') {
        return Some((tokens.raw(at).replace(',', "").parse().ok()?, at + 1));
    }
    let (number, next) = whole(tokens, at)?;
    let number = Decimal::from(number);
    match fraction(tokens, next) {
        Some((part, next)) => Some((number + part, next)),
        None => Some((number, next)),
    }
}

/// The fraction after a whole number: "1/2", "½", "and a half", "and one-half".
pub(in crate::extract) fn fraction(tokens: Tokens<'_>, at: usize) -> Option<(Decimal, usize)> {
    let sign = match tokens.raw(at) {
        "½" => Some(Decimal::new(5, 1)),
        "¼" => Some(Decimal::new(25, 2)),
        "¾" => Some(Decimal::new(75, 2)),
        _ => None,
    };
    if let Some(part) = sign {
        return Some((part, at + 1));
    }
    if tokens.word(at) == "and" {
        let one = matches!(tokens.word(at + 1), "a" | "one");
        let half = if tokens.hyphen(at + 2) { at + 3 } else { at + 2 };
        return (one && tokens.word(half) == "half").then_some((Decimal::new(5, 1), half + 1));
    }
    // "2 1/2" and "2-1/2"; the denominator decides that it is no date.
    let at = if tokens.hyphen(at) { at + 1 } else { at };
    if tokens.sign(at + 1, "/") && tokens.touches(at + 1) && tokens.touches(at + 2) {
        let (part, _) = digits(tokens, at)?;
        let (whole, next) = digits(tokens, at + 2)?;
        if part < whole && matches!(whole, 2 | 4 | 8) {
            return Some((Decimal::from(part) / Decimal::from(whole), next));
        }
    }
    None
}

fn scale(tokens: Tokens<'_>, at: usize) -> Option<i64> {
    tokens.tokens.get(at).filter(|token| token.lex.is(Class::SCALE)).and_then(|token| token.lex.number())
}

fn words(tokens: Tokens<'_>, at: usize) -> Option<(i64, usize)> {
    let (mut group, mut next) = below_hundred(tokens, at)?;
    let mut total = 0_i64;
    while let Some(factor) = scale(tokens, next) {
        next += 1;
        if factor == 100 {
            group = group.checked_mul(factor)?;
        } else {
            total = total.checked_add(group.checked_mul(factor)?)?;
            group = 0;
        }
        let after = if tokens.word(next) == "and" { next + 1 } else { next };
        if let Some((more, end)) = below_hundred(tokens, after) {
            group = group.checked_add(more)?;
            next = end;
        }
    }
    Some((total.checked_add(group)?, next))
}

fn cardinal(tokens: Tokens<'_>, at: usize) -> Option<i64> {
    tokens.tokens.get(at).filter(|token| token.lex.is(Class::CARDINAL)).and_then(|token| token.lex.number())
}

/// "twelve", "twenty", "twenty-four", "twenty four".
fn below_hundred(tokens: Tokens<'_>, at: usize) -> Option<(i64, usize)> {
    let tens = cardinal(tokens, at)?;
    if tens < 20 {
        return Some((tens, at + 1));
    }
    let ones = if tokens.hyphen(at + 1) { at + 2 } else { at + 1 };
    match cardinal(tokens, ones) {
        Some(number @ 1..10) => Some((tens + number, ones + 1)),
        _ => Some((tens, at + 1)),
    }
}
