//! Which claims of a topic may be compared at all, and which pairs of them are.
//!
//! Claims with equal slots form a *cell*. A claim with an unknown slot joins the cell it fits; a part is held against
//! its whole; cells of which only one article speaks are set side by side as not comparable. No step is quadratic in
//! the number of claims: up to [`ALL_PAIRS`] claims of a cell are compared each with each, of more only the distinct
//! ones, and of many distinct ones the neighbours and the extremes.
//!
//! Invariant: the drafts depend on the statements, not on their order beyond the canonical one they come in.

use super::amount::Side;
use super::decide::{self, Outcome};
use super::likeness::Contexts;
use super::scope::{self, Scope};
use super::statement::Statement;
use super::verdict::Relation;
use crate::article::ArticleId;
use crate::claim::Slots;
use crate::rule::Topic;
use crate::value::Amount;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Up to so many claims (or distinct statements) are compared each with each.
const ALL_PAIRS: usize = 96;

/// Beyond [`ALL_PAIRS`]: how many neighbours in the order of values each distinct statement is compared with.
const NEIGHBOURS: usize = 8;

/// More cells than this are not held against each other, only compared in themselves.
const CROSS_CELLS: usize = 64;

/// How many statements of a cell stand for it when it is held against another.
const REPRESENTATIVES: usize = 24;

/// Least affinity, in thousandths, of two figures that differ. (P), calibrated on the development stories.
const COUNTERPARTS: u64 = 200;

/// The same for figures of which one is more than [`FAR`] times the other. (P)
const COUNTERPARTS_FAR_APART: u64 = 550;

/// How many times one figure exceeds another that is far from it. (P)
const FAR: Decimal = Decimal::from_parts(4, 0, 0, false, 0);

/// Thousandths of affinity for two figures that both stand in the title or the lead. (P)
const LEADING: u64 = 200;

/// A finding in the making: statements by their canonical index, and the pairs that were compared.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// The slots of its cell (of the whole, where parts are held against a whole).
    pub slots: Slots,
    /// The statements it lists.
    pub statements: BTreeSet<usize>,
    /// The pairs, lower index first.
    pub pairs: BTreeMap<(usize, usize), Outcome>,
}

impl Draft {
    pub(super) fn add(&mut self, left: usize, right: usize, outcome: Outcome) {
        self.statements.extend([left, right]);
        self.pairs.insert((left.min(right), left.max(right)), outcome);
    }
}

/// The findings of one topic. `members` are indices into `statements`, in canonical order.
pub(super) fn drafts(statements: &[Statement], members: &[usize], topic: &Topic, contexts: &Contexts) -> Vec<Draft> {
    let group = Group { statements, topic, contexts };
    let cells = group.cells(members);
    let mut drafts: Vec<Draft> = cells.iter().map(|cell| group.within(cell)).collect();
    if cells.len() <= CROSS_CELLS {
        group.hold_parts_against_wholes(&cells, &mut drafts);
        group.set_side_by_side(&mut drafts);
    }
    drafts.retain(|draft| !draft.statements.is_empty());
    for draft in &mut drafts {
        let explained = group.second_thoughts(draft);
        group.keep_counterparts(draft, &explained);
    }
    drafts.retain(|draft| !draft.statements.is_empty());
    drafts
}

/// Statements with the same slots and the same measure.
struct Cell {
    slots: Slots,
    members: Vec<usize>,
}

struct Group<'a> {
    statements: &'a [Statement<'a>],
    topic: &'a Topic,
    contexts: &'a Contexts<'a>,
}

