//! Tens of years or degrees: "in his early 50s", "highs in the upper 60s".
//!
//! Unit: years of age after a possessive, degrees where the sentence speaks of temperatures. The tens of the calendar ("the
//! 60s") are dates and were claimed before. "Low", "mid" and "upper" are thirds of the ten. (P)

use super::Extractor;
use super::Found;
use super::numeral::parse_digits;
use super::quantity::Scope;
use crate::segment::{TokenKind, Tokens};
use crate::value::{Amount, Unit, Value};
use rust_decimal::Decimal;
use std::ops::Range;

/// How many tokens before the number its temperature word may stand. (P)
const WEATHER_REACH: usize = 12;

/// The ages or degrees that begin with the number at `at`.
pub(super) fn tens(scope: Scope<'_>, at: usize) -> Option<Found> {
    let (tokens, bounds) = (scope.tokens, scope.bounds);
    let ten = ten(tokens, at).filter(|_| at + 1 < bounds.end)?;
    let previous = at.checked_sub(1).filter(|&previous| previous >= bounds.start)?;
    let previous = if tokens.hyphen(previous) { previous.checked_sub(1)? } else { previous };
    let third = Third::of(tokens, previous);
    let owner = if third == Third::All { previous } else { previous.checked_sub(1)? };
    let (low, high) = third.of_ten(ten);
    let amount = Amount::between(low, high);
    let value = match tokens.word(owner) {
        "his" | "her" | "their" | "my" | "your" | "our" => Value::Age(amount),
        _ if is_weather(tokens, bounds, at) => Value::Measure(amount, Unit::named("degrees")?),
        _ => return None,
    };
    let found_by = if matches!(value, Value::Age(_)) { Extractor::Count } else { Extractor::Measure };
    let first = if third == Third::All { at } else { previous };
    let core = tokens.span(at, at + 1);
    Some(Found { tokens: first..at + 2, core, value, counted: None, found_by, restates: None })
}

/// The number of "50s".
fn ten(tokens: Tokens<'_>, at: usize) -> Option<Decimal> {
    let plural = tokens.touches(at + 1) && matches!(tokens.raw(at + 1), "s" | "'s" | "’s");
    let short = tokens.kind(at) == Some(TokenKind::Number) && tokens.raw(at).len() <= 3;
    let ten = parse_digits(tokens.raw(at)).filter(|_| plural && short)?;
    (ten % Decimal::TEN).is_zero().then_some(ten)
}

/// Whether the tens of a number are degrees: "highs in the 60s", "temperatures near the mid-30s".
pub(super) fn is_weather(tokens: Tokens<'_>, bounds: &Range<usize>, at: usize) -> bool {
    let from = bounds.start.max(at.saturating_sub(WEATHER_REACH));
    (from..at).any(|at| {
        matches!(
            tokens.raw(at),
            "temperatures"
                | "temperature"
                | "Temperatures"
                | "highs"
                | "Highs"
                | "lows"
                | "Lows"
                | "readings"
                | "mercury"
                | "warming"
                | "warmed"
                | "weather"
        )
    })
}

/// Which part of the ten is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Third {
    Lower,
    Middle,
    Upper,
    All,
}

impl Third {
    fn of(tokens: Tokens<'_>, at: usize) -> Self {
        match tokens.raw(at) {
            "early" | "low" | "lower" => Self::Lower,
            "mid" | "middle" => Self::Middle,
            "late" | "upper" | "high" => Self::Upper,
            _ => Self::All,
        }
    }

    /// First and last whole number of the part.
    fn of_ten(self, ten: Decimal) -> (Decimal, Decimal) {
        let (low, high) = match self {
            Self::Lower => (0, 3),
            Self::Middle => (4, 6),
            Self::Upper => (7, 9),
            Self::All => (0, 9),
        };
        (ten + Decimal::from(low), ten + Decimal::from(high))
    }
}
