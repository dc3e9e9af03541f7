//! A claim: a mention placed under a topic, with its slots and its provenance.

use crate::article::ArticleId;
use crate::extract::Mention;
use std::collections::BTreeMap;
use std::fmt;

/// Index of a claim in the list of all claims of a run (sorted by article, then position).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClaimId(pub u32);

impl ClaimId {
    /// The index, for slices.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Index of a topic in its rule set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TopicId(pub u32);

impl TopicId {
    /// The index, for slices.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The filled slots of a claim: slot name → values, sorted, without repeats (several form one joint value).
pub type Slots = BTreeMap<String, Vec<String>>;

/// A mention placed under a topic, or (`topic: None`) one that no rule took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The article it stands in.
    pub article: ArticleId,
    /// The value and its words.
    pub mention: Mention,
    /// The topic whose rule took it.
    pub topic: Option<TopicId>,
    /// Its slots.
    pub slots: Slots,
    /// The place in the rule that took it.
    pub placed_by: Option<RuleSource>,
    /// The claims it is the sum of; empty for a claim that stands in the text.
    pub derived_from: Vec<ClaimId>,
}

impl Claim {
    /// A mention that no rule took.
    #[must_use]
    pub fn unplaced(article: ArticleId, mention: Mention) -> Self {
        Self { article, mention, topic: None, slots: Slots::new(), placed_by: None, derived_from: Vec::new() }
    }
}

/// A claim to be printed: one of a list, or a mention that no rule took and that is made no [`Claim`] for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClaimRef<'a> {
    pub(crate) mention: &'a Mention,
    placed: Option<&'a Claim>,
}

impl<'a> ClaimRef<'a> {
    /// A mention that no rule took.
    pub(crate) fn unplaced(mention: &'a Mention) -> Self {
        Self { mention, placed: None }
    }

    pub(crate) fn topic(self) -> Option<TopicId> {
        self.placed?.topic
    }

    /// Its slots, by name.
    pub(crate) fn slots(self) -> impl Iterator<Item = (&'a String, &'a Vec<String>)> {
        self.placed.into_iter().flat_map(|claim| &claim.slots)
    }

    pub(crate) fn placed_by(self) -> Option<&'a RuleSource> {
        self.placed?.placed_by.as_ref()
    }

    /// Whether it is the sum of other claims.
    pub(crate) fn is_sum(self) -> bool {
        self.placed.is_some_and(|claim| !claim.derived_from.is_empty())
    }
}

impl<'a> From<&'a Claim> for ClaimRef<'a> {
    fn from(claim: &'a Claim) -> Self {
        Self { mention: &claim.mention, placed: Some(claim) }
    }
}

/// File and line of the rule entry that placed a claim.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleSource {
    /// File name below the rules folder.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
}

impl fmt::Display for RuleSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}
