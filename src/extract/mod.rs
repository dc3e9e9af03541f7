//! Text into mentions: every number, sum, share, measure, duration and date, with the words around it that
//! change what it means.
//!
//! Order: dates claim their tokens first (most false counts are years and days of months), then durations, money,
//! percentages, measures, ages, ordinals, and last plain counts. Only sentences with an anchor (a digit, a number word,
//! a month, a weekday, a currency sign …) are looked at.

mod address;
mod age;
mod attribution;
mod bond;
mod coin;
mod date;
mod duration;
mod hedge;
mod keep;
mod money;
pub(crate) mod name;
mod noun;
mod numeral;
mod part;
mod quantity;
mod range;
mod referent;
mod share;
mod status;
mod sum;
mod tens;
mod trap;
mod unit;

pub use date::parse_date;
pub use name::Name;

use self::date::Temporal;
use self::part::{PartText, Voices};
use crate::article::{Article, Part};
use crate::segment::{Segments, Tokens, segment_articles, segment_title};
use crate::span::Span;
use crate::value::{Amount, Hedge, Timex, Value};
use rustc_hash::{FxBuildHasher, FxHashSet};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// An article with everything that was read out of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reading {
    /// Segments of the declared title, if there is one.
    pub title: Option<Segments>,
    /// Segments of the body.
    pub body: Segments,
    /// Mentions, those of the title first, then in the order of the text.
    pub mentions: Vec<Mention>,
    /// Names of the body, in the order of the text. They are mentions only where a rule takes them, or all are asked for.
    pub names: Vec<Name>,
}

impl Reading {
    /// Every name as a mention.
    #[must_use]
    pub fn name_mentions(&self, article: &Article) -> Vec<Mention> {
        name::mentions(&self.names, article, &self.body)
    }

    /// The first mention of each name: an article may name one person in every sentence.
    #[must_use]
    pub(crate) fn first_name_mentions(&self, article: &Article) -> Vec<Mention> {
        let tokens = Tokens { text: &article.text, tokens: &self.body.tokens };
        let mut seen = FxHashSet::with_capacity_and_hasher(self.names.len(), FxBuildHasher);
        let first: Vec<&Name> = self.names.iter().filter(|name| seen.insert(name.text(tokens))).collect();
        name::mentions(first, article, &self.body)
    }

    /// The segments of a part.
    #[must_use]
    pub fn segments(&self, part: Part) -> &Segments {
        match part {
            Part::Title => self.title.as_ref().expect("only a declared title has mentions"),
            Part::Body => &self.body,
        }
    }
}

/// A span of an article that expresses a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Which text the spans point into.
    pub part: Part,
    /// From the hedge to the counted noun or unit.
    pub span: Span,
    /// The numeral or date expression alone, without hedge and noun.
    pub core: Span,
    /// The sentence, as an index into the segments of `part`.
    pub sentence: usize,
    /// What it means.
    pub value: Value,
    /// The counted noun phrase; borrowed from an earlier number if elided ("900 in Syria").
    pub counted: Option<Counted>,
    /// Who is said to say it.
    pub speaker: Option<Speaker>,
    /// Whether it is asserted.
    pub status: Status,
    /// When it was true, if the sentence says so ("as of Monday evening").
    pub as_of: Option<Timex>,
    /// Which extractor found it.
    pub found_by: Extractor,
    /// From a caption: never the sole ground of a conflict.
    pub weak: bool,
    /// The numeral of the mention that this one says once more in another currency or unit: the "$108 million" of "85
    /// million euros ($108 million)". The two are one fact.
    pub restates: Option<Span>,
}

impl Mention {
    /// Whether it is a sum of which neither number nor currency is said: "millions in aid".
    pub(crate) fn is_bare_sum(&self) -> bool {
        let vague = |amount: &Amount| amount.hedge() == Hedge::Vague && amount.stated().is_none();
        matches!(&self.value, Value::Money(amount, _) if vague(amount)) && self.span.end() == self.core.end()
    }
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The noun phrase: "active-duty U.S. troops".
    pub phrase: Span,
    /// Its head noun: "troops".
    pub head: Span,
    /// Whether the noun stands with an earlier number and is only understood here.
    pub elided: bool,
}

/// Who is said to say it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Speaker {
    /// The words that name the speaker.
    pub span: Span,
    /// The name to compare by: a person's or organisation's name without titles, or the description in lower case.
    pub name: String,
    /// Whether it names a person or organisation ("the Pentagon"), or only describes one ("officials").
    pub named: bool,
}

