//! Stage one of reading dates: what the words alone say.
//!
//! [`expression`] reads the longest temporal expression that begins at a token. It looks at neither the publication
//! date nor the tense; an expression that needs them says so in its [`Meaning`], and `resolve` settles it.

use super::super::duration::{is_title, is_unit_near};
use super::absolute::{self, month, year, year_after};
use super::clock::{self, Clock, clock, day_part};
use super::holiday::{Holiday, holiday};
use super::numeral;
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens, is_word};
use crate::value::TimeUnit;
use crate::value::time::{Modifier, Stretch, TimeOfDay};
use jiff::civil::{Date, Weekday};
use std::ops::Range;

/// What a relative expression counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// The day of publication: "ago", "last year".
    Publication,
    /// The date that was mentioned last: "later", "that year".
    Reference,
}

/// Which of several like stretches a determiner picks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// "last", "past", "previous"
    Last,
    /// "this"
    This,
    /// "next", "coming"
    Next,
}

/// What the words alone say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A stretch; its year may be open.
    Stretch(Stretch),
    /// An open stretch in a year counted from the base: "June last year".
    InYear(Stretch, Base, i32),
    /// A holiday, its year open or given.
    Holiday(Holiday, Option<i16>),
    /// "last October", "next Friday", "this summer"
    Chosen(Relation, Stretch),
    /// "last Thanksgiving"
    ChosenHoliday(Relation, Holiday),
    /// "Friday of last week"
    WeekdayOf(Relation, u8),
    /// "a week ago Sunday" (-1), "two weeks from Tuesday" (2), "Monday week" (1): so many weeks off the weekday.
    WeeksOff(u8, i32),
    /// "the Friday before last"
    BeforeLast(u8),
    /// "last weekend"; without a relation the one that fits the tense
    Weekend(Option<Relation>),
    /// So many units from the base: "yesterday", "last week", "two years ago", "the next day".
    Shifted(Base, i32, TimeUnit),
    /// "a year earlier", "the year-ago quarter": the quarter that was spoken of, or else the year, so many years off.
    YearsOff(Base, i32),
    /// "the quarter", "that quarter": the one that was spoken of.
    SameQuarter,
    /// "the latest quarter": the one that was spoken of, or the last one that is over.
    LatestQuarter,
    /// "the 1988 period": the quarter that was spoken of, or else the year itself.
    PeriodOf(i16),
    /// "Easter week", "Labor Day weekend" (`true`)
    HolidayWeek(Holiday, bool),
    /// The week that begins with or holds a day: "the week of Jan. 6"; its weekend (`true`).
    WeekOf(Stretch, bool),
    /// A time of the day that the text is about.
    SameDay,
    /// Temporal words that name no date, kept from being read as anything else: "every day", "Mondays".
    Recurring,
}

/// An expression of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Expression {
    /// Its first token.
    pub(super) first: usize,
    /// The token after it.
    pub(super) end: usize,
    /// What it says.
    pub(super) meaning: Meaning,
    /// "early", "end of" …
    pub(super) modifier: Option<Modifier>,
    /// A time of day that belongs to it.
    pub(super) clock: Option<Clock>,
}

/// A meaning and the token after it.
type Read = (Meaning, usize);

/// The expression that begins at a token. `after_year` says that a year ended just before ("1992, 1995 and 1998").
pub(super) fn expression(tokens: Tokens<'_>, at: usize, after_year: bool) -> Option<Expression> {
    // "The Tonight Show", NBC's "Today" show
    if tokens.capitalised(at) && is_word!(tokens.id(at), "tonight" | "today") && names_show(tokens, at + 1) {
        return None;
    }
    // "will one day succeed", "hopes to return some day"
    let someday = is_word!(tokens.id(at + 1), "day")
        && (is_word!(tokens.id(at), "some")
            || is_word!(tokens.id(at), "one") && at > 0 && is_word!(tokens.id(at - 1), "will"));
    if someday {
        let meaning = Meaning::Stretch(Stretch::Future);
        return Some(Expression { first: at, end: at + 2, meaning, modifier: None, clock: None });
    }
    if is_word!(tokens.id(at), "tonight" | "overnight") {
        let clock = Some(Clock { time: TimeOfDay::Night, zone: None });
        let meaning = Meaning::Shifted(Base::Publication, 0, TimeUnit::Day);
        return Some(Expression { first: at, end: at + 1, meaning, modifier: None, clock });
    }
    if let Some(timed) = clock_first(tokens, at) {
        return Some(timed);
    }
    if let Some((modifier, stretch, end)) = week_of_month(tokens, at) {
        let (meaning, end) = with_relative_year(tokens, stretch, end);
        return Some(Expression { first: at, end, meaning, modifier: Some(modifier), clock: None });
    }
    if let Some((meaning, end)) = year_end(tokens, at) {
        return Some(Expression { first: at, end, meaning, modifier: Some(Modifier::End), clock: None });
    }
    if let Some((modifier, next)) = part_of(tokens, at)
        && let Some((meaning, end)) = core(tokens, next, true).or_else(|| the_current(tokens, next))
    {
        let (clock, end) = clock_after(tokens, end);
        return Some(Expression { first: at, end, meaning, modifier: Some(modifier), clock });
    }
    if let Some((meaning, end)) = earlier_or_later(tokens, at) {
        let (clock, end) = if takes_clock(meaning) { clock_after(tokens, end) } else { (None, end) };
        return Some(Expression { first: at, end, meaning, modifier: None, clock });
    }
    let (meaning, end) = core(tokens, at, after_year)?;
    let (clock, end) = if takes_clock(meaning) { clock_after(tokens, end) } else { (None, end) };
    Some(Expression { first: at, end, meaning, modifier: None, clock })
}

/// Whether "Tonight" or "Today" begins the name of a programme, which a quotation mark may close.
fn names_show(tokens: Tokens<'_>, at: usize) -> bool {
    let at = if tokens.is(at, Class::QUOTE) { at + 1 } else { at };
    tokens.raw(at).eq_ignore_ascii_case("show")
}

/// The place in a row that a word names: "first" is 1, "last" -1.
fn place(tokens: Tokens<'_>, at: usize) -> Option<(i8, usize)> {
    match tokens.word(at) {
        "last" | "final" => Some((-1, at + 1)),
        _ => {
            let (place, next) = absolute::ordinal(tokens, at)?;
            Some((i8::try_from(place).ok().filter(|place| (1..=5).contains(place))?, next))
        }
    }
}

/// "the last week of July", "the third week in January": a part of the month.
fn week_of_month(tokens: Tokens<'_>, at: usize) -> Option<(Modifier, Stretch, usize)> {
    let (place, next) = place(tokens, at)?;
    let weeks = is_word!(tokens.id(next), "week" | "weeks" | "weekend");
    if !weeks || !is_word!(tokens.id(next + 1), "of" | "in") {
        return None;
    }
    let (stretch, end) = absolute::month_first(tokens, next + 2)?;
    let modifier = match place {
        1 => Modifier::Start,
        2 | 3 => Modifier::Mid,
        _ => Modifier::End,
    };
    matches!(stretch, Stretch::Month { .. }).then_some((modifier, stretch, end))
}

