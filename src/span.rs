//! Where things stand in a text: byte spans, and the line and column that people see.
//!
//! Invariant: a [`Span`] lies on `char` boundaries of the text it was made for; every span of a
//! mention slices its article.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Half-open byte range in one text; both ends on `char` boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// A span from `start` (inclusive) to `end` (exclusive), in bytes.
    ///
    /// # Panics
    /// If `end < start`, or if a text is larger than 4 GiB (articles are capped far below).
    #[must_use]
    #[inline]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span ends after it starts: {start}..{end}");
        let end = u32::try_from(end).expect("articles are smaller than 4 GiB");
        // What is not greater is as small.
        Self { start: start as u32, end }
    }

    /// First byte.
    #[must_use]
    #[inline]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// First byte after the span.
    #[must_use]
    #[inline]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    #[inline]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    #[must_use]
    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words it covers.
    ///
    /// # Panics
    /// If the span was made for another text.
    #[must_use]
    #[inline]
    pub fn slice(self, text: &str) -> &str {
        &text[Range::from(self)]
    }

    /// Whether the two share at least one byte.
    #[must_use]
    #[inline]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    #[inline]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    #[inline]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same span, moved by `offset` bytes to the right.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self::new(self.start() + offset, self.end() + offset)
    }
}

impl From<Span> for Range<usize> {
    #[inline]
    fn from(span: Span) -> Self {
        span.start()..span.end()
    }
}

/// Finds the line and column of a byte offset.
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    line_starts: Vec<u32>,
}

impl LineIndex {
    /// Notes where each line of `text` begins. Lines end with `\n` (a `\r` before it belongs to the line).
    #[must_use]
    pub fn new(text: &str) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
        let starts = breaks.map(|at| u32::try_from(at + 1).expect("articles are smaller than 4 GiB"));
        let mut line_starts = Vec::with_capacity(1 + text.len() / 64);
        line_starts.push(0);
        line_starts.extend(starts);
        Self { line_starts }
    }

    /// Line number and column of `offset`, both counted from 1, the column in characters.
    ///
    /// # Panics
    /// If `offset` is no `char` boundary of `text`.
    #[must_use]
    pub fn line_column(&self, text: &str, offset: usize) -> (usize, usize) {
        let line_number = self.line_number(offset);
        let line_start = self.line_starts[line_number - 1] as usize;
        (line_number, text[line_start..offset].chars().count() + 1)
    }

    /// Line number of `offset`, counted from 1.
    #[must_use]
    pub fn line_number(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&start| start as usize <= offset)
    }

    /// The span of a line (counted from 1) without its line break, or `None` if there is no such line.
    #[must_use]
    pub fn line(&self, text: &str, line_number: usize) -> Option<Span> {
        let line_index = line_number.checked_sub(1)?;
        let start = *self.line_starts.get(line_index)? as usize;
        let end = self.line_starts.get(line_index + 1).map_or(text.len(), |&next| next as usize);
        let line = text[start..end].trim_end_matches(['\n', '\r']);
        Some(Span::new(start, start + line.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_from_one() {
        let text = "é1\nüb";
        let index = LineIndex::new(text);
        assert_eq!(index.line_column(text, 0), (1, 1));
        assert_eq!(index.line_column(text, 2), (1, 2));
        assert_eq!(index.line_column(text, text.len() - 1), (2, 2));
        assert_eq!(index.line(text, 2).map(|span| span.slice(text)), Some("üb"));
        assert_eq!(index.line(text, 3), None);
    }
}
