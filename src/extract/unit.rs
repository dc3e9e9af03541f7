//! Units of measure beside a number: "58 km", "6.1-magnitude", "magnitude 6.1", "40-foot", "95 degrees Fahrenheit".
//!
//! Short symbols ("in", "l", "kn") count only where they touch the digits, as the table of units says; "m", "g" and "t" also
//! as words of their own right behind digits, "C" and "F" where the sentence speaks of temperatures; "feet" and "miles"
//! anywhere.

use super::noun::is_plural;
use super::numeral::{Numeral, numeral, parse_digits};
use super::tens;
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens, is_word};
use crate::value::Unit;
use rust_decimal::Decimal;
use std::ops::Range;

/// The unit that begins at token `at`, with the token after it.
pub(super) fn after(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> Option<(Unit, usize)> {
    let at = if tokens.hyphen(at) && tokens.touches(at) && tokens.touches(at + 1) { at + 1 } else { at };
    if at >= bounds.end {
        return None;
    }
    let symbol = tokens.raw(at).trim_end_matches('.');
    if tokens.kind(at) == Some(TokenKind::Word) {
        if let Some(speed) = per_time(tokens, symbol, at) {
            return Some((speed, at + 3));
        }
        if let Some(unit) = squared_or_cubed(tokens, bounds, symbol, at) {
            return Some((unit, at + 2));
        }
        if let Some(unit) = Unit::symbol(symbol)
            && (tokens.touches(at) || !unit.close || stands_alone(tokens, at))
        {
            return Some((unit, at + 1));
        }
        if let Some(unit) = temperature_letter(tokens, bounds, at) {
            return Some((unit, at + 1));
        }
    }
    if tokens.sign(at, "°") {
        let letter = tokens.raw(at + 1).trim_end_matches('.');
        let scale = match letter {
            "C" | "F" => Unit::symbol(if letter == "C" { "°C" } else { "°F" }).map(|unit| (unit, at + 2)),
            _ => None,
        };
        return scale.or_else(|| Unit::named("degrees").map(|unit| (unit, at + 1)));
    }
    if is_word!(tokens.id(at), "on") && tokens.raw(at + 2) == "Richter" && at + 3 < bounds.end {
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
    // "puts the magnitude at 6.1", "its magnitude was 6.1"
    let linked = tokens.hyphen(previous) || is_word!(tokens.id(previous), "of" | "at" | "was" | "is" | "as" | "to");
    let at = if linked { previous.checked_sub(1)? } else { previous };
    let magnitude = at >= bounds.start && is_word!(tokens.id(at), "magnitude");
    magnitude.then(|| Unit::named("magnitude").map(|unit| (unit, at))).flatten()
}

/// How many tokens before a number the quake may stand that it measures. (P)
const QUAKE_REACH: usize = 14;

/// "The quake measured 6.1", "a preliminary reading of 7.1" of a quake, "the 6.1 quake": a decimal below ten that has no unit
/// where the sentence speaks of a quake. `ends` are the first and last token of the number with its hedge.
pub(super) fn quake(
    tokens: Tokens<'_>,
    bounds: &Range<usize>,
    ends: (usize, usize),
    numeral: &Numeral,
) -> Option<(Unit, usize)> {
    let (first, last) = ends;
    let strength = numeral.exact().filter(|strength| !strength.is_zero() && *strength < Decimal::TEN)?;
    if strength.scale() != 1 || !tokens.raw(numeral.first).contains('.') {
        return None;
    }
    let is_quake = |at: usize| {
        matches!(
            tokens.raw(at),
            "quake"
                | "quakes"
                | "earthquake"
                | "earthquakes"
                | "temblor"
                | "tremor"
                | "tremors"
                | "aftershock"
                | "aftershocks"
                | "Quake"
                | "Earthquake"
                | "Aftershocks"
                | "foreshock"
        )
    };
    let named = last + 1 < bounds.end && is_quake(last + 1);
    let measured = first > bounds.start
        && (tokens.is(first - 1, Class::PREPOSITION)
            || is_word!(
                tokens.small(first - 1),
                "measured" | "measuring" | "registered" | "registering" | "reached" | "was"
            ));
    let reach = bounds.start.max(first.saturating_sub(QUAKE_REACH))..first;
    (named || measured && reach.into_iter().any(is_quake))
        .then(|| Unit::named("magnitude").map(|unit| (unit, first)))?
}

/// "6 feet 2 inches", "6 feet, 2 inches", "6-foot-2", "5'4\"", "5 pounds 4 ounces": `whole` ends at token `last`. Gives the
/// number of the smaller unit, that unit, and the token after it.
pub(super) fn mixed(
    tokens: Tokens<'_>,
    bounds: &Range<usize>,
    last: usize,
    whole: Decimal,
) -> Option<(Decimal, Unit, usize)> {
    if let Some((rest, end)) = foot_mark(tokens, bounds, last) {
        return Some((whole.checked_mul(Decimal::from(12))?.checked_add(rest)?, Unit::named("inches")?, end));
    }
    let (unit, end) = after(tokens, bounds, last + 1)?;
    let (small, parts) = match unit.symbol {
        "ft" => (Unit::named("inches")?, 12),
        "lb" => (Unit::named("ounces")?, 16),
        _ => return None,
    };
    let hyphen = tokens.hyphen(end) && tokens.touches(end) && tokens.touches(end + 1);
    let comma = tokens.sign(end, ",") || is_word!(tokens.id(end), "and");
    let start = if hyphen || comma { end + 1 } else { end };
    if start >= bounds.end {
        return None;
    }
    let rest = numeral(tokens, start, bounds.end)?;
    let number = rest.exact().filter(|number| *number < Decimal::from(parts))?;
    let total = || whole.checked_mul(Decimal::from(parts))?.checked_add(number);
    if let Some((unit, end)) = after(tokens, bounds, rest.last + 1)
        && unit == small
    {
        return Some((total()?, small, end));
    }
    // "5 ft 2 in tall": the short names go together.
    let next = rest.last + 1;
    if is_word!(tokens.small(end - 1), "ft") && small.symbol == "in" && matches!(tokens.raw(next), "in" | "in.") {
        return Some((total()?, small, next + 1));
    }
    // "6-foot-2", and "5 feet 4" with nothing behind that it could count.
    let closed = next >= bounds.end
        || tokens.kind(next) == Some(TokenKind::Sign) && !tokens.hyphen(next) && !tokens.sign(next, "%")
        || is_word!(tokens.id(next), "tall" | "and" | "in");
    (small.symbol == "in" && number.is_integer() && (hyphen || !comma && closed))
        .then(|| Some((total()?, small, next)))?
}

/// The inches of "5'4\"", and the token after them.
fn foot_mark(tokens: Tokens<'_>, bounds: &Range<usize>, last: usize) -> Option<(Decimal, usize)> {
    let inches = last + 2;
    let marked = inches + 1 < bounds.end
        && matches!(tokens.raw(last + 1), "'" | "’" | "′")
        && (last + 1..inches + 2).all(|at| tokens.touches(at))
        && matches!(tokens.raw(inches + 1), "\"" | "”" | "″" | "''");
    let number = parse_digits(tokens.raw(inches)).filter(|number| marked && *number < Decimal::from(12))?;
    Some((number, inches + 2))
}

/// "km/h", "m/s".
fn per_time(tokens: Tokens<'_>, symbol: &str, at: usize) -> Option<Unit> {
    let joined = tokens.sign(at + 1, "/") && tokens.touches(at + 1) && tokens.touches(at + 2);
    let symbol = match (symbol, tokens.raw(at + 2).trim_end_matches('.')) {
        ("km", "h" | "hr" | "hour") => "km/h",
        ("m", "s") => "m/s",
        ("ft", "s") => "ft/s",
        _ => return None,
    };
    joined.then(|| Unit::symbol(symbol))?
}

/// "km²", "m³": the raised figure is a token of its own.
fn squared_or_cubed(tokens: Tokens<'_>, bounds: &Range<usize>, symbol: &str, at: usize) -> Option<Unit> {
    let raised = tokens.raw(at + 1);
    let joined = at + 1 < bounds.end && matches!(raised, "²" | "³") && tokens.touches(at + 1);
    joined.then(|| Unit::symbol(&format!("{symbol}{raised}")))?
}

/// "100 m high", "5 t of rice": a letter that is no word; but "100 m people" are millions.
fn stands_alone(tokens: Tokens<'_>, at: usize) -> bool {
    let letter = matches!(tokens.raw(at), "m" | "g" | "t" | "W" | "kt" | "m." | "g.");
    letter
        && at > 0
        && tokens.kind(at - 1) == Some(TokenKind::Number)
        && !(tokens.kind(at + 1) == Some(TokenKind::Word) && is_plural(tokens, at + 1))
}

/// The "C" of "40 C" and the "F" of "95F", where degrees are spoken of or the same stands in brackets.
fn temperature_letter(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> Option<Unit> {
    let symbol = match tokens.raw(at).trim_end_matches('.') {
        "C" => "°C",
        "F" => "°F",
        _ => return None,
    };
    let number = at.checked_sub(1).filter(|&number| tokens.kind(number) == Some(TokenKind::Number))?;
    let degrees = parse_digits(tokens.raw(number)).is_some_and(|number| number < Decimal::from(200));
    let bracketed =
        tokens.sign(at + 1, "(") || number > bounds.start && tokens.sign(number - 1, "(") && tokens.sign(at + 1, ")");
    let minus = number > bounds.start && matches!(tokens.raw(number - 1), "-" | "−" | "minus");
    // "1.2C warmer", "2C of warming"
    let compared = is_word!(tokens.small(at + 1), "warmer" | "hotter" | "colder" | "cooler" | "above" | "below")
        || is_word!(tokens.id(at + 1), "of") && is_word!(tokens.small(at + 2), "warming" | "heating");
    (degrees && (bracketed || minus || compared || tens::is_weather(tokens, bounds, number)))
        .then(|| Unit::symbol(symbol))?
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
        name.push_str(tokens.raw(next).trim_end_matches('.'));
        next += 1;
    }
    Some((name, next))
}