/// "the first Friday of July", "the last Monday in May 2023", and those of every month, which name no date.
fn nth_weekday(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    let (place, next) = place(tokens, at)?;
    let token = tokens.tokens.get(next).filter(|token| token.is(Class::WEEKDAY))?;
    let weekday = Weekday::from_monday_one_offset(i8::try_from(token.number()?).ok()?).ok()?;
    if !is_word!(tokens.id(next + 1), "of" | "in") {
        return None;
    }
    // "the first Monday of each October"
    if is_word!(tokens.id(next + 2), "each" | "every") {
        return recurring(tokens, next + 2);
    }
    let (month, after) = month(tokens, next + 2)?;
    let day = Holiday::Nth(month.cast_signed(), place, weekday);
    Some(match year_after(tokens, after) {
        Some((year, end)) => (Meaning::Holiday(day, Some(year)), end),
        None => (Meaning::Holiday(day, None), after),
    })
}

/// Whether a time of day may follow: only days have one.
fn takes_clock(meaning: Meaning) -> bool {
    match meaning {
        Meaning::Stretch(stretch) | Meaning::Chosen(_, stretch) => {
            matches!(stretch, Stretch::Day(_) | Stretch::DayOfMonth { .. } | Stretch::Weekday(_))
        }
        Meaning::Holiday(..) | Meaning::ChosenHoliday(..) => true,
        Meaning::Shifted(_, _, unit) => unit == TimeUnit::Day,
        Meaning::WeekdayOf(..) | Meaning::WeeksOff(..) | Meaning::BeforeLast(_) => true,
        _ => false,
    }
}

/// "10 a.m. Friday", "noon on Jan. 8", "the morning of Jan. 8", "10:30 a.m."
fn clock_first(tokens: Tokens<'_>, at: usize) -> Option<Expression> {
    // "mid-afternoon"
    if is_word!(tokens.id(at), "mid") {
        let next = if tokens.hyphen(at + 1) { at + 2 } else { at + 1 };
        let timed = part_of_day(tokens, next)?;
        return Some(Expression { first: at, ..timed });
    }
    let part = day_part(tokens, at).filter(|_| is_word!(tokens.id(at + 1), "of")).map(|time| {
        let next = if is_word!(tokens.id(at + 2), "the") { at + 3 } else { at + 2 };
        (Clock { time, zone: None }, next, true)
    });
    let (clock, end, part_of_day) = part.or_else(|| clock(tokens, at).map(|(clock, end)| (clock, end, false)))?;
    let on = match (tokens.word(end), tokens.sign(end, ",")) {
        ("on", _) | (_, true) => end + 1,
        _ => end,
    };
    if let Some((meaning, after)) = core(tokens, on, false).filter(|(meaning, _)| takes_clock(*meaning)) {
        let (clock, end) = clock_in_part(tokens, clock, at..end, after);
        return Some(Expression { first: at, end: end.unwrap_or(after), meaning, modifier: None, clock: Some(clock) });
    }
    let meaning = borrowed_day(tokens, end).unwrap_or(Meaning::SameDay);
    (!part_of_day).then_some(Expression { first: at, end, meaning, modifier: None, clock: Some(clock) })
}

/// The day that a time of day shares with what stands behind it: "6:45 a.m. (0345 GMT) on Monday", "from 2 p.m. until 6 p.m.
/// Friday". The time in the bracket is of the same day.
fn borrowed_day(tokens: Tokens<'_>, at: usize) -> Option<Meaning> {
    let day_at = |at: usize| {
        let at = if is_word!(tokens.id(at), "on") || tokens.sign(at, ",") { at + 1 } else { at };
        let day = core(tokens, at, false).filter(|(meaning, _)| takes_clock(*meaning));
        // "at 9 p.m., Monday's storm"
        day.filter(|&(_, end)| !matches!(tokens.raw(end), "'s" | "’s")).map(|(meaning, _)| meaning)
    };
    let linked = is_word!(tokens.id(at), "to" | "until" | "till" | "and" | "or" | "through") || tokens.hyphen(at);
    let told_again = tokens.sign(at, "(");
    if !linked && !told_again {
        return None;
    }
    let (_, end) = clock(tokens, at + 1)?;
    if linked {
        return day_at(end).or_else(|| tokens.sign(end, "(").then(|| borrowed_day(tokens, end)).flatten());
    }
    // "(0100 GMT Wednesday)" may be of another day.
    tokens.sign(end, ")").then(|| day_at(end + 1)).flatten()
}

/// "at 10:30 on Monday night": the part of the day behind the date tells the half of the day, if the words of the clock do not.
fn clock_in_part(tokens: Tokens<'_>, clock: Clock, words: Range<usize>, at: usize) -> (Clock, Option<usize>) {
    let open = !{ words }.any(|at| clock::is_half_of_day(tokens.raw(at)));
    let Some(part) = day_part(tokens, at).filter(|_| clock.time.is_on_the_clock()) else {
        return (clock, None);
    };
    let later = match part {
        TimeOfDay::Afternoon | TimeOfDay::Evening if open => 1..=11,
        // One at night is before the morning.
        TimeOfDay::Night if open => 6..=11,
        _ => 0..=0,
    };
    let moved = |hour: u8| if hour > 0 && later.contains(&hour) { hour + 12 } else { hour };
    let time = match clock.time {
        TimeOfDay::Hour(hour) => TimeOfDay::Hour(moved(hour)),
        TimeOfDay::Minute(hour, minute) => TimeOfDay::Minute(moved(hour), minute),
        part => part,
    };
    (Clock { time, ..clock }, Some(at + 1))
}

/// "afternoon yesterday", "morning": a part of the day by itself, of the day that the text is about.
fn part_of_day(tokens: Tokens<'_>, at: usize) -> Option<Expression> {
    let clock = Some(Clock { time: day_part(tokens, at)?, zone: None });
    let dated = core(tokens, at + 1, false).filter(|(meaning, _)| takes_clock(*meaning));
    let (meaning, end) = dated.unwrap_or((Meaning::SameDay, at + 1));
    Some(Expression { first: at, end, meaning, modifier: None, clock })
}

/// "Monday morning", "Friday at 10 a.m.", "Jan. 8, 9:30 p.m."
fn clock_after(tokens: Tokens<'_>, at: usize) -> (Option<Clock>, usize) {
    if let Some(time) = day_part(tokens, at) {
        return (Some(Clock { time, zone: None }), at + 1);
    }
    let skipped = if is_word!(tokens.id(at), "at") || tokens.sign(at, ",") { at + 1 } else { at };
    let skipped = if skipped > at && is_word!(tokens.id(skipped), "at") { skipped + 1 } else { skipped };
    match clock(tokens, skipped) {
        Some((clock, end)) => (Some(clock), end),
        None => (None, at),
    }
}

/// "early", "mid-", "the end of", "late in": the modifier and where its expression begins.
fn part_of(tokens: Tokens<'_>, at: usize) -> Option<(Modifier, usize)> {
    let modifier = match tokens.word(at) {
        "early" | "beginning" | "start" => Modifier::Start,
        "mid" | "middle" => Modifier::Mid,
        "late" | "end" => Modifier::End,
        _ => return None,
    };
    let noun = is_word!(tokens.id(at), "beginning" | "start" | "middle" | "end");
    let mut next = at + 1;
    if noun {
        next = (is_word!(tokens.id(next), "of")).then_some(next + 1)?;
    } else if tokens.hyphen(next) || is_word!(tokens.id(next), "in" | "on") {
        next += 1;
    }
    if is_word!(tokens.id(next), "the") {
        next += 1;
    }
    Some((modifier, next))
}

