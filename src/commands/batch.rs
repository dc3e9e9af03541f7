//! `crosscheck batch`: the stories of a settings file, run after run, and what is new in them.
//!
//! The order of work is what makes a run safe to kill: reports are written, then the digest is printed, then the ledger
//! takes the run over as a whole. Whoever is killed before the last step has told everything and remembers nothing, so
//! that the next run tells it again; nothing is ever remembered that was not told.

mod gather;
mod lock;
mod outputs;

use super::{STDOUT, complain, load_rules};
use crate::Outcome;
use crate::cli::BatchArgs;
use anyhow::{Context, Result, bail};
use crosscheck::article::Article;
use crosscheck::batch::config::DIGEST;
use crosscheck::batch::digest::is_open;
use crosscheck::batch::standing::standings;
use crosscheck::batch::{Config, Digest, Item, Noted, ReportFormat, Snapshot, Source, Standing, StoryNews, note};
use crosscheck::compare::Verdict;
use crosscheck::error::{Diagnostic, Severity};
use crosscheck::input::{Inputs, nearest};
use crosscheck::ledger::{Known, Ledger, LedgerError, Run, StoryId};
use crosscheck::report::evidence::Evidence;
use crosscheck::report::{Gate, Report, counted, csv, html, json, junit, markdown, plain, sarif};
use crosscheck::review::ReviewFile;
use crosscheck::rule::{Colour, RuleProblem, RuleSet};
use gather::{Split, Told};
use jiff::civil::Date;
use outputs::Outputs;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Stories whose reports are in memory at once, for each core.
const AT_ONCE: usize = 4;

pub(crate) fn run(args: &BatchArgs, out: &mut impl Write) -> Result<Outcome> {
    let text = read_settings(&args.file)?;
    let name = args.file.display().to_string();
    let (config, problems) = Config::parse(&name, &text);
    let base = args.file.parent().unwrap_or(Path::new("")).to_owned();
    if args.check {
        return check(args, &text, config.as_ref(), &problems, &base, out);
    }
    let Some(config) = config else {
        problems.iter().for_each(|problem| complain(&problem.to_string()));
        bail!("{name}: no story can be read; `crosscheck batch --check {name}` shows what is wrong");
    };
    let problems = problems.iter().map(RuleProblem::diagnostic).collect();
    Batch { args, config: &config, base: &base, problems, stop: stop_at_signals(), remembers: true }.run(out)
}

fn read_settings(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|error| match nearest(path) {
        Some(meant) if error.kind() == std::io::ErrorKind::NotFound => {
            anyhow::anyhow!("{}: no such file; did you mean `{meant}`?", path.display())
        }
        _ => anyhow::anyhow!("{}: {error}; it lists the stories (`crosscheck help batch`)", path.display()),
    })
}

/// Says whether the settings can be used, and what they mean.
fn check(
    args: &BatchArgs,
    text: &str,
    config: Option<&Config>,
    problems: &[RuleProblem],
    base: &Path,
    out: &mut impl Write,
) -> Result<Outcome> {
    let colour = if args.look().color { Colour::Ansi } else { Colour::Plain };
    for problem in problems {
        writeln!(out, "{}\n", problem.render(text, colour)).context(STDOUT)?;
    }
    let mut missing = Vec::new();
    for source in config.iter().flat_map(|config| sources(config)) {
        missing
            .extend(absent(source, base).into_iter().map(|problem| Diagnostic { line: Some(source.line), ..problem }));
    }
    for problem in &missing {
        let problem = Diagnostic { path: args.file.display().to_string(), ..problem.clone() };
        writeln!(out, "{problem}\n").context(STDOUT)?;
    }
    let broken = problems.iter().any(|problem| problem.severity == Severity::Error) || !missing.is_empty();
    let words = match config {
        Some(config) => {
            let feeds = if config.feeds.is_empty() {
                String::new()
            } else {
                format!(", {}", counted(config.feeds.len(), "feed"))
            };
            let stories = config.stories.len();
            format!("{} {}{feeds}", stories, if stories == 1 { "story" } else { "stories" })
        }
        None => "no story".to_owned(),
    };
    let found = problems.len() + missing.len();
    let verdict = if found == 0 { "no problem".to_owned() } else { counted(found, "problem") };
    writeln!(out, "{}: {words}: {verdict}", args.file.display()).context(STDOUT)?;
    Ok(if broken { Outcome::Incomplete } else { Outcome::Clean })
}

