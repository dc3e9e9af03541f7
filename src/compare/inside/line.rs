//! A sentence as the checks see it: its mentions in order, and the words between them.

use crate::article::Article;
use crate::claim::{Claim, ClaimId};
use crate::extract::{Mention, Reading};
use crate::segment::Tokens;
use crate::segment::lexicon::Class;
use crate::span::Span;
use std::ops::Range;

/// A sentence with its figures.
pub(super) struct Line<'a> {
    text: &'a str,
    tokens: Tokens<'a>,
    /// The tokens of the sentence.
    pub(super) all: Range<usize>,
    /// Its mentions, in order.
    pub(super) told: Vec<Told<'a>>,
}

/// A mention of the sentence.
pub(super) struct Told<'a> {
    /// Its claim.
    pub(super) id: ClaimId,
    /// What it says.
    pub(super) mention: &'a Mention,
    /// Its tokens, from hedge to noun.
    pub(super) tokens: Range<usize>,
}

impl<'a> Line<'a> {
    /// The sentence that all of some claims stand in.
    pub(super) fn new(article: &'a Article, reading: &'a Reading, claims: &[(ClaimId, &'a Claim)]) -> Self {
        let first = &claims[0].1.mention;
        let segments = reading.segments(first.part);
        let tokens = Tokens { text: article.part(first.part), tokens: &segments.tokens };
        let told = |&(id, claim): &(ClaimId, &'a Claim)| {
            let mention = &claim.mention;
            Told { id, mention, tokens: token_range(tokens, mention.span) }
        };
        let all = segments.sentences[first.sentence].tokens.clone();
        Self { text: tokens.text, tokens, all, told: claims.iter().map(told).collect() }
    }

    /// The words of a span.
    pub(super) fn slice(&self, span: Span) -> &'a str {
        span.slice(self.text)
    }

    /// The words of a mention.
    pub(super) fn words(&self, told: &Told) -> &'a str {
        told.mention.span.slice(self.text)
    }

    /// The tokens between two mentions; `None` if they overlap.
    pub(super) fn gap(&self, left: &Told, right: &Told) -> Option<Range<usize>> {
        (left.tokens.end <= right.tokens.start).then_some(left.tokens.end..right.tokens.start)
    }

    /// Whether the words between two mentions are one of some phrases, signs apart from words: ", compared with".
    pub(super) fn joined_by(&self, left: &Told, right: &Told, phrases: &[&str]) -> bool {
        self.gap(left, right).is_some_and(|gap| phrases.iter().any(|phrase| self.reads(gap.clone(), phrase)))
    }

    /// Whether the words right before a mention are one of some phrases.
    pub(super) fn follows(&self, told: &Told, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| {
            let length = phrase.split(' ').count();
            let start = told.tokens.start.checked_sub(length).filter(|start| *start >= self.all.start);
            start.is_some_and(|start| self.reads(start..told.tokens.start, phrase))
        })
    }

    /// Whether the tokens are exactly the words of a phrase.
    pub(super) fn reads(&self, tokens: Range<usize>, phrase: &str) -> bool {
        let mut words = phrase.split(' ').filter(|word| !word.is_empty());
        tokens.into_iter().all(|at| words.next().is_some_and(|word| self.tokens.raw(at).eq_ignore_ascii_case(word)))
            && words.next().is_none()
    }

    /// Whether a token is this word.
    pub(super) fn is_word(&self, at: usize, words: &[&str]) -> bool {
        let raw = self.tokens.raw(at);
        words.iter().any(|word| raw.eq_ignore_ascii_case(word))
    }

    /// Whether a token is of some classes.
    pub(super) fn is(&self, at: usize, class: Class) -> bool {
        self.tokens.is(at, class)
    }

    /// Whether a figure is added to a total that is then told: "another 5, bringing the toll to 20".
    pub(super) fn adds(&self, more: &Told, total: &Told) -> bool {
        let additive = self.follows(more, &["another", "further"])
            || more.tokens.clone().any(|at| self.is_word(at, &["another", "more", "further", "additional"]));
        let brings = |at: usize| {
            self.is_word(at, &["bringing", "brings", "brought", "raising", "raised", "taking", "took", "pushing"])
        };
        additive && self.gap(more, total).is_some_and(|mut gap| gap.any(brings))
    }

    /// Which weekday a token names, 1 (Monday) to 7.
    pub(super) fn weekday(&self, at: usize) -> Option<i8> {
        let number = self.tokens.is(at, Class::WEEKDAY).then(|| self.tokens.tokens[at].number())??;
        i8::try_from(number).ok()
    }

    /// The direction that the last trend word in a range gives: 1 or -1.
    pub(super) fn trend(&self, range: Range<usize>) -> Option<i64> {
        range.rev().find(|&at| self.tokens.is(at, Class::TREND)).and_then(|at| self.tokens.tokens[at].number())
    }
}

/// The tokens that a span covers.
fn token_range(tokens: Tokens, span: Span) -> Range<usize> {
    let first = tokens.tokens.partition_point(|token| token.span.end() <= span.start());
    let end = tokens.tokens.partition_point(|token| token.span.start() < span.end());
    first..end
}
