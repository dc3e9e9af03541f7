//! Lines of `crosscheck claims --format jsonl` read back, so that reading and comparing can run apart.
//!
//! What is compared is what the lines say. The articles come with their text (`source`, on the first line of each), of which
//! comparison reads the words around a claim; a claim whose words are not those of the text is refused.
//!
//! Every line that is no claim, or cannot be one of its article, is a problem with its file, line and what to do; the rest is
//! read. Any input is acceptable: nothing in a line can break more than its own claim.
//!
//! Invariant: spans lie in their article, on the borders of characters, and in one of its sentences.

use super::jsonl::{self, Line, Lines, open_stream};
use super::{Inputs, ReadOptions, make_ids_unique};
use crate::article::{Article, ArticleId, Part, Published, Title};
use crate::claim::{Claim, RuleSource, Slots, TopicId};
use crate::error::{Diagnostic, Severity, closest};
use crate::extract::{self, Counted, Extractor, Mention, Reading, Speaker, Status};
use crate::report::json::exact::{Exact, ExactDate, Offsets, Open};
use crate::rule::RuleSet;
use crate::segment::BlockKind;
use crate::span::Span;
use crate::value::amount::Trend;
use crate::value::{
    Amount, Currency, Duration, Hedge, Interval, Kind, Modifier, NameClass, ProperName, TimeUnit, Unit, Value,
};
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Articles whose claims were read elsewhere.
#[derive(Debug, Default)]
pub struct Claimed {
    /// The articles, with what was wrong on the way.
    pub inputs: Inputs,
    /// The text of each article, read again for the words around the claims.
    pub readings: Vec<Reading>,
    /// The claims, those under a topic first, by the order of `inputs.articles`.
    pub claims: Vec<Claim>,
}

/// Reads streams of claims; `-` is standard input. Topics are those of `rules`.
#[must_use]
pub fn read_claims(paths: &[PathBuf], options: &ReadOptions, rules: &RuleSet) -> Claimed {
    let mut reader = Reader {
        options,
        rules,
        inputs: options.inputs(),
        readings: Vec::new(),
        claims: Vec::new(),
        stories: BTreeSet::new(),
    };
    for path in paths {
        reader.read(path);
    }
    reader.finish()
}

struct Reader<'a> {
    options: &'a ReadOptions,
    rules: &'a RuleSet,
    inputs: Inputs,
    readings: Vec<Reading>,
    claims: Vec<Claim>,
    /// Titles of the stories.
    stories: BTreeSet<String>,
}

