//! Whether two amounts can be the same number: equal, rounded, compatible, or apart.
//!
//! Leaves to others whether they may be compared at all (`scope`) and what a difference means (`decide`).
//! Invariant: [`meet`] is symmetric, and widening an interval never drives two amounts apart.

use crate::rule::Tolerance;
use crate::value::amount::Trend;
use crate::value::{Amount, Duration, Hedge, Interval, TimeUnit, Unit, Value};
use rust_decimal::Decimal;

/// One of the two sides of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The first.
    Left,
    /// The second.
    Right,
}

impl Side {
    /// The other side.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }
}

/// How two values stand to each other when they are of the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meeting {
    /// Both exact and equal, or the same words.
    Agree,
    /// Equal at the grain of the coarser, or approximators that overlap.
    Rounded,
    /// Within what the topic tolerates.
    Tolerated,
    /// A bound or a vague word is satisfied.
    Compatible,
    /// A bound is satisfied, by so much that it is probably older than the figure.
    StaleBound,
    /// Nothing lies in both.
    Apart {
        /// The side with the lower (for dates: earlier) value.
        lower: Side,
    },
}

impl Meeting {
    /// Whether no value lies in both.
    pub(super) fn is_apart(self) -> bool {
        matches!(self, Self::Apart { .. })
    }
}

/// What else bears on whether two amounts meet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// The tolerance of the topic.
    pub tolerance: Tolerance,
    /// People killed, injured or missing: bare figures below 1,000 are never rounded.
    pub toll: bool,
}

/// Bare tolls below this are never rounded: 109 → 110 was a real update of one casualty count in 2020.
const TOLL_ROUNDING_FROM: Decimal = Decimal::ONE_THOUSAND;

/// A bare round figure stands for others no farther away than this part of it. (P), the cap of "about".
const ROUNDING_CAP: Decimal = Decimal::from_parts(25, 0, 0, false, 2);

/// The same below 100, where figures are rarely rounded: "60 km" for 58. (P)
const ROUNDING_CAP_SMALL: Decimal = Decimal::from_parts(10, 0, 0, false, 2);

/// The same for counts below 100: "60 trucks" for 62, but not "20" for 23. (P)
const ROUNDING_CAP_FEW: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// A figure that is cut off ("15,000" for 15,718) rather than rounded may lie this part of it higher. (P)
const FLOOR_CAP: Decimal = Decimal::from_parts(10, 0, 0, false, 2);

/// From this top on, a vague word is used for twice as many. (P)
const LOOSE_FROM: Decimal = Decimal::ONE_THOUSAND;

/// A bound that is exceeded by more than this, and more than twice, may be stale. (P)
const STALE_BOUND_DISTANCE: Decimal = Decimal::TEN;

/// How freely newsrooms round figures of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Habit {
    /// Sums, shares, measures.
    Measured,
    /// Percentages, which are rounded to whole ones and no more: "50 percent" is not 53.9.
    Shared,
    /// Counts of things, which are rounded less.
    Counted,
    /// Ages, ranks, ratios: never.
    Literal,
}

/// An amount in a unit that two values share.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    amount: Amount,
    habit: Habit,
    /// What the words allow; wider than the interval of `amount` where a unit was converted.
    interval: Interval,
}

impl Figure {
    fn of(amount: &Amount, habit: Habit) -> Self {
        Self { interval: amount.interval(), amount: amount.clone(), habit }
    }

    /// The numbers that the figure allows.
    pub(super) fn interval(&self) -> Interval {
        self.interval
    }

    /// The number in the text.
    pub(super) fn stated(&self) -> Option<Decimal> {
        self.amount.stated()
    }

    /// The numbers that a round figure may stand for: those that are rounded half-up or cut off to it.
    fn rounding_band(&self, limits: Limits) -> Option<Interval> {
        use Hedge::{About, AtLeast, AtMost, Exactly, JustOver, Nearly};
        let single = matches!(self.amount.hedge(), Exactly | About | AtLeast | AtMost | Nearly | JustOver);
        let number = self.amount.stated().filter(|_| single && self.amount.stated_high().is_none())?;
        let (size, grain) = (number.abs(), self.amount.grain());
        let grain = if self.habit == Habit::Shared { grain.min(Decimal::ONE) } else { grain };
        let cap = match self.habit {
            Habit::Literal => return None,
            Habit::Counted if limits.toll && size < TOLL_ROUNDING_FROM => return None,
            _ if size >= Decimal::ONE_HUNDRED || grain < Decimal::ONE => ROUNDING_CAP,
            Habit::Counted => ROUNDING_CAP_FEW,
            Habit::Measured | Habit::Shared => ROUNDING_CAP_SMALL,
        };
        let widest = size.checked_mul(cap)?;
        let half = (grain / Decimal::TWO).min(widest);
        let floor = grain.min(size.checked_mul(FLOOR_CAP)?).min(widest);
        Some(Interval {
            low: number.checked_sub(half)?,
            low_open: false,
            high: Some(number.checked_add(half.max(floor))?),
            high_open: true,
        })
    }
}

