//! Sets of kinds of values, as one word each: what a sentence has, and what the topics take that a term leads to.

use crate::value::Kind;

/// A set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kinds(u16);

impl Kinds {
    pub(super) fn of(kind: Kind) -> Self {
        Self(1 << kind as u16)
    }

    pub(super) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn has(self, kind: Kind) -> bool {
        self.meets(Self::of(kind))
    }

    pub(super) fn meets(self, other: Self) -> bool {
        self.and(other) != Self::default()
    }

    /// Its kinds, in the order of [`Kind::ALL`].
    pub(super) fn iter(self) -> impl Iterator<Item = Kind> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let next = Kind::ALL.get(left.trailing_zeros() as usize).copied()?;
            left &= left - 1;
            Some(next)
        })
    }
}

impl FromIterator<Kind> for Kinds {
    fn from_iter<I: IntoIterator<Item = Kind>>(kinds: I) -> Self {
        kinds.into_iter().fold(Self::default(), |all, kind| all.with(Self::of(kind)))
    }
}
