//! What a figure of an article may stand for when it is reckoned with.

use super::line::Told;
use crate::value::{Amount, Hedge, Interval, Value};
use rust_decimal::Decimal;

/// The numbers that a figure may be rounded from: half a unit of its last stated place to either side, and all that its
/// hedge allows.
pub(super) fn possible(value: &Value) -> Option<Interval> {
    let amount = value.amount()?;
    // Things counted one by one are not rounded.
    let is_whole = matches!(value, Value::Count(_)) && amount.grain() == Decimal::ONE;
    let rounded = if is_whole { Decimal::ZERO } else { amount.grain().checked_div(Decimal::TWO)? };
    widened(amount, rounded.min(amount.stated()?.checked_mul(ROUNDING_CAP)?))
}

/// Most that a figure is taken to be rounded by, as a part of it: "10 million" is hardly 15. (P)
const ROUNDING_CAP: Decimal = Decimal::from_parts(10, 0, 0, false, 2);

/// The same for the size of a change, which newsrooms round and cut off: a whole unit of the last place, for round tens
/// half of it.
pub(super) fn loosened(value: &Value) -> Option<Interval> {
    let amount = value.amount()?;
    let rounded = amount.grain().checked_div(Decimal::TWO)?.min(amount.stated()?.checked_mul(ROUNDING_CAP)?);
    let by = if amount.grain() > Decimal::ONE { rounded.max(Decimal::ONE) } else { amount.grain() };
    widened(amount, by)
}

fn widened(amount: &Amount, by: Decimal) -> Option<Interval> {
    let interval = amount.interval();
    let high = match interval.high {
        Some(high) => Some(high.checked_add(by)?),
        None => None,
    };
    Some(Interval { low: interval.low.checked_sub(by)?, low_open: false, high, high_open: false })
}

/// Whether two figures can be reckoned with one another as they stand.
pub(super) fn same_measure(left: &Told, right: &Told) -> bool {
    match (&left.mention.value, &right.mention.value) {
        (Value::Count(_), Value::Count(_)) | (Value::Percent(_), Value::Percent(_)) => true,
        (Value::Money(_, left), Value::Money(_, right)) => left == right,
        (Value::Measure(_, left), Value::Measure(_, right)) => left == right,
        (Value::Duration(left), Value::Duration(right)) => left.unit() == right.unit(),
        _ => false,
    }
}

/// One number, not "two to five" and no vague word.
pub(super) fn one_number(value: &Value) -> Option<Decimal> {
    let amount = value.amount()?;
    amount.stated().filter(|_| !matches!(amount.hedge(), Hedge::Between | Hedge::Vague | Hedge::None))
}

/// The same value with another number.
pub(super) fn with_number(value: &Value, number: Decimal) -> Option<Value> {
    let amount = Amount::exactly(number);
    Some(match value {
        Value::Count(_) => Value::Count(amount),
        Value::Money(_, currency) => Value::Money(amount, *currency),
        Value::Percent(_) => Value::Percent(amount),
        Value::Points(_) => Value::Points(amount),
        Value::Multiple(_) => Value::Multiple(amount),
        Value::Measure(_, unit) => Value::Measure(amount, *unit),
        Value::Duration(duration) => Value::Duration(crate::value::Duration::new(amount, duration.unit())),
        _ => return None,
    })
}
