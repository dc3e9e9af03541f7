//! Which claims of a topic may be compared at all, and which pairs of them are.
//!
//! Claims with equal slots form a *cell*. A claim with an unknown slot joins the cell it fits; a part is held against
//! its whole; cells of which only one article speaks are set side by side as not comparable. No step is quadratic in
//! the number of claims: up to [`ALL_PAIRS`] claims of a cell are compared each with each, of more only those that say
//! different things (`sweep`), each by the claims whose contexts are most alike.
//!
//! Invariant: the drafts depend on the statements, not on their order beyond the canonical one they come in.

use super::amount::Side;
use super::decide::{self, Outcome};
use super::likeness::Contexts;
use super::occasion::Part;
use super::partition::{Bond, Partition};
use super::population::POPULATION;
use super::scope::{self, Scope};
use super::statement::Statement;
use super::sweep::{self, ALL_PAIRS};
use super::time;
use super::verdict::{Relation, Verdict};
use crate::article::ArticleId;
use crate::claim::Slots;
use crate::rule::{Slot, Topic};
use crate::value::unit::Dimension;
use crate::value::{Amount, Hedge, Interval, Timex, Value};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// More cells than this are not held against each other, only compared in themselves.
const CROSS_CELLS: usize = 64;

/// How many statements of a cell stand for it when it is held against another.
const REPRESENTATIVES: usize = 24;

/// In a large cell: how many statements, each in words of its own, stand for all that say the same. (P)
const VOICES: usize = 8;

/// Least affinity, in thousandths, of two counts below ten that differ. (P), calibrated on the development stories.
const FEW: u64 = 400;

/// The same of two that meet. (P)
const FEW_THAT_MEET: u64 = 150;

/// Thousandths of strength for each step of nearness of two figures. (P)
const NEARNESS: u64 = 50;

/// Thousandths of affinity for two figures that both stand in the title or the lead. (P)
const LEADING: u64 = 200;

/// Least affinity, in thousandths, of two dates near each other that a rule gives one event. (P)
const SAME_EVENT: u64 = 50;

/// From this affinity on, in thousandths, what one article calls one attack and another several are the same. (P)
const ONE_OF_SEVERAL: u64 = 400;

/// Thousandths of affinity for each slot that a claim need not have and that both sides fill alike: both name the hotel,
/// both speak of an island. (P)
const SAME_SLOT: u64 = 200;

/// A finding in the making: statements by their canonical index, and the pairs that were compared.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// The slots of its cell (of the whole, where parts are held against a whole).
    pub slots: Slots,
    /// The statements it lists.
    pub statements: BTreeSet<usize>,
    /// The pairs, lower index first.
    pub pairs: BTreeMap<(usize, usize), Outcome>,
    /// Whether only the telling pairs were compared, not each with each.
    pub sampled: bool,
}

impl Draft {
    pub(super) fn add(&mut self, left: usize, right: usize, outcome: Outcome) {
        self.statements.extend([left, right]);
        self.pairs.insert((left.min(right), left.max(right)), outcome);
    }

    /// The pairs that give the draft a grave verdict.
    pub(super) fn clashes(&self, verdict: Verdict) -> impl Iterator<Item = (usize, usize)> {
        let clash =
            move |outcome: &Outcome| verdict == Verdict::Of(outcome.relation) && outcome.relation >= Relation::Warning;
        self.pairs.iter().filter(move |(_, outcome)| clash(outcome)).map(|(&pair, _)| pair)
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
    let split = |mut draft: Draft| {
        let explained = group.second_thoughts(&mut draft);
        group.split(draft, &explained).into_iter().flat_map(without_asides).collect::<Vec<_>>()
    };
    drafts.into_iter().flat_map(split).collect()
}

/// How many times one number exceeds another. Of two figures for one thing that differ, newsrooms seldom give one that
/// is more than twice the other; figures further apart are mostly of two things. (P), calibrated on the development
/// stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Distance {
    /// Up to 1.25 times.
    Near,
    /// Up to twice.
    Close,
    /// Names, vague words and dates without a year have none.
    Unknown,
    /// Up to four times.
    Wide,
    /// More than four times.
    Far,
}

impl Distance {
    fn between(left: Decimal, right: Decimal) -> Self {
        let (less, more) = (left.abs().min(right.abs()), left.abs().max(right.abs()));
        if less.is_zero() {
            // "No casualties" is what is first said of anything.
            return Self::Close;
        }
        let Some(times) = more.checked_div(less) else { return Self::Far };
        let within = |percent: i64| times <= Decimal::new(percent, 2);
        match () {
            () if within(125) => Self::Near,
            () if within(200) => Self::Close,
            () if within(400) => Self::Wide,
            () => Self::Far,
        }
    }