/// "the month" in "the end of the month": the current one.
fn the_current(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    let unit = unit(tokens, at).filter(|unit| *unit > TimeUnit::Day)?;
    let current = the_before(tokens, at) && !tokens.word(at).ends_with('s') && ends_phrase(tokens, at + 1);
    current.then_some((Meaning::Shifted(Base::Publication, 0, unit), at + 1))
}

/// "year-end", "year end", "year's end".
fn year_end(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    if !is_word!(tokens.id(at), "year") {
        return None;
    }
    let joined = tokens.hyphen(at + 1) || matches!(tokens.raw(at + 1), "'s" | "’s");
    let end = if joined { at + 2 } else { at + 1 };
    (is_word!(tokens.id(end), "end")).then_some((Meaning::Shifted(Base::Publication, 0, TimeUnit::Year), end + 1))
}

/// "earlier this month", "later that day", "earlier in the week", "later Friday".
fn earlier_or_later(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    if !is_word!(tokens.id(at), "earlier" | "later") {
        return None;
    }
    let next = if is_word!(tokens.id(at + 1), "in" | "on") { at + 2 } else { at + 1 };
    if is_word!(tokens.id(next), "the")
        && let Some(unit) = unit(tokens, next + 1)
    {
        let base = if unit == TimeUnit::Day { Base::Reference } else { Base::Publication };
        return Some((Meaning::Shifted(base, 0, unit), next + 2));
    }
    core(tokens, next, false)
}

/// The expression without "early" or a time of day around it. `cued`: a bare year needs no further cue.
fn core(tokens: Tokens<'_>, at: usize, cued: bool) -> Option<Read> {
    let token = tokens.tokens.get(at)?;
    if tokens.is(at + 1, Class::WEEKDAY)
        && let Some(read) = nth_weekday(tokens, at)
    {
        return Some(read);
    }
    if token.kind() == TokenKind::Number {
        return numbered(tokens, at, cued);
    }
    if token.kind() == TokenKind::Sign {
        return decade_or_year(tokens, at, cued);
    }
    if token.is(Class::HOLIDAY)
        && let Some((holiday, next)) = holiday(tokens, at)
    {
        if is_word!(tokens.id(next), "week" | "weekend") {
            return Some((Meaning::HolidayWeek(holiday, is_word!(tokens.id(next), "weekend")), next + 1));
        }
        return Some(match year_after(tokens, next) {
            Some((year, after)) => (Meaning::Holiday(holiday, Some(year)), after),
            None => in_relative_year(tokens, next)
                .map_or((Meaning::Holiday(holiday, None), next), |(_, years, after)| {
                    (holiday_of(holiday, years), after)
                }),
        });
    }
    if token.is(Class::MONTH)
        && let Some((stretch, next)) = absolute::month_first(tokens, at)
    {
        if stretch == SEPTEMBER_11 && names_attacks(tokens, next) {
            return Some((Meaning::Stretch(Stretch::Day(Date::constant(2001, 9, 11))), next));
        }
        return Some(with_relative_year(tokens, stretch, next));
    }
    if token.is(Class::WEEKDAY) {
        return weekday(tokens, at);
    }
    if token.is(Class::DEICTIC.with(Class::DETERMINER))
        && let Some(read) = deictic(tokens, at)
    {
        return Some(read);
    }
    if token.is(Class::CALENDAR)
        && let Some(read) = calendar_word(tokens, at).or_else(|| business_period(tokens, at))
    {
        return Some(read);
    }
    if token.is(Class::TIME_UNIT)
        && let Some(read) = unit_first(tokens, at)
    {
        return Some(read);
    }
    if token.is(Class::ORDINAL
        .with(Class::CARDINAL)
        .with(Class::VAGUE)
        .with(Class::DETERMINER)
        .with(Class::FRACTION)
        .with(Class::DEICTIC))
    {
        return ordinal_first(tokens, at).or_else(|| shifted(tokens, at)).or_else(|| decade_or_year(tokens, at, cued));
    }
    None
}

/// "Q1 2019", "Q3", "FY2019".
fn business_period(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    if let Some((year, next)) = absolute::short_fiscal_year(tokens, at) {
        return Some((Meaning::Stretch(year), next));
    }
    let (quarter, next) = absolute::short_quarter(tokens, at)?;
    match year_after(tokens, next) {
        Some((year, after)) => Some((Meaning::Stretch(absolute::in_year(quarter, year)?), after)),
        None => Some(with_relative_year(tokens, quarter, next)),
    }
}

/// The day that names the attacks of 2001.
const SEPTEMBER_11: Stretch = Stretch::DayOfMonth { month: 9, day: 11 };

/// "the Sept. 11 attacks", "Sept. 11-style hijackings": the year goes without saying.
fn names_attacks(tokens: Tokens<'_>, at: usize) -> bool {
    (at..at + 2)
        .any(|at| is_word!(tokens.small(at), "attack" | "attacks" | "hijackers" | "hijackings" | "terror" | "victims"))
}

fn holiday_of(holiday: Holiday, years: i32) -> Meaning {
    let relation = match years {
        ..0 => Relation::Last,
        0 => Relation::This,
        1.. => Relation::Next,
    };
    Meaning::ChosenHoliday(relation, holiday)
}

/// Expressions that begin with digits.
fn numbered(tokens: Tokens<'_>, at: usize, cued: bool) -> Option<Read> {
    if let Some((year, next)) = absolute::year_of_era(tokens, at) {
        return Some((Meaning::Stretch(Stretch::Year(year)), next));
    }
    if let Some((stretch, next)) = absolute::numeric(tokens, at) {
        return Some((Meaning::Stretch(stretch), next));
    }
    if let Some((stretch, next)) = absolute::day_first(tokens, at) {
        return Some(with_relative_year(tokens, stretch, next));
    }
    ordinal_first(tokens, at).or_else(|| shifted(tokens, at)).or_else(|| decade_or_year(tokens, at, cued))
}

/// "third quarter of 1998", "19th century", "third of March".
fn ordinal_first(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    if let Some((stretch, next)) = absolute::century(tokens, at) {
        return Some((Meaning::Stretch(stretch), next));
    }
    if let Some((stretch, next)) = absolute::day_first(tokens, at) {
        return Some(with_relative_year(tokens, stretch, next));
    }
    let (stretch, next) = absolute::quarter_or_half(tokens, at)?;
    if let Some((decade, after)) = of_the(tokens, next).and_then(|next| absolute::decade(tokens, next)) {
        // "the last half of the '80s": no part of a year.
        return matches!(stretch, Stretch::Half { .. }).then_some((Meaning::Stretch(decade), after));
    }
    let of_fiscal =
        if is_word!(tokens.id(next), "of") && is_word!(tokens.id(next + 1), "fiscal") { next + 2 } else { next };
    if let Some((year, after)) = year_after(tokens, of_fiscal) {
        return Some((Meaning::Stretch(absolute::in_year(stretch, year)?), after));
    }
    // "a third quarter" of a game and "a half" of anything: a half needs its year.
    let read = with_relative_year(tokens, stretch, next);
    if read.1 == next && is_part_of_another_thing(tokens, next) {
        return None;
    }
    let open_half = matches!(read.0, Meaning::Stretch(Stretch::Half { .. }));
    (!open_half || tokens.hyphen(at + 1) || is_word!(tokens.id(at.wrapping_sub(1)), "the")).then_some(read)
}

fn of_the(tokens: Tokens<'_>, at: usize) -> Option<usize> {
    (is_word!(tokens.id(at), "of") && is_word!(tokens.id(at + 1), "the")).then_some(at + 2)
}

