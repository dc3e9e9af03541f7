//! Sums of named parts: 2,500 in Iraq and 900 in Syria are 3,400 in both.
//!
//! A sum is made only where another article gives a figure for the whole, and only from parts that one article gives
//! side by side (or, failing that, each with one figure). Invariant: a derived claim names the claims it is the sum of.

use crate::article::ArticleId;
use crate::claim::{Claim, ClaimId, Slots};
use crate::extract::Status;
use crate::rule::OUTCOME;
use crate::rule::Topic;
use crate::value::amount::Looseness;
use crate::value::{Amount, Hedge, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Claims of one topic and article that are alike but for the value of the slot that adds up.
type Parts<'a> = BTreeMap<&'a str, Vec<(ClaimId, &'a Claim)>>;

/// The slots of a claim without the one that adds up, and its topic.
type Rest = (u32, String, Slots);

/// Outcomes that are told one by one and together, and are never of one person: killed and injured are casualties, of which
/// the missing may be more (semantics, section 5).
const OUTCOMES_OF: &[(&str, &[&str])] = &[("casualties", &["killed", "injured"])];

/// The sums that can be held against figures that other articles give for the whole.
pub(super) fn sums(claims: &[Claim], topics: &[Topic]) -> Vec<Claim> {
    let claims = (0..).map(ClaimId).zip(claims);
    sums_where(claims, topics, |said_by, article| !said_by.contains(&article))
}

/// The sums that can be held against figures that the same article gives for the whole.
pub(super) fn own_sums<'a>(claims: impl Iterator<Item = (ClaimId, &'a Claim)>, topics: &[Topic]) -> Vec<Claim> {
    sums_where(claims, topics, |said_by, article| said_by.contains(&article))
}

fn sums_where<'a>(
    claims: impl Iterator<Item = (ClaimId, &'a Claim)>,
    topics: &[Topic],
    matters: impl Fn(&BTreeSet<ArticleId>, ArticleId) -> bool,
) -> Vec<Claim> {
    let mut wholes: BTreeMap<Rest, BTreeMap<&[String], BTreeSet<ArticleId>>> = BTreeMap::new();
    let mut parts: BTreeMap<Rest, BTreeMap<ArticleId, Parts>> = BTreeMap::new();
    for (id, claim) in claims {
        let Some(topic_id) = claim.topic.filter(|_| claim.mention.status == Status::Asserted) else {
            continue;
        };
        for slot in topics[topic_id.index()].slots.iter().filter(|slot| slot.adds_up || slot.name == OUTCOME) {
            let Some(values) = claim.slots.get(&slot.name) else {
                continue;
            };
            let mut rest = claim.slots.clone();
            rest.remove(&slot.name);
            let rest = (topic_id.0, slot.name.clone(), rest);
            match values.as_slice() {
                [] => {}
                [part] if outcomes_of(part).is_none() => {
                    let of_article = parts.entry(rest).or_default().entry(claim.article).or_default();
                    of_article.entry(part).or_default().push((id, claim));
                }
                whole => {
                    wholes.entry(rest).or_default().entry(whole).or_default().insert(claim.article);
                }
            }
        }
    }
    let mut sums = Vec::new();
    for (rest, wholes) in &wholes {
        for (article, parts) in parts.get(rest).into_iter().flatten() {
            for (whole, said_by) in wholes {
                if matters(said_by, *article) {
                    sums.extend(sum(parts, whole, &rest.1));
                }
            }
        }
    }
    sums.sort_by_key(|sum| (sum.article, sum.mention.part, sum.mention.span, sum.slots.clone()));
    sums
}

/// The outcomes that one is told as the sum of.
fn outcomes_of(whole: &str) -> Option<&'static [&'static str]> {
    OUTCOMES_OF.iter().find(|(name, _)| *name == whole).map(|(_, parts)| *parts)
}

/// The sum of the parts of a whole, if one article gives every one of them.
fn sum(parts: &Parts, whole: &[String], slot: &str) -> Option<Claim> {
    let outcomes = whole.first().and_then(|whole| outcomes_of(whole));
    let names = || whole.iter().map(String::as_str);
    let names: Vec<&str> = outcomes.map_or_else(|| names().collect(), <[_]>::to_vec);
    let of_each: Vec<&Vec<(ClaimId, &Claim)>> = names.iter().map(|name| parts.get(name)).collect::<Option<_>>()?;
    let chosen = side_by_side(&of_each).or_else(|| undivided(&of_each))?;
    let (_, first) = *chosen.iter().min_by_key(|(_, claim)| (claim.mention.part, claim.mention.span))?;
    let mut total: Option<Amount> = None;
    for (_, claim) in &chosen {
        let Value::Count(amount) = &claim.mention.value else {
            return None;
        };
        total = Some(match total {
            None => amount.clone(),
            Some(total) => total.plus(amount)?,
        });
    }
    let total = if outcomes.is_some() { or_more(&total?)? } else { total? };
    let mut claim = first.clone();
    claim.mention.value = Value::Count(total);
    claim.mention.weak = chosen.iter().any(|(_, part)| part.mention.weak);
    if chosen.iter().any(|(_, part)| {
        part.mention.speaker.as_ref().map(|speaker| &speaker.name)
            != first.mention.speaker.as_ref().map(|speaker| &speaker.name)
    }) {
        claim.mention.speaker = None;
    }
    claim.slots.insert(slot.to_owned(), whole.to_vec());
    claim.derived_from = chosen.iter().map(|(id, _)| *id).collect();
    Some(claim)
}

/// A sum of the outcomes that are told, where others may be untold.
fn or_more(sum: &Amount) -> Option<Amount> {
    match sum.hedge() {
        Hedge::Exactly => Some(Amount::new(sum.stated()?, sum.grain(), Hedge::AtLeast, Looseness::Usual)),
        Hedge::AtLeast | Hedge::MoreThan => Some(sum.clone()),
        _ => None,
    }
}

/// One figure for each part, all in one sentence.
fn side_by_side<'a>(of_each: &[&Vec<(ClaimId, &'a Claim)>]) -> Option<Vec<(ClaimId, &'a Claim)>> {
    let place = |claim: &Claim| (claim.mention.part, claim.mention.sentence);
    let (first, others) = of_each.split_first()?;
    first.iter().find_map(|&(id, claim)| {
        let beside =
            |part: &&Vec<(ClaimId, &'a Claim)>| part.iter().copied().find(|(_, other)| place(other) == place(claim));
        let others: Vec<(ClaimId, &Claim)> = others.iter().map(beside).collect::<Option<_>>()?;
        Some(std::iter::once((id, claim)).chain(others).collect())
    })
}

/// The figure of each part, if the article has only one for it.
fn undivided<'a>(of_each: &[&Vec<(ClaimId, &'a Claim)>]) -> Option<Vec<(ClaimId, &'a Claim)>> {
    let only = |part: &&Vec<(ClaimId, &'a Claim)>| {
        let &(id, claim) = part.first()?;
        part.iter().all(|(_, other)| other.mention.value == claim.mention.value).then_some((id, claim))
    };
    of_each.iter().map(only).collect()
}
