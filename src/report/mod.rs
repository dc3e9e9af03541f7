//! A [`Report`]: everything that one run found, and its printers (`table`, `json`).

pub mod accounts;
pub mod between;
pub mod book;
pub mod claims;
pub mod diff;
pub mod explain;
mod figure;
pub mod foreign;
pub mod json;
mod layout;
mod listing;
mod quotation;
pub mod summary;
pub mod table;
pub mod topics;

use crate::article::Article;
use crate::compare::{Comparison, Finding};
use crate::error::{Diagnostic, Severity};
use crate::extract::Reading;

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
    /// The title of the story, if it is declared.
    pub story: Option<String>,
}

impl Report {
    /// Whether some of the job could not be done.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}

/// The groups of claims that no rule took, in the order in which reports list them and number them from 1.
#[must_use]
pub fn groups_without_rule(report: &Report) -> Vec<&Finding> {
    let findings = report.comparison.findings.iter();
    let mut groups: Vec<&Finding> = findings.filter(|finding| finding.topic.is_none()).collect();
    // Stable: within a section the order of the comparison stays.
    groups.sort_by_key(|finding| summary::Section::of(finding.verdict));
    groups
}

/// "1 claim", "2 claims".
#[must_use]
pub fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// "place: Iraq and Syria, outcome: killed"; empty without slots.
fn slots_in_words(slots: &crate::claim::Slots) -> String {
    let words = slots.iter().map(|(name, values)| format!("{name}: {}", values.join(" and ")));
    words.collect::<Vec<_>>().join(", ")
}
