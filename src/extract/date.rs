//! Dates, times of day and durations: "Dec. 31", "early in 2020", "a year ago", "the third quarter", "two-year".
//!
//! Two stages, as HeidelTime has them: [`grammar`] reads what the words alone say, [`resolve`] settles it with the day
//! of publication, the tense and the date that was mentioned last. Values are those of TIMEX3 (ISO-TimeML); spans follow
//! its guidelines (no preposition), with the hedge or bound before them: "by Dec. 31", "about two years".
//!
//! Dates claim their tokens before any number is read. Not recognised: dates in other languages and calendars, Roman
//! numerals, lunar holidays. See tests/cases/date.yaml.

mod absolute;
mod clock;
mod company;
pub(super) mod grammar;
mod holiday;
pub(super) mod numeral;
mod resolve;
mod tense;

pub(super) use resolve::Context;

use super::duration::{self, hedged};
use super::hedge;
use crate::segment::lexicon::Class;
use crate::segment::{Sentence, TokenKind, Tokens, is_word, segment_title};
use crate::span::Span;
use crate::value::amount::Hedge;
use crate::value::time::{Modifier, Stretch, TimeOfDay, Timex};
use crate::value::{Duration, TimeUnit, Value};
use grammar::{Expression, Meaning};
use jiff::civil::Date;
use std::ops::Range;

/// A temporal expression of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Temporal {
    /// Its tokens, as indices into the tokens of the text.
    pub(super) tokens: Range<usize>,
    /// From the hedge to its end.
    pub(super) span: Span,
    /// Without hedge and preposition.
    pub(super) core: Span,
    /// A date, time or duration; `None` for recurring times ("every day"), which only keep their tokens from others.
    pub(super) value: Option<Value>,
}

/// Words that can begin a temporal expression.
const START: Class = SMALL_START.with(NAMED);

/// Those that need no capital.
const SMALL_START: Class = Class::CARDINAL
    .with(Class::ORDINAL)
    .with(Class::VAGUE)
    .with(Class::FRACTION)
    .with(Class::WEEKDAY)
    .with(Class::TIME_UNIT)
    .with(Class::CALENDAR)
    .with(Class::DEICTIC)
    .with(Class::LENGTH);

/// Those that do: "may" is no month, and what is "new" no holiday.
const NAMED: Class = Class::MONTH.with(Class::HOLIDAY);

/// The temporal expressions of a sentence, in order, outside the token ranges that are taken.
pub(super) fn find(
    tokens: Tokens<'_>,
    sentence: &Sentence,
    taken: &[Range<usize>],
    context: &mut Context,
    found: &mut Vec<Temporal>,
) {
    scan(tokens, sentence, taken, context, false, found);
}

/// `taken`: token ranges that hold no date, in order. `cued`: four digits are a year whatever stands around them.
fn scan(
    tokens: Tokens<'_>,
    sentence: &Sentence,
    taken: &[Range<usize>],
    context: &mut Context,
    cued: bool,
    found: &mut Vec<Temporal>,
) {
    let words = Tokens { text: tokens.text, tokens: &tokens.tokens[sentence.tokens.clone()] };
    let mut taken = taken.iter().map(|range| range.start - sentence.tokens.start..range.end - sentence.tokens.start);
    let mut next_taken = taken.next();
    context.next_sentence();
    let mut at = 0;
    let mut last = None;
    let mut telling = 0;
    while at < words.tokens.len() {
        if let Some(range) = next_taken.clone().filter(|range| range.start <= at) {
            at = at.max(range.end);
            next_taken = taken.next();
            continue;
        }
        let free = next_taken.as_ref().map_or(words.tokens.len(), |range| range.start.min(words.tokens.len()));
        at = words.next_of(START.with(Class::NUMBER).with(Class::QUOTE), at..free);
        if at == free {
            continue;
        }
        if needs_company(words, at) {
            telling = next_telling(words, at + 1, telling);
        }
        if !may_begin(words, at) || needs_company(words, at) && telling > at + company_reach(words, at) {
            at += 1;
            continue;
        }
        match temporal_at(words, at, last, cued, context) {
            Some(mut next) => {
                if let Some(last) = last
                    && company::is_range(words, last.end, at, last.open)
                    && let (Some(from), Some(to)) = (timex(found.last_mut()), timex(Some(&mut next.temporal)))
                {
                    let tense = tense::tense(words, at, next.end);
                    company::order(context.published(), tense, (from, last.open), (to, next.open));
                }
                at = next.end;
                last = Some(Last { end: next.end, stretch: next.listed, open: next.open });
                found.push(shifted(next.temporal, sentence.tokens.start));
            }
            None => at += 1,
        }
    }
}

