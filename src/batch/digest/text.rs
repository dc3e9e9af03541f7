//! For mails and terminals: no frames, no wrapping, two blanks for each step inwards.

use super::{Digest, StoryNews, problem_words, safe, source_words, stories};
use crate::error::{Diagnostic, Severity};
use crate::report::counted;
use std::fmt::Write as _;

pub(super) fn render(digest: &Digest) -> String {
    let mut text = format!("{}\n{}\n", digest.subject(), digest.account());
    let (told, rest) = digest.parted();
    let problems: Vec<String> = digest.problems.iter().filter(|it| is_said(it)).map(problem_words).collect();
    if !problems.is_empty() {
        text.push('\n');
        problems.iter().for_each(|problem| line(&mut text, 0, problem));
    }
    for story in told {
        text.push('\n');
        tell(&mut text, digest, story);
    }
    let quiet = rest.iter().filter(|story| !story.items.is_empty() || story.articles > 1).count();
    if quiet > 0 {
        let open: usize = rest.iter().map(|story| story.open()).sum();
        let open = if open > 0 { format!("; {open} still open there") } else { String::new() };
        text.push('\n');
        line(&mut text, 0, &format!("Nothing new in {}{open}.", stories(quiet)));
    }
    text
}

fn tell(text: &mut String, digest: &Digest, story: &StoryNews) {
    line(text, 0, &heading(story));
    for problem in story.problems.iter().filter(|it| is_said(it)) {
        line(text, 1, &problem_words(problem));
    }
    for item in digest.told(story) {
        line(text, 1, &format!("{}: {}: {}", item.label, item.heading, item.reason));
        item.asides.iter().for_each(|aside| line(text, 2, aside));
        for it in item.evidence {
            line(text, 2, &format!("{}: {} ({})", safe(&it.value), it.quoted(), source_words(it)));
        }
    }
    for report in &story.reports {
        line(text, 1, &format!("report: {}", safe(report)));
    }
}

/// "Iraq: 8 articles, 2 of them new"
pub(super) fn heading(story: &StoryNews) -> String {
    let fresh = if story.fresh > 0 { format!(", {} of them new", story.fresh) } else { String::new() };
    format!("{}: {}{fresh}", safe(&story.name), counted(story.articles, "article"))
}

/// Notes are for those who look into one story.
pub(super) fn is_said(problem: &Diagnostic) -> bool {
    problem.severity < Severity::Note
}

fn line(text: &mut String, depth: usize, words: &str) {
    writeln!(text, "{}{words}", "  ".repeat(depth)).expect("writing to a string does not fail");
}
