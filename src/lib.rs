//! crosscheck reads several articles about one story and says where they agree and where they conflict.
//!
//! # Bird's-eye view
//!
//! Data flows one way: read, segment, extract, place, compare, report.
//!
//! | stage | module | in → out |
//! |---|---|---|
//! | read | [`input`] | files, folders, `story.yaml`, JSON lines → [`article::Article`]; lines of claims → [`input::Claimed`] |
//! | segment | [`segment`] | text → tokens, sentences, blocks, quotations |
//! | extract | [`extract`] | segments → [`extract::Mention`]: a span with the [`value::Value`] that it expresses |
//! | place | [`rule`] | mentions → [`claim::Claim`]: a mention under a topic, with its slots |
//! | compare | [`compare`] | claims → [`compare::Finding`]: what a group of claims says |
//! | review | [`review`] | findings and what people decided about them → findings kept or dismissed |
//! | report | [`report`] | findings → table, list, JSON |
//! | remember | [`batch`], [`ledger`] | reports of many stories, run after run → what is new |
//!
//! [`value`] knows what figures mean and knows no text; [`span`] and [`article`] know where words stand.
//! The binary (`main.rs`, `cli.rs`) only turns arguments into calls and results into text and exit codes.
//!
//! # Invariants
//!
//! - The core is pure: no disk, clock, environment or printing outside [`input`], [`ledger`] and the binary.
//! - Same input, same rules, same version: byte-identical output. Nothing depends on the order of the articles, of hash
//!   maps or of threads.
//! - Values are exact decimals; no float holds one.
//! - Every claim can be traced to the exact bytes of its article; texts are never normalised in place.
//! - Extraction is total: any UTF-8 is acceptable, odd text yields no mention rather than an error.
//!
//! # Example
//!
//! ```
//! use crosscheck::article::Article;
//! use crosscheck::input::Inputs;
//! use crosscheck::rule::RuleSet;
//!
//! let rule = "
//! topic: People killed
//! kind: count
//! of: [people killed]
//! tests:
//!   - text: The quake killed 10 people.
//!     expect:
//!       - value: \"10\"
//!   - text: The quake was felt by 10 people.
//!     expect: nothing
//! ";
//! let (rules, problems) = RuleSet::from_files(&[("killed.yaml".to_owned(), rule.to_owned())]);
//! assert!(problems.is_empty());
//! let morning = Article::new("morning.md", "The quake killed at least 12 people.\n");
//! let evening = Article::new("evening.md", "Fifteen people were killed in the quake.\n");
//! let inputs = Inputs { articles: vec![morning, evening], ..Inputs::default() };
//! let report = crosscheck::check(inputs, &rules);
//! assert_eq!(report.comparison.findings[0].verdict.as_str(), "compatible");
//! ```

pub mod article;
pub mod batch;
pub mod claim;
pub mod compare;
pub mod error;
pub mod extract;
pub mod input;
pub mod ledger;
pub mod progress;
pub mod report;
pub mod review;
pub mod rule;
pub mod segment;
pub mod span;
pub mod suggest;
pub mod value;

use article::{Article, ArticleId, Part};
use claim::Claim;
use compare::Comparison;
use error::{Diagnostic, Severity};
use extract::Reading;
use input::{Claimed, Inputs};
use progress::Progress;
use rayon::prelude::*;
use report::Report;
use rule::RuleSet;
use rustc_hash::FxHashSet;
use span::Span;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Digest of the sources of this library and of what it is built with: two programs of one build read and find the same.
pub const BUILD: &str = env!("CROSSCHECK_BUILD");

/// Knows the reading of an article from elsewhere, as [`Reading::from_bytes`] gives it, or does not.
pub type Recall<'a> = dyn Fn(&Article) -> Option<Reading> + Sync + 'a;

/// Reads the articles, places what they say under topics, and compares it. The result does not depend on the order of
/// the articles.
///
/// With fewer than two articles nothing is compared; that, and an article that shows a bug, is a problem of the report.
#[must_use]
pub fn check(inputs: Inputs, rules: &RuleSet) -> Report {
    check_with(inputs, rules, &Progress::default())
}

/// [`check`], counting in `progress` how far it has come.
#[must_use]
pub fn check_with(mut inputs: Inputs, rules: &RuleSet, progress: &Progress) -> Report {
    set_aside_withdrawn(&mut inputs);
    check_claims(read_claims(inputs, rules, progress, &|_| None), rules)
}

/// Reads the articles that `recall` does not know, and places what all of them say under topics.
#[must_use]
pub fn read_claims(mut inputs: Inputs, rules: &RuleSet, progress: &Progress, recall: &Recall<'_>) -> Claimed {
    progress.begin(inputs.articles.len());
    let (articles, readings) = read_all(std::mem::take(&mut inputs.articles), &mut inputs.problems, progress, recall);
    let claims = place_all(&articles, &readings, rules, progress);
    Claimed { inputs: Inputs { articles, ..inputs }, readings, claims }
}

