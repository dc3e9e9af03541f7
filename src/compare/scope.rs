//! Whether two claims are of the same thing, and if not, which field differs (semantics, section 5).
//!
//! Leaves values to `amount` and `time`. Invariant: [`relate`] is symmetric up to the side that it names.

use super::amount::Side;
use super::event::EVENT;
use super::places;
use super::population::{self, POPULATION};
use crate::claim::Slots;
use crate::value::{Currency, Kind, Value};

/// How the scopes of two claims stand to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Every field is known on both sides and equal, or unknown on both.
    Same,
    /// Comparable, but these fields are known on one side only.
    Assumed(Vec<String>),
    /// One is part of the other: Iraq of Iraq and Syria, the injured of the casualties.
    Part {
        /// The field.
        field: String,
        /// Which side is the part.
        part: Side,
        /// A place inside a place that is no list of parts (Baghdad, Iraq): often the same event, told more finely.
        nested: bool,
    },
    /// Known on both sides and different.
    Differ(String),
}

/// Outcomes that include others: casualties are killed, injured, missing or captured, never equated with any of them.
const OUTCOMES: &[(&str, &[&str])] = &[
    ("casualties", &["killed", "dead", "deaths", "injured", "wounded", "hurt", "missing", "captured"]),
    ("shot", &["shot dead", "shot and wounded"]),
    ("affected", &["displaced", "evacuated", "homeless"]),
    ("injured", &["hospitalised", "hospitalized", "critical", "seriously injured"]),
];

/// Compares the slots of two claims of one topic.
pub(super) fn relate(left: &Slots, right: &Slots) -> Scope {
    let mut assumed = Vec::new();
    let mut part: Option<Scope> = None;
    let population = |side| Some(Scope::Part { field: POPULATION.to_owned(), part: side, nested: true });
    match population::relate(left, right) {
        population::Relation::Same => {}
        population::Relation::LeftIsPart => part = population(Side::Left),
        population::Relation::RightIsPart => part = population(Side::Right),
        population::Relation::Differ => return Scope::Differ(POPULATION.to_owned()),
    }
    let names = left.keys().chain(right.keys().filter(|name| !left.contains_key(*name)));
    for name in names.filter(|name| *name != POPULATION) {
        let (Some(here), Some(there)) = (left.get(name), right.get(name)) else {
            // A figure of a background event is none of the event that is reported on.
            if name == EVENT {
                return Scope::Differ(name.clone());
            }
            assumed.push(name.clone());
            continue;
        };
        let Some((side, nested)) = containment(here, there) else {
            if !same_values(here, there) {
                return Scope::Differ(name.clone());
            }
            continue;
        };
        match &part {
            // A part in one field and a whole in another: neither includes the other.
            Some(Scope::Part { part, .. }) if *part != side => return Scope::Differ(name.clone()),
            _ => part = Some(Scope::Part { field: name.clone(), part: side, nested }),
        }
    }
    assumed.sort();
    match part {
        Some(part) => part,
        None if assumed.is_empty() => Scope::Same,
        None => Scope::Assumed(assumed),
    }
}

fn same_values(left: &[String], right: &[String]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(left, right)| places::same(left, right))
}

/// Which side is contained in the other, and whether only because a place lies in a place.
fn containment(left: &[String], right: &[String]) -> Option<(Side, bool)> {
    let part = if is_part(left, right) {
        Side::Left
    } else if is_part(right, left) {
        Side::Right
    } else {
        return None;
    };
    Some((part, left.len() == 1 && right.len() == 1))
}

fn is_part(part: &[String], whole: &[String]) -> bool {
    let mut strictly = part.len() < whole.len();
    for value in part {
        if whole.iter().any(|other| places::same(value, other)) {
            continue;
        }
        if !whole.iter().any(|other| places::lies_in(value, other) || is_outcome_of(value, other)) {
            return false;
        }
        strictly = true;
    }
    strictly && !part.is_empty()
}

/// Whether an outcome (killed) is counted in another (casualties).
fn is_outcome_of(part: &str, whole: &str) -> bool {
    OUTCOMES.iter().any(|(name, parts)| *name == whole && parts.contains(&part))
}

/// What a value measures: claims of one measure form one cell.
pub(super) fn measure(value: &Value) -> String {
    match value {
        Value::Money(_, currency) => format!("money {currency}"),
        Value::Measure(_, unit) => format!("{:?}", unit.dimension),
        Value::Time(_) => Kind::Date.to_string(),
        other => other.kind().to_string(),
    }
}

/// Why two values are of different measures, in words; `None` if they can be compared.
pub(super) fn measure_differs(left: &Value, right: &Value) -> Option<String> {
    match (left, right) {
        (Value::Money(_, here), Value::Money(_, there)) if !here.may_equal(*there) => {
            Some(format!("the currency differs: {} and {}", currency(*here), currency(*there)))
        }
        (Value::Money(..), Value::Money(..)) => None,
        (Value::Measure(_, here), Value::Measure(_, there)) if here.dimension != there.dimension => {
            Some(format!("the measure differs: {} and {}", here.symbol, there.symbol))
        }
        (Value::Date(_) | Value::Time(_), Value::Date(_) | Value::Time(_)) => None,
        _ if left.kind() != right.kind() => {
            Some(format!("the measure differs: {} and {}", kind(left.kind()), kind(right.kind())))
        }
        _ if changes(left) != changes(right) => Some("one is a change, the other a level".to_owned()),
        _ => None,
    }
}

/// Whether the figure is a change ("rose 5 percent"), not a level.
fn changes(value: &Value) -> bool {
    value.amount().is_some_and(|amount| amount.trend().is_some())
}

fn currency(currency: Currency) -> String {
    currency.to_string()
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Points => "percentage points",
        other => other.as_str(),
    }
}