/// Words that begin an expression only together with one of [`TELLING`]: most sentences hold many a "the" and "a", and
/// few of them stand before a date.
const OPENING: Class = Class::DETERMINER.with(Class::ORDINAL).with(Class::VAGUE).with(Class::FRACTION);

/// What every expression that begins with a word of [`OPENING`] holds, if not a number in digits.
const TELLING: Class = Class::CARDINAL
    .with(Class::SCALE)
    .with(Class::FRACTION)
    .with(Class::MONTH)
    .with(Class::WEEKDAY)
    .with(Class::TIME_UNIT)
    .with(Class::CALENDAR)
    .with(Class::HOLIDAY);

/// How many tokens behind its first word an expression says at the latest that it is one: "a couple of full years" takes
/// four.
const COMPANY: usize = 6;

/// How many tokens behind an "a" or "that" its telling word stands at the latest, unless a word like "few" stands between: "a full
/// year", "a full-year delay", "that same day".
const ARTICLE_COMPANY: usize = 3;

fn company_reach(words: Tokens<'_>, at: usize) -> usize {
    let is_vague = |at: usize| words.is(at, Class::VAGUE);
    let article = is_word!(words.id(at), "a" | "an" | "that") && !is_vague(at + 1) && !is_vague(at + 2);
    if article { ARTICLE_COMPANY } else { COMPANY }
}

fn needs_company(words: Tokens<'_>, at: usize) -> bool {
    words.is(at, OPENING) && !words.is(at, TELLING)
}

/// The first telling token from `from` on; `known` is the answer for an earlier token.
fn next_telling(words: Tokens<'_>, from: usize, known: usize) -> usize {
    let end = words.tokens.len();
    words.next_of(TELLING.with(Class::NUMBER), known.max(from).min(end)..end)
}

/// What was read at a token.
struct Next {
    temporal: Temporal,
    /// The token after it.
    end: usize,
    /// The year or day that may begin a list.
    listed: Option<Stretch>,
    /// What the words say, if the year or week is open.
    open: Option<Stretch>,
}

/// The expression before the current one, as far as it may be the head of a list.
#[derive(Clone, Copy)]
struct Last {
    end: usize,
    stretch: Option<Stretch>,
    open: Option<Stretch>,
}

/// The date of a temporal expression.
fn timex(temporal: Option<&mut Temporal>) -> Option<&mut Timex> {
    match temporal?.value.as_mut()? {
        Value::Date(timex) => Some(timex),
        _ => None,
    }
}

/// Reads a text that is one temporal expression and nothing else, as front matter and rule tests give it:
/// `2024-01-28`, `early 2020`, `by Dec. 31, 2021`. Relative expressions are resolved against `anchor`.
#[must_use]
pub fn parse_date(text: &str, anchor: Option<Date>) -> Option<Timex> {
    let segments = segment_title(text);
    let tokens = Tokens { text, tokens: &segments.tokens };
    let mut found = Vec::new();
    scan(tokens, segments.sentences.first()?, &[], &mut Context::new(anchor), true, &mut found);
    let only = found.pop().filter(|_| found.is_empty())?;
    let article = text.trim_start().get(..4).is_some_and(|start| start.eq_ignore_ascii_case("the "));
    let start = text.len() - text.trim_start().len() + if article { 4 } else { 0 };
    let whole = only.span.start() <= start && only.span.end() == text.trim_end().len();
    match only.value.filter(|_| whole)? {
        Value::Date(timex) | Value::Time(timex) => Some(timex),
        _ => None,
    }
}

fn shifted(temporal: Temporal, offset: usize) -> Temporal {
    Temporal { tokens: temporal.tokens.start + offset..temporal.tokens.end + offset, ..temporal }
}

/// Whether an expression may begin with a token; `false` is certain, and keeps the readers away from most numbers and articles.
fn may_begin(words: Tokens<'_>, at: usize) -> bool {
    match words.kind(at) {
        Some(TokenKind::Number) => may_begin_with_number(words, at),
        Some(TokenKind::Word) if is_word!(words.id(at), "one") => {
            !is_word!(words.id(at + 1), "of") && !words.is(at + 1, Class::STOP.with(Class::COMMA))
        }
        Some(TokenKind::Word) => words.is(at, SMALL_START) || words.is(at, NAMED) && words.capitalised(at),
        // "'98": the apostrophe of a year.
        Some(TokenKind::Sign) => words.kind(at + 1) == Some(TokenKind::Number) && absolute::is_apostrophe(words, at),
        None => false,
    }
}