impl Group<'_> {
    fn decide(&self, left: usize, right: usize) -> Outcome {
        decide::decide(&self.statements[left], &self.statements[right], self.topic)
    }

    fn article(&self, index: usize) -> ArticleId {
        self.statements[index].article
    }

    fn articles(&self, members: impl IntoIterator<Item = usize>) -> BTreeSet<ArticleId> {
        members.into_iter().map(|index| self.article(index)).collect()
    }

    fn scope(&self, left: &Cell, right: &Cell) -> Option<Scope> {
        let (&left_first, &right_first) = (left.members.first()?, right.members.first()?);
        let (left_value, right_value) = (self.statements[left_first].value, self.statements[right_first].value);
        if scope::measure_differs(left_value, right_value).is_some() {
            return None;
        }
        Some(scope::relate(&left.slots, &right.slots))
    }

    fn cells(&self, members: &[usize]) -> Vec<Cell> {
        let mut by_key: BTreeMap<(&Slots, String), Vec<usize>> = BTreeMap::new();
        for &index in members {
            let statement = &self.statements[index];
            by_key.entry((statement.slots, scope::measure(statement.value))).or_default().push(index);
        }
        let mut cells: Vec<Cell> =
            by_key.into_iter().map(|((slots, _), members)| Cell { slots: slots.clone(), members }).collect();
        // From the emptiest to the fullest, so that what joins a cell can move on with it.
        cells.sort_by_key(|cell| cell.slots.len());
        if cells.len() <= CROSS_CELLS {
            self.place_unknown(&mut cells);
        }
        cells
    }

    /// Moves claims with an unknown slot to the cell that they fit: the only one, else one that they agree with.
    fn place_unknown(&self, cells: &mut [Cell]) {
        for from in 0..cells.len() {
            let targets: Vec<usize> = (from + 1..cells.len())
                .filter(|&to| matches!(self.scope(&cells[from], &cells[to]), Some(Scope::Assumed(_) | Scope::Same)))
                .collect();
            for index in std::mem::take(&mut cells[from].members) {
                let to = self.best_fit(index, cells, &targets).unwrap_or(from);
                cells[to].members.push(index);
            }
        }
        for cell in cells {
            cell.members.sort_unstable();
        }
    }

    fn best_fit(&self, index: usize, cells: &[Cell], targets: &[usize]) -> Option<usize> {
        let gravest = |to: usize| {
            let others = self.representatives(&cells[to].members);
            others.into_iter().map(|other| self.decide(index, other).relation).collect::<BTreeSet<_>>()
        };
        let comparable = |relations: &BTreeSet<Relation>| relations.iter().any(|relation| *relation != Relation::Scope);
        let meets = |relations: &BTreeSet<Relation>| relations.iter().any(|relation| is_meeting(*relation));
        match targets {
            [only] => comparable(&gravest(*only)).then_some(*only),
            several => several.iter().copied().find(|&to| meets(&gravest(to))),
        }
    }

    fn representatives(&self, members: &[usize]) -> Vec<usize> {
        let mut seen = BTreeSet::new();
        let distinct =
            members.iter().copied().filter(|&index| seen.insert((self.article(index), self.distinct_key(index))));
        distinct.take(REPRESENTATIVES).collect()
    }

    /// What makes two statements of a cell the same for comparison, apart from their articles.
    fn distinct_key(
        &self,
        index: usize,
    ) -> (String, Option<&str>, Option<super::time::AsOf>, crate::extract::Status, bool) {
        let statement = &self.statements[index];
        let speaker = statement.speaker.map(|speaker| speaker.name.as_str());
        (statement.value.to_string(), speaker, statement.as_of, statement.status, statement.weak)
    }

    fn within(&self, cell: &Cell) -> Draft {
        let mut draft = Draft { slots: cell.slots.clone(), ..Draft::default() };
        draft.statements.extend(&cell.members);
        for (left, right) in self.candidates(&cell.members) {
            if self.article(left) != self.article(right) {
                draft.add(left, right, self.decide(left, right));
            }
        }
        draft
    }

    /// The pairs that are compared: all of a small cell, the telling ones of a large one.
    fn candidates(&self, members: &[usize]) -> Vec<(usize, usize)> {
        let each_with_each = |members: &[usize]| -> Vec<(usize, usize)> {
            let after = |at: usize| members[at + 1..].iter().map(move |&right| (members[at], right));
            (0..members.len()).flat_map(after).collect()
        };
        if members.len() <= ALL_PAIRS {
            return each_with_each(members);
        }
        let mut first_of = BTreeMap::new();
        let mut pairs = Vec::new();
        for &index in members {
            let first = *first_of.entry(self.distinct_key(index)).or_insert(index);
            if first != index {
                pairs.push((first, index));
            }
        }
        let mut distinct: Vec<usize> = first_of.into_values().collect();
        distinct.sort_unstable();
        if distinct.len() <= ALL_PAIRS {
            pairs.extend(each_with_each(&distinct));
            return pairs;
        }
        let size = |index: usize| self.statements[index].value.amount().map(|amount| amount.interval().low);
        for by_value in [true, false] {
            distinct.sort_by_key(|&index| {
                let (size, time) = (size(index), self.statements[index].as_of);
                (by_value.then_some(size), time, size, index)
            });
            for (at, &left) in distinct.iter().enumerate() {
                let end = distinct.len().min(at + 1 + NEIGHBOURS);
                pairs.extend(distinct[at + 1..end].iter().map(|&right| (left, right)));
                pairs.extend([(distinct[0], left), (left, distinct[distinct.len() - 1])]);
            }
        }
        pairs.retain(|(left, right)| left != right);
        pairs
    }

    /// Adds to the finding of a whole the parts that exceed it or that tell the same more finely; where one article alone
    /// speaks of the whole, its parts in other articles are listed with it as not comparable.
    fn hold_parts_against_wholes(&self, cells: &[Cell], drafts: &mut [Draft]) {
        let mut beside = Vec::new();
        for (at, cell) in cells.iter().enumerate() {
            for (other_at, other) in cells.iter().enumerate().skip(at + 1) {
                let Some(Scope::Part { part, .. }) = self.scope(cell, other) else {
                    continue;
                };
                let (part_at, whole_at) = if part == Side::Left { (at, other_at) } else { (other_at, at) };
                for &left in &self.representatives(&cells[part_at].members) {
                    for &right in &self.representatives(&cells[whole_at].members) {
                        if self.article(left) == self.article(right) {
                            continue;
                        }
                        let outcome = self.decide(left, right);
                        if outcome.relation == Relation::Scope {
                            beside.push((part_at, whole_at, left, right, outcome));
                        } else {
                            drafts[whole_at].add(left, right, outcome);
                        }
                    }
                }
            }
        }
        let lonely: Vec<bool> = drafts.iter().map(|draft| draft.pairs.is_empty()).collect();
        for (part_at, whole_at, left, right, outcome) in beside {
            if lonely[whole_at] {
                drafts[whole_at].add(left, right, outcome);
                if lonely[part_at] {
                    // Listed with the whole; a finding of its own would say nothing more.
                    drafts[part_at].statements.clear();
                }
            } else if lonely[part_at] && drafts[part_at].statements.contains(&left) {
                drafts[part_at].add(left, right, outcome);
            }
        }
    }

    /// Joins what single articles say of different things into one finding: not comparable, and why.
    fn set_side_by_side(&self, drafts: &mut Vec<Draft>) {
        let lonely: Vec<usize> =
            (0..drafts.len()).filter(|&at| drafts[at].pairs.is_empty() && !drafts[at].statements.is_empty()).collect();
        let members: BTreeSet<usize> = lonely.iter().flat_map(|&at| drafts[at].statements.iter().copied()).collect();
        if lonely.len() < 2 || self.articles(members.iter().copied()).len() < 2 {
            return;
        }
        let mut joint = Draft::default();
        let members = self.representatives(&members.into_iter().collect::<Vec<_>>());
        for (left, right) in self.candidates(&members) {
            if self.article(left) != self.article(right) {
                joint.add(left, right, undetermined(self.decide(left, right)));
            }
        }
        for at in lonely {
            if drafts[at].statements.iter().all(|index| joint.statements.contains(index)) {
                drafts[at].statements.clear();
            }
        }
        drafts.push(joint);
    }

    /// Takes alarms back where an article itself gives a value that the other side satisfies: the difference is then one
    /// within that article (an earlier state, a hedge left out in a headline), not one between the two.
    fn second_thoughts(&self, draft: &mut Draft) -> BTreeSet<(usize, usize)> {
        let mut explained = BTreeSet::new();
        let mut met: BTreeMap<(usize, ArticleId), Vec<usize>> = BTreeMap::new();
        for (&(left, right), outcome) in &draft.pairs {
            if is_meeting(outcome.relation) {
                met.entry((left, self.article(right))).or_default().push(right);
                met.entry((right, self.article(left))).or_default().push(left);
            }
        }
        let absolves = |other: usize, by: usize| {
            let (Some(other), Some(by)) = (self.statements[other].value.amount(), self.statements[by].value.amount())
            else {
                return true;
            };
            // A bound or a vague word meets too much to absolve any figure but its own.
            let narrow = by.interval().high.is_some() && by.stated().is_some();
            narrow || by.stated().is_some() && by.stated() == other.stated()
        };
        let find = |side: usize, other: usize| {
            let alternatives = met.get(&(side, self.article(other)))?;
            alternatives.iter().copied().find(|&by| absolves(other, by))
        };
        for (&(left, right), outcome) in &mut draft.pairs {
            if !matches!(outcome.relation, Relation::Conflict | Relation::Misquoted | Relation::Regressed) {
                continue;
            }
            let (met, by) = match (find(left, right), find(right, left)) {
                (Some(by), _) => (left, by),
                (None, Some(by)) => (right, by),
                (None, None) => continue,
            };
            let other = if met == left { right } else { left };
            *outcome = self.within_one_article(met, other, by);
            if outcome.relation < Relation::Warning {
                explained.insert((left, right));
            }
        }
        explained
    }

    /// The outcome for two statements of which `met` is satisfied by what the article of `other` says elsewhere, in `by`.
    fn within_one_article(&self, met: usize, other: usize, by: usize) -> Outcome {
        if self.statements[by].cues.earlier {
            // The other article calls this figure an earlier state itself.
            let mut dated = self.statements[met].clone();
            dated.cues.earlier = true;
            let outcome = decide::decide(&dated, &self.statements[other], self.topic);
            if outcome.relation < Relation::Warning {
                return outcome;
            }
        }
        let text = &self.statements[by].value;
        Outcome {
            relation: Relation::Warning,
            reason: format!("One of the two articles also says {text}, which the other one's figure meets."),
            notes: vec!["differs within one article".to_owned()],
        }
    }

    /// Leaves out differences between figures that are not each other's counterpart.
    ///
    /// Two articles that tell of several tolls differ in most pairs of them. A difference says something only if each
    /// figure is the one in its article that the other's context fits best, or if both lead their articles.
    ///
    /// What an article explains as its own earlier figure stays.
    fn keep_counterparts(&self, draft: &mut Draft, explained: &BTreeSet<(usize, usize)>) {
        let mut best: BTreeMap<(usize, ArticleId), u64> = BTreeMap::new();
        for &(left, right) in draft.pairs.keys() {
            let score = self.affinity(left, right);
            for (here, there) in [(left, right), (right, left)] {
                let entry = best.entry((here, self.article(there))).or_default();
                *entry = score.max(*entry);
            }
        }
        draft.pairs.retain(|&(left, right), outcome| {
            let score = self.affinity(left, right);
            let mutual = score == best[&(left, self.article(right))] && score == best[&(right, self.article(left))];
            let told = self.statements[left].cues.earlier || self.statements[right].cues.earlier;
            let moved = outcome.relation < Relation::Warning && (told || explained.contains(&(left, right)));
            let differs = outcome.relation > Relation::Compatible && !moved;
            !differs || (mutual && score >= self.least_affinity(left, right))
        });
        if !draft.pairs.is_empty() {
            draft.statements = draft.pairs.keys().flat_map(|&(left, right)| [left, right]).collect();
        }
    }

    /// The further apart two figures are, the more alike their contexts must be: a toll of 10 and one of 31,000 are of
    /// two events unless everything else says that they are of one.
    fn least_affinity(&self, left: usize, right: usize) -> u64 {
        let stated = |index: usize| self.statements[index].value.amount().and_then(Amount::stated);
        match (stated(left), stated(right)) {
            (Some(left), Some(right))
                if left.max(right) > left.min(right).max(Decimal::ONE) * FAR && !left.min(right).is_zero() =>
            {
                COUNTERPARTS_FAR_APART
            }
            _ => COUNTERPARTS,
        }
    }

    /// Likeness of the contexts, and more if both stand in the title or the lead.
    fn affinity(&self, left: usize, right: usize) -> u64 {
        let leads = self.statements[left].leads && self.statements[right].leads;
        self.contexts.score(left, right) + if leads { LEADING } else { 0 }
    }
}

/// A pair that was not joined because the unknown field of one side could be any of several.
fn undetermined(outcome: Outcome) -> Outcome {
    if outcome.relation == Relation::Scope {
        return outcome;
    }
    let reason = "One side does not say which of several it means.".to_owned();
    Outcome { relation: Relation::Scope, reason, notes: outcome.notes }
}

/// Whether the values of a pair meet.
fn is_meeting(relation: Relation) -> bool {
    matches!(relation, Relation::Agree | Relation::Rounded | Relation::Compatible)
}
