//! Which of many statements are compared, when comparing each with each would cost too much.
//!
//! Statements that a decision cannot tell apart are one here. Up to [`ALL_PAIRS`] different ones are compared each with
//! each. Of more, each is held against
//!
//! - the nearest in time of the figures next to it in size: most contradictions are between neighbours;
//! - the lowest and the highest of its own time, of the time before, of all earlier ones, of those without a time, and
//!   of all: if any two figures of one time contradict each other, each of them contradicts one of these; and a figure
//!   that falls where it should rise lies below the highest of the earlier ones.
//!
//! The same is done among sound statements alone, so that no vague one hides a sound one behind it, and among those of
//! each named speaker.
//!
//! Invariant: at most a fixed number of pairs for each statement, found in n log n.

use super::reconcile::Extent;
use super::statement::Statement;
use super::time::AsOf;
use crate::extract::Status;
use crate::value::{Hedge, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Up to so many claims (or different statements) are compared each with each.
pub(super) const ALL_PAIRS: usize = 96;

/// How many of the next greater sizes a statement is held against.
const NEXT_SIZES: usize = 6;

/// The pairs of `different` statements that are compared, lower index first. `within_hours` is how far apart in time
/// figures of one time may lie.
pub(super) fn pairs(statements: &[Statement], different: &[usize], within_hours: u32) -> BTreeSet<(usize, usize)> {
    let mut sweep =
        Sweep { statements, window_days: i64::from(within_hours.div_ceil(24).max(1)), pairs: BTreeSet::new() };
    if different.len() <= ALL_PAIRS {
        for (at, &left) in different.iter().enumerate() {
            different[at + 1..].iter().for_each(|&right| sweep.hold(left, right));
        }
        return sweep.pairs;
    }
    sweep.group(different);
    let sound: Vec<usize> = different.iter().copied().filter(|&index| is_sound(&statements[index])).collect();
    if sound.len() < different.len() {
        sweep.group(&sound);
    }
    let mut by_speaker: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for &index in different {
        if let Some(speaker) = statements[index].speaker.filter(|speaker| speaker.named) {
            by_speaker.entry(&speaker.name).or_default().push(index);
        }
    }
    by_speaker.values().for_each(|own| sweep.group(own));
    sweep.pairs
}

/// Whether a statement can carry a conflict.
fn is_sound(statement: &Statement) -> bool {
    let vague = matches!(statement.hedge(), Some(Hedge::Vague | Hedge::AtMost));
    statement.status == Status::Asserted && !statement.weak && !vague
}

struct Sweep<'a> {
    statements: &'a [Statement<'a>],
    window_days: i64,
    pairs: BTreeSet<(usize, usize)>,
}

/// The lowest and the highest of some statements, with how far they reach.
#[derive(Clone, Copy)]
struct Extremes {
    lowest: (Extent, usize),
    highest: (Extent, usize),
}

impl Extremes {
    fn with(known: Option<Self>, reach: Extent, index: usize) -> Self {
        let own = Self { lowest: (reach, index), highest: (reach, index) };
        let Some(known) = known else { return own };
        Self {
            lowest: if reach.high() < known.lowest.0.high() { own.lowest } else { known.lowest },
            highest: if reach.low() > known.highest.0.low() { own.highest } else { known.highest },
        }
    }
}

