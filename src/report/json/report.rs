//! The report object: articles, findings with their claims and pairs, names, problems, summary.

use super::claim::{ClaimRecord, ClaimRecords, Id};
use crate::article::{Article, Published};
use crate::claim::{ClaimId, Slots};
use crate::compare::{Account, Fact, Finding, Inconsistency, NameVariants, Range};
use crate::error::Diagnostic;
use crate::report::Report;
use crate::report::draft::LEFT_OUT;
use crate::report::summary::Summary;
use crate::review::{Decision, Ruling};
use crate::rule::RuleSet;
use crate::value::Value;
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::BTreeMap;

/// The `schema` of a report.
const REPORT_SCHEMA: &str = "crosscheck/report/1";

#[derive(Serialize)]
pub(super) struct ReportRecord<'a> {
    schema: &'static str,
    tool: &'static str,
    rules: &'a str,
    articles: Vec<ArticleRecord<'a>>,
    /// What became of a draft; absent without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) draft: Option<DraftRecord<'a>>,
    pub(super) findings: Vec<FindingRecord<'a>>,
    /// Where articles disagree with themselves.
    pub(super) inconsistencies: Vec<InconsistencyRecord<'a>>,
    pub(super) names: Vec<NameRecord<'a>>,
    pub(super) problems: Vec<ProblemRecord<'a>>,
    pub(super) summary: SummaryRecord,
}

impl<'a> ReportRecord<'a> {
    pub(super) fn new(report: &'a Report, rules: &'a RuleSet) -> Self {
        let comparison = &report.comparison;
        let articles = report.articles.iter().zip(&comparison.origins);
        let mut claims = Claims::new(report, rules);
        Self {
            schema: REPORT_SCHEMA,
            tool: env!("CARGO_PKG_VERSION"),
            rules: rules.digest(),
            articles: articles.map(|(article, origin)| ArticleRecord::new(article, origin)).collect(),
            draft: comparison.draft.as_ref().map(|account| DraftRecord::new(account, &mut claims)),
            findings: comparison.findings.iter().map(|finding| FindingRecord::new(finding, &mut claims)).collect(),
            inconsistencies: comparison
                .inconsistencies
                .iter()
                .map(|inconsistency| InconsistencyRecord::new(inconsistency, &mut claims))
                .collect(),
            names: comparison.names.iter().map(|names| NameRecord::new(names, &report.articles)).collect(),
            problems: report.problems.iter().map(ProblemRecord::new).collect(),
            summary: SummaryRecord::new(&Summary::of(report, rules)),
        }
    }
}

/// Makes the claim objects of a report.
struct Claims<'a> {
    report: &'a Report,
    rules: &'a RuleSet,
    by_article: Vec<ClaimRecords<'a>>,
}

impl<'a> Claims<'a> {
    fn new(report: &'a Report, rules: &'a RuleSet) -> Self {
        let articles = report.articles.iter().zip(&report.readings);
        let by_article = articles.map(|(article, reading)| ClaimRecords::new(article, reading, rules)).collect();
        Self { report, rules, by_article }
    }

    fn record(&mut self, id: ClaimId) -> ClaimRecord<'a> {
        let claim = &self.report.comparison.claims[id.index()];
        let derived_from = claim.derived_from.iter().map(|&part| self.id(part)).collect();
        let mut record = self.by_article[claim.article.index()].record(claim.into());
        record.derived_from = derived_from;
        record
    }

    fn id(&self, id: ClaimId) -> Id {
        let claim = &self.report.comparison.claims[id.index()];
        let topic = claim.topic.map(|topic| self.rules.topic(topic).id.as_str());
        self.by_article[claim.article.index()].id(claim.into(), topic)
    }
}

#[derive(Serialize)]
struct ArticleRecord<'a> {
    id: &'a str,
    path: Option<&'a str>,
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    published: Option<String>,
    updated: Option<String>,
    url: Option<&'a str>,
    origin: &'a str,
    words: usize,
}

impl<'a> ArticleRecord<'a> {
    fn new(article: &'a Article, origin: &'a str) -> Self {
        Self {
            id: &article.id,
            path: article.path.as_deref(),
            title: article.title.as_ref().map(|title| title.text.as_str()),
            outlet: article.outlet.as_deref(),
            published: article.published.map(published),
            updated: article.updated.map(published),
            url: article.url.as_deref(),
            origin,
            words: article.body.slice(&article.text).split_whitespace().count(),
        }
    }
}

/// The declared day; with a time, the moment in UTC.
fn published(published: Published) -> String {
    published.utc.map_or_else(|| published.date.to_string(), |utc| format!("{utc}Z"))
}

