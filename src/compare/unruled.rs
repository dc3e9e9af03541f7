//! Claims that no rule took: grouped by how alike their contexts are, and compared by the same semantics.
//!
//! Without a rule nobody has said what makes two figures figures of one thing. Two claims are held to be of one thing if
//! their contexts are alike; to agree they need less likeness than to conflict, and a conflict needs more besides: each
//! must be the other's best match, and what is counted must be the same noun.
//!
//! Invariants: the groups do not depend on the order of the articles; no two claims of a group differ without a pair
//! that says so. In a group of more than [`ALL_PAIRS`] claims, those that say the same speak with one voice, and `sweep`
//! says which voices are looked at.

use super::cluster::Draft;
use super::decide;
use super::likeness::{Contexts, Likeness};
use super::partition::{Bond, Partition};
use super::statement::Statement;
use super::sweep::{self, ALL_PAIRS};
use super::verdict::Relation;
use crate::article::Article;
use crate::claim::Claim;
use crate::extract::Mention;
use crate::rule::{CompareSettings, Gravity, OverTime, Reconcile, Tolerance, Topic};
use crate::value::{Grain, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// Least likeness, in thousandths, of claims that agree. (P), calibrated on the development stories.
const ALIKE: u64 = 250;

/// Least likeness, in thousandths, of claims that conflict. (P), calibrated on the development stories.
const CLEARLY_ALIKE: u64 = 750;

/// Figures of one day are of one time.
const WITHIN_HOURS: u32 = 24;

/// A group of claims that no rule took.
pub(super) struct Unruled {
    /// What stands in for a rule.
    pub topic: Topic,
    /// Its claims and pairs.
    pub draft: Draft,
}

/// Groups the claims without a topic. Indices in the drafts are those of `statements`.
pub(super) fn groups(
    articles: &[Article],
    claims: &[Claim],
    statements: &[Statement],
    contexts: &Contexts,
) -> Vec<Unruled> {
    let mention = |index: usize| &claims[statements[index].id.index()].mention;
    let members: Vec<usize> =
        (0..statements.len()).filter(|&index| claims[statements[index].id.index()].topic.is_none()).collect();
    let mut topics = GenericTopics::default();
    let mut pairs = BTreeMap::new();
    let mut partition = Partition::default();
    for pair in contexts.pairs(&members, ALIKE, |index| statements[index].class) {
        let (left, right) = (&statements[pair.left], &statements[pair.right]);
        let outcome = decide::decide(left, right, topics.of(left.value.kind()));
        if is_sure(outcome.relation, pair, contexts, left) {
            partition.tie(pair.left, pair.right, Bond::Compared(pair.score));
            pairs.insert((pair.left, pair.right), outcome);
        }
    }
    let first_groups = by_group(&partition.groups(statements.len()), &members);
    let speakers = speakers(&first_groups, statements);
    let mut partition = partition.spoken_for(|index| speakers[index]);
    // What holds two claims together says nothing of a third that one of them meets.
    for together in first_groups {
        let voices: BTreeSet<usize> = together.iter().map(|&index| speakers[index]).collect();
        let voices: Vec<usize> = voices.into_iter().collect();
        for (left, right) in sweep::pairs(statements, &voices, WITHIN_HOURS) {
            let topic = topics.of(statements[left].value.kind());
            if !partition.ties(left, right)
                && decide::decide(&statements[left], &statements[right], topic).relation > Relation::Compatible
            {
                partition.ban(left, right);
            }
        }
    }
    let group_of_speaker = partition.groups(statements.len());
    let group_of = |index: usize| group_of_speaker[speakers[index]];
    let mut drafts: BTreeMap<usize, Draft> = BTreeMap::new();
    for ((left, right), outcome) in pairs {
        if group_of(left) == group_of(right) {
            drafts.entry(group_of(left)).or_default().add(left, right, outcome);
        }
    }
    for draft in drafts.values_mut() {
        draft.sampled = draft.statements.len() > ALL_PAIRS;
    }
    let unruled = |draft: Draft| {
        let of_group: Vec<usize> = draft.statements.iter().copied().collect();
        let kind = mention(of_group[0]).value.kind();
        let title = title(&of_group, statements, mention, articles, contexts);
        Unruled { topic: Topic { title, ..topics.of(kind).clone() }, draft }
    };
    drafts.into_values().map(unruled).collect()
}

/// Whether the likeness carries the relation.
fn is_sure(relation: Relation, pair: Likeness, contexts: &Contexts, left: &Statement) -> bool {
    match relation {
        Relation::Scope => false,
        Relation::Agree | Relation::Rounded | Relation::Compatible => true,
        // A story is full of dates, and most of two that differ are of two events.
        _ if left.value.timex().is_some() => false,
        _ => {
            let counted = left.value.kind() != Kind::Count || contexts.same_noun(pair.left, pair.right);
            pair.mutual && counted && pair.score >= CLEARLY_ALIKE
        }
    }
}

/// What the group is about, in the words of the articles: "passengers: ferry, Varna".
fn title<'a>(
    members: &[usize],
    statements: &[Statement],
    mention: impl Fn(usize) -> &'a Mention,
    articles: &[Article],
    contexts: &Contexts,
) -> String {
    let mut nouns: BTreeMap<&str, usize> = BTreeMap::new();
    for &member in members {
        let (article, mention) = (&articles[statements[member].article.index()], mention(member));
        if let Some(counted) = mention.counted {
            *nouns.entry(article.words(mention.part, counted.phrase)).or_default() += 1;
        }
    }
    let commonest = nouns.iter().max_by(|left, right| left.1.cmp(right.1).then(right.0.cmp(left.0)));
    let about = commonest.map_or_else(|| mention(members[0]).value.kind().to_string(), |(noun, _)| (*noun).to_owned());
    let words = contexts.shared_words(members, 3);
    if words.is_empty() { about } else { format!("{about}: {}", words.join(", ")) }
}

/// What stands in for a rule, by kind: figures may vary, dates and measures do not.
#[derive(Default)]
struct GenericTopics {
    by_kind: BTreeMap<Kind, Topic>,
}

impl GenericTopics {
    fn of(&mut self, kind: Kind) -> &Topic {
        self.by_kind.entry(kind).or_insert_with(|| {
            let varies = matches!(kind, Kind::Count | Kind::Money | Kind::Percent | Kind::Points | Kind::Ratio);
            Topic {
                id: String::new(),
                title: kind.to_string(),
                question: None,
                kind,
                slots: Vec::new(),
                compare: CompareSettings {
                    tolerance: Tolerance::Exact,
                    precision: Grain::Day,
                    over_time: if varies { OverTime::Varies } else { OverTime::Fixed },
                    within_hours: WITHIN_HOURS,
                    gravity: Gravity::Low,
                },
                reconcile: Reconcile::Newest,
            }
        })
    }
}

/// Who speaks for each statement: itself, or in a large group the first that says the same.
fn speakers(groups: &[Vec<usize>], statements: &[Statement]) -> Vec<usize> {
    let mut speakers: Vec<usize> = (0..statements.len()).collect();
    for group in groups.iter().filter(|group| group.len() > ALL_PAIRS) {
        let mut first_of: BTreeMap<u32, usize> = BTreeMap::new();
        for &index in group {
            speakers[index] = *first_of.entry(statements[index].class).or_insert(index);
        }
    }
    speakers
}

/// The members of each group that has several.
fn by_group(group_of: &[usize], members: &[usize]) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &member in members {
        groups.entry(group_of[member]).or_default().push(member);
    }
    groups.into_values().filter(|group| group.len() > 2).collect()
}
