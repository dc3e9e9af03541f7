//! What people get who write rules: pages of every problem, messages for the mistakes that journalists make, mends.

use crosscheck::extract::{Mention, read};
use crosscheck::input::{Inputs, ReadOptions, read_paths};
use crosscheck::rule::draft::{DraftRule, draft_rule, likeliest};
use crosscheck::rule::mend::mend;
use crosscheck::rule::page::code_pages;
use crosscheck::rule::{Code, RuleProblem, RuleSet};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// How files become rules: alone, or beside the built-in ones.
type Load = fn(&[(String, String)]) -> (RuleSet, Vec<RuleProblem>);

fn problems_of(text: &str, load: Load) -> Vec<RuleProblem> {
    let (rules, mut problems) = load(&[("tents.yaml".to_owned(), text.to_owned())]);
    problems.extend(rules.test().problems);
    problems.sort_by_key(|problem| (problem.span, problem.code));
    problems
}

fn listed(problems: &[RuleProblem]) -> String {
    problems.iter().map(|problem| format!("\n    {problem}")).collect()
}

/// The pages of `explain CODE` are true: the bad files have that problem and no other, the good ones none.
#[test]
fn every_code_has_a_page_whose_files_show_it() {
    let pages = code_pages();
    assert_eq!(pages.iter().map(|page| page.code).collect::<Vec<_>>(), Code::ALL);
    let mut wrong = Vec::new();
    for page in &pages {
        let bad = page.problems(&page.bad);
        let codes: BTreeSet<Code> = bad.iter().map(|problem| problem.code).collect();
        if codes != BTreeSet::from([page.code]) {
            wrong.push(format!("{}: the bad files have{}", page.code, listed(&bad)));
        }
        let good = page.problems(&page.good);
        if !good.is_empty() {
            wrong.push(format!("{}: the good files have{}", page.code, listed(&good)));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Mending the bad files of a page takes the problem away and brings no other.
#[test]
fn mends_leave_no_problem_behind() {
    let mut mended_codes = BTreeSet::new();
    for page in code_pages().iter().filter(|page| page.code != Code::Replaces) {
        let files: Vec<(String, String)> = page.bad.clone().into_iter().collect();
        let mended = mend(&files, RuleSet::from_files);
        if mended.is_empty() {
            continue;
        }
        let mut after = page.bad.clone();
        after.extend(mended.into_iter().map(|own| (own.file, own.text)));
        let left = page.problems(&after);
        // A list that was one phrase finds more than its test did; that is for the author to see.
        let grave: Vec<_> = left.into_iter().filter(|problem| problem.code != Code::NeverFires).collect();
        assert!(grave.is_empty(), "{} is mended to {after:?}, which has{}", page.code, listed(&grave));
        mended_codes.insert(page.code);
    }
    let safe = [
        Code::Tab,
        Code::Indentation,
        Code::ColonInText,
        Code::CurlyQuote,
        Code::HiddenCharacter,
        Code::CutByHash,
        Code::CommaInBraces,
        Code::MissingSpace,
        Code::PastedSign,
        Code::MissingDash,
        Code::SpecialSign,
        Code::UnknownKey,
        Code::UnknownWord,
        Code::PlainNo,
        Code::CommaInLine,
        Code::NumberInLine,
        Code::Wildcard,
        Code::Repeated,
        Code::GapPasses,
    ];
    assert_eq!(mended_codes, BTreeSet::from(safe));
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mistakes {
    /// A rule without a fault, which each mistake changes.
    rule: String,
    mistakes: Vec<Mistake>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mistake {
    name: String,
    /// Words of the rule, and what stands there instead.
    change: [String; 2],
    code: String,
    /// The line that the message points at.
    line: usize,
    /// Whether the rule stands beside the built-in ones.
    #[serde(default)]
    beside_built_in: bool,
    /// Words of the message or suggestion that name the mend.
    says: Option<String>,
}

/// Least number of mistakes, and of messages among them that name what to do.
const MISTAKES: usize = 40;
const NAMED: usize = 35;

#[test]
fn mistakes_of_journalists_are_explained() {
    let cases: Mistakes = serde_yaml::from_str(include_str!("../cases/rule_mistakes.yaml")).expect("valid cases");
    let sound = problems_of(&cases.rule, RuleSet::with_built_in);
    assert!(sound.is_empty(), "{}", listed(&sound));
    let names: BTreeSet<_> = cases.mistakes.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), cases.mistakes.len(), "names of cases are distinct");
    assert!(cases.mistakes.len() >= MISTAKES && cases.mistakes.iter().filter(|it| it.says.is_some()).count() >= NAMED);
    let unexplained: Vec<String> = cases.mistakes.iter().filter_map(|case| unexplained(&cases.rule, case)).collect();
    assert!(unexplained.is_empty(), "\n{}", unexplained.join("\n"));
}

/// What is said instead of what should be; `None` if it is said.
fn unexplained(rule: &str, case: &Mistake) -> Option<String> {
    let [from, to] = &case.change;
    if rule.matches(from.as_str()).count() != 1 {
        return Some(format!("{}: {from:?} does not stand once in the rule", case.name));
    }
    let load: Load = if case.beside_built_in { RuleSet::with_built_in } else { RuleSet::from_files };
    let problems = problems_of(&rule.replace(from.as_str(), to), load);
    let says = |problem: &RuleProblem| {
        let said = format!("{} {}", problem.message, problem.suggestion.as_deref().unwrap_or(""));
        case.says.as_ref().is_none_or(|words| said.contains(words.as_str()))
    };
    let is_explained = problems.iter().any(|it| it.code.as_str() == case.code && it.line == case.line && says(it));
    (!is_explained)
        .then(|| format!("{}: wanted {} in line {}, found{}", case.name, case.code, case.line, listed(&problems)))
}

#[test]
fn fix_shows_what_it_changes_and_changes_it() {
    let folder = tempfile::tempdir().expect("a folder for rules");
    let file = folder.path().join("tents.yaml");
    let broken = "topic: Tents\nkind: cuont\nof:\n\t- tents\ntests:\n  - text: He saw 4 tents.\n    expect: \"4\"\n  - text: The 4 buses left.\n    expects: nothing\n";
    std::fs::write(&file, broken).expect("the folder can be written");
    let path = folder.path().to_str().expect("a plain path");
    let output = Command::new(env!("CARGO_BIN_EXE_crosscheck")).args(["rules", "check", path, "--fix"]).output();
    let output = output.expect("the command runs");
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("  - kind: cuont\n  + kind: count\n"), "{shown}");
    assert!(shown.contains("3 problems mended in 1 file"), "{shown}");
    assert!(shown.ends_with("1 file, 0 problems\n"), "{shown}");
    assert_eq!(output.status.code(), Some(0));
    let mended = broken.replace("cuont", "count").replace('\t', "  ").replace("expects", "expect");
    assert_eq!(std::fs::read_to_string(&file).expect("the file is there"), mended);
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder is there").count(), 1, "nothing is left beside it");
}

/// Runs the program in a folder; standard output and error, and the exit code.
fn run_in(folder: &Path, args: &[&str]) -> (String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    command.args(args).current_dir(folder).env("COLUMNS", "100").env("CLICOLOR", "0");
    let output = command.output().expect("the command runs");
    let text = [output.stdout, output.stderr].concat();
    (String::from_utf8(text).expect("output is UTF-8"), output.status.code())
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
    std::fs::write(path, text).expect("files can be written");
}

/// Every command of the tutorial prints what it says, every file of it is as it says.
#[test]
fn the_tutorial_is_true() {
    let tutorial = include_str!("../../src/report/tutorial.md");
    let folder = tempfile::tempdir().expect("a folder to work in");
    let (mut before, mut commands) = (String::new(), 0);
    let mut lines = tutorial.lines();
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("```") else {
            before = if line.is_empty() { before } else { format!("{before} {line}") };
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
        let file = before.rsplit('`').nth(1).unwrap_or("").to_owned();
        match (kind, before.trim_end().ends_with("is now:")) {
            ("console", _) => commands += run_block(folder.path(), &block),
            (_, true) => {
                let text = std::fs::read_to_string(folder.path().join(&file)).expect("the file is there");
                assert_eq!(text.lines().collect::<Vec<_>>(), block, "{file}");
            }
            (_, false) => write(folder.path(), &file, &format!("{}\n", block.join("\n"))),
        }
        before.clear();
    }
    assert!(commands >= 9, "{commands} commands were run");
}

/// Runs the commands of a block, each followed by what it prints; how many there are.
fn run_block(folder: &Path, block: &[&str]) -> usize {
    let commands = block.split(|line| line.starts_with("$ ")).skip(1);
    let names = block.iter().filter_map(|line| line.strip_prefix("$ crosscheck "));
    let mut count = 0;
    for (command, expected) in names.zip(commands) {
        // Only what stands in quotation marks has blanks.
        let args: Vec<&str> = command
            .split('"')
            .enumerate()
            .flat_map(|(at, part)| if at % 2 == 1 { vec![part] } else { part.split_whitespace().collect() })
            .collect();
        let (output, _) = run_in(folder, &args);
        // A line of "…" stands for the rest.
        let shown = expected.iter().position(|line| *line == "…").unwrap_or(expected.len());
        let printed: Vec<&str> = output.trim_end().lines().collect();
        let printed = if shown < expected.len() { &printed[..shown.min(printed.len())] } else { &printed[..] };
        assert_eq!(printed, &expected[..shown], "{command}");
        count += 1;
    }
    count
}

#[test]
fn a_new_project_passes_its_check_tests_and_first_report() {
    let folder = tempfile::tempdir().expect("a folder to work in");
    assert_eq!(run_in(folder.path(), &["init", "ours"]).1, Some(0));
    let ours = folder.path().join("ours");
    let (checked, code) = run_in(&ours, &["rules", "check", "rules"]);
    assert_eq!((checked.as_str(), code), ("2 files, 0 problems\n", Some(0)));
    let (tested, code) = run_in(&ours, &["rules", "test", "rules"]);
    assert_eq!((tested.as_str(), code), ("4 tests, 0 failed, 0 known gaps\n", Some(0)));
    let (report, code) = run_in(&ours, &["check", "articles", "--rules", "rules"]);
    assert!(report.contains("Tents in the valley") && code == Some(0), "{report}");
    // A rule by itself has the word lists of its folder.
    let (checked, code) = run_in(&ours, &["rules", "check", "rules/tents.yaml"]);
    assert_eq!((checked.as_str(), code), ("1 file, 0 problems\n", Some(0)));
    let (tested, code) = run_in(&ours, &["rules", "test", "rules/tents.yaml"]);
    assert_eq!((tested.as_str(), code), ("4 tests, 0 failed, 0 known gaps\n", Some(0)));
    let (alone, code) = run_in(&ours, &["check", "articles", "--rules", "rules/tents.yaml"]);
    assert!(alone.contains("Tents in the valley") && code == Some(0), "{alone}");
    let (built_in, code) = run_in(&ours, &["rules", "check"]);
    assert!(built_in.contains("no folder was named") && code == Some(0), "{built_in}");
    let (again, code) = run_in(folder.path(), &["init", "ours"]);
    assert!(again.contains("nothing was written") && code == Some(2), "{again}");
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentence {
    title: String,
    text: String,
    /// Words of the number that is meant, if there are several.
    value: Option<String>,
    /// Lines that the rule has.
    rule: Vec<String>,
}

/// From a sentence to a rule that passes its own check and tests. That `rules new` writes these rules is tested with the
/// other commands of authors.
#[test]
fn sentences_become_rules() {
    let cases: Vec<Sentence> = serde_yaml::from_str(include_str!("../cases/rule_drafts.yaml")).expect("valid cases");
    assert!(cases.len() >= 40);
    let mut wrong = Vec::new();
    let mut drafts = Vec::new();
    for case in &cases {
        let Some(DraftRule { id, text: rule }) = draft_of(case) else {
            wrong.push(format!("{}: no rule was found", case.text));
            continue;
        };
        let (rules, mut problems) = RuleSet::from_files(&[("rule.yaml".to_owned(), rule.clone())]);
        let tests = rules.test();
        problems.extend(tests.problems.iter().cloned());
        let passed = tests.outcomes.iter().filter(|outcome| outcome.passed).count();
        if !problems.is_empty() || (tests.outcomes.len(), passed) != (2, 2) {
            wrong.push(format!("{}: {passed} tests pass{}\n{rule}", case.text, listed(&problems)));
        }
        wrong.extend(
            case.rule
                .iter()
                .filter(|line| !rule.lines().any(|own| own.trim() == line.as_str()))
                .map(|line| format!("{}: `{line}` is no line of\n{rule}", case.text)),
        );
        drafts.push((format!("{id}.yaml"), rule));
    }
    // Beside the built-in rules only these could be in their way; two cases may be of one thing.
    let (_, mut problems) = RuleSet::with_built_in(&drafts);
    let by_each_other =
        |problem: &RuleProblem| drafts.iter().any(|(name, _)| problem.message.contains(&format!("({name})")));
    problems.retain(|problem| problem.code != Code::Shadowed || !by_each_other(problem));
    assert!(problems.is_empty() && wrong.is_empty(), "\n{}{}", wrong.join("\n"), listed(&problems));
}

/// The rule for the number that a case means, in an article of its own.
fn draft_of(case: &Sentence) -> Option<DraftRule> {
    let folder = tempfile::tempdir().expect("a folder to work in");
    let text = format!("---\ndate: 2024-03-04\n---\nThe mayor spoke to reporters.\n\n{}\n", case.text);
    write(folder.path(), "a.md", &text);
    let Inputs { articles, .. } = read_paths(&[folder.path().join("a.md")], &ReadOptions::default());
    let article = articles.first()?;
    let reading = read(article);
    let mentions: Vec<&Mention> = reading.mentions.iter().collect();
    let words = |mention: &Mention| article.words(mention.part, mention.span).to_lowercase();
    let mention = match &case.value {
        Some(value) => mentions.iter().copied().find(|mention| words(mention).contains(&value.to_lowercase())),
        None => likeliest(&case.title, article, &reading, &mentions),
    };
    draft_rule(&case.title, article, &reading, mention?)
}

/// Every file that the loader refuses for its keys, words and shapes the schema refuses, and every sound one passes both.
#[test]
fn schema_and_loader_agree() {
    let validator = jsonschema::validator_for(&crosscheck::rule::schema::schema()).expect("a valid schema");
    let json = |text: &str| serde_yaml::from_str::<serde_json::Value>(text).expect("the file is YAML");
    let mut wrong = Vec::new();
    let accepts = |text: &str| validator.is_valid(&json(text));
    let built_in = RuleSet::built_in_files().iter().filter(|(name, _)| !name.ends_with("vocab.yaml"));
    for (name, text) in built_in.filter(|(_, text)| !accepts(text)) {
        wrong.push(format!(
            "{name} is refused: {:?}",
            validator.iter_errors(&json(text)).next().map(|it| it.to_string())
        ));
    }
    let shape = [
        Code::UnknownKey,
        Code::MisplacedKey,
        Code::MissingKey,
        Code::EmptyValue,
        Code::WrongShape,
        Code::UnknownWord,
        Code::NoTests,
    ];
    let sound = include_str!("../../src/commands/init/tents.yaml");
    let changes = include_str!("../cases/rule_shapes.yaml");
    let changes: Vec<[String; 2]> = serde_yaml::from_str(changes).expect("valid cases");
    let (mut refused, mut accepted) = (0, 0);
    for [from, to] in &changes {
        assert_eq!(sound.matches(from.as_str()).count(), 1, "{from:?} stands once");
        let text = sound.replace(from.as_str(), to);
        let files = [
            ("tents.yaml".to_owned(), text.clone()),
            ("vocab.yaml".to_owned(), include_str!("../../src/commands/init/vocab.yaml").to_owned()),
        ];
        let (_, problems) = RuleSet::from_files(&files);
        let loads = !problems.iter().any(|problem| shape.contains(&problem.code));
        if loads != accepts(&text) {
            wrong.push(format!(
                "{from:?} → {to:?}: the loader {}, the schema does not{}",
                if loads { "accepts" } else { "refuses" },
                listed(&problems)
            ));
        }
        if loads { accepted += 1 } else { refused += 1 }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(refused >= 20 && accepted >= 10, "{refused} refused, {accepted} accepted");
}

#[test]
fn a_test_is_added_from_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder to work in");
    assert_eq!(run_in(folder.path(), &["init", "."]).1, Some(0));
    write(
        folder.path(),
        "a.md",
        "---\ndate: 2024-03-04\n---\nThere were 7 tents and 3 huts in Doria: nobody was cold.\n",
    );
    let (said, code) = run_in(folder.path(), &["rules", "test", "rules", "--add", "a.md:4", "--yes"]);
    assert_eq!(code, Some(0), "{said}");
    let rule = std::fs::read_to_string(folder.path().join("rules/tents.yaml")).expect("the rule is there");
    let entry = "  - text: \"There were 7 tents and 3 huts in Doria: nobody was cold.\"\n    expect:\n      - value: \"7\"\n        \
                 town: Doria\n      - value: \"3\"\n        town: Doria\nverdicts:\n";
    assert!(rule.contains(entry), "{rule}");
    assert!(said.ends_with("5 tests, 0 failed, 0 known gaps\n"), "{said}");
    let (said, code) = run_in(folder.path(), &["rules", "test", "rules", "--add", "a.md:4"]);
    assert!(said.contains("--yes adds without asking") && code == Some(2), "nobody sits there: {said}");
}

/// A command that runs again after every save, and what it prints.
struct Watched {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Watched {
    fn start(folder: &Path, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
        command.args(args).current_dir(folder).env("COLUMNS", "100").stdout(Stdio::piped());
        let mut child = command.spawn().expect("the command starts");
        let lines = BufReader::new(child.stdout.take().expect("stdout is piped")).lines();
        Self { child, lines }
    }

    /// The next line with these words.
    fn next_with(&mut self, words: &str) -> Option<String> {
        self.lines.by_ref().map(|line| line.expect("a line")).find(|line| line.contains(words))
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.child.kill().expect("the command runs still");
        self.child.wait().expect("the command ends");
    }
}

fn change(folder: &Path, name: &str, from: &str, to: &str) {
    let file = folder.join(name);
    let text = std::fs::read_to_string(&file).expect("the file is there");
    assert!(text.contains(from), "{text}");
    // In one step, as editors save.
    let beside = folder.join(".saved");
    std::fs::write(&beside, text.replace(from, to)).expect("the file can be written");
    std::fs::rename(beside, file).expect("the file can be replaced");
}

#[test]
fn a_save_is_seen_while_somebody_watches() {
    let folder = tempfile::tempdir().expect("a folder to work in");
    let folder = folder.path();
    assert_eq!(run_in(folder, &["init", "."]).1, Some(0));
    let mut tests = Watched::start(folder, &["rules", "test", "rules", "--watch"]);
    let mut check = Watched::start(folder, &["rules", "check", "rules", "--watch"]);
    let mut report = Watched::start(folder, &["check", "articles", "--rules", "rules", "--watch"]);
    assert_eq!(tests.next_with("tests,").as_deref(), Some("4 tests, 0 failed, 0 known gaps"));
    assert_eq!(check.next_with("files,").as_deref(), Some("2 files, 0 problems"));
    assert!(report.next_with("Tents in the valley").is_some_and(|line| line.contains("ROUNDED")));
    change(folder, "articles/ridge.md", "42 tents", "90 tents");
    assert!(report.next_with("Tents in the valley").is_some_and(|line| line.contains("CONFLICT")), "an article");
    change(folder, "rules/tents.yaml", "value: about 40", "value: about 41");
    assert_eq!(tests.next_with("tests,").as_deref(), Some("4 tests, 1 failed, 0 known gaps"));
    change(folder, "rules/tents.yaml", "topic: Tents in the valley", "topic: Tents by the river");
    assert!(report.next_with("Tents by the river").is_some_and(|line| line.contains("CONFLICT")), "a rule");
    change(folder, "rules/tents.yaml", "without:", "witout:");
    assert_eq!(check.next_with("unknown-key").as_deref(), Some("error[unknown-key]: `witout` is no key of a rule"));
}
