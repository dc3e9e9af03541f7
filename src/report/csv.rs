//! CSV (RFC 4180): one row a fact of a draft, one row a claim of a finding or of an inconsistency, then one row a spelling
//! of a name and article. For spreadsheets and for programs that read no JSON.
//!
//! Problems and the summary are left to the other formats: a row that is no claim would spoil every sum.
//!
//! Invariant: no cell that holds foreign words is a formula to a spreadsheet (CWE-1236); cells that hold numbers stay
//! numbers, negative ones too.

use super::figure::{Saying, excerpts, speaker};
use super::foreign::{Untrusted, one_line};
use super::json::claim::unit;
use super::quotation::CURLY;
use super::words::decision_words;
use super::{Report, draft, findings_under_rules, groups_without_rule, inconsistencies, slots_in_words};
use crate::article::{Article, ArticleId};
use crate::claim::ClaimId;
use crate::compare::{Finding, Inconsistency};
use crate::rule::RuleSet;
use rust_decimal::Decimal;

/// The names of the columns. New ones are added at the end.
const HEADER: [&str; 32] = [
    "finding",
    "verdict",
    "severity",
    "topic",
    "title",
    "slots",
    "reason",
    "outlets",
    "origins",
    "value",
    "kind",
    "stated",
    "low",
    "high",
    "unit",
    "first_day",
    "last_day",
    "status",
    "outlet",
    "origin",
    "article",
    "path",
    "line",
    "column",
    "published",
    "as_of",
    "speaker",
    "words",
    "sentence",
    "url",
    "decision",
    "draft",
];

/// Columns of a sentence; a longer one is shortened around the claim.
const SENTENCE_COLUMNS: usize = 1000;

/// The report as CSV with a header row; lines end with CR and LF.
#[must_use]
pub fn render(report: &Report, rules: &RuleSet) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut write =
        |row: &[String]| writer.write_record(row).expect("rows are of one length and memory can be written");
    write(&HEADER.map(str::to_owned));
    let account = report.comparison.draft.as_ref();
    for row in account.into_iter().flat_map(|account| draft::rows(report, account, rules)) {
        write(&SharedCells::of_draft(report, rules, &row).row(report, row.fact.claim));
    }
    let left_out = account.map_or_else(Vec::new, |account| draft::left_out(report, account));
    let findings = findings_under_rules(report).into_iter().chain(groups_without_rule(report));
    for finding in findings {
        let is_left_out = left_out.iter().any(|other| other.id == finding.id);
        let columns = SharedCells::new(finding, rules, if is_left_out { draft::LEFT_OUT } else { "" });
        for &id in &finding.claims {
            write(&columns.row(report, id));
        }
    }
    for found in inconsistencies(report) {
        let columns = SharedCells::of_inconsistency(found);
        for &id in &found.claims {
            write(&columns.row(report, id));
        }
    }
    for row in spellings(report) {
        write(&row);
    }
    let bytes = writer.into_inner().expect("memory can be written");
    String::from_utf8(bytes).expect("cells are UTF-8")
}

/// Whether a text begins as [`render`] begins it.
pub(super) fn is_own(text: &str) -> bool {
    text.lines().next().is_some_and(|line| line == HEADER.join(","))
}

/// Foreign words in a cell: with an apostrophe before what a spreadsheet would run as a formula, unless it is a number.
fn cell(words: &str) -> String {
    let words = Untrusted(&one_line(words)).to_string();
    let may_be_formula = words.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\'']);
    let is_number = || words.starts_with('-') && words.parse::<Decimal>().is_ok();
    if may_be_formula && !is_number() { format!("'{words}") } else { words }
}

fn number(number: Option<Decimal>) -> String {
    number.map_or_else(String::new, |number| number.normalize().to_string())
}

/// The cells that all rows of a finding share.
struct SharedCells {
    cells: [String; 9],
    decision: String,
    /// What became of a fact of the draft, or that the draft leaves the finding out.
    draft: &'static str,
}

impl SharedCells {
    fn new(finding: &Finding, rules: &RuleSet, draft: &'static str) -> Self {
        let topic = finding.topic.map_or("", |topic| rules.topic(topic).id.as_str());
        let cells = [
            finding.id.clone(),
            finding.verdict.as_str().to_owned(),
            finding.gravity.as_str().to_owned(),
            cell(topic),
            cell(&finding.title),
            cell(&slots_in_words(&finding.scope())),
            cell(&finding.reason),
            finding.outlets.to_string(),
            finding.origins.to_string(),
        ];
        Self { cells, decision: cell(&decision_words(finding.decision.as_ref()).unwrap_or_default()), draft }
    }

    fn of_draft(report: &Report, rules: &RuleSet, row: &draft::Row) -> Self {
        let claims = &report.comparison.claims;
        let topics = draft::topics(claims, &claims[row.fact.claim.index()]);
        let ids: Vec<&str> = topics.into_iter().map(|topic| rules.topic(topic).id.as_str()).collect();
        let cells = [
            String::new(),
            "draft".to_owned(),
            String::new(),
            cell(&ids.join("; ")),
            cell(&row.topics),
            String::new(),
            cell(&row.detail),
            row.fact.outlets.to_string(),
            row.fact.origins.to_string(),
        ];
        Self { cells, decision: String::new(), draft: row.state.as_str() }
    }

