//! Lengths of time: "two-day", "half an hour", "two and a half years", "the past three months", "for years".
//!
//! Unit: as stated; nothing is converted. Rates ("$5 a day", "twice a week") and ages ("34 years old", "a 10-year-old")
//! are no durations. A vague plural ("for months") has no number.

use super::date::grammar::unit;
use super::date::numeral;
use super::hedge;
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens, is_word};
use crate::value::amount::{Hedge, Looseness, VAGUE_NUMERALS, grain_of};
use crate::value::{Amount, Duration, TimeUnit};
use rust_decimal::Decimal;
use std::ops::Range;

/// How far around a capitalised unit words in lower case tell that no headline is read. (P)
const TITLE_REACH: usize = 8;

/// A duration of the text: the tokens from `first` to before `end`.
pub(super) struct Length {
    pub(super) end: usize,
    pub(super) duration: Duration,
}

/// The duration that begins at a token.
pub(super) fn duration(tokens: Tokens<'_>, at: usize) -> Option<Length> {
    let stopwatch = stopwatch(tokens, at);
    if stopwatch.is_some() || !is_unit_near(tokens, at) {
        return stopwatch;
    }
    framed(tokens, at)
        .or_else(|| special(tokens, at))
        .or_else(|| counted(tokens, at).map(|length| with_parts(tokens, at, length)))
        .or_else(|| bare(tokens, at))
}

/// How many tokens a number, and what stands between it and its unit, take at the most. (P)
const LONGEST_NUMBER: usize = 12;

/// Whether a unit of time stands near enough for a length of time to begin at a token: most numbers are of other things,
/// and need not be read to tell so.
pub(super) fn is_unit_near(tokens: Tokens<'_>, at: usize) -> bool {
    let end = tokens.tokens.len().min(at + LONGEST_NUMBER);
    tokens.next_of(Class::TIME_UNIT, at.min(end)..end) < end
}

/// "two years and three months", "9 hours, 30 minutes": the smaller unit holds both exactly.
fn with_parts(tokens: Tokens<'_>, at: usize, length: Length) -> Length {
    let between = at > 0 && is_word!(tokens.id(at - 1), "between");
    let mut length = length;
    while !between && let Some(longer) = with_part(tokens, &length) {
        length = longer;
    }
    length
}

fn with_part(tokens: Tokens<'_>, length: &Length) -> Option<Length> {
    let (part, parts) = match length.duration.unit() {
        TimeUnit::Year => (TimeUnit::Month, 12),
        TimeUnit::Week => (TimeUnit::Day, 7),
        TimeUnit::Day => (TimeUnit::Hour, 24),
        TimeUnit::Hour => (TimeUnit::Minute, 60),
        TimeUnit::Minute => (TimeUnit::Second, 60),
        _ => return None,
    };
    let comma = usize::from(tokens.sign(length.end, ","));
    let next = length.end + comma;
    let next = if is_word!(tokens.id(next), "and") { next + 1 } else { next };
    let rest = counted(tokens, next).filter(|rest| rest.duration.unit() == part)?;
    let exact = |amount: &Amount| amount.stated().filter(|_| amount.hedge() == Hedge::Exactly);
    let (whole, number) = (exact(length.duration.amount())?, exact(rest.duration.amount())?);
    if !whole.is_integer() || number >= Decimal::from(parts) {
        return None;
    }
    let sum = whole.checked_mul(Decimal::from(parts))?.checked_add(number)?;
    Some(Length { end: rest.end, duration: Duration::new(Amount::exactly(sum), part) })
}

/// "1:48.85", "2:05:31": minutes and seconds with decimals, or hours, minutes and seconds. "10:30" is a time of day or a
/// score.
fn stopwatch(tokens: Tokens<'_>, at: usize) -> Option<Length> {
    let colon = |at: usize| tokens.sign(at, ":") && tokens.touches(at) && tokens.touches(at + 1);
    let whole =
        |at: usize| numeral::digits(tokens, at).filter(|_| !tokens.raw(at).contains(',')).map(|(whole, _)| whole);
    // "Psalm 23:1.5": no chain that goes on, nor one that something touches from the left.
    if !colon(at + 1) || tokens.touches(at) {
        return None;
    }
    let (hours, minutes, last) =
        if colon(at + 3) { (whole(at)?, whole(at + 2)?, at + 4) } else { (0, whole(at)?, at + 2) };
    let seconds: Decimal = tokens.raw(last).parse().ok()?;
    let tenths = tokens.raw(last).split_once('.').map_or(0, |(_, tenths)| tenths.len());
    let two_digits = tokens.raw(last).len() == if tenths > 0 { tenths + 3 } else { 2 };
    let sixty = Decimal::from(60);
    if !two_digits || tenths == 0 && last == at + 2 || seconds >= sixty || hours > 99 || minutes >= 600 {
        return None;
    }
    // "at 7:56:30 p.m."
    if matches!(tokens.raw(last + 1), "a.m." | "p.m." | "am" | "pm" | "AM" | "PM") {
        return None;
    }
    let minutes = Decimal::from(hours * 60 + minutes);
    Some(Length {
        end: last + 1,
        duration: Duration::new(Amount::exactly(minutes * sixty + seconds), TimeUnit::Second),
    })
}