/// "June last year", "the third quarter of this year", "Jan. 8 that year".
fn with_relative_year(tokens: Tokens<'_>, stretch: Stretch, next: usize) -> Read {
    let open = matches!(
        stretch,
        Stretch::Month { year: None, .. }
            | Stretch::Quarter { year: None, .. }
            | Stretch::Half { year: None, .. }
            | Stretch::Season { year: None, .. }
            | Stretch::DayOfMonth { .. }
            | Stretch::DaysOfMonth { .. }
    );
    match in_relative_year(tokens, next).filter(|_| open) {
        Some((base, years, after)) => (Meaning::InYear(stretch, base, years), after),
        None => (Meaning::Stretch(stretch), next),
    }
}

/// "[the first half] of a basketball game", "of the century": no part of a year.
fn is_part_of_another_thing(tokens: Tokens<'_>, at: usize) -> bool {
    let of_a_year = |at: usize| is_word!(tokens.id(at), "year" | "fiscal" | "calendar") || year(tokens, at).is_some();
    // "sales in the second quarter of $21 billion"
    let figure = tokens.is(at + 1, Class::NUMBER.with(Class::RARE_SIGN).with(Class::HEDGE));
    is_word!(tokens.id(at), "of") && !figure && !(at + 1..at + 4).any(of_a_year)
}

/// "[of] last year": the base, the years from it and the token after the words.
fn in_relative_year(tokens: Tokens<'_>, at: usize) -> Option<(Base, i32, usize)> {
    let at = match tokens.word(at) {
        "of" | "in" => at + 1,
        _ if tokens.sign(at, ",") => return None,
        _ => at,
    };
    let (base, years) = match tokens.word(at) {
        "last" => (Base::Publication, -1),
        "this" => (Base::Publication, 0),
        "next" => (Base::Publication, 1),
        "that" => (Base::Reference, 0),
        _ => return None,
    };
    let fiscal = if is_word!(tokens.id(at + 1), "fiscal") { at + 2 } else { at + 1 };
    (is_word!(tokens.id(fiscal), "year")).then_some((base, years, fiscal + 1))
}

/// A decade, a range of years, or a bare year where a cue makes it one.
fn decade_or_year(tokens: Tokens<'_>, at: usize, cued: bool) -> Option<Read> {
    if let Some((stretch, next)) = absolute::decade(tokens, at) {
        return Some((Meaning::Stretch(stretch), next));
    }
    if let Some((stretch, next)) = absolute::years(tokens, at).filter(|_| !is_amount(tokens, at, at + 3)) {
        return Some((Meaning::Stretch(stretch), next));
    }
    let (year, next) = year(tokens, at)?;
    if !(cued && !is_amount(tokens, at, next) || has_year_cue(tokens, at, next, year)) {
        return None;
    }
    // "the 1989 third quarter"
    if let Some((stretch, after)) = absolute::quarter_or_half(tokens, next) {
        return Some((Meaning::Stretch(absolute::in_year(stretch, year)?), after));
    }
    if is_word!(tokens.id(next), "quarter" | "period") {
        return Some((Meaning::PeriodOf(year), next + 1));
    }
    Some((Meaning::Stretch(Stretch::Year(year)), next))
}

/// Whether what stands around four digits makes them an amount: a currency sign, a unit, a percentage.
fn is_amount(tokens: Tokens<'_>, at: usize, next: usize) -> bool {
    let sign_before =
        at > 0 && (matches!(tokens.raw(at - 1), "$" | "£" | "€" | "#" | "¥" | "." | "/") && tokens.touches(at));
    let unit = Class::PERCENT.with(Class::SCALE).with(Class::CURRENCY).with(Class::UNIT).with(Class::TIME_UNIT);
    // "the 1988 second quarter", "the 1988 quarter"
    let quarter = is_word!(tokens.id(next), "quarter") || absolute::quarter_or_half(tokens, next).is_some();
    sign_before || tokens.is(next, unit) && !quarter || tokens.sign(next, "%")
}

/// Whether the neighbours of four digits say that they are a year and not a count.
fn has_year_cue(tokens: Tokens<'_>, at: usize, next: usize, year: i16) -> bool {
    if is_amount(tokens, at, next) {
        return false;
    }
    let before = if at == 0 { "" } else { tokens.word(at - 1) };
    let follower = Follower::of_number(tokens, at, next);
    let spoken = tokens.kind(at) == Some(TokenKind::Word);
    let modern = (1700..=2100).contains(&year);
    if modern && (is_named_by_year(tokens, at) || is_model_year(tokens, next) || is_told_as_year(tokens, at)) {
        return true;
    }
    match before {
        "in" | "into" | "since" | "until" | "till" | "during" | "due" | "both" | "year" | "circa" | "through"
        | "fiscal" | "summer" | "spring" | "fall" | "autumn" | "winter" => follower != Follower::Plural || modern,
        "by" | "of" | "from" | "between" | "before" | "after" | "for" | "to" | "and" | "early" | "late" | "mid"
        | "pre" | "post" => modern && (follower != Follower::Plural || names_by_year(tokens, next, year)),
        "the" | "a" | "an" | "its" | "his" | "her" | "their" | "our" | "my" | "your" | "this" | "that" => {
            modern && is_noun(tokens, next)
        }
        _ if at > 0 && tokens.hyphen(at - 1) => {
            modern && is_word!(tokens.id(at.wrapping_sub(2)), "mid" | "pre" | "post")
        }
        _ if at > 0 && tokens.sign(at - 1, "(") => modern && (tokens.sign(next, ")") || tokens.hyphen(next)),
        _ if spoken => !is_word!(tokens.id(at), "two"),
        _ => {
            let named = at > 0 && tokens.capitalised(at - 1) && !tokens.is(at - 1, Class::FUNCTION);
            // "Feb. 30, 2020": the year of a day that there is not.
            let dated = at > 1 && tokens.is(at - 1, Class::COMMA) && tokens.is(at - 2, Class::NUMBER);
            let follows = match follower {
                Follower::Singular => true,
                Follower::Other => matches!(tokens.raw(next), "'s" | "’s") || stands_as_year(tokens, at, next, year),
                Follower::Plural | Follower::Name => !is_led_to_count(tokens, at) && names_by_year(tokens, next, year),
            };
            // "RT2016"
            let glued = tokens.touches(at) && tokens.kind(at - 1) != Some(TokenKind::Sign);
            (1900..=2100).contains(&year) && !named && !dated && !glued && follows
        }
    }
}

/// "She calls 2016 the worst", "unlike 2008,": four digits without a comma that are no round number and that nothing counts
/// with. News writes counts above a thousand with commas.
fn stands_as_year(tokens: Tokens<'_>, at: usize, next: usize, year: i16) -> bool {
    let closing = Class::COMMA.with(Class::STOP).with(Class::QUOTE);
    let joined = tokens.kind(next) == Some(TokenKind::Sign) && !tokens.is(next, closing);
    let counted = is_word!(tokens.id(next), "of" | "were" | "are" | "have" | "to" | "or" | "more" | "others" | "per");
    year % 100 != 0 && !joined && !counted && !tokens.is(at.wrapping_sub(1), BEFORE_COUNT)
}

/// What stands before four digits that count, or are a label.
const BEFORE_COUNT: Class = Class::HEDGE
    .with(Class::NUMBER)
    .with(Class::CARDINAL)
    .with(Class::SCALE)
    .with(Class::LABEL)
    .with(Class::TREND)
    .with(Class::RARE_SIGN);

