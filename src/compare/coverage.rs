//! A draft against the coverage: what becomes of each figure, date and name of it, in order, and what most sources
//! state and the draft does not.
//!
//! Nothing is compared here: the findings say how the claims of the draft stand to those of the others. Findings without
//! a rule may support a figure; they never contradict one.

use super::decide;
use super::explain;
use super::finding::Bench;
use super::hint;
use super::scope::{self, Scope};
use super::statement::Statement;
use super::time::AsOf;
use super::verdict::{Finding, Pair, Relation, Verdict};
use super::{Inconsistency, NameVariants};
use crate::article::{Article, ArticleId, Part};
use crate::claim::{Claim, ClaimId, TopicId};
use crate::extract::{Mention, Reading};
use crate::rule::RuleSet;
use crate::segment::Tokens;
use crate::segment::token::fold;
use crate::span::Span;
use crate::value::Value;
use rust_decimal::Decimal;
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};

/// What became of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The draft.
    pub article: ArticleId,
    /// Its figures, dates and names, in the order of the text.
    pub facts: Vec<Fact>,
    /// Findings, by their place among the findings, that most sources state and of whose topic the draft says nothing.
    pub left_out: Vec<usize>,
}

/// How a figure, date or name of a draft stands to the coverage, gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Somebody gives another value for the same thing.
    Contradicted,
    /// The draft disagrees with itself.
    Inconsistent,
    /// A later figure exists.
    Stale,
    /// Everybody else spells the name in another way.
    Spelling,
    /// Nobody else says it.
    Alone,
    /// All who say it have it from one origin.
    SingleOrigin,
    /// The others give it more or less precisely.
    Rounded,
    /// Several origins say it.
    Supported,
}

impl State {
    /// Every one, gravest first.
    pub const ALL: [Self; 8] = [
        Self::Contradicted,
        Self::Inconsistent,
        Self::Stale,
        Self::Spelling,
        Self::Alone,
        Self::SingleOrigin,
        Self::Rounded,
        Self::Supported,
    ];

    /// The word that stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contradicted => "contradicted",
            Self::Inconsistent => "inconsistent",
            Self::Stale => "stale",
            Self::Spelling => "spelling",
            Self::Alone => "alone",
            Self::SingleOrigin => "single_origin",
            Self::Rounded => "rounded",
            Self::Supported => "supported",
        }
    }
}

/// A figure, date or name of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The claim.
    pub claim: ClaimId,
    /// How it stands.
    pub state: State,
    /// What contradicts it or is newer, in plain words; empty if nothing does.
    pub reason: String,
    /// The claims that contradict it, or are newer.
    pub against: Vec<ClaimId>,
    /// The claims that say the same.
    pub support: Vec<ClaimId>,
    /// How many outlets say the same.
    pub outlets: usize,
    /// How many independent origins they have.
    pub origins: usize,
}

/// Where a mention of the draft stands.
type Place = (Part, Span);

/// What was found about one mention of the draft.
#[derive(Default)]
struct Evidence<'a> {
    claims: Vec<ClaimId>,
    /// Pairs with claims of other articles: the finding, the pair, the other claim.
    pairs: Vec<(&'a Finding, &'a Pair, ClaimId)>,
    /// The same of sums that it is a part of.
    of_sums: Vec<(&'a Finding, &'a Pair, ClaimId)>,
}

