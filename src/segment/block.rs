//! Blocks: headline, headings, paragraphs, captions, and the furniture of a web page that is set aside.
//!
//! Blank lines end a block, and so do single line breaks, unless the text is hard-wrapped as newswire is: then lines
//! are joined up to a blank line, a deeper indent, or a short line that ends a sentence. What counts as furniture is
//! told in `furniture.rs`; datelines and wire credits in `credit.rs`.
//!
//! Invariant: blocks are in order, do not overlap, and hold every character of the body that is not white space.

use super::furniture::{self, Furniture};
use super::lexicon::Class;
use super::token::Tokens;
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// A run of lines that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Its text without surrounding white space.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// Its tokens, as indices into [`Segments::tokens`](super::Segments::tokens).
    pub tokens: Range<usize>,
    /// Its sentences, as indices into [`Segments::sentences`](super::Segments::sentences); empty if set aside.
    pub sentences: Range<usize>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
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
    /// The declared title once more; it is read as the title.
    Title,
}

/// Cuts the body into blocks and tells their kinds. A first line that repeats the declared title is set aside.
pub(super) fn blocks(tokens: Tokens<'_>, body: Span, title: Option<&str>) -> Vec<Block> {
    let text = tokens.text;
    let mut next = 0;
    let spans = cut(text, body);
    let furniture = Furniture::of(spans.iter().map(|span| span.slice(text)));
    // Bylines and notices may stand above the headline.
    let mut at_the_top = true;
    let kinds = spans.iter().enumerate().map(|(index, &span)| {
        let words = span.slice(text);
        let (first, _) = starting_before(tokens, next, span.start());
        let (end, classes) = starting_before(tokens, first, span.end());
        next = end;
        let own = first..end;
        let below = spans.get(index + 1).map(|below| below.slice(text));
        let kind = if at_the_top && title.is_some_and(|title| same_words(title, words)) {
            BlockKind::SetAside(SetAside::Title)
        } else if let Some(reason) = furniture.set_aside(words, &tokens.tokens[own.clone()]) {
            BlockKind::SetAside(reason)
        } else if is_caption(words, classes) {
            BlockKind::Caption
        } else if at_the_top && title.is_none() && reads_like_headline(words, below) {
            BlockKind::Headline
        } else if is_heading(words, below) {
            BlockKind::Heading
        } else {
            BlockKind::Paragraph
        };
        at_the_top &= matches!(kind, BlockKind::SetAside(_));
        Block { span, kind, tokens: own, sentences: 0..0 }
    });
    kinds.collect()
}

/// The end of the tokens from `first` on that begin before an offset, and the classes that they have between them.
fn starting_before(tokens: Tokens<'_>, first: usize, offset: usize) -> (usize, Class) {
    let (mut end, mut classes) = (first, Class::default());
    for token in tokens.tokens[first..].iter().take_while(|token| token.span.start() < offset) {
        end += 1;
        classes = classes.with(token.class());
    }
    (end, classes)
}

/// A line that is not blank.
struct Line {
    /// Without white space at its ends.
    span: Span,
    /// White space before it, in bytes.
    indent: usize,
    /// Whether a blank line or the start of the text stands before it.
    after_blank: bool,
}

fn cut(text: &str, body: Span) -> Vec<Span> {
    let lines = lines(text, body);
    let margin = margin(&lines);
    let width = wrap_width(text, &lines, margin);
    let mut spans: Vec<Span> = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| &lines[before]).filter(|_| line.indent <= margin);
        let continues = width.zip(before).is_some_and(|(width, before)| continues(text, before, line, width));
        match spans.last_mut() {
            Some(last) if continues => *last = last.join(line.span),
            _ => spans.push(line.span),
        }
    }
    spans
}

fn lines(text: &str, body: Span) -> Vec<Line> {
    // Of most texts a line has more bytes.
    let mut lines = Vec::with_capacity(body.len() / 64);
    let mut after_blank = true;
    let mut start = body.start();
    let body = body.slice(text);
    let mut cut = 0;
    let ends = memchr::memchr_iter(b'\n', body.as_bytes()).map(|at| at + 1).chain(std::iter::once(body.len()));
    for end in ends {
        let raw = &body[cut..end];
        cut = end;
        let from_word = raw.trim_start_matches(is_blank);
        let line = from_word.trim_end_matches(is_blank);
        let indent = raw.len() - from_word.len();
        if line.is_empty() {
            after_blank = true;
        } else {
            let span = Span::new(start + indent, start + indent + line.len());
            lines.push(Line { span, indent, after_blank });
            after_blank = false;
        }
        start += raw.len();
    }
    lines
}

/// White space, and what cannot be seen either.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The commonest indent; a line that stands deeper begins a paragraph.
fn margin(lines: &[Line]) -> usize {
    let mut times: BTreeMap<usize, usize> = BTreeMap::new();
    for line in lines {
        *times.entry(line.indent).or_default() += 1;
    }
    times.into_iter().rev().max_by_key(|&(_, times)| times).map_or(0, |(indent, _)| indent)
}

/// Longest and shortest line, in bytes, that an editor or a wire service wraps to.
const WRAPPED: Range<usize> = 40..110;

