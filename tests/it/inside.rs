//! What disagrees inside one article: cases of tests/cases/inside.yaml, and the law that a true article gives no alarm.

use crosscheck::article::{Article, Published, Title};
use crosscheck::compare::Law;
use crosscheck::input::Inputs;
use crosscheck::rule::RuleSet;
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    title: Option<String>,
    published: Option<String>,
    /// Law and reason of each inconsistency, in order; none is expected if it is absent.
    #[serde(default)]
    expect: Vec<String>,
}

static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::built_in);

fn inconsistencies(text: &str, title: Option<&str>, published: Option<&str>) -> Vec<(Law, String)> {
    let mut article = Article::new("a.md", text);
    article.title = title.map(|title| Title { text: title.to_owned(), start: None });
    article.published = published.map(|day| Published::on(day.parse().expect("a day")));
    let report = crosscheck::check_inside(Inputs { articles: vec![article], ..Inputs::default() }, &RULES);
    report.comparison.inconsistencies.into_iter().map(|found| (found.law, found.reason)).collect()
}

#[test]
fn every_case_of_an_article_that_disagrees_with_itself() {
    let cases: Vec<Case> =
        serde_yaml::from_str(include_str!("../cases/inside.yaml")).expect("inside.yaml is well-formed");
    let mut failures = Vec::new();
    let mut laws = BTreeSet::new();
    for case in &cases {
        let found = inconsistencies(&case.text, case.title.as_deref(), case.published.as_deref());
        laws.extend(found.iter().map(|(law, _)| *law));
        let found: Vec<String> = found.iter().map(|(law, reason)| format!("{}: {reason}", law.as_str())).collect();
        if found != case.expect {
            failures.push(format!("{}\n  expected {:?}\n  found    {found:?}", case.text, case.expect));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_eq!(laws.into_iter().collect::<Vec<_>>(), Law::ALL, "every law has a case that breaks it");
}

proptest! {
    /// Whatever the figures are (four digits that are no year), a change that is told rightly, to the percent, is no alarm; one that is told wrongly is.
    #[test]
    fn only_a_wrong_percentage_is_an_alarm(old in 2_101_u32..9_999, new in 2_101_u32..9_999, off in 3_i64..50) {
        prop_assume!(old % 10 != 0 && new % 10 != 0 && old != new);
        let percent = (f64::from(new) / f64::from(old) - 1.0) * 100.0;
        let verb = if new > old { "rose" } else { "fell" };
        let told = |percent: i64| format!("Sales {verb} {percent} percent to {new} from {old}.");
        #[expect(clippy::cast_possible_truncation, reason = "at most 9,899 percent")]
        let rounded = percent.abs().round() as i64;
        prop_assume!(rounded >= 1);
        prop_assert!(inconsistencies(&told(rounded), None, None).is_empty());
        let wrong = told(rounded + off + rounded / 4);
        prop_assert_eq!(inconsistencies(&wrong, None, None).len(), 1, "{}", wrong);
    }

    /// Parts that add up are no alarm, parts that do not are.
    #[test]
    fn only_a_wrong_sum_is_an_alarm(men in 2_u32..500, women in 2_u32..500, off in 1_u32..9) {
        let told = |total: u32| format!("The crash killed {total} people, {men} men and {women} women.");
        prop_assert!(inconsistencies(&told(men + women), None, None).is_empty());
        prop_assert_eq!(inconsistencies(&told(men + women + off), None, None).len(), 1);
    }
}
