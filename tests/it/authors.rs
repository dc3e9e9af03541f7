//! What people get who write rules: pages of every problem, messages for the mistakes that journalists make, mends.

use crosscheck::rule::mend::mend;
use crosscheck::rule::page::code_pages;
use crosscheck::rule::{Code, RuleProblem, RuleSet};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::process::Command;

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
