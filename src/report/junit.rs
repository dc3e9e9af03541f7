//! JUnit XML as Jenkins reads it, for build servers: a test for each fact of a draft and for each finding, which fails at
//! or above the verdict that stops the run; a test for each article, which has an error if it could not be read; a test
//! for each name that is given in several ways.
//!
//! Times and host names are left out: they would differ between two runs over the same articles.
//!
//! Invariant: what comes out is well-formed XML 1.0, whatever stands in articles.

use super::figure::{figures, locator, quotation_of_all};
use super::foreign::{Untrusted, one_line};
use super::quotation::CURLY;
use super::summary::Section;
use super::table::Detail;
use super::words::{
    decision_words, headline, inconsistency_words, inconsistent_saying, names_words, problem_words, quoted_lines,
    slot_words, support,
};
use super::{Gate, Report, draft, findings_under_rules, groups_without_rule, inconsistencies};
use crate::compare::{Account, Finding, Inconsistency};
use crate::error::Severity;
use crate::rule::RuleSet;
use askama::Template;

/// The beginning of every report.
const BEGIN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"crosscheck\"";

/// The report; failures are the findings that `gate` stops at.
#[must_use]
pub fn render(report: &Report, rules: &RuleSet, gate: &Gate) -> String {
    let ruled = findings_under_rules(report).into_iter().map(|finding| Case::of_finding(report, rules, finding, gate));
    let groups = groups_without_rule(report).into_iter();
    let groups = groups.filter(|finding| Section::of_finding(finding) == Section::Alarm);
    let unruled = groups.map(|finding| Case::of_finding(report, rules, finding, gate));
    let inside = inconsistencies(report).into_iter().map(|found| Case::of_inconsistency(report, found, gate));
    let draft = report.comparison.draft.as_ref().map(|account| of_draft(report, account, rules, gate));
    let mut suites = vec![
        Suite { name: "articles", cases: inputs(report) },
        Suite { name: "findings", cases: ruled.collect() },
        Suite { name: "inside articles", cases: inside.collect() },
        Suite { name: "no rule for this yet", cases: unruled.collect() },
        Suite {
            name: "names",
            cases: report.comparison.names.iter().map(|name| Case::of_name(report, name)).collect(),
        },
    ];
    suites.splice(1..1, draft.map(|cases| Suite { name: "the draft", cases }));
    let sum = |count: fn(&Suite) -> usize| suites.iter().map(count).sum();
    let (tests, failures, errors) = (sum(|suite| suite.cases.len()), sum(Suite::failures), sum(Suite::errors));
    let document = Document { tests, failures, errors, suites };
    document.render().expect("memory can be written") + "\n"
}

/// Whether a text begins as [`render`] begins it.
pub(super) fn is_own(text: &str) -> bool {
    text.starts_with(BEGIN)
}

#[derive(Template)]
#[template(path = "report.junit.xml")]
struct Document {
    tests: usize,
    failures: usize,
    errors: usize,
    suites: Vec<Suite>,
}

struct Suite {
    name: &'static str,
    cases: Vec<Case>,
}

/// What became of a test, with a sentence.
enum Outcome {
    Passed,
    Skipped(String),
    Failed(String),
    Broken(String),
}

struct Case {
    class: String,
    name: String,
    /// The verdict, or what kind of problem it is.
    kind: &'static str,
    outcome: Outcome,
    text: String,
}

impl Suite {
    fn count(&self, wanted: fn(&Outcome) -> bool) -> usize {
        self.cases.iter().filter(|case| wanted(&case.outcome)).count()
    }

    fn failures(&self) -> usize {
        self.count(|outcome| matches!(outcome, Outcome::Failed(_)))
    }

    fn errors(&self) -> usize {
        self.count(|outcome| matches!(outcome, Outcome::Broken(_)))
    }

    fn skipped(&self) -> usize {
        self.count(|outcome| matches!(outcome, Outcome::Skipped(_)))
    }
}

impl Case {
    fn of_finding(report: &Report, rules: &RuleSet, finding: &Finding, gate: &Gate) -> Self {
        let topic = finding.topic.map_or("no-rule", |topic| rules.topic(topic).id.as_str());
        let slots: String = slot_words(report, finding).map(|slot| format!(" ({slot})")).collect();
        let message = format!("{}: {}", headline(finding), finding.reason);
        let section = Section::of_finding(finding);
        // What others disagree on is no failure of the draft that is held against them.
        let is_beside = finding.topic.is_none() || report.comparison.draft.is_some();
        let unsure = matches!(section, Section::Apart | Section::Dismissed) || (is_beside && section == Section::Alarm);
        let outcome = match () {
            () if gate.stops(report, finding) => Outcome::Failed(xml_line(&message)),
            () if unsure => Outcome::Skipped(xml_line(&message)),
            () => Outcome::Passed,
        };
        let mut lines = vec![xml_line(&message), support(finding)];
        lines.extend(finding.notes.iter().map(|note| format!("note: {}", xml_line(note))));
        lines.extend(decision_words(finding.decision.as_ref()).map(|words| xml_line(&words)));
        for figure in figures(report, finding, Detail::Normal) {
            lines.extend(quoted_lines(report, &figure, section == Section::Moved).map(|line| xml_line(&line)));
        }
        Self {
            class: xml_line(&format!("crosscheck.{topic}")),
            name: xml_line(&format!("{}{slots}", finding.title)),
            kind: finding.verdict.as_str(),
            outcome,
            text: lines.join("\n"),
        }
    }

