//! Rules: what the loader says about broken files, what is placed where, and the built-in rules with their own tests.

use crosscheck::error::Severity;
use crosscheck::input::read_rule_folder;
use crosscheck::rule::{Code, Colour, RuleProblem, RuleSet};
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BrokenFile {
    name: String,
    vocabulary: Option<String>,
    text: String,
    /// Code, place, words of the message, words of the suggestion.
    problems: Vec<Vec<String>>,
}

#[test]
fn broken_rule_files_are_explained() {
    let cases: Vec<BrokenFile> =
        serde_yaml::from_str(include_str!("../cases/rule_problems.yaml")).expect("valid cases");
    let names: BTreeSet<_> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), cases.len(), "names of cases are distinct");
    let failures: Vec<_> = cases.iter().filter_map(unexplained).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// What a case expected and what came instead; `None` if they are the same.
fn unexplained(case: &BrokenFile) -> Option<String> {
    let mut files = vec![("rule.yaml".to_owned(), case.text.clone())];
    files.extend(case.vocabulary.clone().map(|text| ("vocab.yaml".to_owned(), text)));
    let (rules, mut problems) = RuleSet::from_files(&files);
    problems.extend(rules.test().problems);
    problems.sort_by_key(|problem| (problem.file.clone(), problem.span, problem.code));
    let same = problems.len() == case.problems.len()
        && problems.iter().zip(&case.problems).all(|(problem, expected)| is_as_expected(problem, expected));
    if same {
        return None;
    }
    let mut report = format!("{}: expected", case.name);
    for expected in &case.problems {
        write!(report, "\n    {}", expected.join(" | ")).expect("writing to a string does not fail");
    }
    report.push_str("\n  found");
    for problem in &problems {
        write!(report, "\n    {problem}").expect("writing to a string does not fail");
    }
    Some(report)
}

fn is_as_expected(problem: &RuleProblem, expected: &[String]) -> bool {
    let [code, place, message, suggestion @ ..] = expected else { return false };
    let own_place = match problem.file.as_str() {
        "rule.yaml" => format!("{}:{}", problem.line, problem.column),
        file => format!("{file} {}:{}", problem.line, problem.column),
    };
    let suggested = problem.suggestion.as_deref().unwrap_or("");
    problem.code.as_str() == code
        && own_place == *place
        && problem.message.contains(message.as_str())
        && suggestion.first().is_none_or(|words| suggested.contains(words.as_str()))
}

/// Each file of `tests/cases/rules` is a rule that shows one part of placement in its own tests.
#[test]
fn mentions_are_placed_where_they_belong() {
    let files = read_rule_folder(Path::new("tests/cases/rules")).expect("the folder is there").files;
    let (rules, problems) = RuleSet::from_files(&files);
    let run = rules.test();
    // An extractor that learns to close a known gap has broken nothing; and rules that show one thing alone may take what
    // others take.
    let harmless = [Code::GapPasses, Code::Shadowed, Code::TooBroad];
    let grave = problems.iter().chain(&run.problems).filter(|problem| !harmless.contains(&problem.code));
    let mut complaints: Vec<String> = grave.map(ToString::to_string).collect();
    complaints.extend(run.failures().map(ToString::to_string));
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
    assert_eq!(rules.topics().len() + 1, files.len(), "every file but the vocabulary is a topic");
}

#[test]
fn built_in_rules_load_without_a_problem() {
    let files: Vec<(String, String)> =
        RuleSet::built_in_files().iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect();
    let (rules, problems) = RuleSet::from_files(&files);
    let text =
        |name: &str| RuleSet::built_in_files().iter().find(|(file, _)| *file == name).map_or("", |(_, text)| text);
    let grave = problems.iter().filter(|problem| problem.severity != Severity::Note);
    let rendered: Vec<_> = grave.map(|problem| problem.render(text(&problem.file), Colour::Plain)).collect();
    assert!(rendered.is_empty(), "\n{}", rendered.join("\n\n"));
    let topics = RuleSet::built_in_files().iter().filter(|(name, _)| !name.ends_with("vocab.yaml")).count();
    assert_eq!(rules.topics().len() + rules.disabled().len(), topics);
}

#[test]
fn built_in_rules_pass_their_own_tests() {
    let files: Vec<(String, String)> =
        RuleSet::built_in_files().iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect();
    let run = RuleSet::from_files(&files).0.test();
    let failures: Vec<_> = run.failures().map(ToString::to_string).collect();
    let problems: Vec<_> =
        run.problems.iter().filter(|problem| problem.severity == Severity::Error).map(ToString::to_string).collect();
    assert!(failures.is_empty() && problems.is_empty(), "\n{}\n{}", failures.join("\n"), problems.join("\n"));
}

/// A valid rule to cut, paste and spoil.
const SOUND: &str = include_str!("../cases/rules/value-of-a-slot.yaml");

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever the bytes of a rule file, loading ends, and every problem points into the file.
    #[test]
    fn loading_survives_spoiled_files(from in 0..SOUND.len(), cut in 0_usize..40, paste in "[\\PC\t\n]{0,12}") {
        let boundary = |at: usize| (0..=at.min(SOUND.len())).rev().find(|&at| SOUND.is_char_boundary(at)).unwrap_or(0);
        let text = format!("{}{paste}{}", &SOUND[..boundary(from)], &SOUND[boundary(from + cut)..]);
        let (rules, problems) = RuleSet::from_files(&[("spoiled.yaml".to_owned(), text.clone())]);
        let run = rules.test();
        for problem in problems.iter().chain(&run.problems) {
            prop_assert!(text.get(std::ops::Range::from(problem.span)).is_some(), "{problem}");
            prop_assert!(problem.render(&text, Colour::Plain).contains(problem.code.as_str()));
        }
    }
}