#[derive(Serialize)]
pub(super) struct FindingRecord<'a> {
    id: &'a str,
    topic: Option<&'a str>,
    title: &'a str,
    /// Without a rule: grouped by how alike the contexts are.
    #[serde(skip_serializing_if = "is_false")]
    auto: bool,
    slots: &'a Slots,
    /// Where a toll was taken, if its sentences agree on that.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    places: &'a [String],
    verdict: &'static str,
    severity: &'static str,
    reason: &'a str,
    notes: &'a [String],
    #[serde(flatten)]
    decided: DecidedRecord<'a>,
    range: Option<RangeRecord>,
    outlets: usize,
    origins: usize,
    claims: Vec<ClaimRecord<'a>>,
    pairs: Vec<PairRecord<'a>>,
    /// Pairs of these claims that are not listed; absent if all are.
    #[serde(skip_serializing_if = "is_zero")]
    more_pairs: usize,
}

impl<'a> FindingRecord<'a> {
    fn new(finding: &'a Finding, claims: &mut Claims<'a>) -> Self {
        let pairs = finding.pairs.iter().map(|pair| PairRecord {
            left: claims.id(pair.left),
            right: claims.id(pair.right),
            relation: pair.relation.as_str(),
            reason: &pair.reason,
            notes: &pair.notes,
        });
        Self {
            decided: DecidedRecord::new(finding.decision.as_ref()),
            id: &finding.id,
            topic: finding.topic.map(|topic| claims.rules.topic(topic).id.as_str()),
            title: &finding.title,
            auto: finding.topic.is_none(),
            slots: &finding.slots,
            places: &finding.places,
            verdict: finding.verdict.as_str(),
            severity: finding.gravity.as_str(),
            reason: &finding.reason,
            notes: &finding.notes,
            range: finding.range.as_ref().map(RangeRecord::new),
            outlets: finding.outlets,
            origins: finding.origins,
            pairs: pairs.collect(),
            more_pairs: finding.more_pairs,
            claims: finding.claims.iter().map(|&id| claims.record(id)).collect(),
        }
    }
}

/// What somebody decided, under the name of the ruling; nothing if nobody did.
#[derive(Serialize)]
struct DecidedRecord<'a> {
    /// It is set aside.
    #[serde(skip_serializing_if = "Option::is_none")]
    dismissed: Option<DecisionRecord<'a>>,
    /// It stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    kept: Option<DecisionRecord<'a>>,
    /// Only a note was left.
    #[serde(skip_serializing_if = "Option::is_none")]
    noted: Option<DecisionRecord<'a>>,
}

impl<'a> DecidedRecord<'a> {
    fn new(decision: Option<&'a Decision>) -> Self {
        let decided = |ruling| decision.filter(|it| it.ruling == ruling).map(DecisionRecord::new);
        Self { dismissed: decided(Ruling::Dismissed), kept: decided(Ruling::Kept), noted: decided(Ruling::Noted) }
    }
}

#[derive(Serialize)]
struct DecisionRecord<'a> {
    by: Option<&'a str>,
    why: Option<&'a str>,
    until: Option<String>,
    note: Option<&'a str>,
}

impl<'a> DecisionRecord<'a> {
    fn new(decision: &'a Decision) -> Self {
        Self {
            by: decision.by.as_deref(),
            why: decision.why.as_deref(),
            until: decision.until.map(|day| day.to_string()),
            note: decision.note.as_deref(),
        }
    }
}

/// What became of each figure, date and name of a draft.
#[derive(Serialize)]
pub(super) struct DraftRecord<'a> {
    article: &'a str,
    facts: Vec<FactRecord<'a>>,
    /// Findings that most sources state and the draft does not.
    left_out: Vec<&'a str>,
}

#[derive(Serialize)]
struct FactRecord<'a> {
    state: &'static str,
    reason: &'a str,
    outlets: usize,
    origins: usize,
    claim: ClaimRecord<'a>,
    against: Vec<Id>,
    support: Vec<Id>,
}

impl<'a> DraftRecord<'a> {
    fn new(account: &'a Account, claims: &mut Claims<'a>) -> Self {
        let fact = |fact: &'a Fact| FactRecord {
            state: fact.state.as_str(),
            reason: &fact.reason,
            outlets: fact.outlets,
            origins: fact.origins,
            claim: claims.record(fact.claim),
            against: fact.against.iter().map(|&id| claims.id(id)).collect(),
            support: fact.support.iter().map(|&id| claims.id(id)).collect(),
        };
        let facts = account.facts.iter().map(fact).collect();
        let report = claims.report;
        let left_out = account.left_out.iter().map(|&at| report.comparison.findings[at].id.as_str());
        Self { article: &report.articles[account.article.index()].id, facts, left_out: left_out.collect() }
    }
}

/// Figures of one article that cannot all be true.
#[derive(Serialize)]
pub(super) struct InconsistencyRecord<'a> {
    id: &'a str,
    article: &'a str,
    law: &'static str,
    reason: &'a str,
    #[serde(flatten)]
    decided: DecidedRecord<'a>,
    claims: Vec<ClaimRecord<'a>>,
}