/// "past two months", "next 14 months", "first nine months", "recent years".
fn framed(tokens: Tokens<'_>, at: usize) -> Option<Length> {
    match tokens.word(at) {
        "past" | "last" | "next" | "coming" | "recent" | "first" | "latest" | "previous" | "preceding"
        | "following" | "final" | "year-ago" => {
            // "will last a week" is the verb.
            let article = is_word!(tokens.id(at + 1), "a" | "an");
            let length = if article { None } else { counted(tokens, at + 1) };
            if length.is_some() {
                return length;
            }
            let plural = is_word!(tokens.id(at), "past" | "last" | "coming" | "next" | "recent" | "first")
                && tokens.word(at + 1).ends_with('s');
            let single = is_word!(tokens.id(at + 1), "decade" | "century") && !is_word!(tokens.id(at), "first");
            let unit = unit(tokens, at + 1).filter(|_| plural || single)?;
            let amount = if single { Amount::exactly(Decimal::ONE) } else { vague("many")? };
            Some(Length { end: at + 2, duration: Duration::new(amount, unit) })
        }
        _ => None,
    }
}

/// "half an hour", "a year and a half", "a quarter-century", "a week or two", "the year ended March 31".
fn special(tokens: Tokens<'_>, at: usize) -> Option<Length> {
    let number =
        |end, number: Decimal, unit| Some(Length { end, duration: Duration::new(Amount::exactly(number), unit) });
    let half = Decimal::new(5, 1);
    match tokens.word(at) {
        // "a three-and-a-half-year-old girl" is told by her age.
        "half" if at > 0 && tokens.touches(at) && tokens.hyphen(at - 1) => None,
        "half" => {
            let next = if is_word!(tokens.id(at + 1), "a" | "an") || tokens.hyphen(at + 1) { at + 2 } else { at + 1 };
            let unit = singular(tokens, next).filter(|unit| *unit != TimeUnit::Quarter)?;
            number(next + 1, half, unit)
        }
        "quarter" => {
            let of = is_word!(tokens.id(at + 1), "of") && is_word!(tokens.id(at + 2), "a" | "an");
            let next = if of {
                at + 3
            } else if tokens.hyphen(at + 1) {
                at + 2
            } else {
                at + 1
            };
            let unit = singular(tokens, next).filter(|unit| *unit > TimeUnit::Year || *unit == TimeUnit::Hour)?;
            number(next + 1, Decimal::new(25, 2), unit)
        }
        // "three quarters of an hour", "three-quarters of a century"
        "three" => {
            let quarters = if tokens.hyphen(at + 1) { at + 2 } else { at + 1 };
            let of = is_word!(tokens.id(quarters + 1), "of") && is_word!(tokens.id(quarters + 2), "a" | "an");
            let unit = singular(tokens, quarters + 3).filter(|_| of && is_word!(tokens.id(quarters), "quarters"))?;
            number(quarters + 4, Decimal::new(75, 2), unit)
        }
        // "a quarter-century", "a quarter of an hour" are no quarters of a year.
        "a" | "one"
            if is_word!(tokens.id(at + 1), "quarter")
                && (tokens.hyphen(at + 2) || is_word!(tokens.id(at + 2), "of" | "century")) =>
        {
            special(tokens, at + 1)
        }
        "a" | "one" if is_word!(tokens.id(at + 1), "fortnight") => number(at + 2, Decimal::TWO, TimeUnit::Week),
        "a" | "an" | "one" => {
            let unit = singular(tokens, at + 1)?;
            if let Some((part, end)) = numeral::fraction(tokens, at + 2).filter(|_| is_word!(tokens.id(at + 2), "and"))
            {
                return number(end, Decimal::ONE + part, unit);
            }
            let or_two = is_word!(tokens.id(at + 2), "or") && is_word!(tokens.id(at + 3), "two");
            let two = Duration::new(Amount::between(Decimal::ONE, Decimal::TWO), unit);
            or_two.then_some(Length { end: at + 4, duration: two })
        }
        _ => None,
    }
}

