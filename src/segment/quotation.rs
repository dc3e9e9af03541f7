//! Quotations: spans between quotation marks, straight, curly, guillemets or doubled backticks.

use super::Sentence;
use crate::span::Span;

/// Quoted words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The words, marks included.
    pub span: Span,
}

/// Finds the quotations. One that runs over several sentences of a paragraph is one quotation; a mark without a
/// partner quotes to the end of its paragraph.
pub(super) fn quotations(_text: &str, _sentences: &[Sentence]) -> Vec<Quotation> {
    Vec::new()
}
