//! Segmentation: the cases of `tests/cases/segment.yaml`, and laws that hold for every text.

use crosscheck::article::{Article, Title};
use crosscheck::segment::{BlockKind, Segments, SetAside, segment, segment_article};
use crosscheck::span::Span;
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeSet;

/// A text and what must be found in it; what is not named is not looked at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Case {
    name: String,
    /// Why the expected outcome is what it is.
    #[serde(rename = "note")]
    _note: Option<String>,
    text: String,
    title: Option<String>,
    sentences: Option<Vec<String>>,
    blocks: Option<Vec<ExpectedBlock>>,
    quotations: Option<Vec<String>>,
    /// `null` expects none.
    #[serde(default, deserialize_with = "named")]
    dateline: Option<Option<ExpectedDateline>>,
    credits: Option<Vec<String>>,
    quoted_outlets: Option<Vec<String>>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct ExpectedDateline {
    span: String,
    place: String,
    agency: Option<String>,
}

/// A field that is named even though it may be `null`.
fn named<'de, D: serde::Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum ExpectedBlock {
    Headline(String),
    Heading(String),
    Paragraph(String),
    Caption(String),
    Subscription(String),
    Promotion(String),
    Credit(String),
    Disclaimer(String),
    Comments(String),
    Navigation(String),
    Title(String),
}

impl ExpectedBlock {
    fn found(kind: BlockKind, words: String) -> Self {
        match kind {
            BlockKind::Headline => Self::Headline(words),
            BlockKind::Heading => Self::Heading(words),
            BlockKind::Paragraph => Self::Paragraph(words),
            BlockKind::Caption => Self::Caption(words),
            BlockKind::SetAside(SetAside::Subscription) => Self::Subscription(words),
            BlockKind::SetAside(SetAside::Promotion) => Self::Promotion(words),
            BlockKind::SetAside(SetAside::Credit) => Self::Credit(words),
            BlockKind::SetAside(SetAside::Disclaimer) => Self::Disclaimer(words),
            BlockKind::SetAside(SetAside::Comments) => Self::Comments(words),
            BlockKind::SetAside(SetAside::Navigation) => Self::Navigation(words),
            BlockKind::SetAside(SetAside::Title) => Self::Title(words),
        }
    }
}

#[test]
fn every_case_of_the_file_is_segmented_as_expected() {
    let cases: Vec<Case> = serde_yaml::from_str(include_str!("../cases/segment.yaml")).expect("the cases are valid");
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert!(!cases.is_empty() && names.len() == cases.len(), "no cases, or two of one name");
    let failures: Vec<String> = cases.iter().flat_map(check).collect();
    assert!(failures.is_empty(), "{} wrong:\n{}", failures.len(), failures.join("\n"));
}

