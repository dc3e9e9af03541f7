//! Claims written by one run and compared by another: the comparison is that of the articles, and no line, however odd, breaks
//! more than its own claim.

use crosscheck::article::Article;
use crosscheck::claim::Claim;
use crosscheck::extract::read;
use crosscheck::input::{Claimed, Inputs, ReadOptions, read_claims, read_paths};
use crosscheck::report::claims::{ClaimPrinter, Form, Selection};
use crosscheck::report::{Report, json};
use crosscheck::rule::RuleSet;
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json as value};
use std::io::{self, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::built_in);

fn lines(inputs: &Inputs, selection: Selection) -> Vec<u8> {
    let printer = ClaimPrinter { rules: &RULES, selection, form: Form::Lines };
    let mut out = Vec::new();
    printer.write_inputs(inputs, &mut out).expect("memory can be written");
    out
}

fn read_back(lines: &[u8]) -> Claimed {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(lines).expect("it is written");
    read_claims(&[file.path().to_owned()], &ReadOptions::default(), &RULES)
}

fn report(report: &Report) -> Value {
    let mut out = Vec::new();
    json::write_report(&mut out, report, &RULES).expect("memory can be written");
    serde_json::from_slice(&out).expect("the report is JSON")
}

/// Every story that stands in this repository.
fn stories() -> Vec<PathBuf> {
    let folders = |path: &str| {
        let entries = std::fs::read_dir(path).expect("the folder is there");
        entries.map(|entry| entry.expect("it can be listed").path()).filter(|path| path.is_dir()).collect::<Vec<_>>()
    };
    let mut stories = folders("seeds");
    stories.extend(["tests/cli/conflict", "tests/cli/update", "tests/cli/broken"].map(PathBuf::from));
    assert!(stories.len() > 5, "there are seeds");
    stories
}

#[test]
fn claims_compare_as_their_articles_do() {
    for story in stories() {
        let inputs = || read_paths(std::slice::from_ref(&story), &ReadOptions::default());
        let direct = crosscheck::check(inputs(), &RULES);
        let claimed = read_back(&lines(&inputs(), Selection::All));
        assert_eq!(claimed.inputs.story, direct.story);
        assert_eq!(report(&crosscheck::check_claims(claimed, &RULES)), report(&direct), "{}", story.display());
    }
}

/// Articles are read together in runs, of which the texts of all stories make several.
#[test]
fn articles_that_are_read_together_are_printed_as_each_by_itself() {
    let articles: Vec<Article> =
        stories().into_iter().flat_map(|story| read_paths(&[story], &ReadOptions::default()).articles).collect();
    let copies = articles.iter().cycle().take(8 * articles.len()).cloned();
    let together = lines(&Inputs { articles: copies.collect(), ..Inputs::default() }, Selection::All);
    let alone =
        |article: &Article| lines(&Inputs { articles: vec![article.clone()], ..Inputs::default() }, Selection::All);
    let each: Vec<u8> = articles.iter().flat_map(alone).collect();
    assert!(articles.iter().any(|article| article.title.is_some()), "titles are read beside bodies");
    assert_eq!(together, each.repeat(8));
}

/// A stream that breaks behind its first line, and stays so.
#[test]
fn what_stands_before_a_break_of_the_stream_is_printed() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the line is dead"))
        }
    }
    let line = "{\"id\": \"a\", \"text\": \"Police counted 12 tents.\"}\n";
    let stream = BufReader::new(line.as_bytes().chain(Broken));
    let printer = ClaimPrinter { rules: &RULES, selection: Selection::All, form: Form::Lines };
    let mut out = Vec::new();
    let tally = printer.write_stream(stream, &ReadOptions::default(), &mut out).expect("memory can be written");
    let printed = String::from_utf8(out).expect("JSON is UTF-8");
    assert_eq!((tally.articles, tally.failures), (1, 1), "{printed}");
    let (claims, failures): (Vec<&str>, Vec<&str>) =
        printed.lines().partition(|line| line.contains("\"text\":\"12 tents\""));
    assert_eq!((claims.len(), failures.len()), (1, 1), "{printed}");
    assert!(failures[0].contains("the line is dead"), "{printed}");
}

