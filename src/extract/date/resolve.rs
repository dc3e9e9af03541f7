//! Stage two of reading dates: what the words mean on the day of publication.
//!
//! Weekdays lie in the past unless the tense says otherwise (Associated Press style: within seven days); a missing year
//! is the one nearest to publication that fits the tense; "that year" and "two days later" count from the date that was
//! mentioned last. Without a publication date an expression stays as open as its words.

use super::absolute::in_year;
use super::grammar::{Base, Expression, Meaning, Relation};
use super::holiday::Holiday;
use super::tense::Tense;
use crate::value::time::{Grain, Stretch};
use crate::value::{Modifier, TimeUnit, Timex};
use jiff::ToSpan;
use jiff::civil::Date;

/// What dates of an article are resolved against. One per article; the finder keeps it up to date.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::extract) struct Context {
    published: Option<Date>,
    last: Option<Date>,
    last_day: Option<Date>,
    quarter: Option<Quarter>,
    sentence: usize,
}

/// The quarter that was spoken of last.
#[derive(Clone, Copy, Debug)]
struct Quarter {
    year: i16,
    quarter: u8,
    sentence: usize,
    /// Whether a period of months was mentioned since ("in the first nine months").
    months_since: bool,
}

/// How many sentences a quarter is remembered for "a year earlier". Chosen by eye on earnings reports.
const QUARTER_MEMORY: usize = 3;

/// How many days nearer a reading across the tense must be to be meant all the same: a date without a year that lies
/// ten months back would have been given its year. Chosen by eye on newswire. (P)
const FAR: i32 = 240;

/// The same in the future tense: a deadline of eleven months is common, so only the last month before publication is
/// nearer. (P)
const FAR_FUTURE: i32 = 335;

/// The same for quarters and halves: results of the last one are forecast and reported in any tense. (P)
const FAR_QUARTER: i32 = 150;

/// Farther away than any date of the years that are asked.
const NEVER: i32 = 10_000;

impl Context {
    /// The context at the start of an article.
    pub(in crate::extract) fn new(published: Option<Date>) -> Self {
        Self { published, ..Self::default() }
    }

    /// The day of publication.
    pub(super) fn published(&self) -> Option<Date> {
        self.published
    }

    /// A sentence begins.
    pub(super) fn next_sentence(&mut self) {
        self.sentence += 1;
    }

    /// Remembers a date that was mentioned.
    pub(super) fn mention(&mut self, timex: &Timex) {
        if let Stretch::Quarter { year: Some(year), quarter } = timex.stretch {
            self.mention_quarter(year, quarter);
        }
        let Some((first, last)) = timex.days() else { return };
        self.last = Some(first);
        if first == last {
            self.last_day = Some(first);
        }
    }

    /// A report turns from a quarter to several months: what "a year earlier" compares with is no quarter any more.
    pub(super) fn mention_months(&mut self) {
        if let Some(known) = &mut self.quarter {
            known.months_since = true;
        }
    }

    /// A report is about its newest quarter that is over; the quarters it compares with or forecasts do not count.
    fn mention_quarter(&mut self, year: i16, quarter: u8) {
        let over = |year, quarter| {
            let end = Stretch::Quarter { year: Some(year), quarter }.days().map(|(_, last)| last);
            end.zip(self.published).is_none_or(|(end, published)| end < published)
        };
        let newer = self.quarter.is_none_or(|known| {
            (known.year, known.quarter) <= (year, quarter) && over(year, quarter) || !over(known.year, known.quarter)
        });
        if newer {
            self.quarter = Some(Quarter { year, quarter, sentence: self.sentence, months_since: false });
        } else if let Some(known) = &mut self.quarter {
            known.sentence = self.sentence;
            known.months_since = false;
        }
    }