    /// The same of two earthquakes: the scale is that of a logarithm, and two readings of one quake differ by a few
    /// tenths. (P)
    fn of_magnitudes(left: Decimal, right: Decimal) -> Self {
        let within = |tenths: i64| (left - right).abs() <= Decimal::new(tenths, 1);
        match () {
            () if within(3) => Self::Near,
            () if within(5) => Self::Close,
            () if within(10) => Self::Wide,
            () => Self::Far,
        }
    }

    /// The same of two dates: news puts one event a day or two off, hardly ever a month. The finer date says what a step is:
    /// "2016" and "October 2017" are two events, "2002" and "2003" may be one. Hours of one day are less telling, as a day
    /// may see two attacks. (P)
    fn of_dates(left: &Timex, right: &Timex) -> Option<Self> {
        Some(match time::steps_apart(left, right)? {
            1..=2 => Self::Near,
            0 | 3..=4 => Self::Close,
            5..=8 => Self::Wide,
            _ => Self::Far,
        })
    }

    /// The same of two figures that have no others to be compared with: up to four times apart they need be no more alike
    /// than twice apart. (P)
    fn without_rivals(self) -> Self {
        if self == Self::Wide { Self::Close } else { self }
    }

    /// Least affinity, in thousandths, of two figures so far apart that differ, if their difference is to say something.
    fn least_affinity(self) -> u64 {
        match self {
            Self::Near => 100,
            Self::Close => 200,
            Self::Unknown => 200,
            Self::Wide => 350,
            Self::Far => 550,
        }
    }
}

/// Whether two figures are of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counterparts {
    /// They are.
    Yes,
    /// They may be, if others say so.
    Perhaps,
    /// Nothing says so: their difference says nothing.
    No,
}