#[test]
fn without_the_unplaced_claims_the_findings_of_the_rules_are_the_same() {
    for story in stories() {
        let inputs = || read_paths(std::slice::from_ref(&story), &ReadOptions::default());
        let ruled = |report: Value| {
            let findings = report["findings"].as_array().expect("findings are a list").clone();
            findings.into_iter().filter(|finding| !finding["topic"].is_null()).collect::<Vec<_>>()
        };
        let direct = crosscheck::check(inputs(), &RULES);
        let claimed = read_back(&lines(&inputs(), Selection::Placed));
        let again = crosscheck::check_claims(claimed, &RULES);
        assert_eq!(ruled(report(&again)), ruled(report(&direct)), "{}", story.display());
    }
}

/// The texts of the other case files, whatever else stands with them.
#[derive(Deserialize)]
struct Text {
    text: String,
    published: Option<String>,
}

#[test]
fn every_kind_of_claim_is_read_back_as_it_was() {
    let mut texts: Vec<Text> = Vec::new();
    for file in ["amount", "attribution", "date"] {
        let cases = std::fs::read_to_string(format!("tests/cases/{file}.yaml")).expect("the cases are there");
        texts.extend(serde_yaml::from_str::<Vec<Text>>(&cases).expect("the cases have texts"));
    }
    let mut articles = Vec::new();
    for (number, text) in texts.into_iter().enumerate() {
        let mut article = Article::new(format!("{number:05}"), text.text);
        let day = text.published.and_then(|day| day.parse().ok());
        article.published = day.map(crosscheck::article::Published::on);
        articles.push(article);
    }
    let written: Vec<Vec<_>> = articles.iter().map(|article| read(article).mentions).collect();
    let claimed = read_back(&lines(&Inputs { articles, ..Inputs::default() }, Selection::All));
    assert_eq!(claimed.inputs.problems, []);
    let mut found: Vec<Vec<_>> = vec![Vec::new(); written.len()];
    for Claim { article, mention, .. } in claimed.claims {
        if !found[article.index()].contains(&mention) {
            found[article.index()].push(mention);
        }
    }
    for (written, mut found) in written.into_iter().zip(found) {
        found.sort_by_key(|mention| (mention.part, mention.span));
        // A date that placing narrowed to its core stands beside the mention.
        found.retain(|mention| written.iter().any(|other| other.span == mention.span));
        assert_eq!(found, written);
    }
}

