//! One story of a run: whether it has changed, what it says now, and what of that is new.

use super::gather::{self, Told};
use super::outputs::Outputs;
use crosscheck::article::Article;
use crosscheck::batch::standing::standings;
use crosscheck::batch::{Item, Noted, ReportFormat, Snapshot, Source, Standing, StoryNews, note};
use crosscheck::compare::Verdict;
use crosscheck::error::{Diagnostic, Severity};
use crosscheck::extract::Reading;
use crosscheck::input::Inputs;
use crosscheck::ledger::{Known, LedgerError, Run, StoryId};
use crosscheck::progress::Progress;
use crosscheck::report::evidence::Evidence;
use crosscheck::report::{Gate, Report, csv, html, json, junit, markdown, plain, sarif};
use crosscheck::review::ReviewFile;
use crosscheck::rule::RuleSet;
use crosscheck::{BUILD, check_claims, check_inside_claims, read_claims, set_aside_withdrawn};
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// The rules of each source, by the folders that it names.
pub(super) type Rules = BTreeMap<Vec<String>, RuleSet>;

/// SHA-256 of an article.
type Hash = [u8; 32];

/// Readings that the ledger has kept.
pub(super) type Kept = BTreeMap<Hash, Vec<u8>>;

/// What all stories of a run have in common.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    /// The folder of the settings.
    pub(super) base: &'a Path,
    pub(super) rules: &'a Rules,
    /// The day by which a dismissal may have run out.
    pub(super) today: Option<Date>,
}

/// A story, and what is remembered of it.
pub(super) struct Job<'a> {
    pub(super) id: StoryId,
    pub(super) name: String,
    pub(super) slug: String,
    pub(super) source: &'a Source,
    /// Of a story of a feed.
    pub(super) told: Option<(Told, Option<ReviewFile>)>,
    pub(super) known: Known,
}

/// A story with what it consists of now.
pub(super) struct Surveyed<'a> {
    job: Job<'a>,
    /// Its articles.
    hashes: Vec<Hash>,
    fingerprint: String,
    /// Whether anything that counts has changed since the last time.
    pub(super) is_fresh: bool,
    /// The newest day of its articles.
    pub(super) day: Option<Date>,
}

/// What came of a story.
pub(super) enum Seen {
    /// Nothing that counts has changed.
    Unchanged,
    Examined(Box<Examined>),
    /// A bug; the story is looked at again in the next run.
    Failed,
}

/// What was found in a story.
pub(super) struct Examined {
    snapshot: Snapshot,
    problems: Vec<Diagnostic>,
    /// Where its reports were written.
    reports: Vec<String>,
    /// What was read that was not known.
    readings: Kept,
}

impl<'a> Job<'a> {
    /// Sees whether anything of a story has changed since the last time. Its articles are opened, but not yet understood.
    pub(super) fn survey(mut self, ground: Ground<'_>) -> Surveyed<'a> {
        let (today, rules) = (ground.today, &ground.rules[&self.source.rules]);
        let (hashes, fingerprint, day, can_read) = match &mut self.told {
            Some((told, review)) => {
                let ids: BTreeSet<&str> = self.known.findings.iter().map(|it| it.noted.id.as_str()).collect();
                // Decisions about other stories of the feed are none of this one's.
                if let Some(review) = review {
                    review.entries.retain(|entry| ids.contains(entry.finding.as_str()));
                    review.problems.clear();
                }
                let articles = told.articles.iter().map(|(hash, place)| (*hash, format!("{place:?}"))).collect();
                let fingerprint = fingerprint(rules, articles, review.as_slice(), today);
                (told.articles.keys().copied().collect(), fingerprint, self.known.day, true)
            }
            None => {
                let inputs = gather::read_story(self.source, ground.base, today);
                let place = |article: &Article| (note::hash(article), article.path.clone().unwrap_or_default());
                let articles: Vec<(Hash, String)> = inputs.articles.iter().map(place).collect();
                let hashes = articles.iter().map(|(hash, _)| *hash).collect();
                let days = inputs.articles.iter().filter_map(|article| article.updated.or(article.published));
                let day = days.map(|it| it.date).max();
                let fingerprint = fingerprint(rules, articles, &inputs.reviews, today);
                (hashes, fingerprint, day, !has_errors(&inputs.problems))
            }
        };
        let is_fresh = self.known.incomplete || !can_read || self.known.fingerprint.as_ref() != Some(&fingerprint);
        Surveyed { job: self, hashes, fingerprint, is_fresh, day }
    }
}

impl Surveyed<'_> {
    /// The readings of its articles that the ledger has kept.
    pub(super) fn kept(&self, run: &Run<'_>) -> Result<Kept, LedgerError> {
        let mut kept = Kept::new();
        for hash in &self.hashes {
            if let Some(reading) = run.reading(hash)? {
                kept.insert(*hash, reading);
            }
        }
        Ok(kept)
    }

