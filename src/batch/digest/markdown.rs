//! For chats, wikis and mails.

use super::text::{heading, is_said};
use super::{Digest, StoryNews, problem_words, source_words, stories};
use crate::report::markdown::escaped;
use std::fmt::Write as _;

pub(super) fn render(digest: &Digest) -> String {
    let mut text = format!("# {}\n\n{}\n", escaped(&digest.subject()), escaped(&digest.account()));
    for problem in digest.problems.iter().filter(|it| is_said(it)) {
        write(&mut text, &format!("\n- **{}**", escaped(&problem_words(problem))));
    }
    let (told, rest) = digest.parted();
    for story in told {
        tell(&mut text, digest, story);
    }
    let quiet = rest.iter().filter(|story| !story.items.is_empty() || story.articles > 1).count();
    if quiet > 0 {
        write(&mut text, &format!("\nNothing new in {}.\n", stories(quiet)));
    }
    text
}

fn tell(text: &mut String, digest: &Digest, story: &StoryNews) {
    write(text, &format!("\n## {}\n\n", escaped(&heading(story))));
    for problem in story.problems.iter().filter(|it| is_said(it)) {
        write(text, &format!("- **{}**\n", escaped(&problem_words(problem))));
    }
    for item in digest.told(story) {
        write(
            text,
            &format!("- **{}: {}** — {}\n", escaped(&item.label), escaped(&item.heading), escaped(&item.reason)),
        );
        for aside in &item.asides {
            write(text, &format!("  - {}\n", escaped(aside)));
        }
        for it in item.evidence {
            let (value, words) = (escaped(&it.value), escaped(&it.quoted()));
            write(text, &format!("  - {value}: {words} ({})\n", escaped(&source_words(it))));
        }
    }
    for report in &story.reports {
        write(text, &format!("\nReport: {}\n", escaped(report)));
    }
}

fn write(text: &mut String, words: &str) {
    text.write_str(words).expect("writing to a string does not fail");
}