/// "killed 1998 soldiers", "there were 1998 cases": the object of a verb is counted.
fn is_led_to_count(tokens: Tokens<'_>, at: usize) -> bool {
    let verb = Class::VERB.with(Class::AUXILIARY).with(Class::PAST);
    tokens.is(at.wrapping_sub(1), BEFORE_COUNT.with(verb))
}

/// "2018 candidates", "2020 Democrats", "2016 hopes": of 240 such nouns in news of many outlets, all were named by their year.
/// Round numbers and people may be counted without a comma.
fn names_by_year(tokens: Tokens<'_>, noun: usize, year: i16) -> bool {
    (1950..2050).contains(&year) && year % 100 != 0 && !tokens.is(noun, Class::PLURAL)
}

/// "the Water Supply Act 1997", "Copyright 1998": what stands before says that a year follows.
fn is_named_by_year(tokens: Tokens<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| tokens.raw(before));
    let marked = tokens.sign(at.wrapping_sub(1), ")") && tokens.raw(at.wrapping_sub(2)).eq_ignore_ascii_case("c");
    matches!(before, "Act" | "Bill" | "Ordinance" | "Enactment" | "©")
        || marked
        || before.eq_ignore_ascii_case("copyright")
}

/// "1998 models", "2004 elections": things that are named by their year and not counted in four digits without a comma.
fn is_model_year(tokens: Tokens<'_>, next: usize) -> bool {
    is_word!(
        tokens.small(next),
        "models"
            | "elections"
            | "results"
            | "earnings"
            | "sales"
            | "figures"
            | "forecasts"
            | "estimates"
            | "revenues"
            | "profits"
            | "levels"
            | "numbers"
    ) || is_contest(tokens, next)
}

/// "2016 Republican presidential hopefuls", "the 2012 London Olympics": contests and those who stand in them, behind other
/// words. "2016 candidates" may be counted.
fn is_contest(tokens: Tokens<'_>, next: usize) -> bool {
    let is_modifier =
        |at: usize| tokens.kind(at) == Some(TokenKind::Word) && !tokens.is(at, Class::PLURAL.with(Class::VERB));
    let head = (next..next + 4).find(|&at| {
        matches!(
            tokens.raw(at),
            "candidates"
                | "hopefuls"
                | "contenders"
                | "nominees"
                | "primaries"
                | "caucuses"
                | "elections"
                | "campaigns"
                | "Olympics"
                | "Games"
        )
    });
    head.is_some_and(|head| head > next && (next..head).all(is_modifier))
}

/// "The year was 1992", "born around 1875", "in about 1850".
fn is_told_as_year(tokens: Tokens<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let earlier = |back: usize| before.checked_sub(back).map_or("", |at| tokens.raw(at));
    match tokens.word(before) {
        "was" | "is" => earlier(1) == "year",
        // "broke into common use around 2011,"
        "around" if ends_phrase(tokens, at + 1) && !tokens.raw(at).ends_with("00") => true,
        "around" | "about" | "circa" => {
            let function =
                matches!(earlier(1), "in" | "from" | "since" | "until" | "by" | "In" | "From" | "Since" | "Until");
            function
                || matches!(
                    earlier(1),
                    "born" | "died" | "built" | "founded" | "painted" | "made" | "dating" | "dates" | "dated"
                )
        }
        _ => false,
    }
}

/// What kind of word follows four digits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Follower {
    /// A lower-case noun that looks plural: the digits may count it.
    Plural,
    /// Another lower-case word that is no function word.
    Singular,
    /// A capitalised word.
    Name,
    /// A function word, a sign, the end.
    Other,
}

impl Follower {
    /// What follows four digits, or the pair that they begin: "between 1700 and 1710 troops" counts both.
    fn of_number(tokens: Tokens<'_>, at: usize, next: usize) -> Self {
        let opened = at > 0 && is_word!(tokens.id(at - 1), "between" | "from");
        let linked = opened && (is_word!(tokens.id(next), "and" | "to") || tokens.hyphen(next));
        let second = linked && tokens.kind(next + 1) == Some(TokenKind::Number);
        Self::at(tokens, if second { next + 2 } else { next })
    }

    fn at(tokens: Tokens<'_>, at: usize) -> Self {
        let function = Class::FUNCTION.with(Class::ADVERB).with(Class::REPORTING).with(Class::VERB);
        if tokens.kind(at) != Some(TokenKind::Word) || tokens.is(at, function) {
            return Self::Other;
        }
        let raw = tokens.raw(at);
        match () {
            () if tokens.capitalised(at) => Self::Name,
            () if raw.ends_with('s') && !raw.ends_with("ss")
                || matches!(raw, "people" | "men" | "women" | "children") =>
            {
                Self::Plural
            }
            () => Self::Singular,
        }
    }
}

/// Whether a word may be the noun that a year stands before: "the 1987 crash", "that 1978 resolution".
fn is_noun(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.kind(at) == Some(TokenKind::Word) && !tokens.is(at, Class::FUNCTION.with(Class::ADVERB))
}

/// "Monday", "Monday, Jan. 8, 2020", "Mondays"; short forms only before a date.
fn weekday(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    let token = tokens.tokens.get(at)?;
    let number = u8::try_from(token.number()?).ok()?;
    if !tokens.capitalised(at) {
        return None;
    }
    if tokens.word(at).ends_with("ys") {
        return Some((Meaning::Recurring, at + 1));
    }
    let next = at + 1;
    let dated = if tokens.sign(next, ",") || tokens.sign(next, ".") { next + 1 } else { next };
    let dated = if is_word!(tokens.id(dated), "the") { dated + 1 } else { dated };
    let date = absolute::month_first(tokens, dated).or_else(|| absolute::day_first(tokens, dated));
    if let Some((stretch @ (Stretch::Day(_) | Stretch::DayOfMonth { .. }), after)) = date {
        return Some(with_relative_year(tokens, stretch, after));
    }
    let abbreviated = tokens.raw(at).ends_with('.');
    if tokens.word(at).len() < 6 && !abbreviated || newspaper(tokens, at) {
        return None;
    }
    // "Tuesday nights"
    if is_word!(tokens.id(next), "nights") {
        return Some((Meaning::Recurring, next + 1));
    }
    let of_week = if is_word!(tokens.id(next), "of") { next + 1 } else { next };
    if let Some((relation, after)) = relation(tokens, of_week).filter(|(_, after)| is_word!(tokens.id(*after), "week"))
    {
        return Some((Meaning::WeekdayOf(relation, number), after + 1));
    }
    if is_word!(tokens.id(next), "before") && is_word!(tokens.id(next + 1), "last") && ends_phrase(tokens, next + 2) {
        return Some((Meaning::BeforeLast(number), next + 2));
    }
    // "The trial begins Monday week"
    if is_word!(tokens.id(next), "week") && ends_phrase(tokens, next + 1) {
        return Some((Meaning::WeeksOff(number, 1), next + 1));
    }
    Some((Meaning::Stretch(Stretch::Weekday(number)), next))
}

/// "The Sunday Times": a capitalised word that is no calendar word after the article and the weekday.
fn newspaper(tokens: Tokens<'_>, at: usize) -> bool {
    let title = tokens.capitalised(at + 1) && tokens.kind(at + 1) == Some(TokenKind::Word);
    let before = at.checked_sub(1).map_or("", |before| tokens.raw(before));
    // "Super Tuesday", "Fox News Sunday": days and programmes with a name.
    let named = matches!(before, "Super" | "Bloody" | "Fat" | "Giving" | "News");
    named || title && is_word!(tokens.id(at.wrapping_sub(1)), "the") && !tokens.is(at + 1, Class::MONTH)
}

