//! The claim object.

use super::exact::{Exact, SourceRecord};
use crate::article::{Article, Part};
use crate::claim::{Claim, RuleSource, Slots};
use crate::extract::Reading;
use crate::rule::RuleSet;
use crate::span::Span;
use crate::value::amount::Trend;
use crate::value::{Amount, Currency, Timex, Value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::fmt;

/// The `schema` of a claim.
const CLAIM_SCHEMA: &str = "crosscheck/claim/1";

/// Longest sentence that is printed with a claim, in bytes. A text without a sentence end in it would otherwise be
/// printed once for each of its claims.
const MAX_SENTENCE: usize = 4096;

/// Writes the claims of one article in their JSON form. They must come in the order of the text, title first, which
/// keeps the search for line and column to one pass.
pub(in crate::report) struct ClaimRecords<'a> {
    article: &'a Article,
    reading: &'a Reading,
    rules: &'a RuleSet,
    id_prefix: Sha256,
    column: ColumnCursor,
}

impl<'a> ClaimRecords<'a> {
    pub(in crate::report) fn new(article: &'a Article, reading: &'a Reading, rules: &'a RuleSet) -> Self {
        let id_prefix = Sha256::new_with_prefix(article.id.as_bytes()).chain_update([0]);
        Self { article, reading, rules, id_prefix, column: ColumnCursor::default() }
    }

    pub(in crate::report) fn record<'c>(&mut self, claim: &'c Claim) -> ClaimRecord<'c>
    where
        'a: 'c,
    {
        let mention = &claim.mention;
        let (article, part) = (self.article, mention.part);
        let text = article.part(part);
        let sentence = self.reading.segments(part).sentences.get(mention.sentence).map_or(mention.span, |it| it.span);
        let in_file = article.in_file(part, mention.span);
        let place = in_file.unwrap_or(mention.span);
        let (line, column) = match in_file {
            Some(span) => self.column.find(article, span.start()),
            None => article.line_column(part, mention.span),
        };
        let topic = claim.topic.map(|topic| self.rules.topic(topic).id.as_str());
        ClaimRecord {
            schema: Word(CLAIM_SCHEMA),
            id: self.id(claim, topic),
            article: &article.id,
            part: if in_file.is_none() { Some("title") } else { None },
            start: place.start(),
            end: place.end(),
            line,
            column,
            text: mention.span.slice(text),
            sentence: excerpt(text, sentence, mention.span),
            kind: Word(mention.value.kind().as_str()),
            amount: mention.value.amount().map(AmountRecord::new),
            trend: mention.value.amount().and_then(Amount::trend).map(trend_word),
            unit: unit(&mention.value),
            of: mention.counted.map(|counted| counted.phrase.slice(text)).or_else(|| open_sign(&mention.value)),
            date: DateRecord::of(&mention.value),
            name: NameRecord::of(&mention.value),
            topic,
            slots: &claim.slots,
            speaker: mention.speaker.as_ref().map(|speaker| speaker.span.slice(text)),
            status: Word(mention.status.as_str()),
            as_of: mention.as_of.as_ref().map(DateRecord::new),
            found_by: Word(mention.found_by.as_str()),
            rule: claim.placed_by.as_ref().map(Shown),
            restates: mention.restates.map(|span| {
                let place = article.in_file(part, span).unwrap_or(span);
                Restated { start: place.start(), end: place.end(), text: span.slice(text) }
            }),
            derived_from: Vec::new(),
            exact: None,
            source: None,
        }
    }

    /// Article, part, span, kind, topic and slots, hashed; 64 bits are enough to tell the claims of a run apart.
    pub(in crate::report) fn id(&self, claim: &Claim, topic: Option<&str>) -> Id {
        let mention = &claim.mention;
        let mut hash = self.id_prefix.clone();
        hash.update([u8::from(mention.part == Part::Title), mention.value.kind() as u8]);
        for offset in [mention.span.start(), mention.span.end()] {
            hash.update((offset as u64).to_be_bytes());
        }
        hash.update(topic.unwrap_or_default());
        for (name, values) in &claim.slots {
            hash.update([0]);
            hash.update(name);
            for value in values {
                hash.update([1]);
                hash.update(value);
            }
        }
        // A sum begins where its first part does.
        hash.update([2, u8::from(!claim.derived_from.is_empty())]);
        Id::new(hash)
    }
}

/// The first 64 bits of a hash.
#[derive(Clone, Copy)]
pub(in crate::report) struct Id([u8; 8]);

impl Id {
    fn new(hash: Sha256) -> Self {
        let mut id = [0; 8];
        id.copy_from_slice(&hash.finalize()[..8]);
        Self(id)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", u64::from_be_bytes(self.0))
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let digit = |half: u8| b"0123456789abcdef"[usize::from(half)];
        let mut digits = [0; 16];
        for (pair, byte) in digits.chunks_exact_mut(2).zip(self.0) {
            pair.copy_from_slice(&[digit(byte >> 4), digit(byte & 0xf)]);
        }
        serializer.serialize_str(str::from_utf8(&digits).expect("hexadecimal digits are ASCII"))
    }
}

/// A word of the contract, which needs no escapes.
#[derive(Clone, Copy)]
struct Word(&'static str);

impl Serialize for Word {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit_variant("Word", 0, self.0)
    }
}