/// A number of four figures may be a year or a time, one of two a day or an hour, and "10.30" a time. Any other is a length of
/// time, or the year of an era; a percentage is neither.
fn may_begin_with_number(words: Tokens<'_>, at: usize) -> bool {
    if words.is(at + 1, Class::PERCENT) || words.sign(at + 1, "%") {
        return false;
    }
    let near = || at + 1..words.tokens.len().min(at + 1 + COMPANY);
    matches!(words.raw(at).as_bytes(), [_] | [_, _] | [_, _, _, _] | [_, _, b'.', _, _])
        || words.capitalised(at + 1)
        || at > 0 && words.capitalised(at - 1)
        || near().any(|at| words.is(at, Class::TIME_UNIT.with(Class::CALENDAR)))
}

/// Whether only "," and "and" stand between the last expression and this token.
fn continues_list(words: Tokens<'_>, end: usize, at: usize) -> bool {
    let between = at.checked_sub(end).filter(|gap| (1..=2).contains(gap));
    between.is_some()
        && (end..at)
            .all(|index| words.sign(index, ",") || is_word!(words.id(index), "and" | "or" | "to" | "through" | "until"))
}

/// "April 24 and 25": the second day borrows the month, and the year if it has one.
fn listed_day(words: Tokens<'_>, at: usize, last: Stretch) -> Option<Expression> {
    let (day, end) = absolute::day(words, at).filter(|_| words.kind(at) == Some(TokenKind::Number))?;
    let goes_on = words.kind(end) == Some(TokenKind::Word) && !words.is(end, Class::FUNCTION.with(Class::ADVERB));
    let joined = words.hyphen(end) || words.sign(end, "%") || words.sign(end, ":") || words.is(end, Class::SCALE);
    if goes_on || joined {
        return None;
    }
    // "April 24 and 25, 2015": the first has the year by now.
    let end = match (last, absolute::year_after(words, end)) {
        (Stretch::Day(date), Some((year, after))) if date.year() == year => after,
        _ => end,
    };
    let stretch = match last {
        Stretch::Day(date) => Stretch::Day(Date::new(date.year(), date.month(), day.cast_signed()).ok()?),
        Stretch::DayOfMonth { month, .. } => Stretch::DayOfMonth { month, day },
        _ => return None,
    };
    Some(Expression { first: at, end, meaning: Meaning::Stretch(stretch), modifier: None, clock: None })
}

/// The expression at a token.
fn temporal_at(words: Tokens<'_>, at: usize, last: Option<Last>, cued: bool, context: &mut Context) -> Option<Next> {
    let listed = last.filter(|last| continues_list(words, last.end, at)).and_then(|last| last.stretch);
    let after_year = cued || matches!(listed, Some(Stretch::Year(_)));
    let expression =
        listed.and_then(|last| listed_day(words, at, last)).or_else(|| grammar::expression(words, at, after_year));
    let expression = expression.map(|expression| company::with_year(words, expression));
    if let Some(expression) = expression
        && let Some(temporal) = dated(words, &expression, context)
    {
        let listed = match expression.meaning {
            Meaning::Stretch(Stretch::Year(_) | Stretch::Day(_) | Stretch::DayOfMonth { .. }) => {
                temporal.value.as_ref().and_then(Value::timex).map(|timex| timex.stretch)
            }
            _ => None,
        };
        return Some(Next { temporal, end: expression.end, listed, open: company::open(expression.meaning) });
    }
    let length = duration::duration(words, at)?;
    if length.duration.unit() == TimeUnit::Month && at > 0 && is_word!(words.id(at - 1), "the") {
        context.mention_months();
    }
    let (start, hedge) = hedge_before(words, at);
    let amount = hedge.map(|hedge| hedged(length.duration.amount(), hedge));
    let duration = match amount {
        Some(amount) => Duration::new(amount, length.duration.unit()),
        None => length.duration,
    };
    let temporal = temporal(words, start, at, length.end, Some(Value::Duration(duration)));
    Some(Next { temporal, end: length.end, listed: None, open: None })
}

fn temporal(words: Tokens<'_>, start: usize, first: usize, end: usize, value: Option<Value>) -> Temporal {
    Temporal { tokens: start..end, span: words.span(start, end - 1), core: words.span(first, end - 1), value }
}

/// Resolves an expression and takes in the bound or hedge before it.
fn dated(words: Tokens<'_>, expression: &Expression, context: &mut Context) -> Option<Temporal> {
    let Expression { first, end, .. } = *expression;
    if expression.meaning == Meaning::Recurring {
        return Some(temporal(words, first, first, end, None));
    }
    let tense = tense::tense(words, first, end);
    let mut timex = resolve::resolve(expression, context, tense)?;
    // What a report compares with is not what it is about.
    if !matches!(expression.meaning, Meaning::YearsOff(..) | Meaning::PeriodOf(_)) {
        context.mention(&timex);
    }
    let mut start = first;
    if let Some((modifier, from)) = bound_before(words, first, end, timex.time.is_some_and(TimeOfDay::is_on_the_clock))
        && timex.modifier.is_none_or(|known| known == modifier)
    {
        timex.modifier = Some(if is_negated(words, from, modifier) { Modifier::OnOrAfter } else { modifier });
        start = from;
    }
    let value = if timex.time.is_some() { Value::Time(timex) } else { Value::Date(timex) };
    Some(temporal(words, start, first, end, Some(value)))
}

