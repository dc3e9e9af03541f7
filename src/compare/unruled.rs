//! Claims that no rule took: grouped by the questions that they answer and by how alike their contexts are, and compared
//! by the same semantics.
//!
//! Without a rule nobody has said what makes two figures figures of one thing. There are two kinds of evidence:
//!
//! - Both answer one question in so many words (`question`): they are compared as under a rule for it (`cluster`), and
//!   may conflict.
//! - Their contexts are alike (`likeness`). To agree they need less likeness than to conflict, and a conflict needs more
//!   besides: each must be the other's best match, what is counted must be the same noun, and neither may say in
//!   so many words what became of people.
//!
//! Invariants: the groups do not depend on the order of the articles; no two claims of a group differ without a pair
//! that says so. In a group of more than [`ALL_PAIRS`] claims, those that say the same speak with one voice, and `sweep`
//! says which voices are looked at.

use super::cluster::{self, Draft};
use super::decide;
use super::event::Reported;
use super::likeness::{Contexts, Likeness};
use super::partition::{Bond, Partition};
use super::question::{self, Key, QUESTIONS, Question};
use super::statement::Statement;
use super::sweep::{self, ALL_PAIRS};
use super::verdict::Relation;
use crate::article::Article;
use crate::claim::{Claim, Slots};
use crate::extract::{Mention, Reading};
use crate::rule::OUTCOME;
use crate::rule::{CompareSettings, Gravity, OverTime, Reconcile, Slot, Tolerance, Topic};
use crate::value::time::Modifier;
use crate::value::{Amount, Grain, Hedge, Kind, Value};
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::{BTreeMap, BTreeSet};

/// Least likeness, in thousandths, of claims that agree. (P), calibrated on the development stories.
const ALIKE: u64 = 250;

/// Least likeness, in thousandths, of claims that conflict. (P), calibrated on the development stories.
const CLEARLY_ALIKE: u64 = 750;

/// Figures of one day are of one time.
const WITHIN_HOURS: u32 = 24;

/// Tolls of an event change within hours. (P), the window of breaking news.
const BREAKING_HOURS: u32 = 3;

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
    readings: &[Reading],
    claims: &[Claim],
    statements: &[Statement],
    contexts: &Contexts,
) -> Vec<Unruled> {
    let rounds = questions(articles, readings, claims, statements);
    let titles = Titles { articles, claims, statements, contexts };
    let mut groups: Vec<Unruled> = Vec::new();
    let mut compared: BTreeSet<usize> = BTreeSet::new();
    for round in &rounds {
        let asked = by_question(statements, round, &compared, contexts, &titles);
        compared.extend(asked.iter().flat_map(|group| group.draft.statements.iter().copied()));
        groups.extend(asked);
    }
    let is_left = |index: &usize| claims[statements[*index].id.index()].topic.is_none() && !compared.contains(index);
    let left: Vec<usize> = (0..statements.len()).filter(is_left).collect();
    groups.extend(by_likeness(statements, &rounds[0], &left, contexts, &titles));
    groups
}

/// The questions that each claim without a topic answers: the most telling of each claim, then the next.
fn questions(
    articles: &[Article],
    readings: &[Reading],
    claims: &[Claim],
    statements: &[Statement],
) -> [Vec<Option<Question>>; QUESTIONS] {
    let reported = Reported::by(articles);
    let stemmer = Stemmer::create(Algorithm::English);
    let mut rounds: [Vec<Option<Question>>; QUESTIONS] = std::array::from_fn(|_| vec![None; statements.len()]);
    for (index, statement) in statements.iter().enumerate() {
        let article = statement.article.index();
        let claim = &claims[statement.id.index()];
        if claim.topic.is_some() {
            continue;
        }
        let of_claim = question::of(claim, &articles[article], &readings[article], &reported, &stemmer);
        for (round, question) in rounds.iter_mut().zip(of_claim) {
            round[index] = question;
        }
    }
    for round in &mut rounds {
        question::settle_places(round.iter_mut().flatten());
    }
    rounds
}