/// Accounts for every mention of the draft.
pub(super) fn account(
    bench: &Bench,
    draft: ArticleId,
    findings: &[Finding],
    inconsistencies: &[Inconsistency],
    rules: &RuleSet,
) -> Account {
    let mut evidence: BTreeMap<Place, Evidence> = BTreeMap::new();
    for statement in bench.statements.iter().filter(|statement| statement.article == draft) {
        let claim = &bench.claims[statement.id.index()];
        if claim.derived_from.is_empty() && !(claim.topic.is_none() && is_idle(&claim.mention.value)) {
            evidence.entry(place(claim)).or_default().claims.push(statement.id);
        }
    }
    for finding in findings {
        for pair in &finding.pairs {
            for (own, other) in [(pair.left, pair.right), (pair.right, pair.left)] {
                let claim = &bench.claims[own.index()];
                if claim.article != draft {
                    continue;
                }
                if let Some(own) = evidence.get_mut(&place(claim)).filter(|_| claim.derived_from.is_empty()) {
                    own.pairs.push((finding, pair, other));
                }
                for part in &claim.derived_from {
                    if let Some(part) = evidence.get_mut(&place(&bench.claims[part.index()])) {
                        part.of_sums.push((finding, pair, other));
                    }
                }
            }
        }
    }
    let statements: BTreeMap<ClaimId, &Statement> =
        bench.statements.iter().map(|statement| (statement.id, statement)).collect();
    let desk = Desk { bench, statements, inconsistencies, rules };
    let direct = |mut evidence: Evidence<'_>| {
        // What a figure says itself counts for more than what the sum says that it is a part of.
        if evidence.pairs.iter().all(|(_, pair, _)| pair.relation == Relation::Scope) {
            evidence.pairs = std::mem::take(&mut evidence.of_sums);
        }
        desk.fact(&evidence)
    };
    let facts = evidence.into_values().map(direct).collect();
    Account { article: draft, facts, left_out: left_out(bench, draft, findings) }
}

/// "The first round", "one room": what no source is asked for unless a topic asks for it.
fn is_idle(value: &Value) -> bool {
    match value {
        Value::Ordinal(_) => true,
        Value::Count(amount) => {
            let interval = amount.interval();
            interval.low == Decimal::ONE && interval.high == Some(Decimal::ONE)
        }
        _ => false,
    }
}

fn place(claim: &Claim) -> Place {
    (claim.mention.part, claim.mention.span)
}

/// Most values that are told of a topic beside a figure that nobody shares: more are of several things. (P)
const VALUES_ELSEWHERE: usize = 3;

/// What others say under the topic of a figure that nobody was compared with.
#[derive(Default)]
struct Elsewhere {
    same: BTreeSet<ClaimId>,
    rounded: BTreeSet<ClaimId>,
    /// The other values, unless there are many: not held against the figure, but worth a look.
    in_words: String,
    /// What is noted of the comparisons with them.
    notes: Vec<String>,
}

/// A count below ten.
fn is_few(statement: &Statement) -> bool {
    matches!(statement.value, Value::Count(amount) if amount.stated().is_none_or(|stated| stated < Decimal::TEN))
}

/// What the state of a fact is read from.
struct Desk<'a> {
    bench: &'a Bench<'a>,
    statements: BTreeMap<ClaimId, &'a Statement<'a>>,
    inconsistencies: &'a [Inconsistency],
    rules: &'a RuleSet,
}

