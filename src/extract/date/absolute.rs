//! Dates that name their place in the calendar: years, months, days, quarters, decades, numeric dates, ranges of them.
//! The year may be missing; nothing here looks at the publication date but the century of a two-digit year.

use super::super::tens::is_weather;
use super::numeral::{self, digits};
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens, WordId, is_word, word_ids};
use crate::value::time::{Season, Stretch};
use jiff::civil::Date;

/// Years that four bare digits may mean.
const YEARS: std::ops::RangeInclusive<i64> = 1000..=2100;

/// A stretch and the token after it.
pub(super) type Read = (Stretch, usize);

/// Four digits without a separator that may be a year.
pub(super) fn year(tokens: Tokens<'_>, at: usize) -> Option<(i16, usize)> {
    let raw = tokens.raw(at);
    if tokens.kind(at) == Some(TokenKind::Number) && raw.len() == 4 && raw.bytes().all(|byte| byte.is_ascii_digit()) {
        let year = raw.parse::<i16>().ok().filter(|year| YEARS.contains(&i64::from(*year)))?;
        return Some((year, at + 1));
    }
    spoken_year(tokens, at).or_else(|| short_year(tokens, at))
}

/// "300 BC", "44 B.C.", "AD 70", "70 A.D.": a year with its era. Before Christ there was no year 0, so that 1 BC is year 0 of
/// the calendar (ISO 8601).
pub(super) fn year_of_era(tokens: Tokens<'_>, at: usize) -> Option<(i16, usize)> {
    const FIRST_OF_LETTERS: i64 = 1700;
    if !(tokens.capitalised(at + 1) || at > 0 && tokens.capitalised(at - 1)) {
        return None;
    }
    let (number, next) = digits(tokens, at)?;
    let year = i16::try_from(number).ok().filter(|year| (1..=9_000).contains(year))?;
    // "In 2014 BC Ferries": a province, a company.
    let told = |era: usize| {
        let letters = tokens.raw(era);
        letters.contains('.') || number < FIRST_OF_LETTERS && !tokens.capitalised(era + 1)
    };
    match tokens.raw(next) {
        "BC" | "B.C." | "BCE" | "B.C.E." if told(next) => Some((1 - year, next + 1)),
        "AD" | "A.D." | "CE" | "C.E." if told(next) && number < FIRST_OF_LETTERS => Some((year, next + 1)),
        _ if at > 0 && matches!(tokens.raw(at - 1), "AD" | "A.D.") && number < FIRST_OF_LETTERS => Some((year, next)),
        _ => None,
    }
}

/// "nineteen ninety-six", "two thousand five".
fn spoken_year(tokens: Tokens<'_>, at: usize) -> Option<(i16, usize)> {
    if !is_word!(tokens.id(at), "eighteen" | "nineteen" | "two") {
        return None;
    }
    let century = match tokens.word(at) {
        "eighteen" => 1800,
        "nineteen" => 1900,
        "two" if is_word!(tokens.id(at + 1), "thousand") => {
            let (year, next) = numeral::whole(tokens, at)?;
            return Some((i16::try_from(year).ok().filter(|year| *year < 2100)?, next));
        }
        _ => return None,
    };
    let after = if tokens.hyphen(at + 1) { at + 2 } else { at + 1 };
    let (rest, next) = numeral::whole(tokens, after).filter(|_| tokens.kind(after) == Some(TokenKind::Word))?;
    Some((century + i16::try_from(rest).ok().filter(|rest| (10..100).contains(rest))?, next))
}

/// "'98": an apostrophe that touches two digits.
fn short_year(tokens: Tokens<'_>, at: usize) -> Option<(i16, usize)> {
    if !is_apostrophe(tokens, at) || tokens.raw(at + 1).len() != 2 {
        return None;
    }
    let (number, next) = digits(tokens, at + 1)?;
    Some((of_two_digits(number)?, next))
}

/// The apostrophe before a year or decade without its century.
pub(super) fn is_apostrophe(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.is(at, Class::QUOTE) && matches!(tokens.raw(at), "'" | "’" | "‘") && tokens.touches(at + 1)
}

/// A year of two digits, with the pivot of POSIX: 69–99 are 1969–1999, 00–68 are 2000–2068.
fn of_two_digits(number: i64) -> Option<i16> {
    let year = i16::try_from(number).ok().filter(|year| (0..100).contains(year))?;
    Some(if year < 69 { 2000 + year } else { 1900 + year })
}

/// A month (1–12) by its name. "May", "March" and short forms that are also names need company, see [`month_alone`].
pub(super) fn month(tokens: Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    let token = tokens.tokens.get(at)?;
    if !token.is(Class::MONTH) || !tokens.capitalised(at) {
        return None;
    }
    Some((u8::try_from(token.number()?).ok()?, at + 1))
}