    fn of_inconsistency(report: &Report, found: &Inconsistency, gate: &Gate) -> Self {
        let message = xml_line(&inconsistency_words(found));
        let place = locator(report, &inconsistent_saying(found));
        let quotation = quotation_of_all(report, &found.claims, CURLY);
        let decision = decision_words(found.decision.as_ref()).map(|words| format!(" {words}")).unwrap_or_default();
        Self {
            class: "crosscheck.inside".to_owned(),
            name: xml_line(&format!("{place}: {}", found.law.title())),
            kind: "inconsistent",
            text: xml_line(&format!("{message} {quotation}{decision}")),
            outcome: match gate.stops_inconsistency(report, found) {
                true => Outcome::Failed(message),
                false => Outcome::Skipped(message),
            },
        }
    }

    fn of_fact(report: &Report, row: &draft::Row, gate: &Gate) -> Self {
        let message = xml_line(&row.in_one_line());
        let quoted =
            row.fact.against.iter().map(|&id| {
                xml_line(&format!("{}: {}", draft::source(report, id), quotation_of_all(report, &[id], CURLY)))
            });
        Self {
            class: "crosscheck.draft".to_owned(),
            name: xml_line(&format!("{}: {}", row.place, row.words)),
            kind: row.state.as_str(),
            text: std::iter::once(message.clone()).chain(quoted).collect::<Vec<_>>().join("\n"),
            outcome: match row.state {
                state if gate.stops_draft(state) => Outcome::Failed(message),
                state if draft::is_grave(state) => Outcome::Skipped(message),
                _ => Outcome::Passed,
            },
        }
    }

    fn left_out(finding: &Finding) -> Self {
        let message = xml_line(&format!("LEFT OUT: {}", draft::left_out_words(finding)));
        Self {
            class: "crosscheck.draft".to_owned(),
            name: xml_line(&format!("left out: {}", finding.title)),
            kind: draft::LEFT_OUT,
            text: message.clone(),
            outcome: Outcome::Skipped(message),
        }
    }

    fn of_name(report: &Report, name: &crate::compare::NameVariants) -> Self {
        let text = xml_line(&names_words(report, name));
        let spelling = name.spellings.first().map_or("", |(spelling, _)| spelling);
        let class = "crosscheck.spellings".to_owned();
        Self { class, name: xml_line(spelling), kind: "spelling", outcome: Outcome::Passed, text }
    }
}

/// A test for each fact of the draft, and one for each finding that it leaves out.
fn of_draft(report: &Report, account: &Account, rules: &RuleSet, gate: &Gate) -> Vec<Case> {
    let rows = draft::rows(report, account, rules);
    let facts = rows.iter().map(|row| Case::of_fact(report, row, gate));
    facts.chain(draft::left_out(report, account).into_iter().map(Case::left_out)).collect()
}

/// A test for each article that was read, and one for each problem.
fn inputs(report: &Report) -> Vec<Case> {
    let read = report.articles.iter().map(|article| Case {
        class: "crosscheck.articles".to_owned(),
        name: xml_line(&article.id),
        kind: "read",
        outcome: Outcome::Passed,
        text: "read".to_owned(),
    });
    let problems = report.problems.iter().map(|problem| {
        let message = xml_line(&problem.message);
        let place = problem.place();
        Case {
            class: "crosscheck.problems".to_owned(),
            name: xml_line(if place.is_empty() { "the whole run" } else { &place }),
            kind: problem.severity.as_str(),
            outcome: match problem.severity {
                Severity::Error => Outcome::Broken(message),
                Severity::Warning | Severity::Note => Outcome::Skipped(message),
            },
            text: xml_line(&problem_words(problem)),
        }
    });
    read.chain(problems).collect()
}

/// Words on one line, without the two characters that XML forbids beside those that [`Untrusted`] shows.
fn xml_line(words: &str) -> String {
    let words = Untrusted(&one_line(words)).to_string();
    words.replace('\u{fffe}', "\\u{fffe}").replace('\u{ffff}', "\\u{ffff}")
}