    /// The quarter that is spoken of, or the last that was over on the day of publication.
    fn latest_quarter(&self) -> Option<(i16, u8)> {
        let last = || {
            let day = self.published?.checked_sub(3.months()).ok()?;
            Some((day.year(), (day.month().cast_unsigned() - 1) / 3 + 1))
        };
        self.quarter.map(|quarter| (quarter.year, quarter.quarter)).or_else(last)
    }

    fn recent_quarter(&self) -> Option<Quarter> {
        self.quarter.filter(|known| !known.months_since && self.sentence - known.sentence <= QUARTER_MEMORY)
    }
}

/// Resolves an expression; `None` if it is no date after all.
pub(super) fn resolve(expression: &Expression, context: &Context, tense: Tense) -> Option<Timex> {
    let (stretch, anchor) = stretch(expression.meaning, context, tense)?;
    let clock = expression.clock;
    Some(Timex {
        stretch,
        modifier: expression.modifier.or_else(|| counted_off(expression.meaning)),
        time: clock.map(|clock| clock.time),
        zone: clock.and_then(|clock| clock.zone),
        anchor,
    })
}

/// "Two years ago" names no calendar year: it may be half a year more or less. "Last year" does.
fn counted_off(meaning: Meaning) -> Option<Modifier> {
    match meaning {
        Meaning::Shifted(_, steps, unit) if steps.abs() > 1 && unit > TimeUnit::Day => Some(Modifier::Approx),
        Meaning::YearsOff(Base::Publication, _) => Some(Modifier::Approx),
        _ => None,
    }
}

