//! An article as it was read: its text byte for byte, and what is declared about it.
//!
//! Invariant: `text` is the file as it stands (front matter included); nothing is normalised, so that every
//! quotation is exact and every offset is an offset into the file.

use crate::span::{LineIndex, Span};
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// Index of an article in the list that is being checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(pub u32);

impl ArticleId {
    /// The index, for slices.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// When an article was published or updated: a day, with the minute (in UTC) if it is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Published {
    /// The day as declared, in the outlet's own time zone.
    pub date: Date,
    /// The moment in UTC, if a time was declared; without a declared offset it is taken as UTC.
    pub utc: Option<DateTime>,
}

impl Published {
    /// A day without a time.
    #[must_use]
    pub fn on(date: Date) -> Self {
        Self { date, utc: None }
    }
}

/// Which of an article's two texts a span points into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Part {
    /// The declared title.
    Title,
    /// The text of the file or record.
    Body,
}

/// A declared title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// Its words.
    pub text: String,
    /// Where these very words begin in the article's text (front matter), if they stand there verbatim.
    pub start: Option<usize>,
}

/// One article.
#[derive(Clone, Debug)]
pub struct Article {
    /// Name in reports and JSON, unique among the articles of a run: a path below the given folder, or the id of a record.
    pub id: String,
    /// Path as given, for messages and links; `None` for a record of a stream.
    pub path: Option<String>,
    /// Declared title.
    pub title: Option<Title>,
    /// Declared outlet.
    pub outlet: Option<String>,
    /// Declared time of publication.
    pub published: Option<Published>,
    /// Declared time of the last update.
    pub updated: Option<Published>,
    /// Declared agency that the text comes from.
    pub wire: Option<String>,
    /// Declared address.
    pub url: Option<String>,
    /// Whether a feed brought it, so that nobody says that it is of the time of the others.
    pub from_feed: bool,
    /// The file as it stands.
    pub text: String,
    /// The part of `text` that is the article proper: front matter and a BOM left out.
    pub body: Span,
    lines: LineIndex,
}

impl Article {
    /// An article of which nothing is known but its text.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            id: id.into(),
            path: None,
            title: None,
            outlet: None,
            published: None,
            updated: None,
            wire: None,
            url: None,
            from_feed: false,
            body: Span::new(0, text.len()),
            lines: LineIndex::new(&text),
            text,
        }
    }

    /// The text that spans of `part` point into.
    #[must_use]
    pub fn part(&self, part: Part) -> &str {
        match part {
            Part::Title => self.title.as_ref().map_or("", |title| title.text.as_str()),
            Part::Body => &self.text,
        }
    }

    /// The words of a span.
    #[must_use]
    pub fn words(&self, part: Part, span: Span) -> &str {
        span.slice(self.part(part))
    }

    /// The span in the file: that of the body as it is, that of a title moved to where the title stands in the
    /// front matter; `None` if the title stands nowhere in `text`.
    #[must_use]
    pub fn in_file(&self, part: Part, span: Span) -> Option<Span> {
        match part {
            Part::Body => Some(span),
            Part::Title => Some(span.shifted(self.title.as_ref()?.start?)),
        }
    }

    /// Line and column of a span's start, both from 1. A title that stands nowhere in the text is line 1.
    #[must_use]
    pub fn line_column(&self, part: Part, span: Span) -> (usize, usize) {
        match self.in_file(part, span) {
            Some(span) => self.lines.line_column(&self.text, span.start()),
            None => (1, self.part(part)[..span.start()].chars().count() + 1),
        }
    }

    /// The lines of `text`.
    #[must_use]
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }

    /// Outlet if declared, else the id: how reports name the article.
    #[must_use]
    pub fn name(&self) -> &str {
        self.outlet.as_deref().unwrap_or(&self.id)
    }
}
