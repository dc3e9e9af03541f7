//! The claim object.

use super::exact::{ExactRecord, SourceRecord};
use super::text::{ArticleTexts, Quoted};
use super::write::{self, Day, Number, ToJson, Word, write_fields, write_object};
use crate::article::{Article, Part};
use crate::claim::{ClaimRef, RuleSource};
use crate::extract::Reading;
use crate::rule::RuleSet;
use crate::span::Span;
use crate::value::amount::Trend;
use crate::value::time::Stretch;
use crate::value::{Amount, Currency, Duration, ProperName, Timex, Value};
use serde::{Serialize, Serializer};
use std::fmt;
use std::rc::Rc;

/// Longest sentence that is printed with a claim, in bytes. A text without a sentence end in it would otherwise be
/// printed once for each of its claims.
const MAX_SENTENCE: usize = 4096;

/// Writes the claims of one article in their JSON form. They must come in the order of the text, title first, which
/// keeps the search for line and column to one pass.
pub(in crate::report) struct ClaimRecords<'a> {
    article: &'a Article,
    reading: &'a Reading,
    rules: &'a RuleSet,
    /// The hash of the article's identifier.
    seed: Mixed,
    /// Made for the first claim: many an article has none that is printed.
    texts: Option<Rc<ArticleTexts>>,
    column: ColumnCursor,
}

impl<'a> ClaimRecords<'a> {
    pub(in crate::report) fn new(article: &'a Article, reading: &'a Reading, rules: &'a RuleSet) -> Self {
        let seed = Mixed::default().text(&article.id);
        Self { article, reading, rules, seed, texts: None, column: ColumnCursor::default() }
    }

    pub(in crate::report) fn record<'c>(&mut self, claim: ClaimRef<'c>) -> ClaimRecord<'c>
    where
        'a: 'c,
    {
        let mention = claim.mention;
        let (article, part) = (self.article, mention.part);
        let sentence = self.reading.segments(part).sentences.get(mention.sentence).map_or(mention.span, |it| it.span);
        let in_file = article.in_file(part, mention.span);
        let (line, column) = match in_file {
            Some(span) => self.column.find(article, span.start()),
            None => article.line_column(part, mention.span),
        };
        let topic = claim.topic().map(|topic| self.rules.topic(topic).id.as_str());
        let sentence = excerpt(article.part(part), sentence, mention.span);
        let texts = self.texts();
        ClaimRecord {
            id: self.id(claim, topic),
            escape: texts.part(part).escape_behind(sentence.start()),
            texts,
            claim,
            article,
            in_file,
            line,
            column,
            sentence,
            topic,
            derived_from: Vec::new(),
            source: None,
            exact: None,
        }
    }

    /// The article, for the line of its first claim.
    pub(in crate::report) fn source(&mut self, story: Option<&'a str>) -> SourceRecord<'a> {
        SourceRecord::new(self.article, self.texts(), story)
    }

    fn texts(&mut self) -> Rc<ArticleTexts> {
        let article = self.article;
        Rc::clone(self.texts.get_or_insert_with(|| Rc::new(ArticleTexts::new(article))))
    }

    /// Article, part, span, kind, topic and slots, hashed; 64 bits are enough to tell the claims of a run apart.
    pub(in crate::report) fn id(&self, claim: ClaimRef<'_>, topic: Option<&str>) -> Id {
        let mention = claim.mention;
        // A sum begins where its first part does.
        let flags = u64::from(mention.part == Part::Title) | u64::from(claim.is_sum()) << 1;
        let mut hash = self.seed.number(flags).number(mention.value.kind() as u64);
        hash = hash.number(mention.span.start() as u64).number(mention.span.end() as u64);
        hash = hash.text(topic.unwrap_or_default());
        for (name, values) in claim.slots() {
            hash = hash.text(name).number(values.len() as u64);
            hash = values.iter().fold(hash, |hash, value| hash.text(value));
        }
        Id(hash.0.to_be_bytes())
    }
}

/// A hash of numbers and texts, the same in every build: an identifier must outlive the program that gave it. Each word is
/// mixed in with SplitMix64 (Steele, Lea and Flood 2014); nobody gains by forging one.
#[derive(Clone, Copy, Default)]
struct Mixed(u64);

impl Mixed {
    fn number(self, number: u64) -> Self {
        let mixed = (self.0 ^ number).wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        Self(mixed ^ mixed >> 31)
    }

    /// The text with its length, so that "ab" and "c" are not "a" and "bc".
    fn text(self, text: &str) -> Self {
        let (words, rest) = text.as_bytes().as_chunks();
        let words = words.iter().map(|&word| u64::from_le_bytes(word));
        let rest = (!rest.is_empty()).then(|| rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)));
        words.chain(rest).fold(self.number(text.len() as u64), Self::number)
    }
}

/// 64 bits of a hash.
#[derive(Clone, Copy)]
pub(in crate::report) struct Id([u8; 8]);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", u64::from_be_bytes(self.0))
    }
}

