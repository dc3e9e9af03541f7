//! Claims into findings: which claims may be compared, and what each pair and each group says.

pub mod verdict;

pub use verdict::{Finding, Pair, Range, Relation, Verdict};

use crate::article::{Article, ArticleId};
use crate::claim::Claim;
use crate::extract::Reading;
use crate::rule::RuleSet;

/// The outcome of a comparison.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// All claims: those given (in the same order), then those derived by summing.
    pub claims: Vec<Claim>,
    /// What groups of claims say, gravest first; a total order that does not depend on the order of the articles.
    pub findings: Vec<Finding>,
    /// Names that are spelled in several ways.
    pub names: Vec<NameVariants>,
    /// The origin of each article, by [`ArticleId`]: its agency, the article it copies, or its outlet.
    pub origins: Vec<String>,
}

/// One name, spelled in several ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameVariants {
    /// Spellings with the articles that use them, commonest first, then by alphabet.
    pub spellings: Vec<(String, Vec<ArticleId>)>,
}

/// Compares claims. The result does not depend on the order of the articles.
#[must_use]
pub fn compare(_articles: &[Article], _readings: &[Reading], _claims: Vec<Claim>, _rules: &RuleSet) -> Comparison {
    Comparison::default()
}