/// "last", "this", "next" and their synonyms, and the token after them.
pub(super) fn relation(tokens: Tokens<'_>, at: usize) -> Option<(Relation, usize)> {
    let next = at + 1;
    match tokens.word(at) {
        "last" | "past" | "previous" | "preceding" => Some((Relation::Last, next)),
        "this" => match tokens.word(next) {
            "past" | "last" => Some((Relation::Last, next + 1)),
            "coming" | "next" => Some((Relation::Next, next + 1)),
            _ => Some((Relation::This, next)),
        },
        "current" => Some((Relation::This, next)),
        "next" | "coming" | "upcoming" => Some((Relation::Next, next)),
        _ => None,
    }
}

/// Expressions that begin with "last", "this", "next", "that", "the same", "every".
fn deictic(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    match tokens.word(at) {
        "every" | "each" | "per" => return recurring(tokens, at),
        "that" | "same" => return same(tokens, at),
        "following" => return unit(tokens, at + 1).map(|unit| (Meaning::Shifted(Base::Reference, 1, unit), at + 2)),
        "latest" => {
            let quarter = is_word!(tokens.id(at + 1), "quarter" | "period");
            return quarter.then_some((Meaning::LatestQuarter, at + 2));
        }
        // "in the short term"
        "short" | "near" | "long" => {
            let term = the_before(tokens, at) && is_word!(tokens.small(at + 1), "term");
            return term.then_some((Meaning::Stretch(Stretch::Future), at + 2));
        }
        "recent" => {
            // "in recent weeks" is a length of time, "in recent years" no more than the past (as TimeBank has them).
            let years = unit(tokens, at + 1).is_some_and(|unit| unit >= TimeUnit::Year);
            return years.then_some((Meaning::Stretch(Stretch::Past), at + 2));
        }
        "these" => {
            return (is_word!(tokens.id(at + 1), "days")).then_some((Meaning::Stretch(Stretch::Present), at + 2));
        }
        "coming" if unit(tokens, at + 1).is_some() && tokens.word(at + 1).ends_with('s') => {
            return None;
        }
        _ => {}
    }
    let (relation, next) = relation(tokens, at)?;
    // "on the programme This Week"
    if unit(tokens, next).is_some() && is_title(tokens, at, next) {
        return None;
    }
    if let Some(read) = chosen(tokens, relation, next) {
        return Some(read);
    }
    // "the past 20 months" is a length of time.
    let counted = tokens.kind(next) == Some(TokenKind::Number);
    (is_word!(tokens.id(at), "past")
        && the_before(tokens, at)
        && !counted
        && !tokens.is(next, Class::TIME_UNIT)
        && ends_phrase(tokens, next))
    .then_some((Meaning::Stretch(Stretch::Past), next))
}

fn the_before(tokens: Tokens<'_>, at: usize) -> bool {
    at > 0 && is_word!(tokens.id(at - 1), "the")
}

/// Whether a noun phrase cannot go on at a token.
fn ends_phrase(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.kind(at) != Some(TokenKind::Word)
        || tokens.is(at, Class::FUNCTION.with(Class::ADVERB).with(Class::REPORTING))
}

/// What "last", "this" or "next" chooses: a unit, weekday, month, season, holiday, part of a day.
fn chosen(tokens: Tokens<'_>, relation: Relation, at: usize) -> Option<Read> {
    let steps = match relation {
        Relation::Last => -1,
        Relation::This => 0,
        Relation::Next => 1,
    };
    let fiscal = if is_word!(tokens.id(at), "fiscal" | "calendar") { at + 1 } else { at };
    let previous = at > 0 && is_word!(tokens.id(at - 1), "previous" | "preceding");
    if is_word!(tokens.id(fiscal), "weekend") {
        return Some((Meaning::Weekend(Some(relation)), fiscal + 1));
    }
    if let Some(unit) =
        unit(tokens, fiscal).filter(|unit| *unit >= TimeUnit::Day && !tokens.word(fiscal).ends_with('s'))
    {
        // "the last day of school" is no date, "the past decade" a length of time.
        let no_date = match unit {
            TimeUnit::Day => steps < 0 && !previous || is_word!(tokens.id(fiscal), "night"),
            TimeUnit::Decade | TimeUnit::Century => steps != 0,
            _ => false,
        };
        if !no_date {
            return Some(chosen_unit(tokens, steps, unit, fiscal, previous));
        }
    }
    if let Some(time) = day_part(tokens, at) {
        return chosen_day_part(relation, time, at);
    }
    if let Some(season) = absolute::season(tokens, at) {
        return Some((Meaning::Chosen(relation, Stretch::Season { year: None, season }), at + 1));
    }
    if let Some((holiday, next)) = holiday(tokens, at) {
        return Some((Meaning::ChosenHoliday(relation, holiday), next));
    }
    // "In this Aug. 27, 2008, file photo": the year is told.
    if let Some((stretch @ (Stretch::Day(_) | Stretch::Month { year: Some(_), .. }), next)) =
        absolute::month_first(tokens, at)
    {
        return Some((Meaning::Stretch(stretch), next));
    }
    if let Some((month, next)) = month(tokens, at) {
        return Some(match absolute::day(tokens, next) {
            Some((day, after)) => (Meaning::Chosen(relation, Stretch::DayOfMonth { month, day }), after),
            None => (Meaning::Chosen(relation, Stretch::Month { year: None, month }), next),
        });
    }
    match weekday(tokens, at)? {
        (Meaning::Stretch(stretch @ Stretch::Weekday(_)), next) => Some((Meaning::Chosen(relation, stretch), next)),
        (Meaning::Stretch(stretch), next) => Some((Meaning::Stretch(stretch), next)),
        _ => None,
    }
}

fn chosen_unit(tokens: Tokens<'_>, steps: i32, unit: TimeUnit, at: usize, previous: bool) -> Read {
    // "last year's third quarter"
    if unit == TimeUnit::Year && matches!(tokens.raw(at + 1), "'s" | "’s") {
        if let Some((stretch, next)) = absolute::quarter_or_half(tokens, at + 2) {
            return (Meaning::InYear(stretch, Base::Publication, steps), next);
        }
        if is_word!(tokens.id(at + 2), "end") {
            return (Meaning::Shifted(Base::Publication, steps, unit), at + 3);
        }
    }
    let day = unit == TimeUnit::Day && steps != 0;
    let base = if previous || day { Base::Reference } else { Base::Publication };
    (Meaning::Shifted(base, steps, unit), at + 1)
}

/// "this morning", "last night", "the next morning": the day part itself is read by `clock_after`.
fn chosen_day_part(relation: Relation, time: TimeOfDay, at: usize) -> Option<Read> {
    match (relation, time) {
        (Relation::This, _) => Some((Meaning::Shifted(Base::Publication, 0, TimeUnit::Day), at)),
        (Relation::Last, TimeOfDay::Night | TimeOfDay::Evening) => {
            Some((Meaning::Shifted(Base::Publication, -1, TimeUnit::Day), at))
        }
        (Relation::Next, _) => Some((Meaning::Shifted(Base::Reference, 1, TimeUnit::Day), at)),
        (Relation::Last, _) => None,
    }
}

