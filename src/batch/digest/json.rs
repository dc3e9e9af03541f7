//! For programs: one object, `crosscheck/digest/1`.

use super::super::standing::{Since, Standing};
use super::{Digest, is_told};
use crate::batch::note::{Dismissal, Noted};
use crate::claim::Slots;
use crate::error::Diagnostic;
use crate::report::json::to_visible_line;
use serde::Serialize;

#[derive(Serialize)]
struct DigestRecord<'a> {
    schema: &'static str,
    tool: &'static str,
    run: u64,
    day: Option<String>,
    subject: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<&'a str>,
    stories: Vec<StoryRecord<'a>>,
    single: usize,
    problems: Vec<ProblemRecord<'a>>,
}

#[derive(Serialize)]
struct StoryRecord<'a> {
    name: &'a str,
    slug: &'a str,
    articles: usize,
    new_articles: usize,
    /// Articles that were read in this run; the others were known.
    read: usize,
    findings: Vec<ItemRecord<'a>>,
    problems: Vec<ProblemRecord<'a>>,
    reports: &'a [String],
}

#[derive(Serialize)]
struct ItemRecord<'a> {
    standing: &'static str,
    #[serde(flatten)]
    finding: NotedRecord<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<SinceRecord>,
    /// Outlets that have joined one side of an open matter.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    joined: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    was: Option<NotedRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<&'a str>,
    evidence: Vec<EvidenceRecord<'a>>,
}

#[derive(Serialize)]
struct NotedRecord<'a> {
    id: &'a str,
    topic: &'a str,
    title: &'a str,
    slots: &'a Slots,
    verdict: &'static str,
    high: bool,
    reason: &'a str,
    outlets: usize,
    origins: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    dismissed: Option<DismissalRecord<'a>>,
}

#[derive(Serialize)]
struct SinceRecord {
    run: u64,
    day: Option<String>,
}

#[derive(Serialize)]
struct DismissalRecord<'a> {
    by: &'a str,
    why: &'a str,
    until: Option<String>,
}

#[derive(Serialize)]
struct EvidenceRecord<'a> {
    value: &'a str,
    outlet: &'a str,
    place: &'a str,
    day: Option<String>,
    speaker: Option<&'a str>,
    words: &'a [String],
}

#[derive(Serialize)]
struct ProblemRecord<'a> {
    severity: &'static str,
    path: &'a str,
    line: Option<usize>,
    message: &'a str,
}

pub(super) fn render(digest: &Digest) -> String {
    let record = DigestRecord {
        schema: "crosscheck/digest/1",
        tool: env!("CARGO_PKG_VERSION"),
        run: digest.run,
        day: digest.day.map(|day| day.to_string()),
        subject: digest.subject(),
        written: digest.stamp.as_deref(),
        stories: digest.stories.iter().map(|story| story_record(digest, story)).collect(),
        single: digest.single,
        problems: digest.problems.iter().map(problem).collect(),
    };
    to_visible_line(&record)
}

fn story_record<'a>(digest: &Digest, story: &'a super::StoryNews) -> StoryRecord<'a> {
    let told = story.items.iter().filter(|(item, _)| is_told(item, digest.only_new));
    let findings = told.map(|(item, evidence)| ItemRecord {
        standing: item.standing.as_str(),
        finding: noted(&item.noted),
        since: match &item.standing {
            Standing::New | Standing::Dismissed { .. } => None,
            Standing::Changed { since, .. }
            | Standing::Reopened { since, .. }
            | Standing::Open { since, .. }
            | Standing::Resolved { since, .. } => Some(since_record(*since)),
        },
        joined: match &item.standing {
            Standing::Open { joined, .. } => joined,
            _ => &[],
        },
        was: match &item.standing {
            Standing::Changed { was, .. } => Some(noted(was)),
            _ => None,
        },
        now: match &item.standing {
            Standing::Resolved { now, .. } => now.as_deref(),
            _ => None,
        },
        evidence: evidence
            .iter()
            .map(|it| EvidenceRecord {
                value: &it.value,
                outlet: &it.outlet,
                place: &it.place,
                day: it.day.map(|day| day.to_string()),
                speaker: it.speaker.as_deref(),
                words: &it.words,
            })
            .collect(),
    });
    StoryRecord {
        name: &story.name,
        slug: &story.slug,
        articles: story.articles,
        new_articles: story.fresh,
        read: story.read,
        findings: findings.collect(),
        problems: story.problems.iter().map(problem).collect(),
        reports: &story.reports,
    }
}

fn since_record(since: Since) -> SinceRecord {
    SinceRecord { run: since.run, day: since.day.map(|day| day.to_string()) }
}

fn noted(noted: &Noted) -> NotedRecord<'_> {
    NotedRecord {
        id: &noted.id,
        topic: &noted.topic,
        title: &noted.title,
        slots: &noted.slots,
        verdict: noted.verdict.as_str(),
        high: noted.is_grave,
        reason: &noted.reason,
        outlets: noted.outlets,
        origins: noted.origins,
        dismissed: noted.dismissal.as_ref().map(dismissal),
    }
}

fn dismissal(dismissal: &Dismissal) -> DismissalRecord<'_> {
    DismissalRecord { by: &dismissal.by, why: &dismissal.why, until: dismissal.until.map(|day| day.to_string()) }
}

fn problem(problem: &Diagnostic) -> ProblemRecord<'_> {
    ProblemRecord {
        severity: problem.severity.as_str(),
        path: &problem.path,
        line: problem.line,
        message: &problem.message,
    }
}