impl Reader<'_> {
    fn read(&mut self, path: &Path) {
        let mut stream = Stream::default();
        let lines = match open_stream(path) {
            Ok(reader) => Lines::new(reader),
            Err(error) => return self.complain(path, None, error.to_string()),
        };
        for line in lines {
            match line {
                Ok(line) => {
                    if let Err(problem) = self.read_line(&line, &mut stream) {
                        self.inputs.problems.push(problem.diagnostic(path, &line));
                    }
                }
                Err(error) => return self.complain(path, None, error.to_string()),
            }
        }
        if stream.articles.is_empty() {
            let message = "holds no article; write claims with `crosscheck claims --all --format jsonl`".to_owned();
            self.complain(path, None, message);
        }
    }

    fn read_line(&mut self, line: &Line, stream: &mut Stream) -> Result<(), Problem> {
        let mut record: Record = line.record()?;
        if let Some(error) = record.error.take() {
            let path = record.path.take().or(record.article.take()).unwrap_or_default();
            return Err(Problem::Earlier(Diagnostic {
                severity: Severity::Error,
                path,
                line: record.line,
                message: error,
            }));
        }
        let name = record.article.take().ok_or_else(|| "is no claim: it names no `article`".to_owned())?;
        let given = match record.source.take() {
            Some(source) => Some(self.add_article(name.clone(), source, stream)?),
            None => stream.articles.get(&name).copied(),
        };
        if record.kind.is_none() {
            return Ok(());
        }
        let index = given.ok_or_else(|| {
            format!(
                "the article `{name}` is not known: its `source` stands on the first of its lines, which is missing"
            )
        })?;
        if !stream.seen.insert((index, record.id.clone())) {
            return Err("the same claim stands on an earlier line".to_owned().into());
        }
        let article = &self.inputs.articles[index];
        let restored = Restored { article, reading: &self.readings[index], rules: self.rules };
        let id = ArticleId(u32::try_from(index).map_err(|_| "too many articles".to_owned())?);
        let claim = restored.claim(id, &record)?;
        // Names that no rule took are listed, and compared by spelling, but are no claims.
        if claim.topic.is_some() || claim.mention.value.kind() != Kind::Name {
            self.claims.push(claim);
        }
        Ok(())
    }

    /// The index of the article; one that was given before is not added again.
    fn add_article(&mut self, id: String, source: Source, stream: &mut Stream) -> Result<usize, String> {
        if let Some(story) = &source.story {
            self.stories.insert(story.clone());
        }
        if let Some(&known) = stream.articles.get(&id)
            && self.inputs.articles[known].text == source.text
        {
            return Ok(known);
        }
        let article = self.options.complete(source.article(id.clone())?);
        let index = self.inputs.articles.len();
        let reading = catch_unwind(AssertUnwindSafe(|| extract::read(&article)));
        self.readings.push(reading.map_err(|_| "internal error: this article could not be read; please report it")?);
        self.inputs.articles.push(article);
        stream.articles.insert(id, index);
        Ok(index)
    }

    fn complain(&mut self, path: &Path, line: Option<usize>, message: String) {
        self.inputs.problems.push(jsonl::problem(path, line, message));
    }

    /// Sorts by article id, as comparison wants it, and the claims as placing leaves them.
    fn finish(mut self) -> Claimed {
        if self.stories.len() == 1 {
            self.inputs.story = self.stories.pop_first();
        }
        make_ids_unique(&mut self.inputs.articles);
        let mut order: Vec<usize> = (0..self.inputs.articles.len()).collect();
        order.sort_by(|&left, &right| self.inputs.articles[left].id.cmp(&self.inputs.articles[right].id));
        let mut ranks = vec![ArticleId(0); order.len()];
        for (rank, &index) in (0..).zip(&order) {
            ranks[index] = ArticleId(rank);
        }
        for claim in &mut self.claims {
            claim.article = ranks[claim.article.index()];
        }
        self.claims.sort_by_key(|claim| (claim.article, claim.topic.is_none(), claim.mention.part, claim.mention.span));
        let mut slots: Vec<Option<(Article, Reading)>> =
            self.inputs.articles.into_iter().zip(self.readings).map(Some).collect();
        let (articles, readings) = order.iter().filter_map(|&index| slots[index].take()).unzip();
        self.inputs.articles = articles;
        Claimed { inputs: self.inputs, readings, claims: self.claims }
    }
}

/// What is known of the stream so far.
#[derive(Default)]
struct Stream {
    /// The latest article of each name.
    articles: BTreeMap<String, usize>,
    /// Articles and ids of claims.
    seen: BTreeSet<(usize, String)>,
}

/// Why a line gives no claim.
enum Problem {
    /// The line itself is at fault.
    Line(String),
    /// The line reports what could not be read when the claims were made.
    Earlier(Diagnostic),
}

impl From<String> for Problem {
    fn from(message: String) -> Self {
        Self::Line(message)
    }
}

impl Problem {
    fn diagnostic(self, path: &Path, line: &Line) -> Diagnostic {
        match self {
            Self::Line(message) => jsonl::problem(path, Some(line.number()), message),
            Self::Earlier(diagnostic) => diagnostic,
        }
    }
}

/// The object on a line: a claim, an article without claims, or an error.
#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    id: String,
    article: Option<String>,
    source: Option<Source>,
    error: Option<String>,
    path: Option<String>,
    line: Option<usize>,
    kind: Option<String>,
    #[serde(default)]
    start: usize,
    #[serde(default)]
    end: usize,
    #[serde(default)]
    text: String,
    amount: Option<AmountFields>,
    trend: Option<String>,
    unit: Option<String>,
    date: Option<DateFields>,
    name: Option<NameFields>,
    topic: Option<String>,
    #[serde(default)]
    slots: Slots,
    #[serde(default)]
    status: String,
    as_of: Option<DateFields>,
    #[serde(default)]
    found_by: String,
    rule: Option<String>,
    #[serde(default)]
    derived_from: Vec<String>,
    exact: Option<Exact>,
}

