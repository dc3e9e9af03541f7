//! What each kind of problem means, with files that have it and files that do not: the pages of `crosscheck explain CODE`.

use super::RuleSet;
use super::problem::{Code, RuleProblem};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The page of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodePage {
    /// The code.
    pub code: Code,
    /// What it means, in a sentence or two.
    pub meaning: String,
    /// Files that have the problem and no other, by name.
    pub bad: BTreeMap<String, String>,
    /// Files that have no problem.
    pub good: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    code: String,
    meaning: String,
    bad: BTreeMap<String, String>,
    good: BTreeMap<String, String>,
}

/// Every page, in the order of [`Code::ALL`].
///
/// # Panics
/// Never: the pages are part of the program, and its tests read them all.
#[must_use]
pub fn code_pages() -> Vec<CodePage> {
    let written: Vec<Written> = serde_yaml::from_str(include_str!("codes.yaml")).expect("the pages are valid YAML");
    let page = |code: &Code| {
        let own = written.iter().find(|page| page.code == code.as_str())?;
        let (bad, good) = (own.bad.clone(), own.good.clone());
        Some(CodePage { code: *code, meaning: own.meaning.trim().to_owned(), bad, good })
    };
    Code::ALL.iter().filter_map(page).collect()
}

impl CodePage {
    /// What the loader and the tests say about files, beside the built-in rules if the code is about those.
    #[must_use]
    pub fn problems(&self, files: &BTreeMap<String, String>) -> Vec<RuleProblem> {
        let not_loaded: Vec<RuleProblem> = files.keys().filter_map(|name| super::not_loaded(name)).collect();
        let loaded = files.iter().filter(|(name, _)| super::is_rule_file(name));
        let files: Vec<(String, String)> = loaded.map(|(name, text)| (name.clone(), text.clone())).collect();
        let (rules, mut problems) = match self.code {
            Code::Replaces => RuleSet::with_built_in(&files),
            _ => RuleSet::from_files(&files),
        };
        problems.extend(rules.test_problems());
        problems.extend(not_loaded);
        problems
    }
}