fn singular(tokens: Tokens<'_>, at: usize) -> Option<TimeUnit> {
    unit(tokens, at).filter(|_| !tokens.word(at).ends_with('s'))
}

/// "two days", "two- to five-year", "several more weeks", "a couple of years", "a decade".
fn counted(tokens: Tokens<'_>, at: usize) -> Option<Length> {
    let (amount, next) = amount(tokens, at)?;
    // "20-plus years", "ten or so days"
    let (amount, next) = match hedge::after(tokens, &(0..tokens.tokens.len()), next - 1) {
        Some((hedge, last)) => (hedged(&amount, hedge), last + 1),
        None => (amount, next),
    };
    let next = adjectives(tokens, next);
    let hyphen = tokens.hyphen(next) && tokens.touches(next);
    let next = if hyphen { next + 1 } else { next };
    let unit = unit(tokens, next)?;
    let mut end = next + 1;
    if is_title(tokens, at, next) || fills_the_clock(tokens, &amount, unit, end) {
        return None;
    }
    if is_age(tokens, unit, end) || is_ordinal_second(tokens, next) || is_fraction(tokens, &amount, unit, at..end) {
        return None;
    }
    let article = is_word!(tokens.id(at), "a" | "an");
    // "from a fiscal year to a calendar year" counts none.
    let kind_of_year = is_word!(tokens.small(next.wrapping_sub(1)), "fiscal" | "calendar");
    let whole = is_word!(tokens.small(next.wrapping_sub(1)), "full" | "whole" | "solid");
    if article && (kind_of_year || !whole && is_rate(tokens, at, end)) {
        return None;
    }
    let or_so = is_word!(tokens.id(end), "or") && is_word!(tokens.id(end + 1), "so" | "more" | "longer");
    let amount = if or_so {
        let hedge = if is_word!(tokens.id(end + 1), "so") { Hedge::About } else { Hedge::AtLeast };
        end += 2;
        hedged(&amount, hedge)
    } else {
        amount
    };
    if tokens.hyphen(end) && tokens.touches(end) && is_word!(tokens.small(end + 1), "long" | "plus" | "old") {
        end += 2;
    }
    Some(Length { end, duration: Duration::new(amount, unit) })
}

/// "60 Minutes", "Seven Days": the name of a programme or paper. In a headline every word has a capital.
pub(super) fn is_title(tokens: Tokens<'_>, at: usize, unit: usize) -> bool {
    let capital = tokens.capitalised(unit) && (tokens.kind(at) == Some(TokenKind::Number) || tokens.capitalised(at));
    let lower =
        |at: usize| tokens.kind(at) == Some(TokenKind::Word) && tokens.raw(at).len() > 3 && !tokens.capitalised(at);
    // Four letters and more are capitalised in a headline too.
    capital && (at.saturating_sub(TITLE_REACH)..unit + TITLE_REACH).any(lower)
}

/// "24 hours a day", "seven days a week": always, no length of time.
fn fills_the_clock(tokens: Tokens<'_>, amount: &Amount, unit: TimeUnit, end: usize) -> bool {
    let per = is_word!(tokens.id(end), "a" | "per" | "each" | "every");
    let full = match (unit, tokens.word(end + 1)) {
        (TimeUnit::Hour, "day") => 24,
        (TimeUnit::Day, "week") => 7,
        (TimeUnit::Day, "year") => 365,
        (TimeUnit::Week, "year") => 52,
        (TimeUnit::Month, "year") => 12,
        _ => return false,
    };
    per && amount.stated() == Some(Decimal::from(full))
}

/// "34 years old", "10-year-old". How old a baby or a strike is in months or weeks is a length of time.
fn is_age(tokens: Tokens<'_>, unit: TimeUnit, after: usize) -> bool {
    let next = if tokens.hyphen(after) { after + 1 } else { after };
    let aged = is_word!(tokens.small(next), "old" | "olds")
        || is_word!(tokens.id(after), "of") && is_word!(tokens.small(after + 1), "age");
    aged && unit == TimeUnit::Year
}

/// "one second" is a time, "a second attack" is not: the singular needs a number other than an article.
fn is_ordinal_second(tokens: Tokens<'_>, unit: usize) -> bool {
    is_word!(tokens.id(unit), "second") && is_word!(tokens.id(unit - 1), "a" | "an" | "the")
}

