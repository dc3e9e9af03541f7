//! Numbers that relate two others: shares ("one in five", "two-thirds of", "half the"), scores and votes ("5-4", "405 to
//! 11"), multiples ("doubled", "three times as many"), and ranks ("the 10th").
//!
//! A score is the winner's share of both sides, so that 5-4 and 10-8 are one ratio: what two reports of one vote must
//! agree on is the pair, which the quotation shows.

use super::Extractor;
use super::Found;
use super::hedge;
use super::noun::{Agreement, counted_after};
use super::numeral::{Form, Numeral, numeral, parse_digits, scale_at};
use super::quantity::{Scope, percent_sign};
use super::range::Numbers;
use super::unit;
use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens, is_word};
use crate::span::Span;
use crate::value::amount::grain_of;
use crate::value::{Amount, Value};
use rust_decimal::Decimal;

/// Decimal places that a share keeps: enough to tell 1/3 from 0.33. (P)
const PLACES: u32 = 6;
/// Most characters of a number in a hyphenated score: "112-98".
const LONGEST_SCORE: usize = 3;
/// The same in "4.44-to-1" and "1,000-to-1". (P)
const LONGEST_ODDS: usize = 5;

fn quantity(scope: Scope<'_>, value: Value, first: usize, last: usize, core: Span) -> Found {
    debug_assert!(last < scope.bounds.end);
    Found { tokens: first..last + 1, core, value, counted: None, found_by: Extractor::Count, restates: None }
}

/// "one in five", "three out of four", "one of every ten": a share of 1.
pub(super) fn share(scope: Scope<'_>, numbers: &Numbers) -> Option<Found> {
    let tokens = scope.tokens;
    // "nine-in-ten"
    let past_hyphen = |at: usize| if tokens.hyphen(at) && tokens.touches(at) { at + 1 } else { at };
    let link = past_hyphen(numbers.last + 1);
    let second = past_hyphen(link + 1);
    let one = numbers.low.exact() == Some(Decimal::ONE);
    // "nine in 10", "60 in 100,000": a share of a round number.
    let round = |at: usize| {
        tokens.raw(at).starts_with("10") || is_word!(tokens.id(at), "ten") || tokens.is(at + 1, Class::SCALE)
    };
    let start = match (tokens.word(link), tokens.word(second)) {
        ("out", "of") => past_hyphen(second + 1),
        ("in", _) if one || round(second) => second,
        // "three in five voters", but "killed three in five attacks"
        ("in", _) if small_share(scope, numbers, second) => second,
        ("of" | "in", "every") => second,
        _ => return None,
    };
    let start = if is_word!(tokens.id(start), "every") { start + 1 } else { start };
    let part = numbers.low.exact()?;
    let whole = numeral(tokens, start, scope.free_end(start))?;
    let share = part.checked_div(whole.exact().filter(|whole| *whole > part)?)?.round_dp(PLACES).normalize();
    let hedging = hedge::around(tokens, scope.bounds, numbers.first, numbers.last);
    let amount = Amount::new(share, grain_of(share), hedging.hedge, hedging.looseness);
    let core = tokens.span(numbers.first, whole.last);
    let counted = counted_after(tokens, scope.bounds, whole.last + 1, Agreement::Plural);
    // "About nine in 10, a study found": of what is not said.
    let bare =
        || matches!(tokens.raw(start), "10" | "100" | "ten") && ends_share(tokens, scope.bounds.end, whole.last + 1);
    if !one && is_word!(tokens.id(link), "in") && counted.is_none() && !bare() {
        return None;
    }
    let last = counted.map_or(whole.last, |(_, last)| last);
    let found = quantity(scope, Value::Ratio(amount), hedging.first, last, core);
    Some(Found { counted: counted.map(|(counted, _)| counted), ..found })
}

/// Whether hyphens join a number to what it is a share of: "four-in-ten" is no four inches.
pub(super) fn is_joined(tokens: Tokens<'_>, last: usize) -> bool {
    tokens.hyphen(last + 1)
        && tokens.touches(last + 1)
        && is_word!(tokens.id(last + 2), "in" | "out")
        && tokens.hyphen(last + 3)
        && tokens.touches(last + 3)
}

/// Whether what follows "nine in 10" is neither a noun nor a unit: a sign, a verb, "of those".
fn ends_share(tokens: Tokens<'_>, end: usize, at: usize) -> bool {
    let sign = tokens.kind(at) == Some(TokenKind::Sign) && !tokens.hyphen(at) && !tokens.sign(at, "%");
    let verb = tokens.is(at, Class::VERB.with(Class::REPORTING).with(Class::AUXILIARY));
    at >= end || sign || verb || is_word!(tokens.id(at), "of")
}

