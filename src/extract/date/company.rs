//! What dates take from those beside them: the year of a list or range, and the order of its ends.
//!
//! "July and August 2018" are both of 2018, "Dec. 30 to Jan. 2, 2020" begins in 2019, and what rained "from Monday through
//! Thursday" began on the Monday before that Thursday.

use super::absolute::{self, in_year};
use super::grammar::{Expression, Meaning, expression};
use super::tense::Tense;
use crate::segment::{TokenKind, Tokens, is_word};
use crate::value::time::{Stretch, Timex};
use jiff::ToSpan;
use jiff::civil::Date;

/// Most members of a list that are asked for its year: "June, July, August and September of 2019".
const LIST: usize = 4;

/// Months that a list without a range goes back at most: "June and May 2019" are of one year. (P)
const HALF_A_YEAR: i8 = 6;

/// What stands between two dates.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    Comma,
    And,
    To,
}

/// A date of the text that has no year, or is of any week.
pub(super) fn open(meaning: Meaning) -> Option<Stretch> {
    match meaning {
        Meaning::Stretch(stretch) if is_yearless(stretch) || matches!(stretch, Stretch::Weekday(_)) => Some(stretch),
        _ => None,
    }
}

fn is_yearless(stretch: Stretch) -> bool {
    matches!(
        stretch,
        Stretch::DayOfMonth { .. }
            | Stretch::DaysOfMonth { .. }
            | Stretch::Month { year: None, .. }
            | Stretch::Season { year: None, .. }
            | Stretch::Quarter { year: None, .. }
            | Stretch::Half { year: None, .. }
    )
}

fn year_of(stretch: Stretch) -> Option<i16> {
    match stretch {
        Stretch::Month { year, .. }
        | Stretch::Season { year, .. }
        | Stretch::Quarter { year, .. }
        | Stretch::Half { year, .. } => year,
        Stretch::Day(day) | Stretch::Between(day, _) => Some(day.year()),
        _ => None,
    }
}

/// The words that link a date that ends at a token with another, and the token where that one begins.
fn link(words: Tokens<'_>, end: usize) -> Option<(Link, usize)> {
    let comma = words.sign(end, ",");
    let at = end + usize::from(comma);
    let joined = || words.hyphen(at) && words.touches(at) && words.touches(at + 1);
    let (link, next) = if is_word!(words.id(at), "to" | "through" | "until") || joined() {
        (Link::To, at + 1)
    } else if is_word!(words.id(at), "and" | "or") || words.sign(at, "/") {
        (Link::And, at + 1)
    } else if comma {
        (Link::Comma, at)
    } else {
        return None;
    };
    Some((link, next + usize::from(is_word!(words.id(next), "in" | "on"))))
}

/// An expression without a year with that of the list or range which it begins or goes on.
pub(super) fn with_year(words: Tokens<'_>, own: Expression) -> Expression {
    let settled = match own.meaning {
        Meaning::Stretch(open) if is_yearless(open) => in_company(words, open, own.end, LIST),
        _ => None,
    };
    settled.map_or(own, |stretch| Expression { meaning: Meaning::Stretch(stretch), ..own })
}

fn in_company(words: Tokens<'_>, open: Stretch, end: usize, members: usize) -> Option<Stretch> {
    let (link, next) = link(words, end)?;
    let (beside, after) = match (expression(words, next, false), day_alone(words, next), open) {
        (Some(Expression { meaning: Meaning::Stretch(stretch), end, .. }), ..) => (stretch, end),
        (None, Some((day, end)), Stretch::DayOfMonth { month, .. }) => {
            let beside = Stretch::DayOfMonth { month, day };
            match absolute::year_after(words, end) {
                Some((year, end)) => (in_year(beside, year)?, end),
                None => (beside, end),
            }
        }
        _ => return None,
    };
    let settled = if is_yearless(beside) {
        in_company(words, beside, after, members.checked_sub(1)?)?
    } else if link == Link::Comma {
        return None;
    } else {
        beside
    };
    let year = year_of(settled)?;
    let same = in_year(open, year)?;
    let (own, other) = (same.days()?.0, settled.days()?.0);
    // "December and January 2016"
    let wraps = link == Link::To || own.month() > other.month() + HALF_A_YEAR;
    if own > other && wraps { in_year(open, year.checked_sub(1)?) } else { Some(same) }
}

/// The 25 of "April 24 and 25, 2015", and the token behind it.
fn day_alone(words: Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    absolute::day(words, at).filter(|_| words.kind(at) == Some(TokenKind::Number))
}

/// Whether nothing but words of a range stand between a date that ends at a token and another. Only a year is followed by a
/// comma: "moved the vote, slated for March 17, to April 28".
pub(super) fn is_range(words: Tokens<'_>, end: usize, next: usize, from_open: Option<Stretch>) -> bool {
    let parted = from_open.is_some() && words.sign(end, ",");
    !parted && link(words, end) == Some((Link::To, next))
}

/// Moves the ends of a range, as far as they are open, so that it does not end before it begins: what is over began before, and
/// what is to come ends later. What could be either is over in the past tense.
pub(super) fn order(
    published: Option<Date>,
    tense: Tense,
    (from, from_open): (&mut Timex, Option<Stretch>),
    (to, to_open): (&mut Timex, Option<Stretch>),
) {
    let (Some(begins), Some(ends)) = (from.days(), to.days()) else { return };
    // "from March 2018 to June": the first one after it.
    if let (None, Some(open), None) = (from_open, to_open.filter(|&open| is_yearless(open)), from.anchor)
        && let Some(year) = year_of(from.stretch)
    {
        let after = [Some(year), year.checked_add(1)].into_iter().flatten().filter_map(|year| in_year(open, year));
        let first = |stretch: &Stretch| stretch.days().is_some_and(|(first, _)| first >= begins.0);
        to.stretch = after.into_iter().find(first).unwrap_or(to.stretch);
        return;
    }
    if begins.0 <= ends.0 {
        return;
    }
    let Some(published) = published else { return };
    let year_ago = |day: Date| day.checked_sub(1.years()).is_ok_and(|day| day <= published);
    let is_over = ends.1 <= published && tense.is_past() || ends.1 > published && year_ago(begins.0);
    match (from_open, to_open) {
        (Some(Stretch::Weekday(_)), Some(Stretch::Weekday(_))) if ends.1 <= published => move_week(from, -1),
        (Some(Stretch::Weekday(_)), Some(Stretch::Weekday(_))) => move_week(to, 1),
        (Some(open), Some(_)) if is_over && is_yearless(open) => move_year(from, open, -1),
        (Some(_), Some(open)) if !is_over && is_yearless(open) => move_year(to, open, 1),
        _ => {}
    }
}

fn move_week(timex: &mut Timex, weeks: i32) {
    if let Stretch::Day(day) = timex.stretch
        && let Ok(moved) = day.checked_add(weeks.weeks())
    {
        timex.stretch = Stretch::Day(moved);
    }
}

fn move_year(timex: &mut Timex, open: Stretch, years: i16) {
    let year = year_of(timex.stretch).and_then(|year| year.checked_add(years));
    if let Some(moved) = year.and_then(|year| in_year(open, year)) {
        timex.stretch = moved;
    }
}
