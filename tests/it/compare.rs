//! Pairs of articles through the whole pipeline, and laws of comparison.

use crosscheck::article::{Article, Published, Title};
use crosscheck::compare::{Comparison, Finding};
use crosscheck::input::Inputs;
use crosscheck::rule::RuleSet;
use crosscheck::value::amount::with_commas;
use jiff::civil::{Date, DateTime};
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    rules: BTreeMap<String, String>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    rule: String,
    left: Source,
    right: Source,
    verdict: String,
    note: Option<String>,
    reason: Option<String>,
    /// What is said of one of its pairs.
    pair: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    published: Option<String>,
    text: String,
}

static NO_RULES: LazyLock<RuleSet> = LazyLock::new(|| RuleSet::from_files(&[]).0);

fn cases() -> Cases {
    let cases: Cases = serde_yaml::from_str(include_str!("../cases/pairs.yaml")).expect("pairs.yaml is well-formed");
    let names: BTreeSet<&str> = cases.cases.iter().map(|case| case.name.as_str()).collect();
    assert!(!cases.cases.is_empty() && names.len() == cases.cases.len(), "every case has a name of its own");
    cases
}

fn article(id: &str, source: &Source) -> Article {
    let mut article = Article::new(id, source.text.clone());
    article.published = source.published.as_ref().map(|text| match text.strip_suffix('Z') {
        Some(moment) => {
            let utc: DateTime = moment.parse().expect("a moment");
            Published { date: utc.date(), utc: Some(utc) }
        }
        None => Published::on(text.parse::<Date>().expect("a day")),
    });
    article
}

fn rule_set(id: &str, rule: &str) -> RuleSet {
    let (rules, problems) = RuleSet::from_files(&[(format!("{id}.yaml"), rule.to_owned())]);
    let rendered: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(rules.topics().len() == 1, "{id}: {}", rendered.join("\n"));
    rules
}

fn check(articles: Vec<Article>, rules: &RuleSet) -> Comparison {
    let report = crosscheck::check(Inputs { articles, ..Inputs::default() }, rules);
    report.comparison
}

fn describe(comparison: &Comparison) -> String {
    let mut out = String::new();
    for finding in &comparison.findings {
        let _ = writeln!(out, "    {}: {} {:?}", finding.verdict.as_str(), finding.reason, finding.notes);
        for pair in &finding.pairs {
            let _ = writeln!(out, "      {}: {} {:?}", pair.relation, pair.reason, pair.notes);
        }
    }
    if out.is_empty() {
        let _ = writeln!(
            out,
            "    no finding; claims: {:?}",
            comparison.claims.iter().map(|claim| (&claim.mention.value, claim.topic)).collect::<Vec<_>>()
        );
    }
    out
}

/// What is wrong with the gravest finding of a case, if anything is.
fn miss(case: &Case, finding: Option<&Finding>) -> Option<String> {
    let Some(finding) = finding else {
        return Some("no finding".to_owned());
    };
    if finding.topic.is_none() {
        return Some("the rule took no claim".to_owned());
    }
    if finding.verdict.as_str() != case.verdict {
        return Some(format!("expected {}, found {}", case.verdict, finding.verdict.as_str()));
    }
    if let Some(note) = case.note.as_ref().filter(|note| !finding.notes.contains(note)) {
        return Some(format!("expected the note \"{note}\""));
    }
    if let Some(reason) = case.reason.as_ref().filter(|reason| !finding.reason.contains(reason.as_str())) {
        return Some(format!("expected the reason \"{reason}\""));
    }
    let pair = case.pair.as_ref().filter(|said| !finding.pairs.iter().any(|pair| pair.reason == **said));
    pair.map(|said| format!("expected a pair of which \"{said}\" is said"))
}