/// "three-quarters of its food", "a quarter of the market", "fell by a quarter", "nearly a quarter", "a quarter-point".
fn is_fraction(tokens: Tokens<'_>, amount: &Amount, unit: TimeUnit, words: Range<usize>) -> bool {
    let part = amount.stated() == Some(Decimal::ONE) || amount.stated() == Some(Decimal::from(3));
    let (before, next) = (words.start.wrapping_sub(1), words.end);
    let point = if tokens.hyphen(next) && tokens.touches(next) { next + 1 } else { next };
    let article = is_word!(tokens.id(words.start), "a");
    let amounts =
        is_word!(tokens.id(before), "by" | "about" | "nearly" | "almost" | "than" | "roughly" | "around" | "least");
    unit == TimeUnit::Quarter
        && part
        && (is_word!(tokens.id(next), "of")
            || is_word!(tokens.id(point), "point" | "points" | "percentage" | "percent")
            || article && amounts)
}

/// "$5 a day", "four flights a week", "once a month": an article that means "per".
fn is_rate(tokens: Tokens<'_>, at: usize, end: usize) -> bool {
    if at == 0 {
        return !is_word!(tokens.id(end), "after" | "before" | "later" | "earlier" | "of");
    }
    let before = at - 1;
    // "offered him a week": a rate follows a noun or a number.
    let bounded = tokens.is(before, Class::PRONOUN)
        || is_word!(
            tokens.id(before),
            "for"
                | "in"
                | "within"
                | "after"
                | "of"
                | "over"
                | "than"
                | "about"
                | "nearly"
                | "almost"
                | "least"
                | "during"
                | "by"
                | "roughly"
                | "approximately"
                | "around"
                | "took"
                | "takes"
                | "take"
                | "last"
                | "despite"
                | "amid"
                | "under"
                | "to"
                | "spent"
                | "spend"
                | "just"
                | "only"
                | "and"
                | "from"
                | "be"
                | "is"
                | "was"
        );
    let bounded = bounded
        || matches!(
            tokens.raw(before),
            "lasted"
                | "lasts"
                | "lasting"
                | "following"
                | "Following"
                | "followed"
                | "follows"
                | "ended"
                | "ends"
                | "ending"
        );
    // "ended a week of battles"; "three meals a day of rice" has a noun before it.
    let of_something = is_word!(tokens.id(end), "of")
        && !tokens.is(before, Class::NUMBER.with(Class::CARDINAL).with(Class::CURRENCY))
        && !super::noun::is_plural(tokens, before);
    !(bounded || of_something || is_word!(tokens.id(end), "ago" | "after" | "before" | "later" | "earlier"))
}

/// "for years", "weeks of", "days-long", "daylong": a unit without a number.
fn bare(tokens: Tokens<'_>, at: usize) -> Option<Length> {
    let unit = unit(tokens, at)?;
    let word = tokens.word(at);
    let plural = word.ends_with('s');
    if tokens.hyphen(at + 1) && tokens.touches(at + 1) && is_word!(tokens.small(at + 2), "long") {
        let amount = if plural { vague("many")? } else { Amount::exactly(Decimal::ONE) };
        return Some(Length { end: at + 3, duration: Duration::new(amount, unit) });
    }
    let before = if at == 0 { "" } else { tokens.word(at - 1) };
    let the = before == "the";
    let fiscal_the = matches!(before, "fiscal" | "full") && is_word!(tokens.id(at.wrapping_sub(2)), "the");
    if (the || fiscal_the) && !plural && is_word!(tokens.small(at + 1), "ended" | "ending" | "through") {
        return Some(Length { end: at + 1, duration: Duration::new(Amount::exactly(Decimal::ONE), unit) });
    }
    let beside = the && plural && is_word!(tokens.id(at + 1), "before" | "after" | "since" | "ahead" | "leading");
    // "over the years", "follows months of talks"
    let over_the = the && plural && is_word!(tokens.id(at.wrapping_sub(2)), "over");
    let full_of = plural
        && is_word!(tokens.id(at + 1), "of")
        && at > 0
        && matches!(
            tokens.raw(at - 1),
            "follows"
                | "followed"
                | "following"
                | "Following"
                | "despite"
                | "amid"
                | "ends"
                | "ended"
                | "ending"
                | "After"
        );
    // "came hours after the launch", "just minutes before the vote"
    let near_event = plural
        && is_word!(tokens.id(at + 1), "after" | "before")
        && at > 0
        && is_word!(tokens.small(at - 1), "just" | "only" | "mere" | "came" | "comes" | "coming")
        && matches!(unit, TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Day | TimeUnit::Week | TimeUnit::Month);
    let length = beside
        || near_event
        || over_the
        || full_of
        || plural
            && (matches!(before, "for" | "in" | "within" | "after" | "took" | "takes" | "take" | "spent")
                || is_word!(tokens.id(at + 1), "later" | "earlier" | "ago"));
    if !length {
        return None;
    }
    let mut end = if is_word!(tokens.id(at + 1), "ago") { at + 2 } else { at + 1 };
    if is_word!(tokens.id(end), "or") && super::date::grammar::unit(tokens, end + 1).is_some() {
        end += 2;
    }
    Some(Length { end, duration: Duration::new(vague("many")?, unit) })
}