#[derive(Deserialize)]
struct AmountFields {
    stated: Option<String>,
    stated_high: Option<String>,
    low: Option<String>,
    high: Option<String>,
    hedge: String,
}

#[derive(Deserialize)]
struct DateFields {
    timex: String,
    modifier: Option<String>,
    anchor: Option<String>,
}

#[derive(Deserialize)]
struct NameFields {
    class: String,
}

#[derive(Deserialize)]
struct Source {
    story: Option<String>,
    path: Option<String>,
    title: Option<String>,
    title_start: Option<usize>,
    outlet: Option<String>,
    published: Option<String>,
    published_utc: Option<String>,
    updated: Option<String>,
    updated_utc: Option<String>,
    wire: Option<String>,
    url: Option<String>,
    body: Offsets,
    text: String,
}

impl Source {
    fn article(self, id: String) -> Result<Article, String> {
        let published = moment("published", self.published, self.published_utc)?;
        let updated = moment("updated", self.updated, self.updated_utc)?;
        let body = span(self.body, &self.text).ok_or("`source.body` is not within its text")?;
        let mut article = Article::new(id, self.text);
        if let Some(text) = self.title {
            let stands = |start: &usize| article.text.get(*start..).is_some_and(|rest| rest.starts_with(&text));
            let start = self.title_start.filter(stands);
            article.title = Some(Title { text, start });
        }
        article.body = body;
        article.path = self.path;
        article.outlet = self.outlet;
        article.published = published;
        article.updated = updated;
        article.wire = self.wire;
        article.url = self.url;
        Ok(article)
    }
}

/// A declared day, with the moment if there is one.
fn moment(key: &str, day: Option<String>, utc: Option<String>) -> Result<Option<Published>, String> {
    let Some(day) = day else { return Ok(None) };
    let no_day = |_| format!("`source.{key}` is \"{day}\", which is no day; write it as 2024-01-28");
    let date = day.parse().map_err(no_day)?;
    let utc = match utc {
        Some(utc) => {
            let no_moment = |_| format!("`source.{key}_utc` is \"{utc}\"; write it as 2024-01-28T09:30:00");
            Some(utc.parse().map_err(no_moment)?)
        }
        None => None,
    };
    Ok(Some(Published { date, utc }))
}

/// The span within a text; `None` if it lies outside, or cuts a character.
fn span([start, end]: Offsets, text: &str) -> Option<Span> {
    text.get(start..end).map(|_| Span::new(start, end))
}

/// Claims of one article, made from their lines.
struct Restored<'a> {
    article: &'a Article,
    reading: &'a Reading,
    rules: &'a RuleSet,
}

