//! Markdown as GitHub reads it, for an issue, a chat or an e-mail: the outcome in the heading, what must be settled first,
//! every figure with the words of the articles.
//!
//! Invariant: nothing that articles, file names or rules say is markup, and no cell of a table breaks its row.

use super::figure::{Figure, Saying, excerpts, excerpts_of_all, figures, said_by};
use super::foreign::{Untrusted, one_line};
use super::link;
use super::quotation::{CURLY, Excerpt};
use super::summary::{Section, Summary};
use super::table::Detail;
use super::words::{
    alarm_words, decision_words, finding_words, headline, inconsistency_words, inconsistent_saying, input_words, mark,
    names_words, next_step, problem_words, range_words, set_aside_lines, short_name, slot_words, some_of, support,
};
use super::{Report, draft, findings_under_rules, groups_without_rule, inconsistencies};
use crate::compare::Finding;
use crate::rule::{Gravity, RuleSet};
use std::fmt::Write as _;

/// The beginning of every report.
const BEGIN: &str = "# Crosscheck: ";

/// Columns of a quotation; a longer sentence is shortened around the claim.
const QUOTATION_COLUMNS: usize = 300;
/// Articles that are quoted for one figure; the others are named.
const QUOTED_SAYINGS: usize = 4;

/// The report; with `show_skipped` the lines that were set aside, too.
#[must_use]
pub fn render(report: &Report, rules: &RuleSet, show_skipped: bool) -> String {
    let mut page = Page { report, text: String::new() };
    let summary = Summary::of(report, rules);
    page.begin(&summary);
    page.problems();
    page.draft(rules);
    page.findings();
    page.inconsistencies();
    page.unruled();
    page.names();
    page.articles();
    if show_skipped {
        page.skipped();
    }
    page.text
}

/// Whether a text begins as [`render`] begins it.
pub(super) fn is_own(text: &str) -> bool {
    text.starts_with(BEGIN)
}

struct Page<'a> {
    report: &'a Report,
    text: String,
}

