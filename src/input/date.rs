//! Declared dates: the few forms that front matter, feeds and `--date` use.
//!
//! A date of digits alone with slashes or dots is refused where it has two readings (1/2/2024); 4/21/18 has one. A time
//! without a day is refused, too.
//! Relative dates of running text are read in `extract/date.rs`.

use crate::article::Published;
use jiff::civil::Date;
use jiff::fmt::rfc2822;
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone};

/// The forms that [`parse_published`] reads, for messages.
pub const DATE_FORMS: &str = "2024-01-25, 2024-01-25T16:12-05:00, Jan. 25, 2024 or 25 January 2024";

/// Reads a declared date or time; `None` if it is none.
///
/// ```
/// use crosscheck::input::parse_published;
///
/// let published = parse_published("2024-01-25T22:12:00-05:00").unwrap();
/// assert_eq!(published.date.to_string(), "2024-01-25");
/// assert_eq!(published.utc.unwrap().to_string(), "2024-01-26T03:12:00");
/// assert_eq!(parse_published("Jan. 25, 2024"), parse_published("2024-01-25"));
/// assert_eq!(parse_published("01/02/2024"), None);
/// ```
#[must_use]
pub fn parse_published(text: &str) -> Option<Published> {
    parse_published_in(text, &TimeZone::UTC)
}

/// [`parse_published`]; a time without an offset is taken as one of `zone`.
#[must_use]
pub fn parse_published_in(text: &str, zone: &TimeZone) -> Option<Published> {
    let text = text.trim();
    from_iso(text, zone).or_else(|| from_words(text)).or_else(|| from_slashes(text)).or_else(|| from_mail(text))
}

/// `4/21/18`, `21/4/2018`: month and day in either order, where only one of them is a date. A year of two digits lies
/// between 1969 and 2068, as POSIX has it.
fn from_slashes(text: &str) -> Option<Published> {
    let parts: Vec<&str> = text.split('/').collect();
    let [first, second, year] = parts[..] else { return None };
    let digits = |part: &str, longest: usize| {
        let plain = (1..=longest).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse::<i16>().ok()).flatten()
    };
    let (first, second) = (i8::try_from(digits(first, 2)?).ok()?, i8::try_from(digits(second, 2)?).ok()?);
    let year = match (year.len(), digits(year, 4)?) {
        (4, year) => year,
        (2, year) if year < 69 => 2000 + year,
        (2, year) => 1900 + year,
        _ => return None,
    };
    let american = Date::new(year, first, second).ok();
    let european = Date::new(year, second, first).ok();
    match (american, european) {
        (Some(date), None) | (None, Some(date)) => Some(Published::on(date)),
        (Some(one), Some(other)) if one == other => Some(Published::on(one)),
        _ => None,
    }
}

fn from_iso(text: &str, zone: &TimeZone) -> Option<Published> {
    let pieces = Pieces::parse(text).ok()?;
    let date = pieces.date();
    let utc = pieces.time().and_then(|time| {
        let local = date.to_datetime(time);
        match pieces.to_numeric_offset() {
            Some(offset) => Some(Offset::UTC.to_datetime(offset.to_timestamp(local).ok()?)),
            None => Some(Offset::UTC.to_datetime(zone.to_ambiguous_timestamp(local).compatible().ok()?)),
        }
    });
    Some(Published { date, utc })
}

/// The dates of mails and RSS feeds: `Thu, 25 Jan 2024 16:12:00 -0500`.
fn from_mail(text: &str) -> Option<Published> {
    let zoned = rfc2822::parse(text).ok()?;
    Some(Published { date: zoned.date(), utc: Some(Offset::UTC.to_datetime(zoned.timestamp())) })
}

/// `Jan. 25, 2024`, `25 January 2024`, either with a weekday before it.
fn from_words(text: &str) -> Option<Published> {
    let mut words: Vec<&str> = text.split([' ', ',', '.']).filter(|word| !word.is_empty()).collect();
    if words.len() == 4 && is_weekday(words[0]) {
        words.remove(0);
    }
    let [first, second, year] = words[..] else { return None };
    let (day, month) = if let Some(month) = month(first) { (second, month) } else { (first, month(second)?) };
    let four_digits = year.len() == 4;
    let date = Date::new(year.parse().ok()?, month, day.parse().ok()?).ok()?;
    four_digits.then(|| Published::on(date))
}

fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let index = MONTHS.iter().position(|month| abbreviates(word, month))?;
    i8::try_from(index + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        .iter()
        .any(|weekday| abbreviates(word, weekday))
}

fn abbreviates(word: &str, name: &str) -> bool {
    word.len() >= 3 && name.starts_with(&word.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_in_every_declared_form() {
        let forms =
            ["2024-09-05", "20240905", "Sept. 5, 2024", "September 5 2024", "5 September 2024", "Thu, 5 Sep 2024"];
        for form in forms {
            assert_eq!(parse_published(form), Some(Published::on(date(2024, 9, 5))), "{form}");
        }
    }

    #[test]
    fn times_are_moved_to_utc_and_the_day_stays_local() {
        let evening = Published { date: date(2024, 1, 25), utc: Some(date(2024, 1, 26).at(3, 12, 0, 0)) };
        let forms = ["2024-01-25T22:12-05:00", "20240125T221200-0500", "Thu, 25 Jan 2024 22:12:00 -0500"];
        for form in forms {
            assert_eq!(parse_published(form), Some(evening), "{form}");
        }
        let noon = Published { date: date(2024, 1, 25), utc: Some(date(2024, 1, 25).at(12, 0, 0, 0)) };
        assert_eq!(parse_published("2024-01-25 12:00"), Some(noon));
        assert_eq!(parse_published("2024-01-25T12:00:00.000Z"), Some(noon));
    }

    #[test]
    fn times_without_an_offset_are_those_of_the_zone() {
        let zone = TimeZone::get("America/New_York").expect("it is known");
        let utc = |text| parse_published_in(text, &zone).and_then(|it| it.utc);
        assert_eq!(utc("2024-01-25T22:12"), Some(date(2024, 1, 26).at(3, 12, 0, 0)), "in winter");
        assert_eq!(utc("2024-07-25T22:12"), Some(date(2024, 7, 26).at(2, 12, 0, 0)), "in summer");
        assert_eq!(utc("2024-01-25T22:12Z"), Some(date(2024, 1, 25).at(22, 12, 0, 0)), "a declared offset counts");
    }

    #[test]
    fn slashes_are_read_where_one_order_is_a_date() {
        for form in ["4/21/18", "04/21/2018", "21/4/18", "21/04/2018"] {
            assert_eq!(parse_published(form), Some(Published::on(date(2018, 4, 21))), "{form}");
        }
        assert_eq!(parse_published("4/4/99"), Some(Published::on(date(1999, 4, 4))));
        for text in ["4/5/18", "13/13/18", "4/21/018", "4/21", "4/21/18/1", "+4/21/18"] {
            assert_eq!(parse_published(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in
            ["", "yesterday", "Feb. 30, 2024", "2023-02-29", "1/2/2024", "May 2024", "5 May 24", "é, é é", "ma 5 2024"]
        {
            assert_eq!(parse_published(text), None, "{text}");
        }
    }
}
