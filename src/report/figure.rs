//! The claims of a finding, grouped by figure and by article: the rows that people see.

use super::Report;
use super::foreign::Untrusted;
use super::layout::width;
use super::quotation::{Excerpt, Marks, excerpt};
use super::summary::Section;
use super::table::Detail;
use crate::article::{Article, ArticleId};
use crate::claim::{Claim, ClaimId};
use crate::compare::Finding;
use crate::extract::{Mention, Status};
use crate::span::Span;
use crate::value::Value;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// A figure with everyone who gives it.
pub(super) struct Figure {
    /// The value in words, foreign characters made visible.
    pub(super) value: String,
    pub(super) sayings: Vec<Saying>,
}

/// One article that gives a figure, in one or several places.
pub(super) struct Saying {
    pub(super) article: ArticleId,
    pub(super) claims: Vec<ClaimId>,
}

/// Where a figure stands among the others: by time if the finding is about a change, then by size, then by its words.
type Order = (Option<Date>, Option<Decimal>, Option<Date>, String);

/// The figures of a finding, the lowest first; for what changed over time, the earliest first.
pub(super) fn figures(report: &Report, finding: &Finding, detail: Detail) -> Vec<Figure> {
    let by_time = Section::of(finding.verdict) == Section::Moved;
    let mut groups: BTreeMap<String, Vec<ClaimId>> = BTreeMap::new();
    for id in shown_claims(report, finding, detail) {
        groups.entry(value_words(report, finding, id)).or_default().push(id);
    }
    let mut figures: Vec<(Order, Figure)> = Vec::new();
    for (value, claims) in groups {
        let claim = |id: &ClaimId| &report.comparison.claims[id.index()];
        let dates = claims.iter().filter_map(|id| published(&report.articles[claim(id).article.index()]));
        let first_said = dates.min().filter(|_| by_time);
        let least = claims.iter().filter_map(|id| Some(claim(id).mention.value.amount()?.interval().low)).min();
        let first_day = claims.iter().filter_map(|id| Some(claim(id).mention.value.timex()?.days()?.0)).min();
        let sayings = sayings(report, claims);
        figures.push(((first_said, least, first_day, value.clone()), Figure { value, sayings }));
    }
    figures.sort_by(|(left, _), (right, _)| left.cmp(right));
    figures.into_iter().map(|(_, figure)| figure).collect()
}

/// The claims of a finding. The parts of a sum are told with the sum, unless everything is told.
fn shown_claims(report: &Report, finding: &Finding, detail: Detail) -> impl Iterator<Item = ClaimId> {
    let sums = finding.claims.iter().flat_map(|id| &report.comparison.claims[id.index()].derived_from);
    let parts: BTreeSet<ClaimId> = sums.copied().filter(|_| detail < Detail::Verbose).collect();
    finding.claims.iter().copied().filter(move |id| !parts.contains(id))
}

fn sayings(report: &Report, claims: Vec<ClaimId>) -> Vec<Saying> {
    let mut by_article: BTreeMap<ArticleId, Vec<ClaimId>> = BTreeMap::new();
    for id in claims {
        by_article.entry(report.comparison.claims[id.index()].article).or_default().push(id);
    }
    by_article.into_iter().map(|(article, claims)| Saying { article, claims }).collect()
}

/// The day of the last update or of publication.
pub(super) fn published(article: &Article) -> Option<Date> {
    article.updated.or(article.published).map(|published| published.date)
}

/// The value; the parts of a sum; slots that are not those of the finding; and that it is denied, planned ….
fn value_words(report: &Report, finding: &Finding, id: ClaimId) -> String {
    let claim = &report.comparison.claims[id.index()];
    let mut words = claim.mention.value.to_string();
    if !claim.derived_from.is_empty() {
        let parts = claim.derived_from.iter().map(|id| report.comparison.claims[id.index()].mention.value.to_string());
        words = format!("{words} ({})", parts.collect::<Vec<_>>().join(" + "));
    }
    let own = claim.slots.iter().filter(|&(name, values)| finding.slots.get(name) != Some(values));
    for (_, values) in own {
        words = format!("{words}, {}", values.join(" and "));
    }
    if claim.mention.status != Status::Asserted {
        words = format!("{words} ({})", claim.mention.status.as_str());
    }
    Untrusted(&words).to_string()
}

/// What is printed of a saying beside the quotation: outlet, file and lines, date, speaker; one line each.
pub(super) fn said_by(report: &Report, saying: &Saying, with_date: bool) -> Vec<String> {
    let article = &report.articles[saying.article.index()];
    let mut lines = Vec::new();
    if let Some(outlet) = &article.outlet {
        lines.push(Untrusted(outlet).to_string());
    }
    lines.push(locator(report, saying));
    if with_date && let Some(date) = published(article) {
        lines.push(Value::Date(crate::value::Timex::new(crate::value::time::Stretch::Day(date))).to_string());
    }
    if let Some(speaker) = speaker(report, saying) {
        lines.push(format!("citing {}", Untrusted(&speaker)));
    }
    lines
}

