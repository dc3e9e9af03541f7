//! The formats of the report: what each of them makes of words that were written to break it, and that none depends on
//! the order of the articles.

use crosscheck::article::{Article, Published, Title};
use crosscheck::compare::{Relation, State, Verdict};
use crosscheck::input::Inputs;
use crosscheck::report::foreign::is_hidden;
use crosscheck::report::table::{Detail, Look};
use crosscheck::report::{
    Gate, Report, csv, github, html, json, junit, list, markdown, plain, sarif, signature, table,
};
use crosscheck::rule::RuleSet;
use jiff::civil::date;
use rust_decimal::Decimal;

const RULE: &str = "
topic: Tents in the valley
kind: count
of: [tents]
slots:
  place:
    values:
      North: [north]
      South: [south]
tests:
  - text: There are 40 tents in the north.
    expect:
      - value: \"40\"
        place: North
  - text: There are 40 trucks in the north.
    expect: nothing
";

const GATE: Gate = Gate { fail_on: Verdict::Of(Relation::Conflict), strict: false };

pub(crate) fn rules() -> RuleSet {
    let (rules, problems) = RuleSet::from_files(&[("tents.yaml".to_owned(), RULE.to_owned())]);
    assert_eq!(problems, []);
    rules
}

/// Words that mean something to a format, a browser, a spreadsheet or a terminal.
pub(crate) const PAYLOADS: [&str; 31] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "'><iframe src=//evil.example>",
    "</title><script>alert(1)</script>",
    "</style><style>*{display:none}</style>",
    "</svg><g onload=alert(1)>",
    "--><script>alert(1)</script><!--",
    "]]><x>",
    "<?php echo 1 ?>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]>&y;",
    "&lt;script&gt;",
    "&#x3c;b&#x3e;",
    "{{ 7*7 }} {% raw %} ${7*7}",
    "javascript:alert(1)",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "a,b;\"c\"\r\nd",
    "| a | b |\n|---|---|",
    "# heading\n- item\n> quote\n```\ncode\n```",
    "[click](javascript:alert(1)) ![i](x) <https://evil.example>",
    "**bold** _it_ ~~no~~ `code`",
    "::error file=x::owned\n::set-output name=a::b",
    "%0A::error::x",
    "\u{1b}[2J\u{1b}]8;;https://evil.example\u{7}",
    "\u{202e}gnp.exe \u{2066}a\u{2069}\u{feff}\u{200b}",
    "\u{e0041}\u{0}\u{85}\u{2028}",
    "../../etc/passwd\u{a0}\u{fffd}",
];

pub(crate) fn article(id: &str, outlet: &str, day: i8, text: &str) -> Article {
    let mut article = Article::new(id, text);
    article.path = Some(format!("story/{id}"));
    article.outlet = Some(outlet.to_owned());
    article.published = Some(Published::on(date(2024, 5, day)));
    article
}

/// Three articles with a conflict, in all of whose words stands a payload.
pub(crate) fn hostile_articles(payload: &str) -> Vec<Article> {
    let text = |figure: &str| {
        format!(
            "{payload} According to {payload}, {figure} tents stand in the north, {payload}, said Ann {payload} Lee."
        )
    };
    let mut first = article(&format!("a{payload}.md"), &format!("{payload} Courier"), 2, &text("2,500"));
    first.title = Some(Title { text: format!("{payload} 2,600 tents in the south {payload}"), start: None });
    first.url = Some(format!("https://courier.example/{payload}"));
    let mut second = article("b.md", payload, 2, &text("7,000"));
    second.url = Some(payload.to_owned());
    vec![first, second, article("c.md", "Ridge Post", 9, &text("9,100"))]
}

pub(crate) fn report(articles: Vec<Article>) -> Report {
    let story = Some(articles[0].outlet.clone().unwrap_or_default());
    crosscheck::check(Inputs { articles, story, ..Inputs::default() }, &rules())
}

/// The first of the articles, as a draft, against the others.
pub(crate) fn draft_report(mut articles: Vec<Article>) -> Report {
    let draft = Some(articles[0].id.clone());
    articles[0].outlet = None;
    crosscheck::check(Inputs { articles, draft, ..Inputs::default() }, &rules())
}

/// The articles compared with each other, and the first as a draft.
fn both_reports(articles: &[Article]) -> [Report; 2] {
    [report(articles.to_vec()), draft_report(articles.to_vec())]
}

