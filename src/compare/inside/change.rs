//! Changes that do not fit their ends: "rose 5 percent to 12 from 10", "fell to 300 from 250".

use super::figure::{loosened, one_number, possible, same_measure, with_number};
use super::line::{Line, Told};
use super::{Breach, Law};
use crate::value::{Interval, Value};
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// What stands between the new figure and the old one.
const FROM: &[&str] = &[
    "from",
    ", from",
    "up from",
    ", up from",
    "down from",
    ", down from",
    "compared with",
    ", compared with",
    "compared to",
    ", compared to",
];

/// What may stand between a figure and the words that lead on, beside days: "8,120 cars a day from 9,340", "to 12 in March from 10".
const BETWEEN: &[&str] = &[
    "a", "an", "per", "each", "every", "second", "minute", "hour", "day", "week", "month", "quarter", "year", "share",
    "barrel", "ounce", "gallon", "ton", "tonne", "head", "person", "in", "on", "for", "the",
];

/// A figure that was left and one that was reached this many times apart share a magnitude word: "from 4.1 to 4.5 billion".
const SHARED_MAGNITUDE: Decimal = Decimal::from_parts(500, 0, 0, false, 0);

/// An old figure, a new one, and how they are said to differ.
struct Change<'a, 'b> {
    old: &'b Told<'a>,
    new: &'b Told<'a>,
    by: Option<&'b Told<'a>>,
    /// The direction of the verb: 1 or -1.
    direction: Option<i64>,
}

/// The changes of a sentence that cannot be.
pub(super) fn check(line: &Line) -> Vec<Breach> {
    let ends: Vec<&Told> = line.told.iter().filter(|told| told.mention.value.timex().is_none()).collect();
    let change = |at: usize| change(line, &ends[..at], ends[at], &ends[at + 1..])?.breach(line);
    (0..ends.len()).filter_map(change).collect()
}

/// Whether a phrase leads from one figure to another, but for days and rates: "to 12 in March from 10".
fn joined_by(line: &Line, left: &Told, right: &Told, phrases: &[&str]) -> bool {
    let Some(gap) = line.gap(left, right) else { return false };
    let is_day =
        |at: usize| line.told.iter().any(|told| told.mention.value.timex().is_some() && told.tokens.contains(&at));
    let start = gap.clone().find(|&at| !line.is_word(at, BETWEEN) && !is_day(at)).unwrap_or(gap.end);
    phrases.iter().any(|phrase| line.reads(start..gap.end, phrase))
}

/// The change that a figure and its neighbour are the ends of.
fn change<'a, 'b>(
    line: &'b Line<'a>,
    before: &[&'b Told<'a>],
    first: &'b Told<'a>,
    after: &[&'b Told<'a>],
) -> Option<Change<'a, 'b>> {
    let &second = after.first()?;
    // "12, up 20 percent from 10"
    if let Some(&old) = after.get(1)
        && joined_by(line, first, second, &[", up", "up", ", down", "down"])
        && line.joined_by(second, old, &["from"])
        && same_measure(first, old)
    {
        let gap = line.gap(first, second)?;
        return Some(Change { old, new: first, by: Some(second), direction: line.trend(gap) });
    }
    if !same_measure(first, second) {
        return None;
    }
    let by = before.last().copied();
    let (old, new, by) = if joined_by(line, first, second, FROM) && line.follows(first, &["to", "at"]) {
        (second, first, by.filter(|by| joined_by(line, by, first, &["to", "at"])))
    } else if joined_by(line, first, second, &["to"]) && line.follows(first, &["from"]) {
        (first, second, by.filter(|by| joined_by(line, by, first, &["from"])))
    } else {
        return None;
    };
    if by.is_none()
        && let Some(&more) = before.iter().rev().find(|more| line.adds(more, first))
    {
        return Some(Change { old, new, by: Some(more), direction: Some(1) });
    }
    // The preposition, and the verb before it or before the size of the change.
    let verb_end = by.unwrap_or(first).tokens.start - usize::from(by.is_none());
    let verb = verb_end.checked_sub(1).filter(|at| *at >= line.all.start)?;
    // "Up to 12 people from 15 towns" is a bound.
    let is_bound = by.is_none() && line.is_word(verb, &["up"]) && line.follows(first, &["to"]);
    let direction = if is_bound { None } else { line.trend(verb..verb_end) };
    Some(Change { old, new, by, direction })
}

