//! Days, spans and ages that the calendar does not allow: "Tuesday, March 6, 2024", "the three-day truce from March 1 to
//! March 9", "45, who was born in 1960".

use super::figure::one_number;
use super::line::{Line, Told};
use super::{Breach, Law};
use crate::article::Article;
use crate::extract::Status;
use crate::segment::lexicon::Class;
use crate::value::time::Stretch;
use crate::value::{Grain, TimeUnit, Timex, Value};
use jiff::civil::{Date, Weekday};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The dates of a sentence that cannot be.
pub(super) fn check(line: &Line, article: &Article) -> Vec<Breach> {
    let weekdays = line.told.iter().filter_map(|told| weekday(line, told, article));
    let spans = line.told.windows(3).filter_map(|three| span(line, &three[0], &three[1], &three[2]));
    let ages = line.told.windows(2).filter_map(|two| age(line, &two[0], &two[1], article));
    let futures = line.told.iter().filter_map(|told| future(line, told, article));
    weekdays.chain(futures).chain(spans).chain(ages).collect()
}

/// "Tuesday, March 6, 2024", which was a Wednesday.
fn weekday(line: &Line, told: &Told, article: &Article) -> Option<Breach> {
    let Stretch::Day(day) = told.mention.value.timex()?.stretch else { return None };
    let words = line.slice(told.mention.core);
    let named = told.tokens.clone().find_map(|at| line.weekday(at))?;
    // A weekday by itself was resolved to that weekday.
    let is = day.weekday().to_monday_one_offset();
    if !words.contains(|sign: char| sign.is_ascii_digit()) || is == named {
        return None;
    }
    // Without a year, the day may be of a neighbouring one.
    let meant = Weekday::from_monday_one_offset(named).ok()?;
    let year_stated = words.contains(&day.year().to_string());
    let near =
        |years: i16| Date::new(day.year() + years, day.month(), day.day()).is_ok_and(|day| day.weekday() == meant);
    if !year_stated && (article.published.is_none() || near(-1) || near(1)) {
        return None;
    }
    let name = |weekday: i8| Stretch::Weekday(weekday.unsigned_abs());
    let reason = format!("{} is a {}, not a {}.", Timex::new(Stretch::Day(day)), name(is), name(named));
    Some(Breach { law: Law::Weekday, reason, claims: vec![told.id] })
}

/// Words of what is still to come, or need not come.
const TO_COME: &[&str] = &[
    "will", "would", "could", "may", "might", "should", "shall", "must", "can", "if", "until", "through", "before",
    "by", "due", "next", "to", "for", "expire", "expires",
];

/// "was killed on Jan. 8, 2021", published in 2020.
fn future(line: &Line, told: &Told, article: &Article) -> Option<Breach> {
    let timex = told.mention.value.timex()?;
    let published = article.updated.or(article.published)?.date;
    let (first, _) = timex.days()?;
    let stated = line.slice(told.mention.core).contains(&first.year().to_string());
    let is_ahead = stated && first > published.tomorrow().ok()? && timex.modifier.is_none();
    if !is_ahead
        || timex.grain() > Grain::Month
        || !line.follows(told, &["on", "in"])
        || told.mention.status != Status::Asserted
    {
        return None;
    }
    let clause = line.all.start..told.tokens.start;
    let open = line.all.clone().any(|at| line.is_word(at, TO_COME) || line.is(at, Class::PLAN.with(Class::FEAR)));
    let past = clause.clone().any(|at| line.is(at, Class::PAST) || line.is_word(at, &["was", "were"]));
    if open || !past {
        return None;
    }
    let reason = format!("{timex} is after the day of publication, {}.", Timex::new(Stretch::Day(published)));
    Some(Breach { law: Law::Future, reason, claims: vec![told.id] })
}

/// Most words between a length of time and the days that it lasts: "three-day truce, which held".
const NEAR: usize = 4;

/// "the three-day truce from March 1 to March 9"
fn span(line: &Line, length: &Told, first: &Told, last: &Told) -> Option<Breach> {
    let Value::Duration(duration) = &length.mention.value else { return None };
    let gap = line.gap(length, first)?;
    // "From 63 years to 72 years from 1981 to 2015": an end of a change lasts no time.
    let leads =
        !line.follows(length, &["to", "from", "by"]) && line.follows(first, &["from", "between"]) && gap.len() <= NEAR;
    if !leads || gap.clone().any(|at| line.is_word(at, &[",", "during", "in", "on", "for"])) {
        return None;
    }
    let (from, to) = (first.mention.value.timex()?, last.mention.value.timex()?);
    if !line.joined_by(first, last, &["to", "until", "through", "and", "till"]) || from.grain() != to.grain() {
        return None;
    }
    let stated = one_number(&length.mention.value)?;
    let (elapsed, unit) = match (duration.unit(), from.grain()) {
        (TimeUnit::Day, Grain::Day) => (days(from.days()?.0, to.days()?.0), "days"),
        (TimeUnit::Week, Grain::Day) => (days(from.days()?.0, to.days()?.0) / Decimal::from(7), "weeks"),
        (TimeUnit::Year, Grain::Year) => (Decimal::from(to.days()?.0.year() - from.days()?.0.year()), "years"),
        _ => return None,
    };
    // The last day may be counted or not.
    let slack = Decimal::ONE.max(length.mention.value.amount()?.grain() / Decimal::TWO);
    if elapsed < Decimal::ZERO || (elapsed - stated).abs() <= slack {
        return None;
    }
    let reason = format!("From {from} to {to} is {} {unit}, not {duration}.", elapsed.round_dp(1).normalize());
    Some(Breach { law: Law::Duration, reason, claims: vec![length.id, first.id, last.id] })
}

fn days(from: Date, to: Date) -> Decimal {
    Decimal::from(from.duration_until(to).as_hours() / 24)
}

/// "45, who was born in 1960"
fn age(line: &Line, age: &Told, birth: &Told, article: &Article) -> Option<Breach> {
    let (Value::Age(_), Some(born)) = (&age.mention.value, birth.mention.value.timex()) else { return None };
    let said = line.joined_by(
        age,
        birth,
        &[", who was born in", ", was born in", ", who was born on", ", was born on", ", born in", ", born on"],
    );
    let published = article.published.filter(|_| said && born.modifier.is_none())?.date;
    let years = i64::from(published.year()) - i64::from(born.days()?.0.year());
    let stated = one_number(&age.mention.value)?.to_i64()?;
    if (years - stated).abs() <= 1 {
        return None;
    }
    let reason = format!(
        "Who was born in {} was {years} years old in {}, not {stated}.",
        born.days()?.0.year(),
        published.year()
    );
    Some(Breach { law: Law::Age, reason, claims: vec![age.id, birth.id] })
}
