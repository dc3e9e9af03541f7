//! Which mentions of a bundle are held against each other.
//!
//! Mentions can be alike only if they measure one thing and share a word. A word that few mentions share brings each
//! of them together with each. Of a word that many share, each mention is held against the nearest in size: those of
//! the same size, and the next smaller ones. What stands word for word in many articles is looked at a few times, and
//! every further copy is held against the first alone.
//!
//! Invariant: a mention is held against a bounded number of others for each of its words, so that the cost grows as
//! n log n with the mentions; the pairs do not depend on the order of the articles.

use super::{Measure, Profile, Word};
use crate::compare::reconcile::Extent;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A word that at most so many mentions share brings each of them together with each. (P)
const FEW: usize = 48;

/// Of a word that more share: so many mentions of the same size, and as many smaller ones. (P)
const NEAREST: usize = 12;

/// So many copies of one sentence are looked at like any other mention. (P)
const COPIES: usize = 8;

/// Calls `hold` once for each pair of `members` that may be alike; members of one `class` say the same.
pub(super) fn candidates(
    profiles: &[Profile],
    members: &[usize],
    class: impl Fn(usize) -> u32,
    mut hold: impl FnMut(usize, usize),
) {
    let apart = |left: usize, right: usize| profiles[left].article != profiles[right].article;
    let (looked_at, copies) = without_copies(profiles, members, class);
    for (first, copy) in copies.into_iter().filter(|&(first, copy)| apart(first, copy)) {
        hold(first, copy);
    }
    let field = Field::new(profiles, looked_at);
    let mut seen = vec![usize::MAX; field.order.len()];
    for (rank, &right) in field.order.iter().enumerate() {
        for list in field.lists(&profiles[right]) {
            for &other in field.near(list, rank).into_iter().flat_map(|range| &list[range]) {
                let left = field.order[other];
                if std::mem::replace(&mut seen[other], rank) != rank && apart(left, right) {
                    hold(left, right);
                }
            }
        }
    }
}

/// The members without the further copies of a sentence, and those copies with the first.
fn without_copies(
    profiles: &[Profile],
    members: &[usize],
    class: impl Fn(usize) -> u32,
) -> (Vec<usize>, Vec<(usize, usize)>) {
    let mut firsts: FxHashMap<_, (usize, usize)> = FxHashMap::default();
    let (mut looked_at, mut copies) = (Vec::new(), Vec::new());
    for &member in members.iter().filter(|&&member| profiles[member].measure.is_some()) {
        let (first, count) = firsts.entry((class(member), profiles[member].surroundings())).or_insert((member, 0));
        *count += 1;
        if *count <= COPIES {
            looked_at.push(member);
        } else {
            copies.push((*first, member));
        }
    }
    (looked_at, copies)
}

/// Mentions in the order of their sizes. A rank is a place in that order.
struct Field {
    /// The mention of each rank.
    order: Vec<usize>,
    /// For each rank the least rank of the same size.
    same_size: Vec<usize>,
    /// The ranks that share a word, by size.
    sharing: FxHashMap<(Measure, Word), Vec<usize>>,
}

impl Field {
    fn new(profiles: &[Profile], mut order: Vec<usize>) -> Self {
        let size = |mention: usize| (profiles[mention].measure, Extent::of(profiles[mention].value));
        order.sort_by_cached_key(|&mention| (size(mention), mention));
        let mut same_size: Vec<usize> = Vec::with_capacity(order.len());
        for (rank, &mention) in order.iter().enumerate() {
            let first = rank.checked_sub(1).filter(|&before| size(order[before]) == size(mention));
            same_size.push(first.map_or(rank, |before| same_size[before]));
        }
        let mut sharing: FxHashMap<(Measure, Word), Vec<usize>> = FxHashMap::default();
        for (rank, &mention) in order.iter().enumerate() {
            let profile = &profiles[mention];
            for (measure, &(word, _)) in
                profile.measure.iter().flat_map(|it| profile.words.iter().map(move |w| (it, w)))
            {
                sharing.entry((*measure, word)).or_default().push(rank);
            }
        }
        Self { order, same_size, sharing }
    }

    /// For each word of a profile, the ranks that share it.
    fn lists<'a>(&'a self, profile: &'a Profile) -> impl Iterator<Item = &'a [usize]> {
        let words = profile.measure.into_iter().flat_map(|measure| profile.words.iter().map(move |it| (measure, it.0)));
        words.filter_map(|key| self.sharing.get(&key)).map(Vec::as_slice)
    }

    /// Where in a list those before `rank` stand that it is held against.
    fn near(&self, list: &[usize], rank: usize) -> [Range<usize>; 2] {
        let own = list.partition_point(|&other| other < rank);
        if list.len() <= FEW {
            return [0..own, 0..0];
        }
        let same_size = list[..own].partition_point(|&other| other < self.same_size[rank]);
        [same_size.max(own.saturating_sub(NEAREST))..own, same_size.saturating_sub(NEAREST)..same_size]
    }
}
