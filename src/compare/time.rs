//! Whether two dates can be the same date, and when a claim was true.
//!
//! Dates are stretches of days with a grain (semantics, section 7). Partial dates (a weekday, a month without its
//! year) are compared as what they are; nothing missing is guessed.
//!
//! Invariant: [`meet`] is symmetric and reads no clock.

use super::amount::{Meeting, Side};
use crate::article::{Article, Published};
use crate::value::time::{Modifier, Stretch, TimeOfDay};
use crate::value::{Grain, Timex};
use jiff::civil::{Date, DateTime, time};
use std::cmp::Ordering;

/// How two dates stand to each other, with a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DateMeeting {
    /// How they meet.
    pub meeting: Meeting,
    /// What is remarkable about it.
    pub note: Option<DateNote>,
}

/// What is remarkable about two dates that meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateNote {
    /// One day apart, and the time zone explains it.
    TimeZone,
    /// Within what "early", "mid" or "late" can mean at the most, but outside its core.
    OutsideCore,
    /// Too little of one date is known to compare it.
    TooPartial,
}

impl From<Meeting> for DateMeeting {
    fn from(meeting: Meeting) -> Self {
        Self { meeting, note: None }
    }
}

/// How two dates stand to each other. Dates need only agree at `precision`; `zones_differ` says that a difference of
/// one day has a plain cause: the night between the two days, or two places far apart.
pub(super) fn meet(left: &Timex, right: &Timex, precision: Grain, zones_differ: bool) -> DateMeeting {
    let on_the_clock = |timex: &Timex| timex.time.is_some_and(TimeOfDay::is_on_the_clock);
    // "Yesterday" and "three days later" are days, and nobody knows which.
    if matches!(left.stretch, Stretch::Unknown(_)) && !(on_the_clock(left) && on_the_clock(right)) {
        return partial(left.stretch, right.stretch);
    }
    if left.stretch == right.stretch && (left.modifier == right.modifier || on_the_clock(left) && on_the_clock(right)) {
        return times_of_day(left, right);
    }
    if let Some(meeting) = either(left, right, precision, zones_differ) {
        return meeting;
    }
    let (Some(here), Some(there)) = (bounds(left, precision), bounds(right, precision)) else {
        return partial(left.stretch, right.stretch);
    };
    if let Some(lower) = here.apart(&there) {
        if zones_differ && is_next_day(left, right) {
            return DateMeeting { meeting: Meeting::Agree, note: Some(DateNote::TimeZone) };
        }
        return Meeting::Apart { lower }.into();
    }
    let of_the_day = |timex: &Timex| timex.modifier.is_some() && !on_the_clock(timex);
    if of_the_day(left) || of_the_day(right) {
        let outside = outside_core(left, right);
        return DateMeeting { meeting: Meeting::Compatible, note: outside.then_some(DateNote::OutsideCore) };
    }
    if here.contains(&there) || there.contains(&here) {
        let same_day = left.days() == right.days();
        return if same_day { times_of_day(left, right) } else { Meeting::Agree.into() };
    }
    Meeting::Compatible.into()
}

/// A numeric date with two readings meets what one of them meets.
fn either(left: &Timex, right: &Timex, precision: Grain, zones_differ: bool) -> Option<DateMeeting> {
    let (numeric, other) = match (left.stretch, right.stretch) {
        (Stretch::Either(..), _) => (left, right),
        (_, Stretch::Either(..)) => (right, left),
        _ => return None,
    };
    let Stretch::Either(one, another) = numeric.stretch else {
        return None;
    };
    let mut readings = [one, another].map(|day| {
        let reading = Timex { stretch: Stretch::Day(day), ..numeric.clone() };
        if std::ptr::eq(numeric, left) {
            meet(&reading, other, precision, zones_differ)
        } else {
            meet(other, &reading, precision, zones_differ)
        }
    });
    readings.sort_by_key(|reading| reading.meeting.is_apart());
    Some(readings[0])
}

