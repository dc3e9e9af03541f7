//! A draft against the coverage: cases of tests/cases/drafts.yaml, and the laws of its account.

use crosscheck::article::{Article, Published};
use crosscheck::compare::{Account, State};
use crosscheck::input::{Inputs, ReadOptions, read_draft};
use crosscheck::report::Report;
use crosscheck::rule::RuleSet;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    draft: Source,
    articles: Vec<Source>,
    facts: Vec<String>,
    #[serde(default)]
    left_out: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    outlet: Option<String>,
    published: Option<String>,
    text: String,
}

static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::built_in);

fn article(id: &str, source: &Source) -> Article {
    let mut article = Article::new(id, source.text.clone());
    article.outlet.clone_from(&source.outlet);
    article.published = source.published.as_ref().map(|day| Published::on(day.parse().expect("a day")));
    article
}

fn check(case: &Case, turn: usize) -> Report {
    let mut articles: Vec<Article> =
        case.articles.iter().enumerate().map(|(at, source)| article(&format!("{at}.md"), source)).collect();
    let newest = articles.iter().filter_map(|article| article.published).max();
    let mut draft = article("draft.md", &case.draft);
    draft.published = draft.published.or(newest);
    articles.push(draft);
    articles.rotate_left(turn);
    let inputs = Inputs { articles, draft: Some("draft.md".to_owned()), ..Inputs::default() };
    crosscheck::check(inputs, &RULES)
}

fn account(report: &Report) -> &Account {
    report.comparison.draft.as_ref().expect("there is a draft")
}

/// "12 people: contradicted! Herald says 17."
fn facts(report: &Report) -> Vec<String> {
    let fact = |fact: &crosscheck::compare::Fact| {
        let claim = &report.comparison.claims[fact.claim.index()];
        let words = report.articles[claim.article.index()].words(claim.mention.part, claim.mention.span);
        format!("{words}: {}! {}", fact.state.as_str(), fact.reason)
    };
    account(report).facts.iter().map(fact).collect()
}

#[test]
fn every_fact_of_a_draft_has_its_state() {
    let cases: Vec<Case> =
        serde_yaml::from_str(include_str!("../cases/drafts.yaml")).expect("drafts.yaml is well-formed");
    let mut failures = Vec::new();
    let mut states = BTreeSet::new();
    for case in &cases {
        let report = check(case, 0);
        let found = facts(&report);
        states.extend(account(&report).facts.iter().map(|fact| fact.state));
        let fits = |(expected, found): (&String, &String)| {
            let (words, reason) = expected.split_once("! ").unwrap_or((expected, ""));
            found.split_once("! ").is_some_and(|(state, said)| state == words && said.contains(reason))
        };
        let left_out = account(&report).left_out.iter().map(|&at| &report.comparison.findings[at].reason);
        let left_out: Vec<&String> = left_out.collect();
        let all_left_out = left_out.len() == case.left_out.len()
            && left_out.iter().zip(&case.left_out).all(|(reason, part)| reason.contains(part));
        if found.len() != case.facts.len() || !case.facts.iter().zip(&found).all(fits) || !all_left_out {
            failures.push(format!(
                "{}\n  expected {:?}\n  found    {found:?}\n  left out {left_out:?}",
                case.name, case.facts
            ));
        }
        for turn in 1..=case.articles.len() {
            assert_eq!(facts(&check(case, turn)), found, "{}: the order of the articles", case.name);
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_eq!(states.into_iter().collect::<Vec<_>>(), State::ALL, "every state has a case");
}

#[test]
fn a_draft_is_read_apart_from_the_articles() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("a file");
    write("draft.md", "---\noutlet: Herald\n---\nThe quake killed 12 people.\n");
    write("a.md", "---\noutlet: Herald\npublished: 2024-03-05\n---\nThe quake killed 12 people.\n");
    let paths = [folder.path().to_owned()];
    let inputs = read_draft(&folder.path().join("draft.md"), &paths, &ReadOptions::default());
    assert_eq!(inputs.articles.len(), 2, "the draft in the folder is no article of the coverage");
    let draft = inputs.articles.iter().find(|article| Some(&article.id) == inputs.draft.as_ref()).expect("the draft");
    assert_eq!(draft.outlet, None, "a draft speaks for no outlet");
    assert_eq!(
        draft.published,
        inputs.articles.iter().find_map(|article| article.outlet.as_ref().and(article.published))
    );

    let missing = read_draft(&folder.path().join("none.md"), &paths, &ReadOptions::default());
    assert!(missing.draft.is_none() && !missing.problems.is_empty());
    let many = read_draft(folder.path(), &paths, &ReadOptions::default());
    assert!(many.problems.iter().any(|problem| problem.message.contains("a draft is one article")));
}

#[test]
fn a_draft_comes_from_standard_input_and_the_articles_are_counted_without_it() {
    let mut check = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(["check", "--draft", "-", "tests/cli/conflict", "--rules", "tests/cli/rules", "--format", "list"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let text = b"Flood victims live in 1,500 tents along the river.\n";
    check.stdin.take().expect("it is open").write_all(text).expect("it is read");
    let output = check.wait_with_output().expect("the command ends");
    let shown = String::from_utf8(output.stdout).expect("text");
    assert!(shown.starts_with("stdin:1: CONTRADICTED: 1,500 tents (Tents in the valley): "), "{shown}");
    assert_eq!(output.status.code(), Some(1));
}
