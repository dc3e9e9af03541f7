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

use self::attribution::{Attribution, Speakers};
use self::date::Temporal;
use self::referent::Referents;
use crate::article::{Article, Part};
use crate::segment::lexicon::Class;
use crate::segment::{BlockKind, Segments, Sentence, Tokens, is_word, segment_article, segment_title};
use crate::span::Span;
use crate::value::time::Stretch;
use crate::value::{Amount, Hedge, Timex, Value};
use jiff::ToSpan;
use jiff::civil::Date;
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
        let first: Vec<Name> = self.names.iter().filter(|name| seen.insert(name.text(tokens))).cloned().collect();
        name::mentions(&first, article, &self.body)
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
    let title = article.title.as_ref().map(|title| segment_title(&title.text));
    let body = segment_article(article);
    let mut mentions = Vec::with_capacity(body.sentences.len());
    // The capitals of titles say nothing about names.
    if let Some(segments) = &title {
        read_part(article, Part::Title, segments, &mut mentions);
    }
    let names = read_part(article, Part::Body, &body, &mut mentions);
    Reading { title, body, mentions, names }
}

/// Reads one text in passes over its sentences: who speaks and who is named, dates, quantities, and what becomes of them. Each
/// pass has as much code as the nearest cache holds; sentence by sentence it would be fetched anew for each.
fn read_part(article: &Article, part: Part, segments: &Segments, mentions: &mut Vec<Mention>) -> Vec<Name> {
    let text = PartText { text: article.part(part), segments };
    let published = article.published.map(|published| published.date);
    let Voices { mut drafts, attributions, names } = text.voices(part);
    let dates = text.dates(&mut drafts, published);
    let found = text.quantities(&mut drafts, dates);
    let mut found = found.into_iter();
    let mut speakers = Speakers::default();
    let first = mentions.len();
    for draft in drafts {
        let sentence = &segments.sentences[draft.sentence];
        let tokens = text.tokens(sentence);
        let attributions = &attributions[draft.attributions];
        if let Some(attribution) = attributions.first() {
            attribution::reach_back(tokens, segments, sentence, attribution, &mut mentions[first..]);
        }
        let weak = segments.blocks[sentence.block].kind == BlockKind::Caption;
        let as_of = as_of(tokens, &sentence.tokens, &found.as_slice()[..draft.found], published);
        for found in found.by_ref().take(draft.found) {
            let (first, end) = (found.tokens.start, found.tokens.end);
            let status = status::status(tokens, &sentence.tokens, first, end);
            let counts = found.value.amount().is_some();
            let named_by = attribution::nearest(attributions, first).map(|attribution| &attribution.named_by);
            mentions.push(Mention {
                part,
                span: without_full_stop(tokens, &sentence.tokens, tokens.span(first, end - 1)),
                core: without_full_stop(tokens, &sentence.tokens, found.core),
                sentence: draft.sentence,
                value: found.value,
                counted: found.counted,
                speaker: named_by.or(draft.running.as_ref()).map(|words| speakers.of(tokens, words)),
                status,
                as_of: if counts && status == Status::Asserted { as_of.clone() } else { None },
                found_by: found.found_by,
                weak,
                restates: found.restates,
            });
        }
    }
    names
}

/// One text of an article.
#[derive(Clone, Copy)]
struct PartText<'a> {
    text: &'a str,
    segments: &'a Segments,
}

/// A sentence that has a figure or an attribution, while its text is read.
struct Draft {
    /// As an index into the segments.
    sentence: usize,
    /// As indices into the attributions of the text.
    attributions: Range<usize>,
    /// The tokens of who spoke last, if the sentence stands in a quotation that runs on.
    running: Option<Range<usize>>,
    /// The classes of its tokens.
    classes: Class,
    /// Whether it may have a figure: most sentences have none, and are not looked at again.
    figures: bool,
    /// How many dates, times and durations were found in it.
    dates: usize,
    /// How many dates and quantities were found in it.
    found: usize,
}

