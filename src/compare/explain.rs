//! Reasons in plain words: how claims differ or agree, never which side is wrong.

use super::amount::{Meeting, Side};
use super::event::EVENT;
use super::population::POPULATION;
use super::statement::Statement;
use super::verdict::Relation;
use crate::claim::Slots;

/// Slots as they follow a figure: " in Iraq and Syria", " in Syria (killed, civilians)"; empty without slots.
pub(super) fn slots(slots: &Slots) -> String {
    let is_place = |name: &str| matches!(name, "place" | "country" | "location");
    let places = slots.iter().filter(|(name, _)| is_place(name)).map(|(_, values)| format!(" in {}", list(values)));
    let others: Vec<String> =
        slots.iter().filter(|(name, _)| !is_place(name)).map(|(_, values)| list(values)).collect();
    let others = if others.is_empty() { String::new() } else { format!(" ({})", others.join(", ")) };
    places.chain(std::iter::once(others)).collect()
}

/// "a", "a and b", "a, b and c".
pub(super) fn list<T: AsRef<str>>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// The words with a capital first letter.
pub(super) fn sentence_start(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// The words as a sentence.
pub(super) fn sentence(words: &str) -> String {
    format!("{}.", sentence_start(words))
}

/// A slot as sentences name it.
pub(super) fn field_words(field: &str) -> &str {
    if field == POPULATION { "group counted" } else { field }
}

/// "The place differs: Iraq, and Syria."
pub(super) fn field_differs(field: &str, left: &Statement, right: &Statement) -> String {
    let missing = if field == EVENT { "the one reported on" } else { "unknown" };
    let of = |side: &Statement| side.slots.get(field).map_or_else(|| missing.to_owned(), |values| list(values));
    let (left, right) = (of(left), of(right));
    let (first, second) = if left <= right { (left, right) } else { (right, left) };
    format!("The {} differs: {first}, against {second}.", field_words(field))
}

/// A figure with its slots: "34 (injured)".
pub(super) fn located(side: &Statement) -> String {
    format!("{}{}", side.value, slots(side.slots))
}

fn part_and_whole<'a>(left: &'a Statement, right: &'a Statement, part: Side) -> (&'a Statement<'a>, &'a Statement<'a>) {
    match part {
        Side::Left => (left, right),
        Side::Right => (right, left),
    }
}

/// A part that does not exceed its whole.
pub(super) fn part_of(left: &Statement, right: &Statement, part: Side) -> String {
    let (part, whole) = part_and_whole(left, right, part);
    format!("{} is a part of {}.", sentence_start(&located(part)), located(whole))
}

/// A part that exceeds its whole.
pub(super) fn part_exceeds(left: &Statement, right: &Statement, part: Side) -> String {
    let (part, whole) = part_and_whole(left, right, part);
    format!("{} is more than {}, of which it is a part.", sentence_start(&located(part)), located(whole))
}

/// How two values meet.
pub(super) fn meeting(meeting: Meeting, left: &Statement, right: &Statement) -> String {
    let (here, there) = (left.value.to_string(), right.value.to_string());
    match meeting {
        _ if here == there => format!("Both say {here}."),
        Meeting::Agree => format!("{} and {there} agree.", sentence_start(&here)),
        Meeting::Rounded => format!("{} and {there} are the same figure, rounded.", sentence_start(&here)),
        Meeting::Tolerated => format!("{} and {there} are close enough for this topic.", sentence_start(&here)),
        _ => format!("{} and {there} can both be true.", sentence_start(&here)),
    }
}

/// How two values that do not meet stand to each other.
pub(super) fn apart(relation: Relation, earlier: Option<Side>, left: &Statement, right: &Statement) -> String {
    let (before, after) = match earlier {
        Some(Side::Right) => (right, left),
        _ => (left, right),
    };
    let (from, to) = (before.value.to_string(), after.value.to_string());
    let one_line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = |side: &Statement| side.said_by.map_or_else(|| "one side".to_owned(), one_line);
    match relation {
        Relation::Updated | Relation::Changed => format!("The figure moved from {from} to {to}."),
        Relation::Revised => format!("The figure was revised from {from} to {to}."),
        Relation::Regressed => format!("The later figure, {to}, is behind the earlier one, {from}."),
        Relation::Misquoted => format!("{} is quoted with {from} and with {to}.", sentence_start(&said(before))),
        Relation::Disputed => {
            format!("{} says {from}; {} says {to}.", sentence_start(&said(before)), said(after))
        }
        Relation::Conflict if earlier.is_some() => {
            format!("The later figure, {to}, is below the earlier one, {from}, and nothing says that it was revised.")
        }
        Relation::Warning => format!("{} and {to} do not meet, but one of them is vague.", sentence_start(&from)),
        _ => format!("{} and {to} cannot both be true.", sentence_start(&from)),
    }
}