impl Change<'_, '_> {
    fn breach(&self, line: &Line) -> Option<Breach> {
        // What falls may be a loss, whose figure grows.
        if line.all.clone().any(|at| line.is_word(at, &["loss", "losses", "deficit"])) {
            return None;
        }
        let from = one_number(&self.old.mention.value).filter(|from| *from > Decimal::ZERO)?;
        let to = one_number(&self.new.mention.value).filter(|to| *to > Decimal::ZERO)?;
        if from.max(to).checked_div(from.min(to))? >= SHARED_MAGNITUDE {
            return None;
        }
        let reason = self.against_verb(from, to).or_else(|| self.against_size(from, to))?;
        let mut claims: Vec<&Told> = [Some(self.old), Some(self.new), self.by].into_iter().flatten().collect();
        claims.sort_by_key(|told| told.tokens.start);
        Some(Breach { law: Law::Change, reason, claims: claims.into_iter().map(|told| told.id).collect() })
    }

    /// "From 250 to 300 is a rise, not a fall."
    fn against_verb(&self, from: Decimal, to: Decimal) -> Option<String> {
        let said = if self.direction? > 0 { Ordering::Less } else { Ordering::Greater };
        let (is, said) = match (from.cmp(&to), said) {
            (Ordering::Less, Ordering::Greater) => ("rise", "fall"),
            (Ordering::Greater, Ordering::Less) => ("fall", "rise"),
            _ => return None,
        };
        Some(format!("From {} to {} is a {is}, not a {said}.", self.old.mention.value, self.new.mention.value))
    }

    /// "From 10 to 12 is 20%, not 5%."
    fn against_size(&self, from: Decimal, to: Decimal) -> Option<String> {
        let by = self.by?;
        let size = one_number(&by.mention.value)?;
        let (old, new) = (possible(&self.old.mention.value)?, possible(&self.new.mention.value)?);
        let reckon = self.reckoning(by)?;
        let ends = (reckon(old.high?, new.low)?, reckon(old.low, new.high?)?);
        let falls = to < from && !matches!(by.mention.value, Value::Multiple(_));
        let signed = |number: Decimal| if falls { -number } else { number };
        // Ratios are rounded and cut off, differences are reckoned.
        let is_ratio = matches!(by.mention.value, Value::Percent(_) | Value::Multiple(_));
        let said = if is_ratio { loosened(&by.mention.value)? } else { possible(&by.mention.value)? };
        if Interval::closed(signed(ends.0), signed(ends.1)).meets(&said) {
            return None;
        }
        let exactly = signed(reckon(from, to)?).round_dp(size.normalize().scale()).normalize();
        let is = with_number(&by.mention.value, exactly)?;
        let (old, new) = (&self.old.mention.value, &self.new.mention.value);
        Some(format!("From {old} to {new} is {is}, not {}.", by.mention.value))
    }

    /// How the size of the change follows from its ends.
    fn reckoning(&self, by: &Told) -> Option<fn(Decimal, Decimal) -> Option<Decimal>> {
        match (&by.mention.value, &self.new.mention.value) {
            (Value::Percent(_), _) => {
                Some(|from, to| to.checked_div(from)?.checked_sub(Decimal::ONE)?.checked_mul(Decimal::ONE_HUNDRED))
            }
            (Value::Multiple(_), _) => Some(|from, to| to.checked_div(from)),
            (Value::Points(_), Value::Percent(_)) => Some(|from, to| to.checked_sub(from)),
            (size, _)
                if same_measure(by, self.new) && (size.amount()?.trend().is_some() || self.direction.is_some()) =>
            {
                Some(|from, to| to.checked_sub(from))
            }
            _ => None,
        }
    }
}