fn sources(config: &Config) -> impl Iterator<Item = &Source> {
    config.stories.iter().chain(config.feeds.iter().map(|feed| &feed.source))
}

/// What a source names and is not there.
fn absent(source: &Source, base: &Path) -> Vec<Diagnostic> {
    let (paths, mut problems) = gather::expand(source, base);
    let rules = source.rules.iter().chain(&source.review).map(|path| base.join(path));
    for path in paths.into_iter().chain(rules).filter(|path| !path.exists()) {
        let hint = nearest(&path).map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
        let message = format!("\"{}\": there is no {}{hint}", source.name, path.display());
        problems.push(Diagnostic { severity: Severity::Error, path: String::new(), line: None, message });
    }
    problems
}

/// Set when somebody asks the run to stop. A second signal kills at once.
fn stop_at_signals() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    #[cfg(unix)]
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        // Where no handler can be set, the signal kills the run; that leaves a valid state, too.
        let _ = signal_hook::flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&stop));
        let _ = signal_hook::flag::register(signal, Arc::clone(&stop));
    }
    stop
}

/// A run.
struct Batch<'a> {
    args: &'a BatchArgs,
    config: &'a Config,
    base: &'a Path,
    /// Of the run as a whole.
    problems: Vec<Diagnostic>,
    stop: Arc<AtomicBool>,
    /// Whether the ledger has taken everything so far.
    remembers: bool,
}

/// A story, and what is remembered of it.
struct Job<'a> {
    id: StoryId,
    name: String,
    slug: String,
    source: &'a Source,
    /// Of a story of a feed.
    told: Option<(Told, Option<ReviewFile>)>,
    known: Known,
}

/// A story with what it consists of now.
struct Surveyed<'a> {
    job: Job<'a>,
    fingerprint: String,
    /// Whether anything that counts has changed since the last time.
    is_fresh: bool,
    /// The newest day of its articles.
    day: Option<Date>,
}

/// What was found in a story.
struct Examined {
    snapshot: Snapshot,
    problems: Vec<Diagnostic>,
    /// Where its reports were written.
    reports: Vec<String>,
}