/// Whether both numbers of "three in five", "1 in 4" are below ten, spelled alike, and not the object of a verb.
fn small_share(scope: Scope<'_>, numbers: &Numbers, whole: usize) -> bool {
    let tokens = scope.tokens;
    let hedging = hedge::around(tokens, scope.bounds, numbers.first, numbers.last);
    let object = hedging.first > scope.bounds.start
        && tokens.is(hedging.first - 1, Class::VERB.with(Class::REPORTING).with(Class::DETERMINER));
    let spelled = |at: usize| tokens.is(at, Class::CARDINAL) && tokens.kind(at) == Some(TokenKind::Word);
    let digit = |at: usize| tokens.kind(at) == Some(TokenKind::Number) && tokens.raw(at).len() == 1;
    let alike = spelled(numbers.first) && spelled(whole) || digit(numbers.first) && digit(whole);
    numbers.first == numbers.last && alike && !object
}

/// "5-4", "405 to 11", "won 3-6, 7-5": a score or a vote; "a 4.4-to-1 ratio".
pub(super) fn score(scope: Scope<'_>, low: &Numeral) -> Option<Found> {
    let tokens = scope.tokens;
    let won = low.exact().filter(|_| low.form != Form::One)?;
    let second = linked_second(scope, low)?;
    let high = numeral(tokens, second, scope.free_end(second))?;
    let lost = high.exact().filter(Decimal::is_integer)?;
    let hyphenated = !is_word!(tokens.id(low.last + 1), "to");
    let odds = lost == Decimal::ONE && is_word!(tokens.id(low.last + 2), "to");
    let most = if odds { LONGEST_ODDS } else { LONGEST_SCORE };
    let digits = |numeral: &Numeral| tokens.raw(numeral.first).len() <= most && numeral.form == Form::Digits;
    if !won.is_integer() && !odds {
        return None;
    }
    if hyphenated && !(digits(low) && digits(&high)) || high.first != high.last {
        return None;
    }
    let after = high.last + 1;
    let unit = Class::PERCENT.with(Class::UNIT).with(Class::CURRENCY).with(Class::TIME_UNIT).with(Class::SCALE);
    let measured = tokens.is(after, unit) || tokens.sign(after, "%") || scale_at(tokens, after).is_some();
    let chained = tokens.touches(after) && tokens.hyphen(after) && tokens.kind(after + 1) == Some(TokenKind::Number);
    if measured || chained || won < lost && !follows_contest(tokens, scope.bounds.start, low.first) {
        return None;
    }
    if won < lost && counted_after(tokens, scope.bounds, after, Agreement::Plural).is_some() {
        return None;
    }
    let sum = won.checked_add(lost).filter(|sum| !sum.is_zero())?;
    let share = won.checked_div(sum)?.round_dp(PLACES);
    let value = Value::Ratio(Amount::new(
        share,
        grain_of(share),
        crate::value::Hedge::Exactly,
        crate::value::amount::Looseness::Usual,
    ));
    Some(quantity(scope, value, low.first, high.last, tokens.span(low.first, high.last)))
}

/// Where the second number of "5-4", "5 to 4" or "5-to-4" begins.
fn linked_second(scope: Scope<'_>, low: &Numeral) -> Option<usize> {
    let tokens = scope.tokens;
    let link = low.last + 1;
    let sign = |at: usize| tokens.hyphen(at) && tokens.raw(at) != "—" && tokens.touches(at) && tokens.touches(at + 1);
    let votes = |at: usize| {
        is_word!(tokens.id(at), "to") && low.exact() > numeral(tokens, at + 1, scope.bounds.end).and_then(|n| n.exact())
    };
    if sign(link) {
        let to = is_word!(tokens.id(link + 1), "to") && sign(link + 2);
        return Some(if to { link + 3 } else { link + 1 });
    }
    let changed = low.first > scope.bounds.start && tokens.is(low.first - 1, Class::TREND);
    let opened = low.first > scope.bounds.start && is_word!(tokens.id(low.first - 1), "from");
    (votes(link) && !changed && !opened).then_some(link + 1)
}

