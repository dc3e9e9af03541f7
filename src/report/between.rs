//! Why the claims of two articles were compared, or were not: `crosscheck why A B`.

use super::foreign::{Untrusted, one_line};
use super::layout::{Ink, paint, wrap};
use super::table::Look;
use super::words::verdict_words;
use super::{Report, counted, slots_in_words};
use crate::article::ArticleId;
use crate::claim::{Claim, ClaimId, Slots, TopicId};
use crate::compare::{Pair, Verdict};
use crate::rule::RuleSet;
use std::collections::{BTreeMap, BTreeSet};

/// Most pairs of one topic that are shown.
const MOST_PAIRS: usize = 40;

/// Topic by topic, every pair of claims of the first two articles, with the reason for what became of it.
#[must_use]
pub fn render(report: &Report, rules: &RuleSet, wanted: Option<TopicId>, look: &Look) -> String {
    let mut text = String::new();
    let claims = &report.comparison.claims;
    let mut topics: BTreeMap<TopicId, [Vec<ClaimId>; 2]> = BTreeMap::new();
    for (at, claim) in claims.iter().enumerate().filter(|(_, claim)| claim.derived_from.is_empty()) {
        let Some(topic) = claim.topic.filter(|topic| wanted.is_none_or(|wanted| wanted == *topic)) else { continue };
        if let Some(side) = topics.entry(topic).or_default().get_mut(claim.article.index()) {
            side.push(ClaimId(u32::try_from(at).expect("claims are capped far below 2^32")));
        }
    }
    let pairs: BTreeMap<(ClaimId, ClaimId), &Pair> = report
        .comparison
        .findings
        .iter()
        .flat_map(|finding| &finding.pairs)
        .map(|pair| ((pair.left.min(pair.right), pair.left.max(pair.right)), pair))
        .collect();
    for (topic, [left, right]) in &topics {
        let topic = rules.topic(*topic);
        push(&mut text, 0, &format!("{}: {}", Ink::Strong.on(&topic.id), Untrusted(&one_line(&topic.title))), look);
        if left.is_empty() || right.is_empty() {
            let side = ArticleId(u32::from(left.is_empty()));
            let own = if left.is_empty() { right } else { left };
            let name = Untrusted(report.articles[side.index()].name()).to_string();
            push(&mut text, 4, &format!("not compared: only {name} has claims ({})", own.len()), look);
            continue;
        }
        let all: Vec<_> = left.iter().flat_map(|&left| right.iter().map(move |&right| (left, right))).collect();
        for &(left, right) in all.iter().take(MOST_PAIRS) {
            push(&mut text, 4, &format!("{} | {}", in_words(report, left), in_words(report, right)), look);
            let why = match pairs.get(&(left.min(right), left.max(right))) {
                Some(pair) => format!("{}: {}", verdict_words(Verdict::Of(pair.relation)), Untrusted(&pair.reason)),
                None => format!("not compared: {}", apart(&claims[left.index()], &claims[right.index()])),
            };
            push(&mut text, 8, &why, look);
        }
        if all.len() > MOST_PAIRS {
            push(&mut text, 4, &format!("{} more", counted(all.len() - MOST_PAIRS, "pair")), look);
        }
    }
    if topics.is_empty() {
        push(&mut text, 0, "no topic has a claim of either article", look);
    }
    paint(&text, look.color)
}

fn in_words(report: &Report, id: ClaimId) -> String {
    let claim = &report.comparison.claims[id.index()];
    let article = &report.articles[claim.article.index()];
    let (line, _) = article.line_column(claim.mention.part, claim.mention.span);
    let words = one_line(article.words(claim.mention.part, claim.mention.span));
    let slots = slots_in_words(&claim.slots);
    let slots = if slots.is_empty() { slots } else { format!(" ({slots})") };
    format!("{}:{line} “{}”{}", Untrusted(&article.id), Untrusted(&words), Untrusted(&slots))
}

/// What keeps two claims of a topic apart that no finding holds against each other.
fn apart(left: &Claim, right: &Claim) -> String {
    let slots: BTreeSet<&String> = left.slots.keys().chain(right.slots.keys()).collect();
    let of =
        |slots: &Slots, name: &str| slots.get(name).map_or_else(|| "unknown".to_owned(), |values| values.join(" and "));
    for name in slots {
        if left.slots.get(name) != right.slots.get(name) {
            return format!("the {name} differs: {}, against {}", of(&left.slots, name), of(&right.slots, name));
        }
    }
    if left.mention.value.kind() != right.mention.value.kind() {
        return format!(
            "one is of kind {}, the other of kind {}",
            left.mention.value.kind(),
            right.mention.value.kind()
        );
    }
    "the words around them do not say that they are of one thing, or another figure is the nearer counterpart"
        .to_owned()
}

fn push(text: &mut String, indent: usize, words: &str, look: &Look) {
    for line in wrap(words, look.width.saturating_sub(indent)) {
        text.push_str(&format!("{}{line}\n", " ".repeat(indent)));
    }
}
