//! `crosscheck explain`: the example of each page gets what the page is about.

use crosscheck::article::{Article, Published, Title};
use crosscheck::compare::State;
use crosscheck::input::Inputs;
use crosscheck::report::Report;
use crosscheck::report::explain::{Page, Subject, pages};
use crosscheck::rule::RuleSet;
use std::collections::BTreeSet;

/// An article for each line of an example, "Outlet A, 2024-03-05: text"; a headline goes to the article after it.
fn articles(page: &Page) -> Vec<Article> {
    let mut headline = None;
    let mut articles = Vec::new();
    for line in page.example {
        let (who, text) = line.split_once(": ").expect("somebody says it");
        let (who, day) = who.split_once(", ").map_or((who, None), |(who, day)| (who, Some(day)));
        if who == "Headline" {
            headline = Some(Title { text: text.to_owned(), start: None });
            continue;
        }
        let mut article = Article::new(who, text);
        article.outlet = Some(who.to_owned()).filter(|who| who != "Draft");
        article.published = day.map(|day| Published::on(day.parse().expect("a day")));
        article.title = headline.take();
        articles.push(article);
    }
    let newest = articles.iter().filter_map(|article| article.published).max();
    articles.iter_mut().for_each(|article| article.published = article.published.or(newest));
    articles
}

fn check(page: &Page) -> Report {
    let draft = Some("Draft".to_owned()).filter(|_| matches!(page.subject, Subject::State(_) | Subject::LeftOut));
    let (rules, inputs) = (RuleSet::built_in(), Inputs { articles: articles(page), draft, ..Inputs::default() });
    match page.subject {
        Subject::Law(_) => crosscheck::check_inside(inputs, &rules),
        _ => crosscheck::check(inputs, &rules),
    }
}

#[test]
fn the_example_of_each_page_gets_what_it_is_about() {
    let mut told = 0;
    // The words of some verdicts need a rule of their own; tests/cases/pairs.yaml has all of them.
    for page in pages().into_iter().filter(|page| !matches!(page.subject, Subject::Verdict(_))) {
        let report = check(&page);
        match page.subject {
            Subject::Verdict(_) => unreachable!("they are left out"),
            Subject::State(state) => {
                let facts = report.comparison.draft.expect("there is a draft").facts;
                let states: BTreeSet<State> = facts.iter().map(|fact| fact.state).collect();
                // The place is a name that all of them share.
                let others = [State::Supported, State::SingleOrigin].into_iter().filter(|other| *other != state);
                assert!(states.contains(&state), "{page:?}\n{facts:?}");
                assert!(states.iter().all(|own| *own == state || others.clone().any(|it| it == *own)), "{facts:?}");
            }
            Subject::LeftOut => assert_eq!(report.comparison.draft.map(|account| account.left_out.len()), Some(1)),
            Subject::Law(law) => {
                let laws: Vec<_> = report.comparison.inconsistencies.iter().map(|found| found.law).collect();
                assert_eq!(laws, [law], "{page:?}");
            }
        }
        told += 1;
    }
    assert_eq!(told, State::ALL.len() + 1 + crosscheck::compare::Law::ALL.len());
}

#[test]
fn a_page_is_found_by_the_word_of_json_and_by_that_of_the_report() {
    let names = |asked: &str| -> Vec<&'static str> {
        pages().into_iter().filter(|page| page.is_called(asked)).map(|page| page.subject.name()).collect()
    };
    for (asked, name) in [
        ("nobody else", "alone"),
        ("SPELLED-OTHERWISE", "spelling"),
        ("one origin", "single_origin"),
        ("left out", "left_out"),
        ("not compared", "scope"),
        ("inconsistent", "inconsistent"),
        ("weekday", "weekday"),
        ("inconsistent: parts against whole", "sum"),
    ] {
        assert_eq!(names(asked), [name], "{asked}");
    }
    assert_eq!(names("rounded"), ["rounded", "rounded"], "a verdict, and a state of a draft");
    let topics: BTreeSet<String> = RuleSet::built_in().topics().iter().map(|topic| topic.id.clone()).collect();
    let hidden: Vec<_> = pages().into_iter().filter(|page| topics.contains(page.subject.name())).collect();
    assert_eq!(hidden, [], "a topic of that name could not be asked for");
}