/// A rising pair is a score only after a word of contest or after another score: "lost 3-6, 4-6".
fn follows_contest(tokens: Tokens<'_>, start: usize, first: usize) -> bool {
    let Some(previous) = first.checked_sub(1).filter(|&previous| previous >= start) else { return false };
    let after_score = tokens.sign(previous, ",")
        && first >= start + 4
        && tokens.kind(first - 2) == Some(TokenKind::Number)
        && tokens.hyphen(first - 3)
        && tokens.touches(first - 3)
        && tokens.kind(first - 4) == Some(TokenKind::Number);
    // "The measure failed by one vote, 50-51"
    let voted = tokens.sign(previous, ",")
        && (start.max(first.saturating_sub(VOTE_REACH))..previous)
            .any(|at| is_word!(tokens.small(at), "vote" | "votes" | "failed" | "defeated" | "rejected"));
    after_score
        || voted
        || is_word!(tokens.small(previous), "lost" | "loss" | "defeat" | "beaten" | "trailed" | "trailing" | "record")
}

/// How many tokens before the comma of its figures a vote may be told. (P)
const VOTE_REACH: usize = 8;

/// "three times as many", "five times higher".
pub(super) fn times(scope: Scope<'_>, numbers: &Numbers, amount: &Amount, first: usize) -> Option<Found> {
    let tokens = scope.tokens;
    let at = numbers.last + 1;
    let compared = is_word!(
        tokens.id(at + 1),
        "as" | "more" | "the" | "less" | "than" | "greater" | "larger" | "higher" | "its" | "that" | "what"
    ) || is_word!(tokens.small(at + 1), "bigger" | "faster" | "worse" | "longer");
    let core = tokens.span(numbers.first, numbers.last);
    (is_word!(tokens.small(at), "times") && compared && at < scope.bounds.end)
        .then(|| quantity(scope, Value::Multiple(amount.clone()), first, at, core))
}

/// "doubled", "tripled", "halved", "twice as many", "fivefold".
pub(super) fn multiple_word(scope: Scope<'_>, at: usize) -> Option<Found> {
    let tokens = scope.tokens;
    // "doubled down on it", "the hall doubles as a school"
    let figurative = || {
        is_word!(tokens.id(at + 1), "down" | "back")
            || is_word!(tokens.id(at + 1), "as") && is_word!(tokens.id(at + 2), "a" | "an")
    };
    if !tokens.is(at, Class::MULTIPLE) || figurative() {
        return fold(scope, at);
    }
    let tenths = match tokens.word(at) {
        "halved" => 5,
        "doubled" | "doubling" | "doubles" | "twofold" => 20,
        "tripled" | "tripling" | "threefold" => 30,
        "quadrupled" | "fourfold" => 40,
        "quintupled" | "fivefold" => 50,
        "sixfold" => 60,
        "sevenfold" => 70,
        "eightfold" => 80,
        "ninefold" => 90,
        "tenfold" => 100,
        "hundredfold" => 1_000,
        "twice" if is_word!(tokens.id(at + 1), "as" | "the") => 20,
        "double" if is_word!(tokens.id(at + 1), "the" | "that") => 20,
        "triple" if is_word!(tokens.id(at + 1), "the" | "that") => 30,
        _ => return None,
    };
    let number = Decimal::new(tenths, 1).normalize();
    let hedging = hedge::around(tokens, scope.bounds, at, at);
    let value = Value::Multiple(Amount::new(number, grain_of(number), hedging.hedge, hedging.looseness));
    Some(quantity(scope, value, hedging.first, hedging.last, tokens.tokens[at].span))
}

/// "10-fold", "five-fold", "1.5-fold".
fn fold(scope: Scope<'_>, at: usize) -> Option<Found> {
    let tokens = scope.tokens;
    let hyphenated = tokens.hyphen(at + 1) && tokens.touches(at + 1) && tokens.touches(at + 2);
    if !hyphenated || !is_word!(tokens.small(at + 2), "fold") || at + 2 >= scope.bounds.end {
        return None;
    }
    let number = numeral(tokens, at, at + 1)?.exact()?;
    let hedging = hedge::around(tokens, scope.bounds, at, at);
    let amount = Amount::new(number, grain_of(number), hedging.hedge, hedging.looseness);
    Some(quantity(scope, Value::Multiple(amount), hedging.first, at + 2, tokens.tokens[at].span))
}