impl Sweep<'_> {
    fn hold(&mut self, left: usize, right: usize) {
        if left != right {
            self.pairs.insert((left.min(right), left.max(right)));
        }
    }

    fn as_of(&self, index: usize) -> Option<AsOf> {
        self.statements[index].as_of
    }

    fn value(&self, index: usize) -> &Value {
        self.statements[index].value
    }

    fn group(&mut self, members: &[usize]) {
        let mut by_size: BTreeMap<Option<Extent>, Vec<usize>> = BTreeMap::new();
        for &index in members {
            by_size.entry(Extent::of(self.value(index))).or_default().push(index);
        }
        let mut sizes: Vec<Vec<usize>> = by_size.into_values().collect();
        for of_size in &mut sizes {
            of_size.sort_by_key(|&index| (self.as_of(index), index));
        }
        for (at, of_size) in sizes.iter().enumerate() {
            of_size.windows(2).for_each(|pair| self.hold(pair[0], pair[1]));
            for greater in sizes[at + 1..].iter().take(NEXT_SIZES) {
                self.hold_nearest(of_size, greater);
                self.hold_nearest(greater, of_size);
            }
        }
        self.hold_extremes(members);
    }

    /// Holds each of `some` against the two of `others` that are nearest in time. Both are in the order of time.
    fn hold_nearest(&mut self, some: &[usize], others: &[usize]) {
        for &index in some {
            let after = others.partition_point(|&other| self.as_of(other) < self.as_of(index));
            for &other in &others[after.saturating_sub(1)..others.len().min(after + 1)] {
                self.hold(index, other);
            }
        }
    }

    fn hold_extremes(&mut self, members: &[usize]) {
        let mut by_time: BTreeMap<Option<i64>, Vec<usize>> = BTreeMap::new();
        for &index in members {
            let time = self.as_of(index).map(|as_of| as_of.day_number().div_euclid(self.window_days));
            by_time.entry(time).or_default().push(index);
        }
        let mut earlier: Option<Extremes> = None;
        let mut before: Option<(i64, Extremes)> = None;
        let untimed = by_time.get(&None).and_then(|own| self.extremes(own));
        let overall = self.extremes(members);
        for (time, own) in &by_time {
            let of_time = self.extremes(own);
            let just_before = before.filter(|(day, _)| time.is_some_and(|time| day + 1 == time)).map(|(_, it)| it);
            for extremes in [of_time, just_before, earlier, untimed, overall].into_iter().flatten() {
                for &index in own {
                    self.hold(index, extremes.lowest.1);
                    self.hold(index, extremes.highest.1);
                }
            }
            let Some(of_time) = of_time else { continue };
            before = time.map(|time| (time, of_time));
            earlier = [of_time.lowest, of_time.highest]
                .into_iter()
                .fold(earlier, |known, (reach, index)| Some(Extremes::with(known, reach, index)));
        }
    }

    fn extremes(&self, members: &[usize]) -> Option<Extremes> {
        let reaches = members.iter().filter_map(|&index| Some((Extent::reach(self.value(index))?, index)));
        reaches.fold(None, |known, (reach, index)| Some(Extremes::with(known, reach, index)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, ArticleId, Published};
    use crate::claim::{ClaimId, Slots};
    use crate::compare::cues::Cues;
    use crate::compare::decide::decide;
    use crate::compare::statement::classify;
    use crate::extract::Speaker;
    use crate::rule::{CompareSettings, Gravity, OverTime, Reconcile, Tolerance, Topic};
    use crate::span::Span;
    use crate::value::amount::Looseness;
    use crate::value::{Amount, Grain, Kind};
    use jiff::civil::date;
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    fn toll(over_time: OverTime) -> Topic {
        let compare = CompareSettings {
            tolerance: Tolerance::Exact,
            precision: Grain::Day,
            over_time,
            within_hours: 24,
            gravity: Gravity::Normal,
        };
        let (id, title) = ("toll".to_owned(), "Toll".to_owned());
        let (slots, reconcile) = (Vec::new(), Reconcile::Newest);
        Topic { id, title, question: None, kind: Kind::Count, slots, compare, reconcile }
    }

    /// A figure, whether it is a lower bound, the day (0 for none), and the speaker (0 for none).
    type Said = (i64, bool, i8, usize);

    fn as_of(day: i8) -> Option<AsOf> {
        let mut article = Article::new("a", "");
        article.published = (day > 0).then(|| Published { date: date(2024, 5, day), utc: None });
        AsOf::of(None, &article)
    }

    /// The gravest relation of all pairs, and that of the pairs of the sweep.
    fn gravest(said: &[Said], over_time: OverTime) -> [Option<crate::compare::Relation>; 2] {
        let value = |&(figure, bound, ..): &Said| {
            let figure = Decimal::from(figure);
            let hedge = if bound { Hedge::AtLeast } else { Hedge::Exactly };
            Value::Count(Amount::new(figure, Decimal::ONE, hedge, Looseness::Usual))
        };
        let values: Vec<Value> = said.iter().map(value).collect();
        let speakers = ["Ministry", "Governor", "Red Cross"].map(|name| Speaker {
            name: name.to_owned(),
            span: Span::new(0, 0),
            named: true,
        });
        let slots = Slots::new();
        let mut statements: Vec<Statement> = (0..)
            .zip(said.iter().zip(&values))
            .map(|(at, (&(_, _, day, speaker), value))| Statement {
                id: ClaimId(at),
                article: ArticleId(at),
                value,
                slots: &slots,
                speaker: speaker.checked_sub(1).map(|at| &speakers[at]),
                said_by: None,
                status: Status::Asserted,
                as_of: as_of(day),
                happened: None,
                past: None,
                from_feed: false,
                cues: Cues::default(),
                occasion: Default::default(),
                since: None,
                weak: false,
                leads: false,
                utc_offset: None,
                version: None,
                rank: 0,
                class: 0,
            })
            .collect();
        classify(&mut statements);
        let topic = toll(over_time);
        let relation = |&(left, right): &(usize, usize)| decide(&statements[left], &statements[right], &topic).relation;
        let all: Vec<usize> = (0..statements.len()).collect();
        let every = all.iter().flat_map(|&left| all[left + 1..].iter().map(move |&right| (left, right)));
        let swept = pairs(&statements, &all, topic.compare.within_hours);
        assert!(swept.len() < 120 * all.len(), "{} pairs of {} statements", swept.len(), all.len());
        [every.map(|pair| relation(&pair)).max(), swept.iter().map(relation).max()]
    }

    fn many() -> impl Strategy<Value = Vec<Said>> {
        // Few days and speakers, or many: a graver relation must be rare in some of the cases.
        (1_i64..60, 1_i8..28, 1_usize..4).prop_flat_map(|(figures, days, speakers)| {
            let said = (10..10 + figures, prop::bool::weighted(0.1), 0..days, 0..speakers);
            prop::collection::vec(said, ALL_PAIRS + 1..ALL_PAIRS * 3)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4) })]

        #[test]
        fn the_gravest_relation_of_all_pairs_is_among_those_swept(said in many()) {
            for over_time in [OverTime::Fixed, OverTime::Rises, OverTime::Falls, OverTime::Varies] {
                let [all, swept] = gravest(&said, over_time);
                prop_assert_eq!(all, swept);
            }
        }
    }

    #[test]
    fn a_single_contradiction_among_many_is_found() {
        // A toll that rises by one each day, and one report that does not fit its day.
        let mut said: Vec<Said> =
            (0..200).map(|at| (100 + at / 8, false, i8::try_from(1 + at / 8).unwrap_or(1), 0)).collect();
        assert_eq!(gravest(&said, OverTime::Rises), [Some(crate::compare::Relation::Updated); 2]);
        said.push((113, false, 15, 0));
        assert_eq!(gravest(&said, OverTime::Rises), [Some(crate::compare::Relation::Conflict); 2]);
    }
}