impl Batch<'_> {
    fn run(mut self, out: &mut impl Write) -> Result<Outcome> {
        let path = self.base.join(&self.config.ledger);
        let _lock = lock::take(&path, self.args.wait)?;
        let mut ledger = match Ledger::open(&path) {
            Ok(ledger) => ledger,
            Err(error) => {
                let message = format!("the ledger: {error}; this run remembers nothing, and takes everything for new");
                self.problem(path.display().to_string(), message);
                Ledger::in_memory()?
            }
        };
        let run = ledger.begin().with_context(|| path.display().to_string())?;
        let rules = self.rules();
        let mut digest = Digest { run: run.number(), only_new: self.args.only_new, ..Digest::default() };
        let jobs = self.jobs(&run, &mut digest)?;
        let surveyed: Vec<Surveyed<'_>> = jobs.into_par_iter().map(|job| self.survey(job, &rules)).collect();
        digest.day = surveyed.iter().filter_map(|it| it.day).max().max(digest.day);
        let outputs = Outputs::new(&self.config.reports, self.base, digest.run, digest.day);
        let total = surveyed.len();
        let mut surveyed = surveyed.into_iter();
        loop {
            let some: Vec<Surveyed<'_>> = surveyed.by_ref().take(AT_ONCE * rayon::current_num_threads()).collect();
            if some.is_empty() {
                break;
            }
            if self.stop.load(Ordering::Relaxed) {
                let done = digest.stories.len();
                let message =
                    format!("stopped by a signal after {done} of {total} stories; the next run looks at the others");
                self.problem(String::new(), message);
                break;
            }
            let examine =
                |it: &Surveyed<'_>| it.is_fresh.then(|| self.examine(&it.job, &rules[&it.job.source.rules], &outputs));
            let examined: Vec<Option<Examined>> = some.par_iter().map(examine).collect();
            for (it, examined) in some.into_iter().zip(examined) {
                let (news, failure) = remember(&run, it, examined);
                digest.stories.push(news);
                if let Some(error) = failure.filter(|_| self.remembers) {
                    let message = format!("the ledger: {error}; this run is told, and not remembered");
                    self.problem(path.display().to_string(), message);
                    self.remembers = false;
                }
            }
        }
        self.finish(run, digest, &outputs, out, &path)
    }

    fn problem(&mut self, path: String, message: String) {
        self.problems.push(Diagnostic { severity: Severity::Error, path, line: None, message });
    }

    /// The rules of each source. What is wrong with them is a problem of the run; what can be used is.
    fn rules(&mut self) -> BTreeMap<Vec<String>, RuleSet> {
        let mut sets = BTreeMap::new();
        for source in sources(self.config) {
            if sets.contains_key(&source.rules) {
                continue;
            }
            let folders: Vec<_> = source.rules.iter().map(|folder| self.base.join(folder)).collect();
            let set = match load_rules(&folders) {
                Ok((set, problems)) => {
                    self.problems.extend(problems);
                    set
                }
                Err(error) => {
                    self.problem(String::new(), format!("{error:#}; the built-in rules alone are used"));
                    RuleSet::built_in()
                }
            };
            sets.insert(source.rules.clone(), set);
        }
        sets
    }

    /// The stories of the settings, then those of the feeds.
    fn jobs<'c>(&mut self, run: &Run<'_>, digest: &mut Digest) -> Result<Vec<Job<'c>>>
    where
        Self: 'c,
    {
        let config = self.config;
        let mut jobs = Vec::new();
        for source in &config.stories {
            let id = run.story(&source.slug, &source.name, None)?;
            let (name, slug, known) = (source.name.clone(), source.slug.clone(), run.known(id)?);
            jobs.push(Job { id, name, slug, source, told: None, known });
        }
        for feed in &config.feeds {
            let Split { stories, single, problems, review, day } =
                gather::split(feed, self.base, self.args.today, run)?;
            self.problems.extend(problems);
            self.problems.extend(review.iter().flat_map(|review| review.problems.iter().cloned()));
            digest.single += single;
            digest.day = digest.day.max(day);
            for told in stories {
                let known = run.known(told.story)?;
                let (id, name, slug) = (told.story, told.name.clone(), told.slug.clone());
                jobs.push(Job { id, name, slug, source: &feed.source, told: Some((told, review.clone())), known });
            }
        }
        Ok(jobs)
    }

    /// Sees whether anything of a story has changed since the last time. Its articles are read, but not yet understood.
    fn survey<'c>(&self, mut job: Job<'c>, rules: &BTreeMap<Vec<String>, RuleSet>) -> Surveyed<'c> {
        let (today, rules) = (self.args.today, &rules[&job.source.rules]);
        let (fingerprint, day, can_read) = match &mut job.told {
            Some((told, review)) => {
                let ids: BTreeSet<&str> = job.known.findings.iter().map(|it| it.noted.id.as_str()).collect();
                // Decisions about other stories of the feed are none of this one's.
                if let Some(review) = review {
                    review.entries.retain(|entry| ids.contains(entry.finding.as_str()));
                    review.problems.clear();
                }
                let articles = told.articles.iter().map(|(hash, place)| (*hash, format!("{place:?}")));
                (fingerprint(rules, articles, review.as_slice(), today), job.known.day, true)
            }
            None => {
                let inputs = gather::read_story(job.source, self.base, today);
                let place = |article: &Article| (note::hash(article), article.path.clone().unwrap_or_default());
                let days = inputs.articles.iter().filter_map(|article| article.updated.or(article.published));
                let day = days.map(|it| it.date).max();
                let fingerprint = fingerprint(rules, inputs.articles.iter().map(place), &inputs.reviews, today);
                (fingerprint, day, !has_errors(&inputs.problems))
            }
        };
        let is_fresh = job.known.incomplete || !can_read || job.known.fingerprint.as_ref() != Some(&fingerprint);
        Surveyed { job, fingerprint, is_fresh, day }
    }

    /// Compares the articles of a story, and writes its reports.
    fn examine(&self, job: &Job<'_>, rules: &RuleSet, outputs: &Outputs<'_>) -> Examined {
        let inputs = match &job.told {
            Some((told, review)) => {
                let options = gather::options(job.source, self.base, self.args.today);
                let mut inputs = gather::read_places(told, job.source, self.base, &options);
                inputs.reviews.extend(review.clone());
                inputs
            }
            None => gather::read_story(job.source, self.base, self.args.today),
        };
        let (mut report, is_story) = look(inputs, rules);
        let gate = job.source.fail_on.map(|fail_on| Gate { fail_on, strict: false });
        let formats = self.config.reports.formats.iter().filter(|_| is_story);
        let (mut reports, mut failures) = (Vec::new(), Vec::new());
        for &format in formats {
            let path = outputs.path(&job.slug, format);
            match outputs.write(&path, &print(&report, rules, format, gate)) {
                Ok(()) => reports.push(path),
                Err(error) => failures.push(failure(&error)),
            }
        }
        let snapshot = Snapshot::of(&report, rules);
        report.problems.extend(failures);
        Examined { snapshot, problems: report.problems, reports }
    }

    /// Prints the digest, and ends the run.
    fn finish(
        mut self,
        run: Run<'_>,
        mut digest: Digest,
        outputs: &Outputs<'_>,
        out: &mut impl Write,
        ledger: &Path,
    ) -> Result<Outcome> {
        digest.problems = std::mem::take(&mut self.problems);
        digest.stamp = self.config.reports.stamp.then(stamp);
        digest.sort();
        if !self.args.quiet_if_unchanged || !digest.is_quiet() {
            self.write_digests(&run, &mut digest, outputs)?;
            let printed = out.write_all(digest.render(self.args.format.format()).as_bytes()).and_then(|()| out.flush());
            // Whoever has closed the pipe has read enough; the reports are on disk.
            if let Err(error) = printed
                && error.kind() != ErrorKind::BrokenPipe
            {
                return Err(error).context(STDOUT);
            }
        }
        let outcome = self.outcome(&digest);
        if !self.remembers {
            return Ok(outcome);
        }
        let old = self.config.reports.keep.map_or(Ok(Vec::new()), |keep| run.forget_outputs(keep))?;
        let articles = digest.stories.iter().map(|story| story.articles).sum();
        run.commit(digest.day, digest.stories.len(), articles).with_context(|| {
            format!("{}: this run was told and is not remembered; the next one tells it again", ledger.display())
        })?;
        // Only now: what the ledger still names is still there.
        outputs.remove(&old).unwrap_or_else(|error| complain(&format!("{error:#}")));
        Ok(outcome)
    }

    /// Writes the digest, and lets `latest` lead to it. What cannot be written is a problem.
    fn write_digests(&self, run: &Run<'_>, digest: &mut Digest, outputs: &Outputs<'_>) -> Result<()> {
        let formats = self.config.reports.formats.iter().copied();
        let mut formats: Vec<ReportFormat> = formats.filter(|format| format.has_digest()).collect();
        if formats.is_empty() {
            formats.push(ReportFormat::Plain);
        }
        for format in formats {
            let path = outputs.path(DIGEST, format);
            let mut linked = digest.clone();
            for report in linked.stories.iter_mut().flat_map(|story| &mut story.reports) {
                *report = outputs.way_from(&path, report);
            }
            match outputs.write(&path, &linked.render(format)) {
                Ok(()) if self.remembers => run.add_output(None, &path)?,
                Ok(()) => {}
                Err(error) => digest.problems.push(failure(&error)),
            }
        }
        if let Err(error) = outputs.link_latest() {
            digest.problems.push(Diagnostic { severity: Severity::Warning, ..failure(&error) });
        }
        Ok(())
    }

    fn outcome(&self, digest: &Digest) -> Outcome {
        if digest.has_errors() {
            return Outcome::Incomplete;
        }
        let stops = |story: &StoryNews, item: &Item| {
            is_open(item)
                && story.fail_on.is_some_and(|fail_on| item.noted.verdict >= fail_on)
                && (!self.args.only_new || item.standing.is_news())
        };
        let found = digest.stories.iter().any(|story| story.items.iter().any(|(item, _)| stops(story, item)));
        if found && !self.args.exit_zero { Outcome::Found } else { Outcome::Clean }
    }
}

