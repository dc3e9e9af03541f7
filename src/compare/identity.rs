//! What makes a finding the same finding in the next run: its topic, its slots, and who says what.
//!
//! An identity outlives moved lines, renamed files and folders, reordered inputs, and articles that join without a word on
//! the matter. It ends when a source joins, leaves, or says something else: whatever somebody decided about the finding
//! was decided about other words.
//!
//! Invariant: two findings of a run have different identities. Where topic, slots, sources and values are the same (one
//! outlet gives "three" for two different things), the sentences tell them apart.

use super::statement::Statement;
use super::verdict::Finding;
use crate::article::{Article, ArticleId};
use crate::claim::{Claim, Slots};
use crate::extract::Reading;
use crate::rule::Topic;
use crate::segment::token::fold;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The identity of a finding with these statements. Without a rule, the nouns that are counted take the place of the
/// topic: what the claims have in common depends on the other articles.
pub(super) fn of(topic: &Topic, slots: &Slots, said: &[(&Statement, &Claim)], articles: &[Article]) -> String {
    let mut outlets: BTreeSet<[String; 3]> = BTreeSet::new();
    // Articles whose outlet nobody has declared are told apart only by their file names, which may change: they are
    // counted.
    let mut others: BTreeMap<[String; 2], BTreeSet<ArticleId>> = BTreeMap::new();
    for (statement, claim) in said {
        let article = &articles[statement.article.index()];
        let noun = claim.mention.counted.filter(|_| topic.id.is_empty());
        let noun = noun.map_or_else(String::new, |noun| fold(article.words(claim.mention.part, noun.head)).into());
        let value = statement.value.to_string();
        match &article.outlet {
            Some(outlet) => {
                outlets.insert([outlet.clone(), value, noun]);
            }
            None => {
                others.entry([value, noun]).or_default().insert(statement.article);
            }
        }
    }
    let mut digest = Digester::default();
    digest.field(&topic.id);
    digest.field(if topic.id.is_empty() { topic.kind.as_str() } else { "" });
    for (name, values) in slots {
        digest.field(name);
        values.iter().for_each(|value| digest.field(value));
        digest.end_of_list();
    }
    digest.end_of_list();
    outlets.iter().flatten().for_each(|field| digest.field(field));
    digest.end_of_list();
    for (fields, articles) in &others {
        fields.iter().for_each(|field| digest.field(field));
        digest.field(&articles.len().to_string());
    }
    digest.finish()
}

/// Gives findings of equal identity different ones, by the sentences that their claims stand in.
pub(super) fn tell_apart(findings: &mut [Finding], claims: &[Claim], articles: &[Article], readings: &[Reading]) {
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, finding) in findings.iter().enumerate() {
        same.entry(finding.id.clone()).or_default().push(at);
    }
    for (id, places) in same.into_iter().filter(|(_, places)| places.len() > 1) {
        let mut by_words: BTreeMap<BTreeSet<&str>, Vec<usize>> = BTreeMap::new();
        for at in places {
            let sentences = findings[at].claims.iter().map(|id| sentence(&claims[id.index()], articles, readings));
            by_words.entry(sentences.collect()).or_default().push(at);
        }
        for (sentences, places) in by_words {
            for (number, at) in places.into_iter().enumerate() {
                let mut digest = Digester::default();
                digest.field(&id);
                sentences.iter().for_each(|sentence| digest.field(sentence));
                digest.field(&number.to_string());
                findings[at].id = digest.finish();
            }
        }
    }
}

fn sentence<'a>(claim: &Claim, articles: &'a [Article], readings: &[Reading]) -> &'a str {
    let (at, mention) = (claim.article.index(), &claim.mention);
    let sentences = &readings[at].segments(mention.part).sentences;
    let span = sentences.get(mention.sentence).map_or(mention.span, |sentence| sentence.span);
    articles[at].words(mention.part, span)
}

/// Hashes fields so that no two lists of fields run together.
#[derive(Default)]
struct Digester(Sha256);

impl Digester {
    fn field(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_be_bytes());
        self.0.update(text.as_bytes());
    }

    fn end_of_list(&mut self) {
        self.0.update(u64::MAX.to_be_bytes());
    }

    /// 64 bits are enough to tell the findings of a story apart.
    fn finish(self) -> String {
        self.0.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}