#[test]
fn pairs_stand_to_each_other_as_the_cases_say() {
    let cases = cases();
    let rules: BTreeMap<&str, RuleSet> =
        cases.rules.iter().map(|(id, rule)| (id.as_str(), rule_set(id, rule))).collect();
    let mut failures = String::new();
    for case in &cases.cases {
        let rules = &rules[case.rule.as_str()];
        let comparison = check(vec![article("left.md", &case.left), article("right.md", &case.right)], rules);
        if let Some(miss) = miss(case, comparison.findings.first()) {
            let _ = writeln!(failures, "{}: {miss}\n{}", case.name, describe(&comparison));
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn the_rules_of_the_cases_pass_their_own_tests() {
    for (id, rule) in &cases().rules {
        let run = rule_set(id, rule).test();
        let failures: Vec<String> = run.failures().map(ToString::to_string).collect();
        assert!(!run.outcomes.is_empty() && failures.is_empty(), "{id}\n{}", failures.join("\n"));
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    name: String,
    rule: Option<String>,
    articles: Vec<Report>,
    verdict: Option<String>,
    reason: Option<String>,
    /// Least, best and greatest value.
    range: Option<[String; 3]>,
    origins: Option<usize>,
    findings: Option<usize>,
    notes: Option<Vec<String>>,
    article_origins: Option<Vec<String>>,
    names: Option<Vec<Vec<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Report {
    outlet: String,
    published: Option<String>,
    wire: Option<String>,
    title: Option<String>,
    url: Option<String>,
    text: String,
}

/// An expectation that was not met, in words.
fn differs<T: PartialEq + std::fmt::Debug>(what: &str, expected: Option<&T>, found: Option<T>) -> Option<String> {
    let expected = expected?;
    (found.as_ref() != Some(expected)).then(|| format!("  {what}: expected {expected:?}, found {found:?}\n"))
}

fn misses(story: &Story, comparison: &Comparison) -> String {
    let finding = comparison.findings.first();
    let range = finding.and_then(|finding| finding.range.as_ref()).map(|range| {
        let best = range.best.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string);
        [range.low.to_string(), best, range.high.to_string()]
    });
    let spellings = |name: &crosscheck::compare::NameVariants| {
        name.spellings.iter().map(|(text, _)| text.clone()).collect::<Vec<_>>()
    };
    let checks = [
        differs("verdict", story.verdict.as_ref(), finding.map(|finding| finding.verdict.as_str().to_owned())),
        differs("reason", story.reason.as_ref(), finding.map(|finding| finding.reason.clone())),
        differs("range", story.range.as_ref(), range),
        differs("origins", story.origins.as_ref(), finding.map(|finding| finding.origins)),
        differs("findings", story.findings.as_ref(), Some(comparison.findings.len())),
        differs("notes", story.notes.as_ref(), finding.map(|finding| finding.notes.clone())),
        differs("origins of the articles", story.article_origins.as_ref(), Some(comparison.origins.clone())),
        differs("names", story.names.as_ref(), Some(comparison.names.iter().map(spellings).collect())),
    ];
    checks.into_iter().flatten().collect()
}

#[test]
fn groups_origins_and_names_are_as_the_stories_say() {
    let stories: Vec<Story> =
        serde_yaml::from_str(include_str!("../cases/stories.yaml")).expect("stories.yaml is well-formed");
    assert!(!stories.is_empty(), "there are stories");
    let cases = cases();
    let mut failures = String::new();
    for story in &stories {
        let rules = story.rule.as_ref().map_or_else(RuleSet::default, |id| rule_set(id, &cases.rules[id]));
        let articles = story.articles.iter().enumerate().map(|(at, report)| {
            let source = Source { published: report.published.clone(), text: report.text.clone() };
            let mut article = article(&format!("{at}.md"), &source);
            article.outlet = Some(report.outlet.clone());
            article.wire.clone_from(&report.wire);
            article.url.clone_from(&report.url);
            article.title = report.title.clone().map(|text| Title { text, start: None });
            article
        });
        let comparison = check(articles.collect(), &rules);
        let misses = misses(story, &comparison);
        if !misses.is_empty() {
            let _ = writeln!(failures, "{}\n{misses}{}", story.name, describe(&comparison));
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

static TROOPS: LazyLock<RuleSet> = LazyLock::new(|| rule_set("troops", &cases().rules["troops"]));

fn undated(id: &str, text: &str) -> Article {
    article(id, &Source { published: None, text: text.to_owned() })
}

#[test]
fn a_sum_conflicts_with_the_joint_figure_and_its_parts_still_agree() {
    let articles = vec![
        undated("courier.md", "There are about 2,500 troops in Iraq and 900 in Syria."),
        undated("herald.md", "About 2,500 troops serve in Iraq and Syria."),
        undated("times.md", "Iraq hosts about 2,500 troops."),
    ];
    let comparison = check(articles, &TROOPS);
    let told: Vec<(&str, &str)> =
        comparison.findings.iter().map(|finding| (finding.verdict.as_str(), finding.reason.as_str())).collect();
    let sum = "herald.md says about 2,500 in Iraq and Syria; \
               courier.md says about 3,400 in Iraq and Syria (about 2,500 in Iraq + 900 in Syria).";
    assert_eq!(told, [("conflict", sum), ("agree", "courier.md and times.md say about 2,500 in Iraq.")]);
    let conflict = &comparison.findings[0];
    assert_eq!((conflict.outlets, conflict.origins, conflict.claims.len(), conflict.pairs.len()), (2, 2, 4, 1));
    let sum = comparison.claims.last().expect("the sum comes last");
    assert_eq!(sum.derived_from.len(), 2);
    assert_eq!(sum.mention.value.to_string(), "about 3,400");
}

#[test]
fn an_identity_outlives_moved_lines_renamed_folders_and_reordered_inputs() {
    let texts = ["About 2,500 troops are in Iraq.", "Some 3,400 troops are in Iraq."];
    let identity = |articles: Vec<Article>| check(articles, &TROOPS).findings[0].id.clone();
    let plain = identity(vec![undated("one.md", texts[0]), undated("two.md", texts[1])]);
    let moved = format!("The talks go on.\n\n{}", texts[0]);
    assert_eq!(identity(vec![undated("new/two.md", texts[1]), undated("new/one.md", &moved)]), plain);
    let other = "Some 3,500 troops are in Iraq.";
    assert_ne!(identity(vec![undated("one.md", texts[0]), undated("two.md", other)]), plain);
}

#[test]
fn an_identity_ends_when_a_source_joins_or_says_something_else() {
    let texts = ["About 2,500 troops are in Iraq.", "Some 3,400 troops are in Iraq."];
    let of = |names: &[(&str, &str)]| {
        let articles = names.iter().map(|(outlet, text)| {
            let mut article = undated(&format!("{outlet}.md"), text);
            article.outlet = Some((*outlet).to_owned());
            article
        });
        check(articles.collect(), &TROOPS).findings[0].id.clone()
    };
    let first = of(&[("Courier", texts[0]), ("Herald", texts[1])]);
    assert_eq!(of(&[("Herald", texts[1]), ("Courier", &format!("{} {}", texts[0], texts[0]))]), first);
    assert_ne!(of(&[("Courier", texts[1]), ("Herald", texts[0])]), first, "who says what counts");
    assert_ne!(of(&[("Courier", texts[0]), ("Ridge Post", texts[1])]), first);
    assert_ne!(of(&[("Courier", texts[0]), ("Herald", texts[1]), ("Ridge Post", texts[1])]), first);
    let nameless = |count: usize| {
        let article = |at: usize| undated(&format!("{at}.md"), texts[at.min(1)]);
        check((0..count).map(article).collect(), &TROOPS).findings[0].id.clone()
    };
    assert_ne!(nameless(2), nameless(3), "a further article without an outlet is a further source");
}

/// The words for a number: bare, hedged, or a range around it.
fn wordings(number: u32) -> [String; 5] {
    let (low, high) = (number - number / 10, number + number / 10 + 1);
    [
        format!("{number}"),
        format!("about {number}"),
        format!("at least {number}"),
        format!("between {low} and {high}"),
        format!("more than {number}"),
    ]
}

/// Sentences of the rule for soldiers and of that for troops, with every hedge, place and speaker.
fn sentences() -> impl Strategy<Value = String> {
    let numbers = prop::sample::select(vec![12_u32, 40, 900, 1_000, 2_487, 2_500, 5_200, 31_000]);
    let places = prop::sample::select(vec!["in Iraq", "in Syria", "in Iraq and Syria", "in Jordan"]);
    let speakers = prop::sample::select(vec!["", ", the Pentagon said", ", the embassy said"]);
    (numbers, 0..5_usize, places, speakers).prop_map(|(number, hedge, place, speaker)| {
        format!("The army has {} troops {place}{speaker}.", wordings(number)[hedge])
    })
}

fn moments() -> impl Strategy<Value = Option<String>> {
    let moments = ["2020-01-08", "2020-01-09", "2020-01-08T08:00Z", "2020-01-08T20:00Z"];
    prop::option::of(prop::sample::select(moments.map(str::to_owned).to_vec()))
}

fn sources(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Source>> {
    let texts = prop::collection::vec(sentences(), 1..3).prop_map(|sentences| sentences.join(" "));
    prop::collection::vec((moments(), texts).prop_map(|(published, text)| Source { published, text }), count)
}

/// A comparison in words, without the indices that depend on the order of the articles.
fn in_words(articles: &[Article], rules: &RuleSet) -> Vec<String> {
    let readings: Vec<_> = articles.iter().map(crosscheck::extract::read).collect();
    let ids = (0..).map(crosscheck::article::ArticleId);
    let claims =
        ids.zip(articles.iter().zip(&readings)).flat_map(|(id, (article, reading))| rules.place(id, article, reading));
    let comparison = crosscheck::compare::compare(articles, &readings, claims.collect(), rules);
    let claim = |id: crosscheck::claim::ClaimId| {
        let claim = &comparison.claims[id.index()];
        format!(
            "{}:{:?} {} {:?}",
            articles[claim.article.index()].id,
            claim.mention.span,
            claim.mention.value,
            claim.slots
        )
    };
    let finding = |finding: &Finding| {
        let claims: BTreeSet<String> = finding.claims.iter().map(|id| claim(*id)).collect();
        let pairs: BTreeSet<_> = finding
            .pairs
            .iter()
            .map(|pair| {
                format!("{} {} {} {} {:?}", claim(pair.left), claim(pair.right), pair.relation, pair.reason, pair.notes)
            })
            .collect();
        format!(
            "{:#?}",
            (finding.id.as_str(), finding.verdict, &finding.reason, &finding.notes, &finding.range, claims, pairs)
        )
    };
    comparison.findings.iter().map(finding).collect()
}

/// The relation and reason of each pair, whichever side is the left one.
fn pairs(comparison: &Comparison) -> BTreeSet<String> {
    let pairs = comparison.findings.iter().flat_map(|finding| &finding.pairs);
    pairs.map(|pair| format!("{} {} {:?}", pair.relation, pair.reason, pair.notes)).collect()
}

/// The identities of all findings.
fn identities(articles: Vec<Article>, rules: &RuleSet) -> Vec<String> {
    let findings = check(articles, rules).findings;
    let mut ids: Vec<String> = findings.into_iter().map(|finding| finding.id).collect();
    ids.sort_unstable();
    ids
}

/// The same reports on another day of work: other files, given in another order, further down, with a stranger among them.
/// The names of the files keep their order: it breaks ties between groupings that are equally good.
fn moved(articles: &[Article], turn: usize, stranger: bool) -> Vec<Article> {
    let mut moved: Vec<Article> = articles
        .iter()
        .enumerate()
        .map(|(at, article)| {
            let text = format!("\n\nThe talks go on.\n\n{}\n", article.text);
            let mut moved = Article::new(format!("new/{at}.md"), text);
            moved.outlet.clone_from(&article.outlet);
            moved.published = article.published;
            moved
        })
        .collect();
    moved.rotate_left(turn % articles.len());
    if stranger {
        moved.push(undated("stranger.md", "Rain is expected in the hills, and the harvest goes on."));
    }
    moved
}

proptest! {
    #[test]
    fn identities_outlive_what_says_nothing_new(sources in sources(2..6), turn in 1..5_usize, named in 0..6_usize) {
        let articles: Vec<Article> = sources.iter().enumerate().map(|(at, source)| {
            let mut article = article(&format!("{at}.md"), source);
            article.outlet = (at < named).then(|| format!("Outlet {at}"));
            article
        }).collect();
        // Without rules, figures are grouped by the words that are rare among the articles: whoever joins changes that.
        for (rules, stranger) in [(&*TROOPS, true), (&NO_RULES, false)] {
            let ids = identities(articles.clone(), rules);
            prop_assert_eq!(&ids, &identities(moved(&articles, turn, stranger), rules));
            prop_assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "each finding has its own");
        }
    }

    #[test]
    fn the_order_of_the_articles_changes_nothing(sources in sources(2..6), turn in 1..5_usize) {
        let articles: Vec<Article> = sources.iter().enumerate().map(|(at, source)| article(&format!("{at}.md"), source)).collect();
        let mut turned = articles.clone();
        turned.rotate_left(turn % articles.len());
        prop_assert_eq!(in_words(&articles, &TROOPS), in_words(&turned, &TROOPS));
    }

    #[test]
    fn a_pair_is_symmetric(sources in sources(2..3)) {
        let here = check(vec![article("a.md", &sources[0]), article("b.md", &sources[1])], &TROOPS);
        let there = check(vec![article("a.md", &sources[1]), article("b.md", &sources[0])], &TROOPS);
        prop_assert_eq!(pairs(&here), pairs(&there));
    }

    #[test]
    fn an_exact_figure_agrees_with_itself(number in 1_u32..1_000_000) {
        let text = format!("There are {number} troops in Iraq.");
        let comparison = check(vec![undated("a.md", &text), undated("b.md", &text)], &TROOPS);
        prop_assert_eq!(comparison.findings[0].verdict.as_str(), "agree");
    }

    #[test]
    fn widening_never_turns_agreement_into_conflict(number in 20_u32..20_000, other in 20_u32..20_000, of_other in 0..4_usize) {
        let alarm = |wording: &str| {
            let left = format!("There are {wording} troops in Iraq.");
            let right = format!("There are {} troops in Iraq.", wordings(other)[of_other]);
            check(vec![undated("a.md", &left), undated("b.md", &right)], &TROOPS).findings[0].verdict.as_str() == "conflict"
        };
        let [exact, about, at_least, _, _] = wordings(number);
        if !alarm(&exact) {
            prop_assert!(!alarm(&about), "{}", about);
            prop_assert!(!alarm(&at_least), "{}", at_least);
        }
        // With commas, as news prints them: "between 1700 and 1710" would be years.
        let range = |low: u32, high: u32| format!("between {} and {}", with_commas(low.into()), with_commas(high.into()));
        let narrow = range(number, number + 10);
        let wide = range(number - 5, number + 40);
        prop_assert!(alarm(&narrow) || !alarm(&wide), "{} {}", narrow, wide);
    }
}

/// So many reports of one fire, of which all but one give the same toll.
fn fire(reports: usize) -> Vec<Article> {
    let report = |at: usize| {
        let toll = if at == reports / 2 { 52 } else { 41 };
        let text =
            format!("Day {at} of the search. A fire in a textile mill in Dhaka killed {toll} workers on Tuesday.");
        article(&format!("{at:04}.md"), &Source { published: Some("2024-05-09".to_owned()), text })
    };
    (0..reports).map(report).collect()
}

#[test]
fn one_report_of_many_that_differs_is_found_and_further_pairs_are_counted() {
    let built_in = RuleSet::built_in();
    let toll = |articles: Vec<Article>| {
        let comparison = check(articles, &built_in);
        let findings = comparison.findings.into_iter().filter(|finding| finding.topic.is_some());
        findings.max_by_key(|finding| finding.claims.len()).expect("there is a finding")
    };
    let few = toll(fire(12));
    assert_eq!((few.verdict.as_str(), few.pairs.len(), few.more_pairs), ("conflict", 66, 0));
    for reports in [60, 300] {
        let many = toll(fire(reports));
        assert_eq!((many.verdict.as_str(), many.claims.len()), ("conflict", reports));
        assert_eq!(many.pairs.len() + many.more_pairs, reports * (reports - 1) / 2);
        assert!(many.pairs.len() <= 200, "{} pairs are listed", many.pairs.len());
        assert!(many.pairs.iter().any(|pair| pair.relation.as_str() == "conflict"));
    }
}

#[test]
fn the_order_of_many_articles_changes_nothing() {
    let articles = fire(150);
    let mut turned = articles.clone();
    turned.rotate_left(70);
    turned.swap(3, 140);
    assert_eq!(in_words(&articles, &RuleSet::built_in()), in_words(&turned, &RuleSet::built_in()));
}

#[test]
fn a_withdrawn_article_is_set_aside_with_a_note() {
    let report = |id: &str, title: &str, text: &str| {
        let mut article = undated(id, text);
        article.title = Some(Title { text: title.to_owned(), start: None });
        article
    };
    let articles = vec![
        report("a.md", "Troops stay", "About 2,500 troops are in Iraq."),
        report("b.md", "Troops to stay, officials say", "Some 2,500 troops are in Iraq."),
        report("c.md", "WITHDRAWN: Troops leave", "Some 9,000 troops are in Iraq."),
        report("d.md", "Troops", "This story has been withdrawn.\n\nSome 9,000 troops are in Iraq."),
        report("e.md", "Withdrawn troops come home", "About 2,500 troops are in Iraq."),
    ];
    let report = crosscheck::check(Inputs { articles, ..Inputs::default() }, &TROOPS);
    let left: Vec<&str> = report.articles.iter().map(|article| article.id.as_str()).collect();
    assert_eq!(left, ["a.md", "b.md", "e.md"]);
    let notes: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(notes.iter().all(|note| note.contains("withdrawn by its outlet")), "{notes:?}");
    assert_eq!(report.comparison.findings[0].verdict.as_str(), "agree");
}
