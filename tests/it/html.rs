//! The report as a page: what words that were written to break it can do, how large it is, what it leads to.

use super::formats::{PAYLOADS, article, hostile_articles, report, rules};
use crosscheck::article::Article;
use crosscheck::input::Inputs;
use crosscheck::report::foreign::is_hidden;
use crosscheck::report::html::render;
use crosscheck::rule::RuleSet;
use scraper::{Html, Node, Selector};
use std::collections::{BTreeMap, BTreeSet};

/// Every element and every attribute of an element that stands in the template, with what a parser adds to tables.
fn of_template() -> BTreeSet<(String, String)> {
    let template = std::fs::read_to_string("templates/report.html").expect("the template is there");
    let mut found = BTreeSet::new();
    for tag in template.split('<').skip(1) {
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect();
        let inside = tag.split('>').next().unwrap_or_default();
        found.insert((name.clone(), String::new()));
        for piece in inside.split("=\"") {
            let attribute = piece.rsplit([' ', '"']).next().unwrap_or_default();
            found.insert((name.clone(), attribute.to_lowercase()));
        }
    }
    found
}

/// Elements and attributes of a page as a browser sees them.
fn of_page(page: &Html) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for element in page.tree.values().filter_map(Node::as_element) {
        found.insert((element.name().to_lowercase(), String::new()));
        for (attribute, _) in element.attrs() {
            found.insert((element.name().to_lowercase(), attribute.to_lowercase()));
        }
    }
    found
}

fn select<'a>(page: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}

#[test]
fn no_words_of_an_article_become_an_element_or_attribute() {
    let template = of_template();
    for payload in PAYLOADS {
        let report = report(hostile_articles(payload));
        let text = render(&report, &rules());
        assert_eq!(text.chars().find(|&it| is_hidden(it) && it != '\n'), None, "{payload:?}");
        let page = Html::parse_document(&text);
        let foreign: Vec<_> = of_page(&page).difference(&template).cloned().collect();
        assert_eq!(foreign, [], "{payload:?} is markup:\n{text}");
        let comments =
            page.tree.values().filter(|node| matches!(node, Node::Comment(_) | Node::ProcessingInstruction(_)));
        assert_eq!(comments.count(), 0, "{payload:?}");
        for link in select(&page, "[href]") {
            let href = link.attr("href").unwrap_or_default();
            let is_harmless = ["https://courier.example/", "#"].iter().any(|start| href.starts_with(start));
            assert!(is_harmless, "{payload:?} leads to {href}");
        }
        let told = 1 + report.comparison.inconsistencies.len();
        assert_eq!(select(&page, "article").len(), told, "{payload:?}: the conflict is told in full");
    }
}

#[test]
fn words_stand_in_the_page_as_they_stand_in_the_article() {
    let text = render(&report(hostile_articles("<b>\"&amp;'</b>")), &rules());
    let page = Html::parse_document(&text);
    let quotations: Vec<String> = select(&page, "article dd").iter().map(|it| it.text().collect()).collect();
    let whole =
        "“<b>\"&amp;'</b> According to <b>\"&amp;'</b>, 7,000 tents stand in the north, <b>\"&amp;'</b>, said Ann";
    assert!(quotations.iter().any(|it| it.contains(whole)), "{quotations:?}");
    let marked: Vec<String> = select(&page, "article mark").iter().map(|it| it.text().collect()).collect();
    assert_eq!(marked, ["2,500 tents", "7,000 tents", "9,100 tents"]);
}

#[test]
fn the_page_loads_nothing_and_runs_nothing() {
    let text = render(&report(hostile_articles("plain words")), &rules());
    let page = Html::parse_document(&text);
    let policy = select(&page, "meta[http-equiv='Content-Security-Policy']");
    let content = policy.first().and_then(|meta| meta.attr("content")).unwrap_or_default();
    assert!(content.starts_with("default-src 'none';"), "{content}");
    assert_eq!(select(&page, "script, link, img, iframe, object, embed, form, base, [src], [style]").len(), 0);
    assert!(!text.contains("url(") && !text.contains("@import"), "no outside resource in the styles");
}

#[test]
fn headings_tables_and_charts_can_be_heard() {
    let first = article("a.md", "Courier", 2, "There are 2,500 tents in the north.");
    let second = article("b.md", "Ridge Post", 9, "There were 4,100 tents in the north.");
    let (rules, _) = RuleSet::from_files(&[("tents.yaml".to_owned(), MOVING.to_owned())]);
    let report = crosscheck::check(Inputs { articles: vec![first, second], ..Inputs::default() }, &rules);
    let text = render(&report, &rules);
    let page = Html::parse_document(&text);
    assert_eq!(select(&page, "html[lang=en]").len(), 1);
    assert_eq!(select(&page, "h1").len(), 1);
    assert_eq!(select(&page, "th:not([scope])").len(), 0);
    let chart = select(&page, "svg[role=img] > title");
    let told: Vec<String> = chart.iter().map(|it| it.text().collect()).collect();
    assert_eq!(told, ["May 2, 2024: 2,500 (Courier); May 9, 2024: 4,100 (Ridge Post)"], "{text}");
    for labelled in select(&page, "[aria-labelledby]") {
        let id = labelled.attr("aria-labelledby").unwrap_or_default();
        assert_eq!(select(&page, &format!("#{id}")).len(), 1, "{id}");
    }
    for link in select(&page, "a[href^='#']") {
        let id = link.attr("href").unwrap_or_default().trim_start_matches('#');
        assert_eq!(select(&page, &format!("[id='{id}']")).len(), 1, "{id}");
    }
}