/// "that year", "the same day", "that morning".
fn same(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    let next = if is_word!(tokens.id(at), "that") && is_word!(tokens.id(at + 1), "same") { at + 2 } else { at + 1 };
    if is_word!(tokens.id(next), "quarter") {
        return Some((Meaning::SameQuarter, next + 1));
    }
    if day_part(tokens, next).is_some() {
        return Some((Meaning::Shifted(Base::Reference, 0, TimeUnit::Day), next));
    }
    if let Some(season) = absolute::season(tokens, next) {
        return Some((Meaning::InYear(Stretch::Season { year: None, season }, Base::Reference, 0), next + 1));
    }
    let unit = unit(tokens, next).filter(|_| !tokens.word(next).ends_with('s'))?;
    Some((Meaning::Shifted(Base::Reference, 0, unit), next + 1))
}

/// "every day", "each Thursday", "every two weeks".
fn recurring(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    let next = numeral::whole(tokens, at + 1).map_or(at + 1, |(_, next)| next);
    let next = if is_word!(tokens.id(next), "other") { next + 1 } else { next };
    let calendar = Class::TIME_UNIT.with(Class::WEEKDAY).with(Class::MONTH);
    let known =
        tokens.is(next, calendar) || absolute::season(tokens, next).is_some() || day_part(tokens, next).is_some();
    known.then_some((Meaning::Recurring, next + 1))
}

/// Words that are temporal expressions by themselves.
fn calendar_word(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    let day = |steps| Some((Meaning::Shifted(Base::Publication, steps, TimeUnit::Day), at + 1));
    match tokens.word(at) {
        "yesterday" => day(-1),
        // "USA Today"
        "today" if at > 0 && tokens.raw(at - 1) == "USA" => None,
        "today" => day(0),
        "tomorrow" => day(1),
        "now" | "currently" | "presently" => {
            // "a now-defunct company"
            (!tokens.hyphen(at + 1)).then_some((Meaning::Stretch(Stretch::Present), at + 1))
        }
        "recently" => Some((Meaning::Stretch(Stretch::Past), at + 1)),
        "soon" if is_word!(tokens.id(at + 1), "as") && is_word!(tokens.small(at + 2), "possible") => {
            Some((Meaning::Stretch(Stretch::Future), at + 3))
        }
        "soon" => {
            let comparison = is_word!(tokens.id(at + 1), "after" | "as")
                || at > 0 && is_word!(tokens.id(at - 1), "as" | "too" | "how");
            (!comparison).then_some((Meaning::Stretch(Stretch::Future), at + 1))
        }
        "future" => {
            let noun = at > 0 && is_word!(tokens.id(at - 1), "the" | "near") && ends_phrase(tokens, at + 1);
            noun.then_some((Meaning::Stretch(Stretch::Future), at + 1))
        }
        "fiscal" => fiscal(tokens, at),
        "spring" | "summer" | "fall" | "autumn" | "winter" => season(tokens, at),
        "twenties" | "thirties" | "forties" | "fifties" | "sixties" | "seventies" | "eighties" | "nineties" => {
            let (stretch, next) = absolute::decade(tokens, at)?;
            Some((Meaning::Stretch(stretch), next))
        }
        "annually" | "monthly" | "weekly" | "daily" | "hourly" | "yearly" => Some((Meaning::Recurring, at + 1)),
        _ => None,
    }
}

/// "fiscal 1990", "fiscal year 2020", "fiscal second-quarter".
fn fiscal(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    let next = if is_word!(tokens.id(at + 1), "year") { at + 2 } else { at + 1 };
    // "fiscal 2019-20"
    if let Some((years, after)) = absolute::years(tokens, next) {
        return Some((Meaning::Stretch(years), after));
    }
    if let Some((year, after)) = year(tokens, next) {
        return Some((Meaning::Stretch(Stretch::FiscalYear(year)), after));
    }
    let next = if tokens.hyphen(at + 1) { at + 2 } else { at + 1 };
    let (stretch, after) = absolute::quarter_or_half(tokens, next)?;
    Some(with_relative_year(tokens, stretch, after))
}

/// "summer 2023", "the winter of 1994", "in the fall"; the bare word is too often something else.
fn season(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    let season = absolute::season(tokens, at)?;
    let stretch = Stretch::Season { year: None, season };
    if let Some((year, after)) = year_after(tokens, at + 1) {
        // "winter 2019-20" begins in the first of the two years.
        let end = absolute::years(tokens, after - 1).map_or(after, |(_, end)| end);
        return Some((Meaning::Stretch(Stretch::Season { year: Some(year), season }), end));
    }
    // "rates will fall next year": the verb is not told from the noun but by what stands before it.
    let verb = at > 0 && tokens.is(at - 1, Class::AUXILIARY.with(Class::PRONOUN))
        || is_word!(tokens.id(at.wrapping_sub(1)), "to");
    if let Some((base, years, after)) = in_relative_year(tokens, at + 1).filter(|_| !verb) {
        return Some((Meaning::InYear(stretch, base, years), after));
    }
    let article = the_before(tokens, at) || at > 0 && is_word!(tokens.id(at - 1), "early" | "late" | "mid");
    let from = at.saturating_sub(2);
    let cue = |index: usize| {
        is_word!(
            tokens.id(index),
            "in" | "into" | "over" | "by" | "during" | "since" | "until" | "of" | "early" | "late" | "mid"
        )
    };
    let in_the = article && cue(from);
    let bare = at > 0 && cue(at - 1) && !is_word!(tokens.id(at - 1), "of");
    // "early-spring hiring", "the recent winter"; "spring training" and "the fall quarter" are parts of the season.
    let parted = at > 0
        && (is_word!(tokens.id(at - 1), "early" | "late" | "recent")
            || tokens.hyphen(at - 1) && is_word!(tokens.id(at.wrapping_sub(2)), "early" | "late" | "mid"));
    let part = is_word!(
        tokens.small(at + 1),
        "quarter"
            | "semester"
            | "term"
            | "season"
            | "offensive"
            | "training"
            | "session"
            | "break"
            | "harvest"
            | "holidays"
    );
    let ends = ends_phrase(tokens, at + 1);
    let named = (part || parted) && !verb || (in_the || bare) && ends;
    named.then_some((Meaning::Stretch(stretch), at + 1))
}

/// "year-earlier", "year-ago quarter", "year-end", "the week of Jan. 6", "the weekend".
fn unit_first(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    let hyphen = tokens.hyphen(at + 1);
    let second = if hyphen { at + 2 } else { at + 1 };
    match (tokens.word(at), tokens.word(second)) {
        ("year", "earlier" | "ago") if hyphen => {
            let mut next = second + 1;
            if absolute::quarter_or_half(tokens, next).is_some() {
                let (stretch, after) = absolute::quarter_or_half(tokens, next)?;
                return Some((Meaning::InYear(stretch, Base::Publication, -1), after));
            }
            if is_word!(tokens.id(next), "quarter" | "period") {
                next += 1;
            }
            Some((Meaning::YearsOff(Base::Reference, -1), next))
        }
        ("year", "before") if the_before(tokens, at) && ends_clause(tokens, second + 1) => {
            Some((Meaning::YearsOff(Base::Reference, -1), second + 1))
        }
        ("year", _) if the_before(tokens, at) && year(tokens, second).is_some() => {
            let (year, next) = year(tokens, second)?;
            Some((Meaning::Stretch(Stretch::Year(year)), next))
        }
        ("day", "before" | "after") => day_beside(tokens, at, second),
        ("week" | "month" | "quarter" | "year", "before") if is_word!(tokens.id(second + 1), "last") => {
            next_but_one(tokens, at, second, -2)
        }
        ("week" | "month" | "quarter" | "year", "after") if is_word!(tokens.id(second + 1), "next") => {
            next_but_one(tokens, at, second, 2)
        }
        ("year", _) if is_financial_year(tokens, at) => {
            Some((Meaning::Shifted(Base::Publication, 0, TimeUnit::Year), at + 1))
        }
        ("week" | "weekend", "of") => {
            let (stretch, next) = absolute::month_first(tokens, second + 1)?;
            Some((Meaning::WeekOf(stretch, is_word!(tokens.id(at), "weekend")), next))
        }
        ("quarter", _) if the_before(tokens, at) => Some((Meaning::SameQuarter, at + 1)),
        ("weekend", _) if the_before(tokens, at) => Some((Meaning::Weekend(None), at + 1)),
        _ => None,
    }
}

