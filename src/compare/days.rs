//! Whether two statements are of what happened on different days, as far as their sentences and the days of their articles
//! say: "ten died on Monday" is no other count of those of whom an article spoke on the Thursday before, nor of those who
//! died on Friday.
//!
//! Leaves to `event` which day a sentence gives, and to `time` whether two dates can be the same. Invariants:
//! [`are_different`] is symmetric; a day more or less is one of the clock; what no sentence dates is of any day.

use super::statement::Statement;
use crate::value::time::Days;
use jiff::civil::Date;

/// Whether two statements are of different days, and so of different events.
pub(super) fn are_different(left: &Statement, right: &Statement) -> bool {
    if left.value.timex().is_some() {
        return happened_before_the_other(left, right) || happened_before_the_other(right, left);
    }
    let both = left.happened.zip(right.happened);
    both.is_some_and(|(here, there)| is_after(here, there.1) || is_after(there, here.1))
        || left.happened.is_some_and(|days| is_news_to(right, days))
        || right.happened.is_some_and(|days| is_news_to(left, days))
}

/// Whether one statement is of an earlier time by its own account, and the other of another or of now.
pub(super) fn is_of_another_time(left: &Statement, right: &Statement) -> bool {
    match (left.past, right.past) {
        (Some(here), Some(there)) => here.1 < there.0 || there.1 < here.0,
        (here, there) => here.is_some() != there.is_some(),
    }
}

/// Whether a date was past when its article came out, and the other date was still to come.
fn happened_before_the_other(statement: &Statement, other: &Statement) -> bool {
    let days = |statement: &Statement| statement.value.timex()?.days();
    let Some(((_, last), later)) = days(statement).zip(days(other)) else { return false };
    statement.as_of.is_some_and(|as_of| last <= as_of.day()) && is_news_to(statement, later)
}

/// Whether a statement was made before these days.
fn is_news_to(statement: &Statement, days: Days) -> bool {
    statement.as_of.is_some_and(|as_of| is_after(days, as_of.day()))
}

/// Whether days begin more than one day after another.
fn is_after(days: Days, other: Date) -> bool {
    other.tomorrow().is_ok_and(|next| next < days.0)
}
