//! Text into tokens, sentences, blocks and quotations.
//!
//! One pass over the text makes the tokens and looks every word up in the lexicon; blocks (headline, paragraph,
//! caption, boilerplate) and sentences are ranges over them. Segmentation is total: any UTF-8 is acceptable.
//!
//! Invariants: tokens are in order and do not overlap; a sentence lies in one block; every token of a block that is
//! not set aside lies in exactly one sentence.

pub mod block;
pub mod credit;
mod furniture;
pub(crate) mod key;
pub mod lexicon;
pub mod quotation;
pub mod sentence;
pub(crate) mod sieve;
pub mod token;
mod word;

pub use block::{Block, BlockKind, SetAside};
pub use credit::Dateline;
pub use quotation::Quotation;
pub use sentence::Sentence;
pub use token::{Token, TokenKind, Tokens};
pub(crate) use word::{WordId, is_word, word_ids};

use crate::article::Article;
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// A segmented text.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Segments {
    /// Every token of the text, those of boilerplate included.
    #[serde(skip)]
    pub tokens: Vec<Token>,
    /// Sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Blocks, in order.
    pub blocks: Vec<Block>,
    /// Quotations, in order.
    pub quotations: Vec<Quotation>,
    /// Place and agency before the first sentence: `IRBIL, Iraq (AP) —`.
    pub dateline: Option<Dateline>,
    /// Agencies that the text credits: dateline, byline, "contributed to this report", copyright.
    pub credits: Vec<(String, Span)>,
    /// Outlets that the text quotes for what they report ("told Reuters", "according to CNN"), by their usual names.
    pub quoted_outlets: Vec<(String, Span)>,
}

impl Segments {
    /// The sentence that holds a byte offset, as an index into `sentences`.
    #[must_use]
    pub fn sentence_at(&self, offset: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|sentence| sentence.span.start() <= offset);
        let index = after.checked_sub(1)?;
        (offset < self.sentences[index].span.end()).then_some(index)
    }

    /// Cuts the tokens of a body again, where only the rest was kept.
    pub(crate) fn cut(&mut self, text: &str, body: Span) {
        self.tokens = token::tokenize(text, body);
    }

    /// [`Segments::cut`] for a title.
    pub(crate) fn cut_title(&mut self, title: &str) {
        self.cut(title, Span::new(0, title.len()));
    }

    /// The lines that were set aside, with the reason.
    pub fn set_aside(&self) -> impl Iterator<Item = (Span, SetAside)> + '_ {
        self.blocks.iter().filter_map(|block| match block.kind {
            BlockKind::SetAside(reason) => Some((block.span, reason)),
            _ => None,
        })
    }
}

/// Segments the part of `text` that `body` covers (all spans are offsets into `text`).
#[must_use]
pub fn segment(text: &str, body: Span) -> Segments {
    one(segment_sources(&[Source { text, body, title: None }]))
}

/// Segments the body of an article; a first line that repeats its declared title is set aside.
#[must_use]
pub fn segment_article(article: &Article) -> Segments {
    one(segment_articles(std::slice::from_ref(article)))
}

/// Segments the bodies of some articles, as [`segment_article`] does one.
#[must_use]
pub fn segment_articles(articles: &[Article]) -> Vec<Segments> {
    segment_sources(&articles.iter().map(Source::of).collect::<Vec<_>>())
}

/// What is segmented.
#[derive(Clone, Copy)]
struct Source<'a> {
    text: &'a str,
    body: Span,
    title: Option<&'a str>,
}

impl<'a> Source<'a> {
    fn of(article: &'a Article) -> Self {
        let title = article.title.as_ref().map(|title| title.text.as_str());
        Self { text: &article.text, body: article.body, title }
    }
}

fn segment_sources(sources: &[Source<'_>]) -> Vec<Segments> {
    sources.iter().map(segment_source).collect()
}

/// The steps are small enough that the code of all of them and the tokens of a text stay in the caches together.
fn segment_source(&Source { text, body, title }: &Source<'_>) -> Segments {
    let mut segments = Segments { tokens: token::tokenize(text, body), ..Segments::default() };
    segments.blocks = block::blocks(Tokens { text, tokens: &segments.tokens }, body, title);
    credit::read_credits(text, &mut segments);
    sentence::split(text, &mut segments);
    segments.quotations = quotation::quotations(text, &segments);
    segments
}

/// The result for the only one.
fn one(mut all: Vec<Segments>) -> Segments {
    all.pop().expect("every text has segments")
}

/// Segments a title: one sentence, one headline block.
#[must_use]
pub fn segment_title(title: &str) -> Segments {
    let span = Span::new(0, title.len());
    let tokens = token::tokenize(title, span);
    let sentences: Vec<Sentence> = if tokens.is_empty() {
        Vec::new()
    } else {
        vec![Sentence { span: tokens[0].span.join(tokens[tokens.len() - 1].span), tokens: 0..tokens.len(), block: 0 }]
    };
    let block = Block { span, kind: BlockKind::Headline, tokens: 0..tokens.len(), sentences: 0..sentences.len() };
    let mut segments = Segments { tokens, sentences, blocks: vec![block], ..Segments::default() };
    segments.quotations = quotation::quotations(title, &segments);
    segments
}
