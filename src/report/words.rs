//! What reports say in words of their own, whatever their format: verdicts, slots, who stands behind a finding, what a
//! run did, what to do next.
//!
//! Invariant: what comes out is safe to print on one line ([`Untrusted`]); escapes of a format are the format's.

use super::draft::{count_words, is_grave};
use super::figure::{Figure, Saying, figures, locator, quotation, said_by};
use super::foreign::{Untrusted, one_line};
use super::quotation::CURLY;
use super::summary::{Section, Summary};
use super::table::Detail;
use super::{Report, counted};
use crate::article::ArticleId;
use crate::compare::{Finding, Inconsistency, NameVariants, Relation, State, Verdict};
use crate::error::Diagnostic;
use crate::review::{Decision, Ruling};
use crate::rule::Reconcile;
use crate::segment::SetAside;

/// What is said where nothing was compared between articles, as was asked.
const INSIDE_ONLY: &str = "nothing compared between articles";

/// How the outcome of a draft ends: what most sources state and the draft does not.
const LEFT_OUT: &str = " left out";

/// Articles that are named in one list; the others are counted.
const NAMES_LISTED: usize = 12;

/// The first names of a list, and how many there are besides.
pub(super) fn some_of<T>(items: &[T], name: impl Fn(&T) -> String) -> String {
    let mut names: Vec<String> = items.iter().take(NAMES_LISTED).map(name).collect();
    if items.len() > NAMES_LISTED {
        names.push(format!("and {} others", items.len() - NAMES_LISTED));
    }
    names.join(", ")
}

/// "4 outlets / 2 origins", and what one origin means.
pub(super) fn support(finding: &Finding) -> String {
    if finding.outlets == 0 {
        return "the draft alone".to_owned();
    }
    let counts = format!("{} / {}", counted(finding.outlets, "outlet"), counted(finding.origins, "origin"));
    if finding.outlets > 1 && finding.origins == 1 { format!("{counts}: no independent source") } else { counts }
}

/// The verdict as reports print it.
pub(super) fn verdict_words(verdict: Verdict) -> String {
    match verdict {
        Verdict::SingleSource => "SINGLE SOURCE".to_owned(),
        Verdict::Of(Relation::Scope) => "NOT COMPARED".to_owned(),
        Verdict::Of(relation) => relation.as_str().to_uppercase(),
    }
}

/// The verdict of a finding as reports print it, and that somebody has dismissed it.
pub(super) fn headline(finding: &Finding) -> String {
    let words = verdict_words(finding.verdict);
    if finding.dismissal().is_some() { format!("DISMISSED {words}") } else { words }
}

/// "dismissed by A. Editor until 2024-02-15: Rudaw counts Syria, too; ask the desk again".
pub(super) fn decision_words(decision: Option<&Decision>) -> Option<String> {
    let decision = decision?;
    let mut words = decision.ruling.as_str().to_owned();
    if let Some(by) = &decision.by {
        words.push_str(&format!(" by {by}"));
    }
    if let Some(until) = decision.until.filter(|_| decision.ruling == Ruling::Dismissed) {
        words.push_str(&format!(" until {until}"));
    }
    for (at, text) in [&decision.why, &decision.note].into_iter().flatten().enumerate() {
        words.push_str(if at == 0 { ": " } else { "; " });
        words.push_str(text);
    }
    Some(Untrusted(&one_line(&words)).to_string())
}

/// "2 dismissed (by A. Editor: an old count)".
fn dismissal_words(summary: &Summary) -> Option<String> {
    let by = summary.dismissed_by.iter().map(|(by, reasons)| {
        let reasons: Vec<&String> = reasons.iter().collect();
        let reasons = some_of(&reasons, |why| one_line(why).trim_end_matches('.').to_owned());
        format!("by {}: {reasons}", one_line(by))
    });
    let by = by.collect::<Vec<_>>().join("; ");
    (summary.dismissed > 0).then(|| Untrusted(&format!("{} dismissed ({by})", summary.dismissed)).to_string())
}

/// "place: Iraq and Syria", for each slot of a finding and for where its toll was taken.
pub(super) fn slot_words<'a>(report: &'a Report, finding: &'a Finding) -> impl Iterator<Item = String> + 'a {
    finding.scope().into_iter().map(|(name, values)| {
        let values: Vec<_> = match counted_words(report, finding, &name, &values) {
            Some(words) => vec![Untrusted(words).to_string()],
            None => values.iter().map(|value| Untrusted(value).to_string()).collect(),
        };
        format!("{}: {}", Untrusted(&name), values.join(" and "))
    })
}

