//! What is declared about articles: YAML front matter between `---` lines, and `story.yaml`.
//!
//! Front matter belongs to other programs too, so that unknown keys are left alone there; in `story.yaml`, which is
//! ours, they are refused with a suggestion. Nothing here touches disk.

use super::date::{DATE_FORMS, parse_published_in};
use crate::article::Published;
use crate::error::closest;
use crate::span::Span;
use jiff::tz::TimeZone;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_yaml::{MessageFormatter, Options, Spanned, UserMessageFormatter, budget, options};
use std::fmt;

/// A value with the line it stands on.
pub(super) type Lined = Spanned<String>;

/// The keys of front matter or of one entry of `story.yaml`.
#[derive(Debug, Default)]
pub(super) struct Declared {
    pub(super) file: Option<Lined>,
    pub(super) title: Option<Lined>,
    pub(super) outlet: Option<Lined>,
    pub(super) published: Option<Lined>,
    pub(super) updated: Option<Lined>,
    pub(super) wire: Option<Lined>,
    pub(super) url: Option<Lined>,
    unknown: Vec<Lined>,
}

const ENTRY_KEYS: &[&str] = &["file", "title", "outlet", "published", "date", "updated", "wire", "agency", "url"];

impl<'de> Deserialize<'de> for Declared {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(DeclaredVisitor)
    }
}

struct DeclaredVisitor;

impl<'de> Visitor<'de> for DeclaredVisitor {
    type Value = Declared;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("keys with values, one a line, such as `outlet: The Daily`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Declared, A::Error> {
        let mut declared = Declared::default();
        while let Some(key) = map.next_key::<Lined>()? {
            let field = match key.value.as_str() {
                "file" => &mut declared.file,
                "title" => &mut declared.title,
                "outlet" => &mut declared.outlet,
                "published" | "date" => &mut declared.published,
                "updated" => &mut declared.updated,
                "wire" | "agency" => &mut declared.wire,
                "url" => &mut declared.url,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    declared.unknown.push(key);
                    continue;
                }
            };
            if let Some(value) = map.next_value::<Option<Lined>>()?.filter(|value| !value.value.trim().is_empty()) {
                *field = Some(value);
            }
        }
        Ok(declared)
    }
}

impl Declared {
    /// The declared times of publication and update; a problem for each that cannot be read.
    pub(super) fn times(&self, zone: &TimeZone, problems: &mut Vec<Problem>) -> (Option<Published>, Option<Published>) {
        let mut read = |declared: Option<&Lined>| {
            let declared = declared?;
            let time = parse_published_in(&declared.value, zone);
            if time.is_none() {
                let message = format!("\"{}\" cannot be read as a date; write {DATE_FORMS}", declared.value);
                problems.push(Problem::at(declared, message));
            }
            time
        };
        (read(self.published.as_ref()), read(self.updated.as_ref()))
    }

    /// Where the declaration begins, for a message about the whole of it.
    fn first_line(&self) -> Option<usize> {
        let fields = [&self.file, &self.title, &self.outlet, &self.published, &self.updated, &self.wire, &self.url];
        fields.into_iter().flatten().chain(&self.unknown).filter_map(line_of).min()
    }
}

/// What is wrong with a declaration.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Problem {
    /// The line of its file, from 1, if it is known.
    pub(super) line: Option<usize>,
    pub(super) message: String,
}

impl Problem {
    pub(super) fn at(value: &Lined, message: String) -> Self {
        Self { line: line_of(value), message }
    }

    pub(super) fn of(error: &serde_yaml::Error) -> Self {
        let line = error.location().and_then(|location| usize::try_from(location.line()).ok());
        let what = match error.without_snippet() {
            serde_yaml::Error::DuplicateMappingKey { key: Some(key), .. } => format!("the key `{key}` stands twice"),
            serde_yaml::Error::Budget { .. } => "anchors, aliases and deep nesting are not read here".to_owned(),
            serde_yaml::Error::Unexpected { expected: "mapping start", .. } => {
                "expected lines of `key: value`".to_owned()
            }
            serde_yaml::Error::Unexpected { expected: "string scalar", .. } => "expected one value, no list".to_owned(),
            other => UserMessageFormatter.format_message(other).into_owned(),
        };
        let colon = what.contains("mapping values");
        let help = if colon { "; a value that contains `: ` needs quotation marks" } else { "" };
        Self { line, message: format!("is not valid: {what}{help}") }
    }
}

