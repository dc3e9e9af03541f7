//! `crosscheck batch`: the stories of a settings file, run after run, and what is new in them.
//!
//! The order of work is what makes a run safe to kill: reports are written, then the digest is printed, then the ledger
//! takes the run over as a whole. Whoever is killed before the last step has told everything and remembers nothing, so
//! that the next run tells it again; nothing is ever remembered that was not told.

mod gather;
mod lock;
mod outputs;
mod story;

use super::{STDOUT, complain, load_rules, progress};
use crate::Outcome;
use crate::cli::BatchArgs;
use anyhow::{Context, Result, bail};
use crosscheck::batch::config::DIGEST;
use crosscheck::batch::digest::is_open;
use crosscheck::batch::{Config, Digest, Item, ReportFormat, Source, StoryNews};
use crosscheck::error::{Diagnostic, Severity};
use crosscheck::input::nearest;
use crosscheck::ledger::{Ledger, LedgerError, Run};
use crosscheck::progress::Progress;
use crosscheck::report::counted;
use crosscheck::rule::{Colour, RuleProblem, RuleSet};
use gather::Split;
use outputs::Outputs;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use story::{Ground, Job, Rules, Seen, Surveyed, failure};

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

impl<'a> Batch<'a> {
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
        let args = self.args;
        let look = |progress: &Progress| self.look(&run, &rules, &mut digest, progress);
        let (outputs, failure) = progress::shown(args.wants_progress(), look)?;
        if let Some(error) = failure {
            let message = format!("the ledger: {error}; this run is told, and not remembered");
            self.problem(path.display().to_string(), message);
            self.remembers = false;
        }
        self.finish(run, digest, &outputs, out, &path)
    }

    /// Looks at every story, and puts into the digest what is new. What the ledger could not take comes back.
    fn look(
        &mut self,
        run: &Run<'_>,
        rules: &Rules,
        digest: &mut Digest,
        progress: &Progress,
    ) -> Result<(Outputs<'a>, Option<LedgerError>)> {
        let ground = Ground { base: self.base, rules, today: self.args.today };
        let jobs = self.jobs(run, digest, progress)?;
        let surveyed: Vec<Surveyed<'_>> = jobs.into_par_iter().map(|job| job.survey(ground)).collect();
        digest.day = surveyed.iter().filter_map(|it| it.day).max().max(digest.day);
        let outputs = Outputs::new(&self.config.reports, self.base, digest.run, digest.day);
        let total = surveyed.len();
        progress.begin_stories(total);
        let mut failure = None;
        self.examine_all(surveyed, ground, &outputs, run, |(news, error)| {
            digest.stories.push(news);
            failure = failure.take().or(error);
            progress.looked_at_one();
        });
        let done = digest.stories.len();
        if done < total {
            let message =
                format!("stopped by a signal after {done} of {total} stories; the next run looks at the others");
            self.problem(String::new(), message);
        }
        Ok((outputs, failure))
    }

    /// Looks at stories on all cores, and hands on what is new in each, in their order. This thread keeps the ledger, and
    /// gives out no more stories at a time than fit into memory.
    fn examine_all<'s>(
        &self,
        stories: Vec<Surveyed<'s>>,
        ground: Ground<'_>,
        outputs: &Outputs<'_>,
        run: &Run<'_>,
        mut tell: impl FnMut((StoryNews, Option<LedgerError>)),
    ) {
        let at_once = AT_ONCE * rayon::current_num_threads();
        let (done, ended) = mpsc::channel();
        let mut waiting = stories.into_iter().enumerate();
        rayon::in_place_scope(|scope| {
            // Stories that are ready before their turn.
            let mut ready: BTreeMap<usize, (Surveyed<'s>, Seen)> = BTreeMap::new();
            let (mut next, mut at_work) = (0, 0);
            loop {
                while at_work + ready.len() < at_once && !self.stop.load(Ordering::Relaxed) {
                    let Some((index, story)) = waiting.next() else { break };
                    if !story.is_fresh {
                        ready.insert(index, (story, Seen::Unchanged));
                        continue;
                    }
                    // What the ledger cannot give is read once more.
                    let kept = story.kept(run).unwrap_or_default();
                    let done = done.clone();
                    at_work += 1;
                    scope.spawn(move |_| {
                        let seen = story.examine(ground, outputs, &kept);
                        // The receiver waits for all that are at work.
                        let _ = done.send((index, story, seen));
                    });
                }
                if at_work > 0 && !ready.contains_key(&next) {
                    let (index, story, seen) = ended.recv().expect("this thread holds a sender, too");
                    ready.insert(index, (story, seen));
                    at_work -= 1;
                }
                match ready.remove(&next) {
                    Some((story, seen)) => {
                        tell(story.remember(run, seen));
                        next += 1;
                    }
                    None if at_work == 0 => break,
                    None => {}
                }
            }
        });
    }

    fn problem(&mut self, path: String, message: String) {
        self.problems.push(Diagnostic { severity: Severity::Error, path, line: None, message });
    }

    /// The rules of each source. What is wrong with them is a problem of the run; what can be used is.
    fn rules(&mut self) -> Rules {
        let mut sets = Rules::new();
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
    fn jobs(&mut self, run: &Run<'_>, digest: &mut Digest, progress: &Progress) -> Result<Vec<Job<'a>>> {
        let config = self.config;
        let mut jobs = Vec::new();
        for source in &config.stories {
            let id = run.story(&source.slug, &source.name, None)?;
            let (name, slug, known) = (source.name.clone(), source.slug.clone(), run.known(id)?);
            jobs.push(Job { id, name, slug, source, told: None, known });
        }
        for feed in &config.feeds {
            let Split { stories, single, problems, review, day } =
                gather::split(feed, self.base, self.args.today, run, progress)?;
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