/// `file:line`, further lines after commas.
pub(super) fn locator(report: &Report, saying: &Saying) -> String {
    let article = &report.articles[saying.article.index()];
    let mut lines: Vec<Option<usize>> = Vec::new();
    for &id in &saying.claims {
        let claim = &report.comparison.claims[id.index()];
        let place = article.in_file(claim.mention.part, claim.mention.span);
        let line = place.map(|span| article.lines().line_number(span.start()));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let places = lines.iter().map(|line| line.map_or_else(|| "title".to_owned(), |line| line.to_string()));
    format!("{}:{}", Untrusted(&article.id), places.collect::<Vec<_>>().join(", "))
}

/// Whom the article cites for a figure.
pub(super) fn speaker(report: &Report, saying: &Saying) -> Option<String> {
    let article = &report.articles[saying.article.index()];
    saying.claims.iter().find_map(|id| {
        let mention = &report.comparison.claims[id.index()].mention;
        let speaker = mention.speaker.as_ref().filter(|speaker| speaker.named)?;
        Some(super::foreign::one_line(article.words(mention.part, speaker.span)))
    })
}

/// The words of a claim in its sentence; those of a sum from its first part to its last if they share a sentence.
pub(super) fn words(report: &Report, id: ClaimId, columns: usize, marks: Marks) -> String {
    let columns = columns.saturating_sub(2 * width(marks.open));
    let quoted = excerpts(report, id, columns, marks.omitted);
    quoted.iter().map(|excerpt| excerpt.inked(marks)).collect::<Vec<_>>().join(" ")
}

/// The same for some claims of one article.
pub(super) fn words_of_all(report: &Report, claims: &[ClaimId], columns: usize, marks: Marks) -> String {
    let columns = columns.saturating_sub(2 * width(marks.open));
    let quoted = excerpts_of_all(report, claims, columns, marks.omitted);
    quoted.iter().map(|excerpt| excerpt.inked(marks)).collect::<Vec<_>>().join(" ")
}

/// What [`words`] quotes, sentence by sentence.
pub(super) fn excerpts(report: &Report, id: ClaimId, columns: usize, omitted: &str) -> Vec<Excerpt> {
    let claim = &report.comparison.claims[id.index()];
    let parts = claim.derived_from.iter().map(|part| &report.comparison.claims[part.index()].mention);
    quoted(report, claim.article, parts.chain(std::iter::once(&claim.mention)), columns, omitted)
}

/// The words of some claims of one article, those of a sentence together from the first to the last.
pub(super) fn excerpts_of_all(report: &Report, claims: &[ClaimId], columns: usize, omitted: &str) -> Vec<Excerpt> {
    let claims: Vec<&Claim> = claims.iter().map(|id| &report.comparison.claims[id.index()]).collect();
    let Some(first) = claims.first() else { return Vec::new() };
    quoted(report, first.article, claims.iter().map(|claim| &claim.mention), columns, omitted)
}

fn quoted<'a>(
    report: &Report,
    article: ArticleId,
    mentions: impl Iterator<Item = &'a Mention>,
    columns: usize,
    omitted: &str,
) -> Vec<Excerpt> {
    let mut quotations: Vec<(usize, crate::article::Part, Span)> = Vec::new();
    for mention in mentions {
        match quotations.iter_mut().find(|(sentence, part, _)| (*sentence, *part) == (mention.sentence, mention.part)) {
            Some((_, _, span)) => *span = span.join(mention.span),
            None => quotations.push((mention.sentence, mention.part, mention.span)),
        }
    }
    let (article, reading) = (&report.articles[article.index()], &report.readings[article.index()]);
    let quoted = quotations.into_iter().map(|(sentence, part, span)| {
        let sentence = reading.segments(part).sentences.get(sentence).map_or(span, |sentence| sentence.span);
        excerpt(article.part(part), sentence, span, columns, omitted)
    });
    quoted.collect()
}

/// What [`words`] quotes, in quotation marks, nothing left out and without ink.
pub(super) fn quotation(report: &Report, id: ClaimId, marks: Marks) -> String {
    in_marks(&excerpts(report, id, usize::MAX / 2, marks.omitted), marks)
}

/// The same for some claims of one article.
pub(super) fn quotation_of_all(report: &Report, claims: &[ClaimId], marks: Marks) -> String {
    in_marks(&excerpts_of_all(report, claims, usize::MAX / 2, marks.omitted), marks)
}

fn in_marks(excerpts: &[Excerpt], marks: Marks) -> String {
    let quoted =
        excerpts.iter().map(|it| format!("{}{}{}{}{}", marks.open, it.before, it.words, it.after, marks.close));
    quoted.collect::<Vec<_>>().join(" ")
}

/// Where a spelling of a name stands first in the body of an article, in its file.
pub(super) fn spelled_at(article: &Article, spelling: &str) -> Option<Span> {
    let start = article.body.start() + article.body.slice(&article.text).find(spelling)?;
    Some(Span::new(start, start + spelling.len()))
}

/// The widest value.
pub(super) fn widest_value(figures: &[Figure]) -> usize {
    figures.iter().map(|figure| width(&figure.value)).max().unwrap_or(0)
}

/// A place in a text as people and programs count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    /// From 1.
    pub(super) line: usize,
    /// In characters, from 1.
    pub(super) column: usize,
}

/// Where the words of a claim stand.
pub(super) struct Place<'a> {
    /// The file as it was given, or the id of the article.
    pub(super) file: &'a str,
    /// The first character; `None` for a title that stands nowhere in the file.
    pub(super) start: Option<Point>,
    /// After the last character.
    pub(super) end: Option<Point>,
}

/// Where the words of a claim stand.
pub(super) fn place(report: &Report, id: ClaimId) -> Place<'_> {
    let claim = &report.comparison.claims[id.index()];
    let article = &report.articles[claim.article.index()];
    let span = article.in_file(claim.mention.part, claim.mention.span);
    let point = |offset: usize| {
        let (line, column) = article.lines().line_column(&article.text, offset);
        Point { line, column }
    };
    Place {
        file: article.path.as_deref().unwrap_or(&article.id),
        start: span.map(|span| point(span.start())),
        end: span.map(|span| point(span.end())),
    }
}
