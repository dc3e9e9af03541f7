//! The claim object.

use super::exact::{Exact, SourceRecord};
use super::write::{self, Day, Escaped, Number, ToJson, Word, write_object};
use crate::article::{Article, Part};
use crate::claim::{Claim, RuleSource, Slots};
use crate::extract::Reading;
use crate::rule::RuleSet;
use crate::span::Span;
use crate::value::amount::Trend;
use crate::value::{Amount, Currency, Timex, Value};
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
    article_id: Escaped,
    /// The sentence of the claim before, as it stands in the text and in JSON.
    sentence: Option<(&'a str, Escaped)>,
    column: ColumnCursor,
}

impl<'a> ClaimRecords<'a> {
    pub(in crate::report) fn new(article: &'a Article, reading: &'a Reading, rules: &'a RuleSet) -> Self {
        let id_prefix = Sha256::new_with_prefix(article.id.as_bytes()).chain_update([0]);
        let article_id = Escaped::new(&article.id);
        Self { article, reading, rules, id_prefix, article_id, sentence: None, column: ColumnCursor::default() }
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
            id: self.id(claim, topic),
            article: self.article_id.clone(),
            part: if in_file.is_none() { Some(Word("title")) } else { None },
            start: place.start(),
            end: place.end(),
            line,
            column,
            text: mention.span.slice(text),
            sentence: self.escaped(excerpt(text, sentence, mention.span)),
            kind: Word(mention.value.kind().as_str()),
            amount: mention.value.amount().map(AmountRecord::new),
            trend: mention.value.amount().and_then(Amount::trend).map(trend_word).map(Word),
            unit: unit(&mention.value).map(Word),
            of: mention.counted.map(|counted| counted.phrase.slice(text)).or_else(|| open_sign(&mention.value)),
            date: DateRecord::of(&mention.value),
            name: NameRecord::of(&mention.value),
            topic,
            slots: &claim.slots,
            speaker: mention.speaker.as_ref().map(|speaker| speaker.span.slice(text)),
            status: Word(mention.status.as_str()),
            as_of: mention.as_of.as_ref().map(DateRecord::new),
            found_by: Word(mention.found_by.as_str()),
            rule: claim.placed_by.as_ref(),
            restates: mention.restates.map(|span| {
                let place = article.in_file(part, span).unwrap_or(span);
                Restated { start: place.start(), end: place.end(), text: span.slice(text) }
            }),
            derived_from: Vec::new(),
            exact: None,
            source: None,
        }
    }

    /// A sentence as it stands in JSON: claims of one sentence come one after the other.
    fn escaped(&mut self, sentence: &'a str) -> Escaped {
        match &self.sentence {
            Some((last, escaped)) if std::ptr::eq(*last, sentence) => escaped.clone(),
            _ => self.sentence.insert((sentence, Escaped::new(sentence))).1.clone(),
        }
    }

    /// Article, part, span, kind, topic and slots, hashed; 64 bits are enough to tell the claims of a run apart.
    pub(in crate::report) fn id(&self, claim: &Claim, topic: Option<&str>) -> Id {
        let mention = &claim.mention;
        let mut hash = self.id_prefix.clone();
        let mut place = [0; 18];
        place[..2].copy_from_slice(&[u8::from(mention.part == Part::Title), mention.value.kind() as u8]);
        place[2..10].copy_from_slice(&(mention.span.start() as u64).to_be_bytes());
        place[10..].copy_from_slice(&(mention.span.end() as u64).to_be_bytes());
        hash.update(place);
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

impl ToJson for Id {
    fn write_to(&self, json: &mut Vec<u8>) {
        let digit = |half: u8| b"0123456789abcdef"[usize::from(half)];
        let digits = self.0.map(|byte| [digit(byte >> 4), digit(byte & 0xf)]);
        json.push(b'"');
        json.extend_from_slice(digits.as_flattened());
        json.push(b'"');
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One claim.
pub(in crate::report) struct ClaimRecord<'a> {
    id: Id,
    article: Escaped,
    part: Option<Word>,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    text: &'a str,
    sentence: Escaped,
    kind: Word,
    amount: Option<AmountRecord>,
    trend: Option<Word>,
    unit: Option<Word>,
    of: Option<&'a str>,
    date: Option<DateRecord>,
    name: Option<NameRecord<'a>>,
    topic: Option<&'a str>,
    slots: &'a Slots,
    speaker: Option<&'a str>,
    status: Word,
    as_of: Option<DateRecord>,
    found_by: Word,
    rule: Option<&'a RuleSource>,
    restates: Option<Restated<'a>>,
    pub(in crate::report) derived_from: Vec<Id>,
    /// On lines of claims: what else the claim is, so that it can be read back.
    pub(in crate::report) exact: Option<Exact<'a>>,
    /// On the first line of an article: the article.
    pub(in crate::report) source: Option<SourceRecord<'a>>,
}

impl ToJson for ClaimRecord<'_> {
    fn write_to(&self, json: &mut Vec<u8>) {
        write_object!(json, {
            "schema": Word(CLAIM_SCHEMA),
            "id": self.id,
            "article": self.article,
            "in"?: self.part,
            "start": self.start,
            "end": self.end,
            "line": self.line,
            "column": self.column,
            "text": self.text,
            "sentence": self.sentence,
            "kind": self.kind,
            "amount": self.amount,
            "trend": self.trend,
            "unit": self.unit,
            "of": self.of,
            "date": self.date,
            "name"?: self.name,
            "topic": self.topic,
            "slots": self.slots,
            "speaker": self.speaker,
            "status": self.status,
            "as_of": self.as_of,
            "found_by": self.found_by,
            "rule": self.rule.map(ToString::to_string),
            "restates"?: self.restates,
            "derived_from"?: Some(&self.derived_from).filter(|parts| !parts.is_empty()),
            "exact"?: self.exact,
            "source"?: self.source,
        });
    }
}

impl Serialize for ClaimRecord<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write::serialize(self, serializer)
    }
}

/// The numeral of the claim before, which this one says once more in another currency or unit.
struct Restated<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

impl ToJson for Restated<'_> {
    fn write_to(&self, json: &mut Vec<u8>) {
        write_object!(json, { "start": self.start, "end": self.end, "text": self.text });
    }
}

struct AmountRecord {
    stated: Option<Number>,
    stated_high: Option<Number>,
    low: Number,
    high: Option<Number>,
    hedge: Word,
}

impl AmountRecord {
    fn new(amount: &Amount) -> Self {
        let interval = amount.interval();
        Self {
            stated: amount.stated().map(Number),
            stated_high: amount.stated_high().map(Number),
            low: Number(interval.low),
            high: interval.high.map(Number),
            hedge: Word(amount.hedge().as_str()),
        }
    }
}

impl ToJson for AmountRecord {
    fn write_to(&self, json: &mut Vec<u8>) {
        write_object!(json, {
            "stated": self.stated,
            "stated_high": self.stated_high,
            "low": self.low,
            "high": self.high,
            "hedge": self.hedge,
        });
    }
}

/// A name without its roles, its roles, and what it is the name of.
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

impl ToJson for NameRecord<'_> {
    fn write_to(&self, json: &mut Vec<u8>) {
        write_object!(json, { "text": self.text, "role": self.role, "class": self.class });
    }
}

/// A date, or the notation of a duration (which has no days of the calendar).
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

impl ToJson for DateRecord {
    fn write_to(&self, json: &mut Vec<u8>) {
        write_object!(json, {
            "timex": self.timex,
            "first": self.first,
            "last": self.last,
            "grain": self.grain,
            "modifier": self.modifier,
            "anchor": self.anchor,
        });
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
