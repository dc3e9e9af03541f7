//! Lengths of time. A month is never silently 30 days.

use super::Amount;
use super::amount::{Hedge, Interval};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TimeUnit {
    /// second
    Second,
    /// minute
    Minute,
    /// hour
    Hour,
    /// day (also "night")
    Day,
    /// seven days
    Week,
    /// calendar month, 28–31 days
    Month,
    /// three calendar months
    Quarter,
    /// calendar year, 365–366 days
    Year,
    /// ten years
    Decade,
    /// a hundred years
    Century,
}

impl TimeUnit {
    /// Every one.
    pub(crate) const ALL: [Self; 10] = [
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::Decade,
        Self::Century,
    ];

    /// Singular English name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
        }
    }

    /// Least and greatest length in seconds.
    fn seconds(self) -> (i64, i64) {
        const DAY: i64 = 86_400;
        match self {
            Self::Second => (1, 1),
            Self::Minute => (60, 60),
            Self::Hour => (3_600, 3_600),
            Self::Day => (DAY, DAY),
            Self::Week => (7 * DAY, 7 * DAY),
            Self::Month => (28 * DAY, 31 * DAY),
            Self::Quarter => (90 * DAY, 92 * DAY),
            Self::Year => (365 * DAY, 366 * DAY),
            Self::Decade => (3_652 * DAY, 3_653 * DAY),
            Self::Century => (36_524 * DAY, 36_525 * DAY),
        }
    }
}

/// A number of units of time, as stated: "two to five years", "several weeks", "two and a half hours".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duration {
    amount: Amount,
    unit: TimeUnit,
}

impl Duration {
    /// So many of a unit.
    #[must_use]
    pub fn new(amount: Amount, unit: TimeUnit) -> Self {
        Self { amount, unit }
    }

    /// How many units.
    #[must_use]
    pub fn amount(&self) -> &Amount {
        &self.amount
    }

    /// The unit.
    #[must_use]
    pub fn unit(&self) -> TimeUnit {
        self.unit
    }

    /// The seconds that the wording allows; `None` beyond 96 bits.
    ///
    /// "a week" (exactly one) is 7 days ± 1; months and years are as long as the calendar makes them.
    #[must_use]
    pub fn seconds(&self) -> Option<Interval> {
        let (short, long) = self.unit.seconds();
        let interval = self.amount.interval();
        let high = match interval.high {
            Some(high) => Some(high.checked_mul(Decimal::from(long))?),
            None => None,
        };
        let low = interval.low.checked_mul(Decimal::from(short))?;
        if self.unit == TimeUnit::Week
            && self.amount.stated() == Some(Decimal::ONE)
            && self.amount.hedge() == Hedge::Exactly
        {
            let day = Decimal::from(TimeUnit::Day.seconds().0);
            return Some(Interval::closed(low - day, low + day));
        }
        Some(Interval { low, high, ..interval })
    }

    /// TIMEX3 value: `P2Y`, `PT3H`, `P2Y/P5Y` for a range, `PXM` for a vague number.
    ///
    /// As TimeBank has it: decades and centuries are given in years (P10Y), halves of a year or an hour in the next
    /// smaller unit (P2Y6M), and "a couple" is two.
    #[must_use]
    pub fn timex3(&self) -> String {
        match (self.amount.stated(), self.amount.stated_high()) {
            (Some(low), Some(high)) => format!("{}/{}", self.period(low), self.period(high)),
            (Some(number), None) => self.period(number),
            (None, _) if self.amount.interval() == couple() => self.period(Decimal::TWO),
            (None, _) => self.unit.period("X"),
        }
    }

    fn period(&self, number: Decimal) -> String {
        let years = match self.unit {
            TimeUnit::Decade => number.checked_mul(Decimal::TEN),
            TimeUnit::Century => number.checked_mul(Decimal::ONE_HUNDRED),
            _ => None,
        };
        if let Some(years) = years {
            return TimeUnit::Year.period(&years.normalize().to_string());
        }
        let rest = number.fract() * Decimal::from(self.unit.parts());
        if rest.is_zero() || !rest.fract().is_zero() {
            return self.unit.period(&number.normalize().to_string());
        }
        let whole = number.trunc().normalize();
        let designator = if self.unit == TimeUnit::Minute { "S" } else { "M" };
        if whole.is_zero() {
            let time = if self.unit == TimeUnit::Year { "" } else { "T" };
            return format!("P{time}{}{designator}", rest.normalize());
        }
        format!("{}{}{designator}", self.unit.period(&whole.to_string()), rest.normalize())
    }
}

impl TimeUnit {
    /// How many of the next smaller unit of TIMEX3 make one; 0 where a fraction is left as it stands.
    fn parts(self) -> i64 {
        match self {
            Self::Year => 12,
            Self::Hour | Self::Minute => 60,
            _ => 0,
        }
    }

    fn period(self, number: &str) -> String {
        match self {
            Self::Second => format!("PT{number}S"),
            Self::Minute => format!("PT{number}M"),
            Self::Hour => format!("PT{number}H"),
            Self::Day => format!("P{number}D"),
            Self::Week => format!("P{number}W"),
            Self::Month => format!("P{number}M"),
            Self::Quarter => format!("P{number}Q"),
            Self::Year => format!("P{number}Y"),
            Self::Decade => format!("P{number}DE"),
            Self::Century => format!("P{number}CE"),
        }
    }
}

/// "a couple": two, or three.
fn couple() -> Interval {
    Interval::closed(Decimal::TWO, Decimal::from(3))
}

impl fmt::Display for Duration {
    /// News English: "2 to 5 years", "about 1 week".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let single = self.amount.stated() == Some(Decimal::ONE) && self.amount.stated_high().is_none();
        let plural = match (single, self.unit) {
            (true, unit) => unit.as_str().to_owned(),
            (false, TimeUnit::Century) => "centuries".to_owned(),
            (false, unit) => format!("{}s", unit.as_str()),
        };
        write!(f, "{} {plural}", self.amount)
    }
}