impl<'a> InconsistencyRecord<'a> {
    fn new(inconsistency: &'a Inconsistency, claims: &mut Claims<'a>) -> Self {
        Self {
            id: &inconsistency.id,
            article: &claims.report.articles[inconsistency.article.index()].id,
            law: inconsistency.law.as_str(),
            reason: &inconsistency.reason,
            decided: DecidedRecord::new(inconsistency.decision.as_ref()),
            claims: inconsistency.claims.iter().map(|&id| claims.record(id)).collect(),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

#[derive(Serialize)]
struct PairRecord<'a> {
    left: Id,
    right: Id,
    relation: &'static str,
    reason: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
}

#[derive(Serialize)]
struct RangeRecord {
    low: Option<String>,
    best: Option<String>,
    high: Option<String>,
}

impl RangeRecord {
    fn new(range: &Range) -> Self {
        Self { low: least(&range.low), best: range.best.as_ref().map(plain), high: greatest(&range.high) }
    }
}

/// The least number or the first day of a value; `null` where the words give none.
fn least(value: &Value) -> Option<String> {
    match (value.amount(), value.timex()) {
        (Some(amount), _) => Some(number(amount.stated().unwrap_or(amount.interval().low))),
        (None, Some(timex)) => timex.days().map(|(first, _)| first.to_string()),
        (None, None) => Some(value.to_string()),
    }
}

/// The greatest number or the last day of a value; `null` where the words give none.
fn greatest(value: &Value) -> Option<String> {
    match (value.amount(), value.timex()) {
        (Some(amount), _) => amount.stated_high().or(amount.stated()).or(amount.interval().high).map(number),
        (None, Some(timex)) => timex.days().map(|(_, last)| last.to_string()),
        (None, None) => Some(value.to_string()),
    }
}

/// One number or the TIMEX3 notation.
fn plain(value: &Value) -> String {
    match (value.amount(), value.timex()) {
        (Some(amount), _) => number(amount.stated().unwrap_or(amount.interval().low)),
        (None, Some(timex)) => timex.timex3(),
        (None, None) => value.to_string(),
    }
}

fn number(number: Decimal) -> String {
    number.normalize().to_string()
}

#[derive(Serialize)]
pub(super) struct NameRecord<'a> {
    spellings: Vec<SpellingRecord<'a>>,
}

#[derive(Serialize)]
struct SpellingRecord<'a> {
    text: &'a str,
    articles: Vec<&'a str>,
}

impl<'a> NameRecord<'a> {
    fn new(names: &'a NameVariants, articles: &'a [Article]) -> Self {
        let spellings = names.spellings.iter().map(|(text, ids)| SpellingRecord {
            text,
            articles: ids.iter().map(|id| articles[id.index()].id.as_str()).collect(),
        });
        Self { spellings: spellings.collect() }
    }
}

#[derive(Serialize)]
pub(super) struct ProblemRecord<'a> {
    severity: &'static str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    message: &'a str,
}

impl<'a> ProblemRecord<'a> {
    fn new(problem: &'a Diagnostic) -> Self {
        Self { severity: problem.severity.as_str(), path: &problem.path, line: problem.line, message: &problem.message }
    }
}

#[derive(Serialize)]
pub(super) struct SummaryRecord {
    articles: usize,
    origins: usize,
    topics: usize,
    topics_covered: usize,
    claims: usize,
    unplaced: usize,
    undated: usize,
    set_aside: usize,
    errors: usize,
    auto: usize,
    auto_alarms: usize,
    dismissed: usize,
    inconsistencies: usize,
    /// How many facts of the draft have each state, and how many findings it leaves out; absent without one.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    draft: BTreeMap<&'static str, usize>,
    #[serde(flatten)]
    verdicts: BTreeMap<&'static str, usize>,
}

impl SummaryRecord {
    fn new(summary: &Summary) -> Self {
        let verdicts = summary.verdicts.iter().map(|&(verdict, count)| (verdict.as_str(), count)).collect();
        let states = summary.draft.iter().map(|&(state, count)| (state.as_str(), count));
        let left_out = (!summary.draft.is_empty()).then_some((LEFT_OUT, summary.left_out));
        Self {
            articles: summary.articles,
            origins: summary.origins,
            topics: summary.topics,
            topics_covered: summary.topics_covered,
            claims: summary.claims,
            unplaced: summary.unplaced,
            undated: summary.undated,
            set_aside: summary.set_aside,
            errors: summary.errors,
            auto: summary.unruled,
            auto_alarms: summary.unruled_alarms,
            dismissed: summary.dismissed,
            inconsistencies: summary.inconsistencies,
            draft: states.chain(left_out).collect(),
            verdicts,
        }
    }
}