/// Whom a toll counts, in the words of the first claim that counts them: the slot itself holds folded words.
fn counted_words<'a>(report: &'a Report, finding: &Finding, name: &str, values: &[String]) -> Option<&'a str> {
    if name != "of" {
        return None;
    }
    let claims = finding.claims.iter().map(|id| &report.comparison.claims[id.index()]);
    let claim = claims.into_iter().find(|claim| claim.slots.get(name).is_some_and(|own| own == values))?;
    let counted = claim.mention.counted?;
    Some(report.articles[claim.article.index()].words(claim.mention.part, counted.phrase))
}

/// Whether there is something to settle, or nothing was compared.
pub(super) fn is_alarming(summary: &Summary) -> bool {
    if !summary.draft.is_empty() {
        return summary.draft.iter().any(|&(state, count)| is_grave(state) && count > 0);
    }
    summary.articles < 2 && !summary.inside_only
        || summary.inconsistencies > 0
        || summary.count(|verdict| Section::of(verdict) == Section::Alarm) > 0
}

/// The outcome in a few words: the alarms, or that there are none.
pub(super) fn alarm_words(summary: &Summary) -> String {
    if !summary.draft.is_empty() {
        return draft_words(summary);
    }
    let mut counts: Vec<String> = summary
        .verdicts
        .iter()
        .filter(|&&(verdict, count)| count > 0 && Section::of(verdict) == Section::Alarm)
        .map(|&(verdict, count)| match verdict {
            Verdict::Of(Relation::Conflict) => counted(count, "conflict"),
            Verdict::Of(Relation::Warning) => counted(count, "warning"),
            verdict => format!("{count} {}", verdict.as_str()),
        })
        .collect();
    match summary.inconsistencies {
        0 => {}
        1 => counts.push("1 inconsistency inside an article".to_owned()),
        many => counts.push(format!("{many} inconsistencies inside articles")),
    }
    if summary.articles == 0 {
        return "nothing was read".to_owned();
    }
    if summary.inside_only && counts.is_empty() {
        let found = if summary.dismissed > 0 { "left open" } else { "found" };
        return format!("no inconsistency {found} inside {}", counted(summary.articles, "article"));
    }
    if summary.articles < 2 && !summary.inside_only {
        return "nothing was compared".to_owned();
    }
    if counts.is_empty() {
        let topics = counted(summary.topics_covered, "topic");
        let found = if summary.dismissed > 0 { "left open" } else { "found" };
        let beside = match summary.unruled_alarms {
            0 => String::new(),
            1 => "; 1 group without a rule differs".to_owned(),
            many => format!("; {many} groups without a rule differ"),
        };
        return format!("no conflict {found} in the {topics} your rules cover{beside}");
    }
    counts.join(", ")
}

/// What a draft must be changed for, or that there is nothing.
fn draft_words(summary: &Summary) -> String {
    let counts = summary.draft.iter().filter(|&&(state, count)| is_grave(state) && count > 0);
    let counts: Vec<String> = counts.map(|&(state, count)| count_words(state, count)).collect();
    let all: usize = summary.draft.iter().map(|(_, count)| count).sum();
    let facts = if all == 1 { "1 figure, date or name" } else { &format!("{all} figures, dates and names") };
    match counts.is_empty() {
        true => format!("nothing found against the {facts} of the draft"),
        false => format!("{} of {facts} of the draft", counts.join(", ")),
    }
}

/// What else was found, besides alarms.
pub(super) fn finding_words(summary: &Summary) -> Vec<String> {
    if !summary.draft.is_empty() {
        let mild = summary.draft.iter().filter(|&&(state, count)| !is_grave(state) && count > 0);
        let mut words: Vec<String> = mild.map(|&(state, count)| count_words(state, count)).collect();
        words.push(format!("{}{LEFT_OUT}", summary.left_out));
        return words;
    }
    if summary.inside_only {
        let dismissed = dismissal_words(summary).into_iter();
        return dismissed.chain([INSIDE_ONLY.to_owned()]).collect();
    }
    let count = |section| summary.count(|verdict| Section::of(verdict) == section);
    let mut out = Vec::new();
    if count(Section::Moved) > 0 {
        out.push(format!("{} over time", counted(count(Section::Moved), "change")));
    }
    out.push(counted(count(Section::Agreement), "agreement"));
    out.push(format!("{} single-source", count(Section::Single)));
    out.push(format!("{} not comparable", count(Section::Apart)));
    out.extend(dismissal_words(summary));
    out
}

/// What was read.
pub(super) fn input_words(summary: &Summary) -> Vec<String> {
    let mut out = vec![
        counted(summary.articles, "article"),
        counted(summary.origins, "origin"),
        format!("claims on {} of {}", summary.topics, counted(summary.topics_covered, "topic")),
        counted(summary.claims, "claim"),
        format!("{} under no topic", counted(summary.unplaced, "figure")),
        format!("{} without a date", counted(summary.undated, "article")),
        format!("{} set aside", counted(summary.set_aside, "line")),
    ];
    if summary.unruled > 0 {
        let alarms = match summary.unruled_alarms {
            0 => String::new(),
            1 => " (1 differs)".to_owned(),
            many => format!(" ({many} differ)"),
        };
        out.push(format!("{} without a rule{alarms}", counted(summary.unruled, "group")));
    }
    if summary.errors > 0 {
        out.push(counted(summary.errors, "error"));
    }
    out
}