fn failing_facts(report: &Report) -> usize {
    let facts = report.comparison.draft.iter().flat_map(|account| &account.facts);
    facts.filter(|fact| matches!(fact.state, State::Contradicted | State::Inconsistent)).count()
}

const LOOK: Look = Look { width: 100, color: false, ascii: false, detail: Detail::Normal, show_skipped: true };

/// The report in every format, with the format's name.
fn all_formats(report: &Report) -> Vec<(&'static str, String)> {
    let rules = rules();
    vec![
        ("table", table::render(report, &rules, &LOOK)),
        ("list", list::render(report, &rules)),
        ("plain", plain::render(report, &rules, true)),
        ("markdown", markdown::render(report, &rules, true)),
        ("csv", csv::render(report, &rules)),
        ("github", github::render(report, &rules, &GATE)),
        ("html", html::render(report, &rules)),
        ("junit", junit::render(report, &rules, &GATE)),
        ("sarif", sarif::render(report, &rules)),
        ("json", json(report)),
    ]
}

fn json(report: &Report) -> String {
    let mut out = Vec::new();
    json::write_report(&mut out, report, &rules()).expect("memory can be written");
    String::from_utf8(out).expect("JSON is UTF-8")
}

#[test]
fn nothing_hidden_gets_out_in_any_format() {
    for payload in PAYLOADS {
        let reports = both_reports(&hostile_articles(payload));
        for (name, text) in reports.iter().flat_map(all_formats) {
            let hidden = text.chars().find(|&it| is_hidden(it) && it != '\n' && !(name == "csv" && it == '\r'));
            assert_eq!(hidden, None, "{name} with {payload:?}:\n{text}");
            assert!(text.contains("7,000") || text.contains("7000"), "{name} tells the figures:\n{text}");
        }
    }
}

#[test]
fn the_order_of_the_articles_changes_no_format() {
    let orders: [[usize; 3]; 4] = [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]];
    for payload in PAYLOADS {
        let articles = hostile_articles(payload);
        let in_order = |order: &[usize; 3]| report(order.iter().map(|&at| articles[at].clone()).collect());
        let story = |mut report: Report| {
            report.story = None;
            all_formats(&report)
        };
        let forward = story(in_order(&orders[0]));
        for order in &orders[1..] {
            assert_eq!(story(in_order(order)), forward, "{order:?}");
        }
    }
}

#[test]
fn reports_are_known_as_such_and_articles_are_not() {
    for (name, text) in both_reports(&hostile_articles("plain words")).iter().flat_map(all_formats) {
        assert!(signature::is_report(&text), "{name}:\n{text}");
    }
    for article in hostile_articles("Next: read this") {
        assert!(!signature::is_report(&article.text), "{}", article.text);
    }
}

/// What a program for spreadsheets sees: cells.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.expect("every row has as many cells as the first"));
    rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
}

#[test]
fn csv_has_a_row_for_each_claim_and_no_formula() {
    for payload in PAYLOADS {
        for report in both_reports(&hostile_articles(payload)) {
            let rows = cells(&csv::render(&report, &rules()));
            let facts = report.comparison.draft.as_ref().map_or(0, |account| account.facts.len());
            let inside = report.comparison.inconsistencies.iter().map(|found| found.claims.len());
            let claims: usize =
                report.comparison.findings.iter().map(|finding| finding.claims.len()).chain(inside).sum();
            let spellings = rows.iter().filter(|row| row[1] == "spelling").count();
            assert_eq!(rows.len(), 1 + facts + claims + spellings, "{payload:?}");
            for cell in rows.iter().flatten() {
                let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
                assert!(!runs || cell.parse::<Decimal>().is_ok(), "{payload:?} gives the cell {cell:?}");
            }
        }
    }
}

#[test]
fn csv_keeps_negative_numbers_and_exact_words() {
    let rule = "topic: Night frost\nkind: measure\nof: [frost, cold, temperature]\nunits: [degrees Celsius]\n";
    let (rules, _) = RuleSet::from_files(&[("frost.yaml".to_owned(), rule.to_owned())]);
    let texts = ["The temperature fell to -12 degrees Celsius.", "The temperature fell to -7 degrees Celsius."];
    let articles = texts.iter().zip(["a.md", "b.md"]).map(|(text, id)| article(id, id, 2, text)).collect();
    let report = crosscheck::check(Inputs { articles, ..Inputs::default() }, &rules);
    let rows = cells(&csv::render(&report, &rules));
    let at = |name: &str| rows[0].iter().position(|cell| cell == name).expect("the column is there");
    let stated: Vec<&str> = rows[1..].iter().map(|row| row[at("stated")].as_str()).collect();
    assert_eq!(stated, ["-12", "-7"], "{rows:?}");
    assert_eq!(rows[1][at("sentence")], texts[0]);
    assert_eq!(rows[1][at("words")], "'-12 degrees Celsius", "words that begin with a sign are text");
}

