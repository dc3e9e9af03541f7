//! The report as text: what fits on a line, what stays whole, what cannot get through.

use crosscheck::article::{Article, Published, Title};
use crosscheck::input::Inputs;
use crosscheck::report::Report;
use crosscheck::report::foreign::is_hidden;
use crosscheck::report::hyperlink::Links;
use crosscheck::report::table::{Detail, Layout, Look, render, render_as};
use crosscheck::rule::RuleSet;
use jiff::civil::date;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

const RULE: &str = "
topic: Tents in the valley
kind: count
of: [tents]
slots:
  place:
    values:
      North: [north]
      South: [south]
    adds_up: yes
tests:
  - text: There are 40 tents in the north.
    expect:
      - value: \"40\"
        place: North
  - text: There are 40 trucks in the north.
    expect: nothing
";

fn rules() -> RuleSet {
    let (rules, problems) = RuleSet::from_files(&[("tents.yaml".to_owned(), RULE.to_owned())]);
    assert_eq!(problems, []);
    rules
}

fn article(id: &str, outlet: &str, day: i8, text: &str) -> Article {
    let mut article = Article::new(id, text);
    article.outlet = Some(outlet.to_owned());
    article.published = Some(Published::on(date(2024, 5, day)));
    article
}

/// Four articles with a conflict, an agreement and a sum.
fn articles() -> Vec<Article> {
    vec![
        article(
            "a-long-file-name-of-the-first-outlet.md",
            "The Morning Courier",
            2,
            "Aid groups counted 1,234,567 tents in the north.\n\nAnother 18,250 tents stand in the south, said a spokesman who asked not to be named because the count goes on.",
        ),
        article(
            "b.md",
            "Valley Radio",
            2,
            "The camp has 12,345,678,901 tents in the north and 18,250 in the south, the mayor told reporters on Thursday.",
        ),
        article("c.md", "Ridge Post", 2, "At least 18,000 tents were put up in the south."),
        article("d.md", "Hill Tribune", 2, "Officials speak of 990,000 tents in the north and the south."),
    ]
}

fn report(articles: Vec<Article>) -> Report {
    crosscheck::check(Inputs { articles, ..Inputs::default() }, &rules())
}

const LOOK: Look = Look { width: 100, color: false, ascii: false, detail: Detail::Normal, show_skipped: false };

fn lines(report: &Report, look: &Look) -> Vec<String> {
    render(report, &rules(), look).lines().map(str::to_owned).collect()
}

/// What both layouts print.
fn layouts(report: &Report, look: &Look) -> [Vec<String>; 2] {
    [Layout::Findings, Layout::Matrix].map(|layout| {
        let text = render_as(report, &rules(), look, layout, &Links::default());
        text.lines().map(str::to_owned).collect()
    })
}

#[test]
fn no_line_is_too_long_and_every_number_is_whole() {
    let report = report(articles());
    for width in 40..=200 {
        check_lines(&report, &Look { width, ..LOOK });
    }
    for width in (40..=200).step_by(9) {
        for detail in [Detail::Quiet, Detail::Verbose] {
            check_lines(&report, &Look { width, detail, ..LOOK });
            check_lines(&report, &Look { width, detail, ascii: true, ..LOOK });
        }
    }
}

#[test]
fn a_matrix_has_a_column_for_each_outlet_and_a_row_for_each_finding() {
    let report = report(articles());
    let [_, wide] = layouts(&report, &Look { width: 120, ..LOOK });
    let header = wide.iter().find(|line| line.contains("Valley Radio")).expect("outlets stand above the columns");
    for outlet in ["The Morning", "Valley Radio", "Ridge Post"] {
        assert!(header.contains(outlet), "{outlet} in {header}");
    }
    let row = wide.iter().find(|line| line.contains("place: South")).expect("each finding has a row");
    let cells: Vec<&str> = row.split('│').map(str::trim).collect();
    assert!(cells[1].starts_with("= "), "agreement has its mark: {row}");
    assert_eq!(cells[2..6], ["18,250", "18,250", "at least 18,000", ""], "{row}");
    let [_, narrow] = layouts(&report, &Look { width: 50, ..LOOK });
    assert!(narrow.iter().any(|line| line == "  Valley Radio: 18,250"), "{narrow:#?}");
    assert!(!narrow.iter().any(|line| line.contains('│')), "{narrow:#?}");
}

fn check_lines(report: &Report, look: &Look) {
    layouts(report, look).iter().for_each(|lines| check_layout(lines, look));
}

