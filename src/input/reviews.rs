//! The file of decisions about findings, as people and `crosscheck review` write it.
//!
//! Invariant: no key is ignored in silence. An entry that cannot be used is a problem with its line, and decides nothing.

use super::declared::{Lined, Problem, holds_nothing, line_of, unknown_key, yaml_options};
use super::{not_found, read_at_most, text};
use crate::error::{Diagnostic, Severity, closest};
use crate::review::{Decision, Entry, ReviewFile, Ruling};
use jiff::civil::Date;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::fs::File;
use std::path::Path;

/// Largest file of decisions, in bytes.
const MAX_BYTES: u64 = 1 << 20;

/// The only key of the file.
const LIST: &str = "decisions";

const KEYS: &[&str] = &["finding", "about", "says", "decision", "by", "why", "until", "note"];

/// Reads a file of decisions from disk. Whatever cannot be used is among its problems, of severity error.
#[must_use]
pub fn read_review(path: &Path) -> ReviewFile {
    let name = path.display().to_string();
    let read = File::open(path).map_err(|error| not_found(path, &error));
    match read.and_then(|file| text::decode(read_at_most(file, MAX_BYTES)?)) {
        Ok(text) => parse_review(&name, &text),
        Err(message) => {
            let problem = Diagnostic { severity: Severity::Error, path: name.clone(), line: None, message };
            ReviewFile { path: name, entries: Vec::new(), problems: vec![problem] }
        }
    }
}

/// Reads the text of a file of decisions.
#[must_use]
pub fn parse_review(path: &str, yaml: &str) -> ReviewFile {
    let mut problems = Vec::new();
    let mut entries: Vec<Entry> = Vec::new();
    let list = if holds_nothing(yaml) {
        Ok(List::default())
    } else {
        serde_yaml::from_str_with_options(yaml, yaml_options()).map_err(|error| Problem::of(&error))
    };
    match list {
        Err(problem) => problems.push(problem),
        Ok(list) => {
            problems.extend(list.problems);
            for written in list.entries {
                if let Some(entry) = written.entry(&mut problems) {
                    entries.push(entry);
                }
            }
        }
    }
    let diagnostic = |problem: Problem| Diagnostic {
        severity: Severity::Error,
        path: path.to_owned(),
        line: problem.line,
        message: problem.message,
    };
    ReviewFile { path: path.to_owned(), entries, problems: problems.into_iter().map(diagnostic).collect() }
}

/// The shape of the file.
#[derive(Default)]
struct List {
    entries: Vec<Written>,
    problems: Vec<Problem>,
}

impl<'de> Deserialize<'de> for List {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ListVisitor)
    }
}

struct ListVisitor;

impl<'de> Visitor<'de> for ListVisitor {
    type Value = List;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`decisions:`, a list of findings with what was decided about them")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<List, A::Error> {
        let mut list = List::default();
        while let Some(key) = map.next_key::<Lined>()? {
            if key.value == LIST {
                list.entries = map.next_value::<Option<_>>()?.unwrap_or_default();
            } else {
                map.next_value::<IgnoredAny>()?;
                list.problems.push(unknown_key(&key, &[LIST]));
            }
        }
        Ok(list)
    }
}

/// An entry as it is written.
#[derive(Default)]
struct Written {
    finding: Option<Lined>,
    about: Option<Lined>,
    decision: Option<Lined>,
    by: Option<Lined>,
    why: Option<Lined>,
    until: Option<Lined>,
    note: Option<Lined>,
    unknown: Vec<Lined>,
    line: Option<usize>,
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(WrittenVisitor)
    }
}

struct WrittenVisitor;

impl<'de> Visitor<'de> for WrittenVisitor {
    type Value = Written;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("keys with values, one a line, such as `by: A. Editor`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Written, A::Error> {
        let mut written = Written::default();
        while let Some(key) = map.next_key::<Lined>()? {
            written.line = written.line.into_iter().chain(line_of(&key)).min();
            let field = match key.value.as_str() {
                "finding" => &mut written.finding,
                "about" => &mut written.about,
                // For people; what the sources say is in the report.
                "says" => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
                "decision" => &mut written.decision,
                "by" => &mut written.by,
                "why" => &mut written.why,
                "until" => &mut written.until,
                "note" => &mut written.note,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    written.unknown.push(key);
                    continue;
                }
            };
            *field = map.next_value::<Option<Lined>>()?.filter(|value| !value.value.trim().is_empty());
        }
        Ok(written)
    }
}

impl Written {
    /// The entry, if nothing in it is wrong.
    fn entry(self, problems: &mut Vec<Problem>) -> Option<Entry> {
        let before = problems.len();
        problems.extend(self.unknown.iter().map(|key| unknown_key(key, KEYS)));
        let ruling = self.ruling(problems);
        let until = self.until.as_ref().and_then(|until| {
            let day = until.value.trim().parse::<Date>().ok();
            if day.is_none() {
                problems.push(Problem::at(until, format!("`{}` is no day; write 2024-01-31", until.value)));
            }
            day
        });
        let dismissed = ruling == Some(Ruling::Dismissed);
        let wanted = [
            (self.finding.is_none(), "a decision without `finding: …`, the id that the report gives"),
            (dismissed && self.by.is_none(), "a dismissal without `by: …`, the name of who dismissed it"),
            (dismissed && self.why.is_none(), "a dismissal without `why: …`, the reason for it"),
        ];
        for (_, message) in wanted.into_iter().filter(|(is_missing, _)| *is_missing) {
            problems.push(Problem { line: self.line, message: message.to_owned() });
        }
        if problems.len() > before {
            return None;
        }
        let text = |value: Option<Lined>| value.map(|value| value.value.trim().to_owned());
        Some(Entry {
            finding: text(self.finding)?,
            about: text(self.about),
            line: self.line.unwrap_or(1),
            decision: Decision {
                ruling: ruling?,
                by: text(self.by),
                why: text(self.why),
                until,
                note: text(self.note),
            },
        })
    }

    fn ruling(&self, problems: &mut Vec<Problem>) -> Option<Ruling> {
        let Some(word) = &self.decision else {
            return Some(Ruling::Noted);
        };
        let ruling = Ruling::ALL.into_iter().find(|ruling| ruling.as_str() == word.value.trim());
        if ruling.is_none() {
            let known = Ruling::ALL.map(Ruling::as_str);
            let hint = match closest(&word.value, known) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("write {}", known.join(", ")),
            };
            problems.push(Problem::at(word, format!("`{}` is no decision; {hint}", word.value)));
        }
        ruling
    }
}
