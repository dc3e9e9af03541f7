//! Relations of pairs, verdicts of groups, and their order of gravity.

use crate::claim::{ClaimId, Slots, TopicId};
use crate::review::{Decision, Ruling};
use crate::rule::{Gravity, Reconcile};
use crate::value::Value;
use std::fmt;

/// How two claims stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// Not of the same thing: a differing field is named.
    Scope,
    /// Exact and equal.
    Agree,
    /// Equal at the grain of the coarser.
    Rounded,
    /// A bound or a vague word that the other satisfies.
    Compatible,
    /// A later, higher state of a figure that rises.
    Updated,
    /// A later, lower state that the text calls a correction.
    Revised,
    /// A later, different state of a figure that goes either way.
    Changed,
    /// Disjoint, but one side is vague or weak.
    Warning,
    /// Two named speakers say different things.
    Disputed,
    /// A later, lower state of a figure that only rises.
    Regressed,
    /// Cannot both be true.
    Conflict,
    /// The same speaker is quoted with two figures.
    Misquoted,
}

impl Relation {
    /// Every one, gravest last.
    pub(crate) const ALL: [Self; 12] = [
        Self::Scope,
        Self::Agree,
        Self::Rounded,
        Self::Compatible,
        Self::Updated,
        Self::Revised,
        Self::Changed,
        Self::Warning,
        Self::Disputed,
        Self::Regressed,
        Self::Conflict,
        Self::Misquoted,
    ];

    /// The word that stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Scope => "scope",
            Self::Agree => "agree",
            Self::Rounded => "rounded",
            Self::Compatible => "compatible",
            Self::Updated => "updated",
            Self::Revised => "revised",
            Self::Changed => "changed",
            Self::Warning => "warning",
            Self::Disputed => "disputed",
            Self::Regressed => "regressed",
            Self::Conflict => "conflict",
            Self::Misquoted => "misquoted",
        }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a group of claims says: the gravest relation of its pairs, or that only one article speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// One article only.
    SingleSource,
    /// The gravest relation among the pairs.
    Of(Relation),
}

impl Verdict {
    /// The gravest of all.
    pub const GRAVEST: Self = Self::Of(Relation::Misquoted);

    /// The word that stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SingleSource => "single_source",
            Self::Of(relation) => relation.as_str(),
        }
    }

    /// The verdict of such a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let relations = Relation::ALL.into_iter().map(Self::Of);
        relations.chain([Self::SingleSource]).find(|verdict| verdict.as_str() == word)
    }
}

/// Two claims and how they stand to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The claim of the earlier article id.
    pub left: ClaimId,
    /// The other.
    pub right: ClaimId,
    /// How they stand to each other.
    pub relation: Relation,
    /// One sentence in plain words; never says which side is wrong.
    pub reason: String,
    /// Further remarks: "time zone", "attacker counted?".
    pub notes: Vec<String>,
}

/// Least, best and greatest value of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// The lowest.
    pub low: Value,
    /// The one chosen by the topic's policy; `None` if the policy gives a range only.
    pub best: Option<Value>,
    /// The highest.
    pub high: Value,
}

/// What a group of comparable claims says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable across runs: topic, slots, sources and values, hashed.
    pub id: String,
    /// The topic; `None` for claims that no rule took, grouped by how alike their contexts are.
    pub topic: Option<TopicId>,
    /// Heading: that of the rule, or the words that the claims share.
    pub title: String,
    /// How the best figure was chosen.
    pub policy: Reconcile,
    /// The slots that its claims share.
    pub slots: Slots,
    /// Where what a toll counts happened, as far as its sentences say and agree, by alphabet.
    pub places: Vec<String>,
    /// What the group says.
    pub verdict: Verdict,
    /// How grave it is for this topic.
    pub gravity: Gravity,
    /// One sentence that says how the sources differ or agree.
    pub reason: String,
    /// Remarks on the group.
    pub notes: Vec<String>,
    /// Least, best, greatest.
    pub range: Option<Range>,
    /// How many articles' outlets speak.
    pub outlets: usize,
    /// How many independent origins they have.
    pub origins: usize,
    /// The claims, in the order of [`ClaimId`].
    pub claims: Vec<ClaimId>,
    /// Pairs of claims from different articles: all of a small finding, the gravest of a large one.
    pub pairs: Vec<Pair>,
    /// How many more pairs of its claims there are; none is graver than those in `pairs`.
    pub more_pairs: usize,
    /// What somebody decided about it; set by [`crate::review`], not by the comparison.
    pub decision: Option<Decision>,
}

impl Finding {
    /// What its figures are of: its slots and, where these name no place, where its toll was taken.
    #[must_use]
    pub fn scope(&self) -> Slots {
        let mut scope = self.slots.clone();
        if !self.places.is_empty() {
            scope.entry("place".to_owned()).or_insert_with(|| self.places.clone());
        }
        scope
    }

    /// The dismissal that is in force. A dismissed finding is listed and counted, and decides no exit code.
    #[must_use]
    pub fn dismissal(&self) -> Option<&Decision> {
        self.decision.as_ref().filter(|decision| decision.ruling == Ruling::Dismissed)
    }
}