/// Figures that answer one question in so many words are compared as under a rule for it, but for those that are
/// `compared` already.
fn by_question(
    statements: &[Statement],
    questions: &[Option<Question>],
    compared: &BTreeSet<usize>,
    contexts: &Contexts,
    titles: &Titles,
) -> Vec<Unruled> {
    let pairs = statements.iter().zip(questions);
    let statements: Vec<Statement> = pairs.map(|(statement, question)| asked(statement, question.as_ref())).collect();
    let mut by_key: BTreeMap<&Key, Vec<usize>> = BTreeMap::new();
    for (index, question) in questions.iter().enumerate() {
        if let Some(question) = question.as_ref().filter(|_| !compared.contains(&index)) {
            by_key.entry(&question.key).or_default().push(index);
        }
    }
    let mut groups = Vec::new();
    for (key, members) in by_key.into_iter().filter(|(_, members)| members.len() > 1) {
        let topic = topic_of(key);
        let drafts = cluster::drafts(&statements, &members, &topic, contexts).into_iter();
        for mut draft in drafts.filter_map(without_asides) {
            if key.is_of_things() {
                soften_estimates(&mut draft, &statements);
            }
            let of_group: Vec<usize> = draft.statements.iter().copied().collect();
            let title = titles.of(&of_group, key.what());
            groups.push(Unruled { topic: Topic { title, ..topic.clone() }, draft });
        }
    }
    groups
}

/// A statement with the slots of the question that it answers.
fn asked<'a>(statement: &Statement<'a>, question: Option<&'a Question>) -> Statement<'a> {
    let slots = question.map_or(statement.slots, |question| &question.slots);
    Statement { slots, ..statement.clone() }
}

/// A draft without what stands in it beside the comparisons; `None` if nothing is left.
fn without_asides(mut draft: Draft) -> Option<Draft> {
    draft.pairs.retain(|_, outcome| outcome.relation != Relation::Scope);
    draft.statements = draft.pairs.keys().flat_map(|&(left, right)| [left, right]).collect();
    draft.slots = Slots::new();
    (!draft.pairs.is_empty()).then_some(draft)
}

/// A range is what somebody guesses, mostly early on, and none is what most of those have of whom a story speaks. That two
/// such figures differ is worth a look where a noun and its verb are all that brings them together, no more.
fn soften_estimates(draft: &mut Draft, statements: &[Statement]) {
    let is_none =
        |index: usize| statements[index].value.amount().and_then(Amount::stated).is_some_and(|it| it.is_zero());
    let is_shaky =
        |index: usize| matches!(statements[index].hedge(), Some(Hedge::Between | Hedge::None)) || is_none(index);
    for (&(left, right), outcome) in &mut draft.pairs {
        if outcome.relation > Relation::Warning && (is_shaky(left) || is_shaky(right)) {
            outcome.relation = Relation::Warning;
        }
    }
}

/// What stands in for a rule about a question.
fn topic_of(key: &Key) -> Topic {
    match key {
        Key::Fate(fate) => {
            let compare = CompareSettings {
                over_time: if fate.only_rises() { OverTime::Rises } else { OverTime::Varies },
                within_hours: BREAKING_HOURS,
                ..generic(Kind::Count).compare
            };
            let slots = vec![Slot { name: OUTCOME.to_owned(), required: true, adds_up: false }];
            Topic { slots, compare, ..generic(Kind::Count) }
        }
        Key::Deed { .. } | Key::Sort { .. } => generic(Kind::Count),
        Key::Magnitude | Key::DistanceFrom(_) => generic(Kind::Measure),
        Key::SumOf(_) => generic(Kind::Money),
        Key::AgeOf(_) => generic(Kind::Age),
    }
}

