//! What a line of claims holds beyond the fields of the contract, so that `check --from claims` finds what `check` finds on
//! the articles: the article itself (`source`, on its first line) and the parts of a claim that the contract's fields
//! leave out (`exact`). `input/claims.rs` reads both.
//!
//! Offsets are bytes of the article's text, or of its title where `title` is set.
//!
//! Invariant: a claim that is written and read back is the same claim, and so is an article.

use super::write::{ToJson, write_object};
use crate::article::{Article, Part, Published};
use crate::extract::{Counted, Mention, Speaker};
use crate::span::Span;
use crate::value::time::{Stretch, TimeOfDay, Zone};
use crate::value::{Amount, Currency, Modifier, Timex, Value};
use rust_decimal::Decimal;
use serde::Deserialize;
use std::borrow::Cow;

/// First byte, and first byte after.
pub(crate) type Offsets = [usize; 2];

pub(crate) fn offsets(span: Span) -> Offsets {
    [span.start(), span.end()]
}

/// The parts of a claim that the fields of the contract leave out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Exact<'a> {
    /// The claim stands in the title.
    pub(crate) title: bool,
    /// The numeral or date alone.
    pub(crate) core: Offsets,
    /// The grain of the amount, if it is not 1.
    pub(crate) grain: Option<String>,
    /// Which ends of the interval do not belong to it.
    pub(crate) open: Option<Open>,
    /// The sign or name of a currency without a code.
    pub(crate) currency: Option<Cow<'a, str>>,
    pub(crate) date: Option<ExactDate>,
    pub(crate) counted: Option<ExactCounted>,
    pub(crate) speaker: Option<ExactSpeaker<'a>>,
    pub(crate) as_of: Option<ExactDate>,
    /// The numeral of the mention that this one says once more.
    pub(crate) restates: Option<Offsets>,
}

impl ToJson for Exact<'_> {
    fn write_to(&self, json: &mut Vec<u8>) {
        write_object!(json, {
            "title"?: self.title.then_some(true),
            "core": self.core,
            "grain"?: self.grain,
            "open"?: self.open.map(Open::as_str),
            "currency"?: self.currency.as_deref(),
            "date"?: self.date,
            "counted"?: self.counted,
            "speaker"?: self.speaker,
            "as_of"?: self.as_of,
            "restates"?: self.restates,
        });
    }
}

/// Which ends of an interval do not belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Open {
    Low,
    High,
    Both,
}

impl Open {
    fn of(amount: &Amount) -> Option<Self> {
        let interval = amount.interval();
        match (interval.low_open, interval.high_open) {
            (false, false) => None,
            (true, false) => Some(Self::Low),
            (false, true) => Some(Self::High),
            (true, true) => Some(Self::Both),
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::High => "high",
            Self::Both => "both",
        }
    }

    pub(crate) fn ends(open: Option<Self>) -> (bool, bool) {
        (matches!(open, Some(Self::Low | Self::Both)), matches!(open, Some(Self::High | Self::Both)))
    }
}

/// A date in the notation of [`Stretch::notation`].
#[derive(Debug, Deserialize)]
pub(crate) struct ExactDate {
    stretch: String,
    #[serde(default)]
    time: Option<String>,
    /// Minutes east of UTC.
    #[serde(default)]
    zone: Option<i16>,
}

impl ExactDate {
    fn of(timex: &Timex) -> Self {
        Self {
            stretch: timex.stretch.notation(),
            time: timex.time.map(TimeOfDay::notation),
            zone: timex.zone.map(|zone| zone.0),
        }
    }

    /// The date, with the fields that the contract has; `None` if it is none.
    pub(crate) fn timex(&self, modifier: Option<Modifier>, anchor: Option<jiff::civil::Date>) -> Option<Timex> {
        let time = match &self.time {
            Some(time) => Some(TimeOfDay::from_notation(time)?),
            None => None,
        };
        // Zones reach from UTC-12 to UTC+14.
        let zone = match self.zone {
            Some(minutes) => Some(Zone(Some(minutes).filter(|minutes| (-720..=840).contains(minutes))?)),
            None => None,
        };
        Some(Timex { stretch: Stretch::from_notation(&self.stretch)?, modifier, time, zone, anchor })
    }
}

impl ToJson for ExactDate {
    fn write_to(&self, json: &mut Vec<u8>) {
        write_object!(json, { "stretch": self.stretch, "time"?: self.time, "zone"?: self.zone });
    }
}