/// A rule under which the number of tents may go up and down.
const MOVING: &str = "topic: Tents in the valley\nkind: count\nof: [tents]\ncompare:\n  over_time: varies\n";

/// Fifty topics in five articles, a fifth of them in conflict.
fn large_story() -> (Vec<Article>, RuleSet) {
    let nouns: Vec<String> = ["ba", "ko", "mi", "ru", "te"]
        .iter()
        .flat_map(|first| {
            ["lan", "mor", "nek", "pim", "sul", "tar", "vos", "wil", "yam", "zon"].map(|it| format!("{first}{it}ders"))
        })
        .collect();
    let rule = |noun: &String| {
        let text = format!("topic: Number of {noun} after the storm\nkind: count\nof: [{noun}]\n");
        (format!("{noun}.yaml"), text)
    };
    let (rules, _) = RuleSet::from_files(&nouns.iter().map(rule).collect::<Vec<_>>());
    let articles = (0..5).map(|at| {
        let sentence = |(number, noun): (usize, &String)| {
            let differs = if number % 5 == 0 { at * 1000 } else { 0 };
            format!(
                "Officials in the valley counted {} {noun} after the long night of the storm, the council said on \
                 Tuesday evening, and more are expected to follow before the weekend.\n\n",
                2100 + number * 37 + differs
            )
        };
        let text: String = nouns.iter().enumerate().map(sentence).collect();
        let mut article = article(&format!("article-{at}.md"), &format!("Valley Paper {at}"), 2, &text);
        article.url = Some(format!("https://paper-{at}.example/2024/05/02/after-the-storm-in-the-valley"));
        article
    });
    (articles.collect(), rules)
}

#[test]
fn fifty_topics_take_less_than_100_kb() {
    let (articles, rules) = large_story();
    let report = crosscheck::check(Inputs { articles, ..Inputs::default() }, &rules);
    let text = render(&report, &rules);
    let page = Html::parse_document(&text);
    assert_eq!(select(&page, "#matrix tbody tr").len(), 50);
    assert_eq!(select(&page, "article.alarm").len(), 10);
    assert!(text.len() < 100_000, "{} bytes", text.len());
}

#[test]
fn a_draft_has_a_row_for_each_fact_whatever_it_says() {
    for payload in PAYLOADS {
        let articles = hostile_articles(payload);
        let draft = Some(articles[0].id.clone());
        let report = crosscheck::check(Inputs { articles, draft, ..Inputs::default() }, &rules());
        let page = Html::parse_document(&render(&report, &rules()));
        let facts = report.comparison.draft.as_ref().expect("there is a draft").facts.len();
        assert!(facts > 0, "{payload:?}");
        assert_eq!(select(&page, "#draft tbody tr").len(), facts, "{payload:?}");
        let settled = select(&page, "#settle article");
        assert_eq!(settled.len(), select(&page, "#draft th a[href^='#f-draft-']").len(), "{payload:?}");
        let contradicted: Vec<String> =
            select(&page, "#settle article.alarm:first-of-type mark").iter().map(|it| it.text().collect()).collect();
        assert_eq!(contradicted, ["2,500 tents", "7,000 tents", "9,100 tents"], "{payload:?}: all in their own words");
        let foreign: Vec<_> = of_page(&page).difference(&of_template()).cloned().collect();
        assert_eq!(foreign, [], "{payload:?}");
    }
}

/// The variables of a block of the styles that hold a colour, as red, green and blue.
fn colours(block: &str) -> BTreeMap<&str, [u8; 3]> {
    let variables = block.split(['{', '}', ';']).filter_map(|line| line.trim().strip_prefix("--")?.split_once(':'));
    let digits = |name, hex: &str| -> Option<(&str, [u8; 3])> {
        let hex = hex.strip_prefix('#')?;
        let doubled: String = hex.chars().flat_map(|digit| [digit, digit]).collect();
        let hex = if hex.len() == 3 { &doubled } else { hex };
        let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
        Some((name, [part(0)?, part(2)?, part(4)?]))
    };
    variables.filter_map(|(name, hex)| digits(name, hex)).collect()
}

/// The contrast of two colours by WCAG 2.2, from 1 to 21.
fn contrast(left: [u8; 3], right: [u8; 3]) -> f64 {
    let linear = |part: u8| match f64::from(part) / 255.0 {
        dark if dark <= 0.04045 => dark / 12.92,
        bright => ((bright + 0.055) / 1.055).powf(2.4),
    };
    let luminance = |[red, green, blue]: [u8; 3]| 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    let (left, right) = (luminance(left), luminance(right));
    (left.max(right) + 0.05) / (left.min(right) + 0.05)
}

#[test]
fn all_words_stand_out_from_their_ground_by_day_by_night_and_on_paper() {
    let styles = std::fs::read_to_string("templates/report.css").expect("the styles are there");
    let schemes: Vec<_> =
        styles.split(":root").skip(1).map(|block| colours(block.split('}').next().unwrap_or(block))).collect();
    assert_eq!(schemes.len(), 3, "light, dark, print");
    for scheme in &schemes {
        let grounds = ["bg", "soft"];
        for ink in ["ink", "dim", "link", "alarm", "moved", "apart", "single", "agree"] {
            for ground in grounds {
                let found = contrast(scheme[ink], scheme[ground]);
                assert!(found >= 4.5, "{ink} on {ground}: {found:.1}");
            }
        }
        assert!(contrast(scheme["ink"], scheme["mark"]) >= 4.5, "what is marked can be read");
    }
}
