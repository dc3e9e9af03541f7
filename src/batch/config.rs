//! The file of settings of scheduled reports, `crosscheck.yaml`: which stories, from where, reported how.
//!
//! Text in, settings and problems out; nothing here touches a disk. Problems have codes, places and suggestions as those
//! of rules have.
//!
//! Invariant: no key is ignored in silence, and one story that cannot be used leaves the others as they are.

use crate::compare::{Relation, Verdict};
use crate::rule::file::Text;
use crate::rule::problem::{Code, Problems, RuleProblem, closest};
use crate::rule::reader::{Fields, Reader, Slips, listed};
use crate::rule::yaml::{self, Node, NodeValue};
use crate::span::Span;
use glob::Pattern;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;

/// The settings of a run.
#[derive(Clone, Debug)]
pub struct Config {
    /// File of the ledger, below the folder of the settings.
    pub ledger: String,
    /// Where reports go, and how they look.
    pub reports: Reports,
    /// Stories that are named.
    pub stories: Vec<Source>,
    /// Folders of mixed articles that are split into stories.
    pub feeds: Vec<Feed>,
}

/// Where reports go, and how they look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reports {
    /// The folder, below that of the settings.
    pub folder: String,
    /// The formats, each once.
    pub formats: Vec<ReportFormat>,
    /// Path of a report below the folder, without its extension; `{story}`, `{run}` and `{day}` stand for what they say.
    pub files: String,
    /// Of how many runs the reports are kept; `None`: of all.
    pub keep: Option<u64>,
    /// Whether the digest tells when it was written: the only thing in it that comes from the clock.
    pub stamp: bool,
}

/// Formats of reports in files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReportFormat {
    /// One file for browsers, mails and paper.
    Html,
    /// For wikis, chats and mails.
    Markdown,
    /// One JSON object.
    Json,
    /// Paragraphs without frames.
    Plain,
    /// One row a claim, for spreadsheets.
    Csv,
    /// For build servers.
    Junit,
    /// For code hosts and editors.
    Sarif,
}

impl ReportFormat {
    /// Every one, with the word of the settings.
    pub const ALL: [(&'static str, Self); 7] = [
        ("html", Self::Html),
        ("markdown", Self::Markdown),
        ("json", Self::Json),
        ("plain", Self::Plain),
        ("csv", Self::Csv),
        ("junit", Self::Junit),
        ("sarif", Self::Sarif),
    ];

    /// Whether a digest can be told in it, beside the reports of single stories.
    #[must_use]
    pub fn has_digest(self) -> bool {
        matches!(self, Self::Html | Self::Markdown | Self::Json | Self::Plain)
    }

    /// The end of the names of its files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Json => "json",
            Self::Plain => "txt",
            Self::Csv => "csv",
            Self::Junit => "xml",
            Self::Sarif => "sarif",
        }
    }
}

/// Articles with what is known about all of them: a story, or what a feed is made of.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name, for people.
    pub name: String,
    /// Its name in file names and commands: lower-case letters, digits and hyphens.
    pub slug: String,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// Files, folders and patterns, below the folder of the settings.
    pub articles: Vec<String>,
    /// Folders of rules beside the built-in ones.
    pub rules: Vec<String>,
    /// Outlets of articles that declare none.
    pub outlets: Vec<Outlet>,
    /// The zone of declared times without an offset.
    pub time_zone: Option<TimeZone>,
    /// The least grave verdict that gives exit code 1; `None`: never.
    pub fail_on: Option<Verdict>,
    /// File of decisions about its findings; else `crosscheck-review.yaml` beside the articles.
    pub review: Option<String>,
}

/// The outlet of articles whose path, or the host of whose address, a pattern fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlet {
    /// The pattern.
    pub pattern: Pattern,
    /// The outlet.
    pub name: String,
}

/// A folder of mixed articles.
#[derive(Clone, Debug)]
pub struct Feed {
    /// What it is made of.
    pub source: Source,
    /// Most days between an article and the newest of its story.
    pub window: i32,
}

const KEYS: &[&str] = &["ledger", "reports", "rules", "outlets", "time_zone", "fail_on", "stories", "feeds"];
const REPORT_KEYS: &[&str] = &["folder", "formats", "files", "keep", "stamp"];
const STORY_KEYS: &[&str] = &["name", "articles", "rules", "outlets", "time_zone", "fail_on", "review"];
const FEED_KEYS: &[&str] = &["name", "articles", "rules", "outlets", "time_zone", "fail_on", "review", "window"];