/// The stretch, and the day that it was resolved against.
fn stretch(meaning: Meaning, context: &Context, tense: Tense) -> Option<(Stretch, Option<Date>)> {
    let published = context.published;
    let relative = |stretch: Option<Stretch>| Some((stretch?, published));
    match meaning {
        Meaning::Recurring => None,
        Meaning::Stretch(stretch) => match (nearest(stretch, published, tense), published) {
            (Some(settled), _) if settled == stretch => Some((stretch, None)),
            (Some(settled), anchor) => Some((settled, anchor)),
            (None, _) => None,
        },
        Meaning::InYear(open, base, years) => match shift(base, years, TimeUnit::Year, context)? {
            (Stretch::Year(year), anchor) => Some((in_year(open, year)?, anchor)),
            _ => Some((open, None)),
        },
        Meaning::Holiday(holiday, Some(year)) => Some((Stretch::Day(holiday.in_year(year)?), None)),
        Meaning::Holiday(holiday, None) => match published {
            Some(published) => relative(Some(Stretch::Day(near_holiday(holiday, published, tense)?))),
            None => Some((unknown_year(holiday), None)),
        },
        Meaning::Chosen(relation, open) => match published {
            Some(published) => relative(chosen(relation, open, published, tense)),
            None => Some((open, None)),
        },
        Meaning::WeekdayOf(relation, number) => match published {
            Some(published) => relative(Some(Stretch::Day(weekday_of(relation, number, published)?))),
            None => Some((Stretch::Weekday(number), None)),
        },
        Meaning::BeforeLast(number) => match published {
            Some(published) => {
                let last = chosen(Relation::Last, Stretch::Weekday(number), published, tense)?.days()?.0;
                relative(Some(Stretch::Day(last.checked_sub(1.weeks()).ok()?)))
            }
            None => Some((Stretch::Weekday(number), None)),
        },
        Meaning::WeeksOff(number, weeks) => match published {
            Some(published) => relative(Some(Stretch::Day(weeks_off(number, weeks, published)?))),
            None => Some((Stretch::Weekday(number), None)),
        },
        Meaning::ChosenHoliday(relation, holiday) => match published {
            Some(published) => relative(Some(Stretch::Day(chosen_holiday(relation, holiday, published)?))),
            None => Some((unknown_year(holiday), None)),
        },
        Meaning::Weekend(relation) => match published {
            Some(published) => relative(weekend(relation, published, tense)),
            None => Some((Stretch::Unknown(Grain::Week), None)),
        },
        Meaning::Shifted(base, steps, unit) => {
            let (stretch, anchor) = shift(base, steps, unit, context)?;
            // "Two decades later, he was freed": later than something that has no date here.
            let to_come = || Some(stretch.days()?.0 > published?);
            let lost = base == Base::Reference && steps > 0 && tense.is_past() && to_come() == Some(true);
            Some(if lost { (Stretch::Unknown(grain(unit)?), None) } else { (stretch, anchor) })
        }
        Meaning::YearsOff(base, years) => match context.recent_quarter() {
            Some(Quarter { year, quarter, .. }) => {
                let year = i16::try_from(i32::from(year) + years).ok()?;
                Some((Stretch::Quarter { year: Some(year), quarter }, published))
            }
            None => shift(base, years, TimeUnit::Year, context),
        },
        Meaning::SameQuarter => {
            let Quarter { year, quarter, .. } = context.quarter?;
            Some((Stretch::Quarter { year: Some(year), quarter }, published))
        }
        Meaning::LatestQuarter => {
            let (year, quarter) = context.latest_quarter()?;
            Some((Stretch::Quarter { year: Some(year), quarter }, published))
        }
        Meaning::PeriodOf(year) => match context.recent_quarter() {
            Some(Quarter { quarter, .. }) => Some((Stretch::Quarter { year: Some(year), quarter }, None)),
            None => Some((Stretch::Year(year), None)),
        },
        Meaning::HolidayWeek(holiday, weekend) => {
            let Some(published) = published else { return Some((Stretch::Unknown(Grain::Week), None)) };
            let day = near_holiday(holiday, published, tense)?;
            // The weekend of a holiday on a Monday is the one before it.
            let early = weekend && day.weekday().to_monday_one_offset() <= 2;
            let day = if early { day.checked_sub(3.days()).ok()? } else { day };
            relative(Some(if weekend { weekend_of(day) } else { week_of(day) }))
        }
        Meaning::WeekOf(stretch, weekend) => match nearest(stretch, published, tense)? {
            Stretch::Day(day) | Stretch::Between(day, _) => {
                Some((if weekend { weekend_of(day) } else { week_of(day) }, None))
            }
            _ => Some((Stretch::Unknown(Grain::Week), None)),
        },
        Meaning::SameDay => match context.last_day.or(published) {
            Some(day) => Some((Stretch::Day(day), Some(day))),
            None => Some((Stretch::Unknown(Grain::Day), None)),
        },
    }
}

fn unknown_year(holiday: Holiday) -> Stretch {
    match holiday {
        Holiday::Fixed(month, day) => Stretch::DayOfMonth { month: month.cast_unsigned(), day: day.cast_unsigned() },
        Holiday::Nth(..) | Holiday::NthPlus(..) | Holiday::Easter(_) => Stretch::Unknown(Grain::Day),
    }
}

/// The ISO week of a day.
fn week_of(day: Date) -> Stretch {
    let week = day.iso_week_date();
    Stretch::Week { year: week.year(), week: week.week().cast_unsigned() }
}

/// The weekend of the ISO week of a day.
fn weekend_of(day: Date) -> Stretch {
    let week = day.iso_week_date();
    Stretch::Weekend { year: week.year(), week: week.week().cast_unsigned() }
}

/// Days from one date to another.
fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// The instance of an open stretch that is nearest to publication and fits the tense; settled ones stay.
fn nearest(stretch: Stretch, published: Option<Date>, tense: Tense) -> Option<Stretch> {
    let Some(published) = published else { return Some(stretch) };
    match stretch {
        Stretch::Weekday(number) => Some(Stretch::Day(weekday(number, published, tense)?)),
        Stretch::DayOfMonth { .. }
        | Stretch::DaysOfMonth { .. }
        | Stretch::Month { year: None, .. }
        | Stretch::Season { year: None, .. }
        | Stretch::Quarter { year: None, .. }
        | Stretch::Half { year: None, .. } => in_nearest_year(stretch, published, tense),
        settled => Some(settled),
    }
}

