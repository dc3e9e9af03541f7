//! What a mention means. Knows numbers, units and calendars; knows no text.

pub mod amount;
pub mod duration;
pub mod money;
pub mod name;
mod notation;
mod table;
pub mod time;
pub mod unit;
mod words;

pub use amount::{Amount, Hedge, Interval};
pub use duration::{Duration, TimeUnit};
pub use money::Currency;
pub use name::{NameClass, ProperName};
pub use time::{Grain, Modifier, Timex};
pub use unit::{Unit, UnitEntry};

use serde::{Deserialize, Serialize};
use std::fmt;

/// The value that a mention expresses, with its measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// So many of something: "about 40 people".
    Count(Amount),
    /// A sum of money.
    Money(Amount, Currency),
    /// A share or a relative change: "5 percent".
    Percent(Amount),
    /// An absolute change of a percentage: "5 percentage points".
    Points(Amount),
    /// A physical measure: "58 km", "magnitude 6.1".
    Measure(Amount, Unit),
    /// A length of time: "two to five years".
    Duration(Duration),
    /// A date, or a span of the calendar: "early in 2020".
    Date(Timex),
    /// A time of day, with its date if known: "at 1:53 p.m. on Sunday".
    Time(Timex),
    /// A person's or thing's age in years: "34-year-old".
    Age(Amount),
    /// A rank: "the 10th".
    Ordinal(Amount),
    /// A part of a number: "one in five", "two out of three"; the amount is the share of 1.
    Ratio(Amount),
    /// A relation to a base: "doubled", "three times as many".
    Multiple(Amount),
    /// A name.
    Name(ProperName),
}

/// The kind of a [`Value`], as rules and JSON name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// "count"
    Count,
    /// "money"
    Money,
    /// "percent"
    Percent,
    /// "points"
    Points,
    /// "measure"
    Measure,
    /// "duration"
    Duration,
    /// "date"
    Date,
    /// "time"
    Time,
    /// "age"
    Age,
    /// "ordinal"
    Ordinal,
    /// "ratio"
    Ratio,
    /// "multiple"
    Multiple,
    /// "name"
    Name,
}

impl Kind {
    /// Every kind, in the order of the output contract.
    pub const ALL: [Self; 13] = [
        Self::Count,
        Self::Money,
        Self::Percent,
        Self::Points,
        Self::Measure,
        Self::Duration,
        Self::Date,
        Self::Time,
        Self::Age,
        Self::Ordinal,
        Self::Ratio,
        Self::Multiple,
        Self::Name,
    ];

    /// The word that stands in rules and in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Points => "points",
            Self::Measure => "measure",
            Self::Duration => "duration",
            Self::Date => "date",
            Self::Time => "time",
            Self::Age => "age",
            Self::Ordinal => "ordinal",
            Self::Ratio => "ratio",
            Self::Multiple => "multiple",
            Self::Name => "name",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Value {
    /// Which kind of value this is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Count(_) => Kind::Count,
            Self::Money(..) => Kind::Money,
            Self::Percent(_) => Kind::Percent,
            Self::Points(_) => Kind::Points,
            Self::Measure(..) => Kind::Measure,
            Self::Duration(_) => Kind::Duration,
            Self::Date(_) => Kind::Date,
            Self::Time(_) => Kind::Time,
            Self::Age(_) => Kind::Age,
            Self::Ordinal(_) => Kind::Ordinal,
            Self::Ratio(_) => Kind::Ratio,
            Self::Multiple(_) => Kind::Multiple,
            Self::Name(_) => Kind::Name,
        }
    }

    /// The number in it, in its own unit; `None` for dates and names.
    #[must_use]
    pub fn amount(&self) -> Option<&Amount> {
        match self {
            Self::Count(amount)
            | Self::Money(amount, _)
            | Self::Percent(amount)
            | Self::Points(amount)
            | Self::Measure(amount, _)
            | Self::Age(amount)
            | Self::Ordinal(amount)
            | Self::Ratio(amount)
            | Self::Multiple(amount) => Some(amount),
            Self::Duration(duration) => Some(duration.amount()),
            Self::Date(_) | Self::Time(_) | Self::Name(_) => None,
        }
    }

    /// The date in it, if it is a date or a time of day.
    #[must_use]
    pub fn timex(&self) -> Option<&Timex> {
        match self {
            Self::Date(timex) | Self::Time(timex) => Some(timex),
            _ => None,
        }
    }
}
