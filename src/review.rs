//! What people decided about findings, and about articles that disagree with themselves: kept, dismissed for a reason and
//! perhaps until a day, or only noted.
//!
//! Decisions stand in a file beside the story (`input` reads it, [`edit`] changes its text). A finding is known by its
//! identity, which ends when a source says something else: a decision about words that are no longer there is not
//! carried over to new ones, and the report says so.
//!
//! Invariant: nothing is dismissed that is not listed and counted, with the name of who dismissed it.

pub mod edit;

use crate::article::Article;
use crate::compare::{Finding, Inconsistency};
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
    /// What the finding is about, in the words of the report.
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

/// What somebody decides about.
#[derive(Clone, Copy, Debug)]
pub enum Matter<'a> {
    /// What a group of claims says.
    Finding(&'a Finding),
    /// Figures of one article, of which the outlet is named, that cannot all be true.
    Inside(&'a Inconsistency, &'a str),
}

impl<'a> Matter<'a> {
    /// Everything in a report about which something can be decided, in the order of the comparison.
    pub fn all(report: &'a Report) -> impl Iterator<Item = Self> {
        let findings = report.comparison.findings.iter().map(Self::Finding);
        let outlet = |found: &Inconsistency| report.articles[found.article.index()].name();
        findings.chain(report.comparison.inconsistencies.iter().map(move |found| Self::Inside(found, outlet(found))))
    }

    /// By what a file of decisions knows it. An article that breaks a law twice with the same figures is one matter.
    #[must_use]
    pub fn id(&self) -> &'a str {
        match self {
            Self::Finding(finding) => &finding.id,
            Self::Inside(found, _) => &found.id,
        }
    }

    /// What it is about: the title and the slots, or the outlet and what in its article does not fit what.
    #[must_use]
    pub fn heading(&self) -> String {
        match self {
            Self::Finding(finding) => match slots_in_words(&finding.scope()) {
                slots if slots.is_empty() => finding.title.clone(),
                slots => format!("{}, {slots}", finding.title),
            },
            Self::Inside(found, outlet) => format!("{outlet}: {}", found.law.title()),
        }
    }

    /// What it says, in one sentence.
    #[must_use]
    pub fn reason(&self) -> &'a str {
        match self {
            Self::Finding(finding) => &finding.reason,
            Self::Inside(found, _) => &found.reason,
        }
    }

    /// What somebody decided about it.
    #[must_use]
    pub fn decision(&self) -> Option<&'a Decision> {
        match self {
            Self::Finding(finding) => finding.decision.as_ref(),
            Self::Inside(found, _) => found.decision.as_ref(),
        }
    }
}

/// Puts decisions to what they are about. `today` is the day by which a dismissal may have run out; without one it is the
/// newest day of the articles.
///
/// A decision whose finding is gone or has changed, and a dismissal that has run out, are problems of the report. Where
/// nothing was compared between articles, a decision about a comparison is none.
pub fn apply(report: &mut Report, files: &[ReviewFile], today: Option<Date>) {
    let today = today.or_else(|| newest_day(&report.articles));
    let headings: BTreeMap<String, String> =
        Matter::all(report).map(|matter| (matter.id().to_owned(), matter.heading())).collect();
    let mut decided: BTreeMap<&str, &Decision> = BTreeMap::new();
    for file in files {
        report.problems.extend(file.problems.iter().cloned());
        for entry in &file.entries {
            let complaint = match headings.get(&entry.finding) {
                Some(_) if decided.contains_key(entry.finding.as_str()) => Some((
                    Severity::Error,
                    format!("finding {} is decided twice; the first decision counts", entry.finding),
                )),
                Some(heading) => over(entry, heading, today).or_else(|| {
                    decided.insert(&entry.finding, &entry.decision);
                    None
                }),
                None if report.inside_only => None,
                None => Some(lost(entry, headings.values())),
            };
            report.problems.extend(complaint.map(|(severity, message)| Diagnostic {
                severity,
                path: file.path.clone(),
                line: Some(entry.line),
                message,
            }));
        }
    }
    let comparison = &mut report.comparison;
    for finding in &mut comparison.findings {
        finding.decision = decided.get(finding.id.as_str()).copied().cloned();
    }
    for found in &mut comparison.inconsistencies {
        found.decision = decided.get(found.id.as_str()).copied().cloned();
    }
}

fn newest_day(articles: &[Article]) -> Option<Date> {
    articles.iter().flat_map(|article| [article.published, article.updated]).flatten().map(|it| it.date).max()
}

/// Why a decision is not in force, if it is not.
fn over(entry: &Entry, heading: &str, today: Option<Date>) -> Option<(Severity, String)> {
    let decision = &entry.decision;
    let by = decision.by.as_deref().unwrap_or_default();
    match (decision.until.filter(|_| decision.ruling == Ruling::Dismissed), today) {
        (Some(until), Some(today)) if until < today => {
            let message = format!("the dismissal by {by} ran out on {until}; open again: {heading}");
            Some((Severity::Warning, message))
        }
        (Some(until), None) => {
            let message = format!(
                "the dismissal by {by} ends on {until}, and no article has a date to tell whether that is over; \
                 give --today: {heading}"
            );
            Some((Severity::Warning, message))
        }
        _ => None,
    }
}

/// What is said of a decision whose finding is not there; `headings` are those of all that are.
fn lost<'a>(entry: &Entry, mut headings: impl Iterator<Item = &'a String>) -> (Severity, String) {
    let by = entry.decision.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
    let what = format!("{}{by}", entry.decision.ruling.as_str());
    let about = entry.about.clone().unwrap_or_else(|| entry.finding.clone());
    if headings.any(|heading| Some(heading) == entry.about.as_ref()) {
        (Severity::Warning, format!("{what}, but the sources say other things now; decide again: {about}"))
    } else {
        (Severity::Note, format!("{what}, but there is no such finding any more: {about}"))
    }
}
