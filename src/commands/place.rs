//! `FILE`, `FILE:LINE`, `FILE:LINE:COLUMN`: places of articles as people paste them from reports and editors.

use anyhow::{Context, Result, bail};
use crosscheck::article::Article;
use crosscheck::extract::{Mention, Reading, read};
use crosscheck::input::{ReadOptions, read_paths};
use std::path::{Path, PathBuf};

/// A file, or a line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) path: PathBuf,
    /// From 1.
    pub(super) line: Option<usize>,
}

impl Place {
    /// Takes a file's name as it is if there is such a file, else numbers at its end for line and column.
    pub(super) fn parse(words: &str) -> Self {
        let whole = Self { path: PathBuf::from(words), line: None };
        let numbered = |words: &str| {
            let (path, number) = words.rsplit_once(':')?;
            let number: usize = number.parse().ok().filter(|&number| number > 0)?;
            Some((path.to_owned(), number))
        };
        if Path::new(words).exists() {
            return whole;
        }
        match numbered(words) {
            Some((path, line)) => match numbered(&path).filter(|_| !Path::new(&path).exists()) {
                Some((path, line)) => Self { path: PathBuf::from(path), line: Some(line) },
                None => Self { path: PathBuf::from(path), line: Some(line) },
            },
            None => whole,
        }
    }

    /// Reads the one article of the file.
    pub(super) fn article(&self, options: &ReadOptions) -> Result<(Article, Reading)> {
        let inputs = read_paths(std::slice::from_ref(&self.path), options);
        if let Some(problem) = inputs.problems.first().filter(|_| inputs.articles.is_empty()) {
            bail!("{problem}");
        }
        let count = inputs.articles.len();
        let Some(article) = inputs.articles.into_iter().next().filter(|_| count == 1) else {
            bail!("{} holds {count} articles; name one file", self.path.display());
        };
        if let Some(line) = self.line
            && article.lines().line(&article.text, line).is_none()
        {
            bail!("{} has no line {line}", self.path.display());
        }
        let reading = read(&article);
        Ok((article, reading))
    }

    /// Whether a mention stands in the line that is asked for.
    pub(super) fn holds(&self, article: &Article, mention: &Mention) -> bool {
        self.line.is_none_or(|line| article.line_column(mention.part, mention.span).0 == line)
    }

    /// The numbers and dates of the line.
    ///
    /// # Errors
    /// If no line is given, or nothing stands in it.
    pub(super) fn mentions<'r>(&self, article: &Article, reading: &'r Reading) -> Result<Vec<&'r Mention>> {
        let line = self.line.with_context(|| format!("name a line: {}:12", self.path.display()))?;
        let found: Vec<&Mention> = reading.mentions.iter().filter(|mention| self.holds(article, mention)).collect();
        if found.is_empty() {
            let lines = reading.mentions.iter().map(|mention| article.line_column(mention.part, mention.span).0);
            let nearest = lines.min_by_key(|own| own.abs_diff(line));
            let hint = nearest.map_or_else(
                || "there is none in the file".to_owned(),
                |near| format!("the nearest is in line {near}"),
            );
            bail!("no number or date stands in line {line} of {}; {hint}", self.path.display());
        }
        Ok(found)
    }
}
