//! Units of measure beside a number: "58 km", "6.1-magnitude", "magnitude 6.1", "40-foot", "95 degrees Fahrenheit".
//!
//! Short symbols ("m", "in", "l", "g", "t") count only where they touch the digits, as the table of units says; "feet" and
//! "miles" anywhere.

use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens};
use crate::value::Unit;
use std::ops::Range;

/// The unit that begins at token `at`, with the token after it.
pub(super) fn after(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> Option<(Unit, usize)> {
    let at = if tokens.hyphen(at) && tokens.touches(at) && tokens.touches(at + 1) { at + 1 } else { at };
    if at >= bounds.end {
        return None;
    }
    let symbol = tokens.raw(at).trim_end_matches('.');
    if tokens.kind(at) == Some(TokenKind::Word)
        && let Some(unit) = Unit::symbol(symbol)
        && (tokens.touches(at) || !unit.close)
    {
        return Some((unit, at + 1));
    }
    if tokens.sign(at, "°") {
        let letter = tokens.raw(at + 1).trim_end_matches('.');
        let scale = match letter {
            "C" | "F" => Unit::symbol(if letter == "C" { "°C" } else { "°F" }).map(|unit| (unit, at + 2)),
            _ => None,
        };
        return scale.or_else(|| Unit::named("degrees").map(|unit| (unit, at + 1)));
    }
    if tokens.word(at) == "on" && tokens.raw(at + 2) == "Richter" && at + 3 < bounds.end {
        return Unit::named("richter").map(|unit| (unit, at + 4));
    }
    if !tokens.is(at, Class::UNIT) {
        return None;
    }
    // Longest name first: "miles per hour", "square miles", "metric tons", "degrees Celsius".
    (1..=3).rev().filter(|&words| at + words <= bounds.end).find_map(|words| {
        let (name, end) = name(tokens, at, words)?;
        Some((Unit::named(&name)?, end))
    })
}

/// A unit before the number: "magnitude 6.1", "a magnitude-6.1", "measuring 6.1 on the Richter scale" is `after`'s.
pub(super) fn before(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize) -> Option<(Unit, usize)> {
    let previous = first.checked_sub(1).filter(|&at| at >= bounds.start)?;
    let at = if tokens.hyphen(previous) || tokens.word(previous) == "of" { previous.checked_sub(1)? } else { previous };
    let magnitude = at >= bounds.start && tokens.word(at) == "magnitude";
    magnitude.then(|| Unit::named("magnitude").map(|unit| (unit, at))).flatten()
}

/// The name that `words` words spell from token `at` on, a hyphen between them as a space, and the token after it.
fn name(tokens: Tokens<'_>, at: usize, words: usize) -> Option<(String, usize)> {
    let mut name = String::new();
    let mut next = at;
    for word in 0..words {
        if word > 0 {
            next += usize::from(tokens.hyphen(next) && tokens.touches(next) && tokens.touches(next + 1));
            name.push(' ');
        }
        if tokens.kind(next) != Some(TokenKind::Word) {
            return None;
        }
        name.push_str(tokens.raw(next));
        next += 1;
    }
    Some((name, next))
}
