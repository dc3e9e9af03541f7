//! Claims into findings: which claims may be compared, and what each pair and each group says.

mod amount;
mod cluster;
mod coverage;
mod cues;
mod days;
mod decide;
mod derive;
mod event;
mod explain;
mod finding;
mod hint;
mod identity;
mod inside;
mod likeness;
mod names;
mod occasion;
mod origin;
mod partition;
mod people;
mod places;
mod population;
mod question;
mod reconcile;
mod scope;
mod statement;
mod sweep;
mod time;
mod unruled;
pub mod verdict;
mod version;

pub use coverage::{Account, Fact, State};
pub use inside::{Inconsistency, Law};
pub use verdict::{Finding, Pair, Range, Relation, Verdict};
pub(crate) use version::is_withdrawn;

use crate::article::{Article, ArticleId};
use crate::claim::{Claim, ClaimId, TopicId};
use crate::extract::Reading;
use crate::rule::RuleSet;
use crate::span::Span;
use crate::value::{Currency, Value};
use finding::Bench;
use hint::Counted;
use jiff::civil::DateTime;
use likeness::Contexts;
use origin::{Origins, Reuse};
use statement::Statement;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use time::AsOf;
use version::Version;

/// The outcome of a comparison.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// All claims: those given (in the same order), then those derived by summing.
    pub claims: Vec<Claim>,
    /// What groups of claims say, those under a rule first, gravest first; a total order that does not depend on the
    /// order of the articles.
    pub findings: Vec<Finding>,
    /// What became of the draft, if one of the articles is one.
    pub draft: Option<Account>,
    /// Where articles disagree with themselves, by article and place in the text.
    pub inconsistencies: Vec<Inconsistency>,
    /// Names that are given in several ways.
    pub names: Vec<NameVariants>,
    /// The origin of each article, by [`ArticleId`]: its agency, the article it copies, or its outlet.
    pub origins: Vec<String>,
}

/// One name, given in several ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameVariants {
    /// Spellings with the articles that use them, commonest first, then by alphabet.
    pub spellings: Vec<(String, Vec<ArticleId>)>,
}

/// When a claim was true: what its sentence says, else the last update of its article, else publication; of a day without
/// a time its first minute. `None` if nothing is known.
#[must_use]
pub fn as_of(claim: &Claim, article: &Article) -> Option<DateTime> {
    AsOf::of(claim.mention.as_of.as_ref(), article).map(|as_of| as_of.first())
}

/// Compares claims. The result does not depend on the order of the articles.
///
/// `readings` are those of the articles, by [`ArticleId`]; topics of claims are those of `rules`.
#[must_use]
pub fn compare(articles: &[Article], readings: &[Reading], claims: Vec<Claim>, rules: &RuleSet) -> Comparison {
    compare_draft(articles, readings, claims, rules, None)
}

/// [`compare`], one of the articles being a draft that is held against the others.
#[must_use]
pub fn compare_draft(
    articles: &[Article],
    readings: &[Reading],
    mut claims: Vec<Claim>,
    rules: &RuleSet,
    draft: Option<ArticleId>,
) -> Comparison {
    mark(&mut claims, articles, readings, rules);
    claims.extend(derive::sums(&claims, rules.topics()));
    let reuse = Reuse::of(articles, readings);
    let origins = Origins::of(articles, readings, &reuse);
    let versions = version::versions(articles, &reuse);
    let statements = statements(articles, readings, &claims, &versions);
    let mentions: Vec<_> =
        statements.iter().map(|statement| (statement.article, &claims[statement.id.index()].mention)).collect();
    let contexts = Contexts::new(articles, readings, &mentions);
    let counted = Counted::of(articles, &claims, &statements);
    let bench = Bench { articles, claims: &claims, statements: &statements, origins: &origins, counted, draft };
    let mut findings = Vec::new();
    for (topic_id, members) in by_topic(&statements, &claims) {
        let topic = rules.topic(topic_id);
        let drafts = cluster::drafts(&statements, &members, topic, &contexts);
        let of_topic = drafts.into_iter().map(|draft| bench.finding(draft, Some(topic_id), topic)).collect();
        findings.extend(without_repeats(of_topic));
    }
    let unruled = unruled::groups(articles, readings, &claims, &statements, &contexts);
    findings.extend(unruled.into_iter().map(|group| bench.finding(group.draft, None, &group.topic)));
    identity::tell_apart(&mut findings, &claims, articles, readings);
    findings.sort_by(|left, right| {
        let key = |finding: &Finding| {
            (finding.topic.is_none(), Reverse(finding.verdict), Reverse(finding.gravity), finding.topic)
        };
        (key(left), &left.slots, &left.title, &left.reason, &left.id).cmp(&(
            key(right),
            &right.slots,
            &right.title,
            &right.reason,
            &right.id,
        ))
    });
    let inconsistencies = inside::inconsistencies(articles, readings, &claims, rules);
    let names = names::variants(articles, readings);
    let mut account = draft.map(|draft| coverage::account(&bench, draft, &findings, &inconsistencies, rules));
    let origins = origins.into_articles();
    if let Some(account) = &mut account {
        let (named, facts) =
            coverage::names(account.article, articles, readings, &origins, &names, &claims, &account.facts);
        claims.extend(named);
        account.facts.extend(facts);
        account.facts.sort_by_key(|fact| {
            let mention = &claims[fact.claim.index()].mention;
            (mention.part, mention.span)
        });
    }
    Comparison { findings, draft: account, inconsistencies, names, origins, claims }
}