/// The names of the draft, each where it stands first, as claims that follow the others; and how they stand. A name inside
/// of a fact ("10 a.m. Eastern time") is none of its own.
pub(super) fn names(
    draft: ArticleId,
    articles: &[Article],
    readings: &[Reading],
    origins: &[String],
    variants: &[NameVariants],
    claims: &[Claim],
    facts: &[Fact],
) -> (Vec<Claim>, Vec<Fact>) {
    let mut known: BTreeMap<String, BTreeSet<ArticleId>> = BTreeMap::new();
    for ((id, article), reading) in (0..).map(ArticleId).zip(articles).zip(readings).filter(|((id, _), _)| *id != draft)
    {
        let tokens = body_tokens(article, reading);
        for name in &reading.names {
            known.entry(fold(name.text(tokens)).into_owned()).or_default().insert(id);
        }
    }
    let taken: Vec<Span> = facts.iter().map(|fact| &claims[fact.claim.index()].mention).filter_map(body_span).collect();
    let (next, mut claims, mut facts) = (claims.len(), Vec::new(), Vec::new());
    let mut full: BTreeSet<String> = BTreeSet::new();
    let common = common_words(draft, articles, readings);
    for mention in readings[draft.index()].first_name_mentions(&articles[draft.index()]) {
        let Value::Name(name) = &mention.value else { continue };
        let key = fold(&name.text).into_owned();
        // "Soleimani" after "Qasem Soleimani" is no other name.
        let shortened = full.iter().any(|full| full.ends_with(&format!(" {key}")));
        full.insert(key.clone());
        let inside = taken.iter().any(|fact| fact.start() <= mention.core.start() && mention.core.end() <= fact.end());
        if shortened || inside {
            continue;
        }
        let Ok(at) = u32::try_from(next + claims.len()) else { break };
        let said_by = known.get(&key);
        let outlets: BTreeSet<&str> = said_by.into_iter().flatten().map(|id| articles[id.index()].name()).collect();
        let sources: BTreeSet<&str> = said_by.into_iter().flatten().map(|id| origins[id.index()].as_str()).collect();
        let others = variants.iter().find(|group| {
            group.spellings.iter().any(|(text, articles)| articles.contains(&draft) && fold(text) == key.as_str())
        });
        // Of capitals that no other article has, some are those of a sentence, or of an adjective.
        if said_by.is_none() && others.is_none() && (is_joined(&name.text) || common.contains(&key)) {
            continue;
        }
        let (state, reason) = match (said_by, others) {
            (None, Some(group)) => (State::Spelling, other_spellings(group, &key, draft, articles)),
            (None, None) => (State::Alone, String::new()),
            (Some(_), group) => {
                let state = if sources.len() == 1 { State::SingleOrigin } else { State::Supported };
                (state, group.map_or_else(String::new, |group| other_spellings(group, &key, draft, articles)))
            }
        };
        facts.push(Fact {
            claim: ClaimId(at),
            state,
            reason,
            against: Vec::new(),
            support: Vec::new(),
            outlets: outlets.len(),
            origins: sources.len(),
        });
        claims.push(Claim::unplaced(draft, mention));
    }
    (claims, facts)
}

fn body_tokens<'a>(article: &'a Article, reading: &'a Reading) -> Tokens<'a> {
    Tokens { text: &article.text, tokens: &reading.body.tokens }
}

/// Names of one word of the draft that stand in some text in small letters, folded: "Suddenly" names nobody.
fn common_words(draft: ArticleId, articles: &[Article], readings: &[Reading]) -> BTreeSet<String> {
    let own = body_tokens(&articles[draft.index()], &readings[draft.index()]);
    let names = readings[draft.index()].names.iter().map(|name| fold(name.text(own)).into_owned());
    let single: FxHashSet<String> = names.filter(|name| !name.contains(char::is_whitespace)).collect();
    let mut common = BTreeSet::new();
    for (article, reading) in articles.iter().zip(readings) {
        let tokens = body_tokens(article, reading);
        let small = (0..tokens.tokens.len()).filter(|&at| tokens.raw(at).starts_with(char::is_lowercase));
        common.extend(small.map(|at| tokens.raw(at)).filter(|word| single.contains(*word)).map(str::to_owned));
    }
    common
}

/// "American-led", "We've": an adjective or two words in one, not a name. "Al-Qaeda" and "Shia'" are names.
fn is_joined(name: &str) -> bool {
    const SHORTENED: [&str; 6] = ["ve", "re", "m", "ll", "d", "t"];
    let is_word = !name.contains(char::is_whitespace);
    let last = |marks: &[char]| name.rsplit_once(marks).map(|(_, last)| last);
    is_word
        && (last(&['-']).is_some_and(|last| last.starts_with(char::is_lowercase))
            || last(&['\'', '’']).is_some_and(|last| SHORTENED.contains(&last)))
}

fn body_span(mention: &Mention) -> Option<Span> {
    (mention.part == Part::Body).then_some(mention.span)
}

/// "AP has Qasem Soleimani."
fn other_spellings(group: &NameVariants, own: &str, draft: ArticleId, articles: &[Article]) -> String {
    let others = group.spellings.iter().filter(|(text, ids)| fold(text) != own && ids.iter().any(|id| *id != draft));
    let spelled = others.map(|(text, ids)| {
        let outlets: BTreeSet<&str> =
            ids.iter().filter(|id| **id != draft).map(|id| articles[id.index()].name()).collect();
        let outlets: Vec<String> = outlets.into_iter().map(str::to_owned).collect();
        let verb = if outlets.len() == 1 { "has" } else { "have" };
        format!("{} {verb} {text}", explain::list(&outlets))
    });
    format!("{}.", spelled.collect::<Vec<_>>().join("; "))
}