fn check(case: &Case) -> Vec<String> {
    let mut article = Article::new(case.name.as_str(), case.text.as_str());
    article.title = case.title.clone().map(|text| Title { text, start: None });
    let segments = segment_article(&article);
    // Wrapped lines are compared as one line.
    let words = |span: Span| span.slice(&case.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut failures = Vec::new();
    let sentences = segments.sentences.iter().map(|sentence| words(sentence.span)).collect();
    compare(case, "sentences", case.sentences.as_ref(), &sentences, &mut failures);
    let blocks = segments.blocks.iter().map(|block| ExpectedBlock::found(block.kind, words(block.span))).collect();
    compare(case, "blocks", case.blocks.as_ref(), &blocks, &mut failures);
    let quotations = segments.quotations.iter().map(|quotation| words(quotation.span)).collect();
    compare(case, "quotations", case.quotations.as_ref(), &quotations, &mut failures);
    let dateline = segments.dateline.as_ref().map(|dateline| ExpectedDateline {
        span: words(dateline.span),
        place: words(dateline.place),
        agency: dateline.agency.map(words),
    });
    compare(case, "dateline", case.dateline.as_ref(), &dateline, &mut failures);
    let names = |outlets: &[(String, Span)]| outlets.iter().map(|(name, _)| name.clone()).collect();
    compare(case, "credits", case.credits.as_ref(), &names(&segments.credits), &mut failures);
    compare(case, "quoted outlets", case.quoted_outlets.as_ref(), &names(&segments.quoted_outlets), &mut failures);
    failures
}

fn compare<T: PartialEq + std::fmt::Debug>(
    case: &Case,
    what: &str,
    expected: Option<&T>,
    found: &T,
    failures: &mut Vec<String>,
) {
    if let Some(expected) = expected.filter(|&expected| expected != found) {
        failures.push(format!("{}: {what}\n  expected {expected:#?}\n  found    {found:#?}", case.name));
    }
}

/// What must hold whatever the text is.
fn assert_laws(text: &str) {
    let segments = segment_all(text);
    let set_aside = |block: usize| matches!(segments.blocks[block].kind, BlockKind::SetAside(_));
    let mut read = vec![0; segments.tokens.len()];
    for sentence in &segments.sentences {
        assert!(!sentence.tokens.is_empty() && !set_aside(sentence.block));
        assert!(segments.blocks[sentence.block].span.contains(sentence.span));
        let first = segments.tokens[sentence.tokens.start].span;
        let last = segments.tokens[sentence.tokens.end - 1].span;
        assert_eq!(sentence.span, first.join(last));
        sentence.tokens.clone().for_each(|token| read[token] += 1);
    }
    for (index, block) in segments.blocks.iter().enumerate() {
        assert!(!block.span.slice(text).trim().is_empty());
        let inside = segments.tokens.iter().zip(&read).filter(|(token, _)| block.span.contains(token.span));
        let expected = usize::from(!set_aside(index));
        assert!(inside.clone().all(|(_, &times)| times == expected), "{segments:?}");
        let sentences = &segments.sentences[block.sentences.clone()];
        assert!(sentences.iter().all(|sentence| sentence.block == index));
    }
    let covered: usize = segments.blocks.iter().map(|block| block.sentences.len()).sum();
    assert_eq!(covered, segments.sentences.len());
    assert_in_order(segments.blocks.iter().map(|block| block.span));
    assert_in_order(segments.sentences.iter().map(|sentence| sentence.span));
    assert_in_order(segments.quotations.iter().map(|quotation| quotation.span));
    assert_quotations_stay_in_their_blocks(&segments);
}

fn assert_in_order(spans: impl Iterator<Item = Span>) {
    spans.fold(0, |end, span| {
        assert!(end <= span.start(), "{span:?} begins before {end}");
        span.end()
    });
}

fn assert_quotations_stay_in_their_blocks(segments: &Segments) {
    for quotation in &segments.quotations {
        assert!(segments.blocks.iter().any(|block| block.span.contains(quotation.span)));
    }
}

/// Extraction looks around inside a sentence: without a longest one it would be quadratic.
#[test]
fn a_text_without_periods_is_cut_behind_a_comma() {
    for (piece, end) in [("12 crates, ", ","), ("crates ", "crates")] {
        let text = piece.repeat(2000);
        let segments = segment_all(&text);
        for sentence in &segments.sentences {
            assert!(sentence.tokens.len() <= 500, "{} tokens", sentence.tokens.len());
            assert!(sentence.span.slice(&text).ends_with(end), "{}", sentence.span.slice(&text));
        }
    }
}

#[test]
fn hostile_paragraphs_take_linear_time() {
    // Whatever is quadratic here takes minutes.
    let pieces = [
        "word ",
        ". ",
        "\"a ",
        "“ ",
        "'a ",
        "‘a b’s ",
        "« ",
        "U.S. ",
        "(",
        "a. ",
        "AP ",
        "... ",
        "[1] ",
        "\n",
        "AD\n",
        "a\n\n",
        "12",
        "told CNN ",
        "A (AP",
        "PLACE, ",
        "\u{200b}",
        "’’",
        ".\" ",
    ];
    for piece in pieces {
        let segments = segment_all(&piece.repeat(200_000 / piece.len()));
        let read: usize = segments.sentences.iter().map(|sentence| sentence.tokens.len()).sum();
        let all_set_aside = segments.blocks.iter().all(|block| matches!(block.kind, BlockKind::SetAside(_)));
        assert_eq!(read, if all_set_aside { 0 } else { segments.tokens.len() }, "{piece:?}");
    }
}

fn segment_all(text: &str) -> Segments {
    segment(text, Span::new(0, text.len()))
}

/// Pieces that decide where sentences, blocks and quotations end.
const PIECES: &[&str] = &[
    "The",
    "word",
    "U.S.",
    "Jan.",
    "31",
    "a.m.",
    "J.",
    "Gen.",
    "No.",
    ".",
    "..",
    "…",
    "!",
    "?",
    "\"",
    "“",
    "”",
    "'",
    "‘",
    "’",
    "''",
    "``",
    "«",
    "»",
    "(",
    ")",
    "[",
    "]",
    "-",
    "—",
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\t",
    "é",
    "\u{feff}",
    "\u{301}",
    "ADVERTISEMENT",
    "Read more",
    "(AP)",
];

proptest! {
    #[test]
    fn laws_hold_for_any_string(text in any::<String>()) {
        assert_laws(&text);
    }

    #[test]
    fn laws_hold_for_any_order_of_signs_and_words(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..80)) {
        assert_laws(&pieces.concat());
    }
}
