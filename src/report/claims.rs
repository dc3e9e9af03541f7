//! What was read out of each article, as JSON lines: the output of `crosscheck claims`.
//!
//! A stream is worked on in bounded batches, the articles of a batch in parallel; the output follows the input line by
//! line. A line that is no article, and an article that shows a bug, give a record with `error`; the rest goes on.

use super::json::claim::ClaimRecords;
use super::json::{ErrorRecord, write_record};
use crate::article::Article;
use crate::claim::{Claim, Slots};
use crate::extract::{self, Mention};
use crate::input::{Line, Lines};
use crate::rule::RuleSet;
use rayon::prelude::*;
use std::io::{self, BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes of input that are held at a time.
const BATCH_BYTES: usize = 4 << 20;

/// Which claims are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Those placed under a topic.
    Placed,
    /// Every mention, whether a rule took it or not.
    All,
}

/// What a run over a stream did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Articles read.
    pub articles: usize,
    /// Lines and articles that could not be read.
    pub failures: usize,
}

/// Reads a stream of articles and writes their claims.
///
/// # Errors
/// If `out` cannot be written. What is wrong with the input is written as records and counted.
pub fn write_stream(
    reader: impl BufRead,
    out: &mut impl Write,
    rules: &RuleSet,
    selection: Selection,
) -> io::Result<Tally> {
    let mut lines = Lines::new(reader).peekable();
    let mut tally = Tally::default();
    while lines.peek().is_some() {
        let (batch, broken) = next_batch(&mut lines);
        let outputs: Vec<_> = batch.par_iter().map(|line| claims_of_line(line, rules, selection)).collect();
        for output in outputs {
            let text = output.unwrap_or_else(|error| {
                tally.failures += 1;
                error
            });
            tally.articles += 1;
            out.write_all(&text)?;
        }
        if let Some(error) = broken {
            tally.failures += 1;
            write_record(out, &ErrorRecord { error: error.to_string(), line: None, article: None })?;
        }
    }
    out.flush()?;
    tally.articles -= tally.failures;
    Ok(tally)
}

/// The next lines of the stream, and what broke it if it broke.
fn next_batch(lines: &mut impl Iterator<Item = io::Result<Line>>) -> (Vec<Line>, Option<io::Error>) {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    for line in lines {
        match line {
            Ok(line) => {
                bytes += line.size();
                batch.push(line);
            }
            Err(error) => return (batch, Some(error)),
        }
        if bytes >= BATCH_BYTES {
            break;
        }
    }
    (batch, None)
}

/// The records of the article on a line; `Err` holds an error record.
fn claims_of_line(line: &Line, rules: &RuleSet, selection: Selection) -> Result<Vec<u8>, Vec<u8>> {
    let failure = |error: String, article: Option<&str>| {
        let mut out = Vec::new();
        write_record(&mut out, &ErrorRecord { error, line: Some(line.number()), article })
            .expect("memory can be written");
        out
    };
    let article = line.article().map_err(|error| failure(error.message, None))?;
    let records = catch_unwind(AssertUnwindSafe(|| claims_of_article(&article, rules, selection)));
    records.map_err(|_| failure("internal error: this article could not be read".to_owned(), Some(&article.id)))
}

fn claims_of_article(article: &Article, rules: &RuleSet, selection: Selection) -> Vec<u8> {
    let mut out = Vec::with_capacity(article.text.len() * 2);
    let mut reading = extract::read(article);
    let mentions = std::mem::take(&mut reading.mentions);
    let mut records = ClaimRecords::new(article, &reading, rules);
    for mention in mentions.into_iter().filter(|_| selection == Selection::All) {
        let claim = unplaced(mention);
        write_record(&mut out, &records.record(&claim)).expect("memory can be written");
    }
    out
}

fn unplaced(mention: Mention) -> Claim {
    Claim {
        article: crate::article::ArticleId(0),
        mention,
        topic: None,
        slots: Slots::new(),
        placed_by: None,
        derived_from: Vec::new(),
    }
}
