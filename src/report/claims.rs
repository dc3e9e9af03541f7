//! What was read out of each article: the output of `crosscheck claims`.
//!
//! A stream is worked on in bounded batches, the articles of a batch in parallel; the output follows the input article
//! by article. A line that is no article, and an article that shows a bug, give a record with `error`; the rest goes on.

use super::json::claim::{ClaimRecord, ClaimRecords};
use super::json::exact::ExactRecord;
use super::json::{ArticleRecord, ErrorRecord, write_claim_line, write_record};
use super::listing;
use super::table::Look;
use crate::article::{Article, Part};
use crate::claim::{Claim, ClaimRef};
use crate::error::{Diagnostic, Severity};
use crate::extract::{self, Mention, Reading};
use crate::input::{Inputs, Line, LineError, Lines, ReadOptions};
use crate::rule::RuleSet;
use crate::span::Span;
use crate::value::Kind;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::io::{self, BufRead, Write};
use std::ops::AddAssign;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes of input that are read together, some forty articles: the fewer, the more often the code is fetched and its branches
/// are learnt; the more, the less of what is known of them stays in a cache near to the core.
const RUN_BYTES: usize = 256 << 10;

/// Runs that are held at a time for each core, so that no core waits long for another.
const CORE_RUNS: usize = 2;

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
        let mut lines = Lines::new(stream);
        let mut tally = Tally::default();
        let mut batch = Batch::next(&mut lines);
        let mut printed = Vec::new();
        while !batch.is_empty() {
            let mut texts = Vec::new();
            // While the cores are at a batch, what they printed of the one before is written, and the next one is taken in.
            let next = rayon::in_place_scope(|scope| {
                scope.spawn(|_| {
                    let runs = in_runs(&batch.lines, Line::size);
                    texts = runs.flat_map_iter(|lines| self.lines(lines, options)).collect();
                });
                tally.write(printed, out)?;
                // A stream that is broken has no more lines.
                io::Result::Ok(if batch.broken.is_none() { Batch::next(&mut lines) } else { Batch::default() })
            })?;
            texts.extend(batch.broken.map(|error| Err(self.failure(error.to_string(), None, None))));
            printed = texts;
            batch = next;
        }
        tally.write(printed, out)?;
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
        let story = inputs.story.as_deref();
        let printed = |articles| {
            let texts: Vec<_> = self.articles(articles, story).collect();
            articles.iter().zip(texts).map(|(article, text)| text.ok_or_else(|| self.bug(article, None)))
        };
        let texts = in_runs(&inputs.articles, |article| article.text.len()).flat_map_iter(printed).collect();
        tally.write(texts, out)?;
        out.flush()?;
        Ok(tally)
    }

    /// The claims of the articles on some lines; `Err` holds what is printed in their place.
    fn lines(&self, lines: &[Line], options: &ReadOptions) -> Vec<Result<Vec<u8>, Vec<u8>>> {
        let failure = |error: LineError, article| self.failure(error.message, Some(error.line), article);
        let mut articles = Vec::with_capacity(lines.len());
        let mut odds = Vec::with_capacity(lines.len());
        for line in lines {
            odds.push(line.article().map(|(article, odd)| {
                articles.push(options.complete(article));
                odd
            }));
        }
        let mut read = self.articles(&articles, None).zip(&articles);
        let text = |(line, odd): (&Line, Result<Vec<LineError>, LineError>)| {
            let odd = odd.map_err(|error| failure(error, None))?;
            let (claims, article) = read.next().expect("every article has its claims");
            let claims = claims.ok_or_else(|| self.bug(article, Some(line.number())))?;
            if odd.is_empty() {
                return Ok(claims);
            }
            let mut text: Vec<u8> = odd.into_iter().flat_map(|error| failure(error, Some(&article.id))).collect();
            text.extend(claims);
            Err(text)
        };
        lines.iter().zip(odds).map(text).collect()
    }

    /// The claims of each of some articles; `None` for one that shows a bug.
    fn articles(&self, articles: &[Article], story: Option<&str>) -> impl Iterator<Item = Option<Vec<u8>>> {
        let read = |articles: &[Article]| catch_unwind(AssertUnwindSafe(|| self.claims(articles, story)));
        let texts = read(articles).map_or_else(
            // Each by itself, so that a bug that one of them shows costs that article only.
            |_| articles.chunks(1).map(|article| read(article).ok()?.pop()).collect(),
            |texts| texts.into_iter().map(Some).collect::<Vec<_>>(),
        );
        texts.into_iter()
    }

    fn claims(&self, articles: &[Article], story: Option<&str>) -> Vec<Vec<u8>> {
        let readings = extract::read_all(articles);
        let placed = self.rules.place_all(articles, &readings);
        let print = |((article, reading), placed): ((&Article, &Reading), &Vec<_>)| {
            let names = match self.selection {
                Selection::All => reading.first_name_mentions(article),
                Selection::Placed => Vec::new(),
            };
            self.print(article, reading, &self.listed(reading, placed, &names), story)
        };
        articles.iter().zip(&readings).zip(&placed).map(print).collect()
    }

    /// What is printed of an article: its claims, and every other mention if all are asked for.
    fn listed<'a>(&self, reading: &'a Reading, placed: &'a [Claim], names: &'a [Mention]) -> Vec<ClaimRef<'a>> {
        let mut claims: Vec<ClaimRef<'_>> = placed.iter().map(ClaimRef::from).collect();
        if self.selection == Selection::All {
            let taken: FxHashSet<_> = placed.iter().map(|claim| place(&claim.mention)).collect();
            let unplaced = reading.mentions.iter().chain(names).filter(|mention| !taken.contains(&place(mention)));
            claims.extend(unplaced.map(ClaimRef::unplaced));
        }
        // They stand in a few runs that are in order.
        claims.sort_by_key(|claim| place(claim.mention));
        claims
    }

    fn print(&self, article: &Article, reading: &Reading, claims: &[ClaimRef<'_>], story: Option<&str>) -> Vec<u8> {
        match self.form {
            Form::Table(look) => listing::render(article, reading, claims, self.rules, &look).into_bytes(),
            Form::Lines => {
                let mut out = Vec::with_capacity(article.text.len() * OUTPUT_RATIO);
                let mut records = ClaimRecords::new(article, reading, self.rules);
                let mut lines: Vec<ClaimRecord<'_>> = claims.iter().map(|&claim| records.record(claim)).collect();
                for (line, claim) in lines.iter_mut().zip(claims) {
                    line.exact = Some(ExactRecord(claim.mention));
                }
                if let Some(first) = lines.first_mut() {
                    first.source = Some(records.source(story));
                }
                lines.iter().for_each(|line| write_claim_line(&mut out, line));
                if claims.is_empty() {
                    write_claim_line(&mut out, &ArticleRecord::new(article, story));
                }
                out
            }
        }
    }

    fn bug(&self, article: &Article, line: Option<usize>) -> Vec<u8> {
        self.failure("internal error: this article could not be read".to_owned(), line, Some(&article.id))
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

/// Some lines of a stream.
#[derive(Default)]
struct Batch {
    lines: Vec<Line>,
    /// What broke the stream behind them.
    broken: Option<io::Error>,
}

impl Batch {
    /// The next lines of a stream.
    fn next(lines: &mut impl Iterator<Item = io::Result<Line>>) -> Self {
        let (mut batch, mut bytes) = (Self::default(), 0);
        while bytes < RUN_BYTES * CORE_RUNS * rayon::current_num_threads() && batch.broken.is_none() {
            match lines.next() {
                Some(Ok(line)) => {
                    bytes += line.size();
                    batch.lines.push(line);
                }
                Some(Err(error)) => batch.broken = Some(error),
                None => break,
            }
        }
        batch
    }

    fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.broken.is_none()
    }
}

/// Cuts a list into runs of about [`RUN_BYTES`], which are worked on in parallel.
fn in_runs<T: Sync>(items: &[T], size: impl Fn(&T) -> usize) -> impl ParallelIterator<Item = &[T]> {
    let mut bytes = 0;
    let is_followed = |item: &T, _: &T| {
        bytes += size(item);
        let fits = bytes < RUN_BYTES;
        bytes *= usize::from(fits);
        fits
    };
    let runs: Vec<&[T]> = items.chunk_by(is_followed).collect();
    runs.into_par_iter()
}