impl ToJson for Id {
    fn write_to(&self, json: &mut Vec<u8>) {
        let (halves, _) = self.0.as_chunks();
        json.push(b'"');
        for &half in halves {
            json.extend_from_slice(&hexadecimal(half));
        }
        json.push(b'"');
    }
}

/// Four bytes in hexadecimal. The digits are made side by side in the bytes of one word.
fn hexadecimal(bytes: [u8; 4]) -> [u8; 8] {
    let splat = |byte| u64::from_le_bytes([byte; 8]);
    let word = u64::from(u32::from_le_bytes(bytes));
    // The four bytes, each in two.
    let pairs = (word | word << 16) & 0x0000_ffff_0000_ffff;
    let apart = (pairs | pairs << 8) & 0x00ff_00ff_00ff_00ff;
    let digits = (apart >> 4 | apart << 8) & splat(0xf);
    // What is added to ten and more reaches the fifth bit.
    let letters = digits.wrapping_add(splat(6)) >> 4 & splat(1);
    let ascii = digits.wrapping_add(splat(b'0')).wrapping_add(letters.wrapping_mul(u64::from(b'a' - b'0' - 10)));
    ascii.to_le_bytes()
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One claim.
pub(in crate::report) struct ClaimRecord<'a> {
    id: Id,
    texts: Rc<ArticleTexts>,
    claim: ClaimRef<'a>,
    article: &'a Article,
    /// Where it stands in the file; `None` for a title that stands nowhere in it.
    in_file: Option<Span>,
    line: usize,
    column: usize,
    sentence: Span,
    /// The first escape that ends behind the start of the sentence, as an index: most words that are quoted stand in it.
    escape: usize,
    topic: Option<&'a str>,
    pub(in crate::report) derived_from: Vec<Id>,
    /// On lines of claims: what else the claim is, so that it can be read back.
    pub(in crate::report) exact: Option<ExactRecord<'a>>,
    /// On the first line of an article: the article.
    pub(in crate::report) source: Option<SourceRecord<'a>>,
}

impl ClaimRecord<'_> {
    fn quoted(&self, span: Span) -> Quoted<'_> {
        let text = self.texts.part(self.claim.mention.part);
        let near = if self.sentence.contains(span) { self.escape } else { text.escape_behind(span.start()) };
        Quoted { text, span, near }
    }
}

impl ToJson for ClaimRecord<'_> {
    fn write_to(&self, json: &mut Vec<u8>) {
        let mention = self.claim.mention;
        let place = self.in_file.unwrap_or(mention.span);
        write_object!(json, {
            "schema": "crosscheck/claim/1",
            "id": self.id,
            "article": self.texts.id,
            "in"?: self.in_file.is_none().then_some(Word("title")),
            "start": place.start(),
            "end": place.end(),
            "line": self.line,
            "column": self.column,
            "text": self.quoted(mention.span),
            "sentence": self.quoted(self.sentence),
            ..ValueFields(self),
            "topic": self.topic,
            "slots": SlotsRecord(self.claim),
            "speaker": mention.speaker.as_ref().map(|speaker| self.quoted(speaker.span)),
            "status": Word(mention.status.as_str()),
            "as_of": mention.as_of.as_ref().map(TimexRecord),
            "found_by": Word(mention.found_by.as_str()),
            "rule": self.claim.placed_by(),
            "restates"?: mention.restates.map(|span| Restated { claim: self, span }),
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

struct SlotsRecord<'a>(ClaimRef<'a>);

impl ToJson for SlotsRecord<'_> {
    fn write_to(&self, json: &mut Vec<u8>) {
        write::write_map(self.0.slots(), json);
    }
}

/// The kind of a claim, and the fields of which each kind fills some.
struct ValueFields<'a>(&'a ClaimRecord<'a>);

impl ValueFields<'_> {
    fn write_fields(&self, json: &mut Vec<u8>) {
        let mention = self.0.claim.mention;
        match &mention.value {
            Value::Name(name) => write_fields!(json,
                "kind": "name", "amount": null, "trend": null, "unit": null,
                "of": self.counted(), "date": null, "name": NameRecord { claim: self.0, name }
            ),
            Value::Date(timex) | Value::Time(timex) => write_fields!(json,
                "kind": Word(mention.value.kind().as_str()), "amount": null, "trend": null, "unit": null,
                "of": self.counted(), "date": TimexRecord(timex)
            ),
            Value::Duration(duration) => {
                self.write_amount(duration.amount(), json);
                write_fields!(json, "date": DurationRecord(duration));
            }
            Value::Money(amount, currency @ Currency::Open(sign))
                if mention.counted.is_none() && *currency != Currency::UNSTATED =>
            {
                write_fields!(json,
                    "kind": "money", "amount": AmountRecord(amount), "trend": trend(amount), "unit": null,
                    "of": *sign, "date": null
                );
            }
            Value::Count(amount)
            | Value::Money(amount, _)
            | Value::Percent(amount)
            | Value::Points(amount)
            | Value::Measure(amount, _)
            | Value::Age(amount)
            | Value::Ordinal(amount)
            | Value::Ratio(amount)
            | Value::Multiple(amount) => {
                self.write_amount(amount, json);
                write_fields!(json, "date": null);
            }
        }
    }

    fn write_amount(&self, amount: &Amount, json: &mut Vec<u8>) {
        let value = &self.0.claim.mention.value;
        write_fields!(json,
            "kind": Word(value.kind().as_str()), "amount": AmountRecord(amount), "trend": trend(amount),
            "unit": unit(value).map(Word), "of": self.counted()
        );
    }

    fn counted(&self) -> Option<Quoted<'_>> {
        self.0.claim.mention.counted.map(|counted| self.0.quoted(counted.phrase))
    }
}