/// Who speaks, and who is named.
struct Voices {
    drafts: Vec<Draft>,
    attributions: Vec<Attribution>,
    names: Vec<Name>,
}

impl<'a> PartText<'a> {
    /// The tokens up to the end of a sentence: nothing reads on into the next one.
    fn tokens(self, sentence: &Sentence) -> Tokens<'a> {
        Tokens { text: self.text, tokens: &self.segments.tokens[..sentence.tokens.end] }
    }

    /// Finds who speaks in each sentence, and who is named. What carries over from one to the next is the last speaker.
    fn voices(self, part: Part) -> Voices {
        let segments = self.segments;
        let mut names = name::NameReader::default();
        let mut referents = Referents::default();
        let mut attributions = Vec::new();
        let mut drafts = Vec::with_capacity(segments.sentences.len());
        for (index, sentence) in segments.sentences.iter().enumerate() {
            let tokens = self.tokens(sentence);
            // One look over the sentence tells what is not worth a closer one.
            let classes = tokens.classes(sentence.tokens.clone());
            let kind = segments.blocks[sentence.block].kind;
            let first = attributions.len();
            referents.act(tokens, &sentence.tokens, |name| names.is_surname(name));
            if classes.meets(Class::REPORTING) {
                attribution::find(tokens, &sentence.tokens, &mut referents, &mut attributions);
            } else if part == Part::Title || kind == BlockKind::Heading {
                attribution::find_in_headline(tokens, &sentence.tokens, &mut referents, &mut attributions);
            }
            names.read(tokens, index, sentence, kind, &attributions[first..]);
            let fractions =
                || classes.meets(Class::RARE_SIGN) && sentence.tokens.clone().any(|at| is_fraction(tokens, at));
            let figures = classes.meets(Class::ANCHOR.with(Class::NUMBER)) || fractions();
            if figures || attributions.len() > first {
                let runs_on = || attribution::runs_on(&segments.quotations, sentence.span);
                let running = referents.last().filter(|_| figures && runs_on()).cloned();
                let attributions = first..attributions.len();
                drafts.push(Draft { sentence: index, attributions, running, classes, figures, dates: 0, found: 0 });
            }
        }
        Voices { drafts, attributions, names: names.into_names() }
    }

    /// Finds the dates, times and durations.
    fn dates(self, drafts: &mut [Draft], published: Option<Date>) -> Vec<Temporal> {
        let mut context = date::Context::new(published);
        let mut dates = Vec::new();
        for draft in drafts.iter_mut().filter(|draft| draft.figures) {
            let sentence = &self.segments.sentences[draft.sentence];
            let addresses = self.addresses(draft);
            let first = dates.len();
            date::find(self.tokens(sentence), sentence, &addresses, &mut context, &mut dates);
            draft.dates = dates.len() - first;
        }
        dates
    }

    /// Finds the quantities outside dates; gives them and the dates with a value, in order.
    fn quantities(self, drafts: &mut [Draft], dates: Vec<Temporal>) -> Vec<Found> {
        let mut lender = None;
        let mut taken = Vec::new();
        let mut found = Vec::with_capacity(2 * dates.len());
        let mut dates = dates.into_iter();
        for draft in drafts.iter_mut().filter(|draft| draft.figures) {
            let bounds = &self.segments.sentences[draft.sentence].tokens;
            taken.clear();
            taken.extend(dates.as_slice()[..draft.dates].iter().map(|date| date.tokens.clone()));
            let addresses = self.addresses(draft);
            if !addresses.is_empty() {
                taken.extend(addresses);
                taken.sort_by_key(|range| range.start);
            }
            let tokens = self.tokens(&self.segments.sentences[draft.sentence]);
            let first = found.len();
            quantity::find(quantity::Scope { tokens, bounds, taken: &taken }, &mut lender, &mut found);
            found.extend(dates.by_ref().take(draft.dates).filter_map(Found::temporal));
            found[first..].sort_by_key(|found| found.tokens.start);
            draft.found = found.len() - first;
        }
        found
    }

    /// The tokens of the addresses of a sentence, in order.
    fn addresses(self, draft: &Draft) -> Vec<Range<usize>> {
        let sentence = &self.segments.sentences[draft.sentence];
        if draft.classes.meets(Class::ADDRESS) {
            address::addresses(self.tokens(sentence), &sentence.tokens)
        } else {
            Vec::new()
        }
    }
}