/// Looks for what disagrees inside each article; nothing is compared between them.
#[must_use]
pub fn look_inside(articles: &[Article], readings: &[Reading], mut claims: Vec<Claim>, rules: &RuleSet) -> Comparison {
    mark(&mut claims, articles, readings, rules);
    let inconsistencies = inside::inconsistencies(articles, readings, &claims, rules);
    let origins = articles.iter().map(|article| article.name().to_owned()).collect();
    Comparison { claims, inconsistencies, origins, ..Comparison::default() }
}

/// Gives claims the slots that the text around them settles: which event, which people.
fn mark(claims: &mut [Claim], articles: &[Article], readings: &[Reading], rules: &RuleSet) {
    event::mark(claims, articles, readings, rules.topics());
    population::mark(claims, articles, readings, rules.topics());
}

/// The statements of each topic, as indices, in their order.
fn by_topic(statements: &[Statement], claims: &[Claim]) -> BTreeMap<TopicId, Vec<usize>> {
    let mut members: BTreeMap<TopicId, Vec<usize>> = BTreeMap::new();
    for (index, statement) in statements.iter().enumerate() {
        if let Some(topic) = claims[statement.id.index()].topic {
            members.entry(topic).or_default().push(index);
        }
    }
    members
}

/// Leaves out findings that say nothing of their own: no comparison, and every claim listed in one that has one or that
/// lists more.
fn without_repeats(mut findings: Vec<Finding>) -> Vec<Finding> {
    let compares = |finding: &Finding| finding.verdict > Verdict::Of(Relation::Scope);
    findings.sort_by_key(|finding| (!compares(finding), Reverse(finding.claims.len())));
    let mut listed: BTreeSet<ClaimId> = BTreeSet::new();
    findings.retain(|finding| {
        let is_new = compares(finding) || !finding.claims.iter().all(|claim| listed.contains(claim));
        listed.extend(&finding.claims);
        is_new
    });
    findings
}

/// What can be compared of the claims, in an order that does not depend on that of the articles.
fn statements<'a>(
    articles: &'a [Article],
    readings: &[Reading],
    claims: &'a [Claim],
    versions: &[Option<Version>],
) -> Vec<Statement<'a>> {
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by_key(|&at| {
        let claim = &claims[at];
        let mention = &claim.mention;
        (&articles[claim.article.index()].id, mention.part, mention.span, &claim.slots, !claim.derived_from.is_empty())
    });
    let statement = |at: usize| {
        let claim = &claims[at];
        let id = ClaimId(u32::try_from(at).expect("claims are capped far below 2^32"));
        let article = claim.article.index();
        Statement { version: versions[article], ..Statement::new(id, claim, &articles[article], &readings[article]) }
    };
    let mut statements: Vec<Statement> =
        order.into_iter().map(statement).filter(|statement| !statement.is_too_vague()).collect();
    unite_equivalents(&mut statements, claims);
    statement::classify(&mut statements);
    statements
}

/// "85 million euros ($108 million)" is one fact: of the two sums the one stays that other articles give, too, and both if they
/// give both. "36 miles (58 km)" is compared in the first unit.
fn unite_equivalents(statements: &mut Vec<Statement>, claims: &[Claim]) {
    let claim = |statement: &Statement| &claims[statement.id.index()];
    let place = |claim: &Claim, numeral: Span| (claim.article, claim.mention.part, numeral, claim.topic);
    let restated_at = |claim: &Claim| Some(place(claim, claim.mention.restates?));
    let restating: BTreeMap<_, String> = statements
        .iter()
        .filter_map(|statement| Some((restated_at(claim(statement))?, measure(statement.value))))
        .collect();
    if restating.is_empty() {
        return;
    }
    let mut given: BTreeMap<(Option<TopicId>, String), BTreeSet<ArticleId>> = BTreeMap::new();
    let mut originals = BTreeMap::new();
    for statement in statements.iter() {
        let (claim, measure) = (claim(statement), measure(statement.value));
        originals.insert(place(claim, claim.mention.core), measure.clone());
        given.entry((claim.topic, measure)).or_default().insert(statement.article);
    }
    statements.retain(|statement| {
        let (claim, own) = (claim(statement), measure(statement.value));
        let elsewhere = |measure: &String| {
            let articles = given.get(&(claim.topic, measure.clone()));
            articles.is_some_and(|articles| articles.iter().any(|other| *other != statement.article))
        };
        if let Some(original) = restated_at(claim).and_then(|place| originals.get(&place)) {
            return *original != own && elsewhere(&own);
        }
        let other = restating.get(&place(claim, claim.mention.core));
        other.is_none_or(|other| *other == own || elsewhere(&own) || !elsewhere(other))
    });
}

/// The measure of a value; a bare dollar sign is mostly that of the United States, and a sum without any stands with those.
fn measure(value: &Value) -> String {
    match value {
        Value::Money(_, Currency::Iso("USD") | Currency::UNSTATED) => "money $".to_owned(),
        value => scope::measure(value),
    }
}
