//! One page for browsers and mails, in the dress of the reports of single stories.

use super::text::{heading, is_said};
use super::{Digest, problem_words, safe, source_words, stories};
use crate::report::evidence::Evidence;
use askama::Template;

#[derive(Template)]
#[template(path = "digest.html")]
struct Page {
    version: &'static str,
    subject: String,
    account: String,
    problems: Vec<String>,
    stories: Vec<StoryView>,
    quiet: String,
}

struct StoryView {
    slug: String,
    heading: String,
    problems: Vec<String>,
    items: Vec<ItemView>,
    /// Address and name of each report.
    reports: Vec<(String, String)>,
}

struct ItemView {
    label: String,
    class: &'static str,
    heading: String,
    reason: String,
    asides: Vec<String>,
    evidence: Vec<(String, String, String)>,
}

pub(super) fn render(digest: &Digest) -> String {
    let (told, rest) = digest.parted();
    let quiet = rest.iter().filter(|story| !story.items.is_empty() || story.articles > 1).count();
    let page = Page {
        version: env!("CARGO_PKG_VERSION"),
        subject: digest.subject().trim_start_matches("crosscheck: ").to_owned(),
        account: digest.account(),
        problems: digest.problems.iter().filter(|it| is_said(it)).map(problem_words).collect(),
        stories: told.into_iter().map(|story| view(digest, story)).collect(),
        quiet: if quiet > 0 { format!("Nothing new in {}.", stories(quiet)) } else { String::new() },
    };
    page.render().expect("memory can be written")
}

fn view(digest: &Digest, story: &super::StoryNews) -> StoryView {
    let quoted = |it: &Evidence| (safe(&it.value), it.quoted(), source_words(it));
    let items = digest.told(story).into_iter().map(|told| ItemView {
        label: told.label,
        class: told.class,
        heading: told.heading,
        reason: told.reason,
        asides: told.asides,
        evidence: told.evidence.iter().map(quoted).collect(),
    });
    StoryView {
        slug: story.slug.clone(),
        heading: heading(story),
        problems: story.problems.iter().filter(|it| is_said(it)).map(problem_words).collect(),
        items: items.collect(),
        reports: story
            .reports
            .iter()
            .map(|path| (path.rsplit('/').next().unwrap_or(path).to_owned(), safe(path)))
            .collect(),
    }
}