/// The counted noun phrase, which may stand with an earlier number.
#[derive(Debug, Deserialize)]
pub(crate) struct ExactCounted {
    pub(crate) phrase: Offsets,
    pub(crate) head: Offsets,
    #[serde(default)]
    pub(crate) elided: bool,
}

impl From<Counted> for ExactCounted {
    fn from(counted: Counted) -> Self {
        Self { phrase: offsets(counted.phrase), head: offsets(counted.head), elided: counted.elided }
    }
}

impl ToJson for ExactCounted {
    fn write_to(&self, json: &mut Vec<u8>) {
        write_object!(json, { "phrase": self.phrase, "head": self.head, "elided"?: self.elided.then_some(true) });
    }
}

/// Who says it.
#[derive(Debug, Deserialize)]
pub(crate) struct ExactSpeaker<'a> {
    pub(crate) span: Offsets,
    /// The name to compare by.
    pub(crate) name: Cow<'a, str>,
    #[serde(default)]
    pub(crate) named: bool,
}

impl ToJson for ExactSpeaker<'_> {
    fn write_to(&self, json: &mut Vec<u8>) {
        write_object!(json, { "span": self.span, "name": *self.name, "named"?: self.named.then_some(true) });
    }
}

impl<'a> From<&'a Speaker> for ExactSpeaker<'a> {
    fn from(speaker: &'a Speaker) -> Self {
        Self { span: offsets(speaker.span), name: Cow::Borrowed(&speaker.name), named: speaker.named }
    }
}

impl<'a> Exact<'a> {
    pub(in crate::report) fn of(mention: &'a Mention) -> Self {
        let amount = mention.value.amount();
        let currency = match mention.value {
            Value::Money(_, Currency::Open(sign)) => Some(Cow::Borrowed(sign)),
            _ => None,
        };
        Self {
            title: mention.part == Part::Title,
            core: offsets(mention.core),
            grain: amount.map(Amount::grain).filter(|&grain| grain != Decimal::ONE).map(|grain| grain.to_string()),
            open: amount.and_then(Open::of),
            currency,
            date: mention.value.timex().map(ExactDate::of),
            counted: mention.counted.map(ExactCounted::from),
            speaker: mention.speaker.as_ref().map(ExactSpeaker::from),
            as_of: mention.as_of.as_ref().map(ExactDate::of),
            restates: mention.restates.map(offsets),
        }
    }
}

/// An article, with its text.
#[derive(Debug)]
pub(crate) struct SourceRecord<'a> {
    story: Option<&'a str>,
    path: Option<&'a str>,
    title: Option<&'a str>,
    /// Where the title stands in the text.
    title_start: Option<usize>,
    outlet: Option<&'a str>,
    /// The day as declared.
    published: Option<String>,
    /// The moment, if a time is declared.
    published_utc: Option<String>,
    updated: Option<String>,
    updated_utc: Option<String>,
    wire: Option<&'a str>,
    url: Option<&'a str>,
    /// The article proper within the text.
    body: Offsets,
    text: &'a str,
}

impl<'a> SourceRecord<'a> {
    pub(in crate::report) fn new(article: &'a Article, story: Option<&'a str>) -> Self {
        let day = |published: Option<Published>| published.map(|published| published.date.to_string());
        let moment = |published: Option<Published>| Some(published?.utc?.to_string());
        Self {
            story,
            path: article.path.as_deref(),
            title: article.title.as_ref().map(|title| title.text.as_str()),
            title_start: article.title.as_ref().and_then(|title| title.start),
            outlet: article.outlet.as_deref(),
            published: day(article.published),
            published_utc: moment(article.published),
            updated: day(article.updated),
            updated_utc: moment(article.updated),
            wire: article.wire.as_deref(),
            url: article.url.as_deref(),
            body: offsets(article.body),
            text: &article.text,
        }
    }
}

impl ToJson for SourceRecord<'_> {
    fn write_to(&self, json: &mut Vec<u8>) {
        write_object!(json, {
            "story"?: self.story,
            "path": self.path,
            "title": self.title,
            "title_start"?: self.title_start,
            "outlet": self.outlet,
            "published": self.published,
            "published_utc"?: self.published_utc,
            "updated"?: self.updated,
            "updated_utc"?: self.updated_utc,
            "wire"?: self.wire,
            "url"?: self.url,
            "body": self.body,
            "text": self.text,
        });
    }
}
