//! The claims of a finding, grouped by figure and by article: the rows that people see.

use super::Report;
use super::foreign::Untrusted;
use super::layout::width;
use super::quotation::{Marks, quote};
use super::summary::Section;
use crate::article::{Article, ArticleId};
use crate::claim::{Claim, ClaimId};
use crate::compare::Finding;
use crate::extract::Status;
use crate::value::Value;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

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
type Order = (Option<Date>, Size, String);

/// Least number or first day.
type Size = (Option<Decimal>, Option<Date>);

/// The figures of a finding, the lowest first; for what changed over time, the earliest first.
pub(super) fn figures(report: &Report, finding: &Finding) -> Vec<Figure> {
    let by_time = Section::of(finding.verdict) == Section::Moved;
    let mut groups: BTreeMap<(Size, String), BTreeMap<ArticleId, Vec<ClaimId>>> = BTreeMap::new();
    for &id in &finding.claims {
        let claim = &report.comparison.claims[id.index()];
        let key = (size(&claim.mention.value), value_words(report, claim));
        groups.entry(key).or_default().entry(claim.article).or_default().push(id);
    }
    let mut figures: Vec<(Order, Figure)> = Vec::new();
    for ((size, value), articles) in groups {
        let first = articles.keys().filter_map(|&article| published(&report.articles[article.index()])).min();
        let sayings = articles.into_iter().map(|(article, claims)| Saying { article, claims }).collect();
        figures.push(((first.filter(|_| by_time), size, value.clone()), Figure { value, sayings }));
    }
    figures.sort_by(|(left, _), (right, _)| left.cmp(right));
    figures.into_iter().map(|(_, figure)| figure).collect()
}

fn published(article: &Article) -> Option<Date> {
    article.updated.or(article.published).map(|published| published.date)
}

fn size(value: &Value) -> Size {
    let first = value.timex().and_then(|timex| timex.days()).map(|(first, _)| first);
    (value.amount().map(|amount| amount.interval().low), first)
}

/// The value, the parts of a sum, and whether it is asserted.
fn value_words(report: &Report, claim: &Claim) -> String {
    let mut words = Untrusted(&claim.mention.value.to_string()).to_string();
    if !claim.derived_from.is_empty() {
        let parts = claim.derived_from.iter().map(|id| report.comparison.claims[id.index()].mention.value.to_string());
        words = format!("{words} ({})", parts.collect::<Vec<_>>().join(" + "));
    }
    if claim.mention.status != Status::Asserted {
        words = format!("{words} ({})", claim.mention.status.as_str());
    }
    words
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

fn speaker(report: &Report, saying: &Saying) -> Option<String> {
    let article = &report.articles[saying.article.index()];
    saying.claims.iter().find_map(|id| {
        let mention = &report.comparison.claims[id.index()].mention;
        let speaker = mention.speaker.as_ref().filter(|speaker| speaker.named)?;
        Some(super::foreign::one_line(article.words(mention.part, speaker.span)))
    })
}

/// The words of a claim in its sentence; those of a sum from its first part to its last if they share a sentence.
pub(super) fn words(report: &Report, id: ClaimId, columns: usize, marks: Marks) -> String {
    let claim = &report.comparison.claims[id.index()];
    let parts = claim.derived_from.iter().map(|part| &report.comparison.claims[part.index()].mention);
    let mut quotations: Vec<(usize, crate::article::Part, crate::span::Span)> = Vec::new();
    for mention in parts.chain(std::iter::once(&claim.mention)) {
        match quotations.iter_mut().find(|(sentence, part, _)| (*sentence, *part) == (mention.sentence, mention.part)) {
            Some((_, _, span)) => *span = span.join(mention.span),
            None => quotations.push((mention.sentence, mention.part, mention.span)),
        }
    }
    let article = &report.articles[claim.article.index()];
    let reading = &report.readings[claim.article.index()];
    let quoted = quotations.into_iter().map(|(sentence, part, span)| {
        let sentence = reading.segments(part).sentences.get(sentence).map_or(span, |sentence| sentence.span);
        quote(article.part(part), sentence, span, columns, marks)
    });
    quoted.collect::<Vec<_>>().join(" ")
}

/// The widest value.
pub(super) fn widest_value(figures: &[Figure]) -> usize {
    figures.iter().map(|figure| width(&figure.value)).max().unwrap_or(0)
}
