//! Names: the cases of `tests/cases/names.yaml`, read, placed under a rule of kind `name`, and compared.

use crosscheck::article::{Article, ArticleId};
use crosscheck::extract::{Mention, read};
use crosscheck::input::Inputs;
use crosscheck::rule::RuleSet;
use crosscheck::value::{NameClass, ProperName, Value};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    read: Vec<ReadCase>,
    rule: String,
    placed: Vec<PlacedCase>,
    compared: Vec<ComparedCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadCase {
    name: String,
    text: String,
    expect: Vec<Expected>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    text: String,
    role: Option<String>,
    is: Option<String>,
    status: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlacedCase {
    name: String,
    text: String,
    expect: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ComparedCase {
    name: String,
    left: String,
    right: String,
    verdict: String,
    note: Option<String>,
}

fn cases() -> Cases {
    let cases: Cases = serde_yaml::from_str(include_str!("../cases/names.yaml")).expect("names.yaml is well-formed");
    let names = |names: Vec<&str>| {
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "names of cases are unique");
        names.len()
    };
    let read = names(cases.read.iter().map(|case| case.name.as_str()).collect());
    let placed = names(cases.placed.iter().map(|case| case.name.as_str()).collect());
    let compared = names(cases.compared.iter().map(|case| case.name.as_str()).collect());
    assert!(read > 0 && placed > 0 && compared > 0, "there are cases of each sort");
    cases
}

fn rules(cases: &Cases) -> RuleSet {
    let (rules, problems) = RuleSet::from_files(&[("suspect.yaml".to_owned(), cases.rule.clone())]);
    assert!(problems.is_empty(), "{problems:?}");
    rules
}

fn name(mention: &Mention) -> &ProperName {
    match &mention.value {
        Value::Name(name) => name,
        other => panic!("a name has the value {other}"),
    }
}

/// What is wrong with a mention, in words.
fn miss(expected: &Expected, mention: &Mention, text: &str) -> Option<String> {
    let name = name(mention);
    let span = expected.role.as_ref().map_or(expected.text.clone(), |role| format!("{role} {}", expected.text));
    let class = expected.is.as_deref().unwrap_or(NameClass::Unknown.as_str());
    let status = expected.status.as_deref().unwrap_or("asserted");
    let same = name.text == expected.text
        && name.role == expected.role
        && name.class.as_str() == class
        && mention.status.as_str() == status
        && mention.core.slice(text) == expected.text
        && mention.span.slice(text) == span;
    (!same).then(|| format!("expected {expected:?}, found {name:?} ({})", mention.status.as_str()))
}

#[test]
fn names_are_read_with_their_roles() {
    let mut failures = String::new();
    for case in cases().read {
        let article = Article::new("a.md", case.text.clone());
        let found = read(&article).name_mentions(&article);
        let texts: Vec<&str> = found.iter().map(|mention| name(mention).text.as_str()).collect();
        if found.len() != case.expect.len() {
            let expected: Vec<&str> = case.expect.iter().map(|expected| expected.text.as_str()).collect();
            let _ = writeln!(failures, "{}: expected {expected:?}, found {texts:?}", case.name);
            continue;
        }
        for miss in case.expect.iter().zip(&found).filter_map(|(expected, found)| miss(expected, found, &case.text)) {
            let _ = writeln!(failures, "{}: {miss}", case.name);
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn rules_of_names_take_the_name_of_their_role() {
    let cases = cases();
    let rules = rules(&cases);
    let mut failures = String::new();
    for case in &cases.placed {
        let article = Article::new("a.md", case.text.clone());
        let claims = rules.place(ArticleId(0), &article, &read(&article));
        let found: Vec<&str> = claims.iter().map(|claim| name(&claim.mention).text.as_str()).collect();
        if found != case.expect {
            let _ = writeln!(failures, "{}: expected {:?}, found {found:?}", case.name, case.expect);
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn a_rule_of_names_tests_itself() {
    let run = rules(&cases()).test();
    let failures: Vec<String> = run.failures().map(ToString::to_string).collect();
    assert_eq!((run.outcomes.len(), failures, run.problems.len()), (3, Vec::new(), 0));
}

#[test]
fn two_names_of_one_role_compare() {
    let cases = cases();
    let rules = rules(&cases);
    let mut failures = String::new();
    for case in &cases.compared {
        let articles = vec![Article::new("left.md", case.left.clone()), Article::new("right.md", case.right.clone())];
        let report = crosscheck::check(Inputs { articles, ..Inputs::default() }, &rules);
        let found = report.comparison.findings.first();
        let verdict = found.map_or("nothing", |finding| finding.verdict.as_str());
        let noted =
            |note: &String| found.is_some_and(|finding| finding.pairs.iter().any(|pair| pair.notes.contains(note)));
        if verdict != case.verdict || !case.note.as_ref().is_none_or(noted) {
            let _ = writeln!(failures, "{}: expected {} {:?}, found {found:#?}", case.name, case.verdict, case.note);
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn names_that_no_rule_takes_are_no_claims() {
    let articles =
        ["The suspect is Omar Haddad, and Paul Rennick left.", "The suspect is Omar Haddad. Ada Quist stayed."];
    let article = |(number, text): (usize, &str)| Article::new(format!("{number}.md"), text);
    let articles = articles.into_iter().enumerate().map(article).collect();
    let report = crosscheck::check(Inputs { articles, ..Inputs::default() }, &rules(&cases()));
    let claims: Vec<&str> = report.comparison.claims.iter().map(|claim| name(&claim.mention).text.as_str()).collect();
    assert_eq!(claims, ["Omar Haddad", "Omar Haddad"]);
}

#[test]
fn several_ages_and_titles_of_one_person_are_listed() {
    let cases: &[(&[&str], &[&[&str]])] = &[
        (
            &["It was Marta Quill, 34, who fell.", "They found 43-year-old Marta Quill there."],
            &[&["Marta Quill, 34", "Marta Quill, 43"]],
        ),
        (&["It was Marta Quill, 34, who fell.", "They found Marta Quill (34) there."], &[]),
        (&["It was Marta Quill, 34, and Marta Quill, 9.", "They found Marta Quill (34) there."], &[]),
        (&["It was Quill, 34, who fell.", "They found Quill (43) there."], &[]),
        (&["It was Marta Quill, 340, who fell.", "They found Marta Quill (43) there."], &[]),
        (
            &["The order came from Col. Omar Haddad.", "The order came from Maj. Omar Haddad."],
            &[&["Col. Omar Haddad", "Maj. Omar Haddad"]],
        ),
        (
            &[
                "They asked Foreign Minister Ada Quist.",
                "They asked Defence Minister Ada Quist.",
                "So said Defense Secretary Ada Quist.",
            ],
            &[&["Defence Minister Ada Quist", "Foreign Minister Ada Quist"]],
        ),
        (&["They asked Mr. Sasha Quill.", "They asked Ms. Sasha Quill."], &[&["Mr. Sasha Quill", "Ms. Sasha Quill"]]),
        // A rank cut short, a former office, a surname alone, one article with both, a title of another kind.
        (&["The order came from Lt. Col. Omar Haddad.", "The order came from Col. Omar Haddad."], &[]),
        (&["They asked former President Omar Haddad.", "They asked Mayor Omar Haddad."], &[]),
        (&["They asked then-President Omar Haddad.", "They asked Mayor Omar Haddad."], &[]),
        (&["They asked Mayor Haddad.", "They asked Governor Haddad."], &[]),
        (&["They asked Mayor Omar Haddad, once Governor Omar Haddad.", "They asked Mayor Omar Haddad."], &[]),
        (&["They asked Mayor Omar Haddad.", "They asked Mr. Omar Haddad."], &[]),
    ];
    for (texts, expected) in cases {
        let article = |(number, text): (usize, &&str)| Article::new(format!("{number}.md"), *text);
        let articles = texts.iter().enumerate().map(article).collect();
        let report = crosscheck::check(Inputs { articles, ..Inputs::default() }, &RuleSet::default());
        let names = report.comparison.names.iter();
        let found: Vec<Vec<&str>> =
            names.map(|name| name.spellings.iter().map(|(text, _)| text.as_str()).collect()).collect();
        assert_eq!(found, *expected, "{texts:?}");
    }
}
