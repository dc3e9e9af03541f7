//! What is remembered of a report: its findings under a rule that somebody may have to act on, and the figures of its
//! articles.

use crate::article::Article;
use crate::claim::{Claim, ClaimId, Slots};
use crate::compare::{Finding, Inconsistency, Relation, Verdict, as_of};
use crate::extract::Status;
use crate::report::evidence::{Evidence, evidence, evidence_inside, place_of, sentence_of};
use crate::report::{Report, slots_in_words};
use crate::review::Decision;
use crate::rule::{Gravity, RuleSet};
use crate::value::Value;
use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// A finding as it is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// Identity: topic, slots, sources and values, hashed.
    pub id: String,
    /// Id of the topic; empty for what one article says of itself.
    pub topic: String,
    /// Heading.
    pub title: String,
    /// The slots that its claims share.
    pub slots: Slots,
    /// What it says.
    pub verdict: Verdict,
    /// Whether it is grave for its topic.
    pub is_grave: bool,
    /// One sentence.
    pub reason: String,
    /// How many outlets speak.
    pub outlets: usize,
    /// How many independent origins they have.
    pub origins: usize,
    /// Who says what: outlets and values.
    pub said: BTreeSet<(String, String)>,
    /// The dismissal that is in force.
    pub dismissal: Option<Dismissal>,
}

/// Who set a finding aside, why, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dismissal {
    /// Who.
    pub by: String,
    /// The reason.
    pub why: String,
    /// The last day on which it is in force.
    pub until: Option<Date>,
}

impl Dismissal {
    fn of(decision: &Decision) -> Self {
        Self {
            by: decision.by.clone().unwrap_or_default(),
            why: decision.why.clone().unwrap_or_default(),
            until: decision.until,
        }
    }
}

impl Noted {
    /// Where an article disagrees with itself: as grave as a conflict, and the article takes the place of the slots.
    fn of_inconsistency(found: &Inconsistency, report: &Report) -> Self {
        let article = report.articles[found.article.index()].name().to_owned();
        Self {
            id: found.id.clone(),
            topic: String::new(),
            title: format!("Inside an article, {}", found.law.title()),
            slots: Slots::from([("article".to_owned(), vec![article])]),
            verdict: Verdict::Of(Relation::Conflict),
            is_grave: false,
            reason: found.reason.clone(),
            outlets: 1,
            origins: 1,
            said: said(&found.claims, report),
            dismissal: found.dismissal().map(Dismissal::of),
        }
    }

    /// What a finding says; `None` for one without a rule.
    fn of(finding: &Finding, report: &Report, rules: &RuleSet) -> Option<Self> {
        let dismissal = finding.dismissal().map(Dismissal::of);
        Some(Self {
            id: finding.id.clone(),
            topic: rules.topic(finding.topic?).id.clone(),
            title: finding.title.clone(),
            slots: finding.slots.clone(),
            verdict: finding.verdict,
            is_grave: finding.gravity == Gravity::High,
            reason: finding.reason.clone(),
            outlets: finding.outlets,
            origins: finding.origins,
            said: said(&finding.claims, report),
            dismissal,
        })
    }

    /// The values, whoever gives them.
    pub(super) fn values(&self) -> BTreeSet<&str> {
        self.said.iter().map(|(_, value)| value.as_str()).collect()
    }

    /// Title and slots.
    #[must_use]
    pub fn heading(&self) -> String {
        match slots_in_words(&self.slots) {
            slots if slots.is_empty() => self.title.clone(),
            slots => format!("{} ({slots})", self.title),
        }
    }

    /// Whether the sources cannot all be right, or it is not sure that they can.
    #[must_use]
    pub fn is_alarm(&self) -> bool {
        is_alarm(self.verdict)
    }

    /// Whether somebody may have to act on it: an alarm, or a figure that moved.
    #[must_use]
    pub fn is_tracked(&self) -> bool {
        is_alarm(self.verdict) || is_move(self.verdict)
    }
}

/// Who says what.
fn said(claims: &[ClaimId], report: &Report) -> BTreeSet<(String, String)> {
    let claims = claims.iter().map(|id| &report.comparison.claims[id.index()]);
    let words =
        |claim: &Claim| (report.articles[claim.article.index()].name().to_owned(), claim.mention.value.to_string());
    claims.map(words).collect()
}

pub(super) fn is_alarm(verdict: Verdict) -> bool {
    verdict >= Verdict::Of(Relation::Warning)
}

fn is_move(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Of(Relation::Updated | Relation::Revised | Relation::Changed))
}