impl Restored<'_> {
    fn claim(&self, id: ArticleId, record: &Record) -> Result<Claim, String> {
        if !record.derived_from.is_empty() {
            return Err("is a sum of other claims, which comparison makes itself; leave the line out".to_owned());
        }
        Ok(Claim {
            article: id,
            mention: self.mention(record)?,
            topic: record.topic.as_deref().map(|topic| self.topic(topic)).transpose()?,
            slots: record.slots.iter().map(|(name, values)| (name.clone(), sorted(values))).collect(),
            placed_by: record.rule.as_deref().map(rule_source).transpose()?,
            derived_from: Vec::new(),
        })
    }

    fn topic(&self, name: &str) -> Result<TopicId, String> {
        let topics = self.rules.topics();
        if let Some(index) = topics.iter().position(|topic| topic.id == name) {
            return Ok(TopicId(u32::try_from(index).map_err(|_| "too many topics".to_owned())?));
        }
        let hint = match closest(name, topics.iter().map(|topic| topic.id.as_str())) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "give the rules that the claims were made with by --rules".to_owned(),
        };
        Err(format!("no rule has the topic `{name}`; {hint}"))
    }

    fn mention(&self, record: &Record) -> Result<Mention, String> {
        let exact = record.exact.as_ref().ok_or("has no `exact`; write the claims with this version of crosscheck")?;
        let part = if exact.title { Part::Title } else { Part::Body };
        let text = self.article.part(part);
        let outside = |key: &str| format!("`{key}` does not lie in the text of the article");
        let within = |key: &str, offsets: Offsets| span(offsets, text).ok_or_else(|| outside(key));
        let own = self.own_span(part, record).ok_or_else(|| outside("start"))?;
        if own.slice(text) != record.text {
            let found = own.slice(text).chars().take(40).collect::<String>();
            return Err(format!("the article has \"{found}\" there; claims and text are of different versions"));
        }
        let core = within("exact.core", exact.core)?;
        let counted = match &exact.counted {
            Some(counted) => Some(Counted {
                phrase: within("exact.counted.phrase", counted.phrase)?,
                head: within("exact.counted.head", counted.head)?,
                elided: counted.elided,
            }),
            None => None,
        };
        let speaker = match &exact.speaker {
            Some(speaker) => Some(Speaker {
                span: within("exact.speaker.span", speaker.span)?,
                name: speaker.name.clone(),
                named: speaker.named,
            }),
            None => None,
        };
        let segments = match part {
            Part::Title => self.reading.title.as_ref(),
            Part::Body => Some(&self.reading.body),
        };
        let place = segments.and_then(|segments| Some((segments, segments.sentence_at(own.start())?)));
        let (segments, sentence) = place.ok_or("stands in no sentence of the article")?;
        if own.is_empty() || !own.contains(core) {
            return Err("`exact.core` is no part of the claim".to_owned());
        }
        let weak = segments.blocks[segments.sentences[sentence].block].kind == BlockKind::Caption;
        Ok(Mention {
            part,
            span: own,
            core,
            sentence,
            value: value(record, exact, core.slice(text))?,
            counted,
            speaker,
            status: named(&record.status, &Status::ALL, Status::as_str, "status")?,
            as_of: match (&record.as_of, &exact.as_of) {
                (Some(fields), Some(exact)) => Some(timex("as_of", fields, exact)?),
                (None, None) => None,
                _ => return Err("`as_of` and `exact.as_of` do not belong together".to_owned()),
            },
            found_by: named(&record.found_by, &Extractor::ALL, Extractor::as_str, "found_by")?,
            weak,
            restates: exact.restates.map(|offsets| within("exact.restates", offsets)).transpose()?,
        })
    }

    /// The span in the part; the offsets of a title that stands in the file are those in the file.
    fn own_span(&self, part: Part, record: &Record) -> Option<Span> {
        let moved = match (part, &self.article.title) {
            (Part::Title, Some(title)) => title.start.unwrap_or(0),
            _ => 0,
        };
        let offsets = [record.start.checked_sub(moved)?, record.end.checked_sub(moved)?];
        span(offsets, self.article.part(part))
    }
}

/// The value of a claim; `words` are the numeral or date alone.
fn value(record: &Record, exact: &Exact, words: &str) -> Result<Value, String> {
    let kind = record.kind.as_deref().unwrap_or_default();
    let date = || match (&record.date, &exact.date) {
        (Some(fields), Some(exact)) => timex("date", fields, exact),
        _ => Err("has no `date`".to_owned()),
    };
    Ok(match named(kind, &Kind::ALL, Kind::as_str, "kind")? {
        Kind::Count => Value::Count(amount(record, exact)?),
        Kind::Money => Value::Money(amount(record, exact)?, currency(record, exact)?),
        Kind::Percent => Value::Percent(amount(record, exact)?),
        Kind::Points => Value::Points(amount(record, exact)?),
        Kind::Measure => {
            let unit = record.unit.as_deref().unwrap_or_default();
            let unit = Unit::symbol(unit).ok_or_else(|| format!("`{unit}` is no unit"))?;
            Value::Measure(amount(record, exact)?, unit)
        }
        Kind::Duration => {
            let unit =
                named(record.unit.as_deref().unwrap_or_default(), &TimeUnit::ALL, TimeUnit::as_str, "unit of time")?;
            Value::Duration(Duration::new(amount(record, exact)?, unit))
        }
        Kind::Date => Value::Date(date()?),
        Kind::Time => Value::Time(date()?),
        Kind::Age => Value::Age(amount(record, exact)?),
        Kind::Ordinal => Value::Ordinal(amount(record, exact)?),
        Kind::Ratio => Value::Ratio(amount(record, exact)?),
        Kind::Multiple => Value::Multiple(amount(record, exact)?),
        Kind::Name => Value::Name(name(record, exact, words)?),
    })
}