#[test]
fn github_prints_only_commands_and_none_that_an_article_wrote() {
    for payload in PAYLOADS {
        for report in both_reports(&hostile_articles(payload)) {
            let text = github::render(&report, &rules(), &GATE);
            let mut errors = 0;
            for line in text.lines() {
                let command =
                    line.strip_prefix("::").and_then(|rest| rest.split_once("::")).map(|(command, _)| command);
                let (level, properties) = command.and_then(|command| command.split_once(' ')).expect("a command");
                assert!(matches!(level, "error" | "warning" | "notice"), "{line}");
                for property in properties.split(',') {
                    let (name, value) = property.split_once('=').expect("a name and a value");
                    assert!(["file", "line", "endLine", "col", "endColumn", "title"].contains(&name), "{line}");
                    assert!(!value.contains(':'), "{line}");
                }
                errors += usize::from(level == "error");
            }
            let failing = match report.comparison.draft {
                Some(_) => failing_facts(&report),
                None => 1 + report.comparison.inconsistencies.len(),
            };
            assert_eq!(errors, failing, "the conflict is an error:\n{text}");
        }
    }
}

/// A line of Markdown without the addresses of its links, which hold no angle bracket.
fn without_addresses(line: &str) -> String {
    let mut pieces = line.split("](<");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |line, piece| line + piece.split_once(">)").map_or(piece, |(_, rest)| rest))
}

#[test]
fn no_words_of_an_article_are_markup_in_markdown() {
    for payload in PAYLOADS {
        let reports = both_reports(&hostile_articles(payload));
        let texts = reports.each_ref().map(|report| markdown::render(report, &rules(), true));
        for line in texts.iter().flat_map(|text| text.lines()).map(without_addresses) {
            let unescaped = |it: char| {
                let mut before = None;
                line.chars().any(|letter| {
                    let found = letter == it && before != Some('\\');
                    before = if before == Some('\\') { None } else { Some(letter) };
                    found
                })
            };
            assert!(!line.contains(['<', '>']), "{line}");
            assert!(!unescaped('`') && !unescaped('~') || line.contains("### ~"), "{line}");
            if line.starts_with('|') {
                let mut bars = 0;
                let mut escaped = false;
                for letter in line.chars() {
                    bars += usize::from(letter == '|' && !escaped);
                    escaped = letter == '\\' && !escaped;
                }
                assert!((4..=5).contains(&bars), "{line}");
            }
        }
    }
}

#[test]
fn sarif_points_at_the_very_words() {
    for payload in PAYLOADS {
        let report = report(hostile_articles(payload));
        let log: serde_json::Value = serde_json::from_str(&sarif::render(&report, &rules())).expect("it is JSON");
        let run = &log["runs"][0];
        let results = run["results"].as_array().expect("results are a list");
        let count =
            |value: &serde_json::Value| usize::try_from(value.as_u64().expect("a number")).expect("a small one");
        let [conflict] = &results
            .iter()
            .filter(|result| result["level"] == "error" && result["properties"]["verdict"] != "inconsistent")
            .collect::<Vec<_>>()[..]
        else {
            panic!("{payload:?}: the one conflict is the one error: {results:?}");
        };
        let rule = format!("tents/{}", conflict["properties"]["verdict"].as_str().expect("a verdict"));
        assert_eq!((&conflict["kind"], &conflict["ruleId"]), (&"fail".into(), &rule.clone().into()));
        assert_eq!(run["tool"]["driver"]["rules"][count(&conflict["ruleIndex"])]["id"], rule.as_str());
        let related = conflict["relatedLocations"].as_array().expect("the other claims");
        let locations: Vec<_> = conflict["locations"].as_array().into_iter().flatten().chain(related).collect();
        assert_eq!(locations.len(), 3, "{payload:?}");
        for (location, article) in locations.iter().zip(&report.articles) {
            let region = &location["physicalLocation"]["region"];
            let snippet = region["snippet"]["text"].as_str().expect("the words");
            let from = article.text.chars().skip(count(&region["charOffset"]));
            let words: String = from.take(count(&region["charLength"])).collect();
            assert_eq!(words, snippet, "{payload:?}");
            let line = article.text.split('\n').nth(count(&region["startLine"]) - 1).expect("the line");
            let columns = count(&region["startColumn"])..count(&region["endColumn"]);
            let of_line: String = line.chars().skip(columns.start - 1).take(columns.len()).collect();
            assert_eq!(of_line, snippet, "{payload:?}");
            let uri = location["physicalLocation"]["artifactLocation"]["uri"].as_str().expect("a reference");
            let is_of_uri = |it: char| it.is_ascii_alphanumeric() || "/-._~%".contains(it);
            assert!(uri.starts_with("story/") && uri.chars().all(is_of_uri), "{uri}");
        }
    }
}