/// Two articles that contradict each other, as lines.
fn contradiction() -> Vec<Value> {
    let inputs = read_paths(&[PathBuf::from("tests/cli/conflict")], &ReadOptions::default());
    let rules = tents();
    let printer = ClaimPrinter { rules: &rules, selection: Selection::All, form: Form::Lines };
    let mut out = Vec::new();
    printer.write_inputs(&inputs, &mut out).expect("memory can be written");
    let text = String::from_utf8(out).expect("lines are UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

fn tents() -> RuleSet {
    let text = std::fs::read_to_string("tests/cli/rules/tents.yaml").expect("the rule is there");
    RuleSet::from_files(&[("tents.yaml".to_owned(), text)]).0
}

fn check_lines(lines: &[Value]) -> Report {
    let text: Vec<String> = lines.iter().map(ToString::to_string).collect();
    check_text(text.join("\n").as_bytes())
}

fn check_text(text: &[u8]) -> Report {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(text).expect("it is written");
    let rules = tents();
    crosscheck::check_claims(read_claims(&[file.path().to_owned()], &ReadOptions::default(), &rules), &rules)
}

fn verdicts(report: &Report) -> Vec<&str> {
    report.comparison.findings.iter().map(|finding| finding.verdict.as_str()).collect()
}

/// The line of the claim of 1,900 tents.
fn of_tents(lines: &[Value]) -> usize {
    lines.iter().position(|line| line["text"] == "1,900 tents").expect("the claim is there")
}

#[test]
fn what_the_lines_say_is_what_is_compared() {
    let lines = contradiction();
    assert_eq!(verdicts(&check_lines(&lines)), ["conflict"]);
    let mut corrected = lines.clone();
    let amount = value!({"stated": "1200", "low": "1200", "high": "1200", "hedge": "exactly"});
    corrected[of_tents(&lines)]["amount"] = amount;
    assert_eq!(verdicts(&check_lines(&corrected)), ["agree"]);
    let mut without = lines.clone();
    let source = without.remove(of_tents(&lines))["source"].clone();
    without.push(value!({"article": "radio.md", "source": source}));
    let report = check_lines(&without);
    assert_eq!((verdicts(&report), report.articles.len()), (vec!["single_source"], 2));
    assert!(report.problems.is_empty(), "{:?}", report.problems);
}

#[test]
fn the_order_of_the_lines_changes_nothing_but_for_the_source() {
    let mut lines = contradiction();
    lines.sort_by_key(|line| (line["source"].is_null(), std::cmp::Reverse(line["start"].as_u64())));
    assert_eq!(verdicts(&check_lines(&lines)), ["conflict"]);
    let twice: Vec<Value> = lines.iter().chain(&lines).cloned().collect();
    let report = check_lines(&twice);
    assert_eq!((verdicts(&report), report.problems.len()), (vec!["conflict"], lines.len()), "a claim counts once");
}

#[test]
fn a_line_that_is_no_claim_of_its_article_says_what_is_wrong() {
    let lines = contradiction();
    let at = of_tents(&lines);
    let cases: &[(&str, Value, &str)] = &[
        ("/start", value!(1_000_000), "`start` does not lie in the text of the article"),
        ("/end", value!(0), "`start` does not lie in the text of the article"),
        (
            "/text",
            value!("1,800 tents"),
            "the article has \"1,900 tents\" there; claims and text are of different versions",
        ),
        ("/topic", value!("tent"), "no rule has the topic `tent`; did you mean `tents`?"),
        ("/topic", value!("zebras"), "give the rules that the claims were made with by --rules"),
        ("/article", value!("other.md"), "the article `other.md` is not known"),
        ("/kind", value!("counts"), "`counts` is no kind"),
        ("/kind", value!("date"), "has no `date`"),
        ("/status", value!("maybe"), "`maybe` is no status"),
        ("/found_by", value!("hearsay"), "`hearsay` is no found_by"),
        ("/rule", value!("tents.yaml"), "write file and line, as in deaths.yaml:4"),
        ("/trend", value!("sideways"), "`sideways` is no trend"),
        ("/amount", value!(null), "has no `amount`"),
        ("/amount/low", value!("many"), "`amount.low` is \"many\", which is no number"),
        ("/amount/low", value!("9000"), "the numbers of `amount` do not fit together"),
        ("/exact", value!(null), "has no `exact`; write the claims with this version of crosscheck"),
        ("/exact/core", value!([0, 1]), "`exact.core` is no part of the claim"),
        ("/exact/core", value!([9, 3]), "`exact.core` does not lie in the text of the article"),
        ("/exact/title", value!(true), "does not lie in the text of the article"),
        ("/derived_from", value!(["x"]), "is a sum of other claims"),
        ("/slots", value!("none"), "invalid type: string \"none\""),
    ];
    for (field, wrong, message) in cases {
        let mut broken = lines.clone();
        // The source stands on a line of its own, so that only the claim is at fault.
        let source = value!({"article": "radio.md", "source": lines[at]["source"]});
        broken[at]["source"] = Value::Null;
        let (parent, key) = field.rsplit_once('/').expect("a pointer");
        broken[at].pointer_mut(parent).expect("the parent is there")[key] = wrong.clone();
        broken.insert(at, source);
        let report = check_lines(&broken);
        let problems: Vec<_> = report.problems.iter().map(|problem| (problem.line, problem.message.as_str())).collect();
        assert!(
            matches!(problems[..], [(Some(line), found)] if line == at + 2 && found.contains(message)),
            "{field} = {wrong}: {problems:?}"
        );
        assert_eq!((verdicts(&report), report.has_errors()), (vec!["single_source"], true), "{field}");
    }
}

#[test]
fn what_could_not_be_read_stays_an_error() {
    let mut lines = contradiction();
    lines.push(value!({"error": "is not UTF-8", "path": "old.txt", "line": 7, "article": null}));
    let report = check_lines(&lines);
    let problem = report.problems.first().expect("the error is told");
    assert_eq!((problem.to_string().as_str(), verdicts(&report)), ("error: old.txt:7: is not UTF-8", vec!["conflict"]));
}

#[test]
fn streams_without_claims_are_told() {
    for (text, message) in [
        ("", "holds no article; write claims with `crosscheck claims --all --format jsonl`"),
        ("[1, 2]\n", "invalid type: integer `1`, expected a string, at column 2"),
        ("{\"text\": \"12 dead\"}\n", "is no claim: it names no `article`"),
        (
            "{\"article\": \"a\", \"kind\": \"count\"}\n",
            "its `source` stands on the first of its lines, which is missing",
        ),
        (
            "{\"article\": \"a\", \"source\": {\"body\": [0, 9], \"text\": \"ten\"}}",
            "`source.body` is not within its text",
        ),
        (
            "{\"article\": \"a\", \"source\": {\"body\": [0, 3], \"text\": \"ten\", \"published\": \"May\"}}",
            "`source.published` is \"May\", which is no day",
        ),
    ] {
        let report = check_text(text.as_bytes());
        let told = report.problems.iter().any(|problem| problem.message.contains(message));
        assert!(told, "{text}: {:?}", report.problems);
    }
    let missing = read_claims(&[Path::new("no-such.jsonl").to_owned()], &ReadOptions::default(), &RULES);
    assert_eq!(missing.inputs.problems.len(), 1);
}

/// Values that no writer of claims would give.
fn odd() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u32>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
        "-?[0-9]{1,28}(\\.[0-9]{1,5})?".prop_map(Value::from),
        Just(value!("79228162514264337593543950335")),
        Just(value!("-79228162514264337593543950335")),
        (0_usize..90, 0_usize..90).prop_map(|(start, end)| value!([start, end])),
        (0_usize..90).prop_map(Value::from),
        prop_oneof!["money", "measure", "duration", "date", "time", "age", "ratio", "name"].prop_map(Value::from),
        prop_oneof!["USD", "km", "°F", "year", "week", "vague", "between"].prop_map(Value::from),
        Just(value!({"stretch": "between 9999-12-31 -009999-01-01", "time": "24:59", "zone": 840})),
        Just(value!({"timex": "2020", "modifier": "end", "anchor": "9999-12-31"})),
    ]
}

