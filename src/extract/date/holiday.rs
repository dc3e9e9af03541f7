//! Holidays that news uses as dates.
//!
//! Fixed days, nth weekdays as laid down in title 5, section 6103 of the United States Code, and those that move with
//! Easter, computed for the Gregorian calendar. Lunar holidays (Ramadan, Passover, Eid) are not resolved.

use crate::segment::Tokens;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A holiday, by the rule that gives its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Holiday {
    /// Month and day.
    Fixed(i8, i8),
    /// The nth weekday of a month; -1 is the last.
    Nth(i8, i8, Weekday),
    /// The nth weekday of a month, and so many days more.
    NthPlus(i8, i8, Weekday, i32),
    /// Days from Easter Sunday.
    Easter(i32),
}

impl Holiday {
    /// Its day in a year.
    pub(in crate::extract) fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed(month, day) => Date::new(year, month, day).ok(),
            Self::Nth(month, nth, weekday) => Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok(),
            Self::NthPlus(month, nth, weekday, days) => {
                Self::Nth(month, nth, weekday).in_year(year)?.checked_add(days.days()).ok()
            }
            Self::Easter(days) => easter(year)?.checked_add(days.days()).ok(),
        }
    }
}

/// Easter Sunday by the algorithm of Meeus, Jones and Butcher (Astronomical Algorithms, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (century, of_century) = (year / 100, year % 100);
    let golden = year % 19;
    let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4) % 7;
    let shift = (golden + 11 * moon + 22 * weekday) / 451;
    let day = moon + weekday - 7 * shift + 114;
    Date::new(i16::try_from(year).ok()?, i8::try_from(day / 31).ok()?, i8::try_from(day % 31 + 1).ok()?).ok()
}

/// Their words in lower case, by the first word; the longest name comes first.
const HOLIDAYS: &[(&[&str], Holiday)] = &[
    (&["christmas", "eve"], Holiday::Fixed(12, 24)),
    (&["christmas", "day"], Holiday::Fixed(12, 25)),
    (&["christmas"], Holiday::Fixed(12, 25)),
    (&["boxing", "day"], Holiday::Fixed(12, 26)),
    (&["new", "year", "'s", "eve"], Holiday::Fixed(12, 31)),
    (&["new", "year", "'s", "day"], Holiday::Fixed(1, 1)),
    (&["new", "year", "'s"], Holiday::Fixed(1, 1)),
    (&["martin", "luther", "king", "day"], Holiday::Nth(1, 3, Weekday::Monday)),
    (&["martin", "luther", "king", "jr", "day"], Holiday::Nth(1, 3, Weekday::Monday)),
    (&["mlk", "day"], Holiday::Nth(1, 3, Weekday::Monday)),
    (&["australia", "day"], Holiday::Fixed(1, 26)),
    (&["anzac", "day"], Holiday::Fixed(4, 25)),
    (&["earth", "day"], Holiday::Fixed(4, 22)),
    (&["may", "day"], Holiday::Fixed(5, 1)),
    (&["father", "'s", "day"], Holiday::Nth(6, 3, Weekday::Sunday)),
    (&["canada", "day"], Holiday::Fixed(7, 1)),
    (&["remembrance", "day"], Holiday::Fixed(11, 11)),
    (&["armistice", "day"], Holiday::Fixed(11, 11)),
    (&["st", "patrick", "'s", "day"], Holiday::Fixed(3, 17)),
    (&["st", "valentine", "'s", "day"], Holiday::Fixed(2, 14)),
    (&["groundhog", "day"], Holiday::Fixed(2, 2)),
    (&["valentine", "'s", "day"], Holiday::Fixed(2, 14)),
    (&["presidents", "day"], Holiday::Nth(2, 3, Weekday::Monday)),
    (&["ash", "wednesday"], Holiday::Easter(-46)),
    (&["palm", "sunday"], Holiday::Easter(-7)),
    (&["good", "friday"], Holiday::Easter(-2)),
    (&["easter", "sunday"], Holiday::Easter(0)),
    (&["easter", "monday"], Holiday::Easter(1)),
    (&["easter"], Holiday::Easter(0)),
    (&["pentecost"], Holiday::Easter(49)),
    (&["memorial", "day"], Holiday::Nth(5, -1, Weekday::Monday)),
    (&["flag", "day"], Holiday::Fixed(6, 14)),
    (&["juneteenth"], Holiday::Fixed(6, 19)),
    (&["independence", "day"], Holiday::Fixed(7, 4)),
    (&["fourth", "of", "july"], Holiday::Fixed(7, 4)),
    (&["bastille", "day"], Holiday::Fixed(7, 14)),
    (&["labor", "day"], Holiday::Nth(9, 1, Weekday::Monday)),
    (&["columbus", "day"], Holiday::Nth(10, 2, Weekday::Monday)),
    (&["halloween"], Holiday::Fixed(10, 31)),
    // The Tuesday after the first Monday: title 2, section 7 of the United States Code.
    (&["election", "day"], Holiday::NthPlus(11, 1, Weekday::Monday, 1)),
    (&["veterans", "day"], Holiday::Fixed(11, 11)),
    (&["thanksgiving", "day"], Holiday::Nth(11, 4, Weekday::Thursday)),
    (&["thanksgiving"], Holiday::Nth(11, 4, Weekday::Thursday)),
    (&["black", "friday"], Holiday::NthPlus(11, 4, Weekday::Thursday, 1)),
];

/// The holiday that begins at a token, and the token after it. Its first word is capitalised.
pub(super) fn holiday(tokens: Tokens<'_>, at: usize) -> Option<(Holiday, usize)> {
    let first = tokens.word(at);
    if first.is_empty() || !tokens.capitalised(at) {
        return None;
    }
    let same = |index: usize, word: &str| {
        tokens.word(index) == word || (word == "'s" && matches!(tokens.raw(index), "'s" | "’s"))
    };
    let fits =
        |words: &[&str]| words[0] == first && words.iter().enumerate().all(|(offset, word)| same(at + offset, word));
    let (words, holiday) = HOLIDAYS.iter().find(|(words, _)| fits(words))?;
    Some((*holiday, at + words.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn movable_holidays_fall_on_their_days() {
        let day = |holiday: Holiday, year| holiday.in_year(year).map(|date| date.to_string());
        assert_eq!(day(Holiday::Easter(0), 2024).as_deref(), Some("2024-03-31"));
        assert_eq!(day(Holiday::Easter(0), 1999).as_deref(), Some("1999-04-04"));
        assert_eq!(day(Holiday::Nth(11, 4, Weekday::Thursday), 2023).as_deref(), Some("2023-11-23"));
        assert_eq!(day(Holiday::Nth(5, -1, Weekday::Monday), 2022).as_deref(), Some("2022-05-30"));
        assert_eq!(day(Holiday::NthPlus(11, 1, Weekday::Monday, 1), 2016).as_deref(), Some("2016-11-08"));
    }
}
