//! The morning's report: what is new in all stories, in a few lines each, the subject of a mail first.
//!
//! Formats print the items in the words that `Told` has for them; each is a function of the digest alone.

mod html;
mod json;
mod markdown;
mod text;

use super::config::ReportFormat;
use super::note::Dismissal;
use super::standing::{Item, Since, Standing};
use crate::compare::{Relation, Verdict};
use crate::error::{Diagnostic, Severity};
use crate::report::counted;
use crate::report::evidence::{Evidence, day_in_words};
use crate::report::foreign::{Untrusted, one_line};
use jiff::civil::Date;

/// Stories that the subject names.
const NAMED: usize = 3;

/// Everything that one run has to say.
#[derive(Clone, Debug, Default)]
pub struct Digest {
    /// The number of the run.
    pub run: u64,
    /// The newest day of the articles.
    pub day: Option<Date>,
    /// The stories, those with news first.
    pub stories: Vec<StoryNews>,
    /// Articles of feeds that no other tells the story of.
    pub single: usize,
    /// Why the run as a whole could not do everything.
    pub problems: Vec<Diagnostic>,
    /// Whether what was told before is left out.
    pub only_new: bool,
    /// When it was written, if that was asked for.
    pub stamp: Option<String>,
}

/// What is new in a story.
#[derive(Clone, Debug, Default)]
pub struct StoryNews {
    /// Its name.
    pub name: String,
    /// Its name in file names and commands.
    pub slug: String,
    /// The least grave verdict that gives exit code 1.
    pub fail_on: Option<Verdict>,
    /// How many articles it has.
    pub articles: usize,
    /// How many of them were not there in the last run.
    pub fresh: usize,
    /// How many of them were read; the readings of the others were kept from earlier runs.
    pub read: usize,
    /// Its findings with their standings, and the words behind those that are news.
    pub items: Vec<(Item, Vec<Evidence>)>,
    /// What could not be done.
    pub problems: Vec<Diagnostic>,
    /// Its reports, newest.
    pub reports: Vec<String>,
}

impl StoryNews {
    /// Whether somebody has to look: findings that are new or changed, or something that could not be done.
    #[must_use]
    pub fn is_news(&self) -> bool {
        self.items.iter().any(|(item, _)| is_told(item, true)) || self.has_errors()
    }

    /// Whether something could not be done.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    fn count(&self, wanted: impl Fn(&Item) -> bool) -> usize {
        self.items.iter().filter(|(item, _)| wanted(item)).count()
    }

    /// Alarms that nobody has set aside.
    #[must_use]
    pub fn open(&self) -> usize {
        self.count(is_open)
    }
}

/// Whether an alarm stands and nobody has set it aside.
#[must_use]
pub fn is_open(item: &Item) -> bool {
    item.noted.is_alarm() && !matches!(item.standing, Standing::Resolved { .. } | Standing::Dismissed { .. })
}

/// Whether an item is told. A figure that moved is told once; what was set aside and is gone is of no use.
fn is_told(item: &Item, only_new: bool) -> bool {
    match &item.standing {
        Standing::New | Standing::Changed { .. } | Standing::Reopened { .. } => true,
        Standing::Resolved { .. } => item.noted.is_alarm() && item.noted.dismissal.is_none(),
        Standing::Dismissed { is_new: true } => item.noted.is_alarm(),
        Standing::Open { .. } | Standing::Dismissed { is_new: false } => item.noted.is_alarm() && !only_new,
    }
}

/// An item in words; every string is safe to print on one line.
pub(super) struct Told<'a> {
    /// "NEW CONFLICT"
    pub(super) label: String,
    /// Class of its colour in HTML.
    pub(super) class: &'static str,
    pub(super) heading: String,
    pub(super) reason: String,
    /// What was said before, what is said now, who set it aside.
    pub(super) asides: Vec<String>,
    pub(super) evidence: &'a [Evidence],
}

