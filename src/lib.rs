//! crosscheck reads several articles about one story and says where they agree and where they conflict.

pub mod article;
pub mod claim;
pub mod compare;
pub mod error;
pub mod extract;
pub mod input;
pub mod report;
pub mod rule;
pub mod segment;
pub mod span;
pub mod value;

use article::{Article, ArticleId};
use claim::Claim;
use compare::Comparison;
use error::{Diagnostic, Severity};
use extract::Reading;
use input::Inputs;
use rayon::prelude::*;
use report::Report;
use rule::RuleSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Reads the articles, places what they say under topics, and compares it. The result does not depend on the order of
/// the articles.
///
/// With fewer than two articles nothing is compared; that, and an article that shows a bug, is a problem of the report.
#[must_use]
pub fn check(inputs: Inputs, rules: &RuleSet) -> Report {
    let Inputs { articles, mut problems, story } = inputs;
    let (articles, readings) = read_all(articles, &mut problems);
    let comparison = if articles.len() < 2 {
        let message = format!("two articles are needed for a comparison, {} could be read", articles.len());
        problems.push(Diagnostic { severity: Severity::Error, path: "check".to_owned(), line: None, message });
        let origins = articles.iter().map(|article| article.name().to_owned()).collect();
        Comparison { origins, ..Comparison::default() }
    } else {
        let claims = place_all(&articles, &readings, rules);
        compare::compare(&articles, &readings, claims, rules)
    };
    Report { articles, readings, comparison, problems, story }
}

/// Reads each article by itself, so that a bug that one of them shows costs that article only.
fn read_all(mut articles: Vec<Article>, problems: &mut Vec<Diagnostic>) -> (Vec<Article>, Vec<Reading>) {
    articles.sort_by(|left, right| left.id.cmp(&right.id));
    let read = |article: &Article| catch_unwind(AssertUnwindSafe(|| extract::read(article))).ok();
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

fn place_all(articles: &[Article], readings: &[Reading], rules: &RuleSet) -> Vec<Claim> {
    let place = |(index, (article, reading)): (usize, (&Article, &Reading))| {
        let id = ArticleId(u32::try_from(index).expect("there are fewer than 2^32 articles"));
        // No rule can be loaded yet, so nothing is placed.
        let _ = (rules, id, article, reading);
        Vec::<Claim>::new()
    };
    articles.par_iter().zip(readings).enumerate().map(place).collect::<Vec<_>>().concat()
}
