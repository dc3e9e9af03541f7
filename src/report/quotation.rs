//! The words of an article around a claim, exactly as they stand there, shortened at both ends if the sentence is long.

use super::foreign::{Untrusted, one_line};
use super::layout::{Ink, width};
use crate::span::Span;

/// More bytes than most columns of text take, white space included.
const BYTES_PER_COLUMN: usize = 4;

/// Quotation marks and the sign for words left out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marks {
    pub(super) open: &'static str,
    pub(super) close: &'static str,
    pub(super) omitted: &'static str,
}

/// Marks of Unicode.
pub(super) const CURLY: Marks = Marks { open: "“", close: "”", omitted: "…" };
/// Marks of ASCII.
pub(super) const STRAIGHT: Marks = Marks { open: "\"", close: "\"", omitted: "..." };

/// The words of a claim between those of its sentence, each safe to print on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub(super) before: String,
    pub(super) words: String,
    pub(super) after: String,
}

/// The sentence around a claim, not much wider than `columns` unless the claim is; `omitted` stands for what is left out.
///
/// Line breaks of the file are spaces here; nothing else differs from the article but what [`Untrusted`] makes visible.
pub(super) fn excerpt(text: &str, sentence: Span, claim: Span, columns: usize, omitted: &str) -> Excerpt {
    let sentence = sentence.join(claim);
    let before = &text[sentence.start()..claim.start()];
    let after = &text[claim.end()..sentence.end()];
    let words = one_line(claim.slice(text));
    let spare = columns.saturating_sub(width(&words));
    let (before, after) = (Context::before(before, spare), Context::after(after, spare));
    let (left, right) = share(spare, before.width(), after.width());
    Excerpt {
        before: before.end(left, omitted),
        words: Untrusted(&words).to_string(),
        after: after.start(right, omitted),
    }
}

impl Excerpt {
    /// In quotation marks, the claim's words in strong ink.
    pub(super) fn inked(&self, marks: Marks) -> String {
        format!("{}{}{}{}{}", marks.open, self.before, Ink::Strong.on(&self.words), self.after, marks.close)
    }
}

/// The excerpt in quotation marks with the claim's words in strong ink; the marks are counted in `columns`.
pub(super) fn quote(text: &str, sentence: Span, claim: Span, columns: usize, marks: Marks) -> String {
    let columns = columns.saturating_sub(2 * width(marks.open));
    excerpt(text, sentence, claim, columns, marks.omitted).inked(marks)
}

/// How much of `spare` the words before and after get: what they need, or half and what the other leaves.
fn share(spare: usize, before: usize, after: usize) -> (usize, usize) {
    if before + after <= spare {
        return (before, after);
    }
    let half = spare / 2;
    let left = before.min(half.max(spare.saturating_sub(after)));
    (left, spare - left)
}

/// The words on one side of a claim, with the spaces that part them from it: all of them, or the nearest, if these are wider
/// than the room there is.
struct Context {
    text: String,
    begins_with_space: bool,
    ends_with_space: bool,
}

impl Context {
    /// The words before a claim.
    fn before(text: &str, room: usize) -> Self {
        let last = |bytes: usize| {
            let from = text.len().saturating_sub(bytes);
            (from..text.len()).find(|&at| text.is_char_boundary(at)).map_or("", |at| &text[at..])
        };
        Self::nearest(text, room, last)
    }

    /// The words after a claim.
    fn after(text: &str, room: usize) -> Self {
        let first = |bytes: usize| {
            let to = text.len().min(bytes);
            (0..=to).rev().find(|&at| text.is_char_boundary(at)).map_or("", |at| &text[..at])
        };
        Self::nearest(text, room, first)
    }

    /// `part` gives so many bytes of the text, or some less, from the claim on.
    fn nearest<'a>(text: &str, room: usize, part: impl Fn(usize) -> &'a str) -> Self {
        let mut bytes = room.saturating_add(1).saturating_mul(BYTES_PER_COLUMN);
        let line = loop {
            let line = one_line(part(bytes));
            if bytes >= text.len() || width(&line) > room {
                break line;
            }
            bytes = bytes.saturating_mul(BYTES_PER_COLUMN);
        };
        Self {
            begins_with_space: text.starts_with(char::is_whitespace),
            ends_with_space: text.ends_with(char::is_whitespace),
            text: line,
        }
    }

    fn width(&self) -> usize {
        width(&self.text) + 1
    }

    /// As many of the last words as fit, for the words before a claim.
    fn end(&self, columns: usize, omitted: &str) -> String {
        if self.text.is_empty() {
            return String::new();
        }
        let space = if self.ends_with_space { " " } else { "" };
        if self.width() <= columns {
            return format!("{}{space}", Untrusted(&self.text));
        }
        let room = columns.saturating_sub(width(omitted) + 1);
        format!("{omitted}{}{space}", Untrusted(last_words(&self.text, room)))
    }

    /// As many of the first words as fit, for the words after a claim.
    fn start(&self, columns: usize, omitted: &str) -> String {
        if self.text.is_empty() {
            return String::new();
        }
        let space = if self.begins_with_space { " " } else { "" };
        if self.width() <= columns {
            return format!("{space}{}", Untrusted(&self.text));
        }
        let room = columns.saturating_sub(width(omitted) + 1);
        format!("{space}{}{omitted}", Untrusted(first_words(&self.text, room)))
    }
}

/// As many of the last words as fit into some columns, but not all.
fn last_words(text: &str, columns: usize) -> &str {
    let (mut kept, mut used, mut end) = ("", 0, text.len());
    for (at, space) in text.rmatch_indices(' ') {
        used += width(&text[at + 1..end]);
        if used > columns {
            break;
        }
        kept = &text[at + 1..];
        used += width(space);
        end = at;
    }
    kept
}

/// As many of the first words as fit into some columns, but not all.
fn first_words(text: &str, columns: usize) -> &str {
    let (mut kept, mut used, mut start) = ("", 0, 0);
    for (at, space) in text.match_indices(' ') {
        used += width(&text[start..at]);
        if used > columns {
            break;
        }
        kept = &text[..at];
        used += width(space);
        start = at + 1;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::layout::paint;
    use super::*;

    const TEXT: &str =
        "The ministry said on Monday that\nabout 2,500 soldiers, most of them trainers, remain in the north.";

    fn quoted(columns: usize) -> String {
        let start = TEXT.find("about").expect("the claim is there");
        let claim = Span::new(start, start + "about 2,500 soldiers".len());
        paint(&quote(TEXT, Span::new(0, TEXT.len()), claim, columns, CURLY), false)
    }

    #[test]
    fn a_sentence_that_fits_is_whole() {
        assert_eq!(quoted(200), format!("“{}”", TEXT.replace('\n', " ")));
    }

    #[test]
    fn a_long_sentence_is_shortened_around_the_claim() {
        assert_eq!(quoted(60), "“…on Monday that about 2,500 soldiers, most of them…”");
        assert_eq!(quoted(10), "“… about 2,500 soldiers…”");
    }
}