/// The number of a duration and the token after it.
fn amount(tokens: Tokens<'_>, at: usize) -> Option<(Amount, usize)> {
    if let Some(found) = vague_number(tokens, at) {
        return Some(found);
    }
    let word = tokens.word(at);
    if matches!(word, "a" | "an" | "another") {
        if word == "another"
            && let Some(found) = amount(tokens, at + 1)
        {
            return Some(found);
        }
        if let Some((number, next)) = hundred_after_article(tokens, at) {
            return Some((Amount::exactly(number), next));
        }
        return Some((Amount::exactly(Decimal::ONE), at + 1));
    }
    let (low, next) = numeral::decimal(tokens, at)?;
    match upper(tokens, next).filter(|(high, _)| *high > low) {
        Some((high, next)) => Some((Amount::between(low, high), next)),
        None => Some((Amount::exactly(low), next)),
    }
}

/// "a hundred", "a thousand"
fn hundred_after_article(tokens: Tokens<'_>, at: usize) -> Option<(Decimal, usize)> {
    let token = tokens.tokens.get(at + 1)?;
    let number = token.number().filter(|_| token.is(Class::SCALE))?;
    Some((Decimal::from(number), at + 2))
}

/// The upper number of a range: "to five", "- to five-", "or five", "and five" after "between", "–12".
fn upper(tokens: Tokens<'_>, at: usize) -> Option<(Decimal, usize)> {
    let hanging = tokens.hyphen(at) && is_word!(tokens.id(at + 1), "to" | "or");
    let at = if hanging { at + 1 } else { at };
    let joined = is_word!(tokens.id(at), "to" | "or") || is_word!(tokens.id(at), "and") || tokens.hyphen(at);
    if !joined {
        return None;
    }
    let (high, next) = numeral::decimal(tokens, at + 1)?;
    let unit_at = if tokens.hyphen(next) { next + 1 } else { next };
    unit(tokens, unit_at).map(|_| (high, next))
}

/// "several", "a few", "a couple of", "a dozen", "half a dozen", "dozens of", "many".
fn vague_number(tokens: Tokens<'_>, at: usize) -> Option<(Amount, usize)> {
    if is_word!(tokens.id(at), "half") && is_word!(tokens.id(at + 1), "a") && is_word!(tokens.id(at + 2), "dozen") {
        return Some((vague("half a dozen")?, at + 3));
    }
    let article = is_word!(tokens.id(at), "a");
    let word_at = if article { at + 1 } else { at };
    let text = match tokens.word(word_at) {
        "couple" => "a couple",
        "few" => "a few",
        "handful" => "a handful",
        "several" if !article => "several",
        "many" | "numerous" | "some" if !article => "many",
        "dozen" => "a dozen",
        "dozens" => "dozens",
        "scores" => "scores",
        "hundreds" => "hundreds",
        "thousands" => "thousands",
        "tens" => "tens",
        "millions" => "millions",
        _ => return None,
    };
    let next = if is_word!(tokens.id(word_at + 1), "of") { word_at + 2 } else { word_at + 1 };
    Some((vague(text)?, next))
}

fn vague(text: &str) -> Option<Amount> {
    VAGUE_NUMERALS.iter().find(|word| word.text == text).map(|word| Amount::vague(word.interval()))
}

/// Words between a number and its unit: "two more weeks", "eight trading days", "three straight years".
fn adjectives(tokens: Tokens<'_>, at: usize) -> usize {
    let adjective = is_word!(
        tokens.small(at),
        "more"
            | "additional"
            | "further"
            | "extra"
            | "other"
            | "consecutive"
            | "successive"
            | "straight"
            | "full"
            | "whole"
            | "long"
            | "short"
            | "solid"
            | "working"
            | "business"
            | "trading"
            | "calendar"
            | "fiscal"
            | "school"
            | "separate"
            | "final"
    );
    if adjective { at + 1 } else { at }
}

/// The same number under a hedge.
pub(super) fn hedged(amount: &Amount, hedge: Hedge) -> Amount {
    match (amount.stated(), amount.hedge()) {
        (Some(number), Hedge::Exactly) => Amount::new(number, grain_of(number), hedge, Looseness::Usual),
        _ => amount.clone(),
    }
}
