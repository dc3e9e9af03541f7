//! A [`Report`]: everything that one run found, and its printers, one a format: each is a function of the report alone.

pub mod accounts;
pub mod between;
pub mod book;
pub mod claims;
pub mod csv;
pub mod diff;
mod draft;
pub mod evidence;
pub mod explain;
mod figure;
pub mod foreign;
pub mod github;
pub mod html;
pub mod hyperlink;
pub mod json;
pub mod junit;
mod layout;
mod link;
pub mod list;
mod listing;
pub mod markdown;
mod matrix;
pub mod plain;
mod quotation;
pub mod sarif;
pub mod sheet;
pub mod signature;
pub mod summary;
pub mod table;
pub mod topics;
pub mod trajectory;
mod words;

use crate::article::Article;
use crate::compare::{Comparison, Finding, Inconsistency, Relation, State, Verdict};
use crate::error::{Diagnostic, Severity};
use crate::extract::Reading;
use crate::input::Skipped;

/// Everything that one run found. Claims, findings and names are in `comparison`.
#[derive(Debug)]
pub struct Report {
    /// The articles, sorted by id.
    pub articles: Vec<Article>,
    /// What was read out of each, by article id.
    pub readings: Vec<Reading>,
    /// Claims, findings, names, origins.
    pub comparison: Comparison,
    /// Inputs that were skipped, rules that were not loaded, articles without a date.
    pub problems: Vec<Diagnostic>,
    /// Whether only the articles by themselves were looked at, and nothing was compared between them.
    pub inside_only: bool,
    /// The title of the story, if it is declared.
    pub story: Option<String>,
    /// Files of the given folders that are no articles.
    pub skipped: Vec<Skipped>,
}

impl Report {
    /// Whether some of the job could not be done.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}

/// What a run is stopped by: exit code 1, failures and errors of formats for build servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gate {
    /// The least grave verdict that stops.
    pub fail_on: Verdict,
    /// Whether findings without a rule stop, too.
    pub strict: bool,
}

impl Gate {
    /// Whether anything of a report stops the run: of a draft its facts alone, and not what others disagree on.
    #[must_use]
    pub fn stops_run(&self, report: &Report) -> bool {
        let comparison = &report.comparison;
        match &comparison.draft {
            Some(account) => account.facts.iter().any(|fact| self.stops_draft(fact.state)),
            None => {
                comparison.findings.iter().any(|finding| self.stops(report, finding))
                    || comparison.inconsistencies.iter().any(|found| self.stops_inconsistency(report, found))
            }
        }
    }

    /// Whether an article that disagrees with itself stops the run: a conflict does. One that somebody has dismissed
    /// does not.
    #[must_use]
    pub fn stops_inconsistency(&self, report: &Report, found: &Inconsistency) -> bool {
        report.comparison.draft.is_none()
            && self.fail_on <= Verdict::Of(Relation::Conflict)
            && found.dismissal().is_none()
    }

    /// Whether what became of a fact of the draft stops the run.
    #[must_use]
    pub fn stops_draft(&self, state: State) -> bool {
        match state {
            State::Contradicted | State::Inconsistent => self.fail_on <= Verdict::Of(Relation::Conflict),
            State::Stale => self.fail_on <= Verdict::Of(Relation::Updated),
            _ => false,
        }
    }

    /// Whether a finding stops the run. One that somebody has dismissed does not.
    #[must_use]
    pub fn stops(&self, report: &Report, finding: &Finding) -> bool {
        report.comparison.draft.is_none()
            && (self.strict || finding.topic.is_some())
            && finding.verdict >= self.fail_on
            && finding.dismissal().is_none()
    }
}

/// The findings under a rule, in the order in which reports list them: what must be acted on first.
fn findings_under_rules(report: &Report) -> Vec<&Finding> {
    let findings = report.comparison.findings.iter();
    let mut ruled: Vec<&Finding> = findings.filter(|finding| finding.topic.is_some()).collect();
    // Stable: within a section the order of the comparison stays.
    ruled.sort_by_key(|finding| summary::Section::of_finding(finding));
    ruled
}

/// Where articles disagree with themselves: what somebody has dismissed comes last.
fn inconsistencies(report: &Report) -> Vec<&Inconsistency> {
    let mut found: Vec<&Inconsistency> = report.comparison.inconsistencies.iter().collect();
    // Stable: else by article and place in the text.
    found.sort_by_key(|found| found.dismissal().is_some());
    found
}

/// The groups of claims that no rule took, in the order in which reports list them and number them from 1.
#[must_use]
pub fn groups_without_rule(report: &Report) -> Vec<&Finding> {
    let findings = report.comparison.findings.iter();
    let mut groups: Vec<&Finding> = findings.filter(|finding| finding.topic.is_none()).collect();
    // Stable: within a section the order of the comparison stays.
    groups.sort_by_key(|finding| summary::Section::of_finding(finding));
    groups
}

/// "1 claim", "2 claims".
#[must_use]
pub fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// "place: Iraq and Syria, outcome: killed"; empty without slots.
pub(crate) fn slots_in_words(slots: &crate::claim::Slots) -> String {
    let words = slots.iter().map(|(name, values)| format!("{name}: {}", values.join(" and ")));
    words.collect::<Vec<_>>().join(", ")
}