/// A figure of an article under a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// Id of the topic.
    pub topic: String,
    /// Its heading.
    pub title: String,
    /// The slots.
    pub slots: Slots,
    /// The kind of value, as in JSON.
    pub kind: &'static str,
    /// The value in words.
    pub value: String,
    /// The stated figure, and the interval that it stands for.
    pub number: Option<Decimal>,
    /// The least that it can mean.
    pub low: Option<Decimal>,
    /// The most.
    pub high: Option<Decimal>,
    /// When it was true.
    pub as_of: Option<DateTime>,
    /// `file:line`.
    pub place: String,
    /// Its sentence.
    pub words: String,
}

/// An article as it is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedArticle {
    /// SHA-256 of the text and of what is declared about it.
    pub hash: [u8; 32],
    /// Name in reports.
    pub name: String,
    /// Declared outlet.
    pub outlet: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Its figures.
    pub figures: Vec<Stated>,
}

/// What is remembered of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// Every finding under a rule, and where articles disagree with themselves.
    pub findings: Vec<Noted>,
    /// The words behind each finding, in the same order.
    pub evidence: Vec<Vec<Evidence>>,
    /// Every article.
    pub articles: Vec<NotedArticle>,
}

impl Snapshot {
    /// Takes it from a report.
    #[must_use]
    pub fn of(report: &Report, rules: &RuleSet) -> Self {
        let mut snapshot = Self::default();
        for finding in &report.comparison.findings {
            if let Some(noted) = Noted::of(finding, report, rules) {
                let is_quoted = noted.is_tracked() && noted.dismissal.is_none();
                snapshot.evidence.push(if is_quoted { evidence(report, finding) } else { Vec::new() });
                snapshot.findings.push(noted);
            }
        }
        let mut told = BTreeSet::new();
        // Two copies of one article have one fault.
        for found in report.comparison.inconsistencies.iter().filter(|found| told.insert(&found.id)) {
            snapshot.evidence.push(evidence_inside(report, found).into_iter().collect());
            snapshot.findings.push(Noted::of_inconsistency(found, report));
        }
        snapshot.articles = report
            .articles
            .iter()
            .map(|article| NotedArticle {
                hash: hash(article),
                name: article.id.clone(),
                outlet: article.outlet.clone(),
                published: article.updated.or(article.published).map(|it| it.date),
                figures: Vec::new(),
            })
            .collect();
        for (id, claim) in (0..).map(ClaimId).zip(&report.comparison.claims) {
            if let Some(stated) = stated(report, id, rules) {
                snapshot.articles[claim.article.index()].figures.push(stated);
            }
        }
        snapshot
    }

    /// The newest day of the articles.
    #[must_use]
    pub fn newest_day(&self) -> Option<Date> {
        self.articles.iter().filter_map(|article| article.published).max()
    }
}

/// The figure of a claim that an article asserts under a topic; sums are none of the article's.
fn stated(report: &Report, id: ClaimId, rules: &RuleSet) -> Option<Stated> {
    let claim = &report.comparison.claims[id.index()];
    let topic = rules.topic(claim.topic?);
    let mention = &claim.mention;
    if !claim.derived_from.is_empty() || mention.status != Status::Asserted || matches!(mention.value, Value::Name(_)) {
        return None;
    }
    let amount = mention.value.amount();
    Some(Stated {
        topic: topic.id.clone(),
        title: topic.title.clone(),
        slots: claim.slots.clone(),
        kind: mention.value.kind().as_str(),
        value: mention.value.to_string(),
        number: amount.and_then(|amount| amount.stated()),
        low: amount.map(|amount| amount.interval().low),
        high: amount.and_then(|amount| amount.interval().high),
        as_of: as_of(claim, &report.articles[claim.article.index()]),
        place: place_of(report, id),
        words: sentence_of(report, id),
    })
}

/// SHA-256 of an article: of its text, and of all that is declared about it. Neither its name nor its path counts.
#[must_use]
pub fn hash(article: &Article) -> [u8; 32] {
    let mut digest = Sha256::new();
    let time = |time: Option<crate::article::Published>| {
        time.map(|it| format!("{} {:?}", it.date, it.utc.map(|utc| utc.to_string())))
    };
    let title = article.title.as_ref().map(|title| title.text.clone());
    let fields = [
        title,
        article.outlet.clone(),
        time(article.published),
        time(article.updated),
        article.wire.clone(),
        article.url.clone(),
        Some(article.text.clone()),
    ];
    for field in fields {
        let length = field.as_ref().map_or(u64::MAX, |text| text.len() as u64);
        digest.update(length.to_be_bytes());
        digest.update(field.unwrap_or_default().as_bytes());
    }
    digest.finalize().into()
}
