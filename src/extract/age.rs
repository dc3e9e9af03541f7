//! Ages: what tells that a number is one where neither "years" nor "old" stands behind it.
//!
//! Unit: years of age. "Children under 5", "those over 65" and "65 and older" are bounds of ages. Ages in
//! months or weeks ("an 8-month-old") are durations.

use crate::segment::lexicon::Class;
use crate::segment::{TokenKind, Tokens, is_word};
use crate::value::Hedge;
use std::iter;
use std::ops::Range;

fn raw_at<'a>(tokens: Tokens<'a>, bounds: &Range<usize>, first: usize, back: usize) -> &'a str {
    first.checked_sub(back).filter(|&at| at >= bounds.start).map_or("", |at| tokens.raw(at))
}

/// "aged 34", "ages 6 to 12", "a man of 34", "as young as 6", and the 31 of "aged 23 and 31".
pub(super) fn is_labelled(tokens: Tokens<'_>, bounds: &Range<usize>, ends: (usize, usize)) -> bool {
    let (mut first, last) = ends;
    while first >= bounds.start + 3
        && matches!(tokens.raw(first - 1), "," | "and" | "or")
        && tokens.kind(first - 2) == Some(TokenKind::Number)
    {
        first -= 2;
    }
    let before = |back: usize| raw_at(tokens, bounds, first, back);
    match before(1) {
        word if is_age_word(word) => true,
        "of" => {
            is_age_word(before(2))
                || matches!(before(2), "man" | "woman" | "boy" | "girl" | "child") && closes(tokens, bounds, last)
        }
        "as" => matches!(before(2), "young" | "old") && before(3) == "as",
        // "ranging in age from 18 months to 77"
        "from" | "between" => is_age_word(before(2)),
        "to" | "and" if first == ends.0 => {
            (3..=RANGE).any(|back| matches!(before(back), "from" | "between") && is_age_word(before(back + 1)))
        }
        _ => false,
    }
}

/// "The patients were between 18 and 49": a range that is said of people, and counts nothing behind it.
pub(super) fn is_range_of_people(tokens: Tokens<'_>, bounds: &Range<usize>, ends: (usize, usize)) -> bool {
    let (first, last) = ends;
    let is = first > bounds.start && is_word!(tokens.id(first - 1), "is" | "are" | "was" | "were");
    let subject = raw_at(tokens, bounds, first, 2);
    let people = is_people(subject) || matches!(subject, "victims" | "dead" | "injured" | "students" | "suspects");
    is && people && is_word!(tokens.id(first), "between") && closes(tokens, bounds, last)
}

/// How many tokens before its end a range of ages begins at most: "from 18 months to 77". (P)
const RANGE: usize = 6;

fn is_age_word(word: &str) -> bool {
    matches!(word, "age" | "aged" | "ages" | "Age" | "Aged" | "Ages")
}

/// "65 and older", "18 and up", "12 or under", where the number stands on tokens `ends`: the hedge and its last token.
/// "40 and over" is an age only of people.
pub(super) fn bound(tokens: Tokens<'_>, bounds: &Range<usize>, ends: (usize, usize)) -> Option<(Hedge, usize)> {
    let (first, last) = ends;
    let end = last + 2;
    if !is_word!(tokens.id(last + 1), "and" | "or") || end >= bounds.end {
        return None;
    }
    let (hedge, certain) = match tokens.raw(end) {
        "older" => (Hedge::AtLeast, true),
        "younger" => (Hedge::AtMost, true),
        "over" | "up" | "above" => (Hedge::AtLeast, false),
        "under" | "below" => (Hedge::AtMost, false),
        _ => return None,
    };
    let told = certain || is_labelled(tokens, bounds, ends) || is_people(raw_at(tokens, bounds, first, 1));
    told.then_some((hedge, end))
}

/// "children under 5", "those over 65": the hedge begins at the first of `ends`, and nothing counted follows the last.
pub(super) fn is_limit(tokens: Tokens<'_>, bounds: &Range<usize>, ends: (usize, usize)) -> bool {
    let (first, last) = ends;
    let limit = is_word!(tokens.id(first), "over" | "under" | "above" | "below") && first < last;
    let before = |back: usize| raw_at(tokens, bounds, first, back);
    let of_people =
        |word: &str| is_people(word) || matches!(word, "residents" | "population" | "victims" | "inhabitants");
    // "Most of the residents are under 5."
    let told = matches!(before(1), "are" | "is" | "were" | "was") && of_people(before(2));
    limit && closes(tokens, bounds, last) && (is_people(before(1)) || told)
}

/// Whether nothing behind token `last` could be counted.
fn closes(tokens: Tokens<'_>, bounds: &Range<usize>, last: usize) -> bool {
    let next = last + 1;
    next >= bounds.end
        || tokens.kind(next) == Some(TokenKind::Sign) && !tokens.hyphen(next) && !tokens.sign(next, "%")
        || tokens.is(next, Class::FUNCTION.with(Class::VERB))
}

