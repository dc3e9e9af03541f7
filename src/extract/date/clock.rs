//! Times of day: "10:30 a.m.", "1353 GMT", "9 p.m. local time", "noon", and the parts of a day.

use super::numeral::digits;
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens, is_word};
use crate::value::time::{TimeOfDay, Zone};

/// A time of day with its zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) time: TimeOfDay,
    pub(super) zone: Option<Zone>,
}

/// What a time of day begins with: figures, "ten", "noon", "half past", "a quarter to".
const OPENING: Class = Class::NUMBER
    .with(Class::CARDINAL)
    .with(Class::SCALE)
    .with(Class::VAGUE)
    .with(Class::FRACTION)
    .with(Class::CALENDAR)
    .with(Class::TIME_UNIT)
    .with(Class::LENGTH);

/// A clock time at a token, and the token after it.
pub(super) fn clock(tokens: Tokens<'_>, at: usize) -> Option<(Clock, usize)> {
    if !tokens.is(at, OPENING) {
        return None;
    }
    if is_word!(tokens.id(at), "noon" | "midday") {
        return Some(named(tokens, TimeOfDay::Minute(12, 0), at + 1));
    }
    if is_word!(tokens.id(at), "midnight") {
        return Some(named(tokens, TimeOfDay::Minute(24, 0), at + 1));
    }
    // "12 noon", "12 midnight"
    if tokens.raw(at) == "12" && is_word!(tokens.id(at + 1), "noon" | "midday" | "midnight") {
        return clock(tokens, at + 1);
    }
    let told = past_the_hour(tokens, at);
    let (hour, minute, next) = told.or_else(|| hour_and_minute(tokens, at))?;
    let oclock = matches!(tokens.raw(next), "o'clock" | "o’clock");
    let (half, next) = half_of_day(tokens, next);
    let (zone, after) = zone(tokens, next);
    let zoned = after > next;
    let colon = minute.is_some();
    let hour = match half {
        Some(_) if hour > 12 => return None,
        Some(HalfOfDay::Morning) => hour % 12,
        Some(HalfOfDay::Afternoon) => hour % 12 + 12,
        // Without a.m. or p.m. the length of a film or a score looks the same: a zone or a preposition settles it.
        None if zoned || oclock || told.is_some() || colon && is_cued(tokens, at) => hour,
        None => return None,
    };
    let time = match minute {
        Some(minute) => TimeOfDay::Minute(hour, minute),
        None => TimeOfDay::Hour(hour),
    };
    Some((Clock { time, zone }, after))
}

/// Whether the word before a number says that a time of day follows.
fn is_cued(tokens: Tokens<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| tokens.word(before));
    matches!(
        before,
        "at" | "around" | "about" | "by" | "from" | "until" | "till" | "before" | "after" | "since" | "between"
    )
}

/// "noon GMT": a time that has a name, and the token after its zone.
fn named(tokens: Tokens<'_>, time: TimeOfDay, next: usize) -> (Clock, usize) {
    match zone(tokens, next) {
        (zone @ Some(_), after) => (Clock { time, zone }, after),
        (None, _) => (Clock { time, zone: None }, next),
    }
}

/// "half past eight", "a quarter to 8": the hour, the minute and the token after them.
fn past_the_hour(tokens: Tokens<'_>, at: usize) -> Option<(u8, Option<u8>, usize)> {
    let start = if is_word!(tokens.id(at), "a") { at + 1 } else { at };
    if !is_word!(tokens.id(start), "half" | "quarter") {
        return None;
    }
    let minutes = match (tokens.word(start), tokens.word(start + 1)) {
        ("half", "past") => 30,
        ("quarter", "past") => 15,
        ("quarter", "to") => -15,
        _ => return None,
    };
    let (hour, next) = super::numeral::whole(tokens, start + 2)?;
    let hour = u8::try_from(hour).ok().filter(|hour| (1..=12).contains(hour))?;
    match minutes {
        -15 if hour == 1 => Some((12, Some(45), next)),
        -15 => Some((hour - 1, Some(45), next)),
        minutes => Some((hour, u8::try_from(minutes).ok(), next)),
    }
}