/// Why a block was set aside.
pub(super) fn set_aside_words(reason: SetAside) -> &'static str {
    match reason {
        SetAside::Subscription => "subscription",
        SetAside::Promotion => "promotion",
        SetAside::Credit => "credit",
        SetAside::Disclaimer => "disclaimer",
        SetAside::Comments => "comments",
        SetAside::Navigation => "navigation",
        SetAside::Title => "the title again",
    }
}

/// Least, best and greatest, if they differ.
pub(super) fn range_words(finding: &Finding) -> Option<String> {
    let range = finding.range.as_ref()?;
    let (low, high) = (range.low.to_string(), range.high.to_string());
    let best = range.best.as_ref().map(|best| {
        let policy = match finding.policy {
            Reconcile::Newest => "newest",
            Reconcile::Conservative => "lowest, as the rule asks",
            Reconcile::Range => "range",
            Reconcile::Authority => "greatest authority",
        };
        format!(", best {best} ({policy})")
    });
    let words = format!("from {low} to {high}{}", best.unwrap_or_default());
    (low != high).then(|| Untrusted(&words).to_string())
}

/// What to do next.
pub(super) fn next_step(report: &Report, summary: &Summary) -> String {
    if summary.errors > 0 {
        return "Next: settle the errors above; what they name was not checked.".to_owned();
    }
    if let Some(account) = &report.comparison.draft {
        let grave = account.facts.iter().filter(|fact| is_grave(fact.state)).min_by_key(|fact| fact.state);
        return match grave {
            Some(fact) => {
                let saying = Saying { article: account.article, claims: vec![fact.claim] };
                let mention = &report.comparison.claims[fact.claim.index()].mention;
                let words = report.articles[account.article.index()].words(mention.part, mention.span);
                let words = Untrusted(&one_line(words)).to_string();
                format!("Next: settle {words} ({}) first.", locator(report, &saying))
            }
            None if account.facts.iter().any(|fact| matches!(fact.state, State::Alone | State::SingleOrigin)) => {
                "Next: look at what only one origin or nobody else says; -v shows the coverage.".to_owned()
            }
            None => "Next: nothing to settle; -v shows the coverage.".to_owned(),
        };
    }
    let alarm = |is_ruled: bool| {
        let mut alarms =
            report.comparison.findings.iter().filter(|finding| Section::of_finding(finding) == Section::Alarm);
        alarms.find(|finding| finding.topic.is_some() == is_ruled)
    };
    if let Some(finding) = alarm(true) {
        return format!("Next: read {} before you choose a figure.", two_places(report, finding));
    }
    if let Some(found) = report.comparison.inconsistencies.iter().find(|found| found.dismissal().is_none()) {
        let saying = Saying { article: found.article, claims: found.claims.clone() };
        return format!("Next: read {}, where the article disagrees with itself.", locator(report, &saying));
    }
    if summary.inside_only {
        return "Next: `crosscheck check` with other articles of the story compares them.".to_owned();
    }
    if let Some(finding) = alarm(false) {
        let places = two_places(report, finding);
        return format!("Next: read {places}; no rule covers this yet: with --strict it decides the exit code.");
    }
    if summary.topics_covered == 0 {
        return "Next: give rules, with --rules DIR; figures without one are compared by their words alone.".to_owned();
    }
    if summary.undated > 0 {
        return "Next: give the articles dates (`published:` or --date), so that updates can be told from conflicts."
            .to_owned();
    }
    if summary.unplaced > 0 {
        return "Next: `crosscheck claims --all` lists the numbers and dates that no rule took.".to_owned();
    }
    "Next: nothing to settle; -v shows every claim with its words.".to_owned()
}

/// Where the first two figures of a finding stand.
fn two_places(report: &Report, finding: &Finding) -> String {
    let figures = figures(report, finding, Detail::Normal);
    let places = figures.iter().filter_map(|figure| Some(locator(report, figure.sayings.first()?)));
    places.take(2).collect::<Vec<_>>().join(" and ")
}

/// Outlet and place, or the place alone.
pub(super) fn short_name(report: &Report, saying: &Saying) -> String {
    let place = locator(report, saying);
    match &report.articles[saying.article.index()].outlet {
        Some(outlet) => format!("{} ({place})", Untrusted(outlet)),
        None => place,
    }
}

