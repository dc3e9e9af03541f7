//! Any rule file loads or is refused with problems whose places can be shown; what loads can be applied.
//!
//! `cargo fuzz run -s none rules fuzz/corpus/rules rules` (works on stable).

#![no_main]

use crosscheck::article::{Article, ArticleId};
use crosscheck::extract;
use crosscheck::rule::{Colour, RuleSet};
use libfuzzer_sys::fuzz_target;

/// A text with a bit of everything, for rules that load.
const TEXT: &str = "At least 40 people were killed in Norvik on Tuesday, 3 March 2020, officials said. The repair cost $3 million, 5 percent more.\n";

fuzz_target!(|file: &str| {
    let (rules, problems) = RuleSet::from_files(&[("fuzz.yaml".to_owned(), file.to_owned())]);
    for problem in &problems {
        assert!(!problem.to_string().is_empty());
        assert!(!problem.render(file, Colour::Plain).is_empty());
    }
    let article = Article::new("fuzz", TEXT);
    let reading = extract::read(&article);
    for claim in rules.place(ArticleId(0), &article, &reading) {
        assert!(!article.words(claim.mention.part, claim.mention.span).is_empty());
    }
});
