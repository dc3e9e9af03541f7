//! JSON lines: one article a line, read one after the other and parsed one by one, so that a stream of any length
//! needs the memory of a few articles only.
//!
//! [`Lines`] cuts the stream; [`Line::article`] parses, so that workers can do it in parallel. A line that is no
//! article is a [`LineError`] of its own and never the end of the stream.

use super::date::{DATE_FORMS, parse_published_in};
use super::{Inputs, ReadOptions, make_ids_unique};
use crate::article::{Article, Published, Title};
use crate::error::{Diagnostic, Severity};
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// Longest line that is read, in bytes: an article of 16 MiB of which every other character is escaped.
const MAX_LINE: usize = 32 << 20;

/// Bytes that are taken in at once, some twenty articles: most lines lie in them whole, and are copied once.
const BUFFER: usize = 128 << 10;

/// Opens a stream; `-` is standard input.
///
/// # Errors
/// If there is no such file, or it cannot be read.
pub fn open_stream(path: &Path) -> io::Result<Box<dyn BufRead>> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::with_capacity(BUFFER, io::stdin().lock())));
    }
    let file = File::open(path).map_err(|error| io::Error::new(error.kind(), super::not_found(path, &error)))?;
    Ok(Box::new(BufReader::with_capacity(BUFFER, file)))
}

/// Reads every article of some streams at once, as a comparison needs them.
#[must_use]
pub fn read_streams(paths: &[PathBuf], options: &ReadOptions) -> Inputs {
    let mut inputs = options.inputs();
    for path in paths {
        if let Err(error) = read_stream(path, options, &mut inputs) {
            inputs.problems.push(problem(path, None, error.to_string()));
        }
    }
    make_ids_unique(&mut inputs.articles);
    inputs
}

fn read_stream(path: &Path, options: &ReadOptions, inputs: &mut Inputs) -> io::Result<()> {
    for line in Lines::new(open_stream(path)?) {
        let (article, errors) = match line?.article_in(&options.time_zone) {
            Ok((article, odd)) => (Some(options.complete(article)), odd),
            Err(error) => (None, vec![error]),
        };
        inputs.articles.extend(article);
        inputs.problems.extend(errors.into_iter().map(|error| problem(path, Some(error.line), error.message)));
    }
    Ok(())
}

/// The record of a stream that begins at a byte of a file, under the number of its line.
///
/// # Errors
/// If there is no such file, or it cannot be read.
pub fn read_line_at(path: &Path, start: u64, number: usize) -> io::Result<Option<Line>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let mut lines = Lines { reader: BufReader::new(file), number: number.saturating_sub(1), at: start };
    lines.next().transpose()
}

pub(super) fn problem(path: &Path, line: Option<usize>, message: String) -> Diagnostic {
    Diagnostic { severity: Severity::Error, path: path.display().to_string(), line, message }
}

/// A line of a stream, not yet parsed.
#[derive(Clone, Debug)]
pub struct Line {
    number: usize,
    start: u64,
    bytes: Vec<u8>,
}

/// Why a line of a stream is no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// The lines of a stream, blank ones left out. An error of the stream ends it.
#[derive(Debug)]
pub struct Lines<R> {
    reader: R,
    number: usize,
    /// Bytes before the next line.
    at: u64,
}

impl<R: BufRead> Lines<R> {
    /// The lines that `reader` yields.
    pub fn new(reader: R) -> Self {
        Self { reader, number: 0, at: 0 }
    }

    /// The next line, blank or not; a line above [`MAX_LINE`] is cut one byte after it.
    fn next_line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let limit = u64::try_from(MAX_LINE + 1).expect("the limit is small");
        let mut read = (&mut self.reader).take(limit).read_until(b'\n', &mut bytes)?;
        if read == 0 {
            return Ok(None);
        }
        if bytes.len() > MAX_LINE && bytes.last() != Some(&b'\n') {
            read += self.reader.skip_until(b'\n')?;
        }
        let start = self.at;
        self.at += read as u64;
        self.number += 1;
        Ok(Some(Line { number: self.number, start, bytes }))
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.next_line() {
                Ok(Some(line)) if line.bytes.trim_ascii().is_empty() => {}
                other => return other.transpose(),
            }
        }
    }
}

/// The object on a line. Other keys belong to other programs and are left alone.
#[derive(Deserialize)]
struct Record {
    id: String,
    text: String,
    title: Option<String>,
    outlet: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    wire: Option<String>,
    url: Option<String>,
}

impl Line {
    /// The line, from 1.
    #[must_use]
    pub fn number(&self) -> usize {
        self.number
    }

    /// Where it begins, in bytes of its stream.
    #[must_use]
    pub fn start(&self) -> u64 {
        self.start
    }

    /// Length in bytes, its line break included.
    #[must_use]
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// The article on the line, and what is odd about it: a date that cannot be read leaves it without a date.
    ///
    /// # Errors
    /// If the line is too long, or is no JSON object with `id` and `text`.
    pub fn article(&self) -> Result<(Article, Vec<LineError>), LineError> {
        self.article_in(&TimeZone::UTC)
    }

    /// [`Line::article`]; declared times without an offset are those of `zone`.
    ///
    /// # Errors
    /// As [`Line::article`].
    pub fn article_in(&self, zone: &TimeZone) -> Result<(Article, Vec<LineError>), LineError> {
        let error = |message| LineError { line: self.number, message };
        let mut record: Record = self.record().map_err(error)?;
        let mut odd = Vec::new();
        let mut date = |key, text: Option<String>| match published(key, text, zone) {
            Ok(published) => published,
            Err(message) => {
                odd.push(error(message));
                None
            }
        };
        let (published, updated) = (date("published", record.published.take()), date("updated", record.updated.take()));
        let mut article = Article::new(record.id, record.text);
        article.title = record.title.filter(|text| !text.trim().is_empty()).map(|text| Title { text, start: None });
        article.outlet = record.outlet;
        article.published = published;
        article.updated = updated;
        article.wire = record.wire;
        article.url = record.url;
        Ok((article, odd))
    }

    /// The object on the line.
    pub(super) fn record<T: DeserializeOwned>(&self) -> Result<T, String> {
        if self.bytes.len() > MAX_LINE {
            return Err(format!("longer than {} MiB", MAX_LINE >> 20));
        }
        let bytes = self.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.bytes);
        serde_json::from_slice(bytes).map_err(|error| {
            // To the parser each line is a text of its own; its "line 1" would only confuse.
            let message = error.to_string();
            let what = message.split(" at line ").next().unwrap_or_default();
            format!("{what}, at column {}", error.column())
        })
    }
}

fn published(key: &str, text: Option<String>, zone: &TimeZone) -> Result<Option<Published>, String> {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        return Ok(None);
    };
    let no_date = || format!("`{key}` is \"{text}\", which cannot be read as a date; write {DATE_FORMS}");
    parse_published_in(&text, zone).map(Some).ok_or_else(no_date)
}