impl Desk<'_> {
    fn fact(&self, evidence: &Evidence) -> Fact {
        let with = |wanted: fn(Relation) -> bool| -> BTreeSet<ClaimId> {
            let pairs = evidence.pairs.iter().filter(|(_, pair, _)| wanted(pair.relation));
            pairs.map(|(_, _, other)| *other).collect()
        };
        let mut support =
            with(|relation| matches!(relation, Relation::Agree | Relation::Rounded | Relation::Compatible));
        let mut exact = with(|relation| matches!(relation, Relation::Agree | Relation::Compatible));
        let newer: BTreeSet<ClaimId> = self.newer(evidence, &support);
        let against: BTreeSet<ClaimId> = evidence
            .pairs
            .iter()
            .filter(|(finding, pair, _)| finding.topic.is_some() && contradicts(pair.relation))
            .map(|(_, _, other)| *other)
            .filter(|other| !newer.contains(other))
            .collect();
        // What nothing was found for is looked for once more under its topic, whatever the words around it.
        let elsewhere = if support.is_empty() && against.is_empty() && newer.is_empty() {
            self.elsewhere(evidence)
        } else {
            Elsewhere::default()
        };
        support.extend(elsewhere.rounded.union(&elsewhere.same));
        exact.extend(&elsewhere.same);
        let (outlets, origins) = self.voices(&support);
        let inside: Vec<&Inconsistency> = self
            .inconsistencies
            .iter()
            .filter(|found| found.claims.iter().any(|claim| evidence.claims.contains(claim)))
            .collect();
        let state = match () {
            () if !against.is_empty() => State::Contradicted,
            () if !inside.is_empty() => State::Inconsistent,
            () if !newer.is_empty() => State::Stale,
            () if support.is_empty() => State::Alone,
            () if origins == 1 => State::SingleOrigin,
            () if exact.is_empty() => State::Rounded,
            () => State::Supported,
        };
        let reason = match state {
            State::Contradicted | State::Stale => {
                self.others_say(if state == State::Stale { &newer } else { &against })
            }
            State::Inconsistent => inside.iter().map(|found| found.reason.as_str()).collect::<Vec<_>>().join(" "),
            State::Alone => elsewhere.in_words,
            _ => String::new(),
        };
        let against = if against.is_empty() { newer } else { against };
        let hints = match state {
            State::Contradicted | State::Stale => {
                let pairs = evidence.pairs.iter().filter(|(_, _, other)| against.contains(other));
                hints(pairs.flat_map(|(_, pair, _)| &pair.notes))
            }
            State::Alone => hints(&elsewhere.notes),
            _ => String::new(),
        };
        let reason = if reason.is_empty() || hints.is_empty() { reason } else { format!("{reason} Note: {hints}") };
        Fact {
            claim: evidence.claims[0],
            state,
            reason,
            against: against.into_iter().collect(),
            support: support.into_iter().collect(),
            outlets,
            origins,
        }
    }

    /// The claims that are later than the draft's figure: by its own date, or by that of those who say the same.
    fn newer(&self, evidence: &Evidence, support: &BTreeSet<ClaimId>) -> BTreeSet<ClaimId> {
        let mut newer = BTreeSet::new();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for (finding, _, _) in evidence.pairs.iter().filter(|(finding, _, _)| finding.topic.is_some()) {
            if !seen.insert(&finding.id) {
                continue;
            }
            for pair in finding.pairs.iter().filter(|pair| moves(pair.relation)) {
                for (old, new) in [(pair.left, pair.right), (pair.right, pair.left)] {
                    let is_old = evidence.claims.contains(&old) || support.contains(&old);
                    let is_new = !evidence.claims.contains(&new) && !support.contains(&new);
                    if is_old && is_new && self.day(new) > self.day(old) {
                        newer.insert(new);
                    }
                }
            }
        }
        newer
    }

    /// What others say under the topics of a figure.
    fn elsewhere(&self, evidence: &Evidence) -> Elsewhere {
        let mut found = Elsewhere::default();
        let mut said: Vec<&Statement> = Vec::new();
        for own in evidence.claims.iter().filter_map(|id| self.statements.get(id)) {
            let Some(topic) = self.bench.claims[own.id.index()].topic else { continue };
            let others = self.bench.statements.iter().filter(|other| {
                other.article != own.article
                    && self.bench.claims[other.id.index()].topic == Some(topic)
                    && matches!(scope::relate(own.slots, other.slots), Scope::Same | Scope::Assumed(_))
            });
            for other in others {
                let outcome = decide::decide(own, other, self.rules.topic(topic));
                match outcome.relation {
                    // Every article is full of small counts; that two of them are equal says little.
                    Relation::Agree | Relation::Rounded if is_few(own) => {}
                    Relation::Agree => found.same.extend([other.id]),
                    Relation::Rounded => found.rounded.extend([other.id]),
                    _ => {
                        said.push(other);
                        found.notes.extend(outcome.notes);
                    }
                }
            }
        }
        let values: BTreeSet<String> = said.iter().map(|other| other.value.to_string()).collect();
        if (1..=VALUES_ELSEWHERE).contains(&values.len()) {
            found.in_words = format!("elsewhere {}", self.bench.say(&said));
        }
        found
    }

    fn day(&self, id: ClaimId) -> Option<AsOf> {
        self.statements.get(&id)?.as_of
    }

    /// "AP says 15; Reuters says 16."
    fn others_say(&self, claims: &BTreeSet<ClaimId>) -> String {
        let statements: Vec<&Statement> = claims.iter().filter_map(|id| self.statements.get(id).copied()).collect();
        self.bench.say(&statements)
    }

    /// Outlets and independent origins of claims.
    fn voices(&self, claims: &BTreeSet<ClaimId>) -> (usize, usize) {
        let statements: Vec<&Statement> = claims.iter().filter_map(|id| self.statements.get(id).copied()).collect();
        self.bench.voices(&statements)
    }
}