/// Whether the text asserts what it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Status {
    /// Said as a fact, or attributed to somebody who says it as a fact.
    #[default]
    Asserted,
    /// "denied that", "it is not true that"
    Denied,
    /// "if", "could", "would", "may have"
    Hypothetical,
    /// "plans to", "will", "expected to", "proposed"
    Planned,
    /// Quoted in order to rebut.
    Quoted,
}

impl Status {
    /// Every one.
    pub(crate) const ALL: [Self; 5] = [Self::Asserted, Self::Denied, Self::Hypothetical, Self::Planned, Self::Quoted];

    /// The word that stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Denied => "denied",
            Self::Hypothetical => "hypothetical",
            Self::Planned => "planned",
            Self::Quoted => "quoted",
        }
    }
}

/// Which extractor found a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Extractor {
    /// `extract/date.rs`
    Date,
    /// `extract/duration.rs`
    Duration,
    /// `extract/money.rs`
    Money,
    /// `extract/percent.rs`
    Percent,
    /// `extract/measure.rs`
    Measure,
    /// `extract/count.rs`
    Count,
    /// `extract/name.rs`
    Name,
}

impl Extractor {
    /// Every one.
    pub(crate) const ALL: [Self; 7] =
        [Self::Date, Self::Duration, Self::Money, Self::Percent, Self::Measure, Self::Count, Self::Name];

    /// The word that stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Duration => "duration",
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Measure => "measure",
            Self::Count => "count",
            Self::Name => "name",
        }
    }
}

/// Reads an article.
#[must_use]
pub fn read(article: &Article) -> Reading {
    read_all(std::slice::from_ref(article)).pop().expect("every article has a reading")
}

/// Reads some articles, as [`read`] does one, in passes over all of them: who speaks and who is named, dates, quantities, and
/// what becomes of them. The code of a pass stays in a near cache beside some two hundred kilobytes of text; read one by one,
/// each article would fetch all code anew, and each sentence teach its branches again.
#[must_use]
pub fn read_all(articles: &[Article]) -> Vec<Reading> {
    let titles = articles.iter().map(|article| article.title.as_ref().map(|title| segment_title(&title.text)));
    let segments: Vec<_> = titles.zip(segment_articles(articles)).collect();
    let parts: Vec<PartText<'_>> = articles
        .iter()
        .zip(&segments)
        .enumerate()
        .flat_map(|(index, (article, (title, body)))| {
            let title = title.iter().map(|title| (Part::Title, title));
            title.chain([(Part::Body, body)]).map(move |(part, segments)| PartText::new(index, article, part, segments))
        })
        .collect();
    let mut voices: Vec<Voices> = parts.iter().map(|part| part.voices(part.names())).collect();
    let dates: Vec<_> = parts.iter().zip(&mut voices).map(|(part, voices)| part.dates(voices)).collect();
    let parts_with_dates = parts.iter().zip(&mut voices).zip(dates);
    let found: Vec<_> = parts_with_dates.map(|((part, voices), dates)| part.quantities(voices, dates)).collect();
    let statuses: Vec<_> =
        parts.iter().zip(&voices).zip(&found).map(|((part, voices), found)| part.statuses(voices, found)).collect();
    let mut mentions: Vec<Vec<Mention>> = articles.iter().map(|_| Vec::new()).collect();
    let mut names: Vec<Vec<Name>> = articles.iter().map(|_| Vec::new()).collect();
    for (((part, voices), found), statuses) in parts.iter().zip(voices).zip(found).zip(statuses) {
        part.mentions(&voices, found, statuses, &mut mentions[part.article]);
        // The capitals of titles say nothing about names.
        if part.part == Part::Body {
            names[part.article] = voices.names;
        }
    }
    let reading = |(((title, body), mentions), names)| Reading { title, body, mentions, names };
    segments.into_iter().zip(mentions).zip(names).map(reading).collect()
}

/// What an extractor found in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    /// From the hedge to the noun or unit.
    tokens: Range<usize>,
    /// The numeral or date expression alone.
    core: Span,
    value: Value,
    counted: Option<Counted>,
    found_by: Extractor,
    /// The numeral of the sum or measure that this one says once more in another currency or unit.
    restates: Option<Span>,
}

impl Found {
    /// Recurring times ("every day") have no value.
    fn temporal(found: Temporal) -> Option<Self> {
        let value = found.value?;
        let found_by = if matches!(value, Value::Duration(_)) { Extractor::Duration } else { Extractor::Date };
        Some(Self { tokens: found.tokens, core: found.core, value, counted: None, found_by, restates: None })
    }
}
