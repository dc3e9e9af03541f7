//! Splits compared claims into groups in which nothing stands beside what it differs from without a comparison that says
//! so.
//!
//! A finding speaks for all that it lists: what is listed as agreeing must agree with every other voice in the list. Two
//! figures that differ but are not each other's counterpart (the toll of this attack, the toll of an earlier one) say
//! nothing about each other, so they may not stand in one finding, whatever else they have in common.
//!
//! Invariant: the groups do not depend on the order in which ties and bans are given.

use std::collections::{BTreeMap, BTreeSet};

/// What holds two voices together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bond {
    /// They were held against each other and cannot be compared; the reason is worth listing.
    Beside,
    /// They were compared: they meet, or they differ as counterparts. The stronger the more alike.
    Compared(u64),
}

/// Voices, what ties them, and what must not stand together.
#[derive(Debug, Default)]
pub(super) struct Partition {
    ties: BTreeMap<(usize, usize), Bond>,
    bans: BTreeSet<(usize, usize)>,
}

impl Partition {
    /// Two voices were held against each other, and the outcome counts.
    pub(super) fn tie(&mut self, left: usize, right: usize, bond: Bond) {
        let known = self.ties.entry(ordered(left, right)).or_insert(bond);
        *known = bond.max(*known);
    }

    /// Two voices differ, and nothing says that they speak of one thing. A tie between them counts for more.
    pub(super) fn ban(&mut self, left: usize, right: usize) {
        self.bans.insert(ordered(left, right));
    }

    /// Whether two voices were held against each other and the outcome counts.
    pub(super) fn ties(&self, left: usize, right: usize) -> bool {
        self.ties.contains_key(&ordered(left, right))
    }

    /// The same ties between those who speak for each voice; one voice may speak for several.
    pub(super) fn spoken_for(&self, speaker: impl Fn(usize) -> usize) -> Self {
        let mut spoken = Self::default();
        for (&(left, right), &bond) in &self.ties {
            let (left, right) = (speaker(left), speaker(right));
            if left != right {
                spoken.tie(left, right, bond);
            }
        }
        spoken
    }

    /// The group of each of the voices from 0 up to `voices`: the least of its members.
    pub(super) fn groups(&self, voices: usize) -> Vec<usize> {
        let mut groups = Groups::new(voices);
        for &(left, right) in self.bans.iter().filter(|pair| !self.ties.contains_key(pair)) {
            groups.bans[left].insert(right);
            groups.bans[right].insert(left);
        }
        let mut ties: Vec<((usize, usize), Bond)> = self.ties.iter().map(|(&pair, &bond)| (pair, bond)).collect();
        ties.sort_by(|left, right| right.1.cmp(&left.1).then(left.0.cmp(&right.0)));
        for ((left, right), bond) in ties {
            groups.join(left, right, bond);
        }
        (0..voices)
            .map(|voice| {
                let root = groups.root(voice);
                groups.least[root]
            })
            .collect()
    }
}

fn ordered(left: usize, right: usize) -> (usize, usize) {
    (left.min(right), left.max(right))
}

/// Disjoint sets of voices, each set with those it must not take in.
struct Groups {
    parents: Vec<usize>,
    /// Of each root: voices that must not join.
    bans: Vec<BTreeSet<usize>>,
    members: Vec<Vec<usize>>,
    /// Of each root: the least of its members.
    least: Vec<usize>,
    /// Of each root: whether anything in it was compared.
    compared: Vec<bool>,
}

impl Groups {
    fn new(voices: usize) -> Self {
        Self {
            parents: (0..voices).collect(),
            bans: vec![BTreeSet::new(); voices],
            members: (0..voices).map(|voice| vec![voice]).collect(),
            least: (0..voices).collect(),
            compared: vec![false; voices],
        }
    }

    fn root(&mut self, voice: usize) -> usize {
        let mut root = voice;
        while self.parents[root] != root {
            self.parents[root] = self.parents[self.parents[root]];
            root = self.parents[root];
        }
        root
    }

    fn join(&mut self, left: usize, right: usize, bond: Bond) {
        let (left, right) = (self.root(left), self.root(right));
        if left == right || self.banned(left, right) {
            return;
        }
        // What is only listed beside a comparison must not bring two comparisons together.
        if bond == Bond::Beside && self.compared[left] && self.compared[right] {
            return;
        }
        // The smaller set moves, so that no voice moves often.
        let (from, into) =
            if self.members[left].len() < self.members[right].len() { (left, right) } else { (right, left) };
        self.parents[from] = into;
        self.least[into] = self.least[into].min(self.least[from]);
        self.compared[into] |= self.compared[from] || bond != Bond::Beside;
        let members = std::mem::take(&mut self.members[from]);
        self.members[into].extend(members);
        let (mut few, mut many) = (std::mem::take(&mut self.bans[from]), std::mem::take(&mut self.bans[into]));
        if few.len() > many.len() {
            std::mem::swap(&mut few, &mut many);
        }
        many.extend(few);
        self.bans[into] = many;
    }

    fn banned(&self, left: usize, right: usize) -> bool {
        let (few, many) =
            if self.members[left].len() < self.members[right].len() { (left, right) } else { (right, left) };
        self.members[few].iter().any(|voice| self.bans[many].contains(voice))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(voices: usize, ties: &[(usize, usize, Bond)], bans: &[(usize, usize)]) -> Vec<usize> {
        let mut partition = Partition::default();
        for &(left, right, bond) in ties {
            partition.tie(left, right, bond);
        }
        for &(left, right) in bans {
            partition.ban(left, right);
        }
        partition.groups(voices)
    }

    #[test]
    fn the_stronger_tie_wins_over_a_ban() {
        let ties = [(0, 1, Bond::Compared(900)), (1, 2, Bond::Compared(300))];
        assert_eq!(groups(3, &ties, &[(0, 2)]), [0, 0, 2]);
        let ties = [(0, 1, Bond::Compared(300)), (1, 2, Bond::Compared(900))];
        assert_eq!(groups(3, &ties, &[(0, 2)]), [0, 1, 1]);
    }

    #[test]
    fn a_tie_lifts_the_ban_between_the_same_two() {
        assert_eq!(groups(2, &[(0, 1, Bond::Compared(1))], &[(1, 0)]), [0, 0]);
    }

    #[test]
    fn what_is_not_comparable_joins_no_two_comparisons() {
        let compared = Bond::Compared(500);
        let ties = [(0, 1, compared), (2, 3, compared), (1, 2, Bond::Beside), (3, 4, Bond::Beside)];
        assert_eq!(groups(5, &ties, &[]), [0, 0, 2, 2, 2]);
    }
}