impl Digest {
    /// One line: fit for the subject of a mail.
    #[must_use]
    pub fn subject(&self) -> String {
        let count =
            |wanted: &dyn Fn(&Item) -> bool| self.stories.iter().map(|story| story.count(wanted)).sum::<usize>();
        let is_conflict = |item: &Item| item.noted.verdict > Verdict::Of(Relation::Warning);
        let fresh = |item: &Item| is_alarm_news(item);
        let conflicts = count(&|item| fresh(item) && is_conflict(item) && item.standing == Standing::New);
        let warnings = count(&|item| fresh(item) && !is_conflict(item) && item.standing == Standing::New);
        let changed = count(&|item| fresh(item) && item.standing != Standing::New);
        let moved = count(&|item| is_told(item, true) && !item.noted.is_alarm());
        let resolved = count(&|item| is_told(item, true) && matches!(item.standing, Standing::Resolved { .. }));
        let still = count(&|item| is_open(item) && matches!(item.standing, Standing::Open { .. }));
        let errors = self.errors();
        let mut news: Vec<String> = Vec::new();
        let mut add = |number: usize, words: String| {
            if number > 0 {
                news.push(words);
            }
        };
        add(errors, format!("{} to look at", counted(errors, "problem")));
        add(conflicts, counted(conflicts, "new conflict"));
        add(warnings, counted(warnings, "new warning"));
        add(changed, format!("{changed} changed"));
        add(moved, format!("{} moved", counted(moved, "figure")));
        add(resolved, format!("{resolved} resolved"));
        let still = if still > 0 { format!("; {still} still open") } else { String::new() };
        if news.is_empty() {
            return format!("crosscheck: nothing new in {}{still}", stories(self.stories.len()));
        }
        let names: Vec<String> =
            self.stories.iter().filter(|story| story.is_news()).map(|story| safe(&story.name)).collect();
        let named = match names.len() {
            0 => String::new(),
            many if many <= NAMED => format!(" ({})", names.join(", ")),
            many => format!(" ({} and {} more)", names[..NAMED].join(", "), many - NAMED),
        };
        format!("crosscheck: {}{named}{still}", news.join(", "))
    }

    /// Puts the stories with news first, the gravest before all; otherwise they keep their order.
    pub fn sort(&mut self) {
        let gravity = |story: &StoryNews| {
            let news = story.items.iter().filter(|(item, _)| is_told(item, true));
            news.map(|(item, _)| item.noted.verdict).max()
        };
        self.stories.sort_by_key(|story| std::cmp::Reverse((story.has_errors(), gravity(story))));
    }

    /// Whether nobody has to be told anything.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.errors() == 0 && !self.stories.iter().any(StoryNews::is_news)
    }

    fn errors(&self) -> usize {
        let all = self.stories.iter().flat_map(|story| &story.problems).chain(&self.problems);
        all.filter(|problem| problem.severity == Severity::Error).count()
    }

    /// Whether something could not be done.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// The digest in a format; formats for programs of findings have none, and get the text.
    #[must_use]
    pub fn render(&self, format: ReportFormat) -> String {
        match format {
            ReportFormat::Html => html::render(self),
            ReportFormat::Markdown => markdown::render(self),
            ReportFormat::Json => json::render(self),
            ReportFormat::Plain | ReportFormat::Csv | ReportFormat::Junit | ReportFormat::Sarif => text::render(self),
        }
    }

    /// What was read: "Run 3, articles up to 28 January 2024: 2 stories, 21 articles, 4 of them new".
    fn account(&self) -> String {
        let up_to = self.day.map(|day| format!(", articles up to {}", day_in_words(day))).unwrap_or_default();
        let articles: usize = self.stories.iter().map(|story| story.articles).sum::<usize>() + self.single;
        let fresh: usize = self.stories.iter().map(|story| story.fresh).sum();
        let single = if self.single > 0 {
            format!(", {} told by one article only", stories(self.single))
        } else {
            String::new()
        };
        let stamp = self.stamp.as_ref().map(|stamp| format!(", written {stamp}")).unwrap_or_default();
        format!(
            "Run {}{up_to}: {}, {}, {fresh} of them new{single}{stamp}",
            self.run,
            stories(self.stories.len()),
            counted(articles, "article")
        )
    }

    /// The stories that are told at length, and the rest.
    fn parted(&self) -> (Vec<&StoryNews>, Vec<&StoryNews>) {
        self.stories
            .iter()
            .partition(|story| story.is_news() || !self.only_new && story.count(|item| is_told(item, false)) > 0)
    }

    fn told<'a>(&self, story: &'a StoryNews) -> Vec<Told<'a>> {
        let items = story.items.iter().filter(|(item, _)| is_told(item, self.only_new));
        items.map(|(item, evidence)| Told::new(item, evidence)).collect()
    }
}