/// The placeholders of `files`.
const PLACEHOLDERS: [&str; 3] = ["{story}", "{run}", "{day}"];
const DEFAULT_FILES: &str = "{day}-run-{run}/{story}";
const DEFAULT_LEDGER: &str = "crosscheck.db";
const DEFAULT_FOLDER: &str = "reports";
/// The slug that the digest has among the reports.
pub const DIGEST: &str = "digest";

/// Days within which articles tell of one event, unless a feed says otherwise. News stories mostly live for less than a
/// week: topic detection and tracking (Allan 2002) works with windows of about that. (P)
const WINDOW: i32 = 5;

const SLIPS: Slips = Slips {
    homes: &[
        (&["folder", "formats", "files", "keep", "stamp"], "under `reports:`"),
        (&["window"], "in an entry of `feeds:`"),
        (&["name", "articles", "review"], "in an entry of `stories:` or `feeds:`"),
        (&["ledger", "reports", "stories", "feeds"], "at the margin of the file"),
    ],
    other_words: &[
        ("database", "ledger"),
        ("db", "ledger"),
        ("history", "ledger"),
        ("output", "reports"),
        ("outputs", "reports"),
        ("report", "reports"),
        ("format", "formats"),
        ("path", "folder"),
        ("dir", "folder"),
        ("directory", "folder"),
        ("filename", "files"),
        ("file_name", "files"),
        ("file_names", "files"),
        ("pattern", "files"),
        ("retention", "keep"),
        ("story", "stories"),
        ("feed", "feeds"),
        ("title", "name"),
        ("topic", "name"),
        ("id", "name"),
        ("folder", "articles"),
        ("path", "articles"),
        ("paths", "articles"),
        ("files", "articles"),
        ("glob", "articles"),
        ("source", "articles"),
        ("sources", "articles"),
        ("outlet", "outlets"),
        ("publisher", "outlets"),
        ("timezone", "time_zone"),
        ("tz", "time_zone"),
        ("zone", "time_zone"),
        ("threshold", "fail_on"),
        ("decisions", "review"),
        ("days", "window"),
        ("within", "window"),
    ],
};

/// The verdicts that `fail_on` takes, gravest first.
const VERDICTS: &[(&str, Option<Verdict>)] = &[
    ("misquoted", Some(Verdict::Of(Relation::Misquoted))),
    ("conflict", Some(Verdict::Of(Relation::Conflict))),
    ("regressed", Some(Verdict::Of(Relation::Regressed))),
    ("disputed", Some(Verdict::Of(Relation::Disputed))),
    ("warning", Some(Verdict::Of(Relation::Warning))),
    ("changed", Some(Verdict::Of(Relation::Changed))),
    ("revised", Some(Verdict::Of(Relation::Revised))),
    ("updated", Some(Verdict::Of(Relation::Updated))),
    ("never", None),
];

impl Config {
    /// Reads the text of a file of settings, which has the name `file` in messages. What cannot be used is left out and
    /// among the problems; without any story or feed there is no run.
    #[must_use]
    pub fn parse(file: &str, text: &str) -> (Option<Self>, Vec<RuleProblem>) {
        let mut problems = Problems::new(file, text);
        let config = yaml::parse(&mut problems).and_then(|node| {
            let mut reader = Settings { reader: Reader::new(&mut problems, &SLIPS) };
            reader.config(&node)
        });
        (config, problems.into_sorted())
    }
}

/// What stories and feeds take over from the margin of the file.
#[derive(Clone, Default)]
struct Common {
    rules: Vec<String>,
    outlets: Vec<Outlet>,
    time_zone: Option<TimeZone>,
    fail_on: Option<Option<Verdict>>,
}

struct Settings<'p, 'a> {
    reader: Reader<'p, 'a>,
}