/// How many steps of the finer grain lie between two dates, rounded up; 0 if they share a day. `None` if the days of one are
/// not known.
pub(super) fn steps_apart(left: &Timex, right: &Timex) -> Option<i32> {
    let (here, there) = (left.days()?, right.days()?);
    let (before, after) = if here <= there { (here, there) } else { (there, here) };
    let days = before.1.until(after.0).ok()?.get_days().max(0);
    let step = match left.grain().min(right.grain()) {
        Grain::Week => 7,
        Grain::Month => 31,
        Grain::Quarter => 92,
        Grain::Half => 184,
        Grain::Year => 366,
        Grain::Decade => 3_653,
        Grain::Century => 36_525,
        Grain::Minute | Grain::Hour | Grain::DayPart | Grain::Day | Grain::Vague => 1,
    };
    Some((days + step - 1) / step)
}

/// Days from first to last, open where `None`.
#[derive(Clone, Copy)]
struct Bounds {
    first: Option<Date>,
    last: Option<Date>,
}

impl Bounds {
    /// Which side lies wholly before the other, if the two share no day.
    fn apart(&self, other: &Self) -> Option<Side> {
        let before =
            |left: &Self, right: &Self| matches!((left.last, right.first), (Some(last), Some(first)) if last < first);
        if before(self, other) {
            Some(Side::Left)
        } else if before(other, self) {
            Some(Side::Right)
        } else {
            None
        }
    }

    fn contains(&self, other: &Self) -> bool {
        let starts = self.first.is_none_or(|first| other.first.is_some_and(|other| first <= other));
        let ends = self.last.is_none_or(|last| other.last.is_some_and(|other| other <= last));
        starts && ends
    }
}

/// The days that the wording allows, widened to the precision at which dates must agree.
fn bounds(timex: &Timex, precision: Grain) -> Option<Bounds> {
    let (first, last) = timex.allowed()?;
    let (first, last) = match precision {
        Grain::Month => (first.map(Date::first_of_month), last.map(Date::last_of_month)),
        Grain::Year => (first.map(Date::first_of_year), last.map(Date::last_of_year)),
        _ => (first, last),
    };
    Some(Bounds { first, last })
}

fn is_next_day(left: &Timex, right: &Timex) -> bool {
    let (Stretch::Day(left), Stretch::Day(right)) = (left.stretch, right.stretch) else {
        return false;
    };
    left.tomorrow().is_ok_and(|next| next == right) || right.tomorrow().is_ok_and(|next| next == left)
}

/// Whether a date lies outside what "early", "mid" or "late" means without slack.
fn outside_core(left: &Timex, right: &Timex) -> bool {
    let thirds = |timex: &Timex| matches!(timex.modifier, Some(Modifier::Start | Modifier::Mid | Modifier::End));
    let misses = |vague: &Timex, other: &Timex| match (vague.core(), other.days()) {
        (Some((first, last)), Some((from, to))) => thirds(vague) && (to < first || last < from),
        _ => false,
    };
    misses(left, right) || misses(right, left)
}

/// Compares what is known of dates of which at least one has no first and last day.
fn partial(left: Stretch, right: Stretch) -> DateMeeting {
    let (known, other) = (Parts::of(left), Parts::of(right));
    let fields =
        [(known.year, other.year), (known.month, other.month), (known.day, other.day), (known.weekday, other.weekday)];
    let shared = fields.iter().filter_map(|&(left, right)| Some(left?.cmp(&right?)));
    let mut compared = false;
    for order in shared {
        compared = true;
        match order {
            Ordering::Less => return Meeting::Apart { lower: Side::Left }.into(),
            Ordering::Greater => return Meeting::Apart { lower: Side::Right }.into(),
            Ordering::Equal => {}
        }
    }
    let note = (!compared).then_some(DateNote::TooPartial);
    DateMeeting { meeting: Meeting::Compatible, note }
}