/// 0–6 days back, or 0–6 ahead in the future tense.
fn weekday(number: u8, published: Date, tense: Tense) -> Option<Date> {
    let today = i32::from(published.weekday().to_monday_one_offset());
    let ahead = (i32::from(number) - today).rem_euclid(7);
    let back = (today - i32::from(number)).rem_euclid(7);
    let steps = if tense == Tense::Future { ahead } else { -back };
    published.checked_add(steps.days()).ok()
}

/// The weekday of the calendar week before, of or after publication.
fn weekday_of(relation: Relation, number: u8, published: Date) -> Option<Date> {
    let weeks = match relation {
        Relation::Last => -1,
        Relation::This => 0,
        Relation::Next => 1,
    };
    let days = i32::from(number) - 1 - i32::from(published.weekday().to_monday_zero_offset()) + 7 * weeks;
    published.checked_add(days.days()).ok()
}

/// "A week from Tuesday" is a week after the coming Tuesday; "a week ago Sunday" the Sunday that was about a week ago.
fn weeks_off(number: u8, weeks: i32, published: Date) -> Option<Date> {
    if weeks > 0 {
        return weekday(number, published.tomorrow().ok()?, Tense::Future)?.checked_add(weeks.weeks()).ok();
    }
    let about = published.checked_add(weeks.weeks()).ok()?.checked_add(3.days()).ok()?;
    weekday(number, about, Tense::Past)
}

/// Of last year's, this year's and next year's instance the one that fits the tense and is nearest.
fn in_nearest_year(open: Stretch, published: Date, tense: Tense) -> Option<Stretch> {
    let years = [published.year() - 1, published.year(), published.year() + 1];
    let instances = years.into_iter().filter_map(|year| in_year(open, year));
    let far = match open {
        _ if tense == Tense::Over => NEVER,
        Stretch::Quarter { .. } | Stretch::Half { .. } => FAR_QUARTER,
        _ if tense == Tense::Future => FAR_FUTURE,
        _ => FAR,
    };
    let cost = |instance: &Stretch| -> i32 {
        let Some((first, last)) = instance.days() else { return i32::MAX };
        let (ahead, back) = (days_between(published, first).max(0), days_between(last, published).max(0));
        let (wrong, right) = match tense {
            Tense::Past | Tense::Over => (ahead, back),
            Tense::Future => (back, ahead),
            // News is mostly of what has happened.
            Tense::Unknown => (ahead, back),
        };
        // Across the tense only if the reading that fits it is far away.
        if wrong > 0 { wrong + far } else { right }
    };
    instances.min_by_key(cost)
}

/// "last October", "next Friday", "this summer".
fn chosen(relation: Relation, open: Stretch, published: Date, tense: Tense) -> Option<Stretch> {
    if let Stretch::Weekday(number) = open {
        return Some(Stretch::Day(match relation {
            Relation::Last => weekday(number, published.yesterday().ok()?, Tense::Past)?,
            Relation::Next => weekday(number, published.tomorrow().ok()?, Tense::Future)?,
            Relation::This => {
                let past = if tense.is_past() { Tense::Past } else { Tense::Future };
                weekday(number, published, past)?
            }
        }));
    }
    let year = published.year();
    let instances = [year - 2, year - 1, year, year + 1, year + 2].into_iter().filter_map(|year| in_year(open, year));
    let mut spans = instances.filter_map(|instance| instance.days().map(|days| (instance, days)));
    match relation {
        Relation::Last => spans.rfind(|(_, (_, last))| *last < published).map(|(instance, _)| instance),
        Relation::Next => spans.find(|(_, (first, _))| *first > published).map(|(instance, _)| instance),
        Relation::This => in_year(open, year),
    }
}

