//! Values of columns, and back.

use super::{LedgerError, Remembered};
use crate::batch::note::{Dismissal, Noted, Stated};
use crate::claim::Slots;
use crate::compare::Verdict;
use crate::value::Kind;
use jiff::civil::Date;
use rusqlite::Row;
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::BTreeMap;

pub(super) fn text_of_day(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

pub(super) fn json(words: &impl Serialize) -> String {
    serde_json::to_string(words).expect("text is JSON")
}

pub(super) fn day(text: Option<String>) -> Result<Option<Date>, LedgerError> {
    text.map(|text| text.parse().map_err(|_| corrupt("a day", &text))).transpose()
}

fn slots(text: &str) -> Result<Slots, LedgerError> {
    serde_json::from_str(text).map_err(|_| corrupt("slots", text))
}

pub(super) fn terms(text: String) -> Result<BTreeMap<String, u32>, LedgerError> {
    serde_json::from_str(&text).map_err(|_| corrupt("terms", &text))
}

fn exact(text: Option<String>) -> Result<Option<Decimal>, LedgerError> {
    text.map(|text| text.parse().map_err(|_| corrupt("a number", &text))).transpose()
}

fn count(stored: i64) -> usize {
    usize::try_from(stored).unwrap_or(0)
}

fn corrupt(what: &'static str, value: &str) -> LedgerError {
    LedgerError::Corrupt { what, value: value.to_owned() }
}

/// A finding, of the columns that [`super::Run::known`] asks for.
pub(super) fn finding(row: &Row<'_>) -> Result<Noted, LedgerError> {
    let (slot_text, verdict): (String, String) = (row.get(3)?, row.get(4)?);
    let by: Option<String> = row.get(9)?;
    let said: String = row.get(14)?;
    let dismissal = match by {
        Some(by) => Some(Dismissal {
            by,
            why: row.get::<_, Option<String>>(10)?.unwrap_or_default(),
            until: day(row.get(11)?)?,
        }),
        None => None,
    };
    Ok(Noted {
        id: row.get(0)?,
        topic: row.get(1)?,
        title: row.get(2)?,
        slots: slots(&slot_text)?,
        verdict: Verdict::from_word(&verdict).ok_or_else(|| corrupt("a verdict", &verdict))?,
        is_grave: row.get(5)?,
        reason: row.get(6)?,
        outlets: count(row.get(7)?),
        origins: count(row.get(8)?),
        said: serde_json::from_str(&said).map_err(|_| corrupt("who says what", &said))?,
        dismissal,
    })
}

/// A figure, of the columns that [`super::Ledger::figures`] asks for.
pub(super) fn remembered(row: &Row<'_>) -> Result<Remembered, LedgerError> {
    let (slot_text, kind): (String, String) = (row.get(2)?, row.get(3)?);
    let as_of: Option<String> = row.get(8)?;
    let stated = Stated {
        topic: row.get(0)?,
        title: row.get(1)?,
        slots: slots(&slot_text)?,
        kind: Kind::ALL
            .iter()
            .map(|kind| kind.as_str())
            .find(|it| *it == kind)
            .ok_or_else(|| corrupt("a kind", &kind))?,
        value: row.get(4)?,
        number: exact(row.get(5)?)?,
        low: exact(row.get(6)?)?,
        high: exact(row.get(7)?)?,
        as_of: as_of.map(|text| text.parse().map_err(|_| corrupt("a time", &text))).transpose()?,
        place: row.get(9)?,
        words: row.get(10)?,
    };
    Ok(Remembered {
        stated,
        outlet: row.get(11)?,
        published: day(row.get(12)?)?,
        run: super::number(row.get(13)?),
        is_gone: row.get(14)?,
    })
}
