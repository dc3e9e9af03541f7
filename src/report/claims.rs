//! What was read out of each article: the output of `crosscheck claims`.
//!
//! A stream is worked on in bounded batches, the articles of a batch in parallel; the output follows the input article
//! by article. A line that is no article, and an article that shows a bug, give a record with `error`; the rest goes on.

use super::json::claim::ClaimRecords;
use super::json::exact::ExactRecord;
use super::json::{ArticleRecord, ErrorRecord, write_claim_line, write_record};
use super::listing;
use super::table::Look;
use crate::article::{Article, ArticleId, Part};
use crate::claim::ClaimRef;
use crate::error::{Diagnostic, Severity};
use crate::extract::{self, Mention};
use crate::input::{Inputs, Line, LineError, Lines, ReadOptions};
use crate::rule::RuleSet;
use crate::span::Span;
use crate::value::Kind;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::io::{self, BufRead, Write};
use std::ops::AddAssign;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes of input that are held at a time for each core: some twenty articles, so that no core waits long for another, and so
/// little that the output is still in a cache near to the core when it is written.
const CORE_BYTES: usize = 1 << 17;

/// Bytes of output for each byte of text: every mention gives a line, and of 20 articles of news 19 have no more than this.
const OUTPUT_RATIO: usize = 12;

/// Which claims are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Those placed under a topic.
    Placed,
    /// Every mention, whether a rule took it or not.
    All,
}

/// In which form claims are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One JSON object a line.
    Lines,
    /// A table for each article.
    Table(Look),
}

/// Prints claims.
#[derive(Clone, Copy, Debug)]
pub struct ClaimPrinter<'a> {
    /// The rules that place mentions under topics.
    pub rules: &'a RuleSet,
    /// Which claims are printed.
    pub selection: Selection,
    /// In which form.
    pub form: Form,
}

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Articles read.
    pub articles: usize,
    /// Inputs, lines and articles that could not be read.
    pub failures: usize,
}

impl ClaimPrinter<'_> {
    /// Reads a stream of articles and writes their claims.
    ///
    /// # Errors
    /// If `out` cannot be written. What is wrong with the input is written as records and counted.
    pub fn write_stream(&self, stream: impl BufRead, options: &ReadOptions, out: &mut impl Write) -> io::Result<Tally> {
        let mut lines = Lines::new(stream).peekable();
        let mut tally = Tally::default();
        while lines.peek().is_some() {
            let (batch, broken) = next_batch(&mut lines);
            let texts: Vec<_> = batch.par_iter().map(|line| self.line(line, options)).collect();
            tally.write(texts, out)?;
            if let Some(error) = broken {
                tally.write(vec![Err(self.failure(error.to_string(), None, None))], out)?;
            }
        }
        out.flush()?;
        Ok(tally)
    }

    /// Writes the claims of articles that were read from files, and what could not be read.
    ///
    /// # Errors
    /// If `out` cannot be written.
    pub fn write_inputs(&self, inputs: &Inputs, out: &mut impl Write) -> io::Result<Tally> {
        let mut tally = Tally::default();
        let problems = inputs.problems.iter().map(|problem| self.problem(problem)).collect();
        tally.write(problems, out)?;
        let texts =
            inputs.articles.par_iter().map(|article| self.article(article, inputs.story.as_deref(), None)).collect();
        tally.write(texts, out)?;
        out.flush()?;
        Ok(tally)
    }

    /// The claims of the article on a line; `Err` holds what is printed in their place.
    fn line(&self, line: &Line, options: &ReadOptions) -> Result<Vec<u8>, Vec<u8>> {
        let failure = |error: LineError, article| self.failure(error.message, Some(error.line), article);
        let (article, odd) = line.article().map_err(|error| failure(error, None))?;
        let article = options.complete(article);
        let claims = self.article(&article, None, Some(line.number()))?;
        if odd.is_empty() {
            return Ok(claims);
        }
        let mut text: Vec<u8> = odd.into_iter().flat_map(|error| failure(error, Some(&article.id))).collect();
        text.extend(claims);
        Err(text)
    }

    fn article(&self, article: &Article, story: Option<&str>, line: Option<usize>) -> Result<Vec<u8>, Vec<u8>> {
        let claims = catch_unwind(AssertUnwindSafe(|| self.claims(article, story)));
        let message = "internal error: this article could not be read";
        claims.map_err(|_| self.failure(message.to_owned(), line, Some(&article.id)))
    }

    fn claims(&self, article: &Article, story: Option<&str>) -> Vec<u8> {
        let reading = extract::read(article);
        let placed = self.rules.place(ArticleId(0), article, &reading);
        let mut claims: Vec<ClaimRef<'_>> = placed.iter().map(ClaimRef::from).collect();
        let names;
        if self.selection == Selection::All {
            names = reading.first_name_mentions(article);
            let taken: FxHashSet<_> = placed.iter().map(|claim| place(&claim.mention)).collect();
            let unplaced = reading.mentions.iter().chain(&names).filter(|mention| !taken.contains(&place(mention)));
            claims.extend(unplaced.map(ClaimRef::unplaced));
        }
        // They stand in a few runs that are in order.
        claims.sort_by_key(|claim| place(claim.mention));
        match self.form {
            Form::Table(look) => listing::render(article, &reading, &claims, self.rules, &look).into_bytes(),
            Form::Lines => {
                let mut out = Vec::with_capacity(article.text.len() * OUTPUT_RATIO);
                let mut records = ClaimRecords::new(article, &reading, self.rules);
                for (at, &claim) in claims.iter().enumerate() {
                    let mut record = records.record(claim);
                    record.exact = Some(ExactRecord(claim.mention));
                    record.source = (at == 0).then(|| records.source(story));
                    write_claim_line(&mut out, &record);
                }
                if claims.is_empty() {
                    write_claim_line(&mut out, &ArticleRecord::new(article, story));
                }
                out
            }
        }
    }

    fn problem(&self, problem: &Diagnostic) -> Result<Vec<u8>, Vec<u8>> {
        match problem.severity {
            Severity::Error => Err(self.failed(&ErrorRecord {
                error: problem.message.clone(),
                path: Some(&problem.path),
                line: problem.line,
                article: None,
            })),
            Severity::Warning | Severity::Note => Ok(Vec::new()),
        }
    }

    fn failure(&self, error: String, line: Option<usize>, article: Option<&str>) -> Vec<u8> {
        self.failed(&ErrorRecord { error, path: None, line, article })
    }

    fn failed(&self, record: &ErrorRecord<'_>) -> Vec<u8> {
        match self.form {
            Form::Table(look) => listing::render_error(record, &look).into_bytes(),
            Form::Lines => {
                let mut out = Vec::new();
                write_record(&mut out, record);
                out
            }
        }
    }
}

/// Where a mention stands: the title first, then in the order of the text, a name behind a value.
fn place(mention: &Mention) -> (Part, Span, bool) {
    (mention.part, mention.span, mention.value.kind() == Kind::Name)
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.articles += other.articles;
        self.failures += other.failures;
    }
}

impl Tally {
    /// Writes and counts what was printed of some articles.
    fn write(&mut self, texts: Vec<Result<Vec<u8>, Vec<u8>>>, out: &mut impl Write) -> io::Result<()> {
        for text in texts {
            match text {
                Ok(text) => {
                    self.articles += 1;
                    out.write_all(&text)?;
                }
                Err(text) => {
                    self.failures += 1;
                    out.write_all(&text)?;
                }
            }
        }
        Ok(())
    }
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
        if bytes >= CORE_BYTES * rayon::current_num_threads() {
            break;
        }
    }
    (batch, None)
}