/// "by", "until", "before", "after", "since", "about" before a date: its modifier and where the words begin.
fn bound_before(words: Tokens<'_>, first: usize, end: usize, on_the_clock: bool) -> Option<(Modifier, usize)> {
    let at = first.checked_sub(1)?;
    let the = is_word!(words.id(at), "the");
    // "by Monday's storm", "after the 2003 invasion": the bound is not the date but what it belongs to.
    let clause = Class::FUNCTION.with(Class::ADVERB).with(Class::VERB).with(Class::REPORTING);
    let noun = !words.is(end, clause) || words.raw(end).ends_with("ing");
    let noun_follows = the && words.kind(end) == Some(TokenKind::Word) && noun;
    let at = if the { at.checked_sub(1)? } else { at };
    // "Since the 2003 invasion" is since 2003 all the same.
    let since = is_word!(words.id(at), "since");
    if matches!(words.raw(end), "'s" | "’s") || noun_follows && !since {
        return None;
    }
    let ago = is_word!(words.id(end - 1), "ago");
    let modifier = match words.word(at) {
        "nearly" | "almost" if ago => Modifier::Approx,
        // "14 percent less than a year ago" compares.
        "than" if ago && at > 1 && (words.is(at - 2, Class::PERCENT) || words.sign(at - 2, "%")) => return None,
        "than" if ago && at > 0 && is_word!(words.id(at - 1), "more" | "less") => {
            return Some((Modifier::Approx, at - 1));
        }
        "by" | "until" | "till" => Modifier::OnOrBefore,
        "before" | "after" if on_the_clock && at > 0 && is_soon(words.raw(at - 1)) => {
            let soon = if is_word!(words.id(at), "after") { Modifier::SoonAfter } else { Modifier::SoonBefore };
            return Some((soon, at - 1));
        }
        "before" => Modifier::Before,
        "after" => Modifier::After,
        "since" => Modifier::OnOrAfter,
        "about" if !(on_the_clock || ago || is_rough(words, at, first, end)) => return None,
        "about" | "around" | "circa" | "approximately" | "roughly" => Modifier::Approx,
        _ => return None,
    };
    Some((modifier, at))
}

/// Whether an "about" is no preposition before a date, as in "a book about September 11" and "an email about Halloween": it
/// stands before a number, or as in "on or about Nov. 20" and "about a month later".
fn is_rough(words: Tokens<'_>, about: usize, first: usize, end: usize) -> bool {
    let bounded = about > 0 && is_word!(words.id(about - 1), "by" | "or" | "until");
    bounded
        || words.is(first, Class::NUMBER.with(Class::CARDINAL))
        || is_word!(words.id(end - 1), "later" | "earlier" | "after" | "before")
}

/// How many tokens before its bound a negation may stand. (P)
const NEGATED: usize = 6;

/// "not expected before next spring", "will not open until May": then or later.
fn is_negated(words: Tokens<'_>, bound: usize, modifier: Modifier) -> bool {
    let open = modifier == Modifier::Before || is_word!(words.id(bound), "until" | "till");
    let near = (bound.saturating_sub(NEGATED)..bound).rev();
    let mut clause = near.take_while(|&at| !words.is(at, Class::BREAK.with(Class::COMMA).with(Class::CONJUNCTION)));
    open && clause.any(|at| matches!(words.raw(at), "not" | "n't" | "n’t" | "never" | "cannot"))
}

fn is_soon(word: &str) -> bool {
    ["just", "shortly", "soon", "moments", "minutes"].iter().any(|soon| word.eq_ignore_ascii_case(soon))
}

/// The hedge before a duration, and where its words begin. "over the past two days" spans them and is no bound.
fn hedge_before(words: Tokens<'_>, first: usize) -> (usize, Option<Hedge>) {
    let bounds = 0..words.tokens.len();
    match hedge::right_before(words, &bounds, first) {
        Some((hedge, start)) if !spans(words, start, first) => (start, Some(hedge)),
        _ => (first, None),
    }
}

/// "over two days" of events last that long; "around Christmas", "past three months" and "under two years of war" do, too.
fn spans(words: Tokens<'_>, start: usize, first: usize) -> bool {
    start + 1 == first && is_word!(words.id(start), "past" | "below" | "above") || words.is(first, Class::DEICTIC)
}
