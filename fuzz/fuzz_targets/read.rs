//! Any text is read without a panic, and every span of what was read slices it.
//!
//! `cargo fuzz run -s none read fuzz/corpus/read seeds` (works on stable).

#![no_main]

use crosscheck::article::{Article, ArticleId, Part, Title};
use crosscheck::extract::{self, parse_date};
use crosscheck::rule::RuleSet;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::built_in);

fuzz_target!(|text: &str| {
    let mut article = Article::new("fuzz", text);
    // A first line may be the declared title, or a date as front matter gives it.
    let (first, _) = text.split_once('\n').unwrap_or_default();
    article.title = (!first.trim().is_empty()).then(|| Title { text: first.to_owned(), start: None });
    if let Some(timex) = parse_date(first, None) {
        assert!(!timex.timex3().is_empty());
    }
    let reading = extract::read(&article);
    for mention in &reading.mentions {
        let words = article.words(mention.part, mention.span);
        assert!(!words.is_empty());
        assert!(mention.span.contains(mention.core), "{words}");
        let sentence = reading.segments(mention.part).sentences[mention.sentence].span;
        assert!(sentence.contains(mention.span), "{words}");
        let spans = [mention.counted.map(|it| it.phrase), mention.counted.map(|it| it.head), mention.restates];
        for span in spans.into_iter().flatten() {
            assert!(!article.words(mention.part, span).is_empty());
        }
        if let Some(speaker) = &mention.speaker {
            assert!(!article.words(mention.part, speaker.span).is_empty());
        }
        if let Some(amount) = mention.value.amount() {
            let interval = amount.interval();
            assert!(interval.high.is_none_or(|high| interval.low <= high), "{words}");
        }
        if let Some((first, last)) = mention.value.timex().and_then(|timex| timex.days()) {
            assert!(first <= last, "{words}");
        }
    }
    for tokens in reading.body.tokens.windows(2) {
        assert!(tokens[0].span.end() <= tokens[1].span.start());
    }
    for claim in RULES.place(ArticleId(0), &article, &reading) {
        assert!(!article.words(claim.mention.part, claim.mention.span).is_empty());
        assert!(article.line_column(Part::Body, claim.mention.span) >= (1, 1));
    }
});