/// The fields of a date that its words settle.
#[derive(Clone, Copy, Default)]
struct Parts {
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    weekday: Option<i64>,
}

impl Parts {
    fn of(stretch: Stretch) -> Self {
        match stretch {
            Stretch::Day(date) => Self {
                year: Some(date.year().into()),
                month: Some(date.month().into()),
                day: Some(date.day().into()),
                weekday: Some(date.weekday().to_monday_one_offset().into()),
            },
            Stretch::Year(year) => Self { year: Some(year.into()), ..Self::default() },
            Stretch::Month { year, month } => {
                Self { year: year.map(Into::into), month: Some(month.into()), ..Self::default() }
            }
            Stretch::DayOfMonth { month, day } => {
                Self { month: Some(month.into()), day: Some(day.into()), ..Self::default() }
            }
            Stretch::DaysOfMonth { from, to } if from.0 == to.0 => {
                Self { month: Some(from.0.into()), ..Self::default() }
            }
            Stretch::Weekday(weekday) => Self { weekday: Some(weekday.into()), ..Self::default() },
            _ => Self::default(),
        }
    }
}

/// Minutes that a stated time may be off: clock times are given to the quarter of an hour, or as an event goes on. (P)
const CLOCK_SLACK: i32 = 5;

/// Minutes that "around 1:30" may be off. (P)
const ABOUT: i32 = 10;

/// Minutes that "just after 1 a.m." reaches. (P)
const SOON: i32 = 15;

/// Minutes that "after 1 a.m." reaches when it tells the time of an event. (P)
const LATER: i32 = 60;

/// Compares the times of day of two dates that are the same.
fn times_of_day(left: &Timex, right: &Timex) -> DateMeeting {
    let (Some(here), Some(there)) = (clock_band(left), clock_band(right)) else {
        return Meeting::Agree.into();
    };
    let shift = |(from, to): (i32, i32), zone: i32| (from - zone, to - zone);
    let (here, there) = match (left.zone, right.zone) {
        (Some(zone), Some(other)) => (shift(here, zone.0.into()), shift(there, other.0.into())),
        _ => (here, there),
    };
    let ((from, to), (other_from, other_to)) = (here, there);
    if from <= other_to && other_from <= to {
        let same = left.time == right.time && left.modifier == right.modifier;
        let bound = |timex: &Timex| timex.modifier.is_some_and(|modifier| modifier != Modifier::Approx);
        return match () {
            () if same => Meeting::Agree.into(),
            () if bound(left) || bound(right) => Meeting::Compatible.into(),
            () if left.modifier.is_some() || right.modifier.is_some() => Meeting::Rounded.into(),
            () => Meeting::Agree.into(),
        };
    }
    let bare = left.modifier.is_none() && right.modifier.is_none();
    if bare && from <= other_to + CLOCK_SLACK && other_from <= to + CLOCK_SLACK {
        return Meeting::Rounded.into();
    }
    // One time is stated in a zone and the other is not: whole hours between them are most likely the zone.
    if left.zone.is_some() != right.zone.is_some() && (from - other_from) % 60 == 0 {
        return DateMeeting { meeting: Meeting::Compatible, note: Some(DateNote::TimeZone) };
    }
    Meeting::Apart { lower: if to < other_from { Side::Left } else { Side::Right } }.into()
}