/// The two values in a unit that they share; `None` if they have none (dates, names, two currencies …).
pub(super) fn figures(left: &Value, right: &Value) -> Option<(Figure, Figure)> {
    let pair = |left: &Amount, right: &Amount, habit| Some((Figure::of(left, habit), Figure::of(right, habit)));
    match (left, right) {
        (Value::Count(left), Value::Count(right)) => pair(left, right, Habit::Counted),
        (Value::Money(left, currency), Value::Money(right, other)) if currency.may_equal(*other) => {
            pair(left, right, Habit::Measured)
        }
        (Value::Percent(left), Value::Percent(right)) | (Value::Points(left), Value::Points(right)) => {
            pair(left, right, Habit::Shared)
        }
        (Value::Measure(left, unit), Value::Measure(right, other)) if unit == other => {
            pair(left, right, Habit::Measured)
        }
        (Value::Measure(left, unit), Value::Measure(right, other)) if unit.dimension == other.dimension => {
            Some((in_base(left, unit)?, in_base(right, other)?))
        }
        (Value::Duration(left), Value::Duration(right)) => durations(left, right),
        (Value::Age(left), Value::Age(right))
        | (Value::Ordinal(left), Value::Ordinal(right))
        | (Value::Ratio(left), Value::Ratio(right))
        | (Value::Multiple(left), Value::Multiple(right)) => pair(left, right, Habit::Literal),
        _ => None,
    }
}

/// A measure in the base unit of its dimension. A converted figure means what its own digits mean: half a grain
/// of the original unit to either side.
fn in_base(amount: &Amount, unit: &Unit) -> Option<Figure> {
    let zero = unit.to_base(Decimal::ZERO)?;
    let scale = unit.to_base(Decimal::ONE)?.checked_sub(zero)?;
    let amount_in_base =
        if zero.is_zero() { amount.times(scale)? } else { Amount::exactly(unit.to_base(amount.stated()?)?) };
    // "About 90 miles" already allows for half a grain.
    let reach = match amount.hedge() {
        Hedge::About => Decimal::ZERO,
        _ => amount.grain().checked_mul(scale)? / Decimal::TWO,
    };
    let interval = amount_in_base.interval();
    let interval = Interval {
        low: interval.low.checked_sub(reach)?,
        high: match interval.high {
            Some(high) => Some(high.checked_add(reach)?),
            None => None,
        },
        ..interval
    };
    Some(Figure { amount: amount_in_base, habit: Habit::Measured, interval })
}

fn durations(left: &Duration, right: &Duration) -> Option<(Figure, Figure)> {
    let figure = |amount: Amount| Some(Figure::of(&amount, Habit::Measured));
    if left.unit() == right.unit() {
        return Some((figure(left.amount().clone())?, figure(right.amount().clone())?));
    }
    for length in [months_in, seconds_in] {
        if let (Some(here), Some(there)) = (length(left.unit()), length(right.unit())) {
            return Some((figure(left.amount().times(here)?)?, figure(right.amount().times(there)?)?));
        }
    }
    // A month against days: only the least and greatest length are known.
    let stretch = |duration: &Duration| {
        let interval = duration.seconds()?;
        figure(match interval.high {
            Some(high) => Amount::between(interval.low, high),
            None => Amount::vague(interval),
        })
    };
    Some((stretch(left)?, stretch(right)?))
}

/// How many seconds a unit of the clock has; `None` for months and longer.
fn seconds_in(unit: TimeUnit) -> Option<Decimal> {
    Some(Decimal::from(match unit {
        TimeUnit::Second => 1,
        TimeUnit::Minute => 60,
        TimeUnit::Hour => 3_600,
        TimeUnit::Day => 86_400,
        TimeUnit::Week => 604_800,
        _ => return None,
    }))
}

