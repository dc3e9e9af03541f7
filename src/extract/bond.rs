//! Prices of bonds: "rose 9/32", "99 13/32", and the "104" that a price "fell 9/32 to".
//!
//! Unit: dollars for each 100 dollars of face value. The market quotes points of one hundredth of it, and parts of a point in
//! 32nds and 64ths. Both are exact decimals of at most six places.
//! Source: SIFMA, "Standard Formulas for the Analysis of Mortgage-Backed Securities and Other Related Securities", and the
//! quotations of the U.S. Treasury market.
//! Not recognised: halves to sixteenths, which stocks and inches have too; "99-13+" and "99:13".

use super::Extractor;
use super::Found;
use super::numeral::{Numeral, numeral, slashed};
use super::quantity::Scope;
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens, is_word};
use crate::value::{Currency, Value};
use rust_decimal::Decimal;

/// The currency of a quotation: which dollar is not said.
pub(super) const CURRENCY: Currency = Currency::Open("$");

/// How far behind a change the price that it led to may stand: "fell 7/32, or $2.19 per $1,000 of face value, to 98". (P)
const PRICE_REACH: usize = 16;

/// The points of a quotation that begins with the digits at `at`: "9/32", "99 13/32".
pub(super) fn points(scope: Scope<'_>, at: usize) -> Option<Numeral> {
    let tokens = scope.tokens;
    if tokens.kind(at) != Some(TokenKind::Number) {
        return None;
    }
    let slash = (at + 1..at + 4).find(|&at| tokens.is(at, Class::ADDRESS))?;
    if !matches!(tokens.raw(slash + 1), "32" | "64") {
        return None;
    }
    let end = scope.free_end(at);
    let points = if slash == at + 1 { slashed(tokens, at, end) } else { numeral(tokens, at, end) };
    points.filter(|points| points.last == slash + 1 && is_quotation(scope, points))
}

/// Whether such a fraction is of a price: it stands alone, behind a word of change or in a sentence about bonds.
fn is_quotation(scope: Scope<'_>, points: &Numeral) -> bool {
    let (tokens, bounds, next) = (scope.tokens, scope.bounds, points.last + 1);
    let measures = tokens.touches(next) && !tokens.is(next, Class::COMMA.with(Class::STOP).with(Class::BREAK))
        || tokens.is(next, Class::UNIT)
        || is_word!(tokens.id(next), "of");
    let changed = points.first > bounds.start && tokens.is(points.first - 1, Class::TREND);
    let of_bonds = || {
        bounds.clone().any(|at| {
            matches!(
                tokens.raw(at),
                "bond" | "bonds" | "Bonds" | "note" | "notes" | "bills" | "gilt" | "gilts" | "Treasury" | "Treasuries"
            )
        })
    };
    next >= bounds.end || !measures && (changed || of_bonds())
}

/// The whole numbers that prices changed to are prices, too.
pub(super) fn read_prices_reached(scope: Scope<'_>, found: &mut [Found]) {
    for index in 0..found.len() {
        if !is_change(scope.tokens, &found[index]) {
            continue;
        }
        let reach = found[index].tokens.end + PRICE_REACH;
        let mut behind = found[index + 1..].iter_mut().take_while(|price| price.tokens.start < reach);
        let Some(price) = behind.find(|price| matches!(price.value, Value::Count(_))) else { continue };
        if is_reached(scope, price)
            && let Value::Count(amount) = &price.value
        {
            price.value = Value::Money(amount.clone(), CURRENCY);
            price.counted = None;
            price.found_by = Extractor::Money;
        }
    }
}

/// A change in 32nds: "fell 9/32".
fn is_change(tokens: Tokens<'_>, found: &Found) -> bool {
    matches!(&found.value, Value::Money(amount, _) if amount.trend().is_some())
        && found.tokens.end > 1
        && tokens.sign(found.tokens.end - 2, "/")
}

/// "to 104", "to a price of 104".
fn is_reached(scope: Scope<'_>, price: &Found) -> bool {
    let tokens = scope.tokens;
    let before = |back: usize| {
        price.tokens.start.checked_sub(back).filter(|&at| at >= scope.bounds.start).map_or("", |at| tokens.raw(at))
    };
    let whole =
        price.value.amount().and_then(|amount| amount.stated()).is_some_and(|price| price < Decimal::ONE_THOUSAND);
    let named = before(1) == "of" && before(2) == "price" && before(4) == "to";
    whole && (named || before(1) == "to" && price.counted.is_none())
}
