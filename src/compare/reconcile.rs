//! Least, best and greatest value of a group, by the policy of its topic (semantics, section 9).
//!
//! Sources of the policies: Global Terrorism Database codebook (newest, then the majority of independent sources, then
//! the lowest), ACLED FAQ (the most conservative), BBC Editorial Guidelines 11.3.1 (give the range).

use super::amount;
use super::statement::Statement;
use super::verdict::Range;
use crate::extract::Status;
use crate::rule::Reconcile;
use crate::value::{Hedge, Value};
use rust_decimal::Decimal;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A statement of the group with its origin.
pub(super) struct Voice<'a> {
    /// What it says.
    pub statement: &'a Statement<'a>,
    /// Where it comes from.
    pub origin: &'a str,
}

/// The range of a group and its best figure; `None` if nothing in it has a size (names, unresolved dates). Of a figure
/// that is `growing`, the greatest of the newest day is the newest.
pub(super) fn range(voices: &[Voice], policy: Reconcile, growing: bool) -> Option<Range> {
    let sized: Vec<(&Voice, Extent)> = voices
        .iter()
        .filter(|voice| voice.statement.status == Status::Asserted && !voice.statement.weak)
        .filter_map(|voice| Some((voice, Extent::of(voice.statement.value)?)))
        .collect();
    // "Hundreds" is no end of a range where somebody gives a figure.
    let vague = |voice: &Voice| voice.statement.hedge() == Some(Hedge::Vague);
    let all_vague = sized.iter().all(|(voice, _)| vague(voice));
    let figures = |(voice, _): &&(&Voice, Extent)| all_vague || !vague(voice);
    let low =
        sized.iter().filter(figures).min_by_key(|(_, extent)| (extent.low, extent.high))?.0.statement.value.clone();
    let high =
        sized.iter().filter(figures).max_by_key(|(_, extent)| (extent.high, extent.low))?.0.statement.value.clone();
    let best = match policy {
        Reconcile::Range => None,
        Reconcile::Conservative => Some(low.clone()),
        Reconcile::Newest => newest(&sized, growing),
        Reconcile::Authority => {
            let rank = sized.iter().map(|(voice, _)| authority(voice.statement)).max()?;
            let of_rank: Vec<_> = sized.into_iter().filter(|(voice, _)| authority(voice.statement) == rank).collect();
            newest(&of_rank, growing)
        }
    };
    Some(Range { low, best, high })
}

/// A named speaker, some speaker, the outlet itself.
fn authority(statement: &Statement) -> u8 {
    statement.speaker.map_or(0, |speaker| if speaker.named { 2 } else { 1 })
}

/// The newest; among equally new ones the one that most origins support, then a figure before a bound, then the lowest.
fn newest(sized: &[(&Voice, Extent)], growing: bool) -> Option<Value> {
    let newest_day = sized.iter().map(|(voice, _)| voice.statement.as_of.map(|as_of| as_of.day())).max()?;
    let newest: Vec<&(&Voice, Extent)> =
        sized.iter().filter(|(voice, _)| voice.statement.as_of.map(|as_of| as_of.day()) == newest_day).collect();
    if growing {
        let greatest = newest.iter().max_by_key(|(voice, extent)| (*extent, voice.statement.value.to_string()));
        return greatest.map(|(voice, _)| voice.statement.value.clone());
    }
    // Each value once, so that many articles with one figure cost no more than one.
    let mut values: BTreeMap<(Extent, String), Said> = BTreeMap::new();
    for (first, (voice, extent)) in newest.into_iter().enumerate() {
        let value = voice.statement.value;
        let said = Said { value, first, origins: BTreeSet::new() };
        values.entry((*extent, value.to_string())).or_insert(said).origins.insert(voice.origin);
    }
    let support = |low: Decimal, value: &Value| {
        let near =
            values.range((Extent { low, high: Decimal::MIN }, String::new())..).take_while(|it| it.0.0.low == low);
        let supporters = near.filter(|(_, said)| says_the_same(said.value, value));
        supporters.flat_map(|(_, said)| &said.origins).collect::<BTreeSet<_>>().len()
    };
    let best = values.iter().min_by_key(|((extent, _), said)| {
        (Reverse(support(extent.low, said.value)), is_bound(said.value), *extent, said.first)
    })?;
    Some(best.1.value.clone())
}

/// A value, and who gives it.
struct Said<'a> {
    value: &'a Value,
    /// Its place among the newest.
    first: usize,
    origins: BTreeSet<&'a str>,
}

/// Whether a statement supports a value: the same number or date, however hedged.
fn says_the_same(said: &Value, value: &Value) -> bool {
    match amount::figures(said, value) {
        Some((here, there)) => match (here.stated(), there.stated()) {
            (Some(here), Some(there)) => here == there,
            _ => here.interval() == there.interval(),
        },
        None => said == value,
    }
}

/// Whether the value gives less than a figure.
fn is_bound(value: &Value) -> bool {
    value.amount().is_some_and(|amount| {
        matches!(amount.hedge(), Hedge::AtLeast | Hedge::MoreThan | Hedge::AtMost | Hedge::LessThan | Hedge::Vague)
    })
}

/// How low and how high a value reaches, in a unit that the values of one group share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Extent {
    low: Decimal,
    high: Decimal,
}

impl Extent {
    /// The extent of a value; `None` for names and unresolved dates.
    pub(super) fn of(value: &Value) -> Option<Self> {
        if let Some(timex) = value.timex() {
            let (first, last) = timex.days()?;
            let day =
                |date: jiff::civil::Date| Decimal::from(jiff::civil::Date::ZERO.duration_until(date).as_hours() / 24);
            return Some(Self { low: day(first), high: day(last) });
        }
        let amount = value.amount()?;
        let interval = amount.interval();
        let low = amount.stated().unwrap_or(interval.low);
        let high = amount.stated_high().or(amount.stated()).or(interval.high).unwrap_or(interval.low);
        Some(Self { low: in_base(value, low)?, high: in_base(value, high)? })
    }

    /// All that the words of a value allow: "at least 12" reaches from 12 to the greatest of all numbers.
    pub(super) fn reach(value: &Value) -> Option<Self> {
        let Some(amount) = value.amount() else { return Self::of(value) };
        let interval = amount.interval();
        let high = interval.high.map_or(Some(Decimal::MAX), |high| in_base(value, high));
        Some(Self { low: in_base(value, interval.low)?, high: high? })
    }

    /// The lower end.
    pub(super) fn low(self) -> Decimal {
        self.low
    }

    /// The upper end.
    pub(super) fn high(self) -> Decimal {
        self.high
    }
}

/// A number of a value in a unit that values of one measure share.
fn in_base(value: &Value, number: Decimal) -> Option<Decimal> {
    match value {
        Value::Measure(_, unit) => unit.to_base(number),
        Value::Duration(duration) => {
            let one = crate::value::Duration::new(crate::value::Amount::exactly(Decimal::TWO), duration.unit());
            number.checked_mul(one.seconds()?.low / Decimal::TWO)
        }
        _ => Some(number),
    }
}