fn is_alarm_news(item: &Item) -> bool {
    item.noted.is_alarm()
        && matches!(item.standing, Standing::New | Standing::Changed { .. } | Standing::Reopened { .. })
}

fn stories(number: usize) -> String {
    if number == 1 { "1 story".to_owned() } else { format!("{number} stories") }
}

fn safe(words: &str) -> String {
    Untrusted(&one_line(words)).to_string()
}

/// "run 3 (25 January 2024)"
fn since_words(since: Since) -> String {
    let day = since.day.map(|day| format!(" ({})", day_in_words(day))).unwrap_or_default();
    format!("run {}{day}", since.run)
}

fn dismissal_words(dismissal: &Dismissal) -> String {
    let until = dismissal.until.map(|until| format!(" until {until}")).unwrap_or_default();
    safe(&format!("dismissed by {}{until}: {}", dismissal.by, dismissal.why))
}

impl<'a> Told<'a> {
    fn new(item: &'a Item, evidence: &'a [Evidence]) -> Self {
        let noted = &item.noted;
        let verdict = noted.verdict.as_str().to_uppercase();
        let grave = if noted.is_grave && noted.is_alarm() { " (high)" } else { "" };
        let mut asides = Vec::new();
        let (label, class) = match &item.standing {
            Standing::New => (format!("NEW: {verdict}{grave}"), if noted.is_alarm() { "alarm" } else { "moved" }),
            Standing::Changed { since, was } => {
                let verdict_before = if was.verdict == noted.verdict { "" } else { was.verdict.as_str() };
                let verdict_before = if verdict_before.is_empty() {
                    String::new()
                } else {
                    format!("{} ", verdict_before.to_uppercase())
                };
                asides.push(format!("before, since {}: {verdict_before}{}", since_words(*since), safe(&was.reason)));
                asides.extend(was.dismissal.as_ref().map(|it| format!("was {}", dismissal_words(it))));
                (format!("CHANGED: {verdict}{grave}"), if noted.is_alarm() { "alarm" } else { "moved" })
            }
            Standing::Reopened { was, .. } => {
                asides.push(format!("no longer {}", dismissal_words(was)));
                (format!("OPEN AGAIN: {verdict}{grave}"), "alarm")
            }
            Standing::Open { since, joined } => {
                if !joined.is_empty() {
                    asides.push(format!("now also {}", safe(&joined.join(", "))));
                }
                (format!("OPEN since {}: {verdict}", since_words(*since)), "single")
            }
            Standing::Resolved { since, now } => {
                asides.push(match now {
                    Some(now) => format!("now: {}", safe(now)),
                    None => "the articles say nothing of it any more".to_owned(),
                });
                (format!("RESOLVED, open since {}: {verdict}", since_words(*since)), "agree")
            }
            Standing::Dismissed { .. } => (format!("DISMISSED: {verdict}"), "dismissed"),
        };
        asides.extend(noted.dismissal.as_ref().map(dismissal_words));
        Self { label, class, heading: safe(&noted.heading()), reason: safe(&noted.reason), asides, evidence }
    }
}

/// "AP, ap.md:12, 25 January 2024, citing the ministry"
fn source_words(evidence: &Evidence) -> String {
    let mut words = vec![safe(&evidence.outlet)];
    if !evidence.place.starts_with(&format!("{}:", evidence.outlet)) {
        words.push(safe(&evidence.place));
    } else {
        words = vec![safe(&evidence.place)];
    }
    words.extend(evidence.day.map(day_in_words));
    words.extend(evidence.speaker.as_ref().map(|speaker| format!("citing {}", safe(speaker))));
    words.join(", ")
}

fn problem_words(problem: &Diagnostic) -> String {
    safe(&problem.to_string())
}