fn is_people(word: &str) -> bool {
    matches!(
        word,
        "people"
            | "People"
            | "those"
            | "Those"
            | "anyone"
            | "everyone"
            | "Anyone"
            | "Everyone"
            | "persons"
            | "men"
            | "Men"
            | "women"
            | "Women"
            | "children"
            | "Children"
            | "kids"
            | "Kids"
            | "adults"
            | "Adults"
            | "girls"
            | "Girls"
            | "boys"
            | "Boys"
            | "males"
            | "females"
            | "citizens"
            | "patients"
    )
}

/// ", 34," after a name or "a woman", and "(34)" after a name of two words or "the man".
pub(super) fn stands_beside_person(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize, last: usize) -> bool {
    let next = last + 1;
    // "Hyde, now 59, won"
    let first = if matches!(raw_at(tokens, bounds, first, 1), "now" | "then") { first - 1 } else { first };
    let Some(before) = first.checked_sub(2).filter(|&before| before >= bounds.start) else { return false };
    let person = is_person(tokens.raw(before));
    if tokens.sign(first - 1, "(") {
        let party = (before.saturating_sub(1)..=before).any(|at| tokens.is(at, Class::INSTITUTION));
        let named = before > bounds.start && is_name(tokens, before) && is_name(tokens, before - 1) && !party;
        return (person || named) && tokens.sign(next, ")");
    }
    // "Rowe, 17 at the time, said"
    let then = is_word!(tokens.id(next), "at")
        && is_word!(tokens.id(next + 1), "the")
        && is_word!(tokens.small(next + 2), "time");
    let closed = next >= bounds.end || then || matches!(tokens.raw(next), "," | "." | ")" | ";");
    let listed = tokens.sign(next, ",") && tokens.kind(next + 1) == Some(TokenKind::Number);
    tokens.sign(first - 1, ",") && (person || is_name(tokens, before)) && closed && !listed
}

/// Most people whose ages stand in a row: "three sons, 4, 7 and 9". (P)
const SIBLINGS: usize = 5;

/// "Two brothers, 14 and 17,", "Her sons, 4, 7 and 9, slept": a number of the list behind people of a plural.
pub(super) fn is_listed(tokens: Tokens<'_>, bounds: &Range<usize>, first: usize) -> bool {
    let is_link = |at: usize| at < bounds.end && (tokens.sign(at, ",") || is_word!(tokens.id(at), "and"));
    let is_number = |at: usize| at < bounds.end && tokens.kind(at) == Some(TokenKind::Number);
    let goes_back = |&at: &usize| at >= bounds.start + 2 && is_link(at - 1) && is_number(at - 2);
    let goes_on = |&at: &usize| {
        let both = tokens.sign(at + 1, ",") && is_word!(tokens.id(at + 2), "and");
        Some(if both { at + 3 } else { at + 2 }).filter(|&next| is_link(at + 1) && is_number(next))
    };
    let steps = iter::successors(Some(first), |at| goes_back(at).then(|| at - 2));
    let start = steps.take(SIBLINGS).last().unwrap_or(first);
    let people = start.checked_sub(2).filter(|&at| at >= bounds.start && tokens.sign(start - 1, ","));
    if !people.is_some_and(|at| is_young_people(tokens.raw(at))) {
        return false;
    }
    let (members, last) = iter::successors(Some(start), goes_on).take(SIBLINGS).enumerate().last().unwrap_or_default();
    let closed = last + 1 >= bounds.end || matches!(tokens.raw(last + 1), "," | "." | ")" | ";" | "—");
    closed && members > 0
}

/// Plurals behind which ages stand in a row.
fn is_young_people(word: &str) -> bool {
    matches!(
        word,
        "brothers"
            | "sisters"
            | "siblings"
            | "sons"
            | "daughters"
            | "boys"
            | "girls"
            | "children"
            | "kids"
            | "cousins"
            | "nephews"
            | "nieces"
            | "grandchildren"
            | "grandsons"
            | "granddaughters"
            | "men"
            | "women"
            | "teenagers"
            | "teens"
            | "students"
            | "suspects"
    )
}

pub(super) fn is_name(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.capitalised(at) && !tokens.is(at, Class::MONTH.with(Class::WEEKDAY).with(Class::PLURAL))
}

/// Singulars behind which an age stands between commas.
fn is_person(word: &str) -> bool {
    matches!(
        word,
        "man"
            | "woman"
            | "boy"
            | "girl"
            | "son"
            | "daughter"
            | "brother"
            | "sister"
            | "wife"
            | "husband"
            | "mother"
            | "father"
            | "child"
            | "nephew"
            | "niece"
            | "cousin"
            | "uncle"
            | "aunt"
            | "grandson"
            | "granddaughter"
            | "grandmother"
            | "grandfather"
            | "girlfriend"
            | "boyfriend"
            | "driver"
            | "gunman"
            | "suspect"
            | "victim"
            | "student"
            | "teacher"
            | "teenager"
            | "friend"
            | "colleague"
            | "partner"
            | "fiancé"
            | "fiancée"
            | "roommate"
            | "neighbor"
            | "neighbour"
            | "officer"
            | "soldier"
            | "nurse"
            | "doctor"
            | "worker"
            | "farmer"
            | "singer"
            | "actor"
            | "actress"
            | "defendant"
            | "survivor"
            | "resident"
            | "passenger"
            | "pedestrian"
            | "cyclist"
    )
}