/// Whether a month's name stands as a date by itself: no "May I", no "June Smith", no "Jan" without a period.
pub(super) fn month_alone(tokens: Tokens<'_>, at: usize) -> bool {
    let word = tokens.word(at);
    let short = word.len() < 4 && word != "may" || word == "sept";
    if short && !tokens.raw(at).ends_with('.') {
        return false;
    }
    let cued = at > 0
        && (is_word!(
            tokens.id(at - 1),
            "in" | "of"
                | "since"
                | "by"
                | "until"
                | "till"
                | "before"
                | "after"
                | "during"
                | "from"
                | "to"
                | "between"
                | "through"
                | "for"
                | "early"
                | "late"
                | "mid"
                | "around"
                | "about"
        ) || tokens.hyphen(at - 1) && is_word!(tokens.id(at.wrapping_sub(2)), "mid"));
    let named = at > 0
        && tokens.capitalised(at - 1)
        && tokens.word(at - 1).is_empty()
        && tokens.kind(at - 1) == Some(TokenKind::Word);
    let name_follows =
        tokens.capitalised(at + 1) && tokens.word(at + 1).is_empty() && tokens.kind(at + 1) == Some(TokenKind::Word);
    match word {
        "may" => cued && !tokens.is(at + 1, Class::AUXILIARY),
        "march" => {
            let attribute = at > 0
                && is_word!(tokens.id(at - 1), "a" | "the" | "his" | "her" | "its" | "their" | "and" | "or")
                && tokens.kind(at + 1) == Some(TokenKind::Word)
                && !tokens.is(at + 1, Class::FUNCTION)
                && !name_follows;
            // "March sales rose": at the start of a sentence the capital tells nothing, the figure does.
            let figure = at == 0
                && tokens.kind(at + 1) == Some(TokenKind::Word)
                && !tokens.is(at + 1, Class::FUNCTION)
                && !tokens.capitalised(at + 1)
                && tokens.is(at + 2, Class::TREND.with(Class::AUXILIARY));
            cued || attribute || figure
        }
        _ => cued || !(named || name_follows && matches!(word, "april" | "june" | "august")),
    }
}

/// A day of the month: "8", "8th", "third", "twenty-third".
pub(super) fn day(tokens: Tokens<'_>, at: usize) -> Option<(u8, usize)> {
    let in_month = |number: i64| u8::try_from(number).ok().filter(|day| (1..=31).contains(day));
    if let Some((number, next)) = digits(tokens, at) {
        let day = in_month(number).filter(|_| tokens.raw(at).len() <= 2)?;
        let suffix = tokens.touches(next) && is_word!(tokens.small(next), "st" | "nd" | "rd" | "th");
        return Some((day, if suffix { next + 1 } else { next }));
    }
    let (number, next) = ordinal(tokens, at)?;
    Some((in_month(number)?, next))
}

/// An ordinal in words or digits: "third", "twenty-third", "19th".
pub(super) fn ordinal(tokens: Tokens<'_>, at: usize) -> Option<(i64, usize)> {
    let token = tokens.tokens.get(at)?;
    if token.kind() == TokenKind::Number {
        let suffix = tokens.touches(at + 1) && is_word!(tokens.small(at + 1), "st" | "nd" | "rd" | "th");
        return if suffix { digits(tokens, at).map(|(number, next)| (number, next + 1)) } else { None };
    }
    if token.is(Class::ORDINAL) {
        return Some((token.number()?, at + 1));
    }
    let tens = token.number().filter(|tens| token.is(Class::CARDINAL) && *tens >= 20)?;
    let next = if tokens.hyphen(at + 1) { at + 2 } else { at + 1 };
    let ones = tokens.tokens.get(next)?;
    let ones = ones.number().filter(|number| ones.is(Class::ORDINAL) && *number < 10)?;
    Some((tens + ones, next + 1))
}

/// The year after a month or a day of a month: ", 2020", "2020", "of 2020".
pub(super) fn year_after(tokens: Tokens<'_>, at: usize) -> Option<(i16, usize)> {
    let skipped = if tokens.sign(at, ",") || is_word!(tokens.id(at), "of") { at + 1 } else { at };
    let (year, next) = year(tokens, skipped)?;
    // "in July, 1500 people": after a comma only a year that nothing follows counts, or one that could be no count.
    let counted = tokens.sign(at, ",") && year < 1800;
    (!counted && !tokens.is(next, Class::PERCENT.with(Class::SCALE))).then_some((year, next))
}