impl Settings<'_, '_> {
    fn config(&mut self, node: &Node) -> Option<Config> {
        let fields = self.reader.fields(node, "the file of settings", KEYS)?;
        let common = self.common(&fields);
        let ledger = self.path(&fields, "ledger").unwrap_or_else(|| DEFAULT_LEDGER.to_owned());
        let reports = match fields.get("reports") {
            Some(node) => self.reports(node),
            None => Reports::default(),
        };
        let mut slugs = BTreeSet::from([DIGEST.to_owned()]);
        let stories = self.sources(&fields, "stories", STORY_KEYS, &common, &mut slugs);
        let feeds = self.sources(&fields, "feeds", FEED_KEYS, &common, &mut slugs);
        let feeds: Vec<Feed> = feeds.into_iter().map(|(source, window)| Feed { source, window }).collect();
        if !fields.has("stories") && !fields.has("feeds") {
            let message = "the file names neither stories nor feeds";
            let suggestion = "write `stories:` and below it `- name: …` with `articles: FOLDER`";
            self.reader.problems.suggest(Code::MissingKey, Span::new(0, 0), message, suggestion);
        }
        let stories: Vec<Source> = stories.into_iter().map(|(source, _)| source).collect();
        (!stories.is_empty() || !feeds.is_empty()).then_some(Config { ledger, reports, stories, feeds })
    }

    fn common(&mut self, fields: &Fields<'_>) -> Common {
        Common {
            rules: self.paths(fields, "rules"),
            outlets: fields.get("outlets").map(|node| self.outlets(node)).unwrap_or_default(),
            time_zone: fields.get("time_zone").and_then(|node| self.time_zone(node)),
            fail_on: fields.get("fail_on").and_then(|node| self.reader.choice(node, "fail_on", VERDICTS)),
        }
    }

    fn reports(&mut self, node: &Node) -> Reports {
        let mut reports = Reports::default();
        let Some(fields) = self.reader.fields(node, "`reports`", REPORT_KEYS) else { return reports };
        reports.folder = self.path(&fields, "folder").unwrap_or(reports.folder);
        if let Some(node) = fields.get("formats") {
            reports.formats = self.formats(node);
        }
        if let Some(node) = fields.get("files") {
            reports.files = self.files(node).unwrap_or(reports.files);
        }
        reports.keep = fields.get("keep").and_then(|node| self.runs(node));
        reports.stamp = fields.get("stamp").and_then(|node| self.reader.yes_no(node, "stamp")).unwrap_or(false);
        reports
    }

    fn formats(&mut self, node: &Node) -> Vec<ReportFormat> {
        let mut formats = Vec::new();
        for text in self.texts(node, "formats") {
            match ReportFormat::ALL.iter().find(|(name, _)| *name == text.words.to_lowercase()) {
                Some((_, format)) if formats.contains(format) => {
                    let message = format!("`{}` stands twice in `formats`", text.words);
                    self.reader.problems.suggest(Code::Repeated, text.span, message, "take one of the two out");
                }
                Some((_, format)) => formats.push(*format),
                None => {
                    let message = format!("`{}` is no format of reports in files", text.words);
                    self.reader.unknown_word(&text, message, ReportFormat::ALL.iter().map(|(name, _)| *name));
                }
            }
        }
        formats
    }

    /// A path of reports with placeholders; one without `{story}` would be that of all of them.
    fn files(&mut self, node: &Node) -> Option<String> {
        let text = self.reader.text(node, "files")?;
        let mut rest = text.words.clone();
        PLACEHOLDERS.iter().for_each(|known| rest = rest.replace(known, ""));
        let complaint = if let Some(open) = rest.find(['{', '}']) {
            let word: String = rest[open..].chars().take_while(|&it| it != '/').collect();
            Some(format!("`{word}` stands for nothing here"))
        } else if !text.words.contains("{story}") {
            Some("all stories would have one file: `{story}` is missing".to_owned())
        } else if is_outside(&text.words) {
            Some("reports lie below their folder".to_owned())
        } else {
            None
        };
        match complaint {
            Some(message) => {
                let suggestion = format!("write `files: \"{DEFAULT_FILES}\"`; there are {}", listed(PLACEHOLDERS));
                self.reader.problems.suggest(Code::BadSetting, text.span, message, suggestion);
                None
            }
            None => Some(text.words),
        }
    }

    fn runs(&mut self, node: &Node) -> Option<u64> {
        let text = self.reader.text(node, "keep")?;
        if text.words.eq_ignore_ascii_case("all") {
            return None;
        }
        let number = text.words.trim_end_matches("runs").trim();
        let runs = number.parse().ok().filter(|&runs| runs > 0);
        if runs.is_none() {
            let message = format!("`{}` is no number of runs", text.words);
            self.reader.problems.suggest(Code::BadSetting, text.span, message, "write `keep: 30` or `keep: all`");
        }
        runs
    }