/// Groups claims whose contexts are alike. Where one of two says in so many words what became of people, likeness may show
/// that they agree, no more.
fn by_likeness(
    statements: &[Statement],
    questions: &[Option<Question>],
    members: &[usize],
    contexts: &Contexts,
    titles: &Titles,
) -> Vec<Unruled> {
    let mut topics = GenericTopics::default();
    let mut pairs = BTreeMap::new();
    let mut partition = Partition::default();
    for pair in contexts.pairs(members, ALIKE, |index| statements[index].class) {
        let (left, right) = (&statements[pair.left], &statements[pair.right]);
        let outcome = decide::decide(left, right, topics.of(left.value.kind()));
        let fate = |index: usize| questions[index].as_ref().and_then(|question| question.key.fate());
        let may_tell = match (fate(pair.left), fate(pair.right)) {
            (None, None) => true,
            (Some(here), Some(there)) if here != there => false,
            _ => outcome.relation <= Relation::Compatible,
        };
        if may_tell && is_sure(outcome.relation, pair, contexts, left, right) {
            partition.tie(pair.left, pair.right, Bond::Compared(pair.score));
            pairs.insert((pair.left, pair.right), outcome);
        }
    }
    let first_groups = by_group(&partition.groups(statements.len()), members);
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
        let kind = statements[of_group[0]].value.kind();
        Unruled { topic: Topic { title: titles.of(&of_group, None), ..topics.of(kind).clone() }, draft }
    };
    drafts.into_values().map(unruled).collect()
}

/// Whether the likeness carries the relation.
fn is_sure(relation: Relation, pair: Likeness, contexts: &Contexts, left: &Statement, right: &Statement) -> bool {
    match relation {
        Relation::Scope => false,
        // "Until March" meets every day before it.
        Relation::Compatible if is_open(left.value) || is_open(right.value) => false,
        Relation::Agree | Relation::Rounded | Relation::Compatible => true,
        // A story is full of dates, and most of two that differ are of two events.
        _ if left.value.timex().is_some() => false,
        _ => {
            let counted = left.value.kind() != Kind::Count || contexts.same_noun(pair.left, pair.right);
            pair.mutual && counted && pair.score >= CLEARLY_ALIKE
        }
    }
}

/// Whether a date is open on one side: "until March 5", "since Monday".
fn is_open(value: &Value) -> bool {
    let bound = |modifier: Modifier| {
        matches!(modifier, Modifier::Before | Modifier::OnOrBefore | Modifier::After | Modifier::OnOrAfter)
    };
    value.timex().is_some_and(|timex| timex.time.is_none() && timex.modifier.is_some_and(bound))
}

/// What groups are called.
struct Titles<'a> {
    articles: &'a [Article],
    claims: &'a [Claim],
    statements: &'a [Statement<'a>],
    contexts: &'a Contexts<'a>,
}

impl Titles<'_> {
    /// What the group is about, in the words of the articles: "passengers: ferry, Varna". `what` the figures are, where a
    /// question tells: "people injured: ferry, Varna".
    fn of(&self, members: &[usize], what: Option<String>) -> String {
        let mut nouns: BTreeMap<&str, usize> = BTreeMap::new();
        for &member in members {
            let (article, mention) = (&self.articles[self.statements[member].article.index()], self.mention(member));
            if let Some(counted) = mention.counted {
                *nouns.entry(article.words(mention.part, counted.phrase)).or_default() += 1;
            }
        }
        let commonest = nouns.iter().max_by(|left, right| left.1.cmp(right.1).then(right.0.cmp(left.0)));
        let kind = || self.statements[members[0]].value.kind().to_string();
        let about = what.unwrap_or_else(|| commonest.map_or_else(kind, |(noun, _)| (*noun).to_owned()));
        let words = self.contexts.shared_words(members, 3);
        if words.is_empty() { about } else { format!("{about}: {}", words.join(", ")) }
    }

    fn mention(&self, index: usize) -> &Mention {
        &self.claims[self.statements[index].id.index()].mention
    }
}

/// What stands in for a rule, by kind: figures may vary, dates and measures do not.
#[derive(Default)]
struct GenericTopics {
    by_kind: BTreeMap<Kind, Topic>,
}

impl GenericTopics {
    fn of(&mut self, kind: Kind) -> &Topic {
        self.by_kind.entry(kind).or_insert_with(|| generic(kind))
    }
}

/// What stands in for a rule about values of a kind.
fn generic(kind: Kind) -> Topic {
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
