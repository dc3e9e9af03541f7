//! Telling reports of this program from other files, so that none but its own are replaced, or taken for articles.

use super::{csv, github, html, junit, list, markdown, plain, sarif};

/// Most bytes of the last lines of a report for people.
const LAST_LINES: usize = 2000;

/// Whether a text is a report that crosscheck wrote, in any format.
#[must_use]
pub fn is_report(text: &str) -> bool {
    let of_format = [
        csv::is_own,
        github::is_own,
        html::is_own,
        junit::is_own,
        sarif::is_own,
        list::is_own,
        markdown::is_own,
        plain::is_own,
        has_last_lines,
    ];
    of_format.iter().any(|is_own| is_own(text)) || is_json(text) || is_digest(text)
}

/// Whether a text is a digest of `batch`. One for browsers begins as all pages do.
fn is_digest(text: &str) -> bool {
    let begins = text.trim_start_matches("# ").starts_with("crosscheck: ");
    text.starts_with("{\"schema\":\"crosscheck/digest/")
        || begins && text.lines().take(4).any(|it| it.starts_with("Run "))
}

/// Whether a text is a report as JSON or as JSON lines. Lines of claims are none: they are input.
fn is_json(text: &str) -> bool {
    let record = text.strip_prefix("{\"schema\":\"crosscheck/");
    record.is_some_and(|rest| {
        ["report/", "problem/", "finding/", "inconsistency/", "name/", "summary/"].iter().any(|it| rest.starts_with(it))
    })
}

/// Whether a text ends as reports for a terminal do: with what was read, and what to do next.
fn has_last_lines(text: &str) -> bool {
    let start = text.len().saturating_sub(LAST_LINES);
    let end = text.char_indices().find(|&(at, _)| at >= start).map_or("", |(at, _)| &text[at..]);
    end.rsplit_once("\nNext: ").is_some_and(|(before, _)| before.contains("set aside") && before.contains("claims on"))
}