/// What bears on all pairs of a draft.
struct Traits {
    /// Whether only two articles speak, with one figure each: neither has a rival for the counterpart of the other.
    no_rivals: bool,
    /// Whether its tolls are of several places, or of one attack and of several.
    several_occasions: bool,
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
        let sampled = cell.members.len() > ALL_PAIRS;
        let mut draft = Draft { slots: cell.slots.clone(), sampled, ..Draft::default() };
        draft.statements.extend(&cell.members);
        let pairs = if sampled { self.telling_pairs(&cell.members) } else { each_with_each(&cell.members) };
        for (left, right) in pairs {
            if self.article(left) != self.article(right) {
                draft.add(left, right, self.decide(left, right));
            }
        }
        draft
    }

    /// The pairs of a large cell that are compared: whatever says the same is one side of them.
    fn telling_pairs(&self, members: &[usize]) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        let mut sayings: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for &index in members {
            let voices = sayings.entry(self.statements[index].class).or_default();
            let is_new = voices.iter().all(|&voice| !self.contexts.same_surroundings(voice, index));
            if voices.len() < VOICES && is_new {
                pairs.extend(voices.iter().map(|&voice| (voice, index)));
                voices.push(index);
            } else {
                pairs.extend(self.most_alike(voices, &[index]));
            }
        }
        let voices: BTreeMap<usize, &Vec<usize>> = sayings.values().map(|voices| (voices[0], voices)).collect();
        let different: Vec<usize> = voices.keys().copied().collect();
        let telling = sweep::pairs(self.statements, &different, self.topic.compare.within_hours);
        pairs.extend(telling.iter().filter_map(|(left, right)| self.most_alike(voices[left], voices[right])));
        pairs
    }

    /// Of what two sides say, the two statements of different articles whose contexts are most alike.
    fn most_alike(&self, here: &[usize], there: &[usize]) -> Option<(usize, usize)> {
        let pairs = here.iter().flat_map(|&left| there.iter().map(move |&right| (left, right)));
        let apart = pairs.filter(|&(left, right)| self.article(left) != self.article(right));
        apart.max_by_key(|&(left, right)| (self.affinity(left, right), std::cmp::Reverse((left, right))))
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
        for (left, right) in each_with_each(&members) {
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
        let own = if draft.sampled { self.by_article(draft) } else { BTreeMap::new() };
        let mut met: BTreeMap<(usize, ArticleId), Vec<usize>> = BTreeMap::new();
        for (&(left, right), outcome) in &draft.pairs {
            if is_meeting(outcome.relation) {
                met.entry((left, self.article(right))).or_default().push(right);
                met.entry((right, self.article(left))).or_default().push(left);
            }
        }
        let absolves = |other: usize, by: usize| {
            let (other, by) = (self.statements[other].value, self.statements[by].value);
            if let (Some(other), Some(by)) = (other.timex(), by.timex()) {
                // "On Sunday" meets every hour of that day.
                return by.grain() <= other.grain();
            }
            let (Some(other), Some(by)) = (other.amount(), by.amount()) else {
                return true;
            };
            // A bound or a vague word meets too much to absolve any figure but its own.
            let narrow = by.interval().high.is_some() && by.stated().is_some();
            narrow || by.stated().is_some() && by.stated() == other.stated()
        };
        let find = |side: usize, other: usize| {
            if let Some(own) = own.get(&self.article(other)) {
                let meets = |by: usize| is_meeting(self.decide(side, by).relation);
                return own.iter().copied().find(|&by| by != other && absolves(other, by) && meets(by));
            }
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

    /// Splits a draft so that nothing in a finding differs from anything else in it without being its counterpart.
    ///
    /// Two articles that tell of several tolls differ in most pairs of them. A difference says something only between
    /// counterparts: figures whose contexts are the more alike the further they lie apart. What an article itself tells
    /// apart is of different things, so that each figure of one article finds the one of another that fits it best.
    /// Figures whose difference says nothing are kept apart; what is left alone becomes a finding of its article.
    ///
    /// What an article explains as its own earlier figure stays.
    fn split(&self, mut draft: Draft, explained: &BTreeSet<(usize, usize)>) -> Vec<Draft> {
        let voices = self.voices(&draft);
        let traits = self.traits(&draft);
        let mut partition = Partition::default();
        for (left, right) in self.told_apart(&draft) {
            partition.ban(voices[&left], voices[&right]);
        }
        draft.pairs.retain(|&(left, right), outcome| {
            let told = explained.contains(&(left, right));
            let counterparts =
                if told { Counterparts::Yes } else { self.counterparts(left, right, outcome.relation, &traits) };
            let (here, there) = (voices[&left], voices[&right]);
            match (counterparts, outcome.relation) {
                (Counterparts::No, _) => partition.ban(here, there),
                (Counterparts::Perhaps, _) => {}
                (Counterparts::Yes, Relation::Scope) => partition.tie(here, there, Bond::Beside),
                (Counterparts::Yes, relation) => {
                    partition.tie(here, there, Bond::Compared(self.strength(left, right, relation, &traits)));
                }
            }
            counterparts != Counterparts::No
        });
        let group_of = partition.groups(voices.values().max().map_or(0, |last| last + 1));
        let group = |index: usize| group_of[voices[&index]];
        let mut groups: BTreeMap<usize, Draft> = BTreeMap::new();
        for &index in &draft.statements {
            let part = groups.entry(group(index)).or_default();
            part.slots.clone_from(&draft.slots);
            part.sampled = draft.sampled;
            part.statements.insert(index);
        }
        for ((left, right), outcome) in draft.pairs {
            if group(left) == group(right) {
                groups.entry(group(left)).or_default().add(left, right, outcome);
            }
        }
        self.join_lonely(groups.into_values())
    }

    /// What bears on all pairs of a draft.
    fn traits(&self, draft: &Draft) -> Traits {
        let is_single = |own: &[usize]| {
            let first = self.statements[own[0]].value;
            own.iter().all(|&index| self.statements[index].value == first)
        };
        let by_article = self.by_article(draft);
        let no_rivals = by_article.len() == 2 && by_article.values().all(|own| is_single(own));
        let several_occasions = draft.pairs.keys().any(|&(left, right)| self.differ_in_occasion(left, right));
        Traits { no_rivals, several_occasions }
    }

    /// How alike two figures of a draft are; where its figures are of several places, the same place is telling.
    fn likeness(&self, left: usize, right: usize, traits: &Traits) -> u64 {
        let [here, there] = [left, right].map(|index| &self.statements[index].occasion);
        let placed = traits.several_occasions && here.is_same_as(there);
        self.affinity(left, right) + if placed { SAME_SLOT } else { 0 }
    }

    /// Whether two figures that were compared are each other's counterparts, as far as their contexts and sizes say.
    fn counterparts(&self, left: usize, right: usize, relation: Relation, traits: &Traits) -> Counterparts {
        let affinity = self.likeness(left, right, traits);
        let distance = self.distance(left, right);
        let told = self.statements[left].cues.earlier || self.statements[right].cues.earlier;
        match relation {
            Relation::Scope => Counterparts::Yes,
            _ if !matches!(relation, Relation::Agree | Relation::Rounded) && self.differ_in_occasion(left, right) => {
                Counterparts::No
            }
            // Every article is full of small counts; that two of them are equal says little.
            Relation::Agree | Relation::Rounded | Relation::Compatible
                if self.are_few(left, right) && affinity < FEW_THAT_MEET && !self.are_of_one_group(left, right) =>
            {
                Counterparts::Perhaps
            }
            // A bound meets every figure beyond it, also that of another event.
            Relation::Compatible if distance == Distance::Far && affinity < distance.least_affinity() => {
                Counterparts::No
            }
            Relation::Agree | Relation::Rounded | Relation::Compatible => Counterparts::Yes,
            Relation::Updated | Relation::Changed | Relation::Revised if told && distance < Distance::Far => {
                Counterparts::Yes
            }
            _ => {
                // An update raises no alarm, and a toll may grow to many times what it was.
                let grown = matches!(relation, Relation::Updated | Relation::Changed | Relation::Revised);
                let moved = grown && !self.is_few(left) && !self.is_few(right);
                // The rule names the event that it dates: that much is alike, however the articles put it.
                let dated = self.statements[left].value.timex().is_some() && distance == Distance::Near;
                let near = if traits.no_rivals { distance.without_rivals() } else { distance };
                let least = if dated { SAME_EVENT } else { near.least_affinity() / if moved { 2 } else { 1 } };
                let least = if self.are_few(left, right) { least.max(FEW) } else { least };
                match affinity {
                    _ if affinity >= least => Counterparts::Yes,
                    // What brings others of the group together may bring these together, too.
                    _ if affinity * 3 >= least && distance <= Distance::Close => Counterparts::Perhaps,
                    _ => Counterparts::No,
                }
            }
        }
    }

    /// Whether two tolls are of different places, or the lesser may be of one attack or place and the other of several.
    fn differ_in_occasion(&self, left: usize, right: usize) -> bool {
        let [here, there] = [left, right].map(|index| &self.statements[index]);
        let exceeds = |part: &Statement, whole: &Statement| {
            let interval = |side: &Statement| side.value.amount().map(Amount::interval);
            interval(whole).zip(interval(part)).is_some_and(|(whole, part)| whole.lies_below(&part))
        };
        let is_part = |part: &Statement, whole: &Statement| match part.occasion.part_of(&whole.occasion) {
            _ if exceeds(part, whole) => false,
            Some(Part::Place) => true,
            Some(Part::OneOfSeveral) => self.affinity(left, right) < ONE_OF_SEVERAL,
            None => false,
        };
        here.occasion.is_elsewhere(&there.occasion) || is_part(here, there) || is_part(there, here)
    }

    /// Whether both are counts below ten: every article is full of those.
    fn are_few(&self, left: usize, right: usize) -> bool {
        self.is_few(left) && self.is_few(right)
    }

    fn is_few(&self, index: usize) -> bool {
        let Value::Count(amount) = self.statements[index].value else { return false };
        amount.stated().is_some_and(|stated| stated < Decimal::TEN)
    }

    /// Whether both name the same group of people: "two men" and "two men", not "two people".
    fn are_of_one_group(&self, left: usize, right: usize) -> bool {
        let group = |index: usize| self.statements[index].slots.get(POPULATION);
        group(left).is_some() && group(left) == group(right)
    }

    /// How strongly two voices belong together: likeness of their contexts, and nearness of their figures.
    fn strength(&self, left: usize, right: usize, relation: Relation, traits: &Traits) -> u64 {
        let is_vague = |index: usize| self.statements[index].hedge() == Some(Hedge::Vague);
        if is_vague(left) != is_vague(right) {
            // "Hundreds" is near to many figures. A figure goes with figures first.
            return self.likeness(left, right, traits) / 2;
        }
        let nearness = match self.distance(left, right) {
            _ if relation == Relation::Agree => 4,
            Distance::Near => 3,
            Distance::Close => 2,
            Distance::Wide | Distance::Unknown => 1,
            Distance::Far => 0,
        };
        self.likeness(left, right, traits) + nearness * NEARNESS
    }

    /// Pairs of statements of one article that differ, and of which the article calls neither an earlier state.
    fn told_apart(&self, draft: &Draft) -> Vec<(usize, usize)> {
        let mut apart = Vec::new();
        for own in self.by_article(draft).values().map(|own| self.representatives(own)) {
            for (at, &left) in own.iter().enumerate() {
                let differs = |&right: &usize| {
                    let cues = [self.statements[left].cues, self.statements[right].cues];
                    let earlier = cues.iter().any(|cues| cues.earlier || cues.rising);
                    let far = || self.distance(left, right) == Distance::Far;
                    (!earlier || far())
                        && match self.decide(left, right).relation {
                            Relation::Scope | Relation::Agree | Relation::Rounded => false,
                            Relation::Compatible => far(),
                            _ => true,
                        }
                };
                apart.extend(own[at + 1..].iter().copied().filter(differs).map(|right| (left, right)));
            }
        }
        apart
    }

    fn by_article(&self, draft: &Draft) -> BTreeMap<ArticleId, Vec<usize>> {
        let mut by_article: BTreeMap<ArticleId, Vec<usize>> = BTreeMap::new();
        for &index in &draft.statements {
            by_article.entry(self.article(index)).or_default().push(index);
        }
        by_article
    }

    /// What an article says once or several times is one voice.
    fn voices(&self, draft: &Draft) -> BTreeMap<usize, usize> {
        let mut first: BTreeMap<(ArticleId, String), usize> = BTreeMap::new();
        let mut voices = BTreeMap::new();
        for &index in &draft.statements {
            let next = first.len();
            let key = (self.article(index), self.statements[index].value.to_string());
            voices.insert(index, *first.entry(key).or_insert(next));
        }
        voices
    }

    /// What one article alone says, and is compared with nothing, is listed together.
    fn join_lonely(&self, groups: impl IntoIterator<Item = Draft>) -> Vec<Draft> {
        let mut joined = Vec::new();
        let mut lonely: BTreeMap<ArticleId, Draft> = BTreeMap::new();
        for group in groups {
            if !group.pairs.is_empty() {
                joined.push(group);
                continue;
            }
            for &index in &group.statements {
                let of_article = lonely.entry(self.article(index)).or_default();
                of_article.slots.clone_from(&group.slots);
                of_article.statements.insert(index);
            }
        }
        joined.extend(lonely.into_values());
        joined
    }

    /// How far apart the numbers or dates of two statements lie.
    fn distance(&self, left: usize, right: usize) -> Distance {
        if let (Some(here), Some(there)) = (self.statements[left].value.timex(), self.statements[right].value.timex()) {
            return Distance::of_dates(here, there).unwrap_or(Distance::Unknown);
        }
        let stated = |index: usize| self.statements[index].value.amount().and_then(Amount::stated);
        let (stated_left, stated_right) = (stated(left), stated(right));
        if let (Some(here), Some(there)) = (stated_left, stated_right) {
            let is_magnitude =
                |value: &Value| matches!(value, Value::Measure(_, unit) if unit.dimension == Dimension::Magnitude);
            return match is_magnitude(self.statements[left].value) {
                true => Distance::of_magnitudes(here, there),
                false => Distance::between(here, there),
            };
        }
        // "Dozens" lie as far from 600 as their upper end does.
        let interval = |index: usize| self.statements[index].value.amount().map(Amount::interval);
        let (Some(left), Some(right)) = (interval(left), interval(right)) else { return Distance::Unknown };
        // "Tens of thousands" are far more than the twelve of "more than 12".
        let end = |side: Interval, number: Option<Decimal>| number.or(side.high);
        let (left_end, right_end) = (end(left, stated_left), end(right, stated_right));
        let below = |end: Option<Decimal>, high: Interval| end.filter(|end| *end < high.low).map(|end| (end, high.low));
        let gap = below(left_end, right).or_else(|| below(right_end, left));
        gap.map_or(Distance::Unknown, |(end, start)| Distance::between(end, start))
    }

    /// Likeness of the contexts, and more if both stand in the title or the lead, or name the same thing.
    fn affinity(&self, left: usize, right: usize) -> u64 {
        let leads = self.statements[left].leads && self.statements[right].leads;
        let slots = [left, right].map(|index| self.statements[index].slots);
        let is_named = |slot: &&Slot| slots[0].get(&slot.name).is_some_and(|own| slots[1].get(&slot.name) == Some(own));
        let named = self.topic.slots.iter().filter(|slot| !slot.required).filter(is_named).count();
        self.contexts.score(left, right) + if leads { LEADING } else { 0 } + SAME_SLOT * named as u64
    }
}

fn each_with_each(members: &[usize]) -> Vec<(usize, usize)> {
    let after = |at: usize| members[at + 1..].iter().map(move |&right| (members[at], right));
    (0..members.len()).flat_map(after).collect()
}

/// A pair that was not joined because the unknown field of one side could be any of several.
fn undetermined(outcome: Outcome) -> Outcome {
    if outcome.relation == Relation::Scope {
        return outcome;
    }
    let reason = "One side does not say which of several it means.".to_owned();
    Outcome { relation: Relation::Scope, reason, notes: outcome.notes }
}

/// Parts what is not comparable from what agrees: among figures that agree, one of something else would pass for theirs.
fn without_asides(mut draft: Draft) -> Vec<Draft> {
    let ends = |pairs: &BTreeMap<(usize, usize), Outcome>| -> BTreeSet<usize> {
        pairs.keys().flat_map(|&(left, right)| [left, right]).collect()
    };
    let agree = draft.pairs.values().all(|it| it.relation == Relation::Scope || is_meeting(it.relation));
    let (meeting, scope): (BTreeMap<_, _>, BTreeMap<_, _>) =
        draft.pairs.iter().map(|(&pair, it)| (pair, it.clone())).partition(|(_, it)| is_meeting(it.relation));
    let compared = ends(&meeting);
    let asides: BTreeSet<usize> = ends(&scope).difference(&compared).copied().collect();
    if !agree || meeting.is_empty() || asides.is_empty() {
        return vec![draft];
    }
    let is_aside = |&(left, right): &(usize, usize)| asides.contains(&left) || asides.contains(&right);
    let mut beside = Draft { slots: draft.slots.clone(), sampled: draft.sampled, ..Draft::default() };
    beside.pairs = scope.into_iter().filter(|(pair, _)| is_aside(pair)).collect();
    beside.statements = ends(&beside.pairs);
    draft.pairs.retain(|pair, _| !is_aside(pair));
    draft.statements.retain(|index| !asides.contains(index));
    vec![draft, beside]
}

/// Whether the values of a pair meet.
fn is_meeting(relation: Relation) -> bool {
    matches!(relation, Relation::Agree | Relation::Rounded | Relation::Compatible)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::time::Stretch;
    use jiff::civil::date;

    #[test]
    fn distance_is_that_of_the_greater_to_the_less() {
        let between = |left: i64, right: i64| Distance::between(Decimal::from(left), Decimal::from(right));
        assert_eq!(between(40, 50), Distance::Near);
        assert_eq!(between(100, 55), Distance::Close);
        assert_eq!(between(10, 40), Distance::Wide);
        assert_eq!(between(10, 31_000), Distance::Far);
        assert_eq!(between(0, 11), Distance::Close);
        assert_eq!(Distance::between(Decimal::MAX, Decimal::new(1, 28)), Distance::Far);
        let quakes = |left: i64, right: i64| Distance::of_magnitudes(Decimal::new(left, 1), Decimal::new(right, 1));
        assert_eq!(quakes(59, 61), Distance::Near);
        assert_eq!(quakes(38, 59), Distance::Far);
        assert_eq!(Distance::between(Decimal::MAX, Decimal::MAX), Distance::Near);
    }

    #[test]
    fn dates_lie_apart_in_steps_of_the_finer() {
        let between = |left: Stretch, right: Stretch| Distance::of_dates(&Timex::new(left), &Timex::new(right));
        let (year, day) = (Stretch::Year, |year, month, day| Stretch::Day(date(year, month, day)));
        let month = |year, month| Stretch::Month { year: Some(year), month };
        assert_eq!(between(day(2017, 3, 26), day(2017, 3, 25)), Some(Distance::Near));
        assert_eq!(between(day(2017, 3, 26), day(2017, 3, 26)), Some(Distance::Close));
        assert_eq!(between(month(2007, 10), year(2008)), Some(Distance::Near));
        assert_eq!(between(year(2002), year(2003)), Some(Distance::Near));
        assert_eq!(between(year(2016), day(2017, 10, 1)), Some(Distance::Far));
        assert_eq!(between(day(2005, 2, 22), day(2005, 11, 27)), Some(Distance::Far));
        assert_eq!(between(Stretch::Weekday(7), day(2005, 11, 27)), None);
    }
}
