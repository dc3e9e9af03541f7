//! Where an article disagrees with itself: sums that do not add up, changes that do not fit their ends, days that were
//! no such weekday, a headline that no figure of the text bears out (semantics, section 6).
//!
//! Most checks read mentions and the few words between them, inside one sentence; `across` alone holds sentences against
//! each other, topic by topic. They fire only if no numbers inside the intervals of the wording could be true together.
//! Which of the figures is wrong is not said.
//!
//! Invariant: each mention is looked at a fixed number of times, so the work is linear in the length of the article.

mod across;
mod calendar;
mod change;
mod figure;
mod line;
mod parts;

use crate::article::{Article, ArticleId};
use crate::claim::{Claim, ClaimId};
use crate::extract::Reading;
use crate::review::{Decision, Ruling};
use crate::rule::RuleSet;
use crate::value::Value;
use line::Line;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Which law of section 6 the figures of an article break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Law {
    /// The headline gives a figure that the text does not.
    Headline,
    /// What the text says twice it says alike.
    Restated,
    /// Parts add up to the whole, and no part exceeds it.
    Sum,
    /// A change leads from its start to its end.
    Change,
    /// A share of a base is the part.
    Share,
    /// A date falls on its weekday.
    Weekday,
    /// What has happened is not dated after the day of publication.
    Future,
    /// A length of time leads from its first day to its last.
    Duration,
    /// An age is the time since birth.
    Age,
}

impl Law {
    /// Every one.
    pub const ALL: [Self; 9] = [
        Self::Headline,
        Self::Restated,
        Self::Sum,
        Self::Change,
        Self::Share,
        Self::Weekday,
        Self::Future,
        Self::Duration,
        Self::Age,
    ];

    /// The word that stands in JSON and reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Restated => "restated",
            Self::Sum => "sum",
            Self::Change => "change",
            Self::Share => "share",
            Self::Weekday => "weekday",
            Self::Future => "future",
            Self::Duration => "duration",
            Self::Age => "age",
        }
    }

    /// What is wrong, in a few words for a heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Headline => "headline against text",
            Self::Restated => "one figure told twice",
            Self::Sum => "parts against whole",
            Self::Change => "change against its ends",
            Self::Share => "share against its part",
            Self::Weekday => "weekday against date",
            Self::Future => "past event after publication",
            Self::Duration => "duration against its days",
            Self::Age => "age against birth",
        }
    }
}

/// Figures of one article that cannot all be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inconsistency {
    /// Stays the same while the article, the law and the words stay the same.
    pub id: String,
    /// The article.
    pub article: ArticleId,
    /// The law.
    pub law: Law,
    /// One sentence in plain words.
    pub reason: String,
    /// The figures, in the order of the text.
    pub claims: Vec<ClaimId>,
    /// What somebody decided about it; set by [`crate::review`], not by the comparison.
    pub decision: Option<Decision>,
}

impl Inconsistency {
    /// The dismissal that is in force. What is dismissed is listed and counted, and decides no exit code.
    #[must_use]
    pub fn dismissal(&self) -> Option<&Decision> {
        self.decision.as_ref().filter(|decision| decision.ruling == Ruling::Dismissed)
    }
}

/// What a check found: the law, the sentence that says it, the figures.
struct Breach {
    law: Law,
    reason: String,
    claims: Vec<ClaimId>,
}

/// Everything inside the articles that cannot be true, by article and place in the text.
#[must_use]
pub(super) fn inconsistencies(
    articles: &[Article],
    readings: &[Reading],
    claims: &[Claim],
    rules: &RuleSet,
) -> Vec<Inconsistency> {
    let mut of_article: BTreeMap<ArticleId, Vec<(ClaimId, &Claim)>> = BTreeMap::new();
    for (id, claim) in (0..).map(ClaimId).zip(claims) {
        if claim.derived_from.is_empty() {
            of_article.entry(claim.article).or_default().push((id, claim));
        }
    }
    let mut found = Vec::new();
    for (article, claims) in of_article {
        found.extend(of(article, &articles[article.index()], &readings[article.index()], claims, rules));
    }
    found
}

fn of(
    id: ArticleId,
    article: &Article,
    reading: &Reading,
    mut claims: Vec<(ClaimId, &Claim)>,
    rules: &RuleSet,
) -> Vec<Inconsistency> {
    let place = |claim: &Claim| (claim.mention.part, claim.mention.sentence, claim.mention.core, claim.mention.span);
    claims.sort_by_key(|(id, claim)| (place(claim), *id));
    let mut breaches = across::check(article, reading, &claims, rules);
    // A mention under several topics is still one figure.
    claims.dedup_by_key(|(_, claim)| place(claim));
    let of_sentences = of_sentences(article, reading, &claims);
    // What a sentence says of itself is said with its own words.
    let told: BTreeSet<(Law, &[ClaimId])> =
        of_sentences.iter().map(|breach| (breach.law, breach.claims.as_slice())).collect();
    breaches.retain(|breach| !told.contains(&(breach.law, breach.claims.as_slice())));
    breaches.extend(of_sentences);
    let values: BTreeMap<ClaimId, &Value> = claims.iter().map(|(id, claim)| (*id, &claim.mention.value)).collect();
    let identity = |breach: &Breach| {
        let mut digest = Sha256::new_with_prefix(article.name());
        digest.update(breach.law.as_str());
        for value in breach.claims.iter().filter_map(|id| values.get(id)) {
            digest.update([0]);
            digest.update(value.to_string());
        }
        digest.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    };
    breaches
        .into_iter()
        .map(|breach| Inconsistency {
            id: identity(&breach),
            article: id,
            law: breach.law,
            reason: breach.reason,
            claims: breach.claims,
            decision: None,
        })
        .collect()
}

/// What each sentence says that cannot be.
fn of_sentences(article: &Article, reading: &Reading, claims: &[(ClaimId, &Claim)]) -> Vec<Breach> {
    let sentence = |claim: &Claim| (claim.mention.part, claim.mention.sentence);
    let sentences = claims.chunk_by(|(_, left), (_, right)| sentence(left) == sentence(right));
    let broken = sentences.flat_map(|claims| {
        let line = Line::new(article, reading, claims);
        let of_line = change::check(&line).into_iter().chain(parts::check(&line));
        of_line.chain(calendar::check(&line, article)).collect::<Vec<_>>()
    });
    broken.collect()
}
