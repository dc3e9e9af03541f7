//! Workflow commands of GitHub Actions: an annotation for each problem and for each finding that is more than agreement,
//! at the line of an article, and the outcome last.
//!
//! GitHub shows ten annotations of a level for a step, hence one a finding, which names the other places in its text; and
//! of a draft only what must be done about it.
//!
//! Invariant: a command is one line, and nothing in an article can begin another or end a property.

use super::figure::{figures, locator, place, quotation_of_all};
use super::foreign::{Untrusted, one_line};
use super::quotation::CURLY;
use super::summary::{Section, Summary};
use super::table::Detail;
use super::words::{names_words, outcome_words, slot_words, support, verdict_words};
use super::{Gate, Report, draft, findings_under_rules, groups_without_rule};
use crate::claim::ClaimId;
use crate::compare::{Account, Finding};
use crate::error::{Diagnostic, Severity};
use crate::rule::RuleSet;

/// The last line, up to the outcome.
const LAST: &str = "::notice title=crosscheck::";

/// The annotations; errors are the findings that `gate` stops at.
#[must_use]
pub fn render(report: &Report, rules: &RuleSet, gate: &Gate) -> String {
    let mut lines: Vec<String> = report.problems.iter().map(problem).collect();
    match &report.comparison.draft {
        Some(account) => lines.extend(of_draft(report, account, rules, gate)),
        None => lines.extend(of_articles(report, gate)),
    }
    lines.push(format!("{LAST}{}", message(&outcome_words(&Summary::of(report, rules)))));
    lines.join("\n") + "\n"
}

/// What was found between the articles, inside of them, and of their names.
fn of_articles(report: &Report, gate: &Gate) -> Vec<String> {
    let findings = findings_under_rules(report).into_iter().chain(groups_without_rule(report));
    let findings = findings.filter_map(|finding| annotation(report, finding, gate));
    let inside = report.comparison.inconsistencies.iter().filter(|found| found.dismissal().is_none());
    let inside = inside.map(|found| {
        let level = if gate.stops_inconsistency(report, found) { "error" } else { "warning" };
        let mut properties = found.claims.first().map_or_else(Vec::new, |&id| at(report, id));
        properties.push(format!("title={}", property(&format!("INCONSISTENT: {}", found.law.title()))));
        format!("::{level} {}::{}", properties.join(","), message(&found.reason))
    });
    let names = report.comparison.names.iter();
    let names = names.map(|name| format!("::notice title=Spellings::{}", message(&names_words(report, name))));
    findings.chain(inside).chain(names).collect()
}

/// The facts of a draft that must be settled, and what it leaves out.
fn of_draft(report: &Report, account: &Account, rules: &RuleSet, gate: &Gate) -> Vec<String> {
    let grave = draft::rows(report, account, rules).into_iter().filter(|row| draft::is_grave(row.state));
    let facts = grave.map(|row| {
        let level = if gate.stops_draft(row.state) { "error" } else { "warning" };
        let title = format!("{}: {}", draft::state_words(row.state), row.words);
        let properties = [at(report, row.fact.claim), vec![format!("title={}", property(&title))]].concat();
        let against = row
            .fact
            .against
            .iter()
            .map(|&id| format!("{}: {}", draft::source(report, id), quotation_of_all(report, &[id], CURLY)));
        let text: Vec<String> = std::iter::once(row.detail.clone()).chain(against).collect();
        format!("::{level} {}::{}", properties.join(","), message(&text.join("\n")))
    });
    let left_out = draft::left_out(report, account).into_iter();
    let left_out =
        left_out.map(|finding| format!("::notice title=LEFT OUT::{}", message(&draft::left_out_words(finding))));
    facts.chain(left_out).collect()
}

/// Whether a text ends as [`render`] ends it.
pub(super) fn is_own(text: &str) -> bool {
    text.lines().next_back().is_some_and(|line| line.starts_with(LAST))
}

fn problem(problem: &Diagnostic) -> String {
    let level = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if !problem.path.is_empty() {
        properties.push(format!("file={}", property(&problem.path)));
    }
    properties.extend(problem.line.map(|line| format!("line={line}")));
    properties.push("title=crosscheck".to_owned());
    format!("::{level} {}::{}", properties.join(","), message(&problem.message))
}

/// The annotation of a finding; `None` for what needs no look.
fn annotation(report: &Report, finding: &Finding, gate: &Gate) -> Option<String> {
    let level = match Section::of_finding(finding) {
        _ if gate.stops(report, finding) => "error",
        // Without a rule nothing is certain enough for more than a hint.
        Section::Alarm if finding.topic.is_some() => "warning",
        Section::Alarm | Section::Moved => "notice",
        Section::Apart | Section::Single | Section::Agreement | Section::Dismissed => return None,
    };
    let figures = figures(report, finding, Detail::Normal);
    let first = figures.iter().find_map(|figure| figure.sayings.first())?;
    let mut properties = at(report, first.claims[0]);
    let slots: String = slot_words(report, finding).map(|slot| format!(" ({slot})")).collect();
    let title = format!("{}: {}{slots}", verdict_words(finding.verdict), finding.title);
    properties.push(format!("title={}", property(&title)));
    let places = figures.iter().flat_map(|figure| {
        figure.sayings.iter().map(|saying| format!("{}: {}", locator(report, saying), figure.value))
    });
    let text = format!("{} [{}]\n{}", finding.reason, support(finding), places.collect::<Vec<_>>().join("\n"));
    Some(format!("::{level} {}::{}", properties.join(","), message(&text)))
}

/// The properties that say where the words of a claim stand.
fn at(report: &Report, id: ClaimId) -> Vec<String> {
    let place = place(report, id);
    let mut properties = vec![format!("file={}", property(place.file))];
    if let (Some(start), Some(end)) = (place.start, place.end) {
        properties.push(format!("line={},endLine={}", start.line, end.line));
        // GitHub knows columns only within one line.
        if start.line == end.line {
            properties.push(format!("col={},endColumn={}", start.column, end.column));
        }
    }
    properties
}

/// The text of a command; line breaks of ours stay, those of others are spaces.
fn message(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| Untrusted(&one_line(line)).to_string()).collect();
    lines.join("\n").replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    message(&one_line(text)).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_ends_a_property_or_a_command_is_escaped() {
        assert_eq!(property("a:b,c%d\ne\r"), "a%3Ab%2Cc%25d e");
        assert_eq!(message("50% of it\n::error::x"), "50%25 of it%0A::error::x");
        assert_eq!(message("\u{1b}[31m"), "\\u{1b}[31m");
    }

    proptest! {
        #[test]
        fn nothing_gets_out_of_a_property(text in any::<String>()) {
            let escaped = property(&text);
            prop_assert!(!escaped.contains([':', ',', '\n', '\r']), "{escaped:?}");
            prop_assert!(!message(&text).contains(['\n', '\r']));
        }
    }
}
