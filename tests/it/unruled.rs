//! What is compared of articles without any rule.

use crosscheck::article::{Article, Published};
use crosscheck::compare::{Comparison, Relation};
use crosscheck::input::Inputs;
use crosscheck::rule::RuleSet;
use jiff::civil::DateTime;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    articles: Vec<Text>,
    alarms: Vec<[String; 2]>,
    agree: Option<Vec<[String; 2]>>,
    /// What a finding is called, up to the colon.
    called: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Text {
    Plain(String),
    Dated { published: String, text: String },
}

fn article(at: usize, text: &Text) -> Article {
    let id = format!("{at}.md");
    match text {
        Text::Plain(text) => Article::new(&id, text.clone()),
        Text::Dated { published, text } => {
            let moment = published.strip_suffix('Z').and_then(|moment| moment.parse::<DateTime>().ok());
            let utc = moment.expect("a moment in UTC");
            let mut article = Article::new(&id, text.clone());
            article.published = Some(Published { date: utc.date(), utc: Some(utc) });
            article
        }
    }
}

/// The pairs of these relations, each figure in its words; the words of a pair in the order of the alphabet.
fn pairs(articles: &[Article], comparison: &Comparison, relations: &[Relation]) -> BTreeSet<[String; 2]> {
    let words = |id: crosscheck::claim::ClaimId| {
        let claim = &comparison.claims[id.index()];
        let article = &articles[claim.article.index()];
        article.words(claim.mention.part, claim.mention.span).to_owned()
    };
    let all = comparison.findings.iter().flat_map(|finding| &finding.pairs);
    let related = all.filter(|pair| relations.contains(&pair.relation));
    related.map(|pair| sorted([words(pair.left), words(pair.right)])).collect()
}

fn sorted(mut words: [String; 2]) -> [String; 2] {
    words.sort();
    words
}

#[test]
fn figures_without_a_rule_are_compared_as_the_cases_say() {
    let cases: Vec<Case> =
        serde_yaml::from_str(include_str!("../cases/unruled.yaml")).expect("unruled.yaml is well-formed");
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert!(!cases.is_empty() && names.len() == cases.len(), "every case has a name of its own");
    let alarms = [Relation::Conflict, Relation::Misquoted, Relation::Disputed, Relation::Regressed];
    let meetings = [Relation::Agree, Relation::Rounded, Relation::Compatible];
    let mut failures = String::new();
    for case in &cases {
        let articles: Vec<Article> = case.articles.iter().enumerate().map(|(at, text)| article(at, text)).collect();
        let inputs = Inputs { articles: articles.clone(), ..Inputs::default() };
        let comparison = crosscheck::check(inputs, &RuleSet::default()).comparison;
        let expected = [("alarms", &alarms[..], Some(&case.alarms)), ("agree", &meetings[..], case.agree.as_ref())];
        for (what, relations, expected) in expected {
            let Some(expected) = expected else { continue };
            let expected: BTreeSet<[String; 2]> = expected.iter().cloned().map(sorted).collect();
            let found = pairs(&articles, &comparison, relations);
            if found != expected {
                let _ = writeln!(failures, "{}: {what}: expected {expected:?}, found {found:?}", case.name);
            }
        }
        let titles: Vec<&str> = comparison.findings.iter().map(|finding| finding.title.as_str()).collect();
        let called = |words: &String| titles.iter().any(|title| title.split(':').next() == Some(words));
        if case.called.as_ref().is_some_and(|words| !called(words)) {
            let _ = writeln!(failures, "{}: called {titles:?}", case.name);
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}
