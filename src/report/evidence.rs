//! The words behind a finding, article by article, for reports that go without the articles.

use super::Report;
use super::figure::{Saying, excerpts_of_all, figures, locator, speaker};
use super::foreign::{Untrusted, one_line};
use super::quotation::CURLY;
use super::table::Detail;
use crate::claim::ClaimId;
use crate::compare::{Finding, Inconsistency};
use crate::value::time::Stretch;
use crate::value::{Timex, Value};
use jiff::civil::Date;

/// What one article says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The figure in words.
    pub value: String,
    /// The outlet, or the name of the article.
    pub outlet: String,
    /// `file:line`.
    pub place: String,
    /// Day of the last update or of publication.
    pub day: Option<Date>,
    /// Whom the article cites.
    pub speaker: Option<String>,
    /// The sentences, word for word; not always neighbours.
    pub words: Vec<String>,
}

impl Evidence {
    /// The sentences in quotation marks.
    #[must_use]
    pub fn quoted(&self) -> String {
        self.words.iter().map(|words| format!("“{words}”")).collect::<Vec<_>>().join(" ")
    }
}

/// What each article says, by figure.
#[must_use]
pub fn evidence(report: &Report, finding: &Finding) -> Vec<Evidence> {
    let mut found = Vec::new();
    for figure in figures(report, finding, Detail::Normal) {
        for saying in &figure.sayings {
            let article = &report.articles[saying.article.index()];
            found.push(Evidence {
                value: figure.value.clone(),
                outlet: article.name().to_owned(),
                place: locator(report, saying),
                day: super::figure::published(article),
                speaker: speaker(report, saying),
                words: sentences(report, &saying.claims),
            });
        }
    }
    found
}

/// What an article says that disagrees with itself; `None` if it shows no figure.
#[must_use]
pub fn evidence_inside(report: &Report, found: &Inconsistency) -> Option<Evidence> {
    let article = &report.articles[found.article.index()];
    let values = found.claims.iter().map(|id| report.comparison.claims[id.index()].mention.value.to_string());
    let value = values.reduce(|all, value| format!("{all}, {value}"))?;
    Some(Evidence {
        value: shown(&value),
        outlet: article.name().to_owned(),
        place: locator(report, &Saying { article: found.article, claims: found.claims.clone() }),
        day: super::figure::published(article),
        speaker: None,
        words: sentences(report, &found.claims),
    })
}

/// `file:line` of a claim.
#[must_use]
pub fn place_of(report: &Report, id: ClaimId) -> String {
    let article = report.comparison.claims[id.index()].article;
    locator(report, &Saying { article, claims: vec![id] })
}

/// The sentence of a claim, word for word.
#[must_use]
pub fn sentence_of(report: &Report, id: ClaimId) -> String {
    sentences(report, &[id]).join(" ")
}

/// The sentences of some claims of one article.
fn sentences(report: &Report, claims: &[ClaimId]) -> Vec<String> {
    let whole = excerpts_of_all(report, claims, usize::MAX / 2, CURLY.omitted);
    whole.iter().map(|it| shown(&format!("{}{}{}", it.before, it.words, it.after))).collect()
}

fn shown(words: &str) -> String {
    Untrusted(&one_line(words)).to_string()
}

/// "25 January 2024", as reports write days.
#[must_use]
pub fn day_in_words(day: Date) -> String {
    Value::Date(Timex::new(Stretch::Day(day))).to_string()
}