fn check_layout(lines: &[String], look: &Look) {
    let text = lines.join("\n");
    for line in lines {
        assert!(line.width() <= look.width, "{} columns of {look:?}:\n{line}", line.width());
    }
    if look.detail > Detail::Quiet {
        for number in ["1,234,567", "12,345,678,901", "18,250", "990,000"] {
            assert!(text.contains(number), "{number} is missing or broken, {look:?}:\n{text}");
        }
    }
    let numbers = |line: &String| line.split(|it: char| !it.is_ascii_digit() && it != ',').map(str::to_owned).collect();
    for number in lines.iter().flat_map::<Vec<String>, _>(numbers) {
        let (whole, rest) = number.split_once(',').unwrap_or((&number, ""));
        let is_broken = !rest.is_empty() && whole.is_empty() || rest.split(',').any(|it| !matches!(it.len(), 0 | 3));
        assert!(!is_broken, "{number} in {look:?}:\n{text}");
    }
}

#[test]
fn the_order_of_the_articles_changes_nothing() {
    let forward = lines(&report(articles()), &LOOK);
    let mut turned = articles();
    turned.reverse();
    assert_eq!(forward, lines(&report(turned), &LOOK));
}

#[test]
fn ascii_keeps_to_ascii() {
    let text = lines(&report(articles()), &Look { ascii: true, detail: Detail::Verbose, ..LOOK }).join("\n");
    assert_eq!(text.chars().find(|it| !it.is_ascii()), None);
}

#[test]
fn colour_says_nothing_that_words_do_not() {
    let report = report(articles());
    let plain = lines(&report, &LOOK).join("\n");
    let colored = lines(&report, &Look { color: true, ..LOOK }).join("\n");
    assert!(colored.contains("\u{1b}[31m"), "a conflict is red:\n{colored}");
    assert_eq!(without_sgr(&colored), plain);
    for line in colored.lines() {
        let last = line.rfind('\u{1b}').map(|at| &line[at..]);
        assert!(last.is_none_or(|it| it.starts_with("\u{1b}[0m")), "ink runs over the end of a line: {line:?}");
    }
}

/// Takes out the escape sequences that set colours; any other stays.
fn without_sgr(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        out.push_str(before);
        let end = after.find(|it: char| !it.is_ascii_digit() && it != ';').unwrap_or(after.len());
        match after[end..].strip_prefix('m') {
            Some(after) => rest = after,
            None => {
                out.push_str("\u{1b}[");
                rest = after;
            }
        }
    }
    out + rest
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_numbers_stay_whole_at_any_width(
        numbers in prop::collection::vec(1_000_u64..99_999_999_999, 2..7), outlets in prop::collection::vec("[A-Z東é][a-z京 ]{0,30}", 7),
        width in 40_usize..200, ascii in any::<bool>(), matrix in any::<bool>(),
    ) {
        let numbers: Vec<String> = numbers.iter().map(|&number| crosscheck::value::amount::with_commas(number.into())).collect();
        let told = numbers.iter().zip(&outlets).enumerate();
        let articles = told.map(|(at, (number, outlet))| article(&format!("{at}.md"), outlet, 2, &format!("There are {number} tents in the north.")));
        let report = report(articles.collect());
        let layout = if matrix { Layout::Matrix } else { Layout::Findings };
        let text = render_as(&report, &rules(), &Look { width, ascii, ..LOOK }, layout, &Links::default());
        for line in text.lines() {
            prop_assert!(line.width() <= width, "{} columns:\n{text}", line.width());
        }
        // Of many figures the sentence above the table tells the first and the last; the table has them all.
        for number in &numbers {
            prop_assert!(text.lines().any(|line| line.contains(number.as_str())), "{number} is broken:\n{text}");
        }
    }

    #[test]
    fn nothing_hidden_gets_out_of_an_article(
        id in any::<String>(), outlet in any::<String>(), title in any::<String>(), words in any::<String>(),
        width in 40_usize..200, color in any::<bool>(),
    ) {
        let mut hostile = article(&id, &outlet, 3, &format!("{words} 2,500 tents stand in the north\u{1b}[2J\u{202e}, {words}\n\n{words}"));
        hostile.title = Some(Title { text: format!("{title} 2,600 tents in the north"), start: None });
        let other = article("z.md", "Ridge Post", 3, "There are 7,000 tents in the north.");
        let report = report(vec![hostile, other]);
        let look = Look { width, color, detail: Detail::Verbose, show_skipped: true, ..LOOK };
        let text = without_sgr(&render(&report, &rules(), &look));
        prop_assert!(!text.chars().any(|it| it != '\n' && is_hidden(it)), "{text:?}");
        for line in text.lines() {
            prop_assert!(line.width() <= width, "{line:?}");
        }
    }
}