    /// The entries of `stories` or `feeds`, each with its window.
    fn sources(
        &mut self,
        fields: &Fields<'_>,
        key: &'static str,
        known: &'static [&'static str],
        common: &Common,
        slugs: &mut BTreeSet<String>,
    ) -> Vec<(Source, i32)> {
        let Some(node) = fields.get(key) else { return Vec::new() };
        let entries = match &node.value {
            NodeValue::List(entries) => entries.as_slice(),
            NodeValue::Mapping(_) => std::slice::from_ref(node),
            NodeValue::Null | NodeValue::Scalar(..) => {
                let message = format!("`{key}` is a list of entries; here stands {}", node.shape());
                let suggestion = "write under it `- name: …` and, below, `articles: FOLDER`";
                self.reader.problems.suggest(Code::WrongShape, node.span, message, suggestion);
                return Vec::new();
            }
        };
        entries.iter().filter_map(|entry| self.source(entry, key, known, common, slugs)).collect()
    }

    fn source(
        &mut self,
        node: &Node,
        key: &'static str,
        known: &'static [&'static str],
        common: &Common,
        slugs: &mut BTreeSet<String>,
    ) -> Option<(Source, i32)> {
        let what = if key == "stories" { "a story" } else { "a feed" };
        let fields = self.reader.fields(node, what, known)?;
        for needed in ["name", "articles"] {
            if !fields.has(needed) {
                let message = format!("{what} has no `{needed}`");
                let suggestion = if needed == "name" {
                    "write `name: …`, as the reports are to call it"
                } else {
                    "write `articles: FOLDER`, or a file, or a pattern such as \"wire/*.md\""
                };
                self.reader.problems.suggest(Code::MissingKey, node.span, message, suggestion);
            }
        }
        let own = self.common(&fields);
        let window = fields.get("window").map_or(Some(WINDOW), |node| self.window(node));
        let review = self.path(&fields, "review");
        let articles = self.patterns(fields.get("articles")?);
        let name = self.reader.text(fields.get("name")?, "name")?;
        let slug = slug(&name.words);
        if slug.is_empty() {
            let message = format!("`{}` has no letter or digit to name a file with", name.words);
            self.reader.problems.suggest(Code::BadSetting, name.span, message, "choose another name");
            return None;
        }
        if !slugs.insert(slug.clone()) {
            let message = if slug == DIGEST {
                format!("`{}` is what the digest of each run is called", name.words)
            } else {
                format!("another entry has the name `{}` in file names, too", slug)
            };
            self.reader.problems.suggest(Code::Repeated, name.span, message, "choose another name");
            return None;
        }
        let line = self.reader.problems.line(node.span.start());
        let source = Source {
            name: name.words,
            slug,
            line,
            articles,
            rules: common.rules.iter().cloned().chain(own.rules).collect(),
            outlets: own.outlets.into_iter().chain(common.outlets.iter().cloned()).collect(),
            time_zone: own.time_zone.or_else(|| common.time_zone.clone()),
            fail_on: own.fail_on.or(common.fail_on).unwrap_or(Some(Verdict::Of(Relation::Conflict))),
            review,
        };
        (!source.articles.is_empty()).then_some((source, window?))
    }

    fn window(&mut self, node: &Node) -> Option<i32> {
        let text = self.reader.text(node, "window")?;
        let number = text.words.trim_end_matches("days").trim_end_matches("day").trim();
        let days = number.parse().ok().filter(|days| (1..=365).contains(days));
        if days.is_none() {
            let message = format!("`{}` is no number of days between 1 and 365", text.words);
            self.reader.problems.suggest(Code::BadSetting, text.span, message, "write `window: 5 days`");
        }
        days
    }

    fn time_zone(&mut self, node: &Node) -> Option<TimeZone> {
        let text = self.reader.text(node, "time_zone")?;
        let zone = time_zone(&text.words);
        if zone.is_none() {
            let names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
            let message = format!("no time zone is called `{}`", text.words);
            let suggestion = match closest(&text.words, names.iter().map(String::as_str)) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "write a name such as Europe/Berlin, or an offset such as \"+01:00\"".to_owned(),
            };
            self.reader.problems.suggest(Code::UnknownWord, text.span, message, suggestion);
        }
        zone
    }

    fn outlets(&mut self, node: &Node) -> Vec<Outlet> {
        let Some(entries) = self.reader.mapping(node, "`outlets`", &[]) else { return Vec::new() };
        let mut outlets = Vec::new();
        for (key, node) in entries {
            let name = self.reader.text(node, &key.words);
            if let (Some(pattern), Some(name)) = (self.pattern(&key), name) {
                outlets.push(Outlet { pattern, name: name.words });
            }
        }
        outlets
    }

    fn pattern(&mut self, text: &Text) -> Option<Pattern> {
        match Pattern::new(&text.words) {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                let message = format!("`{}` is no pattern: {}", text.words, error.msg);
                let suggestion = "`*` stands for any letters, `**` for any folders, `?` for one letter";
                self.reader.problems.suggest(Code::BadPattern, text.span, message, suggestion);
                None
            }
        }
    }

    fn patterns(&mut self, node: &Node) -> Vec<String> {
        let texts = self.texts(node, "articles");
        texts.into_iter().filter(|text| self.pattern(text).is_some()).map(|text| text.words).collect()
    }

    fn path(&mut self, fields: &Fields<'_>, key: &str) -> Option<String> {
        Some(self.reader.text(fields.get(key)?, key)?.words)
    }

    fn paths(&mut self, fields: &Fields<'_>, key: &str) -> Vec<String> {
        let texts = fields.get(key).map(|node| self.texts(node, key)).unwrap_or_default();
        texts.into_iter().map(|text| text.words).collect()
    }

    /// A list of texts, or a single one.
    fn texts(&mut self, node: &Node, what: &str) -> Vec<Text> {
        match &node.value {
            NodeValue::List(entries) => entries.iter().filter_map(|entry| self.reader.text(entry, what)).collect(),
            _ => self.reader.text(node, what).into_iter().collect(),
        }
    }
}