/// Puts what was found into the ledger, and says what of it is new.
///
/// What the ledger cannot take is told all the same, and why it could not.
fn remember(run: &Run<'_>, surveyed: Surveyed<'_>, examined: Option<Examined>) -> (StoryNews, Option<LedgerError>) {
    let Surveyed { job, fingerprint, .. } = surveyed;
    let known = &job.known.findings;
    let mut news = StoryNews { name: job.name, slug: job.slug, fail_on: job.source.fail_on, ..StoryNews::default() };
    let Some(Examined { snapshot, problems, reports }) = examined else {
        let same: Vec<Noted> = known.iter().map(|it| it.noted.clone()).collect();
        news.items = standings(known, &same).into_iter().map(|item| (item, Vec::new())).collect();
        news.articles = job.known.articles;
        news.reports = job.known.reports;
        return (news, None);
    };
    let items = standings(known, &snapshot.findings);
    let recorded = run
        .record(job.id, &fingerprint, has_errors(&problems), &snapshot, &items, snapshot.newest_day())
        .and_then(|()| reports.iter().try_for_each(|path| run.add_output(Some(job.id), path)));
    news.articles = snapshot.articles.len();
    news.fresh = snapshot.articles.iter().filter(|article| !job.known.seen.contains(&article.hash)).count();
    news.problems = problems;
    news.items = with_evidence(items, snapshot);
    news.reports = reports;
    (news, recorded.err())
}