/// The numeral of the claim before, which this one says once more in another currency or unit.
struct Restated<'a> {
    claim: &'a ClaimRecord<'a>,
    span: Span,
}

impl ToJson for Restated<'_> {
    fn write_to(&self, json: &mut Vec<u8>) {
        let place = self.claim.article.in_file(self.claim.claim.mention.part, self.span).unwrap_or(self.span);
        write_object!(json, { "start": place.start(), "end": place.end(), "text": self.claim.quoted(self.span) });
    }
}

struct AmountRecord<'a>(&'a Amount);

impl ToJson for AmountRecord<'_> {
    fn write_to(&self, json: &mut Vec<u8>) {
        let interval = self.0.interval();
        write_object!(json, {
            "stated": self.0.stated().map(Number),
            "stated_high": self.0.stated_high().map(Number),
            "low": Number(interval.low),
            "high": interval.high.map(Number),
            "hedge": Word(self.0.hedge().as_str()),
        });
    }
}

/// A name without its roles, its roles, and what it is the name of.
struct NameRecord<'a> {
    claim: &'a ClaimRecord<'a>,
    name: &'a ProperName,
}

impl ToJson for NameRecord<'_> {
    fn write_to(&self, json: &mut Vec<u8>) {
        write_object!(json, {
            // The name is the core of its mention.
            "text": self.claim.quoted(self.claim.claim.mention.core),
            "role": self.name.role,
            "class": Word(self.name.class.as_str()),
        });
    }
}

struct TimexRecord<'a>(&'a Timex);

impl ToJson for TimexRecord<'_> {
    fn write_to(&self, json: &mut Vec<u8>) {
        let timex = self.0;
        let (first, last) = timex.allowed().unwrap_or_default();
        write_object!(json, {
            "timex": Timex3(timex),
            "first": first.map(Day),
            "last": last.map(Day),
            "grain": Word(timex.grain().as_str()),
            "modifier": timex.modifier.map(|modifier| Word(modifier.as_str())),
            "anchor": timex.anchor.map(Day),
        });
    }
}

/// The TIMEX3 value of a date.
struct Timex3<'a>(&'a Timex);

impl ToJson for Timex3<'_> {
    fn write_to(&self, json: &mut Vec<u8>) {
        match *self.0 {
            // Most dates are days.
            Timex { stretch: Stretch::Day(day), time: None, .. } => Day(day).write_to(json),
            _ => self.0.timex3().write_to(json),
        }
    }
}

/// The notation of a duration, which has no days of the calendar.
struct DurationRecord<'a>(&'a Duration);

impl ToJson for DurationRecord<'_> {
    fn write_to(&self, json: &mut Vec<u8>) {
        write_object!(json, {
            "timex": self.0.timex3(), "first": null, "last": null, "grain": Word(self.0.unit().as_str()),
            "modifier": null, "anchor": null,
        });
    }
}

impl ToJson for RuleSource {
    fn write_to(&self, json: &mut Vec<u8>) {
        self.to_string().write_to(json);
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

fn trend(amount: &Amount) -> Option<Word> {
    amount.trend().map(|trend| match trend {
        Trend::Up => Word("up"),
        Trend::Down => Word("down"),
    })
}

/// The sentence, or of a monstrous one the part around the claim.
fn excerpt(text: &str, sentence: Span, claim: Span) -> Span {
    if sentence.len() <= MAX_SENTENCE {
        return sentence;
    }
    let mut start = sentence.start().max(claim.start().saturating_sub(MAX_SENTENCE / 2));
    let mut end = sentence.end().min(claim.end().saturating_add(MAX_SENTENCE / 2));
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Span::new(start, end)
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ids_are_written_as_they_are_shown(bytes in any::<[u8; 8]>()) {
            let mut json = Vec::new();
            Id(bytes).write_to(&mut json);
            prop_assert_eq!(String::from_utf8(json), Ok(format!("\"{}\"", Id(bytes))));
        }
    }
}