/// Compares claims that were read elsewhere: `check` without reading and placing.
#[must_use]
pub fn check_claims(claimed: Claimed, rules: &RuleSet) -> Report {
    let Claimed { inputs, readings, claims } = claimed;
    let Inputs { articles, mut problems, story, draft, reviews, today, skipped } = inputs;
    let comparison = if articles.len() < 2 {
        let message = format!("two articles are needed for a comparison, {} could be read", articles.len());
        problems.push(Diagnostic { severity: Severity::Error, path: String::new(), line: None, message });
        let origins = articles.iter().map(|article| article.name().to_owned()).collect();
        Comparison { origins, ..Comparison::default() }
    } else {
        let draft = draft.and_then(|draft| articles.iter().position(|article| article.id == draft));
        let draft = draft.and_then(|at| u32::try_from(at).ok()).map(ArticleId);
        compare::compare_draft(&articles, &readings, claims, rules, draft)
    };
    let mut report = Report { articles, readings, comparison, problems, inside_only: false, story, skipped };
    review::apply(&mut report, &reviews, today);
    report
}

/// Reads articles and looks for what disagrees inside each of them. Nothing is compared between them, so that one is
/// enough.
#[must_use]
pub fn check_inside(inputs: Inputs, rules: &RuleSet) -> Report {
    check_inside_with(inputs, rules, &Progress::default())
}

/// [`check_inside`], counting in `progress` how far it has come.
#[must_use]
pub fn check_inside_with(inputs: Inputs, rules: &RuleSet, progress: &Progress) -> Report {
    check_inside_claims(read_claims(inputs, rules, progress, &|_| None), rules)
}

/// [`check_inside`] for claims that were read elsewhere.
#[must_use]
pub fn check_inside_claims(claimed: Claimed, rules: &RuleSet) -> Report {
    let Claimed { inputs, readings, claims } = claimed;
    let Inputs { articles, problems, story, reviews, today, skipped, .. } = inputs;
    let comparison = compare::look_inside(&articles, &readings, claims, rules);
    let mut report = Report { articles, readings, comparison, problems, inside_only: true, story, skipped };
    review::apply(&mut report, &reviews, today);
    report
}

/// Takes out the articles that their outlets have withdrawn, with a note for each.
pub fn set_aside_withdrawn(inputs: &mut Inputs) {
    let Inputs { articles, problems, .. } = inputs;
    articles.retain(|article| {
        let withdrawn = compare::is_withdrawn(article);
        if withdrawn {
            let message = "withdrawn by its outlet: set aside".to_owned();
            problems.push(Diagnostic { severity: Severity::Note, path: article.id.clone(), line: None, message });
        }
        !withdrawn
    });
}

/// Reads each article by itself, so that a bug that one of them shows costs that article only.
fn read_all(
    mut articles: Vec<Article>,
    problems: &mut Vec<Diagnostic>,
    progress: &Progress,
    recall: &Recall<'_>,
) -> (Vec<Article>, Vec<Reading>) {
    articles.sort_by(|left, right| left.id.cmp(&right.id));
    let read = |article: &Article| {
        let read = || recall(article).unwrap_or_else(|| extract::read(article));
        let reading = catch_unwind(AssertUnwindSafe(read)).ok();
        progress.read_one();
        reading
    };
    let readings: Vec<_> = articles.par_iter().map(read).collect();
    let (mut read_articles, mut read_readings) = (Vec::new(), Vec::new());
    for (article, reading) in articles.into_iter().zip(readings) {
        if let Some(reading) = reading {
            read_articles.push(article);
            read_readings.push(reading);
        } else {
            let message = "internal error: this article could not be read; please report it".to_owned();
            problems.push(Diagnostic { severity: Severity::Error, path: article.id, line: None, message });
        }
    }
    (read_articles, read_readings)
}

/// Every mention as a claim: under each topic whose rule takes it, or under none.
fn place_all(articles: &[Article], readings: &[Reading], rules: &RuleSet, progress: &Progress) -> Vec<Claim> {
    let place = |(index, (article, reading)): (usize, (&Article, &Reading))| {
        let id = ArticleId(u32::try_from(index).expect("there are fewer than 2^32 articles"));
        let mut claims = rules.place(id, article, reading);
        let taken: FxHashSet<(Part, Span)> =
            claims.iter().map(|claim| (claim.mention.part, claim.mention.span)).collect();
        let unplaced = reading.mentions.iter().filter(|mention| !taken.contains(&(mention.part, mention.span)));
        claims.extend(unplaced.map(|mention| Claim::unplaced(id, mention.clone())));
        progress.placed_one();
        claims
    };
    articles.par_iter().zip(readings).enumerate().map(place).collect::<Vec<_>>().concat()
}

/// The claims of articles under the topics of some rules, without any comparison.
#[must_use]
pub fn place_articles(articles: &[Article], rules: &RuleSet) -> Vec<Claim> {
    let place = |(index, article): (usize, &Article)| {
        let id = ArticleId(u32::try_from(index).expect("there are fewer than 2^32 articles"));
        rules.place(id, article, &extract::read(article))
    };
    articles.par_iter().enumerate().map(place).collect::<Vec<_>>().concat()
}
