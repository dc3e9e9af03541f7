//! Safe mends of rule files: the words that problems bring with them, put in place until nothing more can be mended.
//!
//! One mend may uncover the next (behind a tab stands a misspelt key), so that loading and mending take turns. Nothing
//! is written here; the caller shows what changes first.

use super::RuleSet;
use super::problem::{Mend, RuleProblem};
use crate::span::Span;

/// Most turns of loading and mending: a file has more problems behind each other only if mends undo each other.
const TURNS: usize = 12;

/// A file that was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// Its name.
    pub file: String,
    /// What it says now.
    pub text: String,
    /// The problems that are gone, in the order in which they were mended.
    pub gone: Vec<RuleProblem>,
}

/// Mends what can safely be mended in rule files, as `load` reads them. Files without a change are left out.
#[must_use]
pub fn mend(
    files: &[(String, String)],
    load: impl Fn(&[(String, String)]) -> (RuleSet, Vec<RuleProblem>),
) -> Vec<Mended> {
    let mut mended: Vec<Mended> =
        files.iter().map(|(file, text)| Mended { file: file.clone(), text: text.clone(), gone: Vec::new() }).collect();
    for _ in 0..TURNS {
        let current: Vec<(String, String)> = mended.iter().map(|own| (own.file.clone(), own.text.clone())).collect();
        let (rules, mut problems) = load(&current);
        problems.extend(rules.test_problems());
        let mut any = false;
        for own in &mut mended {
            let mine: Vec<&RuleProblem> = problems.iter().filter(|problem| problem.file == own.file).collect();
            any |= own.apply(&mine);
        }
        if !any {
            break;
        }
    }
    mended.retain(|own| !own.gone.is_empty());
    mended
}

impl Mended {
    /// Puts the mends of some problems in place, the last in the file first; where two overlap, the earlier one alone.
    fn apply(&mut self, problems: &[&RuleProblem]) -> bool {
        let mut mends: Vec<(&Mend, &RuleProblem)> =
            problems.iter().filter_map(|problem| Some((problem.mend.as_ref()?, *problem))).collect();
        mends.sort_by_key(|(mend, _)| mend.span);
        let mut end = 0;
        mends.retain(|(mend, _)| {
            let free = mend.span.start() >= end && changes(mend, &self.text);
            if free {
                end = mend.span.end().max(mend.span.start() + 1);
            }
            free
        });
        for (mend, _) in mends.iter().rev() {
            self.text.replace_range(std::ops::Range::from(mend.span), &mend.words);
        }
        self.gone.extend(mends.iter().map(|(_, problem)| (*problem).clone()));
        !mends.is_empty()
    }
}

fn changes(mend: &Mend, text: &str) -> bool {
    let span: Span = mend.span;
    text.get(std::ops::Range::from(span)).is_some_and(|words| words != mend.words)
}
