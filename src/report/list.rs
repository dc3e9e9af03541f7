//! One line a finding, in the manner of compilers: where it stands, verdict, topic, how the sources differ. For editors
//! that jump to `file:line`, and for `grep` and `wc -l`. The last line says what the run did.

use super::figure::{figures, locator};
use super::foreign::{Untrusted, one_line};
use super::summary::Summary;
use super::table::Detail;
use super::words::{
    decision_words, headline, inconsistency_words, inconsistent_saying, is_outcome, names_words, outcome_words,
    problem_words, slot_words, support,
};
use super::{Report, draft, findings_under_rules, groups_without_rule, inconsistencies};
use crate::compare::Finding;
use crate::rule::RuleSet;

/// The beginning of the last line.
const LAST: &str = "crosscheck: ";

/// The report, a line each: problems, findings, names, and the outcome last.
#[must_use]
pub fn render(report: &Report, rules: &RuleSet) -> String {
    let problems = report.problems.iter();
    let problems = problems.map(|problem| format!("{}: {}", problem.severity.as_str(), problem_words(problem)));
    let findings = findings_under_rules(report).into_iter().chain(groups_without_rule(report));
    let findings = findings.map(|finding| line(report, finding));
    let inside = inconsistencies(report).into_iter().map(|found| {
        let place = locator(report, &inconsistent_saying(found));
        format!("{place}: {}{}", inconsistency_words(found), in_brackets(decision_words(found.decision.as_ref())))
    });
    let names = report.comparison.names.iter();
    let names = names.map(|name| format!("SPELLINGS: {}", names_words(report, name)));
    let last = format!("{LAST}{}", outcome_words(&Summary::of(report, rules)));
    problems
        .chain(draft::lines(report, rules))
        .chain(findings)
        .chain(inside)
        .chain(names)
        .chain([last])
        .map(|line| line + "\n")
        .collect()
}

/// Whether a text ends as [`render`] ends it.
pub(super) fn is_own(text: &str) -> bool {
    text.lines().next_back().is_some_and(|line| line.starts_with(LAST) && is_outcome(line))
}

fn in_brackets(decision: Option<String>) -> String {
    decision.map(|words| format!(" [{words}]")).unwrap_or_default()
}

fn line(report: &Report, finding: &Finding) -> String {
    let figures = figures(report, finding, Detail::Normal);
    let first = figures.iter().find_map(|figure| figure.sayings.first());
    let place = first.map_or_else(String::new, |saying| format!("{}: ", locator(report, saying)));
    let slots: String = slot_words(report, finding).map(|slot| format!(" ({slot})")).collect();
    let title = Untrusted(&one_line(&finding.title)).to_string();
    let reason = Untrusted(&one_line(&finding.reason)).to_string();
    let verdict = headline(finding);
    let unruled = if finding.topic.is_none() { " [no rule]" } else { "" };
    let decision = in_brackets(decision_words(finding.decision.as_ref()));
    format!("{place}{verdict}: {title}{slots}: {reason} [{}]{unruled}{decision}", support(finding))
}
