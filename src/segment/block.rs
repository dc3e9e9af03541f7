//! Blocks: headline, paragraphs, captions, and the furniture of a web page that is set aside.

use super::Segments;
use crate::span::Span;
use std::ops::Range;

/// A run of lines that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its text without surrounding white space.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// Its sentences, as indices into [`Segments::sentences`]; empty if set aside.
    pub sentences: Range<usize>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The headline: a declared title, or the first line if it reads like one.
    Headline,
    /// A heading inside the text.
    Heading,
    /// Running text.
    Paragraph,
    /// A picture's caption; its claims are weak.
    Caption,
    /// Furniture: not read for claims, counted and listable.
    SetAside(SetAside),
}

/// Why a block was set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SetAside {
    /// "Already a subscriber?"
    Subscription,
    /// "Click to get the app", "Read more"
    Promotion,
    /// Credits of pictures and videos without a caption of their own.
    Credit,
    /// "The copyright of this article …"
    Disclaimer,
    /// "Comments are not available"
    Comments,
    /// "Share on Facebook", "Last updated", bylines alone on a line, tables of contents.
    Navigation,
}

/// The dateline: where the reporter is and who distributes. No place slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// From the place to the dash.
    pub span: Span,
    /// The place in capitals, and the country after it if there is one.
    pub place: Span,
    /// The agency in parentheses.
    pub agency: Option<Span>,
}

/// Cuts the body into blocks at blank lines and line breaks, and tells their kinds.
pub(super) fn blocks(_text: &str, _body: Span) -> Vec<Block> {
    Vec::new()
}

/// Finds the dateline and the wire credits.
pub(super) fn read_furniture(_text: &str, _segments: &mut Segments) {}