/// "two-thirds of homes", "a third of", "half of the", "more than half", "three quarters".
pub(super) fn fraction(scope: Scope<'_>, at: usize) -> Option<Found> {
    let tokens = scope.tokens;
    let (numerator, denominator, last) = fraction_words(scope, at).or_else(|| half(scope, at))?;
    if numerator >= denominator || last >= scope.bounds.end {
        return None;
    }
    // "a quarter of a million" is a number, "a quarter of an hour" a length of time.
    let of_one = is_word!(tokens.id(last + 1), "of") && is_word!(tokens.id(last + 2), "a" | "an");
    let timed = denominator == 4 && is_word!(tokens.id(last + 3), "century" | "hour");
    if of_one && (timed || tokens.is(last + 3, Class::SCALE)) {
        return None;
    }
    let share = Decimal::from(numerator).checked_div(Decimal::from(denominator))?.round_dp(PLACES);
    let hedging = hedge::around(tokens, scope.bounds, at, last);
    let amount = Amount::new(share, Decimal::new(1, 2), hedging.hedge, hedging.looseness);
    if let Some((end, points, factor)) = percent_after(tokens, last + 1, denominator) {
        let found = quantity(scope, percent(&amount, points, factor)?, hedging.first, end - 1, tokens.span(at, last));
        return Some(Found { found_by: Extractor::Percent, ..found });
    }
    if let Some((value, end, found_by)) = part_of_a_unit(scope, &amount, denominator, last + 1) {
        let found = quantity(scope, value, hedging.first, end - 1, tokens.span(at, last));
        return Some(Found { found_by, ..found });
    }
    let alone = is_word!(tokens.id(at), "a") && !is_word!(tokens.id(last + 1), "of");
    let counted = if alone || tokens.hyphen(last + 1) && tokens.touches(last + 1) {
        None
    } else {
        counted_after(tokens, scope.bounds, hedging.last.max(last) + 1, Agreement::Either)
    };
    let found = quantity(scope, Value::Ratio(amount), hedging.first, hedging.last.max(last), tokens.span(at, last));
    Some(Found { counted: counted.map(|(counted, _)| counted), ..found })
}

/// "a tenth of an inch", "one-half of a percentage point": the fraction measures.
fn part_of_a_unit(scope: Scope<'_>, amount: &Amount, denominator: i64, at: usize) -> Option<(Value, usize, Extractor)> {
    let tokens = scope.tokens;
    if !is_word!(tokens.id(at), "of") || !is_word!(tokens.id(at + 1), "a" | "an" | "one") || at + 2 >= scope.bounds.end
    {
        return None;
    }
    if let Some((end, points, factor)) = percent_after(tokens, at + 2, denominator) {
        return Some((percent(amount, points, factor)?, end, Extractor::Percent));
    }
    let (unit, end) = unit::after(tokens, scope.bounds, at + 2)?;
    Some((Value::Measure(amount.clone(), unit), end, Extractor::Measure))
}

/// "a quarter percent", "a quarter percentage point", "a quarter-point": what [`percent_sign`] tells, of a fraction right before
/// `at`. Points alone are those of a rate where they come in quarters.
fn percent_after(tokens: Tokens<'_>, at: usize, denominator: i64) -> Option<(usize, bool, Decimal)> {
    if let Some(sign) = percent_sign(tokens, at) {
        return Some(sign);
    }
    let noun = if tokens.hyphen(at) && tokens.touches(at) { at + 1 } else { at };
    (denominator == 4 && is_word!(tokens.id(noun), "point" | "points")).then_some((noun + 1, true, Decimal::ONE))
}

fn percent(amount: &Amount, points: bool, factor: Decimal) -> Option<Value> {
    let amount = amount.times(factor)?;
    Some(if points { Value::Points(amount) } else { Value::Percent(amount) })
}

/// Whether "a third" is a share by itself: "fell by a third", "nearly a quarter were", but not "a third man".
fn is_share(scope: Scope<'_>, at: usize) -> bool {
    let (tokens, next) = (scope.tokens, at + 2);
    let by = at > scope.bounds.start && is_word!(tokens.id(at - 1), "by");
    let links = Class::FUNCTION.with(Class::VERB).with(Class::REPORTING).with(Class::PAST).with(Class::ADVERB);
    let sign = tokens.kind(next) == Some(TokenKind::Sign) && !(tokens.hyphen(next) && tokens.touches(next));
    let compared = is_word!(tokens.id(next), "more" | "less" | "fewer" | "higher" | "lower");
    let ends = next >= scope.bounds.end || sign || compared || tokens.is(next, links);
    let article = is_word!(tokens.id(next), "a" | "an");
    ends && !article && (by || hedge::right_before(tokens, scope.bounds, at).is_some())
}

