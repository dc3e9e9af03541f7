//! One number, or the two ends of a range: "40 to 50", "between 40 and 50", "$2 to $3 billion", "5 percent to 10
//! percent", "two or three", "two- to five-year".
//!
//! Two numbers are no range where something changed from the one to the other ("rose from 3 to 10"), where the second is
//! the smaller one, or where "and" merely lists.

use super::money;
use super::numeral::{Form, Numeral, numeral, scale_at};
use super::quantity::Scope;
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens, is_word};
use rust_decimal::Decimal;
use std::ops::Range;

/// How many tokens before "from" a word of change may stand. (P)
const CHANGE_REACH: usize = 14;

/// One numeral, or the two ends of a range.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    /// First token of the number, or of the lower end.
    pub(super) first: usize,
    /// Last token of the number, or of the upper end.
    pub(super) last: usize,
    pub(super) low: Numeral,
    pub(super) high: Option<Numeral>,
    /// How many tokens "between", "from" or "anywhere from" take before the range.
    pub(super) opened: usize,
}

impl Numbers {
    /// A number that begins no range.
    pub(super) fn single(low: Numeral) -> Self {
        Self { first: low.first, last: low.last, low, high: None, opened: 0 }
    }
}

/// The range that begins with `low`, or `low` alone. `money` tells that a currency sign stands before it.
pub(super) fn range_from(scope: Scope<'_>, low: Numeral, money: bool) -> Numbers {
    let single = Numbers::single(low.clone());
    range(scope, low, money).unwrap_or(single)
}

fn range(scope: Scope<'_>, low: Numeral, money: bool) -> Option<Numbers> {
    let tokens = scope.tokens;
    low.exact()?;
    let opener = low.first.checked_sub(1 + usize::from(money)).filter(|&before| before >= scope.bounds.start);
    // "rose from about 2,500 to 2,600"
    let hedged = opener.filter(|&hedge| {
        hedge > scope.bounds.start && tokens.is(hedge, Class::HEDGE) && is_word!(tokens.id(hedge - 1), "from")
    });
    let opener = hedged.map_or(opener, |hedge| hedge.checked_sub(1));
    let opener_word = opener.map_or("", |before| tokens.word(before));
    let (link, repeated) = link_after(tokens, &low)?;
    let changed = is_word!(tokens.id(link), "to") && after_change(tokens, scope.bounds, low.first, opener_word);
    let linked = match tokens.word(link) {
        "to" => !changed || opener_word != "from" && !repeated,
        "and" => opener_word == "between",
        "or" => true,
        "through" => low.form == Form::Digits && !money,
        _ => tokens.hyphen(link),
    };
    if !linked {
        return None;
    }
    // "two- to five-year": the hyphen hangs on the first number.
    let next = if tokens.hyphen(link) && is_word!(tokens.id(link + 1), "to" | "or") { link + 2 } else { link + 1 };
    let next = if tokens.hyphen(next) && is_word!(tokens.id(link), "to") { next + 1 } else { next };
    let next = money::prefix(tokens, scope.bounds, next).map_or(next, |prefix| prefix.end);
    let high = numeral(tokens, next, scope.free_end(next))?;
    if repeated && tokens.raw(high.last + 1) != tokens.raw(low.last + 1) {
        return None;
    }
    // "could rise 15 to 30 cents" is a range of changes; "rose 3 to 10" moved to ten.
    let unit = Class::PERCENT.with(Class::CURRENCY).with(Class::UNIT);
    if changed && !(tokens.is(high.last + 1, unit) || tokens.sign(high.last + 1, "%")) {
        return None;
    }
    let (low, high) = share_scale(tokens, low, high)?;
    let (small, great) = (low.exact()?, high.exact()?);
    let alternative = is_word!(tokens.id(link), "or");
    if small >= great || (alternative && small.checked_mul(Decimal::TWO).is_some_and(|twice| great > twice)) {
        return None;
    }
    let opened = match opener_word {
        "between" | "from" => {
            let wide = matches!(
                opener.and_then(|at| at.checked_sub(1)).map_or("", |at| tokens.word(at)),
                "anywhere" | "somewhere"
            );
            1 + usize::from(wide)
        }
        _ => 0,
    };
    Some(Numbers { first: low.first, last: high.last, low, high: Some(high), opened })
}

/// The token that links the two ends, and whether the unit of the first stands between ("5 percent to 10 percent").
fn link_after(tokens: Tokens<'_>, low: &Numeral) -> Option<(usize, bool)> {
    let next = low.last + 1;
    let links = |at: usize| {
        is_word!(tokens.id(at), "to" | "and" | "or" | "through")
            || tokens.hyphen(at) && (tokens.touches(at) || tokens.raw(at) != "-") && tokens.raw(at) != "—"
    };
    if links(next) {
        return Some((next, false));
    }
    let unit =
        tokens.sign(next, "%") || tokens.kind(next) == Some(TokenKind::Word) && !tokens.is(next, Class::FUNCTION);
    (unit && links(next + 1)).then_some((next + 1, true))
}

/// "2 to 3 billion" means 2 billion; "1.5 to 2 million" too, but "900 to 1 million" does not.
fn share_scale(tokens: Tokens<'_>, low: Numeral, high: Numeral) -> Option<(Numeral, Numeral)> {
    let (small, great) = (low.exact()?, high.exact()?);
    let low_scale = scale_at(tokens, low.last);
    let high_scale = scale_at(tokens, high.last);
    match (low_scale, high_scale) {
        (None, Some(scale)) if small < Decimal::ONE_THOUSAND && small < great.checked_div(scale)? => {
            Some((low.scaled(scale, low.last)?, high))
        }
        _ => Some((low, high)),
    }
}

/// "rose from 3 to 10" and "have doubled since 2000, from 3 to 10" name two states, no range; so does "rose 3 to 10".
fn after_change(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize, opener: &str) -> bool {
    let (reach, skipped) = if opener == "from" { (CHANGE_REACH, 2) } else { (3, 1) };
    let from = first.saturating_sub(skipped);
    let changes = |at: usize| {
        tokens.is(at, Class::TREND.with(Class::MULTIPLE))
            || is_word!(
                tokens.small(at),
                "went"
                    | "moved"
                    | "changed"
                    | "revised"
                    | "upgraded"
                    | "downgraded"
                    | "expanding"
                    | "boosted"
                    | "boost"
                    | "improved"
                    | "narrowed"
                    | "widened"
                    | "lifted"
                    | "shifted"
                    | "change"
                    | "switched"
                    | "lowering"
                    | "raising"
            )
    };
    (bounds.start.max(from.saturating_sub(reach))..=from)
        .rev()
        .take_while(|&at| !matches!(tokens.raw(at), ";" | ":") && !is_word!(tokens.id(at), "ranging"))
        .any(changes)
}