    /// Compares the articles of a story, and writes its reports. A bug that it shows costs this story only.
    pub(super) fn examine(&self, ground: Ground<'_>, outputs: &Outputs<'_>, kept: &Kept) -> Seen {
        let examined = catch_unwind(AssertUnwindSafe(|| self.examined(ground, outputs, kept)));
        examined.map_or(Seen::Failed, |examined| Seen::Examined(Box::new(examined)))
    }

    fn examined(&self, ground: Ground<'_>, outputs: &Outputs<'_>, kept: &Kept) -> Examined {
        let source = self.job.source;
        let rules = &ground.rules[&source.rules];
        let Looked { mut report, is_story, recalled } = look(self.inputs(ground), rules, kept);
        let gate = source.fail_on.map(|fail_on| Gate { fail_on, strict: false });
        let (mut reports, mut failures) = (Vec::new(), Vec::new());
        for format in outputs.formats().filter(|_| is_story) {
            let path = outputs.path(&self.job.slug, format);
            match outputs.write(&path, &print(&report, rules, format, gate)) {
                Ok(()) => reports.push(path),
                Err(error) => failures.push(failure(&error)),
            }
        }
        let snapshot = Snapshot::of(&report, rules);
        let read = snapshot.articles.iter().zip(report.articles.iter().zip(&report.readings));
        let read = read.filter(|(noted, _)| !recalled.contains(&noted.hash));
        let readings = read.map(|(noted, (article, reading))| (noted.hash, reading.to_bytes(article))).collect();
        report.problems.extend(failures);
        Examined { snapshot, problems: report.problems, reports, readings }
    }

    fn inputs(&self, ground: Ground<'_>) -> Inputs {
        let source = self.job.source;
        let Some((told, review)) = &self.job.told else {
            return gather::read_story(source, ground.base, ground.today);
        };
        let options = gather::options(source, ground.base, ground.today);
        let mut inputs = gather::read_places(told, source, ground.base, &options);
        inputs.reviews.extend(review.clone());
        inputs
    }

    /// Puts what was found into the ledger, and says what of it is new.
    ///
    /// What the ledger cannot take is told all the same, and why it could not.
    pub(super) fn remember(self, run: &Run<'_>, seen: Seen) -> (StoryNews, Option<LedgerError>) {
        let Self { job, fingerprint, .. } = self;
        let known = &job.known.findings;
        let (name, slug, fail_on) = (job.name, job.slug, job.source.fail_on);
        let mut news = StoryNews { name, slug, fail_on, ..StoryNews::default() };
        let Seen::Examined(examined) = seen else {
            let same: Vec<Noted> = known.iter().map(|it| it.noted.clone()).collect();
            news.items = standings(known, &same).into_iter().map(|item| (item, Vec::new())).collect();
            news.articles = job.known.articles;
            news.reports = job.known.reports;
            if matches!(seen, Seen::Failed) {
                let message = "internal error: this story could not be compared; please report it".to_owned();
                news.problems.push(Diagnostic { severity: Severity::Error, path: String::new(), line: None, message });
            }
            return (news, None);
        };
        let Examined { snapshot, problems, reports, readings } = *examined;
        let items = standings(known, &snapshot.findings);
        let recorded = run
            .record(job.id, &fingerprint, has_errors(&problems), &snapshot, &items, snapshot.newest_day())
            .and_then(|()| reports.iter().try_for_each(|path| run.add_output(Some(job.id), path)))
            .and_then(|()| readings.iter().try_for_each(|(hash, reading)| run.keep_reading(hash, reading)));
        news.articles = snapshot.articles.len();
        news.fresh = snapshot.articles.iter().filter(|article| !job.known.seen.contains(&article.hash)).count();
        news.read = readings.len();
        news.problems = problems;
        news.items = with_evidence(items, snapshot);
        news.reports = reports;
        (news, recorded.err())
    }
}