/// "two-thirds", "one quarter", "a fifth of": numerator, denominator and last token.
fn fraction_words(scope: Scope<'_>, at: usize) -> Option<(i64, i64, usize)> {
    let tokens = scope.tokens;
    let number = |at: usize| tokens.tokens.get(at).and_then(|token| token.number());
    let denominator = |at: usize| {
        let ordinal = tokens.is(at, Class::ORDINAL) && number(at).is_some_and(|number| number > 2);
        (ordinal || tokens.is(at, Class::FRACTION)).then(|| number(at)).flatten()
    };
    let article = is_word!(tokens.id(at), "a");
    if article {
        let part = denominator(at + 1)?;
        let whole = is_word!(tokens.id(at + 2), "of");
        return (whole || percent_after(tokens, at + 2, part).is_some() || is_share(scope, at)).then_some((
            1,
            part,
            at + 1,
        ));
    }
    if !tokens.is(at, Class::CARDINAL) {
        return None;
    }
    let hyphenated = tokens.hyphen(at + 1) && tokens.touches(at + 1);
    let noun = if hyphenated { at + 2 } else { at + 1 };
    let plural = tokens.raw(noun).ends_with('s');
    // "two quarters" and "one second" are times; as fractions they are hyphenated or part "of" something.
    let timed = tokens.is(noun, Class::TIME_UNIT) && !hyphenated && !is_word!(tokens.id(noun + 1), "of");
    let part = denominator(noun)?;
    // "a three-quarter-point cut"
    let points = || percent_after(tokens, noun + 1, part).is_some();
    let singular = is_word!(tokens.id(at), "one") || points();
    (!timed && (plural || singular)).then_some((number(at)?, part, noun))
}

/// "half of the", "half the", "more than half"; not "half a dozen", "half-time", "the first half".
fn half(scope: Scope<'_>, at: usize) -> Option<(i64, i64, usize)> {
    let tokens = scope.tokens;
    if !is_word!(tokens.id(at), "half") || tokens.hyphen(at + 1) && tokens.touches(at + 1) {
        return None;
    }
    let whole = is_word!(tokens.id(at + 1), "of" | "the" | "its" | "their" | "his" | "those" | "her" | "our" | "that");
    let stopped = is_word!(tokens.id(at + 1), "a" | "an")
        || tokens.is(at + 1, Class::SCALE)
        || is_word!(tokens.id(at + 1), "dozen");
    let hedged = hedge::right_before(tokens, scope.bounds, at).is_some();
    let ranked =
        at > scope.bounds.start && tokens.is(at - 1, Class::ORDINAL.with(Class::DETERMINER).with(Class::CARDINAL));
    // "In the survey, half said no."
    let opens = at == scope.bounds.start || tokens.sign(at - 1, ",");
    let subject = opens && tokens.is(at + 1, Class::VERB.with(Class::REPORTING).with(Class::AUXILIARY));
    (!stopped && !ranked && (whole || hedged || subject)).then_some((1, 2, at))
}

/// "the 10th", "a third", "finished second"; not "at first", nor "first" as an adverb.
pub(super) fn rank(scope: Scope<'_>, at: usize) -> Option<Found> {
    let tokens = scope.tokens;
    let figures = tokens.kind(at) == Some(TokenKind::Number)
        && tokens.touches(at + 1)
        && at + 1 < scope.bounds.end
        && is_word!(tokens.small(at + 1), "st" | "nd" | "rd" | "th");
    let (number, last) = if figures {
        (parse_digits(tokens.raw(at))?, at + 1)
    } else if tokens.is(at, Class::ORDINAL) && is_ranked(tokens, scope.bounds.start, at) {
        (Decimal::from(tokens.tokens[at].number()?), at)
    } else {
        return None;
    };
    Some(quantity(scope, Value::Ordinal(Amount::exactly(number)), at, last, tokens.span(at, last)))
}

/// Whether an ordinal in words ranks something: after a determiner, a possessive, or a verb of ranking.
fn is_ranked(tokens: Tokens<'_>, start: usize, at: usize) -> bool {
    let Some(previous) = at.checked_sub(1).filter(|&previous| previous >= start) else { return false };
    let placed = matches!(
        tokens.raw(previous),
        "ranked" | "ranks" | "finished" | "placed" | "came" | "finishing" | "coming" | "in" | "'s" | "’s" | "'" | "’"
    );
    let hyphenated = tokens.hyphen(at + 1) && tokens.touches(at + 1);
    !hyphenated
        && (tokens.is(previous, Class::DETERMINER)
            || placed && !is_word!(tokens.id(at), "first")
            || matches!(tokens.raw(previous), "'s" | "’s"))
}
