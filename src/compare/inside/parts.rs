//! Parts and wholes: "12 people, seven men and six women", "15 people, including 17 children", "another 5, bringing the
//! toll to 20 from 16", "40 percent of the 200 workers, or 90", "62 percent said yes and 48 percent no".

use super::figure::{loosened, one_number, possible};
use super::line::{Line, Told};
use super::{Breach, Law};
use crate::compare::explain::sentence_start;
use crate::compare::population::{is_anybody, is_of_a_group};
use crate::segment::lexicon::Class;
use crate::segment::token::fold;
use crate::value::amount::with_commas;
use crate::value::{Amount, Hedge, Interval, Value};
use rust_decimal::Decimal;
use std::ops::Range;

/// What stands between a whole and one of its parts.
const INCLUDING: &[&str] = &[
    "including",
    ", including",
    ", among them",
    ", of whom",
    ", of them",
    "( including",
    "- including",
    "— including",
];

/// What stands between a whole and the first of all its parts.
const ALL_PARTS: &[&str] = &[",", ":", "-", "--", "–", "—", "("];

/// The parts of a sentence that cannot be.
pub(super) fn check(line: &Line) -> Vec<Breach> {
    let mut found = Vec::new();
    for (at, whole) in line.told.iter().enumerate() {
        let others = &line.told[at + 1..];
        let breach = match others {
            [part, ..] if exceeds(line, whole, part) => Some(exceeding(line, whole, part)),
            [first, second, ..] => sum(line, whole, others)
                .or_else(|| share(line, whole, first, second))
                .or_else(|| opposed(line, whole, first)),
            [other] => opposed(line, whole, other),
            [] => None,
        };
        found.extend(breach);
    }
    found
}

/// Whether a part is said to be of the whole before it, and is greater.
fn exceeds(line: &Line, whole: &Told, part: &Told) -> bool {
    // Gains and losses may outweigh each other: 12,000 new jobs, including 18,000 of the state.
    let net = line.trend(whole.tokens.start.saturating_sub(2).max(line.all.start)..whole.tokens.start).is_some();
    let said = !net && line.joined_by(whole, part, INCLUDING)
        || line.joined_by(whole, part, &[","])
            && line.follows(whole, &["of the", "of those", "among the", "among those"]);
    said && (heads(line, whole, is_anybody) || heads(line, whole, is_of_a_group) || one_noun(line, whole, part))
        && counts(whole, part)
        && (heads(line, part, is_of_a_group)
            || one_noun(line, whole, part)
            || part.mention.counted.is_none_or(|counted| counted.elided))
        && part.mention.value.amount().zip(whole.mention.value.amount()).is_some_and(|(part, whole)| {
            let interval = part.interval();
            part.hedge() != Hedge::Vague
                && whole.hedge() != Hedge::Vague
                && whole.interval().lies_below(&Interval { high: None, ..interval })
        })
}

fn exceeding(line: &Line, whole: &Told, part: &Told) -> Breach {
    let reason = format!("{} cannot be among {}.", sentence_start(line.words(part)), line.words(whole));
    Breach { law: Law::Sum, reason, claims: vec![whole.id, part.id] }
}

/// "12 people, seven men and six women", "12 people: five men, four women and four children"
fn sum(line: &Line, whole: &Told, others: &[Told]) -> Option<Breach> {
    let parts = all_parts(line, whole, others)?;
    let of_people = heads(line, whole, is_anybody) && parts.iter().all(|part| heads(line, part, is_of_a_group));
    if !of_people || !ends(line, parts.last()?) {
        return None;
    }
    let exact = |told: &Told| {
        one_number(&told.mention.value)
            .filter(|_| told.mention.value.amount().is_some_and(|amount| amount.hedge() == Hedge::Exactly))
    };
    let total = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(exact(part)?))?;
    let stated = exact(whole)?;
    if total == stated {
        return None;
    }
    let (last, before) = parts.split_last()?;
    let before: Vec<&str> = before.iter().map(|part| line.words(part)).collect();
    let reason = format!(
        "{} and {} are {}, not {}.",
        sentence_start(&before.join(", ")),
        line.words(last),
        with_commas(total),
        line.words(whole)
    );
    let claims = std::iter::once(whole).chain(parts).map(|told| told.id).collect();
    Some(Breach { law: Law::Sum, reason, claims })
}

/// The parts that are listed behind a whole, up to the one behind "and".
fn all_parts<'t, 'a>(line: &Line, whole: &Told, others: &'t [Told<'a>]) -> Option<&'t [Told<'a>]> {
    let opens = others.first().is_some_and(|first| line.joined_by(whole, first, ALL_PARTS));
    let last = others.windows(2).position(|pair| !line.joined_by(&pair[0], &pair[1], &[","]))? + 1;
    let closes = line.joined_by(&others[last - 1], &others[last], &["and", ", and"]);
    (opens && closes).then(|| &others[..=last])
}

/// Most words between a share and the one against it: "62 percent voted yes and 48 percent no". (P)
const OPPOSED: usize = 5;