/// One claim.
#[derive(Serialize)]
pub(in crate::report) struct ClaimRecord<'a> {
    schema: Word,
    id: Id,
    article: &'a str,
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    part: Option<&'static str>,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    text: &'a str,
    sentence: &'a str,
    kind: Word,
    amount: Option<AmountRecord>,
    trend: Option<&'static str>,
    unit: Option<&'static str>,
    of: Option<&'a str>,
    date: Option<DateRecord>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<NameRecord<'a>>,
    topic: Option<&'a str>,
    slots: &'a Slots,
    speaker: Option<&'a str>,
    status: Word,
    as_of: Option<DateRecord>,
    found_by: Word,
    rule: Option<Shown<'a, RuleSource>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    restates: Option<Restated<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::report) derived_from: Vec<Id>,
    /// On lines of claims: what else the claim is, so that it can be read back.
    #[serde(skip_serializing_if = "Option::is_none")]
    exact: Option<Exact<'a>>,
    /// On the first line of an article: the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::report) source: Option<SourceRecord<'a>>,
}

impl<'a> ClaimRecord<'a> {
    /// The claim as a line that can be read back.
    pub(in crate::report) fn exact(self, claim: &'a Claim) -> Self {
        Self { exact: Some(Exact::of(&claim.mention)), ..self }
    }
}

/// The numeral of the claim before, which this one says once more in another currency or unit.
#[derive(Serialize)]
struct Restated<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

/// A value that stands in JSON as people see it.
struct Shown<'a, T>(&'a T);

impl<T: fmt::Display> Serialize for Shown<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self.0)
    }
}

#[derive(Serialize)]
struct AmountRecord {
    stated: Option<Number>,
    stated_high: Option<Number>,
    low: Option<Number>,
    high: Option<Number>,
    hedge: Word,
}

impl AmountRecord {
    fn new(amount: &Amount) -> Self {
        let interval = amount.interval();
        Self {
            stated: amount.stated().map(Number),
            stated_high: amount.stated_high().map(Number),
            low: Some(Number(interval.low)),
            high: interval.high.map(Number),
            hedge: Word(amount.hedge().as_str()),
        }
    }
}

/// A decimal as a string, without trailing zeros.
struct Number(Decimal);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Most are small and whole, and such are written much faster than decimals.
        match self.0.to_i64().filter(|_| self.0.scale() == 0) {
            Some(whole) => serializer.collect_str(&whole),
            None => serializer.collect_str(&self.0.normalize()),
        }
    }
}

/// A name without its roles, its roles, and what it is the name of.
#[derive(Serialize)]
struct NameRecord<'a> {
    text: &'a str,
    role: Option<&'a str>,
    class: Word,
}

impl<'a> NameRecord<'a> {
    fn of(value: &'a Value) -> Option<Self> {
        let Value::Name(name) = value else { return None };
        Some(Self { text: &name.text, role: name.role.as_deref(), class: Word(name.class.as_str()) })
    }
}

/// A date, or the notation of a duration (which has no days of the calendar).
#[derive(Serialize)]
struct DateRecord {
    timex: String,
    first: Option<Day>,
    last: Option<Day>,
    grain: Word,
    modifier: Option<Word>,
    anchor: Option<Day>,
}

impl DateRecord {
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Date(timex) | Value::Time(timex) => Some(Self::new(timex)),
            Value::Duration(duration) => Some(Self {
                timex: duration.timex3(),
                first: None,
                last: None,
                grain: Word(duration.unit().as_str()),
                modifier: None,
                anchor: None,
            }),
            _ => None,
        }
    }

    fn new(timex: &Timex) -> Self {
        let (first, last) = timex.allowed().unwrap_or_default();
        Self {
            timex: timex.timex3(),
            first: first.map(Day),
            last: last.map(Day),
            grain: Word(timex.grain().as_str()),
            modifier: timex.modifier.map(|modifier| Word(modifier.as_str())),
            anchor: timex.anchor.map(Day),
        }
    }
}

/// A day of the calendar, ISO 8601.
struct Day(jiff::civil::Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

pub(in crate::report) fn unit(value: &Value) -> Option<&'static str> {
    match value {
        Value::Money(_, currency) => currency.iso(),
        Value::Percent(_) => Some("%"),
        Value::Points(_) => Some("pp"),
        Value::Measure(_, unit) => Some(unit.symbol),
        Value::Duration(duration) => Some(duration.unit().as_str()),
        _ => None,
    }
}

fn open_sign(value: &Value) -> Option<&'static str> {
    match value {
        Value::Money(_, Currency::Open(sign)) => Some(sign),
        _ => None,
    }
}

fn trend_word(trend: Trend) -> &'static str {
    match trend {
        Trend::Up => "up",
        Trend::Down => "down",
    }
}

/// The sentence, or of a monstrous one the part around the claim.
fn excerpt(text: &str, sentence: Span, claim: Span) -> &str {
    if sentence.len() <= MAX_SENTENCE {
        return sentence.slice(text);
    }
    let mut start = sentence.start().max(claim.start().saturating_sub(MAX_SENTENCE / 2));
    let mut end = sentence.end().min(claim.end().saturating_add(MAX_SENTENCE / 2));
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[start..end]
}

/// Finds line and column of offsets that mostly grow, each character being counted once.
#[derive(Default)]
struct ColumnCursor {
    line: usize,
    offset: usize,
    column: usize,
}

impl ColumnCursor {
    fn find(&mut self, article: &Article, offset: usize) -> (usize, usize) {
        let line = article.lines().line_number(offset);
        if line == self.line && self.offset <= offset {
            self.column += article.text[self.offset..offset].chars().count();
        } else {
            let start = article.lines().line(&article.text, line).map_or(0, Span::start);
            self.column = 1 + article.text[start..offset].chars().count();
        }
        (self.line, self.offset) = (line, offset);
        (line, self.column)
    }
}
