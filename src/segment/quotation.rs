//! Quotations: spans between quotation marks, straight, curly, guillemets or doubled backticks, and single marks
//! around words.
//!
//! Whether a straight mark opens or closes is told by the spaces around it. Apostrophes ("soldiers’", "’90s") are no
//! quotation marks. A quotation of several paragraphs opens again in each of them, as printers do it.
//!
//! Invariant: quotations are in order, do not overlap, and none leaves its block.

use super::is_word;
use super::lexicon::Class;
use super::token::{TokenKind, Tokens};
use super::{Segments, Sentence};
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Quoted words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotation {
    /// The words, marks included.
    pub span: Span,
}

/// Finds the quotations. One that runs over several sentences of a paragraph is one quotation; a mark without a
/// partner quotes to the end of its paragraph.
pub(super) fn quotations(text: &str, segments: &Segments) -> Vec<Quotation> {
    let tokens = Tokens { text, tokens: &segments.tokens };
    let mut found = Vec::with_capacity(segments.sentences.len() / 2);
    for sentences in segments.sentences.chunk_by(|left, right| left.block == right.block) {
        if let (Some(first), Some(last)) = (sentences.first(), sentences.last()) {
            read_block(tokens, first, last, &mut found);
        }
    }
    found
}

fn read_block(tokens: Tokens<'_>, first: &Sentence, last: &Sentence, found: &mut Vec<Quotation>) {
    let mut reader = Reader { tokens, range: first.tokens.start..last.tokens.end, no_more_singles: false };
    let mut index = reader.range.start;
    while index < reader.range.end {
        index = tokens.next_of(Class::QUOTE, index..reader.range.end);
        if index == reader.range.end {
            break;
        }
        match reader.quotation_at(index) {
            Some(close) => {
                found.push(Quotation { span: tokens.span(index, close) });
                index = close + 1;
            }
            None => index += 1,
        }
    }
}

/// What a mark does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Opens,
    Closes,
}

struct Reader<'a> {
    tokens: Tokens<'a>,
    range: Range<usize>,
    /// A single mark was looked for up to the end of the block and has no partner; later ones have none either.
    no_more_singles: bool,
}

impl Reader<'_> {
    /// The closing mark of the quotation that opens at `open`.
    fn quotation_at(&mut self, open: usize) -> Option<usize> {
        if self.tokens.kind(open) != Some(TokenKind::Sign) {
            return None;
        }
        match self.tokens.raw(open) {
            "«" => Some(self.first_after(open, |reader, index| reader.tokens.raw(index) == "»")),
            "‘" | "'" => self.single_at(open),
            _ if self.double(open, false) == Some(Mark::Opens) => Some(self.double_close(open)),
            _ => None,
        }
    }

    /// The first token after `open` for which `closes` holds, else the last of the block.
    fn first_after(&self, open: usize, closes: impl Fn(&Self, usize) -> bool) -> usize {
        (open + 1..self.range.end).find(|&index| closes(self, index)).unwrap_or(self.range.end - 1)
    }

    fn double_close(&self, open: usize) -> usize {
        let mut nested = false;
        let mut next = open + 1;
        loop {
            let index = self.tokens.next_of(Class::QUOTE, next..self.range.end);
            if index == self.range.end {
                return self.range.end - 1;
            }
            next = index + 1;
            match self.double(index, true) {
                // A mark of another shape that opens inside has a partner of its own; one of the same shape is a slip.
                Some(Mark::Opens) => nested = self.tokens.raw(index) != self.tokens.raw(open),
                Some(Mark::Closes) if nested => nested = false,
                Some(Mark::Closes) => return index,
                None => {}
            }
        }
    }

    /// What a double mark does, told by its shape, else by the spaces around it.
    fn double(&self, index: usize, inside: bool) -> Option<Mark> {
        if !self.tokens.is(index, Class::QUOTE) {
            return None;
        }
        let before = index > self.range.start && self.tokens.touches(index);
        let after = index + 1 < self.range.end && self.tokens.touches(index + 1);
        match self.tokens.raw(index) {
            "“" if inside && before && !after => Some(Mark::Closes),
            "“" | "„" | "``" => Some(Mark::Opens),
            "”" | "''" | "\"" | "″" if inside => Some(if after && !before { Mark::Opens } else { Mark::Closes }),
            // Two single marks for a double one.
            "’" if inside && before && after && self.tokens.raw(index + 1) == "’" => Some(Mark::Closes),
            "”" | "''" => (after && !before).then_some(Mark::Opens),
            "\"" if before && after => {
                // `("Yes` and `said."We` open; the inches of `5"x3"` do not.
                (self.tokens.kind(index - 1) == Some(TokenKind::Sign)).then_some(Mark::Opens)
            }
            "\"" => (after || !before).then_some(Mark::Opens),
            _ => None,
        }
    }

    fn single_at(&mut self, open: usize) -> Option<usize> {
        let tokens = self.tokens;
        let after_word = open > self.range.start
            && tokens.touches(open)
            && (tokens.kind(open - 1) != Some(TokenKind::Sign) || tokens.raw(open - 1).contains('s'));
        let before_word = open + 1 < self.range.end && tokens.touches(open + 1);
        let shortened = is_word!(tokens.small(open + 1), "em" | "til" | "twas" | "tis" | "cause" | "n" | "cos")
            || tokens.kind(open + 1) == Some(TokenKind::Number);
        if self.no_more_singles || after_word || !before_word || shortened {
            return None;
        }
        let close = self.single_close(open);
        self.no_more_singles = close.is_none();
        close
    }

    /// The first closing single mark; a plural possessive ("the soldiers’ homes") only if nothing better follows
    /// before the next mark opens. A double mark that closes what was open before ends the search.
    fn single_close(&self, open: usize) -> Option<usize> {
        let tokens = self.tokens;
        let mut possessive = None;
        let mut in_double = false;
        for index in (open + 1..self.range.end).filter(|&index| tokens.is(index, Class::QUOTE)) {
            match tokens.raw(index) {
                "“" => in_double = true,
                "”" if in_double => in_double = false,
                "”" => break,
                "’" | "'" if tokens.touches(index) && !self.word_touches(index + 1) => {
                    let word_next = tokens.kind(index + 1) == Some(TokenKind::Word) && !tokens.capitalised(index + 1);
                    if !tokens.raw(index - 1).ends_with('s') || !word_next {
                        return Some(index);
                    }
                    possessive = possessive.or(Some(index));
                }
                "’" | "'" if !tokens.touches(index) && possessive.is_some() => break,
                _ => {}
            }
        }
        possessive
    }

    fn word_touches(&self, index: usize) -> bool {
        index < self.range.end && self.tokens.touches(index) && self.tokens.kind(index) != Some(TokenKind::Sign)
    }
}
