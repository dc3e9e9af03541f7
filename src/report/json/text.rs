//! The words of an article as they stand in JSON. Each line of claims quotes its sentence, and the first one the whole
//! article: the text is escaped once, and parts of it are copied.

use super::write::ToJson;
use crate::article::{Article, Part};
use crate::report::foreign::{Escape, write_escaped};
use crate::span::Span;

/// A text, escaped.
#[derive(Debug, Default)]
pub(super) struct EscapedText {
    json: Vec<u8>,
    /// In the order of the text.
    escapes: Vec<Escape>,
}

impl EscapedText {
    pub(super) fn new(text: &str) -> Self {
        let (mut json, mut escapes) =
            (Vec::with_capacity(text.len() + text.len() / 16), Vec::with_capacity(text.len() / 64));
        write_escaped(text, &mut json, |escape| escapes.push(escape));
        Self { json, escapes }
    }

    /// The first escape that ends behind an offset, as an index.
    pub(super) fn escape_behind(&self, offset: usize) -> usize {
        self.escapes.partition_point(|escape| escape.end <= offset)
    }

    /// The words of a span. `near` is the first escape that ends behind an offset a little before it.
    fn slice(&self, span: Span, near: usize) -> &[u8] {
        let behind = |from: usize, offset: usize| {
            from + self.escapes[from..].iter().take_while(|escape| escape.end <= offset).count()
        };
        let moved = |behind: usize, offset: usize| {
            behind.checked_sub(1).map(|last| self.escapes[last]).unwrap_or_default().moved(offset)
        };
        let first = behind(near, span.start());
        &self.json[moved(first, span.start())..moved(behind(first, span.end()), span.end())]
    }
}

impl ToJson for EscapedText {
    fn write_to(&self, json: &mut Vec<u8>) {
        write_quoted(&self.json, json);
    }
}

/// The words of a span.
pub(super) struct Quoted<'a> {
    pub(super) text: &'a EscapedText,
    pub(super) span: Span,
    /// The first escape that ends behind an offset a little before the span, as an index.
    pub(super) near: usize,
}

impl ToJson for Quoted<'_> {
    #[inline]
    fn write_to(&self, json: &mut Vec<u8>) {
        write_quoted(self.text.slice(self.span, self.near), json);
    }
}

#[inline]
fn write_quoted(escaped: &[u8], json: &mut Vec<u8>) {
    json.push(b'"');
    json.extend_from_slice(escaped);
    json.push(b'"');
}

/// The texts of an article.
#[derive(Debug)]
pub(super) struct ArticleTexts {
    pub(super) id: EscapedText,
    /// Empty without a declared title.
    title: EscapedText,
    body: EscapedText,
}

impl ArticleTexts {
    pub(super) fn new(article: &Article) -> Self {
        let escaped = |part| EscapedText::new(article.part(part));
        Self { id: EscapedText::new(&article.id), title: escaped(Part::Title), body: escaped(Part::Body) }
    }

    #[inline]
    pub(super) fn part(&self, part: Part) -> &EscapedText {
        match part {
            Part::Title => &self.title,
            Part::Body => &self.body,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn parts_of_an_escaped_text_are_the_parts_escaped(parts in prop::collection::vec("[a-c\"\\\\\n\u{e9}’\u{200b}]{0,5}|.{0,5}", 3)) {
            let text = EscapedText::new(&parts.concat());
            let span = Span::new(parts[0].len(), parts[0].len() + parts[1].len());
            let mut whole = Vec::new();
            parts[1].write_to(&mut whole);
            for near in [0, text.escape_behind(parts[0].len())] {
                let mut quoted = Vec::new();
                Quoted { text: &text, span, near }.write_to(&mut quoted);
                prop_assert_eq!(&quoted, &whole);
            }
        }
    }
}
