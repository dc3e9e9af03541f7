//! Drafts into findings: verdict, range, sources, the sentence that says how they differ, and a stable identity.

use super::cluster::Draft;
use super::decide::Outcome;
use super::explain;
use super::hint::Counted;
use super::identity;
use super::occasion::Occasion;
use super::origin::Origins;
use super::reconcile::{self, Extent, Voice};
use super::scope::{self, Scope};
use super::statement::Statement;
use super::time::AsOf;
use super::verdict::{Finding, Pair, Relation, Verdict};
use super::version::Version;
use crate::article::{Article, ArticleId};
use crate::claim::{Claim, ClaimId, TopicId};
use crate::extract::Status;
use crate::rule::{OverTime, Topic};
use crate::value::Value;
use std::cmp::Reverse;
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
    /// What explains differences of tolls.
    pub counted: Counted,
    /// The article that is a draft: it is compared, but it is nobody's source.
    pub draft: Option<ArticleId>,
}

impl Bench<'_> {
    /// The finding of a draft.
    pub(super) fn finding(&self, mut draft: Draft, topic_id: Option<TopicId>, topic: &Topic) -> Finding {
        let verdict = verdict(&draft);
        self.add_hints(&mut draft, verdict);
        let speaking = self.speaking(&draft, verdict);
        let heard: Vec<&Statement> = speaking.iter().copied().chain(self.clashing_parts(&draft, verdict)).collect();
        let sources = self.sources(&heard);
        let outlets: BTreeSet<&str> = sources.iter().map(|statement| self.article(statement.article).name()).collect();
        let origins = self.independent(&sources);
        let voices: Vec<Voice> = speaking
            .iter()
            .map(|statement| Voice { statement, origin: self.origins.of_statement(statement) })
            .collect();
        let growing = verdict == Verdict::Of(Relation::Updated) && topic.compare.over_time == OverTime::Rises;
        let comparable = verdict != Verdict::Of(Relation::Scope);
        let pairs = self.pairs(&draft);
        let all_pairs = if draft.sampled { self.count_pairs(&draft) } else { draft.pairs.len() };
        Finding {
            id: self.identity(&draft, topic),
            topic: topic_id,
            title: topic.title.clone(),
            policy: topic.reconcile,
            verdict,
            gravity: topic.compare.gravity,
            reason: self.reason(&draft, verdict, &speaking),
            notes: self.notes(&draft, verdict, &speaking, &origins),
            range: if comparable { reconcile::range(&voices, topic.reconcile, growing) } else { None },
            outlets: outlets.len(),
            origins: origins.len(),
            claims: self.claim_ids(&draft),
            more_pairs: all_pairs.saturating_sub(pairs.len()),
            pairs,
            places: if comparable { Occasion::shared(speaking.iter().map(|it| &it.occasion)) } else { Vec::new() },
            slots: draft.slots,
            decision: None,
        }
    }

    fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id.index()]
    }

    /// The statements that the verdict is about: asserted, of the newest version of their article, and of the whole where parts are listed beside it.
    fn speaking<'a>(&'a self, draft: &Draft, verdict: Verdict) -> Vec<&'a Statement<'a>> {
        let all: Vec<&Statement> = draft.statements.iter().map(|&index| &self.statements[index]).collect();
        let of_cell = |statement: &&Statement| {
            let part = is_part(statement, draft);
            let replaced = statement.version.is_some_and(Version::is_superseded);
            statement.status == Status::Asserted && !replaced && (!part || verdict == Verdict::Of(Relation::Scope))
        };
        let speaking: Vec<&Statement> = all.iter().copied().filter(of_cell).collect();
        if speaking.is_empty() { all } else { speaking }
    }

    /// The parts that cannot stand beside the whole: whoever gives one is heard in the finding, though its range is that of
    /// the whole.
    fn clashing_parts<'a>(&'a self, draft: &Draft, verdict: Verdict) -> Vec<&'a Statement<'a>> {
        let clashing: BTreeSet<usize> = draft.clashes(verdict).flat_map(|(left, right)| [left, right]).collect();
        clashing.into_iter().map(|index| &self.statements[index]).filter(|it| is_part(it, draft)).collect()
    }

    /// Notes at the pairs of a toll that clash what may explain it, beyond the words of their own sentences.
    fn add_hints(&self, draft: &mut Draft, verdict: Verdict) {
        let clashing: Vec<(usize, usize)> = draft.clashes(verdict).collect();
        for pair in clashing {
            let hints = self.counted.explains(&self.statements[pair.0], &self.statements[pair.1]);
            if let Some(outcome) = draft.pairs.get_mut(&pair) {
                outcome.notes.extend(hints.into_iter().map(str::to_owned));
            }
        }
    }

    /// The claims of the draft, and the parts of every sum among them.
    fn claim_ids(&self, draft: &Draft) -> Vec<ClaimId> {
        let stated = draft.statements.iter().map(|&index| self.statements[index].id);
        let parts = stated.clone().flat_map(|id| self.claims[id.index()].derived_from.iter().copied());
        let ids: BTreeSet<ClaimId> = stated.chain(parts).collect();
        ids.into_iter().collect()
    }

    /// The gravest pairs; among equally grave ones the first, in the order of the statements.
    fn pairs(&self, draft: &Draft) -> Vec<Pair> {
        let mut gravest: Vec<(&(usize, usize), &Outcome)> = draft.pairs.iter().collect();
        if gravest.len() > LISTED_PAIRS {
            gravest.sort_by_key(|(_, outcome)| Reverse(outcome.relation));
            gravest.truncate(LISTED_PAIRS);
            gravest.sort_by_key(|(pair, _)| **pair);
        }
        let pair = |(&(left, right), outcome): (&(usize, usize), &Outcome)| Pair {
            left: self.statements[left].id,
            right: self.statements[right].id,
            relation: outcome.relation,
            reason: outcome.reason.clone(),
            notes: outcome.notes.clone(),
        };
        gravest.into_iter().map(pair).collect()
    }

    /// How many pairs of different articles the statements of a draft make.
    fn count_pairs(&self, draft: &Draft) -> usize {
        let mut of_article: BTreeMap<ArticleId, usize> = BTreeMap::new();
        for &index in &draft.statements {
            *of_article.entry(self.statements[index].article).or_default() += 1;
        }
        let among = |count: usize| count * count.saturating_sub(1) / 2;
        among(draft.statements.len()) - of_article.into_values().map(among).sum::<usize>()
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
            let named = speaking.iter().map(|statement| self.origin_in_words(statement)).min();
            notes.extend(named.map(|origin| format!("single origin: {origin}")));
        }
        notes.into_iter().collect()
    }

    /// The origin of a statement; a speaker in the words of the article.
    fn origin_in_words<'a>(&'a self, statement: &Statement<'a>) -> &'a str {
        let origin = self.origins.of_statement(statement);
        let part = self.claims[statement.id.index()].mention.part;
        match statement.speaker.filter(|speaker| speaker.name == origin) {
            // A pronoun's speaker may stand in another part of the article.
            Some(speaker) => {
                self.article(statement.article).part(part).get(std::ops::Range::from(speaker.span)).unwrap_or(origin)
            }
            None => origin,
        }
    }

    /// Who says what, in a sentence.
    pub(super) fn say(&self, statements: &[&Statement]) -> String {
        self.sayings(statements, Verdict::Of(Relation::Conflict))
    }

    /// How many outlets speak, and how many independent origins they have.
    pub(super) fn voices(&self, speaking: &[&Statement]) -> (usize, usize) {
        let sources = self.sources(speaking);
        let outlets: BTreeSet<&str> = sources.iter().map(|statement| self.article(statement.article).name()).collect();
        (outlets.len(), self.independent(&sources).len())
    }

    /// Those of some statements that are published.
    fn sources<'a>(&self, speaking: &[&'a Statement<'a>]) -> Vec<&'a Statement<'a>> {
        speaking.iter().copied().filter(|statement| Some(statement.article) != self.draft).collect()
    }

    /// The origins behind a finding. An outlet that quotes an authority for its figure is no second origin of it.
    fn independent<'a>(&'a self, speaking: &[&Statement<'a>]) -> BTreeSet<&'a str> {
        let quotes =
            |statement: &Statement| self.origins.of_statement(statement) != self.origins.of_article(statement.article);
        let quoting: BTreeSet<&str> = speaking
            .iter()
            .filter(|statement| quotes(statement))
            .map(|statement| self.article(statement.article).name())
            .collect();
        let counts =
            |statement: &&&Statement| quotes(statement) || !quoting.contains(self.article(statement.article).name());
        speaking.iter().filter(counts).map(|statement| self.origins.of_statement(statement)).collect()
    }

    /// Who says what, and why it is not compared if it is not.
    fn reason(&self, draft: &Draft, verdict: Verdict, speaking: &[&Statement]) -> String {
        let all: Vec<&Statement> = draft.statements.iter().map(|&index| &self.statements[index]).collect();
        match verdict {
            Verdict::SingleSource | Verdict::Of(Relation::Agree) => self.sayings(speaking, verdict),
            Verdict::Of(Relation::Scope) => {
                let why: BTreeSet<&str> = draft.pairs.values().map(|outcome| outcome.reason.as_str()).collect();
                let first = why.first().copied().unwrap_or_default();
                if all.len() > SHOWN_SAYINGS {
                    first.to_owned()
                } else {
                    format!("{} {first}", self.sayings(&all, verdict))
                }
            }
            // A part that exceeds the whole is no voice about the whole, but the alarm is about it.
            Verdict::Of(_) => {
                let exceeds = |pair: &(usize, usize)| {
                    is_part(&self.statements[pair.0], draft) != is_part(&self.statements[pair.1], draft)
                };
                let told = self.sayings(&all, verdict);
                match draft.clashes(verdict).find(exceeds).and_then(|pair| draft.pairs.get(&pair)) {
                    Some(why) => format!("{told} {}", why.reason),
                    None => told,
                }
            }
        }
    }

    /// "AP and Fox say about 2,500 in Iraq; Rudaw says 3,400 in Iraq and Syria (2,500 in Iraq + 900 in Syria)."
    ///
    /// What is not asserted is left out, unless a comparison or a finding is about nothing else.
    fn sayings(&self, statements: &[&Statement], verdict: Verdict) -> String {
        let asserted = statements.iter().any(|statement| statement.status == Status::Asserted);
        let aside = |status| status != Status::Asserted && asserted && verdict != Verdict::Of(Relation::Scope);
        let mut said: BTreeMap<String, Saying> = BTreeMap::new();
        for statement in statements.iter().filter(|statement| !aside(statement.status)) {
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
        let left_out = if sayings.len() > SHOWN_SAYINGS { sayings.len() - 2 } else { 0 };
        sayings.drain(sayings.len().min(1)..sayings.len().min(1) + left_out);
        let mut told = String::new();
        for (at, (words, saying)) in sayings.iter().enumerate() {
            if at > 0 {
                let later = by_time && sayings[at - 1].1.since < saying.since;
                told.push_str(if later { "; later " } else { "; " });
            }
            told.push_str(&saying.phrase(words));
        }
        if left_out > 0 {
            told.push_str(&format!("; {left_out} other figures lie between"));
        }
        // "… says 1:30 a.m."
        if !told.ends_with('.') {
            told.push('.');
        }
        told
    }

    /// A figure with its slots, a sum with its parts.
    fn words(&self, statement: &Statement) -> String {
        let located = |value: &Value, slots| format!("{value}{}", explain::slots(slots));
        let mut figure = located(statement.value, statement.slots);
        if statement.status != Status::Asserted {
            figure.push_str(&format!(" ({})", statement.status.as_str()));
        }
        let claim = &self.claims[statement.id.index()];
        if claim.derived_from.is_empty() {
            return figure;
        }
        let parts = claim.derived_from.iter().map(|part| &self.claims[part.index()]);
        let parts: Vec<String> = parts.map(|part| located(&part.mention.value, &part.slots)).collect();
        format!("{figure} ({})", parts.join(" + "))
    }

    fn identity(&self, draft: &Draft, topic: &Topic) -> String {
        let said = draft.statements.iter().map(|&index| &self.statements[index]);
        let said: Vec<(&Statement, &Claim)> = said.map(|it| (it, &self.claims[it.id.index()])).collect();
        identity::of(topic, &draft.slots, &said, self.articles)
    }
}

/// Whether a statement counts a part of what its draft is about.
fn is_part(statement: &Statement, draft: &Draft) -> bool {
    matches!(scope::relate(statement.slots, &draft.slots), Scope::Part { .. })
}

/// More pairs than this are counted. A finding of twenty articles that give a figure each has fewer.
const LISTED_PAIRS: usize = 200;

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