/// "the week before last", "the year after next".
fn next_but_one(tokens: Tokens<'_>, at: usize, second: usize, steps: i32) -> Option<Read> {
    let unit = unit(tokens, at).filter(|_| the_before(tokens, at) && ends_phrase(tokens, second + 2))?;
    Some((Meaning::Shifted(Base::Publication, steps, unit), second + 2))
}

/// "a high for the year", "the first nine months of the year", "sales for the full year"; not "the year ended March 31".
fn is_financial_year(tokens: Tokens<'_>, at: usize) -> bool {
    let kind = at > 0 && is_word!(tokens.id(at - 1), "full" | "fiscal");
    let the = if kind { at.wrapping_sub(2) } else { at.wrapping_sub(1) };
    let before = the.wrapping_sub(1);
    let cued = is_word!(tokens.id(before), "for")
        || is_word!(tokens.id(before), "of")
            && is_word!(tokens.id(before.wrapping_sub(1)), "months" | "half" | "rest" | "remainder");
    is_word!(tokens.id(the), "the") && cued && ends_phrase(tokens, at + 1)
}

fn ends_clause(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.kind(at) != Some(TokenKind::Word) || is_word!(tokens.id(at), "and" | "but" | "when" | "in" | "at" | "on")
}

/// "the day before yesterday", "the day after", "the day before Christmas".
fn day_beside(tokens: Tokens<'_>, at: usize, second: usize) -> Option<Read> {
    let steps = if is_word!(tokens.id(second), "before") { -1 } else { 1 };
    match tokens.word(second + 1) {
        "yesterday" if steps < 0 => return Some((Meaning::Shifted(Base::Publication, -2, TimeUnit::Day), second + 2)),
        "tomorrow" if steps > 0 => return Some((Meaning::Shifted(Base::Publication, 2, TimeUnit::Day), second + 2)),
        _ => {}
    }
    (the_before(tokens, at) && ends_clause(tokens, second + 1))
        .then_some((Meaning::Shifted(Base::Reference, steps, TimeUnit::Day), second + 1))
}

/// "two years ago", "a week later", "several months earlier", "five days from now".
fn shifted(tokens: Tokens<'_>, at: usize) -> Option<Read> {
    if !is_unit_near(tokens, at) {
        return None;
    }
    let article = is_word!(tokens.id(at), "a" | "an");
    let (count, next) = match tokens.word(at) {
        "a" | "an" if tokens.is(at + 1, Class::TIME_UNIT) => (Some(1), at + 1),
        "a" if is_word!(tokens.id(at + 1), "few") => (None, at + 2),
        "a" if is_word!(tokens.id(at + 1), "couple") => {
            (Some(2), if is_word!(tokens.id(at + 2), "of") { at + 3 } else { at + 2 })
        }
        "several" | "many" | "some" | "few" => (None, at + 1),
        _ => numeral::whole(tokens, at).map(|(count, next)| (i32::try_from(count).ok(), next))?,
    };
    let fuller = if is_word!(tokens.id(next), "full") { next + 1 } else { next };
    let (unit, count) = match (unit(tokens, fuller)?, count) {
        (TimeUnit::Decade, Some(count)) => (TimeUnit::Year, Some(count.checked_mul(10)?)),
        (TimeUnit::Century, Some(count)) => (TimeUnit::Year, Some(count.checked_mul(100)?)),
        (unit, _) if unit < TimeUnit::Day => return None,
        other => other,
    };
    let mut after = fuller + 1;
    if is_word!(tokens.id(after), "or") && is_word!(tokens.id(after + 1), "so") {
        after += 2;
    }
    if unit == TimeUnit::Week
        && let Some(read) = count.and_then(|weeks| weeks_off(tokens, weeks, after))
    {
        return Some(read);
    }
    let (base, sign) = match tokens.word(after) {
        "ago" => (Base::Publication, -1),
        "earlier" | "before" if is_word!(tokens.id(after), "earlier") || ends_clause(tokens, after + 1) => {
            (Base::Reference, -1)
        }
        "later" | "afterward" | "afterwards" => (Base::Reference, 1),
        "from" if is_word!(tokens.id(after + 1), "now" | "today") => {
            after += 1;
            (Base::Publication, 1)
        }
        _ => return None,
    };
    let Some(count) = count else {
        // "a few days later" is a length of time from an event that has no date here.
        if base == Base::Reference {
            return None;
        }
        let vague = if sign < 0 { Stretch::Past } else { Stretch::Future };
        return Some((Meaning::Stretch(vague), after + 1));
    };
    if unit == TimeUnit::Year && count == 1 && article && sign < 0 {
        return Some((Meaning::YearsOff(base, -1), after + 1));
    }
    Some((Meaning::Shifted(base, sign * count, unit), after + 1))
}

/// "a week ago Sunday", "two weeks from Tuesday".
fn weeks_off(tokens: Tokens<'_>, weeks: i32, at: usize) -> Option<Read> {
    let sign = match tokens.word(at) {
        "ago" => -1,
        "from" => 1,
        _ => return None,
    };
    let day = if is_word!(tokens.id(at + 1), "on") { at + 2 } else { at + 1 };
    let number =
        tokens.tokens.get(day).filter(|token| token.is(Class::WEEKDAY) && tokens.capitalised(day))?.number()?;
    let full = !tokens.word(day).ends_with("ys") && tokens.word(day).len() >= 6;
    full.then_some((Meaning::WeeksOff(u8::try_from(number).ok()?, sign * weeks), day + 1))
}

/// A unit of time. Weekends are no unit.
pub(in crate::extract) fn unit(tokens: Tokens<'_>, at: usize) -> Option<TimeUnit> {
    Some(match tokens.word(at) {
        "second" | "seconds" | "sec" | "secs" => TimeUnit::Second,
        "minute" | "minutes" | "min" | "mins" => TimeUnit::Minute,
        "hour" | "hours" | "hr" | "hrs" => TimeUnit::Hour,
        "day" | "days" | "night" | "nights" => TimeUnit::Day,
        "week" | "weeks" => TimeUnit::Week,
        "month" | "months" => TimeUnit::Month,
        "quarter" | "quarters" => TimeUnit::Quarter,
        "year" | "years" | "yr" | "yrs" => TimeUnit::Year,
        "decade" | "decades" => TimeUnit::Decade,
        "century" | "centuries" => TimeUnit::Century,
        _ => return None,
    })
}
