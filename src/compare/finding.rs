//! Drafts into findings: verdict, range, sources, the sentence that says how they differ, and a stable identity.

use super::cluster::Draft;
use super::explain;
use super::origin::Origins;
use super::reconcile::{self, Extent, Voice};
use super::scope::{self, Scope};
use super::statement::Statement;
use super::time::AsOf;
use super::verdict::{Finding, Pair, Relation, Verdict};
use crate::article::{Article, ArticleId};
use crate::claim::{Claim, ClaimId, TopicId};
use crate::extract::Status;
use crate::rule::Topic;
use crate::value::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What all findings of a run are made from.
pub(super) struct Bench<'a> {
    /// The articles.
    pub articles: &'a [Article],
    /// Every claim, the derived ones last.
    pub claims: &'a [Claim],
    /// Every claim that can be compared, in canonical order.
    pub statements: &'a [Statement<'a>],
    /// Where articles and claims come from.
    pub origins: &'a Origins,
}

impl Bench<'_> {
    /// The finding of a draft.
    pub(super) fn finding(&self, draft: Draft, topic_id: Option<TopicId>, topic: &Topic) -> Finding {
        let verdict = verdict(&draft);
        let speaking = self.speaking(&draft, verdict);
        let outlets: BTreeSet<&str> = speaking.iter().map(|statement| self.article(statement.article).name()).collect();
        let origins: BTreeSet<&str> = speaking.iter().map(|statement| self.origins.of_statement(statement)).collect();
        let voices: Vec<Voice> = speaking
            .iter()
            .map(|statement| Voice { statement, origin: self.origins.of_statement(statement) })
            .collect();
        let comparable = verdict != Verdict::Of(Relation::Scope);
        Finding {
            id: self.identity(&draft, topic),
            topic: topic_id,
            title: topic.title.clone(),
            policy: topic.reconcile,
            verdict,
            gravity: topic.compare.gravity,
            reason: self.reason(&draft, verdict, &speaking),
            notes: self.notes(&draft, verdict, &speaking, &origins),
            range: if comparable { reconcile::range(&voices, topic.reconcile) } else { None },
            outlets: outlets.len(),
            origins: origins.len(),
            claims: self.claim_ids(&draft),
            pairs: self.pairs(&draft),
            slots: draft.slots,
        }
    }

    fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id.index()]
    }

    /// The statements that the verdict is about: asserted, and of the whole where parts are listed beside it.
    fn speaking<'a>(&'a self, draft: &Draft, verdict: Verdict) -> Vec<&'a Statement<'a>> {
        let all: Vec<&Statement> = draft.statements.iter().map(|&index| &self.statements[index]).collect();
        let of_cell = |statement: &&Statement| {
            let part = matches!(scope::relate(statement.slots, &draft.slots), Scope::Part { .. });
            statement.status == Status::Asserted && (!part || verdict == Verdict::Of(Relation::Scope))
        };
        let speaking: Vec<&Statement> = all.iter().copied().filter(of_cell).collect();
        if speaking.is_empty() { all } else { speaking }
    }

    /// The claims of the draft, and the parts of every sum among them.
    fn claim_ids(&self, draft: &Draft) -> Vec<ClaimId> {
        let stated = draft.statements.iter().map(|&index| self.statements[index].id);
        let parts = stated.clone().flat_map(|id| self.claims[id.index()].derived_from.iter().copied());
        let ids: BTreeSet<ClaimId> = stated.chain(parts).collect();
        ids.into_iter().collect()
    }

    fn pairs(&self, draft: &Draft) -> Vec<Pair> {
        let pair = |(&(left, right), outcome): (&(usize, usize), &super::decide::Outcome)| Pair {
            left: self.statements[left].id,
            right: self.statements[right].id,
            relation: outcome.relation,
            reason: outcome.reason.clone(),
            notes: outcome.notes.clone(),
        };
        draft.pairs.iter().map(pair).collect()
    }

    fn notes(&self, draft: &Draft, verdict: Verdict, speaking: &[&Statement], origins: &BTreeSet<&str>) -> Vec<String> {
        let mut notes = BTreeSet::new();
        for outcome in draft.pairs.values() {
            // What explains milder pairs does not explain the verdict; that a scope was assumed bears on all of them.
            let bears = |note: &str| verdict == Verdict::Of(outcome.relation) || note.starts_with("scope assumed");
            notes.extend(outcome.notes.iter().filter(|note| bears(note)).cloned());
        }
        for &index in &draft.statements {
            let statement = &self.statements[index];
            if statement.status != Status::Asserted {
                let name = self.article(statement.article).name();
                notes.insert(format!("not asserted by {name}: {}", statement.status.as_str()));
            }
        }
        let articles: BTreeSet<ArticleId> = speaking.iter().map(|statement| statement.article).collect();
        if articles.len() > 1 && origins.len() == 1 {
            notes.extend(origins.iter().map(|origin| format!("single origin: {origin}")));
        }
        notes.into_iter().collect()
    }

    /// One sentence: who says what.
    fn reason(&self, draft: &Draft, verdict: Verdict, speaking: &[&Statement]) -> String {
        match verdict {
            Verdict::Of(Relation::Scope) => {
                let first = draft.pairs.values().find(|outcome| outcome.relation == Relation::Scope);
                first.map_or_else(String::new, |outcome| outcome.reason.clone())
            }
            Verdict::SingleSource | Verdict::Of(Relation::Agree) => self.sayings(speaking, verdict),
            // A part that exceeds the whole is no voice about the whole, but the alarm is about it.
            Verdict::Of(_) => {
                let all: Vec<&Statement> = draft.statements.iter().map(|&index| &self.statements[index]).collect();
                self.sayings(&all, verdict)
            }
        }
    }

    /// "AP and Fox say about 2,500 in Iraq; Rudaw says 3,400 in Iraq and Syria (2,500 in Iraq + 900 in Syria)."
    fn sayings(&self, statements: &[&Statement], verdict: Verdict) -> String {
        let mut said: BTreeMap<String, Saying> = BTreeMap::new();
        for statement in statements.iter().filter(|statement| statement.status == Status::Asserted) {
            let name = self.article(statement.article).name();
            let saying = said.entry(self.words(statement)).or_insert_with(|| Saying::of(statement));
            saying.since = saying.since.min(statement.as_of);
            saying.names.insert(name);
        }
        let mut sayings: Vec<(String, Saying)> = said.into_iter().collect();
        let by_time = matches!(
            verdict,
            Verdict::Of(Relation::Updated | Relation::Changed | Relation::Revised | Relation::Regressed)
        );
        sayings.sort_by(|(words, saying), (other_words, other)| {
            let time = |saying: &Saying| by_time.then_some(saying.since);
            (time(saying), saying.extent, words).cmp(&(time(other), other.extent, other_words))
        });
        let separator = if by_time { "; later " } else { "; " };
        let parts: Vec<String> = sayings.iter().map(|(words, saying)| saying.phrase(words)).collect();
        let shown = match parts.as_slice() {
            [first, .., last] if parts.len() > SHOWN_SAYINGS => {
                format!("{first}{separator}{last}; {} other figures lie between", parts.len() - 2)
            }
            parts => parts.join(separator),
        };
        format!("{shown}.")
    }

    /// A figure with its slots, a sum with its parts.
    fn words(&self, statement: &Statement) -> String {
        let located = |value: &Value, slots| format!("{value}{}", explain::slots(slots));
        let figure = located(statement.value, statement.slots);
        let claim = &self.claims[statement.id.index()];
        if claim.derived_from.is_empty() {
            return figure;
        }
        let parts = claim.derived_from.iter().map(|part| &self.claims[part.index()]);
        let parts: Vec<String> = parts.map(|part| located(&part.mention.value, &part.slots)).collect();
        format!("{figure} ({})", parts.join(" + "))
    }

    /// Topic, slots, and who says what: stable under moved lines, renamed folders and reordered input.
    fn identity(&self, draft: &Draft, topic: &Topic) -> String {
        let mut said: BTreeSet<(String, String)> = BTreeSet::new();
        for &index in &draft.statements {
            let statement = &self.statements[index];
            let article = self.article(statement.article);
            let file = article.id.rsplit('/').next().unwrap_or(&article.id);
            let source = article.outlet.clone().unwrap_or_else(|| file.to_owned());
            said.insert((source, statement.value.to_string()));
        }
        let mut hash = Sha256::new();
        let mut field = |text: &str| {
            hash.update(text.as_bytes());
            hash.update([0]);
        };
        field(&topic.id);
        for (name, values) in &draft.slots {
            field(name);
            values.iter().for_each(|value| field(value));
        }
        for (source, value) in &said {
            field(source);
            field(value);
        }
        let digest = hash.finalize();
        digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// More figures than this are told by the first and the last.
const SHOWN_SAYINGS: usize = 5;

/// More names than this are counted.
const SHOWN_NAMES: usize = 4;

/// Who gives a figure, and since when.
struct Saying<'a> {
    since: Option<AsOf>,
    extent: Option<Extent>,
    names: BTreeSet<&'a str>,
}

impl Saying<'_> {
    fn of(statement: &Statement) -> Self {
        Self { since: statement.as_of, extent: Extent::of(statement.value), names: BTreeSet::new() }
    }

    fn phrase(&self, words: &str) -> String {
        let mut names: Vec<String> = self.names.iter().take(SHOWN_NAMES).map(|name| (*name).to_owned()).collect();
        if self.names.len() > SHOWN_NAMES {
            names.push(format!("{} others", self.names.len() - SHOWN_NAMES));
        }
        let verb = if self.names.len() == 1 { "says" } else { "say" };
        format!("{} {verb} {words}", explain::list(&names))
    }
}

/// The gravest relation of the pairs; of pairs that cannot be compared only if there are no others.
fn verdict(draft: &Draft) -> Verdict {
    let gravest = draft.pairs.values().map(|outcome| outcome.relation).max();
    gravest.map_or(Verdict::SingleSource, Verdict::Of)
}