#[test]
fn junit_is_well_formed_and_counts_what_it_holds() {
    for payload in PAYLOADS.iter().chain(&["\u{fffe}\u{ffff}"]) {
        for report in both_reports(&hostile_articles(payload)) {
            let text = junit::render(&report, &rules(), &GATE);
            let failures = match report.comparison.draft {
                Some(_) => failing_facts(&report),
                None => 1 + report.comparison.inconsistencies.len(),
            };
            assert!(!text.contains(['\u{fffe}', '\u{ffff}']), "{payload:?}: XML forbids it");
            let count = |tag: &str| text.matches(&format!("<{tag}")).count();
            let head = format!(
                "<testsuites name=\"crosscheck\" tests=\"{}\" failures=\"{failures}\" errors=\"0\">",
                count("testcase ")
            );
            assert!(text.contains(&head), "{payload:?}: {head}\n{text}");
            assert_eq!(count("failure "), failures, "{payload:?}");
            // Whatever begins with an angle bracket is of the template.
            let template = std::fs::read_to_string("templates/report.junit.xml").expect("the template is there");
            for tag in text.split('<').skip(1) {
                let name: String =
                    tag.chars().take_while(|it| it.is_ascii_alphanumeric() || "/?-!".contains(*it)).collect();
                assert!(template.contains(&format!("<{name}")), "{payload:?}: <{tag}");
            }
        }
    }
}

#[test]
fn where_an_article_disagrees_with_itself_is_told_in_every_format() {
    let text = "The storm killed 13 people, eight men and seven women.";
    let articles = vec![article("a.md", "Courier", 2, text), article("b.md", "Ridge Post", 2, "Rain is expected.")];
    let report = crosscheck::check(Inputs { articles, ..Inputs::default() }, &rules());
    let reason = &report.comparison.inconsistencies.first().expect("eight and seven are more than 13").reason;
    for (name, printed) in all_formats(&report) {
        let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(printed.contains(reason.as_str()), "{name} tells {reason:?}:\n{printed}");
    }
}

/// A draft of which a figure is contradicted, one is said by nobody else, and against which two outlets say what it leaves out.
fn told_draft() -> Report {
    let draft = article("draft.md", "", 2, "There are 1,500 tents in the north and 41 stoves.");
    let others = ["2,500 tents stand in the north.", "In the north stand 2,500 tents."]
        .map(|text| format!("{text} There are 70 tents in the south."));
    let [first, second] = &others;
    draft_report(vec![draft, article("a.md", "Courier", 2, first), article("b.md", "Ridge Post", 2, second)])
}

#[test]
fn what_becomes_of_a_draft_is_told_in_every_format() {
    let report = told_draft();
    let facts = &report.comparison.draft.as_ref().expect("there is a draft").facts;
    let states: Vec<State> = facts.iter().map(|fact| fact.state).collect();
    assert_eq!(states, [State::Contradicted, State::Alone]);
    for (name, text) in all_formats(&report) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().replace("%2c", ",");
        assert!(text.contains("contradicted") && text.contains("1,500 tents"), "{name} tells it:\n{text}");
        assert!(text.contains("courier and ridge post say 2,500"), "{name} says by whom:\n{text}");
        // GitHub shows ten annotations: only what must be done is one.
        let alone = text.contains("41 stoves") && (text.contains("alone") || text.contains("nobody else"));
        assert!(alone || name == "github", "{name} tells what nobody else says:\n{text}");
    }
}