/// A problem on one line, without its severity.
pub(super) fn problem_words(problem: &Diagnostic) -> String {
    let words = [problem.place(), one_line(&problem.message)];
    let words: Vec<_> = words.iter().filter(|it| !it.is_empty()).map(|it| Untrusted(it).to_string()).collect();
    words.join(": ")
}

/// The mark of a finding: what it says at a glance, and without colour.
pub(super) fn mark(section: Section) -> &'static str {
    match section {
        Section::Alarm => "✗",
        Section::Moved => "~",
        Section::Apart => "≠",
        Section::Single => "·",
        Section::Agreement => "=",
        Section::Dismissed => "○",
    }
}

/// The outcome on one line.
pub(super) fn outcome_words(summary: &Summary) -> String {
    format!("{}; {}", alarm_words(summary), finding_words(summary).join(", "))
}

/// The spellings of a name, each with the outlets that use it.
pub(super) fn spelled<'a>(report: &'a Report, name: &'a NameVariants) -> impl Iterator<Item = (String, String)> + 'a {
    name.spellings.iter().map(|(spelling, articles)| {
        let outlet = |id: &ArticleId| Untrusted(report.articles[id.index()].name()).to_string();
        (Untrusted(&one_line(spelling)).to_string(), some_of(articles, outlet))
    })
}

/// [`spelled`] on one line.
pub(super) fn names_words(report: &Report, name: &NameVariants) -> String {
    let spellings = spelled(report, name).map(|(spelling, outlets)| format!("{spelling} ({outlets})"));
    spellings.collect::<Vec<_>>().join("; ")
}

/// What the run did not compare, and how to see it, as sentences.
pub(super) fn unread_words(summary: &Summary) -> String {
    let mut sentences = Vec::new();
    if summary.unplaced > 0 {
        sentences.push(format!(
            "{} under no topic: none of the {} that the rules cover asks about them, so that no rule held them against \
             each other.",
            counted(summary.unplaced, "figure"),
            counted(summary.topics_covered, "topic")
        ));
    }
    if summary.undated > 0 {
        let undated = counted(summary.undated, "article");
        sentences.push(format!("{undated} without a date: there, an update cannot be told from a conflict."));
    }
    if summary.errors > 0 {
        let errors = counted(summary.errors, "error");
        sentences.push(format!("{errors}: what the problems name was not checked."));
    }
    sentences.push(format!("{} set aside as captions, credits or notices.", counted(summary.set_aside, "line")));
    sentences.join(" ")
}

/// The files that were skipped and the lines that were set aside: place, why, words.
pub(super) fn set_aside_lines(report: &Report) -> impl Iterator<Item = String> + '_ {
    let files = report.skipped.iter().map(|file| format!("{}: skipped, {}", Untrusted(&file.path), file.reason));
    files.chain(report.articles.iter().zip(&report.readings).flat_map(|(article, reading)| {
        reading.body.set_aside().map(move |(span, reason)| {
            let line = article.lines().line_number(span.start());
            let words = one_line(span.slice(&article.text));
            format!(
                "{}:{line}: set aside, {}: “{}”",
                Untrusted(&article.id),
                set_aside_words(reason),
                Untrusted(&words)
            )
        })
    }))
}

/// A line for each article that gives a figure: place, figure, quotation, who says it.
pub(super) fn quoted_lines(report: &Report, figure: &Figure, with_date: bool) -> impl Iterator<Item = String> {
    figure.sayings.iter().map(move |saying| {
        let place = locator(report, saying);
        let names = said_by(report, saying, with_date).into_iter().filter(|words| *words != place);
        let names = names.collect::<Vec<_>>().join(", ");
        let names = if names.is_empty() { names } else { format!(" ({names})") };
        format!("{place}: {}: {}{names}", figure.value, quotation(report, saying.claims[0], CURLY))
    })
}

/// Where an article disagrees with itself: in which way, and how.
pub(super) fn inconsistency_words(inconsistency: &Inconsistency) -> String {
    let reason = Untrusted(&one_line(&inconsistency.reason)).to_string();
    format!("{}: {}: {reason}", inconsistency_headline(inconsistency), inconsistency.law.title())
}

/// "INCONSISTENT", and that somebody has dismissed it.
pub(super) fn inconsistency_headline(inconsistency: &Inconsistency) -> &'static str {
    if inconsistency.dismissal().is_some() { "DISMISSED INCONSISTENT" } else { "INCONSISTENT" }
}

/// The article and the lines of an inconsistency.
pub(super) fn inconsistent_saying(inconsistency: &Inconsistency) -> Saying {
    Saying { article: inconsistency.article, claims: inconsistency.claims.clone() }
}

/// Whether a line is one of [`outcome_words`].
pub(super) fn is_outcome(line: &str) -> bool {
    line.contains(" single-source, ") || line.ends_with(INSIDE_ONLY) || line.ends_with(LEFT_OUT)
}
