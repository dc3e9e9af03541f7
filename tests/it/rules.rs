//! The rules that are built into the binary: they load without a problem, and every test that stands in them passes.

use crosscheck::error::Severity;
use crosscheck::rule::{Colour, RuleSet, TestOf};

#[test]
fn built_in_rules_load_without_a_problem() {
    let (rules, problems) = RuleSet::with_built_in(&[]);
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
    let run = RuleSet::built_in().test();
    let failures: Vec<_> =
        run.failures().filter(|outcome| outcome.of == TestOf::Claims).map(ToString::to_string).collect();
    let problems: Vec<_> =
        run.problems.iter().filter(|problem| problem.severity == Severity::Error).map(ToString::to_string).collect();
    assert!(failures.is_empty() && problems.is_empty(), "\n{}\n{}", failures.join("\n"), problems.join("\n"));
}