impl Default for Reports {
    fn default() -> Self {
        Self {
            folder: DEFAULT_FOLDER.to_owned(),
            formats: vec![ReportFormat::Html],
            files: DEFAULT_FILES.to_owned(),
            keep: None,
            stamp: false,
        }
    }
}

impl Outlet {
    /// Whether the pattern fits a path, the name of its file, or the host of an address.
    #[must_use]
    pub fn fits(&self, path: &str, url: Option<&str>) -> bool {
        let host =
            url.and_then(|url| url.split_once("://")).and_then(|(_, rest)| rest.split(['/', ':', '?', '#']).next());
        let host = host.map(|host| host.strip_prefix("www.").unwrap_or(host));
        let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
        [Some(path), Some(file), host].into_iter().flatten().any(|text| self.pattern.matches(text))
    }
}

/// A zone by its name in the IANA database, or as a fixed offset.
fn time_zone(words: &str) -> Option<TimeZone> {
    if words.eq_ignore_ascii_case("utc") || words == "Z" {
        return Some(TimeZone::UTC);
    }
    let offset = words.strip_prefix("UTC").or_else(|| words.strip_prefix("GMT")).unwrap_or(words);
    if offset.starts_with(['+', '-']) {
        let (sign, digits) = offset.split_at(1);
        let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
        let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
        let seconds = (hours <= 18 && minutes < 60).then_some((hours * 60 + minutes) * 60)?;
        let seconds = if sign == "-" { -seconds } else { seconds };
        return Some(TimeZone::fixed(jiff::tz::Offset::from_seconds(seconds).ok()?));
    }
    TimeZone::get(words).ok()
}

/// Whether a path may lead out of the folder that it is taken from.
fn is_outside(path: &str) -> bool {
    path.starts_with(['/', '\\']) || path.split(['/', '\\']).any(|part| part == ".." || part.is_empty())
}

/// Most letters of a slug: names of files stay readable.
const LONGEST_SLUG: usize = 60;

/// A name in lower-case letters, digits and hyphens.
#[must_use]
pub fn slug(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut slug = String::new();
    for word in name
        .nfkd()
        .filter(|it| !unicode_normalization::char::is_combining_mark(*it))
        .collect::<String>()
        .split(|it: char| !it.is_alphanumeric())
    {
        let word: String = word.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        if word.is_empty() || slug.len() + word.len() > LONGEST_SLUG {
            continue;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    slug
}