/// The instance of a holiday that fits the tense.
fn near_holiday(holiday: Holiday, published: Date, tense: Tense) -> Option<Date> {
    let year = published.year();
    let days = [year - 1, year, year + 1].into_iter().filter_map(|year| holiday.in_year(year));
    days.min_by_key(|day| {
        let distance = days_between(published, *day);
        let wrong = tense.is_past() && distance > 0 || tense == Tense::Future && distance < 0;
        if wrong { distance.abs() + FAR } else { distance.abs() }
    })
}

fn chosen_holiday(relation: Relation, holiday: Holiday, published: Date) -> Option<Date> {
    let year = published.year();
    let mut days = [year - 1, year, year + 1].into_iter().filter_map(|year| holiday.in_year(year));
    match relation {
        Relation::Last => days.rfind(|day| *day < published),
        Relation::Next => days.find(|day| *day > published),
        Relation::This => holiday.in_year(year),
    }
}

/// The weekend of a week. "The weekend" of a weekday is the one before it, unless the tense is future.
fn weekend(relation: Option<Relation>, published: Date, tense: Tense) -> Option<Stretch> {
    let during = published.weekday().to_monday_one_offset() >= 6;
    let weeks = match relation {
        Some(Relation::Last) => -1,
        Some(Relation::Next) => 1,
        Some(Relation::This) => 0,
        None if during || tense == Tense::Future => 0,
        None => -1,
    };
    Some(weekend_of(published.checked_add(weeks.weeks()).ok()?))
}

/// So many units from the base. Unknown without a date to count from.
fn shift(base: Base, steps: i32, unit: TimeUnit, context: &Context) -> Option<(Stretch, Option<Date>)> {
    let from = match (base, unit) {
        (Base::Publication, _) => context.published,
        (Base::Reference, TimeUnit::Day) => context.last_day.or(context.published),
        (Base::Reference, _) => context.last.or(context.published),
    };
    let Some(from) = from else { return Some((Stretch::Unknown(grain(unit)?), None)) };
    Some((shifted(from, steps, unit)?, Some(from)))
}

fn grain(unit: TimeUnit) -> Option<Grain> {
    Some(match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => return None,
        TimeUnit::Day => Grain::Day,
        TimeUnit::Week => Grain::Week,
        TimeUnit::Month => Grain::Month,
        TimeUnit::Quarter => Grain::Quarter,
        TimeUnit::Year => Grain::Year,
        TimeUnit::Decade => Grain::Decade,
        TimeUnit::Century => Grain::Century,
    })
}

fn shifted(from: Date, steps: i32, unit: TimeUnit) -> Option<Stretch> {
    let year = |years: i32| i16::try_from(i32::from(from.year()).checked_add(years)?).ok().filter(|year| *year > 0);
    Some(match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => return None,
        TimeUnit::Day => Stretch::Day(from.checked_add(jiff::Span::new().try_days(steps).ok()?).ok()?),
        TimeUnit::Week => week_of(from.checked_add(jiff::Span::new().try_weeks(steps).ok()?).ok()?),
        TimeUnit::Month => {
            let month = from.checked_add(jiff::Span::new().try_months(steps).ok()?).ok()?;
            Stretch::Month { year: Some(month.year()), month: month.month().cast_unsigned() }
        }
        TimeUnit::Quarter => {
            let month = from.checked_add(jiff::Span::new().try_months(steps.checked_mul(3)?).ok()?).ok()?;
            Stretch::Quarter { year: Some(month.year()), quarter: (month.month().cast_unsigned() - 1) / 3 + 1 }
        }
        TimeUnit::Year => Stretch::Year(year(steps)?),
        TimeUnit::Decade => Stretch::Decade(year(steps.checked_mul(10)?)? / 10),
        TimeUnit::Century => Stretch::Century(year(steps.checked_mul(100)?)? / 100),
    })
}
