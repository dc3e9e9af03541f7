//! The numbers that stand in dates and durations: "14", "twenty-four", "two thousand", "2 1/2".
//!
//! Leaves their reading to the numerals of `extract/numeral.rs`; here they only become whole or decimal.

use super::super::numeral::numeral;
use crate::segment::{TokenKind, Tokens, is_word};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A number in digits without a fraction, and the token after it.
pub(in crate::extract) fn digits(tokens: Tokens<'_>, at: usize) -> Option<(i64, usize)> {
    if tokens.kind(at) != Some(TokenKind::Number) {
        return None;
    }
    let plain = tokens.raw(at).bytes().filter(|&byte| byte != b',');
    let number = plain
        .map(|byte| char::from(byte).to_digit(10))
        .try_fold(0_i64, |number, digit| number.checked_mul(10)?.checked_add(i64::from(digit?)));
    Some((number?, at + 1))
}

/// A whole number in digits or words, and the token after it.
pub(in crate::extract) fn whole(tokens: Tokens<'_>, at: usize) -> Option<(i64, usize)> {
    let (number, next) = decimal(tokens, at)?;
    Some((number.is_integer().then(|| number.to_i64())??, next))
}

/// A number in digits or words with its fraction: "2 1/2", "2.5", "two and a half".
pub(in crate::extract) fn decimal(tokens: Tokens<'_>, at: usize) -> Option<(Decimal, usize)> {
    let numeral = numeral(tokens, at, tokens.tokens.len())?;
    Some((numeral.exact()?, numeral.last + 1))
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
    if is_word!(tokens.id(at), "and") {
        let one = is_word!(tokens.id(at + 1), "a" | "one");
        let half = if tokens.hyphen(at + 2) { at + 3 } else { at + 2 };
        return (one && is_word!(tokens.id(half), "half")).then_some((Decimal::new(5, 1), half + 1));
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