/// "Jan. 8, 2020", "January 8th", "Jan. 8-10", "January 2020", "January-March", and months alone.
pub(super) fn month_first(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    let (month, next) = month(tokens, at)?;
    let after_the = if is_word!(tokens.id(next), "the") { next + 1 } else { next };
    if let Some((day, after)) = day(tokens, after_the).filter(|(_, after)| is_day(tokens, *after)) {
        return Some(day_or_days(tokens, month, day, after));
    }
    if let Some(range) = months(tokens, month, next) {
        return Some(range);
    }
    if let Some((year, after)) = year_after(tokens, next) {
        return Some(months_across(tokens, year, month, after));
    }
    month_alone(tokens, at).then_some((Stretch::Month { year: None, month }, next))
}

/// Whether what follows a number leaves it a day of the month: no time, percentage or magnitude.
fn is_day(tokens: Tokens<'_>, after: usize) -> bool {
    !(tokens.sign(after, ":") && tokens.touches(after) && tokens.touches(after + 1)
        || tokens.sign(after, "%")
        || tokens.is(after, Class::PERCENT.with(Class::SCALE).with(Class::CURRENCY)))
}

fn day_or_days(tokens: Tokens<'_>, month: u8, first: u8, next: usize) -> Read {
    if tokens.hyphen(next) {
        let (last_month, at) = self::month(tokens, next + 1).unwrap_or((month, next + 1));
        if let Some((last, after)) = day(tokens, at).filter(|(last, _)| last_month != month || *last > first) {
            return days(tokens, (month, first), (last_month, last), after);
        }
    }
    match year_after(tokens, next).and_then(|(year, after)| Some((date(year, month, first)?, after))) {
        Some((date, after)) => days_across(tokens, date, after),
        None => (Stretch::DayOfMonth { month, day: first }, next),
    }
}

/// "Dec. 30, 2020-Jan. 2, 2021", or the day alone.
fn days_across(tokens: Tokens<'_>, day: Date, next: usize) -> Read {
    let first = Stretch::Day(day);
    let range = || {
        let (last, end) = month_first(tokens, tokens.hyphen(next).then_some(next + 1)?)?;
        let Stretch::Day(_) = last else { return None };
        Some((between(first, last)?, end))
    };
    range().unwrap_or((first, next))
}

fn days(tokens: Tokens<'_>, from: (u8, u8), to: (u8, u8), next: usize) -> Read {
    let dated = year_after(tokens, next).and_then(|(year, after)| {
        let starts = if to < from { year - 1 } else { year };
        Some((Stretch::Between(date(starts, from.0, from.1)?, date(year, to.0, to.1)?), after))
    });
    dated.unwrap_or((Stretch::DaysOfMonth { from, to }, next))
}

/// "January-March 2020". Without a year each month is a mention of its own.
fn months(tokens: Tokens<'_>, first: u8, next: usize) -> Option<Read> {
    if !tokens.hyphen(next) {
        return None;
    }
    let (last, after) = month(tokens, next + 1)?;
    let (year, after) = year_after(tokens, after)?;
    let starts = if last < first { year - 1 } else { year };
    Some((Stretch::Between(date(starts, first, 1)?, date(year, last, 1)?.last_of_month()), after))
}

/// "November 2019-February 2020", or the month alone.
fn months_across(tokens: Tokens<'_>, year: i16, month: u8, next: usize) -> Read {
    let first = Stretch::Month { year: Some(year), month };
    let range = || {
        let (last, end) = month_first(tokens, tokens.hyphen(next).then_some(next + 1)?)?;
        let Stretch::Month { year: Some(_), .. } = last else { return None };
        Some((between(first, last)?, end))
    };
    range().unwrap_or((first, next))
}

/// From the first day of one stretch to the last of a later one.
fn between(first: Stretch, last: Stretch) -> Option<Stretch> {
    let ((start, _), (_, end)) = (first.days()?, last.days()?);
    (start < end).then_some(Stretch::Between(start, end))
}

/// "8 January 2020", "8th of January", "8-10 January", "from 8 to 10 January".
pub(super) fn day_first(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    let (first, mut next) = day(tokens, at)?;
    let mut last = None;
    let opened = |word: &str| at > 0 && tokens.word(at - 1) == word;
    let linked = match tokens.word(next) {
        "to" | "until" | "till" | "through" => true,
        "and" => opened("between"),
        _ => tokens.hyphen(next),
    };
    if linked && let Some((day, after)) = day(tokens, next + 1) {
        last = Some(day).filter(|last| *last > first);
        next = after;
    }
    let of = is_word!(tokens.id(next), "of");
    let (month, after) = month(tokens, if of { next + 1 } else { next })?;
    // "the first of May" but not "first March": words need the "of".
    if !of && tokens.kind(at) == Some(TokenKind::Word) {
        return None;
    }
    if let Some(last) = last {
        return Some(days(tokens, (month, first), (month, last), after));
    }
    match year_after(tokens, after).and_then(|(year, end)| Some((date(year, month, first)?, end))) {
        Some((date, end)) => Some((Stretch::Day(date), end)),
        None => Some((Stretch::DayOfMonth { month, day: first }, after)),
    }
}