/// Answers of which nobody gives both, and groups of which nobody is in both.
const OPPOSITES: &[(&str, &str)] = &[
    ("yes", "no"),
    ("for", "against"),
    ("favor", "oppose"),
    ("favour", "oppose"),
    ("support", "oppose"),
    ("supported", "opposed"),
    ("favored", "opposed"),
    ("favoured", "opposed"),
    ("approve", "disapprove"),
    ("approved", "disapproved"),
    ("agree", "disagree"),
    ("men", "women"),
    ("male", "female"),
];

/// "62 percent said yes and 48 percent no": shares of one whole that come to more than all of it.
fn opposed(line: &Line, left: &Told, right: &Told) -> Option<Breach> {
    let (Value::Percent(here), Value::Percent(there)) = (&left.mention.value, &right.mention.value) else {
        return None;
    };
    let gap = line.gap(left, right).filter(|gap| gap.len() <= OPPOSED)?;
    let end = (right.tokens.end..line.all.end).take(OPPOSED).find(|&at| line.is(at, Class::COMMA.with(Class::STOP)));
    let behind = right.tokens.end..end.unwrap_or(line.all.end.min(right.tokens.end + OPPOSED));
    // "62 percent of men said yes": what a preposition adds may be another whole.
    let other_whole = |at: usize| line.is(at, Class::PREPOSITION) && !line.is_word(at, &["for", "against"]);
    if gap.clone().chain(behind.clone()).any(other_whole) || right.mention.counted.is_some() {
        return None;
    }
    // At the end of a sentence "no." looks like the abbreviation.
    let says = |range: &Range<usize>, word: &str| {
        let stopped = format!("{word}.");
        range.clone().any(|at| line.is_word(at, &[word, &stopped]))
    };
    let against = |&(one, other): &(&str, &str)| {
        says(&gap, one) && says(&behind, other) || says(&gap, other) && says(&behind, one)
    };
    OPPOSITES.iter().find(|pair| against(pair))?;
    let low = |amount: &Amount| {
        let half = amount.grain().checked_div(Decimal::TWO)?;
        amount.interval().low.checked_sub(half)
    };
    if low(here)?.checked_add(low(there)?)? <= Decimal::ONE_HUNDRED {
        return None;
    }
    let total = one_number(&left.mention.value)?.checked_add(one_number(&right.mention.value)?)?;
    let reason = format!(
        "{} and {} of one whole are {}%, more than all of it.",
        left.mention.value,
        right.mention.value,
        with_commas(total.normalize())
    );
    Some(Breach { law: Law::Share, reason, claims: vec![left.id, right.id] })
}

/// Whether no more parts follow: the clause ends.
fn ends(line: &Line, told: &Told) -> bool {
    let next = told.tokens.end;
    next >= line.all.end
        || line.is(next, Class::COMMA.with(Class::STOP).with(Class::BREAK))
        || line.is_word(next, &[")"])
}

/// "40 percent of the 200 workers, or 90"
fn share(line: &Line, percent: &Told, base: &Told, part: &Told) -> Option<Breach> {
    let Value::Percent(amount) = &percent.mention.value else { return None };
    let joined = line.joined_by(percent, base, &["of the", "of", "of its", "of their", "of all"])
        && line.joined_by(base, part, &[", or", "or", "("]);
    if !joined || amount.trend().is_some() || !counts(base, part) || one_number(&part.mention.value).is_none() {
        return None;
    }
    let of = one_number(&base.mention.value)?;
    let (said, base_range, part_range) =
        (loosened(&percent.mention.value)?, possible(&base.mention.value)?, possible(&part.mention.value)?);
    let hundredth = |number: Decimal| number.checked_div(Decimal::ONE_HUNDRED);
    let low = hundredth(said.low)?.checked_mul(base_range.low)?;
    let high = hundredth(said.high?)?.checked_mul(base_range.high?)?;
    if Interval::closed(low, high).meets(&part_range) {
        return None;
    }
    let is = hundredth(amount.stated()?)?.checked_mul(of)?.round_dp(0).normalize();
    let reason = format!(
        "{} of {} is {}, not {}.",
        percent.mention.value,
        base.mention.value,
        with_commas(is),
        part.mention.value
    );
    Some(Breach { law: Law::Share, reason, claims: vec![percent.id, base.id, part.id] })
}

fn counts(left: &Told, right: &Told) -> bool {
    matches!((&left.mention.value, &right.mention.value), (Value::Count(_), Value::Count(_)))
}

/// Whether the counted noun is one of some.
fn heads(line: &Line, told: &Told, is: fn(&str) -> bool) -> bool {
    told.mention.counted.is_some_and(|counted| is(&fold(line.slice(counted.head))))
}

/// Whether two figures count things of one name.
fn one_noun(line: &Line, left: &Told, right: &Told) -> bool {
    let (Some(left), Some(right)) = (left.mention.counted, right.mention.counted) else { return false };
    line.slice(left.head).eq_ignore_ascii_case(line.slice(right.head))
}
