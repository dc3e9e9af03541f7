//! Where a text comes from: the dateline, and the agencies it credits.

use super::Segments;
use crate::span::Span;

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

/// Finds the dateline and the wire credits.
pub(super) fn read_credits(_text: &str, _segments: &mut Segments) {}