/// The width of a hard-wrapped text: most line breaks stand inside a sentence, after a line as full as it could be.
fn wrap_width(text: &str, lines: &[Line], margin: usize) -> Option<usize> {
    let width = lines.iter().map(|line| line.span.len()).filter(|length| WRAPPED.contains(length)).max()?;
    let too_long = lines.iter().filter(|line| line.span.len() >= WRAPPED.end).count();
    let (mut wrapped, mut lower, mut other) = (0, 0, 0);
    for pair in lines.windows(2) {
        let (line, next) = (&pair[0], &pair[1]);
        if next.after_blank || next.indent > margin {
            continue;
        }
        if is_full(text, line, next, width) && !ends_sentence(line.span.slice(text)) {
            wrapped += 1;
            lower += usize::from(next.span.slice(text).starts_with(char::is_lowercase));
        } else {
            other += 1;
        }
    }
    (wrapped > other + too_long && lower * 2 >= wrapped).then_some(width)
}

/// Whether the first word of the next line had no room (a quarter of the width is let go for ragged setting).
fn is_full(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    let first_word = next.span.slice(text).split(' ').next().map_or(0, str::len);
    WRAPPED.contains(&line.span.len()) && line.span.len() + 1 + first_word > width - width / 4
}

fn continues(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    let ended = ends_sentence(line.span.slice(text)) && !is_full(text, line, next, width);
    let fits = line.span.len().max(next.span.len()) < WRAPPED.end;
    fits && !next.after_blank && !ended && !is_list_item(next.span.slice(text))
}

fn is_list_item(line: &str) -> bool {
    ["- ", "* ", "• ", "· ", "+ ", "# ", "## ", "> "].iter().any(|marker| line.starts_with(marker))
}

/// Whether a line ends as sentences do, closing marks left aside.
fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', ' ']).ends_with(['.', '!', '?', '…'])
}

/// Whether two texts have the same letters and digits.
fn same_words(left: &str, right: &str) -> bool {
    letters(left).eq(letters(right))
}

/// The letters and digits of a text, in lower case.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Longest headline, in bytes; the longest declared title of the sample stories has 130.
const LONGEST_HEADLINE: usize = 160;

/// A first line that ends without a period and has text below it.
fn reads_like_headline(words: &str, next: Option<&str>) -> bool {
    if words.len() > LONGEST_HEADLINE {
        return false;
    }
    let ends_like_text = words.ends_with(['.', ':', ',', ';', '-', '–', '—', '_']) && !ends_with_acronym(words);
    let begins_well =
        words.starts_with(|first: char| !first.is_lowercase()) && (!is_list_item(words) || words.starts_with('#'));
    let several_words = words.split_whitespace().nth(1).is_some();
    next.is_some() && begins_well && several_words && !ends_like_text
}

fn ends_with_acronym(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or(words);
    last.len() > 2 && last.split_terminator('.').all(|letter| letter.chars().count() == 1)
}

/// Longest heading, in bytes. Chosen by eye on seeds/.
const LONGEST_HEADING: usize = 80;

fn is_heading(words: &str, next: Option<&str>) -> bool {
    if words.starts_with('#') && words.trim_start_matches('#').starts_with(' ') {
        return true;
    }
    if words.len() > LONGEST_HEADING {
        return false;
    }
    let begins_well = words.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit());
    let question = words.ends_with('?');
    let ends_like_text = ends_sentence(words) || words.ends_with([',', ';', '"', '”', '’', '-', '–', '—', '_', ')']);
    let next_is_longer = next.is_some_and(|next| next.len() > words.len());
    begins_well && (question || !ends_like_text) && next_is_longer
}

/// Longest caption, in bytes. Chosen by eye on news of many outlets.
const LONGEST_CAPTION: usize = 800;

/// `(John Doe/Example Images)` at the end, `FILE -` or `In this April 2 photo` at the start.
fn is_caption(words: &str, classes: Class) -> bool {
    if words.len() > LONGEST_CAPTION {
        return false;
    }
    const STARTS: [&str; 11] = [
        "FILE - ",
        "FILE – ",
        "FILE — ",
        "FILE: ",
        "File photo",
        "Pictured:",
        "Pictured above",
        "Pictured here",
        "Image caption",
        "Media caption",
        "Photo caption",
    ];
    let filed = STARTS.iter().any(|start| words.starts_with(start));
    let named = || words.contains("Image caption ");
    let dated = || {
        let start = words.char_indices().nth(80).map_or(words, |(end, _)| &words[..end]);
        start.contains("In this ") && (start.contains(" photo, ") || start.contains(" photo provided"))
    };
    let pictured = classes.meets(Class::PICTURE) && (named() || dated());
    let credited = words.strip_suffix(')').and_then(|words| words.rsplit_once('('));
    filed || pictured || credited.is_some_and(|(_, inside)| is_picture_credit(inside))
}

/// What stands between the parentheses after a caption.
fn is_picture_credit(inside: &str) -> bool {
    const PHRASES: [&str; 8] = ["photo", "getty", "source:", "image:", "images", "courtesy", "credit:", "screenshot"];
    let lower = inside.to_lowercase();
    inside.len() < 100
        && (PHRASES.iter().any(|phrase| lower.contains(phrase))
            || inside.rsplit_once('/').is_some_and(|(_, name)| furniture::is_picture_agency(name.trim())))
}