/// A span without the full stop of its sentence, which "$1M." and "30 C." hold in their last token.
fn without_full_stop(tokens: Tokens<'_>, bounds: &Range<usize>, span: Span) -> Span {
    let Some(last) = bounds.end.checked_sub(1).filter(|&last| last >= bounds.start) else { return span };
    let stopped = tokens.raw(last).len() == 2 && tokens.raw(last).ends_with('.');
    let ends = span.end() == tokens.tokens[last].span.end();
    if stopped && ends { Span::new(span.start(), span.end() - 1) } else { span }
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

/// How far from its time the verb of a tally may stand. (P)
const TALLY_REACH: usize = 30;

/// The time at which the figures of a sentence stood: "as of Monday evening", "had died by late Monday". A deadline ("300
/// will come by Monday") is none, nor is a day after publication.
fn as_of(tokens: Tokens<'_>, bounds: &Range<usize>, found: &[Found], published: Option<Date>) -> Option<Timex> {
    found.iter().find_map(|found| {
        let timex = found.value.timex()?;
        let first = found.tokens.start;
        let before =
            |back: usize| first.checked_sub(back).filter(|&at| at >= bounds.start).map_or("", |at| tokens.word(at));
        let stated = before(1) == "of" && before(2) == "as";
        let by = is_word!(tokens.id(first), "by") || before(1) == "by";
        let tallied = || {
            let near = bounds.start.max(first.saturating_sub(TALLY_REACH))..bounds.end.min(first + TALLY_REACH);
            let mut near = near;
            near.any(|at| {
                is_word!(
                    tokens.small(at),
                    "had" | "has" | "have" | "stood" | "rose" | "risen" | "reached" | "climbed" | "grew" | "were"
                )
            })
        };
        let past = timex.days().zip(published).is_none_or(|((first, _), published)| first <= published);
        let weekday = || found.tokens.clone().any(|at| tokens.is(at, Class::WEEKDAY));
        (past && (stated || by && tallied())).then(|| {
            let next_day = published.filter(|_| stated && weekday()).and_then(|day| is_weekday_after(timex, day));
            next_day.map_or_else(|| timex.clone(), |day| Timex { stretch: Stretch::Day(day), ..timex.clone() })
        })
    })
}

/// "As of Tuesday" in an article of Monday is said in its update on the next day, not of what was six days ago.
fn is_weekday_after(timex: &Timex, published: Date) -> Option<Date> {
    let Stretch::Day(day) = timex.stretch else { return None };
    let next = published.tomorrow().ok()?;
    (day.checked_add(7_i32.days()).ok()? == next).then_some(next)
}

impl Found {
    /// Recurring times ("every day") have no value.
    fn temporal(found: Temporal) -> Option<Self> {
        let value = found.value?;
        let found_by = if matches!(value, Value::Duration(_)) { Extractor::Duration } else { Extractor::Date };
        Some(Self { tokens: found.tokens, core: found.core, value, counted: None, found_by, restates: None })
    }
}

/// Whether a token is the sign of a fraction, which is a figure by itself.
fn is_fraction(tokens: Tokens<'_>, at: usize) -> bool {
    tokens.is(at, Class::RARE_SIGN) && matches!(tokens.raw(at), "½" | "¼" | "¾" | "⅓" | "⅔")
}