/// The name without its roles, which stand before it.
fn name(record: &Record, exact: &Exact, words: &str) -> Result<ProperName, String> {
    let class = record.name.as_ref().map_or("", |name| name.class.as_str());
    let class = named(class, &NameClass::ALL, NameClass::as_str, "class of names")?;
    let role = record.text.strip_suffix(words).map(str::trim).filter(|role| !role.is_empty() && !exact.title);
    Ok(ProperName { text: words.to_owned(), role: role.map(str::to_owned), class })
}

fn amount(record: &Record, exact: &Exact) -> Result<Amount, String> {
    let fields = record.amount.as_ref().ok_or("has no `amount`")?;
    let number = |key: &str, text: &Option<String>| match text {
        Some(text) => {
            text.parse::<Decimal>().map(Some).map_err(|_| format!("`amount.{key}` is \"{text}\", which is no number"))
        }
        None => Ok(None),
    };
    let stated = (number("stated", &fields.stated)?, number("stated_high", &fields.stated_high)?);
    let (low_open, high_open) = Open::ends(exact.open);
    let low = number("low", &fields.low)?.ok_or("has no `amount.low`")?;
    let interval = Interval { low, low_open, high: number("high", &fields.high)?, high_open };
    let hedge = named(&fields.hedge, &Hedge::ALL, Hedge::as_str, "hedge")?;
    let grain = number("grain", &exact.grain)?.unwrap_or(Decimal::ONE);
    let trend = match record.trend.as_deref() {
        None => None,
        Some("up") => Some(Trend::Up),
        Some("down") => Some(Trend::Down),
        Some(other) => return Err(format!("`{other}` is no trend; write up or down")),
    };
    let amount =
        Amount::restored(stated, interval, hedge, grain).ok_or("the numbers of `amount` do not fit together")?;
    Ok(amount.with_trend(trend))
}

fn currency(record: &Record, exact: &Exact) -> Result<Currency, String> {
    let open = exact.currency.as_deref().map(|sign| (sign, Currency::with_sign(sign)));
    let (name, currency) = match (&record.unit, open) {
        (Some(code), _) => (code.as_str(), Currency::with_code(code)),
        (None, Some(open)) => open,
        (None, None) => return Err("has no currency".to_owned()),
    };
    currency.ok_or_else(|| format!("`{name}` is no currency"))
}

fn timex(key: &str, fields: &DateFields, exact: &ExactDate) -> Result<crate::value::Timex, String> {
    let no_day = |_| format!("`{key}.anchor` is no day; write it as 2024-01-28");
    let anchor = fields.anchor.as_deref().map(str::parse).transpose().map_err(no_day)?;
    let modifier = match fields.modifier.as_deref() {
        Some(word) => Some(Modifier::named(word).ok_or_else(|| format!("`{word}` is no modifier of a date"))?),
        None => None,
    };
    let timex = exact.timex(modifier, anchor).ok_or_else(|| format!("`exact.{key}` is no date"))?;
    if timex.timex3() != fields.timex {
        return Err(format!("`{key}.timex` is {}, `exact.{key}` means {}", fields.timex, timex.timex3()));
    }
    Ok(timex)
}

fn named<T: Copy>(word: &str, all: &[T], as_str: fn(T) -> &'static str, what: &str) -> Result<T, String> {
    all.iter().copied().find(|&known| as_str(known) == word).ok_or_else(|| format!("`{word}` is no {what}"))
}

/// `casualties/killed.yaml:4`
fn rule_source(text: &str) -> Result<RuleSource, String> {
    let place = text.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse().ok()?)));
    let (file, line) =
        place.ok_or_else(|| format!("`rule` is \"{text}\"; write file and line, as in deaths.yaml:4"))?;
    Ok(RuleSource { file: file.to_owned(), line })
}

fn sorted(values: &[String]) -> Vec<String> {
    let values: BTreeSet<&String> = values.iter().collect();
    values.into_iter().cloned().collect()
}
