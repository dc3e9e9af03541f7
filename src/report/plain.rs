//! Plain text without frames and without wrapping: the outcome first, as the subject of a mail, then a paragraph for each
//! finding, with a line for each article that `grep` finds whole.

use super::figure::{figures, locator, quotation_of_all};
use super::foreign::{Untrusted, one_line};
use super::quotation::CURLY;
use super::summary::{Section, Summary};
use super::table::Detail;
use super::words::{
    decision_words, headline, inconsistency_words, inconsistent_saying, input_words, is_outcome, names_words,
    next_step, outcome_words, problem_words, quoted_lines, range_words, set_aside_lines, slot_words, support,
};
use super::{Report, draft, findings_under_rules, groups_without_rule, inconsistencies};
use crate::compare::Finding;
use crate::rule::{Gravity, RuleSet};
use std::fmt::Write as _;

/// The beginning of every report.
const BEGIN: &str = "crosscheck: ";

/// The report; with `show_skipped` the lines that were set aside, too.
#[must_use]
pub fn render(report: &Report, rules: &RuleSet, show_skipped: bool) -> String {
    let summary = Summary::of(report, rules);
    let mut paragraphs = vec![format!(
        "{BEGIN}{}\n{}\n{}",
        outcome_words(&summary),
        input_words(&summary).join(", "),
        next_step(report, &summary)
    )];
    let problems = report.problems.iter();
    let problems = problems.map(|problem| format!("{}: {}", problem.severity.as_str(), problem_words(problem)));
    paragraphs.push(problems.collect::<Vec<_>>().join("\n"));
    paragraphs.push(draft::lines(report, rules).join("\n"));
    paragraphs.extend(findings_under_rules(report).into_iter().map(|finding| paragraph(report, finding)));
    paragraphs.extend(inconsistencies(report).into_iter().map(|found| {
        let quotation = quotation_of_all(report, &found.claims, CURLY);
        let place = locator(report, &inconsistent_saying(found));
        let decision = decision_words(found.decision.as_ref());
        let decision = decision.map(|words| format!("  {words}\n")).unwrap_or_default();
        format!("{}\n{decision}  {place}: {quotation}", inconsistency_words(found))
    }));
    paragraphs.extend(groups_without_rule(report).into_iter().map(|finding| paragraph(report, finding)));
    let names = report.comparison.names.iter();
    paragraphs
        .push(names.map(|name| format!("SPELLINGS: {}", names_words(report, name))).collect::<Vec<_>>().join("\n"));
    if show_skipped {
        paragraphs.push(set_aside_lines(report).collect::<Vec<_>>().join("\n"));
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n\n") + "\n"
}

/// Whether a text begins as [`render`] begins it.
pub(super) fn is_own(text: &str) -> bool {
    text.lines().next().is_some_and(|line| line.starts_with(BEGIN) && is_outcome(line))
}

/// What the articles say, and below it who says what where.
fn paragraph(report: &Report, finding: &Finding) -> String {
    let high = Section::of_finding(finding) == Section::Alarm && finding.gravity == Gravity::High;
    let slots: String = slot_words(report, finding).map(|slot| format!(" ({slot})")).collect();
    let mut text = format!(
        "{}{}: {}{slots}{}: {} [{}]",
        headline(finding),
        if high { " (high)" } else { "" },
        Untrusted(&one_line(&finding.title)),
        if finding.topic.is_none() { " [no rule]" } else { "" },
        Untrusted(&one_line(&finding.reason)),
        support(finding)
    );
    let notes = finding.notes.iter().map(|note| format!("note: {note}"));
    for words in range_words(finding).into_iter().chain(notes).chain(decision_words(finding.decision.as_ref())) {
        write!(text, " [{}]", Untrusted(&one_line(&words))).expect("writing to a string does not fail");
    }
    let with_date = Section::of(finding.verdict) == Section::Moved;
    for figure in figures(report, finding, Detail::Normal) {
        for line in quoted_lines(report, &figure, with_date) {
            write!(text, "\n  {line}").expect("writing to a string does not fail");
        }
    }
    text
}