/// How many months a calendar unit has; `None` for units of the clock.
fn months_in(unit: TimeUnit) -> Option<Decimal> {
    Some(Decimal::from(match unit {
        TimeUnit::Month => 1,
        TimeUnit::Quarter => 3,
        TimeUnit::Year => 12,
        TimeUnit::Decade => 120,
        TimeUnit::Century => 1_200,
        _ => return None,
    }))
}

/// How two figures in one unit stand to each other.
pub(super) fn meet(left: &Figure, right: &Figure, limits: Limits) -> Meeting {
    let (here, there) = (left.interval, right.interval);
    if opposed(&left.amount, &right.amount) {
        let lower = if left.amount.trend() == Some(Trend::Down) { Side::Left } else { Side::Right };
        return Meeting::Apart { lower };
    }
    if here.meets(&there) {
        return overlapping(left, right);
    }
    if loosely(left, &there) || loosely(right, &here) {
        return Meeting::Compatible;
    }
    let rounds = |coarse: &Figure, fine: Interval| coarse.rounding_band(limits).is_some_and(|band| band.meets(&fine));
    if rounds(left, there) || rounds(right, here) {
        return Meeting::Rounded;
    }
    if tolerated(&here, &there, limits.tolerance) {
        return Meeting::Tolerated;
    }
    Meeting::Apart { lower: if here.lies_below(&there) { Side::Left } else { Side::Right } }
}

/// Whether a figure lies not far beyond what "hundreds" or "thousands" mean: a festival of 22,000 is thousands of people.
fn loosely(vague: &Figure, figure: &Interval) -> bool {
    let top = vague.interval.high.filter(|top| vague.amount.hedge() == Hedge::Vague && *top >= LOOSE_FROM);
    top.and_then(|top| top.checked_mul(Decimal::TWO))
        .is_some_and(|top| vague.interval.lies_below(figure) && figure.low <= top)
}

/// Whether one figure rises and the other falls.
fn opposed(left: &Amount, right: &Amount) -> bool {
    matches!((left.trend(), right.trend()), (Some(left), Some(right)) if left != right)
}

fn overlapping(left: &Figure, right: &Figure) -> Meeting {
    let (a, b) = (&left.amount, &right.amount);
    let same_words = a.hedge() == b.hedge() && left.interval == right.interval;
    let both_exact = [a, b].iter().all(|amount| matches!(amount.hedge(), Hedge::Exactly | Hedge::None));
    // "About" and "an estimated" reach differently far, but say the same of the same number.
    let both_about = a.hedge() == Hedge::About && b.hedge() == Hedge::About;
    if same_words || (both_exact || both_about) && a.stated() == b.stated() {
        return Meeting::Agree;
    }
    let one_sided =
        |amount: &Amount| matches!(amount.hedge(), Hedge::AtLeast | Hedge::MoreThan | Hedge::AtMost | Hedge::LessThan);
    if one_sided(a) || one_sided(b) {
        return if stale(a, b) { Meeting::StaleBound } else { Meeting::Compatible };
    }
    let loose = |amount: &Amount| matches!(amount.hedge(), Hedge::Vague | Hedge::Between);
    if loose(a) || loose(b) { Meeting::Compatible } else { Meeting::Rounded }
}

/// Whether a lower bound is satisfied by a figure more than twice and more than ten above it.
fn stale(left: &Amount, right: &Amount) -> bool {
    let exceeds = |bound: &Amount, figure: &Amount| {
        if !matches!(bound.hedge(), Hedge::AtLeast | Hedge::MoreThan) {
            return false;
        }
        let (Some(bound), Some(figure)) = (bound.stated(), figure.stated()) else {
            return false;
        };
        let twice = bound.checked_mul(Decimal::TWO).is_some_and(|twice| figure > twice);
        twice && figure - bound > STALE_BOUND_DISTANCE
    };
    exceeds(left, right) || exceeds(right, left)
}

/// Whether the gap between two disjoint intervals is within the tolerance of the topic.
fn tolerated(left: &Interval, right: &Interval, tolerance: Tolerance) -> bool {
    let (below, above) = if left.lies_below(right) { (left, right) } else { (right, left) };
    let Some(gap) = below.high.and_then(|high| above.low.checked_sub(high)) else {
        return false;
    };
    match tolerance {
        Tolerance::Exact => false,
        Tolerance::Points(points) => gap <= points,
        Tolerance::Percent(percent) => above
            .low
            .abs()
            .checked_mul(percent)
            .is_some_and(|share| gap.checked_mul(Decimal::ONE_HUNDRED).is_some_and(|gap| gap <= share)),
    }
}