fn hour_and_minute(tokens: Tokens<'_>, at: usize) -> Option<(u8, Option<u8>, usize)> {
    if !tokens.is(at, Class::NUMBER.with(Class::CARDINAL)) {
        return None;
    }
    let raw = tokens.raw(at);
    // British "7.30pm".
    if tokens.kind(at) == Some(TokenKind::Number)
        && let Some((hour, minute)) = raw.split_once('.')
        && minute.len() == 2
        && half_of_day(tokens, at + 1).0.is_some()
    {
        let below = |text: &str, limit: u8| text.parse().ok().filter(|number| *number < limit);
        return Some((below(hour, 24)?, Some(below(minute, 60)?), at + 1));
    }
    let (number, next) = digits(tokens, at).or_else(|| spoken_hour(tokens, at))?;
    if raw.len() == 4 && raw.bytes().all(|byte| byte.is_ascii_digit()) {
        // "1353 GMT", "0735 GMT"
        let (hour, minute) = (u8::try_from(number / 100).ok()?, u8::try_from(number % 100).ok()?);
        let (_, after) = zone(tokens, next);
        // "at 1800 hours"
        let named = is_word!(tokens.small(next), "hours" | "hrs")
            && is_word!(tokens.id(at.wrapping_sub(1)), "at" | "by" | "until" | "till");
        if named && hour < 24 && minute < 60 {
            return Some((hour, Some(minute), next + 1));
        }
        // "At 0900 on Tuesday": no count begins with a nought.
        let told = after > next || raw.starts_with('0') && is_cued(tokens, at);
        return (hour < 24 && minute < 60 && told).then_some((hour, Some(minute), next));
    }
    let hour = u8::try_from(number).ok().filter(|hour| *hour < 24)?;
    if tokens.sign(next, ":") && tokens.touches(next) && tokens.touches(next + 1) && tokens.raw(next + 1).len() == 2 {
        let (minute, after) = digits(tokens, next + 1)?;
        let minute = u8::try_from(minute).ok().filter(|minute| *minute < 60)?;
        // "7:56:30 p.m.": to the minute.
        let seconds = tokens.sign(after, ":") && tokens.touches(after) && tokens.touches(after + 1);
        let seconds = seconds && tokens.raw(after + 1).len() == 2 && half_of_day(tokens, after + 2).0.is_some();
        return Some((hour, Some(minute), if seconds { after + 2 } else { after }));
    }
    Some((hour, None, next))
}

/// "ten a.m.", "nine o'clock": only twelve words qualify, and only before a half of the day.
fn spoken_hour(tokens: Tokens<'_>, at: usize) -> Option<(i64, usize)> {
    let (hour, next) = super::numeral::whole(tokens, at)?;
    let oclock = matches!(tokens.raw(next), "o'clock" | "o’clock");
    ((1..=12).contains(&hour) && (oclock || half_of_day(tokens, next).0.is_some())).then_some((hour, next))
}

#[derive(Clone, Copy)]
enum HalfOfDay {
    Morning,
    Afternoon,
}

impl HalfOfDay {
    fn of(word: &str) -> Option<Self> {
        match word {
            "a.m." | "am" | "AM" | "A.M." | "a.m" => Some(Self::Morning),
            "p.m." | "pm" | "PM" | "P.M." | "p.m" => Some(Self::Afternoon),
            _ => None,
        }
    }
}

/// Whether a word says which half of the day a clock is in: "a.m."
pub(super) fn is_half_of_day(word: &str) -> bool {
    HalfOfDay::of(word).is_some()
}

fn half_of_day(tokens: Tokens<'_>, at: usize) -> (Option<HalfOfDay>, usize) {
    let half = HalfOfDay::of(tokens.raw(at));
    if half.is_some() {
        return (half, at + 1);
    }
    let oclock = matches!(tokens.raw(at), "o'clock" | "o’clock");
    let at = if oclock { at + 1 } else { at };
    // "four in the afternoon" may count blasts; "at four in the afternoon" does not.
    let cued = oclock || at > 1 && is_cued(tokens, at - 1);
    if is_word!(tokens.id(at), "in") && is_word!(tokens.id(at + 1), "the") && cued {
        match tokens.word(at + 2) {
            "morning" => return (Some(HalfOfDay::Morning), at + 3),
            "afternoon" | "evening" => return (Some(HalfOfDay::Afternoon), at + 3),
            _ => {}
        }
    }
    (None, at)
}

/// The zone after a clock time, and the token after it. "Local time" belongs to the words but says no zone.
fn zone(tokens: Tokens<'_>, at: usize) -> (Option<Zone>, usize) {
    // "EST." at the end of a sentence
    let raw = tokens.raw(at).trim_end_matches('.');
    if let Some(zone) = Zone::named(raw) {
        return (Some(zone), at + 1);
    }
    // "ET" and "Eastern time" leave open whether summer time holds.
    if matches!(raw, "ET" | "CT" | "MT" | "PT") {
        return (None, at + 1);
    }
    if tokens.kind(at) == Some(TokenKind::Word) && tokens.raw(at + 1).eq_ignore_ascii_case("time") {
        let place = tokens.capitalised(at) || raw == "local";
        if place {
            return (None, at + 2);
        }
    }
    (None, at)
}

/// A part of the day.
pub(super) fn day_part(tokens: Tokens<'_>, at: usize) -> Option<TimeOfDay> {
    match tokens.word(at) {
        "morning" | "dawn" => Some(TimeOfDay::Morning),
        "midday" | "noon" => Some(TimeOfDay::Midday),
        "afternoon" => Some(TimeOfDay::Afternoon),
        "evening" | "dusk" => Some(TimeOfDay::Evening),
        "night" => Some(TimeOfDay::Night),
        _ => None,
    }
}