impl Page<'_> {
    fn line(&mut self, words: &str) {
        writeln!(self.text, "{words}").expect("writing to a string does not fail");
    }

    /// A block with an empty line before it.
    fn block(&mut self, words: &str) {
        self.line("");
        self.line(words);
    }

    fn begin(&mut self, summary: &Summary) {
        let story = self.report.story.as_deref().map_or_else(String::new, |story| format!(" · {}", foreign(story)));
        self.line(&format!("{BEGIN}{}{story}", escaped(&alarm_words(summary))));
        self.block(&format!("{}  ", escaped(&finding_words(summary).join(" · "))));
        self.line(&escaped(&input_words(summary).join(" · ")));
        self.block(&escaped(&next_step(self.report, summary)));
    }

    fn problems(&mut self) {
        if self.report.problems.is_empty() {
            return;
        }
        self.block("## Problems\n");
        for problem in &self.report.problems {
            self.line(&format!("- **{}**: {}", problem.severity.as_str(), escaped(&problem_words(problem))));
        }
    }

    /// A row for each figure, date and name of the draft.
    fn draft(&mut self, rules: &RuleSet) {
        let report = self.report;
        let Some(account) = &report.comparison.draft else { return };
        self.block("## The draft\n");
        self.line("| state | in the draft | where | coverage |\n|---|---|---|---|");
        for row in draft::rows(report, account, rules) {
            let topics = if row.topics.is_empty() { String::new() } else { format!(" ({})", row.topics) };
            let cells = [format!("{}{topics}", row.words), row.place, row.detail];
            let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
            self.line(&format!("| {} | {} |", draft::state_words(row.state), cells.join(" | ")));
        }
        let left_out = draft::left_out(report, account);
        if !left_out.is_empty() {
            self.block("### Left out, though most sources state it");
            self.items(&left_out);
        }
    }

    fn findings(&mut self) {
        let findings = findings_under_rules(self.report);
        for run in findings.chunk_by(|left, right| Section::of_finding(left) == Section::of_finding(right)) {
            let section = Section::of_finding(run[0]);
            self.block(&format!("## {}", section.heading()));
            match section {
                Section::Single | Section::Agreement | Section::Dismissed => self.items(run),
                Section::Alarm | Section::Moved | Section::Apart => {
                    run.iter().for_each(|finding| self.in_full(finding))
                }
            }
        }
    }

    /// Where articles disagree with themselves, with the words.
    fn inconsistencies(&mut self) {
        if self.report.comparison.inconsistencies.is_empty() {
            return;
        }
        self.block("## Articles that disagree with themselves\n");
        for found in inconsistencies(self.report) {
            let place = short_name(self.report, &inconsistent_saying(found));
            let quoted = excerpts_of_all(self.report, &found.claims, QUOTATION_COLUMNS, CURLY.omitted);
            let quoted: Vec<String> = quoted.iter().map(quotation).collect();
            let words = escaped(&inconsistency_words(found));
            let decision = decision_words(found.decision.as_ref());
            let decision = decision.map(|words| format!(" · {}", escaped(&words))).unwrap_or_default();
            let mark = mark(Section::of_inconsistency(found));
            self.line(&format!("- {mark} {words} {}: {}{decision}", escaped(&place), quoted.join(" ")));
        }
    }

    /// Figures without a rule: what differs in full, what agrees in a line each.
    fn unruled(&mut self) {
        let groups = groups_without_rule(self.report);
        if groups.is_empty() {
            return;
        }
        self.block("## No rule for this yet\n\nGrouped by the words around the figures.");
        let (agreements, others): (Vec<&Finding>, Vec<&Finding>) =
            groups.into_iter().partition(|finding| Section::of_finding(finding) == Section::Agreement);
        others.iter().for_each(|finding| self.in_full(finding));
        if !agreements.is_empty() {
            self.items(&agreements);
        }
    }

    /// A list with a line for each finding.
    fn items(&mut self, findings: &[&Finding]) {
        self.line("");
        for finding in findings {
            let figures = figures(self.report, finding, Detail::Normal);
            let values: Vec<&str> = figures.iter().map(|figure| figure.value.as_str()).collect();
            let from = match &figures[..] {
                [Figure { sayings, .. }] if finding.outlets == 1 => {
                    some_of(sayings, |saying| short_name(self.report, saying))
                }
                _ => support(finding),
            };
            let mut parts = vec![format!("**{}**", foreign(&finding.title))];
            parts.extend(slot_words(self.report, finding).map(|slot| escaped(&slot)));
            parts.push(escaped(&values.join("; ")));
            if matches!(Section::of_finding(finding), Section::Agreement | Section::Dismissed) {
                parts.push(finding.verdict.as_str().to_owned());
            }
            parts.push(escaped(&from));
            parts.extend(decision_words(finding.decision.as_ref()).map(|words| escaped(&words)));
            self.line(&format!("- {}", parts.join(" · ")));
        }
    }

    /// Verdict, topic and slots.
    fn head(&self, finding: &Finding) -> String {
        let high = Section::of_finding(finding) == Section::Alarm && finding.gravity == Gravity::High;
        let mut words = format!(
            "{} {}{}: {}",
            mark(Section::of_finding(finding)),
            headline(finding),
            if high { " (high)" } else { "" },
            foreign(&finding.title)
        );
        for slot in slot_words(self.report, finding) {
            words.push_str(&format!(" · {}", escaped(&slot)));
        }
        words
    }

    fn in_full(&mut self, finding: &Finding) {
        self.block(&format!("### {}", self.head(finding)));
        self.block(&foreign(&finding.reason));
        let mut facts = vec![escaped(&support(finding))];
        facts.extend(range_words(finding).map(|range| escaped(&range)));
        self.block(&facts.join(" · "));
        if !finding.notes.is_empty() {
            self.line("");
        }
        for note in &finding.notes {
            self.line(&format!("- Note: {}", foreign(note)));
        }
        if let Some(words) = decision_words(finding.decision.as_ref()) {
            self.block(&escaped(&words));
        }
        self.block("| value | said by | in the words of the article |\n|---|---|---|");
        let with_date = Section::of(finding.verdict) == Section::Moved;
        for figure in figures(self.report, finding, Detail::Normal) {
            self.figure(&figure, with_date);
        }
    }

    /// A row for each article that gives a figure.
    fn figure(&mut self, figure: &Figure, with_date: bool) {
        let value = escaped(&figure.value);
        for saying in figure.sayings.iter().take(QUOTED_SAYINGS) {
            let quoted = excerpts(self.report, saying.claims[0], QUOTATION_COLUMNS, CURLY.omitted);
            let quoted: Vec<String> = quoted.iter().map(quotation).collect();
            self.line(&format!("| {value} | {} | {} |", self.said_by(saying, with_date), quoted.join(" ")));
        }
        if figure.sayings.len() > QUOTED_SAYINGS {
            let others = &figure.sayings[QUOTED_SAYINGS..];
            let names = some_of(others, |saying| short_name(self.report, saying));
            self.line(&format!("| {value} | {} more | {} |", others.len(), escaped(&names)));
        }
    }

    /// Outlet, place, date, speaker; the first of them leads to the article if its address is known.
    fn said_by(&self, saying: &Saying, with_date: bool) -> String {
        let mut words: Vec<String> =
            said_by(self.report, saying, with_date).iter().map(|words| escaped(words)).collect();
        let article = &self.report.articles[saying.article.index()];
        if let (Some(href), Some(first)) = (link::of_article(article), words.first_mut()) {
            *first = format!("[{first}](<{href}>)");
        }
        words.join(", ")
    }

    fn names(&mut self) {
        if self.report.comparison.names.is_empty() {
            return;
        }
        self.block("## Names given in several ways\n");
        for name in &self.report.comparison.names {
            self.line(&format!("- {}", escaped(&names_words(self.report, name))));
        }
    }

    fn articles(&mut self) {
        self.block("## Articles\n\n| article | outlet | published | origin |\n|---|---|---|---|");
        for (article, origin) in self.report.articles.iter().zip(&self.report.comparison.origins) {
            let name = foreign(&article.id);
            let name = link::of_article(article).map_or_else(|| name.clone(), |href| format!("[{name}](<{href}>)"));
            let published =
                article.published.map_or_else(|| "no date".to_owned(), |published| published.date.to_string());
            let outlet = foreign(article.outlet.as_deref().unwrap_or_default());
            self.line(&format!("| {name} | {outlet} | {published} | {} |", foreign(origin)));
        }
    }

    fn skipped(&mut self) {
        self.block("## Set aside, not read for claims\n");
        for line in set_aside_lines(self.report) {
            self.line(&format!("- {}", escaped(&line)));
        }
    }
}

/// A quotation with the claim's words in bold.
fn quotation(excerpt: &Excerpt) -> String {
    let Excerpt { before, words, after } = excerpt;
    format!("“{}**{}**{}”", escaped(before), escaped(words), escaped(after))
}

/// Foreign words on one line, without markup.
fn foreign(words: &str) -> String {
    escaped(&Untrusted(&one_line(words)).to_string())
}

/// Words of one line in which nothing is markup.
pub(crate) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => out.extend(['\\', character]),
            _ => out.push(character),
        }
    }
    out
}
