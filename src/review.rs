//! What people decided about findings: kept, dismissed for a reason and perhaps until a day, or only noted.
//!
//! Decisions stand in a file beside the story (`input` reads it, [`edit`] changes its text). A finding is known by its
//! identity, which ends when a source says something else: a decision about words that are no longer there is not
//! carried over to new ones, and the report says so.
//!
//! Invariant: nothing is dismissed that is not listed and counted, with the name of who dismissed it.

pub mod edit;

use crate::article::Article;
use crate::compare::Finding;
use crate::error::{Diagnostic, Severity};
use crate::report::{Report, slots_in_words};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The file of decisions in the folder of a story.
pub const FILE_NAME: &str = "crosscheck-review.yaml";

/// What became of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// It stands.
    Kept,
    /// It is set aside: listed and counted, but no alarm.
    Dismissed,
    /// It is open, with a note.
    Noted,
}

impl Ruling {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Kept, Self::Dismissed, Self::Noted];

    /// The word that stands in the file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Dismissed => "dismissed",
            Self::Noted => "noted",
        }
    }
}

/// What somebody decided about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What became of it.
    pub ruling: Ruling,
    /// Who decided; a dismissal always names somebody.
    pub by: Option<String>,
    /// The reason; a dismissal always has one.
    pub why: Option<String>,
    /// Last day on which a dismissal is in force.
    pub until: Option<Date>,
    /// Anything else.
    pub note: Option<String>,
}

/// One decision of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Identity of the finding.
    pub finding: String,
    /// What the finding is about, as [`heading`] says it.
    pub about: Option<String>,
    /// The decision.
    pub decision: Decision,
    /// Where the entry begins, from 1.
    pub line: usize,
}

/// The decisions that stand in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewFile {
    /// The file.
    pub path: String,
    /// Its decisions, in its order.
    pub entries: Vec<Entry>,
    /// What in it cannot be used.
    pub problems: Vec<Diagnostic>,
}

impl ReviewFile {
    /// The decision about a finding.
    #[must_use]
    pub fn decision(&self, finding: &str) -> Option<&Decision> {
        self.entries.iter().find(|entry| entry.finding == finding).map(|entry| &entry.decision)
    }
}

/// What a finding is about: the title and the slots.
#[must_use]
pub fn heading(finding: &Finding) -> String {
    match slots_in_words(&finding.slots) {
        slots if slots.is_empty() => finding.title.clone(),
        slots => format!("{}, {slots}", finding.title),
    }
}

/// Puts decisions to the findings that they are about. `today` is the day by which a dismissal may have run out;
/// without one it is the newest day of the articles.
///
/// A decision whose finding is gone or has changed, and a dismissal that has run out, are problems of the report.
pub fn apply(report: &mut Report, files: &[ReviewFile], today: Option<Date>) {
    let today = today.or_else(|| newest_day(&report.articles));
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (at, finding) in report.comparison.findings.iter().enumerate() {
        places.insert(finding.id.clone(), at);
    }
    for file in files {
        report.problems.extend(file.problems.iter().cloned());
        for entry in &file.entries {
            let complaint = match places.get(&entry.finding) {
                Some(&at) => decide(&mut report.comparison.findings[at], entry, today),
                None => Some(lost(entry, &report.comparison.findings)),
            };
            report.problems.extend(complaint.map(|(severity, message)| Diagnostic {
                severity,
                path: file.path.clone(),
                line: Some(entry.line),
                message,
            }));
        }
    }
}

fn newest_day(articles: &[Article]) -> Option<Date> {
    articles.iter().flat_map(|article| [article.published, article.updated]).flatten().map(|it| it.date).max()
}

/// Settles one finding; says what is in the way if something is.
fn decide(finding: &mut Finding, entry: &Entry, today: Option<Date>) -> Option<(Severity, String)> {
    if finding.decision.is_some() {
        return Some((
            Severity::Error,
            format!("finding {} is decided twice; the first decision counts", entry.finding),
        ));
    }
    let decision = &entry.decision;
    let by = decision.by.as_deref().unwrap_or_default();
    match (decision.until.filter(|_| decision.ruling == Ruling::Dismissed), today) {
        (Some(until), Some(today)) if until < today => {
            let message = format!("the dismissal by {by} ran out on {until}; open again: {}", heading(finding));
            Some((Severity::Warning, message))
        }
        (Some(until), None) => {
            let message = format!(
                "the dismissal by {by} ends on {until}, and no article has a date to tell whether that is over; \
                 give --today: {}",
                heading(finding)
            );
            Some((Severity::Warning, message))
        }
        _ => {
            finding.decision = Some(decision.clone());
            None
        }
    }
}

/// What is said of a decision whose finding is not there.
fn lost(entry: &Entry, findings: &[Finding]) -> (Severity, String) {
    let by = entry.decision.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
    let what = format!("{}{by}", entry.decision.ruling.as_str());
    let about = entry.about.clone().unwrap_or_else(|| entry.finding.clone());
    if findings.iter().any(|finding| Some(heading(finding)) == entry.about) {
        (Severity::Warning, format!("{what}, but the sources say other things now; decide again: {about}"))
    } else {
        (Severity::Note, format!("{what}, but there is no such finding any more: {about}"))
    }
}