/// What may explain differences, as a sentence: "Note: scale: a factor of 1,000."
fn hints<'a>(notes: impl IntoIterator<Item = &'a String>) -> String {
    let hints: BTreeSet<&str> = notes.into_iter().map(String::as_str).filter(|note| hint::is_hint(note)).collect();
    match hints.into_iter().collect::<Vec<_>>().join("; ") {
        hints if hints.is_empty() || hints.ends_with('?') => hints,
        hints => format!("{hints}."),
    }
}

fn contradicts(relation: Relation) -> bool {
    matches!(relation, Relation::Conflict | Relation::Misquoted | Relation::Disputed | Relation::Regressed)
}

fn moves(relation: Relation) -> bool {
    matches!(relation, Relation::Updated | Relation::Revised | Relation::Changed)
}

/// Findings of topics on which the draft is silent and of which more than half of the other outlets, and two origins at
/// least, say the same.
fn left_out(bench: &Bench, draft: ArticleId, findings: &[Finding]) -> Vec<usize> {
    let spoken: BTreeSet<TopicId> =
        bench.claims.iter().filter(|claim| claim.article == draft).filter_map(|claim| claim.topic).collect();
    let values: BTreeSet<String> = bench
        .statements
        .iter()
        .filter(|statement| statement.article == draft)
        .map(|statement| statement.value.to_string())
        .collect();
    let others: BTreeSet<&str> = (0..)
        .map(ArticleId)
        .zip(bench.articles)
        .filter(|(id, _)| *id != draft)
        .map(|(_, article)| article.name())
        .collect();
    let agrees = |finding: &Finding| {
        matches!(
            finding.verdict,
            Verdict::Of(Relation::Agree | Relation::Rounded | Relation::Compatible | Relation::Updated)
        )
    };
    let is_left_out = |finding: &Finding| {
        finding.topic.is_some_and(|topic| !spoken.contains(&topic))
            && agrees(finding)
            && finding.outlets * 2 > others.len()
            && finding.origins >= 2
            // What no rule took of the draft may say it all the same.
            && !finding.claims.iter().any(|id| values.contains(&bench.claims[id.index()].mention.value.to_string()))
    };
    (0..).zip(findings).filter(|(_, finding)| is_left_out(finding)).map(|(at, _)| at).collect()
}
