//! What a line of claims holds beyond the fields of the contract, so that `check --from claims` finds what `check` finds on
//! the articles: the article itself (`source`, on its first line) and the parts of a claim that the contract's fields
//! leave out (`exact`). `input/claims.rs` reads both.
//!
//! Offsets are bytes of the article's text, or of its title where `title` is set.
//!
//! Invariant: a claim that is written and read back is the same claim, and so is an article.

use super::text::ArticleTexts;
use super::write::{Day, ToJson, write_object};
use crate::article::{Article, Part, Published};
use crate::extract::{Counted, Mention, Speaker};
use crate::span::Span;
use crate::value::time::{Stretch, TimeOfDay, Zone};
use crate::value::{Amount, Currency, Modifier, Timex, Value};
use rust_decimal::Decimal;
use serde::Deserialize;
use std::rc::Rc;

/// First byte, and first byte after.
pub(crate) type Offsets = [usize; 2];

pub(crate) fn offsets(span: Span) -> Offsets {
    [span.start(), span.end()]
}

/// The parts of a claim that the fields of the contract leave out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Exact {
    /// The claim stands in the title.
    pub(crate) title: bool,
    /// The numeral or date alone.
    pub(crate) core: Offsets,
    /// The grain of the amount, if it is not 1.
    pub(crate) grain: Option<String>,
    /// Which ends of the interval do not belong to it.
    pub(crate) open: Option<Open>,
    /// The sign or name of a currency without a code.
    pub(crate) currency: Option<String>,
    pub(crate) date: Option<ExactDate>,
    pub(crate) counted: Option<ExactCounted>,
    pub(crate) speaker: Option<ExactSpeaker>,
    pub(crate) as_of: Option<ExactDate>,
    /// The numeral of the mention that this one says once more.
    pub(crate) restates: Option<Offsets>,
}

/// The same of a mention that is written.
pub(in crate::report) struct ExactRecord<'a>(pub(in crate::report) &'a Mention);

impl ToJson for ExactRecord<'_> {
    fn write_to(&self, json: &mut Vec<u8>) {
        let mention = self.0;
        let amount = mention.value.amount();
        write_object!(json, {
            "title"?: (mention.part == Part::Title).then_some(true),
            "core": offsets(mention.core),
            "grain"?: amount.map(Amount::grain).filter(|&grain| grain != Decimal::ONE).map(|grain| grain.to_string()),
            "open"?: amount.and_then(Open::of).map(Open::as_str),
            "currency"?: match mention.value {
                Value::Money(_, Currency::Open(sign)) => Some(sign),
                _ => None,
            },
            "date"?: mention.value.timex(),
            "counted"?: mention.counted,
            "speaker"?: mention.speaker.as_ref(),
            "as_of"?: mention.as_of.as_ref(),
            "restates"?: mention.restates.map(offsets),
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

impl ToJson for Timex {
    fn write_to(&self, json: &mut Vec<u8>) {
        write_object!(json, {
            "stretch": self.stretch,
            "time"?: self.time.map(TimeOfDay::notation),
            "zone"?: self.zone.map(|zone| zone.0),
        });
    }
}

impl ToJson for Stretch {
    fn write_to(&self, json: &mut Vec<u8>) {
        match *self {
            // Most dates are days.
            Self::Day(day) => {
                json.extend_from_slice(b"\"day ");
                Day(day).write_digits(json);
                json.push(b'"');
            }
            other => other.notation().write_to(json),
        }
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

impl ToJson for Counted {
    fn write_to(&self, json: &mut Vec<u8>) {
        write_object!(json, {
            "phrase": offsets(self.phrase),
            "head": offsets(self.head),
            "elided"?: self.elided.then_some(true),
        });
    }
}

/// Who says it.
#[derive(Debug, Deserialize)]
pub(crate) struct ExactSpeaker {
    pub(crate) span: Offsets,
    /// The name to compare by.
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) named: bool,
}

impl ToJson for Speaker {
    fn write_to(&self, json: &mut Vec<u8>) {
        write_object!(json, {
            "span": offsets(self.span),
            "name": self.name,
            "named"?: self.named.then_some(true),
        });
    }
}

/// An article, with its text.
#[derive(Debug)]
pub(crate) struct SourceRecord<'a> {
    article: &'a Article,
    texts: Rc<ArticleTexts>,
    story: Option<&'a str>,
}

impl<'a> SourceRecord<'a> {
    pub(super) fn new(article: &'a Article, texts: Rc<ArticleTexts>, story: Option<&'a str>) -> Self {
        Self { article, texts, story }
    }
}

impl ToJson for SourceRecord<'_> {
    fn write_to(&self, json: &mut Vec<u8>) {
        let Self { article, texts, story } = self;
        let day = |published: Published| published.date.to_string();
        let moment = |published: Published| Some(published.utc?.to_string());
        write_object!(json, {
            "story"?: story,
            "path": article.path,
            "title": article.title.as_ref().map(|_| texts.part(Part::Title)),
            // Where the title stands in the text.
            "title_start"?: article.title.as_ref().and_then(|title| title.start),
            "outlet": article.outlet,
            // The day as declared, and the moment, if a time is declared.
            "published": article.published.map(day),
            "published_utc"?: article.published.and_then(moment),
            "updated"?: article.updated.map(day),
            "updated_utc"?: article.updated.and_then(moment),
            "wire"?: article.wire,
            "url"?: article.url,
            // The article proper within the text.
            "body": offsets(article.body),
            "text": texts.part(Part::Body),
        });
    }
}
