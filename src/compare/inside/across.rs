//! Figures of one topic that stand in different sentences: those of the headline, or of the text where it comes back to them
//! ("the 15 dead"), that no other figure bears out; parts above every figure for their whole ("34 injured", of 30 casualties),
//! and parts that add up to another whole.

use super::{Breach, Law};
use crate::article::{Article, Part};
use crate::claim::{Claim, ClaimId, TopicId};
use crate::compare::amount::Side;
use crate::compare::decide;
use crate::compare::derive;
use crate::compare::explain;
use crate::compare::population::POPULATION;
use crate::compare::scope::{self, Scope};
use crate::compare::statement::{self, Statement};
use crate::compare::verdict::Relation;
use crate::extract::{Mention, Reading, Status};
use crate::rule::OUTCOME;
use crate::rule::{OverTime, RuleSet, Topic};
use crate::segment::{BlockKind, Tokens};
use crate::value::{Amount, Hedge, Value};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A mention, and what comparing it needs.
type Said<'b, 'a> = (&'a Mention, &'b Statement<'a>);

/// What the article says of each topic, held against its own lead.
pub(super) fn check(
    article: &Article,
    reading: &Reading,
    claims: &[(ClaimId, &Claim)],
    rules: &RuleSet,
) -> Vec<Breach> {
    let mut of_topic: BTreeMap<TopicId, Vec<(ClaimId, &Claim)>> = BTreeMap::new();
    for &(id, claim) in claims {
        let sized = matches!(claim.mention.value, Value::Count(_) | Value::Measure(..));
        if let Some(topic) = claim.topic.filter(|_| sized) {
            of_topic.entry(topic).or_default().push((id, claim));
        }
    }
    let mut found = Vec::new();
    for (topic, claims) in of_topic {
        let sums = derive::own_sums(claims.iter().copied(), rules.topics());
        found.extend(of_one_topic(article, reading, &claims, &sums, rules.topic(topic)));
    }
    found
}

fn of_one_topic(
    article: &Article,
    reading: &Reading,
    claims: &[(ClaimId, &Claim)],
    sums: &[Claim],
    topic: &Topic,
) -> Vec<Breach> {
    if claims.len() < 2 {
        return Vec::new();
    }
    let mut statements: Vec<Statement> =
        claims.iter().map(|&(id, claim)| Statement::new(id, claim, article, reading)).collect();
    statement::classify(&mut statements);
    let said = claims.iter().map(|(_, claim)| &claim.mention).zip(&statements);
    let all = leave_out_repetitions(article, reading, said);
    if all.len() > MOST_FIGURES {
        return Vec::new();
    }
    let (headline, text): (Vec<Said>, Vec<Said>) =
        all.iter().copied().partition(|(mention, _)| in_headline(reading, mention));
    let headlines = headline.into_iter().filter(|said| stands_alone(article, *said)).filter_map(|said| {
        let other = contradicted(said, &text, topic)?;
        let reason = format!("The headline says {}, the text {}.", said.1.value, other.value);
        Some(Breach { law: Law::Headline, reason, claims: vec![said.1.id, other.id] })
    });
    // The headline may bear a figure out, too, and two speakers may each have one.
    let repeated = text.iter().filter(|said| comes_back(article, reading, **said)).filter_map(|&said| {
        let others: Vec<Said> = all.iter().copied().filter(|other| other.1.id != said.1.id).collect();
        let other = contradicted(said, &others, topic)?;
        if have_two_speakers(other, said.1) {
            return None;
        }
        let reason = format!("The text says first {}, then {}.", other.value, said.1.value);
        (other.id < said.1.id).then(|| Breach { law: Law::Restated, reason, claims: vec![other.id, said.1.id] })
    });
    let lead: Vec<Said> = all.iter().copied().filter(|(_, said)| said.leads).collect();
    let above_lead = text.iter().filter(|&&part| exceeded(part, &lead, topic).is_some());
    let parts = above_lead.filter_map(|&part| {
        let (whole, reason) = exceeded(part, &all, topic)?;
        let mut claims = vec![part.1.id, whole.id];
        claims.sort_by_key(|id| all.iter().position(|(_, other)| other.id == *id));
        Some(Breach { law: Law::Sum, reason, claims })
    });
    let added = sums.iter().filter_map(|sum| {
        let statement = Statement::new(sum.derived_from[0], sum, article, reading);
        let whole = contradicted((&sum.mention, &statement), &all, topic)?;
        let parts: Vec<&Statement> = statements.iter().filter(|said| sum.derived_from.contains(&said.id)).collect();
        if have_two_speakers(&statement, whole) {
            return None;
        }
        let words: Vec<String> = parts.iter().map(|part| explain::located(part)).collect();
        let words = explain::sentence_start(&explain::list(&words));
        let reason = format!("{words} are {}, not {}.", statement.value, explain::located(whole));
        let mut claims: Vec<ClaimId> = parts.iter().map(|part| part.id).chain([whole.id]).collect();
        claims.sort_by_key(|id| statements.iter().position(|said| said.id == *id));
        Some(Breach { law: Law::Sum, reason, claims })
    });
    // Prices and indices move within the day that an article covers.
    match topic.compare.over_time {
        OverTime::Varies => added.collect(),
        _ => headlines.chain(repeated).chain(parts).chain(added).collect(),
    }
}

/// Whether each of two figures has a speaker of its own: an article may tell what two say.
fn have_two_speakers(left: &Statement, right: &Statement) -> bool {
    matches!((left.speaker, right.speaker), (Some(left), Some(right)) if left.name != right.name)
}

/// More different figures of one topic than an article has that tells a story: a list is not held against itself. (P)
const MOST_FIGURES: usize = 128;

/// The figures without those that say again what two others say: the second shows that the first was not the only one.
fn leave_out_repetitions<'b, 'a>(
    article: &Article,
    reading: &Reading,
    said: impl Iterator<Item = Said<'b, 'a>>,
) -> Vec<Said<'b, 'a>> {
    let mut times: BTreeMap<_, usize> = BTreeMap::new();
    let is_new = |&said: &Said| {
        let (mention, statement) = said;
        let heard =
            (statement.class, statement.leads, in_headline(reading, mention), comes_back(article, reading, said));
        let times = times.entry(heard).or_default();
        *times += 1;
        *times <= 2
    };
    said.filter(is_new).collect()
}

/// The whole that a part exceeds, if it exceeds all that the article gives for that whole, and what is wrong with it.
fn exceeded<'b, 'a>(part: Said<'b, 'a>, all: &[Said<'b, 'a>], topic: &Topic) -> Option<(&'b Statement<'a>, String)> {
    let is_whole = |whole: &Statement| {
        let Scope::Part { field, part: side, .. } = scope::relate(part.1.slots, whole.slots) else { return false };
        // Further down, soldiers and children may be those of another event; casualties are those of the whole story.
        let told_together = || field == POPULATION && part.1.leads && is_total(whole);
        side == Side::Left && (field == OUTCOME || told_together()) && !whole.is_too_vague()
    };
    let wholes = all.iter().map(|(_, whole)| *whole).filter(|whole| is_whole(whole));
    let outcomes: Vec<_> = wholes.map(|whole| (whole, decide::decide(part.1, whole, topic))).collect();
    let holds = outcomes.iter().any(|(_, outcome)| !differs(outcome.relation));
    let lead = outcomes.into_iter().find(|(whole, _)| whole.leads);
    lead.filter(|_| !holds).map(|(whole, outcome)| (whole, outcome.reason))
}

/// The figure of the lead that a figure cannot stand beside, if no figure of the text bears it out.
fn contradicted<'b, 'a>(said: Said<'b, 'a>, text: &[Said<'b, 'a>], topic: &Topic) -> Option<&'b Statement<'a>> {
    let comparable = text.iter().filter(|(_, other)| !other.is_too_vague());
    let relations: Vec<(Relation, &Statement)> =
        comparable.map(|(_, other)| (decide::decide(said.1, other, topic).relation, *other)).collect();
    let borne_out = relations.iter().any(|(relation, _)| !differs(*relation) && *relation != Relation::Scope);
    let lead = relations.into_iter().find(|(relation, other)| differs(*relation) && other.leads);
    lead.filter(|_| !borne_out).map(|(_, other)| other)
}

/// Whether a figure may stand for all: "one of the victims" and "one person" seldom do.
fn is_total(said: &Statement) -> bool {
    said.value.amount().and_then(Amount::stated).is_some_and(|stated| stated > Decimal::ONE)
}

/// Whether a headline gives a figure as a whole: "4 gunmen, 23 others dead" does not.
fn stands_alone(article: &Article, (mention, said): Said) -> bool {
    let adds = |word: &str| ["others", "other", "more"].iter().any(|own| word.eq_ignore_ascii_case(own));
    let next = article.part(mention.part)[mention.span.end()..].split_whitespace().next();
    let others = next.is_some_and(adds)
        || mention.counted.is_some_and(|counted| adds(article.words(mention.part, counted.head)));
    said.status == Status::Asserted && !said.is_too_vague() && !others
}

/// Whether a figure stands for what was told before: "the 15 dead", "all 15 passengers".
fn comes_back(article: &Article, reading: &Reading, said: Said) -> bool {
    let (mention, statement) = said;
    let segments = reading.segments(mention.part);
    let tokens = Tokens { text: article.part(mention.part), tokens: &segments.tokens };
    let first = tokens.tokens.partition_point(|token| token.span.end() <= mention.span.start());
    let definite = first
        .checked_sub(1)
        .is_some_and(|before| ["the", "all", "those"].iter().any(|word| tokens.raw(before).eq_ignore_ascii_case(word)));
    // "The 62 people aboard" may be those of another flight; "the 62 dead" are those told before.
    let toll = mention.counted.is_some_and(|counted| {
        let head = article.words(mention.part, counted.head);
        ["dead", "killed", "wounded", "injured", "victims"].iter().any(|word| head.eq_ignore_ascii_case(word))
    });
    definite && toll && statement.hedge() == Some(Hedge::Exactly) && stands_alone(article, said)
}

/// Whether two figures of one moment cannot both be true.
fn differs(relation: Relation) -> bool {
    matches!(relation, Relation::Conflict | Relation::Misquoted | Relation::Disputed)
}

fn in_headline(reading: &Reading, mention: &Mention) -> bool {
    let sentence = reading.segments(mention.part).sentences.get(mention.sentence);
    let block = sentence.and_then(|sentence| reading.segments(mention.part).blocks.get(sentence.block));
    mention.part == Part::Title || block.is_some_and(|block| block.kind == BlockKind::Headline)
}