const FIELDS: &[&str] = &[
    "/start",
    "/end",
    "/kind",
    "/unit",
    "/topic",
    "/status",
    "/date",
    "/as_of",
    "/slots",
    "/amount/stated",
    "/amount/low",
    "/amount/high",
    "/amount/stated_high",
    "/amount/hedge",
    "/exact/core",
    "/exact/grain",
    "/exact/open",
    "/exact/title",
    "/exact/date",
    "/exact/as_of",
    "/exact/counted",
    "/exact/speaker",
    "/exact/restates",
    "/exact/currency",
    "/source/body",
    "/source/title",
    "/source/title_start",
    "/source/published",
    "/source/text",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_line_breaks_the_comparison(changes in prop::collection::vec((0_usize..8, 0..FIELDS.len(), odd()), 1..6)) {
        let mut lines = contradiction();
        for (line, field, wrong) in changes {
            let line = line % lines.len();
            let (parent, key) = FIELDS[field].rsplit_once('/').expect("a pointer");
            if let Some(Value::Object(parent)) = lines[line].pointer_mut(parent) {
                parent.insert(key.to_owned(), wrong);
            }
        }
        let report = check_lines(&lines);
        let mut out = Vec::new();
        json::write_report(&mut out, &report, &tents()).expect("memory can be written");
        prop_assert!(serde_json::from_slice::<Value>(&out).is_ok());
    }
}
