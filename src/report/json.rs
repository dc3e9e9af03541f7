//! JSON, version 1 of the output contract. The structs below are the contract: no type of the core is serialised as it
//! is, so that the core may change and the output not. `claim` holds the claim object, `report` everything around it.
//!
//! Values are decimal strings without trailing zeros; offsets are bytes. Nothing here reads a clock or hashes in an
//! order that depends on the machine.

pub(super) mod claim;
pub(crate) mod exact;
mod report;
mod text;
mod write;

use super::Report;
use super::foreign::escape_hidden;
use crate::article::Article;
use crate::rule::RuleSet;
use exact::SourceRecord;
use report::ReportRecord;
use serde::Serialize;
use std::io::{self, Write};
use std::rc::Rc;
use text::ArticleTexts;
use write::{ToJson, write_object};

/// One record on a line of its own.
pub(super) fn write_record(out: &mut Vec<u8>, record: &impl Serialize) {
    let start = out.len();
    serde_json::to_writer(&mut *out, record).expect("records hold text, whole numbers, lists and objects");
    escape_hidden(out, start);
    out.push(b'\n');
}

/// A claim, or an article without any, on a line of its own.
pub(super) fn write_claim_line(out: &mut Vec<u8>, record: &impl ToJson) {
    record.write_to(out);
    out.push(b'\n');
}

/// A record as text, on a line of its own.
pub(crate) fn to_visible_line(record: &impl Serialize) -> String {
    let mut line = Vec::new();
    write_record(&mut line, record);
    String::from_utf8(line).expect("JSON is UTF-8")
}

fn write_line(out: &mut impl Write, record: &impl Serialize) -> io::Result<()> {
    let mut line = Vec::new();
    write_record(&mut line, record);
    out.write_all(&line)
}

/// Writes the whole report as one JSON object on one line.
///
/// # Errors
/// If `out` cannot be written.
pub fn write_report(out: &mut impl Write, report: &Report, rules: &RuleSet) -> io::Result<()> {
    write_line(out, &ReportRecord::new(report, rules))
}

/// Writes the report line by line: problems, findings, names, and the summary last.
///
/// # Errors
/// If `out` cannot be written.
pub fn write_lines(out: &mut impl Write, report: &Report, rules: &RuleSet) -> io::Result<()> {
    let record = ReportRecord::new(report, rules);
    for problem in &record.problems {
        write_line(out, &LineRecord { schema: "crosscheck/problem/1", record: problem })?;
    }
    if let Some(draft) = &record.draft {
        write_line(out, &LineRecord { schema: "crosscheck/draft/1", record: draft })?;
    }
    for finding in &record.findings {
        write_line(out, &LineRecord { schema: "crosscheck/finding/1", record: finding })?;
    }
    for inconsistency in &record.inconsistencies {
        write_line(out, &LineRecord { schema: "crosscheck/inconsistency/1", record: inconsistency })?;
    }
    for name in &record.names {
        write_line(out, &LineRecord { schema: "crosscheck/name/1", record: name })?;
    }
    write_line(out, &LineRecord { schema: "crosscheck/summary/1", record: &record.summary })
}

#[derive(Serialize)]
struct LineRecord<'a, T> {
    schema: &'static str,
    #[serde(flatten)]
    record: &'a T,
}

/// The line of an article without claims; an article with claims stands on the line of its first.
pub(super) struct ArticleRecord<'a> {
    article: &'a Article,
    texts: Rc<ArticleTexts>,
    story: Option<&'a str>,
}

impl<'a> ArticleRecord<'a> {
    pub(super) fn new(article: &'a Article, story: Option<&'a str>) -> Self {
        Self { article, texts: Rc::new(ArticleTexts::new(article)), story }
    }
}

impl ToJson for ArticleRecord<'_> {
    fn write_to(&self, json: &mut Vec<u8>) {
        write_object!(json, {
            "schema": "crosscheck/article/1",
            "article": self.texts.id,
            "start": self.article.body.start(),
            "end": self.article.body.end(),
            // It is no claim.
            "kind": null,
            "source": SourceRecord::new(self.article, Rc::clone(&self.texts), self.story),
        });
    }
}

/// What stands in the output in place of the claims of a line that could not be read.
#[derive(Serialize)]
pub(super) struct ErrorRecord<'a> {
    pub(super) error: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) path: Option<&'a str>,
    pub(super) line: Option<usize>,
    pub(super) article: Option<&'a str>,
}