/// The line of a value, from 1; `None` where the reader lost it.
pub(super) fn line_of(value: &Lined) -> Option<usize> {
    usize::try_from(value.referenced.line()).ok().filter(|&line| line > 0)
}

/// The front matter of an article.
#[derive(Debug)]
pub(super) struct FrontMatter {
    /// The YAML between the two lines of dashes.
    pub(super) yaml: Span,
    /// First byte of the article proper.
    pub(super) body: usize,
}

/// Finds the front matter: `---` on the first line, closed by another such line.
pub(super) fn front_matter(text: &str) -> Option<FrontMatter> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut lines = text[start..].split_inclusive('\n');
    let mut at = start + lines.next().filter(|line| line.trim_end() == "---")?.len();
    let yaml_start = at;
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return Some(FrontMatter { yaml: Span::new(yaml_start, at), body: at + line.len() });
        }
        at += line.len();
    }
    None
}

/// Reads front matter; its first line is taken for the second of the file.
///
/// # Errors
/// If it is no YAML, or none with keys and values.
pub(super) fn read_front_matter(yaml: &str) -> Result<Declared, Problem> {
    if holds_nothing(yaml) {
        return Ok(Declared::default());
    }
    serde_yaml::from_str_with_options(&format!("\n{yaml}"), yaml_options()).map_err(|error| Problem::of(&error))
}

pub(super) fn holds_nothing(yaml: &str) -> bool {
    yaml.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
}

/// A story: which articles belong to it, and what is known about them.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub(super) title: Option<Lined>,
    /// The articles, each with its `file`.
    pub(super) articles: Vec<Declared>,
    pub(super) problems: Vec<Problem>,
}

impl<'de> Deserialize<'de> for Story {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(StoryVisitor)
    }
}

struct StoryVisitor;

impl<'de> Visitor<'de> for StoryVisitor {
    type Value = Story;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a `title` and a list of `articles`, each with its `file`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Story, A::Error> {
        let mut story = Story::default();
        while let Some(key) = map.next_key::<Lined>()? {
            match key.value.as_str() {
                "title" => story.title = map.next_value()?,
                "articles" => story.articles = map.next_value::<Option<_>>()?.unwrap_or_default(),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    story.problems.push(unknown_key(&key, &["title", "articles"]));
                }
            }
        }
        Ok(story)
    }
}

/// Reads a `story.yaml`. An entry without a file, and unknown keys, are problems; the rest of the story is read.
///
/// # Errors
/// If it is no YAML, or has another shape.
pub(super) fn read_story(yaml: &str) -> Result<Story, Problem> {
    let mut story = if holds_nothing(yaml) {
        Story::default()
    } else {
        serde_yaml::from_str_with_options(yaml, yaml_options()).map_err(|error| Problem::of(&error))?
    };
    for entry in &story.articles {
        story.problems.extend(entry.unknown.iter().map(|key| unknown_key(key, ENTRY_KEYS)));
        if entry.file.is_none() {
            let message = "an article without `file: …`, its path below this folder".to_owned();
            story.problems.push(Problem { line: entry.first_line(), message });
        }
    }
    story.articles.retain(|entry| entry.file.is_some());
    Ok(story)
}

pub(super) fn unknown_key(key: &Lined, known: &[&str]) -> Problem {
    let hint = match closest(&key.value, known.iter().copied()) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("known are {}", known.join(", ")),
    };
    Problem::at(key, format!("unknown key `{}`; {hint}", key.value))
}

/// No aliases, and no more than a long list of articles needs.
pub(super) fn yaml_options() -> Options {
    options! {
        with_snippet: false,
        strict_booleans: true,
        budget: budget! { max_aliases: 0, max_anchors: 0, max_depth: 16, max_nodes: 100_000, max_documents: 1 },
    }
}