fn failure(error: &anyhow::Error) -> Diagnostic {
    Diagnostic { severity: Severity::Error, path: String::new(), line: None, message: format!("{error:#}") }
}

fn has_errors(problems: &[Diagnostic]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}

/// Compares the articles of a story. One alone is looked at by itself: another may come.
fn look(inputs: Inputs, rules: &RuleSet) -> (Report, bool) {
    let is_story = inputs.articles.len() > 1;
    let report = if is_story { crosscheck::check(inputs, rules) } else { crosscheck::check_inside(inputs, rules) };
    (report, is_story)
}

/// Digest of all that a comparison depends on.
fn fingerprint(
    rules: &RuleSet,
    articles: impl Iterator<Item = ([u8; 32], String)>,
    reviews: &[ReviewFile],
    today: Option<Date>,
) -> String {
    let mut articles: Vec<([u8; 32], String)> = articles.collect();
    articles.sort();
    let mut digest = Sha256::new();
    digest.update(format!("{} {} {today:?}\n", env!("CARGO_PKG_VERSION"), rules.digest()));
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

/// The time of writing, to the minute in UTC; `SOURCE_DATE_EPOCH` overrides the clock.
fn stamp() -> String {
    let seconds = crate::cli::source_date_epoch();
    #[expect(clippy::disallowed_methods, reason = "asked for by `stamp: yes`, and in the head of the digest alone")]
    let now = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |it| it.as_secs());
    let seconds = i64::try_from(seconds.unwrap_or_else(now)).unwrap_or(i64::MAX);
    let time = jiff::Timestamp::from_second(seconds).unwrap_or_default();
    let time = jiff::tz::Offset::UTC.to_datetime(time);
    format!("{} {:02}:{:02} UTC", time.date(), time.hour(), time.minute())
}