pub(super) fn date(year: i16, month: u8, day: u8) -> Option<Date> {
    Date::new(year, month.cast_signed(), day.cast_signed()).ok()
}

/// "2020-01-08", "1/8/2020", "11/28/05". Where day and month could be exchanged both readings are kept.
pub(super) fn numeric(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    if !tokens.touches(at + 1) {
        return None;
    }
    let (first, next) = digits(tokens, at)?;
    let separator = tokens.raw(next);
    let tight = |index: usize| tokens.touches(index);
    if !matches!(separator, "-" | "/") || tokens.raw(next + 2) != separator {
        return None;
    }
    if !(tight(next) && tight(next + 1) && tight(next + 2) && tight(next + 3)) {
        return None;
    }
    let (second, _) = digits(tokens, next + 1)?;
    let (third, end) = digits(tokens, next + 3)?;
    // A fourth group makes it a phone or product number.
    if tokens.raw(end) == separator && tight(end) || at > 0 && tight(at) && tokens.raw(at - 1) == separator {
        return None;
    }
    let small = |number: i64| u8::try_from(number).ok();
    if tokens.raw(at).len() == 4 {
        let year = i16::try_from(first).ok()?;
        return Some((Stretch::Day(date(year, small(second)?, small(third)?)?), end));
    }
    let year = match tokens.raw(next + 3).len() {
        4 => i16::try_from(third).ok()?,
        2 => of_two_digits(third)?,
        _ => return None,
    };
    let american = date(year, small(first)?, small(second)?);
    let european = date(year, small(second)?, small(first)?);
    match (american, european) {
        (Some(day), None) | (None, Some(day)) => Some((Stretch::Day(day), end)),
        (Some(one), Some(other)) if one == other => Some((Stretch::Day(one), end)),
        (Some(one), Some(other)) => Some((Stretch::Either(one.min(other), one.max(other)), end)),
        (None, None) => None,
    }
}