/// A story that was looked at.
struct Looked {
    report: Report,
    /// Whether several articles were compared.
    is_story: bool,
    /// The articles whose readings were kept.
    recalled: BTreeSet<Hash>,
}

/// Compares the articles of a story; those whose readings were kept are not read again. One alone is looked at by itself:
/// another may come.
fn look(mut inputs: Inputs, rules: &RuleSet, kept: &Kept) -> Looked {
    let is_story = inputs.articles.len() > 1;
    if is_story {
        set_aside_withdrawn(&mut inputs);
    }
    let recalled = Mutex::new(BTreeSet::new());
    let recall = |article: &Article| {
        let hash = note::hash(article);
        let reading = Reading::from_bytes(kept.get(&hash)?, article)?;
        recalled.lock().unwrap_or_else(PoisonError::into_inner).insert(hash);
        Some(reading)
    };
    let claimed = read_claims(inputs, rules, &Progress::default(), &recall);
    let check = if is_story { check_claims } else { check_inside_claims };
    let report = check(claimed, rules);
    Looked { report, is_story, recalled: recalled.into_inner().unwrap_or_else(PoisonError::into_inner) }
}

pub(super) fn failure(error: &anyhow::Error) -> Diagnostic {
    Diagnostic { severity: Severity::Error, path: String::new(), line: None, message: format!("{error:#}") }
}

pub(super) fn has_errors(problems: &[Diagnostic]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}

/// Digest of all that a comparison depends on.
fn fingerprint(
    rules: &RuleSet,
    mut articles: Vec<(Hash, String)>,
    reviews: &[ReviewFile],
    today: Option<Date>,
) -> String {
    articles.sort();
    let mut digest = Sha256::new();
    digest.update(format!("{BUILD} {} {today:?}\n", rules.digest()));
    for (hash, place) in articles {
        digest.update(hash);
        digest.update(place);
        digest.update("\n");
    }
    for review in reviews {
        digest.update(format!("{:?}\n", review.entries));
    }
    digest.finalize().iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string does not fail");
        text
    })
}

/// The words behind what is news.
fn with_evidence(items: Vec<Item>, snapshot: Snapshot) -> Vec<(Item, Vec<Evidence>)> {
    let mut evidence: BTreeMap<String, Vec<Evidence>> =
        snapshot.findings.into_iter().map(|noted| noted.id).zip(snapshot.evidence).collect();
    let of = |item: Item| {
        let is_quoted = item.standing.is_news() && !matches!(item.standing, Standing::Resolved { .. });
        let words = if is_quoted { evidence.remove(&item.noted.id) } else { None };
        let words = words.unwrap_or_default();
        let words = match &item.standing {
            Standing::Changed { was, .. } => what_is_new(words, was),
            _ => words,
        };
        (item, words)
    };
    items.into_iter().map(of).collect()
}

/// Of the words behind a matter that has changed those that were not there before; all of them if some have only gone.
fn what_is_new(words: Vec<Evidence>, was: &Noted) -> Vec<Evidence> {
    let is_old = |it: &Evidence| {
        // The value in words may carry slots behind it: "3, american troops".
        let bare = it.value.split(", ").next().unwrap_or(&it.value);
        was.said.iter().any(|(outlet, value)| *outlet == it.outlet && (*value == it.value || value == bare))
    };
    let (old, new): (Vec<Evidence>, Vec<Evidence>) = words.into_iter().partition(is_old);
    if new.is_empty() { old } else { new }
}

/// The report of a story in a format.
fn print(report: &Report, rules: &RuleSet, format: ReportFormat, gate: Option<Gate>) -> String {
    match format {
        ReportFormat::Html => html::render(report, rules),
        ReportFormat::Markdown => markdown::render(report, rules, false),
        ReportFormat::Plain => plain::render(report, rules, false),
        ReportFormat::Csv => csv::render(report, rules),
        // Without a verdict that stops, none of a build server's tests fails.
        ReportFormat::Junit => {
            let gate = gate.unwrap_or(Gate { fail_on: Verdict::GRAVEST, strict: false });
            junit::render(report, rules, &gate)
        }
        ReportFormat::Sarif => sarif::render(report, rules),
        ReportFormat::Json => {
            let mut bytes = Vec::new();
            json::write_report(&mut bytes, report, rules).expect("memory can be written");
            String::from_utf8_lossy(&bytes).into_owned()
        }
    }
}