    fn of_inconsistency(found: &Inconsistency) -> Self {
        let cells = [
            found.id.clone(),
            "inconsistent".to_owned(),
            "normal".to_owned(),
            String::new(),
            cell(found.law.title()),
            String::new(),
            cell(&found.reason),
            "1".to_owned(),
            "1".to_owned(),
        ];
        Self { cells, decision: cell(&decision_words(found.decision.as_ref()).unwrap_or_default()), draft: "" }
    }

    fn row(&self, report: &Report, id: ClaimId) -> Vec<String> {
        let claim = &report.comparison.claims[id.index()];
        let mention = &claim.mention;
        let value = &mention.value;
        let article = &report.articles[claim.article.index()];
        let (line, column) = article.line_column(mention.part, mention.span);
        let interval = value.amount().map(|amount| amount.interval());
        let days = value.timex().and_then(|timex| timex.days());
        let day = |day: Option<jiff::civil::Date>| day.map_or_else(String::new, |day| day.to_string());
        let excerpts = excerpts(report, id, SENTENCE_COLUMNS, CURLY.omitted);
        let said = |part: fn(&super::quotation::Excerpt) -> String| {
            cell(&excerpts.iter().map(part).collect::<Vec<_>>().join(" "))
        };
        let saying = Saying { article: claim.article, claims: vec![id] };
        let mut row = self.cells.to_vec();
        row.extend([
            cell(&sum_words(report, id)),
            value.kind().as_str().to_owned(),
            number(value.amount().and_then(|amount| amount.stated())),
            number(interval.as_ref().map(|interval| interval.low)),
            number(interval.and_then(|interval| interval.high)),
            cell(unit(value).unwrap_or_default()),
            day(days.map(|(first, _)| first)),
            day(days.map(|(_, last)| last)),
            mention.status.as_str().to_owned(),
        ]);
        row.extend(article_cells(report, claim.article));
        row.extend([
            line.to_string(),
            column.to_string(),
            published(article),
            day(mention.as_of.as_ref().and_then(|timex| timex.days()).map(|(_, last)| last)),
            cell(&speaker(report, &saying).unwrap_or_default()),
            said(|excerpt| excerpt.words.clone()),
            said(|excerpt| format!("{}{}{}", excerpt.before, excerpt.words, excerpt.after)),
            cell(article.url.as_deref().unwrap_or_default()),
            self.decision.clone(),
            self.draft.to_owned(),
        ]);
        row
    }
}

/// The value; of a sum its parts, too.
fn sum_words(report: &Report, id: ClaimId) -> String {
    let claim = &report.comparison.claims[id.index()];
    let value = claim.mention.value.to_string();
    if claim.derived_from.is_empty() {
        return value;
    }
    let parts = claim.derived_from.iter().map(|part| report.comparison.claims[part.index()].mention.value.to_string());
    format!("{value} ({})", parts.collect::<Vec<_>>().join(" + "))
}

fn article_cells(report: &Report, id: ArticleId) -> [String; 4] {
    let article = &report.articles[id.index()];
    [
        cell(article.outlet.as_deref().unwrap_or_default()),
        cell(&report.comparison.origins[id.index()]),
        cell(&article.id),
        cell(article.path.as_deref().unwrap_or_default()),
    ]
}

fn published(article: &Article) -> String {
    article.published.map_or_else(String::new, |published| published.date.to_string())
}

/// A row for each spelling of a name and each article that has it.
fn spellings(report: &Report) -> impl Iterator<Item = Vec<String>> + '_ {
    report.comparison.names.iter().flat_map(move |name| {
        let all: Vec<&str> = name.spellings.iter().map(|(spelling, _)| spelling.as_str()).collect();
        let title = cell(&all.join(" / "));
        name.spellings.iter().flat_map(move |(spelling, articles)| {
            let title = title.clone();
            articles.iter().map(move |&id| {
                let mut row = vec![String::new(); HEADER.len()];
                row[1] = "spelling".to_owned();
                row[4].clone_from(&title);
                row[9] = cell(spelling);
                row[10] = "name".to_owned();
                row[18..22].clone_from_slice(&article_cells(report, id));
                row[24] = published(&report.articles[id.index()]);
                row
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_become_text_and_numbers_stay() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("-2+3"), "'-2+3");
        assert_eq!(cell("-2.5"), "-2.5");
        assert_eq!(cell("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(cell("\t=1"), "'=1");
        assert_eq!(cell("\0=1"), "\\u{0}=1");
    }

    proptest! {
        #[test]
        fn no_cell_begins_like_a_formula(first in any::<char>(), rest in any::<String>()) {
            let cell = cell(&format!("{first}{rest}"));
            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0']);
            prop_assert!(!formula || cell.parse::<Decimal>().is_ok(), "{cell:?}");
        }
    }
}