/// "1990s", "'90s", "the nineties".
pub(super) fn decade(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    const DECADES: [WordId; 8] =
        word_ids!["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
    let word = tokens.id(at);
    // "in his fifties" is an age.
    if let Some(decade) = (192..).zip(&DECADES).find_map(|(decade, known)| (*known == word).then_some(decade)) {
        let the =
            at > 0 && (is_word!(tokens.id(at - 1), "the") || is_word!(tokens.id(at - 1), "early" | "late" | "mid"));
        return the.then_some((Stretch::Decade(decade), at + 1));
    }
    let apostrophe = is_apostrophe(tokens, at);
    let digits_at = if apostrophe { at + 1 } else { at };
    if !tokens.touches(digits_at + 1) {
        return None;
    }
    let raw = tokens.raw(digits_at);
    let (number, next) = digits(tokens, digits_at)?;
    let plural = tokens.touches(next) && matches!(tokens.raw(next), "s" | "'s" | "’s") && number % 10 == 0;
    if !plural {
        return None;
    }
    match raw.len() {
        4 if YEARS.contains(&number) => Some((Stretch::Decade(i16::try_from(number / 10).ok()?), next + 1)),
        2 if apostrophe || is_bare_decade(tokens, at, number) => {
            // "The '20s" to "the '90s" are those of the last century, "the '00s" and "the '10s" of this one.
            let century = if number < 20 { 200 } else { 190 };
            Some((Stretch::Decade(century + i16::try_from(number / 10).ok()?), next + 1))
        }
        _ => None,
    }
}

/// "the 60s", "the 1970s and early 80s"; not the age "in his early 50s" nor the temperature "in the 60s".
fn is_bare_decade(tokens: Tokens<'_>, at: usize, number: i64) -> bool {
    let part = at > 0 && is_word!(tokens.id(at - 1), "early" | "late");
    let owner = if part { at.wrapping_sub(2) } else { at.wrapping_sub(1) };
    let owned = is_word!(tokens.id(owner), "his" | "her" | "their" | "my" | "your" | "our");
    let the = is_word!(tokens.id(owner), "the") || part;
    (30..=90).contains(&number) && the && !owned && !is_weather(tokens, &(0..tokens.tokens.len()), at)
}

/// "19th century", "twentieth-century".
pub(super) fn century(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    let (number, next) = ordinal(tokens, at)?;
    let next = if tokens.hyphen(next) { next + 1 } else { next };
    let named = is_word!(tokens.id(next), "century" | "centuries") && (1..=21).contains(&number);
    named.then(|| Some((Stretch::Century(i16::try_from(number).ok()? - 1), next + 1)))?
}

/// A season by its name.
pub(super) fn season(tokens: Tokens<'_>, at: usize) -> Option<Season> {
    match tokens.word(at) {
        "spring" => Some(Season::Spring),
        "summer" => Some(Season::Summer),
        "fall" | "autumn" => Some(Season::Autumn),
        "winter" => Some(Season::Winter),
        _ => None,
    }
}

/// "Q3", the year open.
pub(super) fn short_quarter(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    let short = tokens.raw(at) == "Q" && tokens.touches(at + 1) && tokens.raw(at + 1).len() == 1;
    let (number, next) = digits(tokens, at + 1).filter(|(number, _)| short && (1..=4).contains(number))?;
    Some((Stretch::Quarter { year: None, quarter: u8::try_from(number).ok()? }, next))
}

/// "FY2019", "FY 2019", "FY19".
pub(super) fn short_fiscal_year(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    if tokens.raw(at) != "FY" {
        return None;
    }
    let (number, next) = digits(tokens, at + 1)?;
    let year = match tokens.raw(at + 1).len() {
        4 => i16::try_from(number).ok().filter(|year| YEARS.contains(&i64::from(*year)))?,
        2 => of_two_digits(number)?,
        _ => return None,
    };
    Some((Stretch::FiscalYear(year), next))
}

/// "third quarter", "first half", "fiscal-first quarter", "second-half": the year open.
pub(super) fn quarter_or_half(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    let last = is_word!(tokens.id(at), "last" | "final");
    let (number, next) = if last { (0, at + 1) } else { ordinal(tokens, at)? };
    let next = if is_word!(tokens.id(next), "fiscal") { next + 1 } else { next };
    let next = if tokens.hyphen(next) { next + 1 } else { next };
    match (tokens.word(next), number) {
        ("quarter", 1..=4) => Some((Stretch::Quarter { year: None, quarter: u8::try_from(number).ok()? }, next + 1)),
        ("half", 1..=2) => Some((Stretch::Half { year: None, half: u8::try_from(number).ok()? }, next + 1)),
        ("half", 0) => Some((Stretch::Half { year: None, half: 2 }, next + 1)),
        _ => None,
    }
}

/// Two years as a range: "1990-91", "1998-2003".
pub(super) fn years(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    let (first, next) = year(tokens, at)?;
    // "2019/20" is a season or a financial year.
    let slash = tokens.sign(next, "/") && tokens.touches(next) && tokens.raw(next + 1).len() == 2;
    if !(tokens.hyphen(next) || slash) || tokens.raw(at).len() != 4 {
        return None;
    }
    let last = match (tokens.raw(next + 1).len(), digits(tokens, next + 1)) {
        (4, Some(_)) => year(tokens, next + 1)?.0,
        (2, Some((number, _))) if tokens.touches(next + 1) => first / 100 * 100 + i16::try_from(number).ok()?,
        // "2001-2"
        (1, Some((number, _))) if tokens.touches(next + 1) => first / 10 * 10 + i16::try_from(number).ok()?,
        _ => return None,
    };
    let after = next + 2;
    let dated = last > first && last - first < 1000 && !(tokens.hyphen(after) && tokens.touches(after));
    dated.then(|| Some((Stretch::Between(date(first, 1, 1)?, date(last, 12, 31)?), after)))?
}

/// Gives an open stretch its year.
pub(super) fn in_year(stretch: Stretch, year: i16) -> Option<Stretch> {
    Some(match stretch {
        Stretch::Month { month, .. } => Stretch::Month { year: Some(year), month },
        Stretch::Season { season, .. } => Stretch::Season { year: Some(year), season },
        Stretch::Quarter { quarter, .. } => Stretch::Quarter { year: Some(year), quarter },
        Stretch::Half { half, .. } => Stretch::Half { year: Some(year), half },
        Stretch::DayOfMonth { month, day } => Stretch::Day(date(year, month, day)?),
        Stretch::DaysOfMonth { from, to } => {
            let ends = if to < from { year.checked_add(1)? } else { year };
            Stretch::Between(date(year, from.0, from.1)?, date(ends, to.0, to.1)?)
        }
        other => other,
    })
}