/// First and last minute of the day that a stated time can mean. A full hour is one that was rounded: 3 p.m. is from
/// 2:30 to 3:30, for a quarter to four would be told as such.
fn clock_band(timex: &Timex) -> Option<(i32, i32)> {
    let (from, to) = match timex.time? {
        TimeOfDay::Hour(hour) if timex.modifier.is_none() => (i32::from(hour) * 60 - 30, i32::from(hour) * 60 + 30),
        TimeOfDay::Hour(hour) => (i32::from(hour) * 60, i32::from(hour) * 60),
        other => minutes(other),
    };
    let hour = matches!(timex.time?, TimeOfDay::Hour(_));
    Some(match timex.modifier {
        Some(Modifier::Approx) if hour => (from - 30, to + 30),
        Some(Modifier::Approx) => (from - ABOUT, to + ABOUT),
        Some(Modifier::SoonAfter) => (from, to + SOON),
        Some(Modifier::SoonBefore) => (from - SOON, to),
        Some(Modifier::After | Modifier::OnOrAfter) => (from, to + LATER),
        Some(Modifier::Before | Modifier::OnOrBefore) => (from - LATER, to),
        Some(Modifier::Start | Modifier::Mid | Modifier::End) | None => (from, to),
    })
}

/// First and last minute of the day that a time means.
fn minutes(time: TimeOfDay) -> (i32, i32) {
    let hours = |from: i32, to: i32| (from * 60, to * 60 - 1);
    match time {
        TimeOfDay::Minute(hour, minute) => {
            let at = i32::from(hour) * 60 + i32::from(minute);
            (at, at)
        }
        TimeOfDay::Hour(hour) => hours(hour.into(), i32::from(hour) + 1),
        TimeOfDay::Morning => hours(0, 12),
        TimeOfDay::Midday => hours(11, 14),
        TimeOfDay::Afternoon => hours(12, 18),
        TimeOfDay::Evening => hours(17, 24),
        TimeOfDay::Night => hours(0, 24),
    }
}

/// When a claim was true: from the first to the last moment (UTC) that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct AsOf {
    first: DateTime,
    last: DateTime,
}

impl AsOf {
    /// What the sentence says, else the last update, else publication; `None` if nothing is known.
    pub(super) fn of(stated: Option<&Timex>, article: &Article) -> Option<Self> {
        let stated = stated.and_then(|timex| {
            let (first, last) = timex.days()?;
            let (from, to) = timex.time.map_or((0, 24 * 60 - 1), minutes);
            let at = |minute: i32| {
                time(i8::try_from(minute / 60).unwrap_or(23), i8::try_from(minute % 60).unwrap_or(59), 0, 0)
            };
            Some(Self { first: first.to_datetime(at(from)), last: last.to_datetime(at(to)) })
        });
        stated.or_else(|| article.updated.or(article.published).map(Self::published))
    }

    /// The first moment.
    pub(super) fn first(&self) -> DateTime {
        self.first
    }

    fn published(published: Published) -> Self {
        match published.utc {
            Some(moment) => Self { first: moment, last: moment },
            None => Self { first: published.date.at(0, 0, 0, 0), last: published.date.at(23, 59, 0, 0) },
        }
    }

    /// Which side is earlier, if the two are further apart than `window_hours`; `None` if they are of the same time.
    /// Of days without a time, different days are apart unless the window is longer than their distance.
    pub(super) fn earlier(&self, other: &Self, window_hours: u32) -> Option<Side> {
        let (side, before, after) = if self.last < other.first {
            (Side::Left, self, other)
        } else if other.last < self.first {
            (Side::Right, other, self)
        } else {
            return None;
        };
        let minutes = |from: DateTime, to: DateTime| to.duration_since(from).as_mins();
        // A day stands for an unknown moment in it: the distance of the middles is the best that is known.
        let distance = i64::midpoint(minutes(before.first, after.first), minutes(before.last, after.last));
        let moments = before.first == before.last && after.first == after.last;
        let window = i64::from(window_hours) * 60;
        let apart = if moments { distance > window } else { distance >= window };
        apart.then_some(side)
    }

    /// Whether it is a moment, not a day or more.
    pub(super) fn is_moment(&self) -> bool {
        self.first == self.last
    }

    /// The day it ends on.
    pub(super) fn day(&self) -> Date {
        self.last.date()
    }

    /// That day, counted from some fixed one.
    pub(super) fn day_number(&self) -> i64 {
        Date::ZERO.duration_until(self.day()).as_hours() / 24
    }
}
